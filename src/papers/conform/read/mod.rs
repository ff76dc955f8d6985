//! Reading what stands on the pages of a PDF, whoever made it. The entry point is [`sheets`].
//!
//! The reader is not the writer's: it shares nothing with layout or render, so that it cannot repeat their errors.
//! A file is not trusted: sizes, depths and numbers of everything that a file can multiply are bounded.

mod budget;
mod cmap;
mod colour;
mod content;
mod font;
mod matrix;
mod page;
mod path;
mod show;

pub(super) use colour::Colour;
pub(super) use page::{Direction, Mark, Sheet, Stroke};

use std::fmt;

use lopdf::{Document, LoadOptions};

use budget::Budget;

/// Greatest size of a file that is read, in bytes.
pub const MOST_BYTES: u64 = 128 << 20;
/// Most bytes that one stream of the file's structure may inflate to, and the content of one page.
const MOST_INFLATED: usize = 32 << 20;
const MOST_CONTENT: usize = 8 << 20;
/// Most pages.
const MOST_PAGES: usize = 5_000;

/// Why a file cannot be measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// It does not begin as a PDF does.
    NotPdf,
    /// It opens only with a password.
    Encrypted,
    /// Its structure is broken; what the reader said.
    Damaged(String),
    /// The content of a page (from 1) is broken.
    Page(usize),
    /// It has more pages, drawing or data than a document has.
    TooMuch,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotPdf => write!(f, "no PDF"),
            Self::Encrypted => write!(f, "encrypted"),
            Self::Damaged(reason) => write!(f, "damaged: {reason}"),
            Self::Page(page) => write!(f, "page {page} is damaged"),
            Self::TooMuch => write!(f, "too much"),
        }
    }
}

impl std::error::Error for Unreadable {}

/// What stands on each page, and the PostScript names of the faces, without the prefix of a subset.
///
/// # Errors
/// When the file is no PDF, needs a password, is damaged, or holds more than a document does.
pub(super) fn sheets(bytes: &[u8]) -> Result<(Vec<Sheet>, Vec<String>), Unreadable> {
    let head = &bytes[..bytes.len().min(1024)];
    if !head.windows(5).any(|window| window == b"%PDF-") {
        return Err(Unreadable::NotPdf);
    }
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Unreadable::TooMuch);
    }
    let file = Document::load_mem_with_options(bytes, LoadOptions::with_max_decompressed_size(MOST_INFLATED)).map_err(|error| match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) | lopdf::Error::UnsupportedSecurityHandler(_) => Unreadable::Encrypted,
        other => Unreadable::Damaged(other.to_string()),
    })?;
    if file.is_encrypted() && !file.was_encrypted() {
        return Err(Unreadable::Encrypted);
    }
    let pages: Vec<_> = file.page_iter().take(MOST_PAGES + 1).collect();
    if pages.len() > MOST_PAGES {
        return Err(Unreadable::TooMuch);
    }
    if pages.is_empty() {
        return Err(Unreadable::Damaged("no pages".to_owned()));
    }
    let mut fonts = font::Shelf::new(&file);
    let mut budget = Budget::new(MOST_CONTENT);
    let mut sheets = Vec::with_capacity(pages.len());
    for (number, page) in (1..).zip(pages) {
        sheets.push(content::read(&file, page, number, &mut fonts, &mut budget)?);
    }
    Ok((sheets, fonts.names()))
}
