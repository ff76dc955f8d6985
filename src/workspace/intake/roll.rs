//! Rows of the export, gathered to households. Its entry point is [`Roll`], which takes the rows one by one.
//!
//! A row with a fault is refused, and its household waits with it: a household goes in whole or not at all,
//! because with a person less every figure about it would be wrong.

use std::collections::HashMap;

use super::cell::{Cell, Reason, read};
use super::codes::HEAD;
use super::column::{self, COLUMNS, COUNT, Whose};
use super::header::{Header, Nearest, Search};
use super::known::{Known, person_key};
use super::mask::{mask, shown};
use super::table::Sink;

/// Something that was refused, with its place.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// Table.
    pub sheet: usize,
    /// Row, from 1.
    pub row: u32,
    /// Column of the export.
    pub column: &'static str,
    /// The value, private ones masked.
    pub value: String,
    /// Why: a key of the message table.
    pub reason: Reason,
    /// Arguments of the message.
    pub args: Vec<(&'static str, String)>,
}

/// A label that is in no code list; it was kept as it is.
#[derive(Debug)]
pub struct Unlisted {
    /// Column of the export.
    pub column: &'static str,
    /// The label, masked.
    pub label: String,
    /// Table and row where it stands first.
    pub first: (usize, u32),
    /// In how many rows.
    pub times: usize,
}

/// A table of the file.
#[derive(Debug)]
pub struct Sheet {
    /// Name.
    pub name: String,
    /// The header; a table without one was not read.
    pub header: Option<Header>,
    /// The row that came nearest to a header.
    pub nearest: Option<Nearest>,
    /// Rows with something in them, behind the header.
    pub rows: usize,
}

/// Values by column, only those that are there.
#[derive(Debug, Default)]
pub struct Values(Vec<(usize, Box<str>)>);

impl Values {
    /// The value of a column.
    pub fn get(&self, column: usize) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == column).map(|(_, text)| &**text)
    }

    /// All values.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &str)> {
        self.0.iter().map(|(column, text)| (*column, &**text))
    }

    fn set(&mut self, column: usize, text: String) {
        self.0.push((column, text.into()));
    }
}

/// A person of the export.
#[derive(Debug)]
pub struct Person {
    /// Table.
    pub sheet: usize,
    /// Row, from 1.
    pub row: u32,
    /// Values of the person.
    pub values: Values,
    /// 人数 as the row has it.
    stated: Option<u32>,
    /// Something in the row was refused.
    pub faulty: bool,
}

/// A household of the export.
#[derive(Debug)]
pub struct Incoming {
    /// Number in the system.
    pub number: Box<str>,
    /// Place of its village among those known.
    pub village: Option<usize>,
    /// Values of the household.
    pub values: Values,
    /// Persons, in the order of the rows.
    pub persons: Vec<Person>,
    /// Something about it was refused: it waits.
    pub refused: bool,
    relations_unknown: bool,
}

impl Incoming {
    /// The head.
    pub fn head(&self) -> Option<&Person> {
        self.persons.iter().find(|person| person.values.get(column::RELATION) == Some(HEAD))
    }

    /// The name of the head.
    pub fn head_name(&self) -> &str {
        self.head().and_then(|person| person.values.get(column::NAME)).unwrap_or_default()
    }
}

/// The rows, gathered.
pub struct Roll<'a> {
    known: &'a Known,
    search: Search,
    /// Tables of the file.
    pub sheets: Vec<Sheet>,
    /// Households in the order in which they come first.
    pub households: Vec<Incoming>,
    /// Faults.
    pub refused: Vec<Refusal>,
    /// Rows without a household number.
    pub homeless: usize,
    /// Labels in no code list.
    pub unlisted: Vec<Unlisted>,
    by_number: HashMap<Box<str>, usize>,
    persons: HashMap<String, (usize, u32)>,
    id_numbers: HashMap<String, (usize, u32)>,
}

impl<'a> Roll<'a> {
    /// An empty roll for a workspace.
    pub fn new(known: &'a Known) -> Self {
        Self {
            known,
            search: Search::default(),
            sheets: Vec::new(),
            households: Vec::new(),
            refused: Vec::new(),
            homeless: 0,
            unlisted: Vec::new(),
            by_number: HashMap::new(),
            persons: HashMap::new(),
            id_numbers: HashMap::new(),
        }
    }

    fn take(&mut self, sheet: usize, row: u32, mut cells: [Cell; COUNT]) {
        // The header again, on every printed page.
        if cells[column::HOUSEHOLD] == Cell::Text(COLUMNS[column::HOUSEHOLD].name.to_owned()) {
            return;
        }
        self.sheets[sheet].rows += 1;
        let before = self.refused.len();
        let mut read_values: [Option<String>; COUNT] = [const { None }; COUNT];
        let mut unread = [false; COUNT];
        for (place, column) in COLUMNS.iter().enumerate().filter(|(place, _)| *place != column::SERIAL) {
            match read(column, std::mem::take(&mut cells[place])) {
                Ok(None) => {}
                Ok(Some(value)) => {
                    if value.unlisted {
                        self.remark(column.name, &value.text, (sheet, row));
                    }
                    read_values[place] = Some(value.text);
                }
                Err((reason, text)) => {
                    unread[place] = true;
                    let value = if reason == "refused.formula-error" { text } else { shown(column, &text) };
                    self.refuse((sheet, row), column.name, value, reason, Vec::new());
                }
            }
        }
        let at = (sheet, row);
        for (place, reason) in [(column::NAME, "refused.no-name"), (column::PERSON, "refused.no-person-number"), (column::RELATION, "refused.no-relation")] {
            if read_values[place].is_none() && !unread[place] {
                self.refuse(at, COLUMNS[place].name, String::new(), reason, Vec::new());
            }
        }
        if let Some(county) = &read_values[column::COUNTY]
            && !self.known.is_county(county)
        {
            self.refuse(at, COLUMNS[column::COUNTY].name, shown(&COLUMNS[column::COUNTY], county), "refused.other-county", Vec::new());
        }
        let village = self.village(at, &read_values, &unread);
        self.doubles(at, &read_values);
        let Some(number) = read_values[column::HOUSEHOLD].take() else {
            if !unread[column::HOUSEHOLD] {
                self.refuse(at, COLUMNS[column::HOUSEHOLD].name, String::new(), "refused.no-household-number", Vec::new());
            }
            self.homeless += 1;
            return;
        };
        let index = match self.by_number.get(number.as_str()) {
            Some(index) => *index,
            None => {
                let mut values = Values::default();
                values.set(column::HOUSEHOLD, number.clone());
                self.by_number.insert(number.clone().into(), self.households.len());
                self.households.push(Incoming {
                    number: number.into(),
                    village,
                    values,
                    persons: Vec::new(),
                    refused: false,
                    relations_unknown: false,
                });
                self.households.len() - 1
            }
        };
        self.of_household(at, index, village, &mut read_values);
        let mut person = Person { sheet, row, values: Values::default(), stated: None, faulty: self.refused.len() > before };
        person.stated = read_values[column::PERSONS].as_deref().and_then(|count| count.parse().ok());
        for (place, _) in COLUMNS.iter().enumerate().filter(|(_, column)| column.whose == Whose::Person) {
            if let Some(text) = read_values[place].take() {
                person.values.set(place, text);
            }
        }
        let household = &mut self.households[index];
        household.refused |= person.faulty;
        household.relations_unknown |= person.values.get(column::RELATION).is_none();
        household.persons.push(person);
    }

    /// The village of a row.
    fn village(&mut self, at: (usize, u32), values: &[Option<String>; COUNT], unread: &[bool; COUNT]) -> Option<usize> {
        if unread[column::TOWNSHIP] || unread[column::VILLAGE] {
            return None;
        }
        let text = |place: usize| values[place].as_deref().unwrap_or_default();
        match self.known.village(text(column::TOWNSHIP), text(column::VILLAGE)) {
            Ok(village) => Some(village),
            Err(reason) => {
                let value = format!("{} {}", shown(&COLUMNS[column::TOWNSHIP], text(column::TOWNSHIP)), shown(&COLUMNS[column::VILLAGE], text(column::VILLAGE)));
                self.refuse(at, COLUMNS[column::VILLAGE].name, value.trim().to_owned(), reason, Vec::new());
                None
            }
        }
    }

    /// Persons that stand in the export twice.
    fn doubles(&mut self, at: (usize, u32), values: &[Option<String>; COUNT]) {
        let number = values[column::PERSON].clone();
        let id_number = values[column::ID_NUMBER].as_deref().map(person_key);
        let keys = [(column::PERSON, number, "refused.person-twice"), (column::ID_NUMBER, id_number, "refused.id-number-twice")];
        for (place, key, reason) in keys {
            let Some(key) = key else { continue };
            let known = if place == column::PERSON { &mut self.persons } else { &mut self.id_numbers };
            match known.get(&key).copied() {
                None => {
                    known.insert(key, at);
                }
                Some((sheet, row)) => {
                    let args = vec![("sheet", self.sheets[sheet].name.clone()), ("row", row.to_string())];
                    self.refuse(at, COLUMNS[place].name, mask(&key), reason, args);
                }
            }
        }
    }

    /// What the rows of a household say of it must agree; a blank says nothing.
    fn of_household(&mut self, at: (usize, u32), index: usize, village: Option<usize>, read_values: &mut [Option<String>; COUNT]) {
        let mut differ = Vec::new();
        let household = &mut self.households[index];
        if household.village.is_some() && village.is_some() && household.village != village {
            differ.push((column::VILLAGE, read_values[column::VILLAGE].clone().unwrap_or_default()));
        }
        household.village = household.village.or(village);
        for (place, _) in COLUMNS.iter().enumerate().filter(|(_, column)| column.whose == Whose::Household) {
            let Some(text) = read_values[place].take() else { continue };
            match household.values.get(place) {
                None => household.values.set(place, text),
                Some(known) if known == text => {}
                Some(_) => differ.push((place, text)),
            }
        }
        for (place, text) in differ {
            let first = self.households[index].persons.first().map_or(0, |person| person.row);
            let args = vec![("row", first.to_string())];
            self.refuse(at, COLUMNS[place].name, shown(&COLUMNS[place], &text), "refused.rows-differ", args);
        }
    }

    fn remark(&mut self, column: &'static str, label: &str, at: (usize, u32)) {
        let label = mask(label);
        match self.unlisted.iter().position(|known| known.column == column && known.label == label) {
            Some(known) => self.unlisted[known].times += 1,
            // A column of free text would make the list as long as the export.
            None if self.unlisted.len() < 200 => self.unlisted.push(Unlisted { column, label, first: at, times: 1 }),
            None => {}
        }
    }

    fn refuse(&mut self, (sheet, row): (usize, u32), column: &'static str, value: String, reason: Reason, args: Vec<(&'static str, String)>) {
        self.refused.push(Refusal { sheet, row, column, value, reason, args });
    }

    /// What can be said of households only when all rows are there: the count of persons, the head.
    pub fn finish(&mut self) {
        for index in 0..self.households.len() {
            let household = &self.households[index];
            let rows = household.persons.len();
            let mut faults: Vec<(usize, usize, String, Reason)> = Vec::new();
            for (place, person) in household.persons.iter().enumerate() {
                if person.stated.is_some_and(|stated| stated as usize != rows) {
                    faults.push((place, column::PERSONS, person.stated.unwrap_or_default().to_string(), "refused.persons-differ"));
                    break;
                }
            }
            let heads: Vec<usize> =
                (0..rows).filter(|place| household.persons[*place].values.get(column::RELATION) == Some(HEAD)).collect();
            match heads.as_slice() {
                [] if !household.relations_unknown => faults.push((0, column::RELATION, String::new(), "refused.no-head")),
                [_, second, ..] => faults.push((*second, column::RELATION, HEAD.to_owned(), "refused.two-heads")),
                _ => {}
            }
            for (place, column, value, reason) in faults {
                let person = &mut self.households[index].persons[place];
                person.faulty = true;
                let at = (person.sheet, person.row);
                self.households[index].refused = true;
                let value = if reason == "refused.two-heads" { mask(&value) } else { value };
                self.refuse(at, COLUMNS[column].name, value, reason, vec![("rows", rows.to_string())]);
            }
        }
    }
}

impl Sink for Roll<'_> {
    fn begin(&mut self, name: &str) {
        self.search = Search::default();
        self.sheets.push(Sheet { name: name.to_owned(), header: None, nearest: None, rows: 0 });
    }

    fn row(&mut self, number: u32, cells: Vec<(u32, Cell)>) {
        let sheet = self.sheets.len() - 1;
        let Some(header) = &self.sheets[sheet].header else {
            self.sheets[sheet].header = self.search.look(number, &cells);
            return;
        };
        let mut own: [Cell; COUNT] = [const { Cell::Blank }; COUNT];
        let mut blank = true;
        for (place, cell) in cells {
            if let Some((_, column)) = header.columns.iter().find(|(known, _)| *known == place) {
                // A row that holds nothing but what a merged area covers is blank.
                blank &= matches!(cell, Cell::Fault("refused.merged", _)) || *column == column::SERIAL;
                own[*column] = cell;
            }
        }
        if !blank {
            self.take(sheet, number, own);
        }
    }

    fn end(&mut self) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.nearest = self.search.nearest.take();
        }
    }
}
