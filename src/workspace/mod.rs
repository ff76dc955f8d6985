//! The workspace: a folder with `content/` and, where an office has its own, `templates/` and `fonts/`.
//! Its entry point is [`Workspace::open`]; writing goes through [`staging`], [`sample`] or [`demo`] for a new one, and
//! [`intake`] for households that come from outside, and [`numbers`] for the register of archive numbers.

pub mod demo;
pub mod intake;
pub mod numbers;
pub mod sample;
pub mod staging;

use std::path::{Path, PathBuf};

use crate::records::case::Case;
use crate::records::holdings::{Holdings, read_all};
use crate::rules::regulation::{RuleSet, WorkingDays, effective};

/// A workspace, opened. Its villages are read one by one.
pub struct Workspace {
    /// The folder.
    pub root: PathBuf,
    /// The cases of its own files.
    pub holdings: Holdings,
    /// Rule sets as they stand in their files.
    pub rule_sets: Vec<Case<RuleSet>>,
    /// The rule set that the county names, made whole; `None` where it names none that can be.
    pub in_force: Option<InForce>,
    /// Working days.
    pub working_days: WorkingDays,
}

/// The rules in force.
pub struct InForce {
    /// File of the rule set.
    pub file: String,
    /// The rule set with all that it takes over.
    pub rules: RuleSet,
    /// Rule sets that are switched on besides: their rules about data hold too.
    pub also: Vec<RuleSet>,
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
        let in_force = in_force(&holdings, &rule_sets);
        Ok(Self { root: root.to_owned(), holdings, rule_sets, in_force, working_days })
    }
}

/// What cannot be made whole is a finding of the checks, not of this.
fn in_force(holdings: &Holdings, sets: &[Case<RuleSet>]) -> Option<InForce> {
    let county = &holdings.county.record;
    let id = county.rule_set.value()?.as_str();
    let rules = effective(sets, id).ok()?;
    let file = sets.iter().find(|case| case.record.id.text() == id)?.file.clone();
    let also = county.also.iter().filter_map(|id| effective(sets, &id.text()).ok()).collect();
    Some(InForce { file, rules, also })
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
