//! The workspace of a county or prefecture: a folder with `content/` and, where an office has its own, `templates/` and `fonts/`.
//! Its entry point is [`Workspace::open`]; writing goes through [`staging`], [`sample`] or [`demo`] for a new one, and
//! [`intake`] for households that come from outside, [`numbers`] and [`contents`] for the registers of the archive, and [`ledger`] for what
//! was published. [`schema`]
//! says what the files may hold, [`changes`] whether they were changed.

pub mod changes;
pub mod contents;
pub mod demo;
pub mod intake;
pub mod ledger;
pub mod numbers;
mod prefecture;
pub mod sample;
pub mod schema;
pub mod staging;

use std::path::{Path, PathBuf};

use crate::records::case::Case;
use crate::records::holdings::{COUNTY, Holdings, PREFECTURE, read_all};
use crate::rules::regulation::{Regime, RuleSet, WorkingDays};

/// A workspace, opened. Its villages are read one by one.
pub struct Workspace {
    /// The folder.
    pub root: PathBuf,
    /// The cases of its own files.
    pub holdings: Holdings,
    /// Rule sets as they stand in their files.
    pub rule_sets: Vec<Case<RuleSet>>,
    /// The rule sets of the county, made whole; `None` where it names none that can be.
    pub regime: Option<Regime>,
    /// Working days.
    pub working_days: WorkingDays,
    /// The counties of a prefecture, in its order; none of a county's workspace.
    pub counties: Vec<Below>,
}

/// A county of the prefecture.
pub struct Below {
    /// Folder of its workspace, from the folder of the prefecture's.
    pub folder: String,
    /// Its workspace.
    pub workspace: Workspace,
}

/// Why a folder is no workspace: it has neither `content/county.yaml` nor `content/prefecture.yaml`.
#[derive(Debug)]
pub struct NoWorkspace;

impl Workspace {
    /// Opens the workspace in a folder.
    ///
    /// # Errors
    /// [`NoWorkspace`] where there is none.
    pub fn open(root: &Path) -> Result<Self, NoWorkspace> {
        if !root.join(COUNTY).is_file() && !root.join(PREFECTURE).is_file() {
            return Err(NoWorkspace);
        }
        let mut workspace = Self::alone(root);
        workspace.open_counties();
        Ok(workspace)
    }

    /// Whether it is an invented sample (design promise 9): a prefecture's is as soon as one of its counties is.
    pub fn is_sample(&self) -> bool {
        self.holdings.is_sample() || self.counties.iter().any(|below| below.workspace.holdings.is_sample())
    }

    /// What stands in the folder itself.
    fn alone(root: &Path) -> Self {
        let mut holdings = Holdings::read(root);
        let rule_sets = read_all(root, &holdings.inventory.regulations, "规则集", &mut holdings.findings);
        let working_days = WorkingDays::new(holdings.calendars.iter().map(|case| &case.record));
        let regime = Regime::of_county(&holdings.county.record, &rule_sets);
        Self { root: root.to_owned(), holdings, rule_sets, regime, working_days, counties: Vec::new() }
    }
}

/// Makes a folder that is to become a workspace.
///
/// # Errors
/// `AlreadyExists` when it holds anything; any other error of the file system.
fn claim(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    match std::fs::read_dir(folder)?.next() {
        Some(_) => Err(std::io::ErrorKind::AlreadyExists.into()),
        None => Ok(()),
    }
}
