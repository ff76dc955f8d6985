//! Papers of the office that rest on the register of the county: registers of a township, what a year's adjustment moves from village to county,
//! papers of control. Entry points: methods of [`Desk`].

use super::compose::Desk;
use crate::papers::catalogue::{Expected, Make, Source};
use crate::papers::view::from_case::control::{Found, Sampled};
use crate::papers::view::from_case::{Ledger, Made, summary};
use crate::records::case::{Case, Township};
use crate::records::holdings::VillageCases;
use crate::records::register::{ByYear, VillageSummary, add_moves};
use crate::rules::adjustment::moves_within;

impl Desk<'_> {
    /// A register over the villages of a township; they are read one by one.
    pub(super) fn register_of_township(&self, ledger: &Ledger, place: usize) -> Option<Made> {
        let holdings = &self.workspace.holdings;
        let of_village = |files| {
            let cases = VillageCases::load(&self.workspace.root, files);
            (cases.village.record.name.text(), (ledger.lines)(&cases, self.regime))
        };
        let own = holdings.inventory.villages().filter(|(township, _)| *township == place);
        let villages = own.map(|(_, files)| of_village(files)).filter(|(_, lines)| !lines.is_empty()).collect();
        ledger.of_township(villages, &holdings.townships[place].record, &holdings.county.record, self.regime)
    }

    /// By villagers' group.
    pub(super) fn summary_of_village(&self, cases: &VillageCases, home: &Case<Township>) -> Option<Made> {
        let village = &cases.village.record;
        let place = format!("{}{}{}", self.workspace.holdings.county.record.full_name.text(), home.record.full_name.text(), village.full_name.text());
        summary(place, village.committee.text(), ("村民小组", None), &moves_within(cases, self.regime, self.as_of))
    }

    /// By village.
    pub(super) fn summary_of_township(&self, place: usize) -> Option<Made> {
        let holdings = &self.workspace.holdings;
        let township = &holdings.townships[place].record;
        let lines: Vec<(String, ByYear)> = self.villages_of(place).filter(|village| !village.moves.is_empty()).map(|village| (village.full_name.clone(), village.moves.clone())).collect();
        let name = format!("{}{}", holdings.county.record.full_name.text(), township.full_name.text());
        summary(name, township.government.text(), ("村", Some("各村汇总表")), &lines)
    }

    /// By township.
    pub(super) fn summary_of_county(&self) -> Option<Made> {
        let county = &self.workspace.holdings.county.record;
        let of_township = |(place, (short, full)): (usize, &(String, String))| {
            let mut all = ByYear::new();
            self.villages_of(place).for_each(|village| add_moves(&mut all, &village.moves));
            (if full.is_empty() { short.clone() } else { full.clone() }, all)
        };
        let townships = self.survey.register.townships.iter().enumerate().map(of_township);
        let lines: Vec<(String, ByYear)> = townships.filter(|(_, moves)| !moves.is_empty()).collect();
        summary(county.full_name.text(), county.full_name.text(), ("乡镇", Some("各乡镇汇总表")), &lines)
    }

    /// A paper of a spot check or of a list of problems.
    pub(super) fn control(&self, expected: &Expected<'_>) -> Option<Made> {
        let county = &self.workspace.holdings.county.record;
        let register = &self.survey.register;
        let name = |village: &VillageSummary| {
            let (short, full) = &register.townships[village.township];
            format!("{}{}", if full.is_empty() { short } else { full }, village.full_name)
        };
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
