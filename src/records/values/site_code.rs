//! 网站标识码. Its entry point is [`SiteCode`].

use super::Value;

/// The identification code of a government website: ten digits (domain facts, section 6).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SiteCode(String);

impl SiteCode {
    /// The ten digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for SiteCode {
    const EXPECTED: &'static str = "value.site-code";

    fn parse(text: &str) -> Option<Self> {
        (text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit())).then(|| Self(text.to_owned()))
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}
