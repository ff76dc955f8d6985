//! Pipe tables to typed tables. Its entry point is [`Draft`].
//!
//! The number of dashes under a column is its share of the free width. A head row without text is
//! left out (forms). A cell wholly in `**…**` names its row. A cell whose source is exactly `^^` or
//! `<<` belongs to the cell above or at the left; an escaped value never reads so.

use pulldown_cmark::Alignment;

use crate::papers::document::{Align, Cell, Column, Inline, Row, Table};

/// A pipe table while it is read.
pub(super) struct Draft {
    columns: Vec<Column>,
    head: Vec<Vec<DraftCell>>,
    body: Vec<Vec<DraftCell>>,
}

/// A cell of the source.
#[derive(Clone)]
pub(super) struct DraftCell {
    text: String,
    label: bool,
    merge: Merge,
}

#[derive(Clone, Copy, PartialEq)]
enum Merge {
    None,
    Up,
    Left,
}

impl DraftCell {
    /// A cell from its text and its source.
    pub fn new(text: Vec<Inline>, source: &str) -> Self {
        let merge = match source.trim_matches(['|', ' ']) {
            "^^" => Merge::Up,
            "<<" => Merge::Left,
            _ => Merge::None,
        };
        let label = matches!(text.as_slice(), [Inline::Strong(_)]);
        let text = text.iter().map(Inline::text).collect();
        Self { text, label, merge }
    }
}

impl Draft {
    /// An empty table; its second line says how wide the columns want to be.
    pub fn new(source: &str, alignments: &[Alignment]) -> Self {
        let rule = source.lines().nth(1).unwrap_or_default();
        let dashes: Vec<f32> = cells_of(rule).map(|cell| cell.matches('-').count() as f32).collect();
        let columns = alignments
            .iter()
            .enumerate()
            .map(|(i, alignment)| Column {
                stretch: dashes.get(i).copied().unwrap_or(1.0),
                align: match alignment {
                    Alignment::Left => Align::Left,
                    Alignment::Right => Align::Right,
                    Alignment::None | Alignment::Center => Align::Centre,
                },
            })
            .collect();
        Self { columns, head: Vec::new(), body: Vec::new() }
    }

    /// Refuses a row with another number of cells: the parser would drop what is too much.
    pub fn width(&self, source: &str) -> Result<(), String> {
        let source = source.lines().next().unwrap_or_default();
        let found = cells_of(source).count();
        let wanted = self.columns.len();
        if found == wanted {
            return Ok(());
        }
        Err(format!("表格这一行有{found}格，应有{wanted}格（格内的竖线写作 \\|）"))
    }

    /// Takes the head row.
    pub fn head(&mut self, cells: Vec<DraftCell>) {
        if cells.iter().any(|cell| !cell.text.is_empty()) {
            self.head.push(cells);
        }
    }

    /// Takes a body row.
    pub fn row(&mut self, cells: Vec<DraftCell>) {
        self.body.push(cells);
    }

    /// The table, merged.
    pub fn finish(self, fill: bool) -> Result<Table, String> {
        Ok(Table {
            unit: None,
            head: merge(&self.head)?,
            body: merge(&self.body)?,
            foot: Vec::new(),
            notes: Vec::new(),
            columns: self.columns,
            fill,
        })
    }
}

/// The cells of a source line, split at pipes that are not escaped.
fn cells_of(line: &str) -> impl Iterator<Item = &str> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = match line.strip_suffix('|') {
        Some(rest) if !rest.ends_with('\\') => rest,
        _ => line,
    };
    let mut escaped = false;
    line.split(move |c| {
        let split = c == '|' && !escaped;
        escaped = c == '\\' && !escaped;
        split
    })
}

/// Gives each place to the cell that covers it; every cell must cover a rectangle.
fn merge(grid: &[Vec<DraftCell>]) -> Result<Vec<Row>, String> {
    let mut owners: Vec<Vec<(usize, usize)>> = Vec::with_capacity(grid.len());
    for (r, cells) in grid.iter().enumerate() {
        let mut row: Vec<(usize, usize)> = Vec::with_capacity(cells.len());
        for (c, cell) in cells.iter().enumerate() {
            row.push(match cell.merge {
                Merge::None => (r, c),
                Merge::Up if r > 0 => owners[r - 1][c],
                Merge::Up => return Err("^^ 上面没有可以合并的格".to_owned()),
                Merge::Left if c > 0 => row[c - 1],
                Merge::Left => return Err("<< 左边没有可以合并的格".to_owned()),
            });
        }
        owners.push(row);
    }
    let mut rows = Vec::with_capacity(grid.len());
    for (r, cells) in grid.iter().enumerate() {
        let mut row = Row::default();
        for (c, cell) in cells.iter().enumerate().filter(|(c, _)| owners[r][*c] == (r, *c)) {
            let columns = owners[r][c..].iter().take_while(|owner| **owner == (r, c)).count();
            let tall = owners[r..].iter().take_while(|row| row[c] == (r, c)).count();
            let covered = owners.iter().flatten().filter(|owner| **owner == (r, c)).count();
            let rectangle =
                owners[r..r + tall].iter().all(|row| row[c..c + columns].iter().all(|owner| *owner == (r, c)));
            if !rectangle || covered != columns * tall {
                return Err(format!("“{}”合并成的不是一个矩形", cell.text));
            }
            row.cells.push(Cell {
                text: cell.text.clone(),
                columns: u16::try_from(columns).map_err(|_| "列太多".to_owned())?,
                rows: u16::try_from(tall).map_err(|_| "行太多".to_owned())?,
                heads_row: cell.label,
                align: None,
            });
        }
        rows.push(row);
    }
    Ok(rows)
}
