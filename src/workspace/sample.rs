//! The small workspace that `init` writes. Its entry point is [`write`].
//!
//! It is a part of the repository's own county (one village with a batch in publicity), so that what a
//! newcomer gets is what the tests build; the document templates are written too, to be edited.

use std::io;
use std::path::Path;

use crate::papers::document::DOCUMENTS;

/// Path within the workspace, and text.
const FILES: &[(&str, &str)] = &[
    ("content/county.yaml", include_str!("../../content/county.yaml")),
    ("content/site.yaml", include_str!("../../content/site.yaml")),
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
];

/// Writes the workspace into a folder that is empty or does not exist yet.
///
/// # Errors
/// `AlreadyExists` when the folder holds anything; any other error of the file system.
pub fn write(folder: &Path) -> io::Result<()> {
    super::claim(folder)?;
    let templates = DOCUMENTS.iter().map(|(name, text)| (format!("templates/documents/{name}.md"), *text));
    for (path, text) in FILES.iter().map(|(path, text)| ((*path).to_owned(), *text)).chain(templates) {
        let target = folder.join(path);
        if let Some(parent) = target.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(target, text)?;
    }
    Ok(())
}
