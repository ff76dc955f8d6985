//! The home page: what is in publicity and until when, by place. Its entry point is [`Home`].

use std::collections::BTreeMap;

use serde::Serialize;

use super::place::Area;
use crate::outlets::site::entry::{entry, latest_first};
use crate::outlets::site::{Article, Column, Entry, Place, Route};

/// So many lines a column has at most; the pages of the places have all.
const MOST: usize = 60;

/// The home page.
#[derive(Serialize)]
pub struct Home<'a> {
    columns: Vec<ColumnView<'a>>,
    /// Townships: name, link.
    townships: Vec<(&'a str, String)>,
}

/// A column of the home page.
#[derive(Serialize)]
struct ColumnView<'a> {
    id: &'static str,
    name: &'static str,
    count: usize,
    groups: Vec<Group<'a>>,
    /// Where the rest stands, when not all of it is here.
    more: Option<(&'static str, String)>,
}

/// Entries of one township, or of one year.
#[derive(Serialize)]
struct Group<'a> {
    name: Option<String>,
    entries: Vec<Entry<'a>>,
}

impl<'a> Home<'a> {
    /// Notices stand by township in official order, plans by year, documents by date; of many the latest.
    pub fn of(articles: &'a [Article], areas: &'a [Area]) -> Self {
        let columns = Column::ALL.into_iter().map(|column| column_view(articles, areas, column));
        let townships = areas.iter().map(|area| (area.name.as_str(), Route::Township(area.code.clone()).path()));
        Self { columns: columns.collect(), townships: townships.collect() }
    }
}

fn column_view<'a>(articles: &'a [Article], areas: &'a [Area], column: Column) -> ColumnView<'a> {
    let mut own: Vec<&Article> = articles.iter().filter(|article| article.column == column).collect();
    own.sort_by(|one, other| latest_first(one).cmp(&latest_first(other)));
    let count = own.len();
    own.truncate(MOST);
    let groups = match column {
        Column::Plan => {
            // Plans keep the order of their attachments: their paths count it.
            own.sort_by(|one, other| (other.year, &one.path).cmp(&(one.year, &other.path)));
            let years = own.chunk_by(|one, other| one.year == other.year);
            years.map(|group| Group { name: group[0].year.map(|year| format!("{year}年")), entries: lines(group) }).collect()
        }
        Column::OfficialDocument if own.is_empty() => Vec::new(),
        Column::OfficialDocument => vec![Group { name: None, entries: lines(&own) }],
        Column::Publicity | Column::Announcement => by_township(&own, areas),
    };
    let more = match column {
        Column::Plan => Some(("全部年度计划", Route::Plans.path())),
        Column::OfficialDocument => Some(("全部文件", Route::Documents.path())),
        Column::Publicity | Column::Announcement => (count > MOST).then(|| ("按乡镇、村查看全部", Route::Places.path())),
    };
    ColumnView { id: column.id(), name: column.name(), count, groups, more: more.filter(|_| count > 0) }
}

fn lines<'a>(articles: &[&'a Article]) -> Vec<Entry<'a>> {
    articles.iter().map(|article| entry(article, "")).collect()
}

/// The county's own first, then the townships in their order.
fn by_township<'a>(articles: &[&'a Article], areas: &[Area]) -> Vec<Group<'a>> {
    let mut groups: BTreeMap<(usize, Option<&str>), Vec<Entry<'a>>> = BTreeMap::new();
    for article in articles {
        let township = article.place.as_ref().map(|Place { township, .. }| township);
        let order = township.map_or(0, |(code, _)| 1 + areas.iter().position(|area| area.code == *code).unwrap_or(areas.len()));
        groups.entry((order, township.map(|(_, name)| name.as_str()))).or_default().push(entry(article, ""));
    }
    groups.into_iter().map(|((_, name), entries)| Group { name: name.map(str::to_owned), entries }).collect()
}
