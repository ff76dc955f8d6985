//! A prefecture opens the workspaces of its counties (`county-workspace-missing`). Its entry point is [`Workspace::open_counties`].

use std::path::{Component, Path};

use super::{Below, Workspace};
use crate::records::holdings::{COUNTY, PREFECTURE};
use crate::records::source::leads_outside;
use crate::report::finding::Finding;

impl Workspace {
    /// Opens each county that the prefecture names, once; of one that cannot be opened that is found.
    pub(super) fn open_counties(&mut self) {
        let Some(prefecture) = &self.holdings.prefecture else { return };
        let folders: Vec<String> = prefecture.counties.iter().map(crate::records::case::Field::text).collect();
        for (place, folder) in folders.iter().enumerate().filter(|(_, folder)| !folder.is_empty()) {
            let folder = folder.trim_end_matches('/');
            // What is behind a link or above the folder is not the prefecture's.
            let inside = Path::new(folder).components().all(|part| matches!(part, Component::Normal(_)));
            let known = self.counties.iter().any(|below| below.folder == folder);
            if inside && !known && self.root.join(folder).join(COUNTY).is_file() && !leads_outside(&self.root, folder) {
                self.counties.push(Below { folder: folder.to_owned(), workspace: Self::alone(&self.root.join(folder)) });
            } else {
                let finding = Finding::new("county-workspace-missing", "市", PREFECTURE).at(["县".into(), place.into()]);
                self.holdings.findings.push(finding.arg("folder", folder));
            }
        }
    }
}
