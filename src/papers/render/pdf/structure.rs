//! The structure tree in the file. The entry point is [`write`].

use lopdf::{Dictionary, Object, ObjectId, dictionary, text_string};
use sha2::{Digest, Sha256};

use super::content::{Marks, rounded};
use crate::papers::layout::{Kind, Node, NodeId, Pages};

/// Standard structure type of an element.
pub(super) fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Document => "Document",
        Kind::Section => "Sect",
        Kind::Heading(1) => "H1",
        Kind::Heading(2) => "H2",
        Kind::Heading(3) => "H3",
        Kind::Heading(4) => "H4",
        Kind::Heading(5) => "H5",
        Kind::Heading(_) => "H6",
        Kind::Paragraph => "P",
        Kind::List { .. } => "L",
        Kind::Item => "LI",
        Kind::Label => "Lbl",
        Kind::Body => "LBody",
        Kind::Table => "Table",
        Kind::Head => "THead",
        Kind::Rows => "TBody",
        Kind::Foot => "TFoot",
        Kind::Row => "TR",
        Kind::ColumnHeader | Kind::RowHeader => "TH",
        Kind::Cell => "TD",
        Kind::Figure => "Figure",
    }
}

const NONE: u32 = u32::MAX;

/// Links of an element: numbers of elements, or of marks.
#[derive(Clone, Copy)]
struct Links {
    first_child: u32,
    last_child: u32,
    next: u32,
    first_mark: u32,
    last_mark: u32,
}

struct Mark {
    page: u32,
    mcid: u32,
    next: u32,
}

/// Adds the elements and the parent tree; returns the root.
pub(super) fn write(
    file: &mut lopdf::Document,
    pages: &Pages,
    marks: &Marks,
    page_ids: &[ObjectId],
    digest: &mut Sha256,
) -> ObjectId {
    let nodes = &pages.tree.nodes;
    let empty = Links { first_child: NONE, last_child: NONE, next: NONE, first_mark: NONE, last_mark: NONE };
    let mut links = vec![empty; nodes.len()];
    for (at, node) in nodes.iter().enumerate().skip(1) {
        let (at, parent) = (at as u32, node.parent as usize);
        match links[parent].last_child {
            NONE => links[parent].first_child = at,
            last => links[last as usize].next = at,
        }
        links[parent].last_child = at;
    }
    let mut list: Vec<Mark> = Vec::new();
    for (page, owners) in marks.iter().enumerate() {
        for (mcid, &owner) in owners.iter().enumerate() {
            let mark = list.len() as u32;
            list.push(Mark { page: page as u32, mcid: mcid as u32, next: NONE });
            let links = &mut links[owner as usize];
            match links.last_mark {
                NONE => links.first_mark = mark,
                last => list[last as usize].next = mark,
            }
            links.last_mark = mark;
        }
    }

    let root = file.new_object_id();
    // Elements are numbered in their order, one after another.
    let first = file.max_id + 1;
    let element = |node: NodeId| Object::Reference((first + node, 0));
    for (at, node) in (0..).zip(nodes) {
        let link = links[at as usize];
        let mut entries = Dictionary::new();
        entries.set("S", name(node.kind));
        entries.set("P", if at == 0 { root.into() } else { element(node.parent) });
        if link.first_mark != NONE {
            let mark = &list[link.first_mark as usize];
            entries.set("Pg", page_ids[mark.page as usize]);
            entries.set("K", content(&list, link.first_mark, page_ids));
        } else if link.first_child != NONE {
            let children = chain(link.first_child, |child| links[child as usize].next);
            entries.set("K", children.map(element).collect::<Vec<_>>());
        }
        if let Some(placed) = pages.figures.iter().find(|placed| placed.node == at) {
            let corners = placed.corners.map(|length| Object::Real(rounded(length)));
            entries.set("Alt", text_string(&placed.figure.text));
            entries.set("A", dictionary! { "O" => "Layout", "BBox" => corners.to_vec(), "Placement" => "Block" });
        }
        if let Some(attributes) = attributes(node) {
            entries.set("A", attributes);
        }
        if let Some(lang) = node.lang {
            entries.set("Lang", Object::string_literal(lang));
        }
        digest.update(node.parent.to_be_bytes());
        digest.update([node.columns.to_be_bytes(), node.rows.to_be_bytes()].concat());
        digest.update(name(node.kind));
        file.add_object(entries);
    }

    let parents = (0i64..).zip(marks).flat_map(|(page, owners)| {
        [page.into(), Object::Array(owners.iter().map(|&owner| element(owner)).collect())]
    });
    let parents = file.add_object(dictionary! { "Nums" => parents.collect::<Vec<_>>() });
    file.set_object(
        root,
        dictionary! {
            "Type" => "StructTreeRoot",
            "K" => element(0),
            "ParentTree" => parents,
            "ParentTreeNextKey" => marks.len() as i64,
        },
    );
    root
}

/// The members of a linked list.
fn chain(first: u32, next: impl Fn(u32) -> u32) -> impl Iterator<Item = u32> {
    std::iter::successors(Some(first), move |&at| Some(next(at)).filter(|&at| at != NONE))
}

/// The marked content of an element: numbers on the page of the first, references on others.
fn content(list: &[Mark], first: u32, page_ids: &[ObjectId]) -> Object {
    let home = list[first as usize].page;
    if list[first as usize].next == NONE {
        return Object::from(list[first as usize].mcid);
    }
    let marks = chain(first, |mark| list[mark as usize].next).map(|mark| {
        let mark = &list[mark as usize];
        if mark.page == home {
            return Object::from(mark.mcid);
        }
        dictionary! { "Type" => "MCR", "Pg" => page_ids[mark.page as usize], "MCID" => mark.mcid }.into()
    });
    Object::Array(marks.collect())
}

fn attributes(node: &Node) -> Option<Dictionary> {
    match node.kind {
        Kind::List { ordered } => {
            let numbering = if ordered { "Decimal" } else { "None" };
            Some(dictionary! { "O" => "List", "ListNumbering" => numbering })
        }
        Kind::ColumnHeader | Kind::RowHeader | Kind::Cell => {
            let mut entries = dictionary! { "O" => "Table" };
            match node.kind {
                Kind::ColumnHeader => entries.set("Scope", "Column"),
                Kind::RowHeader => entries.set("Scope", "Row"),
                _ => {}
            }
            if node.columns > 1 {
                entries.set("ColSpan", node.columns);
            }
            if node.rows > 1 {
                entries.set("RowSpan", node.rows);
            }
            (entries.len() > 1).then_some(entries)
        }
        _ => None,
    }
}
