//! A rule set as data. Its entry point is [`RuleSet`], read from `content/regulations/*.yaml`.
//!
//! Nothing of a standard or procedure is written in code: lines, guarantees, steps, days and places
//! stand in the rule set, each with the document and paragraph that it rests on.

mod days;

use std::collections::BTreeMap;

use crate::records::case::{Acknowledgement, Field, record};
use crate::records::values::{Code, Count, Date, Text, YesNo, Yuan};

pub use days::{DayCount, MissingCalendar, WorkingDays, days_in, publicity};

record! {
    /// A rule set.
    pub struct RuleSet {
        /// Id, the file's name.
        id: Field<Code> = "规则集",
        /// Title.
        title: Field<Text> = "名称",
        /// First day in force.
        from: Field<Date> = "自",
        /// Last day in force; open without one.
        until: Field<Date> = "至",
        /// Documents that the rules rest on, by short name.
        sources: BTreeMap<String, Source> = "依据文件",
        /// The rule set's own words.
        terms: Terms = "用语",
        /// Values that change with time.
        values: BTreeMap<String, Vec<DatedValue>> = "数值",
        /// Standards.
        standards: Vec<Standard> = "标准",
        /// Procedures.
        procedures: Vec<Procedure> = "程序",
        /// Findings that the office stands by.
        acknowledged: Vec<Acknowledgement> = "已核",
    }
}

record! {
    /// A document that rules rest on.
    pub struct Source {
        /// Full title with number, as a notice prints it.
        title: Field<Text> = "题名",
        /// Issuer.
        issuer: Field<Text> = "发文机关",
        /// 法律, 规范性文件, 网络文本未核, 示例, 不存在. A notice prints only the first two as its basis.
        standing: Field<Text> = "效力",
        /// Day of issue.
        date: Field<Date> = "日期",
    }
}

record! {
    /// Words that differ between rule sets.
    pub struct Terms {
        /// 人均纯收入 or 人均可支配收入.
        income: Field<Text> = "收入",
        /// Who is put up (`拟退出贫困户`).
        subjects: Field<Text> = "对象",
        /// Until when the policies stay (D13), as a sentence of the notice.
        buffer: Field<Text> = "缓冲期",
    }
}

record! {
    /// A value that holds for a time.
    pub struct DatedValue {
        /// First day.
        from: Field<Date> = "自",
        /// Last day.
        until: Field<Date> = "至",
        /// The value, in yuan or percent as its use asks.
        value: Field<Yuan> = "值",
        /// Where it stands.
        law: Law = "依据",
    }
}

record! {
    /// Document and paragraph.
    pub struct Law {
        /// Short name of a document of the rule set.
        document: Field<Text> = "文件",
        /// Paragraph.
        paragraph: Field<Text> = "条款",
    }
}

record! {
    /// A standard: one rule of a kind, applied to one type of subject.
    pub struct Standard {
        /// Id of the rule: the problem.
        rule: Field<Code> = "规则",
        /// 户 or 村.
        subject: Field<Text> = "对象",
        /// Kind of check: more-than, at-least, less-than, at-most, guaranteed, any-of.
        kind: Field<Text> = "种类",
        /// Path of the field that is looked at.
        field: Field<Text> = "字段",
        /// Denominator, where a share of two fields is looked at.
        share_of: Field<Text> = "占",
        /// The bound: a number.
        bound: Field<Yuan> = "界限",
        /// The bound: name of a dated value of the rule set.
        value: Field<Text> = "数值",
        /// Names that must be met (guarantees, attested factors).
        names: Vec<Field<Text>> = "名目",
        /// One of these suffices (kind any-of).
        any: Vec<Alternative> = "任一",
        /// What it asks, in our own words.
        asks: Field<Text> = "要求",
        /// What it rests on.
        law: Law = "依据",
    }
}

record! {
    /// One way to meet an any-of standard.
    pub struct Alternative {
        /// Kind of check.
        kind: Field<Text> = "种类",
        /// Path of the field that is looked at.
        field: Field<Text> = "字段",
        /// Denominator, where a share of two fields is looked at.
        share_of: Field<Text> = "占",
        /// The bound: a number.
        bound: Field<Yuan> = "界限",
    }
}

record! {
    /// A procedure: steps in order, none to be skipped or merged.
    pub struct Procedure {
        /// Name (`贫困户退出`).
        name: Field<Text> = "名称",
        /// 户 or 村.
        subject: Field<Text> = "对象",
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
        /// 户: done for each household; 批: done once for the list; 村: for the village.
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

impl Source {
    /// Whether a notice may print it as its basis: law and normative documents only.
    pub fn may_be_printed(&self) -> bool {
        matches!(self.standing.text().as_str(), "法律" | "规范性文件")
    }
}

impl RuleSet {
    /// The procedure with this name.
    pub fn procedure(&self, name: &str) -> Option<&Procedure> {
        self.procedures.iter().find(|procedure| procedure.name.text() == name)
    }

    /// The dated value `name` on a day.
    pub fn value_on(&self, name: &str, day: Date) -> Option<&DatedValue> {
        self.values.get(name)?.iter().find(|value| {
            value.from.value().is_none_or(|from| *from <= day) && value.until.value().is_none_or(|until| day <= *until)
        })
    }

    /// Document and paragraph as text, the document by its full title.
    pub fn cite(&self, law: &Law) -> Option<(String, String)> {
        let name = law.document.value()?.as_str();
        let title = self.sources.get(name).map_or_else(|| name.to_owned(), |source| source.title.text());
        Some((title, law.paragraph.text()))
    }
}

impl Procedure {
    /// The step with this name and its place in the order.
    pub fn step(&self, name: &str) -> Option<(usize, &StepRule)> {
        self.steps.iter().enumerate().find(|(_, step)| step.name.text() == name)
    }

    /// The first step of this nature.
    pub fn of_nature(&self, nature: &str) -> Option<&StepRule> {
        self.steps.iter().find(|step| step.nature.text() == nature)
    }
}

impl StepRule {
    /// The ways to object that the notice must give.
    pub fn required_ways(&self) -> Vec<String> {
        let named: Vec<String> = self.ways.iter().map(Field::text).collect();
        if named.is_empty() { vec!["电话".to_owned()] } else { named }
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
