//! The foot of each page: a QR code and a line with the paper's id, the page and the content's digest. The entry point is [`Imprint`].
//!
//! The code stands in the corner where the page number is not. It opens the notice's page where the paper has one; else it
//! says what the line says. What it says is upper case where it can be, which makes the code smaller.

use qrcode::{Color, EcLevel, QrCode};

use super::page::{Code, Modules};
use crate::papers::document::{Document, short_digest_of};

/// Id, digest and address of a document.
pub(super) struct Imprint {
    id: String,
    digest: String,
    address: Option<String>,
}

impl Imprint {
    /// Of a file that has an id: of one document, or of several bound in it, which all bear the file's id.
    pub fn of(documents: &[Document]) -> Option<Self> {
        let identity = &documents.first()?.identity;
        (!identity.id.is_empty()).then(|| Self { id: identity.id.clone(), digest: short_digest_of(documents), address: identity.address.clone() })
    }

    /// The line beside the code.
    pub fn line(&self, page: usize, pages: usize) -> String {
        format!("{}　第{page}页，共{pages}页　内容摘要 {}", self.id, self.digest)
    }

    /// What the code of a page says.
    fn says(&self, page: usize, pages: usize) -> String {
        match &self.address {
            Some(address) => format!("{address}#{page}-{pages}-{}", self.digest),
            None => format!("GONGSHI:{}:{page}:{pages}:{}", self.id, self.digest).to_uppercase(),
        }
    }

    /// The code of a page, its lower left corner at a place; nothing where it says more than a code can hold.
    pub fn code(&self, page: usize, pages: usize, (x, y): (f32, f32), size: f32) -> Option<Code> {
        let code = QrCode::with_error_correction_level(self.says(page, pages), EcLevel::M).ok()?;
        let dark = code.to_colors().into_iter().map(|module| module == Color::Dark).collect();
        Some(Code { x, y, size, modules: Modules { edge: code.width(), dark } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_without_an_address_says_its_line_in_capitals() {
        let imprint = Imprint { id: "0301-2017-1-publicity".to_owned(), digest: "0123456789ab".to_owned(), address: None };
        assert_eq!(imprint.says(2, 3), "GONGSHI:0301-2017-1-PUBLICITY:2:3:0123456789AB");
        assert_eq!(imprint.line(2, 3), "0301-2017-1-publicity　第2页，共3页　内容摘要 0123456789ab");
        let code = imprint.code(2, 3, (0.0, 0.0), 40.0).expect("it fits");
        assert_eq!((code.modules.edge, code.modules.dark.len()), (29, 29 * 29));
    }
}
