//! Typed blocks that a template places by name. Its entry point is [`Parts`].

use std::collections::BTreeMap;

use super::Fault;
use crate::papers::document::{Block, Content};

/// Parts by name: tables, red head, signature, printing record, attachments, a body.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parts(BTreeMap<String, Part>);

#[derive(Debug, Clone, PartialEq)]
struct Part {
    blocks: Vec<Block>,
    optional: bool,
    placed: bool,
}

impl Parts {
    /// No parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part that the template must place.
    #[must_use]
    pub fn with(self, name: &str, content: Content) -> Self {
        self.with_blocks(name, vec![Block::from(content)])
    }

    /// Adds a part of several blocks that the template must place.
    #[must_use]
    pub fn with_blocks(mut self, name: &str, blocks: Vec<Block>) -> Self {
        self.0.insert(name.to_owned(), Part { blocks, optional: false, placed: false });
        self
    }

    /// Adds a part that the template may leave out; it may be empty.
    #[must_use]
    pub fn optional(mut self, name: &str, blocks: Vec<Block>) -> Self {
        self.0.insert(name.to_owned(), Part { blocks, optional: true, placed: false });
        self
    }

    /// Hands a part out, once.
    pub(super) fn take(&mut self, name: &str) -> Result<Vec<Block>, Fault> {
        let known = || self.0.keys().cloned().collect();
        match self.0.get(name) {
            None => Err(Fault::UnknownPart { name: name.to_owned(), known: known() }),
            Some(part) if part.placed => Err(Fault::PartTwice { name: name.to_owned() }),
            Some(_) => Ok(self.0.get_mut(name).map_or_else(Vec::new, |part| {
                part.placed = true;
                std::mem::take(&mut part.blocks)
            })),
        }
    }

    /// The first part that was not placed and had to be.
    pub(super) fn left(self) -> Option<String> {
        self.0.into_iter().find(|(_, part)| !part.placed && !part.optional).map(|(name, _)| name)
    }
}
