//! The archive of one township or village alone, for whom it concerns. Its entry point is [`archive_of`].
//!
//! It goes to a folder of its own below the output and holds the pages of that place, the papers that they lead to and a search over them;
//! nothing of other places, nothing for the web. The output stays as it is.

use std::path::PathBuf;

use super::{BuildError, Built, Options, Progress, build};
use crate::records::holdings::VillageFiles;
use crate::workspace::Workspace;

/// Folder below the output, one in it for each place.
pub const FOLDER: &str = "archive-of";

/// A township, or one village of it.
#[derive(Debug, Clone)]
pub struct Part {
    /// Place of the township.
    pub(super) township: usize,
    village: Option<String>,
    /// Its folder of the workspace, with a `/` at the end.
    folder: String,
}

impl Part {
    /// The place of a code; `None` where no township and no village has it.
    fn find(workspace: &Workspace, code: &str) -> Option<Self> {
        let inventory = &workspace.holdings.inventory;
        let township = inventory.townships.iter().position(|files| files.code == code).map(|township| Self { township, village: None, folder: format!("content/townships/{code}/") });
        township.or_else(|| {
            let (township, files) = inventory.villages().find(|(_, files)| folder(files) == code)?;
            let (folder, _) = files.file.rsplit_once('/')?;
            Some(Self { township, village: Some(code.to_owned()), folder: format!("{folder}/") })
        })
    }

    /// Whether a village belongs to it.
    pub(super) fn holds(&self, township: usize, files: &VillageFiles) -> bool {
        self.township == township && self.village.as_ref().is_none_or(|code| folder(files) == code)
    }

    /// Whether it is a township with all that is the township's own.
    pub(super) fn is_township(&self) -> bool {
        self.village.is_none()
    }
}

fn folder(files: &VillageFiles) -> &str {
    files.file.rsplit('/').nth(1).unwrap_or_default()
}

/// Makes the archive of a place; gives the folder with it, or `None` where no place has this code.
///
/// # Errors
/// When the work cannot be done; what stood there then stays.
pub fn archive_of(workspace: &Workspace, options: &Options, code: &str, progress: &dyn Progress) -> Result<Option<(Built, PathBuf)>, BuildError> {
    let Some(part) = Part::find(workspace, code) else { return Ok(None) };
    let output = options.output.join(FOLDER).join(code);
    let folder = part.folder.clone();
    let options = Options { output: output.clone(), part: Some(part), ..options.clone() };
    let mut built = build(workspace, &options, progress)?;
    built.findings.retain(|finding| finding.file.starts_with(&folder));
    Ok(Some((built, output)))
}
