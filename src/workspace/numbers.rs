//! The register of archive numbers, `content/archive/numbers.yaml`. Entry points: [`read`] and [`append`]: nothing that
//! stands in it is ever changed by the program.

use std::io;
use std::path::Path;

use super::intake::write::Writer;
use crate::records::case::{Numbers, parse};
use crate::records::source;
use crate::report::finding::Finding;

/// Where it stands in a workspace.
pub const FILE: &str = "content/archive/numbers.yaml";

/// Largest register that is read, in bytes: a hundred thousand households with five items each take half of it.
const LARGEST: u64 = 64 << 20;

const HEAD: &str = "\
# 档号登记。由 gongshi pack 续写，只增不改；档号一经给出，不再变动，也不给别的卷。
# 卷已经归档或移交的，在它带有 档号 的那一行的花括号里加上 状态: 已归档 或 状态: 已移交：
# 以后这一卷不再重做，迟到的件另立补充卷，另给档号。
登记:
";

/// The register as it stands, and its text; empty where there is none yet.
///
/// # Errors
/// What is wrong with the file.
pub fn read(root: &Path) -> Result<(String, Numbers), Vec<Finding>> {
    if std::fs::symlink_metadata(root.join(FILE)).is_err() {
        return Ok((String::new(), Numbers::default()));
    }
    let source = source::read_up_to(root, FILE, LARGEST).map_err(|finding| vec![*finding])?;
    let case = parse::<Numbers>(&source, "档号登记");
    // A register with nothing in it but its head is no fault.
    let faults: Vec<Finding> = case.findings.into_iter().filter(|finding| finding.rule != "file-empty").collect();
    if faults.is_empty() { Ok((source.text, case.record)) } else { Err(faults) }
}

/// The text with more lines.
pub fn with(text: &str, lines: &[String]) -> String {
    let mut all = if text.trim().is_empty() { HEAD.to_owned() } else { text.to_owned() };
    if !all.ends_with('\n') {
        all.push('\n');
    }
    for line in lines {
        all.push_str(line);
        all.push('\n');
    }
    all
}

/// Adds lines to the register.
///
/// # Errors
/// It cannot be written, or is no longer what was read.
pub fn append(root: &Path, text: &str, lines: &[String]) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let writer = Writer::begin(root)?;
    let all = with(text, lines);
    if text.is_empty() && std::fs::symlink_metadata(root.join(FILE)).is_err() { writer.create(FILE, &all) } else { writer.replace(FILE, text, &all) }
}
