//! Incidence of poverty (贫困发生率): poor persons in percent of the rural population, not rounded.

use super::{Figure, Term, percent};
use crate::records::values::Decimal;
use crate::rules::facts::Facts;

pub(super) const INCIDENCE: Figure = Figure { name: "@贫困发生率", subject: "地区", formula: "figure.incidence", compute: incidence };

fn incidence(facts: &Facts<'_>, tell: &mut dyn FnMut(Term<'_>)) -> Option<Decimal> {
    let exit = facts.area?;
    let poor = Decimal::from(exit.poor_persons.value()?.0);
    tell(Term { way: "退出.", field: "贫困人口", amount: poor, share: None });
    let population = Decimal::from(exit.population.value()?.0);
    tell(Term { way: "退出.", field: "乡村人口", amount: population, share: None });
    percent(poor, population)
}
