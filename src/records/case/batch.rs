//! A batch: what one office puts up together. Its entry point is [`Batch`].

use std::collections::BTreeMap;

use super::{Acknowledgement, Channel, Field, Step, record};
use crate::records::values::{Code, Count, Text};

record! {
    /// The steps that the households, villages or counties of one list share: review, publicity, approval, announcement. Written once.
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
        /// Of a prefecture's list: the villages or counties that it reviews. Households name their list themselves.
        listed: Vec<Listed> = "名单",
        /// Of a prefecture's list: how many each county sent up, by the county's code, as the county reported it.
        reported: BTreeMap<String, Field<Count>> = "上报数",
        /// Steps that were done, in the order in which they were done.
        steps: Vec<Step> = "步骤",
        /// Findings that the office stands by.
        acknowledged: Vec<Acknowledgement> = "已核",
    }
}

record! {
    /// A village of a county, or a county, on a prefecture's list.
    pub struct Listed {
        /// Code of the county.
        county: Field<Code> = "县编码",
        /// Code of the village; none where the county itself is listed.
        village: Field<Code> = "村编码",
    }
}
