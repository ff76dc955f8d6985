//! What was published stands as it was: frozen, corrected, taken back, freed of names, and never altered in silence.

use crate::support::*;

const LEDGER: &str = "content/ledger/publications.jsonl";
const HEAD: &str = "例甲一";
/// The board's notice and the page of the list that is posted, as files of the output.
const BOARD: &str = "board/03/0301/0301-2017-1-publicity.pdf";
const PAGE: &str = "web/site/notices/0301-2017-1-publicity.html";
const PAPER: &str = "0301-2017-1-publicity";

/// The board's notice alone, so that one line of the ledger is all there is.
const ALONE: &str = "board/03/0301/0301-2017-1-publicity";

pub fn twins() -> Vec<Twin> {
    let twin = |rule, fail: fn(&Workspace), file| deed(rule, fail, |workspace| drop(publish(workspace, &[ALONE])), file, "").while_building();
    vec![
        twin("ledger-damaged", |workspace| { publish(workspace, &[ALONE]); damage_line(workspace) }, LEDGER),
        twin("published-bytes-altered", |workspace| { publish(workspace, &[ALONE]); drop_bytes(workspace) }, LEDGER),
        twin("published-content-changed", |workspace| { publish(workspace, &[ALONE]); rename_head(workspace) }, POSTED),
        twin("published-document-gone", |workspace| { publish(workspace, &[ALONE]); drop_list(workspace) }, LEDGER)
            .also("batch-unknown", HOUSEHOLD, "批次: 0301-2017-1")
            .also("batch-unknown", &household("0301-002"), "批次: 0301-2017-1")
            .also("batch-unknown", &household("0301-003"), "批次: 0301-2017-1")
            .also("batch-unknown", &household("0301-004"), "批次: 0301-2017-1")
            .also("batch-unknown", &household("0301-005"), "批次: 0301-2017-1"),
    ]
}

fn drop_bytes(workspace: &Workspace) {
    let digest = lines(workspace)[0]["成品"][0]["摘要"].as_str().expect("a digest").to_owned();
    workspace.remove(&format!("content/ledger/bytes/{digest}"));
}

/// Publishes, and expects it to be done.
fn publish(workspace: &Workspace, args: &[&str]) -> Ran {
    let ran = workspace.run(&[&["-q", "publish", "--as-of", workspace.as_of], args].concat());
    assert_eq!(ran.code, 0, "{args:?}: {}{}", ran.out, ran.err);
    ran
}

fn refused(workspace: &Workspace, args: &[&str]) -> String {
    let before = std::fs::read(workspace.root.join(LEDGER)).ok();
    let ran = workspace.run(&[&["-q", "publish", "--as-of", workspace.as_of], args].concat());
    assert_eq!(ran.code, 2, "{args:?}: {}{}", ran.out, ran.err);
    assert_eq!(std::fs::read(workspace.root.join(LEDGER)).ok(), before, "{args:?}");
    ran.err
}

fn rename_head(workspace: &Workspace) {
    let text = workspace.text(HOUSEHOLD);
    assert!(text.contains(HEAD));
    workspace.write(HOUSEHOLD, text.replace(HEAD, "例甲改"));
}

fn damage_line(workspace: &Workspace) {
    workspace.edit_all(LEDGER, workspace.text(LEDGER).matches("\"日期\":\"2017-11-20\"").count(), "\"日期\":\"2017-11-20\"", "\"日期\": \"2017-11-20\"");
}

fn drop_list(workspace: &Workspace) {
    workspace.remove(POSTED);
}

fn lines(workspace: &Workspace) -> Vec<serde_json::Value> {
    workspace.text(LEDGER).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn events(workspace: &Workspace) -> Vec<(String, String)> {
    let text = |line: &serde_json::Value, key: &str| line[key].as_str().expect("text").to_owned();
    lines(workspace).iter().map(|line| (text(line, "事项"), text(line, "文件"))).collect()
}

/// Files of the public trees that differ, those of the log and of the site's frame aside.
fn moved<'a>(one: &'a Built, other: &'a Built) -> Vec<&'a str> {
    let of_public = |path: &&str| path.starts_with("board/") || path.starts_with("web/") && !path.ends_with(".html") && !path.ends_with("sitemap.xml");
    differing(&one.tree, &other.tree).into_iter().filter(of_public).collect()
}

#[test]
fn what_is_published_is_built_the_same_again_and_entered_once() {
    let workspace = Workspace::qingliu();
    let before = workspace.build(&[]);
    let ran = publish(&workspace, &[]);
    assert!(ran.out.contains(&format!("发布 board/03/0301/{PAPER}")), "{}", ran.out);
    let public = before.documents().iter().filter(|(.., state, entry)| *state == "Ready" && !entry["path"].as_str().unwrap_or("restricted").starts_with("restricted")).count();
    assert_eq!(events(&workspace).len(), public);
    let (text, again) = (workspace.text(LEDGER), publish(&workspace, &[]));
    assert_eq!((again.out.as_str(), workspace.text(LEDGER)), ("", text));
    let built = workspace.build(&[]);
    assert_eq!(moved(&before, &built), Vec::<&str>::new());
    // The same on another day, and on another size of paper.
    let later = workspace.build(&["--as-of", "2017-11-21"]);
    for path in built.paths(".pdf").into_iter().filter(|path| path.starts_with("board/") || path.starts_with("web/site/")) {
        assert_eq!(built.tree[path], later.tree[path], "{path}");
    }
    let large = workspace.build(&["--paper", "a3"]);
    assert!(large.tree.contains_key("board/03/0301/0301-2017-1-publicity-a3.pdf") && large.ran.code == 0, "{}", large.ran.err);
    // The log says it, page by page, and nothing of it stands on a page that nothing has happened to.
    let log = built.text("web/site/log/2017-11.html");
    assert!(log.contains("<strong>发布</strong>（上网）0301-2017-1-publicity") && log.contains("../notices/0301-2017-1-publicity.html"), "{log}");
    assert!(built.text("web/site/log/index.html").contains("没有。") && !built.text(PAGE).contains("发布以后的变动"));
    assert!(built.text("web/site/index.html").contains("log/index.html"));
}

#[test]
fn one_document_is_published_alone_and_the_others_stay_free() {
    let workspace = Workspace::qingliu();
    publish(&workspace, &[PAPER]);
    assert_eq!(events(&workspace), [("发布".to_owned(), format!("board/03/0301/{PAPER}")), ("发布".to_owned(), format!("web/site/notices/{PAPER}"))]);
    publish(&workspace, &["board/09/0901/0901-2017-1-announcement"]);
    assert_eq!(events(&workspace).len(), 3);
    let ran = workspace.run(&["-q", "publish", "--as-of", workspace.as_of, "0301-2017-1-announcement"]);
    assert!(ran.code == 1 && ran.err.contains("没有发布 board/03/0301/0301-2017-1-announcement"), "{}", ran.err);
    assert!(refused(&workspace, &["nothing-of-this-name"]).contains("没有这样的公开文书"));
}

#[test]
fn a_change_fails_the_document_and_what_was_published_stays() {
    let workspace = Workspace::qingliu();
    publish(&workspace, &[]);
    let built = workspace.build(&[]);
    rename_head(&workspace);
    let changed = workspace.build(&[]);
    assert_eq!(changed.ran.code, 1);
    let found: Vec<Found> = changed.ran.findings().into_iter().filter(|found| found.rule == "published-content-changed").collect();
    assert_eq!(found.iter().map(Found::place).collect::<Vec<_>>(), [format!("published-content-changed {POSTED}:1")]);
    assert!(found[0].message.contains("例甲一") && found[0].message.contains("＋1") && found[0].message.contains("例甲改"), "{}", found[0].message);
    assert!(changed.ran.err.contains(&format!("gongshi publish --correct {PAPER} --reason")), "{}", changed.ran.err);
    assert_eq!(moved(&built, &changed), Vec::<&str>::new());
    assert_eq!(changed.state("household-exit-publicity", "0301-2017-1").0, "Ready");
    // A case that breaks a rule holds its notice up; what was published stays all the same.
    workspace.reset_cases();
    workspace.edit(POSTED, "实到:", "实到: 1 #");
    let held = workspace.build(&[]);
    assert_eq!((held.ran.code, held.state("household-exit-publicity", "0301-2017-1").0.as_str()), (1, "Blocked"));
    assert_eq!(held.tree[BOARD], built.tree[BOARD]);
    // A list that is dropped is missed by name.
    workspace.reset_cases();
    drop_list(&workspace);
    let gone = workspace.build(&[]);
    assert!(gone.ran.findings().iter().any(|found| found.rule == "published-document-gone" && found.message.contains(PAPER)), "{}", gone.ran.err);
    assert_eq!((&gone.tree[BOARD], gone.text(PAGE).contains("class=\"paper notice\"")), (&built.tree[BOARD], true));
}

#[test]
fn a_correction_takes_the_place_and_is_told_on_the_page_and_in_the_log() {
    let workspace = Workspace::qingliu();
    assert!(refused(&workspace, &["--correct", PAPER, "--reason", "姓名有误"]).contains("还没有发布过"));
    publish(&workspace, &[]);
    let built = workspace.build(&[]);
    assert!(refused(&workspace, &["--correct", PAPER, "--reason", "姓名有误"]).contains("没有可更正的"));
    rename_head(&workspace);
    for (reason, told) in [("", "原因要写清楚"), ("见 13900000000", "没有登记"), ("甲\n乙", "一行")] {
        assert!(refused(&workspace, &["--correct", PAPER, "--reason", reason]).contains(told), "{reason}");
    }
    let count = events(&workspace).len();
    let ran = publish(&workspace, &["--correct", PAPER, "--reason", "户主<姓名>有误"]);
    assert_eq!(ran.out, format!("更正 board/03/0301/{PAPER} {}\n", lines(&workspace)[count]["标题"].as_str().expect("a title")));
    assert_eq!(events(&workspace).len(), count + 1);
    let corrected = workspace.build(&[]);
    assert_eq!(corrected.ran.code, 0, "{}", corrected.ran.err);
    assert!(corrected.pdf(BOARD).contains("例甲改"));
    assert_eq!(moved(&built, &corrected), [BOARD]);
    let log = corrected.text("web/site/log/index.html");
    assert!(log.contains("<strong>更正</strong>（张贴）0301-2017-1-publicity") && log.contains("原因：户主&lt;姓名&gt;有误"), "{log}");
    // The page on the web names nobody and says the same as before: it tells of the notice that it stands for.
    let page = corrected.text(PAGE);
    assert!(page.contains("<strong>更正</strong>（2017年11月20日）：户主&lt;姓名&gt;有误"), "{page}");
    // A plan's table is on the web: the note stands on its page.
    let workspace = Workspace::qingliu();
    let sheet = "web/site/plans/2017/qingliu-2017-2019-annex-1";
    publish(&workspace, &[sheet]);
    let title = workspace.text(PLAN).lines().find(|line| line.contains("标题:")).expect("a table").to_owned();
    workspace.edit_all(PLAN, workspace.text(PLAN).matches(&title).count(), &title, &format!("{title}（订正）"));
    publish(&workspace, &["--correct", sheet, "--reason", "标题有误"]);
    let page = workspace.build(&[]).text(&format!("{sheet}.html"));
    assert!(page.contains("<strong>更正</strong>（2017年11月20日）：标题有误") && page.contains("../../log/index.html"), "{page}");
}

#[test]
fn a_withdrawal_takes_the_text_down_and_its_page_says_so() {
    let workspace = Workspace::qingliu();
    publish(&workspace, &[]);
    publish(&workspace, &["--withdraw", PAPER, "--reason", "名单未经核实"]);
    let built = workspace.build(&[]);
    assert_eq!(built.ran.code, 0, "{}", built.ran.err);
    assert!(!built.tree.contains_key(BOARD) && !built.tree.contains_key("web/site/notices/0301-2017-1-publicity.pdf"));
    let page = built.text(PAGE);
    assert!(page.contains("本文已经撤回") && page.contains("<strong>撤回</strong>（2017年11月20日）：名单未经核实") && page.contains("content=\"noindex\""), "{page}");
    assert!(!page.contains("class=\"downloads\"") && !page.contains("公示期："), "{page}");
    assert_eq!(built.state("household-exit-publicity", "0301-2017-1"), ("Missing".to_owned(), "已经撤回".to_owned()));
    assert!(built.text("web/site/log/index.html").contains("<strong>撤回</strong>（张贴）0301-2017-1-publicity"));
    assert!(refused(&workspace, &["--withdraw", PAPER, "--reason", "再撤一次"]).contains("已经撤回"));
    // It does not come back, and whatever the case says now is not compared with it.
    rename_head(&workspace);
    publish(&workspace, &[]);
    let again = workspace.build(&[]);
    assert!(again.ran.code == 0 && !again.tree.contains_key(BOARD), "{}", again.ran.err);
}

#[test]
fn names_are_taken_off_a_page_on_their_day_and_not_off_the_board() {
    let workspace = Workspace::beiling();
    let page = "web/site/notices/0101-2019-1-publicity.html";
    let built = workspace.build(&[]);
    let publicity = "0101-2019-1-publicity";
    workspace.run(&["-q", "publish", "--as-of", workspace.as_of, publicity]);
    assert_eq!(events(&workspace).len(), 2);
    assert!(built.text(page).contains("户主姓名"));
    workspace.run(&["-q", "publish", "--as-of", workspace.as_of, "--remove-names", publicity, "--on", "2019-11-01"]);
    assert_eq!(events(&workspace)[2], ("撤下姓名".to_owned(), format!("web/site/notices/{publicity}")));
    let before = workspace.build(&[]);
    assert!(before.text(page).contains("户主姓名") && !before.text(page).contains("撤下"));
    assert_eq!(before.tree[&page.replace("html", "pdf")], built.tree[&page.replace("html", "pdf")]);
    let after = workspace.build(&["--as-of", "2019-11-01"]);
    let text = after.text(page);
    assert!(!text.contains("户主姓名") && text.contains("<strong>撤下姓名</strong>（2019年11月1日）：公示期满，撤下名单") && !text.contains("noindex"), "{text}");
    assert!(!after.pdf(&page.replace("html", "pdf")).contains("户主姓名"));
    let board = after.paths("0101-2019-1-publicity.pdf").into_iter().find(|path| path.starts_with("board/")).expect("posted").to_owned();
    assert_eq!(after.tree[&board], built.tree[&board]);
    assert!(!after.ran.err.contains("published-content-changed"), "{}", after.ran.err);
    // What is corrected before that day is corrected without the names from that day on, too.
    let household = "content/townships/01/villages/0101/households/0101-001.yaml";
    let head = workspace.text(household).lines().find_map(|line| Some(line.strip_prefix("户主: ")?.to_owned())).expect("a head");
    workspace.write(household, workspace.text(household).replace(&head, &format!("{head}改")));
    workspace.run(&["-q", "publish", "--as-of", workspace.as_of, "--correct", publicity, "--reason", "户主姓名有误"]);
    let words: Vec<String> = events(&workspace).into_iter().skip(3).map(|(event, _)| event).collect();
    assert_eq!(words, ["更正", "更正", "撤下姓名"]);
    assert!(workspace.build(&[]).text(page).contains(&format!("{head}改")));
    let after = workspace.build(&["--as-of", "2019-11-01"]);
    assert!(!after.text(page).contains(&head) && !after.ran.err.contains("published-content-changed"), "{}", after.ran.err);
    assert!(refused(&workspace, &["--remove-names", "0101-2019-1-announcement"]).contains("还没有发布过"));
    // A page without a list has no names to take off.
    let other = Workspace::qingliu();
    publish(&other, &[PAPER]);
    assert!(refused(&other, &["--remove-names", PAPER]).contains("没有可撤下的名单"));
}

#[test]
fn a_broken_line_stops_the_build_and_is_named() {
    let workspace = Workspace::qingliu();
    publish(&workspace, &[]);
    let (built, text) = (workspace.build(&[]), workspace.text(LEDGER));
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let cut: String = lines.iter().enumerate().filter(|(at, _)| *at != 3).map(|(_, line)| *line).collect();
    let changed = text.replacen("\"日期\":\"2017-11-20\"", "\"日期\":\"2017-11-19\"", 1);
    for (damaged, line) in [(cut, 4), (changed, 2), (text[..text.len() - 9].to_owned(), lines.len())] {
        workspace.write(LEDGER, &damaged);
        for (verb, ran) in [("check", workspace.run(&["-q", "check", "--as-of", workspace.as_of])), ("build", workspace.build(&[]).ran), ("publish", workspace.run(&["-q", "publish", "--as-of", workspace.as_of]))] {
            assert_eq!(ran.code, 1, "{verb}: {}", ran.err);
            assert!(format!("{}{}", ran.out, ran.err).contains(&format!("{LEDGER}:{line}:1")), "{verb} {line}: {}{}", ran.out, ran.err);
        }
        assert_eq!(workspace.text(LEDGER), damaged);
        assert_eq!(differing(&built.tree, &workspace.output()), Vec::<&str>::new());
    }
}

#[test]
fn a_byte_that_is_flipped_or_a_file_that_is_gone_is_told_and_the_last_output_stays() {
    let workspace = Workspace::qingliu();
    publish(&workspace, &[PAPER]);
    let built = workspace.build(&[]);
    let digest = lines(&workspace)[0]["成品"][0]["摘要"].as_str().expect("a digest").to_owned();
    let file = format!("content/ledger/bytes/{digest}");
    let bytes = std::fs::read(workspace.root.join(&file)).expect("kept");
    assert_eq!(bytes, built.tree[BOARD]);
    let mut flipped = bytes.clone();
    flipped[100] ^= 1;
    workspace.write(&file, &flipped);
    let ran = workspace.build(&[]).ran;
    assert!(ran.code == 1 && ran.findings().iter().any(|found| found.place() == format!("published-bytes-altered {LEDGER}:1") && found.message.contains(&file)), "{}", ran.err);
    workspace.remove(&file);
    assert!(workspace.build(&[]).ran.findings().iter().any(|found| found.rule == "published-bytes-altered"));
    assert_eq!(differing(&built.tree, &workspace.output()), Vec::<&str>::new());
    workspace.write(&file, &bytes);
    assert_eq!(workspace.build(&[]).ran.code, 0);
}

#[test]
fn bytes_that_a_kill_left_without_a_line_do_no_harm_and_a_half_of_them_is_written_again() {
    let workspace = Workspace::qingliu();
    publish(&workspace, &[PAPER]);
    let (text, tree) = (workspace.text(LEDGER), read_tree(&workspace.root.join("content/ledger/bytes")));
    // Killed after the bytes and before the line; and in the middle of the first file.
    std::fs::remove_file(workspace.root.join(LEDGER)).expect("removable");
    let (digest, bytes) = tree.iter().next().expect("kept");
    std::fs::remove_file(workspace.root.join("content/ledger/bytes").join(digest)).expect("removable");
    std::fs::write(workspace.root.join(format!("content/ledger/bytes/.{digest}")), &bytes[..bytes.len() / 2]).expect("writable");
    assert_eq!(workspace.check().0, 0);
    publish(&workspace, &[PAPER]);
    assert_eq!(workspace.text(LEDGER), text);
    assert_eq!(read_tree(&workspace.root.join("content/ledger/bytes")), tree);
}

#[test]
fn every_twin_of_what_was_published_breaks_its_rule_and_no_other() {
    hold(&twins());
}

#[test]
fn what_holds_a_private_value_is_not_entered() {
    let workspace = Workspace::qingliu();
    workspace.edit("content/site.yaml", "机构代码: 样QL\n", "机构代码: 样QL\n承办单位: 石下村一组样例1号\n");
    for args in [&[][..], &[PAPER][..]] {
        let ran = workspace.run(&[&["-q", "publish", "--as-of", workspace.as_of], args].concat());
        assert!(ran.code == 1 && ran.err.contains("private-value-in-public-file"), "{}", ran.err);
        assert!(!workspace.root.join(LEDGER).exists() && !workspace.root.join("output/web/site").exists());
    }
}
