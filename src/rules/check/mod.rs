//! Whether records meet the rules. Entry points: [`village`], [`across`] and, for a prefecture, [`across_counties`].
//!
//! The table of checks is [`VILLAGE`] and [`COUNTY`]: one file each, no discovery. A check says what it
//! found and nothing else; it prints nothing and stops nothing.

mod acknowledge;
mod area;
mod channel;
mod codes;
mod comparison;
mod document;
mod evidence;
mod income;
pub mod example;
mod kind;
mod person;
mod plan;
mod posting;
mod prefecture;
mod procedure;
mod publicity;
mod record;
mod reference;
mod regime;
mod review;
mod rule_set;
mod site;
mod standard;
pub mod verdict;

pub use acknowledge::{Books, acknowledge};
pub use prefecture::{PrefectureContext, across_counties};
pub use standard::holds_for;

use super::regulation::{Regime, RuleSet, WorkingDays};
use crate::records::case::{AreaExit, Batch, Case, County, Exit, Field, Step, Township};
use crate::records::holdings::{Holdings, VillageCases};
use crate::records::register::Register;
use crate::records::values::{Code, Date};
use crate::report::finding::{Finding, Law};

/// What a check may look at besides the case.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The county.
    pub county: &'a Case<County>,
    /// The township of the case; none for the county's own.
    pub township: Option<&'a Case<Township>>,
    /// The county's rule sets.
    pub regime: &'a Regime,
    /// The rule set that the case goes by; the county's where nothing else is known.
    pub rules: &'a RuleSet,
    /// Lists of villages that townships or the county put up.
    pub batches: &'a [Case<Batch>],
    /// Working days.
    pub calendar: &'a WorkingDays,
    /// What lies later has not happened.
    pub as_of: Date,
}

impl<'a> Context<'a> {
    /// The same for a list: by the rule set that it names or that was in force when it began.
    fn of_batch(&self, batch: &Batch) -> Self {
        self.of_case(&batch.rule_set, &batch.steps)
    }

    /// The same for a household: it goes by the rule set of its list.
    fn of_household(&self, exit: &Exit, batch: Option<&Batch>) -> Self {
        batch.map_or_else(|| self.of_case(&exit.rule_set, &exit.steps), |batch| self.of_batch(batch))
    }

    /// The same for a village, township or county.
    fn of_area(&self, exit: &AreaExit, batch: Option<&Batch>) -> Self {
        batch.map_or_else(|| self.of_case(&exit.rule_set, &exit.steps), |batch| self.of_batch(batch))
    }

    fn of_case(&self, named: &Field<Code>, steps: &[Step]) -> Self {
        Self { rules: &self.regime.of_steps(named, steps).rules, ..*self }
    }

    /// The list that an area's exit names.
    pub(crate) fn batch_of(&self, exit: &AreaExit) -> Option<&'a Batch> {
        let code = exit.batch.value()?;
        self.batches.iter().map(|case| &case.record).find(|batch| batch.code.value() == Some(code))
    }

    /// Title and paragraph of what a rule rests on.
    fn cite(&self, law: &super::regulation::Law) -> Option<Law> {
        cite(self.rules, law)
    }
}

/// Title and paragraph as a rule set has them.
fn cite(rules: &RuleSet, law: &super::regulation::Law) -> Option<Law> {
    rules.cite(law).map(|(document, paragraph)| Law { document, paragraph })
}

type VillageCheck = fn(&VillageCases, &Context<'_>, &mut Vec<Finding>);

/// Checks within one village.
const VILLAGE: &[VillageCheck] = &[
    codes::within_village,
    reference::within_village,
    person::id_numbers,
    standard::within_village,
    procedure::within_village,
    publicity::within_village,
    channel::within_village,
    evidence::within_village,
    comparison::within_village,
    income::within_village,
    review::within_village,
    regime::within_village,
];

/// What a check across cases may look at.
#[derive(Clone, Copy)]
pub struct CountyContext<'a> {
    /// The cases of the workspace's own files.
    pub holdings: &'a Holdings,
    /// Rule sets.
    pub rule_sets: &'a [Case<RuleSet>],
    /// What remains of the villages.
    pub register: &'a Register,
    /// What cases of townships and the county are held against; none without a rule set.
    pub context: Option<Context<'a>>,
}

type CountyCheck = fn(&CountyContext<'_>, &mut Vec<Finding>);

/// Checks across cases.
const COUNTY: &[CountyCheck] = &[
    codes::across,
    person::in_two_households,
    plan::tables,
    reference::of_workspace,
    rule_set::of_workspace,
    regime::of_county,
    area::of_townships_and_county,
    record::of_problems_and_evaluations,
    document::of_documents,
    site::of_site,
];

/// What is wrong about the form of a village's files.
pub fn form(cases: &VillageCases) -> Vec<Finding> {
    let mut findings = cases.findings.clone();
    findings.extend(cases.village.findings.iter().cloned());
    findings.extend(cases.batches.iter().flat_map(|case| case.findings.iter().cloned()));
    findings.extend(cases.households.iter().flat_map(|case| case.findings.iter().cloned()));
    findings
}

/// Every finding of one village.
pub fn village(cases: &VillageCases, context: &Context<'_>) -> Vec<Finding> {
    let mut findings = form(cases);
    for check in VILLAGE {
        check(cases, context, &mut findings);
    }
    findings
}

/// Every finding across cases, and those of the workspace's own files.
pub fn across(county: &CountyContext<'_>) -> Vec<Finding> {
    let holdings = county.holdings;
    let mut findings = holdings.findings.clone();
    findings.extend(holdings.county.findings.iter().cloned());
    findings.extend(holdings.site.findings.iter().cloned());
    findings.extend(holdings.townships.iter().flat_map(|case| case.findings.iter().cloned()));
    findings.extend(holdings.plans.iter().flat_map(|case| case.findings.iter().cloned()));
    findings.extend(holdings.calendars.iter().flat_map(|case| case.findings.iter().cloned()));
    findings.extend(holdings.documents.iter().flat_map(|(case, _)| case.findings.iter().cloned()));
    findings.extend(holdings.batches.iter().flat_map(|case| case.findings.iter().cloned()));
    findings.extend(holdings.problems.iter().flat_map(|case| case.findings.iter().cloned()));
    findings.extend(holdings.evaluations.iter().flat_map(|case| case.findings.iter().cloned()));
    findings.extend(county.rule_sets.iter().flat_map(|case| case.findings.iter().cloned()));
    for check in COUNTY {
        check(county, &mut findings);
    }
    findings
}

/// A kind of rule as it is told to people: name, key of its message, keys that a rule needs and may have.
pub struct KindTold {
    /// Name, as rule sets write it.
    pub name: &'static str,
    /// Key of its message.
    pub message: &'static str,
    /// Keys that a rule of this kind must have; `a|b` asks for exactly one of them.
    pub needs: &'static [&'static str],
    /// Keys that it may have besides.
    pub may: &'static [&'static str],
}

/// Every kind of rule.
pub fn kinds() -> impl Iterator<Item = KindTold> {
    kind::KINDS.iter().map(|kind| KindTold { name: kind.name, message: kind.message, needs: kind.needs, may: kind.may })
}

/// The message of a kind of rule.
pub fn kind_message(kind: &str) -> Option<&'static str> {
    kind::kind(kind).map(|kind| kind.message)
}

/// `户 0901-0001`, `批次 …`: how a subject is named in findings.
fn subject(what: &str, code: &impl SubjectCode) -> String {
    format!("{what} {}", code.code())
}

/// A record with a code.
trait SubjectCode {
    fn code(&self) -> String;
}

impl SubjectCode for Case<crate::records::case::Household> {
    fn code(&self) -> String {
        named(&self.record.code.text(), &self.file)
    }
}

impl SubjectCode for Case<crate::records::case::Batch> {
    fn code(&self) -> String {
        named(&self.record.code.text(), &self.file)
    }
}

impl SubjectCode for Case<crate::records::case::Village> {
    fn code(&self) -> String {
        named(&self.record.code.text(), &self.file)
    }
}

fn named(code: &str, file: &str) -> String {
    if code.is_empty() { stem(file).to_owned() } else { code.to_owned() }
}

/// File name without folder and ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
