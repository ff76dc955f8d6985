//! Every paragraph of the sources and every row of the requirements is met in some way, and the table says in which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gongshi::rules::coverage::{markdown, paragraphs};
use gongshi::workspace::Workspace as Opened;

use crate::support::*;

fn repository() -> Opened {
    Opened::open(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap_or_else(|_| panic!("the repository is a workspace"))
}

/// Rows of the requirements: subjects, standards, procedures.
const ROWS: &[&str] = &[
    "S1", "S2", "S3", "S4", "T1", "T2", "T3", "T4", "T5", "T6", "T7", "P1", "P2", "P3", "P4", "P4b", "P5", "P6", "P7", "P8", "P9", "P10",
    "P11", "P12",
];

#[test]
fn the_table_of_the_repository_is_the_one_that_the_program_prints() {
    let kept = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/coverage.md")).expect("the table is kept");
    let printed = markdown(&repository().rule_sets);
    assert!(kept == printed, "make it anew: gongshi explain --coverage > tests/coverage.md");
}

#[test]
fn no_paragraph_is_absent() {
    const NUMERALS: &str = "一二三四五六七八九十";
    let number = |text: &str| match text.chars().collect::<Vec<_>>()[..] {
        [one] => NUMERALS.find(one).map(|at| at / 3 + 1),
        ['十', one] => NUMERALS.find(one).map(|at| at / 3 + 11),
        _ => None,
    };
    let mut faults = Vec::new();
    for case in &repository().rule_sets {
        // Document and chapter, with the numbers of the parts that are listed.
        let mut parts: BTreeMap<(String, String), BTreeSet<usize>> = BTreeMap::new();
        for covered in paragraphs(&case.record) {
            let (document, name) = (covered.paragraph.document.text(), covered.paragraph.paragraph.text());
            if covered.met() == "没有交代" || covered.paragraph.says.is_absent() || covered.standing.is_empty() {
                faults.push(format!("{} {name}", case.file));
            }
            let chapter: String = name.chars().take_while(|letter| NUMERALS.contains(*letter)).collect();
            let Some(place) = number(&chapter) else { continue };
            parts.entry((document.clone(), String::new())).or_default().insert(place);
            let section = name[chapter.len()..].strip_prefix('（').and_then(|rest| rest.split_once('）'));
            if let Some(place) = section.and_then(|(section, _)| number(section)) {
                parts.entry((document, chapter)).or_default().insert(place);
            }
        }
        for ((document, chapter), places) in parts {
            let last = places.last().copied().unwrap_or_default();
            let missing: Vec<usize> = (1..=last).filter(|place| !places.contains(place)).collect();
            if !missing.is_empty() {
                faults.push(format!("{document} {chapter}: {missing:?}"));
            }
        }
    }
    assert_eq!(faults, [""; 0]);
}

#[test]
fn no_row_rests_only_on_the_official_or_on_nothing() {
    let repository = repository();
    let carried = |row: &str| {
        let rows = repository.rule_sets.iter().flat_map(|case| &case.record.rows).filter(|own| own.row.text() == row);
        rows.into_iter().any(|own| !own.by.is_empty() || own.met.text() == "设计")
    };
    let open: Vec<&str> = ROWS.iter().copied().filter(|row| !carried(row)).collect();
    assert_eq!(open, [""; 0]);
}

/// A rule set of three paragraphs: one that a rule cites together with another, one by design, one of which nothing is said.
const OWN: &str = "规则集: own
名称: 自拟
依据文件:
  方案: { 题名: 自拟方案, 效力: 示例 }
标准:
  - { 规则: head-missing, 对象: 户, 种类: present, 字段: 户主, 要求: 有户主, 依据: { 文件: 方案, 条款: 一、二（一） } }
对应:
  - { 行: T1, 由: [head-missing] }
  - { 行: P3, 落实: 未做, 说明: 还没有写 }
原文条款:
  - { 文件: 方案, 条款: 一, 内容: 有户主 }
  - { 文件: 方案, 条款: 二（一）, 内容: 写户主 }
  - { 文件: 方案, 条款: 二（二）, 内容: 留底, 落实: 设计, 说明: 程序留着 }
  - { 文件: 方案, 条款: 三, 内容: 宣传 }
";

#[test]
fn the_table_says_of_each_paragraph_and_row_how_it_is_met() {
    let workspace = Workspace::empty();
    workspace.write("content/county.yaml", "规则集: own\n").write("content/regulations/own.yaml", OWN);
    let table = workspace.run(&["explain", "--coverage"]).out;
    for row in [
        "| 方案 | 一 | 有户主 | 规则集 | 规则 head-missing |",
        "| 方案 | 二（一） | 写户主 | 规则集 | 规则 head-missing |",
        "| 方案 | 二（二） | 留底 | 设计 | 程序留着 |",
        "| 方案 | 三 | 宣传 | 没有交代 |  |",
        "| 示例 | 2 | 1 | 0 | 0 | 1 | 4 |",
        "| 合计 | 2 | 1 | 0 | 0 | 1 | 4 |",
        "| T1 | own | 规则集 | head-missing |\n| P3 | own | 未做 | 还没有写 |",
    ] {
        assert!(table.contains(row), "{row}\n{table}");
    }
    workspace.edit("content/regulations/own.yaml", "由: [head-missing]", "由: [head-mising]");
    let found = workspace.run(&["-q", "check", "--as-of", "2017-11-20"]).out;
    assert!(found.contains("rule-name-unknown") && found.contains("head-missing") && found.contains("paragraph-unaccounted"), "{found}");
}
