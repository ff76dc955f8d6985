//! A village. Its entry point is [`Village`].

use std::collections::BTreeMap;

use super::{Acknowledgement, Channel, Field, Guarantee, Private, Step, record};
use crate::records::values::{Code, Count, Text, Yuan};

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
        exit: VillageExit = "退出",
        /// Findings that the office stands by.
        acknowledged: Vec<Acknowledgement> = "已核",
    }
}

record! {
    /// The exit of a village: figures and steps.
    pub struct VillageExit {
        /// Procedure of the rule set (`贫困村退出`).
        procedure: Field<Text> = "程序",
        /// Year of the exit.
        year: Field<Count> = "年度",
        /// Poor persons that are left.
        poor_persons: Field<Count> = "贫困人口",
        /// Rural population.
        population: Field<Count> = "乡村人口",
        /// Income per head of the village's farmers.
        income_per_head: Private<Yuan> = "农民人均收入",
        /// The same of the county.
        county_income: Field<Yuan> = "全县农民人均收入",
        /// The same of the province.
        province_income: Field<Yuan> = "全省农民人均收入",
        /// Income of the village as a body.
        village_income: Field<Yuan> = "村级收入",
        /// Factors that a department attests.
        attested: BTreeMap<String, Guarantee> = "综合因素",
        /// Steps that were done.
        steps: Vec<Step> = "步骤",
    }
}
