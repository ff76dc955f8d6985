//! One page of the site: [`Page`].

use serde::Serialize;

/// The columns of the site, in their order on the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKind {
    /// 公示.
    Publicity,
    /// 公告.
    Announcement,
    /// 计划.
    Plan,
    /// 文件.
    OfficialDocument,
}

impl PageKind {
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

    /// Anchor of the column on the index.
    pub fn id(self) -> &'static str {
        match self {
            Self::Publicity => "publicity",
            Self::Announcement => "announcement",
            Self::Plan => "plan",
            Self::OfficialDocument => "document",
        }
    }
}

/// A notice, plan or official document on the site.
#[derive(Debug, Clone)]
pub struct Page {
    /// From the site's root: `notices/0101-2017-1-publicity.html`. Made of codes, assigned once.
    pub path: String,
    /// Its column.
    pub kind: PageKind,
    /// Title without line breaks.
    pub title: String,
    /// Township that it is grouped under.
    pub township: Option<String>,
    /// Village, for the trail.
    pub village: Option<String>,
    /// Date of the paper, `2017-11-15`.
    pub date: String,
    /// Year of a plan, which plans are grouped under.
    pub year: Option<i16>,
    /// First and last day of a publicity or announcement, `2017-11-15`; the later end stands first.
    pub period: Option<(String, String)>,
    /// What a visitor must know at once: `公示期：2017年11月15日至2017年11月22日`. Never relative to today.
    pub state: Option<String>,
    /// How to object, in one line, on the index.
    pub objection: Option<String>,
    /// Issuing body, for `ContentSource`.
    pub source: String,
    /// 信息公开卡: name and value of each row; empty for none.
    pub card: Vec<(String, String)>,
    /// `2017-11-15` or `2017-11-15 09:24`, for `PubDate`.
    pub published_at: String,
    /// The fragment of [`article`](crate::papers::render::html::article).
    pub article_html: String,
    /// Label and path from the site's root of each file to download.
    pub downloads: Vec<(String, String)>,
    /// Search engines shall leave it alone: it names persons.
    pub noindex: bool,
}

/// What the page template sees.
#[derive(Serialize)]
pub(super) struct PageView<'a> {
    title: &'a str,
    column: &'static str,
    column_id: &'static str,
    township: Option<&'a str>,
    village: Option<&'a str>,
    state: Option<&'a str>,
    source: &'a str,
    card: &'a [(String, String)],
    published_at: &'a str,
    article_html: &'a str,
    downloads: Vec<(&'a str, String)>,
    noindex: bool,
}

impl<'a> PageView<'a> {
    /// The view of a page, its links seen from where it stands.
    pub fn of(page: &'a Page) -> Self {
        let root = page.root();
        Self {
            title: &page.title,
            column: page.kind.name(),
            column_id: page.kind.id(),
            township: page.township.as_deref(),
            village: page.village.as_deref(),
            state: page.state.as_deref(),
            source: &page.source,
            card: &page.card,
            published_at: &page.published_at,
            article_html: &page.article_html,
            noindex: page.noindex,
            downloads: page.downloads.iter().map(|(label, path)| (label.as_str(), format!("{root}{path}"))).collect(),
        }
    }
}

impl Page {
    /// The way from this page to the site's root: nothing, or `../` for each folder.
    pub(super) fn root(&self) -> String {
        "../".repeat(self.path.matches('/').count())
    }
}
