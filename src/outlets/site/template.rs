//! Fills in the site's templates. Its entry point is [`SiteTemplates`].

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde::Serialize;
use tera::{Context, Tera};

use super::article::ArticleView;
use super::route::root;
use crate::papers::fonts::web::{blocks_of, style_sheet};
use super::{Article, Artifact, Route, Site, builtin, qr};

/// Style sheet that only the restricted archive carries.
const ARCHIVE_STYLE: &str = "archive.css";

/// The site's templates, style sheets and scripts, ready to render; shared by threads.
pub struct SiteTemplates {
    tera: Tera,
    assets: BTreeMap<String, String>,
}

/// Why the site could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiteError {
    /// A file or folder of `templates/site` could not be read.
    Unreadable { path: String, reason: String },
    /// A template is wrong; the message names file, line and column.
    Template(String),
    /// A path leads out of the site or is no `.html`.
    Path(String),
}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, reason } => write!(f, "{path} 读不出来：{reason}"),
            Self::Template(message) => write!(f, "网站模板有误：{message}"),
            Self::Path(path) => write!(f, "网页路径不可用：{path}"),
        }
    }
}

impl std::error::Error for SiteError {}

impl From<tera::Error> for SiteError {
    fn from(error: tera::Error) -> Self {
        Self::Template(error.to_string())
    }
}

impl SiteTemplates {
    /// Opens `templates/site/*.html`, style sheets and scripts of a workspace; what is not there is the program's own.
    pub fn open(workspace: Option<&Path>) -> Result<Self, SiteError> {
        let mut sources: BTreeMap<String, String> =
            builtin::SITE.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let mut assets: BTreeMap<String, String> = builtin::ASSETS.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let dir = workspace.map(|workspace| workspace.join("templates").join("site")).filter(|dir| dir.is_dir());
        if let Some(dir) = dir {
            let unreadable = |path: &Path| {
                let path = path.display().to_string();
                move |error: std::io::Error| SiteError::Unreadable { path, reason: error.to_string() }
            };
            for entry in std::fs::read_dir(&dir).map_err(unreadable(&dir))? {
                let path = entry.map_err(unreadable(&dir))?.path();
                let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
                if name.ends_with(".html") {
                    sources.insert(name, std::fs::read_to_string(&path).map_err(unreadable(&path))?);
                } else if name.ends_with(".css") || name.ends_with(".js") {
                    assets.insert(name, std::fs::read_to_string(&path).map_err(unreadable(&path))?);
                }
            }
        }
        let mut tera = Tera::new();
        tera.add_raw_templates(sources.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())?;
        Ok(Self { tera, assets })
    }

    /// Style sheets and scripts of the website.
    pub fn assets(&self) -> Vec<Artifact> {
        self.assets_but(ARCHIVE_STYLE)
    }

    /// Style sheets and scripts of the restricted archive: those of the website, and its own.
    pub fn archive_assets(&self) -> Vec<Artifact> {
        self.assets_but("")
    }

    fn assets_but(&self, without: &str) -> Vec<Artifact> {
        let assets = self.assets.iter().filter(|(name, _)| *name != without);
        assets.map(|(name, text)| Artifact { path: format!("assets/{name}"), bytes: text.clone().into_bytes() }).collect()
    }

    /// A paper on the web, with the articles of its case.
    ///
    /// # Errors
    /// A template that the view does not fit, or a path that cannot be.
    pub fn article<'a>(&self, site: &Site, article: &'a Article, related: impl IntoIterator<Item = &'a Article>) -> Result<Artifact, SiteError> {
        let bad = article.path.split('/').any(|part| part.is_empty() || part.starts_with('.'));
        if bad || !article.path.ends_with(".html") || article.path.contains(['\\', ':']) {
            return Err(SiteError::Path(article.path.clone()));
        }
        self.render(site, &article.path, &root(&article.path), "article.html", &ArticleView::of(article, related, site.address(&article.path).and_then(|address| qr::svg(&address))))
    }

    /// Any other page: what its template sees as `page`.
    ///
    /// # Errors
    /// A template that the view does not fit.
    pub fn page(&self, site: &Site, route: &Route, view: &impl Serialize) -> Result<Artifact, SiteError> {
        let path = route.path();
        // The page of what is not there is shown at any address.
        let root = if *route == Route::NotFound { site.folder() } else { None }.unwrap_or_else(|| root(&path));
        self.render(site, &path, &root, route.template(), view)
    }

    /// A page of the restricted archive, or a part of one, by its template.
    ///
    /// # Errors
    /// A template that the view does not fit.
    pub fn restricted(&self, site: &Site, path: &str, template: &str, view: &impl Serialize) -> Result<Artifact, SiteError> {
        self.render(site, path, &root(path), template, view)
    }

    fn render(&self, site: &Site, path: &str, root: &str, template: &str, view: &impl Serialize) -> Result<Artifact, SiteError> {
        let mut context = Context::new();
        context.insert("site", site);
        context.insert("root", root);
        context.insert("address", &site.address(path));
        context.insert("image", &site.emblem.and_then(|emblem| site.address(emblem)));
        context.insert("page", view);
        context.insert("rare", &[""; 0]);
        let mut html = self.tera.render(template, &context)?;
        let rare: Vec<String> = blocks_of(&html).into_iter().map(style_sheet).collect();
        if !rare.is_empty() {
            context.insert("rare", &rare);
            html = self.tera.render(template, &context)?;
        }
        Ok(Artifact { path: path.to_owned(), bytes: html.into_bytes() })
    }
}
