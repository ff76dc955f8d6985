//! Search through the site's own script: what stands in a field is found, what stands nowhere is not.

use std::path::Path;
use std::process::Command;

use gongshi::outlets::search::{Index, Record, SCRIPT};

use crate::support::*;

/// A small generator, the same numbers every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    fn word(&mut self, length: usize) -> String {
        const CHARACTERS: [char; 24] =
            ['张', '王', '李', '赵', '长', '灌', '村', '镇', '一', '二', '三', '𠮷', '石', '下', '新', '桥', 'A', 'b', '１', '7', '（', '-', ' ', '<'];
        (0..length).map(|_| CHARACTERS[self.below(CHARACTERS.len())]).collect()
    }
}

/// Households of many villages, as an archive has them.
fn households(count: usize) -> Vec<Record> {
    let mut dice = Dice(7);
    (0..count)
        .map(|at| {
            let village = at / 200;
            let code = format!("{:04}-{:03}", village, at % 200);
            let length = 2 + dice.below(2);
            let head = dice.word(length);
            let members: Vec<String> = (0..1 + dice.below(5)).map(|_| dice.word(3)).collect();
            let note = dice.word(12) + "\n" + &dice.word(12);
            Record {
                page: format!("villages/{village:04}.html"),
                anchor: code.clone(),
                title: head,
                kind: "户".to_owned(),
                date: (2016 + village % 4).to_string(),
                fields: [("户编码", code), ("家庭成员", members.join("、")), ("村", format!("第{village}新桥村")), ("状态", "已公告退出".to_owned()), ("备注", note)]
                    .map(|(label, text)| (label.to_owned(), text))
                    .to_vec(),
            }
        })
        .collect()
}

/// Writes a site that has nothing but a search, and its records as the test knows them.
fn site(folder: &Path, records: Vec<Record>) {
    for part in ["assets", "search"] {
        std::fs::create_dir_all(folder.join(part)).expect("writable");
    }
    let list: Vec<_> = records.iter().map(|r| serde_json::json!({ "page": r.page, "anchor": r.anchor, "title": r.title, "date": r.date, "fields": r.fields })).collect();
    std::fs::write(folder.join("records.json"), serde_json::to_vec(&list).expect("JSON")).expect("writable");
    std::fs::write(folder.join("assets/search.js"), SCRIPT).expect("writable");
    Index::new(records).write(|shard| std::fs::write(folder.join(shard.path), shard.text)).expect("writable");
}

/// Runs the reader over a site.
fn read(folder: &Path, args: &[&str]) -> Ran {
    let reader = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/search.mjs");
    Ran::of(Command::new("node").arg(reader).arg(folder).args(args).output())
}

#[test]
fn every_substring_is_found_through_the_script_and_nothing_else() {
    let here = Workspace::empty();
    site(&here.root, households(800));
    let ran = read(&here.root, &[]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

#[test]
fn titles_come_first_then_whole_fields_then_parts_and_the_new_before_the_old() {
    let record = |title: &str, date: &str, field: &str| Record {
        page: format!("{title}-{date}.html"),
        title: title.to_owned(),
        date: date.to_owned(),
        fields: vec![("项".to_owned(), field.to_owned())],
        ..Record::default()
    };
    let records = vec![
        record("甲", "2016", "石桥"),
        record("乙", "2019", "大石桥村"),
        record("丙", "2018", "大石桥村"),
        record("大石桥", "2015", "无"),
        record("石桥", "2014", "无"),
        record("丁", "2020", "石下桥"),
        record("戊", "", "新石桥"),
        record("己", "2020", "大石\n桥村"),
    ];
    let here = Workspace::empty();
    site(&here.root, records);
    let ran = read(&here.root, &["--query", " 石 桥"]);
    assert_eq!(ran.out.lines().collect::<Vec<_>>(), ["石桥-2014.html", "大石桥-2015.html", "甲-2016.html", "乙-2019.html", "丙-2018.html", "戊-.html"], "{}", ran.err);
    // Words apart from each other, in whichever field.
    assert_eq!(read(&here.root, &["--query", "大石 桥村"]).out.lines().collect::<Vec<_>>(), ["乙-2019.html", "丙-2018.html", "己-2020.html"]);
    assert_eq!(read(&here.root, &["--query", "桥"]).out, "short\n");
    assert_eq!(read(&here.root, &["--query", "𠮷"]).out, "short\n");
}

/// Builds a county with its site's folder on the disk.
fn built(workspace: &Workspace) -> (Built, std::path::PathBuf) {
    let built = workspace.build(&[]);
    let folder = workspace.root.join("read");
    for path in built.tree.keys().filter_map(|path| path.strip_prefix("web/site/")) {
        let file = folder.join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("writable");
        std::fs::write(file, &built.tree[&format!("web/site/{path}")]).expect("writable");
    }
    (built, folder)
}

#[test]
fn the_site_finds_its_articles_and_places() {
    let workspace = Workspace::qingliu();
    let (built, folder) = built(&workspace);
    let ran = read(&folder, &[]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let village = built.text("web/site/places/03/0301.html");
    let name = village.split("<h1 class=\"place-name\">").nth(1).and_then(|rest| rest.split('<').next()).expect("a name");
    let found = read(&folder, &["--query", name]);
    assert_eq!(found.out.lines().next(), Some("places/03/0301.html"), "{}", found.out);
    assert!(found.out.contains("notices/0301-2017-1-publicity.html"), "{}", found.out);
    assert!(read(&folder, &["--query", "清委办〔2017〕25号"]).out.contains("documents/qingweiban-2017-25.html"));
}

#[test]
fn the_index_of_a_site_whose_pages_name_persons_names_none() {
    let workspace = Workspace::beiling();
    let built = workspace.build(&[]);
    let persons: Vec<String> = workspace
        .content()
        .iter()
        .filter(|file| file.contains("/households/") && file.ends_with(".yaml"))
        .flat_map(|file| workspace.text(file).lines().filter_map(|line| line.split_once("户主: ").or(line.split_once("姓名: ")).map(|(_, name)| name.to_owned())).collect::<Vec<_>>())
        .collect();
    let listed = built.text("web/site/notices/0101-2019-1-publicity.html");
    let named = persons.iter().filter(|name| listed.contains(name.as_str())).count();
    assert!(named > 0 && listed.contains("noindex"), "the page names persons");
    let shards: String = built.paths(".js").into_iter().filter(|path| path.starts_with("web/site/search/")).map(|path| built.text(path)).collect();
    assert!(shards.contains("notices/0101-2019-1-publicity.html"), "the page itself is found");
    assert!(persons.iter().all(|name| !shards.contains(name.as_str())));
}

/// Measures 100,000 households: `cargo test --release --test main -- --ignored --nocapture search::a_hundred_thousand`.
#[test]
#[ignore = "a measurement, behind a switch"]
fn a_hundred_thousand_households_are_searched_within_300_ms() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/search-100000");
    let _ = std::fs::remove_dir_all(&folder);
    let records = households(100_000);
    let begun = std::time::Instant::now();
    site(&folder, records);
    let seconds = begun.elapsed().as_secs_f64();
    let ran = read(&folder, &["--measure"]);
    println!("index made and written in {seconds:.1} s\n{}", ran.out);
    assert_eq!(ran.code, 0, "{}", ran.err);
}
