//! Papers: what is composed from records, laid out on pages and rendered to files.
//!
//! Data goes one way: [`view`] -> [`document`] -> [`layout`] -> [`render`]. Nothing below `view` reads a case.

pub mod catalogue;
pub mod document;
pub mod fonts;
pub mod layout;
pub mod render;
pub mod view;
