//! Files that people really hand in: other encodings, broken bytes, links, wrong keys, and files cut in half.

use std::path::Path;

use gongshi::records::case::{Batch, Calendar, County, Document, FieldDef, Household, Plan, Shape, SiteSettings, Township, Village};
use gongshi::records::holdings::front_matter;
use gongshi::records::source::{LARGEST_CASE, Marked, Scalars, parse_marked};
use gongshi::rules::regulation::RuleSet;

use crate::support::*;

/// The file becomes a link to the original in the repository, or to a copy within the workspace.
fn link(workspace: &Workspace, file: &str, outside: bool) {
    let kept = format!("{file}.kept").replace("content/", "kept/");
    workspace.write(&kept, workspace.text(file)).remove(file);
    let real = if outside { Path::new(env!("CARGO_MANIFEST_DIR")).join(file) } else { workspace.root.join(kept) };
    std::os::unix::fs::symlink(real, workspace.root.join(file)).expect("links can be made");
}

/// The household's file with a comment that makes it so many bytes long.
fn grown(workspace: &Workspace, bytes: u64) {
    let text = workspace.text(HOUSEHOLD);
    let more = bytes as usize - text.len() - 1;
    workspace.append(HOUSEHOLD, &format!("#{}", "x".repeat(more)));
}

fn becomes(workspace: &Workspace, text: &str) {
    workspace.write(HOUSEHOLD, text);
}

/// Photograph of a posting that a list names.
fn photograph() -> String {
    POSTED_VILLAGE.replace("village.yaml", "evidence/公示.jpg")
}

/// The list names a photograph, of which so many bytes were handed in.
fn photographed(workspace: &Workspace, bytes: usize) {
    let whole = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/counties/xinjiang/content/townships/01/villages/0101/evidence/公示-20200803.jpg"));
    let whole = whole.expect("the worked county has it");
    let posted = "        截止日期: 2017-11-22\n";
    workspace.edit(POSTED, posted, &format!("{posted}        照片: [公示.jpg]\n"));
    workspace.write(&photograph(), &whole[..bytes.min(whole.len())]);
}

/// The first table of the plan gets so many more columns.
fn widened(workspace: &Workspace, columns: usize) {
    let more: String = (1..=columns).map(|at| format!("      - 键: 另{at}\n        标题: 另一项{at}\n        类型: 文字\n")).collect();
    workspace.edit(PLAN, "      - 键: 备注\n", &format!("{more}      - 键: 备注\n"));
}

fn untouched(_: &Workspace) {}

pub fn twins() -> Vec<Twin> {
    vec![
        deed("file-outside-workspace", |workspace| link(workspace, HOUSEHOLD, true), |workspace| link(workspace, HOUSEHOLD, false), HOUSEHOLD, ""),
        deed(
            "file-unreadable",
            |workspace| {
                workspace.remove(POSTED_VILLAGE);
            },
            untouched,
            POSTED_VILLAGE,
            "",
        )
        .also("plan-village-unknown", PLAN, "贫困村2017: 石下")
        .also("plan-village-unknown", PLAN, "空壳村2017: 石下、孙坊"),
        deed("file-too-large", |workspace| grown(workspace, LARGEST_CASE + 1), |workspace| grown(workspace, LARGEST_CASE), HOUSEHOLD, ""),
        deed(
            "bytes-unreadable",
            |workspace| {
                let text = workspace.text(HOUSEHOLD).replace("健康状况: 健康", "健康状况: \u{1}");
                workspace.write(HOUSEHOLD, text.bytes().map(|byte| if byte == 1 { 0xFF } else { byte }).collect::<Vec<_>>());
            },
            untouched,
            HOUSEHOLD,
            "本人或户主\n    文化程度: 初中\n    在校生状况: 非在校生\n    健康状况",
        ),
        twin(
            "yaml-syntax",
            HOUSEHOLD,
            "联系电话: 0000-0000000",
            "联系电话：0000-0000000",
            "联系电话: 0000-0000000",
            "联系电话：0000-0000000\n银行账号:",
        ),
        // Nothing behind a second --- would be read.
        deed(
            "yaml-syntax",
            |workspace| {
                workspace.append(HOUSEHOLD, "---\n户主: 例甲二\n");
            },
            |workspace| {
                workspace.append(HOUSEHOLD, "# ---\n");
            },
            HOUSEHOLD,
            "\n---",
        ),
        twin("yaml-tab-indentation", HOUSEHOLD, "  吃穿:\n", "\t吃穿:\n", "  吃穿:\n", "\t吃穿"),
        deed(
            "yaml-too-many-aliases",
            |workspace| {
                let mut text = "甲: &a0 [例, 例, 例, 例, 例, 例, 例, 例, 例, 例]\n".to_owned();
                (1..9).for_each(|n| text += &format!("乙{n}: &a{n} [{}*a{}]\n", format!("*a{}, ", n - 1).repeat(9), n - 1));
                becomes(workspace, &text);
            },
            |workspace| {
                workspace.edit(HOUSEHOLD, "[例调查员甲, 例调查员乙]", "[&甲 例调查员甲, *甲]");
            },
            HOUSEHOLD,
            "乙5: &a5 [*a4, *a4",
        ),
        deed("file-empty", |workspace| becomes(workspace, "# 户编码: 0301-001\n"), untouched, HOUSEHOLD, ""),
        deed(
            "file-unexpected",
            |workspace| {
                workspace.rename(HOUSEHOLD, &HOUSEHOLD.replace(".yaml", ".yml"));
            },
            untouched,
            "content/townships/03/villages/0301/households/0301-001.yml",
            "\n户编码",
        ),
        deed(
            "front-matter-missing",
            |workspace| {
                workspace.edit(FORWARDING, "---\n# 长委", "# 长委");
            },
            untouched,
            FORWARDING,
            "",
        ),
        twin("invalid-value", POSTED, "张贴日期: 2017-11-15", "张贴日期: 2017-11-31", "张贴日期: 2017-11-15", "张贴日期: 2017-11-31").also(
            "posting-place-missing",
            POSTED,
            "步骤: 村内公示",
        ),
        twin("wrong-type", POSTED_VILLAGE, "类别:\n  - 贫困村\n  - 空壳村", "类别: 贫困村、空壳村", "类别: [贫困村, 空壳村]", "类别: 贫困村、空壳村")
            .also("plan-village-kind", PLAN, "贫困村2017: 石下")
            .also("plan-village-kind", PLAN, "空壳村2017: 石下、孙坊"),
        twin("unknown-key", HOUSEHOLD, "村民小组: 一组", "村名小组: 一组", "村民小组: 一组", "村名小组"),
        twin("duplicate-key", HOUSEHOLD, "国定: 否", "国定: 否\n国定: 是", "国定: 否", "国定: 否\n国定"),
        // A key and its English alias are one key.
        twin("duplicate-key", HOUSEHOLD, "国定: 否", "国定: 否\nnational: 是", "国定: 否", "national"),
        // Told once, however many papers name the head.
        twin("glyph-missing", HOUSEHOLD, "\n户主: 例甲一", "\n户主: 例\u{30EDE}", "\n户主: 例㛃", "\n户主: 例\u{30EDE}").while_building(),
        deed("table-too-wide", |workspace| widened(workspace, 90), |workspace| widened(workspace, 3), PLAN, "")
            .also("table-too-wide", PLAN, "")
            .also("table-too-wide", FORWARDING, "")
            .also("table-too-wide", SCHEME, "")
            .while_building(),
        deed("scan-not-bound", |workspace| photographed(workspace, 700), |workspace| photographed(workspace, usize::MAX), &photograph(), "").while_binding(),
        twin("body-fault", FORWARDING, "现转发给你们。", "现*转发给你们。", "现\\*转发给你们。", "现*转发给你们。").while_building(),
    ]
}

#[test]
fn a_file_that_cannot_be_used_is_told_at_its_place() {
    hold(&twins());
}

#[test]
fn an_unknown_key_is_told_with_the_one_that_was_meant() {
    let workspace = Workspace::qingliu();
    workspace.edit(HOUSEHOLD, "村民小组: 一组", "村名小组: 一组");
    let hint = workspace.open_findings()[0].object["hint"].as_str().unwrap_or_default().to_owned();
    assert!(hint.contains("村民小组"), "{hint}");
}

#[test]
fn one_file_with_five_faults_has_five_findings_each_at_its_own_place() {
    let workspace = Workspace::qingliu();
    workspace
        .edit(HOUSEHOLD, "村民小组: 一组", "村名小组: 一组")
        .edit(HOUSEHOLD, "国定: 否", "国定: 否\n国定: 是")
        .edit(HOUSEHOLD, "联系电话: 0000-0000000", "联系电话: 无")
        .edit(HOUSEHOLD, "办理: [例调查员甲, 例调查员乙]", "办理: 例调查员甲、例调查员乙")
        .edit(HOUSEHOLD, "999999197306210028", "999999197306210027");
    let at = |rule: &str, text: &str, column: u64| (rule.to_owned(), workspace.line_of(HOUSEHOLD, text), column);
    let mut expected = vec![
        at("unknown-key", "村名小组", 1),
        at("duplicate-key", "国定: 否\n国定", 1),
        at("invalid-value", "联系电话", 1),
        at("wrong-type", "办理: 例调查员甲", 11),
        // Without readable actors the step has too few, at the step.
        at("step-too-few-actors", "步骤: 入户调查", 7),
        at("id-number-check-digit", "性别: 女\n    身份证号", 5),
    ];
    expected.sort_by_key(|(_, line, _)| *line);
    let place = |found: Found| (found.rule.clone(), found.line, found.object["column"].as_u64().unwrap_or_default());
    let findings: Vec<_> = workspace.open_findings().into_iter().map(place).collect();
    assert_eq!(findings, expected);
}

#[test]
fn what_was_not_read_is_not_also_told_to_be_missing() {
    for (file, text) in [(HOUSEHOLD, "户主：例"), (POSTED, "批次：例"), (PLAN, "a: b: c"), (RULES, "a: b: c"), (SCHEME, "---\na: b: c\n---\n")]
    {
        let workspace = Workspace::qingliu();
        workspace.write(file, format!("{text}\n"));
        let rules: Vec<String> = workspace.open_findings().into_iter().filter(|found| found.file == file).map(|found| found.rule).collect();
        assert_eq!(rules.len(), 1, "{file}: {rules:?}");
    }
}

/// Rewrites every content file by its bytes.
fn rewritten(workspace: &Workspace, how: impl Fn(&str, String) -> Vec<u8>) {
    for file in workspace.content() {
        let text = workspace.text(&file);
        workspace.write(&file, how(&file, text));
    }
}

#[test]
fn other_encodings_and_line_ends_give_the_same_papers() {
    let plain = Workspace::qingliu().build(&[]);
    assert_eq!(plain.ran.code, 0, "{}", plain.ran.err);
    for name in ["GB18030", "BOM", "CRLF"] {
        let workspace = Workspace::qingliu();
        rewritten(&workspace, |_, text| match name {
            "GB18030" => encoding_rs::GB18030.encode(&text).0.into_owned(),
            "BOM" => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            _ => text.replace('\n', "\r\n").into_bytes(),
        });
        let built = workspace.build(&[]);
        assert_eq!(built.ran.code, 0, "{name}: {}", built.ran.err);
        assert_eq!(differing(&plain.tree, &built.tree), Vec::<&str>::new(), "{name}");
    }
}

/// The field table of a content file.
fn fields_of(file: &str) -> &'static [FieldDef] {
    match file {
        COUNTY => County::FIELDS,
        "content/site.yaml" => SiteSettings::FIELDS,
        _ if file.starts_with("content/plans/") => Plan::FIELDS,
        _ if file.starts_with("content/documents/") => Document::FIELDS,
        _ if file.starts_with("content/regulations/") => RuleSet::FIELDS,
        _ if file.starts_with("content/calendars/") => Calendar::FIELDS,
        _ if file.ends_with("/township.yaml") => Township::FIELDS,
        _ if file.ends_with("/village.yaml") => Village::FIELDS,
        _ if file.contains("/batches/") => Batch::FIELDS,
        _ => Household::FIELDS,
    }
}

/// Every key of a file in English, everything else as it was.
fn in_english(file: &str, text: String) -> Vec<u8> {
    fn gather(tree: &Marked, shape: Shape, keys: &mut Vec<(usize, usize, &'static FieldDef)>) {
        match (&tree.node, shape) {
            (Scalars::Map(entries), Shape::Record(fields)) => {
                for (key, value) in entries {
                    let Scalars::Scalar(name) = &key.node else { continue };
                    let def = fields.iter().find(|def| def.key == name).expect("the county has no unknown key");
                    keys.push((key.line, key.column, def));
                    gather(value, (def.shape)(), keys);
                }
            }
            (Scalars::Map(entries), Shape::Map(item)) => entries.iter().for_each(|(_, value)| gather(value, item(), keys)),
            (Scalars::List(items), Shape::List(item)) => items.iter().for_each(|value| gather(value, item(), keys)),
            _ => {}
        }
    }
    let front = if file.ends_with(".md") { front_matter(&text).expect("it has front matter").0 } else { text.clone() };
    let tree = parse_marked(&front).expect("it is YAML").expect("it is not empty");
    let mut keys = Vec::new();
    gather(&tree, Shape::Record(fields_of(file)), &mut keys);
    let mut lines: Vec<String> = text.lines().map(|line| format!("{line}\n")).collect();
    keys.sort_by_key(|(line, column, _)| (*line, *column));
    for (line, column, def) in keys.into_iter().rev() {
        let characters: Vec<char> = lines[line - 1].chars().collect();
        let (before, rest) = characters.split_at(column - 1);
        let rest: String = rest.iter().collect();
        let rest = rest.strip_prefix(def.key).expect("the key stands there");
        lines[line - 1] = format!("{}{}{rest}", before.iter().collect::<String>(), def.alias);
    }
    lines.concat().into_bytes()
}

#[test]
fn english_keys_work_as_well_as_chinese_ones() {
    let chinese = Workspace::qingliu();
    let english = Workspace::qingliu();
    // Faults on many levels, so that places are compared too.
    for workspace in [&chinese, &english] {
        workspace.edit(POSTED, "截止日期: 2017-11-22", "截止日期: 2017-11-21");
        workspace.edit(HOUSEHOLD, "人均收入: 4090", "人均收入: 2952");
        workspace.edit(HOUSEHOLD, "批次: 0301-2017-1", "批次: 0301-2017-2");
        workspace.edit(HOUSEHOLD, "住房安全:\n    达标: 是", "住房安全:\n    达标: 否");
        workspace.edit(&household("0301-002"), "退出:\n  程序: 贫困户退出", "退出:\n  程序: 贫困户脱贫");
        workspace.edit(PLAN, "脱贫人口2017: 1780", "脱贫人口2017: 1781");
        workspace.edit(
            RULES,
            "对象: 村\n    依据:\n      文件: 清委办〔2017〕25号",
            "对象: 村\n    依据:\n      文件: 清委办〔2017〕52号",
        );
        workspace.edit(SCHEME, "qingliu-2017-2019/annex-3", "qingliu-2017-2019/annex-4");
    }
    rewritten(&english, in_english);
    assert!(english.text(HOUSEHOLD).contains("\nhead: 例甲一\n") && !english.text(HOUSEHOLD).contains("\n户主"));
    let places = |workspace: &Workspace| workspace.check().1.iter().map(Found::place).collect::<Vec<_>>();
    assert_eq!(places(&english), places(&chinese));
    let (english, chinese) = (english.build(&[]), chinese.build(&[]));
    assert_eq!(english.ran.code, 1);
    assert_eq!(differing(&chinese.tree, &english.tree), Vec::<&str>::new());
}

#[test]
fn a_folder_behind_a_link_is_not_read() {
    let outside = Workspace::qingliu();
    for folder in ["content/townships/09/villages/0901", "content/townships/09/villages/0901/households", "content/townships/09"] {
        let workspace = Workspace::qingliu();
        std::fs::remove_dir_all(workspace.root.join(folder)).expect("removable");
        std::os::unix::fs::symlink(outside.root.join(folder), workspace.root.join(folder)).expect("links can be made");
        let places: Vec<String> = workspace.open_findings().iter().map(Found::place).collect();
        assert!(places.contains(&format!("file-outside-workspace {folder}:1")), "{places:?}");
        let built = workspace.build(&[]);
        assert!(!built.tree.keys().any(|path| path.contains("0901-00")), "{folder}: {:?}", built.tree.keys());
    }
}

#[test]
fn stray_and_hidden_files_make_no_village() {
    let workspace = Workspace::qingliu();
    let before = workspace.build(&[]);
    workspace.write("content/townships/09/villages/.DS_Store", "x").write("content/townships/09/villages/.0901.swp", "x");
    assert_eq!(workspace.open_findings(), Vec::new());
    workspace.write("content/townships/09/villages/notes.txt", "x");
    let places: Vec<String> = workspace.open_findings().iter().map(Found::place).collect();
    assert_eq!(places, ["file-unexpected content/townships/09/villages/notes.txt:1"]);
    assert_eq!(differing(&before.tree, &workspace.build(&[]).tree), Vec::<&str>::new());
}

#[test]
fn a_county_without_its_rule_set_or_its_own_file_says_so() {
    let workspace = Workspace::qingliu();
    let before = workspace.build(&[]);
    workspace.remove(RULES);
    assert_eq!(workspace.open_findings().iter().map(|found| found.rule.as_str()).collect::<Vec<_>>(), ["rule-set-unknown"]);
    let built = workspace.build(&[]);
    assert_eq!(built.ran.code, 1);
    assert_eq!(differing(&before.tree, &built.tree), Vec::<&str>::new(), "the last output stays");
    workspace.write(COUNTY, "");
    let rules: Vec<String> = workspace.open_findings().into_iter().map(|found| found.rule).collect();
    assert!(rules.contains(&"file-empty".to_owned()), "{rules:?}");
}

#[test]
fn a_character_that_no_font_has_blocks_its_paper_and_no_other() {
    let workspace = Workspace::qingliu();
    let clean = workspace.build(&[]);
    workspace.edit(HOUSEHOLD, "\n户主: 例甲一", "\n户主: 例\u{E863}");
    let built = workspace.build(&[]);
    assert_eq!(built.ran.code, 1);
    let findings: Vec<Found> = built.ran.findings().into_iter().filter(|found| found.rule == "glyph-missing").collect();
    let line = workspace.line_of(HOUSEHOLD, "\n户主");
    assert!(!findings.is_empty() && findings.iter().all(|found| (found.file.as_str(), found.line) == (HOUSEHOLD, line)), "{findings:?}");
    assert!(built.ran.err.contains(&format!("{HOUSEHOLD}:{line}:6: ")) && built.ran.err.contains("U+E863"), "{}", built.ran.err);
    for kind in ["household-exit-publicity", "survey-record"] {
        let subject = if kind == "survey-record" { "0301-001" } else { "0301-2017-1" };
        assert_eq!(built.state(kind, subject), ("Blocked".to_owned(), "glyph-missing".to_owned()));
    }
    // Pages of the archive show it as they can; every paper that names the head is held up, and no other.
    let mut gone = differing(&clean.tree, &built.tree);
    gone.retain(|path| path.ends_with(".pdf"));
    let named = clean.paths(".pdf").into_iter().filter(|path| clean.pdf_as_drawn(path).contains("例甲一"));
    assert_eq!(gone, named.collect::<Vec<_>>());
    assert!(gone.len() > 10 && gone.iter().all(|path| !built.tree.contains_key(*path)));
}

/// Numbers that look thrown and are always the same.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % below.max(1) as u64) as usize
    }
}

/// A file after an accident.
fn mangled(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let (one, other) = (dice.throw(lines.len()), dice.throw(lines.len()));
    match dice.throw(7) {
        0 => drop(lines.remove(one)),
        1 => lines.insert(other, lines[one]),
        2 => lines.swap(one, other),
        3 => return bytes[..dice.throw(bytes.len())].to_vec(),
        4 => return [&bytes[..dice.throw(bytes.len())], b"\0\x80: [{&", &bytes[dice.throw(bytes.len())..]].concat(),
        5 => {
            let at = dice.throw(bytes.len());
            return [&bytes[..at], &bytes[bytes.len().min(at + 1 + dice.throw(9))..]].concat();
        }
        _ => {
            let numbers = [b"99999999999999999999".as_slice(), b"-1", b"0", b"~", b"[]", b"{}", b"\"\""];
            let mut line = lines[one].split(|byte| *byte == b':').next().unwrap_or_default().to_vec();
            line.extend([b": ", numbers[dice.throw(numbers.len())], b"\n"].concat());
            return [lines[..one].concat(), line, lines[one + 1..].concat()].concat();
        }
    }
    lines.concat()
}

#[test]
fn no_mangled_file_makes_the_program_fall_over() {
    use rayon::prelude::*;
    const EACH: u64 = 76;
    let faults: Vec<String> = (0..4_u64)
        .into_par_iter()
        .flat_map(|worker| {
            let workspace = if worker == 3 { Workspace::beiling() } else { Workspace::qingliu() };
            let mut files = workspace.content();
            // The many villages without cases are one kind of file.
            files.retain(|file| !file.ends_with("village.yaml") || file.contains("0301") || file.contains("0102"));
            let mut dice = Dice(worker);
            let mut faults = Vec::new();
            for round in 0..EACH {
                let file = files[dice.throw(files.len())].clone();
                let whole = std::fs::read(workspace.root.join(&file)).expect("readable");
                workspace.write(&file, mangled(&whole, &mut dice));
                let verb = if round % 8 == 0 { "build" } else { "check" };
                let output = workspace.command(&["-q", verb, "--as-of", workspace.as_of]).output().expect("it starts");
                let told = String::from_utf8_lossy(&output.stderr).into_owned();
                let code = output.status.code();
                // No county.yaml that can be told from none is a workspace without a county; all else is a finding.
                if !matches!(code, Some(0 | 1)) || told.contains("panicked") {
                    let kept = std::fs::read(workspace.root.join(&file)).expect("readable");
                    faults.push(format!("{verb} {file} (worker {worker}, round {round}): {code:?} {told}\n{}", String::from_utf8_lossy(&kept)));
                }
                workspace.write(&file, whole);
            }
            faults
        })
        .collect();
    assert!(faults.is_empty(), "{} of {}: {}", faults.len(), 4 * EACH, faults[0]);
}
