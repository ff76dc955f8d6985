//! ID numbers that nobody bears and that none of the county's persons shares. Their entry point is [`Numbers`].
//!
//! The region 999999 is not in use. A household has a sequence number and a remainder for itself: its members are
//! born on days with that remainder, no two on the same day. Both follow from the household's number alone, so that
//! villages can be written in any order and no list of numbers is kept.

use super::dice::Dice;
use crate::records::values::Date;

/// Sequence numbers of either sex: 001 to 997 are men, 002 to 998 women.
const SEQUENCES: usize = 499;
/// Nobody is born before.
const FIRST: i32 = -110 * 365;

/// How the county's numbers are shared out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbers {
    /// The day of the county; birthdays are counted from it.
    as_of: Date,
    /// How many remainders there are: as few as the households need, so that ages can be chosen freely.
    step: i32,
}

/// The numbers of one household.
pub(super) struct Series {
    numbers: Numbers,
    sequence: usize,
    remainder: i32,
    born: Vec<i32>,
}

impl Numbers {
    /// Most households whose members can all be told apart (and born within a lifetime).
    pub const MOST: usize = 2_000_000;

    /// For a county of so many households.
    pub fn new(households: usize, as_of: Date) -> Self {
        Self { as_of, step: households.div_ceil(SEQUENCES).max(1) as i32 }
    }

    /// For the members of one household.
    pub fn series(self, household: usize) -> Series {
        let (sequence, remainder) = (household % SEQUENCES, household / SEQUENCES);
        Series { numbers: self, sequence, remainder: remainder as i32, born: Vec::with_capacity(7) }
    }
}

impl Series {
    /// Days before the as-of day on which the next member is born, of an age in years as near as there is a day.
    pub fn birth(&mut self, youngest: i32, eldest: i32, dice: &mut Dice) -> i32 {
        let step = self.numbers.step;
        let (from, until) = (-(eldest + 1) * 365 - eldest / 4 + 2, -youngest * 365 - youngest / 4 - 2);
        let first = from + (self.remainder - from).rem_euclid(step);
        let days = if first > until { 0 } else { (until - first) / step + 1 };
        let start = dice.below(days as usize) as i32;
        let within = (0..days).map(|turn| first + (start + turn) % days * step);
        let near = (0..).map(|turn| first - (turn + 1) * step).take_while(|day| *day >= FIRST);
        let later = (0..).map(|turn| first + turn * step).take_while(|day| *day < -30);
        let day = within.chain(near).chain(later).find(|day| !self.born.contains(day));
        let day = day.expect("a lifetime has more days of a remainder than a household has members");
        self.born.push(day);
        day
    }

    /// The number of a member born on that day.
    pub fn number(&self, born: i32, man: bool) -> String {
        let sequence = self.sequence * 2 + if man { 1 } else { 2 };
        let day = self.numbers.as_of.plus(born).to_string().replace('-', "");
        let mut number = format!("999999{day}{sequence:03}");
        number.push(char::from(crate::records::values::check_character(&number)));
        number
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::records::values::{IdNumber, Value};

    #[test]
    fn no_number_comes_twice_and_every_check_character_is_right() {
        let as_of = Date::new(2017, 11, 20).expect("a day");
        for households in [1, 3_000, Numbers::MOST] {
            let numbers = Numbers::new(households, as_of);
            let mut seen = BTreeSet::new();
            let mut dice = Dice::of(1, 0, 0);
            let some = (0..households).step_by((households / 3_000).max(1));
            for household in some.chain((households - 1).checked_sub(1)) {
                let mut series = numbers.series(household);
                for member in 0..7 {
                    let born = series.birth(30, 40, &mut dice);
                    let number = series.number(born, member % 2 == 0);
                    assert!(IdNumber::parse(&number).is_some_and(|number| number.check_character_is_right()));
                    seen.insert((household, number));
                }
            }
            let numbers: BTreeSet<&str> = seen.iter().map(|(_, number)| number.as_str()).collect();
            assert_eq!(numbers.len(), seen.len());
        }
    }

    #[test]
    fn ages_are_as_asked_where_there_are_days() {
        let numbers = Numbers::new(100_000, Date::new(2017, 11, 20).expect("a day"));
        let mut dice = Dice::of(1, 0, 0);
        for household in 0..5_000 {
            let born = numbers.series(household * 20).birth(7, 12, &mut dice);
            assert!((7..=12).contains(&(-born * 4 / 1461)), "{born}");
        }
    }
}
