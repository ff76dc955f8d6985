//! The second pass: every expected document that is ready, made and written. Its entry point is [`compose`].
//!
//! A village is loaded, its documents are written, and it is dropped; what remains of a document is one
//! line of the build record and, of a page of the site, its head for the index.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use rayon::prelude::*;

use super::browse::{AreaLine, Shelf};
use super::press::{Press, Printed};
use super::preview::Wanted;
use super::faults::{once_for_each_place, too_wide};
use super::record::Entry;
use super::site::{Draft, area_of};
use super::{Progress, Survey};
use crate::outlets::archive::digest::sha256_of;
use crate::outlets::privacy::Watch;
use crate::outlets::search::{Portion, Record};
use crate::outlets::site::pages::Area;
use crate::outlets::site::{Article, Column, Links, Place};
use crate::papers::catalogue::{self, Audience, Expected, Frame, Make, Nature, Source, State, Whose};
use crate::papers::layout::Paper;
use crate::papers::render::html::article;
use crate::papers::view::from_case::{Dossier, Dwelling, Made, Notice};
use crate::records::case::{Case, Township};
use crate::records::holdings::VillageCases;
use crate::records::values::Date;
use crate::rules::regulation::Regime;
use crate::report::finding::Finding;
use crate::workspace::Workspace;
use crate::workspace::staging::Staging;

use super::BuildError;

/// What the second pass leaves behind.
#[derive(Default)]
pub(super) struct Outcome {
    pub entries: Vec<Entry>,
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
}

/// What all documents share.
pub(super) struct Desk<'a> {
    pub workspace: &'a Workspace,
    pub survey: &'a Survey,
    pub regime: &'a Regime,
    pub press: &'a Press,
    /// The register of archive numbers.
    pub shelf: &'a Shelf,
    /// Blocks of rare characters that pages of the archive show.
    pub archived_rare: &'a Mutex<BTreeSet<u32>>,
    pub staging: &'a Staging,
    pub as_of: Date,
    pub paper: Paper,
    /// Numbers and telephones of persons can be searched for in the archive.
    pub id_search: bool,
    /// What the site refers to.
    pub links: &'a Mutex<Links>,
    /// Only these documents are made.
    pub only: Option<&'a Wanted>,
}

/// Makes and writes everything that is ready.
pub(super) fn compose(desk: &Desk<'_>, progress: &dyn Progress) -> Result<Outcome, BuildError> {
    let villages: Vec<_> = desk.workspace.holdings.inventory.villages().collect();
    progress.begin("progress.compose", villages.len() as u64);
    let outcomes: Result<Vec<Outcome>, BuildError> = villages
        .par_iter()
        .map(|(township, files)| {
            let cases = VillageCases::load(&desk.workspace.root, files);
            let outcome = desk.village(&cases, *township);
            progress.step();
            outcome
        })
        .collect();
    progress.end();
    let mut all = desk.county()?;
    all.extend(desk.prefecture()?);
    let above = all.entries.len();
    outcomes?.into_iter().for_each(|outcome| all.extend(outcome));
    if desk.only.is_none() {
        let searched = std::mem::take(&mut all.searched);
        desk.browse_above(&all.entries[..above], &all.overviews, searched)?;
    }
    once_for_each_place(&mut all.findings);
    all.entries.sort_by(|a, b| (&a.kind, &a.subject).cmp(&(&b.kind, &b.subject)));
    all.articles.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(all)
}

impl Desk<'_> {
    /// Asks the catalogue, as the survey's findings have it.
    pub(super) fn expect<T>(&self, ask: impl FnOnce(&Frame<'_>) -> T) -> T {
        let against = |files: &[&str]| {
            let mut rules: Vec<String> = self.survey.against(files.iter().copied()).iter().map(|finding| finding.rule.clone()).collect();
            rules.sort();
            rules.dedup();
            rules
        };
        ask(&Frame {
            regime: self.regime,
            batches: &self.workspace.holdings.batches,
            register: &self.survey.register,
            calendar: &self.workspace.working_days,
            as_of: self.as_of,
            against: &against,
        })
    }

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
        let channels = [&cases.village.record.channel, &home.record.channel, &holdings.county.record.channel];
        let channels = channels.into_iter().chain(cases.batches.iter().map(|case| &case.record.channel));
        let watch = Watch::new(cases.households.iter().map(|case| &case.record), channels);
        outcome.villages.push((township, area_of(&cases.village)));
        let code = &holdings.inventory.townships[township].code;
        let expected = self.asked(self.expect(|frame| catalogue::of_village(cases, code, frame)));
        let (mut forms, papers): (Vec<_>, Vec<_>) = expected.into_iter().partition(|expected| matches!(expected.source, Source::Household(_)));
        for expected in papers {
            self.one(&expected, &mut outcome, || match expected.source {
                Source::Step(whose, _) | Source::Objection(whose, ..) => self.step(&expected, (whose, Some((cases, home))), &watch),
                Source::Village => {
                    let made = match expected.kind.make {
                        Make::Register(ledger) => ledger.of_village(cases, &home.record, &holdings.county.record, self.regime),
                        Make::Summary => self.summary_of_village(cases, home),
                        _ => None,
                    };
                    made.map(|made| self.within_office(&expected, made)).transpose()
                }
                _ => Ok(None),
            })?;
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
        Ok(outcome)
    }

    /// The forms of one household that stand in one file.
    fn forms(&self, expected: &[Expected<'_>], cases: &VillageCases, township: &Township, outcome: &mut Outcome) -> Result<(), BuildError> {
        let Some((first, Source::Household(case))) = expected.first().map(|first| (first, first.source)) else { return Ok(()) };
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
            Printed::Article { .. } | Printed::Leaks(_) | Printed::Faulty(_) => {}
        }
        outcome.entries.extend(entries);
        Ok(())
    }

    /// A paper of a step: of a list or of an area's exit.
    pub(super) fn step(
        &self,
        expected: &Expected<'_>,
        (whose, cases): (Whose<'_>, Option<(&VillageCases, &Case<Township>)>),
        watch: &Watch,
    ) -> Result<Option<Printed>, BuildError> {
        let order = match expected.source {
            Source::Step(_, order) | Source::Objection(_, order, _) => order,
            _ => return Ok(None),
        };
        let Some((on, setting, file)) = self.around(whose, cases) else { return Ok(None) };
        if let Make::Step(_, make) = expected.kind.make {
            let indicators = self.indicators(whose, cases);
            let Some(made) = on.occasion(order, setting).and_then(|occasion| make(&occasion.with_indicators(indicators))) else { return Ok(None) };
            return self.within_office(expected, made).map(Some);
        }
        let Some(notice) = on.notice(order, setting) else { return Ok(None) };
        let evidence = crate::records::holdings::evidence_folder(file);
        let digest = |name: &str| sha256_of(std::fs::File::open(self.workspace.root.join(&evidence).join(name)).ok()?).ok();
        let (made, nature) = match (expected.kind.make, expected.source) {
            (Make::Notice(_, nature, make), _) => (make(&notice), Some(nature)),
            (Make::Publicity(_, make), _) => (make(&notice, &digest), None),
            (Make::Objection(make), Source::Objection(_, _, index)) => (make(&notice, index), None),
            _ => (None, None),
        };
        let Some(made) = made else { return Ok(None) };
        match nature {
            Some(nature) => self.notice(expected, (&notice, nature), made, watch, (file, self.place_of(whose, cases))).map(Some),
            None => self.within_office(expected, made).map(Some),
        }
    }

    /// A paper that stays within the office.
    pub(super) fn within_office(&self, expected: &Expected<'_>, made: Made) -> Result<Printed, BuildError> {
        let document = self.press.compose(expected, &made.view, made.parts, made.date, &made.issuer)?;
        self.press.print(&document, expected.kind, Paper::A4)
    }

    /// A board's notice is printed, a web notice becomes an article with its print beside it.
    fn notice(
        &self,
        expected: &Expected<'_>,
        (notice, nature): (&Notice<'_>, Nature),
        made: Made,
        watch: &Watch,
        (owner, place): (&str, Option<Place>),
    ) -> Result<Printed, BuildError> {
        let document = self.press.compose(expected, &made.view, made.parts, made.date, &made.issuer)?;
        let article_html = article(&document);
        if let Some(leak) = watch.leak(&article_html) {
            return Ok(Printed::Leaks(leak));
        }
        if expected.kind.audience != Audience::Web {
            return self.press.print(&document, expected.kind, self.paper);
        }
        let publicity = nature == Nature::Publicity;
        let period = made.period.map(|period| (period.first.to_string(), period.last.to_string()));
        let state = made.period.map(|period| format!("公示期：{}至{}", period.first.chinese(), period.last.chinese()));
        let article = Article {
            owner: owner.to_owned(),
            column: if publicity { Column::Publicity } else { Column::Announcement },
            cases: vec![expected.subject.split('/').next().unwrap_or_default().to_owned()],
            period,
            state: state.filter(|_| publicity),
            objection: Some(notice.objection_line()).filter(|line| !line.is_empty() && publicity),
            summary: notice.summary(),
            keywords: notice.keywords(nature.name()),
            noindex: notice.names_persons_on_web(),
            place,
            ..Article::of(expected, &document, article_html)
        };
        self.press.with_print(article, &document, expected.kind)
    }

    /// Writes a file of the output.
    pub(super) fn put(&self, path: &str, bytes: &[u8]) -> Result<(), BuildError> {
        if let Some(file) = path.strip_prefix("web/site/") {
            self.links().file(file);
        }
        self.staging.write(path, bytes).map_err(|error| BuildError::Write(path.to_owned(), error))
    }

    /// Makes one document if it is ready, writes it, and enters it in the record either way.
    pub(super) fn one(
        &self,
        expected: &Expected<'_>,
        outcome: &mut Outcome,
        make: impl FnOnce() -> Result<Option<Printed>, BuildError>,
    ) -> Result<(), BuildError> {
        let mut entry = Entry::of(expected);
        if expected.state == State::Ready {
            let made = match make() {
                // A fault in a text that people wrote is theirs alone; one in a template stops the work.
                Err(BuildError::Template(error)) if expected.inputs.contains(&error.template) => Some(Printed::Faulty(error)),
                made => made?,
            };
            match made {
                None => entry.missing("reason.no-view"),
                Some(made) => self.enter(expected, made, &mut entry, outcome)?,
            }
        }
        outcome.entries.push(entry);
        Ok(())
    }

    /// Writes what was made, and enters it.
    fn enter(&self, expected: &Expected<'_>, made: Printed, entry: &mut Entry, outcome: &mut Outcome) -> Result<(), BuildError> {
        match made {
            Printed::Pdf { bytes, pages, faces, article, date, issuer, workbook } => {
                let large = expected.kind.audience == Audience::Board && self.paper == Paper::A3;
                let path = format!("{}{}.pdf", expected.path, if large { "-a3" } else { "" });
                self.put(&path, &bytes)?;
                if let Some(article) = article {
                    self.put(&format!("restricted/articles/{path}.html"), article.as_bytes())?;
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
                if let Source::Table(_, _, year) = expected.source {
                    outcome.plans.entry(year).or_default().extend(sheets);
                }
            }
            Printed::Article { mut article, print } => {
                let printed = matches!(*print, Printed::Pdf { .. });
                let workbook = matches!(*print, Printed::Pdf { workbook: Some(_), .. });
                self.enter(expected, *print, entry, outcome)?;
                if printed {
                    let file = expected.path.trim_start_matches("web/site/");
                    let beside = [("PDF", "pdf", true), ("XLSX", "xlsx", workbook)].into_iter().filter(|(.., is_there)| *is_there);
                    let beside = beside.map(|(label, ending, _)| (label.to_owned(), format!("{file}.{ending}")));
                    article.downloads.splice(0..0, beside);
                    outcome.drafts.push(Draft { article: *article });
                }
            }
            Printed::NoGlyph(missing) => {
                outcome.findings.extend(missing.iter().map(|glyph| self.no_glyph(expected, glyph)));
                entry.blocked("glyph-missing");
            }
            Printed::TooWide(tables) => {
                outcome.findings.extend(tables.iter().map(|table| too_wide(expected, table)));
                entry.blocked("table-too-wide");
            }
            Printed::Leaks(leak) => {
                let file = expected.inputs.get(1).or(expected.inputs.first()).cloned().unwrap_or_default();
                outcome.findings.push(Finding::new("private-value-in-public", &expected.subject, file).arg("what", leak.name()));
                entry.blocked("private-value-in-public");
            }
            Printed::Faulty(error) => {
                outcome.findings.push(self.body_fault(expected, &error));
                entry.blocked("body-fault");
            }
        }
        Ok(())
    }
}
