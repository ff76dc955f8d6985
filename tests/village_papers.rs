//! What a village keeps in its office: the review's sign-in sheet and minutes, sheets to be signed off, registers and lists.

use gongshi::papers::catalogue::kind;

use crate::support::*;

const STREET: (&str, &str) = ("tests/counties/street/content", "2019-11-28");
const LIST: &str = "content/townships/01/villages/0101/batches/0101-2019-1.yaml";
const MINUTES: &str = "restricted/steps/01/0101/0101-2019-1-review-minutes.pdf";
const SIGN_IN: &str = "restricted/steps/01/0101/0101-2019-1-review-sign-in.pdf";
const MEETING: &str = "    会议:\n      时间: 上午9时\n";

#[test]
fn before_the_meeting_its_papers_stand_open_and_after_it_they_say_what_was_recorded() {
    let workspace = Workspace::copy(STREET);
    let built = workspace.build(&[]);
    let (minutes, sheet) = (built.pdf_as_drawn(MINUTES), built.pdf_as_drawn(SIGN_IN));
    for said in ["2019年11月8日上午9时", "街主任甲", "街文书甲", "87.1%", "收入逐项宣读，到会代表没有不同意见", "同意退出"] {
        assert!(minutes.contains(&squeezed(said)), "{said}: {minutes}");
    }
    assert!(minutes.contains("签到表原件"), "what is missing is named: {minutes}");
    assert!(sheet.contains("2019年11月8日") && sheet.contains("27"), "{sheet}");
    for (id, text) in [("review-minutes", &minutes), ("review-sign-in", &sheet)] {
        for label in kind(id).expect("a kind").labels {
            assert!(text.contains(&squeezed(label)), "{id}: {label}");
        }
    }
    // Nothing of the meeting is recorded: households stand there, no day, nobody, no vote.
    let record = workspace.text(LIST);
    let from = record.find("  - 步骤: 民主评议").expect("it is there");
    workspace.write(LIST, &record[..from]);
    let open = workspace.build(&[]);
    let (minutes, sheet) = (open.pdf_as_drawn(MINUTES), open.pdf_as_drawn(SIGN_IN));
    assert!(minutes.contains("街甲一") && sheet.contains("村民代表会议"), "{minutes} {sheet}");
    for silent in ["2019年11月", "街主任甲", "同意退出", "尚缺", "已签"] {
        assert!(!minutes.contains(silent) && !sheet.contains(silent), "{silent}: {minutes} {sheet}");
    }
    assert!(sheet.contains("40"), "room for those who come: {sheet}");
}

#[test]
fn a_scan_of_the_sign_in_sheet_is_the_original() {
    let workspace = Workspace::copy(STREET);
    workspace.edit(LIST, MEETING, &format!("    材料: [{{ 名称: 会议签到表, 文件: 0101-board.jpg }}]\n{MEETING}"));
    let built = workspace.build(&[]);
    assert!(built.pdf_as_drawn(SIGN_IN).contains("原件见材料第1件"), "{}", built.pdf_as_drawn(SIGN_IN));
    assert!(!built.pdf_as_drawn(MINUTES).contains("签到表原件"), "{}", built.pdf_as_drawn(MINUTES));
}

#[test]
fn a_step_is_signed_off_by_whom_the_rule_set_names() {
    let workspace = Workspace::qingliu();
    let built = workspace.build(&[]);
    let township = built.pdf_as_drawn("restricted/steps/07/0701/0701-2017-1-sign-off-sheet.pdf");
    assert!(township.contains("乡镇党委书记（签名）已签：试书记") && township.contains("乡镇长（签名）已签：试乡镇长"), "{township}");
    let county = built.pdf_as_drawn("restricted/steps/07/0701/0701-2017-1-sign-off-sheet-3.pdf");
    assert!(county.contains("县委书记（签名）已签：样县书记") && county.contains("清流县人民政府（盖章）"), "{county}");
    let open = built.pdf_as_drawn("restricted/steps/03/0301/0301-2017-1-sign-off-sheet.pdf");
    assert!(open.contains("乡镇党委书记（签名）") && !open.contains("已签") && open.contains("☐"), "{open}");
    workspace.edit(APPROVED, "    结果: 集体研究同意，上报\n", "    结果: 集体研究同意，上报\n    材料: [{ 名称: 审批签字表, 文件: signed.jpg }]\n");
    let scanned = workspace.build(&[]).pdf_as_drawn("restricted/steps/07/0701/0701-2017-1-sign-off-sheet.pdf");
    assert!(scanned.contains("已签（原件见材料第1件）：试书记"), "{scanned}");
}

#[test]
fn registers_hold_whom_they_are_about_and_add_up() {
    let built = Workspace::copy(STREET).build(&[]);
    let register = |id: &str| built.pdf_as_drawn(&format!("restricted/registers/01/0101/0101-{id}.pdf"));
    for id in ["adjustment-list", "exit-register", "removal-register", "change-register", "marking-list"] {
        let text = register(id);
        for label in kind(id).expect("a kind").labels {
            assert!(text.contains(label), "{id}: {label}: {text}");
        }
        let workbook = format!("restricted/registers/01/0101/0101-{id}.xlsx");
        assert!(built.tree.contains_key(&workbook), "no {workbook}");
    }
    let list = register("adjustment-list");
    let place = |what: &str| list.find(what).unwrap_or_else(|| panic!("no {what} in {list}"));
    assert!(place("街甲一") < place("街丁一") && place("街丁一") < place("街丙一") && place("街丙一") < place("街戊一"), "{list}");
    assert!(register("removal-register").contains("街丁一") && !register("exit-register").contains("街丁一"));
    // Who is on no list stands in no register, and what there is nobody for is not made.
    assert!(!built.tree.keys().any(|path| path.ends_with("0102-removal-register.pdf")));
    // What is registered stays within the office.
    assert!(built.tree.keys().filter(|path| path.contains("register") || path.contains("minutes")).all(|path| path.starts_with("restricted/")));
}

#[test]
fn photographs_stand_in_the_report_as_they_came_and_one_that_is_no_picture_is_named_only() {
    const EVIDENCE: &str = "content/townships/01/villages/0101/evidence";
    const REPORT: &str = "restricted/publicity/01/0101/0101-2020-1-publicity-report.pdf";
    let workspace = Workspace::copy(("tests/counties/xinjiang/content", "2020-11-30"));
    let built = workspace.build(&["--articles"]);
    let photograph = std::fs::read(workspace.root.join(EVIDENCE).join("公示-20200803.jpg")).expect("a photograph");
    let holds = |built: &Built| built.tree[REPORT].windows(photograph.len()).any(|part| part == photograph);
    assert!(holds(&built), "its bytes are in the file");
    let text = built.pdf_as_drawn(REPORT);
    assert!(text.contains("照片1村公示栏") && text.contains("照片2村公示栏") && !text.contains("见原件"), "{text}");
    let article = built.text(&format!("restricted/articles/{REPORT}.html"));
    assert!(article.contains("<img alt=\"村公示栏的公示照片（公示-20200803.jpg）\" src=\"data:image/jpeg;base64,"), "{article}");
    workspace.write(&format!("{EVIDENCE}/公示-20200803.jpg"), &photograph[..photograph.len() / 2]);
    let damaged = workspace.build(&[]);
    let text = damaged.pdf_as_drawn(REPORT);
    assert!(!holds(&damaged) && text.contains("照片1村公示栏") && !text.contains("照片2村公示栏") && text.contains("图像不能印出，见原件"), "{text}");
}
