//! All articles of a column that stands by no place. Its entry point is [`List`].

use serde::Serialize;

use crate::outlets::site::entry::{entry, latest_first};
use crate::outlets::site::{Article, Column, Entry};

/// The list of a column.
#[derive(Serialize)]
pub struct List<'a> {
    title: &'static str,
    groups: Vec<(Option<String>, Vec<Entry<'a>>)>,
}

impl<'a> List<'a> {
    /// Plans by year in the order of their attachments, documents by date.
    pub fn of(articles: &'a [Article], column: Column) -> Self {
        let mut own: Vec<&Article> = articles.iter().filter(|article| article.column == column).collect();
        match column {
            Column::Plan => own.sort_by(|one, other| (other.year, &one.path).cmp(&(one.year, &other.path))),
            _ => own.sort_by(|one, other| latest_first(one).cmp(&latest_first(other))),
        }
        let groups = own.chunk_by(|one, other| one.year == other.year);
        let line = |group: &[&'a Article]| group.iter().map(|article| entry(article, "../")).collect();
        Self { title: column.name(), groups: groups.map(|group| (group[0].year.map(|year| format!("{year}年")), line(group))).collect() }
    }
}
