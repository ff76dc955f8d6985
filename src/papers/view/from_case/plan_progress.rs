//! How far a plan has come. Entry points: [`is_counted`], [`progress`], [`progress_sheet`].
//!
//! What is planned is the plan's own figures; what is done is counted from cases whose exit has been announced, so that it says no more than
//! the notices that hang already.

use serde::Serialize;

use super::{Made, column, row};
use crate::papers::document::{Align, Block, Cell, Content, Parts, Row, Table};
use crate::papers::view::PlanSheet;
use crate::records::case::{ColumnKind, Plan, PlanColumn, PlanTable, plan_names, share};
use crate::records::values::{Date, Decimal};

/// What is looked up of the cases.
pub struct Counts<'a> {
    /// Households and persons of a township whose exit was announced in a year.
    pub exits: &'a dyn Fn(&str, u32) -> (u64, u64),
    /// Whether a village's own exit was announced: township, village.
    pub village: &'a dyn Fn(&str, &str) -> bool,
    /// Whether a township's own exit was announced.
    pub township: &'a dyn Fn(&str) -> bool,
}

/// One column of a plan beside what is done of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Progress {
    /// `2017年 脱贫人口`.
    pub title: String,
    /// A line a row of the plan that plans anything.
    pub lines: Vec<Line>,
    /// All of them.
    pub total: Line,
}

/// A row of the plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// Township.
    pub name: String,
    /// Planned.
    pub planned: String,
    /// Announced.
    pub done: String,
    /// In percent, `62.5%`; empty where nothing was planned.
    pub share: String,
    /// The same as a length, 0 to 100.
    pub bar: u32,
    /// Of names: those that are not announced yet.
    pub open: String,
}

/// The column says what is counted for it, in a year.
fn counts(column: &PlanColumn, year: u32) -> bool {
    let own = column.year.value().is_some_and(|own| own.0 == year);
    let names = column.column_kind() == ColumnKind::Names && matches!(column.names.as_str(), "村" | "乡镇");
    own && (names || column.column_kind() == ColumnKind::Number && matches!(column.counted.as_str(), "脱贫人口" | "脱贫户数"))
}

/// Whether any column of the table is counted for a year.
pub fn is_counted(table: &PlanTable, year: u32) -> bool {
    table.columns.iter().any(|column| counts(column, year))
}

/// Every column that is counted.
pub fn progress(table: &PlanTable, year: u32, of: &Counts<'_>) -> Vec<Progress> {
    table.columns.iter().filter(|column| counts(column, year)).map(|column| of_column(table, column, year, of)).collect()
}

fn of_column(table: &PlanTable, column: &PlanColumn, year: u32, of: &Counts<'_>) -> Progress {
    let (key, row_key) = (column.key.text(), table.row_key.text());
    let mut lines = Vec::new();
    let mut all = (Decimal::ZERO, Decimal::ZERO);
    for row in 0..table.rows.len() {
        let (cell, name) = (table.cell(row, &key), table.cell(row, &row_key));
        let Some(planned) = column.counts(&cell) else { continue };
        let mut open = Vec::new();
        let done: Decimal = match (column.column_kind(), column.counted.as_str()) {
            (ColumnKind::Names, _) => {
                let exited = |village: &&str| if column.names.as_str() == "村" { (of.village)(&name, village) } else { (of.township)(village) };
                let (done, left): (Vec<&str>, Vec<&str>) = plan_names(&cell).partition(|village| exited(village));
                open = left;
                Decimal::from(done.len())
            }
            (_, "脱贫户数") => Decimal::from((of.exits)(&name, year).0),
            _ => Decimal::from((of.exits)(&name, year).1),
        };
        all = (all.0 + planned, all.1 + done);
        lines.push(line(name, planned, done, open.join("、")));
    }
    let title = column.groups.iter().map(|group| group.text()).chain([column.title.text()]).collect::<Vec<_>>().join(" ");
    Progress { title, lines, total: line("合计".to_owned(), all.0, all.1, String::new()) }
}

fn line(name: String, planned: Decimal, done: Decimal, open: String) -> Line {
    let percent = share(done, planned);
    let bar = percent.map(|percent| percent.round().min(Decimal::ONE_HUNDRED)).and_then(|percent| u32::try_from(percent).ok()).unwrap_or_default();
    Line { name, planned: planned.normalize().to_string(), done: done.normalize().to_string(), share: percent.map(|percent| format!("{percent}%")).unwrap_or_default(), bar, open }
}

/// 计划进度表 of a table and year, for the office.
pub fn progress_sheet(plan: &Plan, table: &PlanTable, year: u32, of: &Counts<'_>) -> Option<Made> {
    let mut blocks: Vec<Block> = Vec::new();
    for progress in progress(table, year, of) {
        blocks.push(Content::Table(sheet(&progress, &table.row_key.text())).into());
    }
    let label = table.label.text();
    let title = format!("{label}{}{}{year}年进度表", if label.is_empty() { "" } else { "　" }, table.title.text());
    let view = PlanSheet { title, notes: Vec::new() };
    Some(Made::new(&view, Parts::new().with_blocks("表", blocks), Date::new(i16::try_from(year).ok()?, 1, 1)?, plan.issuer.text(), None))
}

fn sheet(progress: &Progress, row_key: &str) -> Table {
    let named = progress.lines.iter().any(|line| !line.open.is_empty());
    let cells = |line: &Line| [line.name.clone(), line.planned.clone(), line.done.clone(), line.share.clone()].into_iter().chain(named.then(|| line.open.clone()));
    let titles = [row_key, "计划", "已公告退出", "完成率"].into_iter().chain(named.then_some("尚未公告的"));
    let mut foot: Row = row(cells(&progress.total));
    foot.cells[0] = Cell { heads_row: true, ..Cell::new("合计") };
    Table {
        columns: [column(Align::Centre, 1.0); 4].into_iter().chain(named.then(|| column(Align::Left, 2.5))).collect(),
        head: vec![Row { cells: vec![Cell { columns: if named { 5 } else { 4 }, ..Cell::new(progress.title.clone()) }] }, row(titles)],
        body: progress.lines.iter().map(|line| row(cells(line))).collect(),
        foot: vec![foot],
        notes: vec!["注：“已公告退出”按已经公告的名单计算；名单以外的村、乡镇不计入完成率。".to_owned()],
        ..Table::default()
    }
}
