//! Makes every character that is not markup of ours plain text, before the Markdown is parsed.
//! Its entry point is [`prepare`]. Line numbers stay as they are.

use super::{EMPHASIS, STRONG};

/// References that [`escape`](super::super::compose) writes; every other `&` is a plain character.
const REFERENCES: [&str; 3] = ["&#32;", "&#92;", "&#124;"];

/// Escapes what is markup elsewhere (`_ < [ ] ~ & back quote`) and turns stars into marks.
pub(super) fn prepare(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for line in text.split_inclusive('\n') {
        if part_name(line).is_some() {
            out.push_str(line);
        } else {
            prepare_line(line, &mut out);
        }
    }
    out
}

/// Drops the ideographic spaces with which word processors pad a paragraph: its shape indents it.
pub(super) fn unpad(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '\t']);
        let bare = if bare.starts_with('\u{3000}') { bare.trim_start_matches([' ', '\t', '\u{3000}']) } else { line };
        out.push_str(bare);
    }
    out
}

/// The name in a line that is nothing but `![](name)`.
pub(super) fn part_name(line: &str) -> Option<&str> {
    let name = line.trim().strip_prefix("![](")?.strip_suffix(')')?;
    (!name.is_empty() && !name.contains(['(', ')', '\\', ' '])).then_some(name)
}

fn prepare_line(line: &str, out: &mut String) {
    let bytes = line.as_bytes();
    let first = bytes.iter().position(|b| !matches!(b, b' ' | b'\t')).unwrap_or(0);
    let mut copied = 0;
    let mut at = 0;
    while at < bytes.len() {
        let replaced: usize = match bytes[at] {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                at += 2;
                continue;
            }
            b'<' if is_merge(bytes, at) => {
                at += 2;
                continue;
            }
            b'&' if REFERENCES.iter().any(|r| line[at..].starts_with(r)) => 0,
            b'_' | b'<' | b'[' | b']' | b'~' | b'&' | b'`' => {
                out.push_str(&line[copied..at]);
                out.push('\\');
                copied = at;
                0
            }
            b'*' if at == first && matches!(bytes.get(at + 1), Some(b' ')) => 0,
            b'*' => {
                out.push_str(&line[copied..at]);
                let double = bytes.get(at + 1) == Some(&b'*');
                out.push(if double { STRONG } else { EMPHASIS });
                if double { 2 } else { 1 }
            }
            0xEF if line[at..].starts_with([STRONG, EMPHASIS]) => {
                out.push_str(&line[copied..at]);
                out.push('\u{FFFD}');
                3
            }
            _ => 0,
        };
        at += replaced.max(1);
        if replaced > 0 {
            copied = at;
        }
    }
    out.push_str(&line[copied..]);
}

/// Is there a cell that is exactly `<<` at this place?
fn is_merge(bytes: &[u8], at: usize) -> bool {
    let before = bytes[..at].iter().rposition(|b| *b != b' ');
    let after = bytes.get(at + 2..).and_then(|rest| rest.iter().find(|b| **b != b' '));
    bytes.get(at + 1) == Some(&b'<')
        && after == Some(&b'|')
        && before.is_some_and(|i| bytes[i] == b'|' && (i == 0 || bytes[i - 1] != b'\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_of_others_is_text() {
        assert_eq!(prepare("a_b <b> [x](y) ~~ &amp; `c`"), r"a\_b \<b> \[x\](y) \~\~ \&amp; \`c\`");
        assert_eq!(prepare(r"a\_b \*"), r"a\_b \*");
        assert_eq!(prepare("&#32;&#65;"), r"&#32;\&#65;");
    }

    #[test]
    fn parts_merges_and_bullets_stay() {
        assert_eq!(prepare("![](名单)\n"), "![](名单)\n");
        assert_eq!(prepare("![](名单) x"), r"!\[\](名单) x");
        assert_eq!(prepare("| << | a << |"), r"| << | a \<\< |");
        assert_eq!(prepare("* a\n"), "* a\n");
        assert_eq!(unpad("\u{3000}\u{3000}甲\n 乙\n\u{3000}\n"), "甲\n 乙\n\n");
    }
}
