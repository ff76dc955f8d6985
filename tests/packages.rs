//! Packing the county: what is in a package, what its numbers are, and that no fault of it goes unseen.

use std::path::Path;

use gongshi::outlets::archive::digest::{Algorithm, Digests};
use serde_json::Value;

use crate::support::*;

const PACKAGES: &str = "output/restricted/packages";
const VILLAGE: &str = "output/restricted/packages/village-0301";
const COUNTY_PACKAGE: &str = "output/restricted/packages/county-qingliu";
const REGISTER: &str = "content/archive/numbers.yaml";

/// The Qingliu county, packed.
fn packed() -> Workspace {
    let workspace = Workspace::qingliu();
    pack(&workspace);
    workspace
}

fn pack(workspace: &Workspace) {
    let ran = workspace.run(&["-q", "pack", "--as-of", workspace.as_of]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

/// Exit code and defects of `verify`.
fn verify(workspace: &Workspace, path: &str, against: Option<&str>) -> (i32, Vec<Value>) {
    let full = |path: &str| workspace.root.join(path).to_str().expect("UTF-8").to_owned();
    let mut args = vec!["verify".to_owned(), full(path), "--format".to_owned(), "json".to_owned()];
    args.extend(against.into_iter().flat_map(|other| ["--against".to_owned(), full(other)]));
    let ran = workspace.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
    let object: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err));
    let packages = object["packages"].as_array().expect("a list of packages");
    (ran.code, packages.iter().flat_map(|package| package["defects"].as_array().expect("a list").clone()).collect())
}

fn codes(defects: &[Value]) -> Vec<&str> {
    defects.iter().map(|defect| defect["code"].as_str().expect("a code")).collect()
}

/// Writes all manifests of a bag anew from what lies in it, as anyone can.
fn remake(bag: &Path) {
    let files = read_tree(bag);
    let line = |algorithm: &str, name: &str, bytes: &[u8]| {
        let mut digests = Digests::new([Algorithm::named(algorithm).expect("known")]);
        digests.update(bytes);
        format!("{}  {name}\n", digests.finish().pop().expect("one").1)
    };
    let payload: Vec<_> = files.iter().filter(|(name, _)| name.starts_with("data/")).collect();
    let size: usize = payload.iter().map(|(_, bytes)| bytes.len()).sum();
    let info = String::from_utf8(files["bag-info.txt"].clone()).expect("UTF-8");
    let kept: String = info.lines().filter(|line| !line.starts_with("Payload-Oxum")).map(|line| format!("{line}\n")).collect();
    std::fs::write(bag.join("bag-info.txt"), format!("{kept}Payload-Oxum: {size}.{}\n", payload.len())).expect("writable");
    for algorithm in ["sha256", "sha512", "sm3"] {
        let text: String = payload.iter().map(|(name, bytes)| line(algorithm, name, bytes)).collect();
        std::fs::write(bag.join(format!("manifest-{algorithm}.txt")), text).expect("writable");
    }
    let files = read_tree(bag);
    for algorithm in ["sha256", "sha512", "sm3"] {
        let tags = files.iter().filter(|(name, _)| !name.starts_with("data/") && !name.starts_with("tagmanifest-"));
        let text: String = tags.map(|(name, bytes)| line(algorithm, name, bytes)).collect();
        std::fs::write(bag.join(format!("tagmanifest-{algorithm}.txt")), text).expect("writable");
    }
}

#[test]
fn every_household_has_a_volume_and_every_package_passes() {
    let workspace = packed();
    let (code, defects) = verify(&workspace, "output", None);
    assert_eq!((code, defects), (0, Vec::new()));
    let tree = read_tree(&workspace.root.join(VILLAGE));
    for code in ["0301-001", "0301-002", "0301-003", "0301-004", "0301-005"] {
        let own = |name: &str| &tree[&format!("data/households/{code}/{name}")];
        assert_eq!(own("case.yaml"), workspace.text(&household(code)).as_bytes());
        assert!(own(&format!("{code}-household-forms.pdf")).starts_with(b"%PDF-"));
        let case: Value = serde_json::from_slice(own("case.json")).expect("JSON");
        assert_eq!(case["户编码"], code);
    }
    assert!(tree.contains_key("data/village/0301-2017-1-household-exit-publicity.pdf"));
    let roster: Value = serde_json::from_slice(&tree["data/roster.json"]).expect("JSON");
    let volumes = roster["volumes"].as_array().expect("a list");
    assert_eq!(volumes.iter().map(|volume| volume["code"].as_str().expect("a code")).collect::<Vec<_>>(), [
        "0301", "0301-001", "0301-002", "0301-003", "0301-004", "0301-005"
    ]);
    // What is expected and not there is in the roster with its reason.
    let own = volumes[0]["items"].as_array().expect("a list");
    let announcement = own.iter().find(|item| item["item"] == "household-exit-announcement 0301-2017-1").expect("it is expected");
    assert_eq!(announcement["state"], "not-yet");
    assert!(announcement["reason"].as_str().is_some_and(|reason| reason.contains("公告")));
    // Every page of a package says where it belongs, holds no script of its own and asks for nothing.
    let mut pages = 0;
    for (name, bytes) in tree.iter().filter(|(name, _)| name.ends_with(".html")) {
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        assert!(text.contains("内部资料 不得上网") && text.contains("样例·非正式文件") && !text.contains("http:") && !text.contains("https:"), "{name}");
        pages += 1;
    }
    assert_eq!(pages, 2);
    // Nothing of packages is public.
    let public = |path: &&String| (path.starts_with("board/") || path.starts_with("web/")) && (path.contains("village-") || path.ends_with("roster.json"));
    assert_eq!(workspace.output().keys().find(public), None);
}

#[test]
fn packing_again_changes_nothing() {
    let workspace = packed();
    let (before, register) = (read_tree(&workspace.root.join(PACKAGES)), workspace.text(REGISTER));
    pack(&workspace);
    assert_eq!(differing(&before, &read_tree(&workspace.root.join(PACKAGES))), Vec::<&str>::new());
    assert_eq!(workspace.text(REGISTER), register);
    // A build by itself gives no numbers.
    workspace.remove(REGISTER);
    workspace.build(&[]);
    assert!(!workspace.root.join(REGISTER).exists());
}

/// When each file of a folder was changed last, and which file of the disk it is.
#[cfg(unix)]
fn standing(folder: &Path) -> std::collections::BTreeMap<String, (u64, i64, i64)> {
    use std::os::unix::fs::MetadataExt;
    let of = |name: String| {
        let metadata = std::fs::symlink_metadata(folder.join(&name)).expect("readable");
        (name, (metadata.ino(), metadata.mtime(), metadata.mtime_nsec()))
    };
    read_tree(folder).into_keys().map(of).collect()
}

/// A changed case touches its village's package and those above, and in them only the files that have other bytes; what comes of it is
/// what packing from nothing makes.
#[test]
#[cfg(unix)]
fn packing_again_touches_what_changed_and_ends_as_a_clean_build() {
    let workspace = packed();
    let folder = workspace.root.join(PACKAGES);
    let (before, untouched) = (read_tree(&folder), standing(&folder));
    pack(&workspace);
    assert_eq!(standing(&folder), untouched);
    workspace.append(&household("0301-001"), "# 更正\n");
    pack(&workspace);
    let (after, now) = (read_tree(&folder), standing(&folder));
    let changed = differing(&before, &after);
    assert!(changed.contains(&"village-0301/data/households/0301-001/case.yaml") && changed.contains(&"village-0301.zip") && changed.contains(&"county-qingliu.zip"), "{changed:?}");
    let touched: Vec<&str> = now.iter().filter(|(name, standing)| untouched.get(*name) != Some(standing)).map(|(name, _)| name.as_str()).collect();
    assert_eq!(touched, changed);
    let of_others = |name: &&str| name.starts_with("village-") && !name.starts_with("village-0301") || name.contains("/0301-002/") || name.starts_with("township-") && !name.starts_with("township-03");
    assert_eq!(touched.iter().copied().find(of_others), None);
    // The same content and registers, packed where nothing was packed before.
    let ran = workspace.run(&["-q", "pack", "--as-of", workspace.as_of, "-o", workspace.root.join("clean").to_str().expect("UTF-8")]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(differing(&after, &read_tree(&workspace.root.join("clean/restricted/packages"))), Vec::<&str>::new());
    // A file that was altered where it lies is made anew.
    workspace.append(&format!("{VILLAGE}/data/households/0301-002/case.yaml"), "x");
    pack(&workspace);
    assert_eq!(differing(&after, &read_tree(&folder)), Vec::<&str>::new());
    assert_eq!(verify(&workspace, "output", None), (0, Vec::new()));
}

#[test]
fn a_new_household_takes_the_next_number_and_no_other() {
    let workspace = packed();
    let register = workspace.text(REGISTER);
    workspace.write(&household("0301-000"), workspace.text(HOUSEHOLD).replace("0301-001", "0301-000").replace("批次: 0301-2017-1", "批次:"));
    let ran = workspace.run(&["-q", "pack", "--as-of", workspace.as_of]);
    assert!(ran.code <= 1, "{}", ran.err);
    let now = workspace.text(REGISTER);
    assert!(now.starts_with(&register), "a line of the register was changed");
    assert!(now[register.len()..].contains("对象: 户 0301-000, 年度: 2017, 件号: 6"), "{}", &now[register.len()..]);
}

#[test]
fn a_volume_that_was_handed_over_is_never_made_again() {
    let workspace = packed();
    let line = workspace.text(REGISTER).lines().find(|line| line.contains("对象: 户 0301-001") && line.contains("档号")).expect("it is numbered").to_owned();
    workspace.edit(REGISTER, &line, &line.replace('}', ", 状态: 已移交}"));
    // One of its items was not there then.
    let late = workspace.text(REGISTER).lines().find(|line| line.contains("对象: 户 0301-001") && line.contains("household-forms")).expect("it is numbered").to_owned();
    workspace.edit(REGISTER, &format!("{late}\n"), "");
    pack(&workspace);
    let tree = read_tree(&workspace.root.join(VILLAGE));
    let own: Vec<&String> = tree.keys().filter(|name| name.starts_with("data/households/0301-001/")).collect();
    assert_eq!(own, ["data/households/0301-001/supplement-1/0301-001-household-forms.pdf"]);
    assert!(workspace.text(REGISTER).contains("{对象: 户 0301-001, 补充: 1, 年度: 2017, 件号: 6"), "{}", workspace.text(REGISTER));
    assert_eq!(verify(&workspace, "output", None), (0, Vec::new()));
}

#[test]
fn packages_outlive_a_build_and_so_does_what_people_put_beside_them() {
    let workspace = packed();
    let before = read_tree(&workspace.root.join(PACKAGES));
    workspace.write(&format!("{PACKAGES}/sent.txt"), "x").write("output/web/note.txt", "y");
    let ran = workspace.run(&["build", "--as-of", workspace.as_of]);
    assert!(ran.code == 0 && ran.err.contains("档案包（restricted/packages）保留原样"), "{}", ran.err);
    assert!(ran.err.contains("set-aside") && ran.err.contains("web/note.txt") && !ran.err.contains("sent.txt"), "{}", ran.err);
    assert!(!workspace.root.join("output/web/note.txt").exists());
    assert_eq!(workspace.text("output/set-aside/web/note.txt"), "y");
    // Packing makes the folder anew: what is not its own is moved out of the way.
    let ran = workspace.run(&["pack", "--as-of", workspace.as_of]);
    assert!(ran.code == 0 && ran.err.contains("restricted/packages/sent.txt"), "{}", ran.err);
    assert_eq!(workspace.text("output/set-aside/restricted/packages/sent.txt"), "x");
    assert_eq!(differing(&before, &read_tree(&workspace.root.join(PACKAGES))), Vec::<&str>::new());
}

#[test]
fn a_case_that_is_changed_after_its_volume_was_closed_is_told_and_goes_into_a_supplement() {
    let workspace = packed();
    let case = household("0301-001");
    let close = |what: &str, standing: &str| {
        let line = workspace.text(REGISTER).lines().find(|line| line.contains(what) && line.contains("档号")).expect("it is numbered").to_owned();
        workspace.edit(REGISTER, &line, &line.replace('}', &format!(", 状态: {standing}}}")));
    };
    let packs = || {
        let ran = workspace.run(&["-q", "pack", "--as-of", workspace.as_of]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert_eq!(verify(&workspace, "output", None), (0, Vec::new()));
        let tree = read_tree(&workspace.root.join(VILLAGE));
        (ran.err, tree.into_iter().filter(|(name, _)| name.starts_with("data/households/0301-001/")).collect::<Tree>())
    };
    close("对象: 户 0301-001", "已归档");
    let (said, files) = packs();
    assert_eq!((said.contains("归档以后又改了"), files.len()), (false, 0));
    // A change that no paper shows: the case alone is new.
    workspace.append(&case, "# 更正\n");
    let (said, files) = packs();
    let register = workspace.text(REGISTER);
    assert!(said.contains("户 0301-001（") && said.contains("，已归档）归档以后又改了：户案卷。"), "{said}");
    assert_eq!(files.keys().collect::<Vec<_>>(), ["data/households/0301-001/supplement-1/case.json", "data/households/0301-001/supplement-1/case.yaml"]);
    assert_eq!(files["data/households/0301-001/supplement-1/case.yaml"], workspace.text(&case).as_bytes());
    assert!(register.contains("{对象: 户 0301-001, 补充: 1, 文书: \"case 更改1\", 顺序号: 1}"), "{register}");
    // Packed again, nothing more has changed; the supplement is open and takes further changes.
    assert!(!packs().0.contains("归档以后又改了"));
    workspace.append(&case, "# 再更正\n");
    let (said, files) = packs();
    assert!(!said.contains("归档以后又改了"), "{said}");
    assert_eq!(files["data/households/0301-001/supplement-1/case.yaml"], workspace.text(&case).as_bytes());
    assert_eq!(workspace.text(REGISTER), register);
    // Once it is handed over too, the next change stands in the next one.
    close("对象: 户 0301-001, 补充: 1", "已移交");
    assert_eq!(packs().1.len(), 0);
    workspace.append(&case, "# 三更正\n");
    let (said, files) = packs();
    assert!(said.contains("，已移交）归档以后又改了：户案卷"), "{said}");
    assert_eq!(files.keys().collect::<Vec<_>>(), ["data/households/0301-001/supplement-2/case.json", "data/households/0301-001/supplement-2/case.yaml"]);
    // A register of contents that is lost is told, and begun anew.
    workspace.remove("content/archive/contents.txt");
    assert!(packs().0.contains("没有留下当时的摘要"));
    assert!(!packs().0.contains("没有留下当时的摘要"));
    workspace.write("content/archive/contents.txt", "x\n");
    let ran = workspace.run(&["-q", "pack", "--as-of", workspace.as_of]);
    assert!(ran.code == 2 && ran.err.contains("contents.txt 第 1 行"), "{}", ran.err);
}

#[test]
fn every_scan_that_a_case_names_goes_in_as_it_came() {
    let workspace = Workspace::qingliu();
    let folder = "content/townships/03/villages/0301/evidence";
    let named = "    照片: [ 张贴.jpg, \"a:b.png\", 没有.jpg ]\n";
    let batch = workspace.text(POSTED);
    let line = batch.lines().find(|line| line.contains("张贴日期")).expect("it was posted").to_owned();
    let indent = " ".repeat(line.len() - line.trim_start().trim_start_matches("- ").len());
    workspace.edit(POSTED, &format!("{line}\n"), &format!("{line}\n{indent}{}", named.trim_start()));
    let large: Vec<u8> = (0..3_000_000_u32).map(|byte| (byte % 251) as u8).collect();
    workspace.write(&format!("{folder}/张贴.jpg"), &large).write(&format!("{folder}/a:b.png"), "png").write(&format!("{folder}/谁也没提.jpg"), "x");
    workspace.write("content/evidence/县里没提.jpg", "x").write("content/townships/03/evidence/乡里没提.jpg", "x");
    let ran = workspace.run(&["-q", "pack", "--as-of", workspace.as_of]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    for file in ["谁也没提.jpg", "县里没提.jpg", "乡里没提.jpg"] {
        assert!(ran.err.lines().any(|line| line.contains(file) && line.contains("evidence-not-named")), "{file}: {}", ran.err);
    }
    let tree = read_tree(&workspace.root.join(VILLAGE));
    let own: Vec<&str> = tree.keys().filter_map(|name| name.strip_prefix("data/village/evidence/")).collect();
    assert_eq!(own, ["a_b.png", "张贴.jpg"]);
    assert_eq!(tree["data/village/evidence/张贴.jpg"], large);
    let roster: Value = serde_json::from_slice(&tree["data/roster.json"]).expect("JSON");
    let items = roster["volumes"][0]["items"].as_array().expect("a list");
    let told = |name: &str| items.iter().find(|item| item["item"] == format!("evidence {name}")).unwrap_or_else(|| panic!("no {name}"));
    assert!(told("张贴.jpg")["title"].as_str().is_some_and(|title| title.contains("张贴照片（")), "{}", told("张贴.jpg"));
    assert_eq!((told("没有.jpg")["state"].as_str(), told("没有.jpg")["reason"].as_str()), (Some("missing"), Some("材料文件夹里没有“没有.jpg”")));
    assert_eq!(verify(&workspace, "output", None), (0, Vec::new()));
}

#[test]
fn retention_is_asked_for() {
    let workspace = Workspace::qingliu();
    workspace.edit(COUNTY, "  保管期限:\n    户: D30\n    村: D30", "  保管期限:\n    村: D30");
    for (lang, words) in [("zh", "没有装包"), ("en", "nothing was packed")] {
        let ran = workspace.run(&["--lang", lang, "-q", "pack", "--as-of", workspace.as_of]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(words) && ran.err.contains("保管期限.户") && ran.err.contains("{全宗号}"), "{}", ran.err);
    }
    assert!(!workspace.root.join("output").exists() && !workspace.root.join(REGISTER).exists());
    workspace.reset();
    workspace.write(REGISTER, "登记:\n- {对象: 户 1, 年度: 2017, 件号: 1, 档号: A}\n- {对象: 户 2, 年度: 2017, 件号: 1, 档号: A}\n");
    let ran = workspace.run(&["-q", "pack", "--as-of", workspace.as_of]);
    assert!(ran.code == 2 && ran.err.contains("“A”"), "{}", ran.err);
    workspace.write(REGISTER, "登记:\n- {对像: 户 1}\n");
    let ran = workspace.run(&["-q", "pack", "--as-of", workspace.as_of]);
    assert!(ran.code == 2 && ran.err.contains("numbers.yaml:2:") && ran.err.contains("对象"), "{}", ran.err);
}

/// A name whose last part has a letter in its decomposed form.
fn decomposed(name: &str) -> String {
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (&name[..=folder.len()], file));
    format!("{folder}e\u{301}-{file}")
}

/// For every file of a package in turn: a bit flipped, dropped, swapped with another, renamed to a decomposed name, replaced by a link;
/// and one added beside it. Each is found, and named.
#[test]
#[cfg(unix)]
fn every_fault_of_every_file_is_found_and_named() {
    let workspace = packed();
    let bag = workspace.root.join(VILLAGE);
    let files = read_tree(&bag);
    let names: Vec<&String> = files.keys().collect();
    let found = |name: &str, what: &str| {
        let (code, defects) = verify(&workspace, VILLAGE, None);
        let named = |defect: &&Value| defect["file"] == name || defect["args"]["name"] == name || name.starts_with("tagmanifest") || name == "bagit.txt";
        assert_eq!(code, 1, "{what} {name}: {defects:?}");
        let own = defects.iter().find(named).unwrap_or_else(|| panic!("{what} {name}: {defects:?}"));
        if let Some(household) = name.strip_prefix("data/households/") {
            assert_eq!(own["household"].as_str(), household.split('/').next(), "{what} {name}");
        }
        assert_eq!(own["village"], "0301", "{what} {name}");
    };
    for (place, name) in names.iter().enumerate() {
        let path = bag.join(name);
        let bytes = &files[*name];
        let put_back = || {
            let _ = std::fs::remove_file(&path);
            std::fs::write(&path, bytes).expect("writable");
        };
        let mut flipped = bytes.clone();
        flipped[bytes.len() / 2] ^= 1;
        std::fs::write(&path, flipped).expect("writable");
        // A tag manifest is listed by nothing; a bit of it still breaks a line or a digest.
        found(name, "flipped");
        std::fs::remove_file(&path).expect("removable");
        if !name.starts_with("tagmanifest-") {
            found(name, "dropped");
        }
        put_back();
        let other = names[(place + 1) % names.len()];
        std::fs::write(&path, &files[other]).expect("writable");
        std::fs::write(bag.join(other), bytes).expect("writable");
        if bytes != &files[other] {
            found(name, "swapped");
        }
        std::fs::write(bag.join(other), &files[other]).expect("writable");
        put_back();
        workspace.write("same", bytes);
        std::fs::remove_file(&path).expect("removable");
        std::os::unix::fs::symlink(workspace.root.join("same"), &path).expect("linkable");
        found(name, "linked");
        put_back();
        let renamed = decomposed(name);
        std::fs::rename(&path, bag.join(&renamed)).expect("movable");
        found(&renamed, "renamed");
        if !name.starts_with("tagmanifest-") {
            found(name, "renamed");
        }
        std::fs::remove_file(bag.join(&renamed)).expect("removable");
        put_back();
        let beside = format!("{name}.new");
        std::fs::write(bag.join(&beside), "x").expect("writable");
        if !name.starts_with("tagmanifest-") {
            found(&beside, "added");
        }
        std::fs::remove_file(bag.join(&beside)).expect("removable");
    }
    assert_eq!(verify(&workspace, VILLAGE, None), (0, Vec::new()));
    // A name in another Unicode form: our own names have none, so a file of that kind is added and listed first.
    std::fs::write(bag.join("data/\u{e9}.txt"), "x").expect("writable");
    remake(&bag);
    assert_eq!(verify(&workspace, VILLAGE, None), (0, Vec::new()));
    std::fs::rename(bag.join("data/\u{e9}.txt"), bag.join("data/e\u{301}.txt")).expect("movable");
    let (code, defects) = verify(&workspace, VILLAGE, None);
    assert_eq!((code, codes(&defects)), (1, vec!["name-not-nfc", "name-renormalised"]));
}

/// A file of a zip: its name, and its bytes or, as `Err`, where the link leads.
type Member = (String, Result<Vec<u8>, &'static str>);

/// The same for every entry of the zip in turn, and a bit flipped in the zip as it lies on the disk.
#[test]
fn every_fault_of_every_entry_of_a_zip_is_found_and_named() {
    let workspace = packed();
    let whole = std::fs::read(workspace.root.join(format!("{VILLAGE}.zip"))).expect("readable");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&whole)).expect("a zip");
    let mut entries: Vec<(String, Vec<u8>)> = Vec::new();
    let mut places = Vec::new();
    for place in 0..zip.len() {
        let mut entry = zip.by_index(place).expect("readable");
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut bytes).expect("readable");
        places.push(usize::try_from(entry.data_start().expect("known") + entry.compressed_size() / 2).expect("small"));
        entries.push((entry.name().expect("a name").into_owned(), bytes));
    }
    let target = workspace.root.join("faulty.zip");
    let own = |name: &str| name.strip_prefix("village-0301/").expect("in the package's folder").to_owned();
    let found = |name: &str, what: &str| {
        let name = own(name);
        let packages = gongshi::outlets::archive::verify::verify(&target, None).unwrap_or_else(|error| panic!("{what} {name}: {error:?}"));
        let defects: Vec<_> = packages.iter().flat_map(|package| &package.defects).collect();
        assert!(packages.iter().any(|package| !package.passes()), "{what} {name}: {defects:?}");
        let named = defects.iter().find(|defect| defect.file == name || defect.args.iter().any(|(key, value)| *key == "name" && *value == name));
        assert!(named.is_some() || name == "bagit.txt" || name.starts_with("tagmanifest-"), "{what} {name}: {defects:?}");
        assert!(named.is_none_or(|defect| defect.village.as_deref() == Some("0301")), "{what} {name}: {defects:?}");
        if let (Some(defect), Some(rest)) = (named, name.strip_prefix("data/households/")) {
            assert_eq!(defect.household.as_deref(), rest.split('/').next(), "{what} {name}");
        }
    };
    let write = |entries: &[Member]| {
        let mut zip = zip::ZipWriter::new(std::fs::File::create(&target).expect("writable"));
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, bytes) in entries {
            match bytes {
                Ok(bytes) => {
                    zip.start_file(name.as_str(), options).expect("fits");
                    std::io::Write::write_all(&mut zip, bytes).expect("writable");
                }
                Err(link) => zip.add_symlink(name.as_str(), *link, options).expect("fits"),
            }
        }
        zip.finish().expect("writable");
    };
    let sound: Vec<Member> = entries.iter().map(|(name, bytes)| (name.clone(), Ok(bytes.clone()))).collect();
    write(&sound);
    assert!(gongshi::outlets::archive::verify::verify(&target, None).expect("a package").iter().all(|package| package.defects.is_empty()));
    for (place, (name, bytes)) in entries.iter().enumerate() {
        let with = |change: &dyn Fn(&mut Vec<Member>)| {
            let mut list = sound.clone();
            change(&mut list);
            write(&list);
        };
        let listed = !own(name).starts_with("tagmanifest-");
        let mut flipped = bytes.clone();
        flipped[bytes.len() / 2] ^= 1;
        with(&|list| list[place].1 = Ok(flipped.clone()));
        found(name, "flipped");
        let mut raw = whole.clone();
        raw[places[place]] ^= 1;
        std::fs::write(&target, raw).expect("writable");
        found(name, "flipped on the disk");
        if listed {
            with(&|list| drop(list.remove(place)));
            found(name, "dropped");
            let beside = format!("{name}.new");
            with(&|list| list.insert(place, (beside.clone(), Ok(b"x".to_vec()))));
            found(&beside, "added");
        }
        let other = (place + 1) % entries.len();
        if *bytes != entries[other].1 {
            with(&|list| (list[place].1, list[other].1) = (Ok(entries[other].1.clone()), Ok(bytes.clone())));
            found(name, "swapped");
        }
        let renamed = decomposed(name);
        with(&|list| list[place].0.clone_from(&renamed));
        found(&renamed, "renamed");
        if listed {
            found(name, "renamed");
        }
        with(&|list| list[place].1 = Err("/etc/hostname"));
        found(name, "linked");
    }
}

#[test]
fn manifests_made_anew_hide_nothing_from_the_roster() {
    let workspace = packed();
    let bag = workspace.root.join(VILLAGE);
    let keep = read_tree(&bag);
    let restore = || {
        std::fs::remove_dir_all(&bag).expect("removable");
        for (name, bytes) in &keep {
            workspace.write(&format!("{VILLAGE}/{name}"), bytes);
        }
    };
    // A household dropped.
    std::fs::remove_dir_all(bag.join("data/households/0301-003")).expect("removable");
    remake(&bag);
    let (code, defects) = verify(&workspace, VILLAGE, None);
    assert_eq!((code, codes(&defects)), (1, vec!["volume-missing"]));
    assert_eq!(defects[0]["household"], "0301-003");
    assert!(defects[0]["message"].as_str().is_some_and(|message| message.contains("0301-003 例丙一")));
    restore();
    // A document dropped, one altered, one added, a household added.
    std::fs::remove_file(bag.join("data/households/0301-001/0301-001-household-forms.pdf")).expect("removable");
    workspace.write(&format!("{VILLAGE}/data/households/0301-002/case.yaml"), "户编码: 0301-002\n");
    workspace.write(&format!("{VILLAGE}/data/village/more.pdf"), "%PDF-");
    workspace.write(&format!("{VILLAGE}/data/households/0301-999/case.yaml"), "户编码: 0301-999\n");
    remake(&bag);
    let (code, defects) = verify(&workspace, VILLAGE, None);
    let mut found = codes(&defects);
    found.sort_unstable();
    assert_eq!((code, found), (1, vec!["household-not-in-roster", "roster-digest-differs", "roster-file-missing", "roster-surplus"]));
    restore();
    // The roster changed as well: the county knows better.
    let roster = workspace.text(&format!("{VILLAGE}/data/roster.json"));
    workspace.write(&format!("{VILLAGE}/data/roster.json"), roster.replace("例丙一", "例丙二"));
    remake(&bag);
    assert_eq!(verify(&workspace, VILLAGE, None), (0, Vec::new()));
    let (code, defects) = verify(&workspace, VILLAGE, Some(COUNTY_PACKAGE));
    assert_eq!((code, codes(&defects)), (1, vec!["name-changed"]));
}

#[test]
fn a_household_dropped_by_our_own_packer_is_named_by_the_county() {
    let (whole, reduced) = (packed(), Workspace::qingliu());
    reduced.remove(&household("0301-003"));
    pack(&reduced);
    let alone = reduced.run(&["verify", reduced.root.join(VILLAGE).to_str().expect("UTF-8")]);
    assert!(alone.code == 0 && alone.out.contains("自身一致；未与县级登记核对"), "{}", alone.out);
    for county in [COUNTY_PACKAGE.to_owned(), format!("{COUNTY_PACKAGE}.zip")] {
        let county = whole.root.join(county);
        for village in [VILLAGE.to_owned(), format!("{VILLAGE}.zip")] {
            let village = reduced.root.join(village);
            let ran = reduced.run(&["verify", village.to_str().expect("UTF-8"), "--against", county.to_str().expect("UTF-8")]);
            assert_eq!(ran.code, 1);
            assert!(ran.out.contains("[volume-dropped]") && ran.out.contains("0301-003 例丙一"), "{}", ran.out);
        }
    }
    let english = reduced.run(&["--lang", "en", "verify", reduced.root.join(VILLAGE).to_str().expect("UTF-8")]);
    assert!(english.out.contains("Consistent in itself; not held against a register"), "{}", english.out);
    let sound = whole.run(&["verify", whole.root.join(VILLAGE).to_str().expect("UTF-8"), "--against", whole.root.join(COUNTY_PACKAGE).to_str().expect("UTF-8")]);
    assert!(sound.code == 0 && sound.out.contains("与县级登记一致"), "{}", sound.out);
    // No county, no answer.
    let village = whole.root.join(VILLAGE);
    let village = village.to_str().expect("UTF-8");
    assert_eq!(whole.run(&["verify", village, "--against", village]).code, 2);
    // Within the workspace the register of numbers tells it even without an older package.
    whole.remove(&household("0301-003"));
    pack(&whole);
    let (code, defects) = verify(&whole, "output", None);
    assert_eq!(code, 1);
    assert!(codes(&defects).contains(&"numbered-volume-missing") && defects.iter().any(|defect| defect["args"]["name"] == "户 0301-003"), "{defects:?}");
    // A village whose package is gone is named too.
    std::fs::remove_dir_all(whole.root.join(VILLAGE)).expect("removable");
    std::fs::remove_file(whole.root.join(format!("{VILLAGE}.zip"))).expect("removable");
    let (_, defects) = verify(&whole, "output", None);
    assert!(defects.iter().any(|defect| defect["code"] == "village-missing" && defect["village"] == "0301"), "{defects:?}");
}

#[test]
fn a_household_s_volume_holds_its_forms_once_and_the_scan_of_its_application() {
    let workspace = Workspace::copy(("tests/counties/street/content", "2019-11-28"));
    let of_office = Workspace::qingliu().text(COUNTY);
    let archive: Vec<&str> = of_office.lines().skip_while(|line| *line != "档案:").take_while(|line| *line == "档案:" || line.starts_with(' ')).collect();
    workspace.append(COUNTY, &format!("{}\n", archive.join("\n")));
    pack(&workspace);
    let tree = read_tree(&workspace.root.join(PACKAGES).join("village-0101"));
    let own = |name: &str| &tree[&format!("data/households/0101-003/0101-003-{name}")];
    let scan = workspace.root.join("content/townships/01/villages/0101/evidence/0101-003-application.jpg");
    assert_eq!(own("handwritten-application.jpg"), &std::fs::read(scan).expect("readable"));
    assert_eq!(own("household-forms.pdf"), &workspace.output()["restricted/forms/01/0101/0101-003.pdf"]);
    let roster: Value = serde_json::from_slice(&tree["data/roster.json"]).expect("JSON");
    let volumes = roster["volumes"].as_array().expect("a list");
    let items = volumes.iter().find(|volume| volume["code"] == "0101-003").expect("it has a volume")["items"].as_array().expect("a list");
    let told = |id: &str| items.iter().find(|item| item["item"] == format!("{id} 0101-003")).unwrap_or_else(|| panic!("no {id} in {items:?}"));
    let title = told("household-forms")["title"].as_str().expect("a title");
    assert!(title.contains("贫困户入户调查记录") && title.contains("信息采集表") && title.contains("收入核算表"), "{title}");
    assert_eq!((told("handwritten-application")["title"].as_str(), told("handwritten-application")["state"].as_str()), (Some("手写申请"), Some("packed")));
    assert_eq!(verify(&workspace, "output", None), (0, Vec::new()));
}

#[test]
fn each_package_has_a_report_on_its_four_properties() {
    let workspace = packed();
    let beside = |package: &str, ending: &str| std::fs::read(workspace.root.join(format!("{PACKAGES}/{package}-four-properties.{ending}"))).expect("it was made");
    let data: Value = serde_json::from_slice(&beside("village-0301", "json")).expect("JSON");
    let outcome = |data: &Value, id: &str| {
        let lines = data["properties"].as_array().expect("a list").iter().flat_map(|property| property["lines"].as_array().expect("a list"));
        lines.clone().find(|line| line["id"] == id).unwrap_or_else(|| panic!("no {id}"))["outcome"].as_str().expect("an outcome").to_owned()
    };
    assert_eq!(data["passes"], true);
    for (id, expected) in [("fixity", "passes"), ("registered", "passes"), ("metadata-link", "passes"), ("virus", "by-hand"), ("medium", "by-hand"), ("signatures", "by-hand")] {
        assert_eq!(outcome(&data, id), expected, "{id}");
    }
    // The evidence can be looked up: the digest is that of the file.
    let tagmanifest = std::fs::read(workspace.root.join(VILLAGE).join("tagmanifest-sha256.txt")).expect("readable");
    let mut digests = Digests::new([Algorithm::Sha256]);
    digests.update(&tagmanifest);
    assert_eq!(data["evidence"]["root"], digests.finish()[0].1);
    let page = String::from_utf8(beside("village-0301", "html")).expect("UTF-8");
    assert!(page.contains("内部资料 不得上网") && page.contains("样例·非正式文件") && page.contains("digest-mismatch") && !page.contains("<script"), "{page}");
    assert!(beside("county-qingliu", "pdf").starts_with(b"%PDF-"));
    // Not held against a county, and broken: the report says which line, and why.
    std::fs::write(workspace.root.join(VILLAGE).join("data/households/0301-001/case.yaml"), "x").expect("writable");
    let folder = workspace.root.join("reports");
    let ran = workspace.run(&["verify", workspace.root.join(VILLAGE).to_str().expect("UTF-8"), "--report", folder.to_str().expect("UTF-8")]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let data: Value = serde_json::from_slice(&std::fs::read(folder.join("village-0301-four-properties.json")).expect("it was made")).expect("JSON");
    assert_eq!((outcome(&data, "fixity").as_str(), outcome(&data, "registered").as_str(), data["passes"].as_bool()), ("fails", "not-held", Some(false)));
    assert!(data["defects"].as_array().is_some_and(|defects| defects.iter().any(|defect| defect["file"] == "data/households/0301-001/case.yaml")));
}

#[test]
fn metadata_and_companions_that_were_dropped_or_changed_are_told_though_all_is_made_anew() {
    let workspace = packed();
    let bag = workspace.root.join(VILLAGE);
    let metadata = workspace.text(&format!("{VILLAGE}/data/metadata.json"));
    workspace.write(&format!("{VILLAGE}/data/metadata.json"), metadata.replacen("户案卷", "户卷宗", 1));
    std::fs::remove_file(bag.join("data/index.html")).expect("removable");
    remake(&bag);
    let (code, defects) = verify(&workspace, VILLAGE, None);
    assert_eq!((code, codes(&defects)), (1, vec!["companion-missing", "metadata-differs"]));
    assert_eq!(defects[1]["household"], "0301-001");
    std::fs::remove_file(bag.join("data/metadata.json")).expect("removable");
    remake(&bag);
    assert_eq!(codes(&verify(&workspace, VILLAGE, None).1), ["companion-missing", "companion-missing"]);
}

#[test]
fn a_sealed_package_opens_with_its_passphrase_and_no_other() {
    let workspace = packed();
    let path = |name: &str| workspace.root.join(name).to_str().expect("UTF-8").to_owned();
    let seal = |package: &str, to: &str, more: &[&str]| workspace.run(&[&["seal", &path(package), "-o", &path(to)], more].concat());
    workspace.write("short", "only11chars\n").write("plain", "aaaaaaaaaaaaaaaaaa\n").write("good", "sample of 4 words\r\nmore\n").write("chinese", "一二三四五六七八九十一二\n");
    for (file, words) in [("short", "太短"), ("plain", "太简单"), ("chinese", "编码不同"), ("gone", "读不出来")] {
        let ran = seal(VILLAGE, "out.zip", &["--passphrase-file", &path(file)]);
        assert!(ran.code == 2 && ran.err.contains(words), "{file}: {}", ran.err);
    }
    let ran = seal(VILLAGE, "out.zip", &[]);
    assert!(ran.code == 2 && ran.err.contains("--passphrase-file"), "{}", ran.err);
    assert!(!workspace.root.join("out.zip").exists() && !workspace.root.join("out.zip.part").exists());
    for (package, to) in [(VILLAGE.to_owned(), "folder.zip"), (format!("{VILLAGE}.zip"), "zip.zip")] {
        let ran = seal(&package, to, &["--passphrase-file", &path("good")]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        // What everyone can read is one name.
        let mut zip = zip::ZipArchive::new(std::fs::File::open(workspace.root.join(to)).expect("readable")).expect("a zip");
        assert_eq!(zip.file_names().map(|name| name.expect("a name").into_owned()).collect::<Vec<_>>(), ["village-0301.zip"]);
        assert!(zip.by_index(0).is_err());
        assert!(zip.by_index_decrypt(0, b"sample of 5 words").is_err());
        let mut inner = Vec::new();
        std::io::Read::read_to_end(&mut zip.by_index_decrypt(0, b"sample of 4 words").expect("it opens"), &mut inner).expect("readable");
        if to == "zip.zip" {
            assert_eq!(inner, std::fs::read(workspace.root.join(&package)).expect("readable"));
        }
        workspace.write("inner.zip", inner);
        assert_eq!(verify(&workspace, "inner.zip", None), (0, Vec::new()));
        let again = seal(&package, to, &["--passphrase-file", &path("good")]);
        assert!(again.code == 2 && again.err.contains("没有覆盖"), "{}", again.err);
    }
    // A package that does not pass is not sent.
    workspace.remove(&format!("{VILLAGE}/data/roster.csv"));
    let ran = seal(VILLAGE, "bad.zip", &["--passphrase-file", &path("good")]);
    assert!(ran.code == 1 && ran.out.contains("roster.csv") && ran.err.contains("没有加密"), "{}", ran.err);
}

#[test]
fn a_kit_holds_what_its_own_audience_is_handed_and_nothing_else() {
    let workspace = Workspace::qingliu();
    workspace.build(&[]);
    let path = |name: &str| workspace.root.join(name).to_str().expect("UTF-8").to_owned();
    let kit = |which: &[&str], to: &str| workspace.run(&[&["kit"], which, &["-o", &path(to)]].concat());
    let names = |file: &str| -> Vec<String> {
        let zip = zip::ZipArchive::new(std::fs::File::open(workspace.root.join(file)).expect("readable")).expect("a zip");
        zip.file_names().map(|name| name.expect("a name").into_owned()).collect()
    };
    for (which, to, among) in [
        (&["board", "0301"][..], "board.zip", "board-0301/03/0301/0301-2017-1-publicity.pdf"),
        (&["web"], "web.zip", "web/site/index.html"),
        (&["plan", "2017"], "plan.zip", "plan-2017/site/plans/2017/qingliu-2017-2019-annex-1.xlsx"),
    ] {
        let ran = kit(which, to);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let names = names(to);
        assert!(names.iter().any(|name| name == among) && names[0].ends_with("/目录.html") && names[1].ends_with("/目录.txt"), "{names:?}");
        assert!(!names.iter().any(|name| name.contains("forms") || name.contains("build.json") || name.contains("restricted")), "{names:?}");
        let first = std::fs::read(workspace.root.join(to)).expect("readable");
        workspace.remove(to);
        assert_eq!(kit(which, to).code, 0);
        assert_eq!(std::fs::read(workspace.root.join(to)).expect("readable"), first);
    }
    for which in [&["board", "9999"][..], &["plan", "1999"], &["binder"]] {
        let ran = kit(which, "none.zip");
        assert!(ran.code == 2 && ran.err.contains("没有做"), "{which:?}: {}", ran.err);
    }
    // A restricted file cannot get in: put there under a new name, in the place of another, or as a link.
    let form = std::fs::read(workspace.root.join("output/restricted/forms/03/0301/0301-001.pdf")).expect("readable");
    let notice = "output/board/03/0301/0301-2017-1-publicity.pdf";
    let posted = std::fs::read(workspace.root.join(notice)).expect("readable");
    let refused = |words: &str, name: &str| {
        let ran = kit(&["board", "0301"], "bad.zip");
        assert!(ran.code == 2 && ran.err.contains(words) && ran.err.contains(name), "{}", ran.err);
        assert!(!workspace.root.join("bad.zip").exists() && !workspace.root.join("bad.zip.part").exists());
    };
    workspace.write("output/board/03/0301/more.pdf", &form);
    refused("不是本程序做的", "more.pdf");
    workspace.remove("output/board/03/0301/more.pdf").write(notice, &form);
    refused("不再是做出来的样子", "0301-2017-1-publicity.pdf");
    workspace.remove(notice);
    refused("不再是做出来的样子", "0301-2017-1-publicity.pdf");
    #[cfg(unix)]
    std::os::unix::fs::symlink(workspace.root.join("output/restricted/forms/03/0301/0301-001.pdf"), workspace.root.join(notice)).expect("linkable");
    refused("换成了链接", "0301-2017-1-publicity.pdf");
    workspace.remove(notice).write(notice, posted);
    assert_eq!(kit(&["board", "0301"], "bad.zip").code, 0);
}

/// Each kit is the same, byte for byte, when every folder but its own audience's holds something else.
#[test]
fn a_kit_draws_on_no_folder_but_its_own_audience_s() {
    let workspace = Workspace::qingliu();
    workspace.build(&[]);
    // What is bound for the archive is a restricted file of the list of what was made.
    workspace.write("output/restricted/binders/0301.pdf", "%PDF-").append("output/.made", "restricted/binders/0301.pdf\n");
    let made = workspace.output();
    let kits: [(&[&str], &str); 4] = [(&["board", "0301"], "board"), (&["web"], "web"), (&["plan", "2017"], "web"), (&["binder"], "restricted")];
    for (which, audience) in kits {
        let kit = |name: &str| -> Tree {
            let target = workspace.root.join(name);
            let ran = workspace.run(&[&["kit"], which, &["-o", target.to_str().expect("UTF-8")]].concat());
            assert_eq!(ran.code, 0, "{which:?}: {}", ran.err);
            let mut zip = zip::ZipArchive::new(std::fs::File::open(&target).expect("readable")).expect("a zip");
            let whole = std::fs::read(&target).expect("readable");
            std::fs::remove_file(&target).expect("removable");
            let mut members = Tree::from([(String::new(), whole)]);
            for place in 0..zip.len() {
                let mut entry = zip.by_index(place).expect("readable");
                let mut bytes = Vec::new();
                std::io::Read::read_to_end(&mut entry, &mut bytes).expect("readable");
                members.insert(entry.name().expect("a name").into_owned(), bytes);
            }
            members
        };
        let before = kit("before.zip");
        // Every member but the contents lists is a file of that folder, with its bytes.
        let mut drawn = 0;
        for (name, bytes) in before.iter().filter(|(name, _)| !name.is_empty() && !name.contains("/目录.")) {
            let (_, path) = name.split_once('/').expect("it lies in the kit's folder");
            assert!(made[&format!("{audience}/{path}")] == *bytes, "{which:?}: {name}");
            drawn += 1;
        }
        assert!(drawn > 0 && drawn + 3 == before.len(), "{which:?}");
        let others = |path: &&String| !path.starts_with(&format!("{audience}/")) && *path != "restricted/build.json" && gongshi::workspace::staging::FOLDERS.iter().any(|folder| path.starts_with(folder));
        for path in made.keys().filter(others) {
            workspace.write(&format!("output/{path}"), "of another audience");
        }
        assert_eq!(differing(&before, &kit("after.zip")), Vec::<&str>::new(), "{which:?}");
        for path in made.keys().filter(others) {
            workspace.write(&format!("output/{path}"), &made[path]);
        }
    }
}
