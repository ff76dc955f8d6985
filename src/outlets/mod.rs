//! Outlets: what carries the papers out.

pub mod plans;
pub mod privacy;
pub mod site;
