//! How to object, by whom, to whom and until when. Its entry point is [`Guide`].

use serde::Serialize;

use super::place::{Area, Office};
use crate::outlets::site::Route;
use crate::rules::regulation::{Procedure, RuleSet};

/// The guide, as its template sees it.
#[derive(Serialize)]
pub struct Guide<'a> {
    procedures: Vec<ProcedureView>,
    /// Offices of the county.
    county: &'a [Office],
    /// Townships: name, link.
    townships: Vec<(&'a str, String)>,
}

/// A procedure with publicity.
#[derive(Serialize)]
struct ProcedureView {
    name: String,
    /// Whom it is about: 户, 村, 乡镇, 县.
    subject: String,
    publicities: Vec<PublicityView>,
    basis: Option<String>,
}

/// A publicity of a procedure: name, places, days.
#[derive(Serialize)]
struct PublicityView {
    name: String,
    places: String,
    days: Option<String>,
}

impl<'a> Guide<'a> {
    /// Of the rule set in force.
    pub fn of(rules: &RuleSet, county: &'a [Office], areas: &'a [Area]) -> Self {
        let procedures = rules.procedures.iter().map(|procedure| procedure_view(procedure, rules)).filter(|view| !view.publicities.is_empty());
        let townships = areas.iter().map(|area| (area.name.as_str(), Route::Township(area.code.clone()).path()));
        Self { procedures: procedures.collect(), county, townships: townships.collect() }
    }
}

fn procedure_view(procedure: &Procedure, rules: &RuleSet) -> ProcedureView {
    let publicities = procedure.steps.iter().filter(|step| step.nature.text() == "公示").map(|step| PublicityView {
        name: step.name.text(),
        places: step.places.iter().map(|place| place.text()).collect::<Vec<_>>().join("、"),
        days: step.day_count().map(|count| {
            let unit = if count.working { "个工作日" } else { "天" };
            format!("不少于{}{unit}，张贴当日{}", count.least, if count.inclusive { "计入" } else { "不计" })
        }),
    });
    let printed = rules.sources.get(&procedure.law.document.text()).is_some_and(|source| source.may_be_printed());
    let basis = rules.cite(&procedure.law).filter(|_| printed).map(|(document, paragraph)| format!("{document}{paragraph}"));
    ProcedureView { name: procedure.name.text(), subject: procedure.subject.text(), publicities: publicities.collect(), basis }
}
