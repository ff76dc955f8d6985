//! Papers with which a case goes up and comes back, made of a step done or not. Entry points: [`application`], [`check_sheet`], [`opinion`],
//! [`acceptance`]; the drafts [`request`], [`reply`], [`filing`], [`study`], which bear no number and nobody's name until they are issued.

use super::household::form;
use super::household::signatures::of_roles;
use super::notice::Listed;
use super::occasion::Occasion;
use super::{Made, OPEN_DAY, column, row};
use crate::papers::document::{
    Align, Attachment, Attendees, Block, Cell, Content, Format, Inline, Parts, RedHead, Row, Seal, Shape, Signature, Table,
};
use crate::papers::view::Submission;
use crate::records::values::Date;

/// How one standard of an area stands.
pub struct Indicator {
    /// What the rule set asks.
    pub asks: String,
    /// The value of the case; empty where there is none to show.
    pub value: String,
    /// Met; `None` where a value is missing.
    pub met: Option<bool>,
    /// What it rests on.
    pub law: String,
}

/// A step before the one that a paper is about.
struct Earlier {
    /// Its name, with who acts.
    name: String,
    /// Its day, or both ends of its publicity; empty as long as it is open.
    day: String,
    outcome: String,
    /// It is done; of a publicity, every notice was taken down.
    ended: bool,
}

/// Room for what the office fills in.
const BLANK: &str = "＿＿＿＿";

impl Occasion<'_> {
    fn submission(&self) -> Submission {
        let earlier = self.earlier();
        let past = earlier.iter().filter(|step| step.ended).count();
        let met = self.indicators.iter().filter(|indicator| indicator.met == Some(true)).count();
        Submission {
            place: self.place(),
            matter: self.matter(),
            year: self.year(),
            procedure: self.procedure.name.text(),
            step: self.rule.name.text(),
            bodies: self.bodies().join("、"),
            before: self.neighbour(false).map(|bodies| bodies.join("、")).unwrap_or_default(),
            after: self.neighbour(true).map(|bodies| bodies.join("、")).unwrap_or_default(),
            basis: self.setting.basis(self.procedure),
            households: matches!(self.listed, Listed::Households(..)),
            listed: self.listed_words(),
            asks: self.rule.asks.text(),
            held: self.step.is_some(),
            outcome: self.step.map(|step| step.outcome.text()).unwrap_or_default(),
            date: self.date().map(Date::chinese).unwrap_or_default(),
            past,
            open: earlier.len() - past,
            met,
            unmet: self.indicators.len() - met,
        }
    }

    /// `清流县长校镇留坑村2019年度贫困村退出`.
    fn matter(&self) -> String {
        format!("{}{}年度{}", self.place(), self.year(), self.procedure.name.text())
    }

    fn date(&self) -> Option<Date> {
        self.step.and_then(|step| step.date.value()).copied()
    }

    /// Steps before this one. What a household does by itself is counted.
    fn earlier(&self) -> Vec<Earlier> {
        self.procedure.steps.iter().enumerate().take(self.order).map(|(order, rule)| {
            let bodies = self.bodies_of(rule).join("、");
            let name = if bodies.is_empty() { rule.name.text() } else { format!("{}（{bodies}）", rule.name.text()) };
            match self.course.at(order) {
                Some(done) if rule.nature.as_str() == "公示" => {
                    let day = match done.shown(self.setting.calendar) {
                        Some(period) => format!("{}至{}", period.first.chinese(), period.last.chinese()),
                        None => done.date().map(Date::chinese).unwrap_or_default(),
                    };
                    // As long as a notice hangs, nobody can say that there was no objection.
                    let ended = !done.step.postings.is_empty() && done.step.postings.iter().all(|posting| !posting.removed.is_absent());
                    let outcome = match done.step.objections.len() {
                        _ if !ended => "公示尚未结束".to_owned(),
                        0 => "没有异议".to_owned(),
                        count => format!("收到异议{count}件"),
                    };
                    Earlier { name, day, outcome, ended }
                }
                Some(done) => {
                    let day = done.date().map(Date::chinese).unwrap_or_default();
                    Earlier { name, ended: !day.is_empty(), day, outcome: done.step.outcome.text() }
                }
                None if rule.level.as_str() == "户" => {
                    let (done, all, last) = self.done_by_households(order);
                    let day = last.filter(|_| done == all).map(Date::chinese).unwrap_or_default();
                    Earlier { name, ended: !day.is_empty(), day, outcome: format!("逐户办理，已办{done}户") }
                }
                None => Earlier { name, day: String::new(), outcome: String::new(), ended: false },
            }
        }).collect()
    }

    fn course_table(&self) -> Vec<Block> {
        let body: Vec<Row> = self.earlier().into_iter().enumerate().map(|(at, step)| {
            row([(at + 1).to_string(), step.name, if step.day.is_empty() { "未办".to_owned() } else { step.day }, step.outcome])
        }).collect();
        if body.is_empty() {
            return Vec::new();
        }
        let columns = vec![column(Align::Centre, 0.0), column(Align::Left, 2.0), column(Align::Centre, 1.6), column(Align::Centre, 1.0)];
        vec![Content::Table(Table { columns, head: vec![row(["序号", "环节（办理机关）", "日期", "结果"])], body, ..Table::default() }).into()]
    }

    /// One sentence a step that was done.
    fn course_text(&self) -> Vec<Block> {
        let done = self.earlier().into_iter().filter(|step| step.ended);
        done.map(|Earlier { name, day, outcome, .. }| {
            let outcome = if outcome.is_empty() { String::new() } else { format!("，{outcome}") };
            Content::Paragraph { text: vec![Inline::Text(format!("{name}：{day}{outcome}。"))], shape: Shape::Indented }.into()
        }).collect()
    }

    /// Those who act, as they sign: `村“两委”` of a village by the village's name.
    fn signing(&self) -> Vec<String> {
        let village = self.setting.village_name();
        let own = |body: String| match body.strip_prefix('村') {
            Some(rest) if !village.is_empty() => format!("{village}{rest}"),
            _ => body,
        };
        self.bodies().into_iter().map(own).collect()
    }

    /// Who is put up, where the text does not name the only one.
    fn has_list(&self) -> bool {
        !matches!(self.listed, Listed::Area)
    }

    /// The paper's own parts; 落款 with the step's day, or room for one.
    fn parts(&self, sheet: &str) -> Parts {
        let signature = Signature { issuers: self.signing(), date: self.date().map_or_else(|| OPEN_DAY.to_owned(), Date::chinese), seal: Seal::Sealed };
        let list = if self.has_list() { vec![Content::Table(self.listed_table()).into()] } else { Vec::new() };
        Parts::new()
            .optional("经过", self.course_table())
            .optional("指标", vec![Content::Table(checked(&self.indicators)).into()])
            .optional("名单", list)
            .optional("签字", vec![Content::Table(of_roles(&self.roles(), &self.bodies(), sheet, self.step)).into()])
            .optional("落款", vec![Content::Signature(signature).into()])
    }
}

/// A line a standard; blank ones where the rule set has none.
fn checked(indicators: &[Indicator]) -> Table {
    let mut body: Vec<Row> = indicators.iter().enumerate().map(|(at, indicator)| {
        let stands = match indicator.met {
            Some(true) => "☑ 达到\n☐ 未达到",
            Some(false) => "☐ 达到\n☑ 未达到",
            None => "☐ 达到\n☐ 未达到",
        };
        let cells = [(at + 1).to_string(), indicator.asks.clone(), indicator.value.clone(), stands.to_owned(), indicator.law.clone()];
        Row { cells: cells.into_iter().enumerate().map(|(at, text)| Cell { align: (at == 1).then_some(Align::Left), ..Cell::new(text) }).collect() }
    }).collect();
    if body.is_empty() {
        body.extend((0..6).map(|_| row([""; 5])));
    }
    form([("序号", 0.0, Align::Centre), ("退出标准", 3.0, Align::Centre), ("现状", 0.6, Align::Centre), ("核查结论", 0.3, Align::Centre), ("依据", 0.6, Align::Centre)], body)
}

/// 退出申请, of an area by itself.
pub fn application(occasion: &Occasion<'_>) -> Option<Made> {
    occasion.made(&occasion.submission(), occasion.parts("申请"))
}

/// 退出核查表: every standard with its value and how it stands.
pub fn check_sheet(occasion: &Occasion<'_>) -> Option<Made> {
    occasion.made(&occasion.submission(), occasion.parts("核查表"))
}

/// 审核意见 and 核查报告: what goes up with the list.
pub fn opinion(occasion: &Occasion<'_>) -> Option<Made> {
    occasion.made(&occasion.submission(), occasion.parts("意见"))
}

/// 验收表: a line a household or area, to be filled in on the spot.
pub fn acceptance(occasion: &Occasion<'_>) -> Option<Made> {
    let mut body: Vec<Row> = occasion.subjects().into_iter().enumerate().map(|(at, subject)| {
        row([(at + 1).to_string(), subject.group, subject.name, subject.persons, "☐ 合格\n☐ 不合格".to_owned(), String::new(), String::new()])
    }).collect();
    if body.is_empty() {
        body.extend((0..6).map(|_| row([""; 7])));
    }
    let columns = [
        ("序号", 0.0, Align::Centre),
        ("村民小组", 0.5, Align::Centre),
        ("户主", 0.6, Align::Centre),
        ("人口", 0.0, Align::Centre),
        ("验收结论", 0.6, Align::Centre),
        ("存在问题", 1.6, Align::Left),
        ("户主签名、指印", 0.9, Align::Centre),
    ];
    let parts = occasion.parts("验收表").optional("验收", vec![Content::Table(form(columns, body)).into()]);
    occasion.made(&occasion.submission(), parts)
}

/// 请示 to those who approve, from those who acted before them; a draft.
pub fn request(occasion: &Occasion<'_>) -> Option<Made> {
    draft(occasion, occasion.neighbour(false), Format::Document, true)
}

/// 批复 of those who approve; a draft.
pub fn reply(occasion: &Occasion<'_>) -> Option<Made> {
    draft(occasion, Some(occasion.bodies()), Format::Document, false)
}

/// 备案报告; a draft.
pub fn filing(occasion: &Occasion<'_>) -> Option<Made> {
    draft(occasion, Some(occasion.bodies()), Format::Document, true)
}

/// 集体研究纪要; a draft.
pub fn study(occasion: &Occasion<'_>) -> Option<Made> {
    draft(occasion, Some(occasion.bodies()), Format::Minutes, false)
}

/// A draft in the form of the standard: the number and the day are left to whoever issues it, what goes up has room for the one who signs it out.
fn draft(occasion: &Occasion<'_>, from: Option<Vec<String>>, format: Format, up: bool) -> Option<Made> {
    let from: Vec<String> = from.into_iter().flatten().collect();
    let from = if from.is_empty() { vec![BLANK.to_owned()] } else { from };
    let minutes = format == Format::Minutes;
    let head = RedHead {
        format,
        mark: if minutes { vec![format!("{}会议纪要", from[0])] } else { from.clone() },
        suffix: (!minutes).then(|| "文件".to_owned()),
        number: format!("{BLANK}〔{}〕{BLANK}号", occasion.year()),
        signers: if up { vec![BLANK.to_owned()] } else { Vec::new() },
        ..RedHead::default()
    };
    // Minutes bear neither name nor seal.
    let signature = Content::Signature(Signature { issuers: from, date: OPEN_DAY.to_owned(), seal: Seal::Sealed });
    let signed = if minutes { Vec::new() } else { vec![signature.into()] };
    let attendance = ["出席", "请假", "列席"].map(|label| Attendees { label, names: vec![BLANK.to_owned()] }).to_vec();
    let (mut note, mut list) = (Vec::new(), Vec::new());
    if occasion.has_list() {
        let title = format!("{}名单", occasion.matter());
        note.push(Content::AttachmentNote(vec![title.clone()]).into());
        let blocks = vec![Content::Title(vec![Inline::Text(title)]).into(), Content::Table(occasion.listed_table()).into()];
        list.push(Content::Attachment(Attachment { label: Some("附件".to_owned()), blocks }).into());
    }
    let parts = Parts::new()
        .with("红头", Content::RedHead(head))
        .optional("经过", occasion.course_text())
        .optional("附件说明", note)
        .optional("出席", if minutes { vec![Content::Attendance(attendance).into()] } else { Vec::new() })
        .optional("落款", signed)
        .optional("附件", list);
    occasion.made(&occasion.submission(), parts)
}
