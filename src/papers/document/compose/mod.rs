//! From a template and a view to a document's blocks. Its entry point is [`Templates`].
//!
//! A template is a Markdown file with a head between two `---` lines and Tera in its body. Values
//! are escaped, so that they come out as exactly their characters (a line break in a value becomes
//! a blank); tables, signatures and the like are typed [`Parts`] placed by name.

mod builtin;
mod error;
mod escape;
mod front;
mod parts;
mod scan;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

pub use builtin::DOCUMENTS;
pub use error::{Fault, TemplateError};
pub use front::split as split_front_matter;
pub use parts::Parts;

use super::markdown::{self, Piece};
use super::{Block, Content, Document, Format, Identity, Inline, Layout};
use front::Front;
use scan::Scan;

/// All document templates of a workspace, ready to compose; shared by threads.
pub struct Templates {
    tera: Tera,
    entries: BTreeMap<String, Entry>,
}

struct Entry {
    front: Front,
    source: String,
    scan: Scan,
    /// Names that the view must have, in included templates too.
    variables: Vec<String>,
}

/// What a template yields: a document without its kind, marks and metadata.
#[derive(Debug, Clone, PartialEq)]
pub struct Composed {
    /// The title's text without line breaks.
    pub title: String,
    /// From the template's head.
    pub layout: Layout,
    /// In reading order.
    pub blocks: Vec<Block>,
}

impl Composed {
    /// The whole document.
    pub fn into_document(self, kind: &str, date: &str, issuer: &str, marks: Vec<String>) -> Document {
        Document {
            kind: kind.to_owned(),
            title: self.title,
            layout: self.layout,
            blocks: self.blocks,
            marks,
            date: date.to_owned(),
            issuer: issuer.to_owned(),
            identity: Identity::default(),
        }
    }
}

impl Templates {
    /// Opens `templates/documents/*.md` of a workspace; what is not there is the program's own.
    pub fn open(workspace: Option<&Path>) -> Result<Self, TemplateError> {
        Self::from_sources(sources(workspace)?)
    }

    /// Opens the templates of a workspace although some cannot be read: those are the program's own, and what is wrong with each is told.
    ///
    /// # Errors
    /// A file or folder that cannot be read, or a template that is wrong and that the program has none for.
    pub fn open_what_can_be(workspace: &Path) -> Result<(Self, Vec<TemplateError>), TemplateError> {
        let mut sources = sources(Some(workspace))?;
        let mut faults: Vec<TemplateError> = Vec::new();
        loop {
            match Self::from_sources(sources.clone()) {
                Ok(templates) => return Ok((templates, faults)),
                Err(fault) => {
                    let own = DOCUMENTS.iter().find(|(name, _)| *name == fault.template).map(|(_, text)| *text);
                    let held = sources.get_mut(&fault.template);
                    match (own, held) {
                        (Some(own), Some(held)) if held != own => own.clone_into(held),
                        _ => return Err(faults.into_iter().next().unwrap_or(fault)),
                    }
                    faults.push(fault);
                }
            }
        }
    }

    /// Templates that others include.
    pub fn included(&self) -> BTreeSet<&str> {
        self.entries.values().flat_map(|entry| entry.scan.includes.iter().map(String::as_str)).collect()
    }

    /// Whether a template, or one that it includes, uses a name.
    pub fn uses(&self, template: &str, name: &str) -> bool {
        self.entries.get(template).is_some_and(|entry| entry.scan.names.contains_key(name) || entry.scan.includes.iter().any(|part| self.uses(part, name)))
    }

    /// The line on which a template speaks of a name, else its first.
    pub fn line_of(&self, template: &str, name: &str) -> usize {
        let is_word = |line: &str| line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|word| word == name);
        self.entries.get(template).and_then(|entry| entry.source.lines().position(is_word)).map_or(1, |at| at + 1)
    }

    /// Reads templates from their texts, by name without `.md`.
    pub fn from_sources(sources: BTreeMap<String, String>) -> Result<Self, TemplateError> {
        let mut tera = Tera::new();
        tera.set_escape_fn(escape::escape);
        tera.autoescape_on([".md"]);
        let mut read = BTreeMap::new();
        for (name, source) in sources {
            let source = source.strip_prefix('\u{FEFF}').unwrap_or(&source).replace("\r\n", "\n");
            let (front, body) = Front::read(&name, &source)?;
            let scan = Scan::of(&body);
            if let Some((line, column)) = scan.safe {
                return Err(TemplateError {
                    template: name,
                    line: Some(line),
                    column: Some(column),
                    fault: Fault::Safe,
                });
            }
            read.insert(name, (front, body, scan));
        }
        let bodies = read.iter().map(|(name, (_, body, _))| (format!("{name}.md"), body.as_str()));
        tera.add_raw_templates(bodies.collect::<Vec<_>>()).map_err(|error| from_tera("", &error))?;
        let mut entries = BTreeMap::new();
        for (name, (front, source, scan)) in &read {
            let file = format!("{name}.md");
            let found = tera.get_template_variables(&file).map_err(|error| from_tera(name, &error))?;
            let mut variables: Vec<String> = found.into_iter().map(str::to_owned).collect();
            variables.sort();
            let entry = Entry { front: front.clone(), source: source.clone(), scan: scan.clone(), variables };
            entries.insert(name.clone(), entry);
        }
        Ok(Self { tera, entries })
    }

    /// Names of all templates.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// What the template's head calls its documents, for lists and messages.
    pub fn label(&self, template: &str) -> Result<&str, TemplateError> {
        Ok(&self.entry(template)?.front.name)
    }

    /// The template with nothing filled in, in all its branches: what every document made with it may
    /// show. Parts that are not given are left out.
    pub fn blank(&self, template: &str, mut parts: Parts) -> Result<Composed, TemplateError> {
        let entry = self.entry(template)?;
        // What is wrong only because it is empty is no fault of the template.
        let pieces = markdown::pieces(&self.blank_text(entry), entry.front.fill).unwrap_or_default();
        let blocks = pieces.into_iter().flat_map(|piece| match piece {
            Piece::Block(block) => vec![block],
            Piece::Part { name, .. } => parts.take(&name).unwrap_or_default(),
        });
        Ok(Composed { title: String::new(), layout: entry.front.layout.into(), blocks: blocks.collect() })
    }

    /// The text of a template and of those that it includes, without tags.
    fn blank_text(&self, entry: &Entry) -> String {
        // A template that includes itself is refused when templates are read.
        let included = entry.scan.includes.iter().filter_map(|name| self.entries.get(name)).map(|entry| self.blank_text(entry));
        std::iter::once(entry.scan.blank.clone()).chain(included).collect::<Vec<_>>().join("\n\n")
    }

    /// Composes a document from a template, what it may show, and its typed parts.
    pub fn compose(&self, template: &str, view: &impl Serialize, parts: Parts) -> Result<Composed, TemplateError> {
        let text = self.fill(template, view)?;
        let entry = self.entry(template)?;
        let pieces = markdown::pieces(&text, entry.front.fill).map_err(|misuse| TemplateError {
            template: template.to_owned(),
            line: locate(&entry.source, &misuse.excerpt),
            column: None,
            fault: Fault::Markup { excerpt: misuse.excerpt, message: misuse.message },
        })?;
        let names_line = |name: &str, _| locate(&entry.source, &format!("![]({name})"));
        let blocks = parts.place(pieces, template, names_line)?;
        let title = title(&blocks).ok_or_else(|| TemplateError::of(template, Fault::NoTitle))?;
        Ok(Composed { title, layout: entry.front.layout.into(), blocks })
    }

    /// The template filled in: Markdown, parts not set in yet.
    pub fn fill(&self, template: &str, view: &impl Serialize) -> Result<String, TemplateError> {
        let entry = self.entry(template)?;
        let context = Context::from_serialize(view).map_err(|error| from_tera(template, &error))?;
        if let Some(name) = entry.variables.iter().find(|name| !context.contains_key(name)) {
            return Err(self.unknown_name(template, name, view));
        }
        self.tera.render(&format!("{template}.md"), &context).map_err(|error| from_tera(template, &error))
    }

    fn entry(&self, template: &str) -> Result<&Entry, TemplateError> {
        self.entries.get(template).ok_or_else(|| {
            let known = self.entries.keys().cloned().collect();
            TemplateError::of(template, Fault::UnknownTemplate { known })
        })
    }

    fn unknown_name(&self, template: &str, name: &str, view: &impl Serialize) -> TemplateError {
        let known = match serde_json::to_value(view) {
            Ok(serde_json::Value::Object(map)) => map.keys().cloned().collect(),
            _ => Vec::new(),
        };
        let mut places = std::iter::once(template)
            .chain(self.names())
            .filter_map(|t| Some((t, self.entries.get(t)?.scan.names.get(name)?)));
        let (template, place) = places.next().map_or((template, None), |(t, place)| (t, Some(*place)));
        TemplateError {
            template: template.to_owned(),
            line: place.map(|p| p.0),
            column: place.map(|p| p.1),
            fault: Fault::UnknownName { name: name.to_owned(), known },
        }
    }
}

/// The texts of a workspace's templates by their names, and the program's own for those that it lacks.
fn sources(workspace: Option<&Path>) -> Result<BTreeMap<String, String>, TemplateError> {
    let mut sources: BTreeMap<String, String> = DOCUMENTS.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let Some(dir) = workspace.map(|workspace| workspace.join("templates").join("documents")).filter(|dir| dir.is_dir()) else {
        return Ok(sources);
    };
    let unreadable = |path: &Path, error: std::io::Error| TemplateError::of(&path.display().to_string(), Fault::Unreadable(error.to_string()));
    for entry in std::fs::read_dir(&dir).map_err(|error| unreadable(&dir, error))? {
        let path = entry.map_err(|error| unreadable(&dir, error))?.path();
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        if let (Some(stem), Some("md")) = (stem, path.extension().and_then(|e| e.to_str())) {
            let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, error))?;
            sources.insert(stem.to_owned(), text);
        }
    }
    Ok(sources)
}

/// The first title's text without line breaks; an order is called by its mark and number.
fn title(blocks: &[Block]) -> Option<String> {
    let title: String = blocks.iter().find_map(|block| match &block.content {
        Content::Title(text) => Some(text.iter().map(Inline::text).collect()),
        Content::RedHead(head) if head.format == Format::Order => {
            Some(format!("{}{}（{}）", head.mark.join("、"), head.suffix.as_deref().unwrap_or_default(), head.number))
        }
        _ => None,
    })?;
    (!title.trim().is_empty()).then_some(title)
}

/// The first line of the template that holds this text (what is rendered has other line numbers).
fn locate(source: &str, text: &str) -> Option<usize> {
    let text = text.trim();
    let at = source.lines().position(|line| !text.is_empty() && line.contains(text));
    at.or_else(|| {
        let start: String = text.chars().take(4).collect();
        source.lines().position(|line| !start.is_empty() && line.trim_start().starts_with(&start))
    })
    .map(|at| at + 1)
}

fn from_tera(template: &str, error: &tera::Error) -> TemplateError {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => TemplateError {
            template: report.filename().trim_end_matches(".md").to_owned(),
            line: Some(report.span().start_line),
            column: Some(report.span().start_col + 1),
            fault: Fault::Tera(report.message().to_owned()),
        },
        _ => TemplateError::of(template, Fault::Tera(error.to_string())),
    }
}

impl Parts {
    /// Sets the parts in; every part must have its place, and every place its part.
    pub(super) fn place(
        mut self,
        pieces: Vec<Piece>,
        template: &str,
        line_of: impl Fn(&str, usize) -> Option<usize>,
    ) -> Result<Vec<Block>, TemplateError> {
        let mut blocks = Vec::with_capacity(pieces.len());
        for piece in pieces {
            match piece {
                Piece::Block(block) => blocks.push(block),
                Piece::Part { name, line } => match self.take(&name) {
                    Ok(part) => blocks.extend(part),
                    Err(fault) => {
                        return Err(TemplateError {
                            template: template.to_owned(),
                            line: line_of(&name, line),
                            column: None,
                            fault,
                        });
                    }
                },
            }
        }
        match self.left() {
            Some(name) => Err(TemplateError::of(template, Fault::PartNotPlaced { name })),
            None => Ok(blocks),
        }
    }
}

#[cfg(test)]
mod tests;
