//! The counties of a prefecture, as their own workspaces give them. Its entry point is [`CountyBelow`].

use super::{ExitSummary, Register, VillageSummary};
use crate::records::case::{Case, County, Listed};

/// A county of the prefecture.
#[derive(Clone, Copy)]
pub struct CountyBelow<'a> {
    /// Folder of its workspace, from the folder of the prefecture's.
    pub folder: &'a str,
    /// Its own file.
    pub county: &'a Case<County>,
    /// What remains of its villages.
    pub register: &'a Register,
}

/// What an entry of a prefecture's list names.
#[derive(Clone, Copy)]
pub struct Named<'a> {
    /// Its county.
    pub county: CountyBelow<'a>,
    /// The village; none where the county itself is listed.
    pub village: Option<&'a VillageSummary>,
}

impl<'a> CountyBelow<'a> {
    /// Full name of the county.
    pub fn name(&self) -> String {
        or(self.county.record.full_name.text(), self.county.record.name.text())
    }

    /// A file of the county's workspace, from the folder of the prefecture's.
    pub fn file(&self, file: &str) -> String {
        format!("{}/{file}", self.folder)
    }

    /// What each of its villages, and then the county itself, is.
    pub fn areas(self) -> impl Iterator<Item = Named<'a>> {
        let villages = self.register.villages.iter().map(move |village| Named { county: self, village: Some(village) });
        villages.chain([Named { county: self, village: None }])
    }
}

impl<'a> Named<'a> {
    /// What an entry names among these counties; `None` where it is not there.
    pub fn by(entry: &Listed, counties: &[CountyBelow<'a>]) -> Option<Self> {
        let code = entry.county.value()?;
        let county = counties.iter().copied().find(|below| below.county.record.code.value() == Some(code))?;
        if entry.village.is_absent() {
            return Some(Self { county, village: None });
        }
        let code = entry.village.value()?.as_str();
        Some(Self { county, village: Some(county.register.villages.iter().find(|village| village.code == code)?) })
    }

    /// Its exit.
    pub fn exit(&self) -> &'a ExitSummary {
        self.village.map_or(&self.county.register.exit, |village| &village.exit)
    }

    /// Its file, from the folder of the prefecture's workspace.
    pub fn file(&self) -> String {
        self.county.file(self.village.map_or(&self.county.county.file, |village| &village.file))
    }

    /// Full name of its township; empty for a county.
    pub fn township(&self) -> String {
        let (short, full) = self.village.map(|village| &self.county.register.townships[village.township]).cloned().unwrap_or_default();
        or(full, short)
    }

    /// Its full name without those of the areas that it lies in.
    pub fn own_name(&self) -> String {
        self.village.map_or_else(|| self.county.name(), |village| or(village.full_name.clone(), village.name.clone()))
    }

    /// Its name with those of the areas that it lies in: `南例县东样乡上样村`.
    pub fn whole_name(&self) -> String {
        match self.village {
            None => self.own_name(),
            Some(_) => format!("{}{}{}", self.county.name(), self.township(), self.own_name()),
        }
    }

    /// `村 nanli/0101` or `县 nanli`.
    pub fn subject(&self) -> String {
        let county = self.county.county.record.code.text();
        self.village.map_or_else(|| format!("县 {county}"), |village| format!("村 {county}/{}", village.code))
    }
}

fn or(text: String, otherwise: String) -> String {
    if text.is_empty() { otherwise } else { text }
}
