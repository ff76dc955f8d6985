//! The look at every public file as it is written: whatever way a private value took, it is found where it would become public. Its entry
//! point is [`Look`].
//!
//! Papers are looked at as documents, for what their files show is drawn; all other files as the bytes that are written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::outlets::privacy::{Hit, Sealed, squeezed};
use crate::papers::document::Document;
use crate::papers::render::html::article;
use crate::records::source;
use crate::report::finding::Finding;

/// The rule of what is found.
pub(super) const RULE: &str = "private-value-in-public-file";

/// Endings of files that are no text: papers, the fonts of rare characters, pictures, zips of what is looked at by itself.
const NO_TEXT: [&str; 7] = ["pdf", "xlsx", "woff2", "png", "jpg", "zip", "gz"];

/// The private values of all households, and in which public files they were found.
pub(super) struct Look {
    sealed: Sealed,
    found: Mutex<BTreeMap<Hit, BTreeSet<String>>>,
}

impl Look {
    /// For these values.
    pub fn for_values(sealed: Sealed) -> Self {
        Self { sealed, found: Mutex::default() }
    }

    /// Looks at a file of the output that is about to be written.
    pub fn at_file(&self, path: &str, bytes: &[u8]) {
        let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, ending)| ending);
        let is_public = ["board/", "web/"].iter().any(|folder| path.starts_with(folder));
        if !is_public || NO_TEXT.contains(&ending) {
            return;
        }
        let text = String::from_utf8_lossy(bytes);
        if !["html", "xml"].contains(&ending) {
            return self.note(self.sealed.hits(&text), [path]);
        }
        self.note(self.sealed.hits(&unescaped(&text)), [path]);
        // Also what tags cut.
        self.note(self.sealed.hits(&unescaped(&without_tags(&text))), [path]);
    }

    /// Looks at a public paper, which stands in these files.
    pub fn at_paper<'a>(&self, document: &Document, paths: impl IntoIterator<Item = &'a str>) {
        self.note(self.sealed.hits(&unescaped(&without_tags(&article(document)))), paths);
    }

    fn note<'a>(&self, hits: Vec<Hit>, paths: impl IntoIterator<Item = &'a str>) {
        if hits.is_empty() {
            return;
        }
        // A thread that broke while it held the lock has left whole entries behind.
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        let paths: Vec<&str> = paths.into_iter().collect();
        for hit in hits {
            found.entry(hit).or_default().extend(paths.iter().map(|path| (*path).to_owned()));
        }
    }

    /// Every private value that was found in a public file, at its place in the household's file.
    pub fn told(&self, root: &Path) -> Vec<Finding> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner).iter().map(|(hit, paths)| told(root, hit, paths)).collect()
    }
}

/// The value itself is never told: its line is.
fn told(root: &Path, hit: &Hit, paths: &BTreeSet<String>) -> Finding {
    let text = source::read(root, &hit.owner).map(|source| source.text).unwrap_or_default();
    let line = text.lines().position(|line| squeezed(line).contains(&hit.value)).map_or(1, |line| line + 1);
    let stem = hit.owner.rsplit('/').next().unwrap_or_default().trim_end_matches(".yaml");
    // The first file of each kind is named.
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    for path in paths {
        first.entry(path.rsplit('.').next().unwrap_or_default()).or_insert(path);
    }
    let mut named = first.values().copied().collect::<Vec<_>>().join("、");
    if paths.len() > first.len() {
        named.push_str(&format!("（{}）", paths.len()));
    }
    Finding::new(RULE, format!("户 {stem}"), hit.owner.as_str()).placed(line, 1).arg("field", hit.field).arg("public", named)
}

fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&#x2F;", "/"), ("&amp;", "&")] {
        if text.contains(entity) {
            text = text.replace(entity, character);
        }
    }
    text
}

fn without_tags(text: &str) -> String {
    let mut inside = false;
    text.chars()
        .filter(|c| {
            let shown = !inside && *c != '<';
            inside = if inside { *c != '>' } else { *c == '<' };
            shown
        })
        .collect()
}
