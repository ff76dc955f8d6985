//! Looking into a file's tree with places. Entry points: [`entry`] and [`value`].

use std::sync::LazyLock;

use crate::records::case::Aliases;
use crate::records::source::{Marked, Scalars};

/// Key and value of a mapping, by Chinese key or English alias.
pub fn entry<'a>(tree: &'a Marked, key: &str) -> Option<(&'a Marked, &'a Marked)> {
    let Scalars::Map(entries) = &tree.node else { return None };
    entries.iter().find(|(known, _)| is(known, key)).map(|(key, value)| (key, value))
}

/// How often a key stands in a mapping.
pub fn times(tree: &Marked, key: &str) -> usize {
    let Scalars::Map(entries) = &tree.node else { return 0 };
    entries.iter().filter(|(known, _)| is(known, key)).count()
}

/// Whether a node is this key.
pub fn is(node: &Marked, key: &str) -> bool {
    matches!(&node.node, Scalars::Scalar(text) if names(text, key))
}

/// Whether a text is this key or its English alias.
pub fn names(text: &str, key: &str) -> bool {
    static ALIASES: LazyLock<Aliases> = LazyLock::new(Aliases::of_cases);
    text == key || ALIASES.stands_for(key, text)
}

/// The text at a key, if something stands there.
pub fn value(tree: &Marked, key: &str) -> Option<String> {
    scalar(entry(tree, key)?.1).map(str::to_owned)
}

/// The text of a scalar with something in it.
pub fn scalar(node: &Marked) -> Option<&str> {
    match &node.node {
        Scalars::Scalar(text) => Some(text.trim()).filter(|text| !matches!(*text, "" | "~" | "null")),
        _ => None,
    }
}
