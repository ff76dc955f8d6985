//! Papers and scans: those that the rule set asks of a step are there, and what a case names lies beside it
//! (`evidence-missing`, `evidence-file-missing`, `evidence-not-named`).

use std::collections::BTreeSet;

use super::area::Area;
use super::{Context, subject};
use crate::records::case::{Field, Step};
use crate::records::holdings::{Holdings, VillageCases, case_folder, evidence_folder};
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

/// Files of townships and the county that no step of theirs names.
pub(super) fn not_named(holdings: &Holdings, findings: &mut Vec<Finding>) {
    let county = std::iter::once((&holdings.county.file, &holdings.county.record.exit.steps));
    let townships = holdings.townships.iter().map(|case| (&case.file, &case.record.exit.steps));
    let batches = holdings.batches.iter().map(|case| (&case.file, &case.record.steps));
    let named: BTreeSet<String> = county
        .chain(townships)
        .chain(batches)
        .flat_map(|(file, steps)| {
            let folder = evidence_folder(file);
            steps.iter().flat_map(names).map(move |name| format!("{folder}{name}"))
        })
        .collect();
    for file in holdings.inventory.evidence.iter().filter(|file| !named.contains(*file)) {
        let township = file.strip_prefix("content/townships/").and_then(|rest| rest.split('/').next());
        let subject = township.map_or_else(|| holdings.office().to_owned(), |code| format!("乡镇 {code}"));
        findings.push(Finding::new("evidence-not-named", subject, file));
    }
}

/// The names of the files that a step gives.
fn names(step: &Step) -> impl Iterator<Item = String> {
    step.papers(&JUDGE).map(|paper| paper.file)
}

/// Whether a file of the workspace is the one that a case names below its `evidence/`.
fn is_at(file: &str, name: &str) -> bool {
    file.split_once("/evidence/").is_some_and(|(_, rest)| rest == name)
}
