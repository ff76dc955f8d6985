//! Papers: what is composed from records, laid out on pages and rendered to files.
//!
//! Data goes one way: `view` -> [`document`] -> `layout` -> `render`. Nothing below reads a case.

pub mod document;
pub mod fonts;
pub mod layout;
pub mod render;
