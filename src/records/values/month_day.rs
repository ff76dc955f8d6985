//! Days of any year. Their entry point is [`MonthDay`].

use super::{Date, Value};

/// A month and a day, `11-17` or `11月17日`: a deadline that comes every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay {
    month: i8,
    day: i8,
}

impl MonthDay {
    /// The day in a year; none for 29 February in a common year.
    pub fn in_year(self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day)
    }
}

impl Value for MonthDay {
    const EXPECTED: &'static str = "value.month-day";

    fn parse(text: &str) -> Option<Self> {
        let (month, day) = match text.strip_suffix('日') {
            Some(body) => body.split_once('月')?,
            None => text.split_once('-')?,
        };
        let number = |text: &str| (1..=2).contains(&text.len()).then(|| text.parse::<i8>().ok()).flatten();
        let (month, day) = (number(month)?, number(day)?);
        // A leap year knows every day.
        Date::new(2020, month, day).map(|_| Self { month, day })
    }

    fn text(&self) -> String {
        format!("{:02}-{:02}", self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_any_year() {
        assert_eq!(MonthDay::parse("11月5日").map(|day| day.text()), Some("11-05".to_owned()));
        assert_eq!(MonthDay::parse("02-29").and_then(|day| day.in_year(2017)), None);
        for bad in ["13-01", "11-31", "11", "-5", "11-", "2017-11-05"] {
            assert_eq!(MonthDay::parse(bad), None, "{bad}");
        }
    }
}
