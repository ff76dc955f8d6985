//! The pages of a package that people read: index, how to verify, the verifier for a browser. Its entry point is
//! [`Pages::open`]. The texts stand in `templates/archive/`; an office may put its own in their place.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use tera::{Context, Tera};

use super::metadata::Office;
use super::numbering::Level;
use super::roster::{Item, Roster, State, Volume};

/// Name in a package, name of the template, the program's own text.
const TEXTS: [(&str, &str, &str); 5] = [
    ("data/index.html", "index.html", include_str!("../../../templates/archive/index.html")),
    ("如何核验.txt", "how-to-verify.txt", include_str!("../../../templates/archive/how-to-verify.txt")),
    ("verify.html", "verify.html", include_str!("../../../templates/archive/verify.html")),
    ("verify.css", "verify.css", include_str!("../../../templates/archive/verify.css")),
    ("verify.js", "verify.js", include_str!("../../../templates/archive/verify.js")),
];

/// The templates, ready to fill in; shared by threads.
pub struct Pages {
    tera: Tera,
    /// Style sheet and script, which are no templates.
    plain: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct View<'a> {
    title: String,
    sample: bool,
    fonds_number: String,
    fonds_name: String,
    creator: &'a str,
    as_of: &'a str,
    rule_set: &'a str,
    how_to: &'a str,
    villages: &'a [super::roster::VillageLine],
    volumes: Vec<VolumeView<'a>>,
}

#[derive(Serialize)]
struct VolumeView<'a> {
    code: &'a str,
    heading: String,
    numbers: &'a [super::roster::Number],
    rows: Vec<ItemView<'a>>,
}

#[derive(Serialize)]
struct ItemView<'a> {
    place: String,
    title: &'a str,
    /// Code of the document's subject, where it is not the volume's own.
    subject: &'a str,
    pages: String,
    state: &'static str,
    reason: &'a str,
    there: bool,
    packed: bool,
    files: Vec<FileView<'a>>,
}

#[derive(Serialize)]
struct FileView<'a> {
    path: &'a str,
    name: &'a str,
}

impl Pages {
    /// Opens `templates/archive/` of a workspace; what is not there is the program's own.
    ///
    /// # Errors
    /// A template that cannot be read or is wrong; the message names it.
    pub fn open(workspace: &Path) -> Result<Self, String> {
        let folder = workspace.join("templates/archive");
        let mut tera = Tera::new();
        let mut plain = BTreeMap::new();
        for (_, template, own) in TEXTS {
            let path = folder.join(template);
            let text = match path.is_file() {
                true => std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?,
                false => own.to_owned(),
            };
            if template.ends_with(".css") || template.ends_with(".js") {
                plain.insert(template, text);
            } else {
                tera.add_raw_template(template, &text).map_err(|error| format!("{template}: {error}"))?;
            }
        }
        let pages = Self { tera, plain };
        // A name that no view has is told at once, not with the first package.
        for template in pages.tera.get_template_names().map(str::to_owned).collect::<Vec<_>>() {
            pages.tera.render(&template, &context(&View::blank())?).map_err(|error| format!("{template}: {error}"))?;
        }
        Ok(pages)
    }

    /// The index of a package.
    pub fn index(&self, office: &Office, roster: &Roster) -> String {
        self.fill("index.html", office, roster)
    }

    /// The files beside the payload: name, text.
    pub fn beside(&self, office: &Office, roster: &Roster) -> Vec<(&'static str, String)> {
        let texts = TEXTS.into_iter().filter(|(name, ..)| !name.starts_with("data/"));
        texts.map(|(name, template, _)| (name, self.plain.get(template).cloned().unwrap_or_else(|| self.fill(template, office, roster)))).collect()
    }

    fn fill(&self, template: &str, office: &Office, roster: &Roster) -> String {
        let view = View::of(office, roster);
        // Templates were tried when they were opened.
        context(&view).and_then(|context| self.tera.render(template, &context).map_err(|error| error.to_string())).unwrap_or_else(|error| error)
    }
}

fn context(view: &View<'_>) -> Result<Context, String> {
    Context::from_serialize(view).map_err(|error| error.to_string())
}

impl<'a> View<'a> {
    fn blank() -> Self {
        let item = ItemView {
            place: String::new(),
            title: "",
            subject: "",
            pages: String::new(),
            state: "",
            reason: "",
            there: false,
            packed: true,
            files: vec![FileView { path: "", name: "" }],
        };
        let volume = VolumeView { code: "", heading: String::new(), numbers: &[], rows: vec![item] };
        Self {
            title: String::new(),
            sample: true,
            fonds_number: String::new(),
            fonds_name: String::new(),
            creator: "",
            as_of: "",
            rule_set: "",
            how_to: "",
            villages: &[],
            volumes: vec![volume],
        }
    }

    fn of(office: &'a Office, roster: &'a Roster) -> Self {
        let what = match roster.level.as_str() {
            "village" => "贫困退出档案（村级包，一户一卷）",
            "township" => "贫困退出档案（乡镇级包）",
            _ => "贫困退出档案（县级包）",
        };
        let place = if roster.level == "county" { String::new() } else { roster.name.clone() };
        Self {
            title: format!("{}{place}{what}", office.county),
            sample: office.sample,
            fonds_number: office.archive.fonds_number.text(),
            fonds_name: office.archive.fonds_name.text(),
            creator: &office.creator,
            as_of: &office.as_of,
            rule_set: &office.rule_set,
            how_to: TEXTS[1].0,
            villages: &roster.villages,
            volumes: roster.volumes.iter().map(VolumeView::of).collect(),
        }
    }
}

impl<'a> VolumeView<'a> {
    fn of(volume: &'a Volume) -> Self {
        let heading = match volume.level == Level::Household.name() {
            true => format!("{} {}", volume.code, volume.name),
            false => format!("{}卷", volume.name),
        };
        Self { code: &volume.code, heading, numbers: &volume.numbers, rows: volume.items.iter().map(|item| ItemView::of(item, &volume.code)).collect() }
    }
}

impl<'a> ItemView<'a> {
    fn of(item: &'a Item, volume: &str) -> Self {
        let subject = item.item.split_once(' ').map(|(_, subject)| subject).filter(|subject| *subject != volume);
        let file = |path: &'a String| FileView { path, name: path.rsplit('/').next().unwrap_or(path) };
        Self {
            place: item.place.map(|place| place.to_string()).unwrap_or_default(),
            title: &item.title,
            subject: subject.unwrap_or_default(),
            pages: item.pages.map(|pages| pages.to_string()).unwrap_or_default(),
            state: item.state.word(),
            reason: &item.reason,
            there: matches!(item.state, State::Packed | State::Closed | State::Online),
            packed: item.state == State::Packed,
            files: item.files.keys().map(file).collect(),
        }
    }
}
