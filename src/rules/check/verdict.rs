//! What each rule of the rule sets says of one subject, those that are met among them. Entry points: [`household`], [`area`],
//! [`evaluation`]. The checks report what is not met; this tells how every rule stands, for whoever asks about one subject.

use super::kind::{self, Verdict, condition};
use super::standard::{is_put_up, year_end};
use super::Context;
use crate::records::case::{AreaExit, Batch, Case, Evaluation, Household, Record};
use crate::records::register::Totals;
use crate::rules::facts::Facts;
use crate::rules::regulation::{RuleSet, Standard};

/// How a rule stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Met.
    Met,
    /// Not met.
    Unmet,
    /// A value that it needs is missing.
    Unknown,
    /// Its condition does not hold, its field stands blank where a blank is no matter of the rule, or the subject is not put up.
    NotApplicable,
}

/// A rule with how it stands.
pub struct Judged<'a> {
    /// The rule set, whole.
    pub set: &'a RuleSet,
    /// The rule.
    pub rule: &'a Standard,
    /// Place of the member that it was applied to, from 0; none for the subject itself.
    pub member: Option<usize>,
    /// How it stands.
    pub outcome: Outcome,
}

/// What a subject is seen as by its rule sets, and how its rules stand.
pub struct Judgement<'a> {
    /// The subject under the rule set that it goes by.
    pub facts: Facts<'a>,
    /// Every rule about such a subject.
    pub rules: Vec<Judged<'a>>,
}

/// Kinds that say nothing of a blank: a rule of such a kind does not apply where its field is empty.
const SILENT_ON_BLANKS: &[&str] = &["one-of", "not-one-of", "listed-in", "matches", "before", "days-between", "each-of"];

/// A household with its members, under the rule set of its list.
pub fn household<'a>(case: &'a Case<Household>, batch: Option<&Batch>, context: &Context<'a>) -> Judgement<'a> {
    let exit = &case.record.exit;
    let context = context.of_household(exit, batch);
    let day = year_end(&exit.year, &context);
    let facts = |set| Facts::of_household(&case.record, set, day);
    let mut rules = Vec::new();
    for (set, rule, holds) in rules_of(&context, is_put_up(exit)) {
        match rule.subject.text().as_str() {
            "户" => rules.push(Judged { set, rule, member: None, outcome: outcome(rule, &facts(set), holds) }),
            "成员" => rules.extend(case.record.members.iter().enumerate().map(|(place, member)| {
                let outcome = outcome(rule, &facts(set).at_member(member), holds);
                Judged { set, rule, member: Some(place), outcome }
            })),
            _ => {}
        }
    }
    Judgement { facts: facts(context.rules), rules }
}

/// A village, township or county (`kind`).
pub fn area<'a>(kind: &str, record: &'a dyn Record, exit: &'a AreaExit, context: &Context<'a>) -> Judgement<'a> {
    let context = context.of_area(exit, context.batch_of(exit));
    let day = year_end(&exit.year, &context);
    let put_up = !exit.procedure.is_absent();
    let own = rules_of(&context, put_up).filter(|(_, rule, _)| rule.subject.text() == kind);
    let rules = own
        .map(|(set, rule, holds)| Judged { set, rule, member: None, outcome: outcome(rule, &Facts::of_area(record, exit, set, day), holds) })
        .collect();
    Judgement { facts: Facts::of_area(record, exit, context.rules, day), rules }
}

/// A spot check, with what the county's households come to.
pub fn evaluation<'a>(record: &'a Evaluation, totals: &'a Totals, context: &Context<'a>) -> Judgement<'a> {
    let facts = |set| Facts::of_evaluation(record, totals, set, context.as_of);
    let own = rules_of(context, true).filter(|(_, rule, _)| rule.subject.text() == "抽查");
    let rules = own.map(|(set, rule, holds)| Judged { set, rule, member: None, outcome: outcome(rule, &facts(set), holds) }).collect();
    Judgement { facts: facts(context.rules), rules }
}

/// The rules of the rule set and of those that are switched on besides, each with whether it holds for such a subject at all.
fn rules_of<'a>(context: &Context<'a>, put_up: bool) -> impl Iterator<Item = (&'a RuleSet, &'a Standard, bool)> {
    let set = context.rules;
    let own = set.standards.iter().map(move |rule| (set, rule, put_up)).chain(set.checks.iter().map(move |rule| (set, rule, true)));
    own.chain(context.regime.also.iter().flat_map(|set| set.checks.iter().map(move |rule| (set, rule, true))))
}

fn outcome(rule: &Standard, facts: &Facts<'_>, holds: bool) -> Outcome {
    let Some(kind) = kind::kind(&rule.kind.text()).filter(|_| holds && condition::all(&rule.when, facts)) else { return Outcome::NotApplicable };
    let fields = [rule.field.value(), rule.other.value()];
    if SILENT_ON_BLANKS.contains(&kind.name) && fields.into_iter().flatten().any(|path| !facts.is_present(path.as_str())) {
        return Outcome::NotApplicable;
    }
    if kind.name == "signed-by" && !facts.steps().iter().any(|done| done.step.text() == rule.step.text()) {
        return Outcome::NotApplicable;
    }
    let verdicts = (kind.judge)(rule, facts);
    match verdicts.iter().any(|verdict| matches!(verdict, Verdict::Unmet { .. })) {
        true => Outcome::Unmet,
        false if verdicts.is_empty() => Outcome::Met,
        false => Outcome::Unknown,
    }
}
