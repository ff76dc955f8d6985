//! Citizen ID numbers. Their entry point is [`IdNumber`].

use super::Value;

/// A citizen ID number of 15 or 18 characters or a disability certificate number of 20 or 22 digits (domain facts, section 4).
/// The check character is not judged here: that is the rule `id-number-check-digit`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdNumber(String);

impl IdNumber {
    /// The number, `X` in upper case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the check character of GB 11643 is right; 15-digit numbers have none and pass.
    pub fn check_character_is_right(&self) -> bool {
        self.0.len() == 15 || self.0.get(..18).is_some_and(|n| n.as_bytes()[17] == check_character(&n[..17]))
    }
}

/// The check character that belongs behind 17 digits (GB 11643: weights modulo 11).
pub fn check_character(seventeen: &str) -> u8 {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = seventeen.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit.wrapping_sub(b'0')) * weight).sum();
    b"10X98765432"[(sum % 11) as usize]
}

impl Value for IdNumber {
    const EXPECTED: &'static str = "value.id-number";

    fn parse(text: &str) -> Option<Self> {
        let upper = text.to_ascii_uppercase();
        let bytes = upper.as_bytes();
        let fits = matches!(bytes.len(), 15 | 18 | 20 | 22)
            && bytes.iter().enumerate().all(|(i, b)| b.is_ascii_digit() || (*b == b'X' && i == 17));
        fits.then_some(Self(upper))
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_character_of_the_standard_example() {
        // The example printed in GB 11643-1999, annex A.
        assert!(IdNumber::parse("11010519491231002X").is_some_and(|n| n.check_character_is_right()));
        assert!(IdNumber::parse("110105194912310021").is_some_and(|n| !n.check_character_is_right()));
        assert!(IdNumber::parse("1101051949123100").is_none());
        assert!(IdNumber::parse("X1010519491231002X").is_none());
    }
}
