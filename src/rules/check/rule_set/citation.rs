//! What a rule set rests on: every entry names a document of the rule set, none a document that does not exist, and only a
//! document that may be printed is printed (`source-unknown`, `standing-unknown`, `basis-does-not-exist`, `basis-not-printable`).

use super::Check;
use crate::report::finding::Key;
use crate::rules::regulation::{Law, Source};

impl Check<'_> {
    /// Every citation of the set.
    pub(super) fn citations(&mut self) {
        let set = &self.case.record;
        for (name, source) in &set.sources {
            if !Source::STANDINGS.contains(&source.standing.text().as_str()) {
                let args = [("name", source.standing.text()), ("known", Source::STANDINGS.join("、"))];
                self.report("standing-unknown", &["依据文件".into(), name.as_str().into()], &["效力".into()], &args);
            }
        }
        set.citations().iter().for_each(|citation| self.cited(citation.law, &citation.way));
        for (place, procedure) in set.procedures.iter().enumerate() {
            let way = [Key::from("程序"), place.into()];
            // Only a procedure whose notices are made here would print its basis.
            let made = self.in_use && !procedure.papers.is_absent();
            let source = self.whole.sources.get(&procedure.law.document.text()).filter(|_| made);
            if let Some(source) = source.filter(|source| !source.may_be_printed() && !source.does_not_exist()) {
                let args = [("name", procedure.law.document.text()), ("standing", source.standing.text())];
                self.report("basis-not-printable", &way, &["依据".into(), "文件".into()], &args);
            }
        }
    }

    fn cited(&mut self, law: &Law, way: &[Key]) {
        let name = law.document.text();
        let keys = ["依据".into(), "文件".into()];
        match self.whole.sources.get(&name) {
            None if name.is_empty() => self.report("source-missing", way, &[], &[]),
            None => self.report("source-unknown", way, &keys, &[("name", name)]),
            Some(source) if source.does_not_exist() => self.report("basis-does-not-exist", way, &keys, &[("name", name), ("title", source.title.text())]),
            Some(_) => self.listed(law, way),
        }
    }
}
