//! Papers with which a case goes up and comes back, registers above the village, papers of control.

use crate::support::*;

const AREAS: (&str, &str) = ("tests/counties/qingliu-areas/content", "2019-06-30");
const STREET: (&str, &str) = ("tests/counties/street/content", "2019-11-28");
const XINJIANG: (&str, &str) = ("tests/counties/xinjiang/content", "2020-11-20");
const ASSESSED: (&str, &str) = ("tests/counties/key-persons-2/content", "2020-06-30");
const VILLAGE: &str = "content/townships/01/villages/0101/village.yaml";

fn of_step(built: &Built, name: &str) -> String {
    built.pdf_as_drawn(&format!("restricted/steps/01/0101/{name}.pdf"))
}

#[test]
fn a_village_applies_with_every_standard_and_how_it_stands() {
    let workspace = Workspace::copy(XINJIANG);
    let application = of_step(&workspace.build(&[]), "0101-exit-exit-application");
    for said in ["关于新例县新样乡上新村2020年度贫困村脱贫的申请", "新例县新样乡人民政府：", "4项标准均已达到", "上新村“两委”", "贫困发生率降至2%以下"] {
        assert!(application.contains(&squeezed(said)), "{said}: {application}");
    }
    assert_eq!(application.matches("☑达到").count(), 4, "{application}");
    // A value that is not there is no standard that is met.
    workspace.edit(VILLAGE, "  乡村人口: ", "  # 乡村人口: ");
    let open = of_step(&workspace.build(&[]), "0101-exit-exit-application");
    assert!(open.contains("尚有1项没有达到或者数据不全") && !open.contains("请予审核"), "{open}");
}

#[test]
fn a_draft_leaves_number_day_and_who_signs_it_out_to_the_office() {
    let built = Workspace::copy(AREAS).build(&[]);
    let request = of_step(&built, "0101-2018-1-approval-request");
    for said in ["代拟稿未经签发", "例溪县精准扶贫领导小组文件", "〔2018〕", "签发人：", "关于审批例溪县溪上乡上溪村2018年度贫困户退出的请示", "妥否，请批示", "溪甲一"] {
        assert!(request.contains(&squeezed(said)), "{said}: {request}");
    }
    assert!(request.contains("村内公示（例溪县溪上乡上溪村村民委员会）：2018年9月3日至2018年9月10日，没有异议"), "{request}");
    let reply = of_step(&built, "0101-2018-1-approval-reply");
    assert!(reply.contains("例溪县精准扶贫领导小组：") && reply.contains("同意退出（名单附后）") && reply.contains("年月日"), "{reply}");
    let minutes = of_step(&built, "0101-2018-1-study-minutes");
    assert!(minutes.contains("会议纪要") && minutes.contains("出席：") && minutes.contains("会议研究决定：同意退出"), "{minutes}");
    // Who approves above the county writes by himself; what goes up to him is the county's.
    let township = |id: &str| built.documents().iter().filter(|(kind, subject, ..)| *kind == id && *subject == "01").count();
    assert_eq!((township("approval-request"), township("approval-reply")), (0, 0), "the city asks itself");
}

#[test]
fn a_step_that_is_open_prejudges_nothing() {
    let workspace = Workspace::copy(AREAS);
    let list = "content/townships/01/villages/0101/batches/0101-2018-1.yaml";
    let text = workspace.text(list);
    let from = text.find("  - 步骤: 县级批准").expect("it is there");
    workspace.write(list, &text[..from]);
    let built = workspace.build(&[]);
    let reply = of_step(&built, "0101-2018-1-approval-reply");
    assert!(reply.contains("☐同意☐不同意") && !reply.contains("同意退出（"), "{reply}");
}

#[test]
fn summaries_add_up_from_group_to_county() {
    let built = Workspace::copy(STREET).build(&[]);
    let total = |path: &str| {
        let text = built.pdf_as_drawn(&format!("restricted/registers/{path}-adjustment-summary.pdf"));
        let from = text.find("合计").unwrap_or_else(|| panic!("{text}"));
        text[from..].chars().skip(2).take_while(char::is_ascii_digit).collect::<String>()
    };
    // Households and persons: exits, removals, inclusions, returns; members that came and went.
    assert_eq!((total("01/0101/0101"), total("01/0102/0102")), ("2512131211".to_owned(), "1200120001".to_owned()));
    assert_eq!(total("01/01"), "3712251212");
    assert_eq!(total("county"), total("01/01"));
    let plan = built.pdf_as_drawn("restricted/registers/01/01-township-exit-plan.pdf");
    for said in ["桥东", "桥西", "街甲一", "2019-12-26", "下一步"] {
        assert!(plan.contains(said), "{said}: {plan}");
    }
    assert!(built.tree.keys().filter(|path| path.contains("summary") || path.contains("plan.")).all(|path| path.starts_with("restricted/")));
}

#[test]
fn a_spot_check_has_its_scheme_its_sheets_and_its_result() {
    let workspace = Workspace::copy(ASSESSED);
    let at = |id: &str| format!("restricted/control/2020-1-{id}.pdf");
    let built = workspace.build(&[]);
    let result = built.pdf_as_drawn(&at("spot-check-result"));
    assert!(result.contains("识别是否准确已判定2户，其中准确2户，准确率100%；是否满意已询问2户，其中满意1户，满意度50%"), "{result}");
    assert!(built.pdf_as_drawn(&at("spot-check-scheme")).contains("种子：01-02-21"));
    assert!(built.pdf_as_drawn(&at("satisfaction-form")).matches("☐不满意").count() == 6);
    // Sheets that are blank have no result.
    let file = "content/evaluations/2020-1.yaml";
    let blank: String = workspace.text(file).lines().filter(|line| !line.contains("识别准确") && !line.contains("满意")).map(|line| format!("{line}\n")).collect();
    workspace.write(file, blank);
    assert_eq!(workspace.build(&[]).state("spot-check-result", "2020-1").0, "NotYet");
}

#[test]
fn a_village_is_told_what_it_has_to_put_right() {
    let workspace = Workspace::copy(XINJIANG);
    let list = "content/problems/2020.yaml";
    let closed = workspace.build(&[]);
    assert!(!closed.documents().iter().any(|(kind, ..)| *kind == "rectification-notice"), "nothing is open");
    workspace.edit(list, "    整改日期: 2020-10-30\n", "");
    let built = workspace.build(&[]);
    let path = built.documents().iter().find(|(kind, ..)| *kind == "rectification-notice").and_then(|entry| entry.3["path"].as_str()).expect("a notice").to_owned();
    let notice = built.pdf_as_drawn(&path);
    assert!(notice.contains("有以下1个问题尚未整改") && notice.contains("整改通知书") && notice.contains("新例县人民政府"), "{notice}");
    assert!(built.pdf_as_drawn("restricted/control/2020-problem-sheet.pdf").contains("尚未整改1件"));
}

#[test]
fn a_plan_says_how_much_of_it_is_announced() {
    let workspace = Workspace::qingliu();
    let sheet = "restricted/plans/2017/qingliu-2017-2019-annex-1-plan-progress.pdf";
    let page = "web/site/plans/2017/qingliu-2017-2019-annex-1.html";
    let built = workspace.build(&[]);
    let text = built.pdf_as_drawn(sheet);
    assert!(text.contains("李家366164.37%") && text.contains("合计1780160.9%"), "{text}");
    let web = built.text(page);
    assert!(web.contains("计划1780，已公告16，完成0.9%") && web.contains("<rect class=\"done\" width=\"1\""), "{web}");
    // Before the announcement the page counts nothing; the office's sheet is that of the record, whatever the day.
    let earlier = workspace.build(&["--as-of", "2017-10-01"]);
    assert!(earlier.text(page).contains("计划1780，已公告0，完成0%"));
    assert_eq!(earlier.tree.get(sheet), built.tree.get(sheet));
    // A plan whose columns say of nothing that it is counted has no progress.
    workspace.edit_all(PLAN, 2, "        实绩: 脱贫人口\n", "");
    let silent = workspace.build(&[]);
    assert!(!silent.tree.contains_key(sheet) && !silent.text(page).contains("class=\"progress\""));
}

#[test]
fn nobody_says_that_there_was_no_objection_while_the_notice_hangs() {
    let workspace = Workspace::qingliu();
    let opinion = |built: &Built| built.pdf_as_drawn("restricted/steps/03/0301/0301-2017-1-review-opinion.pdf");
    let hanging = opinion(&workspace.build(&[]));
    assert!(hanging.contains("公示尚未结束") && !hanging.contains("没有异议") && hanging.contains("个环节没有办结"), "{hanging}");
    workspace.edit(POSTED, "        截止日期: 2017-11-22\n", "        截止日期: 2017-11-22\n        撤下日期: 2017-11-22\n");
    let ended = opinion(&workspace.build(&[]));
    assert!(!ended.contains("公示尚未结束") && (ended.contains("没有异议") || ended.contains("收到异议")), "{ended}");
}
