//! Bringing households in: `gongshi import` and `gongshi new`, as whole commands on a copy of the repository's county.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

const COLUMNS: [&str; 32] = [
    "序号", "数据日期", "县", "乡", "行政村", "自然村", "户编号", "人编号", "姓名", "证件号码", "人数", "与户主关系", "民族", "文化程度", "在校生状况", "健康状况",
    "劳动技能", "务工时间（月）", "是否参加大病保险", "致贫原因1", "危房户", "是否解决安全饮用水", "人均纯收入", "户联系电话", "人联系电话", "首次识别时间",
    "人员识别时间", "户类型", "易返贫致贫户(监测对象)类型", "风险是否消除", "风险识别时间", "风险消除时间",
];

type Row = BTreeMap<&'static str, String>;

/// A person of a household in 林畲乡下坂村 or elsewhere.
fn person(village: (&str, &str), household: u32, member: u32, of: u32) -> Row {
    let relation = ["户主", "配偶", "之子", "04"][member as usize % 4];
    let values = [
        ("数据日期", "2021-12-31".to_owned()),
        ("县", "清流县".to_owned()),
        ("乡", village.0.to_owned()),
        ("行政村", village.1.to_owned()),
        ("自然村", "样例自然村".to_owned()),
        ("户编号", format!("350423{household:06}")),
        ("人编号", format!("350423{household:06}{member:02}")),
        ("姓名", format!("样{household}之{member}")),
        ("证件号码", id_number(household * 10 + member)),
        ("人数", of.to_string()),
        ("与户主关系", relation.to_owned()),
        ("民族", "汉族".to_owned()),
        ("文化程度", "初中".to_owned()),
        ("在校生状况", "1".to_owned()),
        ("健康状况", "健康".to_owned()),
        ("劳动技能", "普通劳动力".to_owned()),
        ("务工时间（月）", "6".to_owned()),
        ("是否参加大病保险", "是".to_owned()),
        ("致贫原因1", "7".to_owned()),
        ("危房户", "否".to_owned()),
        ("是否解决安全饮用水", "是".to_owned()),
        ("人均纯收入", "8123.4".to_owned()),
        ("户联系电话", "0000-1234567".to_owned()),
        ("首次识别时间", "2014/1/5".to_owned()),
        ("人员识别时间", "20140105".to_owned()),
        ("户类型", "一般脱贫户".to_owned()),
    ];
    values.into_iter().collect()
}

fn household(village: (&str, &str), number: u32, members: u32) -> Vec<Row> {
    (0..members).map(|member| person(village, number, member, members)).collect()
}

/// An invented number of a region that does not exist, with its check character (GB 11643).
fn id_number(serial: u32) -> String {
    let seventeen = format!("9999991901{:02}{:02}{:03}", serial / 28_000 % 12 + 1, serial / 1_000 % 28 + 1, serial % 1_000);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = seventeen.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    format!("{seventeen}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}

fn csv(rows: &[Row]) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut out = format!("名册\r\n{}\r\n", COLUMNS.join(","));
    for row in rows {
        let cells: Vec<String> = COLUMNS.iter().map(|name| quoted(row.get(name).map_or("", String::as_str))).collect();
        out.push_str(&format!("{}\r\n", cells.join(",")));
    }
    out
}

/// A workbook with a title, and the columns in another order.
fn xlsx(rows: &[Row], more: impl Fn(&mut Worksheet, &dyn Fn(&str) -> u16)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("说明").expect("a name").write(0, 0, "本表由系统导出").expect("written");
    let sheet = workbook.add_worksheet().set_name("名册").expect("a name");
    let place = |name: &str| u16::try_from(COLUMNS.iter().rev().position(|known| *known == name).expect("a column")).expect("few columns");
    sheet.merge_range(0, 0, 0, 31, "名册（样例）", &Format::new()).expect("merged");
    for name in COLUMNS {
        sheet.write(2, place(name), name).expect("written");
    }
    for (index, row) in rows.iter().enumerate() {
        for (name, text) in row {
            sheet.write(u32::try_from(index).expect("few rows") + 3, place(name), text).expect("written");
        }
    }
    more(sheet, &place);
    workbook.save_to_buffer().expect("a workbook")
}

/// A copy of the county to work on.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("import-{name}"));
        let _ = fs::remove_dir_all(&root);
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &root.join("content"));
        Self(root)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::write(&path, bytes).expect("written");
        path.display().to_string()
    }

    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongshi"));
        let done = command.arg("-q").arg("-C").arg(&self.0).args(args).stdin(Stdio::null()).output().expect("runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (done.status.code().expect("an exit code"), text(done.stdout), text(done.stderr))
    }

    fn json(&self, args: &[&str]) -> (i32, serde_json::Value) {
        let (code, out, error) = self.run(&[args, &["--format", "json"]].concat());
        (code, serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{error}")))
    }

    /// Every file below content/ with its bytes.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        gather(&self.0.join("content"), &mut files);
        files
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.0.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// Findings of check by rule, without those that the county's own files have.
    fn findings(&self, below: &str) -> Vec<String> {
        let (_, out) = self.json(&["check", "--as-of", "2017-11-20"]);
        let findings = out["findings"].as_array().expect("a list").iter();
        findings.filter(|finding| finding["file"].as_str().is_some_and(|file| file.starts_with(below))).map(|finding| finding["rule"].to_string()).collect()
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() { copy(&entry.path(), &target) } else { assert!(fs::copy(entry.path(), target).is_ok()) }
    }
}

fn gather(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() { gather(&entry, files) } else { drop(files.insert(entry.clone(), fs::read(&entry).expect("read"))) }
    }
}

const SHIXIA: (&str, &str) = ("林畲乡", "石下村");
const FOLDER: &str = "content/townships/03/villages/0301/households/";

fn two_households() -> Vec<Row> {
    [household(SHIXIA, 1, 3), household(("李家", "鲜水"), 2, 2)].concat()
}

#[test]
fn a_dry_run_writes_nothing_and_importing_twice_changes_nothing() {
    let county = Copy::new("twice");
    let rows = [household(SHIXIA, 1, 3), household(("林畲", "石下"), 2, 2)].concat();
    let before = county.files();
    let text = csv(&rows);
    let (gb, _, lossy) = encoding_rs::GB18030.encode(&text);
    assert!(!lossy);
    let files = [
        county.put("gb.csv", gb),
        county.put("bom.csv", format!("\u{feff}{}", csv(&rows))),
        county.put("plain.csv", csv(&rows)),
        county.put("tabs.txt", format!("{}\n", COLUMNS.join("\t")) + &rows.iter().map(|row| COLUMNS.map(|name| row.get(name).cloned().unwrap_or_default()).join("\t") + "\n").collect::<String>()),
        county.put("book.xlsx", xlsx(&rows, |_, _| {})),
    ];
    for file in &files {
        let (code, plan) = county.json(&["import", file]);
        assert_eq!((code, &plan["total"]["new"]), (0, &serde_json::json!({ "households": 2, "persons": 5 })), "{file}: {plan}");
        assert_eq!(plan["new"][1]["file"], format!("{FOLDER}0301-007.yaml"));
        assert_eq!(county.files(), before, "{file}");
    }
    // What an interrupted import leaves is no case file, and is gone after the next one.
    fs::create_dir(county.0.join("content/.intake")).expect("made");
    fs::write(county.0.join("content/.intake/.7"), "户编码: 0301-0").expect("written");
    assert_eq!(county.findings("content/.intake"), Vec::<String>::new());
    let (code, _, _) = county.run(&["import", &files[0], "--write"]);
    assert_eq!(code, 0);
    let written = county.files();
    assert_eq!(written.len(), before.len() + 2);
    assert!(before.iter().all(|(path, bytes)| written.get(path) == Some(bytes)));
    for file in &files {
        let (code, plan) = county.json(&["import", file, "--write"]);
        assert_eq!((code, &plan["total"]["unchanged"]["persons"]), (0, &serde_json::json!(5)), "{file}: {plan}");
        assert_eq!(county.files(), written, "{file}");
    }
    let text = county.read(&format!("{FOLDER}0301-006.yaml"));
    for line in ["户编码: 0301-006", "系统户编号: \"350423000001\"", "户主: 样1之0", "致贫原因: 缺技术", "    在校生状况: 非在校生", "    与户主关系: 本人或户主", "首次识别时间: 2014-01-05", "系统人均纯收入: 8123.4"] {
        assert!(text.lines().any(|known| known == line), "{line}\n{text}");
    }
}

#[test]
fn an_imported_household_passes_check_and_its_survey_record_is_made() {
    let county = Copy::new("survey");
    let file = county.put("book.xlsx", xlsx(&household(SHIXIA, 1, 4), |_, _| {}));
    assert_eq!(county.run(&["import", &file, "--write"]).0, 0);
    assert_eq!(county.findings(FOLDER), Vec::<String>::new());
    assert_eq!(county.run(&["build", "--as-of", "2017-11-20"]).0, 0);
    let mut made = BTreeMap::new();
    gather(&county.0.join("output"), &mut made);
    assert!(made.keys().any(|path| path.display().to_string().contains("restricted") && path.display().to_string().contains("0301-006")), "{:?}", made.keys());
    let public = made.iter().filter(|(path, _)| !path.display().to_string().contains("restricted"));
    for (path, bytes) in public {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("样1之") && !text.contains("350423000001"), "{}", path.display());
    }
}

#[test]
fn a_changed_export_changes_only_what_changed() {
    let county = Copy::new("changed");
    let mut rows = household(SHIXIA, 1, 3);
    let file = county.put("a.csv", csv(&rows));
    assert_eq!(county.run(&["import", &file, "--write"]).0, 0);
    // What people do to a file: remarks, another order, their own values, another line end.
    let path = format!("{FOLDER}0301-006.yaml");
    let mut text = county.read(&path).replace("村民小组:\n", "村民小组: 三组 # 2022年并组\n").replace("    健康状况: 健康\n", "    健康状况: '健康'   # 体检\n");
    text = text.replace("危房户: 否\n", "").replace("户编码: 0301-006\n", "户编码: 0301-006\n危房户: 否\n").replace('\n', "\r\n");
    fs::write(county.0.join(&path), &text).expect("written");
    assert_eq!(county.json(&["import", &file, "--write"]).1["total"]["unchanged"]["households"], 1);
    assert_eq!(county.read(&path), text);
    // The system changes: health, a telephone of a person, the income; a person goes, another comes.
    rows[1].insert("健康状况", "残疾".to_owned());
    rows[0].insert("人联系电话", "0000-7654321".to_owned());
    rows[2] = person(SHIXIA, 1, 3, 3);
    for row in &mut rows {
        row.insert("人均纯收入", "9000".to_owned());
        row.insert("数据日期", "2022-12-31".to_owned());
    }
    let file = county.put("b.csv", csv(&rows));
    let (code, plan) = county.json(&["import", &file, "--write"]);
    assert_eq!((code, &plan["only_in_file"][0]["member"], &plan["changed"][0]["new_members"]), (0, &serde_json::json!(3), &serde_json::json!(1)), "{plan}");
    let changed = county.read(&path);
    let added = changed.find("  - 姓名: 样1之3").expect("the new person");
    let end = changed[added..].find("\r\n收入").expect("what follows") + added + 2;
    let without = format!("{}{}", &changed[..added], &changed[end..]);
    let mut expected = text.replace("8123.4", "9000").replace("系统数据日期: 2021", "系统数据日期: 2022");
    let second = expected.find("样1之1").expect("the second person");
    expected.replace_range(second.., &expected[second..].replacen("'健康'   # 体检", "残疾   # 体检", 1));
    let first = expected.find("    人员识别时间").expect("a line of the first person");
    expected.insert_str(first, "    联系电话: \"0000-7654321\"\r\n");
    assert_eq!(without, expected);
    assert_eq!(county.json(&["import", &file]).1["total"]["unchanged"]["households"], 1);
    assert_eq!(county.findings(FOLDER), Vec::<String>::new());
    // An export from before is not brought in over it.
    let file = county.put("a.csv", csv(&household(SHIXIA, 1, 3)));
    let (code, plan) = county.json(&["import", &file, "--write"]);
    assert_eq!((code, plan["refused"][0]["reason"].as_str()), (1, Some("older-export")));
    // A file that is not written one entry a line is left to people.
    let braces = "{户编码: 0301-006, 系统户编号: \"350423000001\", 户主: 旧名, 家庭成员: []}\n";
    fs::write(county.0.join(&path), braces).expect("written");
    assert_eq!(county.json(&["import", &file, "--write"]).1["refused"][0]["reason"], "no-safe-edit");
    assert_eq!(county.read(&path), braces);
}

#[test]
fn rows_are_refused_with_place_and_reason_and_the_rest_goes_in() {
    let faults: &[(&str, &str, &str)] = &[
        ("证件号码", "99999919700101001", "not-an-id-number"),
        ("证件号码", "9.99999E+17", "digits-lost"),
        ("户联系电话", "见村部", "not-a-telephone"),
        ("姓名", "", "no-name"),
        ("姓名", "null", "no-name"),
        ("人编号", "", "no-person-number"),
        ("户编号", "", "no-household-number"),
        ("与户主关系", "之友", "not-listed"),
        ("与户主关系", "21", "not-listed"),
        ("与户主关系", "户主", "two-heads"),
        ("人数", "4", "persons-differ"),
        ("人数", "两", "not-a-whole-number"),
        ("首次识别时间", "2014-13-01", "not-a-date"),
        ("首次识别时间", "2015-01-01", "rows-differ"),
        ("人均纯收入", "八千", "not-an-amount"),
        ("危房户", "不详", "not-yes-or-no"),
        ("行政村", "无此村", "village-unknown"),
        ("县", "宁化县", "other-county"),
        ("民族", &"长".repeat(2_001), "too-long"),
        ("证件号码", "999999197001110018", "person-elsewhere"),
    ];
    let county = Copy::new("refused");
    for (column, value, reason) in faults {
        let mut rows = [household(SHIXIA, 1, 2), household(SHIXIA, 2, 2)].concat();
        rows[1].insert(column, (*value).to_owned());
        let file = county.put("faults.csv", csv(&rows));
        let (code, plan) = county.json(&["import", &file]);
        let first = &plan["refused"][0];
        assert_eq!(code, 1, "{column} {value}");
        let known = plan["refused"].as_array().expect("a list").iter().find(|refusal| refusal["reason"] == *reason);
        let known = known.unwrap_or_else(|| panic!("{column} {value}: {first}"));
        assert_eq!((&known["sheet"], &known["column"]), (&serde_json::json!("faults.csv"), &serde_json::json!(column)));
        if *reason != "persons-differ" {
            assert_eq!(known["row"], 4, "{column} {value}");
        }
        assert!(!known["value"].as_str().expect("text").contains("9999991901"));
        assert_eq!(plan["total"]["new"]["households"], 1, "{column} {value}: the other household goes in");
        let (read, refused, waiting) = (&plan["rows"]["read"], plan["rows"]["refused"].as_u64(), plan["rows"]["waiting"].as_u64());
        assert_eq!((read, refused.zip(waiting).map(|(a, b)| a + b)), (&serde_json::json!(4), Some(2)), "{column} {value}");
    }
    // Twice in the export; no head; the same in the terminal's words.
    let mut rows = [household(SHIXIA, 1, 2), household(SHIXIA, 2, 2)].concat();
    let (number, id) = (rows[0]["人编号"].clone(), rows[0]["证件号码"].clone());
    rows[3].insert("人编号", number);
    rows[3].insert("证件号码", id.clone());
    rows[0].insert("与户主关系", "其他".to_owned());
    let file = county.put("faults.csv", csv(&rows));
    let (code, out, _) = county.run(&["import", &file]);
    assert_eq!(code, 1);
    for words in ["第 3 行“与户主关系”：这一户没有户主", "第 6 行“人编号”“3…0”", "第 6 行“证件号码”“9…", "第 3 行已经有了"] {
        assert!(out.contains(words), "{words}\n{out}");
    }
    assert!(!out.contains(&id));
    // What cannot be read at all.
    let lacking = csv(&rows).replacen("证件号码", "身份证", 1);
    for (name, bytes, words) in [
        ("lacking.csv", lacking.into_bytes(), "证件号码"),
        ("twice.csv", csv(&rows).replacen("序号,", "姓名,", 1).into_bytes(), "姓名"),
        ("none.csv", b"a,b\n1,2\n".to_vec(), "户编号"),
        ("old.xls", vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1], ".xlsx"),
        ("broken.xlsx", b"PK\x03\x04broken".to_vec(), "broken.xlsx"),
        ("bytes.csv", vec![0xFF, 0xFE, 0x37, 0x00, 0xFF], "GB18030"),
    ] {
        let file = county.put(name, bytes);
        let (code, _, error) = county.run(&["import", &file]);
        assert!(code == 2 && error.contains(words), "{name}: {code} {error}");
    }
    assert_eq!(county.run(&["import", "nowhere.csv"]).0, 2);
    assert_eq!(county.run(&["import", &file, "--village", "石下村=9999"]).0, 2);
}

/// The workbook as a program writes it that computes no formulas.
fn uncomputed(bytes: Vec<u8>) -> Vec<u8> {
    use std::io::{Read, Write};
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..book.len() {
        let mut member = book.by_index(index).expect("a member");
        let mut text = String::new();
        member.read_to_string(&mut text).expect("XML");
        let name = member.name().expect("a name").into_owned();
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
        out.write_all(text.replace("<f>A1</f><v>0</v>", "<f>A1</f>").as_bytes()).expect("written");
    }
    out.finish().expect("finished").into_inner()
}

#[test]
fn cells_of_a_workbook_are_not_guessed_at() {
    let county = Copy::new("cells");
    let rows: Vec<Row> = (1..=8).flat_map(|number| household(SHIXIA, number, 1)).collect();
    let bytes = xlsx(&rows, |sheet, place| {
        // A number in the place of a text, a day as a day: fine.
        sheet.write(3, place("户编号"), 350_423_000_001_f64).expect("written");
        sheet.write(3, place("人均纯收入"), 8_123.4).expect("written");
        let day = ExcelDateTime::from_ymd(2014, 1, 5).expect("a day");
        sheet.write_with_format(3, place("首次识别时间"), &day, &Format::new().set_num_format("yyyy-mm-dd")).expect("written");
        // Digits lost, a formula with an error, one without a value, a day for a name, covered cells.
        sheet.write(4, place("证件号码"), 9.999_991_970_01e17).expect("written");
        sheet.write(5, place("民族"), Formula::new("=NA()").set_result("#N/A")).expect("written");
        sheet.write(6, place("姓名"), Formula::new("=A1")).expect("written");
        sheet.write_with_format(7, place("姓名"), &day, &Format::new().set_num_format("yyyy-mm-dd")).expect("written");
        sheet.merge_range(8, place("户类型"), 9, place("户类型"), "一般脱贫户", &Format::new()).expect("merged");
        sheet.write(10, place("人编号"), 1.5e15).expect("written");
    });
    let file = county.put("cells.xlsx", uncomputed(bytes));
    let (code, plan) = county.json(&["import", &file]);
    let refused: Vec<(u64, &str, &str)> = plan["refused"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|refusal| (refusal["row"].as_u64().expect("a row"), refusal["column"].as_str().expect("text"), refusal["reason"].as_str().expect("text")))
        .collect();
    assert_eq!(code, 1);
    assert_eq!(
        refused,
        [
            (5, "证件号码", "digits-lost"),
            (6, "民族", "formula-error"),
            (7, "姓名", "formula-without-value"),
            (8, "姓名", "is-a-date"),
            (10, "户类型", "merged"),
            (11, "人编号", "digits-lost"),
        ]
    );
    assert_eq!(plan["total"]["new"]["households"], 2);
    assert_eq!(plan["sheets"][0]["header_row"], serde_json::Value::Null);
    assert_eq!(plan["sheets"][1]["header_row"], 3);
}

#[test]
fn hostile_text_comes_through_as_text() {
    let county = Copy::new("hostile");
    let long = "长".repeat(2_000);
    let names = ["=1+1", "*<b>|`x`", "例甲\n- 姓名: 假", "    四个空格", "yes", "0301", "甲: 乙 #丙", "\"'\\", &long, "'=cmd|' /C calc'!A0"];
    let mut rows: Vec<Row> = (1..=10).flat_map(|number| household(SHIXIA, number, 1)).collect();
    for (row, name) in rows.iter_mut().zip(names) {
        row.insert("姓名", name.to_owned());
        row.insert("自然村", name.to_owned());
        row.insert("户类型", name.to_owned());
    }
    let file = county.put("hostile.xlsx", xlsx(&rows, |_, _| {}));
    assert_eq!(county.run(&["import", &file, "--write"]).0, 0);
    for (number, name) in (6..).zip(names) {
        let tree = gongshi::records::source::parse_marked(&county.read(&format!("{FOLDER}0301-{number:03}.yaml"))).expect("YAML").expect("a mapping");
        let gongshi::records::source::Scalars::Map(entries) = tree.node else { panic!("a mapping") };
        let value = |key: &str| {
            let (_, value) = entries.iter().find(|(known, _)| matches!(&known.node, gongshi::records::source::Scalars::Scalar(text) if text == key)).expect("the key");
            let gongshi::records::source::Scalars::Scalar(text) = &value.node else { panic!("a scalar") };
            text.clone()
        };
        assert_eq!([value("户主"), value("自然村"), value("户类型")], [name.trim(), name.trim(), name.trim()]);
    }
    assert_eq!(county.findings(FOLDER), Vec::<String>::new());
    let (code, plan) = county.json(&["import", &file, "--write"]);
    assert_eq!((code, &plan["total"]["unchanged"]["households"]), (0, &serde_json::json!(10)), "{plan}");
}

#[test]
fn a_household_that_may_be_there_already_is_not_made_again() {
    let county = Copy::new("known");
    let file = county.put("a.csv", csv(&household(SHIXIA, 1, 2)));
    // A file that nobody can read may be that household.
    fs::write(county.0.join(format!("{FOLDER}0301-006.yaml")), "户编码: 0301-006\n系统户编号：350423000001\n户主: [\n").expect("written");
    let (code, plan) = county.json(&["import", &file, "--write"]);
    assert_eq!((code, plan["refused"][0]["reason"].as_str()), (1, Some("village-unreadable")));
    fs::remove_file(county.0.join(format!("{FOLDER}0301-006.yaml"))).expect("removed");
    // A household that was typed: its number in the system is entered, and the persons are found by their ID numbers.
    let mut typed = household(SHIXIA, 9, 2);
    for (row, id) in typed.iter_mut().zip(["999999197001110018", "999999197306210028"]) {
        row.insert("证件号码", id.to_owned());
    }
    let file = county.put("b.csv", csv(&typed));
    assert_eq!(county.json(&["import", &file]).1["refused"][0]["reason"], "person-elsewhere");
    let path = format!("{FOLDER}0301-001.yaml");
    let text = county.read(&path).replace("户编码: 0301-001\n", "户编码: 0301-001\n系统户编号: \"350423000009\"\n");
    fs::write(county.0.join(&path), &text).expect("written");
    let (code, plan) = county.json(&["import", &file, "--write"]);
    assert_eq!((code, &plan["changed"][0]["new_members"]), (0, &serde_json::json!(0)), "{plan}");
    let new = county.read(&path);
    assert!(new.contains("户主: 样9之0\n") && new.contains("    系统人编号: \"35042300000900\"\n") && new.contains("  年度: 2017\n  批次: 0301-2017-1\n"), "{new}");
    // In another village, or in two files: for people to decide.
    let mut moved = typed.clone();
    let village = county.read("content/townships/03/villages/0302/village.yaml");
    let name = village.lines().find_map(|line| line.strip_prefix("全称: ")).expect("a name").to_owned();
    moved.iter_mut().for_each(|row| drop(row.insert("行政村", name.clone())));
    let file = county.put("c.csv", csv(&moved));
    assert_eq!(county.json(&["import", &file]).1["refused"][0]["reason"], "moved");
    fs::copy(county.0.join(&path), county.0.join(format!("{FOLDER}0301-099.yaml"))).expect("copied");
    let file = county.put("b.csv", csv(&typed));
    let reasons = county.json(&["import", &file]).1;
    assert_eq!(reasons["refused"][0]["reason"], "known-twice", "{reasons}");
}

#[test]
fn villages_and_households_are_made_by_hand() {
    let county = Copy::new("new");
    let before = county.files();
    assert_eq!(county.run(&["new", "village", "--name", "新村"]).0, 2);
    assert_eq!(county.run(&["new", "village", "--township", "99", "--name", "新岭"]).0, 2);
    assert_eq!(county.run(&["new", "household", "--village", "9999", "--head", "例甲"]).0, 2);
    let (code, _, error) = county.run(&["new", "village", "--township", "03", "--name", "石下"]);
    assert!(code == 2 && error.contains("0301/village.yaml"), "{error}");
    assert_eq!(county.files(), before);
    let (code, out, _) = county.run(&["new", "village", "--township", "03", "--name", "新岭"]);
    assert!(code == 0 && out.contains("0305"), "{out}");
    let village = county.read("content/townships/03/villages/0305/village.yaml");
    assert!(village.contains("全称: 新岭村\n村民委员会: 清流县林畲乡新岭村村民委员会\n"), "{village}");
    for code in ["0305-001", "0305-002"] {
        let (exit, out, error) = county.run(&["new", "household", "--village", "0305", "--head", "*例[甲]", "--group", "一组"]);
        assert!(exit == 0 && out.contains(code), "{out}");
        assert_eq!(error.contains("0305-001.yaml"), code == "0305-002", "{error}");
    }
    assert_eq!(county.findings("content/townships/03/villages/0305"), Vec::<String>::new());
    // The export finds the new village.
    let file = county.put("a.csv", csv(&household(("林畲乡", "新岭村村民委员会"), 1, 2)));
    let (code, plan) = county.json(&["import", &file]);
    assert_eq!((code, plan["new"][0]["file"].as_str()), (0, Some("content/townships/03/villages/0305/households/0305-003.yaml")), "{plan}");
    let file = county.put("b.csv", csv(&household(("林畲乡", "老名字"), 1, 2)));
    assert_eq!(county.run(&["import", &file]).0, 1);
    assert_eq!(county.run(&["import", &file, "--village", "林畲乡/老名字=0305"]).0, 0);
}

#[test]
fn two_townships_may_be_named_in_one_export() {
    let county = Copy::new("townships");
    let file = county.put("a.xlsx", xlsx(&two_households(), |_, _| {}));
    let (_, plan) = county.json(&["import", &file]);
    assert_eq!(plan["rows"]["read"], 5);
    assert_eq!(plan["villages"][0]["code"], "0301");
}

/// Measures 100,000 rows from a workbook: `cargo test --release -- --ignored --nocapture measure_import`.
#[test]
#[ignore = "measures"]
fn measure_import() {
    let county = Copy::new("measure");
    let rows: Vec<Row> = (0..25_000).flat_map(|number| household(SHIXIA, number, 4)).collect();
    let file = county.put("large.xlsx", xlsx(&rows, |_, _| {}));
    for args in [vec!["import", &file], vec!["import", &file, "--write"], vec!["import", &file]] {
        let begun = std::time::Instant::now();
        assert_eq!(county.run(&args).0, 0);
        println!("{:?}: {:.1} s", &args[2..], begun.elapsed().as_secs_f64());
    }
}
