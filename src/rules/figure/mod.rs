//! Figures that the program computes, exact to the last digit. Entry points: [`FIGURES`], the one visible table, [`value`]
//! for rules, and [`reckon`] for whoever asks how a figure came about.
//!
//! A figure tells its terms as it takes them, so that what is printed as its way is the way it went.

mod age;
mod evaluation;
mod growth;
mod incidence;
mod income;

use super::facts::Facts;
use crate::records::case::Clearance;
use crate::records::values::Decimal;

/// A figure.
pub struct Figure {
    /// How rule sets name it; begins with `@`.
    pub name: &'static str,
    /// 户, 成员, 抽查 (a spot check), or 地区 (a village, township or county).
    pub subject: &'static str,
    /// Key of the message that says how it is computed.
    pub formula: &'static str,
    /// Computes it and tells its terms; `None` where a term is missing.
    compute: Compute,
}

/// Takes the terms one by one, tells each, and gives the value.
type Compute = fn(&Facts<'_>, &mut dyn FnMut(Term<'_>)) -> Option<Decimal>;

/// One term of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term<'a> {
    /// Way to the record that the field stands in, ended by a point.
    pub way: &'static str,
    /// The field.
    pub field: &'a str,
    /// Its value.
    pub amount: Decimal,
    /// How much of it counts, in percent, where the rule set says so; taken off where negative.
    pub share: Option<Decimal>,
}

/// A figure with its terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reckoning {
    /// The figure.
    pub value: Decimal,
    /// Field, amount, share in percent.
    pub terms: Vec<(String, Decimal, Option<Decimal>)>,
}

/// Every figure.
pub const FIGURES: &[Figure] = &[
    income::PERSONS,
    income::NET,
    income::PER_HEAD,
    income::WAGES,
    income::BUSINESS,
    income::BUSINESS_COST,
    income::PROPERTY,
    income::TRANSFERS,
    growth::OF_HOUSEHOLD,
    age::AGE,
    age::SEX,
    incidence::INCIDENCE,
    growth::OF_AREA,
    evaluation::IDENTIFIED_RIGHTLY,
    evaluation::MEASURES_DONE,
    evaluation::INCOME_GROWTH,
    evaluation::SATISFIED,
];

/// The figure of this name for this type of subject.
pub fn figure(name: &str, subject: &str) -> Option<&'static Figure> {
    let area = matches!(subject, "村" | "乡镇" | "县");
    FIGURES.iter().find(|figure| figure.name == name && (figure.subject == subject || (area && figure.subject == "地区")))
}

/// The value of a figure of the subject.
pub fn value(name: &str, facts: &Facts<'_>) -> Option<Decimal> {
    (of(name, facts)?.compute)(facts, &mut |_| {})
}

/// A figure of the subject and how it came about: its terms are private values, told only to someone with leave to see them.
pub fn reckon(figure: &Figure, facts: &Facts<'_>, _: &Clearance) -> Option<Reckoning> {
    let mut terms = Vec::new();
    let value = (figure.compute)(facts, &mut |term| terms.push((format!("{}{}", term.way, term.field), term.amount, term.share)))?;
    Some(Reckoning { value, terms })
}

/// The way to the first field that a figure of the subject was computed from: where one looks when it is wrong. `None` when nothing is there.
pub fn place(name: &str, facts: &Facts<'_>) -> Option<String> {
    let mut first = None;
    (of(name, facts)?.compute)(facts, &mut |term| {
        first.get_or_insert_with(|| format!("{}{}", term.way, term.field));
    });
    first
}

fn of(name: &str, facts: &Facts<'_>) -> Option<&'static Figure> {
    // A member has its own figures; a household's and an area's have different names or subjects.
    let subject = match (facts.area, facts.evaluation) {
        (Some(_), _) => "地区",
        (_, Some(_)) => "抽查",
        _ => "户",
    };
    let own = |figure: &&Figure| figure.name == name && (figure.subject == subject || figure.subject == "成员" && facts.member.is_some());
    FIGURES.iter().find(own)
}

/// `part` in percent of `whole`; `None` when the whole is zero.
fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)
}
