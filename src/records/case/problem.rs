//! Problems that audits and inspections found. Its entry point is [`ProblemList`].

use super::{Acknowledgement, Field, Private, record};
use crate::records::values::{Code, Count, Date, Text};

record! {
    /// The problems of a year, from all sources together.
    pub struct ProblemList {
        /// Code, the file's name.
        code: Field<Code> = "清单编号",
        /// Year.
        year: Field<Count> = "年度",
        /// The problems.
        problems: Vec<Problem> = "问题",
        /// Findings that the office stands by.
        acknowledged: Vec<Acknowledgement> = "已核",
    }
}

record! {
    /// One problem: found, checked, put right or refuted.
    pub struct Problem {
        /// Number within the list, assigned once.
        number: Field<Count> = "序号",
        /// Who found it (审计部门, 第三方评估 …).
        found_by: Field<Text> = "来源",
        /// Day on which it was found.
        found: Field<Date> = "发现日期",
        /// Code of the village that it is about.
        village: Field<Code> = "村编码",
        /// Code of the household, where it is about one.
        household: Private<Code> = "户编码",
        /// What it is.
        content: Private<Text> = "内容",
        /// Day of the check.
        checked: Field<Date> = "核查日期",
        /// 属实 or 不属实.
        outcome: Field<Text> = "核查结论",
        /// On what evidence.
        evidence: Private<Text> = "核查依据",
        /// How it was put right.
        remedy: Private<Text> = "整改措施",
        /// Day on which it was put right.
        remedied: Field<Date> = "整改日期",
        /// Mark in the national system.
        mark: Field<Text> = "系统标注",
    }
}
