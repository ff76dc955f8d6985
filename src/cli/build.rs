//! `gongshi build`: check the county, make what is ready, put the output in its place.

use std::process::ExitCode;
use std::time::Instant;

use super::progress::Bar;
use super::{Failure, Global};
use crate::build::{BuildError, Options, build};
use crate::report::finding::{Finding, text};
use crate::report::message::ui;
use crate::workspace::staging::{PACKAGES, SET_ASIDE, Swapped};

/// Builds the workspace.
pub(super) fn run(global: &Global, options: &Options) -> Result<ExitCode, Failure> {
    let begun = Instant::now();
    let workspace = global.open()?;
    let built = build(&workspace, options, &Bar::new(global.lang, global.quiet)).map_err(|error| match error {
        BuildError::Write(_, error) if error.kind() == std::io::ErrorKind::WouldBlock => global.failure("locked", &[]),
        error => global.failure("cannot", &[("what", "build".to_owned()), ("reason", error.to_string())]),
    })?;
    for finding in &built.findings {
        eprint!("{}", text(finding, global.lang));
    }
    if !say_swapped(global, built.swapped.as_ref()) {
        return Ok(ExitCode::from(1));
    }
    let seconds = format!("{:.1}", begun.elapsed().as_secs_f64());
    global.say(
        "build.done",
        &[
            ("ready", built.tally.ready.to_string()),
            ("blocked", built.tally.blocked.to_string()),
            ("notyet", built.tally.not_yet.to_string()),
            ("missing", built.tally.missing.to_string()),
            ("output", options.output.display().to_string()),
            ("seconds", seconds),
        ],
    );
    Ok(ExitCode::from(u8::from(built.findings.iter().any(Finding::counts))))
}

/// Tells which files of others were moved away, and that packages and binders are those of an earlier day; or that the last output stays.
/// Whether the output is the new one.
pub(super) fn say_swapped(global: &Global, swapped: Option<&Swapped>) -> bool {
    let Some(swapped) = swapped else {
        eprintln!("{}", ui("build.last-stays", global.lang, &[]));
        return false;
    };
    if !swapped.set_aside.is_empty() {
        let files = swapped.set_aside.iter().map(|file| format!("\n    {file}")).collect::<String>();
        let args = [("count", swapped.set_aside.len().to_string()), ("folder", SET_ASIDE.to_owned()), ("files", files)];
        eprintln!("{}", ui("build.set-aside", global.lang, &args));
    }
    for folder in &swapped.kept {
        global.say(if *folder == PACKAGES { "build.packages-kept" } else { "build.binders-kept" }, &[]);
    }
    true
}
