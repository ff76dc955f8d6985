//! What an import would do. Its entry point is [`Plan::make`].

use std::path::Path;

use rayon::prelude::*;

use super::column::{COLUMNS, HOUSEHOLD, ID_NUMBER};
use super::compare::{Compared, compare};
use super::compose;
use super::known::{BadMapping, Known, person_key};
use super::mask::mask;
use super::roll::{Incoming, Refusal, Roll, Sheet, Unlisted};
use super::table::{self, Broken};
use crate::records::source::{self, LARGEST_CASE, parse_marked};
use crate::workspace::Workspace;

/// Why nothing can be imported.
#[derive(Debug)]
pub enum Impossible {
    /// The file cannot be read.
    Broken(Broken),
    /// A mapping names no village.
    Mapping(String),
    /// No table has a header.
    NoHeader,
    /// A table has a header that lacks columns or has some twice.
    Header { sheet: String, row: u32, missing: Vec<&'static str>, twice: Vec<&'static str>, found: Vec<String> },
}

/// What becomes of a household.
#[derive(Debug)]
pub enum Outcome {
    /// A file is made under a new code.
    New { code: String, file: String },
    /// A file is edited: its new text, and what changes in it.
    Changed { file: String, compared: Compared },
    /// The file says the same.
    Unchanged { file: String, file_only: Vec<usize> },
    /// It waits until its faults are mended.
    Refused,
}

/// A village's part.
#[derive(Debug, Default, Clone)]
pub struct Tally {
    /// Households that are new, changed, unchanged; persons in each.
    pub new: (usize, usize),
    /// Changed.
    pub changed: (usize, usize),
    /// Unchanged.
    pub unchanged: (usize, usize),
}

/// The plan of an import.
pub struct Plan {
    /// Tables of the file.
    pub sheets: Vec<Sheet>,
    /// Households with what becomes of them, in the order of the export.
    pub households: Vec<(Incoming, Outcome)>,
    /// Everything that was refused.
    pub refused: Vec<Refusal>,
    /// Labels that are in no code list.
    pub unlisted: Vec<Unlisted>,
    /// Code, name and figures of the villages that the export speaks of.
    pub villages: Vec<(String, String, Tally)>,
    /// Rows with a fault, and rows that wait because of another row of their household.
    pub rows_refused: (usize, usize),
}

impl Plan {
    /// Reads a file and compares it with the workspace. Nothing is written.
    ///
    /// # Errors
    /// Where the file cannot be read at all.
    pub fn make(workspace: &Workspace, file: &Path, mappings: &[String]) -> Result<Self, Impossible> {
        let mut known = Known::read(workspace, mappings).map_err(|BadMapping(text)| Impossible::Mapping(text))?;
        let mut roll = Roll::new(&known);
        table::read(file, &mut roll).map_err(Impossible::Broken)?;
        roll.finish();
        let Roll { sheets, households, mut refused, homeless, unlisted, .. } = roll;
        headers(&sheets)?;
        let decided: Vec<Result<Option<Outcome>, Vec<Refusal>>> = households.par_iter().map(|incoming| existing(workspace, &known, incoming)).collect();
        let mut done = Vec::with_capacity(households.len());
        let mut tallies = vec![Tally::default(); known.villages.len()];
        for (mut incoming, decided) in households.into_iter().zip(decided) {
            let outcome = match decided {
                Ok(Some(outcome)) => outcome,
                Ok(None) => new(&mut known, &incoming),
                Err(refusals) => {
                    for person in incoming.persons.iter_mut() {
                        person.faulty |= refusals.iter().any(|refusal| (person.sheet, person.row) == (refusal.sheet, refusal.row));
                    }
                    refused.extend(refusals);
                    Outcome::Refused
                }
            };
            if let Some(village) = incoming.village {
                let tally = &mut tallies[village];
                let part = match outcome {
                    Outcome::New { .. } => Some(&mut tally.new),
                    Outcome::Changed { .. } => Some(&mut tally.changed),
                    Outcome::Unchanged { .. } => Some(&mut tally.unchanged),
                    Outcome::Refused => None,
                };
                if let Some((households, persons)) = part {
                    *households += 1;
                    *persons += incoming.persons.len();
                }
            }
            done.push((incoming, outcome));
        }
        refused.sort_by_key(|refusal| (refusal.sheet, refusal.row));
        let waiting = || done.iter().filter(|(_, outcome)| matches!(outcome, Outcome::Refused)).flat_map(|(incoming, _)| &incoming.persons);
        let faulty = waiting().filter(|person| person.faulty).count();
        let rows_refused = (homeless + faulty, waiting().count() - faulty);
        let villages = known.villages.iter().zip(tallies);
        let villages = villages.filter(|(_, tally)| tally.new.0 + tally.changed.0 + tally.unchanged.0 > 0);
        let villages = villages.map(|(village, tally)| (village.code.clone(), village.name.clone(), tally)).collect();
        Ok(Self { sheets, households: done, refused, unlisted, villages, rows_refused })
    }

    /// Rows with something in them.
    pub fn rows(&self) -> usize {
        self.sheets.iter().map(|sheet| sheet.rows).sum()
    }

    /// Households and persons of one outcome over all villages.
    pub fn total(&self, part: impl Fn(&Tally) -> (usize, usize)) -> (usize, usize) {
        self.villages.iter().map(|(_, _, tally)| part(tally)).fold((0, 0), |sum, next| (sum.0 + next.0, sum.1 + next.1))
    }
}

/// At least one table has the header, and none has one with faults.
fn headers(sheets: &[Sheet]) -> Result<(), Impossible> {
    let any = sheets.iter().any(|sheet| sheet.header.is_some());
    let nearest = sheets
        .iter()
        .filter(|sheet| sheet.header.is_none())
        .filter_map(|sheet| Some((sheet, sheet.nearest.as_ref()?)))
        // A table that shares a few names with the export is another table.
        .filter(|(_, nearest)| !any || nearest.missing.len() < COLUMNS.len() / 2)
        .min_by_key(|(_, nearest)| nearest.missing.len());
    match nearest {
        Some((sheet, nearest)) => Err(Impossible::Header {
            sheet: sheet.name.clone(),
            row: nearest.row,
            missing: nearest.missing.clone(),
            twice: nearest.twice.clone(),
            found: nearest.found.clone(),
        }),
        None if any => Ok(()),
        None => Err(Impossible::NoHeader),
    }
}

/// What becomes of a household that the workspace may have: nothing where it is new.
fn existing(workspace: &Workspace, known: &Known, incoming: &Incoming) -> Result<Option<Outcome>, Vec<Refusal>> {
    let (Some(village), false) = (incoming.village, incoming.refused) else { return Ok(Some(Outcome::Refused)) };
    let first = incoming.persons.first().map_or((0, 0), |person| (person.sheet, person.row));
    let refuse = |column: &'static str, reason, args| {
        vec![Refusal { sheet: first.0, row: first.1, column, value: mask(&incoming.number), reason, args }]
    };
    let number = COLUMNS[HOUSEHOLD].name;
    let here = known.households.get(&*incoming.number);
    let elsewhere = incoming.persons.iter().filter_map(|person| {
        let id_number = person.values.get(ID_NUMBER)?;
        let file = known.persons.get(&person_key(id_number)).filter(|file| here.is_none_or(|here| here.file != **file))?;
        let args = vec![("file", file.clone())];
        Some(Refusal { sheet: person.sheet, row: person.row, column: COLUMNS[ID_NUMBER].name, value: mask(id_number), reason: "refused.person-elsewhere", args })
    });
    let elsewhere: Vec<Refusal> = elsewhere.collect();
    if !elsewhere.is_empty() {
        return Err(elsewhere);
    }
    let Some(here) = here else {
        let length: usize = incoming.values.iter().chain(incoming.persons.iter().flat_map(|person| person.values.iter())).map(|(_, text)| text.len() + 32).sum();
        if length as u64 + 16_384 > LARGEST_CASE {
            return Err(refuse(number, "refused.too-large", Vec::new()));
        }
        return match &known.villages[village].unreadable {
            Some(file) => Err(refuse(number, "refused.village-unreadable", vec![("file", file.clone())])),
            None => Ok(None),
        };
    };
    let file = || vec![("file", here.file.clone())];
    if let Some(second) = &here.second {
        return Err(refuse(number, "refused.known-twice", vec![("file", here.file.clone()), ("second", second.clone())]));
    }
    if here.village != village {
        return Err(refuse(number, "refused.moved", file()));
    }
    let source = source::read(&workspace.root, &here.file).map_err(|_| refuse(number, "refused.no-safe-edit", file()))?;
    let Ok(Some(tree)) = parse_marked(&source.text) else { return Err(refuse(number, "refused.no-safe-edit", file())) };
    let compared = compare(&source.text, &tree, incoming).map_err(|(reason, column)| refuse(column, reason, file()))?;
    Ok(Some(match compared.text {
        Some(_) => Outcome::Changed { file: here.file.clone(), compared },
        None => Outcome::Unchanged { file: here.file.clone(), file_only: compared.file_only },
    }))
}

/// Gives a new household its code.
fn new(known: &mut Known, incoming: &Incoming) -> Outcome {
    let Some(village) = incoming.village.and_then(|village| known.villages.get_mut(village)) else { return Outcome::Refused };
    village.highest += 1;
    let code = household_code(&village.code, village.highest);
    let file = format!("{}households/{code}.yaml", village.folder);
    Outcome::New { code, file }
}

/// A household's code: the village's, and a running number that is given once.
pub fn household_code(village: &str, running: u32) -> String {
    format!("{village}-{running:03}")
}

/// Text of a new household's file.
pub fn text_of(workspace: &Workspace, code: &str, incoming: &Incoming) -> String {
    let remarks = [
        "由全国系统的导出表导入。“系统户编号”“系统人编号”用来和系统对上，请勿改动；家庭成员的次序可以改。",
        "空着的各项由入户调查补填。再次导入只改系统里变了的值，其余原样不动。",
    ];
    let members: Vec<_> = incoming.persons.iter().map(compose::of_person).collect();
    compose::household(&remarks, code, &compose::of_household(incoming), &members, workspace.regime.as_ref().map(|regime| &regime.current().rules))
}
