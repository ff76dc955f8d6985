//! Shares. Their entry point is [`Percent`].

use super::{Decimal, Value, yuan::exact};

/// A share in percent, exact: `1.8%` or `1.8` is 1.8 percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(pub Decimal);

impl Value for Percent {
    const EXPECTED: &'static str = "value.percent";

    fn parse(text: &str) -> Option<Self> {
        exact(text.trim_end_matches(['%', '％']).trim_end()).map(Self)
    }

    fn text(&self) -> String {
        format!("{}%", self.0)
    }

    fn decimal(&self) -> Option<Decimal> {
        Some(self.0)
    }
}
