//! What should exist. Its entry points are [`of_village`] and [`of_county`]: the one source of what is
//! expected, which the build, the build record and the status all read.

mod form;
mod kind;

pub use form::{Form, Matter, Seen};
pub use kind::{Audience, KINDS, Kind, Make, Nature, kind};

use crate::records::case::{Batch, Case, ColumnKind, Household, Plan, PlanTable};
use crate::records::holdings::{Holdings, VillageCases};
use crate::records::values::Date;
use crate::rules::course::Course;
use crate::rules::regulation::{Regime, WorkingDays};

/// Whether a document can be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It is made.
    Ready,
    /// Findings of these rules stand against it.
    Blocked(Vec<String>),
    /// Its time has not come; key of the message table and arguments.
    NotYet(&'static str, Vec<(&'static str, String)>),
    /// It could not be made: the reason.
    Missing(String),
    /// It comes from somebody's own hand, and its scan is not among the papers: its name.
    NoScan(String),
    /// It comes from somebody's own hand, and its scan is among the papers.
    Held,
}

/// A document that is expected.
#[derive(Debug, Clone)]
pub struct Expected<'a> {
    /// Kind.
    pub kind: &'static Kind,
    /// Code of its subject; unique together with the kind.
    pub subject: String,
    /// Path below the output folder, without ending.
    pub path: String,
    /// Files that it is made from.
    pub inputs: Vec<String>,
    /// Whether it can be made.
    pub state: State,
    /// What it is made of.
    pub source: Source<'a>,
}

/// What a document is made of.
#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    /// A batch of a village.
    Batch(&'a Case<Batch>),
    /// A household.
    Household(&'a Case<Household>),
    /// A table of a plan, for a year.
    Table(&'a Case<Plan>, &'a PlanTable, u32),
    /// An official document, by its place among the documents.
    Document(usize),
}

/// What decides about a document besides its own case.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// The county's rule sets.
    pub regime: &'a Regime,
    /// Working days.
    pub calendar: &'a WorkingDays,
    /// What lies later has not happened.
    pub as_of: Date,
    /// Rules whose findings count against these files.
    pub against: &'a dyn Fn(&[&str]) -> Vec<String>,
}

impl Frame<'_> {
    fn judge(&self, files: &[String], rules_file: &str, otherwise: State) -> State {
        let rules = (self.against)(&files.iter().map(String::as_str).chain([rules_file]).collect::<Vec<_>>());
        if rules.is_empty() { otherwise } else { State::Blocked(rules) }
    }
}

/// What should exist for a village, in the order of batches and households.
pub fn of_village<'a>(cases: &'a VillageCases, township: &str, frame: &Frame<'_>) -> Vec<Expected<'a>> {
    let mut expected = Vec::new();
    // Folders and files are named by the codes; where the two differ that is a finding, and the names keep papers apart.
    let village = cases.village.file.rsplit('/').nth(1).unwrap_or_default();
    for batch in &cases.batches {
        let code = stem(&batch.file);
        let listed = cases.put_up_in(batch).map(|case| case.file.as_str()).chain(cases.doubtful());
        let inputs: Vec<String> = [cases.village.file.as_str(), &batch.file].into_iter().chain(listed).map(str::to_owned).collect();
        let by = frame.regime.of_batch(&batch.record);
        let procedure = by.rules.procedure(&batch.record.procedure.text());
        let course = procedure.map(|procedure| Course::of_batch(procedure, &batch.record, frame.as_of));
        for nature in Nature::ALL {
            // A procedure without such a step expects no such paper; an unknown one is a finding of its own.
            if procedure.is_some_and(|procedure| procedure.of_nature(nature.name()).is_none()) {
                continue;
            }
            let step = procedure.and_then(|procedure| procedure.of_nature(nature.name())).map_or_else(|| nature.name().to_owned(), |rule| rule.name.text());
            let done = course.as_ref().and_then(|course| course.of_nature(nature.name())).is_some();
            let state = if done { State::Ready } else { State::NotYet("reason.no-step", vec![("step", step)]) };
            let papers = procedure.map(|procedure| procedure.papers.text());
            // A notice in the words of another procedure would be false: it is missing, by name, until there is a template.
            let unknown = papers.as_ref().is_some_and(|papers| !KINDS.iter().any(|kind| kind.is_notice(papers, nature)));
            let state = if unknown { State::Missing("reason.no-paper".to_owned()) } else { frame.judge(&inputs, &by.file, state) };
            let family = papers.filter(|_| !unknown).unwrap_or_else(|| "household-exit".to_owned());
            for kind in KINDS.iter().filter(|kind| kind.is_notice(&family, nature)) {
                let path = match kind.audience {
                    Audience::Web => format!("web/site/notices/{code}-{}", nature.id()),
                    Audience::Board | Audience::Restricted => format!("board/{township}/{village}/{code}-{}", nature.id()),
                };
                expected.push(Expected { kind, subject: code.to_owned(), path, inputs: inputs.clone(), state: state.clone(), source: Source::Batch(batch) });
            }
        }
    }
    for household in &cases.households {
        let code = stem(&household.file);
        let record = &household.record;
        let batch = cases.batch_of(&record.exit);
        let by = frame.regime.of_household(&record.exit, batch.map(|case| &case.record));
        let inputs: Vec<String> =
            [&cases.village.file, &household.file].into_iter().chain(batch.map(|case| &case.file)).cloned().collect();
        let seen = Seen::new(record, batch.map(|case| &case.record), &by.rules, frame.as_of);
        let file = format!("restricted/forms/{township}/{village}/{code}");
        let paper = |kind, state| Expected {
            kind,
            path: file.clone(),
            inputs: inputs.clone(),
            state,
            subject: code.to_owned(),
            source: Source::Household(household),
        };
        for (name, kept) in seen.handwritten() {
            expected.push(paper(kind::HANDWRITTEN, if kept { State::Held } else { State::NoScan(name) }));
        }
        for kind in KINDS {
            let Make::Form(form) = kind.make else { continue };
            // Forms are built whatever is found, and print what is missing; a notice to the household is held up.
            let state = match (form.due)(&seen) {
                Some(State::Ready) if form.signing.nature == "告知" => frame.judge(&inputs, &by.file, State::Ready),
                Some(state) => state,
                None => continue,
            };
            // What is told to the household comes with time, and is handed out: it stands in a file of its own, so that the day of the
            // build changes no other.
            let path = if form.signing.nature == "告知" { format!("{file}-{}", kind.id) } else { file.clone() };
            expected.push(Expected { path, ..paper(kind, state) });
        }
    }
    expected
}

/// File name without folder and ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// What should exist for the county itself: plan tables by year, official documents.
pub fn of_county<'a>(holdings: &'a Holdings, frame: &Frame<'_>) -> Vec<Expected<'a>> {
    let mut expected = Vec::new();
    let kinds = |make: fn(&Make) -> bool| KINDS.iter().filter(move |kind| make(&kind.make));
    for plan in &holdings.plans {
        let inputs = vec![plan.file.clone()];
        let state = frame.judge(&inputs, &frame.regime.current().file, State::Ready);
        for table in &plan.record.tables {
            for year in years(&plan.record, table) {
                let subject = format!("{}-{}", plan.record.code.text(), table.code.text());
                expected.extend(kinds(|make| matches!(make, Make::PlanSheet)).map(|kind| Expected {
                    kind,
                    path: format!("web/plans/{year}/{subject}"),
                    subject: format!("{subject}-{year}"),
                    inputs: inputs.clone(),
                    state: state.clone(),
                    source: Source::Table(plan, table, year),
                }));
            }
        }
    }
    for (place, (document, _)) in holdings.documents.iter().enumerate() {
        // A text without a number is the enclosure of another document.
        if document.record.number.is_absent() {
            continue;
        }
        let code = document.record.code.text();
        let inputs = inputs_of_document(holdings, &code);
        let issued = document.record.date.value().is_none_or(|date| *date <= frame.as_of);
        let state = if issued { State::Ready } else { State::NotYet("reason.not-issued", vec![("date", document.record.date.text())]) };
        let state = frame.judge(&inputs, &frame.regime.current().file, state);
        expected.extend(kinds(|make| matches!(make, Make::Official)).map(|kind| Expected {
            kind,
            path: format!("web/documents/{code}"),
            state: state.clone(),
            subject: code.clone(),
            inputs: inputs.clone(),
            source: Source::Document(place),
        }));
    }
    expected
}

/// The years that a table is handed out for: those of its columns and rows; the plan's where it names none.
fn years(plan: &Plan, table: &PlanTable) -> Vec<u32> {
    let of_columns = table.columns.iter().filter_map(|column| column.year.value().map(|year| year.0));
    let of_rows = table.columns.iter().filter(|column| column.kind.text() == "年度" && column.column_kind() == ColumnKind::Text).flat_map(|column| {
        let key = column.key.text();
        (0..table.rows.len()).filter_map(move |row| table.cell(row, &key).trim_end_matches('年').parse().ok())
    });
    let mut years: Vec<u32> = of_columns.chain(of_rows).collect();
    if years.is_empty() {
        years = plan.years.iter().filter_map(|year| year.value().map(|year| year.0)).collect();
    }
    years.sort_unstable();
    years.dedup();
    years
}

/// The files of a document, of what it forwards and of the tables attached.
fn inputs_of_document(holdings: &Holdings, code: &str) -> Vec<String> {
    let mut inputs = Vec::new();
    let mut next = Some(code.to_owned());
    while let Some((document, _)) = next.take().and_then(|code| holdings.document(&code)) {
        if inputs.contains(&document.file) {
            break;
        }
        inputs.push(document.file.clone());
        let tables = document.record.plan_tables.iter().filter_map(|name| holdings.plan_table(&name.text()));
        inputs.extend(tables.map(|(plan, _)| plan.file.clone()));
        next = document.record.enclosure.value().map(|code| code.as_str().to_owned());
    }
    inputs.sort();
    inputs.dedup();
    inputs
}
