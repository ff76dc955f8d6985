//! A batch: the households that one village puts up together. Its entry point is [`Batch`].

use super::{Acknowledgement, Channel, Field, Step, record};
use crate::records::values::{Code, Count, Text};

record! {
    /// The steps that the households of one list share: review, publicity, approval, announcement. Written once.
    pub struct Batch {
        /// Code, assigned once.
        code: Field<Code> = "批次",
        /// Procedure of the rule set (`贫困户退出`).
        procedure: Field<Text> = "程序",
        /// Rule set that the list goes by, where it is not the one in force when it began.
        rule_set: Field<Code> = "规则集",
        /// Year of the exit.
        year: Field<Count> = "年度",
        /// Where to object; the village's own where it names none.
        channel: Channel = "监督渠道",
        /// Steps that were done, in the order in which they were done.
        steps: Vec<Step> = "步骤",
        /// Findings that the office stands by.
        acknowledged: Vec<Acknowledgement> = "已核",
    }
}
