//! The worked counties of all sources check clean, and each twin, which differs from them in one place, gives exactly its findings.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::support::*;

#[derive(Deserialize)]
pub struct Twin {
    #[serde(rename = "县")]
    pub county: String,
    #[serde(rename = "核对日")]
    pub day: String,
    #[serde(rename = "文件")]
    pub file: String,
    #[serde(rename = "原文")]
    pub old: String,
    #[serde(rename = "改为")]
    pub new: String,
    #[serde(rename = "规则")]
    pub rules: Vec<String>,
}

/// The counties of the sources other than Qingliu, and the days that their comments state.
const COUNTIES: &[(&str, &str)] = &[
    ("xinjiang", "2020-11-20"),
    ("street", "2019-11-28"),
    ("key-persons", "2020-06-30"),
    ("key-persons-2", "2020-06-30"),
    ("key-persons-3", "2020-06-30"),
];

pub fn twins() -> Vec<Twin> {
    let text = std::fs::read_to_string(root("tests/counties/twins.yaml")).expect("the twins are there");
    serde_yaml::from_str(&text).expect("the twins are YAML")
}

fn root(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Rules that are found in a copy of a county, sorted.
fn found(workspace: &Workspace, day: &str) -> Vec<String> {
    let ran = workspace.run(&["check", "--as-of", day, "--format", "json"]);
    assert!(ran.code < 2, "{}", ran.err);
    let object: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let rules = object["findings"].as_array().expect("a list").iter();
    let mut rules: Vec<String> = rules.map(|finding| finding["rule"].as_str().expect("a rule").to_owned()).collect();
    rules.sort();
    rules
}

#[test]
fn every_worked_county_checks_clean_and_builds() {
    for (county, day) in COUNTIES {
        let workspace = Workspace::copy((&format!("tests/counties/{county}/content"), day));
        assert_eq!(found(&workspace, day), [""; 0], "{county}");
        let ran = workspace.run(&["-q", "build", "--as-of", day]);
        assert_eq!(ran.code, 0, "{county}: {}", ran.err);
    }
}

#[test]
fn every_twin_gives_exactly_its_findings() {
    let mut copies: BTreeMap<String, Workspace> = BTreeMap::new();
    for twin in twins() {
        let workspace =
            copies.entry(twin.county.clone()).or_insert_with(|| Workspace::copy((&format!("tests/counties/{}/content", twin.county), "2019-11-28")));
        let text = workspace.text(&twin.file);
        let changed = text.replacen(&twin.old, &twin.new, 1);
        assert_ne!(text, changed, "{} {}: {:?} is not there", twin.county, twin.file, twin.old);
        workspace.write(&twin.file, &changed);
        let mut expected = twin.rules.clone();
        expected.sort();
        assert_eq!(found(workspace, &twin.day), expected, "{} {}: {:?} for {:?}", twin.county, twin.file, twin.new, twin.old);
        workspace.write(&twin.file, &text);
    }
}

#[test]
fn the_counties_carry_the_rule_sets_of_the_repository() {
    for (county, _) in COUNTIES {
        let folder = root(&format!("tests/counties/{county}/content/regulations"));
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            let name = entry.file_name().and_then(|name| name.to_str()).expect("UTF-8");
            let own = std::fs::read(root(&format!("content/regulations/{name}"))).expect("the repository has it");
            assert!(own == std::fs::read(&entry).expect("readable"), "{county}/{name}");
        }
    }
}
