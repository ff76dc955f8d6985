//! Binding the county: what stands in a binder, in which order, under which numbers, and what the binder says of itself.

use std::collections::BTreeMap;
use std::process::Command;

use gongshi::outlets::archive::digest::{Algorithm, Digests};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use serde_json::Value;

use crate::support::*;

const BINDERS: &str = "output/restricted/binders";
const VILLAGE: &str = "content/townships/01/villages/0101";
const OF_VILLAGE: &str = "village-0101/village-0101";
const OF_HOUSEHOLD: &str = "village-0101/household-0101-001";
const REGISTER: &str = "content/archive/numbers.yaml";
const PHOTOGRAPH: &str = "公示-20200803.jpg";
const SHEET: &str = "初审签字表.tif";

/// The county whose cases have scans.
fn county() -> Workspace {
    Workspace::copy(("tests/counties/xinjiang/content", "2020-11-20"))
}

/// The same with volumes formed as 案卷: the catalogue gives the pages from which to which.
fn volumes() -> Workspace {
    let workspace = county();
    workspace.edit("content/county.yaml", "整理方式: 件", "整理方式: 案卷");
    workspace
}

fn bind(workspace: &Workspace, args: &[&str]) -> Ran {
    workspace.run(&[&["-q", "bind", "--as-of", workspace.as_of], args].concat())
}

fn bound(workspace: &Workspace, args: &[&str]) -> Tree {
    let ran = bind(workspace, args);
    assert_eq!(ran.code, 0, "{}", ran.err);
    binders(workspace)
}

fn binders(workspace: &Workspace) -> Tree {
    read_tree(&workspace.root.join(BINDERS))
}

/// One more paper at the village's step 初审.
fn attach(workspace: &Workspace, name: &str, bytes: &[u8]) {
    let known = "          文件: 初审签字表.tif\n          日期: 2020-08-10\n";
    workspace.edit(&format!("{VILLAGE}/village.yaml"), known, &format!("{known}        - 名称: 材料{name}\n          文件: {name}\n          日期: 2020-08-11\n"));
    workspace.write(&format!("{VILLAGE}/evidence/{name}"), bytes);
}

fn evidence(workspace: &Workspace, name: &str) -> Vec<u8> {
    std::fs::read(workspace.root.join(VILLAGE).join("evidence").join(name)).expect("the worked county has it")
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    part.len() > 40 && bytes.windows(part.len()).any(|window| window == part)
}

/// A word as it is seen: left, top, right, bottom in points from the page's upper left corner.
struct Word {
    text: String,
    edges: [f64; 4],
}

/// Width and height of each page as it is seen, and its words.
fn pages(workspace: &Workspace, binder: &str) -> Vec<([f64; 2], Vec<Word>)> {
    let path = workspace.root.join(BINDERS).join(format!("{binder}.pdf"));
    let output = Command::new("pdftotext").args(["-bbox"]).arg(path).arg("-").output().expect("pdftotext is installed");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let number = |line: &str, key: &str| -> f64 {
        let from = line.find(&format!("{key}=\"")).unwrap_or_else(|| panic!("{key} in {line}")) + key.len() + 2;
        line[from..].split('"').next().expect("it ends").parse().expect("a number")
    };
    let mut pages = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("<page ") {
            pages.push(([number(line, "width"), number(line, "height")], Vec::new()));
        } else if line.starts_with("<word ") {
            let text = line.split_once('>').and_then(|(_, rest)| rest.strip_suffix("</word>")).expect("a word").to_owned();
            let edges = ["xMin", "yMin", "xMax", "yMax"].map(|key| number(line, key));
            pages.last_mut().expect("a page").1.push(Word { text, edges });
        }
    }
    pages
}

/// The number that is stamped in the upper right corner of each page.
fn stamped(pages: &[([f64; 2], Vec<Word>)]) -> Vec<Option<u32>> {
    let in_corner = |size: &[f64; 2], word: &&Word| word.edges[2] > size[0] - 40.0 && word.edges[3] < 40.0;
    pages.iter().map(|(size, words)| words.iter().find(|word| in_corner(size, word)).map(|word| word.text.parse().expect("a number"))).collect()
}

/// Pages of cover and catalogue, before the first that bears a number.
fn front(stamped: &[Option<u32>]) -> usize {
    stamped.iter().position(Option::is_some).expect("some page is numbered")
}

/// A bookmark: depth, title, page from 0.
fn bookmarks(bytes: &[u8]) -> Vec<(usize, String, usize)> {
    let file = Document::load_mem(bytes).expect("a PDF");
    let pages: Vec<_> = file.page_iter().collect();
    let outlines = file.catalog().and_then(|catalog| catalog.get(b"Outlines")).and_then(Object::as_reference).expect("bookmarks");
    let mut found = Vec::new();
    let mut open = vec![(outlines, 0)];
    while let Some((item, depth)) = open.pop() {
        let item = file.get_dictionary(item).expect("a bookmark");
        if depth > 0 {
            let title = lopdf::decode_text_string(item.get(b"Title").expect("a title")).expect("text");
            let page = item.get(b"Dest").and_then(Object::as_array).expect("a place")[0].as_reference().expect("a page");
            found.push((depth, title, pages.iter().position(|known| *known == page).expect("one of the pages")));
        }
        let next = |key: &[u8]| item.get(key).and_then(Object::as_reference).ok();
        open.extend(next(b"Next").map(|next| (next, depth)));
        open.extend(next(b"First").map(|first| (first, depth + 1)));
    }
    found
}

/// What the text of the note sheet says, white space removed.
fn note(workspace: &Workspace, binder: &str) -> String {
    pages(workspace, binder).pop().expect("the note sheet is last").1.into_iter().map(|word| word.text).collect()
}

/// A PDF of one page with this content, turned by so many degrees.
fn foreign(content: &str, turn: i64, resources: impl FnOnce(&mut Document) -> Dictionary) -> Vec<u8> {
    let mut file = Document::with_version("1.4");
    let resources = resources(&mut file);
    let content = file.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
    let tree = file.new_object_id();
    let page = file.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        "Resources" => resources, "Contents" => content, "Rotate" => turn,
    });
    file.objects.insert(tree, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    file.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("it can be written");
    bytes
}

/// What a word processor makes: a line of text in a font that is not in the file.
fn typed(turn: i64) -> Vec<u8> {
    foreign("BT /F 12 Tf 100 400 Td (typed elsewhere) Tj ET", turn, |file| {
        let font = file.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" });
        dictionary! { "Font" => dictionary! { "F" => font } }
    })
}

/// What a scanner makes: a picture on a page.
fn scanned(jpeg: &[u8], more: &str) -> Vec<u8> {
    let picture = jpeg.to_vec();
    foreign(&format!("q 400 0 0 300 90 400 cm /Im Do Q {more}"), 0, |file| {
        let entries = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 480, "Height" => 360, "ColorSpace" => "DeviceRGB", "BitsPerComponent" => 8, "Filter" => "DCTDecode",
        };
        let picture = file.add_object(Stream::new(entries, picture));
        dictionary! { "XObject" => dictionary! { "Im" => picture } }
    })
}

/// Part and level of PDF/A that the file says it meets.
fn claim(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let after = |key: &str| text.split_once(key).map_or("", |(_, rest)| rest.split('<').next().unwrap_or_default()).to_owned();
    format!("{}{}", after("<pdfaid:part>"), after("<pdfaid:conformance>").to_lowercase())
}

#[test]
fn the_catalogue_gives_the_pages_that_are_stamped() {
    let workspace = volumes();
    let tree = bound(&workspace, &[]);
    let mut items = 0;
    for binder in [OF_VILLAGE, OF_HOUSEHOLD, "county-xinjiang/county-xinjiang"] {
        let pages = pages(&workspace, binder);
        let stamped = stamped(&pages);
        // Cover, catalogue, note sheet bear none; all between are numbered on from 1.
        let last = stamped.len() - 1;
        let front = front(&stamped);
        assert!(front >= 2 && stamped[last].is_none(), "{binder}: {stamped:?}");
        assert_eq!(stamped[front..last], (1..).map(Some).take(last - front).collect::<Vec<_>>(), "{binder}");
        // Rows of the catalogue: the number at the left, the pages in the column below 页号.
        let mut rows: BTreeMap<u32, String> = BTreeMap::new();
        for (_, words) in &pages[1..front] {
            let head = |name: &str| words.iter().find(|word| word.text == name).unwrap_or_else(|| panic!("{name} in the catalogue of {binder}")).edges;
            let (places, column) = (head("顺序号"), head("页号"));
            let middle = |word: &Word| (word.edges[0] + word.edges[2]) / 2.0;
            let below = |head: [f64; 4]| words.iter().filter(move |word| word.edges[1] > head[3] && middle(word) > head[0] - 12.0 && middle(word) < head[2] + 12.0);
            for place in below(places) {
                let row = below(column).filter(|word| (word.edges[1] - place.edges[1]).abs() < 3.0).map(|word| word.text.as_str()).collect();
                rows.insert(place.text.parse().expect("a number"), row);
            }
        }
        let starts: Vec<(u32, usize)> = bookmarks(&tree[&format!("{binder}.pdf")]).into_iter().filter(|(depth, title, _)| *depth == 2 && title.starts_with(|first: char| first.is_ascii_digit()))
            .map(|(_, title, page)| (title.split(' ').next().expect("a number").parse().expect("a number"), page)).collect();
        for (at, (place, page)) in starts.iter().enumerate() {
            let end = starts.get(at + 1).map_or(last, |next| next.1) - 1;
            let (first, last) = (stamped[*page].expect("numbered"), stamped[end].expect("numbered"));
            let range = if first == last { first.to_string() } else { format!("{first}—{last}") };
            assert_eq!(rows[place], range, "item {place} of {binder}");
            items += 1;
        }
        // What is not bound has no pages.
        assert!(rows.iter().all(|(place, pages)| starts.iter().any(|(start, _)| start == place) != pages.is_empty()), "{rows:?}");
    }
    assert!(items > 12, "{items}");
}

#[test]
fn bookmarks_are_nested_and_lead_to_the_forms() {
    let workspace = county();
    let tree = bound(&workspace, &[]);
    let of_binder = bookmarks(&tree[&format!("{OF_HOUSEHOLD}.pdf")]);
    let titles = |depth: usize| of_binder.iter().filter(|bookmark| bookmark.0 == depth).map(|bookmark| bookmark.1.as_str()).collect::<Vec<_>>();
    assert_eq!(titles(1).len(), 1);
    assert!(titles(1)[0].ends_with("贫困户文件") && titles(1)[0].contains("JF02"), "{:?}", titles(1));
    assert!(titles(2).starts_with(&["封面", "目录"]) && titles(2).ends_with(&["备考表"]), "{:?}", titles(2));
    // The household's forms have bookmarks of their own, as in the file that they come from.
    let forms = bookmarks(&workspace.output()["restricted/forms/01/0101/0101-001.pdf"]);
    let own: Vec<(&str, usize)> = of_binder.iter().filter(|bookmark| bookmark.0 == 3).map(|bookmark| (bookmark.1.as_str(), bookmark.2)).collect();
    let shift = own[0].1 - forms[0].2;
    assert!(forms.len() > 3);
    assert_eq!(own[..forms.len()], forms.iter().map(|form| (form.1.as_str(), form.2 + shift)).collect::<Vec<_>>());
}

#[test]
fn the_same_cases_give_the_same_binders() {
    let run = |zone: &str, threads: &str| {
        let workspace = county();
        let ran = Ran::of(workspace.command(&["-q", "bind", "--as-of", workspace.as_of]).env("TZ", zone).env("RAYON_NUM_THREADS", threads).output());
        assert_eq!(ran.code, 0, "{}", ran.err);
        (binders(&workspace), workspace.text(REGISTER))
    };
    let (one, register) = run("Pacific/Auckland", "1");
    let (other, other_register) = run("America/St_Johns", "7");
    assert_eq!((differing(&one, &other), one.len()), (Vec::new(), other.len()));
    assert_eq!(register, other_register);
}

#[test]
fn a_scan_goes_in_as_it_came() {
    let workspace = county();
    let tree = bound(&workspace, &[]);
    let binder = &tree[&format!("{OF_VILLAGE}.pdf")];
    let jpeg = evidence(&workspace, PHOTOGRAPH);
    assert!(holds(binder, &jpeg), "the photograph is not there byte for byte");
    // The strips of the G4 file, and the picture data of the PNG.
    let tiff = evidence(&workspace, SHEET);
    let four = |at: usize| u32::from_le_bytes(tiff[at..at + 4].try_into().expect("four bytes")) as usize;
    let directory = four(4);
    let entries = usize::from(u16::from_le_bytes([tiff[directory], tiff[directory + 1]]));
    let values = |tag: u8| -> Vec<usize> {
        let at = (0..entries).map(|place| directory + 2 + 12 * place).find(|at| tiff[*at..*at + 2] == [tag, 1]).expect("a tag");
        let (size, count) = (if tiff[at + 2] == 3 { 2 } else { 4 }, four(at + 4));
        let from = if size * count > 4 { four(at + 8) } else { at + 8 };
        (0..count).map(|place| from + size * place).map(|at| if size == 2 { usize::from(u16::from_le_bytes([tiff[at], tiff[at + 1]])) } else { four(at) }).collect()
    };
    let strips: Vec<(usize, usize)> = values(17).into_iter().zip(values(23)).collect();
    assert!(!strips.is_empty() && strips.iter().any(|(_, length)| *length > 200));
    for (offset, length) in strips {
        assert!(binder.windows(length).any(|window| window == &tiff[offset..offset + length]), "the sheet's strip at {offset} is not there byte for byte");
    }
    let png = evidence(&workspace, "公示-20200727.png");
    let data = png.windows(4).position(|name| name == b"IDAT").expect("data");
    let length = u32::from_be_bytes(png[data - 4..data].try_into().expect("four bytes")) as usize;
    assert!(binder.windows(length).any(|window| window == &png[data + 4..data + 4 + length]), "the PNG's data are not there byte for byte");
    // Each is a figure with a text, and the original lies beside with its digest.
    let file = Document::load_mem(binder).expect("a PDF");
    let figures = file.objects.values().filter_map(|object| object.as_dict().ok()).filter(|entries| entries.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == b"Figure"));
    let texts: Vec<String> = figures.map(|figure| lopdf::decode_text_string(figure.get(b"Alt").expect("a text")).expect("text")).collect();
    assert!(texts.iter().any(|text| text == "初审：初审签字表") && texts.iter().any(|text| text == "村内公示：张贴照片（村公示栏）"), "{texts:?}");
    let manifest = String::from_utf8(tree[&format!("{OF_VILLAGE}-originals/manifest-sha256.txt")].clone()).expect("UTF-8");
    let kept = tree.iter().find(|(path, _)| path.ends_with(PHOTOGRAPH)).expect("the original is kept");
    let mut digests = Digests::new([Algorithm::Sha256]);
    digests.update(&jpeg);
    let line = format!("{}  {}", digests.finish().pop().expect("one").1, kept.0.rsplit('/').next().expect("a name"));
    assert_eq!(kept.1, &jpeg);
    assert!(manifest.lines().any(|known| known == line), "{manifest}");
}

#[test]
fn a_damaged_scan_is_named_and_the_rest_is_bound() {
    let workspace = volumes();
    let jpeg = evidence(&workspace, PHOTOGRAPH);
    workspace.write(&format!("{VILLAGE}/evidence/{PHOTOGRAPH}"), &jpeg[..jpeg.len() / 2]);
    attach(&workspace, "坏.pdf", b"%PDF-1.4\nnothing more\n");
    attach(&workspace, "图.webp", b"RIFF\x10\0\0\0WEBPVP8 ");
    let ran = bind(&workspace, &[]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    let mut found: Vec<(String, String)> = ran.findings().into_iter().filter(|finding| finding.rule == "scan-not-bound").map(|finding| (finding.file, finding.message)).collect();
    found.sort();
    let files: Vec<String> = found.iter().map(|(file, _)| file.rsplit('/').next().expect("a name").to_owned()).collect();
    assert_eq!(files, [PHOTOGRAPH, "图.webp", "坏.pdf"], "{found:?}");
    assert!(found[0].1.contains("不完整") && found[1].1.contains("不能装入") && found[2].1.contains("PDF已损坏"), "{found:?}");
    let binder = &binders(&workspace)[&format!("{OF_VILLAGE}.pdf")];
    assert!(!holds(binder, &jpeg[..jpeg.len() / 2]));
    // All others are there, the note sheet tells of what is not, and so does the catalogue.
    let tiff = evidence(&workspace, SHEET);
    assert!(holds(binder, &tiff[8..100]) || holds(binder, &tiff[tiff.len() - 100..]) || bookmarks(binder).iter().any(|(_, title, _)| title.ends_with("初审签字表")));
    let said = note(&workspace, OF_VILLAGE);
    assert!(said.contains("没有装入：文件不完整") && said.contains("没有装入：PDF已损坏") && said.contains("没有装入：这种图像格式不能装入"), "{said}");
    let pages = pages(&workspace, OF_VILLAGE);
    let catalogue: Vec<&str> = pages[1..front(&stamped(&pages))].iter().flat_map(|(_, words)| words).map(|word| word.text.as_str()).collect();
    assert_eq!(catalogue.iter().filter(|word| **word == "未装入").count(), 3, "{catalogue:?}");
}

#[test]
fn a_binder_claims_no_more_than_its_parts_meet() {
    let workspace = volumes();
    let binder = |workspace: &Workspace| bound(workspace, &["0101"]).remove(&format!("{OF_VILLAGE}.pdf")).expect("it is bound");
    assert_eq!(claim(&binder(&workspace)), "2a");
    assert!(note(&workspace, OF_VILLAGE).contains("符合PDF/A-2a"));
    // A PDF of pictures alone looks the same for ever, but has no structure.
    let jpeg = evidence(&workspace, PHOTOGRAPH);
    attach(&workspace, "扫描.pdf", &scanned(&jpeg, ""));
    let bytes = binder(&workspace);
    assert_eq!(claim(&bytes), "2b");
    assert!(holds(&bytes, &jpeg));
    let said = note(&workspace, OF_VILLAGE);
    assert!(said.contains("符合PDF/A-2b") && said.contains("材料扫描.pdf”是扫描成的PDF，没有结构标记"), "{said}");
    // One that does anything besides is taken at no word.
    workspace.write(&format!("{VILLAGE}/evidence/扫描.pdf"), scanned(&jpeg, "0 0 9 9 re f"));
    assert_eq!(claim(&binder(&workspace)), "");
    workspace.write(&format!("{VILLAGE}/evidence/扫描.pdf"), scanned(&jpeg, ""));
    attach(&workspace, "打字.pdf", &typed(90));
    assert_eq!(claim(&binder(&workspace)), "");
    let said = note(&workspace, OF_VILLAGE);
    assert!(said.contains("不标明PDF/A") && said.contains("材料打字.pdf”是外来的PDF") && !said.contains("扫描.pdf"), "{said}");
    // Its page lies on its side; the number stands in the corner as it is seen.
    let pages = pages(&workspace, OF_VILLAGE);
    let stamped = stamped(&pages);
    let turned = pages.iter().position(|(_, words)| words.iter().any(|word| word.text == "elsewhere")).expect("the foreign page is there");
    assert_eq!(stamped[turned], Some((turned - front(&stamped)) as u32 + 1));
}

#[test]
fn what_people_handed_in_is_not_called_pdf_a() {
    let workspace = county();
    attach(&workspace, "打字.pdf", &typed(0));
    let ran = workspace.run(&["-q", "pack", "--as-of", workspace.as_of]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let tree = read_tree(&workspace.root.join("output/restricted/packages/village-0101"));
    let metadata: Vec<Value> = serde_json::from_slice(&tree["data/metadata.json"]).expect("JSON");
    let format = |ending: &str| {
        let of = |object: &&Value| object["计算机文件名"].as_str().is_some_and(|name| name.ends_with(ending));
        metadata.iter().find(of).unwrap_or_else(|| panic!("{ending}")).get("格式信息").and_then(Value::as_str).expect("a format").to_owned()
    };
    assert_eq!((format("打字.pdf").as_str(), format("household-exit-publicity.pdf").as_str()), ("PDF", "PDF/A-2a"));
}

#[test]
fn binders_outlive_a_build_and_a_part_of_them_is_bound_alone() {
    let workspace = county();
    let before = bound(&workspace, &[]);
    let ran = workspace.run(&["build", "--as-of", workspace.as_of]);
    assert!(ran.code == 0 && ran.err.contains("装订好的卷（restricted/binders）保留原样"), "{}", ran.err);
    assert_eq!(differing(&before, &binders(&workspace)), Vec::<&str>::new());
    // One household anew: the others stay as they are, what is somebody else's is moved aside.
    workspace.write(&format!("{BINDERS}/note.txt"), "x");
    let case = format!("{VILLAGE}/households/0101-001.yaml");
    workspace.append(&case, "# 又核对过一次（样例）\n");
    let after = bound(&workspace, &["0101-001"]);
    assert_eq!(differing(&before, &after), [format!("{OF_HOUSEHOLD}-originals/001-0101-001.yaml"), format!("{OF_HOUSEHOLD}-originals/manifest-sha256.txt")]);
    assert_eq!(workspace.text("output/set-aside/restricted/binders/note.txt"), "x");
    assert_eq!(differing(&after, &bound(&workspace, &[])), Vec::<&str>::new());
    // Whom nobody knows is not bound.
    let ran = bind(&workspace, &["0109"]);
    assert!(ran.code == 2 && ran.err.contains("0109"), "{}", ran.err);
    assert_eq!(differing(&after, &binders(&workspace)), Vec::<&str>::new());
}

#[test]
fn a_closed_volume_stays_and_what_changes_goes_into_a_supplement() {
    let workspace = county();
    assert_eq!(workspace.run(&["-q", "pack", "--as-of", workspace.as_of]).code, 0);
    let before = bound(&workspace, &[]);
    let line = workspace.text(REGISTER).lines().find(|line| line.contains("对象: 户 0101-001") && line.contains("档号")).expect("it is numbered").to_owned();
    workspace.edit(REGISTER, &line, &line.replace('}', ", 状态: 已归档}"));
    workspace.append(&format!("{VILLAGE}/households/0101-001.yaml"), "# 归档以后又改了（样例）\n");
    let ran = bind(&workspace, &[]);
    assert!(ran.code == 0 && ran.err.contains("归档以后又改了：户案卷"), "{}", ran.err);
    let after = binders(&workspace);
    let supplement: Vec<&String> = after.keys().filter(|path| !before.contains_key(*path)).collect();
    assert!(supplement.iter().all(|path| path.starts_with(&format!("{OF_HOUSEHOLD}-supplement-1"))) && supplement.len() == 4, "{supplement:?}");
    assert!(before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)), "a binder of before was changed");
}

#[test]
fn the_cover_is_a_cover_and_official_papers_bear_their_numbers() {
    let workspace = Workspace::qingliu();
    bound(&workspace, &["qingliu"]);
    let pages = pages(&workspace, "county-qingliu/county-qingliu");
    let (size, words) = &pages[0];
    let word = |text: &str| words.iter().find(|word| word.text.contains(text)).unwrap_or_else(|| panic!("{text} on the cover")).edges;
    let (fonds, title, first, last) = (word("领导小组"), word("贫困退出文件"), word("类目名称"), word("档号"));
    // The fonds above, the title large and in the middle, the fields below it down to the foot.
    assert!(fonds[3] < size[1] * 0.25 && title[1] > size[1] * 0.3 && title[3] < size[1] * 0.55 && first[1] > size[1] * 0.6 && last[3] > size[1] * 0.8);
    assert!(((title[0] + title[2]) / 2.0 - size[0] / 2.0).abs() < 12.0 && title[3] - title[1] > 1.4 * (first[3] - first[1]), "{title:?} {first:?}");
    let catalogue: String = pages[1..3].iter().flat_map(|(_, words)| words).map(|word| word.text.as_str()).collect();
    assert!(catalogue.contains("清委办〔2017〕25号"), "{catalogue}");
}

/// The most memory that binding took, in kilobytes.
#[cfg(target_os = "linux")]
fn peak(workspace: &Workspace) -> u64 {
    let mut child = workspace.command(&["-q", "bind", "--as-of", workspace.as_of, "0101"]).env("RAYON_NUM_THREADS", "1").stderr(std::process::Stdio::null()).spawn().expect("it starts");
    let mut most = 0;
    while child.try_wait().expect("it can be waited for").is_none() {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        most = most.max(line.unwrap_or(0));
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    most
}

#[cfg(target_os = "linux")]
#[test]
fn a_large_scan_takes_no_more_memory_than_a_small_one() {
    let workspace = county();
    let small = peak(&workspace);
    // A photograph with 100 MB of remarks before its picture; a telephone's own are of the same make.
    let jpeg = evidence(&workspace, PHOTOGRAPH);
    let remark = [&[0xFF, 0xFE, 0xFF, 0xFF][..], &vec![b' '; 65_533]].concat();
    let mut large = jpeg[..2].to_vec();
    (0..1_600).for_each(|_| large.extend_from_slice(&remark));
    large.extend_from_slice(&jpeg[2..]);
    workspace.write(&format!("{VILLAGE}/evidence/{PHOTOGRAPH}"), &large);
    let most = peak(&workspace);
    let size = std::fs::metadata(workspace.root.join(BINDERS).join(format!("{OF_VILLAGE}.pdf"))).expect("it is bound").len();
    assert!(size > large.len() as u64);
    assert!(small > 0 && most < small + 24_000, "{small} kB, then {most} kB");
}
