//! One village with all its cases: the unit of work. Its entry point is [`VillageCases::load`].

use std::path::Path;

use super::{VillageFiles, read_case, unexpected};
use crate::records::case::{Batch, Case, Exit, Household, Village};
use crate::report::finding::{Finding, Key};

/// A village's cases, loaded, used and dropped.
pub struct VillageCases {
    /// The village.
    pub village: Case<Village>,
    /// Its batches, by file name.
    pub batches: Vec<Case<Batch>>,
    /// Its households, by file name.
    pub households: Vec<Case<Household>>,
    /// Scans and photographs, as paths within the workspace.
    pub evidence: Vec<String>,
    /// Files that could not be read or fit nowhere.
    pub findings: Vec<Finding>,
}

impl VillageCases {
    /// Reads every case of a village.
    pub fn load(root: &Path, files: &VillageFiles) -> Self {
        let list = files.list(root);
        let mut findings: Vec<Finding> = list.unexpected.iter().map(|file| unexpected(root, file)).collect();
        let village = read_case(root, &files.file, &format!("村 {}", files.code), &mut findings)
            .unwrap_or_else(|| Case::empty(&files.file));
        let stem = |file: &str| file.rsplit('/').next().unwrap_or(file).trim_end_matches(".yaml").to_owned();
        let batches = list
            .batches
            .iter()
            .map(|file| read_case(root, file, &format!("批次 {}", stem(file)), &mut findings).unwrap_or_else(|| Case::empty(file)))
            .collect();
        let households = list
            .households
            .iter()
            .map(|file| read_case(root, file, &format!("户 {}", stem(file)), &mut findings).unwrap_or_else(|| Case::empty(file)))
            .collect();
        Self { village, batches, households, evidence: list.evidence, findings }
    }

    /// Files of households that may belong to a list though they name none that is known, because what they say
    /// could not be made out: no list may go out without them.
    pub fn doubtful(&self) -> impl Iterator<Item = &str> {
        let known = |case: &Case<Household>| self.batch_of(&case.record.exit).is_some();
        let of_its_exit = |finding: &Finding| match finding.path.as_slice() {
            [] | [_] => true,
            [first, ..] => *first == Key::from("退出"),
        };
        let unclear = move |case: &&Case<Household>| {
            !case.record.exit.batch.is_absent()
                || case.findings.iter().any(of_its_exit)
                || self.findings.iter().any(|finding| finding.file == case.file)
        };
        self.households.iter().filter(move |case| !known(case)).filter(unclear).map(|case| case.file.as_str())
    }

    /// The list that an exit names.
    pub fn batch_of(&self, exit: &Exit) -> Option<&Case<Batch>> {
        let code = exit.batch.value()?;
        self.batches.iter().find(|batch| batch.record.code.value() == Some(code))
    }

    /// The households that a batch puts up, in the order of their codes.
    pub fn put_up_in<'a>(&'a self, batch: &'a Case<Batch>) -> impl Iterator<Item = &'a Case<Household>> {
        let code = batch.record.code.value();
        self.households.iter().filter(move |case| {
            code.is_some() && case.record.exit.batch.value() == code && case.record.exit.withheld.is_absent()
        })
    }
}
