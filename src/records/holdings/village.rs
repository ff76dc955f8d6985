//! One village with all its cases: the unit of work. Its entry point is [`VillageCases::load`].

use std::path::Path;

use super::{VillageFiles, read_case, unexpected};
use crate::records::case::{Batch, Case, Household, Village};
use crate::report::finding::Finding;

/// A village's cases, loaded, used and dropped.
pub struct VillageCases {
    /// The village.
    pub village: Case<Village>,
    /// Its batches, by file name.
    pub batches: Vec<Case<Batch>>,
    /// Its households, by file name.
    pub households: Vec<Case<Household>>,
    /// Files that could not be read or fit nowhere.
    pub findings: Vec<Finding>,
}

impl VillageCases {
    /// Reads every case of a village.
    pub fn load(root: &Path, files: &VillageFiles) -> Self {
        let list = files.list(root);
        let mut findings: Vec<Finding> = list.unexpected.iter().map(|file| unexpected(file)).collect();
        let village = read_case(root, &files.file, &format!("村 {}", files.code), &mut findings)
            .unwrap_or_else(|| Case::empty(&files.file));
        let stem = |file: &str| file.rsplit('/').next().unwrap_or(file).trim_end_matches(".yaml").to_owned();
        let batches = list
            .batches
            .iter()
            .filter_map(|file| read_case(root, file, &format!("批次 {}", stem(file)), &mut findings))
            .collect();
        let households = list
            .households
            .iter()
            .filter_map(|file| read_case(root, file, &format!("户 {}", stem(file)), &mut findings))
            .collect();
        Self { village, batches, households, findings }
    }

    /// The households that a batch puts up, in the order of their codes.
    pub fn put_up_in<'a>(&'a self, batch: &'a Case<Batch>) -> impl Iterator<Item = &'a Case<Household>> {
        let code = batch.record.code.value();
        self.households.iter().filter(move |case| {
            code.is_some() && case.record.exit.batch.value() == code && case.record.exit.withheld.is_absent()
        })
    }
}
