//! `gongshi conform FILE.pdf`: a PDF measured against the clauses of GB/T 9704—2012, as a table or JSON.

use std::path::Path;
use std::process::ExitCode;

use super::{Failure, Global};
use crate::papers::conform::{MOST_BYTES, Unreadable, measure};

/// Measures a file; needs no workspace. 0 where all is met, 1 where something is not.
pub(super) fn run(global: &Global, file: &Path, as_json: bool) -> Result<ExitCode, Failure> {
    let name = ("file", file.display().to_string());
    let unread = |reason: std::io::Error| global.failure("conform.unreadable", &[name.clone(), ("reason", reason.to_string())]);
    let about = std::fs::metadata(file).map_err(unread)?;
    if !about.is_file() {
        return Err(global.failure("conform.not-pdf", &[name]));
    }
    if about.len() > MOST_BYTES {
        return Err(global.failure("conform.too-much", &[name]));
    }
    let bytes = std::fs::read(file).map_err(unread)?;
    let report = measure(&bytes).map_err(|error| {
        let name = name.clone();
        match error {
            Unreadable::NotPdf => global.failure("conform.not-pdf", &[name]),
            Unreadable::Encrypted => global.failure("conform.encrypted", &[name]),
            Unreadable::Damaged(reason) => global.failure("conform.damaged", &[name, ("reason", reason)]),
            Unreadable::Page(page) => global.failure("conform.damaged-page", &[name, ("page", page.to_string())]),
            Unreadable::TooMuch => global.failure("conform.too-much", &[name]),
        }
    })?;
    if as_json {
        let mut object = report.json(global.lang);
        object["file"] = file.display().to_string().into();
        println!("{}", serde_json::to_string_pretty(&object).expect("rows are plain JSON"));
    } else {
        print!("{}", report.text(global.lang));
    }
    Ok(ExitCode::from(u8::from(!report.met())))
}
