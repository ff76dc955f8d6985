//! `gongshi templates check`: unknown names, wrong markup and names that nothing uses, each with its line.

use std::process::ExitCode;

use super::progress::Bar;
use super::{Failure, Global};
use crate::build::trial::try_templates;
use crate::build::{BuildError, Options};
use crate::report::message::ui;

/// Tries every template of the workspace. Exit code 1 where one is wrong.
pub(super) fn run(global: &Global, options: &Options) -> Result<ExitCode, Failure> {
    let workspace = global.open()?;
    let tried = try_templates(&workspace, options, &Bar::new(global.lang, true)).map_err(|error| match error {
        BuildError::Write(_, error) if error.kind() == std::io::ErrorKind::WouldBlock => global.failure("locked", &[]),
        error => global.failure("cannot", &[("what", "templates check".to_owned()), ("reason", error.to_string())]),
    })?;
    for fault in &tried.faults {
        println!("{fault}");
    }
    for (template, line, name) in &tried.unused {
        println!("{}", ui("templates.unused", global.lang, &[("template", template.clone()), ("line", line.to_string()), ("name", name.clone())]));
    }
    if !tried.idle.is_empty() {
        global.say("templates.idle", &[("templates", tried.idle.join("、"))]);
    }
    global.say("templates.done", &[("faults", tried.faults.len().to_string()), ("unused", tried.unused.len().to_string())]);
    Ok(ExitCode::from(u8::from(!tried.faults.is_empty())))
}
