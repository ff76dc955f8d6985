//! Text within HTML. Its entry points are [`escape`] and [`inlines`].

use crate::papers::document::Inline;

/// Adds text, escaped for element content and quoted attributes.
pub(super) fn escape(text: &str, out: &mut String) {
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(&text[copied..at]);
        out.push_str(reference);
        copied = at + 1;
    }
    out.push_str(&text[copied..]);
}

/// Adds text whose line feeds are line breaks.
pub(super) fn lines(text: &str, out: &mut String) {
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push_str("<br>");
        }
        escape(line, out);
    }
}

/// Adds the pieces of a block.
pub(super) fn inlines(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        let tag = match inline {
            Inline::Break => {
                out.push_str("<br>");
                continue;
            }
            Inline::Text(_) => None,
            Inline::Strong(_) => Some("strong"),
            Inline::Emphasis(_) => Some("em"),
        };
        match tag {
            Some(tag) => element(tag, "", inline.text(), out),
            None => escape(inline.text(), out),
        }
    }
}

/// Adds an element that holds only text; `attributes` begin with a blank.
pub(super) fn element(tag: &str, attributes: &str, text: &str, out: &mut String) {
    out.extend(["<", tag, attributes, ">"]);
    escape(text, out);
    out.extend(["</", tag, ">"]);
}
