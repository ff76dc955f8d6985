//! What the restricted archive's pages show besides the cases. Entry points: [`AreaPage`], [`HouseholdPage`], [`HouseholdSection`], [`FoundPage`].
//!
//! The pages stand below `output/restricted/archive/`, never in the web tree; they share base, style and engine with the public site.

use serde::Serialize;

use super::pages::SearchPage;
use crate::papers::view::browse::{Grid, HouseholdEntry, Pair, Timeline};

/// A county, township or village.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AreaPage {
    /// 县, 乡镇 or 村.
    pub level: &'static str,
    /// Name.
    pub title: String,
    /// Pages above: name, link.
    pub trail: Vec<Pair>,
    /// ISO day; what lies later has not happened.
    pub as_of: String,
    /// Counts and what the file says in single values.
    pub facts: Vec<Pair>,
    /// Its own exit.
    pub timeline: Option<Timeline>,
    /// Lists that it puts up.
    pub lists: Vec<ListEntry>,
    /// Areas below.
    pub below: Vec<AreaRow>,
    /// Households of a village: label, link, where each stands.
    pub households: Vec<(String, String, String)>,
    /// What is missing, by name.
    pub lacking: Vec<Lacking>,
    /// Its own documents.
    pub documents: Vec<DocumentEntry>,
    /// What the checks found in its own files.
    pub findings: Vec<FindingEntry>,
    /// Problems that audits found.
    pub problems: Option<Grid>,
    /// Where it lies in the archive.
    pub volumes: Vec<VolumeEntry>,
}

/// A list with its steps.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ListEntry {
    /// Code.
    pub code: String,
    /// Single values.
    pub facts: Vec<Pair>,
    /// Its steps.
    pub timeline: Timeline,
}

/// An area below, in the table of the area above.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AreaRow {
    /// Name.
    pub name: String,
    /// Link; none where this archive does not hold it.
    pub href: String,
    /// How far its own exit has come.
    pub standing: String,
    /// Households.
    pub households: usize,
    /// Documents that are made or held.
    pub ready: usize,
    /// Documents that errors hold up.
    pub blocked: usize,
    /// Documents whose time has not come.
    pub not_yet: usize,
    /// Documents that are missing.
    pub missing: usize,
    /// Findings that count.
    pub findings: usize,
}

/// Documents of one title that are not there for one reason, with the subjects that lack them.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Lacking {
    /// 缺 or 有错误未做.
    pub state: &'static str,
    /// Word for the style sheet.
    pub class: &'static str,
    /// Title.
    pub title: String,
    /// Why.
    pub reason: String,
    /// Subject, link.
    pub subjects: Vec<Pair>,
}

/// A document that is expected.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DocumentEntry {
    /// Title.
    pub title: String,
    /// Code of its subject.
    pub subject: String,
    /// State in words.
    pub state: &'static str,
    /// Word for the style sheet: ready, held, blocked, not-yet, missing.
    pub class: &'static str,
    /// Why it is not there.
    pub reason: String,
    /// Label, link.
    pub links: Vec<Pair>,
    /// SHA-256 of the file.
    pub digest: String,
}

/// What a check found.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FindingEntry {
    /// 错误, 提醒, 说明; 已核 where the office stands by it.
    pub level: &'static str,
    /// Word for the style sheet.
    pub class: &'static str,
    /// Rule.
    pub rule: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// Document and paragraph.
    pub law: String,
    /// File, line, column, way into the file.
    pub place: String,
    /// Why the office stands by it.
    pub acknowledged: String,
}

/// A volume of the archive.
#[derive(Debug, Clone, Default, Serialize)]
pub struct VolumeEntry {
    /// Number.
    pub number: String,
    /// 补充卷 and its number, and whether it is closed.
    pub note: String,
    /// Its items in their places.
    pub items: Vec<(u32, String)>,
}

/// A household with what is known of its papers.
#[derive(Debug, Clone, Default, Serialize)]
pub struct HouseholdSection {
    /// Id within the page.
    pub id: String,
    /// What its file holds.
    pub entry: HouseholdEntry,
    /// How each rule stands: what it asks, verdict, article.
    pub verdicts: Option<Grid>,
    /// Its documents.
    pub documents: Vec<DocumentEntry>,
    /// What the checks found in its file.
    pub findings: Vec<FindingEntry>,
    /// Where it lies in the archive.
    pub volumes: Vec<VolumeEntry>,
}

/// A page of households.
#[derive(Debug, Clone, Default, Serialize)]
pub struct HouseholdPage {
    /// Title.
    pub title: String,
    /// Pages above: name, link.
    pub trail: Vec<Pair>,
    /// ISO day.
    pub as_of: String,
    /// Label and id of each household.
    pub contents: Vec<Pair>,
    /// The households, one after the other, ready as HTML.
    pub sections: String,
    /// Pages before and after: name, link.
    pub beside: Vec<Pair>,
}

/// The page that shows what was found.
#[derive(Serialize)]
pub struct FoundPage {
    /// Title.
    pub title: &'static str,
    /// Pages above: name, link.
    pub trail: Vec<Pair>,
    /// ISO day.
    pub as_of: String,
    /// Numbers and telephones of persons can be searched for.
    pub ids: bool,
    /// What it needs to show what is found.
    pub search: SearchPage,
}

/// A path as a link: what is no plain character of an address is percent-encoded.
pub fn link(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.~#".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
