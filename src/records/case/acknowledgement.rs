//! A finding that the office stands by. Its entry point is [`Acknowledgement`].

use super::{Field, record};
use crate::records::values::{Code, Date, Text};

record! {
    /// 已核: a finding of this file that is known and explained; it no longer counts for the exit code.
    pub struct Acknowledgement {
        /// Id of the rule.
        rule: Field<Code> = "规则",
        /// Narrows it to findings whose path contains this text (a column's key, say); all of the file's without it.
        place: Field<Text> = "位置",
        /// Why it stands.
        reason: Field<Text> = "理由",
        /// Who says so.
        by: Field<Text> = "确认人",
        /// When.
        date: Field<Date> = "日期",
    }
}
