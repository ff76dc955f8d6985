//! What should exist. Its entry points are [`of_village`], [`of_county`] and [`of_prefecture`]: the one source of what is
//! expected, which the build, the build record and the status all read.

mod control;
mod form;
mod kind;
mod office;
mod step;
mod submission;

pub use form::{Form, Seen};
pub use kind::{Audience, From, Kind, Make, Nature, PACKAGE_REPORT, kind, kinds};

use crate::records::case::{AreaExit, Batch, Case, ColumnKind, Evaluation, Household, Plan, PlanTable, ProblemList, Village};
use crate::records::holdings::{Holdings, VillageCases, evidence_folder};
use crate::records::register::{CountyBelow, Moves, Named, Register};
use crate::records::values::Date;
use crate::rules::adjustment;
use crate::rules::course::Course;
use crate::rules::regulation::{Regime, WorkingDays};
use crate::rules::text_kind::is_public;
use crate::papers::view::from_case::is_counted;
use step::Steps;

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
    /// It comes from somebody's own hand, and its scan is among the papers: file of the workspace.
    Held(String),
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

impl Expected<'_> {
    /// Id of the paper, as its foot prints it: made of codes, assigned once.
    pub fn id(&self) -> String {
        match self.source {
            // One table is handed out for each of its years.
            Source::Table(..) => self.subject.clone(),
            _ => self.name().to_owned(),
        }
    }

    /// Name of its file without ending.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The page of the site where the public can read it, from the site's root; none for what stays in the office.
    pub fn page(&self) -> Option<String> {
        match self.path.split_once('/')? {
            ("board", _) => Some(format!("notices/{}.html", self.name())),
            ("web", rest) => Some(format!("{}.html", rest.strip_prefix("site/").unwrap_or(rest))),
            _ => None,
        }
    }
}

/// What a document is made of.
#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    /// A step of a list or of an area's exit, by its place in the procedure.
    Step(Whose<'a>, usize),
    /// An objection to a publicity, by the place of the step and its own.
    Objection(Whose<'a>, usize, usize),
    /// A list of a prefecture.
    List(&'a Case<Batch>),
    /// A village.
    Village,
    /// A township, by its place.
    Township(usize),
    /// The county.
    County,
    /// A household.
    Household(&'a Case<Household>),
    /// A spot check.
    SpotCheck(&'a Case<Evaluation>),
    /// A list of problems; of one village, by its code.
    Problems(&'a Case<ProblemList>, Option<&'a str>),
    /// A table of a plan, for a year.
    Table(&'a Case<Plan>, &'a PlanTable, u32),
    /// How far it has come.
    Progress(&'a Case<Plan>, &'a PlanTable, u32),
    /// An official document, by its place among the documents.
    Document(usize),
}

/// Whose step it is.
#[derive(Debug, Clone, Copy)]
pub enum Whose<'a> {
    /// A list of a village's households.
    Batch(&'a Case<Batch>),
    /// A list of villages or townships; in a township's folder, the township by its place.
    Areas(&'a Case<Batch>, Option<usize>),
    /// The village's own exit.
    Village(&'a Case<Village>),
    /// A township's own exit, by its place.
    Township(usize),
    /// The county's own exit.
    County,
}

/// What decides about a document besides its own case.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// The county's rule sets.
    pub regime: &'a Regime,
    /// Lists of villages and townships.
    pub batches: &'a [Case<Batch>],
    /// What remains of the villages.
    pub register: &'a Register,
    /// Working days.
    pub calendar: &'a WorkingDays,
    /// What lies later has not happened.
    pub as_of: Date,
    /// Rules whose findings count against these files.
    pub against: &'a dyn Fn(&[&str]) -> Vec<String>,
}

impl<'f> Frame<'f> {
    /// The list that an area's exit names.
    fn batch_of(&self, exit: &AreaExit) -> Option<&'f Batch> {
        let code = exit.batch.value()?;
        self.batches.iter().map(|case| &case.record).find(|batch| batch.code.value() == Some(code))
    }

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
        let steps = Steps {
            whose: Whose::Batch(batch),
            code,
            stem: code.to_owned(),
            board: format!("board/{township}/{village}"),
            inputs,
            by,
            procedure,
            course,
            family: "household-exit",
        };
        steps.expect(frame, &mut expected);
    }
    let exit = &cases.village.record.exit;
    if !exit.procedure.is_absent() {
        let by = frame.regime.of_exit(exit, frame.batch_of(exit));
        let inputs = vec![cases.village.file.clone()];
        let board = format!("board/{township}/{village}");
        Steps::of_exit(Whose::Village(&cases.village), village, board, (exit, frame.batch_of(exit)), inputs, by, "village-exit", frame.as_of).expect(frame, &mut expected);
    }
    let adjusts = adjustment::moves_within(cases, frame.regime, frame.as_of).iter().any(|(_, moves)| moves.values().any(Moves::adjusts));
    for kind in kinds() {
        if matches!(kind.make, Make::Summary) && adjusts {
            let inputs = std::iter::once(&cases.village.file).chain(cases.households.iter().map(|case| &case.file)).cloned().collect();
            let path = format!("restricted/registers/{township}/{village}/{village}-{}", kind.id);
            expected.push(Expected { kind, subject: village.to_owned(), path, inputs, state: State::Ready, source: Source::Village });
        }
        let Make::Register(ledger) = kind.make else { continue };
        let lines = (ledger.lines)(cases, frame.regime);
        if lines.is_empty() {
            continue;
        }
        let mut inputs: Vec<String> = [cases.village.file.clone()].into_iter().chain(lines.into_iter().map(|line| line.file)).collect();
        inputs.dedup();
        let path = format!("restricted/registers/{township}/{village}/{village}-{}", kind.id);
        expected.push(Expected { kind, subject: village.to_owned(), path, inputs, state: State::Ready, source: Source::Village });
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
        for kind in kinds() {
            match kind.make {
                Make::Handwritten => {
                    for (place, (name, scan)) in seen.handwritten().into_iter().enumerate() {
                        // The first is named by the household, another by its own name too.
                        let subject = if place == 0 { code.to_owned() } else { format!("{code}/{name}") };
                        let state = match scan {
                            Some(scan) => State::Held(format!("{}{scan}", evidence_folder(&household.file))),
                            None => State::NoScan(name),
                        };
                        expected.push(Expected { subject, ..paper(kind, state) });
                    }
                }
                Make::Form(form) => {
                    // Forms are built whatever is found, and print what is missing; a notice to the household is held up.
                    let state = match (form.due)(&seen) {
                        Some(State::Ready) if form.stands_alone() => frame.judge(&inputs, &by.file, State::Ready),
                        Some(state) => state,
                        None => continue,
                    };
                    // What is told to the household comes with time, and is handed out: it stands in a file of its own, so that the day of
                    // the build changes no other.
                    let path = if form.stands_alone() { format!("{file}-{}", kind.id) } else { file.clone() };
                    expected.push(Expected { path, ..paper(kind, state) });
                }
                _ => {}
            }
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
    // The lists of a prefecture are expected in their own way.
    if holdings.prefecture.is_none() {
        areas(holdings, frame, &mut expected);
        registers(holdings, frame, &mut expected);
        control::expect(holdings, &mut expected);
    }
    let of_make = |make: fn(&Make) -> bool| kinds().filter(move |kind| make(&kind.make));
    for plan in &holdings.plans {
        let inputs = vec![plan.file.clone()];
        let state = frame.judge(&inputs, &frame.regime.current().file, State::Ready);
        for table in &plan.record.tables {
            for year in years(&plan.record, table) {
                let subject = format!("{}-{}", plan.record.code.text(), table.code.text());
                expected.extend(of_make(|make| matches!(make, Make::PlanSheet)).map(|kind| Expected {
                    kind,
                    path: format!("web/site/plans/{year}/{subject}"),
                    subject: format!("{subject}-{year}"),
                    inputs: inputs.clone(),
                    state: state.clone(),
                    source: Source::Table(plan, table, year),
                }));
                if !is_counted(table, year) {
                    continue;
                }
                expected.extend(of_make(|make| matches!(make, Make::PlanProgress)).map(|kind| Expected {
                    kind,
                    path: format!("restricted/plans/{year}/{subject}-{}", kind.id),
                    subject: format!("{subject}-{year}"),
                    inputs: inputs.clone(),
                    state: State::Ready,
                    source: Source::Progress(plan, table, year),
                }));
            }
        }
    }
    for (place, (document, _)) in holdings.documents.iter().enumerate() {
        // A text without a number is the enclosure of another document.
        if !document.record.is_numbered() {
            continue;
        }
        let code = document.record.code.text();
        let inputs = inputs_of_document(holdings, &code);
        let issued = document.record.date.value().is_none_or(|date| *date <= frame.as_of);
        let state = if issued { State::Ready } else { State::NotYet("reason.not-issued", vec![("date", document.record.date.text())]) };
        let state = frame.judge(&inputs, &frame.regime.current().file, state);
        let public = holdings.with_enclosures(&document.record).all(is_public);
        let (audience, folder) = if public { (Audience::Web, "web/site/documents") } else { (Audience::Restricted, "restricted/documents") };
        expected.extend(of_make(|make| matches!(make, Make::Official)).filter(|kind| kind.audience == audience).map(|kind| Expected {
            kind,
            path: format!("{folder}/{code}"),
            state: state.clone(),
            subject: code.clone(),
            inputs: inputs.clone(),
            source: Source::Document(place),
        }));
    }
    expected
}

/// Registers of the townships, and what the year's adjustment moves in each and in the county; of those where anything is moved.
fn registers<'a>(holdings: &'a Holdings, frame: &Frame<'_>, expected: &mut Vec<Expected<'a>>) {
    let villages = &frame.register.villages;
    for kind in kinds() {
        let due = match kind.make {
            Make::TownshipRegister(_, due) => due,
            Make::Summary => Moves::adjusts,
            _ => continue,
        };
        let moving = || villages.iter().filter(|village| village.moves.values().any(due));
        for (place, files) in holdings.inventory.townships.iter().enumerate() {
            let own = moving().filter(|village| village.township == place).map(|village| village.file.clone());
            let inputs: Vec<String> = std::iter::once(holdings.townships[place].file.clone()).chain(own).collect();
            if inputs.len() > 1 {
                let (subject, path) = (files.code.clone(), format!("restricted/registers/{}/{}-{}", files.code, files.code, kind.id));
                expected.push(Expected { kind, subject, path, inputs, state: State::Ready, source: Source::Township(place) });
            }
        }
        if matches!(kind.make, Make::Summary) && moving().next().is_some() {
            let inputs = std::iter::once(&holdings.county.file).chain(holdings.townships.iter().map(|case| &case.file)).cloned().collect();
            let path = format!("restricted/registers/county-{}", kind.id);
            expected.push(Expected { kind, subject: "county".to_owned(), path, inputs, state: State::Ready, source: Source::County });
        }
    }
}

/// The exits of townships and the county, and the lists that they put up.
fn areas<'a>(holdings: &'a Holdings, frame: &Frame<'_>, expected: &mut Vec<Expected<'a>>) {
    let folders = &holdings.inventory.townships;
    for case in &holdings.batches {
        let code = stem(&case.file);
        let folder = case.file.strip_prefix("content/townships/").and_then(|file| file.split('/').next());
        let township = folder.and_then(|folder| folders.iter().position(|files| files.code == folder));
        let by = frame.regime.of_batch(&case.record);
        let procedure = by.rules.procedure(&case.record.procedure.text());
        let mut inputs = vec![case.file.clone()];
        inputs.extend(frame.register.villages_in(&case.record.code.text()).map(|village| village.file.clone()));
        inputs.extend(holdings.townships_in(&case.record).map(|(_, township)| township.file.clone()));
        let steps = Steps {
            whose: Whose::Areas(case, township),
            code,
            stem: code.to_owned(),
            board: folder.filter(|_| township.is_some()).map_or_else(|| "board".to_owned(), |folder| format!("board/{folder}")),
            inputs,
            by,
            procedure,
            course: procedure.map(|procedure| Course::of_batch(procedure, &case.record, frame.as_of)),
            family: "village-exit",
        };
        steps.expect(frame, expected);
    }
    for (place, case) in holdings.townships.iter().enumerate() {
        let exit = &case.record.exit;
        let batch = frame.batch_of(exit);
        if !exit.procedure.is_absent() {
            let (code, by) = (&folders[place].code, frame.regime.of_exit(exit, batch));
            let inputs = vec![case.file.clone()];
            Steps::of_exit(Whose::Township(place), code, format!("board/{code}"), (exit, batch), inputs, by, "township-exit", frame.as_of).expect(frame, expected);
        }
    }
    let exit = &holdings.county.record.exit;
    if !exit.procedure.is_absent() {
        let by = frame.regime.of_exit(exit, None);
        let inputs = vec![holdings.county.file.clone()];
        Steps::of_exit(Whose::County, "county", "board".to_owned(), (exit, None), inputs, by, "county-exit", frame.as_of).expect(frame, expected);
    }
}

/// What should exist for the lists of a prefecture: the announcement, printed and on its portal.
pub fn of_prefecture<'a>(holdings: &'a Holdings, counties: &[CountyBelow<'_>], frame: &Frame<'_>) -> Vec<Expected<'a>> {
    let mut expected = Vec::new();
    for list in &holdings.batches {
        let code = stem(&list.file);
        let by = frame.regime.of_batch(&list.record);
        let procedure = by.rules.procedure(&list.record.procedure.text());
        // What others announce (a county's exit, the nation) is no paper of the prefecture's; an unknown procedure is a finding of its own.
        let step = procedure.and_then(|procedure| procedure.of_nature("公告"));
        if procedure.is_some() && step.is_none_or(|rule| !rule.issuer.text().starts_with('市')) {
            continue;
        }
        let named = list.record.listed.iter().filter_map(|listed| Named::by(listed, counties)).map(|named| named.file());
        let inputs: Vec<String> = [list.file.clone()].into_iter().chain(named).collect();
        let done = procedure.is_some_and(|procedure| Course::of_batch(procedure, &list.record, frame.as_of).of_nature("公告").is_some());
        let name = step.map_or_else(|| "公告".to_owned(), |rule| rule.name.text());
        let state = if done { State::Ready } else { State::NotYet("reason.no-step", vec![("step", name)]) };
        let state = frame.judge(&inputs, &by.file, state);
        for (kind, path) in [
            ("prefecture-announcement", format!("board/{code}-announcement")),
            ("prefecture-announcement-web", format!("web/site/notices/{code}-announcement")),
        ] {
            let Some(kind) = kind::kind(kind) else { continue };
            expected.push(Expected { kind, subject: code.to_owned(), path, inputs: inputs.clone(), state: state.clone(), source: Source::List(list) });
        }
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
