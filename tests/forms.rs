//! The forms of a household: which it gets, what they say, what is still open on them.

use std::collections::BTreeSet;

use gongshi::papers::catalogue::kind;

use crate::support::*;

const STREET: (&str, &str) = ("tests/counties/street/content", "2019-11-28");

fn file(code: &str) -> String {
    format!("restricted/forms/{}/{}/{code}.pdf", &code[..2], &code[..4])
}

fn case(code: &str) -> String {
    format!("content/townships/{}/villages/{}/households/{code}.yaml", &code[..2], &code[..4])
}

/// The forms of a household that are made.
fn forms<'a>(built: &'a Built, code: &str) -> BTreeSet<&'a str> {
    let own = |entry: &(&str, &str, &str, &serde_json::Value)| entry.1 == code && entry.2 == "Ready" && entry.3["path"].as_str().is_some_and(|path| path.contains("/forms/"));
    built.documents().into_iter().filter(own).map(|entry| entry.0).collect()
}

#[test]
fn a_household_gets_the_forms_of_its_procedure_and_each_says_what_its_model_says() {
    let workspace = Workspace::copy(STREET);
    let watched = "一户一策:\n  帮扶责任人: 街干部甲\n  制定日期: 2019-11-20\n  措施: [{ 类别: 健康, 内容: 签约随访, 落实单位: 社区卫生站 }]\n\
                   走访记录: [{ 日期: 2019-11-21, 走访人: [街干部甲], 情况: 按时服药 }]\n监测: { 类型: 脱贫户, 识别日期: 2019-11-20, 风险: 因病 }\n";
    workspace.append(&case("0101-005"), watched);
    let came = "  成员变更: [{ 姓名: 街己三, 增减: 增加, 原因: 出生, 日期: 2019-08-08 }]\n";
    workspace.append(&case("0101-006"), came);
    let built = workspace.build(&[]);
    let common = ["survey-record", "income-worksheet", "guarantee-check", "consent-sheet"];
    for (code, own) in [
        ("0101-001", &["information-comparison", "guarantee-check", "exit-situations", "exit-notice"][..]),
        ("0101-003", &["collection-form", "inclusion-situations", "inclusion-notice", "help-plan"][..]),
        ("0101-004", &["information-comparison", "removal-notice"][..]),
        ("0101-005", &["information-comparison", "inclusion-situations", "return-notice", "help-plan", "monitoring-record", "visit-record"][..]),
        ("0101-006", &["natural-increase"][..]),
        ("0101-007", &["natural-decrease"][..]),
        ("0102-002", &["withheld-notice"][..]),
    ] {
        let made = forms(&built, code);
        assert!(own.iter().all(|id| made.contains(id)), "{code}: {made:?}");
        let plain = matches!(code, "0101-006" | "0101-007");
        assert!(common.iter().all(|id| made.contains(id) || (plain && *id != "survey-record") || *id == "guarantee-check"), "{code}: {made:?}");
        let forms = built.pdf(&file(code));
        for id in made {
            // What is told to the household is handed out: a file of its own.
            let text = if id.ends_with("-notice") { built.pdf(&file(&format!("{code}-{id}"))) } else { forms.clone() };
            for label in kind(id).expect("a kind").labels {
                assert!(text.contains(&squeezed(label)), "{code} {id}: {label}");
            }
        }
    }
    assert!(!forms(&built, "0101-003").contains("exit-notice") && !forms(&built, "0102-002").contains("exit-notice"));
    assert!(built.pdf(&file("0101-006")).contains("☑出生"), "{}", built.pdf(&file("0101-006")));
    // The way of the figure is the way that it went.
    assert!(built.pdf(&file("0101-001")).contains("（12600＋2000＋0＋900－700）÷3＝4933.33"), "{}", built.pdf(&file("0101-001")));
    let public = built.tree.iter().filter(|(path, _)| !path.starts_with("restricted/"));
    assert!(public.into_iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("告知书")));
}

#[test]
fn a_form_prints_what_is_still_open_and_the_application_is_asked_for_by_name() {
    let workspace = Workspace::copy(STREET);
    let before = workspace.build(&[]);
    assert!(before.pdf(&file("0101-002")).contains("已签：街乙一，由街代签甲代签"), "{}", before.pdf(&file("0101-002")));
    assert_eq!(before.state("handwritten-application", "0101-003").0, "Held");
    let papers = "      材料:\n        - 名称: 手写申请\n          文件: 0101-003-application.jpg\n          日期: 2019-11-04\n";
    workspace.edit(&case("0101-003"), papers, "");
    let survey = "    - 步骤: 入户采集\n      日期: 2019-11-06\n";
    workspace.edit(&case("0101-003"), survey, &format!("{survey}      材料: [{{ 名称: 入户调查记录, 文件: survey.jpg }}]\n"));
    let after = workspace.build(&[]);
    let (state, reason) = after.state("handwritten-application", "0101-003");
    assert_eq!(state, "Missing");
    assert!(reason.contains("手写申请"), "{reason}");
    assert!(after.pdf(&file("0101-003")).contains("已签（原件见材料第1件）：街丙一"), "{}", after.pdf(&file("0101-003")));
    // A name that leads out of the evidence is no scan.
    let step = "      结果: 本户手写申请一份\n";
    workspace.edit(&case("0101-003"), step, &format!("{step}      材料: [{{ 名称: 手写申请, 文件: ../village.yaml }}]\n"));
    assert_eq!(workspace.build(&[]).state("handwritten-application", "0101-003").0, "Missing");
}

/// What the foot of each page says: id, number of the page, number of all pages, digest.
fn feet(built: &Built, code: &str) -> Vec<String> {
    let pages = built.pdf_pages(&file(code));
    let count = pages.len();
    let foot = |(number, page): (usize, &String)| {
        let line = format!("第{number}页，共{count}页内容摘要");
        let (_, rest) = page.split_once(&line).unwrap_or_else(|| panic!("no {line} in {page}"));
        // A reader may take the id for the end of the page number, which stands on the same height.
        assert!(page.contains(&format!("{code}{line}")) || page.contains(&format!("{number}{code}")), "{page}");
        rest.chars().take(12).collect()
    };
    (1..).zip(&pages).map(foot).collect()
}

#[test]
fn every_page_of_a_bound_file_bears_the_foot_of_the_file() {
    let workspace = Workspace::copy(STREET);
    let before = feet(&workspace.build(&[]), "0101-001");
    assert!(before.len() > 3 && before.iter().all(|digest| *digest == before[0] && digest.chars().all(|digit| digit.is_ascii_hexdigit())), "{before:?}");
    // The digest is over all forms: what only the last of them says changes it on every page.
    workspace.append(&case("0101-001"), "走访记录: [{ 日期: 2019-11-21, 走访人: [街干部甲], 情况: 按时服药 }]\n");
    let more = feet(&workspace.build(&[]), "0101-001");
    workspace.edit(&case("0101-001"), "按时服药", "定时服药");
    let other = feet(&workspace.build(&[]), "0101-001");
    assert!(before[0] != more[0] && more[0] != other[0] && more.len() == other.len(), "{before:?} {more:?} {other:?}");
    assert!(other.iter().all(|digest| *digest == other[0]), "{other:?}");
}
