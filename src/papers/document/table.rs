//! A typed table. Its entry point is [`Table`]: PDF, HTML and XLSX all draw from the same one.
//!
//! Invariant: in `head`, `body` and `foot` the spans of each row's cells, together with the row spans
//! from above, fill exactly the columns; a place covered by a span has no cell.

use serde::Serialize;

/// A table with a head that is repeated on each page.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Table {
    /// Printed above the table at the right (`单位：人`), or nothing.
    pub unit: Option<String>,
    /// One entry a column, left to right.
    pub columns: Vec<Column>,
    /// Head rows; every cell is a column header.
    pub head: Vec<Row>,
    /// Body rows.
    pub body: Vec<Row>,
    /// Rows of totals, after the last body row only.
    pub foot: Vec<Row>,
    /// Notes printed under the table, each a paragraph.
    pub notes: Vec<String>,
    /// Boxes to be filled in by hand: rows are at least 9 mm high, even when empty.
    pub fill: bool,
}

/// A column: how wide it wants to be and how its cells stand.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Column {
    /// Share of the width that is left after every column got what its content needs; 0 for none.
    pub stretch: f32,
    /// How body cells stand.
    pub align: Align,
}

/// How text stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    #[default]
    Centre,
    /// At the right (numbers).
    Right,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Row {
    /// Cells from left to right.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// Final text; empty is blank. A `\n` is a line break.
    pub text: String,
    /// Columns covered, at least 1.
    pub columns: u16,
    /// Rows covered, at least 1, never across head, body and foot.
    pub rows: u16,
    /// This body or foot cell names its row (scope `row`).
    pub heads_row: bool,
    /// Overrides the column's alignment.
    pub align: Option<Align>,
}

impl Cell {
    /// A cell of one column and one row.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), columns: 1, rows: 1, heads_row: false, align: None }
    }
}
