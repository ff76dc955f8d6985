//! Rules of a rule set: each is one of the kinds of `rules/check/kind`. Entry points: [`Standard`], [`Condition`].

use super::Law;
use crate::records::case::{Field, record};
use crate::records::values::{Code, Count, Text, Yuan};

record! {
    /// One rule of a kind, applied to one type of subject. Which keys a kind needs and allows stands in the kind's own file.
    pub struct Standard {
        /// Id of the rule: the problem.
        rule: Field<Code> = "规则",
        /// 户, 成员, 村, 乡镇, 县, 问题 or 抽查.
        subject: Field<Text> = "对象",
        /// Kind of check.
        kind: Field<Text> = "种类",
        /// 错误, 提醒 or 说明; 错误 where nothing is said.
        level: Field<Text> = "级别",
        /// The rule applies only where all of these hold.
        when: Vec<Condition> = "当",
        /// Path of the field that is looked at; `@` begins a figure that the program computes.
        field: Field<Text> = "字段",
        /// Denominator, where a share of two fields is looked at.
        share_of: Field<Text> = "占",
        /// Another field that the first is held against.
        other: Field<Text> = "另一项",
        /// The bound: a number.
        bound: Field<Yuan> = "界限",
        /// The bound: name of a dated value of the rule set.
        value: Field<Text> = "数值",
        /// Names: guarantees to be met, values that are allowed, situations to be gone through.
        names: Vec<Field<Text>> = "名目",
        /// Name of a code list of the rule set.
        list: Field<Text> = "代码表",
        /// Regular expression that the whole text must match.
        pattern: Field<Text> = "式样",
        /// Fields that are added up.
        parts: Vec<Field<Text>> = "各项",
        /// Fields that are taken off.
        minus: Vec<Field<Text>> = "减项",
        /// Least days between two days.
        least_days: Field<Count> = "最少天数",
        /// Most days between two days.
        most_days: Field<Count> = "最多天数",
        /// Name of a step.
        step: Field<Text> = "步骤",
        /// Role that must have signed.
        role: Field<Text> = "职务",
        /// One of these suffices (kind any-of).
        any: Vec<Condition> = "任一",
        /// What a member must be like (kinds some-member, no-member).
        member: Vec<Condition> = "成员",
        /// What each entry of the list must be like (kind each-of).
        each: Vec<Condition> = "逐项",
        /// The rule's own words instead of its kind's; `{…}` takes the kind's arguments.
        says: Field<Text> = "提示",
        /// What it asks, in our own words.
        asks: Field<Text> = "要求",
        /// What it rests on.
        law: Law = "依据",
    }
}

record! {
    /// A comparison within a rule.
    pub struct Condition {
        /// Kind: a comparison, one-of, not-one-of, present or absent.
        kind: Field<Text> = "种类",
        /// Path of the field that is looked at.
        field: Field<Text> = "字段",
        /// Denominator, where a share of two fields is looked at.
        share_of: Field<Text> = "占",
        /// Another field that the first is held against.
        other: Field<Text> = "另一项",
        /// The bound: a number.
        bound: Field<Yuan> = "界限",
        /// Values.
        names: Vec<Field<Text>> = "名目",
    }
}
