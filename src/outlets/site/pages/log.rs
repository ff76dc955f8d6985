//! The log of publications: what was published, corrected, withdrawn, and whose names were taken off. Its entry point is [`LogPage`].

use std::collections::BTreeMap;

use serde::Serialize;

use crate::outlets::ledger::{Entry, Event};
use crate::outlets::site::Route;
use crate::outlets::site::route::root;
use crate::records::values::{Date, Value as _};

/// The first page of the log, with all that was changed after it was published, or that of a month.
#[derive(Serialize)]
pub struct LogPage<'a> {
    /// `2017年11月`; nothing for the first page.
    month: Option<String>,
    /// Name and way of each month's page, the latest first.
    months: Vec<(String, String)>,
    /// What was corrected, withdrawn or freed of names, the latest first.
    changes: Vec<Row<'a>>,
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
        let mut by_month: BTreeMap<&str, Vec<(usize, &'a Entry)>> = BTreeMap::new();
        for (number, entry) in entries {
            by_month.entry(entry.day.get(..7).unwrap_or_default()).or_default().push((*number, entry));
        }
        let route = |month: &str| Route::LogMonth(month.to_owned());
        let link = |month: &str, from: &Route| format!("{}{}", root(&from.path()), route(month).path());
        let months = |from: &Route| by_month.keys().rev().map(|month| (named(month), link(month, from))).collect::<Vec<_>>();
        let rows = |own: &[(usize, &'a Entry)], from: &Route| own.iter().rev().map(|(number, entry)| Row::of(*number, entry, &root(&from.path()))).collect::<Vec<_>>();
        let changed: Vec<(usize, &'a Entry)> = entries.iter().copied().filter(|(_, entry)| entry.event != Event::Published).collect();
        let first = Self { month: None, months: months(&Route::Log), changes: rows(&changed, &Route::Log), events: Vec::new() };
        let of_month = by_month.iter().map(|(month, own)| {
            let page = Self { month: Some(named(month)), months: months(&route(month)), changes: Vec::new(), events: rows(own, &route(month)) };
            (route(month), page)
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

/// `2017年11月`.
fn named(month: &str) -> String {
    let (year, number) = month.split_once('-').unwrap_or((month, ""));
    format!("{year}年{}月", number.trim_start_matches('0'))
}
