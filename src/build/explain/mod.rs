//! One subject, all of it: its figures and how they came about, how every rule of its rule sets stands, its steps, its findings.
//! Its entry point is [`explain`].
//!
//! What this tells is private: it is for the office's own terminal and is written into no file.

mod find;
mod told;

pub use told::{Step, TermTold, Told};

use find::{Place, find};

use super::survey::{self, survey};
use super::Progress;
use crate::records::case::{Batch, Case, Clearance, Record, nearest};
use crate::records::holdings::VillageCases;
use crate::records::register::Totals;
use crate::records::values::Date;
use crate::report::finding::{Finding, Key};
use crate::rules::check::verdict::{self, Judged, Judgement, Outcome};
use crate::rules::check::{self, Context};
use crate::rules::course::Course;
use crate::rules::facts::Facts;
use crate::rules::regulation::{Law, RuleSet};
use crate::workspace::Workspace;

/// Leave to tell private values on the terminal.
const TERMINAL: Clearance = Clearance::for_own_terminal();

/// A subject, explained.
pub struct Explanation {
    /// 户, 批次, 村, 乡镇, 县 or 抽查.
    pub kind: &'static str,
    /// Code.
    pub code: String,
    /// File.
    pub file: String,
    /// Id of the rule set that it goes by.
    pub rule_set: String,
    /// Every figure that can be computed.
    pub figures: Vec<Told>,
    /// Every rule about such a subject.
    pub rules: Vec<Ruling>,
    /// Every step of its procedure.
    pub steps: Vec<Step>,
    /// What the checks found in its file.
    pub findings: Vec<Finding>,
}

/// A rule with how it stands.
pub struct Ruling {
    /// Id.
    pub rule: String,
    /// Id of the rule set.
    pub set: String,
    /// Place of the member that it was applied to, from 0; none for the subject itself.
    pub member: Option<usize>,
    /// How it stands.
    pub outcome: Outcome,
    /// What it asks.
    pub asks: String,
    /// What it rests on.
    pub law: Option<Cited>,
}

/// What something rests on.
pub struct Cited {
    /// Title of the document.
    pub document: String,
    /// Paragraph.
    pub paragraph: String,
    /// 法律, 规范性文件 …
    pub standing: String,
}

/// Why a subject cannot be explained.
pub enum Refusal {
    /// No subject has this code; the nearest that one has.
    Unknown(Option<String>),
    /// The county has no rule set that can be used.
    NoRules,
}

/// Explains the subject with a code as of a day. Only its village is read; a township's, the county's and a spot check's figures and
/// findings rest on all of them.
///
/// # Errors
/// [`Refusal`] where there is nothing to explain.
pub fn explain(workspace: &Workspace, code: &str, as_of: Date, progress: &dyn Progress) -> Result<Explanation, Refusal> {
    let place = find(workspace, code).ok_or_else(|| Refusal::Unknown(nearest_code(workspace, code)))?;
    match place {
        Place::Village { township, files, file, kind } => {
            let context = survey::context(workspace, Some(township), as_of).ok_or(Refusal::NoRules)?;
            let cases = VillageCases::load(&workspace.root, files);
            let mut findings = check::village(&cases, &context);
            findings.retain(|finding| finding.file == file);
            survey::resolve_places(workspace, &mut findings);
            findings.sort();
            within_village(workspace, &cases, &context, (kind, &file), findings).ok_or(Refusal::Unknown(None))
        }
        Place::Above { file, kind } => {
            let context = survey::context(workspace, None, as_of).ok_or(Refusal::NoRules)?;
            let survey = survey(workspace, as_of, progress);
            let totals = survey.register.totals();
            let findings = survey.findings.into_iter().filter(|finding| finding.file == file).collect();
            above(workspace, &totals, &context, (kind, &file), findings).ok_or(Refusal::Unknown(None))
        }
    }
}

fn nearest_code(workspace: &Workspace, code: &str) -> Option<String> {
    let known = find::codes(workspace);
    nearest(code, known.iter().map(String::as_str)).map(str::to_owned)
}

/// Kind of the subject, and its file.
type Named<'a> = (&'static str, &'a str);

fn within_village(workspace: &Workspace, cases: &VillageCases, context: &Context<'_>, named: Named<'_>, findings: Vec<Finding>) -> Option<Explanation> {
    let as_of = context.as_of;
    let teller = told::Teller::new(workspace, named.1);
    match named.0 {
        "户" => {
            let case = cases.households.iter().find(|case| case.file == named.1)?;
            let exit = &case.record.exit;
            let batch = cases.batch_of(exit).map(|case| &case.record);
            let judgement = verdict::household(case, batch, context);
            let rules = judgement.facts.rules;
            let course = rules.procedure(&exit.procedure.text()).map(|procedure| Course::of_household(procedure, exit, batch, as_of));
            let mut figures = teller.figures("户", &judgement.facts, &[]);
            for (place, member) in case.record.members.iter().enumerate() {
                figures.extend(teller.figures("成员", &judgement.facts.at_member(member), &["家庭成员".into(), place.into()]));
            }
            Some(explanation(named, case.record.code.text(), &judgement, figures, course, findings))
        }
        "批次" => of_batch(cases.batches.iter().find(|case| case.file == named.1)?, context, named, findings),
        _ => {
            let record = &cases.village.record;
            Some(of_area(record, &record.exit, &teller, context, named, record.code.text(), findings))
        }
    }
}

fn above(workspace: &Workspace, totals: &Totals, context: &Context<'_>, named: Named<'_>, findings: Vec<Finding>) -> Option<Explanation> {
    let holdings = &workspace.holdings;
    let teller = told::Teller::new(workspace, named.1);
    match named.0 {
        "县" => {
            let record = &holdings.county.record;
            Some(of_area(record, &record.exit, &teller, context, named, record.code.text(), findings))
        }
        "乡镇" => {
            let record = &holdings.townships.iter().find(|case| case.file == named.1)?.record;
            Some(of_area(record, &record.exit, &teller, context, named, record.code.text(), findings))
        }
        "批次" => of_batch(holdings.batches.iter().find(|case| case.file == named.1)?, context, named, findings),
        _ => {
            let record = &holdings.evaluations.iter().find(|case| case.file == named.1)?.record;
            let judgement = verdict::evaluation(record, totals, context);
            let figures = teller.figures("抽查", &judgement.facts, &[]);
            Some(explanation(named, record.code.text(), &judgement, figures, None, findings))
        }
    }
}

fn of_area<'a>(
    record: &'a dyn Record,
    exit: &'a crate::records::case::AreaExit,
    teller: &told::Teller<'_>,
    context: &Context<'a>,
    named: Named<'_>,
    code: String,
    findings: Vec<Finding>,
) -> Explanation {
    let judgement = verdict::area(named.0, record, exit, context);
    let batch = context.batch_of(exit);
    let procedure = judgement.facts.rules.procedure(&exit.procedure.text());
    let course = procedure.map(|procedure| Course::of_area(procedure, exit, batch, context.as_of));
    let figures = teller.figures("地区", &judgement.facts, &[]);
    explanation(named, code, &judgement, figures, course, findings)
}

/// A list has no figures and no rules of its own; it has steps.
fn of_batch(case: &Case<Batch>, context: &Context<'_>, named: Named<'_>, findings: Vec<Finding>) -> Option<Explanation> {
    let rules = &context.regime.of_batch(&case.record).rules;
    let judgement = Judgement { facts: Facts::of_record(&case.record, rules, context.as_of), rules: Vec::new() };
    let course = rules.procedure(&case.record.procedure.text()).map(|procedure| Course::of_batch(procedure, &case.record, context.as_of));
    Some(explanation(named, case.record.code.text(), &judgement, Vec::new(), course, findings))
}

fn explanation(
    (kind, file): Named<'_>,
    code: String,
    judgement: &Judgement<'_>,
    figures: Vec<Told>,
    course: Option<Course<'_>>,
    findings: Vec<Finding>,
) -> Explanation {
    let rules = judgement.facts.rules;
    let steps = course.map(|course| told::steps(&course, rules)).unwrap_or_default();
    let rulings = judgement.rules.iter().map(ruling).collect();
    Explanation { kind, code, file: file.to_owned(), rule_set: rules.id.text(), figures, rules: rulings, steps, findings }
}

fn ruling(judged: &Judged<'_>) -> Ruling {
    Ruling {
        rule: judged.rule.rule.text(),
        set: judged.set.id.text(),
        member: judged.member,
        outcome: judged.outcome,
        asks: judged.rule.asks.text(),
        law: cited(judged.set, &judged.rule.law),
    }
}

/// Title, paragraph and standing as a rule set has them.
pub fn cited(set: &RuleSet, law: &Law) -> Option<Cited> {
    let (document, paragraph) = set.cite(law)?;
    let standing = set.sources.get(&law.document.text()).map(|source| source.standing.text()).unwrap_or_default();
    Some(Cited { document, paragraph, standing })
}

/// The way to a term: keys of the record, numbers within it.
fn way(prefix: &[Key], path: &str) -> Vec<Key> {
    prefix.iter().cloned().chain(path.split('.').map(Key::from)).collect()
}
