//! `gongshi publish`: enters what is made for the public in the ledger, from where it stands unchanged; corrects it, takes it back, or takes
//! the names off.

use std::process::ExitCode;

use super::build::say_swapped;
use super::progress::Bar;
use super::{Failure, Global};
use crate::build::frozen::Freeze;
use crate::build::publish::{Published, Refused, publish};
use crate::build::{BuildError, Options};
use crate::report::finding::{Finding, text};
use crate::report::message::ui;

/// Publishes. Exit code 1 where a case breaks a rule, a published document among them, or where what was named could not be published.
pub(super) fn run(global: &Global, options: &Options, freeze: &Freeze) -> Result<ExitCode, Failure> {
    let workspace = global.open()?;
    let published = match publish(&workspace, options, freeze, &Bar::new(global.lang, global.quiet)) {
        Ok(published) => published,
        Err(Refused::Damaged(findings)) => {
            findings.iter().for_each(|finding| eprint!("{}", text(finding, global.lang)));
            return Ok(ExitCode::from(1));
        }
        Err(Refused::Nothing(key, documents)) => return Err(global.failure(key, &[("documents", documents)])),
        Err(Refused::Reason(key)) => return Err(global.failure(key, &[])),
        Err(Refused::Build(BuildError::Write(_, error))) if error.kind() == std::io::ErrorKind::WouldBlock => return Err(global.failure("locked", &[])),
        Err(Refused::Build(error)) => return Err(global.failure("cannot", &[("what", "publish".to_owned()), ("reason", error.to_string())])),
    };
    let Published { entered, held, built } = published;
    for finding in &built.findings {
        eprint!("{}", text(finding, global.lang));
    }
    say_swapped(global, built.swapped.as_ref());
    for entry in &entered {
        let args = [("event", ui(&format!("publish.event.{}", entry.event.id()), global.lang, &[])), ("document", entry.document.clone()), ("title", entry.title.clone())];
        println!("{}", ui("publish.entered", global.lang, &args));
    }
    for (document, state, reason) in &held {
        eprintln!("{}", ui("publish.held", global.lang, &[("document", document.clone()), ("state", (*state).to_owned()), ("reason", reason.clone())]));
    }
    if workspace.is_sample() && !entered.is_empty() {
        global.say("publish.sample", &[]);
    }
    global.say("publish.done", &[("count", entered.len().to_string()), ("file", crate::workspace::ledger::FILE.to_owned())]);
    Ok(ExitCode::from(u8::from(!held.is_empty() || built.findings.iter().any(Finding::counts))))
}
