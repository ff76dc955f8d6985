//! Pages of a PDF that was made before. The entry point is [`Import::pages`]: content and resources come over as they are, marks of the binder go on
//! top of them; forms, scripts and actions stay behind.

use std::collections::HashMap;
use std::io;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::file::PdfFile;
use super::{Bookmark, Frame, Overlay};
use crate::papers::fonts::deflate;

/// How deep a page tree or an outline may be.
const DEEPEST: usize = 64;
/// Most bookmarks that are taken from one file.
const MOST_BOOKMARKS: usize = 2_000;

/// What came over.
pub(super) struct Imported {
    /// New numbers of the pages.
    pub pages: Vec<ObjectId>,
    /// The structure element that all of it stands in, where the file is tagged.
    pub element: Option<ObjectId>,
    /// Owners of each page's marked content, page by page; empty where it is not tagged.
    pub owners: Vec<Object>,
    /// The file's own bookmarks, pages from 0 within it.
    pub outline: Vec<Bookmark>,
}

/// Takes objects over, each once.
pub(super) struct Import<'a, 'b, 'c> {
    source: &'a Document,
    file: &'b mut PdfFile<'c>,
    numbers: HashMap<ObjectId, ObjectId>,
    open: Vec<(ObjectId, ObjectId)>,
}

impl<'a, 'b, 'c> Import<'a, 'b, 'c> {
    pub fn new(source: &'a Document, file: &'b mut PdfFile<'c>) -> Self {
        Self { source, file, numbers: HashMap::new(), open: Vec::new() }
    }

    /// All pages, below the new page tree. Where `parent` is given the structure comes too, the first page's key being `first_key`. `overlays` says
    /// what goes on top of a page (from 0) with this frame.
    pub fn pages(mut self, tree: ObjectId, parent: Option<(ObjectId, i64)>, overlays: &dyn Fn(usize, &Frame) -> Vec<Overlay>) -> io::Result<Imported> {
        let old: Vec<ObjectId> = self.source.page_iter().collect();
        let pages: Vec<ObjectId> = old.iter().map(|_| self.file.reserve()).collect();
        self.numbers.extend(old.iter().copied().zip(pages.iter().copied()));
        let structure = parent.and_then(|(parent, key)| Some((self.structure(parent)?, key)));
        let before = self.file.add_stream(Dictionary::new(), b"q\n")?;
        for (at, (&old, &new)) in old.iter().zip(&pages).enumerate() {
            let mut page = self.page(old, new, before, &|frame| overlays(at, frame))?;
            page.set("Parent", tree);
            if let Some((_, first)) = &structure {
                page.set("StructParents", first + at as i64);
            }
            self.file.put(new, &page.into())?;
        }
        let owners = match &structure {
            Some(_) => self.owners(&old),
            None => Vec::new(),
        };
        let outline = self.outline(&old);
        self.drain(structure.as_ref().map(|(element, _)| *element))?;
        Ok(Imported { pages, element: structure.map(|(element, _)| element).and_then(|old| self.numbers.get(&old).copied()), owners, outline })
    }

    /// All pages as forms, in their order.
    pub fn forms(mut self) -> io::Result<Vec<ObjectId>> {
        let mut forms = Vec::new();
        for page in self.source.page_iter() {
            let resources = inherited(self.source, page, b"Resources").and_then(|value| dictionary_of(self.source, value)).unwrap_or_default();
            let resources = self.dictionary(&resources);
            let corners = frame(self.source, page).corners.map(Object::Real).to_vec();
            let content = self.source.get_page_content(page);
            let form = dictionary! {
                "Type" => "XObject", "Subtype" => "Form", "BBox" => corners, "Resources" => resources, "Filter" => "FlateDecode",
            };
            forms.push(self.file.add_stream(form, &deflate(&content, 6))?);
        }
        self.drain(None)?;
        Ok(forms)
    }

    /// The old number of the root element.
    fn structure(&mut self, parent: ObjectId) -> Option<ObjectId> {
        let catalog = self.source.catalog().ok()?;
        let root = catalog.get(b"StructTreeRoot").and_then(Object::as_reference).ok()?;
        let element = self.source.get_dictionary(root).ok()?.get(b"K").and_then(Object::as_reference).ok()?;
        self.numbers.insert(root, parent);
        self.number(element);
        Some(element)
    }

    /// The entry of the parent tree of each page.
    fn owners(&mut self, pages: &[ObjectId]) -> Vec<Object> {
        let nums = (|| {
            let root = self.source.catalog().ok()?.get(b"StructTreeRoot").and_then(Object::as_reference).ok()?;
            let tree = self.source.get_dictionary(root).ok()?.get(b"ParentTree").ok()?;
            let tree = self.source.dereference(tree).ok()?.1.as_dict().ok()?;
            tree.get(b"Nums").and_then(Object::as_array).ok()
        })();
        let key = |page: &ObjectId| self.source.get_dictionary(*page).ok()?.get(b"StructParents").and_then(Object::as_i64).ok();
        let keys: Vec<Option<i64>> = pages.iter().map(key).collect();
        let entry = |key: Option<i64>| {
            let pair = nums?.chunks_exact(2).find(|pair| pair[0].as_i64().ok() == key && key.is_some())?;
            self.source.dereference(&pair[1]).ok().map(|(_, object)| object.clone())
        };
        let entries: Vec<Object> = keys.into_iter().map(|key| entry(key).unwrap_or(Object::Array(Vec::new()))).collect();
        entries.iter().map(|entry| self.object(entry)).collect()
    }

    fn page(&mut self, old: ObjectId, new: ObjectId, before: ObjectId, overlays: &dyn Fn(&Frame) -> Vec<Overlay>) -> io::Result<Dictionary> {
        let frame = frame(self.source, old);
        let overlays = overlays(&frame);
        let mut page = dictionary! { "Type" => "Page" };
        for key in [&b"MediaBox"[..], b"CropBox", b"Rotate"] {
            if let Some(value) = inherited(self.source, old, key) {
                page.set(key, self.object(value));
            }
        }
        let mut resources = inherited(self.source, old, b"Resources").and_then(|value| dictionary_of(self.source, value)).unwrap_or_default();
        let mut forms = resources.get(b"XObject").ok().and_then(|value| dictionary_of(self.source, value)).unwrap_or_default();
        resources.remove(b"XObject");
        let mut resources = self.dictionary(&resources);
        forms = self.dictionary(&forms);
        let mut after = String::from("\nQ\n");
        for (at, overlay) in overlays.iter().enumerate() {
            let name = format!("GongshiStamp{at}");
            after.push_str(&overlay.operators(&frame, &name));
            forms.set(name, overlay.form);
        }
        if !forms.is_empty() {
            resources.set("XObject", forms);
        }
        page.set("Resources", resources);
        let own = self.source.get_dictionary(old).map_err(io::Error::other)?;
        let contents = match own.get(b"Contents").ok().map(|value| self.source.dereference(value)) {
            Some(Ok((_, Object::Array(parts)))) => parts.clone(),
            Some(Ok((Some(id), _))) => vec![id.into()],
            _ => Vec::new(),
        };
        let mut parts = vec![before.into()];
        parts.extend(contents.iter().map(|part| self.object(part)));
        parts.push(self.file.add_stream(Dictionary::new(), after.as_bytes())?.into());
        page.set("Contents", parts);
        if let Ok(group) = own.get(b"Group") {
            page.set("Group", self.object(group));
        }
        let notes = own.get(b"Annots").ok().and_then(|value| self.source.dereference(value).ok()).and_then(|(_, value)| value.as_array().ok());
        let mut kept = Vec::new();
        for note in notes.into_iter().flatten() {
            if let Some(note) = dictionary_of(self.source, note).and_then(|note| self.note(&note, new)) {
                kept.push(self.file.add(note)?.into());
            }
        }
        if !kept.is_empty() {
            page.set("Annots", Object::Array(kept));
        }
        Ok(page)
    }

    /// What an annotation shows, without what it does; nothing where it shows nothing of its own.
    fn note(&mut self, note: &Dictionary, page: ObjectId) -> Option<Dictionary> {
        note.get(b"AP").ok()?;
        let mut kept = dictionary! { "Type" => "Annot", "P" => page };
        for key in [&b"Subtype"[..], b"Rect", b"AP", b"AS", b"F", b"Contents"] {
            if let Ok(value) = note.get(key) {
                kept.set(key, self.object(value));
            }
        }
        Some(kept)
    }

    fn outline(&self, pages: &[ObjectId]) -> Vec<Bookmark> {
        let root = self.source.catalog().ok().and_then(|catalog| dictionary_of(self.source, catalog.get(b"Outlines").ok()?));
        let mut left = MOST_BOOKMARKS;
        root.map(|root| self.bookmarks(&root, pages, 0, &mut left)).unwrap_or_default()
    }

    fn bookmarks(&self, above: &Dictionary, pages: &[ObjectId], depth: usize, left: &mut usize) -> Vec<Bookmark> {
        let mut found = Vec::new();
        let mut next = above.get(b"First").ok().and_then(|value| dictionary_of(self.source, value));
        while let Some(item) = next.filter(|_| *left > 0 && depth < DEEPEST) {
            *left -= 1;
            let destination = item.get(b"Dest").ok().cloned().or_else(|| dictionary_of(self.source, item.get(b"A").ok()?)?.get(b"D").ok().cloned());
            let page = destination.and_then(|value| self.source.dereference(&value).ok()?.1.as_array().ok()?.first()?.as_reference().ok());
            let page = page.and_then(|page| pages.iter().position(|known| *known == page));
            let title = item.get(b"Title").ok().and_then(|title| lopdf::decode_text_string(title).ok()).unwrap_or_default();
            if let Some(page) = page {
                found.push(Bookmark { title, page, parts: self.bookmarks(&item, pages, depth + 1, left) });
            }
            next = item.get(b"Next").ok().and_then(|value| dictionary_of(self.source, value));
        }
        found
    }

    fn number(&mut self, old: ObjectId) -> ObjectId {
        if let Some(known) = self.numbers.get(&old) {
            return *known;
        }
        let new = self.file.reserve();
        self.numbers.insert(old, new);
        self.open.push((old, new));
        new
    }

    fn object(&mut self, object: &Object) -> Object {
        match object {
            Object::Reference(old) => self.number(*old).into(),
            Object::Array(items) => Object::Array(items.iter().map(|item| self.object(item)).collect()),
            Object::Dictionary(entries) => self.dictionary(entries).into(),
            Object::Stream(stream) => {
                let mut stream = stream.clone();
                stream.dict = self.dictionary(&stream.dict);
                Object::Stream(stream)
            }
            other => other.clone(),
        }
    }

    fn dictionary(&mut self, entries: &Dictionary) -> Dictionary {
        let mut copy = Dictionary::new();
        for (key, value) in entries {
            copy.set(key.clone(), self.object(value));
        }
        copy
    }

    /// Writes what is named and not written yet; the root element becomes a part of the binder.
    fn drain(&mut self, root: Option<ObjectId>) -> io::Result<()> {
        while let Some((old, new)) = self.open.pop() {
            let mut object = self.source.get_object(old).map_or(Object::Null, |object| self.object(object));
            if let (Some(root), Object::Dictionary(element)) = (root, &mut object)
                && root == old
            {
                element.set("S", "Part");
            }
            self.file.put(new, &object)?;
        }
        Ok(())
    }
}

/// The frame of a page.
pub(super) fn frame(source: &Document, page: ObjectId) -> Frame {
    let numbers = |key: &[u8]| {
        let values = inherited(source, page, key)?.as_array().ok()?;
        let values: Vec<f32> = values.iter().filter_map(|value| source.dereference(value).ok()?.1.as_float().ok()).collect();
        let [a, b, c, d] = values.try_into().ok()?;
        Some([f32::min(a, c), f32::min(b, d), f32::max(a, c), f32::max(b, d)])
    };
    let corners = numbers(b"CropBox").or_else(|| numbers(b"MediaBox")).unwrap_or([0.0, 0.0, 595.28, 841.89]);
    let turn = inherited(source, page, b"Rotate").and_then(|value| value.as_i64().ok()).unwrap_or(0);
    Frame { corners, turn: turn.rem_euclid(360) }
}

/// What a page says, or the nodes above it.
pub(super) fn inherited<'a>(source: &'a Document, page: ObjectId, key: &[u8]) -> Option<&'a Object> {
    let mut node = source.get_dictionary(page).ok()?;
    for _ in 0..DEEPEST {
        if let Ok(value) = node.get(key) {
            return source.dereference(value).ok().map(|(_, value)| value);
        }
        node = source.get_dictionary(node.get(b"Parent").ok()?.as_reference().ok()?).ok()?;
    }
    None
}

pub(super) fn dictionary_of(source: &Document, value: &Object) -> Option<Dictionary> {
    source.dereference(value).ok()?.1.as_dict().ok().cloned()
}
