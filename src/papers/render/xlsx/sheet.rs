//! One table on a sheet: title, unit, head, body, totals, notes. Its entry point is [`write`].

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Worksheet, XlsxError};

use super::value::{Column, Value};
use crate::papers::document::{Align, Cell, Document, Row, Table};
use crate::records::values::Decimal;

/// Widest column, in characters.
const WIDEST: f64 = 60.0;

/// More columns than this lie on their side.
const UPRIGHT: usize = 8;

/// A4, as the format counts papers.
const A4: u8 = 9;

/// Writes the table with its title.
pub(super) fn write(sheet: &mut Worksheet, document: &Document, title: &str, table: &Table) -> Result<(), XlsxError> {
    let width = table.columns.len().max(1);
    let last = (width - 1) as u16;
    let mut at = 0;
    line(sheet, at, last, title, &Format::new().set_bold().set_font_size(16).set_align(FormatAlign::Center))?;
    at += 1;
    line(sheet, at, last, table.unit.as_deref().unwrap_or_default(), &Format::new().set_align(FormatAlign::Right))?;
    at += 1;
    let head = at;
    rows(sheet, table, &table.head, at, &|_, cell| Value::Text(cell.text.clone()), true)?;
    at += table.head.len() as u32;
    sheet.set_freeze_panes(at, u16::from(width > 1))?;
    if at > head {
        sheet.set_repeat_rows(head, at - 1)?;
    }

    let grid = grid(&table.body, width);
    let kinds: Vec<Column> = (0..width).map(|column| Column::of(grid.iter().filter_map(|row| row[column].map(|cell| cell.text.as_str())))).collect();
    let kind = |column: usize| kinds.get(column).copied().unwrap_or(Column::Text);
    let typed = |column: usize, cell: &Cell| if kind(column) == Column::Text { text(&cell.text) } else { Value::of(&cell.text) };
    rows(sheet, table, &table.body, at, &typed, false)?;
    let (first, end) = (at, at + table.body.len() as u32);
    at = end;

    let sums: Vec<Option<Decimal>> = (0..width).map(|column| (kind(column) == Column::Number).then(|| sum(&grid, column))).collect();
    let sum_of = |column: usize| sums.get(column).copied().flatten().filter(|_| end > first);
    for row in &table.foot {
        rows(sheet, table, std::slice::from_ref(row), at, &|_, cell| Value::of(&cell.text), false)?;
        let mut differs = false;
        for (column, cell) in placed(row) {
            let (Some(sum), Value::Number(declared)) = (sum_of(column), Value::of(&cell.text)) else { continue };
            if sum == declared {
                total(sheet, at, column, (first, end), sum)?;
            } else {
                differs = true;
            }
        }
        at += 1;
        if differs {
            sheet.write_with_format(at, 0, "各行相加", &bordered(Align::Centre))?;
            for column in 1..width {
                match sum_of(column) {
                    Some(sum) => total(sheet, at, column, (first, end), sum)?,
                    None => drop(sheet.write_blank(at, column as u16, &bordered(Align::Centre))?),
                }
            }
            at += 1;
        }
    }
    for note in &table.notes {
        line(sheet, at, last, note, &Format::new().set_text_wrap())?;
        at += 1;
    }
    for (column, width) in widths(table, width).into_iter().enumerate() {
        sheet.set_column_width(column as u16, width)?;
    }
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    if width > UPRIGHT {
        sheet.set_landscape();
    }
    sheet.set_header(format!("&C{}", document.marks.join("　").replace('&', "&&")));
    if !document.identity.id.is_empty() {
        sheet.set_footer(format!("&L{}　内容摘要 {}&R第&P页，共&N页", document.identity.id.replace('&', "&&"), document.short_digest()));
    }
    Ok(())
}

/// A line of text over all columns.
fn line(sheet: &mut Worksheet, row: u32, last: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
    if last == 0 {
        sheet.write_with_format(row, 0, text, format)?;
    } else {
        sheet.merge_range(row, 0, row, last, text, format)?;
    }
    Ok(())
}

/// Cells of rows with the column that each begins in; rows from above are reckoned with by [`rows`].
fn placed(row: &Row) -> impl Iterator<Item = (usize, &Cell)> {
    row.cells.iter().scan(0, |column, cell| {
        let at = *column;
        *column += usize::from(cell.columns);
        Some((at, cell))
    })
}

/// The cell that covers each place of a section.
fn grid(rows: &[Row], width: usize) -> Vec<Vec<Option<&Cell>>> {
    let mut grid = vec![vec![None; width]; rows.len()];
    for (line, row) in rows.iter().enumerate() {
        let mut column = 0;
        for cell in &row.cells {
            while column < width && grid[line][column].is_some() {
                column += 1;
            }
            for covered in grid.iter_mut().skip(line).take(usize::from(cell.rows)) {
                for place in covered.iter_mut().skip(column).take(usize::from(cell.columns)) {
                    *place = Some(cell);
                }
            }
            column += usize::from(cell.columns);
        }
    }
    grid
}

/// A section, merged cells merged.
fn rows(
    sheet: &mut Worksheet,
    table: &Table,
    rows: &[Row],
    first: u32,
    typed: &dyn Fn(usize, &Cell) -> Value,
    head: bool,
) -> Result<(), XlsxError> {
    let width = table.columns.len();
    let mut covered = vec![0_u16; width];
    for (line, row) in (first..).zip(rows) {
        let mut column = 0;
        for cell in &row.cells {
            while covered.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let align = cell.align.unwrap_or_else(|| table.columns.get(column).map_or(Align::Centre, |own| if head { Align::Centre } else { own.align }));
            let format = if head { bordered(Align::Centre).set_bold() } else { bordered(align) };
            if cell.columns > 1 || cell.rows > 1 {
                let end = (line + u32::from(cell.rows) - 1, (column + usize::from(cell.columns) - 1) as u16);
                sheet.merge_range(line, column as u16, end.0, end.1, "", &format)?;
            }
            put(sheet, line, column as u16, &typed(column, cell), format)?;
            for rows in covered.iter_mut().skip(column).take(usize::from(cell.columns)) {
                *rows = cell.rows;
            }
            column += usize::from(cell.columns);
        }
        for rows in &mut covered {
            *rows = rows.saturating_sub(1);
        }
    }
    Ok(())
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, value: &Value, format: Format) -> Result<(), XlsxError> {
    match value {
        Value::Blank => sheet.write_blank(row, column, &format)?,
        Value::Text(text) => sheet.write_with_format(row, column, text.as_str(), &format)?,
        Value::Number(number) => sheet.write_with_format(row, column, float(*number), &format)?,
        Value::Share(percent) => sheet.write_with_format(row, column, float(*percent / Decimal::ONE_HUNDRED), &format.set_num_format("0.00%"))?,
        Value::Day(day) => {
            let day = ExcelDateTime::parse_from_str(&day.to_string())?;
            sheet.write_with_format(row, column, &day, &format.set_num_format("yyyy-mm-dd"))?
        }
    };
    Ok(())
}

/// A total as a formula, with what it comes to for readers that do not reckon.
fn total(sheet: &mut Worksheet, row: u32, column: usize, (first, end): (u32, u32), sum: Decimal) -> Result<(), XlsxError> {
    let name = rust_xlsxwriter::utility::column_number_to_name(column as u16);
    let formula = Formula::new(format!("=SUM({name}{}:{name}{end})", first + 1)).set_result(sum.normalize().to_string());
    sheet.write_formula_with_format(row, column as u16, formula, &bordered(Align::Centre))?;
    Ok(())
}

fn sum(grid: &[Vec<Option<&Cell>>], column: usize) -> Decimal {
    let numbers = grid.iter().filter_map(|row| row[column]).map(|cell| Value::of(&cell.text));
    numbers.filter_map(|value| if let Value::Number(number) = value { Some(number) } else { None }).sum()
}

fn text(text: &str) -> Value {
    if text.is_empty() { Value::Blank } else { Value::Text(text.to_owned()) }
}

/// The format has no other numbers; amounts in yuan and counts of people keep all their digits in them.
fn float(number: Decimal) -> f64 {
    number.to_f64().unwrap_or_default()
}

fn bordered(align: Align) -> Format {
    let align = match align {
        Align::Left => FormatAlign::Left,
        Align::Centre => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    };
    Format::new().set_border(FormatBorder::Thin).set_align(align).set_align(FormatAlign::VerticalCenter).set_text_wrap()
}

/// As wide as the widest line of its cells, within bounds: a Han character is two wide.
fn widths(table: &Table, width: usize) -> Vec<f64> {
    let wide = |text: &str| text.lines().map(|line| line.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum::<f64>()).fold(0.0, f64::max);
    let mut widest = vec![6.0_f64; width];
    for section in [&table.head, &table.body, &table.foot] {
        for row in grid(section, width) {
            for (column, cell) in row.into_iter().enumerate() {
                if let Some(cell) = cell.filter(|cell| cell.columns == 1) {
                    widest[column] = widest[column].max(wide(&cell.text) + 2.0);
                }
            }
        }
    }
    widest.into_iter().map(|width| width.min(WIDEST)).collect()
}
