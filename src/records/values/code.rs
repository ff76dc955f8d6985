//! Codes of subjects. Their entry point is [`Code`].

use super::Value;

/// Code of a subject, batch or rule set: 1 to 40 of ASCII letters, digits and `-`; assigned once, written in `content/`, part of paths.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(String);

impl Code {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for Code {
    const EXPECTED: &'static str = "value.code";

    fn parse(text: &str) -> Option<Self> {
        let fits = (1..=40).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !text.starts_with('-');
        fits.then(|| Self(text.to_owned()))
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}
