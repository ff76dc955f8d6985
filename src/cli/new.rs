//! `gongshi new village` and `gongshi new household`: asks on a terminal for what no option gives.

use std::io::{IsTerminal, Write, stdin};
use std::process::ExitCode;

use super::{Failure, Global};
use crate::report::message::ui;
use crate::workspace::Workspace;
use crate::workspace::intake::NewVillage;
use crate::workspace::intake::fresh::{self, Made, NewHousehold, NotMade};

/// Makes a village.
pub(super) fn village(global: &Global, township: Option<String>, mut village: NewVillage) -> Result<ExitCode, Failure> {
    let workspace = global.open()?;
    let mut township = township.unwrap_or_default();
    let codes: Vec<_> = workspace.holdings.inventory.townships.iter().zip(&workspace.holdings.townships).collect();
    let choice = codes.iter().map(|(files, case)| format!("{} {}", files.code, case.record.name.text())).collect::<Vec<_>>().join("，");
    need(global, &mut township, "township", &choice)?;
    need(global, &mut village.name, "name", "")?;
    let (full, committee) = fresh::derived(&workspace, &township, &village.name).unwrap_or_default();
    may(global, &mut village.full_name, "full-name", &full)?;
    may(global, &mut village.committee, "committee", &committee)?;
    may(global, &mut village.office, "office", "")?;
    may(global, &mut village.telephone, "telephone", "")?;
    let name = village.name.clone();
    finish(global, &workspace, fresh::village(&workspace, &township, village), "township", &name)
}

/// Makes a household.
pub(super) fn household(global: &Global, mut household: NewHousehold) -> Result<ExitCode, Failure> {
    let workspace = global.open()?;
    need(global, &mut household.village, "village", "")?;
    need(global, &mut household.head, "head", "")?;
    may(global, &mut household.group, "group", "")?;
    may(global, &mut household.kind, "kind", "")?;
    may(global, &mut household.cause, "cause", "")?;
    may(global, &mut household.responsible, "responsible", "")?;
    let made = fresh::household(&workspace, &household);
    finish(global, &workspace, made, "village", &household.head)
}

fn finish(global: &Global, workspace: &Workspace, made: Result<Made, NotMade>, unknown: &'static str, name: &str) -> Result<ExitCode, Failure> {
    let Made { code, file, namesake } = made.map_err(|not| match not {
        NotMade::Unknown(codes) => global.failure(&format!("new.unknown-{unknown}"), &[("codes", codes)]),
        NotMade::Exists(file) => global.failure("new.exists", &[("name", name.to_owned()), ("file", file)]),
        NotMade::Unreadable(file) => global.failure("refused.village-unreadable", &[("file", file)]),
        NotMade::Write(error) if error.kind() == std::io::ErrorKind::WouldBlock => global.failure("import.locked", &[]),
        NotMade::Write(error) => global.failure("cannot", &[("what", "new".to_owned()), ("reason", error.to_string())]),
    })?;
    if let Some(other) = namesake {
        eprintln!("{}", ui("new.namesake", global.lang, &[("name", name.to_owned()), ("file", other)]));
    }
    println!("{}", ui("new.done", global.lang, &[("code", code), ("file", workspace.root.join(file).display().to_string())]));
    Ok(ExitCode::SUCCESS)
}

/// A value without which nothing is made.
fn need(global: &Global, value: &mut String, name: &'static str, choice: &str) -> Result<(), Failure> {
    while value.is_empty() {
        if !stdin().is_terminal() {
            return Err(global.failure("new.needed", &[("option", format!("--{name}"))]));
        }
        *value = ask(global, name, choice, "")?;
    }
    Ok(())
}

/// A value that may stay blank; `proposed` is taken where nothing is said.
fn may(global: &Global, value: &mut String, name: &'static str, proposed: &str) -> Result<(), Failure> {
    if value.is_empty() && stdin().is_terminal() {
        *value = ask(global, name, "", proposed)?;
    }
    if value.is_empty() {
        proposed.clone_into(value);
    }
    Ok(())
}

/// Asks for a line.
fn ask(global: &Global, name: &str, choice: &str, proposed: &str) -> Result<String, Failure> {
    let shown = [choice, proposed].into_iter().filter(|text| !text.is_empty()).map(|text| format!("[{text}]")).collect::<String>();
    eprint!("{}{shown} ", ui(&format!("ask.{name}"), global.lang, &[]));
    let failed = |error: std::io::Error| global.failure("cannot", &[("what", "new".to_owned()), ("reason", error.to_string())]);
    std::io::stderr().flush().map_err(failed)?;
    let mut line = String::new();
    if stdin().read_line(&mut line).map_err(failed)? == 0 {
        return Err(global.failure("new.needed", &[("option", format!("--{name}"))]));
    }
    Ok(line.trim().to_owned())
}
