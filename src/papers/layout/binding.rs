//! Several documents in one file. The entry point is [`bind`].
//!
//! Each begins on a page of its own and is a section of one structure tree; pages are numbered through, the foot of each
//! is that of the file, and a bookmark leads to each document.

use super::flow::Flow;
use super::furniture::Place;
use super::imprint::Imprint;
use super::page::{Bookmark, Item, Owner, Page, Pages, Placed};
use super::tree::{Kind, NodeId, Tree};
use super::{MissingGlyph, Paper, furniture};
use crate::papers::document::Document;
use crate::papers::fonts::Fonts;

/// Lays documents out one behind the other. Fails with every character of all of them that no font shows.
pub fn bind(documents: &[Document], paper: Paper, fonts: &Fonts) -> Result<Pages, Vec<MissingGlyph>> {
    let mut flows = Vec::with_capacity(documents.len());
    for document in documents {
        let mut flow = Flow::new(document, paper, fonts);
        flow.blocks(&document.blocks, Tree::ROOT);
        flow.printing_records(document);
        flows.push(flow);
    }
    let count = flows.iter().map(|flow| flow.pages.len()).sum::<usize>();
    let imprint = Imprint::of(documents);
    let mut bound = Pages { pages: Vec::new(), tree: Tree::new(), glyphs: Vec::new(), outline: Vec::new(), figures: Vec::new(), wide: Vec::new() };
    let mut missing = std::collections::BTreeMap::new();
    for (document, mut flow) in documents.iter().zip(flows) {
        let first = bound.pages.len();
        furniture::add(&mut flow, document, Place { first: first + 1, count, numbered: count > 1 }, imprint.as_ref());
        match flow.finish() {
            Ok(pages) => {
                bound.outline.push(Bookmark { title: document.title.clone(), page: first });
                bound.add(pages);
            }
            Err(glyphs) => missing.extend(glyphs.into_iter().map(|glyph| (glyph.character, glyph))),
        }
    }
    if missing.is_empty() { Ok(bound) } else { Err(missing.into_values().collect()) }
}

impl Pages {
    /// Adds the pages of a document; its root becomes a section.
    fn add(&mut self, document: Self) {
        // A file has far fewer than four thousand million elements and glyphs.
        let first_node = self.tree.nodes.len() as NodeId;
        let first_glyph = self.glyphs.len() as u32;
        let first_figure = self.figures.len();
        for (at, mut node) in document.tree.nodes.into_iter().enumerate() {
            match at {
                0 => (node.kind, node.parent) = (Kind::Section, Tree::ROOT),
                _ => node.parent += first_node,
            }
            self.tree.nodes.push(node);
        }
        self.glyphs.extend(document.glyphs);
        self.wide.extend(document.wide);
        self.figures.extend(document.figures.into_iter().map(|placed| Placed { node: placed.node + first_node, ..placed }));
        self.pages.extend(document.pages.into_iter().map(|page| {
            let items = page.items.into_iter().map(|item| match item {
                Item::Run(mut run) => {
                    if let Owner::Element(node) = &mut run.owner {
                        *node += first_node;
                    }
                    run.glyphs = run.glyphs.start + first_glyph..run.glyphs.end + first_glyph;
                    Item::Run(run)
                }
                Item::Figure(number) => Item::Figure(number + first_figure),
                item @ (Item::Rule(_) | Item::Code(_)) => item,
            });
            Page { items: items.collect(), ..page }
        }));
    }
}
