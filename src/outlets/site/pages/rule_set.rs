//! Rule sets to be read, with their sources and standing. Entry points: [`RuleSetPage`], [`RuleSets`].

use serde::Serialize;

use crate::outlets::site::Route;
use crate::rules::regulation::{Law, RuleSet};

/// A rule set, as its template sees it.
#[derive(Serialize)]
pub struct RuleSetPage {
    title: String,
    from: Option<String>,
    until: Option<String>,
    sources: Vec<SourceView>,
    standards: Vec<RuleView>,
    checks: Vec<RuleView>,
    procedures: Vec<ProcedureView>,
    phases: Vec<PhaseView>,
    values: Vec<ValueView>,
}

/// A document that rules rest on.
#[derive(Serialize)]
struct SourceView {
    name: String,
    title: String,
    issuer: String,
    standing: String,
    date: String,
}

/// A rule: whom it is about, what it asks, what it rests on.
#[derive(Serialize)]
struct RuleView {
    subject: String,
    asks: String,
    law: String,
}

/// A procedure with its steps.
#[derive(Serialize)]
struct ProcedureView {
    name: String,
    law: String,
    steps: Vec<RuleView>,
}

/// A phase of the year's schedule.
#[derive(Serialize)]
struct PhaseView {
    name: String,
    deadline: String,
    asks: String,
    law: String,
}

/// A value that changes with time.
#[derive(Serialize)]
struct ValueView {
    name: String,
    from: String,
    until: String,
    value: String,
    law: String,
}

impl RuleSetPage {
    /// Of a rule set with all that it takes over.
    pub fn of(rules: &RuleSet) -> Self {
        let law = |law: &Law| law.document.value().map(|document| format!("{}{}", document.as_str(), law.paragraph.text())).unwrap_or_default();
        let rule = |standard: &crate::rules::regulation::Standard| RuleView { subject: standard.subject.text(), asks: standard.asks.text(), law: law(&standard.law) };
        let told = |view: &RuleView| !view.asks.is_empty();
        let date = |field: &crate::records::case::Field<crate::records::values::Date>| field.value().map(|date| date.chinese());
        Self {
            title: rules.title.text(),
            from: date(&rules.from),
            until: date(&rules.until),
            sources: rules
                .sources
                .iter()
                .map(|(name, source)| SourceView {
                    name: name.clone(),
                    title: source.title.text(),
                    issuer: source.issuer.text(),
                    standing: source.standing.text(),
                    date: date(&source.date).unwrap_or_default(),
                })
                .collect(),
            standards: rules.standards.iter().map(rule).filter(told).collect(),
            checks: rules.checks.iter().map(rule).filter(told).collect(),
            procedures: rules
                .procedures
                .iter()
                .map(|procedure| ProcedureView {
                    name: procedure.name.text(),
                    law: law(&procedure.law),
                    steps: procedure.steps.iter().map(|step| RuleView { subject: step.name.text(), asks: step.asks.text(), law: law(&step.law) }).collect(),
                })
                .collect(),
            phases: rules
                .schedule
                .iter()
                .map(|phase| PhaseView { name: phase.name.text(), deadline: phase.deadline.text(), asks: phase.asks.text(), law: law(&phase.law) })
                .collect(),
            values: rules
                .values
                .iter()
                .flat_map(|(name, values)| {
                    values.iter().map(|value| ValueView {
                        name: name.clone(),
                        from: date(&value.from).unwrap_or_default(),
                        until: date(&value.until).unwrap_or_default(),
                        value: value.value.text(),
                        law: law(&value.law),
                    })
                })
                .collect(),
        }
    }
}

/// The rule sets of the county: title, link, in force since and until.
#[derive(Serialize)]
pub struct RuleSets {
    sets: Vec<(String, String, String, String)>,
}

impl RuleSets {
    /// The one in force first.
    pub fn of<'a>(sets: impl Iterator<Item = &'a RuleSet>) -> Self {
        let date = |field: &crate::records::case::Field<crate::records::values::Date>| field.value().map(|date| date.chinese()).unwrap_or_default();
        let line = |rules: &RuleSet| {
            let link = format!("../{}", Route::RuleSet(rules.id.text()).path());
            (rules.title.text(), link, date(&rules.from), date(&rules.until))
        };
        Self { sets: sets.map(line).collect() }
    }
}
