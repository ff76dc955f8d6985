//! A PDF that is written object by object. The entry point is [`PdfFile::begin`]: nothing of it is held but where its objects stand, so that a
//! scan of any size goes from its file into the PDF in pieces.

use std::io::{self, Read, Write};

use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};
use sha2::{Digest, Sha256};

/// A file in the making.
pub(super) struct PdfFile<'a> {
    out: &'a mut dyn Write,
    at: u64,
    /// Where each object stands, by its number less one; 0 for one that has only its number yet.
    offsets: Vec<u64>,
    digest: Sha256,
}

impl<'a> PdfFile<'a> {
    /// Writes the head.
    pub fn begin(out: &'a mut dyn Write) -> io::Result<Self> {
        let mut file = Self { out, at: 0, offsets: Vec::new(), digest: Sha256::new() };
        file.bytes(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")?;
        Ok(file)
    }

    /// A number for an object that comes later.
    pub fn reserve(&mut self) -> ObjectId {
        self.offsets.push(0);
        (self.offsets.len() as u32, 0)
    }

    /// Writes an object.
    pub fn add(&mut self, object: impl Into<Object>) -> io::Result<ObjectId> {
        let id = self.reserve();
        self.put(id, &object.into())?;
        Ok(id)
    }

    /// Writes the object that a number was reserved for.
    pub fn put(&mut self, id: ObjectId, object: &Object) -> io::Result<()> {
        self.open(id)?;
        let mut text = Vec::new();
        write_object(&mut text, object);
        text.extend_from_slice(b"\nendobj\n");
        self.bytes(&text)
    }

    /// Writes a stream of a known length.
    pub fn stream(&mut self, id: ObjectId, mut dictionary: Dictionary, length: u64, data: &mut dyn Read) -> io::Result<()> {
        dictionary.set("Length", i64::try_from(length).unwrap_or(i64::MAX));
        self.open(id)?;
        let mut text = Vec::new();
        write_dictionary(&mut text, &dictionary);
        text.extend_from_slice(b"\nstream\n");
        self.bytes(&text)?;
        let mut piece = vec![0; 1 << 16];
        let mut left = length;
        while left > 0 {
            let most = piece.len().min(usize::try_from(left).unwrap_or(usize::MAX));
            match data.read(&mut piece[..most])? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                read => {
                    self.bytes(&piece[..read])?;
                    left -= read as u64;
                }
            }
        }
        self.bytes(b"\nendstream\nendobj\n")
    }

    /// Writes a stream that is at hand.
    pub fn add_stream(&mut self, dictionary: Dictionary, data: &[u8]) -> io::Result<ObjectId> {
        let id = self.reserve();
        self.stream(id, dictionary, data.len() as u64, &mut &data[..])?;
        Ok(id)
    }

    /// Writes the table of objects and the trailer; the identifier follows from all that was written.
    pub fn finish(mut self, root: ObjectId, info: ObjectId) -> io::Result<()> {
        let start = self.at;
        let mut text = format!("xref\n0 {}\n0000000000 65535 f \n", self.offsets.len() + 1).into_bytes();
        for offset in &self.offsets {
            match offset {
                0 => text.extend_from_slice(b"0000000000 65535 f \n"),
                offset => text.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes()),
            }
        }
        let digest = std::mem::take(&mut self.digest).finalize();
        let id = Object::String(digest.iter().take(16).copied().collect(), StringFormat::Hexadecimal);
        let trailer = dictionary! {
            "Size" => self.offsets.len() as i64 + 1,
            "Root" => root,
            "Info" => info,
            "ID" => vec![id.clone(), id],
        };
        text.extend_from_slice(b"trailer\n");
        write_dictionary(&mut text, &trailer);
        text.extend_from_slice(format!("\nstartxref\n{start}\n%%EOF\n").as_bytes());
        self.bytes(&text)?;
        self.out.flush()
    }

    fn open(&mut self, id: ObjectId) -> io::Result<()> {
        self.offsets[id.0 as usize - 1] = self.at;
        self.bytes(format!("{} 0 obj\n", id.0).as_bytes())
    }

    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.digest.update(bytes);
        self.at += bytes.len() as u64;
        self.out.write_all(bytes)
    }
}

fn write_object(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(yes) => out.extend_from_slice(if *yes { b"true" } else { b"false" }),
        Object::Integer(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Object::Real(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Object::Name(name) => write_name(out, name),
        Object::String(bytes, _) => {
            out.push(b'<');
            bytes.iter().for_each(|byte| out.extend_from_slice(format!("{byte:02X}").as_bytes()));
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b' ');
                }
                write_object(out, item);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => write_dictionary(out, dictionary),
        Object::Stream(stream) => {
            let mut dictionary = stream.dict.clone();
            dictionary.set("Length", stream.content.len() as i64);
            write_dictionary(out, &dictionary);
            out.extend_from_slice(b"\nstream\n");
            out.extend_from_slice(&stream.content);
            out.extend_from_slice(b"\nendstream");
        }
        Object::Reference((number, generation)) => out.extend_from_slice(format!("{number} {generation} R").as_bytes()),
    }
}

fn write_dictionary(out: &mut Vec<u8>, dictionary: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary {
        write_name(out, key);
        out.push(b' ');
        write_object(out, value);
    }
    out.extend_from_slice(b">>");
}

fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        match byte {
            b'!'..=b'~' if !b"#()<>[]{}/%".contains(&byte) => out.push(byte),
            _ => out.extend_from_slice(format!("#{byte:02X}").as_bytes()),
        }
    }
}
