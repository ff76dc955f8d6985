//! `gongshi bind`: builds, gives numbers to what has none, and binds the volumes.

use std::process::ExitCode;
use std::time::Instant;

use super::pack::{failed, say_changed};
use super::progress::Bar;
use super::{Failure, Global};
use crate::build::Options;
use crate::build::bind::bind;
use crate::report::finding::{Finding, text};

/// Binds the workspace, or one subject of it.
pub(super) fn run(global: &Global, options: &Options, subject: Option<&str>) -> Result<ExitCode, Failure> {
    let begun = Instant::now();
    let workspace = global.open()?;
    let (built, binders) = bind(&workspace, options, subject, &Bar::new(global.lang, global.quiet)).map_err(|error| failed(global, error))?;
    for finding in &built.findings {
        eprint!("{}", text(finding, global.lang));
    }
    say_changed(global, &binders.changed);
    if !super::build::say_swapped(global, built.swapped.as_ref()) {
        return Ok(ExitCode::from(1));
    }
    if let (Some(subject), (0, _)) = (subject, binders.bound) {
        return Err(global.failure("bind.nothing", &[("subject", subject.to_owned()), ("closed", binders.closed.to_string())]));
    }
    global.say(
        "bind.done",
        &[
            ("binders", binders.bound.0.to_string()),
            ("pages", binders.bound.1.to_string()),
            ("closed", binders.closed.to_string()),
            ("volumes", binders.given.0.to_string()),
            ("items", binders.given.1.to_string()),
            ("output", options.output.join("restricted/binders").display().to_string()),
            ("seconds", format!("{:.1}", begun.elapsed().as_secs_f64())),
        ],
    );
    Ok(ExitCode::from(u8::from(built.findings.iter().any(Finding::counts))))
}
