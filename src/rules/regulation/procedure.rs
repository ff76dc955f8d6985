//! Procedures as a rule set gives them. Entry points: [`Procedure`], [`StepRule`].

use super::{DayCount, Law};
use crate::records::case::{Field, record};
use crate::records::values::{Count, Text, YesNo};

record! {
    /// A procedure: steps in order, none to be skipped or merged.
    pub struct Procedure {
        /// Name (`贫困户退出`).
        name: Field<Text> = "名称",
        /// 户, 村, 乡镇 or 县.
        subject: Field<Text> = "对象",
        /// Family of papers that its notices are made with (`household-exit`); without one no notice can be made.
        papers: Field<Text> = "文书",
        /// Steps in order.
        steps: Vec<StepRule> = "步骤",
        /// What it rests on.
        law: Law = "依据",
    }
}

record! {
    /// A step that the procedure asks for.
    pub struct StepRule {
        /// Name.
        name: Field<Text> = "名称",
        /// 调查, 评议, 核实, 公示, 审核, 批准, 公告, 销号: what the program knows of it.
        nature: Field<Text> = "性质",
        /// Steps that must be done before; the one above it where nothing is said.
        after: Vec<Field<Text>> = "前置",
        /// 户, 村, 乡镇, 县: done for each subject; 批: done once for the list.
        level: Field<Text> = "层面",
        /// Who acts.
        actors: Vec<Field<Text>> = "办理",
        /// At least so many persons act.
        least_actors: Field<Count> = "最少人数",
        /// Who issues and seals the paper of this step: 村民委员会, 乡镇人民政府, 县.
        issuer: Field<Text> = "落款",
        /// Roles that must sign.
        signers: Vec<Field<Text>> = "签字",
        /// Places where it must be posted: 村公示栏, 乡镇政务公开栏, 县政府门户网站.
        places: Vec<Field<Text>> = "张贴",
        /// Least days of publicity.
        least_days: Field<Count> = "最少天数",
        /// 自然日 or 工作日.
        day_kind: Field<Text> = "计日",
        /// The posting day counts as the first.
        inclusive: Field<YesNo> = "含张贴当日",
        /// Papers and scans that the step must leave (`手写申请`).
        evidence: Vec<Field<Text>> = "材料",
        /// Code list of the departments whose data are compared.
        departments: Field<Text> = "比对部门",
        /// Ways to object that the notice must give: 电话, 地址, 邮箱, 监督电话; 电话 where nothing is named.
        ways: Vec<Field<Text>> = "渠道",
        /// How a notice tells that the step was done (`村“两委”组织召开民主评议会`).
        words: Field<Text> = "公示用语",
        /// What the list of the notice shows of a household: 村民小组, 户主, 家庭人口; nothing else may be shown.
        lists: Vec<Field<Text>> = "列示",
        /// What it asks, in our own words.
        asks: Field<Text> = "要求",
        /// What it rests on.
        law: Law = "依据",
    }
}

impl Procedure {
    /// The step with this name and its place in the order.
    pub fn step(&self, name: &str) -> Option<(usize, &StepRule)> {
        self.steps.iter().enumerate().find(|(_, step)| step.name.as_str() == name)
    }

    /// The places of the steps that must be done right before this one.
    pub fn before(&self, order: usize) -> Vec<usize> {
        match self.steps.get(order) {
            Some(step) if !step.after.is_empty() => step.after.iter().filter_map(|name| self.step(&name.text())).map(|(order, _)| order).collect(),
            Some(_) if order > 0 => vec![order - 1],
            _ => Vec::new(),
        }
    }

    /// Whether one step must be done before another. A circle leads nowhere new.
    pub fn precedes(&self, earlier: usize, later: usize) -> bool {
        // Most procedures are one line from above to below.
        if self.steps.iter().all(|step| step.after.is_empty()) {
            return earlier < later;
        }
        let mut open = self.before(later);
        let mut seen = vec![false; self.steps.len()];
        while let Some(order) = open.pop() {
            if order == earlier {
                return true;
            }
            if !std::mem::replace(&mut seen[order], true) {
                open.extend(self.before(order));
            }
        }
        false
    }

    /// The first step of this nature.
    pub fn of_nature(&self, nature: &str) -> Option<&StepRule> {
        self.steps.iter().find(|step| step.nature.as_str() == nature)
    }
}

impl StepRule {
    /// The ways to object that the notice must give.
    pub fn required_ways(&self) -> Vec<String> {
        let named: Vec<String> = self.ways.iter().map(Field::text).collect();
        if named.is_empty() { vec!["电话".to_owned()] } else { named }
    }

    /// Whether the prefecture does it: it acts, or issues the paper.
    pub fn is_of_prefecture(&self) -> bool {
        self.actors.iter().chain([&self.issuer]).any(|body| body.text().starts_with('市'))
    }

    /// How the days of a publicity are counted. Where the rule set is silent the posting day does not count.
    pub fn day_count(&self) -> Option<DayCount> {
        Some(DayCount {
            least: self.least_days.value()?.0,
            working: self.day_kind.text() == "工作日",
            inclusive: self.inclusive.value().is_some_and(|yes| yes.0),
        })
    }
}
