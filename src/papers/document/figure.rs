//! A picture that stands in the text. Its entry point is [`Figure::read`].

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use crate::papers::scan::{self, Fault, Picture};

/// Most bytes of a file that is shown in a paper: larger ones are named only.
const MOST_BYTES: u64 = 32 << 20;

/// A photograph, as it came.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// What it shows, for those who do not see it.
    pub text: String,
    /// SHA-256 of the file: what of the picture is content of the paper.
    pub digest: String,
    /// Where in the file the picture's data lie.
    #[serde(skip)]
    pub picture: Arc<Picture>,
    /// The bytes of the file.
    #[serde(skip)]
    pub file: Arc<Vec<u8>>,
}

impl Figure {
    /// Reads a picture; of a file with several the first.
    ///
    /// # Errors
    /// What is wrong with the file; colours that are not certain on paper count as unsupported.
    pub fn read(path: &Path, text: String, digest: String) -> Result<Self, Fault> {
        if std::fs::metadata(path)?.len() > MOST_BYTES {
            return Err(Fault::TooLarge);
        }
        let picture = scan::read(path)?.into_iter().next().filter(Picture::colours_are_certain).ok_or(Fault::Unsupported)?;
        Ok(Self { text, digest, picture: Arc::new(picture), file: Arc::new(std::fs::read(path)?) })
    }

    /// Its media type where a browser shows it.
    pub fn media_type(&self) -> Option<&'static str> {
        match self.file.as_slice() {
            [0xFF, 0xD8, ..] => Some("image/jpeg"),
            [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
            _ => None,
        }
    }
}
