//! The ledger of what was published, as it stands in a workspace: lines in [`FILE`], and the bytes of what was published below [`BYTES`],
//! each under its own digest. Entry points: [`read`], [`bytes`], [`Publishing`].
//!
//! Bytes are written first, then the lines: a kill in between leaves bytes that no line names, and nothing else. Nothing that stands
//! there is ever changed by the program.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::intake::write::Writer;
use crate::outlets::ledger::{Entry, Fault, Ledger};
use crate::records::source;
use crate::report::finding::Finding;

/// The lines.
pub const FILE: &str = "content/ledger/publications.jsonl";

/// Folder of the bytes.
pub const BYTES: &str = "content/ledger/bytes";

/// Largest ledger that is read, in bytes: a hundred thousand events take a third of it.
const LARGEST: u64 = 256 << 20;

/// The ledger and its text; empty where nothing was ever published.
///
/// # Errors
/// Every damage, with its line.
pub fn read(root: &Path) -> Result<(Ledger, String), Vec<Finding>> {
    if fs::symlink_metadata(root.join(FILE)).is_err() {
        return Ok((Ledger::default(), String::new()));
    }
    let text = source::read_up_to(root, FILE, LARGEST).map_err(|finding| vec![*finding])?.text;
    match Ledger::read(&text) {
        Ok(ledger) => Ok((ledger, text)),
        Err(damages) => {
            let finding = |fault| match fault {
                Fault::Unreadable => "value.ledger-unreadable",
                Fault::Number => "value.ledger-number",
                Fault::Chain => "value.ledger-chain",
                Fault::Half => "value.ledger-half",
                Fault::Order => "value.ledger-order",
            };
            let told = |damage: crate::outlets::ledger::Damage| Finding::new("ledger-damaged", "公布台账", FILE).placed(damage.line, 1).arg("what", finding(damage.fault));
            Err(damages.into_iter().map(told).collect())
        }
    }
}

/// The bytes that are kept under a digest; `None` where they are gone, or are no longer what was published.
pub fn bytes(root: &Path, digest: &str) -> Option<Vec<u8>> {
    fs::read(root.join(BYTES).join(digest)).ok().filter(|bytes| hexadecimal(bytes) == digest)
}

/// What is wrong where they are, at the line of the ledger that names them.
pub fn altered(document: &str, digest: &str, line: usize) -> Finding {
    Finding::new("published-bytes-altered", "公布台账", FILE).placed(line, 1).arg("document", document).arg("file", format!("{BYTES}/{digest}"))
}

/// Writing into the ledger; another writer waits outside.
pub struct Publishing {
    root: PathBuf,
    writer: Writer,
}

impl Publishing {
    /// Locks the workspace.
    ///
    /// # Errors
    /// `WouldBlock` when another program is writing; any other error of the file system.
    pub fn begin(root: &Path) -> io::Result<Self> {
        Ok(Self { root: root.to_owned(), writer: Writer::begin(root)?.durable() })
    }

    /// Adds events; `text` is what the ledger's file holds. The bytes of all of them are on the disk already.
    ///
    /// # Errors
    /// An event that cannot follow those before it, a ledger that is no longer what was read, or an error of the file system.
    pub fn add(&self, ledger: &mut Ledger, text: &mut String, entries: &[Entry]) -> io::Result<()> {
        if entries.is_empty() {
            return Ok(());
        }
        let mut all = text.clone();
        for entry in entries {
            all.push_str(&ledger.add(entry.clone()).ok_or(io::ErrorKind::InvalidInput)?);
        }
        // The names of the bytes are on the disk before a line names them; where a folder cannot be opened as a file, the system sees to it.
        if let Ok(folder) = File::open(self.root.join(BYTES)) {
            folder.sync_all()?;
        }
        if text.is_empty() { self.writer.create(FILE, &all)? } else { self.writer.replace(FILE, text, &all)? }
        *text = all;
        Ok(())
    }
}

/// Keeps bytes under their digest, on the disk before this returns; what lies there already is looked at, not written again.
///
/// # Errors
/// When they cannot be written.
pub fn keep(root: &Path, kept: &[u8]) -> io::Result<String> {
    let digest = hexadecimal(kept);
    if bytes(root, &digest).is_some() {
        return Ok(digest);
    }
    let folder = root.join(BYTES);
    fs::create_dir_all(&folder)?;
    // A name with a point is nobody's: a half of a file that a kill left is written again.
    let half = folder.join(format!(".{digest}"));
    let mut file = File::create(&half)?;
    file.write_all(kept)?;
    file.sync_all()?;
    fs::rename(half, folder.join(&digest))?;
    Ok(digest)
}

/// SHA-256 in hexadecimal digits.
fn hexadecimal(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
