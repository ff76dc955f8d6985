//! Free text. Its entry point is [`Text`].

use super::Value;

/// Text of at most 2,000 characters, not blank. What it holds is never interpreted: a name may be `*张|三*<b>`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(String);

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for Text {
    const EXPECTED: &'static str = "value.text";

    fn parse(text: &str) -> Option<Self> {
        (!text.trim().is_empty() && text.chars().count() <= 2_000).then(|| Self(text.to_owned()))
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}
