//! The log of publications: what was published, corrected, withdrawn, and whose names were taken off. Its entry point is [`LogPage`].

use serde::Serialize;

use super::months::{MOST, Months};
use crate::outlets::ledger::{Entry, Event};
use crate::outlets::site::Route;
use crate::outlets::site::route::root;
use crate::records::values::{Date, Value as _};

/// The first page of the log, with what was changed after it was published, or one of a month.
#[derive(Serialize)]
pub struct LogPage<'a> {
    /// `2017年11月`; nothing for the first page.
    month: Option<String>,
    /// Name and way of each month's page, the latest first.
    months: Vec<(String, String)>,
    /// What was corrected, withdrawn or freed of names, the latest first; of very many the latest.
    changes: Vec<Row<'a>>,
    /// How many changes stand only on the pages of their months.
    more: usize,
    /// All events of the month, the latest first.
    events: Vec<Row<'a>>,
}

/// An event.
#[derive(Serialize)]
struct Row<'a> {
    /// Anchor: its number in the ledger.
    id: String,
    /// `2017年11月20日`.
    day: String,
    /// `更正`.
    what: &'static str,
    title: &'a str,
    /// Id of the paper.
    name: &'a str,
    /// The way to its page.
    link: Option<String>,
    /// `张贴` or `上网`.
    place: &'static str,
    /// The first digits of the content's digest, as the paper's foot prints them.
    digest: &'a str,
    reason: &'a str,
}

impl<'a> LogPage<'a> {
    /// Every page of the log, of events with their numbers in the ledger.
    pub fn all(entries: &[(usize, &'a Entry)]) -> Vec<(Route, Self)> {
        let months = Months::of(entries.iter().map(|entry| (entry.1.day.as_str(), *entry)));
        let way = |from: &Route| months.ways(|id| format!("{}{}", root(&from.path()), Route::LogMonth(id.to_owned()).path()));
        let row = |(number, entry): (usize, &'a Entry), from: &Route| Row::of(number, entry, &root(&from.path()));
        let changed = || entries.iter().rev().copied().filter(|(_, entry)| entry.event != Event::Published);
        let changes = changed().take(MOST).map(|entry| row(entry, &Route::Log)).collect();
        let first = Self { month: None, months: way(&Route::Log), changes, more: changed().count().saturating_sub(MOST), events: Vec::new() };
        let ways = way(&Route::LogMonth(String::new()));
        let of_month = months.parts().map(|part| {
            let route = Route::LogMonth(part.id);
            let events = part.rows.into_iter().map(|entry| row(entry, &route)).collect();
            let page = Self { month: Some(part.name), months: ways.clone(), changes: Vec::new(), more: 0, events };
            (route, page)
        });
        std::iter::once((Route::Log, first)).chain(of_month).collect()
    }
}

impl<'a> Row<'a> {
    fn of(number: usize, entry: &'a Entry, root: &str) -> Self {
        let page = entry.document.strip_prefix("web/site/");
        Self {
            id: format!("e{number}"),
            day: Date::parse(&entry.day).map(Date::chinese).unwrap_or_else(|| entry.day.clone()),
            what: entry.event.word(),
            title: &entry.title,
            name: entry.name(),
            link: page.map(|page| format!("{root}{page}.html")),
            place: if page.is_some() { "上网" } else { "张贴" },
            digest: entry.content.get(..12).unwrap_or_default(),
            reason: &entry.reason,
        }
    }
}
