//! What stands around a step when its papers are made. Its entry point is [`Study::around`].

use super::draw::Study;
use super::survey;
use crate::papers::catalogue::Whose;
use crate::papers::view::from_case::{Indicator, Listed, Notice, Occasion, Setting};
use crate::records::case::{AreaExit, Batch, Case, Record, Township, Village};
use crate::records::holdings::VillageCases;
use crate::rules::check::verdict::{self, Outcome};
use crate::rules::facts::Facts;
use crate::rules::regulation::{RuleSet, Standard};

/// Whose step it is, with those who are put up.
pub(super) enum On<'a> {
    /// A list's.
    Batch(&'a Batch, Listed<'a>),
    /// An area's, with the list that it names.
    Area(&'a AreaExit, Option<&'a Batch>),
}

impl<'a> On<'a> {
    /// A step that was done, for a notice.
    pub fn notice(self, order: usize, setting: Setting<'a>) -> Option<Notice<'a>> {
        match self {
            Self::Batch(batch, listed) => Notice::of_batch(batch, listed, order, setting),
            Self::Area(exit, batch) => Notice::of_area(exit, batch, order, setting),
        }
    }

    /// A step, done or not, for a form.
    pub fn occasion(self, order: usize, setting: Setting<'a>) -> Option<Occasion<'a>> {
        match self {
            Self::Batch(batch, listed) => Occasion::of_batch(batch, listed, order, setting),
            Self::Area(exit, batch) => Occasion::of_area(exit, batch, order, setting),
        }
    }
}

impl Study<'_> {
    /// Whose step it is, where it stands, and in which file.
    pub(super) fn around<'a>(&'a self, whose: Whose<'a>, cases: Option<(&'a VillageCases, &'a Case<Township>)>) -> Option<(On<'a>, Setting<'a>, &'a str)> {
        let holdings = &self.workspace.holdings;
        let setting = |township: Option<&'a Case<Township>>, village: Option<&'a Case<Village>>, rules: &'a RuleSet| Setting {
            county: &holdings.county.record,
            township: township.map(|case| &case.record),
            village: village.map(|case| &case.record),
            rules,
            calendar: &self.workspace.working_days,
            as_of: self.as_of,
        };
        let area = |exit: &'a AreaExit, township, village| {
            let code = exit.batch.value();
            let batch = holdings.batches.iter().map(|case| &case.record).find(|batch| code.is_some() && batch.code.value() == code);
            (On::Area(exit, batch), setting(township, village, &self.regime.of_exit(exit, batch).rules))
        };
        let ((on, setting), file) = match (whose, cases) {
            (Whose::Batch(batch), Some((cases, home))) => {
                let rules = &self.regime.of_batch(&batch.record).rules;
                ((On::Batch(&batch.record, Listed::Households(cases, batch)), setting(Some(home), Some(&cases.village), rules)), &batch.file)
            }
            (Whose::Areas(batch, township), _) => {
                let rules = &self.regime.of_batch(&batch.record).rules;
                let township = township.map(|place| &holdings.townships[place]);
                ((On::Batch(&batch.record, Listed::Areas(self.members(batch))), setting(township, None, rules)), &batch.file)
            }
            (Whose::Village(case), Some((_, home))) => (area(&case.record.exit, Some(home), Some(case)), &case.file),
            (Whose::Township(place), _) => {
                let case = &holdings.townships[place];
                (area(&case.record.exit, Some(case), None), &case.file)
            }
            (Whose::County, _) => (area(&holdings.county.record.exit, None, None), &holdings.county.file),
            (Whose::Batch(_) | Whose::Village(_), None) => return None,
        };
        Some((on, setting, file))
    }

    /// How the standards of an area's exit stand; none of a list.
    pub(super) fn indicators(&self, whose: Whose<'_>, cases: Option<(&VillageCases, &Case<Township>)>) -> Vec<Indicator> {
        let holdings = &self.workspace.holdings;
        let home = cases.and_then(|(_, home)| holdings.townships.iter().position(|case| case.file == home.file));
        let (kind, record, exit, township): (_, &dyn Record, _, _) = match whose {
            Whose::Batch(_) | Whose::Areas(..) => return Vec::new(),
            Whose::Village(case) => ("村", &case.record, &case.record.exit, home),
            Whose::Township(place) => ("乡镇", &holdings.townships[place].record, &holdings.townships[place].record.exit, Some(place)),
            Whose::County => ("县", &holdings.county.record, &holdings.county.record.exit, None),
        };
        let Some(context) = survey::context(self.workspace, township, self.as_of) else { return Vec::new() };
        let judgement = verdict::area(kind, record, exit, &context);
        let basis = judgement.facts.rules.procedure(&exit.procedure.text()).map(|procedure| procedure.law.document.text());
        // Who signs a step is no standard of the area.
        let standards = judgement.rules.iter().filter(|judged| judged.rule.kind.as_str() != "signed-by" && judged.set.standards.iter().any(|own| std::ptr::eq(own, judged.rule)));
        standards
            .filter_map(|judged| {
                let met = match judged.outcome {
                    Outcome::Met => Some(true),
                    Outcome::Unmet => Some(false),
                    Outcome::Unknown => None,
                    Outcome::NotApplicable => return None,
                };
                let cited = judged.set.cite(&judged.rule.law);
                // The document that the procedure itself rests on is named once, above the table.
                let same = basis.as_ref().is_some_and(|basis| judged.rule.law.document.as_str() == basis);
                let law = cited.map(|(document, paragraph)| if same { paragraph } else { format!("{document}{paragraph}") }).unwrap_or_default();
                let asks = judged.rule.asks.text();
                let asks = if asks.is_empty() { judged.rule.rule.text() } else { asks };
                Some(Indicator { asks, value: value(&judgement.facts, judged.rule), met, law })
            })
            .collect()
    }

    /// The villages and townships of a list, by township.
    fn members(&self, batch: &Case<Batch>) -> Vec<(String, Vec<String>)> {
        let holdings = &self.workspace.holdings;
        let full = |place: usize| self.survey.register.township_name(place).to_owned();
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        let code = batch.record.code.text();
        let villages = self.survey.register.villages_in(&code).map(|village| (full(village.township), village.full_name.clone()));
        let townships = holdings.townships_in(&batch.record).map(|(place, _)| (String::new(), full(place)));
        for (township, name) in villages.chain(townships) {
            match groups.last_mut() {
                Some((known, names)) if *known == township => names.push(name),
                _ => groups.push((township, vec![name])),
            }
        }
        groups
    }
}

/// The value that a standard is about, with its share where it is one.
fn value(facts: &Facts<'_>, rule: &Standard) -> String {
    let Some(field) = rule.field.value() else { return String::new() };
    match facts.figure(field.as_str(), rule.share_of.value().map(|path| path.as_str())) {
        Some(figure) => format!("{}{}", figure.round_dp(2).normalize(), if rule.share_of.is_absent() { "" } else { "%" }),
        None => facts.texts(field.as_str()).map(|texts| texts.join("、")).unwrap_or_default(),
    }
}
