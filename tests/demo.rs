//! `gongshi demo`: the same county for the same seed, sound, and with exactly the defects that it lists.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gongshi::build::progress::Silent;
use gongshi::build::{Options, Survey, build, survey};
use gongshi::papers::layout::Paper;
use gongshi::report::finding::Finding;
use gongshi::workspace::Workspace;
use gongshi::workspace::demo::{self, Demo};
use serde_yaml::Value;

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

#[test]
fn the_plan_counts_what_the_files_say_and_incomes_add_up() {
    let folder = Folder::with("sums", 1_100, 5, false);
    let number = |value: &Value| -> i64 {
        let text = value.as_str().map_or_else(|| value.as_f64().expect("a number").to_string(), str::to_owned);
        let (yuan, fen) = text.split_once('.').unwrap_or((&text, "0"));
        yuan.parse::<i64>().expect("yuan") * 100 + format!("{fen:0<2}").parse::<i64>().expect("fen")
    };
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut counts: BTreeMap<(String, String), i64> = BTreeMap::new();
    let mut numbers = std::collections::BTreeSet::new();
    let mut persons = 0;
    let mut plan = Value::Null;
    for (path, bytes) in folder.tree() {
        let path = path.to_string_lossy().into_owned();
        let township = path.split('/').nth(2).unwrap_or_default().to_owned();
        let value: Value = if path.ends_with(".yaml") { serde_yaml::from_slice(&bytes).expect("YAML") } else { continue };
        if path.ends_with("township.yaml") {
            names.insert(township, value["名称"].as_str().expect("a name").to_owned());
        } else if path.contains("/plans/") {
            plan = value;
        } else if path.contains("/households/") {
            let members = value["家庭成员"].as_sequence().expect("members");
            let income = &value["收入"];
            let whole = number(&income["工资性收入"]) + number(&income["生产经营性收入"]) - number(&income["生产经营性支出"])
                + number(&income["财产性收入"])
                + number(&income["转移性收入"]);
            assert_eq!(whole, number(&income["人均收入"]) * members.len() as i64, "{path}");
            let year = if value["退出"].is_null() { 2018 } else { 2017 };
            persons += members.len();
            numbers.extend(members.iter().map(|member| member["身份证号"].as_str().expect("a number").to_owned()));
            let national = if value["国定"] == "是" { members.len() } else { 0 };
            for (column, count) in [("脱贫户数", 1), ("脱贫人口", members.len()), ("其中国定", national)] {
                *counts.entry((township.clone(), format!("{column}{year}"))).or_default() += count as i64;
            }
        }
    }
    assert_eq!(numbers.len(), persons, "no ID number stands twice");
    let rows = plan["附表"][0]["行"].as_sequence().expect("rows");
    assert_eq!(rows.len(), names.len());
    for ((township, column), count) in &counts {
        let row = rows.iter().find(|row| row["乡镇"] == *names[township]).expect("a row for each township");
        assert_eq!(row[column.as_str()].as_i64(), Some(*count), "{township} {column}");
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
    for (households, seed) in [(60, 1), (400, 1), (1_000, 2), (20_000, 3)] {
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
        if households < 1_000 {
            continue;
        }
        let missing: Vec<&str> = RULES.iter().copied().filter(|rule| !rules.contains(rule)).collect();
        assert!(missing.is_empty(), "{households}: no defect of {missing:?}");
    }
}

/// Every rule that content can break and that does not silence the others.
const RULES: &[&str] = &[
    "acknowledgement-incomplete", "acknowledgement-matches-nothing", "announcement-before-publicity-ended",
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
    let options = Options { output: folder.0.join("output"), as_of: demo::as_of(), paper: Paper::A4, articles: false, pages_only: false, id_search: false, only: None, freeze: None, part: None };
    let built = build(&Workspace::open(&folder.0).expect("a workspace"), &options, &Silent).expect("it builds");
    assert!(built.findings.is_empty(), "{:#?}", built.findings);
    assert_eq!(built.tally.blocked + built.tally.missing, 0);
    assert!(built.tally.ready > 100);
}
