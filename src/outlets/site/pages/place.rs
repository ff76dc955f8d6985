//! The page of a township or village, and the list of them all. Entry points: [`PlacePage`], [`Places`].

use std::collections::BTreeMap;

use serde::Serialize;

use crate::outlets::site::entry::{entry, latest_first};
use crate::outlets::site::route::root;
use crate::outlets::site::{Article, Column, Entry, Place, Route};

/// A township with its villages, in official order.
#[derive(Debug, Clone)]
pub struct Area {
    /// Code.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Who takes objections there.
    pub office: Option<Office>,
    /// Its villages; a township's villages have none.
    pub villages: Vec<Area>,
}

/// An office that takes objections: its public details.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Office {
    /// Name.
    pub name: String,
    /// Label and value of each way to reach it: 电话, 地址, 邮箱, 监督电话.
    pub ways: Vec<(&'static str, String)>,
}

/// Articles by the place that they are about: sorted once, looked up by each place.
pub struct ByPlace<'a>(BTreeMap<(&'a str, Option<&'a str>), Vec<&'a Article>>);

impl<'a> ByPlace<'a> {
    /// All that are about a place.
    pub fn of(articles: &'a [Article]) -> Self {
        let mut places: BTreeMap<_, Vec<&'a Article>> = BTreeMap::new();
        for article in articles {
            let Some(Place { township, village }) = &article.place else { continue };
            places.entry((township.0.as_str(), village.as_ref().map(|(code, _)| code.as_str()))).or_default().push(article);
        }
        Self(places)
    }

    /// About a village, or about a township itself.
    fn at(&self, township: &'a str, village: Option<&'a str>) -> &[&'a Article] {
        self.0.get(&(township, village)).map_or(&[], Vec::as_slice)
    }
}

/// The page of a township or village.
#[derive(Serialize)]
pub struct PlacePage<'a> {
    name: &'a str,
    /// The township above a village: name, link.
    above: Option<(&'a str, String)>,
    /// Articles by column.
    columns: Vec<(&'static str, Vec<Entry<'a>>)>,
    /// Villages of a township: name, link, how many articles.
    villages: Vec<(&'a str, String, usize)>,
    /// Who takes objections, the nearest first.
    offices: Vec<&'a Office>,
}

impl<'a> PlacePage<'a> {
    /// Of a township: its own articles, and its villages.
    pub fn township(area: &'a Area, articles: &ByPlace<'a>, county: &'a [Office]) -> Self {
        let link = |village: &Area| root(&Route::Township(String::new()).path()) + &Route::Village(area.code.clone(), village.code.clone()).path();
        let count = |village: &'a Area| articles.at(&area.code, Some(&village.code)).len();
        Self {
            name: &area.name,
            above: None,
            columns: columns(articles.at(&area.code, None).to_vec(), "../"),
            villages: area.villages.iter().map(|village| (village.name.as_str(), link(village), count(village))).collect(),
            offices: area.office.iter().chain(county).collect(),
        }
    }

    /// Of a village of a township.
    pub fn village(area: &'a Area, village: &'a Area, articles: &ByPlace<'a>, county: &'a [Office]) -> Self {
        Self {
            name: &village.name,
            above: Some((&area.name, format!("../../{}", Route::Township(area.code.clone()).path()))),
            columns: columns(articles.at(&area.code, Some(&village.code)).to_vec(), "../../"),
            villages: Vec::new(),
            offices: village.office.iter().chain(&area.office).chain(county).collect(),
        }
    }
}

fn columns<'a>(mut articles: Vec<&'a Article>, root: &str) -> Vec<(&'static str, Vec<Entry<'a>>)> {
    articles.sort_by(|one, other| (one.column, latest_first(one)).cmp(&(other.column, latest_first(other))));
    let groups = articles.chunk_by(|one, other| one.column == other.column);
    groups.map(|group| (group[0].column.name(), group.iter().map(|article| entry(article, root)).collect())).collect()
}

/// Every place, and the articles of the county itself.
#[derive(Serialize)]
pub struct Places<'a> {
    /// The county's own articles by column.
    columns: Vec<(&'static str, Vec<Entry<'a>>)>,
    townships: Vec<Township<'a>>,
}

/// A township of the list: its villages with their links.
#[derive(Serialize)]
struct Township<'a> {
    name: &'a str,
    link: String,
    villages: Vec<(&'a str, String)>,
}

impl<'a> Places<'a> {
    /// All townships with their villages.
    pub fn of(areas: &'a [Area], articles: &'a [Article]) -> Self {
        let own = articles.iter().filter(|article| article.place.is_none() && matches!(article.column, Column::Publicity | Column::Announcement));
        let townships = areas.iter().map(|area| Township {
            name: &area.name,
            link: format!("../{}", Route::Township(area.code.clone()).path()),
            villages: area.villages.iter().map(|village| (village.name.as_str(), format!("../{}", Route::Village(area.code.clone(), village.code.clone()).path()))).collect(),
        });
        Self { columns: columns(own.collect(), "../"), townships: townships.collect() }
    }
}
