//! Pictures as objects of a file. Entry points: [`entries`] describes a strip of one; [`write`] adds those of a document.

use std::convert::Infallible;
use std::io::{Cursor, Read};

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

use crate::papers::fonts::deflate;
use crate::papers::layout::Pages;
use crate::papers::scan::{Colours, Data, Picture, Pieces, Strip};

/// Adds a stream to the file: what it says of itself, its data.
type Add<'a, E> = dyn FnMut(Dictionary, &[u8]) -> Result<ObjectId, E> + 'a;

/// What a strip of a picture says of itself; palettes, profiles and masks are added as objects.
///
/// # Errors
/// Those of adding.
pub(super) fn entries<E>(picture: &Picture, strip: &Strip, add: &mut Add<'_, E>) -> Result<Dictionary, E> {
    let mut entries = strip.filter.clone();
    entries.set("Type", "XObject");
    entries.set("Subtype", "Image");
    entries.set("Width", i64::from(picture.width));
    entries.set("Height", i64::from(strip.height));
    entries.set("BitsPerComponent", i64::from(picture.bits));
    let colours = match &picture.colours {
        Colours::Grey => Object::from("DeviceGray"),
        Colours::Rgb => "DeviceRGB".into(),
        Colours::Cmyk => "DeviceCMYK".into(),
        Colours::Indexed(palette) => {
            let palette = add(Dictionary::new(), palette)?;
            let last = (picture.palette_length() as i64 - 1).max(0);
            vec!["Indexed".into(), "DeviceRGB".into(), last.into(), palette.into()].into()
        }
        Colours::Profile(profile, parts) => {
            let entries = dictionary! { "N" => i64::from(*parts), "Filter" => "FlateDecode" };
            let profile = add(entries, &deflate(profile, 6))?;
            vec!["ICCBased".into(), profile.into()].into()
        }
    };
    entries.set("ColorSpace", colours);
    if let Some(alpha) = &strip.alpha {
        let mask = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(picture.width), "Height" => i64::from(strip.height),
            "ColorSpace" => "DeviceGray", "BitsPerComponent" => i64::from(picture.bits), "Filter" => "FlateDecode",
        };
        entries.set("SMask", add(mask, alpha)?);
    }
    Ok(entries)
}

/// Name of the resource of a strip of a document's figure.
pub(super) fn name(figure: usize, strip: usize) -> String {
    format!("X{figure}S{strip}")
}

/// Adds the figures of a document; gives the resources that name them.
pub(super) fn write(file: &mut lopdf::Document, pages: &Pages) -> Dictionary {
    let mut names = Dictionary::new();
    for (number, placed) in pages.figures.iter().enumerate() {
        let picture = &placed.figure.picture;
        for (at, strip) in picture.strips.iter().enumerate() {
            let added = entries::<Infallible>(picture, strip, &mut |entries, bytes| Ok(file.add_object(Stream::new(entries, bytes.to_vec()))));
            let Ok(entries) = added;
            let mut data = Vec::new();
            match &strip.data {
                Data::Bytes(bytes) => data.extend_from_slice(bytes),
                // The pieces were found in these very bytes.
                Data::Pieces(pieces) => drop(Pieces::new(&mut Cursor::new(placed.figure.file.as_slice()), pieces).read_to_end(&mut data)),
            }
            names.set(name(number, at), file.add_object(Stream::new(entries, data).with_compression(false)));
        }
    }
    names
}
