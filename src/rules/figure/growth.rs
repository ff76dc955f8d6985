//! Growth of income on the year before, in percent, not rounded.

use super::{Figure, Term, percent};
use crate::records::case::Private;
use crate::records::values::{Decimal, Yuan};
use crate::rules::JUDGE;
use crate::rules::facts::Facts;

pub(super) const OF_HOUSEHOLD: Figure = Figure { name: "@收入增幅", subject: "户", formula: "figure.growth", compute: of_household };
pub(super) const OF_AREA: Figure = Figure { name: "@收入增幅", subject: "地区", formula: "figure.growth", compute: of_area };

fn of_household(facts: &Facts<'_>, tell: &mut dyn FnMut(Term<'_>)) -> Option<Decimal> {
    let income = &facts.household?.income;
    growth("收入.", ("人均收入", &income.per_head), ("上年人均收入", &income.previous), tell)
}

fn of_area(facts: &Facts<'_>, tell: &mut dyn FnMut(Term<'_>)) -> Option<Decimal> {
    let exit = facts.area?;
    growth("退出.", ("农民人均收入", &exit.income_per_head), ("上年农民人均收入", &exit.previous_income), tell)
}

type Amount<'a> = (&'static str, &'a Private<Yuan>);

fn growth(way: &'static str, now: Amount<'_>, before: Amount<'_>, tell: &mut dyn FnMut(Term<'_>)) -> Option<Decimal> {
    let mut take = |(field, value): Amount<'_>| {
        let amount = value.reveal(&JUDGE).value()?.0;
        tell(Term { way, field, amount, share: None });
        Some(amount)
    };
    let (now, before) = (take(now)?, take(before)?);
    percent(now - before, before)
}
