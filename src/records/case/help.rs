//! Help after and before the exit. Entry points: [`HelpPlan`] with its measures, [`Visit`], [`Monitoring`], [`Assessment`].

use super::{Field, Private, record};
use crate::records::values::{Date, Text, YesNo, Yuan};

record! {
    /// 一户一策: who helps this household, by what, until when.
    pub struct HelpPlan {
        /// Who answers for it.
        responsible: Field<Text> = "帮扶责任人",
        /// Day on which it was made.
        made: Private<Date> = "制定日期",
        /// Until when.
        until: Private<Date> = "帮扶期限",
        /// What is done.
        measures: Vec<Measure> = "措施",
    }
}

record! {
    /// One measure.
    pub struct Measure {
        /// 产业, 就业, 教育, 健康, 兜底保障 …
        kind: Private<Text> = "类别",
        /// What is done.
        content: Private<Text> = "内容",
        /// Who does it.
        by: Private<Text> = "落实单位",
        /// Until when.
        until: Private<Date> = "期限",
        /// Day on which it was done; blank while it is open.
        done: Private<Date> = "落实日期",
        /// What came of it.
        result: Private<Text> = "成效",
    }
}

record! {
    /// A visit to the household.
    pub struct Visit {
        /// Day.
        date: Private<Date> = "日期",
        /// Who came.
        visitors: Vec<Private<Text>> = "走访人",
        /// What was found (收入变化、三保障、产业、就业).
        found: Private<Text> = "情况",
        /// What is to be done about it.
        action: Private<Text> = "处理",
    }
}

record! {
    /// The watch over a household that may fall back.
    pub struct Monitoring {
        /// Kind of monitored household (脱贫户, 边缘易致贫户, 突发严重困难户).
        kind: Private<Text> = "类型",
        /// Day on which it was taken up.
        found: Private<Date> = "识别日期",
        /// What threatens it.
        risk: Private<Text> = "风险",
        /// Day on which the risk was cleared; blank while it stands.
        cleared: Private<Date> = "消除日期",
        /// How it was cleared.
        cleared_by: Private<Text> = "消除方式",
    }
}

record! {
    /// An assessment that comes back from time to time.
    pub struct Assessment {
        /// Day.
        date: Private<Date> = "日期",
        /// Income per head as it was found.
        income: Private<Yuan> = "人均收入",
        /// Whether the household is stably out of poverty.
        stable: Private<YesNo> = "稳定脱贫",
        /// What changes for it.
        adjustment: Private<Text> = "调整",
    }
}
