//! Whether packages are complete and unaltered. Its entry point is [`verify`].
//!
//! A path may be a package, a zip of one, or a folder with many (a whole output). Every defect of every package is told
//! at once; nothing outside the path is read, and nothing is written or fetched.

mod bag;
mod own;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::Defect;
use super::medium::{self, Entry, Medium};
pub use own::{Own, Register};

/// What was found about a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Where it lies below the path that was verified; empty for the path itself.
    pub path: String,
    /// Entries of its `bag-info.txt`.
    pub info: Vec<(String, String)>,
    /// Payload files that were read.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Names of the algorithms of its manifests that were checked.
    pub algorithms: Vec<&'static str>,
    /// What it says of itself, where it is one of ours.
    pub own: Option<Own>,
    /// It was held against a county's register.
    pub registered: bool,
    /// The file that all others hang on, `tagmanifest-sha256.txt` or else `manifest-sha256.txt`, with its SHA-256.
    pub root: Option<(String, String)>,
    /// Payload files by the endings of their names, in lower case.
    pub formats: BTreeMap<String, usize>,
    /// What is wrong.
    pub defects: Vec<Defect>,
}

impl Package {
    /// Whether it passes.
    pub fn passes(&self) -> bool {
        !self.defects.iter().any(Defect::counts)
    }
}

/// The work could not be done.
#[derive(Debug)]
pub enum VerifyError {
    /// The path cannot be read.
    Unreadable(io::Error),
    /// There is no package in it.
    NoPackage,
    /// What it is to be held against is no county's package.
    NoRegister,
}

/// Verifies every package at or below a path; villages and townships are held against the county's package at `against`,
/// else against the one that lies among them.
///
/// # Errors
/// The path cannot be read, or there is no package, or none of a county to hold it against.
pub fn verify(path: &Path, against: Option<&Path>) -> Result<Vec<Package>, VerifyError> {
    held(below(path)?, against)
}

/// Verifies the packages that lie as folders below a path, the zips beside them aside.
///
/// # Errors
/// As [`verify`].
pub fn verify_folders(path: &Path) -> Result<Vec<Package>, VerifyError> {
    let medium = medium::open(path).map_err(VerifyError::Unreadable)?;
    held(packages_of(medium.as_ref()), None)
}

/// Holds packages against the county's among them, or the one at `against`; then each knows where its defects lie.
fn held(mut packages: Vec<Package>, against: Option<&Path>) -> Result<Vec<Package>, VerifyError> {
    let is_county = |package: &&Package| package.own.as_ref().is_some_and(|own| own.register.is_some());
    let county = match against {
        Some(other) => {
            let county = below(other)?.into_iter().find(|package| is_county(&package)).ok_or(VerifyError::NoRegister)?;
            let place = if county.path.is_empty() { other.to_owned() } else { other.join(&county.path) };
            Some(Package { path: place.display().to_string(), ..county })
        }
        None => packages.iter().find(is_county).cloned(),
    };
    if let Some(register) = county.as_ref().and_then(|county| county.own.as_ref()?.register.as_ref()) {
        hold(&mut packages, register, against.is_none());
    }
    // A register that is damaged itself proves nothing: what is wrong with it is told too.
    packages.extend(county.filter(|_| against.is_some()));
    for package in &mut packages {
        for defect in &mut package.defects {
            defect.package.clone_from(&package.path);
        }
        package.defects.sort();
        package.defects.dedup();
    }
    packages.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(packages)
}

/// Holds packages against the county's register; `whole` where all its villages should be among them.
fn hold(packages: &mut [Package], register: &Register, whole: bool) {
    let whole = whole && packages.iter().any(|package| package.own.as_ref().is_some_and(|own| own.roster.level == "village"));
    let there: BTreeSet<String> = packages.iter().filter_map(|package| Some(package.own.as_ref()?.roster.code.clone())).collect();
    for package in packages {
        let Some(own) = &package.own else { continue };
        package.registered = true;
        let mut defects = register.compare(own);
        if own.roster.level == "village" {
            defects.iter_mut().for_each(|defect| defect.village = Some(own.roster.code.clone()));
        }
        if whole && own.register.is_some() {
            defects.extend(register.missing(&there.iter().map(String::as_str).collect()));
        }
        package.defects.extend(defects);
    }
}

/// Every package at or below a path, each by itself.
fn below(path: &Path) -> Result<Vec<Package>, VerifyError> {
    let medium = medium::open(path).map_err(VerifyError::Unreadable)?;
    let mut packages = packages_of(medium.as_ref());
    if path.is_dir() && !packages.iter().any(|package| package.path.is_empty()) {
        packages.extend(zips_in(path, medium.as_ref(), &packages).map_err(VerifyError::Unreadable)?);
    }
    if packages.is_empty() { Err(VerifyError::NoPackage) } else { Ok(packages) }
}

/// Verifies a zip that is held in memory.
pub fn verify_bytes(zip: Vec<u8>) -> Vec<Package> {
    packages_of(&medium::Zipped::of_bytes(zip))
}

/// Verifies files that are held in memory: name with `/` between folders, content.
pub fn verify_files(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<Package> {
    packages_of(&medium::Held::of_files(files))
}

/// The packages of one medium.
fn packages_of(medium: &dyn Medium) -> Vec<Package> {
    let roots = roots(medium.entries());
    if roots.is_empty() {
        // A zip that cannot be listed may have been a package.
        let broken = medium.entries().is_empty() && !medium.defects().is_empty();
        let defects = medium.defects().to_vec();
        return if broken { vec![Package { path: String::new(), info: Vec::new(), files: 0, bytes: 0, algorithms: Vec::new(), own: None, registered: false, root: None, formats: BTreeMap::new(), defects }] } else { Vec::new() };
    }
    roots.par_iter().map(|root| bag::check(medium, root)).collect()
}

/// The zips below a folder that are packages, those within other packages aside.
fn zips_in(path: &Path, medium: &dyn Medium, packages: &[Package]) -> io::Result<Vec<Package>> {
    let within = |name: &str| packages.iter().any(|package| name.strip_prefix(&package.path).is_some_and(|rest| rest.starts_with('/')));
    let zips = medium.entries().iter().filter(|entry| entry.readable && entry.name.ends_with(".zip") && !entry.name.starts_with('.') && !within(&entry.name));
    let mut found = Vec::new();
    for entry in zips {
        let zip = medium::Zipped::open(&path.join(&entry.name))?;
        for mut package in packages_of(&zip) {
            package.path = if package.path.is_empty() { entry.name.clone() } else { format!("{}/{}", entry.name, package.path) };
            found.push(package);
        }
    }
    Ok(found)
}

/// The folders that are packages, without the slash at the end; none within the payload of another.
fn roots(entries: &[Entry]) -> Vec<String> {
    let mut roots: Vec<&str> = entries
        .iter()
        .filter_map(|entry| {
            let (folder, name) = entry.name.rsplit_once('/').unwrap_or(("", &entry.name));
            let manifest = name.starts_with("manifest-") || name.starts_with("tagmanifest-");
            // What an unfinished build left (`.staging`) is no output.
            let named = matches!(name, "bagit.txt" | "bag-info.txt") || (manifest && name.ends_with(".txt"));
            (named && !folder.starts_with('.')).then_some(folder)
        })
        .collect();
    // Outer folders come first: a package keeps what looks like one within it.
    roots.sort_by_key(|root| (root.len(), *root));
    roots.dedup();
    let mut outer: Vec<&str> = Vec::new();
    for root in roots {
        let within = |other: &&str| other.is_empty() || root.strip_prefix(*other).is_some_and(|rest| rest.starts_with('/'));
        if !outer.iter().any(within) {
            outer.push(root);
        }
    }
    outer.into_iter().map(str::to_owned).collect()
}
