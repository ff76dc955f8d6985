//! A village. Its entry point is [`Village`].

use super::{Acknowledgement, AreaExit, Channel, Field, record};
use crate::records::values::{Code, Text};

record! {
    /// A village with its kinds; a village may be poor and hollow at once.
    pub struct Village {
        /// Code, assigned once; part of paths.
        code: Field<Code> = "村编码",
        /// Short name as the plans print it (`长灌`).
        name: Field<Text> = "名称",
        /// Name of the village as a body (`长灌村`).
        full_name: Field<Text> = "全称",
        /// Issuer of village notices.
        committee: Field<Text> = "村民委员会",
        /// Kinds: 贫困村, 空壳村.
        kinds: Vec<Field<Text>> = "类别",
        /// Where to object.
        channel: Channel = "监督渠道",
        /// The exit of the village itself.
        exit: AreaExit = "退出",
        /// Findings that the office stands by.
        acknowledged: Vec<Acknowledgement> = "已核",
    }
}
