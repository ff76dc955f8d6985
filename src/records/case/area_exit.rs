//! The exit of a village, township or county itself. Its entry point is [`AreaExit`].

use std::collections::BTreeMap;

use super::{Field, Guarantee, Private, Step, record};
use crate::records::values::{Code, Count, Percent, Text, Yuan};

record! {
    /// The exit of an area: figures and steps. Which figures count is the rule set's business.
    pub struct AreaExit {
        /// Procedure of the rule set (`贫困村退出`).
        procedure: Field<Text> = "程序",
        /// Rule set that the case goes by, where it is not the one in force when it began.
        rule_set: Field<Code> = "规则集",
        /// Year of the exit.
        year: Field<Count> = "年度",
        /// Code of the list in which it is put up together with others.
        batch: Field<Code> = "批次",
        /// Poor persons that are left.
        poor_persons: Field<Count> = "贫困人口",
        /// Rural population.
        population: Field<Count> = "乡村人口",
        /// Income per head of the area's farmers.
        income_per_head: Private<Yuan> = "农民人均收入",
        /// The same of the year before.
        previous_income: Private<Yuan> = "上年农民人均收入",
        /// The same of the county.
        county_income: Field<Yuan> = "全县农民人均收入",
        /// The same of the province.
        province_income: Field<Yuan> = "全省农民人均收入",
        /// Growth of farmers' income in the city, in percent.
        city_growth: Field<Percent> = "全市农民收入增幅",
        /// The same of the nation.
        national_growth: Field<Percent> = "全国农民收入增幅",
        /// Income of the village as a body.
        village_income: Field<Yuan> = "村级收入",
        /// Factors that a department attests.
        attested: BTreeMap<String, Guarantee> = "综合因素",
        /// Steps that were done.
        steps: Vec<Step> = "步骤",
    }
}
