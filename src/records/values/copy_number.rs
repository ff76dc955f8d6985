//! Copy numbers. Their entry point is [`CopyNumber`].

use super::Value;

/// 份号: six digits (GB/T 9704-2012, 7.2.1): `000001`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyNumber(String);

impl Value for CopyNumber {
    const EXPECTED: &'static str = "value.copy-number";

    fn parse(text: &str) -> Option<Self> {
        (text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| Self(text.to_owned()))
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_and_no_fewer() {
        assert!(CopyNumber::parse("000012").is_some());
        assert!(["12", "0000012", "00001a", ""].iter().all(|text| CopyNumber::parse(text).is_none()));
    }
}
