//! Markdown to blocks. Its entry points are [`markdown`] for the trusted text of a document and
//! `pieces` for what a template yields.
//!
//! The Markdown of this program is small, so that nothing is lost and nothing happens by accident:
//!
//! | written | becomes |
//! |---|---|
//! | `# …`, or lines over `===` (a `\` at a line's end breaks the line) | title |
//! | `## …` to `##### …` | heading of level 1 to 4 |
//! | `*…*`, `**…**` | 楷体, 黑体 |
//! | `- …`, `1. …` | list |
//! | `> …` | paragraph without indentation (主送机关) |
//! | `\|…\|` with a row of dashes; `^^` and `<<` merge a cell with the one above or at the left | table |
//! | `![](名单)` alone in a paragraph | the part of that name |
//!
//! Everything else is text: HTML, links, entities, back quotes, `_` and `~` come out as they are written.

mod blocks;
mod inline;
mod pipe;
mod prepare;

use super::Block;
use super::compose::{Fault, Parts, TemplateError};

/// The prepared text marks 黑体 with this noncharacter: emphasis must work beside Chinese
/// punctuation, where the flanking rules of CommonMark fail (`**“两委”**核实`).
const STRONG: char = '\u{FDD0}';
/// The same for 楷体.
const EMPHASIS: char = '\u{FDD1}';

/// A block, or the place of a typed part.
pub(super) enum Piece {
    Block(Block),
    Part { name: String, line: usize },
}

/// What is wrong in a Markdown text, and where.
pub(super) struct Misuse {
    /// Line in the Markdown text, from 1.
    pub line: usize,
    /// The line as it stands there.
    pub excerpt: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// Reads the trusted Markdown of an official document's body.
///
/// `name` is what errors call the text (its path). Parts are placed as in a template.
pub fn markdown(name: &str, text: &str, parts: Parts) -> Result<Vec<Block>, TemplateError> {
    let pieces = pieces(&prepare::unpad(text), false).map_err(|misuse| TemplateError {
        template: name.to_owned(),
        line: Some(misuse.line),
        column: None,
        fault: Fault::Markup { excerpt: misuse.excerpt, message: misuse.message },
    })?;
    parts.place(pieces, name, |_, line| Some(line))
}

/// Reads a Markdown text; tables and lines with blanks (`____`) are to be filled in by hand when `fill`.
pub(super) fn pieces(text: &str, fill: bool) -> Result<Vec<Piece>, Misuse> {
    blocks::read(&prepare::prepare(text), fill)
}
