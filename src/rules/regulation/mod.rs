//! A rule set as data. Its entry point is [`RuleSet`], read from `content/regulations/*.yaml`.
//!
//! Nothing of a standard or procedure is written in code: lines, guarantees, steps, days and places
//! stand in the rule set, each with the document and paragraph that it rests on.

mod citations;
mod days;
mod income_item;
mod inherit;
mod matter;
mod procedure;
mod regime;
mod standard;

use std::collections::BTreeMap;

use crate::records::case::{Acknowledgement, Field, record};
use crate::records::values::{Code, Date, MonthDay, Text, Yuan};

pub use citations::Citation;
pub use income_item::IncomeItem;
pub use inherit::{Unwhole, effective};
pub use matter::Matter;
pub use procedure::{Procedure, StepRule};
pub use regime::{InForce, Regime, begun};
pub use standard::{Condition, Standard};
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
        /// The rule set that this one extends: entries of the same name are overridden.
        extends: Field<Code> = "继承",
        /// Documents that the rules rest on, by short name.
        sources: BTreeMap<String, Source> = "依据文件",
        /// The rule set's own words.
        terms: Terms = "用语",
        /// Values that change with time.
        values: BTreeMap<String, Vec<DatedValue>> = "数值",
        /// Code lists, by name.
        lists: BTreeMap<String, Vec<Field<Text>>> = "代码表",
        /// Items of the income worksheet, in its order.
        income_items: Vec<IncomeItem> = "收入项目",
        /// What the archive of each type of subject holds.
        archive: Vec<ArchiveContents> = "档案内容",
        /// Phases with their deadlines.
        schedule: Vec<Phase> = "日程",
        /// Standards: they hold for the subjects that are put up.
        standards: Vec<Standard> = "标准",
        /// Rules about data: they hold for every subject.
        checks: Vec<Standard> = "核查",
        /// Procedures.
        procedures: Vec<Procedure> = "程序",
        /// The paragraphs of the documents, each with how it is met.
        paragraphs: Vec<Paragraph> = "原文条款",
        /// The rows of the requirements that the set carries.
        rows: Vec<RowMet> = "对应",
        /// Findings that the office stands by.
        acknowledged: Vec<Acknowledgement> = "已核",
    }
}

record! {
    /// A row of the requirements (`T1`, `P10`) and what of the rule set carries it.
    pub struct RowMet {
        /// The row.
        row: Field<Code> = "行",
        /// Rules, procedures, phases, code lists and values of the set, by name.
        by: Vec<Field<Text>> = "由",
        /// Where no entry carries it: 设计, 人工, 未做.
        met: Field<Text> = "落实",
        /// How.
        note: Field<Text> = "说明",
    }
}

record! {
    /// A paragraph of a document that the rule set rests on. Which entries enforce it follows from their citations.
    pub struct Paragraph {
        /// Short name of the document.
        document: Field<Text> = "文件",
        /// Paragraph, as entries cite it (`三（一）2`).
        paragraph: Field<Text> = "条款",
        /// What it says, in our own words.
        says: Field<Text> = "内容",
        /// Where no entry enforces it: 设计 (the program works so), 人工 (left to the official), 未做.
        met: Field<Text> = "落实",
        /// How.
        note: Field<Text> = "说明",
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
    /// A phase of the year's schedule.
    pub struct Phase {
        /// Name.
        name: Field<Text> = "阶段",
        /// Steps of procedures that belong to it.
        steps: Vec<Field<Text>> = "步骤",
        /// Until when, every year.
        deadline: Field<MonthDay> = "截止",
        /// What it asks, in our own words.
        asks: Field<Text> = "要求",
        /// What it rests on.
        law: Law = "依据",
    }
}

record! {
    /// What the archive of one type of subject holds.
    pub struct ArchiveContents {
        /// 户, 村, 乡镇, 县 or 成员.
        subject: Field<Text> = "对象",
        /// The items, in order.
        items: Vec<Field<Text>> = "内容",
        /// What it rests on.
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

impl Source {
    /// What a document can be.
    pub const STANDINGS: [&'static str; 5] = ["法律", "规范性文件", "网络文本未核", "示例", "不存在"];

    /// Whether it is known not to exist: kept because a source names it, and nothing may rest on it.
    pub fn does_not_exist(&self) -> bool {
        self.standing.text() == "不存在"
    }

    /// Whether a notice may print it as its basis: law and normative documents only.
    pub fn may_be_printed(&self) -> bool {
        matches!(self.standing.text().as_str(), "法律" | "规范性文件")
    }
}

impl RuleSet {
    /// The procedure with this name.
    pub fn procedure(&self, name: &str) -> Option<&Procedure> {
        self.procedures.iter().find(|procedure| procedure.name.as_str() == name)
    }

    /// Until when the schedule wants a step done.
    pub fn deadline(&self, step: &str) -> Option<MonthDay> {
        let phase = self.schedule.iter().find(|phase| phase.steps.iter().any(|name| name.as_str() == step))?;
        phase.deadline.value().copied()
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

