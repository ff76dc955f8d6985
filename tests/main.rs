//! The one integration target: each module is named after what a user does.

mod checks;
mod documents;
mod input;
mod support;
