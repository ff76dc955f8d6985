//! `gongshi explain`: one rule, all rules, one subject, or the table of the sources' paragraphs.

mod rule;
mod subject;

use std::process::ExitCode;

use super::{Failure, Global};
use crate::records::values::Date;
use crate::rules::coverage;
use crate::workspace::Workspace;

/// What is asked about.
pub(crate) enum Question {
    /// A rule.
    Rule(String),
    /// Every rule.
    List,
    /// A household, list, village, township, county or spot check, as of a day.
    Subject(String, Date),
    /// Every paragraph of the sources.
    Coverage,
}

/// Answers.
pub(super) fn run(global: &Global, question: &Question, as_json: bool) -> Result<ExitCode, Failure> {
    match question {
        // A rule can be explained without a workspace; its articles then stay unknown.
        Question::Rule(id) => rule::one(global, Workspace::open(&global.workspace).ok().as_ref(), id, as_json)?,
        Question::List => rule::list(global, Workspace::open(&global.workspace).ok().as_ref(), as_json),
        Question::Subject(code, as_of) => subject::run(global, code, *as_of, as_json)?,
        Question::Coverage => print!("{}", coverage::markdown(&global.open()?.rule_sets)),
    }
    Ok(ExitCode::SUCCESS)
}

fn print_json(value: &serde_json::Value) {
    println!("{}", serde_json::to_string_pretty(value).expect("what is told is plain JSON"));
}
