//! `gongshi preview SUBJECT [KIND]`: the documents of one subject alone; prints where each lies.

use std::process::ExitCode;

use super::progress::Bar;
use super::{Failure, Global};
use crate::build::preview::{Wanted, preview};
use crate::build::{BuildError, Options};
use crate::report::message::ui;

/// Makes the documents of one subject. Exit code 1 where none of them could be made.
pub(super) fn run(global: &Global, options: &Options, wanted: Wanted) -> Result<ExitCode, Failure> {
    let workspace = global.open()?;
    let asked = [("subject", wanted.subject.clone().unwrap_or_default()), ("kind", wanted.kind.clone().unwrap_or_default())];
    let seen = preview(&workspace, options, wanted, &Bar::new(global.lang, true)).map_err(|error| match error {
        BuildError::Write(_, error) if error.kind() == std::io::ErrorKind::WouldBlock => global.failure("locked", &[]),
        error => global.failure("cannot", &[("what", "preview".to_owned()), ("reason", error.to_string())]),
    })?;
    if seen.is_empty() {
        return Err(global.failure("preview.nothing", &asked));
    }
    for document in &seen {
        match &document.path {
            Some(path) => println!("{}", path.display()),
            None => {
                let (state, reason) = &document.state;
                let args = [("label", document.label.clone()), ("state", (*state).to_owned()), ("reason", reason.clone().unwrap_or_default())];
                eprintln!("{}", ui("preview.not-made", global.lang, &args));
            }
        }
    }
    Ok(ExitCode::from(u8::from(seen.iter().all(|document| document.path.is_none()))))
}
