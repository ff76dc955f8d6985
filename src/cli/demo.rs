//! `gongshi demo DIR`: writes a whole invented county, with known defects on request.

use std::io::ErrorKind;
use std::path::Path;
use std::process::ExitCode;

use super::{Failure, Global};
use crate::workspace::demo::{self, Demo};

/// Writes the county into a new or empty folder.
pub(super) fn run(global: &Global, folder: &Path, demo: Demo) -> Result<ExitCode, Failure> {
    let dir = ("dir", folder.display().to_string());
    let written = demo::write(folder, demo).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => global.failure("dir-not-empty", std::slice::from_ref(&dir)),
        _ => global.failure("cannot", &[("what", "demo".to_owned()), ("reason", error.to_string())]),
    })?;
    let args = [
        dir,
        ("townships", written.townships.to_string()),
        ("villages", written.villages.to_string()),
        ("households", demo.households.to_string()),
        ("findings", written.findings.to_string()),
        ("as_of", demo::as_of().to_string()),
    ];
    global.say("demo.done", &args);
    if demo.defects {
        global.say("demo.defects", &args);
    }
    Ok(ExitCode::SUCCESS)
}
