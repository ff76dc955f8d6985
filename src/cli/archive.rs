//! `gongshi archive CODE`: the restricted archive of one township or village alone.

use std::process::ExitCode;

use super::build::say_swapped;
use super::progress::Bar;
use super::{Failure, Global};
use crate::build::part::archive_of;
use crate::build::{BuildError, Options};
use crate::report::finding::{Finding, text};

/// Makes the archive of a place. Exit code 1 where its cases have errors.
pub(super) fn run(global: &Global, options: &Options, code: &str) -> Result<ExitCode, Failure> {
    let workspace = global.open()?;
    let made = archive_of(&workspace, options, code, &Bar::new(global.lang, global.quiet)).map_err(|error| match error {
        BuildError::Write(_, error) if error.kind() == std::io::ErrorKind::WouldBlock => global.failure("locked", &[]),
        error => global.failure("cannot", &[("what", "archive".to_owned()), ("reason", error.to_string())]),
    })?;
    let Some((built, output)) = made else { return Err(global.failure("archive.unknown", &[("code", code.to_owned())])) };
    for finding in &built.findings {
        eprint!("{}", text(finding, global.lang));
    }
    if !say_swapped(global, built.swapped.as_ref()) {
        return Ok(ExitCode::from(1));
    }
    global.say("archive.done", &[("page", output.join("restricted/archive/index.html").display().to_string())]);
    Ok(ExitCode::from(u8::from(built.findings.iter().any(Finding::counts))))
}
