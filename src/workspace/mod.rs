//! The workspace: a folder with `content/` and, where an office has its own, `templates/` and `fonts/`.
//! Its entry point is [`Workspace::open`]; writing goes through [`staging`] alone.

mod inventory;
pub mod staging;
mod village;

use std::path::{Path, PathBuf};

pub use inventory::{Inventory, TownshipFiles, VillageFiles};
pub use village::VillageCases;

use crate::records::case::{Calendar, Case, County, Document, Plan, PlanTable, Township, parse};
use crate::records::source::{self, SourceFile};
use crate::report::finding::Finding;
use crate::rules::regulation::{RuleSet, WorkingDays};

/// Everything of a workspace but its villages, which are read one by one.
pub struct Workspace {
    /// The folder.
    pub root: PathBuf,
    /// Which files there are.
    pub inventory: Inventory,
    /// The county.
    pub county: Case<County>,
    /// Townships, in the order of the inventory.
    pub townships: Vec<Case<Township>>,
    /// Plans.
    pub plans: Vec<Case<Plan>>,
    /// Official documents with their bodies.
    pub documents: Vec<(Case<Document>, String)>,
    /// Rule sets.
    pub rule_sets: Vec<Case<RuleSet>>,
    /// Working days.
    pub working_days: WorkingDays,
    /// What is wrong about files as such.
    pub findings: Vec<Finding>,
}

/// Why a folder is no workspace.
#[derive(Debug)]
pub struct NoWorkspace {
    /// The folder.
    pub root: PathBuf,
}

impl Workspace {
    /// Opens the workspace in a folder: its `content/county.yaml` must exist.
    ///
    /// # Errors
    /// [`NoWorkspace`] where there is none.
    pub fn open(root: &Path) -> Result<Self, NoWorkspace> {
        if !root.join("content/county.yaml").is_file() {
            return Err(NoWorkspace { root: root.to_owned() });
        }
        let inventory = Inventory::take(root);
        let mut findings: Vec<Finding> =
            inventory.unexpected.iter().map(|file| Finding::new("file-unexpected", file, file)).collect();
        let county = read_case(root, "content/county.yaml", "县", County::FIELDS, &mut findings).unwrap_or_else(|| Case::empty("content/county.yaml"));
        let townships = inventory
            .townships
            .iter()
            .map(|township| {
                read_case(root, &township.file, &format!("乡镇 {}", township.code), Township::FIELDS, &mut findings)
                    .unwrap_or_else(|| Case::empty(&township.file))
            })
            .collect();
        let mut cases = Cases { root, findings: &mut findings };
        let plans = cases.read(&inventory.plans, "计划", Plan::FIELDS);
        let rule_sets = cases.read(&inventory.regulations, "规则集", RuleSet::FIELDS);
        let calendars: Vec<Case<Calendar>> = cases.read(&inventory.calendars, "日历", Calendar::FIELDS);
        let documents = cases.documents(&inventory.documents);
        let working_days = WorkingDays::new(calendars.iter().map(|case| &case.record));
        findings.extend(calendars.into_iter().flat_map(|case| case.findings));
        Ok(Self { root: root.to_owned(), inventory, county, townships, plans, documents, rule_sets, working_days, findings })
    }

    /// The rule set that the county names.
    pub fn rule_set(&self) -> Option<&Case<RuleSet>> {
        let wanted = self.county.record.rule_set.value()?;
        self.rule_sets.iter().find(|case| case.record.id.value() == Some(wanted))
    }

    /// The plan table with a name `计划编号/编号`.
    pub fn plan_table(&self, name: &str) -> Option<(&Case<Plan>, &PlanTable)> {
        let (plan, table) = name.split_once('/')?;
        let case = self.plans.iter().find(|case| case.record.code.text() == plan)?;
        Some((case, case.record.tables.iter().find(|candidate| candidate.code.text() == table)?))
    }

    /// Whether the workspace is an invented sample (design promise 9).
    pub fn is_sample(&self) -> bool {
        self.county.record.sample.value().is_some_and(|yes| yes.0)
    }
}

/// Reads one case file; a refusal becomes a finding.
pub(crate) fn read_case<R>(
    root: &Path,
    file: &str,
    subject: &str,
    fields: &'static [crate::records::case::FieldDef],
    findings: &mut Vec<Finding>,
) -> Option<Case<R>>
where
    R: crate::records::case::Record + serde::de::DeserializeOwned + Default,
{
    match source::read(root, file) {
        Ok(source) => Some(parse(&source, subject, fields)),
        Err(finding) => {
            findings.push(*finding);
            None
        }
    }
}

struct Cases<'a> {
    root: &'a Path,
    findings: &'a mut Vec<Finding>,
}

impl Cases<'_> {
    fn read<R>(&mut self, files: &[String], what: &str, fields: &'static [crate::records::case::FieldDef]) -> Vec<Case<R>>
    where
        R: crate::records::case::Record + serde::de::DeserializeOwned + Default,
    {
        files.iter().filter_map(|file| read_case(self.root, file, &subject(what, file), fields, self.findings)).collect()
    }

    /// Markdown files: front matter between `---` lines, then the body.
    fn documents(&mut self, files: &[String]) -> Vec<(Case<Document>, String)> {
        let mut out = Vec::new();
        for file in files {
            let source = match source::read(self.root, file) {
                Ok(source) => source,
                Err(finding) => {
                    self.findings.push(*finding);
                    continue;
                }
            };
            let Some((front, body)) = front_matter(&source.text) else {
                self.findings.push(Finding::new("front-matter-missing", subject("公文", file), file));
                continue;
            };
            let front = SourceFile { path: file.clone(), text: front };
            out.push((parse(&front, &subject("公文", file), Document::FIELDS), body.to_owned()));
        }
        out
    }
}

/// Splits Markdown into front matter (with an empty line for `---`, so that lines keep their numbers) and body.
pub fn front_matter(text: &str) -> Option<(String, &str)> {
    let rest = text.strip_prefix("---")?.trim_start_matches(['\r', ' ']).strip_prefix('\n')?;
    let end = rest.find("\n---")?;
    let body = rest[end + 4..].trim_start_matches(['\r', '\n']);
    Some((format!("\n{}\n", &rest[..end]), body))
}

fn subject(what: &str, file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    format!("{what} {}", name.rsplit_once('.').map_or(name, |(stem, _)| stem))
}
