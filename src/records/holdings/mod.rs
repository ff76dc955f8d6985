//! Everything that a workspace holds but its villages, which are read one by one. Entry points:
//! [`Holdings::read`] and [`VillageCases::load`].

mod inventory;
mod village;

use std::path::Path;

pub use inventory::{Inventory, TownshipFiles, VillageFiles, VillageList};
pub use village::VillageCases;

use super::case::{Batch, Calendar, Case, County, Document, Evaluation, Plan, PlanTable, Prefecture, ProblemList, Record, SiteSettings, Township, parse};
use super::source::{self, SourceFile};
use crate::report::finding::Finding;

/// File that makes a folder a county's workspace.
pub const COUNTY: &str = "content/county.yaml";

/// File that makes a folder a prefecture's workspace, where there is no [`COUNTY`].
pub const PREFECTURE: &str = "content/prefecture.yaml";

/// What the website is called, and where it stands; without the file the office's own name does.
pub const SITE: &str = "content/site.yaml";

/// The cases of a workspace's own files.
pub struct Holdings {
    /// Which files there are.
    pub inventory: Inventory,
    /// The county; of a prefecture's workspace what the prefecture says of itself ([`Prefecture::office`]).
    pub county: Case<County>,
    /// The prefecture, where the workspace is one's.
    pub prefecture: Option<Prefecture>,
    /// The website.
    pub site: Case<SiteSettings>,
    /// Townships, in the order of the inventory.
    pub townships: Vec<Case<Township>>,
    /// Plans.
    pub plans: Vec<Case<Plan>>,
    /// Official documents with their bodies.
    pub documents: Vec<(Case<Document>, String)>,
    /// Calendars of working days.
    pub calendars: Vec<Case<Calendar>>,
    /// Lists of villages that townships or the county put up.
    pub batches: Vec<Case<Batch>>,
    /// Lists of problems that audits found.
    pub problems: Vec<Case<ProblemList>>,
    /// Spot checks.
    pub evaluations: Vec<Case<Evaluation>>,
    /// What is wrong about files as such.
    pub findings: Vec<Finding>,
}

impl Holdings {
    /// Reads `content/` below `root`. What cannot be read is among the findings.
    pub fn read(root: &Path) -> Self {
        let inventory = Inventory::take(root);
        let mut findings: Vec<Finding> = inventory.unexpected.iter().map(|file| unexpected(root, file)).collect();
        let (county, prefecture) = if inventory.of_prefecture {
            let case: Case<Prefecture> = read_case(root, PREFECTURE, "市", &mut findings).unwrap_or_else(|| Case::empty(PREFECTURE));
            let office = Case { file: case.file, record: case.record.office(), findings: case.findings };
            (office, Some(case.record))
        } else {
            (read_case(root, COUNTY, "县", &mut findings).unwrap_or_else(|| Case::empty(COUNTY)), None)
        };
        let site = root.join(SITE).exists().then(|| read_case(root, SITE, "网站", &mut findings)).flatten().unwrap_or_else(|| Case::empty(SITE));
        let townships = inventory
            .townships
            .iter()
            .map(|township| {
                read_case(root, &township.file, &format!("乡镇 {}", township.code), &mut findings).unwrap_or_else(|| Case::empty(&township.file))
            })
            .collect();
        let plans = read_all(root, &inventory.plans, "计划", &mut findings);
        let calendars = read_all(root, &inventory.calendars, "日历", &mut findings);
        let documents = documents(root, &inventory.documents, &mut findings);
        let batches = read_all(root, &inventory.batches, "批次", &mut findings);
        let problems = read_all(root, &inventory.problems, "问题清单", &mut findings);
        let evaluations = read_all(root, &inventory.evaluations, "抽查", &mut findings);
        Self { inventory, county, prefecture, site, townships, plans, documents, calendars, batches, problems, evaluations, findings }
    }

    /// What the workspace's own office is called in findings: 县 or 市.
    pub fn office(&self) -> &'static str {
        if self.prefecture.is_some() { "市" } else { "县" }
    }

    /// The plan table with a name `计划编号/编号`.
    pub fn plan_table(&self, name: &str) -> Option<(&Case<Plan>, &PlanTable)> {
        let (plan, table) = name.split_once('/')?;
        let case = self.plans.iter().find(|case| case.record.code.text() == plan)?;
        Some((case, case.record.tables.iter().find(|candidate| candidate.code.text() == table)?))
    }

    /// The official document with a code, and its body.
    pub fn document(&self, code: &str) -> Option<&(Case<Document>, String)> {
        self.documents.iter().find(|(case, _)| case.record.code.text() == code)
    }

    /// A document and what it forwards, one behind the other.
    pub fn with_enclosures<'a>(&'a self, document: &'a Document) -> impl Iterator<Item = &'a Document> {
        // As many as there are: a circle of documents ends, too.
        let next = |document: &&'a Document| Some(&self.document(document.enclosure.value()?.as_str())?.0.record);
        std::iter::successors(Some(document), next).take(self.documents.len().max(1))
    }

    /// The townships whose own exit a list puts up, with their places.
    pub fn townships_in<'a>(&'a self, batch: &'a Batch) -> impl Iterator<Item = (usize, &'a Case<Township>)> {
        let code = batch.code.value();
        self.townships.iter().enumerate().filter(move |(_, case)| code.is_some() && case.record.exit.batch.value() == code)
    }

    /// Whether the workspace is an invented sample (design promise 9).
    pub fn is_sample(&self) -> bool {
        self.county.record.sample.value().is_some_and(|yes| yes.0)
    }
}

/// A file that fits nowhere; a link to a folder outside is refused by name.
fn unexpected(root: &Path, file: &str) -> Finding {
    let path = root.join(file);
    let outside = path.is_symlink() && path.is_dir() && source::leads_outside(root, file);
    Finding::new(if outside { "file-outside-workspace" } else { "file-unexpected" }, file, file)
}

/// Reads one case file; a refusal becomes a finding.
pub fn read_case<R>(root: &Path, file: &str, subject: &str, findings: &mut Vec<Finding>) -> Option<Case<R>>
where
    R: Record + serde::de::DeserializeOwned + Default,
{
    match source::read(root, file) {
        Ok(source) => Some(parse(&source, subject)),
        Err(finding) => {
            findings.push(*finding);
            None
        }
    }
}

/// Reads a list of case files of one type; `what` names them in findings.
pub fn read_all<R>(root: &Path, files: &[String], what: &str, findings: &mut Vec<Finding>) -> Vec<Case<R>>
where
    R: Record + serde::de::DeserializeOwned + Default,
{
    files.iter().filter_map(|file| read_case(root, file, &subject(what, file), findings)).collect()
}

/// Markdown files: front matter between `---` lines, then the body.
fn documents(root: &Path, files: &[String], findings: &mut Vec<Finding>) -> Vec<(Case<Document>, String)> {
    let mut out = Vec::new();
    for file in files {
        let source = match source::read(root, file) {
            Ok(source) => source,
            Err(finding) => {
                findings.push(*finding);
                continue;
            }
        };
        let Some((front, body)) = front_matter(&source.text) else {
            findings.push(Finding::new("front-matter-missing", subject("公文", file), file));
            continue;
        };
        let front = SourceFile { path: file.clone(), text: front };
        out.push((parse(&front, &subject("公文", file)), body.to_owned()));
    }
    out
}

/// The folder of the village, township or county that a case's file belongs to, with its `/`.
pub fn case_folder(file: &str) -> &str {
    let own = file.rfind("/batches/").or_else(|| file.rfind("/households/")).or_else(|| file.rfind('/'));
    own.map_or("", |end| &file[..=end])
}

/// The folder in which the evidence of a case's file lies.
pub fn evidence_folder(file: &str) -> String {
    format!("{}evidence/", case_folder(file))
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
