//! PDF/A-2a and PDF/UA-1. The entry point is [`pdf`].
//!
//! Page content is written with printpdf's operators; fonts, tags and metadata are added to the
//! finished file here, because printpdf knows neither. The bytes follow from the document, its
//! kind's core characters and the fonts alone: no clock, no chance, no other document.

mod content;
mod core;
mod embed;
mod file;
mod metadata;
mod profile;
mod structure;

pub use self::core::Core;

use self::file::File;
use crate::papers::document::Document;
use crate::papers::fonts::{FontError, Fonts};
use crate::papers::layout::Pages;

/// Level of deflation of page content and structure.
const LEVEL: u32 = 3;

/// Renders laid-out pages of a document. `core` is the fixed set of characters of the document's
/// kind, whose font programs all documents of that kind have in common.
pub fn pdf(pages: &Pages, document: &Document, fonts: &Fonts, core: &Core) -> Result<Vec<u8>, FontError> {
    let mut file = File::new();
    let catalog = file.reserve();
    let page_tree = file.reserve();

    let embedded = embed::Embedded::new(pages, fonts, core)?;
    let resources = embedded.write(&mut file, fonts);
    let (streams, marks) = content::write(pages, &embedded, LEVEL);

    let page_ids: Vec<u32> = pages.pages.iter().map(|_| file.reserve()).collect();
    for (index, (page, stream)) in pages.pages.iter().zip(streams).enumerate() {
        let content = file.deflated(&stream);
        file.object(
            page_ids[index],
            format_args!(
                "<</Type/Page/Parent {page_tree} 0 R/MediaBox[0 0 {} {}]/Resources {resources} 0 R/Contents {content} 0 R\
                 /StructParents {index}>>",
                content::rounded(page.width),
                content::rounded(page.height),
            ),
        );
    }
    let kids: String = page_ids.iter().map(|id| format!("{id} 0 R ")).collect();
    file.object(page_tree, format_args!("<</Type/Pages/Count {}/Kids[{kids}]>>", page_ids.len()));

    let tree = structure::write(&mut file, pages, &marks, &page_ids);
    let profile = file.stream("/N 3/Filter/FlateDecode", profile::srgb());
    let metadata = metadata::Metadata::new(document);
    let xmp = file.stream("/Type/Metadata/Subtype/XML", metadata.xmp().as_bytes());
    let info = file.reserve();
    file.object(info, format_args!("{}", metadata.info()));
    file.object(
        catalog,
        format_args!(
            "<</Type/Catalog/Pages {page_tree} 0 R/Lang(zh-CN)/MarkInfo<</Marked true>>/StructTreeRoot {tree} 0 R\
             /Metadata {xmp} 0 R/PageMode/UseNone/ViewerPreferences<</DisplayDocTitle true>>\
             /PageLabels<</Nums[0<</S/D>>]>>/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1\
             /OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile} 0 R>>]>>"
        ),
    );
    Ok(file.finish(catalog, info, LEVEL))
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;
    use crate::papers::document::{Align, Cell, Column, Content, Inline, Layout, Row, Shape, Table};
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
