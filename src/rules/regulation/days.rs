//! How the days of a publicity are counted. Its entry point is [`publicity`].

use std::collections::BTreeMap;

use crate::records::case::Calendar;
use crate::records::values::{Date, Period};

/// How a rule set counts days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    /// Least days.
    pub least: u32,
    /// Working days instead of calendar days.
    pub working: bool,
    /// The posting day is the first day.
    pub inclusive: bool,
}

/// The working days that calendars order, by year.
#[derive(Debug, Default)]
pub struct WorkingDays {
    years: BTreeMap<i16, (Vec<Date>, Vec<Date>)>,
}

/// A working day was asked for in a year without a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MissingCalendar(pub i16);

impl WorkingDays {
    /// From the workspace's calendars.
    pub fn new<'a>(calendars: impl IntoIterator<Item = &'a Calendar>) -> Self {
        let days = |list: &[crate::records::case::Field<Date>]| list.iter().filter_map(|day| day.value().copied()).collect();
        let years = calendars
            .into_iter()
            .filter_map(|calendar| Some((calendar.year.value()?.0 as i16, (days(&calendar.days_off), days(&calendar.days_worked)))))
            .collect();
        Self { years }
    }

    /// Whether a day is worked.
    pub fn is_worked(&self, day: Date) -> Result<bool, MissingCalendar> {
        let (off, worked) = self.years.get(&day.year()).ok_or(MissingCalendar(day.year()))?;
        Ok(worked.contains(&day) || !(day.is_weekend() || off.contains(&day)))
    }
}

/// The shortest publicity that satisfies the rule when the notice goes up on `posted`: both ends, as a notice prints them.
///
/// With an exclusive count the posting day is printed as the first day and the count starts on the day after;
/// the announcement may follow the day after the last day.
pub fn publicity(posted: Date, count: DayCount, calendar: &WorkingDays) -> Result<Period, MissingCalendar> {
    let mut day = posted;
    let mut counted = 0;
    if count.inclusive && (!count.working || calendar.is_worked(day)?) {
        counted = 1;
    }
    while counted < count.least {
        day = day.plus(1);
        if !count.working || calendar.is_worked(day)? {
            counted += 1;
        }
    }
    Ok(Period { first: posted, last: day })
}

/// How many days a publicity has by this count.
pub fn days_in(period: Period, count: DayCount, calendar: &WorkingDays) -> Result<u32, MissingCalendar> {
    let mut days = 0;
    let mut day = period.first;
    loop {
        let counts = day > period.first || count.inclusive;
        if counts && (!count.working || calendar.is_worked(day)?) {
            days += 1;
        }
        // The calendar has a last day, behind which there is none to go on to.
        if day >= period.last {
            return Ok(days);
        }
        day = day.plus(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::case::Field;
    use crate::records::values::{Count, Value};

    fn day(text: &str) -> Date {
        Date::parse(text).expect("a day")
    }

    #[test]
    fn the_posting_day_counts_only_when_the_rule_set_says_so() {
        let calendar = WorkingDays::default();
        let count = DayCount { least: 7, working: false, inclusive: false };
        assert_eq!(publicity(day("2017-11-13"), count, &calendar).map(|p| p.last), Ok(day("2017-11-20")));
        // The street plan of 202X: 11 to 17 November are 7 days, the first included.
        assert_eq!(days_in(Period { first: day("2017-11-13"), last: day("2017-11-20") }, count, &calendar), Ok(7));
        let inclusive = DayCount { inclusive: true, ..count };
        assert_eq!(publicity(day("2017-11-11"), inclusive, &calendar).map(|p| p.last), Ok(day("2017-11-17")));
    }

    #[test]
    fn working_days_follow_the_calendar_and_a_missing_year_is_an_error() {
        let calendar = Calendar {
            year: Field::Value(Count(2017)),
            days_off: vec![Field::Value(day("2017-10-02"))],
            days_worked: vec![Field::Value(day("2017-09-30"))],
            ..Calendar::default()
        };
        let days = WorkingDays::new([&calendar]);
        let count = DayCount { least: 2, working: true, inclusive: false };
        // Friday 29 September: Saturday 30 is worked, Sunday and Monday 2 are off, Tuesday 3 is worked here.
        assert_eq!(publicity(day("2017-09-29"), count, &days).map(|p| p.last), Ok(day("2017-10-03")));
        assert_eq!(publicity(day("2017-12-31"), count, &days), Err(MissingCalendar(2018)));
    }
}
