//! Looking into a file's tree with places. Entry points: [`entry`] and [`value`].

use crate::records::case::alias_of;
use crate::records::source::{Marked, Scalars};

/// Key and value of a mapping, by Chinese key or English alias.
pub fn entry<'a>(tree: &'a Marked, key: &str) -> Option<(&'a Marked, &'a Marked)> {
    let Scalars::Map(entries) = &tree.node else { return None };
    let alias = alias_of(key);
    entries.iter().find(|(known, _)| is(known, key, alias)).map(|(key, value)| (key, value))
}

/// How often a key stands in a mapping.
pub fn times(tree: &Marked, key: &str) -> usize {
    let Scalars::Map(entries) = &tree.node else { return 0 };
    let alias = alias_of(key);
    entries.iter().filter(|(known, _)| is(known, key, alias)).count()
}

fn is(node: &Marked, key: &str, alias: Option<&str>) -> bool {
    matches!(&node.node, Scalars::Scalar(text) if text == key || alias == Some(text))
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
