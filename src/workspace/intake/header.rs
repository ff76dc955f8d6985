//! Finding the header row. Its entry point is [`Search`].
//!
//! Rows above the header (titles, units) are skipped; the columns may be in any order.

use unicode_normalization::UnicodeNormalization;

use super::cell::Cell;
use super::column::{COLUMNS, SERIAL};

/// Rows that are searched for the header.
const SEARCHED: usize = 100;

/// Where each column of the export stands in a table.
#[derive(Debug)]
pub struct Header {
    /// Row number, from 1.
    pub row: u32,
    /// By place in the table: which column of the export.
    pub columns: Vec<(u32, usize)>,
    /// Names that are no column of the export.
    pub unused: Vec<String>,
}

/// A table in which the header has not been found yet.
#[derive(Debug, Default)]
pub struct Search {
    seen: usize,
    /// The row that came nearest: row number, columns missing, names found.
    pub nearest: Option<Nearest>,
}

/// A row with some of the names.
#[derive(Debug, Clone)]
pub struct Nearest {
    /// Row number.
    pub row: u32,
    /// Columns that it lacks, or has twice.
    pub missing: Vec<&'static str>,
    /// Columns that it has twice.
    pub twice: Vec<&'static str>,
    /// What stands in it.
    pub found: Vec<String>,
}

impl Search {
    /// Looks at a row: the header, if it is one.
    pub fn look(&mut self, row: u32, cells: &[(u32, Cell)]) -> Option<Header> {
        if self.seen >= SEARCHED {
            return None;
        }
        self.seen += 1;
        let mut header = Header { row, columns: Vec::new(), unused: Vec::new() };
        let mut twice = Vec::new();
        let mut found = Vec::new();
        for (place, cell) in cells {
            let Cell::Text(name) = cell else { continue };
            found.push(name.chars().filter(|c| !c.is_control()).take(30).collect::<String>());
            match COLUMNS.iter().position(|column| plain(column.name) == plain(name)) {
                Some(column) if header.columns.iter().any(|(_, known)| *known == column) => twice.push(COLUMNS[column].name),
                Some(column) => header.columns.push((*place, column)),
                None => header.unused.push(found.last().cloned().unwrap_or_default()),
            }
        }
        let missing: Vec<&'static str> =
            (0..COLUMNS.len()).filter(|at| *at != SERIAL && !header.columns.iter().any(|(_, known)| known == at)).map(|at| COLUMNS[at].name).collect();
        if missing.is_empty() && twice.is_empty() {
            return Some(header);
        }
        let better = self.nearest.as_ref().is_none_or(|nearest| missing.len() < nearest.missing.len());
        if better && !header.columns.is_empty() {
            self.nearest = Some(Nearest { row, missing, twice, found });
        }
        None
    }
}

/// Full-width and half-width are the same, white space and line breaks do not count.
fn plain(name: &str) -> String {
    name.nfkc().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect()
}
