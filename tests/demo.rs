//! `gongshi demo`: the same county for the same seed, sound, and with exactly the defects that it lists.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gongshi::build::progress::Silent;
use gongshi::build::{Options, Survey, build, survey};
use gongshi::papers::layout::Paper;
use gongshi::report::finding::Finding;
use gongshi::workspace::Workspace;
use gongshi::workspace::demo::{self, Demo};

/// A folder of the test's own, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn with(name: &str, households: usize, seed: u64, defects: bool) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("demo-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        demo::write(&path, Demo { households, seed, defects }).expect("the folder is new");
        Self(path)
    }

    /// Every file below the folder with its bytes.
    fn tree(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut tree = BTreeMap::new();
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = std::fs::read(&path).expect("a file");
                    tree.insert(path.strip_prefix(&self.0).expect("below the folder").to_owned(), bytes);
                }
            }
        }
        tree
    }

    fn survey(&self) -> Survey {
        survey(&Workspace::open(&self.0).expect("a workspace"), demo::as_of(), &Silent)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_seed_writes_the_same_county_on_any_number_of_threads() {
    let first = Folder::with("first", 120, 7, true).tree();
    let one = rayon_with_one_thread(|| Folder::with("again", 120, 7, true).tree());
    assert!(first == one, "the same seed writes the same files");
    let other = Folder::with("other", 120, 8, true).tree();
    assert!(first != other, "another seed writes another county");
}

fn rayon_with_one_thread<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool").install(work)
}

#[test]
fn a_folder_that_holds_anything_is_left_as_it_is() {
    let folder = Folder::with("full", 1, 1, false);
    let before = folder.tree();
    let again = demo::write(&folder.0, Demo { households: 1, seed: 1, defects: false });
    assert_eq!(again.err().map(|error| error.kind()), Some(std::io::ErrorKind::AlreadyExists));
    assert!(before == folder.tree());
}

#[test]
fn a_county_without_defects_is_sound_at_any_size() {
    for (households, seed) in [(1, 1), (19, 2), (200, 1), (200, 2), (1_500, 3)] {
        let folder = Folder::with(&format!("sound-{households}-{seed}"), households, seed, false);
        let found = folder.survey().findings;
        assert!(found.is_empty(), "{households} households of seed {seed}: {found:#?}");
    }
}

/// Findings by file and rule, with how often each stands.
fn by_file_and_rule<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> BTreeMap<(String, String), usize> {
    let mut counts = BTreeMap::new();
    for (file, rule) in pairs {
        *counts.entry((file.to_owned(), rule.to_owned())).or_default() += 1;
    }
    counts
}

#[test]
fn the_defects_that_are_listed_are_the_findings_that_are_made() {
    for (households, seed) in [(400, 1), (3_000, 2)] {
        let folder = Folder::with(&format!("defects-{households}"), households, seed, true);
        let list: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.0.join("DEFECTS.json")).expect("the list")).expect("JSON");
        let listed = list["defects"].as_array().expect("a list").iter();
        let listed = by_file_and_rule(listed.map(|defect| (defect["file"].as_str().expect("file"), defect["rule"].as_str().expect("rule"))));
        let findings = folder.survey().findings;
        let found = by_file_and_rule(findings.iter().map(|finding: &Finding| (finding.file.as_str(), finding.rule.as_str())));
        let only = |a: &BTreeMap<(String, String), usize>, b: &BTreeMap<(String, String), usize>| -> Vec<_> {
            a.iter().filter(|(key, count)| b.get(*key) != Some(count)).map(|(key, count)| (key.clone(), *count)).collect()
        };
        assert_eq!((only(&listed, &found), only(&found, &listed)), (Vec::new(), Vec::new()), "{households}: listed only, found only");
        let rules: std::collections::BTreeSet<&str> = findings.iter().map(|finding| finding.rule.as_str()).collect();
        let missing: Vec<&str> = RULES.iter().copied().filter(|rule| !rules.contains(rule)).collect();
        // A county of 400 households has fewer batches than there are kinds of defects.
        assert!(households < 3_000 || missing.is_empty(), "{households}: no defect of {missing:?}");
    }
}

/// Every rule that content can break and that does not silence the others.
const RULES: &[&str] = &[
    "acknowledgement-incomplete", "acknowledgement-matches-nothing", "announcement-before-publicity-ended", "basis-not-printable",
    "batch-unknown", "bytes-unreadable", "code-path-mismatch", "document-unknown", "duplicate-code", "duplicate-key", "file-empty",
    "file-too-large", "file-unexpected", "file-unreadable", "front-matter-missing", "guarantee-unmet", "id-number-check-digit",
    "income-not-over-line", "invalid-value", "notice-without-channel", "objection-open", "person-in-two-households",
    "plan-cell-not-a-number", "plan-column-unknown", "plan-part-exceeds-whole", "plan-total-mismatch", "plan-township-unknown",
    "plan-village-kind", "plan-village-unknown", "posting-place-missing", "procedure-unknown", "publicity-too-short", "source-unknown",
    "step-before-publicity-ended", "step-in-future", "step-merged", "step-missing", "step-out-of-order", "step-too-few-actors",
    "step-twice", "step-undated", "step-unknown", "step-unsigned", "table-unknown", "unknown-key", "value-missing",
    "village-collective-income-too-low", "village-factor-unattested", "village-incidence-too-high", "village-income-below-means",
    "wrong-type", "yaml-syntax", "yaml-tab-indentation", "yaml-too-many-aliases",
];

#[test]
fn a_county_builds() {
    let folder = Folder::with("build", 100, 1, false);
    let options = Options { output: folder.0.join("output"), as_of: demo::as_of(), paper: Paper::A4, articles: false };
    let built = build(&Workspace::open(&folder.0).expect("a workspace"), &options, &Silent).expect("it builds");
    assert!(built.findings.is_empty(), "{:#?}", built.findings);
    assert_eq!(built.tally.blocked + built.tally.missing, 0);
    assert!(built.tally.ready > 100);
}
