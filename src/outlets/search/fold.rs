//! The one form in which texts are compared. Its entry point is [`lines`]; the script does the same, character by character.

use unicode_normalization::UnicodeNormalization;

/// The lines of a text in the form in which they are compared: NFKC and lower case of each character by itself, without white space and
/// control characters.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Vec<char>> {
    text.split('\n').map(|line| {
        let mut folded = Vec::with_capacity(line.len() / 2);
        for c in line.chars() {
            match c {
                // What is its own form, as nearly all is.
                '\u{4E00}'..='\u{9FFF}' | '0'..='9' | 'a'..='z' => folded.push(c),
                c => folded.extend(c.nfkc().flat_map(char::to_lowercase).filter(|c| is_seen(*c))),
            }
        }
        folded
    })
}

/// Whether a character counts; white space is what Unicode and ECMAScript call so.
fn is_seen(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && c != '\u{FEFF}'
}

#[cfg(test)]
mod tests {
    #[test]
    fn width_case_and_blanks_make_no_difference() {
        let lines: Vec<Vec<char>> = super::lines("Ａ b\u{3000}𠮷\n（一）").collect();
        assert_eq!(lines, [vec!['a', 'b', '𠮷'], vec!['(', '一', ')']]);
    }
}
