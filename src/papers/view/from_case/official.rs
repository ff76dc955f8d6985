//! Official documents with what they forward and attach. Its entry point is [`official`].

use super::plan_table;
use crate::papers::document::{Parts, TemplateError};
use crate::papers::document::markdown;
use crate::papers::document::{Attachment, Block, Content, Inline, PrintingRecord, RedHead, Shape, Signature};
use crate::papers::view::OfficialView;
use crate::records::case::{Case, Document, Field};
use crate::records::holdings::Holdings;
use crate::records::values::{Date, Text};

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
    let view = OfficialView {
        title: lines(&record.title),
        recipients: record.recipients.value().map(|text| text.as_str().to_owned()),
        attachment_note: !record.attachments.is_empty(),
        attachments: !attachments.is_empty(),
        printing_record: !record.printed_by.is_absent(),
    };
    let head = RedHead {
        mark: texts(&record.mark),
        suffix: record.suffix.value().map(|text| text.as_str().to_owned()),
        number: record.number.text(),
        signers: texts(&record.signers),
        ..RedHead::default()
    };
    let mut parts = Parts::new()
        .with("红头", Content::RedHead(head))
        .with_blocks("正文", markdown(&document.file, body, Parts::new())?)
        .with_blocks("落款", signed(record));
    if view.attachment_note {
        parts = parts.with("附件说明", Content::AttachmentNote(texts(&record.attachments)));
    }
    if view.attachments {
        parts = parts.with_blocks("附件", attachments);
    }
    if view.printing_record {
        let date = record.printed_on.value().map(|date| date.chinese()).unwrap_or_default();
        parts = parts.with("版记", Content::PrintingRecord(PrintingRecord { copies_to: texts(&record.copies_to), issuer: record.printed_by.text(), date }));
    }
    Ok((view, parts))
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

/// 落款 and, where the text is ours, the note that says so.
fn signed(record: &Document) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !record.issuers.is_empty() {
        let seal = record.seal.value().is_none_or(|yes| yes.0);
        let date = record.date.value().copied().map(Date::chinese).unwrap_or_default();
        blocks.push(Content::Signature(Signature { issuers: texts(&record.issuers), date, seal }).into());
    }
    if let Some(note) = record.rewritten.value() {
        let text = vec![Inline::Text(format!("（{}）", note.as_str()))];
        blocks.push(Content::Paragraph { text, shape: Shape::Indented }.into());
    }
    blocks
}

fn texts(fields: &[Field<Text>]) -> Vec<String> {
    fields.iter().filter_map(|field| field.value().map(|text| text.as_str().to_owned())).collect()
}

fn lines(title: &Field<Text>) -> Vec<String> {
    title.text().lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
