//! Which records hold which neighbouring characters. Entry points: [`Gram`], what is looked up, [`Postings`], who holds it.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::fold::lines;

/// Stands before the first two and behind the last two characters of a short line, so that a line that is the query and no more is known by
/// them; with one character each, most of what begins and ends like a query would be another line.
const ENDS: (char, char) = ('\u{2}', '\u{3}');

/// Longest line whose ends are marked, in characters.
const SHORT: usize = 32;

/// Places that a text stands in: title, field.
pub(super) const PLACES: usize = 2;

/// Two neighbouring characters, or three of which two are ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Gram(u64);

impl Gram {
    fn pair(first: char, second: char) -> Self {
        Self(u64::from(u32::from(first)) << 42 | u64::from(u32::from(second)) << 21)
    }

    fn three(line: &[char]) -> Self {
        Self(Self::pair(line[0], line[1]).0 | u64::from(u32::from(line[2])))
    }

    /// Its characters.
    pub fn text(self) -> String {
        [42, 21, 0].iter().filter_map(|bits| char::from_u32((self.0 >> bits & 0x1F_FFFF) as u32)).filter(|c| *c != '\0').collect()
    }

    /// Those of a line in the form in which lines are compared.
    fn of_line(line: &[char], mut each: impl FnMut(Self)) {
        line.windows(2).for_each(|pair| each(Self::pair(pair[0], pair[1])));
        line.windows(3).filter(|three| is_looked_up_together(three)).for_each(|three| each(Self::three(three)));
        if let (2..=SHORT, [first, second, ..], [.., last_but_one, last]) = (line.len(), line, line) {
            each(Self::three(&[ENDS.0, *first, *second]));
            each(Self::three(&[*last_but_one, *last, ENDS.1]));
        }
    }
}

/// Whether two of three neighbours are ASCII: pairs with digits stand nearly everywhere.
fn is_looked_up_together(three: &[char]) -> bool {
    three.iter().filter(|c| c.is_ascii()).count() > 1
}

/// Ids of records, from 0, as bits.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Ids(Vec<u64>);

impl Ids {
    /// Enters an id.
    pub fn enter(&mut self, id: usize) {
        if self.0.len() <= id / 64 {
            self.0.resize(id / 64 + 1, 0);
        }
        self.0[id / 64] |= 1 << (id % 64);
    }

    fn join(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own |= other);
    }

    /// Neighbouring ids: first and last.
    fn runs(&self) -> Vec<(u32, u32)> {
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for (at, mut word) in (0..).step_by(64).zip(self.0.iter().copied()) {
            while word != 0 {
                let id: u32 = at + word.trailing_zeros();
                match runs.last_mut() {
                    Some((_, last)) if *last + 1 == id => *last = id,
                    _ => runs.push((id, id)),
                }
                word &= word - 1;
            }
        }
        runs
    }
}

/// The grams of records that follow each other, and which of them hold each: what is kept of the records until all are there, so it is
/// written small. Gram by gram in rising order: how much it is more than the one before it, and for each place a list.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Postings(Vec<u8>);

impl Postings {
    /// Of these texts: place, text, the records that it stands in.
    pub fn of<'a>(texts: impl IntoIterator<Item = (usize, &'a str, &'a Ids)>) -> Self {
        let mut held: HashMap<Gram, [Ids; PLACES]> = HashMap::new();
        for (place, text, ids) in texts {
            for line in lines(text) {
                Gram::of_line(&line, |gram| held.entry(gram).or_default()[place].join(ids));
            }
        }
        let mut held: Vec<_> = held.into_iter().collect();
        held.sort_unstable_by_key(|(gram, _)| *gram);
        let (mut bytes, mut before) = (Vec::new(), 0);
        for (gram, places) in held {
            small(gram.0 - before, &mut bytes);
            before = gram.0;
            for ids in places {
                let mut list = List::default();
                ids.runs().into_iter().for_each(|run| list.enter(run));
                list.keep(&mut bytes);
            }
        }
        Self(bytes)
    }
}

/// A list of ids as text: for each run twice the gap before it, and one more where a number follows that says how many ids come after its
/// first. The signs are no digits: none of it looks like a number of a person.
#[derive(Debug, Default)]
struct List {
    /// The first number, apart from the rest: it changes when lists are joined.
    head: u32,
    rest: String,
    /// The id after the last run; 0 of an empty list.
    next: u32,
}

impl List {
    fn enter(&mut self, (first, last): (u32, u32)) {
        let number = (first - self.next) * 2 + u32::from(last > first);
        if self.next == 0 {
            self.head = number;
        } else {
            signs(number, &mut self.rest);
        }
        if last > first {
            signs(last - first, &mut self.rest);
        }
        self.next = last + 1;
    }

    fn keep(&self, bytes: &mut Vec<u8>) {
        small(self.next.into(), bytes);
        if self.next > 0 {
            small(self.head.into(), bytes);
            small(self.rest.len() as u64, bytes);
            bytes.extend(self.rest.as_bytes());
        }
    }
}

/// Five bits a sign, the lowest first; the first half of the signs ends a number.
fn signs(mut number: u32, text: &mut String) {
    // Without digits and X, of which numbers of persons are made, without quotes and what HTML knows.
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWYZabcdefghijklmnopqrstuvwyz!#$%()*+./:;=?";
    while number >= 32 {
        text.push(char::from(SIGNS[32 + number as usize % 32]));
        number /= 32;
    }
    text.push(char::from(SIGNS[number as usize]));
}

/// Seven bits a byte, the lowest first.
fn small(mut number: u64, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Reads postings from their begin.
struct Reader<'a> {
    bytes: &'a [u8],
    gram: u64,
}

impl<'a> Reader<'a> {
    fn number(&mut self) -> Option<u64> {
        let (mut number, mut bits) = (0, 0);
        loop {
            let (byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= u64::from(byte & 0x7F) << bits;
            bits += 7;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
    }

    /// The next gram; its lists come next.
    fn gram(&mut self) -> Option<Gram> {
        self.gram += self.number()?;
        Some(Gram(self.gram))
    }

    /// Next id, first number and rest of a list; none of an empty one.
    fn list(&mut self) -> Option<(u32, u32, &'a str)> {
        let next = self.number().filter(|next| *next > 0)?;
        let (head, length) = (self.number()?, self.number()?);
        let (rest, after) = self.bytes.split_at_checked(length as usize)?;
        self.bytes = after;
        Some((next as u32, head as u32, str::from_utf8(rest).ok()?))
    }
}

/// Joins the postings of records that follow each other, each with the id of its first record. Hands over every gram once, in rising
/// order, with its list in each place.
pub(super) fn join<E>(parts: &[(u32, &Postings)], mut each: impl FnMut(Gram, [String; PLACES]) -> Result<(), E>) -> Result<(), E> {
    let mut readers: Vec<Reader<'_>> = parts.iter().map(|(_, postings)| Reader { bytes: &postings.0, gram: 0 }).collect();
    // The part that has the least gram, of several the first.
    let mut heads: BinaryHeap<Reverse<(Gram, usize)>> = readers.iter_mut().enumerate().filter_map(|(part, reader)| Some(Reverse((reader.gram()?, part)))).collect();
    while let Some(Reverse((gram, _))) = heads.peek().copied() {
        let mut lists = [const { String::new() }; PLACES];
        let mut next = [0; PLACES];
        while let Some(Reverse((_, part))) = heads.peek().copied().filter(|Reverse((other, _))| *other == gram) {
            heads.pop();
            let (base, reader) = (parts[part].0, &mut readers[part]);
            for place in 0..PLACES {
                if let Some((end, head, rest)) = reader.list() {
                    signs((head / 2 + base - next[place]) * 2 + head % 2, &mut lists[place]);
                    lists[place].push_str(rest);
                    next[place] = base + end;
                }
            }
            heads.extend(reader.gram().map(|gram| Reverse((gram, part))));
        }
        each(gram, lists)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(ids: &[usize]) -> Ids {
        let mut all = Ids::default();
        ids.iter().for_each(|id| all.enter(*id));
        all
    }

    /// Every gram with the lists of its two places.
    fn told(parts: &[(u32, &Postings)]) -> Vec<(String, [String; PLACES])> {
        let mut told = Vec::new();
        join(parts, |gram, lists| { told.push((gram.text(), lists)); Ok::<_, ()>(()) }).expect("nothing fails");
        told
    }

    #[test]
    fn runs_are_gaps_and_lengths_and_go_on_from_part_to_part() {
        assert_eq!(ids(&[0, 63, 64, 65, 200]).runs(), [(0, 0), (63, 65), (200, 200)]);
        let whole = ids(&[0, 2, 3, 4, 5, 100, 101, 300]);
        let (one, other) = (ids(&[0, 2, 3, 4, 5]), ids(&[0, 1, 200]));
        let whole = Postings::of([(1, "长灌", &whole)]);
        let (one, other) = (Postings::of([(1, "长灌", &one)]), Postings::of([(1, "长灌", &other)]));
        let list = |told: &[(String, [String; PLACES])]| told.iter().find(|(gram, _)| gram == "长灌").map(|(_, lists)| lists.clone());
        assert_eq!(list(&told(&[(0, &whole)])), Some([String::new(), "ADD;FBtM".to_owned()]));
        assert_eq!(told(&[(0, &one), (100, &other)]), told(&[(0, &whole)]));
    }

    #[test]
    fn three_neighbours_with_two_of_ascii_are_looked_up_together_and_a_character_beyond_the_first_plane_is_one() {
        let postings = Postings::of([(0, "𠮷-01", &ids(&[0]))]);
        let grams: Vec<String> = told(&[(0, &postings)]).into_iter().map(|(gram, _)| gram).collect();
        assert_eq!(grams, ["\u{2}𠮷-", "-0", "-01", "01", "01\u{3}", "𠮷-", "𠮷-0"]);
    }
}
