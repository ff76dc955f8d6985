//! Money. Its entry point is [`Yuan`].

use super::{Decimal, Value};

/// An amount in yuan, exact, at most two decimals; `12,345.60` and a final `元` are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Yuan(pub Decimal);

impl Value for Yuan {
    const EXPECTED: &'static str = "value.yuan";

    fn parse(text: &str) -> Option<Self> {
        let plain = text.trim_end_matches('元').trim_end().replace([',', '，'], "");
        let amount = exact(&plain)?;
        (amount.scale() <= 2).then_some(Self(amount))
    }

    fn text(&self) -> String {
        self.0.to_string()
    }

    fn decimal(&self) -> Option<Decimal> {
        Some(self.0)
    }
}

/// Reads a plain decimal number: digits, one point, a sign; no exponent, no letters (`l0` is not 10).
pub(super) fn exact(text: &str) -> Option<Decimal> {
    let body = text.strip_prefix('-').unwrap_or(text);
    let plain = !body.is_empty()
        && body.len() <= 24
        && body.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && body.as_bytes()[0].is_ascii_digit()
        && !body.ends_with('.');
    plain.then(|| Decimal::from_str_exact(text).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_only_plain_amounts() {
        assert_eq!(Yuan::parse("12,345.60元").map(|y| y.text()), Some("12345.60".to_owned()));
        for bad in ["l0", "1.234", "1e3", ".5", "5.", "", "-", "10万", "１２"] {
            assert_eq!(Yuan::parse(bad), None, "{bad}");
        }
    }
}
