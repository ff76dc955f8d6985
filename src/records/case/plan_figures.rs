//! What a plan's columns add up to. Its entry point is [`PlanTable::computed`].

use super::{PlanColumn, PlanTable};
use crate::records::values::Decimal;

/// How the cells of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words; not added.
    Text,
    /// Numbers; added.
    Number,
    /// Names between 、; counted.
    Names,
    /// Percent of one column in another; computed.
    Share,
}

impl PlanColumn {
    /// How the cells are read; words where the file is silent. A column that names a whole (占比) is a share.
    pub fn column_kind(&self) -> ColumnKind {
        match self.kind.text().as_str() {
            _ if !self.share_of.is_absent() => ColumnKind::Share,
            "数字" => ColumnKind::Number,
            "名单" => ColumnKind::Names,
            _ => ColumnKind::Text,
        }
    }

    /// What a cell counts: its number, how many names it holds; nothing for a blank or for words.
    pub fn counts(&self, cell: &str) -> Option<Decimal> {
        match self.column_kind() {
            ColumnKind::Number => crate::records::values::Value::parse(cell).and_then(|yuan: crate::records::values::Yuan| {
                crate::records::values::Value::decimal(&yuan)
            }),
            ColumnKind::Names => Some(names(cell).count().into()).filter(|count: &Decimal| !count.is_zero()),
            ColumnKind::Text | ColumnKind::Share => None,
        }
    }
}

/// The names of a cell, between `、`.
pub fn names(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('、').map(str::trim).filter(|name| !name.is_empty())
}

/// `numerator` in percent of `whole`, to two decimals; nothing when the whole is zero.
pub fn share(numerator: Decimal, whole: Decimal) -> Option<Decimal> {
    let percent = numerator.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    Some(percent.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero).normalize())
}

impl PlanTable {
    /// The cell of a row, as printed; empty when blank.
    pub fn cell(&self, row: usize, key: &str) -> String {
        self.rows.get(row).and_then(|cells| cells.get(key)).map(super::Field::text).unwrap_or_default()
    }

    /// The column with a key.
    pub fn column(&self, key: &str) -> Option<&PlanColumn> {
        self.columns.iter().find(|column| column.key.text() == key)
    }

    /// What the rows of a column add up to; `None` for words. A share is that of the totals.
    pub fn computed(&self, column: &PlanColumn) -> Option<Decimal> {
        match column.column_kind() {
            ColumnKind::Text => None,
            ColumnKind::Share => {
                let total = |key: &str| self.column(key).and_then(|column| self.computed_plain(column));
                share(total(&column.share.text())?, total(&column.share_of.text())?)
            }
            ColumnKind::Number | ColumnKind::Names => self.computed_plain(column),
        }
    }

    fn computed_plain(&self, column: &PlanColumn) -> Option<Decimal> {
        if matches!(column.column_kind(), ColumnKind::Text | ColumnKind::Share) {
            return None;
        }
        let key = column.key.text();
        Some((0..self.rows.len()).filter_map(|row| column.counts(&self.cell(row, &key))).sum())
    }
}
