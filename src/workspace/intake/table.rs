//! The export as tables of cells, from XLSX or CSV. Its entry point is [`read`].

use std::io::Cursor;
use std::path::Path;

use calamine::{DataRef, Dimensions, Reader, Xlsx, XlsxFormulaMetadata, open_workbook_from_rs};

use super::cell::Cell;
use crate::records::values::Date;

/// Largest file that is read, in bytes.
const LARGEST: u64 = 1 << 30;

/// Takes the rows of the tables, in their order.
pub trait Sink {
    /// A table begins.
    fn begin(&mut self, name: &str);
    /// A row: its number from 1, and its cells with their places from 0.
    fn row(&mut self, number: u32, cells: Vec<(u32, Cell)>);
    /// The table ends.
    fn end(&mut self);
}

/// Why a file cannot be read at all.
#[derive(Debug)]
pub enum Broken {
    /// The file system says so.
    Io(std::io::Error),
    /// The old binary format, or a workbook with a password.
    OldFormat,
    /// Neither UTF-8 nor GB18030.
    Encoding,
    /// Larger than is read.
    TooLarge,
    /// The reader's own words.
    Format(String),
}

/// Reads a file into a sink.
///
/// # Errors
/// Where it is no table that we read.
pub fn read(path: &Path, sink: &mut dyn Sink) -> Result<(), Broken> {
    if std::fs::metadata(path).map_err(Broken::Io)?.len() > LARGEST {
        return Err(Broken::TooLarge);
    }
    let bytes = std::fs::read(path).map_err(Broken::Io)?;
    if bytes.starts_with(b"PK") {
        workbook(bytes, sink)
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        Err(Broken::OldFormat)
    } else {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        text(bytes, &name, sink)
    }
}

fn workbook(bytes: Vec<u8>, sink: &mut dyn Sink) -> Result<(), Broken> {
    let broken = |error: calamine::XlsxError| Broken::Format(error.to_string());
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(broken)?;
    for sheet in workbook.sheet_names() {
        let mut merged = Merged::new(match workbook.merge_cells_by_sheet_name(&sheet) {
            Ok(areas) => areas,
            // A sheet of charts has no cells.
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(broken(error)),
        });
        let mut reader = match workbook.worksheet_cells_reader(&sheet) {
            Ok(reader) => reader,
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(broken(error)),
        };
        sink.begin(&sheet);
        let mut row: Option<(u32, Vec<(u32, Cell)>)> = None;
        let mut last = 0;
        while let Some(record) = reader.next_cell_with_formula_metadata().map_err(broken)? {
            let (number, place) = record.pos;
            if number < last {
                return Err(Broken::Format(format!("row {} after row {}", number + 1, last + 1)));
            }
            last = number;
            if row.as_ref().is_some_and(|(here, _)| *here != number)
                && let Some((number, cells)) = row.take()
            {
                sink.row(number + 1, merged.cover(number, cells));
            }
            let cell = cell(record.value, record.formula.as_ref());
            if cell != Cell::Blank {
                row.get_or_insert_with(|| (number, Vec::with_capacity(40))).1.push((place, cell));
            }
        }
        if let Some((number, cells)) = row.take() {
            sink.row(number + 1, merged.cover(number, cells));
        }
        sink.end();
    }
    Ok(())
}

fn cell(value: DataRef<'_>, formula: Option<&XlsxFormulaMetadata>) -> Cell {
    match value {
        // A formula that was never computed has no value; that is not the same as a blank cell.
        DataRef::Empty if formula.is_some() => Cell::Fault("refused.formula-without-value", "=…".to_owned()),
        DataRef::Empty => Cell::Blank,
        DataRef::String(text) => Cell::text(&text),
        DataRef::SharedString(text) => Cell::text(text),
        DataRef::Int(number) => Cell::text(&number.to_string()),
        DataRef::Float(number) => Cell::number(number),
        DataRef::Bool(truth) => Cell::text(if truth { "TRUE" } else { "FALSE" }),
        DataRef::Error(error) => Cell::Fault("refused.formula-error", error.to_string()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::text(&text),
        DataRef::DateTime(when) if when.is_duration() => Cell::text(&when.as_f64().to_string()),
        DataRef::DateTime(when) => {
            let (year, month, day, ..) = when.to_ymd_hms_milli();
            let date = i16::try_from(year).ok().zip(i8::try_from(month).ok()).zip(i8::try_from(day).ok());
            match date.and_then(|((year, month), day)| Date::new(year, month, day)) {
                Some(day) => Cell::Day(day),
                None => Cell::text(&when.as_f64().to_string()),
            }
        }
    }
}

/// The merged areas of a sheet, walked down with its rows.
struct Merged {
    areas: std::iter::Peekable<std::vec::IntoIter<Dimensions>>,
    here: Vec<Dimensions>,
}

impl Merged {
    fn new(mut areas: Vec<Dimensions>) -> Self {
        areas.sort_by_key(|area| area.start);
        Self { areas: areas.into_iter().peekable(), here: Vec::new() }
    }

    /// Cells that a merged area covers are no blanks: nobody knows whether its value is meant for them.
    fn cover(&mut self, row: u32, mut cells: Vec<(u32, Cell)>) -> Vec<(u32, Cell)> {
        while let Some(area) = self.areas.next_if(|area| area.start.0 <= row) {
            self.here.push(area);
        }
        self.here.retain(|area| area.end.0 >= row);
        for area in &self.here {
            for place in area.start.1..=area.end.1.min(area.start.1.saturating_add(200)) {
                if (row, place) == area.start {
                    continue;
                }
                let covered = Cell::Fault("refused.merged", String::new());
                match cells.iter_mut().find(|(known, _)| *known == place) {
                    Some((_, cell)) => *cell = covered,
                    None => cells.push((place, covered)),
                }
            }
        }
        cells
    }
}

fn text(bytes: Vec<u8>, name: &str, sink: &mut dyn Sink) -> Result<(), Broken> {
    let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    let text = String::from_utf8(bytes).or_else(|error| {
        let decoded = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(error.as_bytes());
        decoded.map(std::borrow::Cow::into_owned).ok_or(Broken::Encoding)
    })?;
    if text.contains('\0') {
        return Err(Broken::Encoding);
    }
    // Saved as “Unicode text” and converted, columns stand between tabs.
    let header = text.lines().find(|line| line.contains("户编号")).unwrap_or_default();
    let tabs = header.matches('\t').count() > header.matches(',').count();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(if tabs { b'\t' } else { b',' })
        .from_reader(text.as_bytes());
    sink.begin(name);
    let mut record = csv::StringRecord::new();
    let (mut line, mut counted) = (1, 0);
    while reader.read_record(&mut record).map_err(|error| Broken::Format(error.to_string()))? {
        // A record's position may lie before the line break that ends the one above it.
        let begin = record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(counted);
        let begin = begin + text.as_bytes()[begin..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        line += text.as_bytes()[counted..begin].iter().filter(|byte| **byte == b'\n').count();
        counted = begin;
        let cells = record.iter().enumerate().map(|(place, text)| (u32::try_from(place).unwrap_or(u32::MAX), Cell::text(text)));
        sink.row(u32::try_from(line).unwrap_or(u32::MAX), cells.filter(|(_, cell)| *cell != Cell::Blank).collect());
    }
    sink.end();
    Ok(())
}
