//! Domain of a website. Its entry point is [`Domain`].

use super::Value;

/// Domain of a site and, where there is one, the folder that it stands in: `www.example.gov.cn/gongshi`. Without protocol, small
/// letters; a Chinese domain is written in its ASCII form (`xn--…`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Domain(String);

impl Domain {
    /// The domain as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for Domain {
    const EXPECTED: &'static str = "value.domain";

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('/');
        let fits = |part: &str, and: &str| {
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || and.bytes().any(|other| other == b);
            !part.is_empty() && part.bytes().all(plain) && !part.starts_with(['-', '.']) && !part.ends_with(['-', '.'])
        };
        let host = parts.next()?;
        let named = host.contains('.') && host.len() <= 253 && host.split('.').all(|label| label.len() <= 63 && fits(label, "-"));
        (named && parts.all(|part| fits(part, "-._"))).then(|| Self(text.to_owned()))
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_has_no_protocol_and_no_end_that_differs() {
        for good in ["www.example.invalid", "www.example.invalid/qingliu", "xn--fiqs8s.gov.cn/a-b/c_d"] {
            assert!(Domain::parse(good).is_some(), "{good}");
        }
        for bad in ["https://www.example.invalid", "example", "www.example.invalid/", "www..cn", "www.县.cn", "a.cn/../b", "-a.cn", "a.cn?x"] {
            assert_eq!(Domain::parse(bad), None, "{bad}");
        }
    }
}
