//! A typed table to HTML. Its entry point is [`write`].

use super::text::{element, escape, lines};
use crate::papers::document::{Align, Cell, Row, Table};

/// Adds a table; `name` is what readers hear for the region that scrolls on a narrow screen.
pub(super) fn write(table: &Table, name: &str, out: &mut String) {
    if let Some(unit) = &table.unit {
        element("p", " class=\"unit\"", unit, out);
        out.push('\n');
    }
    out.push_str("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
    escape(name, out);
    out.push_str(if table.fill { "\">\n<table class=\"fill\">\n" } else { "\">\n<table>\n" });
    section("thead", &table.head, table, out);
    section("tbody", &table.body, table, out);
    section("tfoot", &table.foot, table, out);
    out.push_str("</table>\n</div>\n");
    for note in &table.notes {
        element("p", " class=\"note\"", note, out);
        out.push('\n');
    }
}

fn section(tag: &str, rows: &[Row], table: &Table, out: &mut String) {
    if rows.is_empty() {
        return;
    }
    out.push_str(&format!("<{tag}>\n"));
    // How many more rows each column is covered from above.
    let mut covered = vec![0_u16; table.columns.len()];
    for row in rows {
        out.push_str("<tr>");
        let mut column = 0;
        for cell in &row.cells {
            while covered.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let align = if tag == "thead" {
                cell.align.unwrap_or_default()
            } else {
                let own = table.columns.get(column).map_or(Align::Centre, |column| column.align);
                cell.align.unwrap_or(own)
            };
            self::cell(cell, tag == "thead", align, out);
            for rows in covered.iter_mut().skip(column).take(usize::from(cell.columns)) {
                *rows = cell.rows;
            }
            column += usize::from(cell.columns);
        }
        for rows in &mut covered {
            *rows = rows.saturating_sub(1);
        }
        out.push_str("</tr>\n");
    }
    out.push_str(&format!("</{tag}>\n"));
}

fn cell(cell: &Cell, head: bool, align: Align, out: &mut String) {
    // A head without text heads nothing.
    let scope = match (head, cell.heads_row) {
        _ if cell.text.is_empty() => None,
        (true, _) => Some(if cell.columns > 1 { "colgroup" } else { "col" }),
        (false, true) => Some(if cell.rows > 1 { "rowgroup" } else { "row" }),
        (false, false) => None,
    };
    let tag = if scope.is_some() { "th" } else { "td" };
    out.extend(["<", tag]);
    if let Some(scope) = scope {
        out.extend([" scope=\"", scope, "\""]);
    }
    if cell.columns > 1 {
        out.push_str(&format!(" colspan=\"{}\"", cell.columns));
    }
    if cell.rows > 1 {
        out.push_str(&format!(" rowspan=\"{}\"", cell.rows));
    }
    match align {
        Align::Centre => {}
        Align::Left => out.push_str(" class=\"left\""),
        Align::Right => out.push_str(" class=\"right\""),
    }
    out.push('>');
    lines(&cell.text, out);
    out.extend(["</", tag, ">"]);
}
