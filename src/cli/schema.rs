//! `gongshi schema`: JSON Schema of the content files, for editors and other programs.

use std::path::Path;
use std::process::ExitCode;

use super::{Failure, Global};
use crate::workspace::schema::{KINDS, Kind};

/// Prints one kind, writes all, or lists them with the files that they are for. Needs no workspace.
pub(super) fn run(global: &Global, kind: Option<&str>, output: Option<&Path>) -> Result<ExitCode, Failure> {
    let text = |kind: &Kind| format!("{:#}\n", kind.schema(global.lang));
    if let Some(dir) = output {
        let failed = |error: std::io::Error| global.failure("cannot", &[("what", "schema".to_owned()), ("reason", format!("{}: {error}", dir.display()))]);
        std::fs::create_dir_all(dir).map_err(failed)?;
        for kind in &KINDS {
            std::fs::write(dir.join(kind.file()), text(kind)).map_err(failed)?;
        }
        global.say("schema.done", &[("count", KINDS.len().to_string()), ("dir", dir.display().to_string())]);
        return Ok(ExitCode::SUCCESS);
    }
    match KINDS.iter().find(|known| Some(known.name) == kind) {
        Some(kind) => print!("{}", text(kind)),
        None => KINDS.iter().for_each(|kind| println!("{}\t{}\t{}", kind.name, kind.title(global.lang), kind.files.join(" "))),
    }
    Ok(ExitCode::SUCCESS)
}
