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

/// What stands on the first page, as boxes (left, bottom, right, top) in points as the page is seen: characters and straight lines.
///
/// # Errors
/// As [`measure`].
pub fn first_page(bytes: &[u8]) -> Result<Vec<[f64; 4]>, Unreadable> {
    let (sheets, _) = read::sheets(bytes)?;
    let sheet = sheets.into_iter().next().unwrap_or_default();
    let marks = sheet.marks.iter().map(|mark| {
        let (from, to) = (mark.from, mark.to);
        [from.0.min(to.0) - mark.size * 0.2, from.1.min(to.1) - mark.size * 0.2, from.0.max(to.0) + mark.size * 0.2, from.1.max(to.1) + mark.size]
    });
    let strokes = sheet.strokes.iter().map(|stroke| [stroke.from.0, stroke.from.1, stroke.to.0, stroke.to.1]);
    Ok(marks.chain(strokes).collect())
}
