//! The calendar of a year's working days. Its entry point is [`Calendar`].

use super::{Field, record};
use crate::records::values::{Count, Date, Text};

record! {
    /// Days off and days worked that differ from the week, with the notice that orders them.
    pub struct Calendar {
        /// Year.
        year: Field<Count> = "年份",
        /// The notice that orders it.
        source: Field<Text> = "依据",
        /// Weekdays that are days off.
        days_off: Vec<Field<Date>> = "放假",
        /// Weekend days that are worked.
        days_worked: Vec<Field<Date>> = "调休上班",
    }
}
