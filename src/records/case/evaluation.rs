//! What a spot check of the year's work found, household by household. Its entry point is [`Evaluation`].

use super::{Acknowledgement, Field, Private, record};
use crate::records::values::{Code, Count, Date, Text, YesNo};

record! {
    /// A spot check with its sheets: the figures of an assessment are drawn from them.
    pub struct Evaluation {
        /// Code, the file's name.
        code: Field<Code> = "抽查编号",
        /// Year.
        year: Field<Count> = "年度",
        /// Who checks.
        by: Field<Text> = "检查单位",
        /// Day.
        date: Field<Date> = "日期",
        /// Digest of the closed roster that the sample was drawn from.
        roster: Field<Text> = "名册摘要",
        /// Seed that was drawn in public.
        seed: Field<Text> = "种子",
        /// The households of the sample, one sheet each.
        sheets: Vec<Sheet> = "抽查表",
        /// Findings that the office stands by.
        acknowledged: Vec<Acknowledgement> = "已核",
    }
}

record! {
    /// The sheet of one household.
    pub struct Sheet {
        /// Code of the household.
        household: Field<Code> = "户编码",
        /// Identified rightly.
        identified_rightly: Private<YesNo> = "识别准确",
        /// The household is satisfied.
        satisfied: Private<YesNo> = "满意",
        /// What was found besides.
        found: Private<Text> = "发现问题",
    }
}
