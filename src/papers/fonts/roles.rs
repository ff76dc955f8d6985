//! Reads `roles.yaml` and finds the files. The entry point is [`open`].

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::face::{Face, Source};
use super::{FaceId, Role, embedded};

/// The fonts cannot be used.
#[derive(Debug)]
pub enum FontError {
    /// A file of the fonts folder cannot be read.
    Unreadable { file: PathBuf, reason: std::io::Error },
    /// `roles.yaml` is not what it should be.
    Roles { file: PathBuf, reason: String },
    /// No candidate of a role is there.
    Unfilled { role: Role, candidates: Vec<String> },
    /// A file is not a font that can be drawn and embedded.
    Unusable { file: String, reason: String },
}

impl fmt::Display for FontError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { file, reason } => write!(f, "无法读取字体文件 {}：{reason}", file.display()),
            Self::Roles { file, reason } => write!(f, "{}：{reason}", file.display()),
            Self::Unfilled { role, candidates } => {
                write!(f, "字体角色“{}”没有可用的字体文件，找过：{}", role.name(), candidates.join("、"))
            }
            Self::Unusable { file, reason } => write!(f, "字体文件 {file} 不能使用：{reason}"),
        }
    }
}

impl std::error::Error for FontError {}

/// How a role was filled, for the build record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The role.
    pub role: Role,
    /// The face that the standard means.
    pub means: String,
    /// The file that fills it.
    pub file: String,
    /// The file's PostScript name.
    pub postscript_name: String,
    /// The file is not what the standard means: reports of conformance name it.
    pub substitute: bool,
}

pub(super) struct Opened {
    pub faces: Vec<Face>,
    pub chains: [Vec<FaceId>; Role::ALL.len()],
    pub filled: Vec<Filled>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Roles {
    #[serde(rename = "后备", alias = "fallback", default)]
    fallback: Vec<String>,
    #[serde(rename = "小标宋", alias = "bia_song")]
    biao_song: Candidates,
    #[serde(rename = "仿宋", alias = "fang_song")]
    fang_song: Candidates,
    #[serde(rename = "黑体", alias = "hei")]
    hei: Candidates,
    #[serde(rename = "楷体", alias = "kai")]
    kai: Candidates,
    #[serde(rename = "宋体", alias = "song")]
    song: Candidates,
    #[serde(rename = "西文", alias = "latin")]
    latin: Candidates,
    #[serde(rename = "西文粗体", alias = "latin_bold")]
    latin_bold: Candidates,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Candidates {
    #[serde(rename = "名称", alias = "name")]
    name: String,
    #[serde(rename = "文件", alias = "files", default)]
    files: Vec<String>,
    #[serde(rename = "代用", alias = "substitutes", default)]
    substitutes: Vec<String>,
}

impl Roles {
    fn of(&self, role: Role) -> &Candidates {
        match role {
            Role::BiaoSong => &self.biao_song,
            Role::FangSong => &self.fang_song,
            Role::Hei => &self.hei,
            Role::Kai => &self.kai,
            Role::Song => &self.song,
            Role::Latin => &self.latin,
            Role::LatinBold => &self.latin_bold,
        }
    }
}

impl Roles {
    /// Whether a file is a candidate of any role or among the fallbacks.
    fn lists(&self, file: &str) -> bool {
        let candidates = Role::ALL.into_iter().map(|role| self.of(role));
        let mut listed = candidates.flat_map(|role| role.files.iter().chain(&role.substitutes)).chain(&self.fallback);
        listed.any(|name| split_index(name).0 == file)
    }
}

/// Where font files come from.
enum Shelf<'a> {
    Folder(&'a Path),
    /// Files of the folder, if there is one, before those that the program carries.
    Embedded(Option<&'a Path>),
}

impl Shelf<'_> {
    fn source(&self, file: &str) -> Option<Source> {
        let own = |folder: &Path| {
            let path = folder.join(file);
            path.is_file().then_some(Source::File(path))
        };
        match self {
            Self::Folder(folder) => own(folder),
            Self::Embedded(folder) => folder.and_then(own).or_else(|| embedded::bytes(file).map(Source::Embedded)),
        }
    }
}

pub(super) fn open(folder: Option<&Path>) -> Result<Opened, FontError> {
    let listed = folder.map(|folder| folder.join("roles.yaml")).filter(|file| file.is_file());
    let (shelf, file, text) = match (folder, listed) {
        (Some(folder), Some(file)) => {
            let text = std::fs::read_to_string(&file)
                .map_err(|reason| FontError::Unreadable { file: file.clone(), reason })?;
            (Shelf::Folder(folder), file, text)
        }
        _ => (Shelf::Embedded(folder), PathBuf::from("roles.yaml"), embedded::ROLES.to_owned()),
    };
    let roles: Roles =
        serde_yaml::from_str(&text).map_err(|error| FontError::Roles { file, reason: error.to_string() })?;

    let mut opened = Opened { faces: Vec::new(), chains: Default::default(), filled: Vec::new() };
    let mut known: BTreeMap<String, FaceId> = BTreeMap::new();
    let mut own = [0; Role::ALL.len()];
    for role in Role::ALL {
        let candidates = roles.of(role);
        let proper = candidates.files.iter().map(|file| (file, false));
        let mut all = proper.chain(candidates.substitutes.iter().map(|file| (file, true)));
        let found = all.find_map(|(name, substitute)| {
            let (file, index) = split_index(name);
            Some((name, shelf.source(file)?, index, substitute))
        });
        let Some((name, source, index, substitute)) = found else {
            let candidates = candidates.files.iter().chain(&candidates.substitutes).cloned().collect();
            return Err(FontError::Unfilled { role, candidates });
        };
        let face = place(&mut opened.faces, &mut known, name, source, index)?;
        own[role as usize] = face;
        opened.filled.push(Filled {
            role,
            means: candidates.name.clone(),
            file: name.clone(),
            postscript_name: opened.faces[face as usize].open()?.metrics.name.clone(),
            substitute,
        });
    }
    let mut fallback = vec![own[Role::Song as usize]];
    for name in &roles.fallback {
        let (file, index) = split_index(name);
        if let Some(source) = shelf.source(file) {
            fallback.push(place(&mut opened.faces, &mut known, name, source, index)?);
        }
    }
    // A font that an office only put into the folder shows what no listed face can.
    for (name, path) in folder.map(fonts_in).unwrap_or_default() {
        if !roles.lists(&name) {
            fallback.push(place(&mut opened.faces, &mut known, &name, Source::File(path), 0)?);
        }
    }
    fallback.push(own[Role::Latin as usize]);
    for role in Role::ALL {
        let chain = &mut opened.chains[role as usize];
        chain.push(own[role as usize]);
        for &face in &fallback {
            if !chain.contains(&face) {
                chain.push(face);
            }
        }
    }
    Ok(opened)
}

fn place(
    faces: &mut Vec<Face>,
    known: &mut BTreeMap<String, FaceId>,
    name: &str,
    source: Source,
    index: u32,
) -> Result<FaceId, FontError> {
    if let Some(&face) = known.get(name) {
        return Ok(face);
    }
    let face = FaceId::try_from(faces.len())
        .map_err(|_| FontError::Unusable { file: name.to_owned(), reason: "字体太多".to_owned() })?;
    faces.push(Face::new(name.to_owned(), source, index));
    known.insert(name.to_owned(), face);
    Ok(face)
}

/// The font files of a folder, by name.
fn fonts_in(folder: &Path) -> BTreeMap<String, PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let files = entries.map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()));
    let is_font = |name: &str| [".ttf", ".otf", ".ttc"].iter().any(|ending| name.to_ascii_lowercase().ends_with(ending));
    files.filter(|(name, path)| is_font(name) && path.is_file()).collect()
}

fn split_index(name: &str) -> (&str, u32) {
    name.rsplit_once('#')
        .and_then(|(file, index)| Some((file, index.parse().ok()?)))
        .unwrap_or((name, 0))
}
