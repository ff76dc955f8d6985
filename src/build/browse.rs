//! The restricted archive, `restricted/archive/`: what an archivist and an inspector browse. Entry points:
//! [`Desk::browse_village`], for a village while its cases are at hand, and [`Desk::browse_above`], for townships and the county.
//!
//! What a page shows is asked of the sources that there are: the build record, the findings, the register of archive numbers.

use std::collections::{BTreeMap, HashMap};
use std::sync::PoisonError;

use super::BuildError;
use super::compose::Desk;
use super::part::Part;
use super::record::{Entry, tally};
use super::survey;
use crate::outlets::archive::digest::copied;
use crate::outlets::search::{self, Portion, of_html};
use crate::outlets::site::pages::SearchPage;
use crate::outlets::site::{Artifact, Site, of_page};
use crate::outlets::site::restricted::{
    AreaPage, AreaRow, DocumentEntry, FindingEntry, FoundPage, HouseholdPage, HouseholdSection, Lacking, ListEntry, VolumeEntry, link,
};
use crate::papers::catalogue::{Kind, kinds};
use crate::papers::fonts::web::blocks_of;
use crate::papers::view::browse::{Grid, Pair, Timeline};
use crate::papers::view::from_case::{Seen, grid, household_entry, numbers_of, pairs, timeline};
use crate::records::case::{AreaExit, Batch, Case, Household, Problem, Record};
use crate::records::holdings::VillageCases;
use crate::records::source;
use crate::report::finding::{Finding, Level};
use crate::report::message::Lang;
use crate::rules::check::Context;
use crate::rules::check::verdict::{self, Outcome};
use crate::rules::regulation::RuleSet;
use crate::workspace::{Workspace, numbers};

/// Folder of the archive below the output.
const FOLDER: &str = "restricted/archive";

/// A page of households is closed when it holds so many bytes; no page reaches 500 KB.
const FULL: usize = 300_000;

/// Where what was numbered lies, by subject (`户 0301-001`).
#[derive(Default)]
pub(super) struct Shelf(HashMap<String, Vec<VolumeEntry>>);

impl Shelf {
    /// The register of archive numbers as it stands, and what is wrong with it.
    pub fn read(workspace: &Workspace) -> (Self, Vec<Finding>) {
        let given = match numbers::read(&workspace.root) {
            Ok((_, given)) => given.given,
            Err(findings) => return (Self::default(), findings),
        };
        let mut volumes: HashMap<String, Vec<(u32, VolumeEntry)>> = HashMap::new();
        for entry in given {
            let supplement = entry.supplement.value().map_or(0, |count| count.0);
            let of_subject = volumes.entry(entry.subject.text()).or_default();
            let place = of_subject.iter().position(|(known, _)| *known == supplement).unwrap_or_else(|| {
                of_subject.push((supplement, VolumeEntry::default()));
                of_subject.len() - 1
            });
            let volume = &mut of_subject[place].1;
            if entry.item.is_absent() {
                let supplementary = (supplement > 0).then(|| format!("补充卷{supplement}"));
                let standing = Some(entry.standing.text()).filter(|standing| !standing.is_empty());
                volume.number = entry.number.text();
                volume.note = supplementary.into_iter().chain(standing).collect::<Vec<_>>().join("，");
            } else {
                volume.items.push((entry.place.value().map_or(0, |place| place.0), entry.item.text()));
            }
        }
        let sorted = volumes.into_iter().map(|(subject, mut volumes)| {
            volumes.sort_by_key(|(supplement, _)| *supplement);
            volumes.iter_mut().for_each(|(_, volume)| volume.items.sort());
            (subject, volumes.into_iter().map(|(_, volume)| volume).collect())
        });
        (Self(sorted.collect()), Vec::new())
    }
}

/// What an overview says of a village.
pub(super) struct AreaLine {
    /// Place of its township.
    township: usize,
    row: AreaRow,
}

/// The documents of a page, and where links from it begin.
struct Shown<'a> {
    entries: Vec<&'a Entry>,
    /// From the page to the archive's root.
    root: &'static str,
}

impl Desk<'_> {
    /// Writes the pages of a village, and what a search finds there.
    pub(super) fn browse_village(&self, cases: &VillageCases, township: usize, entries: &[Entry]) -> Result<(AreaLine, Portion), BuildError> {
        let holdings = &self.workspace.holdings;
        let root = "../../";
        let folder = cases.village.file.rsplit('/').nth(1).unwrap_or_default();
        let record = &cases.village.record;
        let name = first([record.full_name.text(), record.name.text(), folder.to_owned()]);
        let home = &holdings.townships[township].record;
        let trail = vec![
            (self.county_name(), format!("{root}index.html")),
            (first([home.full_name.text(), home.name.text()]), format!("{root}townships/{}.html", link(&holdings.inventory.townships[township].code))),
        ];
        let stems: Vec<&str> = cases.households.iter().map(|case| stem(&case.file)).collect();
        let mut of_households: BTreeMap<&str, Vec<&Entry>> = stems.iter().map(|code| (*code, Vec::new())).collect();
        let mut own = Vec::new();
        for entry in entries {
            let subject = entry.subject.split('/').next().unwrap_or_default();
            match of_households.get_mut(subject) {
                Some(papers) => papers.push(entry),
                None => own.push(entry),
            }
        }
        let site = self.archive_site();
        let render = |template: &str, path: &str, view: &HouseholdSection| self.press.site_templates().restricted(&site, path, template, view).map_err(BuildError::Site);
        // Households first: where each stands decides where the village's page leads to.
        let trail_below: Vec<Pair> = trail.iter().cloned().chain([(name.clone(), "index.html".to_owned())]).collect();
        let mut pages: Vec<HouseholdPage> = Vec::new();
        let mut index = Vec::new();
        let mut where_to: BTreeMap<&str, (String, String)> = BTreeMap::new();
        let mut records = Vec::new();
        let mut findings = 0;
        for (case, code) in cases.households.iter().zip(&stems) {
            let papers = Shown { entries: of_households.remove(code).unwrap_or_default(), root };
            let section = self.household(case, cases, township, &papers);
            findings += self.survey.of_file(&case.file).iter().filter(|finding| finding.counts()).count();
            let html = String::from_utf8(render("restricted-household.html", "villages/x/x.html", &section)?.bytes).unwrap_or_default();
            if pages.last().is_none_or(|page| page.sections.len() + html.len() > FULL) {
                pages.push(HouseholdPage { title: name.clone(), trail: trail_below.clone(), as_of: self.as_of.to_string(), ..HouseholdPage::default() });
            }
            let number = pages.len();
            let label = format!("{code} {}", section.entry.head);
            let href = format!("households-{number}.html#{}", section.id);
            let mut fields = of_html(&html);
            fields.retain(|(_, text)| *text != label);
            if self.id_search {
                fields.extend(numbers_of(&case.record));
            }
            records.push(search::Record {
                page: format!("villages/{}/households-{number}.html", link(folder)),
                anchor: section.id.clone(),
                title: label.clone(),
                kind: format!("户，{name}"),
                fields,
                ..search::Record::default()
            });
            if let Some(page) = pages.last_mut() {
                page.sections.push_str(&html);
                page.contents.push((label.clone(), section.id.clone()));
            }
            index.push((label.clone(), href.clone(), section.entry.standing.clone()));
            where_to.insert(code, (label, href));
        }
        let count = pages.len();
        for (place, mut page) in pages.into_iter().enumerate() {
            let number = place + 1;
            page.title = if count == 1 { format!("{name}各户") } else { format!("{name}各户（第{number}页，共{count}页）") };
            if number > 1 {
                page.beside.push((format!("第{place}页"), format!("households-{place}.html")));
            }
            if number < count {
                page.beside.push((format!("第{}页", number + 1), format!("households-{}.html", number + 1)));
            }
            self.put_archived("restricted-households.html", &format!("villages/{folder}/households-{number}.html"), &page)?;
        }
        let exit_list = self.list_of(&record.exit);
        let (exit, rules) = (&record.exit, &self.regime.of_exit(&record.exit, exit_list.map(|case| &case.record)).rules);
        let of_exit = self.exit(exit, &cases.village.file, exit_list, rules, root);
        let lists = cases.batches.iter().map(|batch| self.list(batch, cases.put_up_in(batch).count(), root)).collect();
        let mut found: Vec<FindingEntry> = self.findings(&cases.village.file);
        found.extend(cases.batches.iter().flat_map(|batch| self.findings(&batch.file)));
        let own_findings = std::iter::once(&cases.village.file).chain(cases.batches.iter().map(|batch| &batch.file));
        findings += own_findings.flat_map(|file| self.survey.of_file(file)).filter(|finding| finding.counts()).count();
        let states = tally(entries);
        let page = AreaPage {
            level: "村",
            title: name.clone(),
            trail,
            as_of: self.as_of.to_string(),
            facts: facts(record, exit, [("户数", cases.households.len()), ("错误", findings)]),
            lists,
            households: index,
            lacking: self.lacking(entries, &|entry| {
                let subject = entry.subject.split('/').next().unwrap_or_default();
                where_to.get(subject).cloned().unwrap_or_else(|| (entry.subject.clone(), "#documents".to_owned()))
            }),
            documents: self.documents(&Shown { entries: own, root }),
            findings: found,
            problems: self.problems(|problem| problem.village.text() == folder),
            volumes: self.volumes(&format!("村 {folder}")),
            timeline: of_exit.clone(),
            ..AreaPage::default()
        };
        let written = self.put_archived("restricted-area.html", &format!("villages/{folder}/index.html"), &page)?;
        records.push(searched(&written, &name, "村"));
        let row = AreaRow {
            name,
            href: format!("villages/{}/index.html", link(folder)),
            standing: of_exit.map(|timeline| timeline.standing).unwrap_or_default(),
            households: cases.households.len(),
            ready: states.ready,
            blocked: states.blocked,
            not_yet: states.not_yet,
            missing: states.missing,
            findings,
        };
        let portion = Portion::of(format!("village-{folder}"), records, |shard| self.put(&format!("{FOLDER}/{}", shard.path), shard.text.as_bytes()))?;
        Ok((AreaLine { township, row }, portion))
    }

    /// Writes the pages of townships and the county, and the search over them and what it finds in the villages.
    pub(super) fn browse_above(&self, entries: &[Entry], villages: &[AreaLine], mut portions: Vec<Portion>) -> Result<(), BuildError> {
        let holdings = &self.workspace.holdings;
        let folders = &holdings.inventory.townships;
        let county = self.county_name();
        let township_of = |entry: &Entry| self.township_of(&entry.subject);
        let mut rows = Vec::new();
        let mut records = Vec::new();
        let wanted = |place: usize| self.part.is_none_or(|part| part.township == place);
        // Of a village alone, what is the township's own is not shown.
        let whole = self.part.is_none_or(Part::is_township);
        for (place, (files, case)) in folders.iter().zip(&holdings.townships).enumerate().filter(|(place, _)| wanted(*place)) {
            let root = "../";
            let (record, code) = (&case.record, &files.code);
            let name = first([record.full_name.text(), record.name.text(), code.clone()]);
            let own: Vec<&Entry> = entries.iter().filter(|entry| township_of(entry) == Some(place)).collect();
            let lists: Vec<&Case<Batch>> = holdings.batches.iter().filter(|case| whole && in_township(case, code)).collect();
            let below: Vec<AreaRow> = villages.iter().filter(|line| line.township == place).map(|line| AreaRow { href: format!("{root}{}", line.row.href), ..line.row.clone() }).collect();
            let exit_list = self.list_of(&record.exit);
            let rules = &self.regime.of_exit(&record.exit, exit_list.map(|case| &case.record)).rules;
            let of_exit = self.exit(&record.exit, &case.file, exit_list, rules, root).filter(|_| whole);
            let files_of = whole.then_some(&case.file).into_iter().chain(lists.iter().map(|list| &list.file));
            let errors = files_of.clone().flat_map(|file| self.survey.of_file(file)).filter(|finding| finding.counts()).count();
            let mut row = sum(&below);
            let states = own.iter().map(|entry| tally(std::slice::from_ref(*entry)));
            for state in states {
                row.ready += state.ready;
                row.blocked += state.blocked;
                row.not_yet += state.not_yet;
                row.missing += state.missing;
            }
            row.findings += errors;
            row.name.clone_from(&name);
            row.href = format!("townships/{}.html", link(code));
            row.standing = of_exit.as_ref().map(|timeline| timeline.standing.clone()).unwrap_or_default();
            let page = AreaPage {
                level: "乡镇",
                title: name,
                trail: vec![(county.clone(), format!("{root}index.html"))],
                as_of: self.as_of.to_string(),
                facts: if whole { facts(record, &record.exit, [("村数", below.len()), ("户数", row.households)]) } else { Vec::new() },
                timeline: of_exit,
                lists: lists.iter().map(|list| self.list(list, self.survey.register.villages_in(&list.record.code.text()).count(), root)).collect(),
                below,
                lacking: self.lacking(own.iter().copied(), &own_place),
                documents: self.documents(&Shown { entries: own, root }),
                findings: files_of.flat_map(|file| self.findings(file)).collect(),
                volumes: if whole { self.volumes(&format!("乡镇 {code}")) } else { Vec::new() },
                ..AreaPage::default()
            };
            let written = self.put_archived("restricted-area.html", &format!("townships/{code}.html"), &page)?;
            records.push(searched(&written, &row.name, "乡镇"));
            rows.push(row);
        }
        let record = &holdings.county.record;
        let own: Vec<&Entry> = entries.iter().filter(|entry| township_of(entry).is_none()).collect();
        let lists: Vec<&Case<Batch>> = holdings.batches.iter().filter(|case| !case.file.starts_with("content/townships/")).collect();
        let found = self.survey.findings.iter().filter(|finding| !finding.file.starts_with("content/townships/"));
        let total = sum(&rows);
        let way = AreaPage { level: holdings.office(), title: county, as_of: self.as_of.to_string(), ..AreaPage::default() };
        // Of one place alone, the county's page is only the way to it.
        let page = match self.part {
            Some(_) => AreaPage { below: rows, ..way },
            None => AreaPage {
                facts: facts(record, &record.exit, [("乡镇数", rows.len()), ("村数", villages.len()), ("户数", total.households), ("缺的文书", total.missing), ("有错误未做的文书", total.blocked), ("错误", total.findings)]),
                timeline: self.exit(&record.exit, &holdings.county.file, None, &self.regime.of_exit(&record.exit, None).rules, ""),
                lists: lists.iter().map(|list| self.list(list, self.survey.register.villages_in(&list.record.code.text()).count(), "")).collect(),
                below: rows,
                lacking: self.lacking(own.iter().copied(), &own_place),
                documents: self.documents(&Shown { entries: own, root: "" }),
                findings: found.map(finding).collect(),
                problems: self.problems(|_| true),
                volumes: self.volumes(&format!("县 {}", record.code.text())),
                ..way
            },
        };
        let written = self.put_archived("restricted-area.html", "index.html", &page)?;
        records.push(searched(&written, &page.title, page.level));
        let put = |shard: search::Shard| self.put(&format!("{FOLDER}/{}", shard.path), shard.text.as_bytes());
        portions.push(Portion::of("county".to_owned(), records, put)?);
        search::write(portions, put)?;
        for asset in self.press.site_templates().archive_assets() {
            self.put(&format!("{FOLDER}/{}", asset.path), &asset.bytes)?;
        }
        let rare = self.archived_rare.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let trail = vec![(page.title, "index.html".to_owned())];
        self.put_archived("restricted-search.html", "search.html", &FoundPage { title: "搜索", trail, as_of: page.as_of, ids: self.id_search, search: SearchPage::of(&rare) })?;
        self.rare_characters(rare, &format!("{FOLDER}/assets"))
    }

    /// A paper above the villages is the township's whose exit or list it is of, else the county's.
    pub(super) fn township_of(&self, subject: &str) -> Option<usize> {
        let holdings = &self.workspace.holdings;
        let subject = subject.split('/').next().unwrap_or_default();
        let list = holdings.batches.iter().find(|case| stem(&case.file) == subject);
        holdings.inventory.townships.iter().position(|files| files.code == subject || list.is_some_and(|case| in_township(case, &files.code)))
    }

    /// Everything that is known of a household.
    fn household(&self, case: &Case<Household>, cases: &VillageCases, township: usize, papers: &Shown<'_>) -> HouseholdSection {
        let batch = cases.batch_of(&case.record.exit);
        let rules = &self.regime.of_household(&case.record.exit, batch.map(|batch| &batch.record)).rules;
        let files = |file: &str| self.file(file, papers.root);
        let seen = Seen { rules, calendar: &self.workspace.working_days, as_of: self.as_of, files: &files };
        let code = stem(&case.file);
        let entry = household_entry(&case.record, &case.file, batch.map(|batch| (&batch.record, batch.file.as_str())), &seen);
        let verdicts = survey::context(self.workspace, Some(township), self.as_of).map(|context| verdicts(case, batch, &context));
        HouseholdSection {
            id: format!("h-{}", code.replace(|character: char| !character.is_ascii_alphanumeric() && character != '-', "_")),
            entry,
            verdicts: verdicts.filter(|grid| !grid.rows.is_empty()),
            documents: self.documents(papers),
            findings: self.findings(&case.file),
            volumes: self.volumes(&format!("户 {code}")),
        }
    }

    /// The exit of an area; `None` where it does not exit.
    fn exit(&self, exit: &AreaExit, file: &str, list: Option<&Case<Batch>>, rules: &RuleSet, root: &str) -> Option<Timeline> {
        if exit.procedure.is_absent() && exit.steps.is_empty() {
            return None;
        }
        let files = |file: &str| self.file(file, root);
        let seen = Seen { rules, calendar: &self.workspace.working_days, as_of: self.as_of, files: &files };
        let shared = list.map(|case| (case.record.steps.as_slice(), case.file.as_str()));
        Some(timeline(rules.procedure(&exit.procedure.text()), (&exit.steps, file), shared, None, &seen))
    }

    /// A list with its steps and how many it puts up.
    fn list(&self, case: &Case<Batch>, put_up: usize, root: &str) -> ListEntry {
        let rules = &self.regime.of_batch(&case.record).rules;
        let files = |file: &str| self.file(file, root);
        let seen = Seen { rules, calendar: &self.workspace.working_days, as_of: self.as_of, files: &files };
        let mut facts = pairs(&case.record, &["批次", "程序"]);
        facts.push(("列入".to_owned(), put_up.to_string()));
        // Steps that each household takes by itself stand with the household.
        let mut course = timeline(rules.procedure(&case.record.procedure.text()), (&case.record.steps, &case.file), None, None, &seen);
        course.steps.retain(|step| step.level != "户" || step.class == "done");
        course.standing = match course.steps.iter().find(|step| step.class == "next" || step.class == "open") {
            Some(step) => format!("待办“{}”", step.name),
            None => "名单各步都已办完".to_owned(),
        };
        ListEntry { code: stem(&case.file).to_owned(), facts, timeline: course }
    }

    fn list_of(&self, exit: &AreaExit) -> Option<&Case<Batch>> {
        let code = exit.batch.value()?;
        self.workspace.holdings.batches.iter().find(|case| case.record.code.value() == Some(code))
    }

    /// What is missing or held up, with the subjects that it is missing of.
    fn lacking<'a>(&self, entries: impl IntoIterator<Item = &'a Entry>, place: &dyn Fn(&Entry) -> Pair) -> Vec<Lacking> {
        let mut groups: BTreeMap<(bool, &'static str, String), Vec<Pair>> = BTreeMap::new();
        for entry in entries {
            let (state, reason) = entry.standing();
            if matches!(state, "Missing" | "Blocked") {
                groups.entry((state == "Blocked", entry.kind, reason.unwrap_or_default())).or_default().push(place(entry));
            }
        }
        let lack = |((blocked, kind, reason), subjects): ((bool, &'static str, String), Vec<Pair>)| {
            let (_, word, class) = state_words(if blocked { "Blocked" } else { "Missing" });
            Lacking { state: word, class, title: self.title(kind), reason: because(blocked, &reason), subjects }
        };
        groups.into_iter().map(lack).collect()
    }

    fn documents(&self, shown: &Shown<'_>) -> Vec<DocumentEntry> {
        let document = |entry: &&Entry| {
            let (state, reason) = entry.standing();
            let (blocked, word, class) = state_words(state);
            let label = |path: &str| if path.ends_with(".html") { "网页".to_owned() } else { path.rsplit('.').next().unwrap_or_default().to_uppercase() };
            let mut links: Vec<Pair> = entry.paths().map(|path| (label(path), format!("{}../../{}", shown.root, link(path)))).collect();
            let scan = entry.scan().and_then(|file| self.file(file, shown.root));
            let mut digest = entry.digest.clone().unwrap_or_default();
            if let Some((href, sum)) = scan {
                links.push(("原件扫描".to_owned(), href));
                digest = format!("sha256:{sum}");
            }
            DocumentEntry { title: self.title(entry.kind), subject: entry.subject.clone(), state: word, class, reason: because(blocked, &reason.unwrap_or_default()), links, digest }
        };
        shown.entries.iter().map(document).collect()
    }

    /// What a template calls its documents.
    fn title(&self, id: &str) -> String {
        kinds().find(|kind: &&'static Kind| kind.id == id).map_or_else(|| id.to_owned(), |kind| self.press.label(kind))
    }

    fn findings(&self, file: &str) -> Vec<FindingEntry> {
        self.survey.of_file(file).iter().map(finding).collect()
    }

    fn problems(&self, about: impl Fn(&Problem) -> bool) -> Option<Grid> {
        let lists = self.workspace.holdings.problems.iter().flat_map(|case| &case.record.problems);
        let rows: Vec<&dyn Record> = lists.filter(|problem| about(problem)).map(|problem| problem as &dyn Record).collect();
        grid("审计、检查发现的问题", &rows, &[])
    }

    /// The volumes of a subject, their items under the documents' titles.
    fn volumes(&self, subject: &str) -> Vec<VolumeEntry> {
        let named = |item: &String| match item.split_once(' ') {
            Some(("household-forms", _)) => "户表单（合订）".to_owned(),
            Some((kind, of)) => format!("{} {of}", self.title(kind)),
            None => item.clone(),
        };
        let volumes = self.shelf.0.get(subject).into_iter().flatten();
        volumes.map(|volume| VolumeEntry { items: volume.items.iter().map(|(place, item)| (*place, named(item))).collect(), ..volume.clone() }).collect()
    }

    /// Puts a file of the workspace into the archive, bytes kept, and links to it. What lies outside of the workspace is not there.
    fn file(&self, file: &str, root: &str) -> Option<(String, String)> {
        let below = file.strip_prefix("content/")?;
        if below.contains(['\\', ':']) || below.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return None;
        }
        let path = self.workspace.root.join(file);
        if source::leads_outside(&self.workspace.root, file) {
            return None;
        }
        let from = std::fs::File::open(path).ok()?;
        // A copy that cannot be written is no copy: the page then says that the paper is not there.
        let digest = copied(from, self.staging.create(&format!("{FOLDER}/files/{below}")).ok()?).ok()?;
        Some((format!("{root}files/{}", link(below)), digest))
    }

    fn put_archived(&self, template: &str, path: &str, view: &impl serde::Serialize) -> Result<Artifact, BuildError> {
        let artifact = self.press.site_templates().restricted(&self.archive_site(), path, template, view).map_err(BuildError::Site)?;
        // A thread that broke while it held the lock has left a whole set behind: it is added to, never changed.
        self.archived_rare.lock().unwrap_or_else(PoisonError::into_inner).extend(blocks_of(&String::from_utf8_lossy(&artifact.bytes)));
        self.put(&format!("{FOLDER}/{}", artifact.path), &artifact.bytes)?;
        Ok(artifact)
    }

    fn county_name(&self) -> String {
        let record = &self.workspace.holdings.county.record;
        first([record.full_name.text(), record.name.text(), record.code.text()])
    }

    /// What all pages of the archive say: it is no site of the web.
    fn archive_site(&self) -> Site {
        Site { name: format!("{}脱贫退出档案", self.county_name()), domain: None, id_code: None, icp: None, ..self.press.site().clone() }
    }
}

/// What a search finds of an area's page.
fn searched(page: &Artifact, name: &str, level: &str) -> search::Record {
    let record = of_page(page, name, level);
    search::Record { page: link(&record.page), ..record }
}

/// How each rule stands that concerns the household.
fn verdicts(case: &Case<Household>, batch: Option<&Case<Batch>>, context: &Context<'_>) -> Grid {
    let judgement = verdict::household(case, batch.map(|batch| &batch.record), context);
    let mut rows = Vec::new();
    for judged in judgement.rules.iter().filter(|judged| judged.rule.subject.text() == "户") {
        let outcome = match judged.outcome {
            Outcome::Met => "符合",
            Outcome::Unmet => "不符合",
            Outcome::Unknown => "缺数据",
            Outcome::NotApplicable => continue,
        };
        let law = judged.set.cite(&judged.rule.law).map(|(document, paragraph)| format!("{document}{paragraph}")).unwrap_or_default();
        let asks = first([judged.rule.asks.text(), judged.rule.rule.text()]);
        rows.push(vec![asks, outcome.to_owned(), law]);
    }
    Grid { name: "逐条核对".to_owned(), head: ["要求", "结论", "依据"].map(str::to_owned).to_vec(), rows, wide: false }
}

/// A document above the villages stands on the page that names it.
fn own_place(entry: &Entry) -> Pair {
    (entry.subject.clone(), "#documents".to_owned())
}

/// Single values of an area and of its exit, and counts.
fn facts<const N: usize>(record: &dyn Record, exit: &AreaExit, counts: [(&str, usize); N]) -> Vec<Pair> {
    let mut facts: Vec<Pair> = counts.into_iter().map(|(name, count)| (name.to_owned(), count.to_string())).collect();
    facts.extend(pairs(record, &["样例", "网站名称", "域名"]));
    facts.extend(pairs(exit, &[]));
    facts
}

/// A state of the build record: whether errors hold the document up, its word, its word for the style sheet.
fn state_words(state: &str) -> (bool, &'static str, &'static str) {
    match state {
        "Ready" => (false, "已做成", "ready"),
        "Held" => (false, "有原件", "held"),
        "Blocked" => (true, "有错误未做", "blocked"),
        "NotYet" => (false, "时候未到", "not-yet"),
        _ => (false, "缺", "missing"),
    }
}

fn because(blocked: bool, reason: &str) -> String {
    if blocked { format!("先改这些错误：{reason}") } else { reason.to_owned() }
}

fn finding(finding: &Finding) -> FindingEntry {
    let (level, class) = match (&finding.acknowledged, finding.level) {
        (Some(_), _) => ("已核", "known"),
        (None, Level::Error) => ("错误", "error"),
        (None, Level::Warning) => ("提醒", "warning"),
        (None, Level::Note) => ("说明", "note"),
    };
    let line = if finding.line > 0 { format!("第{}行第{}列", finding.line, finding.column) } else { String::new() };
    FindingEntry {
        level,
        class,
        rule: finding.rule.clone(),
        message: finding.message(Lang::Zh),
        hint: finding.hint(Lang::Zh),
        law: finding.law.as_ref().map(|law| format!("{}{}", law.document, law.paragraph)).unwrap_or_default(),
        place: [finding.subject.clone(), finding.file.clone(), line, finding.path_text()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "),
        acknowledged: finding.acknowledged.as_ref().map(|known| format!("{}（{} {}）", known.reason, known.by, known.date)).unwrap_or_default(),
    }
}

fn sum(rows: &[AreaRow]) -> AreaRow {
    let mut all = AreaRow::default();
    for row in rows {
        all.households += row.households;
        all.ready += row.ready;
        all.blocked += row.blocked;
        all.not_yet += row.not_yet;
        all.missing += row.missing;
        all.findings += row.findings;
    }
    all
}

fn first<const N: usize>(names: [String; N]) -> String {
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
}

/// Whether a list lies in the folder of a township.
fn in_township(list: &Case<Batch>, code: &str) -> bool {
    list.file.starts_with(&format!("content/townships/{code}/"))
}

/// File name without folder and ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
