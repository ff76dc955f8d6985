//! `gongshi kit board VILLAGE | web | plan YEAR | binder`: a zip of what one audience is handed, with a contents list.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Failure, Global};
use crate::build::kit::{self, Kit, KitError};
use crate::report::message::{Lang, ui};

/// Makes a kit from an output.
pub(super) fn run(global: &Global, which: &Kit, from: &Path, output: Option<&Path>) -> Result<ExitCode, Failure> {
    let workspace = global.open()?;
    let target = output.map_or_else(|| PathBuf::from(format!("{}.zip", which.name())), Path::to_owned);
    let told = ("output", target.display().to_string());
    if target.symlink_metadata().is_ok() {
        return Err(global.failure("file-exists", std::slice::from_ref(&told)));
    }
    crate::workspace::staging::put_back(from)
        .map_err(|error| global.failure("cannot", &[("what", "kit".to_owned()), ("reason", format!("{}: {error}", from.display()))]))?;
    let title = ui(&format!("kit.{}", which.word()), Lang::Zh, &[("of", which.of())]);
    let list = |files: &[String]| files.iter().map(|file| format!("\n    {file}")).collect::<String>();
    let mut files = 0;
    let mut fault = None;
    let written = super::put(&target, |file| {
        match kit::kit(&workspace, from, which, &title, file) {
            Ok(count) => files = count,
            Err(error) => fault = Some(error),
        }
        if fault.is_some() { Err(std::io::ErrorKind::Other.into()) } else { Ok(()) }
    });
    let cannot = |reason: String| global.failure("cannot", &[("what", "kit".to_owned()), ("reason", reason)]);
    match (fault, written) {
        (Some(KitError::Nothing), _) => Err(global.failure("kit.nothing", &[("title", title), ("folder", from.join(which.audience()).display().to_string())])),
        (Some(KitError::Strangers(names)), _) => Err(global.failure("kit.strangers", &[("files", list(&names))])),
        (Some(KitError::Altered(names)), _) => Err(global.failure("kit.altered", &[("files", list(&names))])),
        (Some(KitError::Template(reason)), _) => Err(cannot(reason)),
        (Some(KitError::File(error)), _) => Err(cannot(error.to_string())),
        (None, Err(error)) => Err(cannot(format!("{}: {error}", target.display()))),
        (None, Ok(())) => {
            global.say("kit.done", &[told, ("title", title), ("files", files.to_string())]);
            Ok(ExitCode::SUCCESS)
        }
    }
}
