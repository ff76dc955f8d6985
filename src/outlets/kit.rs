//! Kits: what is handed to a village, to whoever runs the county's website, to those who print the plan's attachments, to those who bind
//! volumes. Its entry point is [`write`]: a zip with a contents list, the same bytes for the same output.
//!
//! A kit draws on the folder of its own audience and on nothing else: only files that the build made go in, no link is followed, and
//! a file that is not what the build wrote is refused.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use tera::{Context, Tera};
use walkdir::WalkDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::archive::digest::sha256_of;

/// Names of the contents lists within a kit, and their templates.
const LISTS: [(&str, &str, &str); 2] = [
    ("目录.html", "kit.html", include_str!("../../templates/archive/kit.html")),
    ("目录.txt", "kit.txt", include_str!("../../templates/archive/kit.txt")),
];

/// Which kit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kit {
    /// What a village posts: code of the village.
    Board(String),
    /// The county's website.
    Web,
    /// The attachments of a year's plan.
    Plan(u32),
    /// What is bound for the archive.
    Binder,
}

impl Kit {
    /// Name of the kit's file and of the folder in it.
    pub fn name(&self) -> String {
        match self {
            Self::Board(village) => format!("board-{village}"),
            Self::Web => "web".to_owned(),
            Self::Plan(year) => format!("plan-{year}"),
            Self::Binder => "binder".to_owned(),
        }
    }

    /// The folder of its audience below the output.
    pub fn audience(&self) -> &'static str {
        match self {
            Self::Board(_) => "board",
            Self::Web | Self::Plan(_) => "web",
            Self::Binder => "restricted",
        }
    }

    /// Its word on the command line and in keys of the message table.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Board(_) => "board",
            Self::Web => "web",
            Self::Plan(_) => "plan",
            Self::Binder => "binder",
        }
    }

    /// What it is of: village or year.
    pub fn of(&self) -> String {
        match self {
            Self::Board(village) => village.clone(),
            Self::Plan(year) => year.to_string(),
            Self::Web | Self::Binder => String::new(),
        }
    }

    /// Whether a file of the output belongs to it.
    fn takes(&self, path: &str) -> bool {
        match (self, path.split('/').collect::<Vec<_>>().as_slice()) {
            (Self::Board(code), ["board", _, village, ..]) => village == code,
            (Self::Web, ["web", ..]) => true,
            (Self::Plan(year), ["web", "site", "plans", of, _]) => *of == year.to_string(),
            (Self::Plan(_), ["web", "site", "assets", ..]) => true,
            (Self::Binder, ["restricted", "binders", ..]) => true,
            _ => false,
        }
    }

    /// Whether a file is more than what goes with others.
    fn is_matter(&self, path: &str) -> bool {
        !matches!(self, Self::Plan(_)) || !path.starts_with("web/site/assets/")
    }
}

/// What is known of the output that a kit is taken from.
pub struct Output<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// Every file that the build made.
    pub made: &'a BTreeSet<String>,
    /// SHA-256 of the documents that it made.
    pub digests: &'a BTreeMap<String, String>,
    /// What the documents are called.
    pub titles: &'a BTreeMap<String, String>,
    /// The workspace is an invented sample.
    pub sample: bool,
}

/// Why there is no kit.
#[derive(Debug)]
pub enum KitError {
    /// Nothing of it was built.
    Nothing,
    /// Files in the folder that the build did not make.
    Strangers(Vec<String>),
    /// Files that the build made and that are gone, links, or no longer what it wrote.
    Altered(Vec<String>),
    /// A template of the contents list is wrong.
    Template(String),
    /// A file cannot be read or written.
    File(io::Error),
}

impl From<io::Error> for KitError {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

/// A file of a kit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Its path in the kit.
    pub name: String,
    /// What it is called; blank where it has no name but its path.
    pub title: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256.
    pub sha256: String,
    #[serde(skip)]
    path: PathBuf,
}

/// The files of a kit, each held against what the build wrote.
///
/// # Errors
/// There are none, or something is among them that has no place in it.
pub fn gather(kit: &Kit, output: &Output<'_>) -> Result<Vec<Member>, KitError> {
    let home = output.folder.join(kit.audience());
    let is_link = |path: &Path| path.symlink_metadata().map_or(true, |metadata| metadata.is_symlink());
    let wanted: BTreeSet<&String> = output.made.iter().filter(|path| kit.takes(path)).collect();
    if !wanted.iter().any(|path| kit.is_matter(path)) {
        return Err(KitError::Nothing);
    }
    if is_link(&home) {
        return Err(KitError::Altered(vec![kit.audience().to_owned()]));
    }
    let there = WalkDir::new(&home).sort_by_file_name().into_iter().filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir());
    let names = there.filter_map(|entry| {
        let parts = entry.path().strip_prefix(output.folder).ok()?.components();
        Some(parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
    });
    let there: BTreeSet<String> = names.filter(|path| kit.takes(path)).collect();
    let strangers: Vec<String> = there.iter().filter(|path| !wanted.contains(path)).cloned().collect();
    if !strangers.is_empty() {
        return Err(KitError::Strangers(strangers));
    }
    let (mut members, mut altered) = (Vec::new(), Vec::new());
    for path in wanted {
        let file = output.folder.join(path);
        // No part of the way may be a link: what is behind it is another folder's.
        let mut way = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        if !there.contains(path) || way.any(|end| is_link(&output.folder.join(&path[..end]))) {
            altered.push(path.clone());
            continue;
        }
        let sha256 = sha256_of(File::open(&file)?)?;
        if output.digests.get(path).is_some_and(|known| *known != sha256) {
            altered.push(path.clone());
            continue;
        }
        let name = path.strip_prefix(kit.audience()).unwrap_or(path).trim_start_matches('/').to_owned();
        members.push(Member { name, title: output.titles.get(path).cloned().unwrap_or_default(), size: file.metadata()?.len(), sha256, path: file });
    }
    if altered.is_empty() { Ok(members) } else { Err(KitError::Altered(altered)) }
}

/// Writes a kit; `title` stands above its contents list.
///
/// # Errors
/// As [`gather`], and any error of writing.
pub fn write(kit: &Kit, title: &str, output: &Output<'_>, workspace: &Path, target: File) -> Result<usize, KitError> {
    let members = gather(kit, output)?;
    let top = kit.name();
    let mut zip = ZipWriter::new(BufWriter::new(target));
    let options = |size: u64| {
        SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::DEFAULT)
            .unix_permissions(0o644)
            .large_file(size >= u32::MAX.into())
    };
    let fault = |error: zip::result::ZipError| KitError::File(error.into());
    for (name, text) in lists(kit, title, output.sample, &members, workspace)? {
        zip.start_file(format!("{top}/{name}"), options(0)).map_err(fault)?;
        zip.write_all(text.as_bytes())?;
    }
    for member in &members {
        zip.start_file(format!("{top}/{}", member.name), options(member.size)).map_err(fault)?;
        io::copy(&mut File::open(&member.path)?, &mut zip)?;
    }
    zip.finish().map_err(fault)?.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    Ok(members.len())
}

/// The contents lists: name, text.
fn lists(kit: &Kit, title: &str, sample: bool, members: &[Member], workspace: &Path) -> Result<Vec<(&'static str, String)>, KitError> {
    #[derive(Serialize)]
    struct View<'a> {
        title: &'a str,
        sample: bool,
        restricted: bool,
        files: &'a [Member],
    }
    let mut tera = Tera::new();
    let told = |template: &str, error: &dyn std::fmt::Display| KitError::Template(format!("{template}: {error}"));
    for (_, template, own) in LISTS {
        let path = workspace.join("templates/archive").join(template);
        let text = if path.is_file() { std::fs::read_to_string(&path)? } else { own.to_owned() };
        tera.add_raw_template(template, &text).map_err(|error| told(template, &error))?;
    }
    let view = View { title, sample, restricted: kit.audience() == "restricted", files: members };
    let context = Context::from_serialize(&view).map_err(|error| told("kit", &error))?;
    LISTS.iter().map(|(name, template, _)| Ok((*name, tera.render(template, &context).map_err(|error| told(template, &error))?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kit_takes_the_files_of_its_own_audience_and_no_other() {
        let (board, web, plan, binder) = (Kit::Board("0301".to_owned()), Kit::Web, Kit::Plan(2017), Kit::Binder);
        for (path, taken) in [
            ("board/03/0301/a.pdf", &[&board][..]),
            ("board/03/0302/a.pdf", &[]),
            ("restricted/forms/03/0301/0301-001.pdf", &[]),
            ("restricted/board/03/0301/a.pdf", &[]),
            ("restricted/web/a.html", &[]),
            ("web/upload/plans-2017-a/a.xlsx", &[&web]),
            ("web/site/plans/2017/a.xlsx", &[&web, &plan]),
            ("web/site/plans/2018/a.xlsx", &[&web]),
            ("web/site/assets/style.css", &[&web, &plan]),
            ("restricted/binders/0301.pdf", &[&binder]),
            ("restricted/packages/web/0301/a.pdf", &[]),
        ] {
            let takers: Vec<&Kit> = [&board, &web, &plan, &binder].into_iter().filter(|kit| kit.takes(path)).collect();
            assert_eq!(takers, taken, "{path}");
        }
    }
}
