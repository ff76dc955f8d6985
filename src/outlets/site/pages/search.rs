//! The page that shows what was found. Its entry point is [`SearchPage`].

use std::collections::BTreeSet;

use serde::Serialize;

use crate::papers::fonts::web::style_sheet;

/// The page, as its template sees it: what is found is put in by the script.
#[derive(Serialize)]
pub struct SearchPage {
    /// Style sheets of rare characters that may be found.
    rare: Vec<String>,
}

impl SearchPage {
    /// Of an index whose texts hold characters of these blocks.
    pub fn of(rare: &BTreeSet<u32>) -> Self {
        Self { rare: rare.iter().copied().map(style_sheet).collect() }
    }
}
