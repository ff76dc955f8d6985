//! Everything of a rule set that rests on a document. Its entry point is [`RuleSet::citations`].

use super::{Law, RuleSet};
use crate::report::finding::Key;

/// An entry of a rule set with what it rests on.
pub struct Citation<'a> {
    /// What the entry is called: `规则 income-not-over-line`, `程序 脱贫·村内公示`.
    pub entry: String,
    /// Way to the entry within the rule set.
    pub way: Vec<Key>,
    /// Document and paragraphs.
    pub law: &'a Law,
}

impl RuleSet {
    /// Every citation, in the order of the keys: rules, values, phases, items of income, archive contents, procedures and their steps.
    pub fn citations(&self) -> Vec<Citation<'_>> {
        let mut out = Vec::new();
        let mut add = |entry: String, way: Vec<Key>, law| out.push(Citation { entry, way, law });
        for (list, rules) in [("标准", &self.standards), ("核查", &self.checks)] {
            for (place, rule) in rules.iter().enumerate() {
                add(format!("规则 {}", rule.rule.text()), vec![list.into(), place.into()], &rule.law);
            }
        }
        for (name, values) in &self.values {
            for (place, value) in values.iter().enumerate() {
                add(format!("数值 {name}"), vec!["数值".into(), name.as_str().into(), place.into()], &value.law);
            }
        }
        for (place, phase) in self.schedule.iter().enumerate() {
            add(format!("日程 {}", phase.name.text()), vec!["日程".into(), place.into()], &phase.law);
        }
        for (place, item) in self.income_items.iter().enumerate() {
            add(format!("收入项目 {}", item.name.text()), vec!["收入项目".into(), place.into()], &item.law);
        }
        for (place, contents) in self.archive.iter().enumerate() {
            add(format!("档案内容 {}", contents.subject.text()), vec!["档案内容".into(), place.into()], &contents.law);
        }
        for (place, procedure) in self.procedures.iter().enumerate() {
            let name = procedure.name.text();
            add(format!("程序 {name}"), vec!["程序".into(), place.into()], &procedure.law);
            for (order, step) in procedure.steps.iter().enumerate() {
                let way = vec!["程序".into(), place.into(), "步骤".into(), order.into()];
                add(format!("程序 {name}·{}", step.name.text()), way, &step.law);
            }
        }
        out
    }
}

impl Law {
    /// The paragraphs that it names, one by one: `二（一）1、四（三）` names two.
    pub fn paragraphs(&self) -> Vec<String> {
        let text = self.paragraph.text();
        text.split('、').map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect()
    }
}
