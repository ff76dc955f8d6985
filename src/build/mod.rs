//! The order of work. Entry points: [`survey()`] reads and checks the county village by village; [`build()`]
//! then makes every document that is ready and puts the output in its place; [`pack::pack`] makes packages of it besides, [`bind::bind`] binders.

mod around;
pub mod bind;
mod browse;
mod compose;
mod county;
mod draw;
pub mod explain;
mod faults;
pub mod frozen;
pub mod floor;
pub mod kit;
mod look;
pub mod pack;
pub mod part;
mod plan_progress;
mod prefecture;
mod press;
pub mod preview;
pub mod privacy;
pub mod publish;
mod site;
pub mod progress;
pub mod properties;
pub mod record;
mod registers;
pub mod status;
mod survey;
pub mod trial;

use std::path::PathBuf;
use std::sync::Mutex;

pub use press::{Press, Printed, core};
pub use progress::Progress;
pub use survey::{Survey, survey};

use look::Look;

use crate::outlets::ledger::Ledger;
use crate::outlets::plans;
use crate::outlets::site::{Links, SiteError};
use crate::papers::document::TemplateError;
use crate::papers::fonts::FontError;
use crate::papers::layout::Paper;
use crate::records::values::Date;
use crate::report::finding::Finding;
use crate::workspace::Workspace;
use crate::workspace::staging::{Staging, Swapped};

/// What a build is told.
#[derive(Debug, Clone)]
pub struct Options {
    /// Folder of the output.
    pub output: PathBuf,
    /// What lies later has not happened.
    pub as_of: Date,
    /// Paper of the board's notices.
    pub paper: Paper,
    /// Also write each PDF's HTML article below `restricted/articles`, for comparing the two.
    pub articles: bool,
    /// For measuring pages: papers that stand on no page of the web are expected and not made.
    pub pages_only: bool,
    /// Numbers and telephones of persons can be searched for in the restricted archive.
    pub id_search: bool,
    /// Make only these documents, and neither the site's own pages nor the build record.
    pub only: Option<preview::Wanted>,
    /// Make them only to enter them in the ledger: the output stays as it is.
    pub freeze: Option<frozen::Freeze>,
    /// Make the archive of this place alone, without anything for the web.
    pub part: Option<part::Part>,
}

/// The work could not be done.
#[derive(Debug)]
pub enum BuildError {
    /// A template cannot be used.
    Template(TemplateError),
    /// A font cannot be used.
    Font(FontError),
    /// A template of the site cannot be used.
    Site(SiteError),
    /// A file cannot be written.
    Write(String, std::io::Error),
    /// A table cannot be made a workbook.
    Workbook(rust_xlsxwriter::XlsxError),
    /// The card of an article cannot be written.
    Csv(csv::Error),
    /// The archive of a year's plans cannot be packed.
    Zip(zip::result::ZipError),
}

impl std::fmt::Display for BuildError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Template(error) => error.fmt(f),
            Self::Font(error) => error.fmt(f),
            Self::Site(error) => error.fmt(f),
            Self::Workbook(error) => error.fmt(f),
            Self::Write(path, error) => write!(f, "{path}: {error}"),
            Self::Csv(error) => error.fmt(f),
            Self::Zip(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for BuildError {}

/// What a build made and found.
pub struct Built {
    /// Every finding, those of composing among them.
    pub findings: Vec<Finding>,
    /// How many documents are in which state.
    pub tally: record::Tally,
    /// What putting the output in its place did besides; `None` where the last output stays.
    pub swapped: Option<Swapped>,
}

/// Checks the county, makes what is ready, and puts it in the place of the last output.
///
/// # Errors
/// When the work cannot be done; the last output then stays as it was.
pub fn build(workspace: &Workspace, options: &Options, progress: &dyn Progress) -> Result<Built, BuildError> {
    let staging = begin(options)?;
    let press = open_press(workspace, options)?;
    run_with(&press, staging, workspace, options, progress, NOTHING_MORE).map(|(built, ())| built)
}

/// For builds after which nothing is done with the documents: those of a village go with it.
const NOTHING_MORE: Option<More> = None;
type More = fn(&compose::Desk<'_>, &[record::Entry]) -> Result<(), BuildError>;

/// Builds, and does something more with the documents that were made before the output is put in its place.
fn run<T: Default, E: From<BuildError>>(
    workspace: &Workspace,
    options: &Options,
    progress: &dyn Progress,
    more: impl FnOnce(&compose::Desk<'_>, &[record::Entry]) -> Result<T, E>,
) -> Result<(Built, T), E> {
    let staging = begin(options)?;
    let press = open_press(workspace, options)?;
    run_with(&press, staging, workspace, options, progress, Some(more))
}

fn open_press(workspace: &Workspace, options: &Options) -> Result<Press, BuildError> {
    Press::new(&workspace.root, site::frame(workspace), workspace.is_sample(), options.articles)
}

/// The output is taken first of all: what a broken-off build left is put in order even where nothing can be made.
fn begin(options: &Options) -> Result<Staging, BuildError> {
    Staging::begin(&options.output).map_err(|error| BuildError::Write(options.output.display().to_string(), error))
}

/// Builds with a press that was set up already.
fn run_with<T: Default, E: From<BuildError>>(
    press: &Press,
    staging: Staging,
    workspace: &Workspace,
    options: &Options,
    progress: &dyn Progress,
    more: Option<impl FnOnce(&compose::Desk<'_>, &[record::Entry]) -> Result<T, E>>,
) -> Result<(Built, T), E> {
    let mut survey = survey(workspace, options.as_of, progress);
    let Some(regime) = &workspace.regime else {
        // Nothing can be expected without a rule set; the finding says so.
        return Ok((Built { findings: survey.findings, tally: record::Tally::default(), swapped: None }, T::default()));
    };
    // What was published is frozen in what is made, not in a look at the cases of today.
    let ledger = if options.only.is_none() { crate::workspace::ledger::read(&workspace.root).map(|(ledger, _)| ledger) } else { Ok(Ledger::default()) };
    let Ok(ledger) = ledger else {
        // Nothing can be told from what was published; the finding says so, and the last output stays.
        return Ok((Built { findings: survey.findings, tally: record::Tally::default(), swapped: None }, T::default()));
    };
    let frozen = frozen::Frozen::of(ledger);
    let (shelf, unread) = browse::Shelf::read(workspace);
    let links = Mutex::new(Links::new(press.site().folder()));
    let archived_rare = Mutex::default();
    let whole = options.only.is_none() && options.part.is_none();
    let look = whole.then(|| Look::for_values(std::mem::take(&mut survey.secrets).seal()));
    let study = draw::Study { workspace, survey: &survey, regime, press, as_of: options.as_of };
    let desk =
        compose::Desk { study, shelf: &shelf, archived_rare: &archived_rare, staging: &staging, paper: options.paper, id_search: options.id_search, pages_only: options.pages_only, look: look.as_ref(), keeps_entries: more.is_some(), links: &links, only: options.only.as_ref(), part: options.part.as_ref(), frozen: &frozen, freeze: options.freeze.as_ref() };
    let outcome = compose::compose(&desk, progress)?;
    let mut of_site = Vec::new();
    if whole {
        for (year, sheets) in &outcome.plans {
            desk.put(&format!("web/site/plans/{year}.zip"), &plans::zip(sheets).map_err(BuildError::Zip)?)?;
        }
        of_site = desk.pages(&outcome)?;
        survey::resolve_places(workspace, &mut of_site);
    }
    let leaks = look.as_ref().map(|look| look.told(&workspace.root)).unwrap_or_default();
    // A private value would become public, or what is published cannot be put in place: the last output stays.
    let is_fit = leaks.is_empty() && !outcome.findings.iter().any(|finding| finding.rule == "published-bytes-altered");
    let more = more.filter(|_| is_fit).map_or_else(|| Ok(T::default()), |more| more(&desk, &outcome.entries))?;
    let swapped = match options.freeze {
        None if is_fit => Some(staging.commit().map_err(|error| BuildError::Write(options.output.display().to_string(), error))?),
        _ => None,
    };
    survey.findings.extend(outcome.findings);
    survey.findings.extend(of_site);
    survey.findings.extend(leaks);
    survey.findings.extend(unread);
    survey.findings.sort();
    Ok((Built { findings: survey.findings, tally: outcome.tally, swapped }, more))
}
