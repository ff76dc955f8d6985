//! The field table. Its entry point is the macro `record!`, which declares a case type once.
//!
//! From one declaration come: reading (serde), the list of fields with Chinese key, English alias,
//! value type, privacy and what it is ([`Record::fields`]), and access by path for rules ([`Record::get`]).
//! The English alias of a key is the Rust field's name, so the declarations are the project's dictionary.

use std::collections::BTreeMap;

use super::field::{Field, Scalar};
use super::private::Private;
use crate::records::values::Value;

/// A mapping of a case file with known keys.
pub trait Record: Send + Sync {
    /// The fields of this type, in the order of declaration.
    fn fields(&self) -> &'static [FieldDef];

    /// The field with this Chinese key or English alias.
    fn get(&self, key: &str) -> Option<Node<'_>>;
}

/// One field of a record type.
pub struct FieldDef {
    /// Canonical key.
    pub key: &'static str,
    /// English alias: the Rust field's name.
    pub alias: &'static str,
    /// What it is, in English: the declaration's own words.
    pub doc: &'static str,
    /// What may stand there.
    pub shape: fn() -> Shape,
}

/// What may stand at a key.
#[derive(Clone, Copy)]
pub enum Shape {
    /// A scalar; the message key of what is expected, and whether it is private.
    Scalar { expected: &'static str, private: bool },
    /// A mapping with known keys.
    Record(&'static [FieldDef]),
    /// A list.
    List(fn() -> Shape),
    /// A mapping with keys of the user's choice (names of guarantees, say).
    Map(fn() -> Shape),
}

/// What stands at a key, for rules that reach it by path.
pub enum Node<'a> {
    /// A scalar.
    Scalar(&'a dyn Scalar),
    /// A mapping with known keys.
    Record(&'a dyn Record),
    /// A list of mappings.
    List(Vec<&'a dyn Record>),
    /// A list of scalars.
    Scalars(Vec<&'a dyn Scalar>),
    /// A list of lists or of mappings with free keys (rows of a plan).
    Lists(Vec<Node<'a>>),
    /// A mapping with keys of the user's choice.
    Map(Vec<(&'a str, Node<'a>)>),
}

/// A Rust type that can stand in a record.
pub trait Shaped {
    /// What may stand there.
    fn shape() -> Shape;

    /// This value as a node.
    fn node(&self) -> Node<'_>;
}

impl<T: Value> Shaped for Field<T> {
    fn shape() -> Shape {
        Shape::Scalar { expected: T::EXPECTED, private: false }
    }

    fn node(&self) -> Node<'_> {
        Node::Scalar(self)
    }
}

impl<T: Value> Shaped for Private<T> {
    fn shape() -> Shape {
        Shape::Scalar { expected: T::EXPECTED, private: true }
    }

    fn node(&self) -> Node<'_> {
        Node::Scalar(self)
    }
}

impl<S: Shaped> Shaped for Vec<S> {
    fn shape() -> Shape {
        Shape::List(S::shape)
    }

    fn node(&self) -> Node<'_> {
        let mut records = Vec::new();
        let mut scalars = Vec::new();
        let mut lists = Vec::new();
        for item in self {
            match item.node() {
                Node::Record(record) => records.push(record),
                Node::Scalar(scalar) => scalars.push(scalar),
                other => lists.push(other),
            }
        }
        if !scalars.is_empty() {
            Node::Scalars(scalars)
        } else if !lists.is_empty() {
            Node::Lists(lists)
        } else {
            Node::List(records)
        }
    }
}

impl<S: Shaped> Shaped for BTreeMap<String, S> {
    fn shape() -> Shape {
        Shape::Map(S::shape)
    }

    fn node(&self) -> Node<'_> {
        Node::Map(self.iter().map(|(key, value)| (key.as_str(), value.node())).collect())
    }
}

/// The node at a path of keys separated by `.`, starting from a record.
pub fn at<'a>(record: &'a dyn Record, path: &str) -> Option<Node<'a>> {
    let mut node = Node::Record(record);
    for key in path.split('.') {
        node = match node {
            Node::Record(record) => record.get(key)?,
            Node::Map(entries) => entries.into_iter().find(|(name, _)| *name == key)?.1,
            _ => return None,
        };
    }
    Some(node)
}

/// Declares a record type: `key` is the canonical Chinese key, the field's name its English alias.
macro_rules! record {
    ($(#[$outer:meta])* pub struct $name:ident { $($(#[doc = $doc:literal])+ $field:ident : $type:ty = $key:literal),* $(,)? }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Default, serde::Deserialize)]
        #[serde(default)]
        pub struct $name {
            $($(#[doc = $doc])+ #[serde(alias = $key)] pub $field: $type,)*
        }

        impl $name {
            /// The fields of this type, in the order of declaration.
            pub const FIELDS: &'static [$crate::records::case::FieldDef] = &[
                $($crate::records::case::FieldDef {
                    key: $key,
                    alias: stringify!($field),
                    doc: concat!($($doc),+),
                    shape: <$type as $crate::records::case::Shaped>::shape,
                },)*
            ];
        }

        impl $crate::records::case::Record for $name {
            fn fields(&self) -> &'static [$crate::records::case::FieldDef] {
                Self::FIELDS
            }

            fn get(&self, key: &str) -> Option<$crate::records::case::Node<'_>> {
                use $crate::records::case::Shaped;
                match key {
                    $($key => Some(self.$field.node()),)*
                    _ => match Self::FIELDS.iter().find(|def| def.alias == key) {
                        Some(def) => self.get(def.key),
                        None => None,
                    },
                }
            }
        }

        impl $crate::records::case::Shaped for $name {
            fn shape() -> $crate::records::case::Shape {
                $crate::records::case::Shape::Record(Self::FIELDS)
            }

            fn node(&self) -> $crate::records::case::Node<'_> {
                $crate::records::case::Node::Record(self)
            }
        }
    };
}
pub(crate) use record;
