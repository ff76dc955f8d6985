//! The last look before the output is put in its place: no public file holds a private value of any household. Its entry point is [`Desk::last_look`].
//!
//! Pages, feeds, tables of the search and whatever else is text is read as it lies in the stage; of papers that are no text (PDF, XLSX)
//! what they say is kept while they are made.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::BuildError;
use super::compose::Desk;
use crate::outlets::privacy::{Hit, Sealed, Secrets, squeezed};
use crate::papers::document::Document;
use crate::papers::render::html::article;
use crate::records::source;
use crate::report::finding::Finding;

/// The finding.
pub(super) const RULE: &str = "private-value-in-public-file";

/// Endings of files that are no text: papers, the fonts of rare characters, pictures, zips of what is looked at by itself.
const NO_TEXT: [&str; 7] = ["pdf", "xlsx", "woff2", "png", "jpg", "zip", "gz"];

/// What a public paper says: the paths of its files below the output, its text.
pub(super) struct Said {
    paths: Vec<String>,
    text: String,
}

impl Said {
    /// Of a paper in these files.
    pub(super) fn of(document: &Document, paths: Vec<String>) -> Self {
        Self { paths, text: unescaped(&without_tags(&article(document))) }
    }
}

impl Desk<'_> {
    /// Every private value that stands in a public file, at its place in the household's file.
    pub(super) fn last_look(&self, mut secrets: Secrets, papers: &[Said]) -> Result<Vec<Finding>, BuildError> {
        let holdings = &self.workspace.holdings;
        let lists = holdings.batches.iter().map(|case| &case.record.channel);
        holdings.townships.iter().map(|case| &case.record.channel).chain(lists).chain([&holdings.county.record.channel]).for_each(|channel| secrets.official(channel));
        let sealed = secrets.seal();
        let stage = self.staging.place("");
        let files = ["board", "web"].into_iter().flat_map(|folder| WalkDir::new(stage.join(folder)).sort_by_file_name()).filter_map(Result::ok);
        let is_text = |path: &Path| path.extension().and_then(|ending| ending.to_str()).is_none_or(|ending| !NO_TEXT.contains(&ending));
        let files: Vec<_> = files.filter(|entry| entry.file_type().is_file() && is_text(entry.path())).collect();
        let of_files: Result<Vec<Vec<(Hit, String)>>, BuildError> = files
            .par_iter()
            .map(|entry| {
                let path = entry.path().strip_prefix(&stage).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/");
                let text = std::fs::read_to_string(entry.path()).map_err(|error| BuildError::Write(path.clone(), error))?;
                let markup = [".html", ".xml"].iter().any(|ending| path.ends_with(ending));
                Ok(found(&sealed, &text, markup).into_iter().map(|hit| (hit, path.clone())).collect())
            })
            .collect();
        let of_papers = papers.par_iter().flat_map_iter(|paper| {
            let hits = sealed.hits(&paper.text);
            paper.paths.iter().flat_map(move |path| hits.clone().into_iter().map(move |hit| (hit, path.clone())))
        });
        let mut places: BTreeMap<Hit, BTreeSet<String>> = BTreeMap::new();
        for (hit, path) in of_papers.collect::<Vec<_>>().into_iter().chain(of_files?.into_iter().flatten()) {
            places.entry(hit).or_default().insert(path);
        }
        Ok(places.iter().map(|(hit, paths)| self.told(hit, paths)).collect())
    }

    /// The value itself is never told: its line is.
    fn told(&self, hit: &Hit, paths: &BTreeSet<String>) -> Finding {
        let text = source::read(&self.workspace.root, &hit.owner).map(|source| source.text).unwrap_or_default();
        let line = text.lines().position(|line| squeezed(line).contains(&hit.value)).map_or(1, |line| line + 1);
        let stem = hit.owner.rsplit('/').next().unwrap_or_default().trim_end_matches(".yaml");
        // The first file of each kind is named.
        let mut first: BTreeMap<&str, &str> = BTreeMap::new();
        for path in paths {
            first.entry(path.rsplit('.').next().unwrap_or_default()).or_insert(path);
        }
        let mut named = first.values().copied().collect::<Vec<_>>().join("、");
        if paths.len() > first.len() {
            named.push_str(&format!("（{}）", paths.len()));
        }
        Finding::new(RULE, format!("户 {stem}"), hit.owner.as_str()).placed(line, 1).arg("field", hit.field).arg("public", named)
    }
}

/// The private values in a text; in one with tags also those that tags cut.
fn found(sealed: &Sealed, text: &str, markup: bool) -> Vec<Hit> {
    if !markup {
        return sealed.hits(text);
    }
    let mut hits = sealed.hits(&unescaped(text));
    hits.extend(sealed.hits(&unescaped(&without_tags(text))));
    hits.sort();
    hits.dedup();
    hits
}

fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&#x2F;", "/"), ("&amp;", "&")] {
        if text.contains(entity) {
            text = text.replace(entity, character);
        }
    }
    text
}

fn without_tags(text: &str) -> String {
    let mut inside = false;
    text.chars()
        .filter(|c| {
            let shown = !inside && *c != '<';
            inside = if inside { *c != '>' } else { *c == '<' };
            shown
        })
        .collect()
}
