//! The second pass: every expected document that is ready, made and written. Its entry point is [`compose`].
//!
//! A village is loaded, its documents are written, and it is dropped; what remains of a document is its line in the build record, which is
//! written at once, and, of a page of the site, its head for the index.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::browse::{AreaLine, Shelf};
use super::draw::{Drawn, Paper as Sheet, Scene, Study};
use super::faults::{once_for_each_place, too_wide};
use super::frozen::{Freeze, Frozen, Standing};
use super::look::Look;
use super::part::Part;
use super::press::Printed;
use super::preview::Wanted;
use super::record::{Entry, Record as BuildRecord, Tally, lines, tally};
use super::site::{Draft, area_of};
use super::Progress;
use crate::outlets::search::{Portion, Record};
use crate::outlets::site::pages::Area;
use crate::outlets::site::{Article, Links};
use crate::papers::catalogue::{self, Audience, Expected, Make, Source, State};
use crate::papers::layout::Paper;
use crate::papers::view::from_case::{Dossier, Dwelling};
use crate::records::case::Township;
use crate::records::holdings::VillageCases;
use crate::report::finding::Finding;
use crate::workspace::staging::Staging;

use super::BuildError;

/// What the second pass leaves behind.
#[derive(Default)]
pub(super) struct Outcome {
    /// Documents above the villages, and those of villages where they are still needed: [`Desk::keeps_entries`].
    pub entries: Vec<Entry>,
    /// The lines of the build record that are not written yet.
    lines: Vec<u8>,
    /// How many documents are in which state.
    pub tally: Tally,
    /// Paths of public documents, as [`Entry::place`] has them.
    pub places: BTreeSet<String>,
    /// Articles that wait until all of their case are there.
    pub drafts: Vec<Draft>,
    /// The heads of those that are written.
    pub articles: Vec<Article>,
    /// What a search finds of them.
    pub records: Vec<Record>,
    /// Villages with the place of their township, for their pages.
    pub villages: Vec<(usize, Area)>,
    /// What the archive's overviews say of each village.
    pub overviews: Vec<AreaLine>,
    /// What a search of the archive finds in each village.
    pub searched: Vec<Portion>,
    pub findings: Vec<Finding>,
    /// The sheets of each year's plans: file name, bytes.
    pub plans: BTreeMap<u32, Vec<(String, Vec<u8>)>>,
}

impl Outcome {
    fn extend(&mut self, other: Self) {
        self.entries.extend(other.entries);
        self.tally += other.tally;
        self.places.extend(other.places);
        self.articles.extend(other.articles);
        self.records.extend(other.records);
        self.villages.extend(other.villages);
        self.overviews.extend(other.overviews);
        self.searched.extend(other.searched);
        self.findings.extend(other.findings);
        for (year, sheets) in other.plans {
            self.plans.entry(year).or_default().extend(sheets);
        }
    }

    /// What remains of the documents: their lines, how many there are, where the public ones stand.
    fn note(&mut self) {
        self.entries.sort_by(|a, b| (&a.kind, &a.subject).cmp(&(&b.kind, &b.subject)));
        self.lines = lines(&self.entries);
        self.tally = tally(&self.entries);
        self.places = self.entries.iter().filter(|entry| !entry.place.is_empty()).map(|entry| entry.place.clone()).collect();
    }
}

/// The outcomes of the villages, put together in their order however they come in.
struct Gathering {
    all: Outcome,
    record: Option<BuildRecord>,
    /// The village that is next.
    next: usize,
    /// Those that came before their turn.
    early: BTreeMap<usize, Outcome>,
}

impl Gathering {
    fn enter(&mut self, place: usize, outcome: Outcome) -> Result<(), BuildError> {
        self.early.insert(place, outcome);
        while let Some(outcome) = self.early.remove(&self.next) {
            self.write(&outcome.lines)?;
            self.all.extend(outcome);
            self.next += 1;
        }
        Ok(())
    }

    fn write(&mut self, lines: &[u8]) -> Result<(), BuildError> {
        self.record.as_mut().map_or(Ok(()), |record| record.add(lines)).map_err(unwritten)
    }
}

/// Path of the build record below the output.
const RECORD: &str = "restricted/build.json";

fn unwritten(error: std::io::Error) -> BuildError {
    BuildError::Write(RECORD.to_owned(), error)
}

/// What all documents share.
pub(super) struct Desk<'a> {
    /// What they are drawn from.
    pub study: Study<'a>,
    /// The register of archive numbers.
    pub shelf: &'a Shelf,
    /// Blocks of rare characters that pages of the archive show.
    pub archived_rare: &'a Mutex<BTreeSet<u32>>,
    pub staging: &'a Staging,
    pub paper: Paper,
    /// Numbers and telephones of persons can be searched for in the archive.
    pub id_search: bool,
    /// Papers that stand on no page of the web are not made.
    pub pages_only: bool,
    /// What looks at public files; nothing where none is made to be put up.
    pub look: Option<&'a Look>,
    /// The documents of villages are needed after their villages are dropped.
    pub keeps_entries: bool,
    /// What the site refers to.
    pub links: &'a Mutex<Links>,
    /// Only these documents are made.
    pub only: Option<&'a Wanted>,
    /// Only what belongs to this place is made, and nothing for the web.
    pub part: Option<&'a Part>,
    /// What was published.
    pub frozen: &'a Frozen,
    /// What is to be published.
    pub freeze: Option<&'a Freeze>,
}

impl<'a> std::ops::Deref for Desk<'a> {
    type Target = Study<'a>;

    fn deref(&self) -> &Study<'a> {
        &self.study
    }
}

/// Makes and writes everything that is ready.
pub(super) fn compose(desk: &Desk<'_>, progress: &dyn Progress) -> Result<Outcome, BuildError> {
    let villages = desk.workspace.holdings.inventory.villages();
    let villages: Vec<_> = villages.filter(|(township, files)| desk.part.is_none_or(|part| part.holds(*township, files))).collect();
    let mut all = desk.county()?;
    all.extend(desk.prefecture()?);
    all.note();
    let above = all.entries.len();
    progress.begin("progress.compose", villages.len() as u64);
    let whole = desk.only.is_none() && desk.part.is_none();
    let record = || BuildRecord::begin(desk.staging.create(RECORD)?, desk.press.fonts(), desk.as_of);
    let mut gathering = Gathering { all, record: whole.then(record).transpose().map_err(unwritten)?, next: 0, early: BTreeMap::new() };
    let of_offices = std::mem::take(&mut gathering.all.lines);
    gathering.write(&of_offices)?;
    let gathering = Mutex::new(gathering);
    // One after the other as threads become free, so that few outcomes have to wait for their turn.
    villages.iter().enumerate().par_bridge().try_for_each(|(place, (township, files))| {
        let cases = VillageCases::load(&desk.workspace.root, files);
        let outcome = desk.village(&cases, *township)?;
        progress.step();
        gathering.lock().unwrap_or_else(PoisonError::into_inner).enter(place, outcome)
    })?;
    progress.end();
    let Gathering { mut all, record, .. } = gathering.into_inner().unwrap_or_else(PoisonError::into_inner);
    record.map_or(Ok(()), BuildRecord::end).map_err(unwritten)?;
    if desk.only.is_none() {
        let searched = std::mem::take(&mut all.searched);
        desk.browse_above(&all.entries[..above], &all.overviews, searched)?;
        if desk.part.is_none() {
            desk.left_over(&mut all)?;
        }
    }
    once_for_each_place(&mut all.findings);
    all.entries.sort_by(|a, b| (&a.kind, &a.subject).cmp(&(&b.kind, &b.subject)));
    all.articles.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(all)
}

impl Desk<'_> {
    /// Of what is expected, what is asked for.
    pub(super) fn asked<'e>(&self, mut expected: Vec<Expected<'e>>) -> Vec<Expected<'e>> {
        if let Some(only) = self.only {
            expected.retain(|expected| only.is(expected, &self.press.label(expected.kind)));
        }
        expected
    }

    fn village(&self, cases: &VillageCases, township: usize) -> Result<Outcome, BuildError> {
        let holdings = &self.workspace.holdings;
        let mut outcome = Outcome::default();
        let home = &holdings.townships[township];
        let watch = self.watch_over(cases, home);
        outcome.villages.push((township, area_of(&cases.village)));
        let code = &holdings.inventory.townships[township].code;
        let expected = self.asked(self.expect(|frame| catalogue::of_village(cases, code, frame)));
        let (mut forms, papers): (Vec<_>, Vec<_>) = expected.into_iter().partition(|expected| matches!(expected.source, Source::Household(_)));
        let scene = Scene { cases: Some((cases, home)), ..Scene::of(&watch) };
        for expected in papers {
            self.one(&expected, &mut outcome, &scene)?;
        }
        self.publish(&mut outcome, &watch)?;
        forms.sort_by(|one, other| one.path.cmp(&other.path));
        for of_household in forms.chunk_by(|one, other| one.path == other.path) {
            self.forms(of_household, cases, &home.record, &mut outcome)?;
        }
        if self.only.is_none() {
            let (overview, searched) = self.browse_village(cases, township, &outcome.entries)?;
            outcome.overviews.push(overview);
            outcome.searched.push(searched);
        }
        outcome.note();
        if !self.keeps_entries {
            outcome.entries = Vec::new();
        }
        Ok(outcome)
    }

    /// The forms of one household that stand in one file.
    fn forms(&self, expected: &[Expected<'_>], cases: &VillageCases, township: &Township, outcome: &mut Outcome) -> Result<(), BuildError> {
        let Some((first, Source::Household(case))) = expected.first().map(|first| (first, first.source)) else { return Ok(()) };
        if self.pages_only {
            outcome.entries.extend(expected.iter().map(Entry::of));
            return Ok(());
        }
        let batch = cases.batch_of(&case.record.exit).map(|case| &case.record);
        let dossier = Dossier::new(&Dwelling {
            household: &case.record,
            batch,
            village: &cases.village.record,
            township,
            county: &self.workspace.holdings.county.record,
            rules: &self.regime.of_household(&case.record.exit, batch).rules,
            as_of: self.as_of,
        });
        let mut entries: Vec<Entry> = expected.iter().map(Entry::of).collect();
        let mut documents = Vec::with_capacity(expected.len());
        for (place, expected) in expected.iter().enumerate().filter(|(_, expected)| expected.state == State::Ready) {
            let Make::Form(form) = expected.kind.make else { continue };
            let made = dossier.made(&form.signing);
            let document = self.press.compose(expected, &made.view, made.parts, made.date, &made.issuer)?;
            documents.push((place, expected.kind, document));
        }
        let places: Vec<usize> = documents.iter().map(|(place, ..)| *place).collect();
        let (title, date, issuer) = dossier.file();
        match self.press.bind(documents.into_iter().map(|(_, kind, document)| (kind, document)).collect(), title, date, issuer)? {
            Printed::Pdf { bytes, pages, faces, article, .. } => {
                let path = format!("{}.pdf", first.path);
                self.put(&path, &bytes)?;
                if let Some(article) = article {
                    self.put(&format!("restricted/articles/{path}.html"), article.as_bytes())?;
                }
                for place in places {
                    entries[place].made(path.clone(), Some(pages), &bytes, faces.clone());
                }
            }
            Printed::NoGlyph(missing) => {
                outcome.findings.extend(missing.iter().map(|glyph| self.no_glyph(first, glyph)));
                for place in places {
                    entries[place].blocked("glyph-missing");
                }
            }
            Printed::TooWide(tables) => {
                outcome.findings.extend(tables.iter().map(|table| too_wide(first, table)));
                for place in places {
                    entries[place].blocked("table-too-wide");
                }
            }
        }
        outcome.entries.extend(entries);
        Ok(())
    }

    /// Writes a file of the output.
    pub(super) fn put(&self, path: &str, bytes: &[u8]) -> Result<(), BuildError> {
        if let Some(file) = path.strip_prefix("web/site/") {
            self.links().file(file);
        }
        if let Some(look) = self.look {
            look.at_file(path, bytes);
        }
        self.staging.write(path, bytes).map_err(|error| BuildError::Write(path.to_owned(), error))
    }

    /// Makes one document if it is ready, writes it, and enters it in the record either way.
    pub(super) fn one(&self, expected: &Expected<'_>, outcome: &mut Outcome, scene: &Scene<'_>) -> Result<(), BuildError> {
        let mut entry = Entry::of(expected);
        let standing = self.standing(expected);
        let mut stands = false;
        if expected.state == State::Ready && (!self.pages_only || expected.kind.audience == Audience::Web) {
            match self.draw(expected, scene, !self.without_names(expected)) {
                // A fault in a text that people wrote is theirs alone; one in a template stops the work.
                Err(BuildError::Template(error)) if expected.inputs.contains(&error.template) => {
                    outcome.findings.push(self.body_fault(expected, &error));
                    entry.blocked("body-fault");
                }
                Err(error) => return Err(error),
                Ok(None) => entry.missing("reason.no-view"),
                Ok(Some(Drawn::Leaks(leak))) => {
                    let file = expected.inputs.get(1).or(expected.inputs.first()).cloned().unwrap_or_default();
                    outcome.findings.push(Finding::new("private-value-in-public", &expected.subject, file).arg("what", leak.name()));
                    entry.blocked("private-value-in-public");
                }
                Ok(Some(Drawn::Paper(sheet))) => stands = self.enter(expected, *sheet, standing.as_ref(), (&mut entry, outcome))?,
            }
        }
        if let Some(standing) = standing.filter(|_| !stands) {
            self.stand_unmade(expected, &standing, &mut entry, outcome)?;
        }
        outcome.entries.push(entry);
        Ok(())
    }

    /// Prints what was drawn, writes and enters it; of what was published, what stands. Whether anything is in its place then.
    fn enter(&self, expected: &Expected<'_>, mut sheet: Sheet, standing: Option<&Standing<'_>>, (entry, outcome): (&mut Entry, &mut Outcome)) -> Result<bool, BuildError> {
        let of_board = expected.kind.audience == Audience::Board;
        let path = format!("{}{}.pdf", expected.path, if of_board && self.paper == Paper::A3 { "-a3" } else { "" });
        let freezes = self.freezes(expected, standing);
        if let Some(standing) = standing {
            self.dated_as_published(&mut sheet, standing);
            let changed = self.changed(expected, &sheet, standing);
            let anew = if freezes { changed.is_some() } else { changed.is_none() && standing.is_on_other_paper(&path) };
            if !anew {
                outcome.findings.extend(changed);
                self.stand(&expected.path, standing, Some(entry), outcome)?;
                // What is counted of a plan goes on after the plan was published.
                let progress = sheet.article.filter(|_| !standing.is_withdrawn()).map(|article| (article.path, article.progress));
                if let Some((path, progress)) = progress {
                    outcome.drafts.iter_mut().filter(|draft| draft.article.path == path).for_each(|draft| draft.article.progress.clone_from(&progress));
                }
                return Ok(true);
            }
        }
        let printed = self.press.print(&sheet.document, expected.kind, if of_board { self.paper } else { Paper::A4 })?;
        if let (Some(article), Printed::Pdf { workbook, .. }) = (&mut sheet.article, &printed) {
            let file = expected.path.trim_start_matches("web/site/");
            let beside = [("PDF", "pdf", true), ("XLSX", "xlsx", workbook.is_some())].into_iter().filter(|(.., is_there)| *is_there);
            let beside = beside.map(|(label, ending, _)| (label.to_owned(), format!("{file}.{ending}")));
            article.downloads.splice(0..0, beside);
        }
        if freezes {
            let files = printed.stored((&path, &format!("{}.xlsx", expected.path)), &|bytes| self.keep(bytes))?;
            entry.fresh = if files.is_empty() { None } else { self.freeze(expected, &sheet, files)? };
        }
        match printed {
            Printed::Pdf { bytes, pages, faces, article: fragment, date, issuer, workbook } => {
                self.put(&path, &bytes)?;
                if let Some(fragment) = fragment {
                    self.put(&format!("restricted/articles/{path}.html"), fragment.as_bytes())?;
                }
                if let Some(look) = self.look.filter(|_| expected.kind.audience != Audience::Restricted) {
                    let beside = workbook.as_ref().map(|_| format!("{}.xlsx", expected.path));
                    look.at_paper(&sheet.document, std::iter::once(path.as_str()).chain(beside.as_deref()));
                }
                entry.made(path, Some(pages), &bytes, faces);
                // A form's date is the day on which it is filled in by hand.
                if expected.kind.audience != Audience::Restricted {
                    entry.dated(&date, &issuer);
                }
                let mut sheets = vec![(format!("{}.pdf", expected.name()), bytes)];
                if let Some(workbook) = workbook {
                    let path = format!("{}.xlsx", expected.path);
                    self.put(&path, &workbook)?;
                    entry.beside(path, &workbook);
                    sheets.push((format!("{}.xlsx", expected.name()), workbook));
                }
                if let Some(article) = sheet.article {
                    outcome.drafts.push(Draft { article });
                }
                if let Source::Table(_, _, year) = expected.source {
                    outcome.plans.entry(year).or_default().extend(sheets);
                }
                Ok(true)
            }
            Printed::NoGlyph(missing) => {
                outcome.findings.extend(missing.iter().map(|glyph| self.no_glyph(expected, glyph)));
                entry.blocked("glyph-missing");
                Ok(false)
            }
            Printed::TooWide(tables) => {
                outcome.findings.extend(tables.iter().map(|table| too_wide(expected, table)));
                entry.blocked("table-too-wide");
                Ok(false)
            }
        }
    }
}
