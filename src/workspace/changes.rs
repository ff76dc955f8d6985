//! Whether people have changed anything since the last look. Its entry point is [`Changes`].

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// The files that people write, of a workspace and the workspaces below it, as they were at the last look.
///
/// They are looked at, not listened to: a drive of the network tells nobody of changes.
pub struct Changes {
    folders: Vec<PathBuf>,
    seen: u64,
}

impl Changes {
    /// From now on.
    pub fn since_now(workspaces: &[PathBuf]) -> Self {
        let folders = workspaces.iter().flat_map(|root| ["content", "templates", "fonts"].map(|folder| root.join(folder))).collect();
        let mut changes = Self { folders, seen: 0 };
        changes.seen = changes.look();
        changes
    }

    /// Whether a file came, went, grew or was written since the last time this was asked.
    pub fn any(&mut self) -> bool {
        let now = self.look();
        std::mem::replace(&mut self.seen, now) != now
    }

    /// A digest of every file's path, size and time; only compared within one run.
    fn look(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.folders.iter().for_each(|folder| look_into(folder, &mut hasher));
        hasher.finish()
    }
}

fn look_into(folder: &Path, hasher: &mut DefaultHasher) {
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir()) {
        entry.path().hash(hasher);
        if let Ok(about) = entry.metadata() {
            (about.len(), about.modified().ok()).hash(hasher);
        }
    }
}
