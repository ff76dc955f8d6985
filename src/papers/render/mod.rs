//! Renderers: from a document to the bytes of a file. Entry points: [`html::article`] and [`pdf::pdf`].

pub mod html;
pub mod pdf;
