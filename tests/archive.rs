//! Verifying packages: ours and those that others made, in folders and zips.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use gongshi::outlets::archive::digest::{Algorithm, Digests};
use serde_json::Value;
use zip::write::SimpleFileOptions;

use crate::support::*;

/// A bag as another packer may make it: payload files, and a manifest for each algorithm.
fn bag(here: &Workspace, name: &str, payload: &[(&str, &str)], algorithms: &[&str]) {
    here.write(&format!("{name}/bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    for (file, text) in payload {
        here.write(&format!("{name}/data/{file}"), text);
    }
    for algorithm in algorithms {
        let lines: String = payload.iter().map(|(file, text)| format!("{}  data/{file}\n", digest(algorithm, text.as_bytes()))).collect();
        here.write(&format!("{name}/manifest-{algorithm}.txt"), lines);
    }
}

fn digest(algorithm: &str, bytes: &[u8]) -> String {
    let mut digests = Digests::new([Algorithm::named(algorithm).expect("known")]);
    digests.update(bytes);
    digests.finish().pop().expect("one").1
}

/// A zip with these entries.
fn zip_of(path: &Path, entries: &[(&str, &[u8])]) {
    let mut writer = zip::ZipWriter::new(std::fs::File::create(path).expect("writable"));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).expect("fits");
        writer.write_all(bytes).expect("writable");
    }
    writer.finish().expect("writable");
}

/// Exit code, and `code file` of every defect, of `verify` on a path below the folder.
fn verified(here: &Workspace, path: &str, more: &[&str]) -> (i32, Vec<String>) {
    let ran = here.run(&[&["verify", here.root.join(path).to_str().expect("UTF-8"), "--format", "json"], more].concat());
    let object: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err));
    let packages = object["packages"].as_array().expect("a list of packages");
    let defects = packages.iter().flat_map(|package| package["defects"].as_array().expect("a list of defects"));
    let line = |defect: &Value| {
        let text = |key: &str| defect[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}", text("code"), text("file")).trim_end().to_owned()
    };
    (ran.code, defects.map(line).collect())
}

const TWO: &[(&str, &str)] = &[("a.txt", "one\n"), ("户/b c.txt", "two\n")];

#[test]
fn bags_of_others_pass_whatever_they_are_digested_with() {
    let here = Workspace::empty();
    for algorithm in ["md5", "sha1", "sha256", "sha512"] {
        bag(&here, algorithm, TWO, &[algorithm]);
        assert_eq!(verified(&here, algorithm, &[]), (0, Vec::new()), "{algorithm}");
    }
    bag(&here, "both", TWO, &["sha256", "sha512"]);
    // Other line ends, an asterisk, upper case, `./`, a mark before the text, an old version, another encoding.
    let listed = |text: &str, name: &str| format!("{} *./data/{name}\r\n", digest("sha256", text.as_bytes()).to_uppercase());
    here.write("both/manifest-sha256.txt", TWO.iter().map(|(name, text)| listed(text, name)).collect::<String>());
    here.write("both/bagit.txt", "BagIt-Version: 0.97\r\nTag-File-Character-Encoding: UTF-8\r\n");
    assert_eq!(verified(&here, "both", &[]), (0, Vec::new()));
    here.write("both/manifest-sha512.txt", format!("\u{FEFF}{}", here.text("both/manifest-sha512.txt")));
    assert_eq!(verified(&here, "both", &[]), (0, vec!["byte-order-mark manifest-sha512.txt".to_owned()]));
    bag(&here, "gbk", &[("户.txt", "x")], &[]);
    here.write("gbk/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: GB18030\n");
    let (line, _, _) = encoding_rs::GB18030.encode("  data/户.txt\n");
    here.write("gbk/manifest-md5.txt", [digest("md5", b"x").as_bytes(), &line].concat());
    assert_eq!(verified(&here, "gbk", &[]), (0, Vec::new()));
    // Names with a percent sign, as each age of the standard writes them.
    bag(&here, "percent", &[("50%25.txt", "x"), ("50%.txt", "y")], &[]);
    let names = [("y", "50%25.txt"), ("x", "50%2525.txt")];
    here.write("percent/manifest-md5.txt", names.map(|(text, name)| format!("{} data/{name}\n", digest("md5", text.as_bytes()))).concat());
    let (_, found) = verified(&here, "percent", &[]);
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn every_defect_of_a_bag_is_told_at_once() {
    let here = Workspace::empty();
    bag(&here, "bad", TWO, &["sha256", "sha512"]);
    here.write("bad/data/a.txt", "One\n").write("bad/data/new.txt", "x");
    here.write("bad/manifest-sha512.txt", format!("{} data/a.txt\nnonsense\n{} data/../../up\n", digest("sha512", b"One\n"), digest("sha512", b"")));
    here.write("bad/manifest-whirlpool.txt", "00 data/a.txt\n").write("bad/fetch.txt", "http://example.invalid/x 1 data/x\n");
    here.write("bad/bag-info.txt", "Payload-Oxum: 1.1\nnothing\n");
    std::fs::rename(here.root.join("bad/data/户/b c.txt"), here.root.join("bad/data/户/B c.txt")).expect("movable");
    let (code, mut found) = verified(&here, "bad", &[]);
    found.sort();
    assert_eq!(code, 1);
    assert_eq!(found, [
        "algorithm-unsupported manifest-whirlpool.txt",
        "bag-info-malformed bag-info.txt",
        "digest-mismatch data/a.txt",
        "fetch-not-fetched fetch.txt",
        "file-surplus data/new.txt",
        "manifest-incomplete data/户/B c.txt",
        "manifest-line-malformed manifest-sha512.txt",
        "manifest-names-outside manifest-sha512.txt",
        "name-recased data/户/B c.txt",
        "payload-count-differs bag-info.txt",
    ]);
    for lang in ["zh", "en"] {
        let ran = here.run(&["--lang", lang, "verify", here.root.join("bad").to_str().expect("UTF-8")]);
        assert_eq!((ran.code, ran.err.as_str()), (1, ""));
        assert!(ran.out.contains("data/a.txt: ") && ran.out.contains("[digest-mismatch]") && !ran.out.contains('…'), "{}", ran.out);
    }
}

#[test]
fn a_bag_without_its_bones_is_told_as_such() {
    let here = Workspace::empty();
    here.write("x/bag-info.txt", "Bag-Size: 1 KB\n");
    let bones = ["bagit-txt-missing bagit.txt", "manifest-missing", "payload-missing"];
    assert_eq!(verified(&here, "x", &[]).1, bones.map(str::to_owned).to_vec().tap_sorted());
    bag(&here, "y", TWO, &["sha256"]);
    here.write("y/bagit.txt", "BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-9\n");
    assert_eq!(verified(&here, "y", &[]).1, ["bagit-version-unsupported bagit.txt", "tag-encoding-unsupported bagit.txt"]);
    here.write("y/bagit.txt", "hello\n");
    assert_eq!(verified(&here, "y", &[]).1, ["bagit-txt-malformed bagit.txt"]);
}

/// Sorted as the program sorts defects: by file, then code.
trait Sorted {
    fn tap_sorted(self) -> Self;
}

impl Sorted for Vec<String> {
    fn tap_sorted(mut self) -> Self {
        self.sort_by_key(|line| line.split_once(' ').map_or((String::new(), line.clone()), |(code, file)| (file.to_owned(), code.to_owned())));
        self
    }
}

#[test]
fn what_is_no_package_cannot_be_verified() {
    let here = Workspace::empty();
    here.write("plain/letter.txt", "x");
    for path in ["plain", "nowhere"] {
        let ran = here.run(&["verify", here.root.join(path).to_str().expect("UTF-8")]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(path), "{}", ran.err);
    }
    // A file that is no zip may have been a package: that is a defect.
    let (code, found) = verified(&here, "plain/letter.txt", &[]);
    assert_eq!((code, found), (1, vec!["zip-unreadable".to_owned()]));
}

#[test]
#[cfg(unix)]
fn nothing_outside_of_a_package_is_read() {
    let here = Workspace::empty();
    here.write("secret.txt", "one\n");
    bag(&here, "x", TWO, &["sha256"]);
    for (name, target) in [("data/a.txt", here.root.join("secret.txt")), ("data/户", here.root.clone()), ("data/gone", here.root.join("nowhere"))] {
        let path = here.root.join("x").join(name);
        let _ = std::fs::remove_file(&path).or_else(|_| std::fs::remove_dir_all(&path));
        std::os::unix::fs::symlink(target, path).expect("linkable");
    }
    assert!(Command::new("mkfifo").arg(here.root.join("x/data/pipe")).status().expect("it runs").success());
    let (code, found) = verified(&here, "x", &[]);
    assert_eq!(code, 1);
    let expected = [
        "file-surplus data/gone", "link-in-package data/gone", "link-in-package data/a.txt", "file-surplus data/pipe", "special-file data/pipe",
        "file-surplus data/户", "link-in-package data/户", "file-missing data/户/b c.txt",
    ];
    assert_eq!(found.tap_sorted(), expected.map(str::to_owned).to_vec().tap_sorted());
}

#[test]
fn packages_are_found_in_zips_and_below_a_folder() {
    let here = Workspace::empty();
    bag(&here, "out/one", TWO, &["sha256"]);
    bag(&here, "out/two", TWO, &["sha256"]);
    bag(&here, "out/two/data/inner", TWO, &["sha256"]);
    let tree = read_tree(&here.root.join("out/one"));
    let entries: Vec<(String, &[u8])> = tree.iter().map(|(name, bytes)| (format!("one/{name}"), bytes.as_slice())).collect();
    let entries: Vec<(&str, &[u8])> = entries.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    zip_of(&here.root.join("out/one.zip"), &entries);
    zip_of(&here.root.join("out/plans.zip"), &[("plan.pdf", b"%PDF-")]);
    let ran = here.run(&["verify", here.root.join("out").to_str().expect("UTF-8"), "--format", "json"]);
    let object: Value = serde_json::from_str(&ran.out).expect("JSON");
    let packages: Vec<&str> = object["packages"].as_array().expect("a list").iter().filter_map(|package| package["package"].as_str()).collect();
    assert_eq!(packages, ["one", "one.zip/one", "two"]);
    // The inner bag is payload of the second, and its files are in no manifest.
    let (code, found) = verified(&here, "out", &[]);
    assert_eq!(code, 1);
    assert!(found.len() == 4 && found.iter().all(|line| line.starts_with("file-surplus data/inner/")), "{found:?}");
}

#[test]
fn a_zip_that_lies_or_slips_is_refused() {
    let here = Workspace::empty();
    let bagit: (&str, &[u8]) = ("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    let line = |name: &str| format!("{} data/{name}\n", digest("sha256", b"x"));
    let manifest = line("x");
    let sound: [(&str, &[u8]); 3] = [bagit, ("manifest-sha256.txt", manifest.as_bytes()), ("data/x", b"x")];
    let zip = here.root.join("x.zip");
    let found = |more: &[(&str, &[u8])]| {
        zip_of(&zip, &[&sound[..], more].concat());
        verified(&here, "x.zip", &[])
    };
    assert_eq!(found(&[]), (0, Vec::new()));
    for (name, code) in [("../up", "name-leaves-package"), ("/etc/x", "name-absolute"), ("C:/x", "name-drive"), ("data/NUL", "name-device"), ("data/X", "name-case-twin")] {
        let (exit, codes) = found(&[(name, b"x")]);
        assert!(exit == 1 && codes.iter().any(|line| line.starts_with(code)), "{name}: {codes:?}");
    }
    let zeros = vec![0; 4 << 20];
    let (exit, codes) = found(&[("data/zeros", &zeros)]);
    assert!(exit == 1 && codes.contains(&"zip-ratio-excessive data/zeros".to_owned()), "{codes:?}");
    // A byte of the payload, a declared size and a name in one of the two headers are changed.
    zip_of(&zip, &sound);
    let bytes = std::fs::read(&zip).expect("readable");
    let places: Vec<usize> = bytes.windows(6).enumerate().filter(|(_, window)| *window == b"data/x").map(|(at, _)| at).collect();
    let [local, central] = places[..] else { panic!("{places:?}") };
    for (at, with, code) in [(local + 6, 1, "zip-entry-damaged"), (local + 5, 1, "zip-entry-damaged"), (central - 46 + 24, 3, "zip-")] {
        let mut bytes = bytes.clone();
        bytes[at] ^= with;
        std::fs::write(&zip, bytes).expect("writable");
        let (exit, codes) = verified(&here, "x.zip", &[]);
        assert!(exit == 1 && codes.iter().any(|line| line.starts_with(code)), "{at}: {codes:?}");
    }
    for cut in [0, 10, bytes.len() / 2, bytes.len() - 1] {
        std::fs::write(&zip, &bytes[..cut]).expect("writable");
        assert_eq!(verified(&here, "x.zip", &[]), (1, vec!["zip-unreadable".to_owned()]), "{cut}");
    }
    // Two entries of one name.
    zip_of(&zip, &[&sound[..], &[("data/y", b"y")]].concat());
    let mut bytes = std::fs::read(&zip).expect("readable");
    for at in (0..bytes.len() - 6).filter(|at| bytes[*at..].starts_with(b"data/y")).collect::<Vec<_>>() {
        bytes[at + 5] = b'x';
    }
    std::fs::write(&zip, bytes).expect("writable");
    let (exit, codes) = verified(&here, "x.zip", &[]);
    assert!(exit == 1 && codes.contains(&"zip-entry-twice".to_owned()), "{codes:?}");
}

#[test]
fn every_defect_has_its_words_in_both_languages() {
    use gongshi::report::message::{Lang, defects};
    let source: String = read_tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/outlets/archive"))
        .into_iter()
        .filter(|(path, _)| path.ends_with(".rs"))
        .map(|(_, bytes)| String::from_utf8(bytes).expect("UTF-8"))
        .collect();
    for (code, words) in defects() {
        assert!(code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'), "{code}");
        for lang in [Lang::Zh, Lang::En] {
            assert!(!words.says(lang, &[]).is_empty() && !words.hint(lang, &[]).is_empty(), "{code}");
        }
        assert!(source.contains(&format!("\"{code}\"")), "{code} is told by nothing");
    }
    for (at, _) in source.match_indices("Defect::new(\"") {
        let code = source[at + 13..].split('"').next().unwrap_or_default();
        assert!(defects().contains_key(code), "{code} has no words");
    }
}
