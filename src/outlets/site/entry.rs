//! A line of a list that leads to an article. Its entry point is [`Entry`].

use std::cmp::Reverse;

use serde::Serialize;

use super::Article;

/// A line of a list, as templates see it.
#[derive(Debug, Clone, Serialize)]
pub struct Entry<'a> {
    path: String,
    title: &'a str,
    column: &'static str,
    date: &'a str,
    state: Option<&'a str>,
    begins: Option<&'a str>,
    ends: Option<&'a str>,
    objection: Option<&'a str>,
}

/// The line of an article, on a page from which `root` leads to the site's root.
pub(super) fn entry<'a>(article: &'a Article, root: &str) -> Entry<'a> {
    let period = article.period.as_ref().filter(|_| article.state.is_some());
    Entry {
        path: format!("{root}{}", article.path),
        title: &article.title,
        column: article.column.name(),
        date: &article.date,
        state: article.state.as_deref(),
        begins: period.map(|(begins, _)| begins.as_str()),
        ends: period.map(|(_, ends)| ends.as_str()),
        objection: article.objection.as_deref(),
    }
}

/// What lists are sorted by: the later end of a period first, then the later date, then the path.
pub(super) fn latest_first(article: &Article) -> impl Ord + use<'_> {
    (Reverse(article.period.as_ref().map(|(_, end)| end)), Reverse(&article.date), &article.path)
}
