//! `gongshi check`: every finding of the workspace, as text or JSON.

use std::process::ExitCode;

use super::progress::Bar;
use super::{Failure, Global};
use crate::build::{Survey, survey};
use crate::records::values::Date;
use crate::report::finding::{Level, json, text};
use crate::report::message::ui;

/// Checks the workspace as of a day.
pub(super) fn run(global: &Global, as_of: Date, as_json: bool) -> Result<ExitCode, Failure> {
    let workspace = global.open()?;
    let survey = survey(&workspace, as_of, &Bar::new(global.lang, global.quiet));
    if as_json {
        let findings: Vec<_> = survey.findings.iter().map(|finding| json(finding, global.lang)).collect();
        let object = serde_json::json!({ "as_of": as_of.to_string(), "findings": findings });
        println!("{}", serde_json::to_string_pretty(&object).expect("findings are plain JSON"));
    } else {
        for finding in &survey.findings {
            print!("{}", text(finding, global.lang));
        }
        println!("{}", tally(&survey, global));
    }
    Ok(code(&survey))
}

/// 1 where a finding counts, else 0.
pub(super) fn code(survey: &Survey) -> ExitCode {
    ExitCode::from(u8::from(survey.findings.iter().any(crate::report::finding::Finding::counts)))
}

/// How many findings there are, in a line.
pub(super) fn tally(survey: &Survey, global: &Global) -> String {
    let open = |level| survey.findings.iter().filter(|finding| finding.level == level && finding.acknowledged.is_none()).count().to_string();
    let acknowledged = survey.findings.iter().filter(|finding| finding.acknowledged.is_some()).count().to_string();
    let args = [("errors", open(Level::Error)), ("warnings", open(Level::Warning)), ("notes", open(Level::Note)), ("acknowledged", acknowledged)];
    ui("check.done", global.lang, &args)
}
