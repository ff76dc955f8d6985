//! The command line: beginning a workspace, asking about a rule, and what cannot be done.

use gongshi::report::message::rules;

use crate::support::*;

#[test]
fn a_new_workspace_checks_and_builds_clean() {
    for folder in ["new/deep", "empty"] {
        let here = Workspace::empty();
        std::fs::create_dir_all(here.root.join("empty")).expect("writable");
        let target = here.root.join(folder);
        let target = target.to_str().expect("UTF-8");
        let ran = here.run(&["init", target]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.err.contains(&format!("gongshi -C {target} build")), "{}", ran.err);
        let made = here.inside(folder);
        assert_eq!(made.check(), (0, Vec::new()));
        let built = made.build(&[]);
        assert_eq!((built.ran.code, built.ran.err.as_str()), (0, ""));
        assert_eq!(built.state("household-exit-publicity", "0301-2017-1").0, "Ready");
        assert!(built.pdf("board/03/0301/0301-2017-1-publicity.pdf").contains("样例·非正式文件"));
        // A clerk's template is used in the program's place.
        let template = "templates/documents/household-exit-publicity.md";
        made.edit(template, "经以上程序，", "依规定，经以上程序，");
        assert!(made.build(&[]).pdf("board/03/0301/0301-2017-1-publicity.pdf").contains("依规定，经以上程序"));
    }
}

#[test]
fn a_folder_that_holds_anything_is_left_as_it_was() {
    let here = Workspace::empty();
    here.write("kept/letter.txt", "x");
    let folder = here.root.join("kept");
    for (lang, words) in [("zh", "已经有东西"), ("en", "is not empty")] {
        let ran = here.run(&["--lang", lang, "init", folder.to_str().expect("UTF-8")]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(words), "{}", ran.err);
    }
    assert_eq!(read_tree(&folder).keys().collect::<Vec<_>>(), ["letter.txt"]);
    assert_eq!(here.run(&["init", folder.join("letter.txt").to_str().expect("UTF-8")]).code, 2);
}

#[test]
fn a_rule_is_explained_with_its_article_and_both_examples() {
    let workspace = Workspace::qingliu();
    let ran = workspace.run(&["explain", "publicity-too-short"]);
    assert_eq!(ran.code, 0);
    for part in ["publicity-too-short", "依据：", "清委办〔2017〕25号", "三（一）2", "为什么：", "不对的：", "对的：", "截止日期: 2017-11-19"]
    {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let english = workspace.run(&["--lang", "en", "explain", "income-not-over-line"]);
    for part in ["income-not-over-line", "basis: ", "why: ", "fails: ", "passes: "] {
        assert!(english.out.contains(part), "{part}: {}", english.out);
    }
    // Without a workspace the rule is explained all the same.
    assert_eq!(Workspace::empty().run(&["explain", "step-missing"]).code, 0);
}

#[test]
fn a_rule_that_is_none_is_answered_with_the_nearest() {
    for (lang, words) in [("zh", "没有“publicity-to-short”这条规则"), ("en", "there is no rule “publicity-to-short”")] {
        let ran = Workspace::qingliu().run(&["--lang", lang, "explain", "publicity-to-short"]);
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains(words) && ran.err.contains("explain publicity-too-short"), "{}", ran.err);
    }
}

#[test]
fn every_rule_is_listed_as_text_and_json() {
    let workspace = Workspace::qingliu();
    let text = workspace.run(&["explain", "--list"]);
    let json = workspace.run(&["explain", "--list", "--format", "json"]);
    assert_eq!((text.code, json.code), (0, 0));
    let list: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    let listed: Vec<&str> = list["rules"].as_array().expect("a list").iter().filter_map(|rule| rule["rule"].as_str()).collect();
    assert_eq!(text.out.lines().filter_map(|line| line.split('\t').next()).collect::<Vec<_>>(), listed);
    let known = |rule: &&str| listed.contains(rule);
    assert!(rules().keys().map(String::as_str).all(|rule| known(&rule)));
    assert!(["income-not-over-line", "guarantee-unmet", "village-incidence-too-high"].iter().all(known));
}

#[test]
fn every_rule_has_its_words_in_both_languages() {
    use gongshi::report::message::{Lang, hint, message};
    for (id, rule) in rules() {
        for lang in [Lang::Zh, Lang::En] {
            let (fail, pass) = rule.examples();
            assert!([&message(id, lang, &[]), &hint(id, lang, &[]), rule.why(lang), fail, pass].iter().all(|text| !text.trim().is_empty()), "{id}");
            assert_ne!(fail, pass, "{id}");
        }
        assert!(id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{id}");
        assert!(["input", "structure", "procedure", "standard", "notice", "plan", "data"].contains(&rule.group.as_str()), "{id}: {}", rule.group);
    }
}

#[test]
fn what_cannot_be_done_ends_with_two() {
    let empty = Workspace::empty();
    for args in [&["build"][..], &["check"], &["--lang", "en", "check"]] {
        let ran = empty.run(args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.err.contains("content/county.yaml") && ran.err.contains("gongshi init"), "{}", ran.err);
    }
    let workspace = Workspace::qingliu();
    workspace.write("taken", "x");
    let taken = workspace.root.join("taken");
    for args in [
        &["build", "--as-of", "2017-02-29"][..],
        &["build", "--paper", "a5"],
        &["check", "--format", "xml"],
        &["--lang", "fr", "check"],
        &["explain"],
        &["unknown"],
        &[],
        &["build", "-o", taken.to_str().expect("UTF-8")],
    ] {
        let ran = workspace.run(args);
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.out);
        assert!(!ran.err.is_empty(), "{args:?}");
    }
    let template = "templates/documents/household-exit-publicity.md";
    workspace.write(template, "---\n名称: 公示\n版式: 公示\n---\n\n# {{ village }}\n\n{{ vilage }}\n");
    let ran = workspace.run(&["-q", "build", "--as-of", "2017-11-20"]);
    assert_eq!(ran.code, 2);
    assert!([template, "第8行", "vilage", "village"].iter().all(|part| ran.err.contains(part)), "{}", ran.err);
}

#[test]
fn quiet_says_only_findings_and_failures() {
    let workspace = Workspace::qingliu();
    workspace.edit(PLAN, "脱贫人口2018: 86", "脱贫人口2018: 85");
    let text = workspace.text(PLAN);
    workspace.write(PLAN, &text[..text.find("\n已核:").expect("it is acknowledged")]);
    let loud = workspace.run(&["build", "--as-of", workspace.as_of]);
    assert!(loud.err.contains("核对 49/49") && loud.err.contains("做成 "), "{}", loud.err);
    let english = workspace.run(&["--lang", "en", "build", "--as-of", workspace.as_of]);
    assert!(english.err.contains("checking 49/49") && english.err.contains(" made; "), "{}", english.err);
    let quiet = workspace.run(&["-q", "build", "--as-of", workspace.as_of]);
    assert_eq!((quiet.code, quiet.out.as_str(), quiet.err.as_str()), (0, "", ""));
}

#[test]
fn help_is_in_the_language_that_is_asked_for() {
    let empty = Workspace::empty();
    for verb in [&[][..], &["build"], &["check"], &["explain"], &["init"]] {
        let chinese = empty.run(&[verb, &["--help"]].concat());
        let english = empty.run(&[&["--lang", "en"], verb, &["--help"]].concat());
        assert_eq!((chinese.code, english.code), (0, 0));
        assert!(chinese.out.contains("工作区所在的文件夹") && english.out.contains("folder of the workspace"), "{} {}", chinese.out, english.out);
        // Chinese stands in English help only where it is the product's name or a key.
        assert!(!chinese.out.contains("cli.") && !english.out.contains("cli."), "{}", english.out);
    }
    assert!(empty.run(&["--version"]).out.contains(env!("CARGO_PKG_VERSION")));
}
