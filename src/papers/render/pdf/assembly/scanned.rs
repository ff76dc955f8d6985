//! PDFs that scanners and telephones make. The entry point is [`only_pictures`].
//!
//! Of a PDF made elsewhere nothing is believed that it says of itself. Of one kind alone it is seen from the outside that its pages look the same for
//! ever, as PDF/A-2b has it: on each page nothing but pictures, whose data and colours need nothing that is not in the file.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::import::{dictionary_of, inherited};

/// What a page may do: keep and restore, move, show a picture.
const OPERATORS: [&str; 4] = ["q", "Q", "cm", "Do"];
/// What a picture may say of itself.
const ENTRIES: [&[u8]; 10] =
    [b"Type", b"Subtype", b"Width", b"Height", b"ColorSpace", b"BitsPerComponent", b"Filter", b"DecodeParms", b"Length", b"Name"];
/// How its data may be packed.
const FILTERS: [&[u8]; 3] = [b"DCTDecode", b"FlateDecode", b"CCITTFaxDecode"];
/// The colours that need no profile beside that of the file.
const COLOURS: [&[u8]; 2] = [b"DeviceGray", b"DeviceRGB"];

/// Every page holds pictures and nothing else, each of them whole and plain.
pub fn only_pictures(source: &Document) -> bool {
    source.page_iter().all(|page| of_page(source, page).is_some())
}

fn of_page(source: &Document, page: ObjectId) -> Option<()> {
    let own = source.get_dictionary(page).ok()?;
    let without = |key: &[u8]| own.get(key).is_err();
    (without(b"Annots") && without(b"Group")).then_some(())?;
    let resources = inherited(source, page, b"Resources").and_then(|value| dictionary_of(source, value))?;
    resources.iter().all(|(key, _)| key == b"XObject" || key == b"ProcSet").then_some(())?;
    let pictures = dictionary_of(source, resources.get(b"XObject").ok()?)?;
    let content = Content::decode(&source.get_page_content(page)).ok()?;
    let mut shown = 0;
    for operation in &content.operations {
        OPERATORS.contains(&operation.operator.as_str()).then_some(())?;
        if operation.operator == "Do" {
            let name = operation.operands.first()?.as_name().ok()?;
            pictures.has(name).then_some(())?;
            shown += 1;
        }
    }
    pictures.iter().all(|(_, picture)| is_plain(source, picture).is_some()).then_some(())?;
    (shown > 0).then_some(())
}

fn is_plain(source: &Document, picture: &Object) -> Option<()> {
    let stream = source.dereference(picture).ok()?.1.as_stream().ok()?;
    let entries: &Dictionary = &stream.dict;
    entries.iter().all(|(key, _)| ENTRIES.contains(&key.as_slice())).then_some(())?;
    let name = |key: &[u8]| source.dereference(entries.get(key).ok()?).ok()?.1.as_name().ok();
    (name(b"Subtype")? == b"Image" && COLOURS.contains(&name(b"ColorSpace")?)).then_some(())?;
    let filter = match source.dereference(entries.get(b"Filter").ok()?).ok()?.1 {
        Object::Array(filters) if filters.len() == 1 => filters[0].as_name().ok()?,
        filter => filter.as_name().ok()?,
    };
    FILTERS.contains(&filter).then_some(())?;
    match filter {
        b"DCTDecode" => (stream.content.starts_with(&[0xFF, 0xD8]) && stream.content.ends_with(&[0xFF, 0xD9])).then_some(()),
        b"FlateDecode" => stream.decompressed_content().ok().map(drop),
        _ => (!stream.content.is_empty()).then_some(()),
    }
}
