//! A household of the export beside its file. Its entry point is [`compare`].
//!
//! Only keys that the export has are looked at. A blank in the export deletes nothing; a member who is in the file and
//! not in the export stays, and is reported.

use super::cell::{Reason, same};
use super::column::{self, COLUMNS, DATA_DATE, HOUSEHOLD, ID_NUMBER, NAME, PERSON};
use super::compose::{of_person, written};
use super::edit::{Edit, apply};
use super::known::{members, person_key};
use super::mask::mask;
use super::roll::{Incoming, Person};
use super::tree::value;
use crate::records::source::Marked;
use crate::records::values::{Date, Value};

/// A value that the import changes.
#[derive(Debug)]
pub struct Change {
    /// The member's place in the file, from 1; none for a value of the household.
    pub member: Option<usize>,
    /// Key.
    pub key: &'static str,
    /// What the file says, masked; empty where it says nothing.
    pub old: String,
    /// What the export says, masked.
    pub new: String,
}

/// What comes of comparing.
#[derive(Debug, Default)]
pub struct Compared {
    /// What changes.
    pub changes: Vec<Change>,
    /// Places, from 1, of members whom the export does not have; they stay.
    pub file_only: Vec<usize>,
    /// Rows of persons whom the file does not have.
    pub added: Vec<u32>,
    /// The text that was read.
    pub before: String,
    /// The new text of the file, where something changes.
    pub text: Option<String>,
}

/// Compares, and makes the file's new text.
///
/// # Errors
/// Why the file cannot be brought up to the export, with the column.
pub fn compare(text: &str, tree: &Marked, incoming: &Incoming) -> Result<Compared, (Reason, &'static str)> {
    let mut out = Compared::default();
    let mut edits = Vec::new();
    let mut look = |node: &Marked, member: Option<usize>, key: &'static str, column: usize, new: &str| {
        let old = value(node, key);
        if old.as_deref().is_some_and(|old| same(COLUMNS[column].form, old, new)) {
            return;
        }
        // The head's name is public, everything else is not.
        let shown = |text: &str| if key == "户主" { text.to_owned() } else { mask(text) };
        let old = old.as_deref().map(shown).unwrap_or_default();
        out.changes.push(Change { member: member.map(|place| place + 1), key, old, new: shown(new) });
        edits.push(Edit::Set(member, written(key, COLUMNS[column].form, new)));
    };
    look(tree, None, "户主", NAME, incoming.head_name());
    for (column, new) in incoming.values.iter().filter(|(column, _)| !matches!(*column, DATA_DATE | HOUSEHOLD)) {
        look(tree, None, COLUMNS[column].key, column, new);
    }
    let listed = members(tree);
    let mut taken = vec![false; listed.len()];
    let mut added: Vec<&Person> = Vec::new();
    for person in &incoming.persons {
        match find(listed, &taken, person) {
            Some(place) => {
                taken[place] = true;
                for (column, new) in person.values.iter() {
                    look(&listed[place], Some(place), COLUMNS[column].key, column, new);
                }
            }
            None => added.push(person),
        }
    }
    for person in added {
        out.added.push(person.row);
        edits.push(Edit::Append(of_person(person)));
    }
    out.file_only = taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(place, _)| place + 1).collect();
    if edits.is_empty() {
        return Ok(out);
    }
    let before = value(tree, COLUMNS[DATA_DATE].key).and_then(|text| Date::parse(&text));
    let now = incoming.values.get(DATA_DATE).and_then(Date::parse);
    if before > now && now.is_some() {
        return Err(("refused.older-export", COLUMNS[DATA_DATE].name));
    }
    if let Some(now) = now.filter(|now| before != Some(*now)) {
        edits.push(Edit::Set(None, written(COLUMNS[DATA_DATE].key, column::Form::Date, &now.to_string())));
    }
    text.clone_into(&mut out.before);
    out.text = Some(apply(text, tree, &edits).ok_or(("refused.no-safe-edit", COLUMNS[HOUSEHOLD].name))?);
    Ok(out)
}

/// A person's place in the file: by number in the system, else by ID number, else by a name that only one bears.
fn find(listed: &[Marked], taken: &[bool], person: &Person) -> Option<usize> {
    let number = COLUMNS[PERSON].key;
    let free = || (0..listed.len()).filter(|place| !taken[*place]);
    let by_number = free().find(|place| value(&listed[*place], number).as_deref() == person.values.get(PERSON));
    by_number
        .or_else(|| {
            let wanted = person_key(person.values.get(ID_NUMBER)?);
            free().find(|place| {
                value(&listed[*place], number).is_none() && value(&listed[*place], COLUMNS[ID_NUMBER].key).is_some_and(|known| person_key(&known) == wanted)
            })
        })
        .or_else(|| {
            let unknown = |place: &usize| value(&listed[*place], number).is_none() && value(&listed[*place], COLUMNS[ID_NUMBER].key).is_none();
            let mut named = free().filter(unknown).filter(|place| value(&listed[*place], "姓名").as_deref() == person.values.get(NAME));
            named.next().filter(|_| named.next().is_none())
        })
}
