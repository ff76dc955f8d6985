//! Secrecy of official documents. Its entry point is [`Secrecy`].

use super::Value;

/// 密级和保密期限: the degree, and after a ★ how long (GB/T 9704-2012, 7.2.2): `秘密★1年`, `机密`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secrecy(String);

/// The degrees of secrecy.
const DEGREES: [&str; 3] = ["绝密", "机密", "秘密"];

impl Value for Secrecy {
    const EXPECTED: &'static str = "value.secrecy";

    fn parse(text: &str) -> Option<Self> {
        let rest = DEGREES.iter().find_map(|degree| text.strip_prefix(degree))?;
        let term = |term: &str| {
            let unit = ["年", "个月"].iter().find_map(|unit| term.strip_suffix(unit));
            term == "长期" || unit.is_some_and(|count| !count.is_empty() && !count.starts_with('0') && count.bytes().all(|byte| byte.is_ascii_digit()))
        };
        (rest.is_empty() || rest.strip_prefix('★').is_some_and(term)).then(|| Self(text.to_owned()))
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_and_how_long_in_arabic_digits() {
        assert!(["秘密", "机密★1年", "绝密★长期", "秘密★6个月"].iter().all(|text| Secrecy::parse(text).is_some()));
        assert!(["内部", "机密★", "机密1年", "机密★一年", "秘密★01年", "秘密★年"].iter().all(|text| Secrecy::parse(text).is_none()));
    }
}
