//! One bag held against its own manifests. Its entry point is [`check`].

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::{Package, own};
use crate::outlets::archive::Defect;
use crate::outlets::archive::digest::{Algorithm, Digests, sha256};
use crate::outlets::archive::medium::{Entry, Medium};
use crate::outlets::archive::roster::{self, Roster};
use crate::outlets::archive::{name, tags};

/// Largest tag file that is read, in bytes: manifests of a million files stay below it.
const LARGEST_TAG_FILE: u64 = 512 << 20;

/// A manifest: its file, what it says of which file, and its algorithm where we know it.
struct Manifest {
    file: String,
    algorithm: Option<Algorithm>,
    of_tags: bool,
    /// Digest by name as it is listed.
    lines: BTreeMap<String, String>,
}

/// What a manifest says of a file.
struct Listed<'a> {
    manifest: &'a Manifest,
    digest: &'a str,
    /// The name as it is listed, where it is not the file's own but for case or Unicode form.
    other_name: Option<&'a str>,
}

/// What came of reading a file.
struct Read<'a> {
    file: &'a str,
    defect: Option<Defect>,
    /// Bytes, where it is payload.
    payload: Option<u64>,
    sha256: Option<String>,
}

/// A bag in the course of being checked.
pub(super) struct Bag<'a> {
    medium: &'a dyn Medium,
    /// Its files by name within the bag.
    pub files: BTreeMap<&'a str, &'a Entry>,
    /// What is wrong so far.
    pub defects: Vec<Defect>,
}

/// Checks the bag in a folder of a medium: form, names, manifests, digests.
pub(super) fn check(medium: &dyn Medium, root: &str) -> Package {
    let within = |path: &str| match root.is_empty() {
        true => Some(0),
        false => path.strip_prefix(root).filter(|rest| rest.starts_with('/')).map(|_| root.len() + 1),
    };
    let files: BTreeMap<&str, &Entry> = medium.entries().iter().filter_map(|entry| Some((&entry.name[within(&entry.name)?..], entry))).collect();
    let own_defects = medium.defects().iter().filter_map(|defect| {
        let at = if defect.file.is_empty() { Some(0) } else { within(&defect.file) }?;
        Some(Defect { file: defect.file[at..].to_owned(), ..defect.clone() })
    });
    let defects = own_defects.collect();
    let mut bag = Bag { medium, files, defects };
    bag.names();
    let encoding = bag.declaration();
    let info = bag.info(&encoding);
    let manifests = bag.manifests(&encoding);
    // One of ours stays one when it loses its `bag-info.txt` or its roster.
    let own = info.iter().any(|(key, _)| key == super::super::OWN_KEY) || bag.files.contains_key(roster::FILE) && bag.tag_file(roster::FILE).is_some_and(|bytes| Roster::read(&bytes).is_some());
    let wanted = bag.listed(&manifests, own);
    let (files, bytes, digests) = bag.digests(&wanted);
    bag.oxum(&info);
    let root_file = ["tagmanifest-sha256.txt", "manifest-sha256.txt"].into_iter().find(|file| bag.files.contains_key(file));
    let root_digest = root_file.and_then(|file| Some((file.to_owned(), sha256(&bag.tag_file(file)?))));
    let mut formats = BTreeMap::new();
    for name in bag.files.keys().filter(|file| file.starts_with("data/")) {
        let ending = name.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or_else(|| "—".to_owned(), |(_, ending)| ending.to_lowercase());
        *formats.entry(ending).or_insert(0) += 1;
    }
    let own = if own { own::check(&mut bag, &digests) } else { None };
    if bag.files.contains_key("fetch.txt") {
        bag.add(Defect::new("fetch-not-fetched", "fetch.txt"));
    }
    let mut algorithms: Vec<Algorithm> = manifests.iter().filter_map(|manifest| manifest.algorithm).collect();
    algorithms.sort_unstable();
    algorithms.dedup();
    let algorithms = algorithms.into_iter().map(Algorithm::name).collect();
    let mut package = Package { path: root.to_owned(), info, files, bytes, algorithms, own, registered: false, root: root_digest, formats, defects: bag.defects };
    let told = package.info.iter().find(|(key, _)| key == super::super::VILLAGE_KEY).map(|(_, code)| code.clone());
    let village = told.or_else(|| package.own.as_ref().filter(|own| own.roster.level == "village").map(|own| own.roster.code.clone()));
    for defect in &mut package.defects {
        defect.village = defect.village.take().or_else(|| village.clone());
        defect.household = defect.household.take().or_else(|| household_of(&defect.file));
    }
    package
}

/// The household whose volume a file of our own packages lies in.
fn household_of(file: &str) -> Option<String> {
    let (code, _) = file.strip_prefix("data/households/")?.split_once('/')?;
    Some(code.to_owned())
}

impl<'a> Bag<'a> {
    /// One more.
    pub fn add(&mut self, defect: Defect) {
        self.defects.push(defect);
    }

    fn names(&mut self) {
        let names: Vec<&str> = self.files.keys().copied().collect();
        self.defects.par_extend(names.par_iter().flat_map_iter(|file| name::faults(file).into_iter().map(|code| Defect::new(code, *file))));
        let twins = name::twins(names.iter().copied());
        self.defects.extend(twins.into_iter().map(|(second, first)| Defect::new("name-case-twin", second).arg("first", first)));
        if !names.iter().any(|file| file.starts_with("data/")) {
            self.add(Defect::new("payload-missing", ""));
        }
    }

    /// Bytes of a tag file; a fault becomes a defect.
    pub fn tag_file(&mut self, file: &str) -> Option<Vec<u8>> {
        let entry = *self.files.get(file)?;
        if !entry.readable {
            return None;
        }
        match self.medium.read(entry, LARGEST_TAG_FILE) {
            Ok(bytes) => Some(bytes),
            Err((code, reason)) => {
                self.add(Defect::new(code, file).arg("reason", reason));
                None
            }
        }
    }

    fn text(&mut self, file: &str, encoding: &str) -> Option<String> {
        let bytes = self.tag_file(file)?;
        let Some((text, bom)) = tags::decode(&bytes, encoding) else {
            self.add(Defect::new("tag-file-unreadable", file).arg("encoding", encoding));
            return None;
        };
        if bom {
            self.add(Defect::new("byte-order-mark", file));
        }
        Some(text)
    }

    /// Reads `bagit.txt` and gives the encoding of the other tag files.
    fn declaration(&mut self) -> String {
        const USUAL: &str = "UTF-8";
        if !self.files.contains_key("bagit.txt") {
            self.add(Defect::new("bagit-txt-missing", "bagit.txt"));
            return USUAL.to_owned();
        }
        let Some(text) = self.text("bagit.txt", USUAL) else { return USUAL.to_owned() };
        let Some(declared) = tags::declaration(&text) else {
            self.add(Defect::new("bagit-txt-malformed", "bagit.txt"));
            return USUAL.to_owned();
        };
        if !matches!(declared.version, (0, 93..=97) | (1, 0)) {
            let version = format!("{}.{}", declared.version.0, declared.version.1);
            self.add(Defect::new("bagit-version-unsupported", "bagit.txt").arg("version", version));
        }
        if !tags::is_encoding(&declared.encoding) {
            self.add(Defect::new("tag-encoding-unsupported", "bagit.txt").arg("encoding", &declared.encoding));
            return USUAL.to_owned();
        }
        declared.encoding
    }

    fn info(&mut self, encoding: &str) -> Vec<(String, String)> {
        let Some(text) = self.text("bag-info.txt", encoding) else { return Vec::new() };
        let (info, bad) = tags::bag_info(&text);
        self.defects.extend(bad.into_iter().map(|line| Defect::new("bag-info-malformed", "bag-info.txt").arg("line", line)));
        info
    }

    fn manifests(&mut self, encoding: &str) -> Vec<Manifest> {
        let named: Vec<(String, String, bool)> = self
            .files
            .keys()
            .filter_map(|file| {
                let of_tags = file.starts_with("tagmanifest-");
                let algorithm = file.strip_prefix(if of_tags { "tagmanifest-" } else { "manifest-" })?.strip_suffix(".txt")?;
                Some(((*file).to_owned(), algorithm.to_owned(), of_tags))
            })
            .collect();
        let mut texts = Vec::new();
        for (file, algorithm, of_tags) in named {
            let known = Algorithm::named(&algorithm);
            if known.is_none() {
                self.add(Defect::new("algorithm-unsupported", file.as_str()).arg("algorithm", &algorithm));
            }
            texts.extend(self.text(&file, encoding).map(|text| (file, known, of_tags, text)));
        }
        let read: Vec<_> = texts.into_par_iter().map(|(file, known, of_tags, text)| (file, known, of_tags, tags::manifest(&text, known))).collect();
        let mut manifests = Vec::new();
        for (file, known, of_tags, (read, bad)) in read {
            self.defects.extend(bad.into_iter().map(|line| Defect::new("manifest-line-malformed", file.as_str()).arg("line", line)));
            let mut lines = BTreeMap::new();
            for line in read {
                let at = |code| Defect::new(code, file.as_str()).arg("line", line.number).arg("name", &line.name);
                if name::leads_outside(&line.name) || (!of_tags && !line.name.starts_with("data/")) {
                    self.add(at("manifest-names-outside"));
                    continue;
                }
                if let Some(before) = lines.insert(line.name.clone(), line.digest.clone()) {
                    let code = if before == line.digest { "manifest-entry-twice" } else { "manifest-entry-contradicts" };
                    self.add(at(code));
                }
            }
            manifests.push(Manifest { file, algorithm: known, of_tags, lines });
        }
        if !manifests.iter().any(|manifest| !manifest.of_tags) {
            self.add(Defect::new("manifest-missing", ""));
        }
        manifests
    }

    /// Which digests are wanted of which file; what is listed and not there, or there and not listed, is a defect.
    fn listed<'m>(&mut self, manifests: &'m [Manifest], own: bool) -> BTreeMap<&'a str, Vec<Listed<'m>>> {
        let folded: LazyCell<HashMap<String, &str>, _> = LazyCell::new(|| self.files.keys().map(|file| (name::folded(file), *file)).collect());
        let mut wanted: BTreeMap<&'a str, Vec<Listed<'m>>> = BTreeMap::new();
        let mut missing: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for manifest in manifests {
            for (listed, digest) in &manifest.lines {
                let readings = tags::readings(listed);
                let exact = readings.iter().find_map(|reading| self.files.get_key_value(reading.as_str()).map(|(file, _)| *file));
                // A name in another form or case is the same file to people, and not to a program.
                let near = || readings.iter().find_map(|reading| folded.get(&name::folded(reading)).copied());
                let other_name = exact.is_none().then_some(listed.as_str());
                match exact.or_else(near) {
                    Some(file) => wanted.entry(file).or_default().push(Listed { manifest, digest, other_name }),
                    None => missing.entry(listed).or_default().push(&manifest.file),
                }
            }
        }
        self.defects.extend(missing.into_iter().map(|(file, by)| Defect::new("file-missing", file).arg("manifest", by.join("、"))));
        for (file, listed) in &wanted {
            if listed.iter().all(|listed| listed.other_name.is_some())
                && let Some(other) = listed.iter().find_map(|listed| listed.other_name)
            {
                let code = if name::nfc(file) == name::nfc(other) { "name-renormalised" } else { "name-recased" };
                self.defects.push(Defect::new(code, *file).arg("listed", other));
            }
        }
        let payload: Vec<&Manifest> = manifests.iter().filter(|manifest| !manifest.of_tags).collect();
        let surplus: Vec<Defect> = self
            .files
            .keys()
            .filter_map(|file| {
                let by = wanted.get(*file).map(|listed| listed.iter().map(|listed| listed.manifest.file.as_str()).collect::<BTreeSet<_>>()).unwrap_or_default();
                if file.starts_with("data/") {
                    if by.is_empty() {
                        return Some(Defect::new("file-surplus", *file));
                    }
                    let lacks: Vec<&str> = payload.iter().map(|manifest| manifest.file.as_str()).filter(|manifest| !by.contains(manifest)).collect();
                    return (!lacks.is_empty()).then(|| Defect::new("manifest-incomplete", *file).arg("manifest", lacks.join("、")));
                }
                // Tag files need not be listed (RFC 8493, 2.2.4); our own packages list them all.
                let listable = !file.starts_with("tagmanifest-") && *file != "fetch.txt";
                (own && listable && by.is_empty()).then(|| Defect::new("file-surplus", *file))
            })
            .collect();
        self.defects.extend(surplus);
        wanted
    }

    /// Reads every listed file once, for all its digests; gives how many payload files and bytes were read, and the SHA-256
    /// of each file that has one.
    fn digests(&mut self, wanted: &BTreeMap<&'a str, Vec<Listed<'_>>>) -> (usize, u64, BTreeMap<String, String>) {
        let (files, medium) = (&self.files, self.medium);
        let read: Vec<Read> = wanted
            .par_iter()
            .filter_map(|(file, listed)| {
                let entry = *files.get(file)?;
                if !entry.readable {
                    return None;
                }
                let algorithms: BTreeSet<Algorithm> = listed.iter().filter_map(|listed| listed.manifest.algorithm).collect();
                let mut digests = Digests::new(algorithms);
                if let Err((code, reason)) = medium.feed(entry, &mut |piece| digests.update(piece)) {
                    let defect = Defect::new(code, *file).arg("reason", reason);
                    return Some(Read { file, defect: Some(defect), payload: None, sha256: None });
                }
                let bytes = digests.bytes;
                let computed = digests.finish();
                let differs = |listed: &&Listed<'_>| {
                    computed.iter().any(|(algorithm, found)| listed.manifest.algorithm == Some(*algorithm) && found != listed.digest)
                };
                let by: Vec<&str> = listed.iter().filter(differs).map(|listed| listed.manifest.file.as_str()).collect();
                let defect = (!by.is_empty()).then(|| Defect::new("digest-mismatch", *file).arg("manifest", by.join("、")));
                let sha256 = computed.into_iter().find(|(algorithm, _)| *algorithm == Algorithm::Sha256).map(|(_, digest)| digest);
                Some(Read { file, defect, payload: file.starts_with("data/").then_some(bytes), sha256 })
            })
            .collect();
        let (mut count, mut bytes, mut digests) = (0, 0, BTreeMap::new());
        for read in read {
            self.defects.extend(read.defect);
            digests.extend(read.sha256.map(|digest| (read.file.to_owned(), digest)));
            if let Some(size) = read.payload {
                (count, bytes) = (count + 1, bytes + size);
            }
        }
        (count, bytes, digests)
    }

    /// `Payload-Oxum`: bytes and number of the payload files.
    fn oxum(&mut self, info: &[(String, String)]) {
        let payload: Vec<u64> = self.files.iter().filter(|(file, _)| file.starts_with("data/")).map(|(_, entry)| entry.size).collect();
        let found = format!("{}.{}", payload.iter().fold(0_u64, |sum, size| sum.saturating_add(*size)), payload.len());
        for (_, declared) in info.iter().filter(|(key, _)| key.eq_ignore_ascii_case("Payload-Oxum")) {
            if *declared != found {
                self.add(Defect::new("payload-count-differs", "bag-info.txt").arg("declared", declared).arg("found", &found));
            }
        }
    }
}
