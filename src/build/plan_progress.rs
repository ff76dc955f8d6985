//! What is announced of a plan, counted from the register. Entry point: [`Study::counted`].

use super::draw::Study;
use crate::papers::view::from_case::Counts;
use crate::records::register::{ByYear, ExitSummary, Moves, add_moves};
use crate::records::values::Date;
use crate::rules::course::Course;

impl Study<'_> {
    /// Hands out what is counted: of all that is recorded, or of what was announced by the day of the build.
    pub(super) fn counted<T>(&self, recorded: bool, ask: impl FnOnce(&Counts<'_>) -> T) -> T {
        let register = &self.survey.register;
        let day = if recorded { Date::LAST } else { self.as_of };
        let announced = |exit: &ExitSummary| {
            let step = self.regime.current().rules.procedure(&exit.procedure).and_then(|procedure| procedure.of_nature("公告"));
            step.is_some_and(|rule| exit.step(&rule.name.text(), day).is_some())
        };
        let exits = |township: &str, year: u32| {
            let Some(place) = register.township(township) else { return (0, 0) };
            let mut all = ByYear::new();
            register.villages.iter().filter(|village| village.township == place).for_each(|village| add_moves(&mut all, &village.moves));
            let moves = i16::try_from(year).ok().and_then(|year| all.get(&year)).copied().unwrap_or(Moves::default());
            if recorded { moves.recorded } else { moves.announced }
        };
        let village = |township: &str, name: &str| register.village(township, name).is_some_and(|village| announced(&village.exit));
        let township = |name: &str| {
            let Some(case) = register.township(name).and_then(|place| self.workspace.holdings.townships.get(place)) else { return false };
            let exit = &case.record.exit;
            let procedure = self.regime.of_exit(exit, None).rules.procedure(&exit.procedure.text());
            procedure.is_some_and(|procedure| Course::of_area(procedure, exit, None, day).of_nature("公告").is_some())
        };
        ask(&Counts { exits: &exits, village: &village, township: &township })
    }
}
