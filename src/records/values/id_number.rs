//! Citizen ID numbers. Their entry point is [`IdNumber`].

use super::{Date, Value};

/// A citizen ID number of 15 or 18 characters or a disability certificate number of 20 or 22 digits (domain facts, section 4).
/// The check character is not judged here: that is the rule `id-number-check-digit`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdNumber(String);

impl IdNumber {
    /// The number, `X` in upper case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Date of birth; none in a number whose digits are no day.
    pub fn born(&self) -> Option<Date> {
        let digits = |range: std::ops::Range<usize>| self.0.get(range)?.parse::<i16>().ok();
        let (year, from) = if self.0.len() == 15 { (1900 + digits(6..8)?, 8) } else { (digits(6..10)?, 10) };
        Date::new(year, i8::try_from(digits(from..from + 2)?).ok()?, i8::try_from(digits(from + 2..from + 4)?).ok()?)
    }

    /// Full years of age on a day.
    pub fn age_on(&self, day: Date) -> Option<u32> {
        let born = self.born()?;
        let years = i32::from(day.year()) - i32::from(born.year());
        let before = Date::new(day.year(), born.month(), born.day()).is_none_or(|birthday| day < birthday);
        u32::try_from(years - i32::from(before)).ok()
    }

    /// 男 or 女, from the sequence digit.
    pub fn sex(&self) -> Option<&'static str> {
        let place = if self.0.len() == 15 { 14 } else { 16 };
        let digit = self.0.as_bytes().get(place)?;
        Some(if digit % 2 == 1 { "男" } else { "女" })
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

    #[test]
    fn age_counts_full_years() {
        let number = IdNumber::parse("11010519491231002X").expect("a number");
        let on = |day: &str| number.age_on(Date::parse(day).expect("a day"));
        assert_eq!((on("2017-12-30"), on("2017-12-31"), on("1949-12-30")), (Some(67), Some(68), None));
        assert_eq!(number.sex(), Some("女"));
    }
}
