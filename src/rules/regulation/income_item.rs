//! Items of income and what of them counts. Its entry point is [`IncomeItem`].

use super::Law;
use crate::records::case::{Field, record};
use crate::records::values::{Decimal, Percent, Text, YesNo};

record! {
    /// One item of the income worksheet.
    pub struct IncomeItem {
        /// Name (`种植业收入`).
        name: Field<Text> = "项目",
        /// 工资性收入, 生产经营性收入, 生产经营性支出, 财产性收入 or 转移性收入; 生产经营性支出 is taken off.
        category: Field<Text> = "类别",
        /// What of it counts, in percent (收益系数); all of it without one.
        share: Field<Percent> = "计入比例",
        /// Whether it counts at all; it does unless the rule set says no.
        counts: Field<YesNo> = "计入",
        /// What it asks, in our own words.
        asks: Field<Text> = "说明",
        /// What it rests on.
        law: Law = "依据",
    }
}

impl IncomeItem {
    /// Categories that an item may have.
    pub const CATEGORIES: [&'static str; 5] = ["工资性收入", "生产经营性收入", "生产经营性支出", "财产性收入", "转移性收入"];

    /// How much of the item counts, in percent; negative where it is taken off because it is of the category `cost`.
    pub fn counted(&self, cost: &str) -> Decimal {
        if self.counts.value().is_some_and(|yes| !yes.0) {
            return Decimal::ZERO;
        }
        let share = self.share.value().map_or(Decimal::ONE_HUNDRED, |share| share.0);
        if self.category.value().is_some_and(|category| category.as_str() == cost) { -share } else { share }
    }
}
