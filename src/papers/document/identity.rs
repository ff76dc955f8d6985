//! What tells one paper from another: its id and the digest of its content. Entry points: [`Identity`], [`Document::digest`],
//! [`Document::content`], [`short_digest_of`].

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Block, Document, Layout};

/// How a paper is called, and where it stands on the web.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// Id, assigned with the subject's code and never from an ID number (`0301-2017-1-publicity`); blank for a paper without one.
    pub id: String,
    /// Address of the paper's page on the web; only public papers have one.
    pub address: Option<String>,
}

/// Digits of a digest that people compare.
const SHORT: usize = 12;

impl Document {
    /// SHA-256 of the content, hexadecimal.
    pub fn digest(&self) -> String {
        hexadecimal(&self.content())
    }

    /// The content as JSON: what the paper says, without paper size, fonts, marks, foot and site frame.
    pub fn content(&self) -> Vec<u8> {
        #[derive(Serialize)]
        struct Content<'a> {
            kind: &'a str,
            title: &'a str,
            layout: Layout,
            date: &'a str,
            issuer: &'a str,
            blocks: &'a [Block],
        }
        let content = Content { kind: &self.kind, title: &self.title, layout: self.layout, date: &self.date, issuer: &self.issuer, blocks: &self.blocks };
        serde_json::to_vec(&content).expect("a document is plain data")
    }

    /// The first twelve digits of the digest, as papers print them.
    pub fn short_digest(&self) -> String {
        self.digest()[..SHORT].to_owned()
    }
}

/// The digits of a file as its papers print them: those of its one document, or of the digests of all documents bound in it, in their order.
pub fn short_digest_of(documents: &[Document]) -> String {
    match documents {
        [document] => document.short_digest(),
        documents => hexadecimal(documents.iter().map(Document::digest).collect::<String>().as_bytes())[..SHORT].to_owned(),
    }
}

/// SHA-256 in hexadecimal digits.
fn hexadecimal(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
