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

/// The worked counties of the sources, and the days that their comments state.
pub const COUNTIES: &[(&str, &str)] = &[
    ("xinjiang", "2020-11-20"),
    ("qingliu-areas", "2019-06-30"),
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
    // The texts of these sources are not checked against the originals: that their notices print no basis is said of every one of them.
    let rules = rules.filter(|finding| finding["rule"] != "basis-not-printable");
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
    let below = ["prefecture", "prefecture/counties/nanli", "prefecture/counties/beili"];
    for county in COUNTIES.iter().map(|(county, _)| *county).chain(below) {
        let folder = root(&format!("tests/counties/{county}/content/regulations"));
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            let name = entry.file_name().and_then(|name| name.to_str()).expect("UTF-8");
            let own = std::fs::read(root(&format!("content/regulations/{name}"))).expect("the repository has it");
            assert!(own == std::fs::read(&entry).expect("readable"), "{county}/{name}");
        }
    }
}

/// The spot checks of the counties are what anyone draws from the same roster with the same seed.
#[test]
fn every_recorded_sample_can_be_drawn_again() {
    let mut drawn = 0;
    for (county, day) in COUNTIES {
        let workspace = Workspace::copy((&format!("tests/counties/{county}/content"), day));
        for file in workspace.content().into_iter().filter(|file| file.starts_with("content/evaluations/")) {
            let check: serde_yaml::Value = serde_yaml::from_str(&workspace.text(&file)).expect("the spot check is YAML");
            let text = |key: &str| check[key].as_str().unwrap_or_else(|| panic!("{county}/{file}: {key}")).to_owned();
            let sheets = check["抽查表"].as_sequence().expect("sheets");
            let recorded: Vec<&str> = sheets.iter().map(|sheet| sheet["户编码"].as_str().expect("a code")).collect();
            let size = recorded.len().to_string();
            let draw = ["-q", "sample", "--as-of", day, "--digest", &text("名册摘要"), "--seed", &text("种子"), "--size", &size, "--format", "json"];
            let ran = workspace.run(&draw);
            assert_eq!(ran.code, 0, "{county}/{file}: {}", ran.err);
            let object: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
            let sample: Vec<&str> = object["sample"].as_array().expect("a sample").iter().map(|code| code.as_str().expect("a code")).collect();
            assert_eq!(sample, recorded, "{county}/{file}");
            drawn += 1;
        }
    }
    assert!(drawn > 1, "no county has a spot check");
}
