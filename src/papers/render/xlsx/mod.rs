//! A document's tables as a workbook. The entry point is [`xlsx`].
//!
//! Each table is a sheet: the same cells as on paper, numbers and days as numbers and days, the head kept in sight and
//! repeated in print, totals as formulas. A declared total that the rows do not make stands as declared, and the sum of the
//! rows stands in a row of its own below it.

mod sheet;
mod value;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::papers::document::{Block, Content, Document, Inline, Table};

/// The workbook; `None` where the document has no table.
///
/// # Errors
/// A table that is larger than a sheet can be.
pub fn xlsx(document: &Document) -> Result<Option<Vec<u8>>, XlsxError> {
    let mut tables = Vec::new();
    gather(&document.blocks, &document.title, &mut tables);
    if tables.is_empty() {
        return Ok(None);
    }
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_title(&document.title).set_author(&document.issuer);
    // The day of the document: the clock has no part in it.
    workbook.set_properties(&properties.set_creation_datetime(&ExcelDateTime::parse_from_str(&document.date)?));
    for (place, (title, table)) in tables.iter().enumerate() {
        let sheet = workbook.add_worksheet();
        let name = if tables.len() == 1 { "表".to_owned() } else { format!("表{}", place + 1) };
        sheet.set_name(name)?;
        sheet::write(sheet, document, title, table)?;
    }
    workbook.save_to_buffer().map(Some)
}

/// Tables in reading order, each with the title that stands over it.
fn gather<'a>(blocks: &'a [Block], above: &str, tables: &mut Vec<(String, &'a Table)>) {
    let mut title = above.to_owned();
    for block in blocks {
        match &block.content {
            Content::Title(text) => title = text.iter().map(Inline::text).collect(),
            Content::Table(table) => tables.push((title.clone(), table)),
            Content::Attachment(attachment) => gather(&attachment.blocks, &title, tables),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::papers::document::{Align, Cell, Column, Identity, Layout, Row};
    use calamine::{Data, Reader, Xlsx};

    fn document(total: &str) -> Document {
        let row = |cells: [&str; 3]| Row { cells: cells.map(Cell::new).to_vec() };
        let table = Table {
            unit: Some("单位：人".to_owned()),
            columns: vec![Column { stretch: 1.0, align: Align::Centre }; 3],
            head: vec![row(["乡镇", "脱贫人口", "日期"])],
            body: vec![row(["龙津", "165", "2017-11-15"]), row(["嵩溪", "", "2017-11-16"]), row(["0301", "20", ""])],
            foot: vec![row(["合计", total, ""])],
            notes: vec!["注：样例。".to_owned()],
            ..Table::default()
        };
        Document {
            kind: "plan-sheet".to_owned(),
            title: "附件1　贫困户脱贫计划表".to_owned(),
            layout: Layout::Sheet,
            blocks: vec![Content::Title(vec![Inline::Text("附件1　贫困户脱贫计划表".to_owned())]).into(), Content::Table(table).into()],
            marks: vec!["样例·非正式文件".to_owned()],
            date: "2017-04-19".to_owned(),
            issuer: "清流县".to_owned(),
            identity: Identity { id: "qingliu-2017-2019-annex-1-2017".to_owned(), address: None },
        }
    }

    fn cells(bytes: Vec<u8>) -> (calamine::Range<Data>, calamine::Range<String>) {
        let mut book = Xlsx::new(std::io::Cursor::new(bytes)).expect("a workbook");
        (book.worksheet_range("表").expect("the sheet"), book.worksheet_formula("表").expect("its formulas"))
    }

    #[test]
    fn numbers_and_days_are_such_and_totals_are_formulas() {
        let bytes = xlsx(&document("185")).expect("written").expect("it has a table");
        assert_eq!(Some(&bytes), xlsx(&document("185")).expect("written").as_ref(), "the same bytes twice");
        let (values, formulas) = cells(bytes);
        let at = |row: u32, column: u32| values.get_value((row, column)).cloned().unwrap_or(Data::Empty);
        assert_eq!(at(3, 1), Data::Float(165.0));
        assert_eq!(at(4, 1), Data::Empty, "a blank stays blank");
        assert_eq!(at(5, 0), Data::String("0301".to_owned()), "a code keeps its zero");
        assert!(matches!(at(3, 2), Data::DateTime(_)), "{:?}", at(3, 2));
        assert_eq!((at(6, 1), formulas.get_value((6, 1)).map(String::as_str)), (Data::Float(185.0), Some("SUM(B4:B6)")));
    }

    #[test]
    fn a_declared_total_that_the_rows_do_not_make_stands_beside_their_sum() {
        let (values, formulas) = cells(xlsx(&document("186")).expect("written").expect("it has a table"));
        assert_eq!(values.get_value((6, 1)), Some(&Data::Float(186.0)));
        assert_eq!((values.get_value((7, 0)), values.get_value((7, 1))), (Some(&Data::String("各行相加".to_owned())), Some(&Data::Float(185.0))));
        assert_eq!(formulas.get_value((7, 1)).map(String::as_str), Some("SUM(B4:B6)"));
    }
}
