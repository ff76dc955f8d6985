//! Names within a package. Entry points: [`faults`] judges one name, [`twins`] all of them together.

use std::collections::HashMap;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The codes of what is wrong with a name that is relative to the package, `/` between folders.
pub fn faults(name: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut add = |wrong: bool, code: &'static str| {
        if wrong && !found.contains(&code) {
            found.push(code);
        }
    };
    add(name.starts_with('/') || name.starts_with('\\'), "name-absolute");
    let drive = has_drive(name);
    add(drive, "name-drive");
    add(name.chars().any(is_control), "name-control");
    add(name.contains('\\'), "name-backslash");
    add(!is_nfc(name), "name-not-nfc");
    for (place, part) in name.split(['/', '\\']).enumerate() {
        add(part == "..", "name-leaves-package");
        add(part == "." || (part.is_empty() && place > 0), "name-empty-part");
        add(is_device(part), "name-device");
        add(part.len() > 255, "name-too-long");
        add(part != ".." && part != "." && part.ends_with(['.', ' ']), "name-trailing");
        let rest = if drive && place == 0 { &part[2..] } else { part };
        add(rest.contains(['<', '>', ':', '"', '|', '?', '*']), "name-reserved-character");
    }
    found
}

/// A name that every system takes, made of one that people gave: what may not stand in it becomes `_`, folders stay.
pub fn safe(name: &str) -> String {
    let part = |part: &str| {
        let kept: String = nfc(part).chars().map(|c| if is_control(c) || "<>:\"|?*\\".contains(c) { '_' } else { c }).collect();
        let kept = kept.trim_end_matches(['.', ' ']);
        let kept = if kept.is_empty() || is_device(kept) { format!("_{kept}") } else { kept.to_owned() };
        // Long names are cut before their ending.
        let (stem, ending) = kept.rsplit_once('.').filter(|(_, ending)| ending.len() <= 16).map_or((kept.as_str(), String::new()), |(stem, ending)| (stem, format!(".{ending}")));
        let cut = (0..=stem.len().min(LONGEST - ending.len())).rev().find(|end| stem.is_char_boundary(*end)).unwrap_or_default();
        format!("{}{ending}", &stem[..cut])
    };
    name.split('/').filter(|part| !matches!(*part, "" | "." | "..")).map(part).collect::<Vec<_>>().join("/")
}

/// Most bytes of a part of a name that we give ourselves, so that a number can be added.
const LONGEST: usize = 200;

/// Whether a name leads out of the package on some system: nothing of it is looked up.
pub fn leads_outside(name: &str) -> bool {
    name.starts_with(['/', '\\']) || has_drive(name) || name.split(['/', '\\']).any(|part| part == "..")
}

/// Whether a name begins with a drive of Windows.
fn has_drive(name: &str) -> bool {
    matches!(name.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

/// Control characters, and those that turn the direction of writing.
pub fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Names that are devices on Windows, with any ending.
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end().to_uppercase();
    if matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") {
        return true;
    }
    let mut chars = stem.chars();
    let port: String = chars.by_ref().take(3).collect();
    let number = chars.next();
    matches!(port.as_str(), "COM" | "LPT") && number.is_some_and(|c| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³')) && chars.next().is_none()
}

/// A name as a system sees it that tells neither case nor Unicode forms apart.
pub fn folded(name: &str) -> String {
    if name.is_ascii() {
        return name.to_ascii_lowercase();
    }
    name.nfc().collect::<String>().to_lowercase().nfc().collect()
}

/// The same name in NFC.
pub fn nfc(name: &str) -> String {
    name.nfc().collect()
}

/// Files and folders that would be one on a system that tells neither case nor Unicode forms apart: the second name, the first.
pub fn twins<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<(&'a str, &'a str)> {
    let mut seen: HashMap<String, &str> = HashMap::new();
    // Folders that were looked at, and whether each is the twin of another: what lies in one is not told again.
    let mut folders: HashMap<&str, bool> = HashMap::new();
    let mut found = Vec::new();
    for name in names {
        let ends = name.match_indices('/').map(|(at, _)| at).chain([name.len()]);
        for end in ends {
            let part = &name[..end];
            match folders.get(part) {
                Some(true) => break,
                Some(false) => continue,
                None => {}
            }
            let first = *seen.entry(folded(part)).or_insert(part);
            if end < name.len() {
                folders.insert(part, first != part);
            }
            if first != part {
                found.push((part, first));
                break;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_of_a_name_has_its_code() {
        for (name, codes) in [
            ("data/户/案卷.yaml", &[][..]),
            ("data/console/com10.txt", &[]),
            ("/etc/passwd", &["name-absolute"]),
            ("C:/x", &["name-drive"]),
            ("data/../../x", &["name-leaves-package"]),
            ("data//x", &["name-empty-part"]),
            ("data/./x", &["name-empty-part"]),
            ("data\\..\\x", &["name-backslash", "name-leaves-package"]),
            ("data/con", &["name-device"]),
            ("data/Nul.txt", &["name-device"]),
            ("data/COM1/x", &["name-device"]),
            ("data/lpt².pdf", &["name-device"]),
            ("data/a\u{7}b", &["name-control"]),
            ("data/\u{202E}fdp.exe", &["name-control"]),
            ("data/cafe\u{301}", &["name-not-nfc"]),
            ("data/x.", &["name-trailing"]),
            ("data/x /y", &["name-trailing"]),
            ("data/a:b", &["name-reserved-character"]),
        ] {
            assert_eq!(faults(name), codes, "{name:?}");
        }
    }

    #[test]
    fn a_safe_name_has_no_fault() {
        for (name, made) in [
            ("公示-20200727.png", "公示-20200727.png"),
            ("a:b?.jpg", "a_b_.jpg"),
            ("con.txt", "_con.txt"),
            ("x. ", "x"),
            ("../../up/./e\u{301}.jpg", "up/é.jpg"),
            ("\u{202E}gpj.exe", "_gpj.exe"),
            (" ", "_"),
        ] {
            assert_eq!(safe(name), made);
            assert_eq!(faults(&format!("data/{made}")), &[] as &[&str], "{made:?}");
        }
        let long = format!("{}.jpg", "户".repeat(100));
        assert!(safe(&long).len() <= LONGEST + 4 && safe(&long).ends_with("户.jpg"));
    }

    #[test]
    fn twins_are_found_among_files_and_folders() {
        assert_eq!(twins(["data/A", "data/a"]), [("data/a", "data/A")]);
        assert_eq!(twins(["data/x/1", "data/x/2", "Data/x/2", "Data/x/3"]), [("Data", "data")]);
        assert_eq!(twins(["data/é", "data/e\u{301}"]), [("data/e\u{301}", "data/é")]);
        assert_eq!(twins(["data/a", "data/ab", "data/b/a"]), []);
    }
}
