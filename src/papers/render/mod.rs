//! Renderers: from a document to files. Each format has its own entry point, PDF's is [`pdf::pdf`].

pub mod pdf;
