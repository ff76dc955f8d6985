//! Which households a year's dynamic adjustment moves, and in which group. Entry points: [`moves_of`], [`is_put_up`].

use super::JUDGE;
use super::course::Course;
use super::regulation::{Matter, Procedure, Regime};
use crate::records::case::{Batch, Exit, Household};
use crate::records::holdings::VillageCases;
use crate::records::register::{ByYear, Moves};
use crate::records::values::Date;

/// The four groups of an adjustment, in their order.
pub const GROUPS: [(Matter, &str); 4] = [(Matter::Exit, "退出"), (Matter::Removal, "清退"), (Matter::Inclusion, "新纳入"), (Matter::Return, "返贫")];

/// It stands on a list and was not taken off; or its procedure knows no list.
pub fn is_put_up(exit: &Exit, procedure: Option<&Procedure>) -> bool {
    let listed = procedure.is_some_and(|procedure| procedure.steps.iter().any(|rule| rule.level.as_str() == "批"));
    exit.withheld.is_absent() && (!exit.batch.is_absent() || !listed)
}

/// What a household moves, in the year of its case; `None` where that is nothing, or no year is given. What is announced later than `as_of` is
/// not announced yet.
pub fn moves_of(household: &Household, batch: Option<&Batch>, procedure: Option<&Procedure>, as_of: Date) -> Option<(i16, Moves)> {
    let exit = &household.exit;
    let year = i16::try_from(exit.year.value()?.0).ok()?;
    let mut moves = Moves::default();
    let put_up = is_put_up(exit, procedure);
    let own = procedure.map(Matter::of);
    let matter = own.filter(|_| put_up);
    let marks = |procedure: &Procedure| procedure.steps.iter().any(|rule| matches!(rule.nature.as_str(), "标注" | "销号"));
    moves.planned = u64::from(own == Some(Matter::Exit) && exit.withheld.is_absent());
    moves.marked = u64::from(put_up && procedure.is_some_and(marks));
    if let Some(place) = GROUPS.iter().position(|(group, _)| Some(*group) == matter) {
        let own = (1, household.members.len() as u64);
        moves.groups[place] = own;
        let announced = |day| procedure.is_some_and(|procedure| Course::of_household(procedure, exit, batch, day).of_nature("公告").is_some());
        if matter == Some(Matter::Exit) {
            moves.recorded = if announced(Date::LAST) { own } else { (0, 0) };
            moves.announced = if announced(as_of) { own } else { (0, 0) };
        }
    }
    let directed = |way: &str| exit.changes.iter().filter(|change| change.direction.reveal(&JUDGE).text() == way).count() as u64;
    (moves.increase, moves.decrease) = (directed("增加"), directed("减少"));
    (moves != Moves::default()).then_some((year, moves))
}

/// What a village moves, by villagers' group and year.
pub fn moves_within(cases: &VillageCases, regime: &Regime, as_of: Date) -> Vec<(String, ByYear)> {
    let mut groups: Vec<(String, ByYear)> = Vec::new();
    for case in &cases.households {
        let exit = &case.record.exit;
        let batch = cases.batch_of(exit).map(|case| &case.record);
        let rules = &regime.of_household(exit, batch).rules;
        let Some((year, moves)) = moves_of(&case.record, batch, rules.procedure(&exit.procedure.text()), as_of) else { continue };
        let name = case.record.group.text();
        let place = groups.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            groups.push((name, ByYear::new()));
            groups.len() - 1
        });
        groups[place].1.entry(year).or_default().add(&moves);
    }
    groups
}
