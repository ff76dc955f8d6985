//! Renderers: from a document to the bytes of a file. Entry points: [`html::article`], [`pdf::pdf`] and [`xlsx::xlsx`].

pub mod html;
pub mod pdf;
pub mod xlsx;
