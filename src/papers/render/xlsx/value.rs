//! What the cells of a column are: text, numbers, shares or days. Its entry points are [`Column::of`] and [`Value::of`].

use crate::records::values::{Date, Decimal, Value as _};

/// What a column holds throughout its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// Names, codes, anything.
    Text,
    /// Plain numbers.
    Number,
    /// Percentages.
    Share,
    /// Days.
    Day,
}

/// A cell's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing.
    Blank,
    /// Text.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A share, in percent.
    Share(Decimal),
    /// A day.
    Day(Date),
}

impl Column {
    /// A column is of the kind that all of its cells that say anything are of.
    pub fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let mut kind = None;
        for cell in cells.filter(|cell| !cell.is_empty()) {
            let own = match Value::of(cell) {
                Value::Number(_) => Self::Number,
                Value::Share(_) => Self::Share,
                Value::Day(_) => Self::Day,
                Value::Blank | Value::Text(_) => Self::Text,
            };
            if *kind.get_or_insert(own) != own {
                return Self::Text;
            }
        }
        kind.unwrap_or(Self::Text)
    }
}

impl Value {
    /// What a text is; a code with a leading zero is text.
    pub fn of(text: &str) -> Self {
        if text.is_empty() {
            return Self::Blank;
        }
        if let Some(day) = Date::parse(text) {
            return Self::Day(day);
        }
        let (digits, share) = text.strip_suffix('%').map_or((text, false), |digits| (digits, true));
        let plain = digits.strip_prefix('-').unwrap_or(digits);
        // A double holds 15 digits: what is longer names somebody or something.
        let long = plain.bytes().filter(u8::is_ascii_digit).count() > 15;
        let code = long || plain.len() > 1 && plain.starts_with('0') && !plain.starts_with("0.");
        match Decimal::from_str_exact(digits) {
            Ok(number) if !code && !plain.starts_with('.') => if share { Self::Share(number) } else { Self::Number(number) },
            _ => Self::Text(text.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_a_number_only_where_nothing_is_lost() {
        assert_eq!(Value::of("1780"), Value::Number(1780.into()));
        assert_eq!(Value::of("0"), Value::Number(0.into()));
        for code in ["0301", "00", "999999196610160016", "1e3", "1,780", "165人", ".5"] {
            assert_eq!(Value::of(code), Value::Text(code.to_owned()));
        }
        assert_eq!(Value::of("40.17%"), Value::Share(Decimal::new(4017, 2)));
        assert_eq!(Column::of(["12", "", "13"].into_iter()), Column::Number);
        assert_eq!(Column::of(["12", "长灌"].into_iter()), Column::Text);
        assert_eq!(Column::of(["", ""].into_iter()), Column::Text);
    }
}
