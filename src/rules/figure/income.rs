//! Income of a household: what its items come to under the rule set, and per head.
//!
//! Where the household has items (收入明细), each counts as the rule set's worksheet says: in full, by a share (the forms'
//! coefficients), taken off, or not at all. Without items the five sums count: earned, less the cost of business.

use super::{Figure, Term};
use crate::records::case::Private;
use crate::records::values::{Decimal, Yuan};
use crate::rules::JUDGE;
use crate::rules::facts::Facts;

pub(super) const PERSONS: Figure = Figure { name: "@人口", subject: "户", formula: "figure.persons", compute: persons };
pub(super) const NET: Figure = Figure { name: "@总收入", subject: "户", formula: "figure.net-income", compute: net };
pub(super) const PER_HEAD: Figure = Figure { name: "@人均收入", subject: "户", formula: "figure.income-per-head", compute: per_head };
pub(super) const WAGES: Figure =
    Figure { name: "@明细工资性收入", subject: "户", formula: "figure.items", compute: |facts, tell| items(facts, "工资性收入", tell) };
pub(super) const BUSINESS: Figure =
    Figure { name: "@明细生产经营性收入", subject: "户", formula: "figure.items", compute: |facts, tell| items(facts, "生产经营性收入", tell) };
pub(super) const BUSINESS_COST: Figure =
    Figure { name: "@明细生产经营性支出", subject: "户", formula: "figure.items", compute: |facts, tell| items(facts, COST, tell) };
pub(super) const PROPERTY: Figure =
    Figure { name: "@明细财产性收入", subject: "户", formula: "figure.items", compute: |facts, tell| items(facts, "财产性收入", tell) };
pub(super) const TRANSFERS: Figure =
    Figure { name: "@明细转移性收入", subject: "户", formula: "figure.items", compute: |facts, tell| items(facts, "转移性收入", tell) };

/// The category that is taken off.
const COST: &str = "生产经营性支出";

fn persons(facts: &Facts<'_>, tell: &mut dyn FnMut(Term<'_>)) -> Option<Decimal> {
    let count = Decimal::from(facts.household?.members.len());
    tell(Term { way: "", field: "家庭成员", amount: count, share: None });
    Some(count)
}

fn amount(field: &Private<Yuan>) -> Option<Decimal> {
    field.reveal(&JUDGE).value().map(|yuan| yuan.0)
}

/// What the items of one category stand at, before shares.
fn items(facts: &Facts<'_>, category: &str, tell: &mut dyn FnMut(Term<'_>)) -> Option<Decimal> {
    let income = &facts.household?.income;
    let own = facts.rules.income_items.iter().filter(|item| item.category.text() == category);
    let mut sum: Option<Decimal> = None;
    for item in own {
        let Some(name) = item.name.value().map(|name| name.as_str()) else { continue };
        let Some(value) = income.items.get(name).and_then(amount) else { continue };
        tell(Term { way: "收入.明细.", field: name, amount: value, share: None });
        sum = Some(sum.unwrap_or_default() + value);
    }
    sum
}

fn net(facts: &Facts<'_>, tell: &mut dyn FnMut(Term<'_>)) -> Option<Decimal> {
    let income = &facts.household?.income;
    if income.items.is_empty() {
        let sums = [
            ("工资性收入", &income.wages),
            ("生产经营性收入", &income.business),
            ("财产性收入", &income.property),
            ("转移性收入", &income.transfers),
        ];
        let mut total: Option<Decimal> = None;
        for (field, sum) in sums {
            if let Some(value) = amount(sum) {
                tell(Term { way: "收入.", field, amount: value, share: None });
                total = Some(total.unwrap_or_default() + value);
            }
        }
        let cost = amount(&income.business_cost);
        if let (Some(cost), Some(_)) = (cost, total) {
            tell(Term { way: "收入.", field: "生产经营性支出", amount: cost, share: Some(-Decimal::ONE_HUNDRED) });
        }
        return Some(total? - cost.unwrap_or_default());
    }
    let mut total = Decimal::ZERO;
    for item in &facts.rules.income_items {
        let Some(name) = item.name.value().map(|name| name.as_str()) else { continue };
        let Some(value) = income.items.get(name).and_then(amount) else { continue };
        let share = item.counted(COST);
        tell(Term { way: "收入.明细.", field: name, amount: value, share: Some(share) });
        total = total.checked_add(value.checked_mul(share)?.checked_div(Decimal::ONE_HUNDRED)?)?;
    }
    Some(total)
}

/// Shared among the members and rounded to the fen. `None` when no income is given or there is nobody.
fn per_head(facts: &Facts<'_>, tell: &mut dyn FnMut(Term<'_>)) -> Option<Decimal> {
    let net = net(facts, tell)?;
    let persons = persons(facts, tell)?;
    let share = net.checked_div(persons)?;
    Some(share.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero))
}
