//! Private values in messages. Its entry point is [`mask`].

use super::column::Column;

/// The first and the last character of a value; of short ones the first.
pub fn mask(text: &str) -> String {
    let plain: Vec<char> = visible(text).chars().collect();
    match plain.as_slice() {
        [] => String::new(),
        [_] => "…".to_owned(),
        [first, .., last] if plain.len() > 4 => format!("{first}…{last}"),
        [first, ..] => format!("{first}…"),
    }
}

/// A value of a column as a message may show it.
pub fn shown(column: &Column, text: &str) -> String {
    if column.is_private() { mask(text) } else { visible(text).chars().take(40).collect() }
}

/// Without line breaks and other control characters.
fn visible(text: &str) -> String {
    text.trim().chars().map(|c| if c.is_control() { '·' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_a_whole_number() {
        assert_eq!(mask("11010519491231002X"), "1…X");
        assert_eq!(mask("例甲一"), "例…");
        assert_eq!(mask("例\n一二三"), "例…三");
        assert_eq!(mask("1"), "…");
    }
}
