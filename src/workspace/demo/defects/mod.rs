//! Known defects, planted on request. Entry points: [`Planting::new`] decides where they stand, [`list`] writes them down.
//!
//! About one household in 200 has one, and a county of a thousand has every kind in [`kinds::KINDS`]; a smaller one has as
//! many as find a place. No file has two, so that the findings of each are known. What content cannot have is not here:
//! faults of templates and fonts, links out of the workspace, a rule set that counts working days without a calendar,
//! no rule set at all.

mod kinds;
mod spoil;

use std::collections::BTreeMap;

use super::dice::Dice;
use super::layout::Place;
use super::outline::Outline;
use super::plan::Plan;
use super::{County, batch};
use crate::records::values::Date;
use kinds::{KINDS, Kind, Seat, Spoil};

/// Households for each defect.
const RATE: usize = 200;

/// What a defect stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// The village's own file.
    Village,
    /// A batch's.
    Batch(usize),
    /// A household's.
    Household(usize),
    /// A batch that belongs to another village.
    Stray,
}

/// A finding that a check must give.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Planted {
    file: String,
    rule: &'static str,
    /// Where the text begins to differ from a sound one.
    line: Option<usize>,
}

impl Planted {
    /// A finding in a file.
    pub fn new(rule: &'static str, file: &str, line: Option<usize>) -> Self {
        Self { file: file.to_owned(), rule, line }
    }
}

/// What stands around a defect.
pub(super) struct Around<'a> {
    pub county: &'a County,
    pub place: &'a Place,
    pub outline: &'a Outline,
    pub subject: Subject,
}

impl Around<'_> {
    /// Code of the household or batch.
    fn code(&self) -> String {
        match self.subject {
            Subject::Household(number) => self.county.household_code(self.place, number),
            Subject::Batch(number) => self.county.batch_code(self.place, number),
            Subject::Village | Subject::Stray => self.county.layout.village_code(self.place),
        }
    }
}

/// Which defect stands where: by village, subject and kind.
#[derive(Default)]
pub(super) struct Planting(BTreeMap<usize, BTreeMap<Subject, usize>>);

/// The files of a village that are still sound and may be spoiled.
struct Free {
    households: Vec<bool>,
    batches: Vec<bool>,
    village: bool,
    stray: bool,
}

impl Planting {
    /// Goes through the county once: every kind has its turn, and is put off to the next village where it does not fit.
    pub fn new(county: &County) -> Self {
        let households: usize = county.layout.villages.iter().map(|place| place.households).sum();
        // Kinds that have not stood anywhere yet come first; those that have go to the end.
        let mut turns: Vec<usize> = (0..KINDS.len()).collect();
        turns.sort_by_key(|kind| KINDS[*kind].seat.places());
        let mut fresh = KINDS.len();
        let mut planting = Self::default();
        let mut planted = 0;
        for place in &county.layout.villages {
            let outline = county.outline(place);
            let mut dice = Dice::of(county.seed, 8, place.number as u64);
            let (sound, batches) = (vec![true; outline.households.len()], vec![true; outline.batches.len()]);
            let mut free = Free { households: sound, batches, village: true, stray: place.number > 0 };
            // A small county gets its first of each kind early: not every kind finds a place in every village.
            let so_far = place.first + place.households;
            let (regular, hurried) = (so_far / RATE, so_far * KINDS.len() * 2 / households);
            let mut turn = 0;
            while turn < turns.len() && planted < if turn < fresh { regular.max(hurried) } else { regular } {
                let kind = turns[turn];
                let Some(subject) = free.take(&KINDS[kind].seat, &outline, &mut dice) else {
                    turn += 1;
                    continue;
                };
                planting.0.entry(place.number).or_default().insert(subject, kind);
                fresh -= usize::from(turn < fresh);
                turns.remove(turn);
                turns.push(kind);
                planted += 1;
            }
        }
        planting
    }

    /// The bytes of a file, spoiled where a defect stands in it (`None`: the file is missing), and the findings that follow.
    pub fn spoil(&self, county: &County, (place, outline): (&Place, &Outline), subject: Subject, path: &str, text: String) -> (Option<Vec<u8>>, Vec<Planted>) {
        let kind = self.0.get(&place.number).and_then(|village| village.get(&subject)).map(|kind| &KINDS[*kind]);
        let Some(Kind { rules, seat, spoil }) = kind else { return (Some(text.into_bytes()), Vec::new()) };
        let around = Around { county, place, outline, subject };
        let bytes = match spoil {
            Spoil::Text(change) => match change(&text, &around) {
                Some(changed) => Some(changed.into_bytes()),
                // What does not fit after all is not planted, and not listed.
                None => return (Some(text.into_bytes()), Vec::new()),
            },
            Spoil::Bytes(change) => Some(change(&text)),
            Spoil::Missing => None,
        };
        let line = bytes.as_ref().map(|bytes| spoil::first_difference(&text, bytes));
        let mut planted: Vec<Planted> = rules.iter().map(|rule| Planted::new(rule, path, line)).collect();
        if let Seat::EachBatch(rules, _) = seat {
            let folder = county.layout.folder(place);
            let batches = (0..outline.batches.len()).map(|number| format!("{folder}/batches/{}.yaml", county.batch_code(place, number)));
            planted.extend(batches.flat_map(|file| rules.iter().map(move |rule| Planted::new(rule, &file, None))));
        }
        (bytes, planted)
    }

    /// A batch of the village before that is filed in this one too: path and text.
    pub fn stray(&self, county: &County, place: &Place) -> Option<(String, String)> {
        self.0.get(&place.number)?.get(&Subject::Stray)?;
        let before = &county.layout.villages[place.number - 1];
        let path = format!("{}/batches/{}.yaml", county.layout.folder(place), county.batch_code(before, 0));
        Some((path, batch::text(county, before, &county.outline(before), 0)))
    }
}

impl Free {
    /// Finds and takes a place for a defect.
    fn take(&mut self, seat: &Seat, outline: &Outline, dice: &mut Dice) -> Option<Subject> {
        fn turn(free: &mut [bool], dice: &mut Dice, fits: impl Fn(&[bool], usize) -> bool) -> Option<usize> {
            let start = dice.below(free.len());
            let found = (0..free.len()).map(|turn| (start + turn) % free.len()).find(|number| free[*number] && fits(free, *number))?;
            free[found] = false;
            Some(found)
        }
        match seat {
            Seat::Household(fits) => turn(&mut self.households, dice, |_, number| fits(outline, number)).map(Subject::Household),
            Seat::SecondHousehold => {
                let second = turn(&mut self.households, dice, |free, number| number > 0 && free[number - 1])?;
                self.households[second - 1] = false;
                Some(Subject::Household(second))
            }
            Seat::Batch(fits) => turn(&mut self.batches, dice, |_, number| fits(outline, number)).map(Subject::Batch),
            Seat::Village(fits) if self.village && fits(outline) => {
                self.village = false;
                Some(Subject::Village)
            }
            // The batches must be sound and the village's own for each to give the finding.
            Seat::EachBatch(_, fits) if self.village && self.stray && fits(outline) && self.batches.iter().all(|free| *free) => {
                (self.village, self.stray) = (false, false);
                self.batches.fill(false);
                Some(Subject::Village)
            }
            Seat::Stray if self.stray => {
                self.stray = false;
                Some(Subject::Stray)
            }
            Seat::Village(_) | Seat::EachBatch(..) | Seat::Stray => None,
        }
    }
}

/// Files of the county itself, each with its defects.
pub(super) const FILES: &[(&str, &str, &[&str])] = &[
    ("content/notes.txt", "放错了地方的便条\n", &["file-unexpected"]),
    ("content/documents/demo-bare.md", "没有文首的公文\n", &["front-matter-missing"]),
    (
        "content/documents/demo-forward.md",
        "---\n编号: demo-forward\n标题: 关于转发退出计划的通知（编造）\n转发文件: demo-lost\n附表: [demo-2017-2018/annex-9]\n---\n\n正文。\n",
        &["document-unknown", "table-unknown"],
    ),
    (
        "content/regulations/demo-faulty.yaml",
        "规则集: demo-faulty\n名称: 有错的规则集（编造）\n依据文件:\n  示例:\n    题名: 没有核过的文件\n    效力: 示例\n程序:\n  - 名称: 示例程序\n    对象: 户\n    文书: household-exit\n    依据:\n      文件: 示例\n  - 名称: 无据程序\n    对象: 户\n    依据:\n      文件: 没有的文件\n",
        &["source-unknown"],
    ),
];

/// Defects of the plan's tables.
pub(super) fn in_plan(plan: &mut Plan, file: &str) -> Vec<Planted> {
    let [households, villages, townships] = &mut plan.tables[..] else { return Vec::new() };
    let mut rules = Vec::new();
    let mut cell = |row: &mut Vec<(String, String)>, key: &str, rule: &'static str, change: &dyn Fn(&str) -> Option<String>| {
        let changed = row.iter_mut().find(|(name, _)| name == key).and_then(|(_, value)| {
            *value = change(value)?;
            Some(())
        });
        rules.extend(changed.map(|()| rule));
        changed.is_some()
    };
    if let Some(row) = households.rows.first_mut() {
        let whole: usize = row.iter().find(|(key, _)| key == "脱贫人口2017").and_then(|(_, cell)| cell.parse().ok()).unwrap_or_default();
        cell(row, "其中国定2017", "plan-part-exceeds-whole", &|_| Some((whole + 1).to_string()));
    }
    if let Some(row) = households.rows.last_mut() {
        cell(row, "脱贫户数2017", "plan-cell-not-a-number", &|number| Some(format!("约{number}")));
    }
    // A poor village in the list of the hollow ones, and a name that no village bears.
    for row in &mut villages.rows {
        let names = |row: &[(String, String)], kind: &str| -> Vec<String> {
            row.iter().filter(|(key, _)| key.starts_with(kind)).flat_map(|(_, cell)| cell.split('、')).filter(|name| !name.is_empty()).map(str::to_owned).collect()
        };
        let hollow = names(row, "空壳村");
        let Some(wrong) = names(row, "贫困村").into_iter().find(|name| !hollow.contains(name)) else { continue };
        let more = |cell: &str, name: &str| Some(if cell.is_empty() { name.to_owned() } else { format!("{cell}、{name}") });
        cell(row, "空壳村2018", "plan-village-kind", &|cell| more(cell, &wrong));
        cell(row, "贫困村2018", "plan-village-unknown", &|cell| more(cell, "无此"));
        break;
    }
    if let Some(row) = townships.rows.first_mut() {
        cell(row, "重点乡", "plan-township-unknown", &|cell| Some(format!("{cell}、无此乡")));
    }
    [&mut *households, &mut *villages].into_iter().for_each(super::plan::Table::add_up);
    // Last, so that no other change makes it right again.
    cell(&mut households.totals, "脱贫人口2018", "plan-total-mismatch", &|number| Some((number.parse::<usize>().ok()? + 1).to_string()));
    if let Some(row) = households.rows.first_mut() {
        row.push(("备注2017".to_owned(), "另列".to_owned()));
        rules.push("plan-column-unknown");
    }
    rules.into_iter().map(|rule| Planted::new(rule, file, None)).collect()
}

/// `DEFECTS.json`: the findings that a check as of the county's day must report, by file and rule.
pub(super) fn list(planted: &[Planted], as_of: Date) -> String {
    let defects: Vec<_> = planted.iter().map(|planted| serde_json::json!({ "rule": planted.rule, "file": planted.file, "line": planted.line })).collect();
    let object = serde_json::json!({ "as_of": as_of.to_string(), "defects": defects });
    format!("{}\n", serde_json::to_string_pretty(&object).expect("defects are plain JSON"))
}
