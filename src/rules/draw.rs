//! A spot-check sample that anyone can draw again (XJ 五(二)). Entry points: [`Roster::close`] and [`Roster::draw`].
//!
//! The roster is closed first: its lines are the codes in order, each ended by a line feed, and its digest is the
//! SHA-256 of those bytes. Only then a seed is drawn in public (a lottery, dice). The sample is the codes whose
//! SHA-256 of `digest ":" seed ":" code`, as hexadecimal text, comes first in order. `sha256sum` and `sort` are enough to check it.

use sha2::{Digest, Sha256};

/// A closed list of codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    codes: Vec<String>,
    digest: String,
}

impl Roster {
    /// Closes the list: sorted, each code once.
    pub fn close(mut codes: Vec<String>) -> Self {
        codes.sort();
        codes.dedup();
        let text: String = codes.iter().map(|code| format!("{code}\n")).collect();
        Self { digest: hex(text.as_bytes()), codes }
    }

    /// The codes in order.
    pub fn codes(&self) -> &[String] {
        &self.codes
    }

    /// SHA-256 of the roster, hexadecimal.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The sample for a seed, in the order in which it is drawn; all codes when the roster is no larger.
    pub fn draw(&self, seed: &str, size: usize) -> Vec<&str> {
        let mut lots: Vec<(String, &str)> =
            self.codes.iter().map(|code| (hex(format!("{}:{seed}:{code}", self.digest).as_bytes()), code.as_str())).collect();
        lots.sort();
        lots.into_iter().take(size).map(|(_, code)| code).collect()
    }
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_follows_from_roster_and_seed_alone() {
        let codes = |order: &[&str]| order.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        let roster = Roster::close(codes(&["c", "a", "b", "d", "a"]));
        // Both figures come from sha256sum and sort.
        assert_eq!(roster.digest(), "cf2c7f63055d2e84af6e3f01ac1bb7fce598d20cf213fab2b56b8e8047b46ced");
        assert_eq!(roster.codes(), ["a", "b", "c", "d"]);
        assert_eq!(roster, Roster::close(codes(&["a", "b", "c", "d"])));
        let drawn = roster.draw("12-07-33", 2);
        assert_eq!(drawn, ["d", "b"]);
        assert_eq!(drawn, Roster::close(codes(&["d", "c", "b", "a"])).draw("12-07-33", 2));
        assert_eq!(roster.draw("12-07-33", 9).len(), 4);
        assert!((0..20).any(|seed| roster.draw(&seed.to_string(), 2) != drawn));
    }
}
