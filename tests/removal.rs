//! No rule of a rule set is there for nothing: each is taken out of its set in turn, and what it finds must be gone.

use std::path::{Path, PathBuf};

use gongshi::build::progress::Silent;
use gongshi::build::survey;
use gongshi::records::values::{Date, Value};
use gongshi::workspace::Workspace as Opened;
use rayon::prelude::*;

use crate::support::*;
use crate::twins::twins;

/// A county that breaks a rule: where it stands, its day, and what is done to it.
struct Breach {
    county: String,
    day: String,
    edit: Box<dyn Fn(&Workspace) + Sync + Send>,
    rules: Vec<String>,
}

fn breaches() -> Vec<Breach> {
    // A twin that names no rule is the passing side of a boundary.
    let failing = twins().into_iter().filter(|twin| !twin.rules.is_empty());
    failing
        .map(|twin| Breach {
            county: format!("tests/counties/{}/content", twin.county),
            day: twin.day,
            rules: twin.rules,
            edit: Box::new(move |workspace| {
                let text = workspace.text(&twin.file);
                workspace.write(&twin.file, text.replacen(&twin.old, &twin.new, 1));
            }),
        })
        .collect()
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// How often a rule is found.
fn count(workspace: &Workspace, day: &str, rule: &str) -> usize {
    let opened = Opened::open(&workspace.root).unwrap_or_else(|_| panic!("a workspace"));
    let findings = survey(&opened, Date::parse(day).expect("a day"), &Silent).findings;
    findings.iter().filter(|finding| finding.rule == rule).count()
}

/// The text of a rule set without its `place`-th rule of this id.
fn without(text: &str, rule: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|line| line.trim_start().strip_prefix("- 规则: ").is_some_and(|id| id.split('#').next().unwrap_or_default().trim() == rule));
    let at = at.unwrap_or_else(|| panic!("{rule} is not there"));
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = lines[at + 1..].iter().take_while(|line| line.trim().is_empty() || indent(line) > indent(lines[at])).count();
    // A list that loses its only rule is left as an empty one.
    let mut kept: Vec<&str> = lines[..at].to_vec();
    kept.extend(&lines[at + 1 + own..]);
    let next = kept.get(at..).into_iter().flatten().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let above = kept[..at].iter().rposition(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    if let Some(above) = above.filter(|above| !kept[*above].starts_with(' ') && next.is_none_or(|line| !line.starts_with(' '))) {
        kept.remove(above);
    }
    kept.join("\n") + "\n"
}

/// Rule sets of the repository with the ids of their rules and of those that carry rows of the requirements.
fn rules() -> Vec<(String, Vec<String>)> {
    let opened = Opened::open(&root(".")).unwrap_or_else(|_| panic!("the repository is a workspace"));
    let ids = |set: &gongshi::rules::regulation::RuleSet| set.standards.iter().chain(&set.checks).map(|rule| rule.rule.text()).collect();
    opened.rule_sets.iter().map(|case| (case.record.id.text(), ids(&case.record))).collect()
}

#[test]
fn taking_any_rule_out_of_its_set_silences_it() {
    let breaches = breaches();
    let sets = rules();
    let tried: Vec<(&String, &String)> = sets.iter().flat_map(|(set, rules)| rules.iter().map(move |rule| (set, rule))).collect();
    assert!(tried.len() > 90, "{}", tried.len());
    let idle: Vec<String> = tried
        .par_iter()
        .filter(|(set, rule)| {
            let file = format!("content/regulations/{set}.yaml");
            let own = |breach: &&Breach| breach.rules.contains(rule) && root(&breach.county).join(format!("regulations/{set}.yaml")).is_file();
            // One breach in which the rule speaks, and is silent once it is taken out.
            !breaches.iter().filter(own).any(|breach| {
                let workspace = Workspace::copy((&breach.county, "2019-11-28"));
                (breach.edit)(&workspace);
                let before = count(&workspace, &breach.day, rule);
                workspace.write(&file, without(&workspace.text(&file), rule));
                before > 0 && count(&workspace, &breach.day, rule) < before
            })
        })
        .map(|(set, rule)| format!("{set} {rule}"))
        .collect();
    assert_eq!(idle, [""; 0], "rules that nothing misses");
}

#[test]
fn every_kind_is_used_by_some_rule_set() {
    let listed = Workspace::qingliu();
    for (path, bytes) in read_tree(&root("content/regulations")) {
        listed.write(&format!("content/regulations/{path}"), bytes);
    }
    let ran = listed.run(&["explain", "--list", "--format", "json"]);
    let object: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let kinds = object["kinds"].as_array().expect("a list");
    assert!(kinds.len() >= 20);
    let used = |kind: &&str| object["rules"].as_array().expect("a list").iter().any(|rule| rule["kind"] == **kind);
    let idle: Vec<&str> = kinds.iter().filter_map(|kind| kind["kind"].as_str()).filter(|kind| !used(kind)).collect();
    assert_eq!(idle, [""; 0]);
}
