//! Days. Their entry point is [`Date`].

use super::Value;

/// A day of the civil calendar, 1900 to 2999. Read from `2017-11-15` or `2017年11月15日`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

/// A span of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

impl Date {
    /// The last day that there is.
    pub const LAST: Self = Self(jiff::civil::Date::MAX);

    /// The day `year-month-day`, if there is one.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        (1900..3000).contains(&year).then(|| jiff::civil::Date::new(year, month, day).ok().map(Self)).flatten()
    }

    /// The day at UTC+8 of an instant, given in seconds since 1970-01-01 UTC.
    pub fn in_china(unix_seconds: i64) -> Option<Self> {
        let instant = jiff::Timestamp::from_second(unix_seconds).ok()?;
        Some(Self(jiff::tz::Offset::constant(8).to_datetime(instant).date()))
    }

    /// The day `days` later (earlier when negative); stays within the calendar.
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(days)))
    }

    /// Days from `earlier` to this day: 1 from one day to the next.
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0.duration_since(earlier.0).as_hours() as i32 / 24
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, from 1.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// Saturday or Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday)
    }

    /// `2017年4月9日`: Arabic numerals without leading zeros (GB/T 9704-2012, 7.3.5.4).
    pub fn chinese(self) -> String {
        format!("{}年{}月{}日", self.0.year(), self.0.month(), self.0.day())
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl std::str::FromStr for Date {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text).ok_or("YYYY-MM-DD")
    }
}

impl Value for Date {
    const EXPECTED: &'static str = "value.date";

    fn parse(text: &str) -> Option<Self> {
        let (year, month, day) = match text.strip_suffix('日') {
            Some(body) => {
                let (year, rest) = body.split_once('年')?;
                let (month, day) = rest.split_once('月')?;
                (year, month, day)
            }
            None => {
                let (year, rest) = text.split_once('-')?;
                let (month, day) = rest.split_once('-')?;
                (month.len() == 2 && day.len() == 2).then_some((year, month, day))?
            }
        };
        let digits = [year, month, day].iter().all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
        if !digits || year.len() != 4 {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    fn text(&self) -> String {
        self.to_string()
    }

    fn date(&self) -> Option<Date> {
        Some(*self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_ways_of_writing_and_nothing_else() {
        let day = Date::new(2017, 11, 5);
        assert_eq!(Date::parse("2017-11-05"), day);
        assert_eq!(Date::parse("2017年11月5日"), day);
        for bad in ["2017-11-5", "2017/11/05", "17-11-05", "2017-02-29", "2017年11月", "2017-11-05T00:00"] {
            assert_eq!(Date::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_day_in_china_begins_at_sixteen_hours_utc() {
        assert_eq!(Date::in_china(1_511_193_599).map(|d| d.to_string()), Some("2017-11-20".to_owned()));
        assert_eq!(Date::in_china(1_511_193_600).map(|d| d.to_string()), Some("2017-11-21".to_owned()));
    }
}
