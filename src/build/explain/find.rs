//! Where the subject with a code is kept. Its entry point is [`find`]; a code is the name of a file or folder.

use crate::records::holdings::VillageFiles;
use crate::records::values::{Code, Value};
use crate::workspace::Workspace;

/// The file of a subject.
pub(super) enum Place<'a> {
    /// A village, or a household or list of its own.
    Village {
        /// Place of the township in the inventory.
        township: usize,
        /// The village.
        files: &'a VillageFiles,
        /// The subject's file.
        file: String,
        /// 户, 批次 or 村.
        kind: &'static str,
    },
    /// A township, the county, a list of villages, a spot check.
    Above {
        /// The subject's file.
        file: String,
        /// 乡镇, 县, 批次 or 抽查.
        kind: &'static str,
    },
}

/// The subject with a code.
pub(super) fn find<'a>(workspace: &'a Workspace, code: &str) -> Option<Place<'a>> {
    // Only what can be a code can be the name of a file of ours.
    Code::parse(code)?;
    let holdings = &workspace.holdings;
    for (township, files) in holdings.inventory.villages() {
        let folder = folder(files);
        for (kind, file) in [("户", format!("{folder}households/{code}.yaml")), ("批次", format!("{folder}batches/{code}.yaml"))] {
            if workspace.root.join(&file).is_file() {
                return Some(Place::Village { township, files, file, kind });
            }
        }
        if files.code == code {
            return Some(Place::Village { township, files, file: files.file.clone(), kind: "村" });
        }
    }
    let above = |kind, file: &str| Some(Place::Above { file: file.to_owned(), kind });
    if let Some(files) = holdings.inventory.townships.iter().find(|files| files.code == code) {
        return above("乡镇", &files.file);
    }
    if holdings.county.record.code.text() == code {
        return above("县", &holdings.county.file);
    }
    if let Some(file) = holdings.inventory.batches.iter().find(|file| stem(file) == code) {
        return above("批次", file);
    }
    holdings.inventory.evaluations.iter().find(|file| stem(file) == code).and_then(|file| above("抽查", file))
}

/// Every code that one can ask for.
pub(super) fn codes(workspace: &Workspace) -> Vec<String> {
    let holdings = &workspace.holdings;
    let mut codes = vec![holdings.county.record.code.text()];
    codes.extend(holdings.inventory.townships.iter().map(|files| files.code.clone()));
    codes.extend(holdings.inventory.batches.iter().chain(&holdings.inventory.evaluations).map(|file| stem(file).to_owned()));
    for (_, files) in holdings.inventory.villages() {
        let list = files.list(&workspace.root);
        codes.push(files.code.clone());
        codes.extend(list.batches.iter().chain(&list.households).map(|file| stem(file).to_owned()));
    }
    codes
}

fn folder(files: &VillageFiles) -> &str {
    files.file.strip_suffix("village.yaml").unwrap_or_default()
}

/// File name without folder and ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.strip_suffix(".yaml").unwrap_or(name)
}
