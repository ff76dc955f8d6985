//! The one integration target: each module is named after what a user does.

mod build;
mod checks;
mod command;
mod demo;
mod dictionary;
mod documents;
mod forms;
mod import;
mod input;
mod oversight;
mod support;
mod twins;
