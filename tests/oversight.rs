//! Looking after the county: how far cases have come, a spot check, rule sets that extend others.

use serde_json::Value;

use crate::support::*;

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err))
}

#[test]
fn status_tells_which_publicity_runs_and_what_comes_next() {
    let workspace = Workspace::qingliu();
    let standing = |day: &str, subject: &str| {
        let object = json(&workspace.run(&["status", "--as-of", day, "--format", "json"]));
        let cases = object["cases"].as_array().expect("a list").clone();
        cases.into_iter().find(|case| case["subject"] == subject).expect("the case has begun")
    };
    let running = standing("2017-11-22", "0301-2017-1");
    assert_eq!((&running["running"]["last"], &running["next"]), (&"2017-11-22".into(), &"乡镇审核".into()));
    assert_eq!(standing("2017-11-23", "0301-2017-1")["running"], Value::Null);
    assert_eq!(standing("2017-11-14", "0301-2017-1")["done"]["step"], "民主评议");
    assert_eq!(standing("2017-11-20", "0901-2017-1")["next"], Value::Null);
    let text = workspace.run(&["-q", "status", "--as-of", "2017-11-20"]);
    assert_eq!(text.code, 0);
    assert!(text.out.contains("林畲乡 石下村\n  0301-2017-1 贫困户退出：已村内公示（2017-11-15），公示中，至 2017-11-22"), "{}", text.out);
}

#[test]
fn a_step_is_late_the_day_after_the_schedule_s_day() {
    let workspace = Workspace::qingliu();
    workspace.edit(RULES, "\n标准:\n", "\n日程:\n  - { 阶段: 公示, 步骤: [村内公示], 截止: 11-19 }\n标准:\n");
    let late = |day: &str| {
        let object = json(&workspace.run(&["status", "--as-of", day, "--format", "json"]));
        let cases = object["cases"].as_array().expect("a list").clone();
        let case = cases.into_iter().find(|case| case["subject"] == "1001-2017-1").expect("the case has begun");
        (case["due"].clone(), case["late"].clone())
    };
    assert_eq!(late("2017-11-19"), ("2017-11-19".into(), false.into()));
    assert_eq!(late("2017-11-20"), ("2017-11-19".into(), true.into()));
}

#[test]
fn a_sample_is_drawn_from_a_closed_roster_and_can_be_drawn_again() {
    let workspace = Workspace::qingliu();
    let closed = json(&workspace.run(&["sample", "--format", "json"]));
    let digest = closed["digest"].as_str().expect("a digest").to_owned();
    assert_eq!(closed["count"], 20);
    let draw = |seed: &str| workspace.run(&["sample", "--digest", &digest, "--seed", seed, "--size", "5", "--format", "json"]);
    let drawn = json(&draw("03-17-29"));
    assert_eq!(drawn["sample"].as_array().map(Vec::len), Some(5));
    assert!(drawn["method"].as_str().is_some_and(|method| method.contains("SHA-256")));
    assert_eq!(json(&draw("03-17-29")), drawn);
    // No seed without a closed roster, and no draw from another roster than the one that was closed.
    assert_eq!(workspace.run(&["sample", "--seed", "1", "--size", "5"]).code, 2);
    workspace.edit(&household("1001-005"), "户编码: 1001-005", "户编码: 1001-009");
    let changed = draw("03-17-29");
    assert_eq!(changed.code, 2);
    assert!(changed.err.contains("名册与封存时不同") && changed.out.is_empty(), "{}", changed.err);
}

#[test]
fn a_rule_set_takes_over_what_it_does_not_say_itself() {
    let workspace = Workspace::qingliu();
    let own = "规则集: own\n名称: 加严\n自: 2017-04-19\n继承: qingliu-2017\n数值:\n  扶贫标准: [{ 自: 2017-01-01, 值: 3215, 依据: { 文件: 清委办〔2017〕25号, 条款: 三（一） } }]\n";
    workspace.write("content/regulations/own.yaml", own);
    workspace.edit(COUNTY, "规则集: qingliu-2017", "规则集: own");
    // 0301-004 has exactly 3215: not over the line any more; all other rules still hold.
    let (code, found) = workspace.check();
    assert_eq!(code, 1);
    assert!(found.iter().any(|finding| finding.rule == "income-not-over-line" && finding.file == household("0301-004")), "{found:?}");
    workspace.edit("content/regulations/own.yaml", "值: 3215", "值: 3214.99");
    assert!(!workspace.check().1.iter().any(|finding| finding.rule == "income-not-over-line" && finding.file == household("0301-004")));
    workspace.edit(RULES, "规则集: qingliu-2017\n", "规则集: qingliu-2017\n继承: own\n");
    let (code, found) = workspace.check();
    assert_eq!((code, found.iter().any(|finding| finding.rule == "rule-set-circle")), (1, true));
}
