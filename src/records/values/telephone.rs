//! Telephone numbers. Their entry point is [`Telephone`].

use super::Value;

/// A telephone number: 3 to 20 digits, with `-` and blanks between them (`0598-0000000`, `12317`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Telephone(String);

impl Telephone {
    /// The number as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for Telephone {
    const EXPECTED: &'static str = "value.telephone";

    fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let fits = (3..=20).contains(&digits)
            && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b' ' | b'+'));
        fits.then(|| Self(text.to_owned()))
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}
