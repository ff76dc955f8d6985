//! What the binder's own sheets say. The entry point is [`View::new`]; [`Sheets`] makes them from templates.

use std::collections::BTreeSet;
use std::io;

use serde::Serialize;

use super::source::{Item, Part};
use super::{Bench, Claim};
use crate::outlets::archive::numbering::{Level, Numbered};
use crate::outlets::archive::pack::Contents;
use crate::outlets::archive::roster::State;
use crate::papers::document::{Align, Cell, Column, Content, Document, Parts, Row, Table};
use crate::papers::layout::StampText;
use crate::report::message::{Lang, ui};

/// By which standard volumes are formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standard {
    /// 案卷 (GB/T 9705-2008).
    Volume,
    /// 件 (DA/T 22-2015).
    File,
}

impl Standard {
    /// By its name in the configuration.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "案卷" => Some(Self::Volume),
            "件" => Some(Self::File),
            _ => None,
        }
    }

    /// Names of its templates.
    pub fn templates(self) -> [&'static str; 3] {
        match self {
            Self::Volume => ["binder-volume-cover", "binder-volume-contents", "binder-volume-note"],
            Self::File => ["binder-file-cover", "binder-file-contents", "binder-file-note"],
        }
    }

    /// Widths of its spines in millimetres.
    pub fn spines(self) -> &'static [f32] {
        match self {
            Self::Volume => &[10.0, 15.0, 20.0],
            Self::File => &[20.0, 30.0, 40.0, 50.0],
        }
    }
}

/// Makes the sheets of a binder as PDFs.
pub trait Sheets {
    /// The cover.
    ///
    /// # Errors
    /// A template that does not fit, a character that no font shows; so for all below.
    fn cover(&self, standard: Standard, view: &View) -> io::Result<Vec<u8>>;
    /// The catalogue.
    ///
    /// # Errors
    /// As the cover.
    fn contents(&self, standard: Standard, view: &View) -> io::Result<Vec<u8>>;
    /// The note sheet.
    ///
    /// # Errors
    /// As the cover.
    fn note(&self, standard: Standard, view: &View) -> io::Result<Vec<u8>>;
    /// The labels.
    ///
    /// # Errors
    /// As the cover.
    fn spine(&self, standard: Standard, view: &View) -> io::Result<Vec<u8>>;
    /// Stamps, each on a page.
    ///
    /// # Errors
    /// As the cover.
    fn stamps(&self, texts: &[StampText]) -> io::Result<Vec<u8>>;
    /// A document without content that bears the binder's metadata.
    fn head(&self, view: &View) -> Document;
}

/// What templates of binders may show.
#[derive(Debug, Clone, Serialize)]
pub struct View {
    /// 全宗号.
    pub fonds_number: String,
    /// 全宗名称.
    pub fonds_name: String,
    /// 类目.
    pub class: String,
    /// 案卷题名.
    pub title: String,
    /// 起止时间, blank where no item bears a date.
    pub span: String,
    /// 保管期限.
    pub retention: String,
    /// Items.
    pub items: usize,
    /// Numbered pages.
    pub pages: u32,
    /// 档号.
    pub number: String,
    /// 年度.
    pub year: u32,
    /// 机构（问题）.
    pub body: String,
    /// 起止件号.
    pub range: String,
    /// What is expected and not there.
    pub missing: Vec<String>,
    /// What is to be known of the binding.
    pub facts: Vec<String>,
    #[serde(skip)]
    rows: Vec<[String; 9]>,
    #[serde(skip)]
    issuer: String,
}

impl View {
    #[allow(clippy::too_many_arguments, reason = "each argument is one thing that the sheets tell of")]
    pub(super) fn new(
        bench: &Bench<'_>,
        contents: &Contents,
        numbered: &Numbered,
        body: &str,
        items: &[Item],
        pages: u32,
        claim: Claim,
        originals: usize,
        places: &[Option<(f32, f32)>],
    ) -> Self {
        let archive = &bench.office.archive;
        let of_level = |map: &std::collections::BTreeMap<String, crate::records::case::Field<crate::records::values::Text>>| {
            map.get(contents.level.name()).map(|field| field.text()).unwrap_or_default()
        };
        let mut title = match contents.level {
            Level::Household => format!("{}户（{}）贫困户文件", contents.name, contents.code),
            _ => format!("{}贫困退出文件", contents.name),
        };
        if numbered.supplement > 0 {
            title.push_str(&format!("（补充卷{}）", numbered.supplement));
        }
        let mut dates: Vec<&str> = items.iter().map(|item| item.date.as_str()).filter(|date| !date.is_empty()).collect();
        dates.sort_unstable();
        let digits = |date: &str| date.replace('-', "");
        let span = match (dates.first(), dates.last()) {
            (Some(first), Some(last)) if first == last => digits(first),
            (Some(first), Some(last)) => format!("{}—{}", digits(first), digits(last)),
            _ => String::new(),
        };
        let mut missing: Vec<String> = contents.pieces.iter().filter(|piece| !matches!(piece.state, State::Packed | State::Online)).map(|piece| match piece.reason.as_str() {
            "" => piece.title.clone(),
            reason => format!("{}：{reason}", piece.title),
        }).collect();
        // Two papers of one kind may wait for the same thing; it is said once.
        let mut told = BTreeSet::new();
        missing.retain(|what| told.insert(what.clone()));
        let say = |key: &str, args: &[(&'static str, String)]| ui(key, Lang::Zh, args);
        let mut facts = vec![say("binder.counts", &[("items", items.len().to_string()), ("pages", pages.to_string()), ("originals", originals.to_string())])];
        facts.push(match claim {
            Claim::A => say("binder.claim-a", &[]),
            Claim::B | Claim::None => {
                let parts = items.iter().flat_map(|item| item.parts.iter().filter(|part| part.allows == claim).map(move |part| (item, part)));
                let why = |part: &Part| match claim {
                    Claim::B => "binder.part-scanned",
                    _ if part.pictures.is_some() => "binder.part-inks",
                    _ => "binder.part-pdf",
                };
                let parts: Vec<String> = parts.map(|(item, part)| say(why(part), &[("place", item.place.to_string()), ("title", part.title.clone())])).collect();
                say(if claim == Claim::B { "binder.claim-b" } else { "binder.claim-none" }, &[("parts", parts.join("；"))])
            }
        });
        for (item, place) in items.iter().zip(places) {
            for part in &item.parts {
                if let Some(trouble) = part.trouble {
                    facts.push(say("binder.not-bound", &[("place", item.place.to_string()), ("title", part.title.clone()), ("reason", say(trouble.key(), &[]))]));
                }
            }
            if bench.standard == Standard::File && item.pages() > 0 && place.is_none() {
                facts.push(say("binder.no-room", &[("place", item.place.to_string()), ("title", item.title.clone())]));
            }
        }
        facts.extend(missing.iter().map(|missing| say("binder.missing", &[("what", missing.clone())])));
        let row = |item: &Item| {
            let first = item.parts.iter().find(|part| part.pages > 0).map(|part| part.first);
            let at = match (first, item.pages()) {
                (Some(first), 1) => first.to_string(),
                (Some(first), pages) => format!("{first}—{}", first + pages - 1),
                (None, _) => String::new(),
            };
            let remark = match (first, item.parts.iter().any(|part| part.trouble.is_some())) {
                (_, true) => say("binder.remark-trouble", &[]),
                (None, _) => say("binder.remark-beside", &[]),
                _ => String::new(),
            };
            let at = if bench.standard == Standard::File { first.map(|_| item.pages().to_string()).unwrap_or_default() } else { at };
            [item.place.to_string(), format!("{}-{:03}", numbered.number, item.place), item.number.clone(), item.issuer.clone(), item.title.clone(), digits(&item.date), item.secrecy.clone(), at, remark]
        };
        let range = items.first().zip(items.last()).map(|(first, last)| format!("{}—{}", first.place, last.place)).unwrap_or_default();
        Self {
            fonds_number: archive.fonds_number.text(),
            fonds_name: archive.fonds_name.text(),
            class: of_level(&archive.classes),
            title,
            span,
            retention: of_level(&archive.retention),
            items: items.len(),
            pages,
            number: numbered.number.clone(),
            year: numbered.year,
            body: body.to_owned(),
            range,
            missing,
            facts,
            rows: items.iter().map(row).collect(),
            issuer: bench.office.creator.clone(),
        }
    }

    /// Body that forms the fonds.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The catalogue's table.
    pub fn table(&self, standard: Standard) -> Parts {
        let column = |stretch: f32, align: Align| Column { stretch, align };
        let (centre, left) = (column(0.0, Align::Centre), column(1.0, Align::Left));
        let columns: Vec<(&str, Column)> = match standard {
            Standard::Volume => vec![("顺序号", centre), ("文号", centre), ("责任者", left), ("题名", column(2.0, Align::Left)), ("日期", centre), ("页号", centre), ("备注", left)],
            Standard::File => {
                vec![("序号", centre), ("档号", left), ("文号", centre), ("责任者", left), ("题名", column(2.0, Align::Left)), ("日期", centre), ("密级", centre), ("页数", centre), ("备注", left)]
            }
        };
        let row = |[place, file, number, issuer, title, date, secrecy, pages, remark]: &[String; 9]| {
            let cells: Vec<&str> = match standard {
                Standard::Volume => vec![place, number, issuer, title, date, pages, remark],
                Standard::File => vec![place, file, number, issuer, title, date, secrecy, pages, remark],
            };
            Row { cells: cells.into_iter().map(|text: &str| Cell::new(text)).collect() }
        };
        let head = Row { cells: columns.iter().map(|(name, _)| Cell::new(*name)).collect() };
        let table = Table { columns: columns.iter().map(|(_, column)| *column).collect(), head: vec![head], body: self.rows.iter().map(row).collect(), ..Table::default() };
        Parts::new().with("目录", Content::Table(table))
    }

    /// The fields of the spine from the top down.
    pub fn spine(&self, standard: Standard) -> Vec<(String, String)> {
        let fields: Vec<(&str, String)> = match standard {
            Standard::Volume => vec![("保管期限", self.retention.clone()), ("案卷题名", self.title.clone()), ("档号", self.number.clone())],
            Standard::File => {
                vec![("全宗号", self.fonds_number.clone()), ("年度", self.year.to_string()), ("保管期限", self.retention.clone()), ("机构", self.body.clone()), ("起止件号", self.range.clone()), ("盒号", String::new())]
            }
        };
        fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}
