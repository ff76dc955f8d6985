//! `gongshi verify PATH`: whether packages are complete and unaltered, as text or JSON.

use std::path::Path;
use std::process::ExitCode;

use serde_json::json;

use super::{Failure, Global};
use crate::build::properties::Reporter;
use crate::outlets::archive::name::safe;
use crate::outlets::archive::verify::{Package, VerifyError, verify};
use crate::papers::catalogue::PACKAGE_REPORT;
use crate::report::finding::Level;
use crate::report::message::ui;
use crate::workspace::staging;

/// Verifies what lies at a path. No workspace is needed.
pub(super) fn run(global: &Global, path: &Path, against: Option<&Path>, report: Option<&Path>, as_json: bool) -> Result<ExitCode, Failure> {
    let packages = packages(global, path, against)?;
    if as_json {
        let list: Vec<_> = packages.iter().map(|package| object(package, global)).collect();
        let object = json!({ "path": path.display().to_string(), "packages": list });
        println!("{}", serde_json::to_string_pretty(&object).expect("packages are plain JSON"));
    } else {
        packages.iter().for_each(|package| say(package, global));
    }
    if let Some(folder) = report {
        reports(global, &packages, folder)?;
    }
    Ok(ExitCode::from(u8::from(!packages.iter().all(Package::passes))))
}

/// Verifies the one package at a path and gives a name that tells no person; nothing where it does not pass.
pub(super) fn one(global: &Global, path: &Path) -> Result<Option<String>, Failure> {
    let packages = packages(global, path, None)?;
    let [package] = packages.as_slice() else {
        return Err(global.failure("seal.many", &[("path", path.display().to_string()), ("count", packages.len().to_string())]));
    };
    if !package.passes() {
        say(package, global);
        eprintln!("{}", ui("seal.refused", global.lang, &[]));
        return Ok(None);
    }
    Ok(Some(package.own.as_ref().map_or_else(|| "package".to_owned(), |own| safe(&format!("{}-{}", own.roster.level, own.roster.code)))))
}

/// Writes the report on each package into a folder.
fn reports(global: &Global, packages: &[Package], folder: &Path) -> Result<(), Failure> {
    let cannot = |reason: String| global.failure("cannot", &[("what", "verify".to_owned()), ("reason", reason)]);
    let workspace = Some(global.workspace.as_path()).filter(|root| root.join("content").is_dir());
    let reporter = Reporter::open(workspace).map_err(|error| cannot(error.to_string()))?;
    std::fs::create_dir_all(folder).map_err(|error| cannot(format!("{}: {error}", folder.display())))?;
    for package in packages {
        let report = reporter.report(package, global.lang).map_err(|error| cannot(error.to_string()))?;
        let own = package.own.as_ref().map(|own| format!("{}-{}", own.roster.level, own.roster.code));
        let name = if package.path.is_empty() { own.unwrap_or_else(|| "package".to_owned()) } else { package.path.replace('/', "-") };
        for (ending, bytes) in report.files() {
            let path = folder.join(safe(&format!("{name}-{PACKAGE_REPORT}.{ending}")));
            std::fs::write(&path, bytes).map_err(|error| cannot(format!("{}: {error}", path.display())))?;
        }
        if report.pdf.is_none() {
            eprintln!("{}", ui("verify.no-glyph", global.lang, &[("package", name)]));
        }
    }
    global.say("verify.reported", &[("count", packages.len().to_string()), ("folder", folder.display().to_string())]);
    Ok(())
}

fn packages(global: &Global, path: &Path, against: Option<&Path>) -> Result<Vec<Package>, Failure> {
    let dir = ("path", path.display().to_string());
    let unreadable = |error: &std::io::Error| global.failure("verify.unreadable", &[dir.clone(), ("reason", error.to_string())]);
    // An output whose swap was broken off is put right before it is looked at.
    staging::put_back(path).map_err(|error| unreadable(&error))?;
    verify(path, against).map_err(|error| match error {
        VerifyError::Unreadable(error) => unreadable(&error),
        VerifyError::NoPackage => global.failure("verify.no-package", std::slice::from_ref(&dir)),
        VerifyError::NoRegister => {
            global.failure("verify.no-register", &[("path", against.map(|other| other.display().to_string()).unwrap_or_default())])
        }
    })
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
