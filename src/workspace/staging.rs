//! The one writer. Its entry point is [`Staging::begin`]: everything is written beside the output and
//! put in its place only when it is whole.
//!
//! The output of a build is the three folders `board`, `web`, `restricted`. They are written below
//! `.staging`, and a journal (`.swap`) tells what remains to be moved; after a kill at any instant the next command's
//! [`recover`] ends the swap or drops the unfinished staging, so the last good output is never lost. A build that makes no
//! packages or binders keeps those of the last output. `.made` lists what was made: a file that is not in it is somebody else's, and is
//! moved to `set-aside/` instead of being dropped.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use fs4::fs_std::FileExt;
use rayon::prelude::*;
use walkdir::WalkDir;

/// The folders that a build owns within the output folder.
pub const FOLDERS: [&str; 3] = ["board", "web", "restricted"];

/// Folder of the packages below the output.
pub const PACKAGES: &str = "restricted/packages";

/// Folder of the binders below the output.
pub const BINDERS: &str = "restricted/binders";

/// What only its own command makes anew: any other keeps what is there.
const KEPT: [&str; 2] = [PACKAGES, BINDERS];

/// Folder below the output to which files are moved that no build made.
pub const SET_ASIDE: &str = "set-aside";

/// The list of what was made, below the output.
const MADE: &str = ".made";

/// The list of what is being moved to [`SET_ASIDE`] and was not told yet: after a kill the next build tells it.
const ASIDE: &str = ".aside";

/// What putting an output in its place did besides.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Swapped {
    /// Files that no build had made, as they stood below the output; they lie below [`SET_ASIDE`] now.
    pub set_aside: Vec<String>,
    /// Folders of the last output that were kept, [`PACKAGES`] or [`BINDERS`].
    pub kept: Vec<&'static str>,
}

/// An output in the making. Dropped without [`Staging::commit`], it leaves the last output as it was.
pub struct Staging {
    output: PathBuf,
    stage: PathBuf,
    _lock: File,
}

impl Staging {
    /// Locks the output folder, ends what an interrupted build left, and makes an empty stage.
    ///
    /// # Errors
    /// When another build holds the folder or it cannot be written.
    pub fn begin(output: &Path) -> io::Result<Self> {
        fs::create_dir_all(output)?;
        let lock = File::options().create(true).truncate(false).write(true).open(output.join(".lock"))?;
        if !FileExt::try_lock_exclusive(&lock)? {
            return Err(io::Error::new(io::ErrorKind::WouldBlock, "another build holds the output folder"));
        }
        recover(output)?;
        let stage = output.join(".staging");
        for folder in FOLDERS {
            fs::create_dir_all(stage.join(folder))?;
        }
        Ok(Self { output: output.to_owned(), stage, _lock: lock })
    }

    /// Writes one file; `path` is relative, `/` between folders.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let target = self.stage.join(path);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(target, bytes)
    }

    /// Makes one file, to be written piece by piece; the path is as for [`Staging::write`].
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn create(&self, path: &str) -> io::Result<File> {
        let target = self.stage.join(path);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        File::create(target)
    }

    /// Opens a file that was written.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(&self, path: &str) -> io::Result<File> {
        File::open(self.stage.join(path))
    }

    /// Where a file or folder of the stage lies.
    pub fn place(&self, path: &str) -> PathBuf {
        self.stage.join(path)
    }

    /// Takes a file, or all files of a folder, over from the last output as builds have made it; nothing where there is none.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn carry(&self, path: &str) -> io::Result<()> {
        let below = format!("{path}/");
        for file in made(&self.output)?.iter().filter(|file| *file == path || file.starts_with(&below)) {
            let (from, to) = (self.output.join(file), self.stage.join(file));
            if !from.is_file() {
                continue;
            }
            one_more(&from, &to)?;
        }
        Ok(())
    }

    /// Puts a file that was written in a second place, too; the paths are as for [`Staging::write`].
    ///
    /// # Errors
    /// When it is not there or the second cannot be written.
    pub fn again(&self, path: &str, second: &str) -> io::Result<()> {
        one_more(&self.stage.join(path), &self.stage.join(second))
    }

    /// Takes the last output's own file, with its time of change, for every staged one of a folder that is the same byte for byte: whoever
    /// copies the output takes only what has changed.
    ///
    /// # Errors
    /// When one of the staged files cannot be read or replaced.
    pub fn keep_unchanged(&self, folder: &str) -> io::Result<()> {
        let known = made(&self.output)?;
        let below = format!("{folder}/");
        let list: Vec<&String> = known.iter().filter(|path| path.starts_with(&below)).collect();
        list.par_iter().try_for_each(|path| self.keep_if_same(path))
    }

    fn keep_if_same(&self, path: &str) -> io::Result<()> {
        let (last, staged) = (self.output.join(path), self.stage.join(path));
        let is_file = |path: &Path| path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
        if !is_file(&last) || !is_file(&staged) || !same(&last, &staged)? {
            return Ok(());
        }
        // Where the disk knows no second names, the staged file stays.
        let beside = self.stage.join(format!("{path}.kept"));
        match fs::hard_link(&last, &beside) {
            Ok(()) => fs::rename(&beside, &staged),
            Err(_) => Ok(()),
        }
    }

    /// Puts the stage in the place of the last output.
    ///
    /// # Errors
    /// When a file or folder cannot be moved; the journal, where it was begun, then lets the next command go on.
    pub fn commit(self) -> io::Result<Swapped> {
        let kept: Vec<&str> = KEPT.into_iter().filter(|folder| !self.stage.join(folder).exists() && self.output.join(folder).exists()).collect();
        let is_kept = |path: &str| kept.iter().any(|folder| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')));
        let known = made(&self.output)?;
        let mut set_aside = files(&self.output);
        set_aside.retain(|path| !(known.contains(path) || is_kept(path)));
        let aside = self.output.join(ASIDE);
        let untold = listed(&aside)?;
        let moved: Vec<String> = set_aside.iter().filter(|path| !untold.contains(*path)).cloned().collect();
        let told: Vec<String> = untold.into_iter().chain(moved).collect();
        if !told.is_empty() {
            fs::write(&aside, lines(&told))?;
        }
        for path in &set_aside {
            move_aside(&self.output, path)?;
        }
        let mut list = files(&self.stage);
        list.extend(known.into_iter().filter(|path| is_kept(path)));
        fs::write(self.stage.join(MADE), lines(&list))?;
        let mut journal = File::create(self.output.join(".swap"))?;
        journal.write_all(b"swap\n")?;
        journal.sync_all()?;
        swap(&self.output)?;
        if !told.is_empty() {
            fs::remove_file(aside)?;
        }
        Ok(Swapped { set_aside: told, kept })
    }
}

/// The same file under both names where the disk knows such, a copy elsewhere; nobody writes into what a build has made.
fn one_more(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    if fs::hard_link(from, to).is_err() {
        fs::copy(from, to)?;
    }
    Ok(())
}

/// What the list of an output says that builds have made.
///
/// # Errors
/// When the list cannot be read; an output without one has nothing in it.
pub fn made(output: &Path) -> io::Result<BTreeSet<String>> {
    listed(&output.join(MADE))
}

fn lines(paths: &[String]) -> String {
    paths.iter().map(|path| format!("{path}\n")).collect()
}

fn listed(list: &Path) -> io::Result<BTreeSet<String>> {
    match fs::read_to_string(list) {
        Ok(text) => Ok(text.lines().map(str::to_owned).collect()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(error),
    }
}

/// Whether two files hold the same bytes; one that cannot be read is not the same as any.
fn same(last: &Path, staged: &Path) -> io::Result<bool> {
    let (Ok(mut last), mut staged) = (File::open(last), File::open(staged)?) else { return Ok(false) };
    if last.metadata()?.len() != staged.metadata()?.len() {
        return Ok(false);
    }
    let mut buffers = [vec![0; 1 << 16], vec![0; 1 << 16]];
    loop {
        let count = staged.read(&mut buffers[0])?;
        if count == 0 {
            return Ok(true);
        }
        if last.read_exact(&mut buffers[1][..count]).is_err() || buffers[0][..count] != buffers[1][..count] {
            return Ok(false);
        }
    }
}

/// Files and links of the three folders below a folder, sorted.
fn files(below: &Path) -> Vec<String> {
    let walk = FOLDERS.iter().flat_map(|folder| WalkDir::new(below.join(folder)).sort_by_file_name());
    let files = walk.filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir());
    let named = files.filter_map(|entry| {
        let parts = entry.path().strip_prefix(below).ok()?.components();
        Some(parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
    });
    let mut named: Vec<String> = named.collect();
    named.sort();
    named
}

/// Moves a file to where the next build leaves it alone; what lies there already keeps its name.
fn move_aside(output: &Path, path: &str) -> io::Result<()> {
    let aside = output.join(SET_ASIDE);
    let free = |target: &PathBuf| target.symlink_metadata().is_err();
    let mut names = std::iter::once(path.to_owned()).chain((2_u32..).map(|count| format!("{path}.{count}")));
    let Some(target) = names.by_ref().map(|name| aside.join(name)).find(free) else { return Ok(()) };
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::rename(output.join(path), target)
}

/// Ends an interrupted swap, or drops a stage that was never whole.
///
/// # Errors
/// When a folder cannot be moved or removed.
pub fn recover(output: &Path) -> io::Result<()> {
    if output.join(".swap").exists() {
        return swap(output);
    }
    remove(&output.join(".staging"))?;
    remove(&output.join(".old"))
}

/// Ends an interrupted swap of the output that a path is or lies in, if nobody is building it; any other folder is left
/// alone.
///
/// # Errors
/// When a folder cannot be moved or removed.
pub fn put_back(path: &Path) -> io::Result<()> {
    let path = std::path::absolute(path)?;
    let broken_off = |folder: &&Path| folder.join(".swap").is_file() && folder.join(".lock").is_file();
    let Some(output) = path.ancestors().take(6).find(broken_off) else { return Ok(()) };
    let lock = File::options().create(true).truncate(false).write(true).open(output.join(".lock"))?;
    // Whoever holds the lock is about to end the swap.
    if FileExt::try_lock_exclusive(&lock)? && output.join(".swap").exists() {
        swap(output)?;
    }
    Ok(())
}

/// Moves each staged folder into place; may be run again after any interruption.
fn swap(output: &Path) -> io::Result<()> {
    let (stage, old) = (output.join(".staging"), output.join(".old"));
    for folder in FOLDERS {
        let staged = stage.join(folder);
        if !staged.exists() {
            continue;
        }
        let target = output.join(folder);
        if target.exists() {
            remove(&old.join(folder))?;
            fs::create_dir_all(&old)?;
            fs::rename(&target, old.join(folder))?;
        }
        // What was not made anew stands in what was moved away.
        for kept in KEPT.into_iter().filter(|kept| kept.starts_with(folder)) {
            if !stage.join(kept).exists() && old.join(kept).exists() {
                fs::rename(old.join(kept), stage.join(kept))?;
            }
        }
        fs::rename(staged, target)?;
    }
    if stage.join(MADE).exists() {
        fs::rename(stage.join(MADE), output.join(MADE))?;
    }
    remove(&stage)?;
    // The journal goes last: whatever is left as long as it stands, the next command takes away.
    remove(&old)?;
    fs::remove_file(output.join(".swap"))
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("gongshi-staging-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    fn lay(output: &Path, files: &[(&str, &str)]) {
        for (file, text) in files {
            let path = output.join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
            fs::write(path, text).expect("writable");
        }
    }

    /// Every prefix of the moves of a swap, as a kill would leave it, ends in the new output, with the packages and binders of the old.
    #[test]
    fn a_swap_broken_off_anywhere_is_ended_by_the_next_command() {
        let moves: Vec<(String, String)> = FOLDERS
            .iter()
            .flat_map(|folder| {
                let kept = KEPT.into_iter().filter(move |kept| kept.starts_with(folder)).map(|kept| (format!(".old/{kept}"), format!(".staging/{kept}")));
                let away = ((*folder).to_owned(), format!(".old/{folder}"));
                std::iter::once(away).chain(kept).chain([(format!(".staging/{folder}"), (*folder).to_owned())])
            })
            .chain([(format!(".staging/{MADE}"), MADE.to_owned())])
            .collect();
        for done in 0..=moves.len() {
            let output = tree(&done.to_string());
            for folder in FOLDERS {
                lay(&output, &[(&format!("{folder}/f"), "old"), (&format!(".staging/{folder}/f"), "new")]);
            }
            lay(&output, &[("restricted/packages/p", "packed"), ("restricted/binders/b", "bound"), (MADE, "old"), (&format!(".staging/{MADE}"), "new"), (".swap", "swap\n"), (".lock", "")]);
            fs::create_dir_all(output.join(".old")).expect("writable");
            for (from, to) in &moves[..done] {
                fs::rename(output.join(from), output.join(to)).expect("writable");
            }
            // Whoever looks at a file within is told of the whole output.
            put_back(&output.join("restricted/packages")).expect("recovers");
            for folder in FOLDERS {
                assert_eq!(fs::read_to_string(output.join(folder).join("f")).expect("present"), "new", "after {done} moves");
            }
            for (file, text) in [("restricted/packages/p", "packed"), ("restricted/binders/b", "bound")] {
                assert_eq!(fs::read_to_string(output.join(file)).expect("kept"), text, "after {done} moves");
            }
            assert_eq!(fs::read_to_string(output.join(MADE)).expect("present"), "new", "after {done} moves");
            assert!(!output.join(".swap").exists() && !output.join(".staging").exists() && !output.join(".old").exists());
            fs::remove_dir_all(output).expect("removable");
        }
    }

    /// What was moved away holds the papers of the last output: no command leaves it lying without a journal.
    #[test]
    fn the_journal_stands_until_what_was_moved_away_is_gone() {
        let output = tree("journal");
        let staging = Staging::begin(&output).expect("begins");
        staging.write("web/a", b"1").expect("writes");
        // Nothing of a first output is moved away; what lies there cannot be removed.
        fs::write(output.join(".old"), "in the way").expect("writable");
        assert!(staging.commit().is_err());
        assert!(output.join("web/a").exists() && output.join(".swap").exists());
        fs::remove_file(output.join(".old")).expect("removable");
        lay(&output, &[(".old/restricted/f", "old")]);
        put_back(&output).expect("recovers");
        assert!(output.join("web/a").exists() && !output.join(".swap").exists() && !output.join(".old").exists());
        fs::remove_dir_all(output).expect("removable");
    }

    #[test]
    fn what_no_build_made_is_set_aside() {
        let output = tree("aside");
        let build = |files: &[&str]| {
            let staging = Staging::begin(&output).expect("begins");
            files.iter().for_each(|file| staging.write(file, b"made").expect("writes"));
            staging.commit().expect("commits")
        };
        assert_eq!(build(&["web/a", "web/gone", "restricted/packages/p"]), Swapped::default());
        lay(&output, &[("web/mine", "1"), ("restricted/packages/sealed", "2")]);
        // The packages are kept, and what lies among them.
        assert_eq!(build(&["web/a"]), Swapped { set_aside: vec!["web/mine".to_owned()], kept: vec![PACKAGES] });
        assert!(!output.join("web/gone").exists() && output.join("restricted/packages/sealed").exists());
        lay(&output, &[("web/mine", "3")]);
        let named = ["restricted/packages/sealed", "web/mine"].map(str::to_owned).to_vec();
        assert_eq!(build(&["web/a", "restricted/packages/p"]), Swapped { set_aside: named, kept: Vec::new() });
        let text = |file: &str| fs::read_to_string(output.join(SET_ASIDE).join(file)).expect("set aside");
        assert_eq!((text("web/mine"), text("restricted/packages/sealed"), text("web/mine.2")), ("1".to_owned(), "2".to_owned(), "3".to_owned()));
        // A kill came between the moving and the telling: the next build tells, once.
        lay(&output, &[(ASIDE, "web/before\n"), ("web/last", "4")]);
        let told = ["web/before", "web/last"].map(str::to_owned).to_vec();
        assert_eq!(build(&["web/a", "restricted/packages/p"]), Swapped { set_aside: told, kept: Vec::new() });
        assert_eq!(build(&["web/a", "restricted/packages/p"]), Swapped::default());
        fs::remove_dir_all(output).expect("removable");
    }

    #[test]
    fn an_unfinished_stage_leaves_the_last_output() {
        let output = tree("unfinished");
        let first = Staging::begin(&output).expect("begins");
        first.write("web/a", b"1").expect("writes");
        first.commit().expect("commits");
        let second = Staging::begin(&output).expect("begins");
        second.write("web/a", b"2").expect("writes");
        drop(second);
        recover(&output).expect("recovers");
        assert_eq!(fs::read(output.join("web/a")).expect("present"), b"1");
        fs::remove_dir_all(output).expect("removable");
    }
}
