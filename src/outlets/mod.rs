//! Outlets: what carries the papers out.

pub mod archive;
pub mod kit;
pub mod ledger;
pub mod plans;
pub mod privacy;
pub mod search;
pub mod serve;
pub mod site;
