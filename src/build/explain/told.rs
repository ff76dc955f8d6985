//! Figures and steps of a subject as they are told: each term with the place in the file that it stands at. Its entry point is [`Teller`].

use super::{Cited, TERMINAL, cited, way};
use crate::records::case::Aliases;
use crate::records::source::{self, Marked};
use crate::records::values::{Date, Decimal};
use crate::report::finding::Key;
use crate::rules::course::Course;
use crate::rules::facts::Facts;
use crate::rules::figure::{FIGURES, reckon};
use crate::rules::regulation::RuleSet;
use crate::workspace::Workspace;

/// Decimals that are shown of a number with more; rules always take all of them.
const SHOWN: u32 = 4;

/// A figure.
pub struct Told {
    /// Name, with `@`.
    pub name: &'static str,
    /// Place of the member whose it is, from 0; none for the subject's own.
    pub member: Option<usize>,
    /// The value with every digit, as the rules take it.
    pub value: String,
    /// The value as it is shown, rounded where it has more than four decimals.
    pub shown: String,
    /// Key of the message that says how it is computed.
    pub formula: &'static str,
    /// Its terms in the order in which they were taken.
    pub terms: Vec<TermTold>,
}

impl Told {
    /// Whether what is shown is rounded.
    pub fn is_rounded(&self) -> bool {
        self.value != self.shown
    }
}

/// A term of a figure.
pub struct TermTold {
    /// Path of the field.
    pub field: String,
    /// Its value; the count of a list.
    pub amount: Decimal,
    /// How much of it counts, in percent; taken off where negative.
    pub share: Option<Decimal>,
    /// File and line; none for what all the county's households come to.
    pub place: Option<(String, usize)>,
}

/// A step of the subject's procedure.
pub struct Step {
    /// Name.
    pub name: String,
    /// 户, 批, 村, 乡镇 or 县: whose step it is.
    pub level: String,
    /// Whether it was done by the day that was asked about.
    pub done: bool,
    /// The day on which it was done.
    pub date: Option<Date>,
    /// What it rests on.
    pub law: Option<Cited>,
}

/// The steps of a procedure, those that wait among them.
pub(super) fn steps(course: &Course<'_>, rules: &RuleSet) -> Vec<Step> {
    let step = |(order, rule): (usize, &crate::rules::regulation::StepRule)| {
        let done = course.done.iter().find(|done| done.order == order);
        Step { name: rule.name.text(), level: rule.level.text(), done: done.is_some(), date: done.and_then(|done| done.date()), law: cited(rules, &rule.law) }
    };
    course.procedure.steps.iter().enumerate().map(step).collect()
}

/// Tells figures of the subject in one file.
pub(super) struct Teller<'a> {
    file: &'a str,
    tree: Option<Marked>,
    aliases: Aliases,
}

impl<'a> Teller<'a> {
    /// Reads the file with places.
    pub fn new(workspace: &Workspace, file: &'a str) -> Self {
        let source = source::read(&workspace.root, file).ok();
        let tree = source.and_then(|source| source::parse_marked(&source.text).ok().flatten());
        Self { file, tree, aliases: Aliases::of_cases() }
    }

    /// Every figure of this type of subject that can be computed; `prefix` is the way to the record within the file.
    pub fn figures(&self, subject: &str, facts: &Facts<'_>, prefix: &[Key]) -> Vec<Told> {
        let member = prefix.iter().find_map(|key| if let Key::Index(place) = key { Some(*place) } else { None });
        let mut figures = Vec::new();
        for figure in FIGURES.iter().filter(|figure| figure.subject == subject) {
            if let Some(reckoning) = reckon(figure, facts, &TERMINAL) {
                let term = |(field, amount, share): (String, Decimal, Option<Decimal>)| {
                    let place = self.place(facts, prefix, &field);
                    TermTold { field, amount, share, place }
                };
                let value = reckoning.value.normalize();
                let shown = value.round_dp_with_strategy(SHOWN, rust_decimal::RoundingStrategy::MidpointAwayFromZero).normalize().to_string();
                let terms = reckoning.terms.into_iter().map(term).collect();
                figures.push(Told { name: figure.name, member, value: value.to_string(), shown, formula: figure.formula, terms });
            } else if let Some(value) = facts.text(figure.name).filter(|_| figure.name.starts_with('@')) {
                figures.push(Told { name: figure.name, member, value: value.clone(), shown: value, formula: figure.formula, terms: Vec::new() });
            }
        }
        figures
    }

    /// Where a term stands; what is no field of the record stands nowhere.
    fn place(&self, facts: &Facts<'_>, prefix: &[Key], field: &str) -> Option<(String, usize)> {
        facts.record.get(field.split('.').next()?)?;
        let (line, _) = source::place(self.tree.as_ref()?, &way(prefix, field), |key, text| self.aliases.stands_for(key, text));
        Some((self.file.to_owned(), line))
    }
}
