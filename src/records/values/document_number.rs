//! Document numbers. Their entry point is [`DocumentNumber`].

use super::Value;

/// 发文字号: body, year in 〔〕, number without leading zero, 号 (GB/T 9704-2012, 7.2.5): `清委办〔2017〕25号`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentNumber(String);

impl DocumentNumber {
    /// The number as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for DocumentNumber {
    const EXPECTED: &'static str = "value.document-number";

    fn parse(text: &str) -> Option<Self> {
        let (body, rest) = text.split_once('〔')?;
        let (year, rest) = rest.split_once('〕')?;
        let number = rest.strip_suffix('号')?;
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let fits = !body.trim().is_empty() && year.len() == 4 && digits(year) && digits(number) && !number.starts_with('0');
        fits.then(|| Self(text.to_owned()))
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wants_the_brackets_and_the_full_year() {
        assert!(DocumentNumber::parse("清委办〔2017〕25号").is_some());
        for bad in ["清委办2017〕25", "清委办[2017]25号", "清委办〔17〕25号", "清委办〔2017〕025号", "〔2017〕25号", "清委办〔2017〕第25号"] {
            assert!(DocumentNumber::parse(bad).is_none(), "{bad}");
        }
    }
}
