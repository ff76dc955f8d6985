//! What happens in a village, before any file is written. Its entry point is [`Outline`].

use super::dice::Dice;
use super::layout::Place;
use super::timeline::{Stage, Timeline, VillageStage};
use crate::records::values::Date;

/// The years of the plan.
pub(super) const YEARS: [u32; 2] = [2017, 2018];

/// A village with its batches and households.
pub(super) struct Outline {
    /// Year in which it is to leave the list of poor villages.
    pub poor: Option<u32>,
    /// Year in which it is to leave the list of hollow villages.
    pub hollow: Option<u32>,
    /// How far its own exit has come.
    pub exit: Option<VillageStage>,
    /// Batches.
    pub batches: Vec<Batch>,
    /// Households.
    pub households: Vec<Household>,
}

/// A batch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Batch {
    /// How far it has come.
    pub stage: Stage,
    /// Its days.
    pub days: Timeline,
    /// Place in the village of a household against which somebody objected.
    pub objection: Option<usize>,
}

/// A household.
#[derive(Debug, Clone, Copy)]
pub(super) struct Household {
    /// How far it has come.
    pub standing: Standing,
    /// How many members it has.
    pub members: usize,
    /// Registered under the national standard.
    pub national: bool,
}

/// How far a household has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is planned for the next year: nothing has begun.
    NotBegun,
    /// Visited once.
    Surveyed,
    /// Visited, and not put up: it does not meet the standard yet.
    Withheld,
    /// Put up in a batch.
    PutUp(usize),
    /// Taken off a batch after an objection that proved right.
    TakenOff(usize),
}

impl Household {
    /// Year of the plan that counts it.
    pub fn year(&self) -> u32 {
        YEARS[usize::from(self.standing == Standing::NotBegun)]
    }

    /// Whether its persons still count as poor when the others have left.
    pub fn remains(&self) -> bool {
        !matches!(self.standing, Standing::PutUp(_))
    }

    /// Its batch's place in the village.
    pub fn batch(&self) -> Option<usize> {
        match self.standing {
            Standing::PutUp(batch) | Standing::TakenOff(batch) => Some(batch),
            _ => None,
        }
    }
}

impl Outline {
    /// The outline of a village: the same whenever it is asked for.
    pub fn new(place: &Place, seed: u64, as_of: Date) -> Self {
        let mut dice = Dice::of(seed, 2, place.number as u64);
        // Kinds and stages go round, so that a small county has them all.
        let (poor, hollow) = match (place.number + seed as usize % 8) % 8 {
            0 => (Some(YEARS[0]), None),
            1 => (None, Some(YEARS[0])),
            2 => (Some(YEARS[1]), Some(YEARS[1])),
            3 => (Some(YEARS[0]), Some(YEARS[0])),
            4 => (Some(YEARS[1]), None),
            5 => (None, Some(YEARS[1])),
            _ => (None, None),
        };
        let exit = (poor == Some(YEARS[0])).then(|| dice.pick(&VillageStage::ALL));
        let mut households: Vec<Household> = (0..place.households).map(|number| household(number, exit.is_some(), &mut dice)).collect();
        let put_up = households.iter().filter(|household| household.batch().is_some()).count();
        let count = (put_up / 10).clamp(1, 6);
        let mut batches: Vec<Batch> = (0..count).map(|number| batch(place.number * 3 + number, as_of, &mut dice)).collect();
        let mut turn = 0;
        for (number, household) in households.iter_mut().enumerate() {
            let home = turn * count / put_up.max(1);
            match &mut household.standing {
                Standing::PutUp(batch) => *batch = home,
                // An objection proves right only after the notice has hung, and a list has one at the most here.
                Standing::TakenOff(batch) if batches[home].stage > Stage::Posted && batches[home].objection.is_none() => {
                    *batch = home;
                    batches[home].objection = Some(number);
                }
                Standing::TakenOff(_) => household.standing = Standing::PutUp(home),
                _ => continue,
            }
            turn += 1;
        }
        for (number, batch) in batches.iter_mut().enumerate().filter(|(_, batch)| batch.stage >= Stage::Posted) {
            if batch.objection.is_none() && dice.percent(20) {
                batch.objection = households.iter().position(|household| household.standing == Standing::PutUp(number));
            }
        }
        Self { poor, hollow, exit, batches, households }
    }

    /// Persons that are still poor when all who were put up have left.
    pub fn remaining_persons(&self) -> usize {
        self.households.iter().filter(|household| household.remains()).map(|household| household.members).sum()
    }
}

/// A household before it is known which batch is its own. A village that leaves the list has few households left.
fn household(number: usize, village_leaves: bool, dice: &mut Dice) -> Household {
    let (not_begun, surveyed, withheld) = if village_leaves { (0, 0, 4) } else { (22, 30, 35) };
    let standing = match dice.below(100) {
        // The first household of a village is put up, so that no village is without a batch.
        _ if number == 0 => Standing::PutUp(0),
        share if share < not_begun => Standing::NotBegun,
        share if share < surveyed => Standing::Surveyed,
        share if share < withheld => Standing::Withheld,
        share if share < withheld + 3 => Standing::TakenOff(0),
        _ => Standing::PutUp(0),
    };
    let members = dice.pick(&[1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 5, 5, 5, 6, 6, 7]);
    Household { standing, members, national: dice.percent(55) }
}

fn batch(turn: usize, as_of: Date, dice: &mut Dice) -> Batch {
    let stage = Stage::ALL[turn % Stage::ALL.len()];
    Batch { stage, days: Timeline::new(stage, as_of, dice), objection: None }
}
