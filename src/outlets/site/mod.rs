//! The website of a workspace. Its entry point is [`SiteTemplates::render`].
//!
//! Every page stands alone: relative links, one style sheet, no script, so that it opens from a
//! server, below a path and from a folder. No page tells the day on which it was built.

mod builtin;
mod index;
mod page;
mod template;

pub use page::{Page, PageKind};
pub use template::{SiteError, SiteTemplates};

use serde::Serialize;

/// What all pages say about the site.
#[derive(Debug, Clone, Serialize)]
pub struct Site {
    /// 网站名称, `清流县脱贫攻坚信息公开`.
    pub name: String,
    /// The workspace is a sample: every page says so.
    pub sample: bool,
    /// 主办单位.
    pub organiser: String,
    /// 承办单位.
    pub undertaker: Option<String>,
    /// 联系方式 of the office that runs the site.
    pub contact: Option<String>,
    /// Domain without protocol, for `SiteDomain`.
    pub domain: Option<String>,
    /// 网站标识码, ten digits, for `SiteIDCode`.
    pub id_code: Option<String>,
    /// 备案号.
    pub icp: Option<String>,
    /// Townships in official order; others come after them by name.
    #[serde(skip)]
    pub townships: Vec<String>,
}

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Path from the site's root, with `/`.
    pub path: String,
    /// Content.
    pub bytes: Vec<u8>,
}

#[cfg(test)]
mod tests;
