//! What stands around a step when its papers are made. Its entry point is [`Study::around`].

use super::draw::Study;
use crate::papers::catalogue::Whose;
use crate::papers::view::from_case::{Listed, Notice, Occasion, Setting};
use crate::records::case::{AreaExit, Batch, Case, Township, Village};
use crate::records::holdings::VillageCases;
use crate::rules::regulation::RuleSet;

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

    /// The villages and townships of a list, by township.
    fn members(&self, batch: &Case<Batch>) -> Vec<(String, Vec<String>)> {
        let holdings = &self.workspace.holdings;
        let full = |place: usize| {
            let (short, full) = &self.survey.register.townships[place];
            if full.is_empty() { short.clone() } else { full.clone() }
        };
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
