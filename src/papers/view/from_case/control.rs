//! Papers of control (D19). Entry points: [`scheme`], [`check_form`], [`satisfaction`], [`result`] of a spot check; [`problem_sheet`],
//! [`rectification`] of what audits and inspections found.

use super::household::{form, show};
use super::{Made, OPEN_DAY, column, row};
use crate::papers::document::{Align, Block, Content, Parts, Row, Seal, Signature, Table};
use crate::papers::view::{ProblemSheet, SpotCheck};
use crate::records::case::{County, Evaluation, Problem, ProblemList, Sheet};
use crate::records::values::{Date, Decimal};

/// A spot check with what stands around it.
pub struct Sampled<'a> {
    /// The spot check.
    pub evaluation: &'a Evaluation,
    /// The county.
    pub county: &'a County,
    /// Township and village of a household, by its code.
    pub place_of: &'a dyn Fn(&str) -> String,
}

/// Problems of a list, all of them or those of one village.
pub struct Found<'a> {
    /// The list.
    pub list: &'a ProblemList,
    /// Code and name of the village that a notice goes to.
    pub village: Option<(&'a str, String)>,
    /// The county.
    pub county: &'a County,
    /// Township and village, by the village's code.
    pub place_of: &'a dyn Fn(&str) -> String,
}

/// Whether a problem holds, or nobody has looked yet, and it is not put right.
pub fn is_open(problem: &Problem) -> bool {
    problem.outcome.as_str() != "不属实" && problem.remedied.is_absent()
}

fn share(part: usize, whole: usize) -> String {
    let percent = (Decimal::from(part) * Decimal::ONE_HUNDRED).checked_div(Decimal::from(whole));
    percent.map(|percent| format!("{}%", percent.round_dp(2).normalize())).unwrap_or_default()
}

impl Sampled<'_> {
    fn view(&self) -> SpotCheck {
        let record = self.evaluation;
        let says = |field: fn(&Sheet) -> String| -> (usize, usize) {
            let words: Vec<String> = record.sheets.iter().map(field).filter(|word| !word.is_empty()).collect();
            (words.len(), words.iter().filter(|word| *word == "是").count())
        };
        let (judged, right) = says(|sheet| show(&sheet.identified_rightly));
        let (asked, satisfied) = says(|sheet| show(&sheet.satisfied));
        SpotCheck {
            county: self.county.full_name.text(),
            code: record.code.text(),
            year: record.year.text(),
            by: record.by.text(),
            date: record.date.value().copied().map(Date::chinese).unwrap_or_default(),
            roster: record.roster.text(),
            seed: record.seed.text(),
            households: record.sheets.len(),
            judged,
            right,
            right_share: share(right, judged),
            asked,
            satisfied,
            satisfied_share: share(satisfied, asked),
            found: record.sheets.iter().filter(|sheet| !sheet.found.is_absent()).count(),
        }
    }

    fn made(&self, table: Table) -> Option<Made> {
        let year = self.evaluation.year.value().and_then(|year| i16::try_from(year.0).ok());
        let date = self.evaluation.date.value().copied().or_else(|| Date::new(year?, 1, 1))?;
        let parts = Parts::new().optional("名单", vec![Content::Table(table).into()]).optional("落款", vec![signed(self.evaluation.by.text())]);
        Some(Made::new(&self.view(), parts, date, self.evaluation.by.text(), None))
    }

    fn lines(&self, cells: impl Fn(&Sheet) -> Vec<String>) -> Vec<Row> {
        self.evaluation.sheets.iter().enumerate().map(|(at, sheet)| {
            let code = sheet.household.text();
            row([(at + 1).to_string(), (self.place_of)(&code), code].into_iter().chain(cells(sheet)))
        }).collect()
    }
}

fn signed(issuer: String) -> Block {
    Content::Signature(Signature { issuers: vec![issuer], date: OPEN_DAY.to_owned(), seal: Seal::Sealed }).into()
}

/// 是 or 否 ticked, or both open.
fn ticked(word: &str, names: [&str; 2]) -> String {
    let tick = |own: &str| if word == own { '☑' } else { '☐' };
    format!("{} {}\n{} {}", tick("是"), names[0], tick("否"), names[1])
}

/// 抽查方案: how the sample was drawn, and who is in it.
pub fn scheme(sampled: &Sampled<'_>) -> Option<Made> {
    let columns = vec![column(Align::Centre, 0.0), column(Align::Centre, 1.0), column(Align::Centre, 1.0)];
    sampled.made(Table { columns, head: vec![row(["序号", "乡镇、村", "户编码"])], body: sampled.lines(|_| Vec::new()), ..Table::default() })
}

/// 抽查表: a line a household, blank or with what its sheet says.
pub fn check_form(sampled: &Sampled<'_>) -> Option<Made> {
    let lines = sampled.lines(|sheet| {
        let (right, satisfied) = (show(&sheet.identified_rightly), show(&sheet.satisfied));
        vec![String::new(), ticked(&right, ["准确", "不准确"]), ticked(&satisfied, ["满意", "不满意"]), show(&sheet.found), String::new()]
    });
    let columns = [
        ("序号", 0.0, Align::Centre),
        ("乡镇、村", 0.6, Align::Centre),
        ("户编码", 0.4, Align::Centre),
        ("户主", 0.5, Align::Centre),
        ("识别准确", 0.4, Align::Centre),
        ("是否满意", 0.4, Align::Centre),
        ("发现问题", 1.4, Align::Left),
        ("户主签名、指印", 0.8, Align::Centre),
    ];
    sampled.made(form(columns, lines))
}

/// 满意度调查表: asked of each household of the sample by whoever checks; always blank.
pub fn satisfaction(sampled: &Sampled<'_>) -> Option<Made> {
    let open = "☐ 满意\n☐ 基本满意\n☐ 不满意";
    let lines = sampled.lines(|_| vec![open.to_owned(), open.to_owned(), open.to_owned(), String::new(), String::new()]);
    let columns = [
        ("序号", 0.0, Align::Centre),
        ("乡镇、村", 0.5, Align::Centre),
        ("户编码", 0.3, Align::Centre),
        ("帮扶措施和成效", 0.4, Align::Centre),
        ("驻村和帮扶人员", 0.4, Align::Centre),
        ("识别、退出的程序和结果", 0.4, Align::Centre),
        ("意见和建议", 1.2, Align::Left),
        ("受访人签名", 0.7, Align::Centre),
    ];
    sampled.made(form(columns, lines))
}

/// 抽查结果报告: the figures, and what was found household by household.
pub fn result(sampled: &Sampled<'_>) -> Option<Made> {
    let found = sampled.lines(|sheet| vec![show(&sheet.identified_rightly), show(&sheet.satisfied), show(&sheet.found)]);
    let columns = vec![column(Align::Centre, 0.0), column(Align::Centre, 1.0), column(Align::Centre, 0.6), column(Align::Centre, 0.3), column(Align::Centre, 0.3), column(Align::Left, 1.6)];
    sampled.made(Table { columns, head: vec![row(["序号", "乡镇、村", "户编码", "识别准确", "满意", "发现问题"])], body: found, ..Table::default() })
}

impl<'a> Found<'a> {
    fn problems(&self) -> impl Iterator<Item = &'a Problem> {
        let only = self.village.as_ref().map(|(code, _)| *code);
        self.list.problems.iter().filter(move |problem| only.is_none_or(|code| problem.village.value().is_some_and(|own| own.as_str() == code) && is_open(problem)))
    }

    fn made(&self, table: Table) -> Option<Made> {
        let issuer = format!("{}人民政府", self.county.full_name.text());
        let year = i16::try_from(self.list.year.value()?.0).ok()?;
        let of_problems = |holds: fn(&Problem) -> bool| self.problems().filter(|problem| holds(problem)).count();
        let view = ProblemSheet {
            county: self.county.full_name.text(),
            code: self.list.code.text(),
            year: self.list.year.text(),
            village: self.village.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
            problems: of_problems(|_| true),
            unchecked: of_problems(|problem| problem.outcome.is_absent()),
            open: of_problems(is_open),
        };
        let parts = Parts::new().optional("问题", vec![Content::Table(table).into()]).optional("落款", vec![signed(issuer.clone())]);
        Some(Made::new(&view, parts, Date::new(year, 1, 1)?, issuer, None))
    }
}

/// 问题核查表: every problem with the columns in which the village and the township answer.
pub fn problem_sheet(found: &Found<'_>) -> Option<Made> {
    let day = |day: Option<&Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let body = found.problems().map(|problem| {
        row([
            problem.number.text(),
            problem.found_by.text(),
            (found.place_of)(&problem.village.text()),
            show(&problem.household),
            show(&problem.content),
            [day(problem.checked.value()), problem.outcome.text()].join("\n").trim().to_owned(),
            show(&problem.evidence),
            [day(problem.remedied.value()), show(&problem.remedy)].join("\n").trim().to_owned(),
            String::new(),
        ])
    });
    let columns = [
        ("序号", 0.0, Align::Centre),
        ("来源", 0.5, Align::Centre),
        ("乡镇、村", 0.5, Align::Centre),
        ("户编码", 0.3, Align::Centre),
        ("问题", 1.4, Align::Left),
        ("核查日期和结论", 0.6, Align::Centre),
        ("核查依据", 1.0, Align::Left),
        ("整改日期和措施", 1.0, Align::Left),
        ("答复人签名", 0.6, Align::Centre),
    ];
    let table = form(columns, body.collect());
    found.made(table)
}

/// 整改通知书: what a village has to put right.
pub fn rectification(found: &Found<'_>) -> Option<Made> {
    let body: Vec<Row> = found.problems().enumerate().map(|(at, problem)| {
        row([(at + 1).to_string(), show(&problem.household), show(&problem.content), problem.found_by.text(), problem.found.value().map(|day| day.to_string()).unwrap_or_default()])
    }).collect();
    if body.is_empty() {
        return None;
    }
    let columns = vec![column(Align::Centre, 0.0), column(Align::Centre, 0.5), column(Align::Left, 2.0), column(Align::Centre, 0.7), column(Align::Centre, 0.6)];
    let table = Table { columns, head: vec![row(["序号", "户编码", "问题", "来源", "发现日期"])], body, ..Table::default() };
    found.made(table)
}
