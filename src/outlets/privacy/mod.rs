//! The last look at what becomes public. Entry points: [`Watch::leak`], for one paper while it is made; [`Sealed::hits`], for every public
//! file, against the private values of all households.
//!
//! Types keep private values out of public views; this scan is the second proof: it looks at the text of every
//! public artifact for values that identify a person, whichever way they came in. Text is brought to NFKC and
//! freed of white space first, so that full-width digits or blanks hide nothing.

mod secrets;

use unicode_normalization::UnicodeNormalization;

use crate::records::case::{Channel, Clearance, Household};
use crate::records::values::Value;

pub use secrets::{Hit, Sealed, Secrets};

/// Leave to look at what must not be public.
const LOOK: Clearance = Clearance::to_judge();

/// What identifies the persons of one village, and the official contacts that may be printed.
pub struct Watch {
    private: Vec<String>,
    official: Vec<String>,
}

/// What was found: never the value itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leak {
    /// 15, 18, 20 or 22 digits in a row, as ID and certificate numbers have.
    IdNumber,
    /// A telephone number that is no official contact.
    Telephone,
    /// A value that a case file holds as private.
    KnownValue,
}

impl Leak {
    /// Key of the message table's `ui` part.
    pub fn name(self) -> &'static str {
        match self {
            Self::IdNumber => "value.leak-id-number",
            Self::Telephone => "value.leak-telephone",
            Self::KnownValue => "value.leak-known",
        }
    }
}

impl Watch {
    /// Over the households of a village; contacts of its channels are official.
    pub fn new<'a>(households: impl Iterator<Item = &'a Household>, channels: impl IntoIterator<Item = &'a Channel>) -> Self {
        fn text<T: Value>(field: &crate::records::case::Private<T>) -> String {
            squeezed(&field.reveal(&LOOK).text())
        }
        let mut private = Vec::new();
        for household in households {
            private.extend([text(&household.telephone), text(&household.account), text(&household.address)]);
            private.extend(household.members.iter().map(|member| text(&member.id_number)));
        }
        let official = |channel: &Channel| [channel.telephone.text(), channel.supervision.text()].map(|number| squeezed(&number));
        let official: Vec<String> = channels.into_iter().flat_map(official).filter(|number| !number.is_empty()).collect();
        // Short values (an address that is only a group's name, a number shared with an office) identify nobody.
        private.retain(|value| value.chars().count() >= 7 && !official.contains(value));
        private.sort();
        private.dedup();
        Self { private, official }
    }

    /// The first thing in a public text that must not be there.
    pub fn leak(&self, text: &str) -> Option<Leak> {
        let text = squeezed(text);
        if self.private.iter().any(|value| text.contains(value.as_str())) {
            return Some(Leak::KnownValue);
        }
        for run in text.split(|c: char| !c.is_ascii_digit() && !matches!(c, 'X' | 'x')) {
            if matches!(run.len(), 15 | 18 | 20 | 22) {
                return Some(Leak::IdNumber);
            }
            // Mobile numbers of China (domain facts, section 4).
            let bytes = run.as_bytes();
            if run.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1]) && !self.official.iter().any(|known| known == run) {
                return Some(Leak::Telephone);
            }
        }
        None
    }
}

/// As it is compared: NFKC, without blanks and hyphens.
pub fn squeezed(text: &str) -> String {
    let is_kept = |c: &char| !c.is_whitespace() && *c != '-';
    let mut form = String::with_capacity(text.len());
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        while let Some((next, other)) = chars.next_if(|(_, other)| !is_own_form(*other)) {
            end = next + other.len_utf8();
        }
        match &text[at..end] {
            own if is_own_form(c) && own.len() == c.len_utf8() => form.extend(Some(c).filter(is_kept)),
            other => form.extend(other.nfkc().filter(is_kept)),
        }
    }
    form
}

/// What NFKC leaves as it is and joins to nothing before it, as nearly all is: at its begin a text can be cut.
fn is_own_form(c: char) -> bool {
    c.is_ascii() || matches!(c, '\u{4E00}'..='\u{9FFF}' | '、' | '。')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_cut_has_the_form_of_the_whole() {
        for text in ["", "\u{301}a", "e\u{301}\u{323}村", "１２ ３－4-５", "，。甲（乙）", "\u{1112}\u{1161}\u{11AB}가", "ﬁ①㎡\u{3000}か\u{3099}。\u{3099}", "甲\u{FE00}乙"] {
            let whole: String = text.nfkc().filter(|c| !c.is_whitespace() && *c != '-').collect();
            assert_eq!(squeezed(text), whole, "{text:?}");
        }
    }

    #[test]
    fn blanks_and_full_width_digits_hide_nothing() {
        let watch = Watch { private: vec!["00001234567".to_owned()], official: vec!["13800000000".to_owned()] };
        assert_eq!(watch.leak("公示时间：2017年11月15日至2017年11月22日，电话 0000-0000012"), None);
        assert_eq!(watch.leak("号码 ９９９９９９１９８００１ ０１００１Ｘ"), Some(Leak::IdNumber));
        assert_eq!(watch.leak("1390 0000 000"), Some(Leak::Telephone));
        assert_eq!(watch.leak("138 0000 0000"), None);
        assert_eq!(watch.leak("住户电话0000-1234567。"), Some(Leak::KnownValue));
    }
}
