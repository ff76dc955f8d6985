//! The four properties of a package: 真实性, 完整性, 可用性, 安全性, as DA/T 70-2018 divides them. Its entry point is [`judge`].
//!
//! Every line is decided by defects of ours, by their codes, or says that people have to look. The ids are our own: they are not
//! the numbers of the standard.

use std::collections::BTreeMap;

use super::roster::{Roster, State};
use super::verify::Package;
use crate::report::finding::Level;

/// A property.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Property {
    /// 真实性.
    Authenticity,
    /// 完整性.
    Completeness,
    /// 可用性.
    Usability,
    /// 安全性.
    Security,
}

impl Property {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::Authenticity, Self::Completeness, Self::Usability, Self::Security];

    /// Its id in the report as data, and in keys of the message table.
    pub fn id(self) -> &'static str {
        match self {
            Self::Authenticity => "authenticity",
            Self::Completeness => "completeness",
            Self::Usability => "usability",
            Self::Security => "security",
        }
    }
}

/// What came of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// No defect.
    Passes,
    /// Nothing that counts, but something to look at.
    Warns,
    /// A defect that counts.
    Fails,
    /// It can be tested, but was not: there was nothing to hold it against.
    NotHeld,
    /// No program can tell: people have to look.
    ByHand,
}

impl Outcome {
    /// Its id in the report as data, and in keys of the message table.
    pub fn id(self) -> &'static str {
        match self {
            Self::Passes => "passes",
            Self::Warns => "warns",
            Self::Fails => "fails",
            Self::NotHeld => "not-held",
            Self::ByHand => "by-hand",
        }
    }
}

/// To which packages a line belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    Any,
    /// Of our own making.
    Own,
    /// Of our own making, held against a county's register.
    Registered,
    /// With villages below it.
    Above,
}

/// A line of the report as it stands for all packages.
#[derive(Debug)]
pub struct Line {
    /// Id, a key of the table of lines.
    pub id: &'static str,
    /// The property that it belongs to.
    pub property: Property,
    /// Codes of the defects that decide it; none where people have to look.
    pub codes: &'static [&'static str],
    scope: Scope,
}

const fn line(property: Property, id: &'static str, scope: Scope, codes: &'static [&'static str]) -> Line {
    Line { id, property, codes, scope }
}

use Property::{Authenticity, Completeness, Security, Usability};

/// Every line, property by property.
pub static LINES: &[Line] = &[
    line(Authenticity, "fixity", Scope::Any, &[
        "digest-mismatch", "manifest-missing", "manifest-line-malformed", "manifest-entry-twice", "manifest-entry-contradicts", "algorithm-unsupported",
    ]),
    line(Authenticity, "roster-link", Scope::Own, &["roster-digest-differs"]),
    line(Authenticity, "metadata-link", Scope::Own, &["metadata-differs"]),
    line(Authenticity, "number-unique", Scope::Own, &["number-twice", "number-changed", "name-changed", "item-renumbered"]),
    line(Authenticity, "registered", Scope::Registered, &[
        "roster-differs", "volume-dropped", "volume-added", "item-dropped", "item-added", "item-altered", "village-roster-differs", "village-not-registered",
    ]),
    line(Authenticity, "signatures", Scope::Any, &[]),
    line(Authenticity, "originals", Scope::Any, &[]),
    line(Completeness, "count", Scope::Any, &["payload-count-differs", "payload-missing"]),
    line(Completeness, "files", Scope::Any, &["file-missing", "file-surplus", "manifest-incomplete", "fetch-not-fetched"]),
    line(Completeness, "scope", Scope::Own, &[
        "roster-missing", "roster-malformed", "volume-missing", "roster-file-missing", "roster-surplus", "household-not-in-roster", "roster-entry-twice",
    ]),
    line(Completeness, "continuity", Scope::Own, &["number-gap", "numbered-volume-missing"]),
    line(Completeness, "villages", Scope::Above, &["village-roster-missing", "village-missing"]),
    line(Completeness, "companions", Scope::Own, &["companion-missing"]),
    line(Usability, "structure", Scope::Any, &[
        "bagit-txt-missing", "bagit-txt-malformed", "bagit-version-unsupported", "tag-encoding-unsupported", "byte-order-mark", "bag-info-malformed",
    ]),
    line(Usability, "readable", Scope::Any, &[
        "file-unreadable", "file-changed-while-read", "tag-file-unreadable", "tag-file-too-large", "zip-unreadable", "zip-size-false", "zip-entry-damaged",
    ]),
    line(Usability, "names", Scope::Any, &[
        "name-empty-part", "name-device", "name-case-twin", "name-not-utf8", "name-not-nfc", "name-renormalised", "name-recased", "name-backslash", "name-trailing",
        "name-reserved-character", "name-too-long",
    ]),
    line(Usability, "packing", Scope::Any, &["zip-encrypted", "zip-method-unsupported"]),
    line(Usability, "formats", Scope::Any, &[]),
    line(Usability, "environment", Scope::Any, &[]),
    line(Security, "inside", Scope::Any, &[
        "manifest-names-outside", "name-absolute", "name-drive", "name-leaves-package", "name-control", "link-in-package", "special-file",
    ]),
    line(Security, "bombs", Scope::Any, &["zip-too-many-entries", "zip-entry-twice", "zip-entries-overlap", "zip-ratio-excessive"]),
    line(Security, "virus", Scope::Any, &[]),
    line(Security, "medium", Scope::Any, &[]),
    line(Security, "custody", Scope::Any, &[]),
];

/// A line judged for a package.
#[derive(Debug)]
pub struct Judged {
    /// The line.
    pub line: &'static Line,
    /// What came of it.
    pub outcome: Outcome,
    /// The defects that decided it: code, how many.
    pub found: BTreeMap<&'static str, usize>,
}

/// Every line that belongs to a package, judged by its defects.
pub fn judge(package: &Package) -> Vec<Judged> {
    let lines = LINES.iter().filter(|line| match line.scope {
        Scope::Any => true,
        // A package that has lost its roster is one of ours all the same: the defect says so.
        Scope::Own | Scope::Registered => package.own.is_some() || package.defects.iter().any(|defect| line.codes.contains(&defect.code)),
        Scope::Above => package.own.as_ref().is_some_and(|own| own.roster.level != "village"),
    });
    lines.map(|line| judged(line, package)).collect()
}

fn judged(line: &'static Line, package: &Package) -> Judged {
    let mut found = BTreeMap::new();
    for defect in package.defects.iter().filter(|defect| line.codes.contains(&defect.code)) {
        *found.entry(defect.code).or_insert(0) += 1;
    }
    let grave = package.defects.iter().any(|defect| line.codes.contains(&defect.code) && defect.level() == Level::Error);
    let open = || package.own.as_ref().is_some_and(|own| ["missing", "blocked"].iter().any(|state| tally(&own.roster)[state] > 0));
    let outcome = if line.codes.is_empty() {
        Outcome::ByHand
    } else if grave {
        Outcome::Fails
    } else if !found.is_empty() || (line.id == "scope" && open()) {
        Outcome::Warns
    } else if line.scope == Scope::Registered && !package.registered {
        Outcome::NotHeld
    } else {
        Outcome::Passes
    };
    Judged { line, outcome, found }
}

/// What became of a property: the gravest of what its lines say; lines for people do not count.
pub fn verdict(property: Property, lines: &[Judged]) -> Outcome {
    let own = |outcome: Outcome| lines.iter().any(|judged| judged.line.property == property && judged.outcome == outcome);
    [Outcome::Fails, Outcome::Warns, Outcome::NotHeld].into_iter().find(|outcome| own(*outcome)).unwrap_or(Outcome::Passes)
}

/// Items of a roster by how they stand.
pub fn tally(roster: &Roster) -> BTreeMap<&'static str, usize> {
    let states = [
        (State::Packed, "packed"),
        (State::Closed, "closed"),
        (State::Online, "online"),
        (State::Blocked, "blocked"),
        (State::NotYet, "not-yet"),
        (State::Missing, "missing"),
    ];
    let items = || roster.volumes.iter().flat_map(|volume| &volume.items);
    states.into_iter().map(|(state, id)| (id, items().filter(|item| item.state == state).count())).collect()
}

/// What the evidence of a package's lines is told with: counts, digests, files.
pub fn evidence(package: &Package) -> Vec<(&'static str, String)> {
    let (root_file, root) = package.root.clone().unwrap_or_default();
    let formats = package.formats.iter().map(|(format, count)| format!("{format} {count}")).collect::<Vec<_>>().join("、");
    let oxum = package.info.iter().find(|(key, _)| key.eq_ignore_ascii_case("Payload-Oxum")).map(|(_, value)| value.clone());
    let mut args = vec![
        ("files", package.files.to_string()),
        ("bytes", package.bytes.to_string()),
        ("algorithms", package.algorithms.join("、")),
        ("root-file", root_file),
        ("root", root),
        ("formats", formats),
        ("oxum", oxum.unwrap_or_else(|| "—".to_owned())),
    ];
    let Some(own) = &package.own else { return args };
    let roster = &own.roster;
    let items = || roster.volumes.iter().flat_map(|volume| &volume.items);
    let packed = || items().filter(|item| item.state == State::Packed);
    args.extend([
        ("roster", own.digest.clone()),
        ("roster-files", packed().map(|item| item.files.len()).sum::<usize>().to_string()),
        ("records", packed().count().to_string()),
        ("numbers", roster.volumes.iter().map(|volume| volume.numbers.len()).sum::<usize>().to_string()),
        ("places", items().filter(|item| item.place.is_some()).count().to_string()),
        ("volumes", roster.volumes.len().to_string()),
        ("households", roster.households().count().to_string()),
        ("villages", roster.villages.len().to_string()),
    ]);
    args.extend(tally(roster).into_iter().map(|(state, count)| (state, count.to_string())));
    args
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::report::message::{defects, line as words, Lang};

    #[test]
    fn every_defect_decides_one_line_and_every_line_has_words() {
        let codes: Vec<&str> = LINES.iter().flat_map(|line| line.codes).copied().collect();
        let once: BTreeSet<&str> = codes.iter().copied().collect();
        assert_eq!(once.len(), codes.len(), "a defect decides two lines");
        assert_eq!(once, defects().keys().map(String::as_str).collect());
        for line in LINES {
            let words = words(line.id);
            assert!([Lang::Zh, Lang::En].into_iter().all(|lang| !words.name(lang).is_empty() && !words.how(lang).is_empty()), "{}", line.id);
        }
    }
}
