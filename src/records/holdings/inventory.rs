//! Which files a workspace has. Its entry point is [`Inventory::take`].
//!
//! The layout is fixed (`content/townships/<code>/villages/<code>/…`); a file that fits nowhere is named, never skipped.

use std::collections::BTreeMap;
use std::path::Path;

use walkdir::WalkDir;

/// The files of a workspace, each list sorted by path.
#[derive(Debug, Default)]
pub struct Inventory {
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
    /// Files that fit nowhere.
    pub unexpected: Vec<String>,
    /// Links to folders: what is behind them is not read.
    pub links: Vec<String>,
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

/// The files of a village.
#[derive(Debug, Default)]
pub struct VillageFiles {
    /// Code: the folder's name.
    pub code: String,
    /// Its own file.
    pub file: String,
    /// Batches.
    pub batches: Vec<String>,
    /// Households.
    pub households: Vec<String>,
}

impl Inventory {
    /// Walks `content/` below `root`; links are not followed.
    pub fn take(root: &Path) -> Self {
        let mut inventory = Self::default();
        let mut townships: BTreeMap<String, BTreeMap<String, VillageFiles>> = BTreeMap::new();
        for entry in WalkDir::new(root.join("content")).sort_by_file_name().into_iter().filter_map(Result::ok) {
            if entry.file_type().is_dir() {
                continue;
            }
            let Ok(relative) = entry.path().strip_prefix(root) else { continue };
            let file = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            let parts: Vec<&str> = file.split('/').skip(1).collect();
            let yaml = file.ends_with(".yaml");
            if entry.path_is_symlink() && entry.path().is_dir() {
                inventory.links.push(file);
                continue;
            }
            match parts.as_slice() {
                [.., name] if name.starts_with('.') => {}
                ["county.yaml"] => {}
                ["plans", _] if yaml => inventory.plans.push(file),
                ["regulations", _] if yaml => inventory.regulations.push(file),
                ["calendars", _] if yaml => inventory.calendars.push(file),
                ["documents", name] if name.ends_with(".md") => inventory.documents.push(file),
                ["townships", township, "township.yaml"] => {
                    townships.entry((*township).to_owned()).or_default();
                }
                ["townships", township, "villages", village, rest @ ..] if !rest.is_empty() => {
                    let villages = townships.entry((*township).to_owned()).or_default();
                    let files = villages.entry((*village).to_owned()).or_insert_with(|| VillageFiles {
                        code: (*village).to_owned(),
                        file: format!("content/townships/{township}/villages/{village}/village.yaml"),
                        ..VillageFiles::default()
                    });
                    match rest {
                        ["village.yaml"] => {}
                        ["batches", _] if yaml => files.batches.push(file),
                        ["households", _] if yaml => files.households.push(file),
                        _ => inventory.unexpected.push(file),
                    }
                }
                _ => inventory.unexpected.push(file),
            }
        }
        inventory.townships = townships
            .into_iter()
            .map(|(code, villages)| TownshipFiles {
                file: format!("content/townships/{code}/township.yaml"),
                code,
                villages: villages.into_values().collect(),
            })
            .collect();
        inventory
    }

    /// Townships and villages in order.
    pub fn villages(&self) -> impl Iterator<Item = (usize, &VillageFiles)> {
        self.townships.iter().enumerate().flat_map(|(index, township)| township.villages.iter().map(move |village| (index, village)))
    }
}
