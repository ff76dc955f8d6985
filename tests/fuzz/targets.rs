//! What is fuzzed: [`bag`] and [`zip`], each a function of any bytes that must neither panic nor let an altered package pass.
//! The fuzzers run them (`tests/fuzz/run.sh`), and the test command replays the corpus that they have gathered.

use gongshi::outlets::archive::verify::{Package, verify_bytes, verify_files};
use gongshi::report::message::Lang;

/// Between two files of a bag's bytes, and between a file's name and its content.
const FILE: u8 = 0x1e;
const CONTENT: u8 = 0x1f;

/// The bag reader: files, each a name and a content.
#[allow(dead_code, reason = "each fuzzer runs one of them")]
pub fn bag(bytes: &[u8]) {
    let files: Vec<(String, Vec<u8>)> = bytes
        .split(|byte| *byte == FILE)
        .filter_map(|file| {
            let at = file.iter().position(|byte| *byte == CONTENT)?;
            Some((String::from_utf8_lossy(&file[..at]).into_owned(), file[at + 1..].to_vec()))
        })
        .collect();
    let packages = verify_files(files.clone());
    say(&packages);
    // Whatever passes does not pass with one bit of its payload turned.
    for package in packages.iter().filter(|package| package.passes()) {
        let payload = if package.path.is_empty() { "data/".to_owned() } else { format!("{}/data/", package.path) };
        let mut turned: std::collections::BTreeMap<_, _> = files.iter().cloned().collect();
        let Some(content) = turned.iter_mut().find(|(name, content)| name.starts_with(&payload) && !content.is_empty()).map(|(_, content)| content) else {
            continue;
        };
        content[0] ^= 1;
        let again = verify_files(turned);
        let same = again.iter().find(|other| other.path == package.path);
        assert!(!same.is_some_and(Package::passes), "a package with an altered file passes");
    }
}

/// The zip reader: a zip as it may come.
#[allow(dead_code, reason = "each fuzzer runs one of them")]
pub fn zip(bytes: &[u8]) {
    say(&verify_bytes(bytes.to_vec()));
}

/// Every defect can be told, in both languages and as JSON.
fn say(packages: &[Package]) {
    for defect in packages.iter().flat_map(|package| &package.defects) {
        for lang in [Lang::Zh, Lang::En] {
            assert!(!defect.text(lang).is_empty() && defect.json(lang).is_object());
        }
    }
}
