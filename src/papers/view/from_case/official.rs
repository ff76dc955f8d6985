//! Official documents with what they forward and attach. Its entry point is [`official`].

use super::plan_table;
use crate::papers::document::{Parts, TemplateError};
use crate::papers::document::markdown;
use crate::papers::document::{Attachment, Attendees, Block, Content, Format, Inline, PrintingRecord, RedHead, Seal, Shape, Signature};
use crate::papers::view::OfficialView;
use crate::records::case::{Case, Document, Field};
use crate::records::holdings::Holdings;
use crate::records::values::{Date, Text, Value};

/// The view and parts of a document; `notes` gives what the office stands by about a plan's table.
///
/// # Errors
/// A fault of Markdown in a body, with its file and line.
pub fn official(
    holdings: &Holdings,
    (document, body): &(Case<Document>, String),
    notes: &dyn Fn(&str, &str) -> Vec<String>,
) -> Result<(OfficialView, Parts), TemplateError> {
    let record = &document.record;
    let attachments = attachments(holdings, document, notes, &mut vec![document.file.clone()])?;
    let attendance = attendance(record);
    let letter = record.format() == Format::Letter;
    let view = OfficialView {
        title: if record.format() == Format::Order { Vec::new() } else { lines(&record.title) },
        recipients: record.recipients.value().map(|text| text.as_str().to_owned()),
        attachment_note: !record.attachments.is_empty(),
        attendance: !attendance.is_empty(),
        attachments: !attachments.is_empty(),
        // A letter says there whom it is copied to, and no more.
        printing_record: if letter { !record.copies_to.is_empty() } else { !record.printed_by.is_absent() },
    };
    let mut parts = Parts::new()
        .with("红头", Content::RedHead(red_head(record)))
        .with_blocks("正文", markdown(&document.file, body, Parts::new())?)
        .with_blocks("落款", signed(record));
    if view.attachment_note {
        parts = parts.with("附件说明", Content::AttachmentNote(texts(&record.attachments)));
    }
    if view.attendance {
        parts = parts.with("出席", Content::Attendance(attendance));
    }
    if view.attachments {
        parts = parts.with_blocks("附件", attachments);
    }
    if view.printing_record {
        let date = record.printed_on.value().map(|date| date.chinese()).unwrap_or_default();
        let printed = PrintingRecord { copies_to: texts(&record.copies_to), issuer: record.printed_by.text(), date, ruled: !letter };
        parts = parts.with("版记", Content::PrintingRecord(printed));
    }
    Ok((view, parts))
}

fn red_head(record: &Document) -> RedHead {
    let number = match record.order_number.value() {
        Some(number) => format!("第{}号", number.text()),
        None => record.number.text(),
    };
    RedHead {
        format: record.format(),
        mark: texts(&record.mark),
        suffix: record.suffix.value().map(|text| text.as_str().to_owned()),
        copy_number: record.copy_number.value().map(Value::text),
        secrecy: record.secrecy.value().map(Value::text),
        urgency: record.urgency.value().map(Value::text),
        number,
        signers: texts(&record.signers),
    }
}

/// Who was at the meeting, excused, sat in; those of whom there are any.
fn attendance(record: &Document) -> Vec<Attendees> {
    let groups = [("出席", &record.present), ("请假", &record.excused), ("列席", &record.observers)];
    let groups = groups.into_iter().map(|(label, names)| Attendees { label, names: texts(names) });
    groups.filter(|group| !group.names.is_empty()).collect()
}

/// What stands behind a document: the text that it forwards, then tables, then what the forwarded text attaches.
fn attachments(
    holdings: &Holdings,
    document: &Case<Document>,
    notes: &dyn Fn(&str, &str) -> Vec<String>,
    seen: &mut Vec<String>,
) -> Result<Vec<Block>, TemplateError> {
    let mut out = Vec::new();
    if let Some((enclosed, body)) = document.record.enclosure.value().and_then(|code| holdings.document(code.as_str()))
        && !seen.contains(&enclosed.file)
    {
        seen.push(enclosed.file.clone());
        out.push(Content::Attachment(Attachment { label: None, blocks: enclosure(enclosed, body)? }).into());
        out.extend(attachments(holdings, enclosed, notes, seen)?);
    }
    for name in &document.record.plan_tables {
        let Some((plan, table)) = holdings.plan_table(&name.text()) else { continue };
        let title = Content::Title(vec![Inline::Text(table.title.text())]);
        let notes = notes(&plan.file, &table.code.text());
        let blocks = vec![title.into(), Content::Table(plan_table(table, &notes)).into()];
        out.push(Content::Attachment(Attachment { label: table.label.value().map(|label| label.as_str().to_owned()), blocks }).into());
    }
    Ok(out)
}

/// A forwarded document: title, number, recipients, text, attachment note, signature.
fn enclosure(document: &Case<Document>, body: &str) -> Result<Vec<Block>, TemplateError> {
    let record = &document.record;
    let mut title = Vec::new();
    for line in lines(&record.title) {
        if !title.is_empty() {
            title.push(Inline::Break);
        }
        title.push(Inline::Text(line));
    }
    let paragraph = |text: String, shape| Content::Paragraph { text: vec![Inline::Text(text)], shape };
    let mut blocks: Vec<Block> = vec![Content::Title(title).into()];
    if let Some(number) = record.number.value() {
        blocks.push(paragraph(number.as_str().to_owned(), Shape::Centred).into());
    }
    if let Some(recipients) = record.recipients.value() {
        blocks.push(paragraph(format!("{}：", recipients.as_str()), Shape::Flush).into());
    }
    blocks.extend(markdown(&document.file, body, Parts::new())?);
    if !record.attachments.is_empty() {
        blocks.push(Content::AttachmentNote(texts(&record.attachments)).into());
    }
    blocks.extend(signed(record));
    Ok(blocks)
}

/// 落款, 附注 and, where the text is ours, the note that says so. Minutes may have a date and no issuer.
fn signed(record: &Document) -> Vec<Block> {
    let mut blocks = Vec::new();
    let seal = record.seal.value().copied().unwrap_or(Seal::Sealed);
    let issuers = texts(if seal == Seal::NameStamp { &record.offices } else { &record.issuers });
    if !issuers.is_empty() || record.is_numbered() && !record.date.is_absent() {
        let date = record.date.value().copied().map(Date::chinese).unwrap_or_default();
        let seal = if issuers.is_empty() { Seal::Unsealed } else { seal };
        blocks.push(Content::Signature(Signature { issuers, date, seal }).into());
    }
    for note in [&record.note, &record.rewritten] {
        if let Some(note) = note.value() {
            let text = vec![Inline::Text(format!("（{}）", note.as_str()))];
            blocks.push(Content::Paragraph { text, shape: Shape::Indented }.into());
        }
    }
    blocks
}

fn texts(fields: &[Field<Text>]) -> Vec<String> {
    fields.iter().filter_map(|field| field.value().map(|text| text.as_str().to_owned())).collect()
}

fn lines(title: &Field<Text>) -> Vec<String> {
    title.text().lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
