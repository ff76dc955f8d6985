//! Yes or no. Its entry point is [`YesNo`].

use super::Value;

/// `是` or `否` (`yes`, `no`, `true`, `false` are read too).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YesNo(pub bool);

impl Value for YesNo {
    const EXPECTED: &'static str = "value.yes-no";

    fn parse(text: &str) -> Option<Self> {
        match text {
            "是" | "yes" | "true" => Some(Self(true)),
            "否" | "no" | "false" => Some(Self(false)),
            _ => None,
        }
    }

    fn text(&self) -> String {
        if self.0 { "是" } else { "否" }.to_owned()
    }

    fn truth(&self) -> Option<bool> {
        Some(self.0)
    }
}
