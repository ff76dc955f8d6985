//! A kit from an output. Its entry point is [`kit()`]: what the build record and the list of what was made know is handed to the outlet.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use serde_json::Value;

use crate::outlets::kit::{Output, write};
pub use crate::outlets::kit::{Kit, KitError};
use crate::papers::document::Templates;
use crate::papers::catalogue;
use crate::workspace::{Workspace, staging};

/// Writes a kit of what was built; gives how many files are in it.
///
/// # Errors
/// As [`crate::outlets::kit::gather`].
pub fn kit(workspace: &Workspace, output: &Path, which: &Kit, title: &str, target: File) -> Result<usize, KitError> {
    let made = staging::made(output)?;
    let record = std::fs::read(output.join("restricted/build.json")).ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok()).unwrap_or_default();
    let templates = Templates::open(Some(&workspace.root)).map_err(|error| KitError::Template(error.to_string()))?;
    let (mut digests, mut titles) = (BTreeMap::new(), BTreeMap::new());
    for document in record["documents"].as_array().into_iter().flatten() {
        let text = |key: &str| document[key].as_str().unwrap_or_default();
        let label = catalogue::kind(text("kind")).and_then(|kind| templates.label(kind.template).ok()).unwrap_or_default();
        let beside = document["beside"].as_array().into_iter().flatten();
        for file in std::iter::once(document).chain(beside) {
            let (Some(path), Some(digest)) = (file["path"].as_str(), file["digest"].as_str()) else { continue };
            digests.insert(path.to_owned(), digest.trim_start_matches("sha256:").to_owned());
            titles.insert(path.to_owned(), format!("{label} {}", text("subject")));
        }
    }
    let output = Output { folder: output, made: &made, digests: &digests, titles: &titles, sample: workspace.is_sample() };
    write(which, title, &output, &workspace.root, target)
}
