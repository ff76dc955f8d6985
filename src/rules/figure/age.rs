//! What a citizen ID number tells of a member: age on the day of the rules; the sex is a text and has no number.

use super::{Figure, Term};
use crate::records::values::Decimal;
use crate::rules::JUDGE;
use crate::rules::facts::Facts;

pub(super) const AGE: Figure = Figure { name: "@年龄", subject: "成员", formula: "figure.age", compute: age };
pub(super) const SEX: Figure = Figure { name: "@证件性别", subject: "成员", formula: "figure.sex", compute: |_, _| None };

/// Full years. Its term is no birth date but the age itself: the number is not told.
fn age(facts: &Facts<'_>, tell: &mut dyn FnMut(Term<'_>)) -> Option<Decimal> {
    let age = Decimal::from(facts.member?.id_number.reveal(&JUDGE).value()?.age_on(facts.day)?);
    tell(Term { way: "", field: "身份证号", amount: age, share: None });
    Some(age)
}
