//! Codes of subjects. Their entry point is [`Code`].

use super::Value;

/// Code of a subject, batch or rule set: 1 to 40 of ASCII letters, digits and `-`; assigned once, written in `content/`, part of paths.
/// A name that Windows refuses (`con`, `aux`) is none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(String);

impl Code {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for Code {
    const EXPECTED: &'static str = "value.code";

    fn parse(text: &str) -> Option<Self> {
        let fits = (1..=40).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !text.starts_with('-')
            && !refused_by_windows(text);
        fits.then(|| Self(text.to_owned()))
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}

/// Whether Windows refuses a file of this name, whatever its ending: it is the name of a device.
pub(super) fn refused_by_windows(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    match stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt")) {
        Some(port) => matches!(port.as_bytes(), [b'1'..=b'9']),
        None => matches!(stem.as_str(), "con" | "prn" | "aux" | "nul"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_can_be_a_file_on_every_disk() {
        for good in ["0901-001", "qingliu-2017", "console", "com10", "A"] {
            assert!(Code::parse(good).is_some(), "{good}");
        }
        for bad in ["con", "AUX", "lpt1", "-1", "", "a_b", "村"] {
            assert_eq!(Code::parse(bad), None, "{bad}");
        }
    }
}
