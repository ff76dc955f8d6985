//! The file's objects. The entry point is [`File`].
//!
//! Streams are written as they come; all other objects are packed into object streams at the end.
//! PDF/A-2 allows both those and the cross-reference stream; a page of tags shrinks to a tenth.

use std::fmt;
use std::io::Write as _;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::papers::fonts::deflate;

/// Most objects in one object stream.
const PACK: usize = 1000;

#[derive(Clone, Copy)]
enum Place {
    Free,
    At(usize),
    Packed { stream: u32, index: u16 },
}

/// A PDF file that is being written.
pub(super) struct File {
    out: Vec<u8>,
    places: Vec<Place>,
    /// Objects to be packed: their bytes one after another, and where each begins.
    packed: Vec<u8>,
    starts: Vec<(u32, usize)>,
    digest: Sha256,
}

impl File {
    pub fn new() -> Self {
        let mut out = Vec::with_capacity(128 * 1024);
        out.extend_from_slice(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
        Self { out, places: vec![Place::Free], packed: Vec::new(), starts: Vec::new(), digest: Sha256::new() }
    }

    /// A number for an object that is written later.
    pub fn reserve(&mut self) -> u32 {
        self.places.push(Place::Free);
        (self.places.len() - 1) as u32
    }

    /// Writes an object other than a stream.
    pub fn object(&mut self, id: u32, body: fmt::Arguments<'_>) {
        self.open(id);
        // Writing into a vector does not fail.
        let _ = self.packed.write_fmt(body);
    }

    /// Begins an object other than a stream; its bytes are appended to what is returned.
    pub fn open(&mut self, id: u32) -> &mut Vec<u8> {
        self.starts.push((id, self.packed.len()));
        &mut self.packed
    }

    /// Writes a stream whose data are already encoded as the entries of its dictionary say.
    pub fn stream(&mut self, entries: &str, data: &[u8]) -> u32 {
        let id = self.reserve();
        self.write_stream(id, entries, data);
        id
    }

    /// Writes a deflated stream that belongs to this document alone: the file's identifier follows from it.
    pub fn deflated(&mut self, data: &[u8]) -> u32 {
        self.digest.update(data);
        self.stream("/Filter/FlateDecode", data)
    }

    fn write_stream(&mut self, id: u32, entries: &str, data: &[u8]) {
        self.places[id as usize] = Place::At(self.out.len());
        let _ = write!(self.out, "{id} 0 obj\n<<{entries}/Length {}>>\nstream\n", data.len());
        self.out.extend_from_slice(data);
        self.out.extend_from_slice(b"\nendstream\nendobj\n");
    }

    /// Packs the objects, writes the cross-reference stream and returns the file.
    pub fn finish(mut self, catalog: u32, info: u32, level: u32) -> Vec<u8> {
        let starts = std::mem::take(&mut self.starts);
        let packed = std::mem::take(&mut self.packed);
        let pack = |number: usize| {
            let chunk = &starts[number * PACK..starts.len().min((number + 1) * PACK)];
            let first = chunk[0].1;
            let end = starts.get((number + 1) * PACK).map_or(packed.len(), |(_, start)| *start);
            let mut body = Vec::with_capacity(end - first + chunk.len() * 12);
            for (id, start) in chunk {
                let _ = write!(body, "{id} {} ", start - first);
            }
            let header = body.len();
            body.extend_from_slice(&packed[first..end]);
            (chunk, header, deflate(&body, level))
        };
        let count = starts.len().div_ceil(PACK);
        // In parallel where it pays, but collected in their order.
        let streams: Vec<_> = match count {
            0..4 => (0..count).map(pack).collect(),
            _ => (0..count).into_par_iter().map(pack).collect(),
        };
        for (chunk, header, data) in streams {
            let stream = self.reserve();
            for (index, (id, _)) in chunk.iter().enumerate() {
                self.places[*id as usize] = Place::Packed { stream, index: index as u16 };
            }
            self.digest.update(&data);
            let entries = format!("/Type/ObjStm/N {}/First {header}/Filter/FlateDecode", chunk.len());
            self.write_stream(stream, &entries, &data);
        }

        let id = self.reserve();
        let at = self.out.len();
        self.places[id as usize] = Place::At(at);
        let mut table = Vec::with_capacity(self.places.len() * 7);
        for place in &self.places {
            let (kind, field, last) = match *place {
                Place::Free => (0, 0, 0xFFFF),
                Place::At(offset) => (1, offset as u32, 0),
                Place::Packed { stream, index } => (2, stream, index),
            };
            table.push(kind);
            table.extend_from_slice(&field.to_be_bytes());
            table.extend_from_slice(&last.to_be_bytes());
        }
        let digest = self.digest.clone().finalize();
        let hash: String = digest.iter().take(16).map(|byte| format!("{byte:02X}")).collect();
        let entries = format!(
            "/Type/XRef/Size {}/W[1 4 2]/Root {catalog} 0 R/Info {info} 0 R/ID[<{hash}><{hash}>]/Filter/FlateDecode",
            self.places.len(),
        );
        let data = deflate(&table, level);
        self.write_stream(id, &entries, &data);
        let _ = write!(self.out, "startxref\n{at}\n%%EOF\n");
        self.out
    }
}
