//! How many townships and villages a county has, and which households are whose. Its entry point is [`Layout`].

use super::dice::Dice;

/// The county's villages, in order.
pub(super) struct Layout {
    /// Villages.
    pub villages: Vec<Place>,
    /// How many townships there are.
    pub townships: usize,
    /// Digits of a township's code.
    width: usize,
}

/// Where a village stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Its number in the county.
    pub number: usize,
    /// Its township's number.
    pub township: usize,
    /// Its number in the township.
    pub position: usize,
    /// Number in the county of its first household.
    pub first: usize,
    /// How many households it has.
    pub households: usize,
}

impl Layout {
    /// Shares households out to villages of 20 to 80, and these to townships of 15 to 25.
    pub fn new(households: usize, seed: u64) -> Self {
        let mut dice = Dice::of(seed, 1, 0);
        let sizes = sizes(households, 20, 80, &mut dice);
        let townships = sizes_of_townships(sizes.len(), &mut dice);
        let mut villages = Vec::with_capacity(sizes.len());
        let mut first = 0;
        for (township, count) in townships.iter().enumerate() {
            for position in 0..*count {
                let number = villages.len();
                let households = sizes[number];
                villages.push(Place { number, township, position, first, households });
                first += households;
            }
        }
        Self { villages, townships: townships.len(), width: townships.len().to_string().len().max(2) }
    }

    /// Code of a township: `01`.
    pub fn township_code(&self, township: usize) -> String {
        format!("{:0width$}", township + 1, width = self.width)
    }

    /// Code of a village: its township's and two digits.
    pub fn village_code(&self, place: &Place) -> String {
        format!("{}{:02}", self.township_code(place.township), place.position + 1)
    }

    /// Folder of a village below `content/`.
    pub fn folder(&self, place: &Place) -> String {
        format!("content/townships/{}/villages/{}", self.township_code(place.township), self.village_code(place))
    }
}

fn sizes_of_townships(villages: usize, dice: &mut Dice) -> Vec<usize> {
    sizes(villages, 15, 25, dice)
}

/// Parts of `least` to `most` that make up the whole; a whole that is too small is one part.
fn sizes(whole: usize, least: usize, most: usize, dice: &mut Dice) -> Vec<usize> {
    let mut parts = Vec::new();
    let mut left = whole;
    while left > most {
        let part = dice.between(least as i32, most as i32) as usize;
        // What is left must be enough for another.
        let part = part.min(left - least);
        parts.push(part);
        left -= part;
    }
    parts.extend((left > 0).then_some(left));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_household_is_in_one_village_of_the_right_size() {
        for households in [1, 19, 20, 81, 100, 1_000, 100_000] {
            let layout = Layout::new(households, 7);
            assert_eq!(layout.villages.iter().map(|place| place.households).sum::<usize>(), households);
            for pair in layout.villages.windows(2) {
                assert_eq!(pair[0].first + pair[0].households, pair[1].first);
            }
            if households >= 20 {
                assert!(layout.villages.iter().all(|place| (20..=80).contains(&place.households)), "{households}");
            }
        }
        assert_eq!(Layout::new(100, 7).township_code(0), "01");
    }
}
