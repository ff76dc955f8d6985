//! Metadata: XMP, and the information dictionary that says the same. The entry point is [`Metadata`].

use std::fmt::Write as _;

use lopdf::{Dictionary, Object, text_string};

use crate::papers::document::Document;

/// Which part of PDF/A-2 and PDF/UA-1 a file says that it meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// None.
    None,
    /// PDF/A-2b: it looks the same for ever.
    B,
    /// PDF/A-2a and PDF/UA-1: its structure can be read, too.
    A,
}

/// What the file says about its document.
pub(super) struct Metadata {
    title: String,
    author: String,
    /// The document's mark, such as `样例·非正式文件`: description and key words.
    mark: String,
    /// `YYYY-MM-DD`, when the document has a date.
    date: Option<String>,
}

const PROGRAM: &str = "gongshi";

impl Metadata {
    pub fn new(document: &Document) -> Self {
        let digits = |range: std::ops::Range<usize>| {
            document.date.get(range).is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let dated = document.date.len() == 10
            && digits(0..4)
            && digits(5..7)
            && digits(8..10)
            && document.date.as_bytes()[4] == b'-'
            && document.date.as_bytes()[7] == b'-';
        Self {
            title: clean(&document.title),
            author: clean(&document.issuer),
            mark: document.marks.first().map_or_else(String::new, |mark| clean(mark)),
            date: dated.then(|| document.date.clone()),
        }
    }

    /// The information dictionary.
    pub fn info(&self) -> Dictionary {
        let mut out = Dictionary::new();
        for (key, value) in
            [("Title", &self.title), ("Author", &self.author), ("Subject", &self.mark), ("Keywords", &self.mark)]
        {
            if !value.is_empty() {
                out.set(key, text_string(value));
            }
        }
        out.set("Creator", text_string(PROGRAM));
        out.set("Producer", text_string(PROGRAM));
        if let Some(date) = &self.date {
            let date = format!("D:{}000000+08'00'", date.replace('-', ""));
            out.set("CreationDate", Object::string_literal(date.clone()));
            out.set("ModDate", Object::string_literal(date));
        }
        out
    }

    /// The XMP packet.
    pub fn xmp(&self, level: Level) -> String {
        let mut out = String::with_capacity(2600);
        out.push_str(
            "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
             <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
             xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
             xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" \
             xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
             xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
             xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">",
        );
        out.push_str(match level {
            Level::None => "",
            Level::B => "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>",
            Level::A => "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>",
        });
        let _ = write!(
            out,
            "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>\
             <dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>",
            escaped(&self.title),
        );
        if !self.author.is_empty() {
            let _ = write!(out, "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>", escaped(&self.author));
        }
        if !self.mark.is_empty() {
            let mark = escaped(&self.mark);
            let _ = write!(
                out,
                "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{mark}</rdf:li></rdf:Alt></dc:description>\
                 <pdf:Keywords>{mark}</pdf:Keywords>",
            );
        }
        let _ = write!(out, "<xmp:CreatorTool>{PROGRAM}</xmp:CreatorTool><pdf:Producer>{PROGRAM}</pdf:Producer>");
        if let Some(date) = &self.date {
            let _ = write!(
                out,
                "<xmp:CreateDate>{date}T00:00:00+08:00</xmp:CreateDate><xmp:ModifyDate>{date}T00:00:00+08:00</xmp:ModifyDate>",
            );
        }
        out.push_str(
            "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
             <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
             <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
             <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>\
             <rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>part</pdfaProperty:name>\
             <pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>\
             <pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description></rdf:li></rdf:Seq>\
             </pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\
             </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>",
        );
        out
    }
}

/// Text of one line without control characters.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
