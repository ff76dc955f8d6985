//! One type per file for what a scalar of a case file can be. Its entry point is [`Value`].
//!
//! A value is made only by [`Value::parse`] from the text that stands in the file, so a number keeps
//! its digits and an ID number its leading zeros; nothing passes through floating point.

mod choice;
mod code;
mod copy_number;
mod count;
mod date;
mod document_number;
mod domain;
mod id_number;
mod month_day;
mod percent;
mod secrecy;
mod site_code;
mod site_path;
mod telephone;
mod text;
mod yes_no;
mod yuan;

pub use choice::{Disclosure, Format, Seal, Urgency};
pub use code::Code;
pub use copy_number::CopyNumber;
pub use count::Count;
pub use date::{Date, Period};
pub use document_number::DocumentNumber;
pub use domain::Domain;
pub use id_number::{IdNumber, check_character};
pub use month_day::MonthDay;
pub use percent::Percent;
pub use rust_decimal::Decimal;
pub use secrecy::Secrecy;
pub use site_code::SiteCode;
pub use site_path::SitePath;
pub use telephone::Telephone;
pub use text::Text;
pub use yes_no::YesNo;
pub use yuan::Yuan;

/// A typed scalar.
pub trait Value: Sized + Send + Sync + 'static {
    /// Name of the type, a key of the message table (`value.date`): what a clerk is told to write.
    const EXPECTED: &'static str;

    /// Reads the text as it stands in the file, white space at the ends removed. `None` if it is no such value.
    fn parse(text: &str) -> Option<Self>;

    /// The value as canonical text.
    fn text(&self) -> String;

    /// The value as an exact number, where it is one.
    fn decimal(&self) -> Option<Decimal> {
        None
    }

    /// The value as a day, where it is one.
    fn date(&self) -> Option<Date> {
        None
    }

    /// The value as yes or no, where it is one.
    fn truth(&self) -> Option<bool> {
        None
    }
}
