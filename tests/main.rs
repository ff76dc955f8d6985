//! The one integration target: each module is named after what a user does.

mod archive;
mod archive_site;
mod binder;
mod build;
mod checks;
mod command;
mod conform;
mod coverage;
mod demo;
mod dictionary;
mod documents;
mod forms;
mod fuzz;
mod import;
mod input;
mod oversight;
mod packages;
mod prefecture;
mod preview;
mod removal;
mod serve;
mod site;
mod support;
mod templates;
mod twins;
mod village_papers;
