//! Papers of the office that rest on the register of the county: registers of a township, what a year's adjustment moves from village to county,
//! papers of control. Entry points: methods of [`Study`].

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::draw::Study;
use crate::papers::catalogue::{Expected, Kind, Make, Source, kinds};
use crate::papers::view::from_case::control::{Found, Sampled};
use crate::papers::view::from_case::ledger::{Line, place_of_township, place_of_village};
use crate::papers::view::from_case::{Made, summary};
use crate::records::case::{Case, Township};
use crate::records::holdings::{VillageCases, VillageFiles};
use crate::records::register::{ByYear, VillageSummary, add_moves};
use crate::rules::adjustment::moves_within;

/// Of each register of a township, by its kind: villages with their lines.
pub(super) type TownshipLines = BTreeMap<&'static str, Vec<(String, Vec<Line>)>>;

impl Study<'_> {
    /// The lines of every register over the villages of a township; each village is read once.
    pub(super) fn lines_of_township(&self, place: usize) -> TownshipLines {
        let own: Vec<&VillageFiles> = self.workspace.holdings.inventory.villages().filter(|(township, _)| *township == place).map(|(_, files)| files).collect();
        let of_village = |files: &&VillageFiles| {
            let cases = VillageCases::load(&self.workspace.root, files);
            let lines = |kind: &'static Kind| match kind.make {
                Make::TownshipRegister(ledger, _) => Some((kind.id, (ledger.lines)(&cases, self.regime))),
                _ => None,
            };
            let name = cases.village.record.name.text();
            kinds().filter_map(lines).map(|(id, lines)| (id, (name.clone(), lines))).collect::<Vec<_>>()
        };
        let villages: Vec<_> = own.par_iter().map(of_village).collect();
        let mut all = TownshipLines::new();
        for (id, village) in villages.into_iter().flatten().filter(|(_, (_, lines))| !lines.is_empty()) {
            all.entry(id).or_default().push(village);
        }
        all
    }

    /// By villagers' group.
    pub(super) fn summary_of_village(&self, cases: &VillageCases, home: &Case<Township>) -> Option<Made> {
        let place = place_of_village(cases, &home.record, &self.workspace.holdings.county.record);
        summary(place, cases.village.record.committee.text(), ("村民小组", None), &moves_within(cases, self.regime, self.as_of))
    }

    /// By village.
    pub(super) fn summary_of_township(&self, place: usize) -> Option<Made> {
        let holdings = &self.workspace.holdings;
        let township = &holdings.townships[place].record;
        let lines: Vec<(String, ByYear)> = self.villages_of(place).map(|village| (village.full_name.clone(), village.moves.clone())).collect();
        summary(place_of_township(township, &holdings.county.record), township.government.text(), ("村", Some("各村汇总表")), &lines)
    }

    /// By township.
    pub(super) fn summary_of_county(&self) -> Option<Made> {
        let county = &self.workspace.holdings.county.record;
        let of_township = |place: usize| {
            let mut all = ByYear::new();
            self.villages_of(place).for_each(|village| add_moves(&mut all, &village.moves));
            (self.survey.register.township_name(place).to_owned(), all)
        };
        let townships = (0..self.survey.register.townships.len()).map(of_township);
        let lines: Vec<(String, ByYear)> = townships.collect();
        summary(county.full_name.text(), county.full_name.text(), ("乡镇", Some("各乡镇汇总表")), &lines)
    }

    /// A paper of a spot check or of a list of problems.
    pub(super) fn control(&self, expected: &Expected<'_>) -> Option<Made> {
        let county = &self.workspace.holdings.county.record;
        let register = &self.survey.register;
        let name = |village: &VillageSummary| format!("{}{}", register.township_name(village.township), village.full_name);
        let of_village = |code: &str| register.villages.iter().find(|village| village.code == code).map(name).unwrap_or_default();
        match (expected.kind.make, expected.source) {
            (Make::SpotCheck(make), Source::SpotCheck(case)) => {
                let place_of = |code: &str| register.household(code).map(|household| name(household.village())).unwrap_or_default();
                make(&Sampled { evaluation: &case.record, county, place_of: &place_of })
            }
            (Make::Problems(make), Source::Problems(case, village)) => {
                let village = village.map(|code| (code, of_village(code)));
                make(&Found { list: &case.record, village, county, place_of: &of_village })
            }
            _ => None,
        }
    }

    fn villages_of(&self, township: usize) -> impl Iterator<Item = &VillageSummary> {
        self.survey.register.villages.iter().filter(move |village| village.township == township)
    }
}
