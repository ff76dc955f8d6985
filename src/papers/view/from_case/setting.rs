//! Where a case stands: its village, township and county, by name, and who acts there. Its entry point is [`Setting`].

use crate::records::case::{Channel, County, Township, Village};
use crate::records::values::{Date, Period};
use crate::rules::course::Done;
use crate::rules::regulation::{Procedure, RuleSet, WorkingDays, days_in};

/// The surroundings of a case. A list of a township has no village, one of the county no township either.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The county.
    pub county: &'a County,
    /// The township.
    pub township: Option<&'a Township>,
    /// The village.
    pub village: Option<&'a Village>,
    /// The rule set that the case goes by.
    pub rules: &'a RuleSet,
    /// Working days.
    pub calendar: &'a WorkingDays,
    /// What lies later has not happened.
    pub as_of: Date,
}

impl<'a> Setting<'a> {
    /// Full name of the county.
    pub fn county_name(&self) -> String {
        or(self.county.full_name.text(), self.county.name.text())
    }

    /// Full name of the township, empty without one.
    pub fn township_name(&self) -> String {
        self.township.map(|township| or(township.full_name.text(), township.name.text())).unwrap_or_default()
    }

    /// Full name of the village, empty without one.
    pub fn village_name(&self) -> String {
        self.village.map(|village| or(village.full_name.text(), village.name.text())).unwrap_or_default()
    }

    /// A body of the rule set by its own name: `县人民政府` of this county.
    pub fn body(&self, name: &str) -> String {
        let (county, township) = (self.county_name(), self.township_name());
        match name {
            "村民委员会" if self.village.is_some() => self.village.map(|village| village.committee.text()).unwrap_or_default(),
            "乡镇人民政府" if self.township.is_some() => self.township.map(|township| township.government.text()).unwrap_or_default(),
            "县" => format!("{county}人民政府"),
            name if name.starts_with("乡镇") && self.township.is_some() => format!("{township}{}", name.trim_start_matches("乡镇")),
            name if name.starts_with("街道") && township.ends_with("街道") => format!("{township}{}", name.trim_start_matches("街道")),
            name if name.starts_with("县级") => format!("{county}{}", name.trim_start_matches("县级")),
            name if name.starts_with('县') => format!("{county}{}", name.trim_start_matches('县')),
            name => name.to_owned(),
        }
    }

    /// Title of the document that a procedure rests on, where it may be printed.
    pub fn basis(&self, procedure: &Procedure) -> Option<String> {
        let source = self.rules.sources.get(&procedure.law.document.text())?;
        source.may_be_printed().then(|| self.rules.cite(&procedure.law).map(|(document, _)| document))?
    }

    /// A place of the rule set, named with the village or township that it stands in.
    fn place(&self, place: &str) -> String {
        match place {
            place if place.starts_with('村') && self.village.is_some() => format!("{}{}", self.village_name(), place.trim_start_matches('村')),
            place if place.starts_with("乡镇") && self.township.is_some() => format!("{}{}", self.township_name(), place.trim_start_matches("乡镇")),
            place if place.starts_with('县') => format!("{}{}", self.county_name(), place.trim_start_matches('县')),
            place => place.to_owned(),
        }
    }

    /// The places of a step; where the rule set names none, those at which it was posted.
    pub fn places(&self, done: &Done<'_>, wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let mut places: Vec<String> = done.rule.places.iter().map(|place| place.text()).collect();
        if places.is_empty() {
            places = done.step.postings.iter().map(|posting| posting.place.text()).filter(|place| !place.is_empty()).collect();
            places.dedup();
        }
        places.retain(|place| wanted(place));
        places.iter().map(|place| self.place(place)).collect()
    }

    /// `共7天，张贴当日不计`; nothing where the rule set counts no days.
    pub fn counting(&self, done: &Done<'_>, period: Period) -> Option<String> {
        let count = done.rule.day_count()?;
        let days = days_in(period, count, self.calendar).ok()?;
        let unit = if count.working { "个工作日" } else { "天" };
        let first = if count.inclusive { "含张贴当日" } else { "张贴当日不计" };
        Some(format!("共{days}{unit}，{first}"))
    }

    /// Where to object, the nearest first.
    pub fn channels(&self) -> impl Iterator<Item = &'a Channel> {
        let near = [self.village.map(|village| &village.channel), self.township.map(|township| &township.channel)];
        near.into_iter().flatten().chain([&self.county.channel])
    }
}

pub(super) fn or(text: String, otherwise: String) -> String {
    if text.is_empty() { otherwise } else { text }
}
