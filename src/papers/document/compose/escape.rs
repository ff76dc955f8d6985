//! Makes a value safe to stand in Markdown. Its entry point is [`escape`].

use std::io::{self, Write};

/// Writes a value so that Markdown reads exactly its characters.
///
/// ASCII punctuation gets a backslash. A line break or tab becomes a blank; blanks that Markdown
/// would strip or count are written as references. Another control character becomes U+FFFD: it
/// is seen, not dropped.
pub(super) fn escape(value: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut buffer = [0; 4];
    let mut before = None;
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\r' && chars.peek() == Some(&'\n') {
            continue;
        }
        match c {
            c if is_blank(c) => {
                let inner = before.is_some_and(|b| !is_blank(b)) && chars.peek().is_some_and(|n| !is_blank(*n));
                out.write_all(if inner { b" " } else { b"&#32;" })?;
            }
            '\\' => out.write_all(b"&#92;")?,
            '|' => out.write_all(b"&#124;")?,
            c if c.is_ascii_punctuation() => out.write_all(&[b'\\', c as u8])?,
            c if c.is_control() || is_noncharacter(c) => out.write_all("\u{FFFD}".as_bytes())?,
            c => out.write_all(c.encode_utf8(&mut buffer).as_bytes())?,
        }
        before = Some(c);
    }
    Ok(())
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Unicode keeps these for a program's own use; no text holds one.
fn is_noncharacter(c: char) -> bool {
    ('\u{FDD0}'..='\u{FDEF}').contains(&c) || u32::from(c) & 0xFFFE == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(value: &str) -> String {
        let mut out = Vec::new();
        escape(value, &mut out).expect("a vector takes all");
        String::from_utf8(out).expect("text stays text")
    }

    #[test]
    fn punctuation_and_blanks() {
        assert_eq!(escaped("*张|三*<b>"), r"\*张&#124;三\*\<b\>");
        assert_eq!(escaped("    a b"), "&#32;&#32;&#32;&#32;a b");
        assert_eq!(escaped("甲\r\n乙"), "甲 乙");
        assert_eq!(escaped("a\u{0}\u{FDD0}"), "a\u{FFFD}\u{FFFD}");
    }
}
