//! The workspace: a folder with `content/` and, where an office has its own, `templates/` and `fonts/`.
//! Its entry point is [`Workspace::open`]; writing goes through [`staging`], [`sample`] for a new one, and [`intake`]
//! for households that come from outside.

pub mod intake;
pub mod sample;
pub mod staging;

use std::path::{Path, PathBuf};

use crate::records::case::Case;
use crate::records::holdings::{Holdings, read_all};
use crate::rules::regulation::{RuleSet, WorkingDays};

/// A workspace, opened. Its villages are read one by one.
pub struct Workspace {
    /// The folder.
    pub root: PathBuf,
    /// The cases of its own files.
    pub holdings: Holdings,
    /// Rule sets.
    pub rule_sets: Vec<Case<RuleSet>>,
    /// Working days.
    pub working_days: WorkingDays,
}

/// Why a folder is no workspace: it has no `content/county.yaml`.
#[derive(Debug)]
pub struct NoWorkspace;

impl Workspace {
    /// Opens the workspace in a folder.
    ///
    /// # Errors
    /// [`NoWorkspace`] where there is none.
    pub fn open(root: &Path) -> Result<Self, NoWorkspace> {
        if !root.join("content/county.yaml").is_file() {
            return Err(NoWorkspace);
        }
        let mut holdings = Holdings::read(root);
        let rule_sets = read_all(root, &holdings.inventory.regulations, "规则集", &mut holdings.findings);
        let working_days = WorkingDays::new(holdings.calendars.iter().map(|case| &case.record));
        Ok(Self { root: root.to_owned(), holdings, rule_sets, working_days })
    }

    /// The rule set that the county names.
    pub fn rule_set(&self) -> Option<&Case<RuleSet>> {
        let wanted = self.holdings.county.record.rule_set.value()?;
        self.rule_sets.iter().find(|case| case.record.id.value() == Some(wanted))
    }
}
