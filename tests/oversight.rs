//! Looking after the county: how far cases have come, a spot check, rule sets that extend others.

use serde_json::Value;

use crate::support::*;

#[test]
fn a_subject_is_explained_with_the_terms_of_its_figures_and_the_verdict_of_every_rule() {
    let workspace = Workspace::qingliu();
    let ran = workspace.run(&["explain", "--subject", "0301-001", "--as-of", "2017-11-20"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("内部资料 不得上网\n户 0301-001"), "{}", ran.out);
    let object = json(&workspace.run(&["explain", "--subject", "0301-001", "--as-of", "2017-11-20", "--format", "json"]));
    assert_eq!(object["warning"], "内部资料 不得上网");
    let find = |list: &str, key: &str, name: &str| {
        object[list].as_array().expect("a list").iter().find(|one| one[key] == name).unwrap_or_else(|| panic!("{name}: {object}")).clone()
    };
    // 5200 + 3600 - 1100 + 0 + 480, and of two members; the cost stands on the line of its key and is taken off.
    let net = find("figures", "figure", "@总收入");
    assert_eq!((net["value"].as_str(), net["rounded"].as_bool()), (Some("8180"), Some(false)));
    let cost = net["terms"].as_array().expect("terms").iter().find(|term| term["field"] == "收入.生产经营性支出").expect("it is a term").clone();
    assert_eq!((cost["amount"].as_str(), cost["share"].as_str()), (Some("1100"), Some("-100")));
    assert_eq!((cost["file"].as_str(), cost["line"].as_u64()), (Some(HOUSEHOLD), Some(workspace.line_of(HOUSEHOLD, "生产经营性支出") as u64)));
    assert_eq!(find("figures", "figure", "@人均收入")["value"], "4090");
    assert_eq!(find("figures", "figure", "@年龄")["member"], 1);
    let line = find("rules", "rule", "income-not-over-line");
    assert_eq!((line["verdict"].as_str(), line["law"]["document"].is_string()), (Some("met"), true));
    assert_eq!(find("steps", "step", "入户调查")["date"], "2017-10-23");
    assert_eq!(find("steps", "step", "县级批准")["done"], false);
    // The same household just at the line, with no value, and taken off the list.
    let verdict = |old: &str, new: &str| {
        workspace.edit(HOUSEHOLD, old, new);
        let object = json(&workspace.run(&["explain", "--subject", "0301-001", "--as-of", "2017-11-20", "--format", "json"]));
        workspace.reset();
        let rule = object["rules"].as_array().expect("a list").iter().find(|rule| rule["rule"] == "income-not-over-line").cloned();
        rule.expect("the rule is told")["verdict"].clone()
    };
    assert_eq!(verdict("  人均收入: 4090", "  人均收入: 1"), "not-met");
    assert_eq!(verdict("  人均收入: 4090", "  人均收入:"), "not-known");
    assert_eq!(verdict("退出:\n  程序: 贫困户退出", "退出:\n  暂不退出: 收入不稳\n  程序: 贫困户退出"), "does-not-apply");
}

#[test]
fn a_third_is_shown_rounded_and_kept_whole() {
    let workspace = Workspace::qingliu();
    workspace.append(POSTED_VILLAGE, "退出:\n  程序: 贫困村退出\n  年度: 2017\n  贫困人口: 1\n  乡村人口: 300\n");
    let object = json(&workspace.run(&["explain", "--subject", "0301", "--as-of", "2017-11-20", "--format", "json"]));
    let figure = &object["figures"][0];
    assert_eq!((figure["figure"].as_str(), figure["shown"].as_str(), figure["rounded"].as_bool()), (Some("@贫困发生率"), Some("0.3333"), Some(true)));
    assert!(figure["value"].as_str().is_some_and(|value| value.starts_with("0.33333333333333333333")), "{figure}");
    let terms: Vec<_> = figure["terms"].as_array().expect("terms").iter().map(|term| (&term["field"], &term["amount"])).collect();
    assert_eq!(terms, [(&"退出.贫困人口".into(), &"1".into()), (&"退出.乡村人口".into(), &"300".into())]);
    let text = workspace.run(&["explain", "--subject", "0301", "--as-of", "2017-11-20"]).out;
    assert!(text.contains("@贫困发生率 = 0.3333（此处四舍五入"), "{text}");
}

#[test]
fn every_type_of_subject_is_found_by_its_code() {
    let workspace = Workspace::qingliu();
    workspace.write("content/evaluations/2017.yaml", "抽查编号: \"2017\"\n年度: 2017\n抽查表:\n  - { 户编码: 0301-001, 识别准确: 是, 满意: 否 }\n  - { 户编码: 0301-002, 识别准确: 是, 满意: 是 }\n");
    let county = workspace.text(COUNTY).lines().find_map(|line| line.strip_prefix("县编码: ")).expect("a code").trim_matches('"').to_owned();
    for (code, kind) in [("0301-001", "户"), ("0301-2017-1", "批次"), ("0301", "村"), ("03", "乡镇"), (county.as_str(), "县"), ("2017", "抽查")] {
        let object = json(&workspace.run(&["-q", "explain", "--subject", code, "--as-of", "2017-11-20", "--format", "json"]));
        assert_eq!((&object["subject"]["kind"], &object["subject"]["code"]), (&kind.into(), &code.into()));
    }
    let object = json(&workspace.run(&["-q", "explain", "--subject", "2017", "--as-of", "2017-11-20", "--format", "json"]));
    let figures: Vec<_> = object["figures"].as_array().expect("a list").iter().map(|figure| (&figure["figure"], &figure["value"])).collect();
    assert!(figures.contains(&(&"@满意度".into(), &"50".into())) && figures.contains(&(&"@识别准确率".into(), &"100".into())), "{figures:?}");
    for (lang, words) in [("zh", "没有编码是“0301-0001”"), ("en", "has the code “0301-0001”")] {
        let ran = workspace.run(&["--lang", lang, "explain", "--subject", "0301-0001"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(words) && ran.err.contains("0301-001"), "{}", ran.err);
    }
    assert_eq!(workspace.run(&["explain", "--subject", "../county"]).code, 2);
}

#[test]
fn status_tells_what_waits_besides_the_next_step() {
    let workspace = Workspace::qingliu();
    let status = |args: &[&str]| json(&workspace.run(&[&["-q", "status", "--format", "json"], args].concat()));
    let case = |object: &Value, subject: &str| object["cases"].as_array().expect("a list").iter().find(|case| case["subject"] == subject).cloned();
    // Two of the households of a list that is announced have not been taken off the register.
    let household = household("0901-001");
    let text = workspace.text(&household);
    let cancelled = text.find("    - 步骤: 销号").expect("the entry was cancelled");
    workspace.write(&household, &text[..cancelled]);
    let announced = case(&status(&["--as-of", "2017-11-20"]), "0901-2017-1").expect("it has begun");
    assert_eq!((&announced["waiting"][0]["step"], &announced["waiting"][0]["lacking"]), (&"销号".into(), &1.into()), "{announced}");
    workspace.reset();
    assert_eq!(case(&status(&["--as-of", "2017-11-20"]), "0901-2017-1").expect("it has begun")["waiting"], Value::Array(Vec::new()));
    // Phases without steps stand in the schedule as well; what comes within the days asked about falls due.
    let schedule = "\n日程:\n  - { 阶段: 培训, 截止: 11-05 }\n  - { 阶段: 审批, 步骤: [县级批准], 截止: 11-28 }\n标准:\n";
    workspace.edit(RULES, "\n标准:\n", schedule);
    let phases = |within: &str| {
        let object = status(&["--as-of", "2017-11-20", "--within", within]);
        let phases = object["schedule"].as_array().expect("a list").clone();
        phases.iter().map(|phase| (phase["passed"].as_bool(), phase["soon"].as_bool(), phase["deadline"].as_str().map(str::to_owned))).collect::<Vec<_>>()
    };
    let day = |day: &str| Some(day.to_owned());
    assert_eq!(phases("8"), [(Some(true), Some(false), day("2017-11-05")), (Some(false), Some(true), day("2017-11-28"))]);
    assert_eq!(phases("7")[1].1, Some(false));
    workspace.reset();
    // A problem waits until it is put right or refuted, an objection until it has an outcome, a measure until it is done.
    let problems = "清单编号: \"2017\"\n年度: 2017\n问题:\n  - { 序号: 1, 来源: 审计部门, 村编码: \"0301\" }\n  - { 序号: 2, 核查结论: 不属实 }\n  - { 序号: 3, 核查结论: 属实, 整改日期: 2017-11-01 }\n";
    workspace.write("content/problems/2017.yaml", problems);
    workspace.edit(POSTED, "    结果: 同意列入退出名单", "    异议: [{ 日期: 2017-11-10, 内容: 秘密的话 }]\n    结果: 同意列入退出名单");
    let plan = "一户一策:\n  措施: [{ 内容: 编的, 期限: 2017-11-19 }, { 内容: 编的, 期限: 2017-11-20 }, { 内容: 编的, 期限: 2017-11-01, 落实日期: 2017-11-01 }]\n监测: { 类型: 脱贫户 }\n退出:\n  程序: 贫困户退出";
    workspace.edit(HOUSEHOLD, "退出:\n  程序: 贫困户退出", plan);
    let object = status(&["--as-of", "2017-11-20"]);
    assert_eq!(object["problems"].as_array().map(|list| list.iter().map(|one| one["number"].clone()).collect::<Vec<_>>()), Some(vec!["1".into()]));
    assert_eq!((&object["objections"][0]["subject"], &object["objections"][0]["count"]), (&"0301-2017-1".into(), &1.into()));
    assert_eq!((&object["measures"][0]["household"], &object["measures"][0]["overdue"]), (&"0301-001".into(), &1.into()));
    let text = workspace.run(&["-q", "status", "--as-of", "2017-11-20"]).out;
    assert!(text.contains("审计部门") && text.contains("3 项措施中 1 项") && !text.contains("秘密的话"), "{text}");
}

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
