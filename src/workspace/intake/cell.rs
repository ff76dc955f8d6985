//! A cell of the export. Entry points: [`Cell`], and [`read`], which makes a value of it.
//!
//! Nothing is guessed: digits that a spreadsheet program has rounded away, formula errors, formulas without a
//! value and cells below a merged area are refused, each with its reason.

use super::column::{Column, Form};
use crate::records::values::{Count, Date, IdNumber, Telephone, Text, Value, Yuan};

/// What stands in a cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Blank,
    /// Text or a number, as text; white space at the ends is removed.
    Text(String),
    /// A day.
    Day(Date),
    /// Something that is no value.
    Fault(Reason, String),
}

/// Why something is refused: a key of the message table's `ui` part.
pub type Reason = &'static str;

impl Cell {
    /// A cell of text.
    pub fn text(text: &str) -> Self {
        let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        // Case files read these two as nothing, too.
        if matches!(text, "" | "null" | "~") { Self::Blank } else { Self::Text(text.to_owned()) }
    }

    /// A cell that holds a binary number: 15 digits of it are sure.
    pub fn number(number: f64) -> Self {
        if !number.is_finite() || number.abs() >= 1e15 {
            return Self::Fault("refused.digits-lost", format!("{number:e}"));
        }
        // Fifteen digits, as the spreadsheet shows it: what lies behind is noise of the binary form.
        let sure: f64 = format!("{number:.14e}").parse().unwrap_or(number);
        Self::Text(format!("{sure}"))
    }
}

/// A value read from a cell.
#[derive(Debug, PartialEq)]
pub struct Read {
    /// As it is written into the file.
    pub text: String,
    /// It is in no code list.
    pub unlisted: bool,
}

/// The value of a cell; nothing for a blank one.
///
/// # Errors
/// The reason, and the text that stands there.
pub fn read(column: &Column, cell: Cell) -> Result<Option<Read>, (Reason, String)> {
    let text = match cell {
        Cell::Blank => return Ok(None),
        Cell::Fault(reason, text) => return Err((reason, text)),
        Cell::Day(day) if matches!(column.form, Form::Date) => day.to_string(),
        Cell::Day(day) => return Err(("refused.is-a-date", day.to_string())),
        Cell::Text(text) => text,
    };
    match canonical(column.form, &text) {
        Ok((text, unlisted)) => Ok(Some(Read { text, unlisted })),
        Err(reason) => Err((reason, text)),
    }
}

/// A text in the form in which it is written into files, and whether it is missing from its code list.
///
/// # Errors
/// The reason why it is no such value.
pub fn canonical(form: Form, text: &str) -> Result<(String, bool), Reason> {
    if matches!(form, Form::Number | Form::IdNumber | Form::Telephone) && is_scientific(text) {
        return Err("refused.digits-lost");
    }
    let plain = |text: Option<String>, reason: Reason| text.map(|text| (text, false)).ok_or(reason);
    match form {
        Form::Text => plain(Text::parse(text).map(|text| text.text()), "refused.too-long"),
        Form::Number if text.chars().count() > 60 => Err("refused.too-long"),
        Form::Number => Ok((text.to_owned(), false)),
        Form::IdNumber => id_number(text).map(|text| (text, false)),
        Form::Telephone => plain(Telephone::parse(text).map(|number| number.text()), "refused.not-a-telephone"),
        Form::Count => plain(Count::parse(text).map(|count| count.text()), "refused.not-a-whole-number"),
        Form::Yuan => plain(Yuan::parse(text).map(|amount| amount.text()), "refused.not-an-amount"),
        Form::Date => plain(day(text).map(|day| day.to_string()), "refused.not-a-date"),
        Form::YesNo => match text {
            "是" | "TRUE" | "true" => Ok(("是".to_owned(), false)),
            "否" | "FALSE" | "false" => Ok(("否".to_owned(), false)),
            _ => Err("refused.not-yes-or-no"),
        },
        Form::Listed(list) => match list.label(text) {
            Some(label) => Ok((label, false)),
            None if list.closed => Err("refused.not-listed"),
            None => plain(Text::parse(text).map(|text| text.text()), "refused.too-long").map(|(text, _)| (text, true)),
        },
    }
}

/// Whether a value of a file and one of the export are the same.
pub fn same(form: Form, file: &str, export: &str) -> bool {
    let file = file.trim();
    match form {
        Form::Telephone => {
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            digits(file) == digits(export)
        }
        Form::Yuan => Yuan::parse(file).is_some_and(|amount| Yuan::parse(export) == Some(amount)),
        _ => file == export || canonical(form, file).is_ok_and(|(text, _)| text == export),
    }
}

/// An ID number; a wrong check character is left to the rule `id-number-check-digit`.
fn id_number(text: &str) -> Result<String, Reason> {
    let number = IdNumber::parse(text).ok_or("refused.not-an-id-number")?;
    // Saved as a number once, an ID number of 18 digits ends in three zeros.
    if number.as_str().len() == 18 && number.as_str().ends_with("000") && !number.check_character_is_right() {
        return Err("refused.digits-lost");
    }
    Ok(number.text())
}

/// `9.99999E+17`.
fn is_scientific(text: &str) -> bool {
    let Some((digits, exponent)) = text.split_once(['E', 'e']) else { return false };
    let all = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    all(&digits.replacen('.', "", 1)) && all(exponent.trim_start_matches(['+', '-']))
}

/// A day in one of the ways that exports write it, with or without a time behind it.
fn day(text: &str) -> Option<Date> {
    let text = text.split([' ', 'T']).next().unwrap_or(text);
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Date::new(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?);
    }
    let plain = text.strip_suffix('日').unwrap_or(text).replace(['年', '月', '/', '.'], "-");
    let mut parts = plain.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if parts.next().is_some() || year.len() != 4 || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_that_are_lost_are_refused() {
        assert!(matches!(Cell::number(9.99999197001110e17), Cell::Fault("refused.digits-lost", _)));
        assert_eq!(Cell::number(350_423_000_001.0), Cell::Text("350423000001".to_owned()));
        assert_eq!(Cell::number(12_345.670_000_000_002), Cell::Text("12345.67".to_owned()));
        assert_eq!(canonical(Form::IdNumber, "9.99999E+17"), Err("refused.digits-lost"));
        assert_eq!(canonical(Form::IdNumber, "999999197001110000"), Err("refused.digits-lost"));
        assert_eq!(canonical(Form::IdNumber, "99999919700111001"), Err("refused.not-an-id-number"));
        assert_eq!(canonical(Form::IdNumber, "11010519491231002x"), Ok(("11010519491231002X".to_owned(), false)));
    }

    #[test]
    fn days_are_read_in_the_ways_of_exports() {
        for good in ["2014-01-05", "2014/1/5", "2014.1.5", "20140105", "2014年1月5日", "2014-01-05 00:00:00", "2014-01-05T08:00:00"] {
            assert_eq!(day(good).map(|day| day.to_string()).as_deref(), Some("2014-01-05"), "{good}");
        }
        for bad in ["2014-01", "2014年1月", "41640", "2014-02-30", "5/1/2014", "14-1-5", "2014-1-5-1"] {
            assert_eq!(day(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_same_value_may_be_written_in_several_ways() {
        assert!(same(Form::Telephone, "0598-1234567", "05981234567"));
        assert!(same(Form::Yuan, "8,000.00", "8000"));
        assert!(same(Form::Date, "2014年1月5日", "2014-01-05"));
        assert!(same(Form::Listed(&super::super::codes::RELATIONS), "户主", "本人或户主"));
        assert!(!same(Form::Text, "例甲一", "例甲二"));
    }
}
