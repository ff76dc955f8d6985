//! Who and what should be there. Its entry point is [`Roster`]: it is made from what the catalogue expects, never from
//! what lies on disk, and stands in each package as `data/roster.json` and, for people, `data/roster.csv`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Where the roster stands within a package.
pub const FILE: &str = "data/roster.json";

/// The roster of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// `village`, `township` or `county`.
    pub level: String,
    /// Code of the subject.
    pub code: String,
    /// Name of the subject.
    pub name: String,
    /// Code of the township that a village belongs to.
    #[serde(default)]
    pub township: String,
    /// The day that it goes by.
    pub as_of: String,
    /// Rule set that says which documents are expected.
    pub rule_set: String,
    /// The workspace is an invented sample.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sample: bool,
    /// Volumes: the subject's own first, then its households'.
    pub volumes: Vec<Volume>,
    /// The villages of a township or county, with the digest of each one's roster.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub villages: Vec<VillageLine>,
}

/// A volume: a household, or what belongs to a village, township or county itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Volume {
    /// 户, 村, 乡镇 or 县.
    pub level: String,
    /// Code of its subject.
    pub code: String,
    /// Head of the household, or name of the body.
    pub name: String,
    /// Its numbers: its own, then those of supplements.
    pub numbers: Vec<Number>,
    /// What is expected in it.
    pub items: Vec<Item>,
}

/// A number of a volume.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// Number.
    pub number: String,
    /// 0 for the volume itself, from 1 for supplements.
    pub supplement: u32,
    /// `已归档` or `已移交` where it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<String>,
}

/// Something that is expected in a volume.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Id: kind and subject of a document, name of a case file.
    pub item: String,
    /// What it is called.
    pub title: String,
    /// How it stands.
    pub state: State,
    /// Why it is not there, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Number of the volume or supplement that it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Its place there, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u32>,
    /// Pages of a PDF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// Its files within the package, below `data/`, with their SHA-256; for a web page its path in the output.
    pub files: BTreeMap<String, String>,
}

/// How something that is expected stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is in the package.
    Packed,
    /// It stands in a closed volume that was handed over or filed before.
    Closed,
    /// It is a page of the site.
    Online,
    /// Findings stand against it.
    Blocked,
    /// Its time has not come.
    NotYet,
    /// It could not be made.
    Missing,
}

impl State {
    /// Its word on papers and lists.
    pub fn word(self) -> &'static str {
        match self {
            Self::Packed => "在包内",
            Self::Closed => "已在归档（移交）的卷内",
            Self::Online => "已上网站",
            Self::Blocked => "有错误，没有做",
            Self::NotYet => "时候未到",
            Self::Missing => "缺",
        }
    }
}

/// A village in the roster of a township or county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VillageLine {
    /// Code of its township.
    pub township: String,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// How many households it has.
    pub households: usize,
    /// SHA-256 of its roster.
    pub roster_sha256: String,
}

impl Roster {
    /// As JSON, the same bytes for the same roster.
    pub fn json(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("a roster is plain JSON");
        bytes.push(b'\n');
        bytes
    }

    /// Reads a roster; `None` if it is none.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// As CSV with a byte order mark, so that spreadsheets read it as UTF-8.
    pub fn csv(&self) -> Vec<u8> {
        let mut rows = vec![["级别", "编码", "名称", "档号", "顺序号", "题名", "标识", "状态", "说明", "页数", "文件", "SHA-256"].map(str::to_owned)];
        for volume in &self.volumes {
            for item in &volume.items {
                let number = |value: Option<String>| value.unwrap_or_default();
                let files = |of: fn((&String, &String)) -> String| item.files.iter().map(of).collect::<Vec<_>>().join("\n");
                rows.push([
                    volume.level.clone(),
                    volume.code.clone(),
                    volume.name.clone(),
                    number(item.number.clone()),
                    number(item.place.map(|place| place.to_string())),
                    item.title.clone(),
                    item.item.clone(),
                    item.state.word().to_owned(),
                    item.reason.clone(),
                    number(item.pages.map(|pages| pages.to_string())),
                    files(|(file, _)| file.clone()),
                    files(|(_, digest)| digest.clone()),
                ]);
            }
        }
        csv(rows)
    }

    /// The households, by code.
    pub fn households(&self) -> impl Iterator<Item = &Volume> {
        self.volumes.iter().filter(|volume| volume.level == super::numbering::Level::Household.name())
    }
}

/// Rows as CSV with a byte order mark. A cell that a spreadsheet would take for a formula is set off by an apostrophe.
pub(super) fn csv<const N: usize>(rows: Vec<[String; N]>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(b"\xEF\xBB\xBF".to_vec());
    for row in rows {
        let cells = row.map(|cell| if cell.starts_with(['=', '+', '-', '@', '\t']) { format!("'{cell}") } else { cell });
        writer.write_record(&cells).expect("memory takes any row");
    }
    writer.into_inner().expect("memory takes any row")
}
