//! Income whose items add up to the stated income per head, to the fen. Its entry point is [`Income`].

use super::dice::Dice;
use super::people::Family;

/// Income of the year, in fen.
pub(super) struct Income {
    pub wages: i64,
    pub business: i64,
    pub business_cost: i64,
    pub property: i64,
    pub transfers: i64,
    pub per_head: i64,
}

/// The line of the rule set, in fen: income must be more than it.
const LINE: i64 = 295_200;

impl Income {
    /// The income of a family, above the line or not. Wages come from those who work away, business from those who
    /// stay and can work; what is left are transfers.
    pub fn new(family: &Family, above: bool, dice: &mut Dice) -> Self {
        let per_head = match above {
            // The line itself and the yuan above it are both lived in.
            true if dice.percent(2) => LINE + 100,
            true => i64::from(dice.between(2_960, 8_400)) * 100 + if dice.percent(10) { 50 } else { 0 },
            false if dice.percent(10) => LINE,
            false => i64::from(dice.between(1_900, 2_940)) * 100,
        };
        let whole = per_head * family.members.len() as i64;
        let away = family.members.iter().any(|person| person.work.is_some());
        let stays = family.members.iter().any(|person| person.works() && person.work.is_none());
        let mut part = |most: i32| whole * i64::from(dice.between(most / 2, most)) / 100 / 1_000 * 1_000;
        let wages = if away { part(60) } else { 0 };
        let (profit, property) = (if stays { part(30) } else { 0 }, part(4));
        let business_cost = profit * 2 / 5 / 1_000 * 1_000;
        let transfers = whole - wages - profit - property;
        Self { wages, business: profit + business_cost, business_cost, property, transfers, per_head }
    }
}

/// An amount in fen as it is written: `7720`, `3680.50`.
pub(super) fn yuan(fen: i64) -> String {
    match fen % 100 {
        0 => (fen / 100).to_string(),
        rest => format!("{}.{rest:02}", fen / 100),
    }
}
