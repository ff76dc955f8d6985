//! YAML with places. Entry points: [`parse`] for the tree, [`place`] for one way into it.
//!
//! This second reading happens only for files with findings. Mapping keys keep the order of the file
//! and may be double, so that nothing that a clerk wrote goes unseen.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, Span};

use crate::report::finding::Key;

/// A node with the place where it begins.
#[derive(Debug, Clone)]
pub struct Marked {
    /// Line from 1.
    pub line: usize,
    /// Column from 1, in characters.
    pub column: usize,
    /// What stands there.
    pub node: Scalars,
}

/// What a node is.
#[derive(Debug, Clone)]
pub enum Scalars {
    /// A scalar's text.
    Scalar(String),
    /// A list.
    List(Vec<Marked>),
    /// A mapping in file order: key with its place, value.
    Map(Vec<(Marked, Marked)>),
}

/// Why a file is no YAML that we read, with its place.
#[derive(Debug)]
pub struct Fault {
    /// Rule: `yaml-syntax`, `yaml-tab-indentation`, `yaml-too-many-aliases`.
    pub rule: &'static str,
    /// Line from 1.
    pub line: usize,
    /// Column from 1.
    pub column: usize,
    /// The parser's own words.
    pub detail: String,
}

/// Nodes that aliases may add up to: a bomb ends here.
const MOST_NODES: usize = 200_000;
/// Deepest nesting.
const DEEPEST: usize = 64;

/// Reads the first document of a YAML text.
///
/// # Errors
/// The first place at which the text is no YAML, is indented by tabs, or expands beyond all measure.
pub fn parse(text: &str) -> Result<Option<Marked>, Fault> {
    if let Some((line, column)) = tab_indentation(text) {
        return Err(Fault { rule: "yaml-tab-indentation", line, column, detail: String::new() });
    }
    let mut reader = Reader { parser: Parser::new_from_str(text), anchors: Vec::new(), nodes: 0 };
    loop {
        match reader.next()? {
            (Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _) => {}
            (Event::StreamEnd | Event::DocumentEnd, _) => return Ok(None),
            (event, span) => {
                let tree = reader.node(event, span, 0)?;
                // Read on to the end, so that nothing behind the first document is passed over.
                loop {
                    match reader.next()? {
                        (Event::StreamEnd, _) => return Ok(Some(tree)),
                        (Event::DocumentStart(_), span) => {
                            let (line, column) = (span.start.line(), span.start.col() + 1);
                            let detail = "a second document (---) begins in the same file".to_owned();
                            return Err(Fault { rule: "yaml-syntax", line, column, detail });
                        }
                        _ => {}
                    }
                }
            }
        }
    }
}

/// Line and column of the first tab that indents a line.
fn tab_indentation(text: &str) -> Option<(usize, usize)> {
    text.lines().enumerate().find_map(|(line, content)| {
        let indent = content.len() - content.trim_start_matches([' ', '\t']).len();
        let tab = content[..indent].find('\t')?;
        (indent < content.len()).then_some((line + 1, tab + 1))
    })
}

struct Reader<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    anchors: Vec<(usize, Marked, usize)>,
    nodes: usize,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Span), Fault> {
        match self.parser.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err(Fault {
                rule: "yaml-syntax",
                line: error.marker().line(),
                column: error.marker().col() + 1,
                detail: error.info().to_owned(),
            }),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Marked, Fault> {
        let (line, column) = (span.start.line(), span.start.col() + 1);
        let begun = self.nodes;
        self.nodes += 1;
        let bomb = Fault { rule: "yaml-too-many-aliases", line, column, detail: String::new() };
        if self.nodes > MOST_NODES || depth > DEEPEST {
            return Err(bomb);
        }
        let (node, anchor) = match event {
            Event::Scalar(text, _, anchor, _) => (Scalars::Scalar(Cow::into_owned(text)), anchor),
            Event::Alias(anchor) => {
                let Some((_, known, size)) = self.anchors.iter().find(|(id, ..)| *id == anchor) else {
                    return Err(Fault { rule: "yaml-syntax", ..bomb });
                };
                if self.nodes + size > MOST_NODES {
                    return Err(bomb);
                }
                self.nodes += size;
                return Ok(Marked { line, column, node: known.node.clone() });
            }
            Event::SequenceStart(anchor, _) => {
                let mut items = Vec::new();
                loop {
                    let (event, span) = self.next()?;
                    if matches!(event, Event::SequenceEnd) {
                        break;
                    }
                    items.push(self.node(event, span, depth + 1)?);
                }
                (Scalars::List(items), anchor)
            }
            Event::MappingStart(anchor, _) => {
                let mut entries = Vec::new();
                loop {
                    let (event, span) = self.next()?;
                    if matches!(event, Event::MappingEnd) {
                        break;
                    }
                    let key = self.node(event, span, depth + 1)?;
                    let (event, span) = self.next()?;
                    entries.push((key, self.node(event, span, depth + 1)?));
                }
                (Scalars::Map(entries), anchor)
            }
            _ => return Err(Fault { rule: "yaml-syntax", ..bomb }),
        };
        let marked = Marked { line, column, node };
        if anchor > 0 {
            self.anchors.push((anchor, marked.clone(), self.nodes - begun));
        }
        Ok(marked)
    }
}

/// Line and column of a way into a tree: of the key, where the last step is a key; of the deepest node
/// that exists otherwise. `alias` tells whether a text is an English alias of a Chinese key.
pub fn place(tree: &Marked, path: &[Key], alias: impl Fn(&str, &str) -> bool) -> (usize, usize) {
    let mut here = tree;
    let mut found = (tree.line, tree.column);
    for key in path {
        let next = match (key, &here.node) {
            (Key::Index(index), Scalars::List(items)) => items.get(*index).map(|item| ((item.line, item.column), item)),
            (Key::Name(name), Scalars::Map(entries)) => entries
                .iter()
                .find(|(key, _)| matches!(&key.node, Scalars::Scalar(text) if text == name || alias(name, text)))
                .map(|(key, value)| ((key.line, key.column), value)),
            _ => None,
        };
        let Some((place, node)) = next else { break };
        (found, here) = (place, node);
    }
    found
}
