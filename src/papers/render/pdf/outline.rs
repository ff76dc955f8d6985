//! Bookmarks of a file that several documents are bound in. The entry point is [`write`].

use lopdf::{Object, ObjectId, dictionary, text_string};
use sha2::{Digest, Sha256};

use crate::papers::layout::Bookmark;

/// Adds a bookmark to the first page of each document; `None` where there are none.
pub(super) fn write(file: &mut lopdf::Document, outline: &[Bookmark], page_ids: &[ObjectId], digest: &mut Sha256) -> Option<ObjectId> {
    if outline.is_empty() {
        return None;
    }
    let root = file.new_object_id();
    // Items are numbered in their order, one after another.
    let first = file.max_id + 1;
    let item = |at: usize| Object::Reference((first + at as u32, 0));
    for (at, bookmark) in outline.iter().enumerate() {
        let mut entries = dictionary! {
            "Title" => text_string(&bookmark.title),
            "Parent" => root,
            "Dest" => vec![page_ids[bookmark.page].into(), "Fit".into()],
        };
        if at > 0 {
            entries.set("Prev", item(at - 1));
        }
        if at + 1 < outline.len() {
            entries.set("Next", item(at + 1));
        }
        digest.update(&bookmark.title);
        file.add_object(entries);
    }
    file.set_object(
        root,
        dictionary! { "Type" => "Outlines", "First" => item(0), "Last" => item(outline.len() - 1), "Count" => outline.len() as i64 },
    );
    Some(root)
}
