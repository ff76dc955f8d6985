//! A document as an HTML fragment. Its entry point is [`article`].
//!
//! The fragment holds no script and no style of its own, so that a portal's own system can take it.
//! Its text, without tags and white space, is the text of the tagged PDF, in the same order.

mod blocks;
mod table;
mod text;

use crate::papers::document::{Document, Layout};

/// The document as one `<article>`, without its marks (they stand outside).
pub fn article(document: &Document) -> String {
    let class = match document.layout {
        Layout::Notice => "notice",
        Layout::Official => "official",
        Layout::Form | Layout::Cover => "form",
        Layout::Sheet => "sheet",
    };
    let mut page = blocks::Page::default();
    page.out.push_str(&format!("<article class=\"paper {class}\" lang=\"zh-CN\">\n"));
    page.blocks(&document.blocks);
    page.out.push_str("</article>\n");
    page.out
}

#[cfg(test)]
pub(crate) mod tests;
