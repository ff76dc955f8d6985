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
