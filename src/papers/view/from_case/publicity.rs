//! What a publicity leaves behind: the report at its end, the register of objections, a reply. Entry points: [`publicity_report`],
//! [`objection_register`], [`objection_reply`]. All of it stays within the office, but for the reply, which goes to who objected.

use super::notice::{Notice, contact};
use super::{Made, OPEN_DAY, column, row};
use crate::papers::document::{Align, Block, Content, Figure, Inline, Parts, Row, Seal, Shape, Signature, Table};
use crate::papers::view::{ObjectionRegister, ObjectionReply, PublicityReport};
use crate::records::case::{Clearance, Objection, Private};
use crate::records::values::{Date, Period, Value};

const OFFICE: Clearance = Clearance::for_restricted_paper();

/// A file below the evidence of a case.
pub struct Evidence {
    /// Its SHA-256.
    pub digest: String,
    /// The picture, with the text that stands for it; `None` where it cannot be shown.
    pub figure: Option<Figure>,
}

/// A file below the evidence of the case, by its name and the text that stands for it; `None` where it is not there.
pub type EvidenceOf<'a> = &'a dyn Fn(&str, String) -> Option<Evidence>;

fn show<T: Value>(field: &Private<T>) -> String {
    field.reveal(&OFFICE).text()
}

fn day(field: &Private<Date>) -> String {
    field.reveal(&OFFICE).value().map(|day| day.chinese()).unwrap_or_default()
}

impl Notice<'_> {
    /// Both ends of the publicity.
    fn publicity_period(&self) -> Option<Period> {
        self.done.shown(self.setting.calendar)
    }

    /// `例桥街道桥东社区2019年度新纳入第二次公示`.
    fn publicity_name(&self, period: Period) -> String {
        let place = self.place();
        format!("{place}{}年度{}{}公示", self.year_or(period.first), self.procedure_name(), self.ordinal())
    }

    fn places(&self) -> String {
        self.setting.places(&self.done, |_| true).join("、")
    }
}

/// 公示情况报告: made when the publicity is over; prints what the record of the posting still lacks.
pub fn publicity_report(notice: &Notice<'_>, evidence: EvidenceOf<'_>) -> Option<Made> {
    let period = notice.publicity_period()?;
    let step = notice.done.step;
    let mut missing: Vec<String> = Vec::new();
    let mut postings: Vec<Row> = Vec::new();
    let mut photographs: Vec<Row> = Vec::new();
    let mut figures: Vec<Block> = Vec::new();
    for posting in &step.postings {
        let place = posting.place.text();
        let dates = [&posting.posted, &posting.removed].map(|field| field.value().map(|day| day.chinese()).unwrap_or_default());
        let names = [&posting.posted_by, &posting.removed_by].map(show);
        let needed = [("张贴日期", &dates[0]), ("张贴人", &names[0]), ("撤下日期", &dates[1]), ("撤下人", &names[1])];
        missing.extend(needed.iter().filter(|(_, text)| text.is_empty()).map(|(what, _)| format!("{place}的{what}")));
        if posting.photographs.is_empty() {
            missing.push(format!("{place}的照片"));
        }
        for name in posting.photographs.iter().map(show).filter(|name| !name.is_empty()) {
            let number = photographs.len() + 1;
            let caption = format!("照片{number}　{place}");
            let known = match evidence(&name, format!("{place}的公示照片（{name}）")) {
                None => "（没有这个文件）".to_owned(),
                Some(Evidence { digest, figure: None }) => format!("{}（图像不能印出，见原件）", &digest[..16]),
                Some(Evidence { digest, figure: Some(figure) }) => {
                    let caption = Content::Paragraph { text: vec![Inline::Text(caption)], shape: Shape::Centred };
                    figures.extend([Block::from(Content::Figure(figure)), caption.into()]);
                    digest[..16].to_owned()
                }
            };
            photographs.push(row([number.to_string(), place.clone(), name, known]));
        }
        let [posted, removed] = dates;
        let [posted_by, removed_by] = names;
        postings.push(row([(postings.len() + 1).to_string(), place, posted, posted_by, removed, removed_by]));
    }
    let conclusion = |objection: &Objection| show(&objection.outcome);
    let view = PublicityReport {
        subject: notice.publicity_name(period),
        recipient: notice.recipient(),
        listed: notice.listed_words(),
        begins: period.first.chinese(),
        ends: period.last.chinese(),
        counting: notice.setting.counting(&notice.done, period),
        places: notice.places(),
        objections: step.objections.len(),
        upheld: step.objections.iter().filter(|objection| conclusion(objection) == "成立").count(),
        open: step.objections.iter().filter(|objection| conclusion(objection).is_empty()).count(),
        photographs: photographs.len(),
        missing: missing.len(),
    };
    let centred = |widths: &[f32]| widths.iter().map(|width| column(Align::Centre, *width)).collect();
    let posted = Table {
        columns: centred(&[0.0, 2.0, 1.0, 1.0, 1.0, 1.0]),
        head: vec![row(["序号", "张贴地点", "张贴日期", "张贴人", "撤下日期", "撤下人"])],
        body: postings,
        ..Table::default()
    };
    let photographs = Table {
        columns: centred(&[0.0, 1.0, 2.0, 2.0]),
        head: vec![row(["序号", "地点", "照片文件", "摘要（SHA-256前16位）"])],
        body: photographs,
        ..Table::default()
    };
    let objections = Table {
        columns: vec![column(Align::Centre, 0.0), column(Align::Centre, 0.5), column(Align::Left, 2.0), column(Align::Left, 2.0), column(Align::Centre, 0.5), column(Align::Centre, 0.5)],
        head: vec![row(["序号", "收到日期", "反映内容", "核实情况", "结论", "答复日期"])],
        body: step.objections.iter().enumerate().map(|(index, objection)| {
            row([(index + 1).to_string(), day(&objection.date), show(&objection.content), show(&objection.verified), conclusion(objection), day(&objection.replied)])
        }).collect(),
        ..Table::default()
    };
    let list = |table: Table| -> Vec<Block> { if table.body.is_empty() { Vec::new() } else { vec![Content::Table(table).into()] } };
    let lacks = vec![Inline::Text(format!("{}。", missing.join("、")))];
    let parts = Parts::new()
        .with("张贴", Content::Table(posted))
        .optional("照片", list(photographs).into_iter().chain(figures).collect())
        .optional("异议", list(objections))
        .optional("缺项", vec![Content::Paragraph { text: lacks, shape: Shape::Indented }.into()])
        .with("落款", Content::Signature(undated(notice)));
    Some(Made::new(&view, parts, period.last, notice.issuer(), Some(period)))
}

/// 异议登记表: what came in, and lines for what comes in by hand.
pub fn objection_register(notice: &Notice<'_>, _: EvidenceOf<'_>) -> Option<Made> {
    let period = notice.publicity_period()?;
    let view = ObjectionRegister { subject: notice.publicity_name(period), office: notice.issuer(), begins: period.first.chinese(), ends: period.last.chinese() };
    let titles = ["序号", "收到日期", "提出人", "涉及的户", "反映内容", "核实情况", "结论", "答复日期"];
    let mut body: Vec<Row> = notice.done.step.objections.iter().enumerate().map(|(index, objection)| {
        let household = show(&objection.household);
        row([
            (index + 1).to_string(),
            day(&objection.date),
            show(&objection.objector),
            household,
            show(&objection.content),
            show(&objection.verified),
            show(&objection.outcome),
            day(&objection.replied),
        ])
    }).collect();
    body.extend((0..4).map(|_| row([""; 8])));
    let shares = [(Align::Centre, 0.0), (Align::Centre, 0.6), (Align::Centre, 0.6), (Align::Centre, 0.4), (Align::Left, 2.0), (Align::Left, 2.0), (Align::Centre, 0.4), (Align::Centre, 0.6)];
    let table = Table { columns: shares.map(|(align, share)| column(align, share)).to_vec(), head: vec![row(titles)], body, fill: true, ..Table::default() };
    Some(Made::new(&view, Parts::new().with("异议", Content::Table(table)), period.first, notice.issuer(), Some(period)))
}

/// 异议答复, to whoever raised the objection; made when there is an outcome.
pub fn objection_reply(notice: &Notice<'_>, index: usize) -> Option<Made> {
    let objection = notice.done.step.objections.get(index)?;
    let period = notice.publicity_period()?;
    let outcome = show(&objection.outcome);
    let objector = show(&objection.objector);
    let view = ObjectionReply {
        objector: (!objector.is_empty()).then_some(objector),
        received: objection.date.reveal(&OFFICE).value()?.chinese(),
        subject: notice.publicity_name(period),
        content: sentence(&show(&objection.content)),
        verified: sentence(&show(&objection.verified)),
        upheld: outcome == "成立",
        contact: notice.above().map(contact),
    };
    let replied = objection.replied.reveal(&OFFICE).value().copied();
    let signature = replied.map_or_else(|| undated(notice), |day| Signature { issuers: vec![notice.issuer()], date: day.chinese(), seal: Seal::Sealed });
    let date = replied.unwrap_or(period.last);
    Some(Made::new(&view, Parts::new().with("落款", Content::Signature(signature)), date, notice.issuer(), None))
}

/// Issuer, and room for the day.
fn undated(notice: &Notice<'_>) -> Signature {
    Signature { issuers: vec![notice.issuer()], date: OPEN_DAY.to_owned(), seal: Seal::Sealed }
}

/// A text with one full stop at its end.
fn sentence(text: &str) -> String {
    format!("{}。", text.trim_end_matches(['。', '.']))
}
