//! Conformance: a PDF, whoever made it, measured against the clauses of GB/T 9704—2012 that can be measured.
//! The entry point is [`measure`].
//!
//! It stands among the papers because it judges a paper and nothing else: no case, no rule set, no workspace. It shares no number and no
//! code with layout or render, so that an error there is found here. Three steps: `read` what stands on the pages, find the `area` where the
//! type area is and how its lines run, then go through the table of `clauses`. Positions are taken from the type area that was found, so
//! that one fault is named once.

mod area;
mod clauses;
mod face;
mod line;
mod read;
mod said;
mod view;

pub use read::{MOST_BYTES, Unreadable};
pub use said::{Report, Row, Verdict};

/// Measures a PDF.
///
/// # Errors
/// When the file is no PDF, needs a password, is damaged, or holds more than a document does.
pub fn measure(bytes: &[u8]) -> Result<Report, Unreadable> {
    let (sheets, faces) = read::sheets(bytes)?;
    let view = view::View::new(sheets, faces);
    Ok(Report { pages: view.pages.len(), rows: clauses::all(&view) })
}
