//! The one writer. Its entry point is [`Staging::begin`]: everything is written beside the output and
//! put in its place only when it is whole.
//!
//! The output of a build is the three folders `board`, `web`, `restricted`. They are written below
//! `.staging`, and a journal (`.swap`) tells what remains to be moved; after a kill at any instant the next command's
//! [`recover`] ends the swap or drops the unfinished staging, so the last good output is never lost.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use fs4::fs_std::FileExt;

/// The folders that a build owns within the output folder.
pub const FOLDERS: [&str; 3] = ["board", "web", "restricted"];

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

    /// Reads a file that was written.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        fs::read(self.stage.join(path))
    }

    /// Puts the stage in the place of the last output.
    ///
    /// # Errors
    /// When a folder cannot be moved; the journal then lets the next command go on.
    pub fn commit(self) -> io::Result<()> {
        let mut journal = File::create(self.output.join(".swap"))?;
        journal.write_all(b"swap\n")?;
        journal.sync_all()?;
        swap(&self.output)
    }
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

/// Ends an interrupted swap of an output that nobody is building; any other folder is left alone.
///
/// # Errors
/// When a folder cannot be moved or removed.
pub fn put_back(output: &Path) -> io::Result<()> {
    if !output.join(".swap").exists() {
        return Ok(());
    }
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
        fs::rename(staged, target)?;
    }
    remove(&stage)?;
    fs::remove_file(output.join(".swap"))?;
    remove(&old)
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

    /// Every prefix of the moves of a swap, as a kill would leave it, ends in the new output.
    #[test]
    fn a_swap_broken_off_anywhere_is_ended_by_the_next_command() {
        for moves in 0..=6 {
            let output = tree(&moves.to_string());
            for folder in FOLDERS {
                fs::create_dir_all(output.join(folder)).expect("writable");
                fs::write(output.join(folder).join("f"), "old").expect("writable");
                fs::create_dir_all(output.join(".staging").join(folder)).expect("writable");
                fs::write(output.join(".staging").join(folder).join("f"), "new").expect("writable");
            }
            fs::write(output.join(".swap"), "swap\n").expect("writable");
            fs::create_dir_all(output.join(".old")).expect("writable");
            for step in 0..moves {
                let folder = FOLDERS[step / 2];
                let (from, to) = if step % 2 == 0 {
                    (output.join(folder), output.join(".old").join(folder))
                } else {
                    (output.join(".staging").join(folder), output.join(folder))
                };
                fs::rename(from, to).expect("writable");
            }
            recover(&output).expect("recovers");
            for folder in FOLDERS {
                assert_eq!(fs::read_to_string(output.join(folder).join("f")).expect("present"), "new", "after {moves} moves");
            }
            assert!(!output.join(".swap").exists() && !output.join(".staging").exists());
            fs::remove_dir_all(output).expect("removable");
        }
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
