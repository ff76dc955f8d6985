//! Which files a workspace has. Its entry point is [`Inventory::take`].
//!
//! The layout is fixed (`content/townships/<code>/villages/<code>/…`); a file that fits nowhere is named, never skipped.
//! What lies in a village's folder is listed when the village is read ([`VillageFiles::list`]), so that no list of all
//! households is ever held.

use std::collections::BTreeMap;
use std::path::Path;

use walkdir::WalkDir;

/// The files of a workspace, each list sorted by path.
#[derive(Debug, Default)]
pub struct Inventory {
    /// It is a prefecture's workspace: what stands below townships has its place in the counties' workspaces.
    pub of_prefecture: bool,
    /// Townships.
    pub townships: Vec<TownshipFiles>,
    /// Plans.
    pub plans: Vec<String>,
    /// Official documents.
    pub documents: Vec<String>,
    /// Rule sets.
    pub regulations: Vec<String>,
    /// Calendars.
    pub calendars: Vec<String>,
    /// Lists of villages that townships or the county put up.
    pub batches: Vec<String>,
    /// Lists of problems.
    pub problems: Vec<String>,
    /// Spot checks.
    pub evaluations: Vec<String>,
    /// Scans and photographs of townships and the county.
    pub evidence: Vec<String>,
    /// Files that fit nowhere, and links to folders.
    pub unexpected: Vec<String>,
}

/// The files of a township.
#[derive(Debug, Default)]
pub struct TownshipFiles {
    /// Code: the folder's name.
    pub code: String,
    /// Its own file.
    pub file: String,
    /// Its villages.
    pub villages: Vec<VillageFiles>,
}

/// Where a village's files lie.
#[derive(Debug, Default)]
pub struct VillageFiles {
    /// Code: the folder's name.
    pub code: String,
    /// Its own file.
    pub file: String,
}

/// The files of a village, each list sorted by path.
#[derive(Debug, Default)]
pub struct VillageList {
    /// Batches.
    pub batches: Vec<String>,
    /// Households.
    pub households: Vec<String>,
    /// Scans and photographs.
    pub evidence: Vec<String>,
    /// Files that fit nowhere.
    pub unexpected: Vec<String>,
}

impl VillageFiles {
    /// Lists the village's folder below `root`; links are not followed.
    pub fn list(&self, root: &Path) -> VillageList {
        let mut list = VillageList::default();
        let folder = self.file.strip_suffix("village.yaml").unwrap_or_default();
        for file in files(root, folder) {
            let yaml = file.ends_with(".yaml");
            match file[folder.len()..].split('/').collect::<Vec<_>>().as_slice() {
                ["village.yaml"] => {}
                ["batches", _] if yaml => list.batches.push(file),
                ["households", _] if yaml => list.households.push(file),
                ["evidence", .., _] => list.evidence.push(file),
                _ => list.unexpected.push(file),
            }
        }
        list
    }
}

/// The files below a folder of the workspace, sorted by name, as paths within the workspace.
fn files(root: &Path, folder: &str) -> impl Iterator<Item = String> {
    let walk = WalkDir::new(root.join(folder)).sort_by_file_name().into_iter().filter_map(Result::ok);
    walk.filter(|entry| !entry.file_type().is_dir()).filter_map(|entry| relative(root, entry.path()))
}

/// A path within the workspace, `/` between folders.
fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts = path.strip_prefix(root).ok()?.components();
    Some(parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
}

impl Inventory {
    /// Walks `content/` below `root`; links are not followed.
    pub fn take(root: &Path) -> Self {
        let of_prefecture = !root.join(super::COUNTY).is_file() && root.join(super::PREFECTURE).is_file();
        let mut inventory = Self { of_prefecture, ..Self::default() };
        let mut townships: BTreeMap<String, Vec<VillageFiles>> = BTreeMap::new();
        let mut walk = WalkDir::new(root.join("content")).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            let Ok(entry) = entry else { continue };
            let Some(file) = relative(root, entry.path()) else { continue };
            if entry.file_type().is_dir() {
                if let ["content", "townships", township, "villages", village] = file.split('/').collect::<Vec<_>>().as_slice()
                    && !of_prefecture
                {
                    walk.skip_current_dir();
                    // A folder without a file is no village.
                    if files(root, &file).next().is_some() {
                        let files = VillageFiles { code: (*village).to_owned(), file: format!("{file}/village.yaml") };
                        townships.entry((*township).to_owned()).or_default().push(files);
                    }
                }
                continue;
            }
            let parts: Vec<&str> = file.split('/').skip(1).collect();
            let yaml = file.ends_with(".yaml");
            if entry.path_is_symlink() && entry.path().is_dir() {
                // What is behind a link to a folder is not read.
                inventory.unexpected.push(file);
                continue;
            }
            match parts.as_slice() {
                [.., name] if name.starts_with('.') => {}
                ["county.yaml" | "site.yaml"] => {}
                // The picture of the site is read when its pages are made.
                ["site", name] if [".png", ".jpg", ".jpeg"].iter().any(|ending| name.to_lowercase().ends_with(ending)) => {}
                // The register of numbers, and what the volumes held, are read when packages are made.
                ["archive", "numbers.yaml" | "contents.txt"] => {}
                // What was published is read when papers are made, and told by its own name.
                ["ledger", "publications.jsonl"] | ["ledger", "bytes", _] => {}
                ["prefecture.yaml"] if of_prefecture => {}
                ["townships", ..] if of_prefecture => inventory.unexpected.push(file),
                ["plans", _] if yaml => inventory.plans.push(file),
                ["regulations", _] if yaml => inventory.regulations.push(file),
                ["calendars", _] if yaml => inventory.calendars.push(file),
                ["batches", _] | ["townships", _, "batches", _] if yaml => inventory.batches.push(file),
                ["problems", _] if yaml => inventory.problems.push(file),
                ["evaluations", _] if yaml => inventory.evaluations.push(file),
                ["evidence", .., _] | ["townships", _, "evidence", .., _] => inventory.evidence.push(file),
                ["documents", name] if name.ends_with(".md") => inventory.documents.push(file),
                ["townships", township, "township.yaml"] => {
                    townships.entry((*township).to_owned()).or_default();
                }
                _ => inventory.unexpected.push(file),
            }
        }
        inventory.townships = townships
            .into_iter()
            .map(|(code, villages)| TownshipFiles {
                file: format!("content/townships/{code}/township.yaml"),
                code,
                villages,
            })
            .collect();
        inventory
    }

    /// Townships and villages in order.
    pub fn villages(&self) -> impl Iterator<Item = (usize, &VillageFiles)> {
        self.townships.iter().enumerate().flat_map(|(index, township)| township.villages.iter().map(move |village| (index, village)))
    }
}
