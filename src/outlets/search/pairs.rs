//! Which records hold which two neighbouring characters. Its entry point is [`Pairs`].

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::fold::lines;
use super::shard::CLUSTER;

/// Stands before the first and behind the last character of a short line, so that a line that is the query and no more is known by it.
const ENDS: (char, char) = ('\u{2}', '\u{3}');

/// Longest line whose ends are marked, in characters.
const SHORT: usize = 32;

/// Ids in rising order, as runs of neighbours: first and last.
type Runs = Vec<(u32, u32)>;

/// Of each pair the records that hold it in their title, and in a field.
#[derive(Default)]
pub(super) struct Pairs {
    held: HashMap<(char, char), [Runs; 2]>,
}

impl Pairs {
    /// Takes a title. Ids come in rising order.
    pub fn title(&mut self, id: u32, text: &str) {
        self.text(id, text, 0);
    }

    /// Takes a field.
    pub fn field(&mut self, id: u32, text: &str) {
        self.text(id, text, 1);
    }

    fn text(&mut self, id: u32, text: &str, place: usize) {
        for line in lines(text) {
            for pair in line.windows(2) {
                self.enter(id, (pair[0], pair[1]), place);
            }
            if let ([first, .., last], 2..=SHORT) = (line.as_slice(), line.len()) {
                self.enter(id, (ENDS.0, *first), place);
                self.enter(id, (*last, ENDS.1), place);
            }
        }
    }

    fn enter(&mut self, id: u32, pair: (char, char), place: usize) {
        let runs = &mut self.held.entry(pair).or_default()[place];
        match runs.last_mut() {
            Some((_, last)) if *last == id => {}
            Some((_, last)) if *last + 1 == id => *last = id,
            _ => runs.push((id, id)),
        }
    }

    /// The pairs, spread over as many shards as they fill: in each, pair by pair, two lists of ids.
    pub fn shards(self) -> Vec<Value> {
        let mut held: Vec<((char, char), [String; 2])> = self.held.into_iter().map(|(pair, runs)| (pair, runs.map(|runs| written(&runs)))).collect();
        held.sort_unstable_by_key(|(pair, _)| *pair);
        let bytes: usize = held.iter().map(|(_, [title, field])| title.len() + field.len() + 16).sum();
        let count = bytes.div_ceil(CLUSTER * 7 / 8).max(1);
        let mut shards = vec![Map::new(); count];
        for (pair, lists) in held {
            shards[place(pair, count)].insert(String::from_iter([pair.0, pair.1]), json!(lists));
        }
        shards.into_iter().map(Value::Object).collect()
    }
}

/// The shard of a pair among so many; the script reckons the same.
fn place(pair: (char, char), count: usize) -> usize {
    (u32::from(pair.0) as usize * 31 + u32::from(pair.1) as usize) % count
}

/// Runs as text, in base 36: the gap before a run, and behind a point how many more follow its first. Commas part them: blanks would
/// vanish where texts are looked through for long numbers.
fn written(runs: &Runs) -> String {
    let mut text = String::new();
    let mut next = 0;
    for (first, last) in runs {
        if !text.is_empty() {
            text.push(',');
        }
        base36(first - next, &mut text);
        if last > first {
            text.push('.');
            base36(last - first, &mut text);
        }
        next = last + 1;
    }
    text
}

fn base36(mut number: u32, text: &mut String) {
    let mut digits = Vec::with_capacity(6);
    loop {
        digits.push(char::from_digit(number % 36, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            break;
        }
    }
    text.extend(digits.iter().rev());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_gaps_and_lengths() {
        assert_eq!(written(&vec![(0, 0), (2, 5), (100, 100)]), "0,1.3,2m");
    }

    #[test]
    fn a_character_beyond_the_first_plane_is_one() {
        let mut pairs = Pairs::default();
        pairs.field(0, "𠮷长");
        let mut keys: Vec<_> = pairs.held.keys().copied().collect();
        keys.sort_unstable();
        assert_eq!(keys, [('\u{2}', '𠮷'), ('长', '\u{3}'), ('𠮷', '长')]);
    }
}
