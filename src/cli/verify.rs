//! `gongshi verify PATH`: whether packages are complete and unaltered, as text or JSON.

use std::path::Path;
use std::process::ExitCode;

use serde_json::json;

use super::{Failure, Global};
use crate::outlets::archive::verify::{Package, VerifyError, verify};
use crate::report::finding::Level;
use crate::report::message::ui;
use crate::workspace::staging;

/// Verifies what lies at a path. No workspace is needed.
pub(super) fn run(global: &Global, path: &Path, against: Option<&Path>, as_json: bool) -> Result<ExitCode, Failure> {
    let dir = ("path", path.display().to_string());
    let unreadable = |error: &std::io::Error| global.failure("verify.unreadable", &[dir.clone(), ("reason", error.to_string())]);
    // An output whose swap was broken off is put right before it is looked at.
    staging::put_back(path).map_err(|error| unreadable(&error))?;
    let packages = verify(path, against).map_err(|error| match error {
        VerifyError::Unreadable(error) => unreadable(&error),
        VerifyError::NoPackage => global.failure("verify.no-package", std::slice::from_ref(&dir)),
        VerifyError::NoRegister => {
            global.failure("verify.no-register", &[("path", against.map(|other| other.display().to_string()).unwrap_or_default())])
        }
    })?;
    if as_json {
        let list: Vec<_> = packages.iter().map(|package| object(package, global)).collect();
        let object = json!({ "path": path.display().to_string(), "packages": list });
        println!("{}", serde_json::to_string_pretty(&object).expect("packages are plain JSON"));
    } else {
        packages.iter().for_each(|package| say(package, global));
    }
    Ok(ExitCode::from(u8::from(!packages.iter().all(Package::passes))))
}

fn say(package: &Package, global: &Global) {
    for defect in &package.defects {
        print!("{}", defect.text(global.lang));
    }
    let place = if package.path.is_empty() { "." } else { &package.path };
    let args = [
        ("package", place.to_owned()),
        ("files", package.files.to_string()),
        ("bytes", package.bytes.to_string()),
        ("algorithms", package.algorithms.join("、")),
        ("errors", count(package, Level::Error)),
        ("warnings", count(package, Level::Warning)),
    ];
    println!("{}{}", ui(if package.passes() { "verify.passes" } else { "verify.fails" }, global.lang, &args), ui(standing(package), global.lang, &[]));
}

/// What was proved of a sound package of ours, as a key of the message table.
fn standing(package: &Package) -> &'static str {
    match (&package.own, package.passes()) {
        (None, _) | (_, false) => "verify.standing-none",
        (Some(own), _) if own.register.is_some() => "verify.standing-county",
        (Some(_), _) if package.registered => "verify.standing-registered",
        (Some(_), _) => "verify.standing-alone",
    }
}

fn count(package: &Package, level: Level) -> String {
    package.defects.iter().filter(|defect| defect.level() == level).count().to_string()
}

fn object(package: &Package, global: &Global) -> serde_json::Value {
    json!({
        "package": package.path,
        "passes": package.passes(),
        "files": package.files,
        "bytes": package.bytes,
        "algorithms": package.algorithms,
        "info": package.info,
        "registered": package.registered,
        "standing": ui(standing(package), global.lang, &[]).trim_start_matches(['。', '.', ' ']),
        "defects": package.defects.iter().map(|defect| defect.json(global.lang)).collect::<Vec<_>>(),
    })
}
