//! The structure tree of a laid-out document. The entry point is [`Tree`].

/// Number of an element in its [`Tree`].
pub type NodeId = u32;

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The root.
    Document,
    /// An attachment.
    Section,
    /// A heading, level 1 to 6.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A list, numbered or not.
    List { ordered: bool },
    /// An item of a list.
    Item,
    /// The number of an item.
    Label,
    /// The text of an item.
    Body,
    /// A table.
    Table,
    /// Its head.
    Head,
    /// Its body.
    Rows,
    /// Its totals.
    Foot,
    /// A row.
    Row,
    /// A head cell over its column.
    ColumnHeader,
    /// A head cell before its row.
    RowHeader,
    /// A cell.
    Cell,
    /// A picture; its text stands with its place.
    Figure,
}

/// An element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// The element that it stands in; the root stands in itself.
    pub parent: NodeId,
    /// Columns that a cell covers.
    pub columns: u16,
    /// Rows that a cell covers.
    pub rows: u16,
    /// Language where it is not the document's.
    pub lang: Option<&'static str>,
}

/// Elements in reading order: a parent stands before its children, and children in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// The elements; the first is the root.
    pub nodes: Vec<Node>,
}

impl Tree {
    pub(super) const ROOT: NodeId = 0;

    pub(super) fn new() -> Self {
        let root = Node { kind: Kind::Document, parent: Self::ROOT, columns: 1, rows: 1, lang: None };
        Self { nodes: vec![root] }
    }

    pub(super) fn add(&mut self, parent: NodeId, kind: Kind) -> NodeId {
        self.add_cell(parent, kind, 1, 1)
    }

    pub(super) fn add_cell(&mut self, parent: NodeId, kind: Kind, columns: u16, rows: u16) -> NodeId {
        // A document has far fewer than four thousand million elements.
        let id = self.nodes.len() as NodeId;
        self.nodes.push(Node { kind, parent, columns, rows, lang: None });
        id
    }
}
