//! The worked counties of all sources check clean, and every rule of every rule set has a failing twin that differs in one place.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use crate::support::*;

#[derive(Deserialize)]
struct Twin {
    #[serde(rename = "县")]
    county: String,
    #[serde(rename = "核对日")]
    day: String,
    #[serde(rename = "文件")]
    file: String,
    #[serde(rename = "原文")]
    old: String,
    #[serde(rename = "改为")]
    new: String,
    #[serde(rename = "规则")]
    rules: Vec<String>,
}

/// The counties of the sources other than Qingliu, and the days that their comments state.
const COUNTIES: &[(&str, &str)] = &[
    ("xinjiang", "2020-11-20"),
    ("street", "2019-11-28"),
    ("key-persons", "2020-06-30"),
    ("key-persons-2", "2020-06-30"),
    ("key-persons-3", "2020-06-30"),
];

fn twins() -> Vec<Twin> {
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

/// Taking a rule out of its set makes the twin that expects it fail: so each rule needs one.
#[test]
fn every_rule_of_every_rule_set_has_a_failing_twin() {
    let expected: BTreeSet<String> = twins().into_iter().flat_map(|twin| twin.rules).collect();
    let mut without = Vec::new();
    for name in ["xinjiang", "street-202x", "key-persons-1", "key-persons-2", "key-persons-3", "data-quality"] {
        let text = std::fs::read_to_string(root(&format!("content/regulations/{name}.yaml"))).expect("the rule set is there");
        let set: serde_yaml::Value = serde_yaml::from_str(&text).expect("the rule set is YAML");
        for rule in ["标准", "核查"].iter().filter_map(|list| set.get(*list)?.as_sequence()).flatten() {
            let id = rule["规则"].as_str().expect("a rule has an id").to_owned();
            if !expected.contains(&id) {
                without.push(format!("{name} {id}"));
            }
        }
    }
    assert_eq!(without, [""; 0]);
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
