//! `gongshi init DIR`: writes a small workspace to begin with.

use std::io::ErrorKind;
use std::path::Path;
use std::process::ExitCode;

use super::{Failure, Global};
use crate::workspace::sample;

/// Writes the sample workspace into a new or empty folder.
pub(super) fn run(global: &Global, folder: &Path) -> Result<ExitCode, Failure> {
    let dir = ("dir", folder.display().to_string());
    match sample::write(folder) {
        Ok(()) => {
            global.say("init.done", &[dir]);
            Ok(ExitCode::SUCCESS)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(global.failure("dir-not-empty", &[dir])),
        Err(error) => Err(global.failure("cannot", &[("what", "init".to_owned()), ("reason", error.to_string())])),
    }
}
