//! Whole numbers. Their entry point is [`Count`].

use super::{Decimal, Value};

/// A count of persons, households, days or votes, 0 to 999,999,999; a final unit such as `人`, `户`, `天` is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count(pub u32);

impl Value for Count {
    const EXPECTED: &'static str = "value.count";

    fn parse(text: &str) -> Option<Self> {
        let digits = text.trim_end_matches(['人', '户', '天', '个', '名', '票']);
        let plain = !digits.is_empty() && digits.len() <= 9 && digits.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| digits.parse().ok().map(Self)).flatten()
    }

    fn text(&self) -> String {
        self.0.to_string()
    }

    fn decimal(&self) -> Option<Decimal> {
        Some(self.0.into())
    }
}
