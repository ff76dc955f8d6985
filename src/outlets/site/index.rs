//! The order of the index. Its entry point is [`columns`].

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::{Page, PageKind, Site};

/// A column of the index.
#[derive(Serialize)]
pub(super) struct Column<'a> {
    id: &'static str,
    name: &'static str,
    count: usize,
    groups: Vec<Group<'a>>,
}

/// Entries of one township, or of one year.
#[derive(Serialize)]
struct Group<'a> {
    name: Option<String>,
    entries: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    path: &'a str,
    title: &'a str,
    date: &'a str,
    state: Option<&'a str>,
    objection: Option<&'a str>,
}

/// What groups are sorted by: the year, the township's place in official order, its name.
type GroupKey<'a> = (Reverse<i16>, usize, Option<&'a str>);

/// Sorts the pages into columns and groups; a column without pages is left out.
///
/// Notices stand by township in official order, plans by year, documents by date; within a group the
/// later end of a period first, then the later date, then the path.
pub(super) fn columns<'a>(site: &Site, pages: &'a [Page]) -> Vec<Column<'a>> {
    PageKind::ALL.iter().filter_map(|kind| column(site, pages, *kind)).collect()
}

fn column<'a>(site: &Site, pages: &'a [Page], kind: PageKind) -> Option<Column<'a>> {
    let mut groups: BTreeMap<GroupKey<'_>, Vec<&Page>> = BTreeMap::new();
    let pages: Vec<&Page> = pages.iter().filter(|page| page.kind == kind).collect();
    for page in &pages {
        let key = match kind {
            PageKind::Publicity | PageKind::Announcement => {
                let township = page.township.as_deref();
                let known = site.townships.iter().position(|name| Some(name.as_str()) == township);
                (Reverse(0), known.unwrap_or(usize::MAX), township)
            }
            PageKind::Plan => (Reverse(page.year.unwrap_or(0)), 0, None),
            PageKind::OfficialDocument => (Reverse(0), 0, None),
        };
        groups.entry(key).or_default().push(page);
    }
    let count = pages.len();
    let groups = groups
        .into_iter()
        .map(|((Reverse(year), _, township), mut pages)| {
            let end = |page: &Page| page.period.as_ref().map(|(_, end)| end.clone());
            // Plans keep the order of their attachments: their paths count it.
            let date = |page: &Page| (kind != PageKind::Plan).then(|| page.date.clone());
            pages.sort_by(|a, b| {
                (Reverse(end(a)), Reverse(date(a)), &a.path).cmp(&(Reverse(end(b)), Reverse(date(b)), &b.path))
            });
            let name = if year > 0 { Some(format!("{year}年")) } else { township.map(str::to_owned) };
            Group { name, entries: pages.into_iter().map(entry).collect() }
        })
        .collect();
    (count > 0).then_some(Column { id: kind.id(), name: kind.name(), count, groups })
}

fn entry(page: &Page) -> Entry<'_> {
    Entry {
        path: &page.path,
        title: &page.title,
        date: &page.date,
        state: page.state.as_deref(),
        objection: page.objection.as_deref(),
    }
}
