//! Where the pages of the site stand. Its entry point is [`Route`].

/// A page that is no article, by what it is; its path is made of codes, assigned once, never of names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// 首页.
    Home,
    /// Every township and village.
    Places,
    /// A township, by code.
    Township(String),
    /// A village, by the codes of its township and its own.
    Village(String, String),
    /// All tables of all plans.
    Plans,
    /// All official documents.
    Documents,
    /// How to object.
    Guide,
    /// Deadlines.
    Calendar,
    /// Publicities that end in a month, `2017-11`, where they are many.
    CalendarMonth(String),
    /// The rule sets of the county.
    RuleSets,
    /// A rule set, by id.
    RuleSet(String),
    /// What a search has found.
    Search,
    /// The log of publications.
    Log,
    /// Its page of a month, `2017-11`.
    LogMonth(String),
    /// What a server shows where there is no page.
    NotFound,
    /// Where a page stood before, by that address.
    Moved(String),
}

impl Route {
    /// Path from the site's root.
    pub fn path(&self) -> String {
        match self {
            Self::Home => "index.html".to_owned(),
            Self::Places => "places/index.html".to_owned(),
            Self::Township(code) => format!("places/{code}.html"),
            Self::Village(township, code) => format!("places/{township}/{code}.html"),
            Self::Plans => "plans/index.html".to_owned(),
            Self::Documents => "documents/index.html".to_owned(),
            Self::Guide => "guide.html".to_owned(),
            Self::Calendar => "calendar.html".to_owned(),
            Self::CalendarMonth(month) => format!("calendar/{month}.html"),
            Self::RuleSets => "rules/index.html".to_owned(),
            Self::RuleSet(id) => format!("rules/{id}.html"),
            Self::Search => "search.html".to_owned(),
            Self::Log => "log/index.html".to_owned(),
            Self::LogMonth(month) => format!("log/{month}.html"),
            Self::NotFound => "404.html".to_owned(),
            Self::Moved(path) => path.clone(),
        }
    }

    /// Name of its template.
    pub fn template(&self) -> &'static str {
        match self {
            Self::Home => "home.html",
            Self::Places => "places.html",
            Self::Township(_) | Self::Village(..) => "place.html",
            Self::Plans | Self::Documents => "list.html",
            Self::Guide => "guide.html",
            Self::Calendar | Self::CalendarMonth(_) => "calendar.html",
            Self::RuleSets => "rule-sets.html",
            Self::RuleSet(_) => "rule-set.html",
            Self::Search => "search.html",
            Self::Log | Self::LogMonth(_) => "log.html",
            Self::NotFound => "notfound.html",
            Self::Moved(_) => "moved.html",
        }
    }
}

/// The way from a page to the site's root: nothing, or `../` for each folder.
pub(super) fn root(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}
