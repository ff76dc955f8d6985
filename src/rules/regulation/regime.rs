//! Which rule set a case goes by. Its entry points are [`Regime::of_county`] and [`Regime::of_steps`].

use super::{RuleSet, effective};
use crate::records::case::{AreaExit, Batch, Case, County, Exit, Field, Step};
use crate::records::values::{Code, Date};

/// The rule sets of a county: the one that it names, those of earlier years, and those whose rules about data hold too.
pub struct Regime {
    /// The named one first.
    sets: Vec<InForce>,
    /// Rule sets that are switched on besides.
    pub also: Vec<RuleSet>,
}

/// A rule set, whole, and the file that it stands in.
pub struct InForce {
    /// File of the rule set.
    pub file: String,
    /// The rule set with all that it takes over.
    pub rules: RuleSet,
}

impl Regime {
    /// `None` where the county names no rule set that can be made whole; that is a finding of the checks, not of this.
    pub fn of_county(county: &County, sets: &[Case<RuleSet>]) -> Option<Self> {
        let whole = |id: &str| {
            let file = sets.iter().find(|case| case.record.id.text() == id)?.file.clone();
            Some(InForce { file, rules: effective(sets, id).ok()? })
        };
        let named = whole(county.rule_set.value()?.as_str())?;
        let former = county.former.iter().filter_map(|id| whole(id.value()?.as_str()));
        let sets_of_county = std::iter::once(named).chain(former).collect();
        let also = county.also.iter().filter_map(|id| effective(sets, &id.text()).ok()).collect();
        Some(Self { sets: sets_of_county, also })
    }

    /// The rule set that the county names.
    pub fn current(&self) -> &InForce {
        &self.sets[0]
    }

    /// Every rule set of the county, the named one first.
    pub fn all(&self) -> &[InForce] {
        &self.sets
    }

    /// The rule set with an id.
    pub fn named(&self, id: &str) -> Option<&InForce> {
        self.sets.iter().find(|set| set.rules.id.value().is_some_and(|own| own.as_str() == id))
    }

    /// The rule set of a list of households or villages.
    pub fn of_batch(&self, batch: &Batch) -> &InForce {
        self.of_steps(&batch.rule_set, &batch.steps)
    }

    /// The rule set of a household: its list's, else that of its own case.
    pub fn of_household(&self, exit: &Exit, batch: Option<&Batch>) -> &InForce {
        batch.map_or_else(|| self.of_steps(&exit.rule_set, &exit.steps), |batch| self.of_batch(batch))
    }

    /// The rule set of an area's exit: that of its list, where it has one.
    pub fn of_exit(&self, exit: &AreaExit, batch: Option<&Batch>) -> &InForce {
        batch.map_or_else(|| self.of_steps(&exit.rule_set, &exit.steps), |batch| self.of_batch(batch))
    }

    /// The rule set of a case with these steps: the one that it names itself, else the one in force on the day on which it began, else the county's.
    pub fn of_steps(&self, named: &Field<Code>, steps: &[Step]) -> &InForce {
        let by_name = named.value().and_then(|id| self.named(id.as_str()));
        let by_day = || begun(steps).and_then(|day| self.sets.iter().find(|set| set.rules.is_in_force_on(day)));
        by_name.or_else(by_day).unwrap_or_else(|| self.current())
    }
}

/// The day of the first step.
pub fn begun(steps: &[Step]) -> Option<Date> {
    steps.iter().filter_map(|step| step.date.value().copied()).min()
}

impl RuleSet {
    /// Whether it is in force on a day; open where it says nothing.
    pub fn is_in_force_on(&self, day: Date) -> bool {
        self.from.value().is_none_or(|from| *from <= day) && self.until.value().is_none_or(|until| day <= *until)
    }
}
