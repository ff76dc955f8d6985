//! The structure tree in the file. The entry point is [`write`].

use std::io::Write as _;

use super::content::Marks;
use super::file::File;
use crate::papers::layout::{Kind, Pages};

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

/// Writes the elements and the parent tree; returns the number of the root.
pub(super) fn write(file: &mut File, pages: &Pages, marks: &Marks, page_ids: &[u32]) -> u32 {
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

    let root = file.reserve();
    let parents = file.reserve();
    // Elements are numbered in their order, one after another.
    let first = file.reserve();
    for _ in 1..nodes.len() {
        file.reserve();
    }
    let mut number = itoa_buffer();
    for (at, node) in nodes.iter().enumerate() {
        let out = file.open(first + at as u32);
        out.extend_from_slice(b"<</S/");
        out.extend_from_slice(name(node.kind).as_bytes());
        out.extend_from_slice(b"/P ");
        reference(out, &mut number, if at == 0 { root } else { first + node.parent });
        let link = links[at];
        if link.first_mark != NONE {
            let mark = &list[link.first_mark as usize];
            out.extend_from_slice(b"/Pg ");
            reference(out, &mut number, page_ids[mark.page as usize]);
            if mark.next == NONE {
                out.extend_from_slice(b"/K ");
                out.extend_from_slice(digits(&mut number, mark.mcid));
            } else {
                out.extend_from_slice(b"/K[");
                let mut next = link.first_mark;
                while next != NONE {
                    let this = &list[next as usize];
                    if this.page == mark.page {
                        let _ = write!(out, "{} ", this.mcid);
                    } else {
                        let page = page_ids[this.page as usize];
                        let _ = write!(out, "<</Type/MCR/Pg {page} 0 R/MCID {}>>", this.mcid);
                    }
                    next = this.next;
                }
                out.push(b']');
            }
        } else if link.first_child != NONE {
            out.extend_from_slice(b"/K[");
            let mut next = link.first_child;
            while next != NONE {
                reference(out, &mut number, first + next);
                out.push(b' ');
                next = links[next as usize].next;
            }
            out.push(b']');
        }
        attributes(out, node);
        out.extend_from_slice(b">>");
    }

    let out = file.open(parents);
    out.extend_from_slice(b"<</Nums[");
    for (page, owners) in marks.iter().enumerate() {
        let _ = write!(out, "{page}[");
        for owner in owners {
            reference(out, &mut number, first + owner);
            out.push(b' ');
        }
        out.push(b']');
    }
    out.extend_from_slice(b"]>>");
    let next_key = marks.len();
    file.object(
        root,
        format_args!("<</Type/StructTreeRoot/K {first} 0 R/ParentTree {parents} 0 R/ParentTreeNextKey {next_key}>>"),
    );
    root
}

fn attributes(out: &mut Vec<u8>, node: &crate::papers::layout::Node) {
    match node.kind {
        Kind::List { ordered } => {
            let numbering = if ordered { "Decimal" } else { "None" };
            let _ = write!(out, "/A<</O/List/ListNumbering/{numbering}>>");
        }
        Kind::ColumnHeader | Kind::RowHeader | Kind::Cell => {
            let scope = match node.kind {
                Kind::ColumnHeader => "/Scope/Column",
                Kind::RowHeader => "/Scope/Row",
                _ => "",
            };
            if !scope.is_empty() || node.columns > 1 || node.rows > 1 {
                let _ = write!(out, "/A<</O/Table{scope}");
                if node.columns > 1 {
                    let _ = write!(out, "/ColSpan {}", node.columns);
                }
                if node.rows > 1 {
                    let _ = write!(out, "/RowSpan {}", node.rows);
                }
                out.extend_from_slice(b">>");
            }
        }
        _ => {}
    }
    if let Some(lang) = node.lang {
        let _ = write!(out, "/Lang({lang})");
    }
}

type Digits = [u8; 10];

fn itoa_buffer() -> Digits {
    [0; 10]
}

/// Decimal digits of a number; faster than formatting, for tens of thousands of elements.
fn digits(buffer: &mut Digits, mut number: u32) -> &[u8] {
    let mut at = buffer.len();
    loop {
        at -= 1;
        buffer[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return &buffer[at..];
        }
    }
}

fn reference(out: &mut Vec<u8>, buffer: &mut Digits, id: u32) {
    out.extend_from_slice(digits(buffer, id));
    out.extend_from_slice(b" 0 R");
}
