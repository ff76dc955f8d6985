//! New villages and households by hand. Entry points: [`village`] and [`household`].

use std::io;

use super::column::Form;
use super::compose::{self, NewVillage, written};
use super::known::{Known, KnownVillage};
use super::plan::household_code;
use super::write::Writer;
use crate::workspace::Workspace;

/// Why nothing was made.
#[derive(Debug)]
pub enum NotMade {
    /// There is no township or village of this code; the codes that there are.
    Unknown(String),
    /// A village of this name is there already: its file.
    Exists(String),
    /// A household file of the village cannot be read, so that no code is sure to be free.
    Unreadable(String),
    /// The file cannot be written.
    Write(io::Error),
}

/// What was made.
#[derive(Debug)]
pub struct Made {
    /// Code.
    pub code: String,
    /// File.
    pub file: String,
    /// A household of the same head that the village has already.
    pub namesake: Option<String>,
}

/// What is told of a new household.
#[derive(Debug, Default)]
pub struct NewHousehold {
    /// Village's code.
    pub village: String,
    /// Name of the head.
    pub head: String,
    /// Villagers' group.
    pub group: String,
    /// Kind of household.
    pub kind: String,
    /// Main cause of poverty.
    pub cause: String,
    /// Who answers for the exit.
    pub responsible: String,
}

/// Names that follow from those of township and county: full name and committee.
pub fn derived(workspace: &Workspace, township: &str, name: &str) -> Option<(String, String)> {
    let place = workspace.holdings.inventory.townships.iter().position(|known| known.code == township)?;
    let record = &workspace.holdings.townships[place].record;
    let full = if name.ends_with('村') || name.ends_with("社区") { name.to_owned() } else { format!("{name}村") };
    let body = if full.ends_with("社区") { "居民委员会" } else { "村民委员会" };
    let committee = format!("{}{}{full}{body}", workspace.holdings.county.record.full_name.text(), record.full_name.text());
    Some((full, committee))
}

/// Makes a village of a township under the next free code.
///
/// # Errors
/// See [`NotMade`].
pub fn village(workspace: &Workspace, township: &str, mut new: NewVillage) -> Result<Made, NotMade> {
    let townships = &workspace.holdings.inventory.townships;
    let Some(place) = townships.iter().position(|known| known.code == township) else {
        return Err(NotMade::Unknown(townships.iter().map(|known| known.code.as_str()).collect::<Vec<_>>().join("、")));
    };
    let known = Known::read(workspace, &[]).map_err(|bad| NotMade::Unknown(bad.0))?;
    let record = &workspace.holdings.townships[place].record;
    for name in [&new.name, &new.full_name] {
        if let Ok(there) = known.village(&record.name.text(), name) {
            return Err(NotMade::Exists(format!("{}village.yaml", known.villages[there].folder)));
        }
    }
    let running = |code: &str| code.strip_prefix(township).and_then(|rest| rest.parse::<u32>().ok()).unwrap_or(0);
    let highest = known.villages.iter().map(|village| running(&village.code)).max().unwrap_or(0);
    new.code = format!("{township}{:02}", highest + 1);
    let file = format!("content/townships/{township}/villages/{}/village.yaml", new.code);
    let writer = Writer::begin(&workspace.root).map_err(NotMade::Write)?;
    writer.create(&file, &compose::village(&new)).map_err(NotMade::Write)?;
    Ok(Made { code: new.code, file, namesake: None })
}

/// Makes a household of a village under the next free code.
///
/// # Errors
/// See [`NotMade`].
pub fn household(workspace: &Workspace, new: &NewHousehold) -> Result<Made, NotMade> {
    let known = Known::read(workspace, &[]).map_err(|bad| NotMade::Unknown(bad.0))?;
    let Some(village) = known.villages.iter().find(|village| village.code == new.village) else {
        return Err(NotMade::Unknown(known.villages.iter().map(|village| village.code.as_str()).collect::<Vec<_>>().join("、")));
    };
    let KnownVillage { folder, highest, unreadable, heads, .. } = village;
    if let Some(file) = unreadable {
        return Err(NotMade::Unreadable(file.clone()));
    }
    let code = household_code(&new.village, highest + 1);
    let file = format!("{folder}households/{code}.yaml");
    let values = [("村民小组", &new.group), ("户主", &new.head), ("贫困户属性", &new.kind), ("致贫原因", &new.cause), ("脱贫责任人", &new.responsible)];
    let values: Vec<_> = values.into_iter().filter(|(_, text)| !text.is_empty()).map(|(key, text)| written(key, Form::Text, text)).collect();
    let head = vec![written("姓名", Form::Text, &new.head), written("与户主关系", Form::Text, super::codes::HEAD)];
    let remarks = [
        "空着的各项知道了再填，还不知道的先空着，不要写“不详”；以 # 开头的行是备注。",
        "家庭成员每人一段，照第一段往下加；身份证号加引号。",
    ];
    let rules = workspace.regime.as_ref().map(|regime| &regime.current().rules);
    let writer = Writer::begin(&workspace.root).map_err(NotMade::Write)?;
    writer.create(&file, &compose::household(&remarks, &code, &values, &[head], rules)).map_err(NotMade::Write)?;
    let namesake = heads.iter().find(|(name, _)| *name == new.head).map(|(_, file)| file.clone());
    Ok(Made { code, file, namesake })
}
