//! The one form in which texts are compared. Its entry point is [`lines`]; the script does the same, character by character.

use unicode_normalization::UnicodeNormalization;

/// The lines of a text in the form in which they are compared: NFKC and lower case of each character by itself, without white space and
/// control characters.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Vec<char>> {
    text.split('\n').map(|line| line.chars().flat_map(|c| c.nfkc().flat_map(char::to_lowercase)).filter(|c| is_seen(*c)).collect())
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
