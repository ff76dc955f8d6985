//! What should exist. Its entry points are [`of_village`], [`of_county`] and [`of_prefecture`]: the one source of what is
//! expected, which the build, the build record and the status all read.

use crate::records::case::{Batch, Case, ColumnKind, Household, Plan, PlanTable};
use crate::records::holdings::{Holdings, VillageCases};
use crate::records::register::{CountyBelow, Named};
use crate::records::values::Date;
use crate::rules::course::Course;
use crate::rules::regulation::{Regime, WorkingDays};

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 公示 on the village board.
    Publicity,
    /// 公示 on the web.
    PublicityWeb,
    /// 公告 on the boards.
    Announcement,
    /// 公告 on the web.
    AnnouncementWeb,
    /// 入户调查记录, to be signed.
    SurveyRecord,
    /// A table of a plan.
    PlanSheet,
    /// An official document.
    Official,
    /// 公告 of a prefecture, printed.
    PrefectureAnnouncement,
    /// 公告 of a prefecture on its portal.
    PrefectureAnnouncementWeb,
}

/// The folder that a document goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Posted.
    Board,
    /// On the web.
    Web,
    /// Within the office.
    Restricted,
}

impl Kind {
    /// Id and name of the template.
    pub fn id(self) -> &'static str {
        match self {
            Self::Publicity => "household-exit-publicity",
            Self::PublicityWeb => "household-exit-publicity-web",
            Self::Announcement => "household-exit-announcement",
            Self::AnnouncementWeb => "household-exit-announcement-web",
            Self::SurveyRecord => "survey-record",
            Self::PlanSheet => "plan-sheet",
            Self::Official => "official-document",
            Self::PrefectureAnnouncement => "prefecture-announcement",
            Self::PrefectureAnnouncementWeb => "prefecture-announcement-web",
        }
    }

    /// Who it is for.
    pub fn audience(self) -> Audience {
        match self {
            Self::Publicity | Self::Announcement | Self::PrefectureAnnouncement => Audience::Board,
            Self::PublicityWeb | Self::AnnouncementWeb | Self::PlanSheet | Self::Official | Self::PrefectureAnnouncementWeb => Audience::Web,
            Self::SurveyRecord => Audience::Restricted,
        }
    }
}

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
}

/// A document that is expected.
#[derive(Debug, Clone)]
pub struct Expected<'a> {
    /// Kind.
    pub kind: Kind,
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
    /// A batch of a village, or a list of a prefecture.
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
        for (nature, posted, online, name) in [
            ("公示", Kind::Publicity, Kind::PublicityWeb, "publicity"),
            ("公告", Kind::Announcement, Kind::AnnouncementWeb, "announcement"),
        ] {
            // A procedure without such a step expects no such paper; an unknown one is a finding of its own.
            if procedure.is_some_and(|procedure| procedure.of_nature(nature).is_none()) {
                continue;
            }
            let step = procedure.and_then(|procedure| procedure.of_nature(nature)).map_or_else(|| nature.to_owned(), |rule| rule.name.text());
            let done = course.as_ref().and_then(|course| course.of_nature(nature)).is_some();
            let state = if done { State::Ready } else { State::NotYet("reason.no-step", vec![("step", step)]) };
            let state = match procedure.map(|procedure| procedure.papers.text()) {
                // A notice in the words of another procedure would be false: it is missing, by name, until there is a template.
                Some(papers) if papers != "household-exit" => State::Missing("reason.no-paper".to_owned()),
                _ => frame.judge(&inputs, &by.file, state),
            };
            for (kind, path) in [(posted, format!("board/{township}/{village}/{code}-{name}")), (online, format!("web/site/notices/{code}-{name}"))] {
                expected.push(Expected { kind, subject: code.to_owned(), path, inputs: inputs.clone(), state: state.clone(), source: Source::Batch(batch) });
            }
        }
    }
    for household in &cases.households {
        let code = stem(&household.file);
        expected.push(Expected {
            kind: Kind::SurveyRecord,
            path: format!("restricted/forms/{township}/{village}/{code}-survey-record"),
            inputs: vec![cases.village.file.clone(), household.file.clone()],
            // Forms are built whatever is found, and print what is missing.
            state: State::Ready,
            subject: code.to_owned(),
            source: Source::Household(household),
        });
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
    for plan in &holdings.plans {
        let inputs = vec![plan.file.clone()];
        let state = frame.judge(&inputs, &frame.regime.current().file, State::Ready);
        for table in &plan.record.tables {
            for year in years(&plan.record, table) {
                let subject = format!("{}-{}", plan.record.code.text(), table.code.text());
                expected.push(Expected {
                    kind: Kind::PlanSheet,
                    path: format!("web/plans/{year}/{subject}"),
                    subject: format!("{subject}-{year}"),
                    inputs: inputs.clone(),
                    state: state.clone(),
                    source: Source::Table(plan, table, year),
                });
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
        expected.push(Expected {
            kind: Kind::Official,
            path: format!("web/documents/{code}"),
            state: frame.judge(&inputs, &frame.regime.current().file, state),
            subject: code,
            inputs,
            source: Source::Document(place),
        });
    }
    expected
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
            (Kind::PrefectureAnnouncement, format!("board/{code}-announcement")),
            (Kind::PrefectureAnnouncementWeb, format!("web/site/notices/{code}-announcement")),
        ] {
            expected.push(Expected { kind, subject: code.to_owned(), path, inputs: inputs.clone(), state: state.clone(), source: Source::Batch(list) });
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
