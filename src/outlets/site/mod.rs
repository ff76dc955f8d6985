//! The website of a workspace. Entry points: [`SiteTemplates::article`] for a paper on the web, [`SiteTemplates::page`] for every other
//! page; [`Route`] says where each stands.
//!
//! Every page stands alone: relative links, one style sheet, one small script that no text depends on, so that it opens from a
//! server, below a path and from a folder. No page tells the day on which it was built.

mod article;
mod builtin;
mod card;
mod emblem;
mod entry;
pub mod feed;
mod links;
mod found;
pub mod pages;
mod qr;
pub mod restricted;
mod route;
mod template;
pub mod upload;

pub use article::{Article, Column, Note, Place};
pub use card::card;
pub use emblem::Emblem;
pub use entry::Entry;
pub use found::{of_article, of_page, of_place};
pub use links::{Broken, Links};
pub use route::Route;
pub use template::{SiteError, SiteTemplates};

use serde::Serialize;

/// What all pages say about the site.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Site {
    /// 网站名称, `清流县脱贫攻坚信息公开`.
    pub name: String,
    /// The workspace is a sample: every page says so.
    pub sample: bool,
    /// Something was published: there is a log of it.
    pub log: bool,
    /// 主办单位.
    pub organiser: Option<String>,
    /// 承办单位.
    pub undertaker: Option<String>,
    /// 联系电话 of the office that keeps the site.
    pub contact: Option<String>,
    /// Domain without protocol, with the folder that the site stands in, for `SiteDomain` and every absolute address.
    pub domain: Option<String>,
    /// 网站标识码, ten digits, for `SiteIDCode`.
    pub id_code: Option<String>,
    /// 备案号.
    pub icp: Option<String>,
    /// 公安备案号.
    pub police: Option<String>,
    /// The site's picture, from its root.
    pub emblem: Option<&'static str>,
}

impl Site {
    /// The folder on the server that the site stands in: `/qingliu/`, `/`; none without a domain.
    pub fn folder(&self) -> Option<String> {
        self.domain.as_ref().map(|domain| domain.split_once('/').map_or_else(|| "/".to_owned(), |(_, folder)| format!("/{folder}/")))
    }

    /// The absolute address of a file of the site; none without a domain.
    pub fn address(&self, path: &str) -> Option<String> {
        self.domain.as_ref().map(|domain| format!("https://{domain}/{path}"))
    }
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
