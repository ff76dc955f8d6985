//! What a search of the site finds. Entry points: [`of_article`], [`of_place`], [`of_page`].
//!
//! Of a page that names persons only its title, its state and its place can be found, never a line of its list.

use std::collections::HashSet;

use super::pages::Area;
use super::{Article, Artifact, Route};
use crate::outlets::search::{Record, of_html};

/// An article, by everything that its page says.
pub fn of_article(article: &Article) -> Record {
    let place = article.place.as_ref().map(|place| {
        let village = place.village.as_ref().map_or("", |(_, name)| name);
        format!("{}{village}", place.township.1)
    });
    let mut fields = labelled([("期限", article.state.clone()), ("地点", place)]);
    if !article.noindex {
        fields.extend(labelled([("摘要", Some(article.summary.clone())), ("来源", Some(article.source.clone())), ("关键词", Some(article.keywords.join("\n")))]));
        fields.extend(article.card.iter().cloned());
        fields.extend(article.objection.iter().map(|objection| ("异议".to_owned(), objection.clone())));
        fields.extend(of_html(&article.article_html));
    }
    Record { date: article.date.clone(), ..record(article.path.clone(), &article.title, article.column.name(), fields) }
}

/// A township, or a village of one, with its office.
pub fn of_place(township: &Area, village: Option<&Area>) -> Record {
    let area = village.unwrap_or(township);
    let mut fields = labelled([("乡镇", village.map(|_| township.name.clone())), ("受理单位", area.office.as_ref().map(|office| office.name.clone()))]);
    fields.extend(area.office.iter().flat_map(|office| office.ways.iter().map(|(way, value)| ((*way).to_owned(), value.clone()))));
    match village {
        Some(village) => record(Route::Village(township.code.clone(), village.code.clone()).path(), &village.name, "村", fields),
        None => record(Route::Township(township.code.clone()).path(), &township.name, "乡镇", fields),
    }
}

/// Any other page, by what its visitors call it, what it is and what it says.
pub fn of_page(page: &Artifact, title: &str, kind: &str) -> Record {
    let html = String::from_utf8_lossy(&page.bytes);
    let main = html.find("<main").map_or("", |at| &html[at..]);
    record(page.path.clone(), title, kind, of_html(main.split("</main>").next().unwrap_or_default()))
}

fn labelled<const N: usize>(fields: [(&str, Option<String>); N]) -> Vec<(String, String)> {
    fields.into_iter().filter_map(|(label, text)| Some((label.to_owned(), text?))).collect()
}

/// What two fields have in common is found in the first.
fn record(page: String, title: &str, kind: &str, mut fields: Vec<(String, String)>) -> Record {
    let mut known = HashSet::from([title.to_owned(), String::new()]);
    fields.retain(|(_, text)| known.insert(text.clone()));
    Record { page, title: title.to_owned(), kind: kind.to_owned(), fields, ..Record::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outlets::site::{Column, Place};

    fn article(noindex: bool) -> Article {
        Article {
            path: "notices/0101-2019-1-publicity.html".to_owned(),
            owner: String::new(),
            column: Column::Publicity,
            title: "拟退出公示".to_owned(),
            place: Some(Place { township: ("01".to_owned(), "石下镇".to_owned()), village: Some(("0101".to_owned(), "长灌村".to_owned())) }),
            cases: Vec::new(),
            date: "2019-10-08".to_owned(),
            year: None,
            period: None,
            state: Some("公示期：2019年10月8日至2019年10月14日".to_owned()),
            objection: None,
            source: "石下镇人民政府".to_owned(),
            card: vec![("内容概述".to_owned(), "石甲一等2户".to_owned()), ("索引号".to_owned(), "样/1".to_owned())],
            summary: "石甲一等2户".to_owned(),
            keywords: vec!["石甲一".to_owned()],
            published_at: "2019-10-08".to_owned(),
            article_html: "<h1>拟退出公示</h1><p>石甲一</p><p>石甲一已退出</p>".to_owned(),
            progress: Vec::new(),
            notes: Vec::new(),
            downloads: Vec::new(),
            noindex,
        }
    }

    #[test]
    fn of_a_page_that_names_persons_only_title_state_and_place_are_found() {
        let labels = |noindex| of_article(&article(noindex)).fields.into_iter().map(|(label, _)| label).collect::<Vec<_>>();
        assert_eq!(labels(true), ["期限", "地点"]);
        assert!(!format!("{:?}", of_article(&article(true))).contains("石甲一"));
        // What stands twice is found once.
        assert_eq!(labels(false), ["期限", "地点", "摘要", "来源", "关键词", "索引号", ""]);
    }
}
