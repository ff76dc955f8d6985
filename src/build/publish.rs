//! Publishing: what the cases say today is entered in the ledger, and stands from then on. Its entry point is [`publish`].

use super::frozen::{Freeze, Frozen};
use super::{BuildError, Built, Options, Progress, build, look, record, run};
use crate::outlets::ledger::{Entry, Event};
use crate::outlets::privacy::Watch;
use crate::records::values::{Date, Value as _};
use crate::report::finding::Finding;
use crate::workspace::Workspace;
use crate::workspace::ledger::{self, Publishing};

/// What publishing came to.
pub struct Published {
    /// What was entered in the ledger, in order.
    pub entered: Vec<Entry>,
    /// Documents that were named and not entered: path, state and reason.
    pub held: Vec<(String, &'static str, String)>,
    /// The build of what stands now.
    pub built: Built,
}

/// Why nothing was entered.
#[derive(Debug)]
pub enum Refused {
    /// The work could not be done.
    Build(BuildError),
    /// The ledger is damaged: it is put right first.
    Damaged(Vec<Finding>),
    /// Nothing that was named can be published so; key of the message table, and what was named.
    Nothing(&'static str, String),
    /// The reason is blank, too long, or tells what must not be public; key of the message table.
    Reason(&'static str),
}

impl From<BuildError> for Refused {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}

/// Enters documents in the ledger as they are, and builds what stands then.
///
/// # Errors
/// When nothing was entered for a reason that is not a case's.
pub fn publish(workspace: &Workspace, options: &Options, freeze: &Freeze, progress: &dyn Progress) -> Result<Published, Refused> {
    judge_reason(workspace, freeze)?;
    let write = |error| BuildError::Write(ledger::FILE.to_owned(), error);
    let publishing = Publishing::begin(&workspace.root).map_err(write)?;
    let (mut known, mut text) = ledger::read(&workspace.root).map_err(Refused::Damaged)?;
    let frozen = Frozen::of(known.clone());
    let (entries, held) = match freeze.event {
        Event::Withdrawn => (Some(withdrawn(&frozen, freeze)?), Vec::new()),
        _ => drawn(workspace, options, freeze, &frozen, progress)?,
    };
    let Some(mut entries) = entries else {
        // What must not be public is told by the build, and nothing is entered.
        drop(publishing);
        return Ok(Published { entered: Vec::new(), held, built: build(workspace, options, progress)? });
    };
    if entries.is_empty() && freeze.event != Event::Published {
        return Err(Refused::Nothing(nothing(freeze, &frozen), freeze.documents.join("、")));
    }
    publishing.add(&mut known, &mut text, &entries).map_err(write)?;
    if freeze.event == Event::Corrected {
        for corrected in entries.clone() {
            let Some(ahead) = frozen.removal_ahead(&corrected.document, options.as_of) else { continue };
            let day = Date::parse(&ahead.day).unwrap_or(freeze.day);
            let again = Freeze { event: Event::NamesRemoved, documents: vec![corrected.document], day, reason: ahead.reason.clone() };
            let (more, _) = drawn(workspace, options, &again, &Frozen::of(known.clone()), progress)?;
            let more = more.unwrap_or_default();
            publishing.add(&mut known, &mut text, &more).map_err(write)?;
            entries.extend(more);
        }
    }
    drop(publishing);
    // The site's head says whether there is a log: the workspace is looked at again.
    let built = build(workspace, options, progress)?;
    Ok(Published { entered: entries, held, built })
}

/// What is entered of documents that are drawn, in the order of their paths, or nothing where a private value would become public; and what
/// was named and could not be.
type Drawn = (Option<Vec<Entry>>, Vec<(String, &'static str, String)>);

fn drawn(workspace: &Workspace, options: &Options, freeze: &Freeze, frozen: &Frozen, progress: &dyn Progress) -> Result<Drawn, Refused> {
    let options = Options { freeze: Some(freeze.clone()), ..options.clone() };
    let (built, drawn) = run(workspace, &options, progress, |_, entries| {
        let fresh: Vec<Entry> = entries.iter().filter_map(|entry| entry.fresh.clone()).collect();
        let named = |entry: &&record::Entry| !freeze.documents.is_empty() && !entry.place.is_empty() && freeze.means(&entry.place);
        let held = entries.iter().filter(named).filter(|entry| entry.fresh.is_none() && frozen.standing(&entry.place, options.as_of).is_none());
        let held = held.map(|entry| {
            let (state, reason) = entry.standing();
            (entry.place.clone(), state, reason.unwrap_or_default())
        });
        Ok::<_, BuildError>((fresh, held.collect::<Vec<_>>()))
    })?;
    let (mut fresh, held) = drawn;
    if built.findings.iter().any(|finding| finding.rule == look::RULE) {
        return Ok((None, held));
    }
    fresh.sort_by(|one, other| one.document.cmp(&other.document));
    let known = frozen.documents().any(|document| freeze.means(document));
    if freeze.event == Event::Published && fresh.is_empty() && held.is_empty() && !known && !freeze.documents.is_empty() {
        return Err(Refused::Nothing("publish.unknown", freeze.documents.join("、")));
    }
    Ok((Some(fresh), held))
}

/// The events that take documents back.
fn withdrawn(frozen: &Frozen, freeze: &Freeze) -> Result<Vec<Entry>, Refused> {
    let meant = frozen.documents().filter(|document| !freeze.documents.is_empty() && freeze.means(document));
    let standing = meant.filter_map(|document| frozen.standing(document, freeze.day)).filter(|standing| !standing.is_withdrawn());
    let entry = |entry: &Entry| Entry {
        day: freeze.day.to_string(),
        event: Event::Withdrawn,
        content: String::new(),
        page: String::new(),
        files: Vec::new(),
        reason: freeze.reason.clone(),
        ..entry.clone()
    };
    Ok(standing.map(|standing| entry(standing.entry)).collect())
}

/// Why nothing of what was named can be entered.
fn nothing(freeze: &Freeze, frozen: &Frozen) -> &'static str {
    let published: Vec<&str> = frozen.documents().filter(|document| freeze.means(document)).collect();
    let withdrawn = |document: &&str| frozen.standing(document, freeze.day).is_some_and(|standing| standing.is_withdrawn());
    match freeze.event {
        _ if published.is_empty() => "publish.not-published",
        _ if published.iter().all(withdrawn) => "publish.already-withdrawn",
        Event::NamesRemoved => "publish.no-names",
        _ => "publish.nothing-to-correct",
    }
}

/// A reason is told to everybody: one line, and nothing in it that looks like a person's number.
fn judge_reason(workspace: &Workspace, freeze: &Freeze) -> Result<(), Refused> {
    const LONGEST: usize = 200;
    if freeze.event == Event::Published {
        return Ok(());
    }
    let reason = freeze.reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST || reason.chars().any(char::is_control) {
        return Err(Refused::Reason("publish.reason"));
    }
    let holdings = &workspace.holdings;
    let channels = holdings.townships.iter().map(|case| &case.record.channel).chain([&holdings.county.record.channel]);
    match Watch::new(std::iter::empty(), channels).leak(reason) {
        Some(_) => Err(Refused::Reason("publish.reason-leaks")),
        None => Ok(()),
    }
}
