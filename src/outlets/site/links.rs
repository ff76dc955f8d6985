//! Whether every link within the site leads somewhere. Its entry point is [`Links`].

use std::collections::{BTreeMap, BTreeSet};

use super::Artifact;
use crate::papers::fonts::web::blocks_of;

/// What the pages refer to, gathered while they are written.
#[derive(Debug, Default)]
pub struct Links {
    /// The folder on the server that the site stands in.
    folder: Option<String>,
    /// Files of the site; pages with the ids that stand on them.
    files: BTreeMap<String, BTreeSet<String>>,
    /// Pages and their owners.
    pages: Vec<(String, String)>,
    /// References as they stand on pages, with the places of those in the list: most stand on very many.
    references: BTreeMap<String, Vec<u32>>,
    /// Blocks of rare characters that pages show.
    rare: BTreeSet<u32>,
}

/// A reference that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Broken {
    /// The page that it stands on, from the site's root.
    pub page: String,
    /// File of the workspace, or template, that the page is owned by.
    pub owner: String,
    /// The reference as it stands there.
    pub reference: String,
}

impl Links {
    /// Of a site that stands in a folder of its server.
    pub fn new(folder: Option<String>) -> Self {
        Self { folder, ..Self::default() }
    }

    /// A file that is there.
    pub fn file(&mut self, path: &str) {
        self.files.entry(path.to_owned()).or_default();
    }

    /// A page that is there, and whose it is.
    pub fn page(&mut self, page: &Artifact, owner: &str) {
        let html = String::from_utf8_lossy(&page.bytes);
        self.rare.extend(blocks_of(&html));
        self.files.entry(page.path.clone()).or_default().extend(values(&html, " id=\"").map(str::to_owned));
        let place = self.pages.len() as u32;
        self.pages.push((page.path.clone(), owner.to_owned()));
        let references: BTreeSet<&str> = values(&html, " href=\"").chain(values(&html, " src=\"")).collect();
        for reference in references {
            match self.references.get_mut(reference) {
                Some(pages) => pages.push(place),
                None => drop(self.references.insert(reference.to_owned(), vec![place])),
            }
        }
    }

    /// Blocks of rare characters that the pages show, whose fonts they refer to.
    pub fn rare(&self) -> BTreeSet<u32> {
        self.rare.clone()
    }

    /// Every reference that leads nowhere, by page.
    pub fn broken(&self) -> Vec<Broken> {
        let mut broken = Vec::new();
        for (reference, pages) in &self.references {
            let pages = pages.iter().map(|place| &self.pages[*place as usize]);
            let astray = pages.filter(|(page, _)| !self.leads(page, reference));
            broken.extend(astray.map(|(page, owner)| Broken { page: page.clone(), owner: owner.clone(), reference: reference.clone() }));
        }
        broken.sort();
        broken
    }

    fn leads(&self, page: &str, reference: &str) -> bool {
        // Another site's address, or a way to write or call, is not within.
        if ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| reference.starts_with(scheme)) {
            return true;
        }
        if let Some(folder) = self.folder.as_deref().filter(|_| reference.starts_with('/')) {
            return reference.strip_prefix(folder).is_some_and(|path| self.leads("", path));
        }
        let (path, id) = reference.split_once('#').unwrap_or((reference, ""));
        let mut parts: Vec<&str> = page.split('/').collect();
        if !path.is_empty() {
            parts.pop();
        }
        for part in path.split('/').filter(|part| !part.is_empty()) {
            match part {
                ".." if parts.pop().is_none() => return false,
                ".." => {}
                part => parts.push(part),
            }
        }
        self.files.get(&parts.join("/")).is_some_and(|ids| id.is_empty() || ids.contains(id))
    }
}

/// The values of an attribute, as the program's own pages write it.
fn values<'a>(html: &'a str, attribute: &'static str) -> impl Iterator<Item = &'a str> {
    html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_there_and_an_id_that_is_not_there_are_told() {
        let mut links = Links::default();
        let page = |path: &str, html: &str| Artifact { path: path.into(), bytes: html.as_bytes().to_vec() };
        links.file("notices/a.pdf");
        links.page(&page("index.html", "<h1 id=\"top\">甲</h1><a href=\"notices/1.html#x\">乙</a><a href=\"https://a.cn\">丙</a>"), "home.html");
        links.page(&page("notices/1.html", "<a href=\"../index.html#top\">甲</a><a href=\"a.pdf\">乙</a><a href=\"../../x.html\">丙</a>"), "content/x.yaml");
        let broken: Vec<(String, String)> = links.broken().into_iter().map(|broken| (broken.owner, broken.reference)).collect();
        assert_eq!(broken, [("home.html".into(), "notices/1.html#x".into()), ("content/x.yaml".into(), "../../x.html".into())]);
    }
}
