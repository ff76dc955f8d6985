//! Papers and scans: those that the rule set asks of a step are there, and what a case names lies beside it
//! (`evidence-missing`, `evidence-file-missing`, `evidence-not-named`).

use super::area::Area;
use super::{Context, subject};
use crate::records::case::{Field, Step};
use crate::records::holdings::{VillageCases, case_folder};
use crate::records::values::Text;
use crate::report::finding::{Finding, Key};
use crate::rules::JUDGE;

/// Subject, file, and way to the steps.
type Place<'a> = (&'a str, &'a str, &'a [Key]);

/// The village, its lists and households; files that none of them names.
pub(super) fn within_village(cases: &VillageCases, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let village = Area::village(cases, context);
    let files = &cases.evidence;
    of_area(&village, files, &context.of_area(village.exit, village.batch), findings);
    let mut steps: Vec<&Step> = village.exit.steps.iter().collect();
    for case in &cases.batches {
        let record = &case.record;
        of_steps(&record.steps, &record.procedure, files, &context.of_batch(record), (&subject("批次", case), &case.file, &["步骤".into()]), findings);
        steps.extend(&record.steps);
    }
    for case in &cases.households {
        let exit = &case.record.exit;
        if !exit.steps.is_empty() {
            let batch = cases.batch_of(exit).map(|case| &case.record);
            let place = (subject("户", case), &case.file, Area::steps());
            of_steps(&exit.steps, &exit.procedure, files, &context.of_household(exit, batch), (&place.0, place.1, &place.2), findings);
            steps.extend(&exit.steps);
        }
    }
    for file in files {
        if !steps.iter().any(|step| names(step).any(|name| is_at(file, &name))) {
            findings.push(Finding::new("evidence-not-named", subject("村", &cases.village), file));
        }
    }
}

/// The steps of an area's exit.
pub(super) fn of_area(area: &Area<'_>, files: &[String], context: &Context<'_>, findings: &mut Vec<Finding>) {
    of_steps(&area.exit.steps, &area.exit.procedure, files, context, (&area.subject, area.file, &Area::steps()), findings);
}

/// A list of steps against what the procedure asks for and the files that are there.
pub(super) fn of_steps(
    steps: &[Step],
    procedure: &Field<Text>,
    files: &[String],
    context: &Context<'_>,
    (subject, file, way): Place<'_>,
    findings: &mut Vec<Finding>,
) {
    let procedure = procedure.value().and_then(|name| context.rules.procedure(name.as_str()));
    let folder = case_folder(file);
    for (index, step) in steps.iter().enumerate() {
        let at = |keys: &[Key]| [way, &[index.into()], keys].concat();
        let rule = procedure.zip(step.step.value()).and_then(|(procedure, name)| procedure.step(name.as_str())).map(|(_, rule)| rule);
        for wanted in rule.iter().flat_map(|rule| &rule.evidence).map(Field::text) {
            let given = step.evidence.iter().any(|evidence| evidence.name.text() == wanted && evidence.file.reveal(&JUDGE).value().is_some());
            if !given {
                let finding = Finding::new("evidence-missing", subject, file).at(at(&[])).arg("step", step.step.text()).arg("name", wanted);
                findings.push(finding.law(rule.and_then(|rule| context.cite(&rule.law))));
            }
        }
        let there = |name: &str| files.iter().any(|file| file.starts_with(folder) && is_at(file, name));
        for (place, evidence) in step.evidence.iter().enumerate() {
            if evidence.file.reveal(&JUDGE).value().is_some_and(|name| !there(name.as_str())) {
                let finding = Finding::new("evidence-file-missing", subject, file).at(at(&["材料".into(), place.into(), "文件".into()]));
                findings.push(finding.arg("name", evidence.name.text()).arg("folder", format!("{folder}evidence/")));
            }
        }
        for (posting, photographs) in step.postings.iter().map(|posting| &posting.photographs).enumerate() {
            for (place, name) in photographs.iter().enumerate() {
                if name.reveal(&JUDGE).value().is_some_and(|name| !there(name.as_str())) {
                    let keys = ["张贴".into(), posting.into(), "照片".into(), place.into()];
                    let finding = Finding::new("evidence-file-missing", subject, file).at(at(&keys));
                    findings.push(finding.arg("name", "照片").arg("folder", format!("{folder}evidence/")));
                }
            }
        }
    }
}

/// The names of the files that a step gives.
fn names(step: &Step) -> impl Iterator<Item = String> {
    let papers = step.evidence.iter().map(|evidence| evidence.file.reveal(&JUDGE).text());
    let photographs = step.postings.iter().flat_map(|posting| &posting.photographs).map(|name| name.reveal(&JUDGE).text());
    papers.chain(photographs).filter(|name| !name.is_empty())
}

/// Whether a file of the workspace is the one that a case names below its `evidence/`.
fn is_at(file: &str, name: &str) -> bool {
    file.split_once("/evidence/").is_some_and(|(_, rest)| rest == name)
}
