//! The small workspace that `init` writes. Its entry point is [`write`].
//!
//! It is a part of the repository's own county (one village with a batch in publicity), so that what a
//! newcomer gets is what the tests build; the document templates are written too, to be edited.

use std::io;
use std::path::Path;

/// Path within the workspace, and text.
const FILES: &[(&str, &str)] = &[
    ("content/county.yaml", include_str!("../../content/county.yaml")),
    ("content/regulations/qingliu-2017.yaml", include_str!("../../content/regulations/qingliu-2017.yaml")),
    ("content/calendars/2017.yaml", include_str!("../../content/calendars/2017.yaml")),
    ("content/townships/03/township.yaml", include_str!("../../content/townships/03/township.yaml")),
    ("content/townships/03/villages/0301/village.yaml", include_str!("../../content/townships/03/villages/0301/village.yaml")),
    ("content/townships/03/villages/0301/batches/0301-2017-1.yaml", include_str!("../../content/townships/03/villages/0301/batches/0301-2017-1.yaml")),
    ("content/townships/03/villages/0301/households/0301-001.yaml", include_str!("../../content/townships/03/villages/0301/households/0301-001.yaml")),
    ("content/townships/03/villages/0301/households/0301-002.yaml", include_str!("../../content/townships/03/villages/0301/households/0301-002.yaml")),
    ("content/townships/03/villages/0301/households/0301-003.yaml", include_str!("../../content/townships/03/villages/0301/households/0301-003.yaml")),
    ("content/townships/03/villages/0301/households/0301-004.yaml", include_str!("../../content/townships/03/villages/0301/households/0301-004.yaml")),
    ("content/townships/03/villages/0301/households/0301-005.yaml", include_str!("../../content/townships/03/villages/0301/households/0301-005.yaml")),
    ("templates/documents/household-exit-announcement-web.md", include_str!("../../templates/documents/household-exit-announcement-web.md")),
    ("templates/documents/household-exit-announcement.md", include_str!("../../templates/documents/household-exit-announcement.md")),
    ("templates/documents/household-exit-publicity-web.md", include_str!("../../templates/documents/household-exit-publicity-web.md")),
    ("templates/documents/household-exit-publicity.md", include_str!("../../templates/documents/household-exit-publicity.md")),
    ("templates/documents/official-document.md", include_str!("../../templates/documents/official-document.md")),
    ("templates/documents/plan-sheet.md", include_str!("../../templates/documents/plan-sheet.md")),
    ("templates/documents/survey-record.md", include_str!("../../templates/documents/survey-record.md")),
];

/// Writes the workspace into a folder that is empty or does not exist yet.
///
/// # Errors
/// `AlreadyExists` when the folder holds anything; any other error of the file system.
pub fn write(folder: &Path) -> io::Result<()> {
    super::claim(folder)?;
    for (path, text) in FILES {
        let target = folder.join(path);
        if let Some(parent) = target.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(target, text)?;
    }
    Ok(())
}
