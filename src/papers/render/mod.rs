//! Renderers: from a document to the bytes of a file.

pub mod html;
