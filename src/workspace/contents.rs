//! What archive volumes held when they were packed last, `content/archive/contents.txt`. Entry points: [`read`] and [`write`].

use std::io;
use std::path::Path;

use super::intake::write::Writer;

/// Where it stands in a workspace.
pub const FILE: &str = "content/archive/contents.txt";

/// What stands above the lines.
pub const HEAD: &str = "\
# 档案内容登记。由 gongshi pack 写，不要手改：各卷各件装包时的摘要（SHA-256）、对象、补充卷号、文书。
# 卷归档或移交以后，哪一件又改了，靠它看出来。
";

/// The text as it stands; empty where there is none yet.
///
/// # Errors
/// Any error of reading.
pub fn read(root: &Path) -> io::Result<String> {
    match std::fs::read_to_string(root.join(FILE)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        read => read,
    }
}

/// Puts a new text in the place of what was read.
///
/// # Errors
/// It cannot be written, or is no longer what was read.
pub fn write(root: &Path, old: &str, new: &str) -> io::Result<()> {
    if old == new {
        return Ok(());
    }
    let writer = Writer::begin(root)?;
    if std::fs::symlink_metadata(root.join(FILE)).is_err() { writer.create(FILE, new) } else { writer.replace(FILE, old, new) }
}
