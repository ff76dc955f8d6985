//! `gongshi pack`: builds, gives numbers to what has none, and makes the packages.

use std::process::ExitCode;
use std::time::Instant;

use super::progress::Bar;
use super::{Failure, Global};
use crate::build::pack::{PackError, pack};
use crate::build::{BuildError, Options};
use crate::outlets::archive::held::Changed;
use crate::outlets::archive::numbering::Obstacle;
use crate::report::finding::{Finding, text};
use crate::report::message::ui;

/// Packs the workspace.
pub(super) fn run(global: &Global, options: &Options) -> Result<ExitCode, Failure> {
    let begun = Instant::now();
    let workspace = global.open()?;
    let (built, packages) = pack(&workspace, options, &Bar::new(global.lang, global.quiet)).map_err(|error| failed(global, error))?;
    for finding in &built.findings {
        eprint!("{}", text(finding, global.lang));
    }
    say_changed(global, &packages.changed);
    if packages.unknown > 0 {
        eprintln!("{}", ui("pack.no-digest-kept", global.lang, &[("items", packages.unknown.to_string())]));
    }
    if !super::build::say_swapped(global, built.swapped.as_ref()) {
        return Ok(ExitCode::from(1));
    }
    let (files, bytes) = packages.packed.iter().fold((0, 0), |(files, bytes), packed| (files + packed.size.0, bytes + packed.size.1));
    global.say(
        "pack.done",
        &[
            ("packages", packages.packed.len().to_string()),
            ("files", files.to_string()),
            ("bytes", bytes.to_string()),
            ("volumes", packages.given.0.to_string()),
            ("items", packages.given.1.to_string()),
            ("output", options.output.join("restricted/packages").display().to_string()),
            ("seconds", format!("{:.1}", begun.elapsed().as_secs_f64())),
        ],
    );
    Ok(ExitCode::from(u8::from(built.findings.iter().any(Finding::counts))))
}

/// Tells which closed volumes have changed since.
pub(super) fn say_changed(global: &Global, changed: &[Changed]) {
    for changed in changed {
        let args = [
            ("subject", changed.subject.clone()),
            ("number", changed.number.clone()),
            ("standing", changed.standing.clone()),
            ("items", changed.titles.join("、")),
        ];
        eprintln!("{}", ui("pack.changed-since", global.lang, &args));
    }
}

/// What kept packages or binders from being made, in the user's language.
pub(super) fn failed(global: &Global, error: PackError) -> Failure {
    let cannot = |reason: String| global.failure("cannot", &[("what", "pack".to_owned()), ("reason", reason)]);
    match error {
        PackError::Build(BuildError::Write(_, error)) if error.kind() == std::io::ErrorKind::WouldBlock => global.failure("locked", &[]),
        PackError::Build(error) => cannot(error.to_string()),
        PackError::NoRules => global.failure("pack.no-rules", &[]),
        PackError::Numbering(Obstacle::Missing(keys)) => {
            let template = "{全宗号}-{类目}·{年度}-{保管期限}-{机构}-{件号}".to_owned();
            global.failure("pack.not-configured", &[("keys", keys.join("、")), ("template", template)])
        }
        PackError::Numbering(Obstacle::UnknownName(name)) => global.failure("pack.unknown-name", &[("name", name)]),
        PackError::Numbering(Obstacle::NoSerial) => global.failure("pack.no-serial", &[]),
        PackError::Numbering(Obstacle::Twice(number)) => global.failure("pack.number-twice", &[("number", number)]),
        PackError::Numbering(Obstacle::Malformed(place)) => global.failure("pack.number-malformed", &[("place", place.to_string())]),
        PackError::Register(findings) => {
            findings.iter().for_each(|finding| eprint!("{}", text(finding, global.lang)));
            global.failure("pack.register", &[])
        }
        PackError::Contents(line) => global.failure("pack.contents-malformed", &[("line", line.to_string())]),
        PackError::Page(reason) => cannot(reason),
        PackError::File(file, error) => cannot(format!("{file}: {error}")),
    }
}
