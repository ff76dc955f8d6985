//! The one integration target: each module is named after what a user does.

mod archive;
mod build;
mod checks;
mod command;
mod demo;
mod dictionary;
mod documents;
mod import;
mod input;
mod oversight;
mod packages;
mod support;
mod twins;
