//! What the items of volumes held when they were packed last. Entry points: [`Held::read`], and [`Held::since_closed`], which
//! tells what has changed since a volume was closed.
//!
//! A closed volume is never made again. A case that is changed afterwards is a new version of the item, and goes into a
//! supplement; a paper that the program makes is one only where the case that it is made from has changed as well, for its
//! bytes go by templates and fonts too.

use std::collections::BTreeMap;
use std::io;

use super::numbering::Numbered;
use super::pack::{Contents, Holding, Origin, Piece};
use super::roster::State;

/// Digests by subject of the volume, number of the supplement, and item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held(BTreeMap<(String, u32, String), String>);

/// A closed volume whose items have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Subject of the volume.
    pub subject: String,
    /// Number of the volume or supplement.
    pub number: String,
    /// How it is closed, 已归档 or 已移交.
    pub standing: String,
    /// What the items are called.
    pub titles: Vec<String>,
}

/// What was found of a volume.
#[derive(Debug, Default)]
pub struct Since {
    /// Items that have changed, by the closed volume that they stand in.
    pub changed: Vec<Changed>,
    /// Items of closed volumes of which no digest was kept: it is entered as of now.
    pub unknown: Vec<Holding>,
}

/// Between an item and the number of its version.
const VERSION: &str = " 更改";

impl Held {
    /// Reads the register of contents: a line for each item, tabs between digest, subject, supplement and item.
    ///
    /// # Errors
    /// Number of the first line that is none, from 1.
    pub fn read(text: &str) -> Result<Self, usize> {
        let mut held = BTreeMap::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty()) {
            let mut parts = line.splitn(4, '\t');
            let mut part = || parts.next().ok_or(index + 1);
            let (digest, subject, supplement, item) = (part()?, part()?, part()?, part()?);
            let supplement = supplement.parse().map_err(|_| index + 1)?;
            held.insert((subject.to_owned(), supplement, item.to_owned()), digest.to_owned());
        }
        Ok(Self(held))
    }

    /// As text, after a head; the same text for the same content.
    pub fn text(&self, head: &str) -> String {
        let lines = self.0.iter().map(|((subject, supplement, item), digest)| format!("{digest}\t{subject}\t{supplement}\t{item}\n"));
        std::iter::once(head.to_owned()).chain(lines).collect()
    }

    /// Enters what was packed. An open volume holds what was packed now, and nothing else.
    pub fn enter(&mut self, holdings: Vec<Holding>) {
        let mut by_volume: BTreeMap<(String, u32), Vec<(String, String)>> = BTreeMap::new();
        for (subject, supplement, item, digest) in holdings {
            by_volume.entry((subject, supplement)).or_default().push((item, digest));
        }
        for ((subject, supplement), items) in by_volume {
            let from = (subject.clone(), supplement, String::new());
            let gone: Vec<_> = self.0.range(from..).map(|(key, _)| key).take_while(|key| key.0 == subject && key.1 == supplement).cloned().collect();
            gone.iter().for_each(|key| drop(self.0.remove(key)));
            self.0.extend(items.into_iter().map(|(item, digest)| ((subject.clone(), supplement, item), digest)));
        }
    }

    /// Enters single items of volumes that were not packed.
    pub fn add(&mut self, holdings: Vec<Holding>) {
        self.0.extend(holdings.into_iter().map(|(subject, supplement, item, digest)| ((subject, supplement, item), digest)));
    }

    /// Holds the items of closed volumes against what they held. A changed item gets a piece of its own, its next version;
    /// versions that were numbered before are taken up. `digest` tells what an item holds now, nothing where it cannot be read.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn since_closed(
        &self,
        contents: &mut Contents,
        numbered: &[Numbered],
        digest: &dyn Fn(&Piece) -> io::Result<Option<String>>,
    ) -> io::Result<Since> {
        let mut since = Since::default();
        if numbered.iter().all(|volume| volume.closed.is_none()) {
            return Ok(since);
        }
        let subject = contents.subject();
        let mut pieces = Vec::new();
        // Changed items: place among the pieces, the volume that the last version stands in, number of the next version.
        let mut changed: Vec<(usize, &Numbered, u32)> = Vec::new();
        for piece in std::mem::take(&mut contents.pieces) {
            let versions = versions(&piece.item, numbered);
            let last = versions.last().copied();
            pieces.extend(versions.iter().filter(|(version, _)| *version == 0).map(|_| piece.clone()));
            pieces.extend(versions.iter().filter(|(version, _)| *version > 0).map(|(version, _)| of_version(&piece, *version)));
            let Some((version, volume)) = last else {
                pieces.push(piece);
                continue;
            };
            if volume.closed.is_none() || piece.state != State::Packed {
                continue;
            }
            let Some(now) = digest(&piece)? else { continue };
            let item = named(&piece.item, version);
            match self.0.get(&(subject.clone(), volume.supplement, item.clone())) {
                None => since.unknown.push((subject.clone(), volume.supplement, item, now)),
                Some(then) if *then != now => changed.push((pieces.len() - 1, volume, version + 1)),
                Some(_) => {}
            }
        }
        let of_people = |place: usize| pieces[place].files.iter().any(|(_, origin)| matches!(origin, Origin::Content(_)));
        if !changed.iter().any(|(place, ..)| of_people(*place)) {
            changed.clear();
        }
        for (place, volume, _) in &changed {
            let title = pieces[*place].title.clone();
            match since.changed.iter_mut().find(|known| known.number == volume.number) {
                Some(known) => known.titles.push(title),
                None => since.changed.push(Changed {
                    subject: subject.clone(),
                    number: volume.number.clone(),
                    standing: volume.closed.clone().unwrap_or_default(),
                    titles: vec![title],
                }),
            }
        }
        // From behind, so that the places before stay.
        for (place, _, version) in changed.into_iter().rev() {
            let next = of_version(&base(&pieces[place]), version);
            pieces.insert(place + 1, next);
        }
        contents.pieces = pieces;
        Ok(since)
    }
}

/// The numbered versions of an item, from the first.
fn versions<'a>(item: &str, numbered: &'a [Numbered]) -> Vec<(u32, &'a Numbered)> {
    let of = |name: &str| match name.strip_prefix(item)? {
        "" => Some(0),
        rest => rest.strip_prefix(VERSION)?.parse().ok(),
    };
    let mut found: Vec<(u32, &Numbered)> = numbered.iter().flat_map(|volume| volume.items.iter().filter_map(move |(_, name)| Some((of(name)?, volume)))).collect();
    found.sort_by_key(|(version, _)| *version);
    found
}

fn named(item: &str, version: u32) -> String {
    if version == 0 { item.to_owned() } else { format!("{item}{VERSION}{version}") }
}

fn of_version(piece: &Piece, version: u32) -> Piece {
    Piece { item: named(&piece.item, version), title: format!("{}（归档后第{version}次更改）", piece.title), ..piece.clone() }
}

/// The piece whose version this is.
fn base(piece: &Piece) -> Piece {
    let cut = |text: &str, mark: &str| text.rfind(mark).map_or(text, |at| &text[..at]).to_owned();
    Piece { item: cut(&piece.item, VERSION), title: cut(&piece.title, "（归档后第"), ..piece.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outlets::archive::numbering::Level;

    fn piece(item: &str, origin: Origin) -> Piece {
        Piece {
            item: item.to_owned(),
            title: item.to_owned(),
            state: State::Packed,
            reason: String::new(),
            pages: None,
            date: None,
            issuer: None,
            number: None,
            secrecy: None,
            files: vec![(format!("{item}.x"), origin)],
            online: None,
        }
    }

    fn volume(supplement: u32, closed: bool, items: &[&str]) -> Numbered {
        let items = items.iter().enumerate().map(|(place, item)| (u32::try_from(place).expect("few") + 1, (*item).to_owned())).collect();
        Numbered { supplement, number: format!("N{supplement}"), year: 2017, closed: closed.then(|| "已移交".to_owned()), items }
    }

    /// Items after holding them against the register, and the titles of what changed.
    fn since(held: &Held, numbered: &[Numbered], case: &str, form: &str) -> (Vec<String>, Vec<String>) {
        let pieces = vec![piece("case", Origin::Content(case.to_owned())), piece("form", Origin::Output(form.to_owned()))];
        let mut contents = Contents { level: Level::Household, code: "1".to_owned(), name: String::new(), year: 2017, folder: String::new(), pieces };
        let digest = |piece: &Piece| match &piece.files[0].1 {
            Origin::Content(text) | Origin::Output(text) | Origin::Json(text) => Ok(Some(text.clone())),
        };
        let since = held.since_closed(&mut contents, numbered, &digest).expect("readable");
        (contents.pieces.into_iter().map(|piece| piece.item).collect(), since.changed.into_iter().flat_map(|changed| changed.titles).collect())
    }

    fn held(items: &[(u32, &str, &str)]) -> Held {
        let mut held = Held::default();
        held.add(items.iter().map(|(supplement, item, digest)| ("户 1".to_owned(), *supplement, (*item).to_owned(), (*digest).to_owned())).collect());
        held
    }

    #[test]
    fn what_changed_after_closing_is_a_new_version() {
        let closed = [volume(0, true, &["case", "form"])];
        let then = held(&[(0, "case", "a"), (0, "form", "f")]);
        let (same, none): (Vec<String>, Vec<String>) = (vec!["case".to_owned(), "form".to_owned()], Vec::new());
        assert_eq!(since(&then, &closed, "a", "f"), (same.clone(), none.clone()));
        // Other templates alone change no record.
        assert_eq!(since(&then, &closed, "a", "g"), (same.clone(), none.clone()));
        assert_eq!(since(&then, &[volume(0, false, &["case", "form"])], "b", "g"), (same.clone(), none.clone()));
        let (items, titles) = since(&then, &closed, "b", "g");
        assert_eq!(items, ["case", "case 更改1", "form", "form 更改1"]);
        assert_eq!(titles, ["case", "form"]);
        // In the open supplement it may change on; once that is closed too, the next version follows.
        let open = [volume(0, true, &["case", "form"]), volume(1, false, &["case 更改1"])];
        assert_eq!(since(&then, &open, "c", "f"), (["case", "case 更改1", "form"].map(str::to_owned).to_vec(), none));
        let both = [volume(0, true, &["case", "form"]), volume(1, true, &["case 更改1"])];
        let then = held(&[(0, "case", "a"), (0, "form", "f"), (1, "case 更改1", "c")]);
        assert_eq!(since(&then, &both, "d", "f").0, ["case", "case 更改1", "case 更改2", "form"]);
        assert_eq!(since(&then, &both, "c", "f").1, Vec::<String>::new());
    }

    #[test]
    fn the_register_reads_what_it_writes() {
        let mut held = held(&[(0, "case", "a"), (0, "gone", "b"), (1, "evidence 照片 1.jpg", "c")]);
        held.enter(vec![("户 1".to_owned(), 0, "case".to_owned(), "d".to_owned())]);
        assert_eq!(held, self::held(&[(0, "case", "d"), (1, "evidence 照片 1.jpg", "c")]));
        assert_eq!(Held::read(&held.text("# head\n")), Ok(held));
        assert_eq!(Held::read("# head\n\nonly\n"), Err(3));
    }
}
