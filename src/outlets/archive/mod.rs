//! Packages for the archive. Entry points: [`verify::verify`], which reads a package, ours or another's, and tells every
//! defect; [`pack::pack`], which makes one.
//!
//! A package is a BagIt 1.0 bag (RFC 8493) in a folder or a zip. What stands in it is read through a [`medium`], which
//! never looks outside of it; names are judged by [`name`], contents by [`digest`]; what is wrong is a [`Defect`].

pub mod binder;
mod case_json;
mod defect;
pub mod digest;
pub mod held;
pub mod medium;
pub mod metadata;
pub mod name;
pub mod numbering;
pub mod pack;
pub mod packer;
pub mod pages;
pub mod properties;
pub mod roster;
pub mod seal;
pub mod tags;
pub mod verify;

pub use case_json::case_json;
pub use defect::Defect;

/// Entry of `bag-info.txt` by which our own packages are known; it tells level and code, `village 0301`.
pub const OWN_KEY: &str = "Gongshi-Package";
/// Entry of `bag-info.txt` with the code of the village.
pub const VILLAGE_KEY: &str = "Gongshi-Village";
