//! Income of a household. Its entry point is [`Income`]; what it comes to is computed by the rules' figures.

use std::collections::BTreeMap;

use super::{Private, record};
use crate::records::values::{Date, Yuan};

record! {
    /// Income of the household, in yuan. Never public.
    pub struct Income {
        /// First day of the period that it is computed for.
        from: Private<Date> = "计算期始",
        /// Last day.
        until: Private<Date> = "计算期止",
        /// 工资性收入.
        wages: Private<Yuan> = "工资性收入",
        /// 生产经营性收入.
        business: Private<Yuan> = "生产经营性收入",
        /// 生产经营性支出.
        business_cost: Private<Yuan> = "生产经营性支出",
        /// 财产性收入.
        property: Private<Yuan> = "财产性收入",
        /// 转移性收入.
        transfers: Private<Yuan> = "转移性收入",
        /// Items of the rule set's worksheet by name, in yuan: where there are any, they are counted instead of the five sums.
        items: BTreeMap<String, Private<Yuan>> = "明细",
        /// Income per head of the year before.
        previous: Private<Yuan> = "上年人均收入",
        /// Income per head as the office states it.
        per_head: Private<Yuan> = "人均收入",
    }
}
