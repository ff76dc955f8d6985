//! The one integration target: each module is named after what a user does.

mod build;
mod checks;
mod command;
mod dictionary;
mod demo;
mod documents;
mod input;
mod oversight;
mod support;
mod twins;
