//! The block tree that HTML and PDF are both drawn from. Its entry point is [`Document`].
//!
//! A document is made once (from a template and a view) and never changed afterwards; a renderer
//! sees nothing else. Its text is final: numbers are formatted, dates written out, values unescaped.

mod compose;
mod figure;
mod identity;
mod markdown;
mod table;

pub use compose::{Composed, DOCUMENTS, Fault, Parts, TemplateError, Templates, split_front_matter};
pub use figure::Figure;
pub use identity::{Identity, short_digest_of};
pub use markdown::markdown;
pub use table::{Align, Cell, Column, Row, Table};

use serde::Serialize;

pub use crate::records::values::{Format, Seal};

/// One paper: a notice, an official document, a form or a sheet of plan tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Id of the document kind, for example `household-exit-publicity`.
    pub kind: String,
    /// Plain title for metadata and lists, without line breaks.
    pub title: String,
    /// How pages are laid out.
    pub layout: Layout,
    /// What stands on the pages, in reading order.
    pub blocks: Vec<Block>,
    /// Words outside the type area on every page (`样例·非正式文件`, `内部资料 不得上网`); artifacts.
    pub marks: Vec<String>,
    /// Creation date for metadata: the document's own date, never the clock (ISO `YYYY-MM-DD`).
    pub date: String,
    /// Issuing body, for metadata (`dc:creator`).
    pub issuer: String,
    /// What the line and the QR code at the foot of each page say; blank for none.
    pub identity: Identity,
}

/// How the pages of a document are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Layout {
    /// Public notice of a village, township or portal: the GB/T 9704 type area, no red head; for the board also on A3.
    Notice,
    /// Official document of a party or government organ, GB/T 9704-2012.
    Official,
    /// Form to be filled in by hand: denser text, ruled boxes.
    Form,
    /// Plan tables; portrait or landscape as the tables need.
    Sheet,
    /// Cover of a volume: the title above, headings in the middle, tables as ruled fields at the foot.
    Cover,
}

/// Reading direction of a block; all of today's blocks are left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum Direction {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left.
    Rtl,
}

/// A block with its language (BCP 47) and direction, so that a notice can be bilingual.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Block {
    /// BCP 47 tag, `zh-CN` by default.
    pub lang: &'static str,
    /// Reading direction.
    pub direction: Direction,
    /// The block itself.
    pub content: Content,
}

impl From<Content> for Block {
    fn from(content: Content) -> Self {
        Self { lang: "zh-CN", direction: Direction::Ltr, content }
    }
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Content {
    /// Red head of an official document (版头): mark, number, red rule. First block or absent.
    RedHead(RedHead),
    /// Title (标题): 小标宋, centred, H1. Breaks inside are the author's line breaks.
    Title(Vec<Inline>),
    /// Heading of level 1 to 4 within the text (一、 / （一） / 1. / （1）): 黑体, 楷体, 仿宋, 仿宋; H2 to H5.
    Heading { level: u8, text: Vec<Inline> },
    /// A paragraph.
    Paragraph { text: Vec<Inline>, shape: Shape },
    /// A list; items hold paragraphs. Numbered from 1 when `ordered`: the label `1. ` is part of the text.
    List { ordered: bool, items: Vec<Vec<Inline>> },
    /// A table.
    Table(Table),
    /// A picture.
    Figure(Figure),
    /// 附件说明: names of the attachments, one blank line below the text.
    AttachmentNote(Vec<String>),
    /// 落款: issuer and date, with room for a seal where `seal`.
    Signature(Signature),
    /// An attachment or enclosure: begins a new page, before the printing record.
    Attachment(Attachment),
    /// Who was at a meeting: 出席, 请假, 列席, one blank line below the text.
    Attendance(Vec<Attendees>),
    /// 版记: stands at the foot of the last page.
    PrintingRecord(PrintingRecord),
}

/// Shape of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Shape {
    /// First line indented by two characters, justified.
    Indented,
    /// Flush left, justified (主送机关).
    Flush,
    /// Centred.
    Centred,
    /// Flush right, two characters from the edge.
    Right,
    /// Filled in by hand: flush left, not justified, one and a half lines high.
    Fill,
}

/// Text within a block.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Inline {
    /// Plain text, exactly as it shall appear.
    Text(String),
    /// 黑体.
    Strong(String),
    /// 楷体.
    Emphasis(String),
    /// A line break that the author set.
    Break,
}

impl Inline {
    /// The text of this piece; a break has none.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Strong(text) | Self::Emphasis(text) => text,
            Self::Break => "",
        }
    }
}

/// 版头. Reading order: copy number, secrecy, urgency, mark, number, signers; of a letter the mark first.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct RedHead {
    /// Format of the document.
    pub format: Format,
    /// 发文机关标志, one line an issuer (`中共清流县委办公室`), the main one first.
    pub mark: Vec<String>,
    /// `文件` set to the right of the mark, or nothing.
    pub suffix: Option<String>,
    /// 份号, six digits.
    pub copy_number: Option<String>,
    /// 密级和保密期限.
    pub secrecy: Option<String>,
    /// 紧急程度.
    pub urgency: Option<String>,
    /// 发文字号, `清委办〔2017〕25号`; of an order `第3号`.
    pub number: String,
    /// 签发人, only for documents that go up.
    pub signers: Vec<String>,
}

/// 落款.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Signature {
    /// Issuing bodies, the main one first; under name stamps the offices of those who stamp.
    pub issuers: Vec<String>,
    /// Date in words, `2017年4月19日`.
    pub date: String,
    /// How the paper will be sealed: the geometry of GB/T 9704 7.3.5.1, 7.3.5.2 or 7.3.5.3. Room is kept; a seal is never drawn.
    pub seal: Seal,
}

/// Those who were at a meeting, or were not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attendees {
    /// `出席`, without the colon.
    pub label: &'static str,
    /// Bodies and names.
    pub names: Vec<String>,
}

/// An attachment (附件) or, without a label, a document that is forwarded or issued by the one before it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attachment {
    /// `附件1`, 黑体, flush at the first line; nothing for an enclosure.
    pub label: Option<String>,
    /// What stands in it; begins with a [`Content::Title`] where it has one.
    pub blocks: Vec<Block>,
}

/// 版记.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PrintingRecord {
    /// 抄送; empty where there is none.
    pub copies_to: Vec<String>,
    /// 印发机关.
    pub issuer: String,
    /// 印发日期, `2017年4月19日`; `印发` is added by the renderers.
    pub date: String,
    /// With rules and the line of 印发; a letter has neither.
    pub ruled: bool,
}

impl Document {
    /// Format of an official document; of any other paper that of section 7.
    pub fn format(&self) -> Format {
        let head = self.blocks.iter().find_map(|block| match &block.content {
            Content::RedHead(head) => Some(head.format),
            _ => None,
        });
        head.unwrap_or_default()
    }
}
