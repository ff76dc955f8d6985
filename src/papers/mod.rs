//! Papers: what is composed from records, laid out on pages and rendered to files.
//!
//! Data goes one way: [`view`] -> [`document`] -> [`layout`] -> [`render`]. Nothing below `view` reads a case.
//! [`scan`] reads the pictures that people bring. [`conform`] stands apart: it measures finished papers, also those of others.

pub mod catalogue;
pub mod conform;
pub mod document;
pub mod fonts;
pub mod layout;
pub mod render;
pub mod scan;
pub mod view;
