//! Outlets: what carries the papers out.

pub mod site;
