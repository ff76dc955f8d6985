//! Address of a page within a website. Its entry point is [`SitePath`].

use super::Value;
use super::code::refused_by_windows;

/// Path of a page from the site's root: ASCII letters, digits, `-`, `_` and `.`, folders parted by `/`, at the end `.html`. No part is
/// hidden, leads upwards, or has a name that Windows refuses.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(String);

impl SitePath {
    /// The path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for SitePath {
    const EXPECTED: &'static str = "value.site-path";

    fn parse(text: &str) -> Option<Self> {
        let part = |part: &str| {
            let plain = part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
            !part.is_empty() && plain && !part.starts_with('.') && !part.ends_with('.') && !refused_by_windows(part)
        };
        (text.len() <= 200 && text.ends_with(".html") && text.split('/').all(part)).then(|| Self(text.to_owned()))
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_can_stand_on_every_disk() {
        for good in ["a.html", "old/2017/tzgg_1.html", "console.html"] {
            assert!(SitePath::parse(good).is_some(), "{good}");
        }
        for bad in ["/a.html", "../a.html", "a/.b.html", "a.htm", "con.html", "a/LPT1.html", "a/nul/b.html", "公示.html", "a b.html", "a//b.html", "c:/a.html"] {
            assert_eq!(SitePath::parse(bad), None, "{bad}");
        }
    }
}
