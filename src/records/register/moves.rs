//! What a year's adjustment moves in a village, in numbers. Its entry point is [`Moves`].

use std::collections::BTreeMap;

/// Households and persons of each of the four groups (退出, 清退, 新纳入, 返贫), and members that came or went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moves {
    /// Households and persons, group by group.
    pub groups: [(u64, u64); 4],
    /// Of the exits, households and persons whose announcement is recorded.
    pub recorded: (u64, u64),
    /// The same, of what was announced by the day that was asked about.
    pub announced: (u64, u64),
    /// Households that are to exit, on a list already or not.
    pub planned: u64,
    /// Households for which something is to be marked in the national system.
    pub marked: u64,
    /// Members that came.
    pub increase: u64,
    /// Members that went.
    pub decrease: u64,
}

/// Moves by year.
pub type ByYear = BTreeMap<i16, Moves>;

impl Moves {
    /// Whether any household stands in one of the groups.
    pub fn lists(&self) -> bool {
        self.groups.iter().any(|(households, _)| *households > 0)
    }

    /// Whether a summary has anything to add up.
    pub fn adjusts(&self) -> bool {
        self.lists() || self.increase > 0 || self.decrease > 0
    }

    /// These and those together.
    pub fn add(&mut self, other: &Self) {
        for (own, more) in self.groups.iter_mut().zip(&other.groups) {
            *own = (own.0 + more.0, own.1 + more.1);
        }
        for (own, more) in [(&mut self.recorded, other.recorded), (&mut self.announced, other.announced)] {
            *own = (own.0 + more.0, own.1 + more.1);
        }
        self.planned += other.planned;
        self.marked += other.marked;
        self.increase += other.increase;
        self.decrease += other.decrease;
    }
}

/// Adds what others move, year by year.
pub fn add_moves(all: &mut ByYear, others: &ByYear) {
    for (year, moves) in others {
        all.entry(*year).or_default().add(moves);
    }
}
