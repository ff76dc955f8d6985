//! Blocks to HTML. Its entry point is [`Page`].

use base64::Engine;
use base64::prelude::BASE64_STANDARD as BASE64;

use super::table;
use super::text::{element, escape, inlines};
use crate::papers::document::{
    Attachment, Attendees, Block, Content, Direction, Figure, Format, Inline, PrintingRecord, RedHead, Seal, Shape, Signature,
};

/// The fragment while it is written.
#[derive(Default)]
pub(super) struct Page {
    pub out: String,
    /// Title or heading that stands before the place reached: it names the next table.
    heading: String,
    /// Tables written.
    tables: usize,
    /// Attachments entered: their titles stand one level lower.
    depth: u8,
}

impl Page {
    /// Adds blocks.
    pub fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            let foreign = attributes(block);
            if foreign.is_empty() {
                self.content(&block.content);
            } else {
                self.out.push_str(&format!("<div{foreign}>\n"));
                self.content(&block.content);
                self.out.push_str("</div>\n");
            }
        }
    }

    fn content(&mut self, content: &Content) {
        match content {
            Content::RedHead(head) => self.red_head(head),
            Content::Title(text) => self.heading(0, text, " class=\"title\""),
            Content::Heading { level, text } => {
                let class = format!(" class=\"level-{level}\"");
                self.heading(*level, text, &class);
            }
            Content::Paragraph { text, shape } => self.paragraph(text, *shape),
            Content::List { ordered, items } => self.list(*ordered, items),
            Content::Table(table) => {
                self.tables += 1;
                let name = format!("表{}：{}", self.tables, self.heading);
                table::write(table, &name, &mut self.out);
            }
            Content::Figure(figure) => self.figure(figure),
            Content::AttachmentNote(names) => self.attachment_note(names),
            Content::Signature(signature) => self.signature(signature),
            Content::Attendance(groups) => self.attendance(groups),
            Content::Attachment(attachment) => self.attachment(attachment),
            Content::PrintingRecord(record) => self.printing_record(record),
        }
    }

    fn heading(&mut self, level: u8, text: &[Inline], class: &str) {
        self.heading = text.iter().map(Inline::text).collect();
        let rank = (1 + level + self.depth).min(6);
        self.out.push_str(&format!("<h{rank}{class}>"));
        inlines(text, &mut self.out);
        self.out.push_str(&format!("</h{rank}>\n"));
    }

    fn paragraph(&mut self, text: &[Inline], shape: Shape) {
        let class = match shape {
            Shape::Indented => "",
            Shape::Flush => " class=\"flush\"",
            Shape::Centred => " class=\"centred\"",
            Shape::Right => " class=\"right\"",
            Shape::Fill => " class=\"fill\"",
        };
        self.out.push_str(&format!("<p{class}>"));
        inlines(text, &mut self.out);
        self.out.push_str("</p>\n");
    }

    fn list(&mut self, ordered: bool, items: &[Vec<Inline>]) {
        let tag = if ordered { "ol" } else { "ul" };
        self.out.push_str(if ordered { "<ol class=\"labelled\">\n" } else { "<ul>\n" });
        for (i, item) in items.iter().enumerate() {
            self.out.push_str("<li>");
            if ordered {
                element("span", " class=\"label\"", &format!("{}. ", i + 1), &mut self.out);
            }
            inlines(item, &mut self.out);
            self.out.push_str("</li>\n");
        }
        self.out.push_str(&format!("</{tag}>\n"));
    }

    fn red_head(&mut self, head: &RedHead) {
        let class = match head.format {
            Format::Document | Format::Minutes => "",
            Format::Letter => " letter",
            Format::Order => " order",
        };
        self.out.push_str(&format!("<div class=\"red-head{class}\">\n"));
        // Of a letter the mark stands above all else; an order's mark is its title.
        match head.format {
            Format::Letter => {
                self.mark(head, "div");
                self.corner(head);
            }
            Format::Order => self.mark(head, "h1"),
            Format::Document | Format::Minutes => {
                self.corner(head);
                self.mark(head, "div");
            }
        }
        self.out.push_str("<div class=\"number-line\">\n");
        self.line("number", &head.number);
        if !head.signers.is_empty() {
            self.out.push_str("<p class=\"signers\">签发人：");
            for (i, signer) in head.signers.iter().enumerate() {
                if i > 0 {
                    self.out.push(' ');
                }
                element("em", "", signer, &mut self.out);
            }
            self.out.push_str("</p>\n");
        }
        self.out.push_str("</div>\n</div>\n");
    }

    fn corner(&mut self, head: &RedHead) {
        for (class, text) in [("copy-number", &head.copy_number), ("secrecy", &head.secrecy), ("urgency", &head.urgency)] {
            if let Some(text) = text {
                self.line(class, text);
            }
        }
    }

    fn mark(&mut self, head: &RedHead, tag: &str) {
        let part = if tag == "div" { "p" } else { "span" };
        self.out.push_str(&format!("<{tag} class=\"mark\">{}\n", if tag == "div" { "<div>" } else { "" }));
        for mark in &head.mark {
            element(part, " class=\"issuer\"", mark, &mut self.out);
            self.out.push('\n');
        }
        self.out.push_str(if tag == "div" { "</div>\n" } else { "" });
        if let Some(suffix) = &head.suffix {
            element(part, " class=\"suffix\"", suffix, &mut self.out);
            self.out.push('\n');
        }
        self.out.push_str(&format!("</{tag}>\n"));
    }

    fn attendance(&mut self, groups: &[Attendees]) {
        self.out.push_str("<div class=\"attendance\">\n");
        for group in groups {
            self.out.push_str(&format!("<p><strong>{}：</strong>", group.label));
            escape(&group.names.join("、"), &mut self.out);
            self.out.push_str("</p>\n");
        }
        self.out.push_str("</div>\n");
    }

    /// The picture itself, where a browser shows it; else what it shows.
    fn figure(&mut self, figure: &Figure) {
        let source = figure.media_type().map(|media| format!(" src=\"data:{media};base64,{}\"", BASE64.encode(figure.file.as_slice())));
        self.out.push_str("<figure><img alt=\"");
        escape(&figure.text, &mut self.out);
        self.out.push_str(&format!("\"{}></figure>\n", source.unwrap_or_default()));
    }

    fn attachment_note(&mut self, names: &[String]) {
        self.out.push_str("<div class=\"attachment-note\">\n");
        for (i, name) in names.iter().enumerate() {
            self.out.push_str("<p>");
            if i == 0 {
                self.out.push_str("<span class=\"label\">附件：</span>");
            }
            if names.len() > 1 {
                self.out.push_str(&format!("{}. ", i + 1));
            }
            escape(name, &mut self.out);
            self.out.push_str("</p>\n");
        }
        self.out.push_str("</div>\n");
    }

    fn signature(&mut self, signature: &Signature) {
        let class = match signature.seal {
            Seal::Sealed => "signature sealed",
            Seal::Unsealed => "signature",
            Seal::NameStamp => "signature stamped",
        };
        self.out.push_str(&format!("<div class=\"{class}\">\n"));
        for issuer in &signature.issuers {
            self.line("issuer", issuer);
        }
        self.line("date", &signature.date);
        self.out.push_str("</div>\n");
    }

    fn attachment(&mut self, attachment: &Attachment) {
        self.out.push_str("<section class=\"attachment\">\n");
        if let Some(label) = &attachment.label {
            self.line("label", label);
        }
        self.depth += 1;
        self.blocks(&attachment.blocks);
        self.depth -= 1;
        self.out.push_str("</section>\n");
    }

    fn printing_record(&mut self, record: &PrintingRecord) {
        self.out.push_str(if record.ruled { "<div class=\"printing-record\">\n" } else { "<div class=\"printing-record plain\">\n" });
        if !record.copies_to.is_empty() {
            self.line("copies", &format!("抄送：{}。", record.copies_to.join("，")));
        }
        if record.ruled {
            self.out.push_str("<div>\n");
            self.line("issuer", &record.issuer);
            self.line("date", &format!("{}印发", record.date));
            self.out.push_str("</div>\n");
        }
        self.out.push_str("</div>\n");
    }

    fn line(&mut self, class: &str, text: &str) {
        element("p", &format!(" class=\"{class}\""), text, &mut self.out);
        self.out.push('\n');
    }
}

/// Language and direction, where they are not those of the article.
fn attributes(block: &Block) -> String {
    let mut attributes = String::new();
    if block.lang != "zh-CN" {
        attributes.push_str(" lang=\"");
        escape(block.lang, &mut attributes);
        attributes.push('"');
    }
    if block.direction == Direction::Rtl {
        attributes.push_str(" dir=\"rtl\"");
    }
    attributes
}
