//! The paragraphs of the documents and the rows of the requirements: each is met in some way, each citation names a paragraph that is
//! listed, each name stands for an entry (`paragraph-not-listed`, `paragraph-unaccounted`, `name-twice`, `rule-name-unknown`).

use super::Check;
use crate::records::case::Field;
use crate::report::finding::Key;
use crate::rules::coverage::{self, MET};
use crate::rules::regulation::Law;

impl Check<'_> {
    /// Each paragraph stands once and is met: by an entry that cites it, or as the set says.
    pub(super) fn paragraphs(&mut self) {
        let set = &self.case.record;
        for (place, covered) in coverage::paragraphs(self.whole).iter().enumerate() {
            // Those that were taken over stand before and are the other set's matter.
            let taken_over = self.whole.paragraphs.len() - set.paragraphs.len();
            let Some(place) = place.checked_sub(taken_over) else { continue };
            let way = [Key::from("原文条款"), place.into()];
            let name = covered.paragraph.paragraph.text();
            let said = covered.paragraph.met.text();
            let same = |other: &&crate::rules::regulation::Paragraph| other.document == covered.paragraph.document && other.paragraph == covered.paragraph.paragraph;
            if set.paragraphs[..place].iter().any(|other| same(&other)) {
                self.report("name-twice", &way, &["条款".into()], &[("name", name.clone())]);
            }
            if !said.is_empty() && !MET.contains(&said.as_str()) {
                let args = [("key", "落实".into()), ("name", said.clone()), ("known", MET.join("、"))];
                self.report("rule-name-unknown", &way, &["落实".into()], &args);
            } else if covered.entries.is_empty() && said.is_empty() {
                self.report("paragraph-unaccounted", &way, &[], &[("name", name), ("known", MET.join("、"))]);
            }
        }
    }

    /// A citation names paragraphs that the set lists of the document, where it lists any.
    pub(super) fn listed(&mut self, law: &Law, way: &[Key]) {
        let document = law.document.text();
        let known: Vec<String> =
            self.whole.paragraphs.iter().filter(|own| own.document.text() == document).map(|own| own.paragraph.text()).collect();
        if known.is_empty() {
            return;
        }
        for name in law.paragraphs().into_iter().filter(|name| !known.contains(name)) {
            let near = crate::records::case::nearest(&name, known.iter().map(String::as_str)).map_or_else(|| known.join("、"), str::to_owned);
            self.report("paragraph-not-listed", way, &["依据".into(), "条款".into()], &[("name", name), ("document", document.clone()), ("near", near)]);
        }
    }

    /// What carries a row is an entry of the set; a row that nothing carries says how it is met.
    pub(super) fn rows(&mut self) {
        let set = self.whole;
        let rules = set.standards.iter().chain(&set.checks).map(|rule| rule.rule.text());
        let procedures = set.procedures.iter().map(|procedure| procedure.name.text());
        let phases = set.schedule.iter().map(|phase| phase.name.text());
        let steps = set.procedures.iter().flat_map(|procedure| &procedure.steps).map(|step| step.name.text());
        let known: Vec<String> =
            rules.chain(procedures).chain(phases).chain(set.lists.keys().cloned()).chain(set.values.keys().cloned()).chain(steps).collect();
        for (place, row) in self.case.record.rows.iter().enumerate() {
            let way = [Key::from("对应"), place.into()];
            for (index, name) in row.by.iter().map(Field::text).enumerate().filter(|(_, name)| !known.contains(name)) {
                let near = crate::records::case::nearest(&name, known.iter().map(String::as_str)).unwrap_or("-").to_owned();
                self.report("rule-name-unknown", &way, &["由".into(), index.into()], &[("key", "由".into()), ("name", name), ("known", near)]);
            }
            if row.by.is_empty() && !MET.contains(&row.met.text().as_str()) {
                let args = [("key", "落实".into()), ("name", row.met.text()), ("known", MET.join("、"))];
                self.report("rule-name-unknown", &way, &["落实".into()], &args);
            }
        }
    }
}
