//! Plan tables. Entry points: [`plan_sheet`] and [`plan_table`].

use super::column;
use crate::papers::document::Parts;
use crate::papers::document::{Align, Cell, Content, Row, Table};
use crate::papers::view::PlanSheet;
use crate::records::case::{ColumnKind, PlanTable, share};

/// The sheet of one table; `notes` tell what the office stands by (a declared total that the rows do not make).
pub fn plan_sheet(table: &PlanTable, notes: &[String]) -> (PlanSheet, Parts) {
    let label = table.label.text();
    let title = table.title.text();
    let title = if label.is_empty() { title } else { format!("{label}　{title}") };
    let view = PlanSheet { title, notes: Vec::new() };
    (view, Parts::new().with("表", Content::Table(plan_table(table, notes))))
}

/// The typed table: grouped heads, cells as printed, declared totals as declared and missing ones computed.
pub fn plan_table(table: &PlanTable, notes: &[String]) -> Table {
    let unit = table.unit.value().map(|unit| format!("单位：{}", unit.as_str()));
    let columns = table.columns.iter().map(|plan_column| match plan_column.column_kind() {
        ColumnKind::Names => column(Align::Left, 2.0),
        _ => column(Align::Centre, 1.0),
    });
    let mut out = Table { unit, columns: columns.collect(), head: head(table), ..Table::default() };
    for row in 0..table.rows.len() {
        out.body.push(line(table, |key| table.cell(row, key), |numerator, whole| {
            let counts = |key: &str| table.column(key).and_then(|column| column.counts(&table.cell(row, key)));
            share(counts(numerator)?, counts(whole)?)
        }));
    }
    if !table.declared.is_empty() {
        let declared = |key: &str| {
            let text = table.declared.get(key).map(|field| field.text()).unwrap_or_default();
            let computed = || table.column(key).and_then(|column| table.computed(column));
            if text.is_empty() { computed().map_or_else(String::new, |sum| sum.normalize().to_string()) } else { text }
        };
        let mut foot = line(table, declared, |_, _| None);
        for (cell, plan_column) in foot.cells.iter_mut().zip(&table.columns) {
            cell.align = Some(Align::Centre);
            if plan_column.column_kind() == ColumnKind::Share && cell.text.is_empty() {
                cell.text = table.computed(plan_column).map_or_else(String::new, |percent| format!("{percent}%"));
            }
        }
        out.foot.push(foot);
    }
    out.notes = table.notes.iter().map(|note| note.text()).chain(notes.iter().cloned()).collect();
    for (index, note) in out.notes.iter_mut().enumerate() {
        *note = if index == 0 { format!("注：{note}") } else { format!("　　{note}") };
    }
    out
}

/// One line of cells; a share without text is computed.
fn line(table: &PlanTable, cell: impl Fn(&str) -> String, computed: impl Fn(&str, &str) -> Option<rust_decimal::Decimal>) -> Row {
    let cells = table.columns.iter().map(|plan_column| {
        let key = plan_column.key.text();
        let mut text = cell(&key);
        if text.is_empty() && plan_column.column_kind() == ColumnKind::Share {
            let percent = computed(&plan_column.share.text(), &plan_column.share_of.text());
            text = percent.map_or_else(String::new, |percent| format!("{percent}%"));
        }
        Cell { heads_row: key == table.row_key.text(), ..Cell::new(text) }
    });
    Row { cells: cells.collect() }
}

/// Head rows: headings above a column are merged with equal neighbours under the same heading; a column without them spans all rows.
fn head(table: &PlanTable) -> Vec<Row> {
    let paths: Vec<Vec<String>> = table
        .columns
        .iter()
        .map(|column| column.groups.iter().map(|group| group.text()).chain([column.title.text()]).collect())
        .collect();
    let depth = paths.iter().map(Vec::len).max().unwrap_or(1);
    let mut rows = vec![Row::default(); depth];
    for (level, row) in rows.iter_mut().enumerate() {
        let mut place = 0;
        while place < paths.len() {
            let path = &paths[place];
            if level >= path.len() {
                place += 1;
                continue;
            }
            let last = level + 1 == path.len();
            let same = |other: &Vec<String>| !last && other.len() > level + 1 && other[..=level] == path[..=level];
            let width = 1 + paths[place + 1..].iter().take_while(|other| same(other)).count();
            let rows = if last { depth - level } else { 1 };
            row.cells.push(Cell { columns: width as u16, rows: rows as u16, ..Cell::new(path[level].clone()) });
            place += width;
        }
    }
    rows
}
