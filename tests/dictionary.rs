//! The dictionary of keys, and the few places that may look at private values.

use std::collections::BTreeMap;
use std::path::Path;

use gongshi::records::case::{Batch, Calendar, County, Document, FieldDef, Household, Numbers, Plan, Prefecture, Shape, SiteSettings, Township, Village};
use gongshi::rules::regulation::RuleSet;

use crate::support::read_tree;

/// Visits a field table and every one below it.
fn visit(name: &str, fields: &'static [FieldDef], see: &mut dyn FnMut(&str, &'static [FieldDef])) {
    see(name, fields);
    for def in fields {
        let mut shape = (def.shape)();
        while let Shape::List(inner) | Shape::Map(inner) = shape {
            shape = inner();
        }
        if let Shape::Record(inner) = shape {
            visit(&format!("{name}.{}", def.key), inner, see);
        }
    }
}

fn all(see: &mut dyn FnMut(&str, &'static [FieldDef])) {
    let tables: [(&str, &'static [FieldDef]); 12] = [
        ("Prefecture", Prefecture::FIELDS),
        ("County", County::FIELDS),
        ("SiteSettings", SiteSettings::FIELDS),
        ("Township", Township::FIELDS),
        ("Village", Village::FIELDS),
        ("Household", Household::FIELDS),
        ("Batch", Batch::FIELDS),
        ("Plan", Plan::FIELDS),
        ("Document", Document::FIELDS),
        ("Calendar", Calendar::FIELDS),
        ("Numbers", Numbers::FIELDS),
        ("RuleSet", RuleSet::FIELDS),
    ];
    tables.into_iter().for_each(|(name, fields)| visit(name, fields, see));
}

#[test]
fn every_key_stands_once_in_its_record_in_chinese_and_english() {
    all(&mut |name, fields| {
        let mut seen = BTreeMap::new();
        for def in fields {
            for key in [def.key, def.alias] {
                assert_eq!(seen.insert(key, def.key), None, "{name}: {key}");
            }
            assert!(def.key.chars().all(|c| c >= '\u{4E00}'), "{name}: {}", def.key);
            assert!(def.alias.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{name}: {}", def.alias);
        }
    });
}

#[test]
fn what_promise_one_names_is_private() {
    let mut open = Vec::new();
    all(&mut |name, fields| {
        for def in fields {
            if let Shape::Scalar { private, .. } = (def.shape)() {
                // Names, numbers, health, income, votes and objections of persons; a rule set and a channel hold none.
                let personal = name.starts_with("Household.家庭成员")
                    || name.starts_with("Household.收入")
                    || name.starts_with("Household.保障")
                    || name.ends_with("异议");
                let named =
                    ["身份证号", "联系电话", "银行账号", "住址", "致贫原因", "贫困户属性", "暂不退出", "同意", "反对", "弃权", "提出人", "代签人"];
                let signature = name.ends_with("签字") && def.key == "姓名";
                // The office that keeps the site is called by its own telephone.
                let official = name == "SiteSettings";
                if !official && (personal || signature || named.contains(&def.key)) && !private {
                    open.push(format!("{name}.{}", def.key));
                }
            }
        }
    });
    assert_eq!(open, Vec::<String>::new(), "a private field stands open");
}

/// Who may look at private values: rules, which tell none; the scan for leaks; papers that stay in the office.
const CLEARED: &[(&str, &str)] = &[
    ("build/explain/mod.rs", "Clearance::for_own_terminal()"),
    ("build/pack/evidence.rs", "Clearance::for_restricted_paper()"),
    ("outlets/privacy/mod.rs", "Clearance::to_judge()"),
    ("papers/view/from_case/browse.rs", "Clearance::for_restricted_paper()"),
    ("papers/view/from_case/household/mod.rs", "Clearance::for_restricted_paper()"),
    ("papers/view/from_case/publicity.rs", "Clearance::for_restricted_paper()"),
    ("rules/mod.rs", "Clearance::to_judge()"),
];

#[test]
fn leave_to_see_private_values_is_given_in_few_places() {
    let source = read_tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let mut given = Vec::new();
    for (path, bytes) in &source {
        let text = String::from_utf8_lossy(bytes);
        for (at, _) in text.match_indices("Clearance::") {
            given.push((path.as_str(), text[at..].split_inclusive(')').next().unwrap_or_default().to_owned()));
        }
    }
    assert_eq!(given, CLEARED.iter().map(|(path, call)| (*path, (*call).to_owned())).collect::<Vec<_>>());
}
