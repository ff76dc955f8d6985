//! Fills in the site's templates. Its entry point is [`SiteTemplates`].

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use tera::{Context, Tera};

use super::page::PageView;
use super::{Artifact, Page, Site, builtin, index};

/// The site's templates and style sheet, ready to render; shared by threads.
pub struct SiteTemplates {
    tera: Tera,
    style: String,
}

/// Why the site could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiteError {
    /// A file or folder of `templates/site` could not be read.
    Unreadable { path: String, reason: String },
    /// A template is wrong; the message names file, line and column.
    Template(String),
    /// Two pages have one path, or a path leads out of the site or is no `.html`.
    Path(String),
}

impl fmt::Display for SiteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, reason } => write!(f, "{path} 读不出来：{reason}"),
            Self::Template(message) => write!(f, "网站模板有误：{message}"),
            Self::Path(path) => write!(f, "网页路径重复或不可用：{path}"),
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
    /// Opens `templates/site/*.html` and `style.css` of a workspace; what is not there is the program's own.
    pub fn open(workspace: Option<&Path>) -> Result<Self, SiteError> {
        let mut sources: BTreeMap<String, String> =
            builtin::SITE.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let mut style = builtin::STYLE.to_owned();
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
                } else if name == "style.css" {
                    style = std::fs::read_to_string(&path).map_err(unreadable(&path))?;
                }
            }
        }
        let mut tera = Tera::new();
        tera.add_raw_templates(sources.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())?;
        Ok(Self { tera, style })
    }

    /// The index and the style sheet, from the pages' heads.
    pub fn index(&self, site: &Site, pages: &[Page]) -> Result<Vec<Artifact>, SiteError> {
        let mut context = Context::new();
        context.insert("site", site);
        context.insert("root", "");
        context.insert("columns", &index::columns(site, pages));
        let style = Artifact { path: "assets/style.css".to_owned(), bytes: self.style.clone().into_bytes() };
        Ok(vec![style, self.artifact("index.html", "index.html", &context)?])
    }

    /// One page; it depends on no other.
    pub fn page(&self, site: &Site, page: &Page) -> Result<Artifact, SiteError> {
        let bad = page.path.split('/').any(|part| part.is_empty() || part.starts_with('.'));
        if bad || !page.path.ends_with(".html") || page.path.contains(['\\', ':']) || page.path == "index.html" {
            return Err(SiteError::Path(page.path.clone()));
        }
        let mut context = Context::new();
        context.insert("site", site);
        context.insert("root", &page.root());
        context.insert("page", &PageView::of(page));
        self.artifact(&page.path, "page.html", &context)
    }

    /// The whole site, sorted by path.
    pub fn render(&self, site: &Site, pages: &[Page]) -> Result<Vec<Artifact>, SiteError> {
        let mut artifacts = self.index(site, pages)?;
        for page in pages {
            artifacts.push(self.page(site, page)?);
        }
        artifacts.sort_by(|a, b| a.path.cmp(&b.path));
        match artifacts.windows(2).find(|pair| pair[0].path == pair[1].path) {
            Some(pair) => Err(SiteError::Path(pair[0].path.clone())),
            None => Ok(artifacts),
        }
    }

    fn artifact(&self, path: &str, template: &str, context: &Context) -> Result<Artifact, SiteError> {
        Ok(Artifact { path: path.to_owned(), bytes: self.tera.render(template, context)?.into_bytes() })
    }
}
