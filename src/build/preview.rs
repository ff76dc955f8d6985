//! The documents of one subject alone, to look at while a case or a template is written. Its entry point is [`preview`].
//!
//! They go to a folder of their own, `preview` below the output, which each preview makes anew; the output stays as it is.

use std::path::PathBuf;

use super::{BuildError, Options, Progress, run};
use crate::papers::catalogue::Expected;
use crate::workspace::Workspace;

/// Folder of a preview below the output.
pub const FOLDER: &str = "preview";

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Code of a subject, or id of a paper as its foot prints it; everything where it is not given.
    pub subject: Option<String>,
    /// Id of a kind, or what its template calls it; every kind where it is not given.
    pub kind: Option<String>,
}

impl Wanted {
    /// Whether a document is meant; `label` is what its template calls it.
    pub(super) fn is(&self, expected: &Expected<'_>, label: &str) -> bool {
        let below = |subject: &str| expected.subject.strip_prefix(subject).is_some_and(|rest| rest.starts_with('/'));
        let subject = self.subject.as_ref().is_none_or(|subject| expected.subject == *subject || expected.id() == *subject || below(subject));
        subject && self.kind.as_ref().is_none_or(|kind| kind == expected.kind.id || kind == label)
    }
}

/// A document that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// What its template calls it.
    pub label: String,
    /// Where it lies; `None` where it is not made.
    pub path: Option<PathBuf>,
    /// Name of its state in the build record, and why it is not made.
    pub state: (&'static str, Option<String>),
}

/// Makes what is asked for of what can be made, and tells of each document where it lies or why it does not.
///
/// # Errors
/// When the work cannot be done.
pub fn preview(workspace: &Workspace, options: &Options, wanted: Wanted, progress: &dyn Progress) -> Result<Vec<Seen>, BuildError> {
    let output = options.output.join(FOLDER);
    let options = Options { output: output.clone(), only: Some(wanted), ..options.clone() };
    let (_, seen) = run(workspace, &options, progress, |desk, entries| {
        let seen = entries.iter().map(|entry| Seen {
            label: crate::papers::catalogue::kind(entry.kind).map(|kind| desk.press.label(kind)).unwrap_or_default(),
            path: entry.path.as_ref().map(|path| output.join(path)),
            state: entry.standing(),
        });
        Ok::<_, BuildError>(seen.collect())
    })?;
    Ok(seen)
}
