//! Building a county: what exists when, what holds what up, and that the same input gives the same bytes.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use fs4::fs_std::FileExt;
use gongshi::workspace::staging::FOLDERS;
use sha2::{Digest, Sha256};

use crate::support::*;

const PUBLICITY: &str = "household-exit-publicity";
const ANNOUNCEMENT: &str = "household-exit-announcement";
const POSTED_PDF: &str = "board/03/0301/0301-2017-1-publicity.pdf";
const POSTED_PAGE: &str = "web/site/notices/0301-2017-1-publicity.html";
const MARK: &str = "样例·非正式文件";
const RESTRICTED: &str = "内部资料不得上网";

/// The publicity or announcement of a batch, board and web.
fn notices(built: &Built, kind: &str, batch: &str) -> [String; 2] {
    [kind.to_owned(), format!("{kind}-web")].map(|kind| built.state(&kind, batch).0)
}

/// What differs besides the archive's pages and the index of the search, which tell of everything.
fn changed<'a>(one: &'a Tree, other: &'a Tree) -> Vec<&'a str> {
    differing(one, other).into_iter().filter(|path| !path.starts_with("restricted/archive/") && !path.starts_with("web/site/search/")).collect()
}

/// Papers and articles, without what lists them and refers to them.
fn papers(tree: &Tree) -> Tree {
    let listing = |path: &str| path == "restricted/build.json" || path.starts_with("restricted/archive/") || path.starts_with("web/site/search/") || ["feed.xml", "sitemap.xml", "calendar.ics"].iter().any(|name| path == format!("web/site/{name}"));
    let own = |path: &str, bytes: &[u8]| {
        let page = path.starts_with("web/site/") && path.ends_with(".html");
        let text = String::from_utf8_lossy(bytes);
        match page {
            true => text.contains("<article").then(|| article(&text).as_bytes().to_vec()),
            false => (!listing(path)).then(|| bytes.to_vec()),
        }
    };
    tree.iter().filter_map(|(path, bytes)| Some((path.clone(), own(path, bytes)?))).collect()
}

/// The article of a page or of a PDF's twin in HTML.
fn article(html: &str) -> &str {
    let from = html.find("<article").expect("it has an article");
    &html[from..html.find("</article>").expect("it ends")]
}

#[test]
fn each_state_of_an_exit_has_its_papers_on_20_november() {
    let built = Workspace::qingliu().build(&[]);
    assert_eq!((built.ran.code, built.ran.out.as_str()), (0, ""), "{}", built.ran.err);
    let ready = ["Ready", "Ready"].map(str::to_owned);
    let not_yet = ["NotYet", "NotYet"].map(str::to_owned);
    for (batch, publicity, announcement) in [
        ("1001-2017-1", &not_yet, &not_yet),
        ("0301-2017-1", &ready, &not_yet),
        ("0801-2017-1", &ready, &not_yet),
        ("0701-2017-1", &ready, &not_yet),
        ("0901-2017-1", &ready, &ready),
    ] {
        assert_eq!(&notices(&built, PUBLICITY, batch), publicity, "{batch}");
        assert_eq!(&notices(&built, ANNOUNCEMENT, batch), announcement, "{batch}");
    }
    assert_eq!(built.state(ANNOUNCEMENT, "0301-2017-1").1, "还没有办到“公告退出”");
    let count = |kind: &str| built.documents().iter().filter(|entry| entry.0 == kind && entry.2 == "Ready").count();
    assert_eq!((count("survey-record"), count("plan-sheet"), count("official-document")), (20, 6, 2));
    for (kind, subject, state, entry) in built.documents() {
        let inputs = entry["inputs"].as_array().expect("inputs");
        assert!(!inputs.is_empty(), "{kind} {subject}");
        if state != "Ready" {
            assert!(entry["path"].is_null() && entry["reason"].is_string(), "{entry}");
            continue;
        }
        let path = entry["path"].as_str().expect("a path");
        let digest: String = Sha256::digest(&built.tree[path]).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(entry["digest"], format!("sha256:{digest}"), "{path}");
        let pdf = path.ends_with(".pdf");
        assert!(pdf == entry["pages"].as_u64().is_some_and(|pages| pages > 0), "{path}");
        assert!(pdf == entry["faces"].as_array().is_some_and(|faces| !faces.is_empty()), "{path}");
    }
    assert!(built.record["fonts"].as_array().is_some_and(|fonts| fonts.iter().all(|font| font["substitute"].is_boolean())));
    // Every PDF is in the record.
    let recorded: BTreeSet<&str> = built.documents().iter().filter_map(|entry| entry.3["path"].as_str()).collect();
    assert!(built.paths(".pdf").iter().all(|path| recorded.contains(path) || path.starts_with("web/upload/")));
}

#[test]
fn findings_hold_up_the_notices_of_their_batch_and_nothing_else() {
    let workspace = Workspace::qingliu();
    let clean = workspace.build(&[]);
    let notice = [
        "board/03/0301/0301-2017-1-publicity.pdf",
        "restricted/archive/index.html",
        "restricted/archive/townships/03.html",
        "restricted/archive/villages/0301/households-1.html",
        "restricted/archive/villages/0301/index.html",
        "restricted/build.json",
        "web/site/calendar.html",
        "web/site/calendar.ics",
        "web/site/feed.xml",
        "web/site/index.html",
        "web/site/notices/0301-2017-1-publicity.html",
        "web/site/notices/0301-2017-1-publicity.pdf",
        "web/site/places/03.html",
        "web/site/places/03/0301.html",
        "web/site/sitemap.xml",
        "web/upload/0301-2017-1-publicity/0301-2017-1-publicity.pdf",
        "web/upload/0301-2017-1-publicity/信息公开卡.csv",
        "web/upload/0301-2017-1-publicity/信息公开卡.txt",
        "web/upload/0301-2017-1-publicity/正文.html",
    ];
    let form = "restricted/forms/03/0301/0301-001.pdf";
    let register = ["restricted/registers/03/0301/0301-exit-register.pdf", "restricted/registers/03/0301/0301-exit-register.xlsx"];
    for (file, old, new, rule, of_household) in [
        (POSTED, "截止日期: 2017-11-22", "截止日期: 2017-11-21", "publicity-too-short", &[][..]),
        (HOUSEHOLD, "人均收入: 4090", "人均收入: 2952", "income-not-over-line", &[form, register[0], register[1]]),
        (HOUSEHOLD, "\"999999197001110018\"", "\"999999197001110017\"", "id-number-check-digit", &[form]),
    ] {
        workspace.edit(file, old, new);
        let built = workspace.build(&[]);
        assert_eq!(built.ran.code, 1);
        for kind in [PUBLICITY, "household-exit-publicity-web", ANNOUNCEMENT] {
            assert_eq!(built.state(kind, "0301-2017-1"), ("Blocked".to_owned(), rule.to_owned()));
        }
        let mut expected = notice.to_vec();
        expected.splice(6..6, of_household.iter().copied());
        // The index of the search follows whatever the pages show.
        let mut differing = differing(&clean.tree, &built.tree);
        differing.retain(|path| !path.contains("/search/"));
        assert_eq!(differing, expected, "{rule}");
        workspace.reset();
    }
}

#[test]
fn a_finding_in_a_household_that_is_off_the_list_holds_nobody_up() {
    let workspace = Workspace::qingliu();
    workspace.edit(&household("0301-005"), "  批次: 0301-2017-1\n", "  批次: 0301-2017-1\n  暂不退出: 样例\n");
    let clean = workspace.build(&[]);
    assert_eq!(notices(&clean, PUBLICITY, "0301-2017-1"), ["Ready", "Ready"]);
    assert!(clean.pdf(POSTED_PDF).contains("拟退出贫困户4户12人"), "{}", clean.pdf(POSTED_PDF));
    workspace.edit(&household("0301-005"), "联系电话:\n", "联系电话: 无\n");
    let built = workspace.build(&[]);
    assert_eq!(built.ran.code, 1);
    // Only what is told to this very household waits.
    let notice = "restricted/forms/03/0301/0301-005-withheld-notice.pdf";
    assert_eq!(changed(&clean.tree, &built.tree), ["restricted/build.json", notice]);
    assert_eq!(built.state("withheld-notice", "0301-005").0, "Blocked");
}

#[test]
fn no_list_goes_out_without_a_household_that_could_not_be_read() {
    for damage in ["户主：例甲一", "\0", "", "退出:\n  批次: 0301-2017-9", "户编码: 0301-001\n退处:\n  批次: 0301-2017-1"] {
        let workspace = Workspace::qingliu();
        workspace.write(HOUSEHOLD, damage);
        let built = workspace.build(&[]);
        assert_eq!(built.ran.code, 1);
        assert_eq!(notices(&built, PUBLICITY, "0301-2017-1"), ["Blocked", "Blocked"], "{damage:?}");
        assert_eq!(notices(&built, PUBLICITY, "0801-2017-1"), ["Ready", "Ready"]);
        // It is accounted for: a form to be filled in afresh.
        assert_eq!(built.state("survey-record", "0301-001").0, "Ready", "{damage:?}");
    }
}

#[test]
fn forms_are_built_and_print_what_is_missing() {
    let workspace = Workspace::qingliu();
    let form = "restricted/forms/10/1001/1001-004.pdf";
    let text = workspace.build(&[]).pdf(form);
    for missing in ["第4名成员的文化程度和健康状况和劳动能力和务工情况", "生产经营性支出", "财产性收入", "人均可支配收入"]
    {
        assert!(text.contains(missing), "{missing}: {text}");
    }
    assert!(text.contains("项内容尚缺"), "{text}");
    let other = household("1001-004");
    workspace.edit(&other, "\n户主: 测丁一", "\n户主:").edit(&other, "户编码: 1001-004", "户编码:");
    let built = workspace.build(&[]);
    assert_eq!(built.state("survey-record", "1001-004").0, "Ready");
    assert!(built.pdf(form).contains("户主姓名、"), "{}", built.pdf(form));
}

#[test]
fn a_document_with_a_faulty_text_stops_no_other() {
    let workspace = Workspace::qingliu();
    let clean = workspace.build(&[]);
    workspace.append(FORWARDING, "\n![](甲)\n");
    let line = workspace.line_of(FORWARDING, "![](甲)");
    let built = workspace.build(&[]);
    assert_eq!(built.ran.code, 1, "{}", built.ran.err);
    assert!(built.ran.findings().iter().any(|found| found.place() == format!("body-fault {FORWARDING}:{line}")), "{}", built.ran.err);
    assert_eq!(built.state("official-document", "changwei-2017-54").0, "Blocked");
    let expected = [
        "web/site/documents/changwei-2017-54.html",
        "web/site/documents/changwei-2017-54.pdf",
        "web/upload/documents-changwei-2017-54/changwei-2017-54.pdf",
        "web/upload/documents-changwei-2017-54/信息公开卡.csv",
        "web/upload/documents-changwei-2017-54/信息公开卡.txt",
        "web/upload/documents-changwei-2017-54/正文.html",
    ];
    assert_eq!(differing(&papers(&clean.tree), &papers(&built.tree)), expected);
}

#[test]
fn a_folder_and_a_paper_are_as_told() {
    let workspace = Workspace::qingliu();
    let inside = workspace.build(&[]);
    let outside = Workspace::empty();
    let folder = outside.root.join("new/out");
    let ran = workspace.run(&["-q", "build", "--as-of", "2017-11-20", "-o", folder.to_str().expect("UTF-8")]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let tree: Tree = read_tree(&folder).into_iter().filter(|(path, _)| !path.starts_with('.')).collect();
    assert_eq!(differing(&inside.tree, &tree), Vec::<&str>::new());
    let large = workspace.build(&["--paper", "a3"]);
    let path = "board/03/0301/0301-2017-1-publicity-a3.pdf";
    let size = |bytes: &[u8]| {
        let file = lopdf::Document::load_mem(bytes).expect("a PDF");
        let page = *file.get_pages().get(&1).expect("a page");
        let page = file.get_dictionary(page).expect("a page");
        let media = page.get(b"MediaBox").and_then(lopdf::Object::as_array).expect("a size");
        (media[2].as_float().expect("a number").round(), media[3].as_float().expect("a number").round())
    };
    assert_eq!(size(&large.tree[path]), (842.0, 1191.0));
    assert_eq!(size(&inside.tree[POSTED_PDF]), (595.0, 842.0));
    assert!(large.pdf(path).contains("例甲一"));
    assert!(!large.tree.contains_key(POSTED_PDF), "the board has one size at a time");
    let rest = |tree: &Tree| papers(tree).into_iter().filter(|(path, _)| !path.starts_with("board/")).collect::<Tree>();
    assert_eq!(differing(&rest(&inside.tree), &rest(&large.tree)), Vec::<&str>::new());
}

#[test]
fn an_earlier_day_gives_fewer_papers_with_the_same_bytes() {
    let workspace = Workspace::qingliu();
    let last = papers(&workspace.build(&[]).tree);
    let mut sizes = Vec::new();
    for day in ["2017-04-20", "2017-09-20", "2017-10-01", "2017-11-06", "2017-11-15"] {
        let built = workspace.build(&["--as-of", day]);
        assert_eq!(built.ran.code, 0, "{day}: {}", built.ran.err);
        let tree = papers(&built.tree);
        for (path, bytes) in &tree {
            assert!(last.get(path) == Some(bytes), "{day}: {path}");
        }
        sizes.push(tree.len());
    }
    assert!(sizes.is_sorted() && sizes[0] < sizes[1] && sizes[1] < sizes[2] && sizes[2] < sizes[3] && sizes[4] == last.len(), "{sizes:?}");
    let first = workspace.build(&["--as-of", "2017-04-19"]);
    assert_eq!(first.state("official-document", "changwei-2017-54").0, "NotYet");
    assert!(!first.tree.keys().any(|path| path.starts_with("board/")), "{:?}", first.tree.keys());
}

#[test]
fn threads_time_zone_folder_and_repetition_change_no_byte() {
    let workspace = Workspace::qingliu();
    let first = workspace.build(&[]);
    for (threads, zone) in [("1", "Asia/Shanghai"), ("2", "America/Los_Angeles"), ("2", "Pacific/Kiritimati")] {
        let mut command = workspace.command(&["-q", "build", "--as-of", "2017-11-20"]);
        let ran = Ran::of(command.env("RAYON_NUM_THREADS", threads).env("TZ", zone).env("LC_ALL", "C").output());
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert_eq!(differing(&first.tree, &workspace.output()), Vec::<&str>::new(), "{threads} {zone}");
    }
    let elsewhere = Workspace::qingliu().build(&["--lang", "en"]);
    assert_eq!(differing(&first.tree, &elsewhere.tree), Vec::<&str>::new());
}

#[test]
fn a_new_household_changes_no_paper_but_its_own() {
    let workspace = Workspace::qingliu();
    let before = workspace.build(&[]);
    // Characters that no other paper has, in a village with a notice and in one without.
    let text = workspace.text(&household("1001-004")).replace("测丁", "龘靐").replace("99999919", "99999918");
    for (code, village) in [("0802-001", "08/villages/0802"), ("0301-009", "03/villages/0301")] {
        let text: String = text.replace("1001-004", code).lines().filter(|line| !line.contains("身份证号")).map(|line| format!("{line}\n")).collect();
        workspace.write(&format!("content/townships/{village}/households/{code}.yaml"), text);
    }
    let after = workspace.build(&[]);
    assert_eq!(after.ran.code, 0, "{}", after.ran.err);
    let expected =
        ["restricted/build.json", "restricted/forms/03/0301/0301-009.pdf", "restricted/forms/08/0802/0802-001.pdf"];
    // The exit plans of its village and township name whoever is to exit.
    let (plans, others): (Vec<&str>, Vec<&str>) = changed(&before.tree, &after.tree).into_iter().partition(|path| path.contains("exit-plan."));
    assert_eq!(others, expected);
    assert!(plans.len() == 8 && plans.iter().all(|path| path.contains("/03/") || path.contains("/08/")), "{plans:?}");
    assert!(after.pdf(expected[1]).contains("龘靐一"));
    // Put on the list, it changes the list's notices, what the village keeps of the list, and nothing else.
    let at = "content/townships/03/villages/0301/households/0301-009.yaml";
    let steps =
        "      结果: 已入户采集\n    - 步骤: 核实认可\n      日期: 2017-11-09\n      签字: [{ 职务: 户主, 姓名: 龘靐一, 日期: 2017-11-09 }]\n";
    workspace.edit(at, "  年度: 2017\n", "  年度: 2017\n  批次: 0301-2017-1\n").edit(at, "      结果: 已入户采集\n", steps);
    workspace.edit(at, "日期: 2017-11-09\n      办理", "日期: 2017-10-24\n      办理").edit(at, "人均收入:\n", "人均收入: 4000\n");
    let listed = workspace.build(&[]);
    assert_eq!(listed.ran.code, 0, "{}", listed.ran.err);
    let kept = |path: &&str| ["restricted/registers/03/", "restricted/registers/county-", "restricted/steps/03/0301/0301-2017-1-"].iter().any(|begin| path.starts_with(begin));
    let (kept, of_list): (Vec<&str>, Vec<&str>) = changed(&after.tree, &listed.tree).into_iter().partition(kept);
    assert!(["adjustment-list.pdf", "exit-register.xlsx", "marking-list.pdf", "review-minutes.pdf", "sign-off-sheet.pdf"].iter().all(|name| kept.iter().any(|path| path.ends_with(name))), "{kept:?}");
    let kit = ["0301-2017-1-publicity.pdf", "信息公开卡.csv", "信息公开卡.txt", "正文.html"].map(|name| format!("web/upload/0301-2017-1-publicity/{name}"));
    let own = [POSTED_PDF, "restricted/build.json", expected[1], POSTED_PAGE, "web/site/notices/0301-2017-1-publicity.pdf"];
    assert_eq!(of_list, own.into_iter().chain(kit.iter().map(String::as_str)).collect::<Vec<_>>());
}

#[test]
fn ten_days_instead_of_seven_are_only_a_line_of_yaml() {
    let workspace = Workspace::qingliu();
    let seven = workspace.build(&[]);
    for text in [seven.pdf(POSTED_PDF), squeezed(&seven.text(POSTED_PAGE))] {
        assert!(text.contains("公示时间：2017年11月15日至2017年11月22日（共7天，张贴当日不计）"), "{text}");
    }
    let rule = "最少天数: 7\n        计日: 自然日\n        要求: 在村内";
    workspace.edit(RULES, rule, &rule.replace('7', "10"));
    let line = |file: &str, text: &str| format!("{file}:{}", workspace.line_of(file, text));
    let mut expected = vec![
        format!("publicity-too-short {}", line(POSTED, "截止日期")),
        format!("publicity-too-short {}", line(ENDED, "撤下日期")),
        format!("publicity-too-short {}", line(ANNOUNCED, "截止日期")),
        format!("publicity-too-short {}", line(ANNOUNCED, "撤下日期")),
        format!("step-before-publicity-ended {}", line(ANNOUNCED, "步骤: 乡镇审核\n    日期")),
    ];
    expected.sort();
    let mut found: Vec<String> = workspace.open_findings().iter().map(Found::place).collect();
    found.sort();
    assert_eq!(found, expected);
    workspace.edit(POSTED, "        截止日期: 2017-11-22\n", "");
    let ten = workspace.build(&[]);
    for text in [ten.pdf(POSTED_PDF), squeezed(&ten.text(POSTED_PAGE))] {
        assert!(text.contains("公示时间：2017年11月15日至2017年11月25日（共10天，张贴当日不计）"), "{text}");
    }
    // Working days and an inclusive count are lines of YAML too.
    workspace.edit(RULES, &rule.replace('7', "10"), "最少天数: 7\n        计日: 工作日\n        含张贴当日: 是\n        要求: 在村内");
    let working = workspace.build(&[]);
    let text = working.pdf(POSTED_PDF);
    assert!(text.contains("2017年11月15日至2017年11月23日（共7个工作日，含张贴当日）"), "{text}");
}

#[test]
fn a_new_column_of_an_annex_is_only_yaml() {
    let workspace = Workspace::qingliu();
    let column = "      - 键: 备注\n        标题: 备注\n        类型: 文字\n    行:\n      - 乡镇: 龙津\n        脱贫人口2017: 165\n";
    let more = "      - 键: 搬迁2018\n        标题: 易地搬迁\n        上级标题: [2018年]\n        类型: 数字\n        年度: 2018\n        其中: 脱贫人口2018\n";
    let with = format!("{more}{column}        搬迁2018: 13\n");
    workspace.edit(PLAN, column, &with).edit(PLAN, "        国定2017: 20\n", "        国定2017: 20\n        搬迁2018: 4\n");
    let built = workspace.build(&[]);
    assert_eq!(built.ran.code, 0, "{}", built.ran.err);
    for text in [built.pdf("web/site/plans/2018/qingliu-2017-2019-annex-1.pdf"), built.pdf("web/site/documents/qingweiban-2017-25.pdf")] {
        assert!(text.contains("易地搬迁"), "{text}");
    }
    let page = built.text("web/site/plans/2018/qingliu-2017-2019-annex-1.html");
    assert!(article(&page).contains("易地搬迁"));
    // The total that nobody declared is computed, and a part is held against its whole.
    let foot = &page[page.find("合计").expect("a total")..];
    assert!(foot.contains(">17<"), "{foot}");
    workspace.edit(PLAN, "搬迁2018: 13", "搬迁2018: 27");
    assert_eq!(workspace.open_findings().iter().map(|found| found.rule.as_str()).collect::<Vec<_>>(), ["plan-part-exceeds-whole"]);
}

#[test]
fn a_new_guarantee_is_only_yaml() {
    let workspace = Workspace::qingliu();
    let names = "名目: [吃穿, 义务教育, 基本医疗, 住房安全]";
    workspace.edit(RULES, names, &names.replace(']', ", 安全饮水]"));
    let open = workspace.open_findings();
    // Every household that is put up, and none that is not.
    assert_eq!(open.len(), 18, "{:?}", open.iter().map(Found::place).collect::<Vec<_>>());
    assert!(open.iter().all(|found| found.rule == "guarantee-unmet" && found.message.contains("安全饮水")));
    let built = workspace.build(&[]);
    assert_eq!(notices(&built, PUBLICITY, "0301-2017-1"), ["Blocked", "Blocked"]);
    let form = built.pdf("restricted/forms/03/0301/0301-001.pdf");
    assert!(form.contains("安全饮水"), "{form}");
}

const HOSTILE: [(&str, &str, &str); 6] = [
    ("0301-001", "*张|三*<b>", "*张|三*&lt;b&gt;"),
    ("0301-002", "张\\n三", "张"),
    ("0301-003", "# 张&amp;三", "# 张&amp;amp;三"),
    ("0301-004", "    张 \\\\| ![](名单)", "张 \\| ![](名单)"),
    ("0301-005", "```", "```"),
    ("0801-001", "{{ village }} << | ^^", "{{ village }} &lt;&lt; | ^^"),
];

#[test]
fn hostile_values_come_out_as_the_characters_that_they_are() {
    let workspace = Workspace::qingliu();
    for (code, name, _) in HOSTILE {
        let file = household(code);
        let text = workspace.text(&file);
        let from = text.find("\n户主: ").expect("a head") + "\n户主: ".len();
        let end = from + text[from..].find('\n').expect("a line");
        workspace.write(&file, format!("{}\"{name}\"{}", &text[..from], &text[end..]));
        let group = workspace.text(&file).lines().find(|line| line.starts_with("村民小组")).expect("a group").to_owned();
        workspace.edit(&file, &group, &format!("村民小组: \"{name}\""));
    }
    // Where a value begins a paragraph or a line it could be markup most easily.
    let buffer = "  缓冲期: 贫困户退出以后，";
    workspace.edit(RULES, buffer, "  缓冲期: \"# 甲\\n- 乙\\n1. 丙\\n> 丁\\n---\\n|戊|\\n|-|\\n    ```己\\n===\\n\"\n  # ");
    workspace.edit(POSTED_VILLAGE, "  受理单位: 石下村村务监督委员会", "  受理单位: \"#*石*_下_[村](x)<i>&lt;\"");
    workspace.edit(FORWARDING, "主送机关: 各村", "主送机关: \"# *各村\"\n# ");
    let built = workspace.build(&["--articles"]);
    assert_eq!(built.ran.code, 0, "{}", built.ran.err);
    for (code, name, html) in HOSTILE {
        let name = name.replace("\\n", " ").replace("\\\\", "\\");
        let batch = format!("board/{}/{}/{}-2017-1-publicity.pdf", &code[..2], &code[..4], &code[..4]);
        for path in [batch, format!("restricted/forms/{}/{}/{code}.pdf", &code[..2], &code[..4])] {
            let page = built.text(&format!("restricted/articles/{path}.html"));
            assert!(article(&page).contains(html), "{path}: {html} in {}", article(&page));
            let text = built.pdf(&path);
            assert!(text.contains(&squeezed(&name)), "{path}: {name} in {text}");
        }
    }
    let announcement = built.pdf("board/09/0901/0901-2017-1-announcement.pdf");
    assert!(announcement.contains("#甲-乙1.丙>丁---|戊||-|```己==="), "{announcement}");
    let publicity = built.pdf(POSTED_PDF);
    assert!(publicity.contains("受理单位：#*石*_下_[村](x)<i>&lt;"), "{publicity}");
    assert!(built.text(POSTED_PAGE).contains("#*石*_下_[村](x)&lt;i&gt;&amp;lt;"));
    assert!(built.pdf("web/site/documents/changwei-2017-54.pdf").contains("#*各村："));
}

#[test]
fn a_sample_says_so_on_every_page_and_restricted_papers_that_they_are() {
    let workspace = Workspace::qingliu();
    let built = workspace.build(&[]);
    for path in built.paths(".pdf") {
        let pages = built.pdf_pages(path);
        assert!(!pages.is_empty() && pages.iter().all(|page| page.contains(MARK)), "{path}: {pages:?}");
        assert!(pages.iter().all(|page| page.contains(RESTRICTED) == path.starts_with("restricted/")), "{path}: {pages:?}");
    }
    for path in built.paths(".html") {
        assert!(built.text(path).contains(MARK), "{path}");
    }
    workspace.edit(COUNTY, "样例: 是\n", "样例: 否\n");
    let real = workspace.build(&[]);
    for path in [POSTED_PDF, "web/site/documents/qingweiban-2017-25.pdf", "restricted/forms/03/0301/0301-001.pdf"] {
        assert!(!real.pdf(path).contains("非正式文件"), "{path}");
    }
    assert!(real.paths(".html").iter().all(|path| !real.text(path).contains("非正式文件")));
}

#[test]
fn the_second_county_builds_from_its_yaml_alone() {
    let workspace = Workspace::beiling();
    let built = workspace.build(&[]);
    assert_eq!((built.ran.code, built.ran.err.as_str()), (0, ""));
    assert_eq!(notices(&built, PUBLICITY, "0101-2019-1"), ["Ready", "Ready"]);
    assert_eq!(notices(&built, ANNOUNCEMENT, "0201-2019-1"), ["Ready", "Ready"]);
    // Its rule set posts the list on a portal and counts the posting day.
    let page = squeezed(article(&built.text("web/site/notices/0101-2019-1-publicity.html")));
    assert!(page.contains("北𠮷") && page.contains("2019年10月15日至2019年10月21日（共7天，含张贴当日）"), "{page}");
    // Names counted in must-do and reserve columns, and a share computed.
    let plan = built.pdf("web/site/plans/2019/beiling-2019-2020-annex-1.pdf");
    for part in ["必减", "备选", "上样、下样", "占必减人数", "25%"] {
        assert!(plan.contains(part), "{part}: {plan}");
    }
    // The form prints its own line of its own year under its own words.
    let form = built.pdf("restricted/forms/01/0101/0101-001.pdf");
    assert!(form.contains("人均纯收入标准：每人每年3500元") && form.contains("安全饮水"), "{form}");
}

#[test]
fn a_font_that_is_put_into_the_folder_is_used() {
    let workspace = Workspace::beiling();
    let font = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/ARPLKaitiMGB.ttf");
    std::fs::create_dir(workspace.root.join("fonts")).expect("writable");
    std::os::unix::fs::symlink(font, workspace.root.join("fonts/SIMFANG.TTF")).expect("links can be made");
    let built = workspace.build(&[]);
    assert_eq!((built.ran.code, built.ran.err.as_str()), (0, ""));
    let roles = built.record["fonts"].as_array().expect("roles");
    let file = |role: &str| roles.iter().find(|font| font["role"] == role).map(|font| font["file"].as_str().unwrap_or_default());
    assert_eq!((file("仿宋"), file("小标宋")), (Some("SIMFANG.TTF"), Some("NotoSerifSC-Bold.ttf")));
    assert!(built.pdf("board/01/0101/0101-2019-1-publicity.pdf").contains("北𠮷"));
}

#[test]
fn a_build_that_is_killed_leaves_a_whole_output() {
    let workspace = Workspace::qingliu();
    let new = workspace.build(&[]).tree;
    let day = ["-q", "build", "--as-of", "2017-10-01"];
    assert_eq!(workspace.run(&day).code, 0);
    let old = workspace.output();
    assert_ne!(old, new);
    for milliseconds in [0, 3, 10, 25, 50, 80, 110, 130, 150, 180, 250] {
        let mut command = workspace.command(&["-q", "build", "--as-of", "2017-11-20"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(milliseconds));
        let _ = child.kill();
        child.wait().expect("it ends");
        if !workspace.root.join("output/.swap").exists() {
            let now = workspace.output();
            assert!(now == old || now == new, "after {milliseconds} ms: {:?}", differing(&old, &now));
        }
        assert_eq!(workspace.run(&day).code, 0);
        assert_eq!(differing(&old, &workspace.output()), Vec::<&str>::new());
    }
    let mut left: Vec<_> =
        std::fs::read_dir(workspace.root.join("output")).expect("readable").filter_map(Result::ok).map(|entry| entry.file_name()).collect();
    left.sort();
    assert_eq!(left, [".lock", ".made", "board", "restricted", "web"]);
}

#[test]
fn a_swap_that_was_broken_off_is_ended_even_by_a_build_that_fails() {
    let workspace = Workspace::qingliu();
    assert_eq!(workspace.run(&["-q", "build", "--as-of", "2017-10-01"]).code, 0);
    let old = workspace.output();
    let new = workspace.build(&[]).tree;
    workspace.write("templates/documents/plan-sheet.md", "{{");
    for moves in 0..=2 * FOLDERS.len() {
        let at = |path: String| workspace.root.join("output").join(path);
        let _ = std::fs::remove_dir_all(workspace.root.join("output"));
        let place = |tree: &Tree, folder: &str| {
            for (path, bytes) in tree {
                workspace.write(&format!("output/{folder}{path}"), bytes);
            }
        };
        place(&old, "");
        place(&new, ".staging/");
        workspace.write("output/.swap", "swap\n").write("output/.old/x", "");
        for step in 0..moves {
            let folder = FOLDERS[step / 2];
            let (from, to) =
                if step % 2 == 0 { (folder.to_owned(), format!(".old/{folder}")) } else { (format!(".staging/{folder}"), folder.to_owned()) };
            std::fs::rename(at(from), at(to)).expect("movable");
        }
        let ran = workspace.run(&["-q", "build", "--as-of", "2017-11-20"]);
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert_eq!(differing(&new, &workspace.output()), Vec::<&str>::new(), "after {moves} moves");
        // A stage that was never whole, with no journal, is dropped.
        workspace.write("output/.staging/board/half.pdf", "%PDF");
        assert_eq!(workspace.run(&["-q", "build", "--as-of", "2017-11-20"]).code, 2);
        assert_eq!(differing(&new, &workspace.output()), Vec::<&str>::new());
    }
}

#[test]
fn an_output_that_another_build_holds_is_left_alone() {
    let workspace = Workspace::qingliu();
    let before = workspace.build(&["--as-of", "2017-10-01"]).tree;
    let lock = std::fs::File::options().write(true).open(workspace.root.join("output/.lock")).expect("it is there");
    assert!(FileExt::try_lock_exclusive(&lock).expect("lockable"));
    for (lang, words) in [("zh", "另一个程序正在"), ("en", "another build holds")] {
        let ran = workspace.run(&["-q", "--lang", lang, "build", "--as-of", "2017-11-20"]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(words), "{}", ran.err);
    }
    assert_eq!(differing(&before, &workspace.output()), Vec::<&str>::new());
    drop(lock);
    assert_eq!(workspace.build(&[]).ran.code, 0);
}

/// The worked county of the street, on the day that its comment states.
fn street() -> Built {
    let workspace = Workspace::copy(("tests/counties/street/content", "2019-11-28"));
    workspace.build(&[])
}

#[test]
fn each_publicity_of_a_procedure_has_its_own_notice() {
    let built = street();
    for (subject, ordinal, path) in [("0101-2019-2", "第一次公示", "publicity"), ("0101-2019-2/第二次公示", "第二次公示", "publicity-2")] {
        assert_eq!(notices(&built, "household-inclusion-publicity", subject), ["Ready", "Ready"], "{subject}");
        let text = built.pdf(&format!("board/01/0101/0101-2019-2-{path}.pdf"));
        assert!(text.contains(&format!("拟新纳入建档立卡贫困户名单的{ordinal}")), "{text}");
    }
    let announcement = built.pdf("board/01/0101/0101-2019-2-announcement.pdf");
    assert!(announcement.contains("两次公示") && announcement.contains("经例东县扶贫办于2019年11月23日审核同意"), "{announcement}");
    // What data say is told nowhere, and a basis that was not verified is not printed.
    for path in built.paths(".pdf").into_iter().filter(|path| path.starts_with("board/")) {
        let text = built.pdf(path);
        assert!(!text.contains("比对") && !text.contains("疑点") && !text.contains("街道202X年"), "{path}: {text}");
    }
}

#[test]
fn a_removal_gives_no_reason_and_the_web_names_nobody() {
    let built = street();
    let posted = built.pdf("board/01/0101/0101-2019-3-publicity.pdf");
    assert!(posted.contains("拟清退") && posted.contains("街丁一") && !posted.contains("原因"), "{posted}");
    let page = built.text("web/site/notices/0101-2019-3-publicity.html");
    assert!(!page.contains("街丁一") && page.contains("名单不在网上公布") && !page.contains("noindex"), "{page}");
}

#[test]
fn every_label_of_a_notice_is_found_on_its_paper() {
    for (county, day) in [("street", "2019-11-28"), ("xinjiang", "2020-11-20"), ("key-persons", "2020-06-30"), ("beiling", "2019-10-20")] {
        let workspace = Workspace::copy((&format!("tests/counties/{county}/content"), day));
        let built = workspace.build(&[]);
        let mut seen = 0;
        for (kind, subject, state, entry) in built.documents() {
            let kind = gongshi::papers::catalogue::kind(kind).expect("a kind of the table");
            let path = entry["path"].as_str().unwrap_or_default();
            if state != "Ready" || !path.ends_with(".pdf") {
                continue;
            }
            // Tables are read cell by cell in an order of their own: of other papers only that each label is there.
            let notice = matches!(kind.make, gongshi::papers::catalogue::Make::Notice(..) | gongshi::papers::catalogue::Make::Objection(_));
            let text = if notice { built.pdf(path) } else { built.pdf_as_drawn(path) };
            let mut from = 0;
            for label in kind.labels {
                let at = text[from..].find(&squeezed(label)).unwrap_or_else(|| panic!("{} {subject}: {label} is not there in its order: {text}", kind.id));
                from += if notice { at + label.len() } else { 0 };
            }
            seen += 1;
        }
        assert!(seen > 3, "{county}");
    }
}
