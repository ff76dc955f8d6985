//! PDF/A-2a and PDF/UA-1. The entry point is [`pdf`].
//!
//! Page content is written with printpdf's operators; fonts, tags and metadata, which printpdf
//! does not know, are added as objects of a lopdf document, and lopdf writes the file. The bytes
//! follow from the document, its kind's core characters and the fonts alone: no clock, no chance,
//! no other document.

pub mod assembly;
mod content;
mod core;
mod embed;
mod image;
mod metadata;
mod outline;
mod profile;
mod structure;

pub use self::core::Core;
pub use self::metadata::Level;

use lopdf::{Object, ObjectId, SaveOptions, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use crate::papers::document::Document;
use crate::papers::fonts::{FontError, Fonts};
use crate::papers::layout::Pages;

/// Level of deflation of page content and structure.
const LEVEL: u32 = 3;

/// Most objects in one object stream.
const PACK: usize = 1000;

/// Renders laid-out pages: of a document, or of several bound in one file, where `document` gives the file's metadata. `core` is the fixed set of characters of the document's
/// kind, whose font programs all documents of that kind have in common.
pub fn pdf(pages: &Pages, document: &Document, fonts: &Fonts, core: &Core) -> Result<Vec<u8>, FontError> {
    let mut file = lopdf::Document::with_version("1.7");
    file.binary_mark = vec![0xE2, 0xE3, 0xCF, 0xD3];
    // The file's identifier follows from what is on the pages, its tags and its metadata.
    let mut digest = Sha256::new();
    let page_tree = file.new_object_id();

    let embedded = embed::Embedded::new(pages, fonts, core)?;
    let images = image::write(&mut file, pages);
    pages.figures.iter().for_each(|placed| digest.update(&placed.figure.digest));
    let resources = embedded.write(&mut file, fonts, images);
    let (streams, marks) = content::write(pages, &embedded, LEVEL);

    let mut page_ids = Vec::with_capacity(streams.len());
    for (index, (page, stream)) in (0i64..).zip(pages.pages.iter().zip(streams)) {
        digest.update(&stream);
        let content = deflated(&mut file, stream);
        let size = [page.width, page.height].map(|length| Object::Real(content::rounded(length)));
        page_ids.push(file.add_object(dictionary! {
            "Type" => "Page",
            "Parent" => page_tree,
            "MediaBox" => [0.into(), 0.into()].into_iter().chain(size).collect::<Vec<_>>(),
            "Resources" => resources,
            "Contents" => content,
            "StructParents" => index,
        }));
    }
    let kids: Vec<Object> = page_ids.iter().map(|&id| id.into()).collect();
    file.set_object(page_tree, dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids });

    let tree = structure::write(&mut file, pages, &marks, &page_ids, &mut digest);
    let outline = outline::write(&mut file, &pages.outline, &page_ids, &mut digest);
    let metadata = metadata::Metadata::new(document);
    let xmp = metadata.xmp(Level::A);
    digest.update(&xmp);
    let xmp = file.add_object(Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp.into_bytes()));
    let info = file.add_object(metadata.info());
    let profile =
        file.add_object(Stream::new(dictionary! { "N" => 3, "Filter" => "FlateDecode" }, profile::srgb().to_vec()));
    let intent = intent(profile);
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Pages" => page_tree,
        "Lang" => Object::string_literal("zh-CN"),
        "MarkInfo" => dictionary! { "Marked" => true },
        "StructTreeRoot" => tree,
        "Metadata" => xmp,
        "PageMode" => if outline.is_some() { "UseOutlines" } else { "UseNone" },
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        "PageLabels" => dictionary! { "Nums" => vec![0.into(), dictionary! { "S" => "D" }.into()] },
        "OutputIntents" => vec![intent.into()],
    };
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
    }
    let catalog = file.add_object(catalog);
    let digest = digest.finalize();
    let id = Object::String(digest.iter().take(16).copied().collect(), StringFormat::Hexadecimal);
    file.trailer = dictionary! { "Root" => catalog, "Info" => info, "ID" => vec![id.clone(), id] };

    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(PACK)
        .compression_level(LEVEL)
        .build();
    let mut out = Vec::with_capacity(128 * 1024);
    file.save_with_options(&mut out, options).expect("writing to memory does not fail");
    Ok(out)
}

/// The output intent: sRGB.
fn intent(profile: ObjectId) -> lopdf::Dictionary {
    dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    }
}

/// A stream that is deflated already.
fn deflated(file: &mut lopdf::Document, data: Vec<u8>) -> ObjectId {
    file.add_object(Stream::new(dictionary! { "Filter" => "FlateDecode" }, data))
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;
    use crate::papers::document::{Align, Cell, Column, Content, Identity, Inline, Layout, Row, Shape, Table};
    use crate::papers::layout::{Item, Owner, Paper, paginate};

    fn text(text: &str) -> Vec<Inline> {
        vec![Inline::Text(text.to_owned())]
    }

    fn notice(village: &str, heads: &[&str]) -> Document {
        let row = |number: String, head: &str| Row { cells: vec![Cell::new(number), Cell::new(head)] };
        let table = Table {
            columns: vec![Column { stretch: 1.0, align: Align::Centre }; 2],
            head: vec![row("序号".to_owned(), "户主")],
            body: (1..).zip(heads).map(|(number, head)| row(number.to_string(), head)).collect(),
            ..Table::default()
        };
        Document {
            kind: "test".to_owned(),
            title: format!("{village}公示"),
            layout: Layout::Notice,
            blocks: vec![
                Content::Title(text(&format!("{village}2017年拟脱贫退出户名单公示"))).into(),
                Content::Paragraph { text: text("经民主评议，现予以公示——期限7日……"), shape: Shape::Indented }.into(),
                Content::Table(table).into(),
            ],
            marks: vec!["样例·非正式文件".to_owned()],
            date: "2017-11-11".to_owned(),
            issuer: village.to_owned(),
            identity: Identity::default(),
        }
    }

    fn render(document: &Document, fonts: &Fonts) -> Vec<u8> {
        let core = Core::new(fonts).with_text(fonts, crate::papers::fonts::Role::FangSong, "经民主评议现予以公示");
        let pages = paginate(document, Paper::A4, fonts).expect("every character is in the fonts");
        pdf(&pages, document, fonts, &core).expect("the fonts can be embedded")
    }

    #[test]
    fn bytes_do_not_depend_on_threads_or_on_other_documents() {
        let fonts = Fonts::open(None).expect("the program carries its fonts");
        let heads = ["王伟", "李芳", "张秀英", "刘洋", "陈杰", "㐂田", "黄勇"];
        let documents: Vec<Document> =
            (0..24).map(|n| notice(&format!("第{n}村"), &heads[n % 5..n % 5 + 1 + n % 3])).collect();
        let alone: Vec<Vec<u8>> = documents
            .iter()
            .map(|document| render(document, &Fonts::open(None).expect("the program carries its fonts")))
            .take(3)
            .collect();
        let one_by_one: Vec<Vec<u8>> = documents.iter().rev().map(|document| render(document, &fonts)).collect();
        let together: Vec<Vec<u8>> = documents.par_iter().map(|document| render(document, &fonts)).collect();
        assert!(together.iter().eq(one_by_one.iter().rev()));
        assert_eq!(alone, together[..3]);
    }

    #[test]
    fn every_character_that_no_font_shows_is_named_at_once() {
        let fonts = Fonts::open(None).expect("the program carries its fonts");
        let document = notice("某村", &["王\u{FE0F}伟", "李\u{200B}芳", "张\u{7}", "刘\u{E000}"]);
        let missing = paginate(&document, Paper::A4, &fonts).expect_err("four characters have no glyph");
        let characters: Vec<char> = missing.iter().map(|missing| missing.character).collect();
        assert_eq!(characters, ['\u{7}', '\u{200B}', '\u{E000}', '\u{FE0F}']);
        assert!(missing[1].to_string().contains("U+200B"));
    }

    #[test]
    fn text_stands_on_twenty_two_lines_of_the_type_area() {
        let fonts = Fonts::open(None).expect("the program carries its fonts");
        let mut document = notice("某村", &[]);
        document.layout = Layout::Official;
        document.blocks = vec![Content::Paragraph { text: text(&"脱贫攻坚".repeat(300)), shape: Shape::Indented }.into()];
        let pages = paginate(&document, Paper::A4, &fonts).expect("every character is in the fonts");
        let mut baselines: Vec<f32> = Vec::new();
        for item in &pages.pages[0].items {
            if let Item::Run(run) = item
                && matches!(run.owner, Owner::Element(_))
            {
                baselines.push(run.y);
                let count = (run.glyphs.end - run.glyphs.start) as usize;
                assert!(count == 28 || baselines.len() == 1 && count == 26, "{count}");
            }
        }
        assert_eq!(baselines.len(), 22);
        let pitch = (baselines[0] - baselines[21]) / 21.0;
        assert!((pitch - 29.62).abs() < 0.01, "{pitch}");
        let top = baselines[0] + 0.88 * 15.797;
        assert!((top - (297.0 - 37.0) / 25.4 * 72.0).abs() < 0.1, "{top}");
    }
}
