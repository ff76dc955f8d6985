//! What goes into which package. Its entry point is [`Plan`]: who and what should be there comes from the catalogue and the
//! cases, never from what lies on disk.

use std::collections::{BTreeMap, HashMap};

use super::super::compose::Desk;
use super::super::record::Entry;
use super::evidence::Evidence;
use crate::outlets::archive::metadata::Office;
use crate::outlets::archive::numbering::Level;
use crate::outlets::archive::pack::{Contents, Origin, Piece, Unit};
use crate::outlets::archive::roster::State;
use crate::papers::catalogue::{self, Expected, Make, Source};
use crate::records::holdings::VillageCases;
use crate::report::message::{Lang, ui};

/// Item of a household's forms that are bound in one file.
const BOUND: &str = "household-forms";

/// What packages are planned from.
pub(in super::super) struct Plan<'a> {
    /// The build.
    pub(super) desk: &'a Desk<'a>,
    /// What the build made, by kind and subject.
    made: HashMap<(&'a str, &'a str), &'a Entry>,
}

impl<'a> Plan<'a> {
    /// Of a build and what it made.
    pub fn new(desk: &'a Desk<'a>, entries: &'a [Entry]) -> Self {
        Self { desk, made: entries.iter().map(|entry| ((entry.kind, entry.subject.as_str()), entry)).collect() }
    }
}

impl Plan<'_> {
    /// The office and its archive.
    pub fn office(&self) -> Office {
        let holdings = &self.desk.workspace.holdings;
        let county = &holdings.county.record;
        Office {
            archive: county.archive.clone(),
            creator: county.archive.creator.text(),
            county: county.full_name.text(),
            as_of: self.desk.as_of.to_string(),
            rule_set: county.rule_set.text(),
            sample: holdings.is_sample(),
        }
    }

    fn year(&self) -> u32 {
        u32::try_from(self.desk.as_of.year()).unwrap_or_default()
    }

    /// A village's package: its own volume, and one for each household.
    pub fn village(&self, cases: &VillageCases, township: usize) -> Unit {
        let holdings = &self.desk.workspace.holdings;
        let home = &holdings.inventory.townships[township].code;
        // Folders and files are named by the codes; what the catalogue names so is found again so.
        let code = cases.village.file.rsplit('/').nth(1).unwrap_or_default();
        let record = &cases.village.record;
        let name = [record.full_name.text(), record.name.text(), code.to_owned()].into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        let year = record.exit.year.value().map_or_else(|| self.year(), |year| year.0);
        let mut own = Contents { level: Level::Village, code: code.to_owned(), name: name.clone(), year, folder: "village".to_owned(), pieces: Vec::new() };
        own.pieces.push(file("village.yaml", "村案卷", &cases.village.file, "village"));
        own.pieces.extend(cases.batches.iter().map(|batch| file(&format!("batch {}", stem(&batch.file)), "批次案卷", &batch.file, &format!("batch-{}", stem(&batch.file)))));
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut volumes = vec![own];
        for household in &cases.households {
            let code = stem(&household.file);
            let year = household.record.exit.year.value().map_or_else(|| self.year(), |year| year.0);
            places.insert(code, volumes.len());
            volumes.push(Contents {
                level: Level::Household,
                code: code.to_owned(),
                name: household.record.head.text(),
                year,
                folder: format!("households/{code}"),
                pieces: vec![file("case", "户案卷", &household.file, "case")],
            });
        }
        for expected in self.desk.expect(|frame| catalogue::of_village(cases, home, frame)) {
            let subject = match expected.source {
                Source::Household(household) => stem(&household.file),
                _ => expected.subject.as_str(),
            };
            let pieces = &mut volumes[places.get(subject).copied().unwrap_or_default()].pieces;
            let piece = self.piece(&expected);
            // Forms that are bound in one file are one item, called by all of them.
            match pieces.iter_mut().find(|known| known.item == piece.item) {
                Some(bound) => bound.title = format!("{}、{}", bound.title, piece.title),
                None => pieces.push(piece),
            }
        }
        let evidence = Evidence::new(&cases.evidence);
        let exit = &cases.village.record.exit.steps;
        let lists = cases.batches.iter().map(|batch| (&batch.file, &batch.record.steps));
        for (file, steps) in std::iter::once((&cases.village.file, exit)).chain(lists) {
            evidence.add(file, steps, &mut volumes[0].pieces);
        }
        for (household, volume) in cases.households.iter().zip(&mut volumes[1..]) {
            evidence.add(&household.file, &household.record.exit.steps, &mut volume.pieces);
        }
        Unit { level: Level::Village, code: code.to_owned(), name, township: home.clone(), volumes }
    }

    /// A township's package.
    pub fn township(&self, place: usize) -> Unit {
        let holdings = &self.desk.workspace.holdings;
        let (files, case) = (&holdings.inventory.townships[place], &holdings.townships[place]);
        let name = [case.record.full_name.text(), case.record.name.text(), files.code.clone()].into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        let mut pieces = vec![file("township.yaml", "乡镇案卷", &files.file, "township")];
        let evidence = Evidence::new(&holdings.inventory.evidence);
        evidence.add(&files.file, &case.record.exit.steps, &mut pieces);
        let folder = format!("content/townships/{}/", files.code);
        for batch in holdings.batches.iter().filter(|batch| batch.file.starts_with(&folder)) {
            pieces.push(file(&format!("batch {}", stem(&batch.file)), "批次案卷", &batch.file, &format!("batch-{}", stem(&batch.file))));
            evidence.add(&batch.file, &batch.record.steps, &mut pieces);
        }
        let own = Contents { level: Level::Township, code: files.code.clone(), name: name.clone(), year: self.year(), folder: "township".to_owned(), pieces };
        Unit { level: Level::Township, code: files.code.clone(), name, township: files.code.clone(), volumes: vec![own] }
    }

    /// The county's package.
    pub fn county(&self) -> Unit {
        let workspace = self.desk.workspace;
        let holdings = &workspace.holdings;
        let code = holdings.county.record.code.text();
        let name = holdings.county.record.full_name.text();
        let mut pieces = vec![file("county.yaml", "县案卷", &holdings.county.file, "county")];
        let inventory = &holdings.inventory;
        let of_county = |path: &&String| !path.starts_with("content/townships/");
        for (title, files) in [
            ("计划", &inventory.plans),
            ("公文底稿", &inventory.documents),
            ("规则集", &inventory.regulations),
            ("工作日历", &inventory.calendars),
            ("批次案卷", &inventory.batches),
            ("问题清单", &inventory.problems),
            ("抽查记录", &inventory.evaluations),
        ] {
            for path in files.iter().filter(of_county) {
                let below = path.trim_start_matches("content/");
                pieces.push(Piece { files: vec![(below.to_owned(), Origin::Content(path.clone()))], ..file(below, title, path, below) });
            }
        }
        let evidence = Evidence::new(&inventory.evidence);
        evidence.add(&holdings.county.file, &holdings.county.record.exit.steps, &mut pieces);
        for batch in holdings.batches.iter().filter(|batch| of_county(&&batch.file)) {
            evidence.add(&batch.file, &batch.record.steps, &mut pieces);
        }
        pieces.extend(self.desk.expect(|frame| catalogue::of_county(holdings, frame)).iter().map(|expected| self.piece(expected)));
        let own = Contents { level: Level::County, code: code.clone(), name: name.clone(), year: self.year(), folder: "county".to_owned(), pieces };
        Unit { level: Level::County, code, name, township: String::new(), volumes: vec![own] }
    }

    /// A document that is expected, as the build left it.
    fn piece(&self, expected: &Expected<'_>) -> Piece {
        let id = expected.kind.id;
        let name = match expected.kind.make {
            Make::Form(form) if !form.stands_alone() => BOUND,
            _ => id,
        };
        let mut piece = Piece {
            item: format!("{name} {}", expected.subject),
            title: self.desk.press.label(expected.kind),
            state: State::Missing,
            reason: ui("reason.no-view", Lang::Zh, &[]),
            pages: None,
            date: None,
            issuer: None,
            number: None,
            secrecy: None,
            files: Vec::new(),
            online: None,
        };
        match expected.source {
            // An official paper is called by its own title.
            Source::Document(place) => {
                let record = &self.desk.workspace.holdings.documents[place].0.record;
                let said = |text: String| (!text.is_empty()).then_some(text);
                piece.title = said(record.title.text()).unwrap_or(piece.title);
                piece.secrecy = said(record.secrecy.text());
                piece.number = said(record.number.text()).or_else(|| said(record.order_number.text()).map(|number| format!("第{number}号")));
            }
            Source::Table(_, table, year) => {
                let title = table.title.text();
                piece.title = if title.is_empty() { piece.title } else { format!("{title}（{year}年）") };
            }
            _ => {}
        }
        let Some(entry) = self.made.get(&(id, expected.subject.as_str())) else { return piece };
        let (state, reason) = entry.standing();
        piece.state = match state {
            "Ready" | "Held" => State::Packed,
            "Blocked" => State::Blocked,
            "NotYet" => State::NotYet,
            _ => State::Missing,
        };
        piece.reason = reason.unwrap_or_default();
        piece.pages = entry.pages;
        (piece.date, piece.issuer) = (entry.date.clone(), entry.issuer.clone());
        if let catalogue::State::Held(scan) = &expected.state {
            let ending = scan.rsplit_once('.').map_or("", |(_, ending)| ending);
            piece.files = vec![(format!("{}-{id}.{ending}", expected.subject.replace('/', "-")), Origin::Content(scan.clone()))];
        }
        match &entry.path {
            Some(path) if path.ends_with(".pdf") => {
                piece.files = vec![(format!("{}-{name}.pdf", expected.subject), Origin::Output(path.clone()))];
            }
            Some(path) if piece.state == State::Packed => {
                piece.state = State::Online;
                let digest = entry.digest.as_deref().unwrap_or_default().trim_start_matches("sha256:");
                piece.online = Some((path.clone(), digest.to_owned()));
            }
            _ => {}
        }
        piece
    }
}

/// A case file, as it is and as JSON.
fn file(item: &str, title: &str, path: &str, name: &str) -> Piece {
    Piece {
        item: item.to_owned(),
        title: title.to_owned(),
        state: State::Packed,
        reason: String::new(),
        pages: None,
        date: None,
        issuer: None,
        number: None,
        secrecy: None,
        files: vec![(format!("{name}.yaml"), Origin::Content(path.to_owned())), (format!("{name}.json"), Origin::Json(path.to_owned()))],
        online: None,
    }
}

/// File name without folder and ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
