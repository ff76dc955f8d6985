//! How every paragraph of the sources is met, and where every row of the requirements is. Entry points: [`paragraphs`] and
//! [`markdown`], the table that the repository keeps.
//!
//! Nothing of it is written by hand: a paragraph that an entry of the rule set cites is enforced by it; of any other the rule set
//! says itself how it is met.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::regulation::{Paragraph, RuleSet};
use crate::records::case::Case;

/// How something is met that no entry of a rule set enforces: by design, by the official, not yet.
pub const MET: [&str; 3] = ["设计", "人工", "未做"];

/// What is said of a paragraph that entries enforce.
const ENFORCED: &str = "规则集";
/// What is said of a paragraph of which nothing is said.
const UNACCOUNTED: &str = "没有交代";

/// A paragraph with how it is met.
pub struct Covered<'a> {
    /// The paragraph.
    pub paragraph: &'a Paragraph,
    /// 法律, 规范性文件 …
    pub standing: String,
    /// Entries that cite it.
    pub entries: Vec<String>,
}

impl Covered<'_> {
    /// 规则集, 设计, 人工, 未做, or 没有交代.
    pub fn met(&self) -> String {
        let said = self.paragraph.met.text();
        match self.entries.is_empty() {
            false => ENFORCED.to_owned(),
            true if MET.contains(&said.as_str()) => said,
            true => UNACCOUNTED.to_owned(),
        }
    }
}

/// The paragraphs that a rule set lists, each with the entries of the set that cite it.
pub fn paragraphs(set: &RuleSet) -> Vec<Covered<'_>> {
    let citations = set.citations();
    let mut out = Vec::with_capacity(set.paragraphs.len());
    for own in &set.paragraphs {
        let Paragraph { document, paragraph: number, .. } = own;
        let cites = |law: &super::regulation::Law| law.document.text() == document.text() && law.paragraphs().contains(&number.text());
        let entries = citations.iter().filter(|citation| cites(citation.law)).map(|citation| citation.entry.clone()).collect();
        let standing = set.sources.get(&document.text()).map(|source| source.standing.text()).unwrap_or_default();
        out.push(Covered { paragraph: own, standing, entries });
    }
    out
}

/// The table, as Markdown; the same for the same rule sets.
pub fn markdown(sets: &[Case<RuleSet>]) -> String {
    let mut text = String::from(
        "# 原文条款落实表\n\n由 `gongshi explain --coverage` 从 `content/regulations/` 生成，不手写。“规则集”指有条目引用这一段；其余照规则集“原文条款”里写的：设计（程序本来就这样做）、人工（由经办人办）、未做。\n",
    );
    // By standing: how many paragraphs are met in each way.
    let mut counts: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for set in sets.iter().map(|case| &case.record).filter(|set| !set.paragraphs.is_empty()) {
        let _ = write!(text, "\n## {}（{}）\n\n| 文件 | 条款 | 内容 | 落实 | 在哪里 |\n|---|---|---|---|---|\n", set.title.text(), set.id.text());
        for covered in paragraphs(set) {
            let met = covered.met();
            let place = if covered.entries.is_empty() { covered.paragraph.note.text() } else { covered.entries.join("；") };
            let cells = [covered.paragraph.document.text(), covered.paragraph.paragraph.text(), covered.paragraph.says.text(), met.clone(), place];
            text.push_str(&row(&cells));
            *counts.entry(covered.standing.clone()).or_default().entry(met).or_default() += 1;
        }
    }
    let ways = [ENFORCED, MET[0], MET[1], MET[2], UNACCOUNTED];
    let _ = write!(text, "\n## 合计\n\n| 文件的效力 | {} | 合计 |\n|---|---|---|---|---|---|---|\n", ways.join(" | "));
    let mut total: BTreeMap<String, usize> = BTreeMap::new();
    for (standing, own) in &counts {
        text.push_str(&row(&counted(standing, own, &ways)));
        own.iter().for_each(|(met, count)| *total.entry(met.clone()).or_default() += count);
    }
    text.push_str(&row(&counted("合计", &total, &ways)));
    text.push_str("\n## 要求逐行对照\n\n| 行 | 规则集 | 落实 | 在哪里 |\n|---|---|---|---|\n");
    let mut rows: Vec<[String; 4]> = Vec::new();
    for set in sets.iter().map(|case| &case.record) {
        for own in &set.rows {
            let by = own.by.iter().map(crate::records::case::Field::text).collect::<Vec<_>>().join("；");
            let (met, place) = if by.is_empty() { (own.met.text(), own.note.text()) } else { (ENFORCED.to_owned(), by) };
            rows.push([own.row.text(), set.id.text(), met, place]);
        }
    }
    rows.sort_by_key(|cells| (order(&cells[0]), cells[1].clone()));
    rows.iter().for_each(|cells| text.push_str(&row(cells)));
    text
}

/// S, T, P, D, then by number.
fn order(name: &str) -> (usize, u32, String) {
    let digits: String = name.chars().filter(char::is_ascii_digit).collect();
    (name.chars().next().and_then(|letter| "STPD".find(letter)).unwrap_or(4), digits.parse().unwrap_or_default(), name.to_owned())
}

fn counted(name: &str, counts: &BTreeMap<String, usize>, ways: &[&str]) -> Vec<String> {
    let own = ways.iter().map(|way| counts.get(*way).copied().unwrap_or_default());
    std::iter::once(name.to_owned()).chain(own.map(|count| count.to_string())).chain([counts.values().sum::<usize>().to_string()]).collect()
}

fn row(cells: &[String]) -> String {
    let plain = |cell: &String| cell.replace('|', "\\|").replace('\n', " ");
    format!("| {} |\n", cells.iter().map(plain).collect::<Vec<_>>().join(" | "))
}
