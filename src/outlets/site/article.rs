//! A paper on the web, as a page with its card. Its entry point is [`Article`].

use serde::{Deserialize, Serialize};

use super::entry::{Entry, entry};
use super::route::root;
use super::Route;
use crate::papers::catalogue::{Expected, Source};
use crate::papers::document::{Content, Document, Identity, Inline, Layout, Shape};
use crate::papers::render::html::article;
use crate::papers::view::from_case::Progress;

/// The columns of the site, in their order on the home page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Column {
    /// 公示.
    Publicity,
    /// 公告.
    Announcement,
    /// 计划.
    Plan,
    /// 文件.
    OfficialDocument,
}

impl Column {
    /// All columns.
    pub const ALL: [Self; 4] = [Self::Publicity, Self::Announcement, Self::Plan, Self::OfficialDocument];

    /// Name of the column.
    pub fn name(self) -> &'static str {
        match self {
            Self::Publicity => "公示",
            Self::Announcement => "公告",
            Self::Plan => "年度计划",
            Self::OfficialDocument => "文件",
        }
    }

    /// Anchor of the column on the home page.
    pub fn id(self) -> &'static str {
        match self {
            Self::Publicity => "publicity",
            Self::Announcement => "announcement",
            Self::Plan => "plan",
            Self::OfficialDocument => "document",
        }
    }
}

/// The township, and the village within it, that a paper is about: code and full name of each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Township.
    pub township: (String, String),
    /// Village.
    pub village: Option<(String, String)>,
}

/// A notice, plan or official document on the site.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Article {
    /// From the site's root: `notices/0101-2017-1-publicity.html`. Made of codes, assigned once.
    pub path: String,
    /// File of the workspace that it is about, for findings.
    pub owner: String,
    /// Its column.
    pub column: Column,
    /// Title without line breaks.
    pub title: String,
    /// Place that it is grouped under; none for the county's own.
    pub place: Option<Place>,
    /// Cases that it belongs to: papers with one in common refer to each other.
    pub cases: Vec<String>,
    /// Date of the paper, `2017-11-15`.
    pub date: String,
    /// Year of a plan, which plans are grouped under.
    pub year: Option<i16>,
    /// First and last day of a publicity or announcement, `2017-11-15`; the later end stands first.
    pub period: Option<(String, String)>,
    /// What a visitor must know at once: `公示期：2017年11月15日至2017年11月22日`. Never relative to today.
    pub state: Option<String>,
    /// How to object, in one line.
    pub objection: Option<String>,
    /// Issuing body, for `ContentSource`.
    pub source: String,
    /// 信息公开卡: name and value of each row; empty for none.
    pub card: Vec<(String, String)>,
    /// What it says, in a sentence, for `Description`; names no person.
    pub summary: String,
    /// For `Keywords`; names no person.
    pub keywords: Vec<String>,
    /// `2017-11-15` or `2017-11-15 09:24`, for `PubDate`.
    pub published_at: String,
    /// The fragment of [`article`](crate::papers::render::html::article).
    pub article_html: String,
    /// How far the plan has come, column by column; empty for anything but a plan.
    #[serde(skip)]
    pub progress: Vec<Progress>,
    /// Label and path from the site's root of each file to download.
    pub downloads: Vec<(String, String)>,
    /// Search engines shall leave it alone: it names persons.
    pub noindex: bool,
    /// What happened to it after it was published, in order: day in words, what, why.
    #[serde(skip)]
    pub notes: Vec<Note>,
}

/// What happened to a paper after it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// `2017年11月25日`.
    pub day: String,
    /// `更正`.
    pub what: &'static str,
    /// Reason.
    pub reason: String,
}

impl Article {
    /// What the paper itself tells; column, case and the rest are said by who makes it.
    pub fn of(expected: &Expected<'_>, document: &Document, article_html: String) -> Self {
        let file = expected.path.trim_start_matches("web/site/");
        Self {
            path: format!("{file}.html"),
            owner: expected.inputs.first().cloned().unwrap_or_default(),
            column: if matches!(expected.source, Source::Table(..)) { Column::Plan } else { Column::OfficialDocument },
            title: document.title.clone(),
            place: None,
            cases: Vec::new(),
            date: document.date.clone(),
            year: None,
            period: None,
            state: None,
            objection: None,
            source: document.issuer.clone(),
            card: Vec::new(),
            summary: String::new(),
            keywords: Vec::new(),
            published_at: document.date.clone(),
            article_html,
            progress: Vec::new(),
            downloads: Vec::new(),
            noindex: false,
            notes: Vec::new(),
        }
    }

    /// What is left of it when it was withdrawn: its title and that it was. Its notes say when and why.
    pub fn withdrawn(self) -> Self {
        let said = Content::Paragraph { text: vec![Inline::Text("本文已经撤回，内容不再公布。".to_owned())], shape: Shape::Centred };
        let blocks = vec![Content::Title(vec![Inline::Text(self.title.clone())]).into(), said.into()];
        let title = self.title.clone();
        let identity = Identity::default();
        let article_html = article(&Document { kind: String::new(), title, layout: Layout::Notice, blocks, marks: Vec::new(), date: String::new(), issuer: String::new(), identity });
        let card = self.card.into_iter().map(|(name, value)| if name == "有效性" { (name, "已撤回".to_owned()) } else { (name, value) }).collect();
        Self { article_html, card, downloads: Vec::new(), period: None, state: None, objection: None, noindex: true, ..self }
    }

    /// Its id within the site, made of its address: `0301-2017-1-publicity`, `plans-2017-qingliu-2017-2019-annex-1`.
    pub fn id(&self) -> String {
        let name = self.path.strip_suffix(".html").unwrap_or(&self.path);
        name.strip_prefix("notices/").unwrap_or(name).replace('/', "-")
    }

    /// Its index number, as its card has it.
    pub fn index_number(&self) -> Option<&str> {
        self.card.iter().find(|(name, _)| name == "索引号").map(|(_, number)| number.as_str())
    }

    /// Whether the two belong to one case.
    pub fn is_related_to(&self, other: &Self) -> bool {
        self.path != other.path && self.cases.iter().any(|case| other.cases.contains(case))
    }

    /// Without its text, which is not needed once it is written.
    pub fn head(self) -> Self {
        Self { article_html: String::new(), progress: Vec::new(), ..self }
    }
}

/// What the article's template sees.
#[derive(Serialize)]
pub(super) struct ArticleView<'a> {
    title: &'a str,
    column: &'static str,
    column_id: &'static str,
    column_path: String,
    /// Name and link of the township and village.
    places: Vec<(&'a str, String)>,
    state: Option<&'a str>,
    begins: Option<&'a str>,
    ends: Option<&'a str>,
    objection: Option<&'a str>,
    source: &'a str,
    card: &'a [(String, String)],
    summary: &'a str,
    keywords: String,
    published_at: &'a str,
    article_html: &'a str,
    progress: &'a [Progress],
    downloads: Vec<(&'a str, String)>,
    related: Vec<Entry<'a>>,
    /// The code of its address, as SVG.
    qr: Option<String>,
    noindex: bool,
    notes: &'a [Note],
    /// Where the log of publications stands.
    log: String,
}

impl<'a> ArticleView<'a> {
    /// The view of an article, its links seen from where it stands.
    pub fn of(article: &'a Article, related: impl IntoIterator<Item = &'a Article>, qr: Option<String>) -> Self {
        let root = root(&article.path);
        let link = |route: Route| format!("{root}{}", route.path());
        let mut places = Vec::new();
        if let Some(Place { township, village }) = &article.place {
            places.push((township.1.as_str(), link(Route::Township(township.0.clone()))));
            places.extend(village.iter().map(|village| (village.1.as_str(), link(Route::Village(township.0.clone(), village.0.clone())))));
        }
        let column_path = match article.column {
            Column::Plan => link(Route::Plans),
            Column::OfficialDocument => link(Route::Documents),
            Column::Publicity | Column::Announcement => format!("{}#{}", link(Route::Home), article.column.id()),
        };
        let period = article.period.as_ref().filter(|_| article.state.is_some());
        Self {
            title: &article.title,
            column: article.column.name(),
            column_id: article.column.id(),
            column_path,
            places,
            state: article.state.as_deref(),
            begins: period.map(|(begins, _)| begins.as_str()),
            ends: period.map(|(_, ends)| ends.as_str()),
            objection: article.objection.as_deref(),
            source: &article.source,
            card: &article.card,
            summary: &article.summary,
            keywords: article.keywords.join(","),
            published_at: &article.published_at,
            article_html: &article.article_html,
            progress: &article.progress,
            downloads: article.downloads.iter().map(|(label, path)| (label.as_str(), format!("{root}{path}"))).collect(),
            qr,
            related: related.into_iter().map(|other| entry(other, &root)).collect(),
            noindex: article.noindex,
            notes: &article.notes,
            log: link(Route::Log),
        }
    }
}
