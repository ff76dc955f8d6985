//! The one integration target: each module is named after what a user does.

mod documents;
mod import;
