//! `gongshi privacy`: what each kind of public document shows, measured, and what lets it.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::*;

/// Every worked county, with its day.
fn counties() -> Vec<Workspace> {
    let copy = |content, day| Workspace::copy((content, day));
    vec![
        Workspace::qingliu(),
        Workspace::beiling(),
        Workspace::prefecture(),
        copy("tests/counties/street/content", "2019-11-28"),
        copy("tests/counties/xinjiang/content", "2020-11-20"),
        copy("tests/counties/qingliu-areas/content", "2019-06-30"),
        copy("tests/counties/key-persons/content", "2020-06-30"),
    ]
}

fn privacy(workspace: &Workspace) -> (i32, Value) {
    let ran = workspace.run(&["-q", "privacy", "--as-of", workspace.as_of, "--format", "json"]);
    (ran.code, serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err)))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("{key} of {value}"))
}

/// `户 户主`, `户 家庭成员 #`.
fn name(field: &Value) -> String {
    let count = if field["count"] == true { " #" } else { "" };
    format!("{} {}{count}", field["of"].as_str().expect("a file"), field["field"].as_str().expect("a field"))
}

/// What a kind shows, with the grounds.
fn shown(object: &Value, kind: &str) -> Vec<(String, Vec<String>)> {
    let kind = list(object, "kinds").iter().find(|known| known["kind"] == kind).unwrap_or_else(|| panic!("no {kind}"));
    let grounds = |field: &Value| list(field, "grounds").iter().map(|ground| ground["ground"].as_str().expect("a key").to_owned()).collect();
    list(kind, "shown").iter().map(|field| (name(field), grounds(field))).collect()
}

#[test]
fn in_every_county_no_private_field_is_shown_and_every_shown_one_has_a_rule() {
    let (mut measured, mut kinds, mut private) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut grounds = BTreeSet::new();
    for workspace in counties() {
        let (code, object) = privacy(&workspace);
        assert_eq!((code, list(&object, "leaks").len(), list(&object, "groundless")), (0, 0, &Vec::new()), "{}", workspace.as_of);
        for kind in list(&object, "kinds") {
            let id = kind["kind"].as_str().expect("an id").to_owned();
            if kind["documents"].as_u64().expect("a count") > 0 {
                assert!(!list(kind, "shown").is_empty(), "{id} shows nothing");
                measured.insert(id.clone());
            }
            kinds.insert(id);
            if kind["documents"] != 0 {
                assert!(list(kind, "shown").iter().all(|field| field["private"] == false), "{kind}");
                grounds.extend(list(kind, "shown").iter().flat_map(|field| list(field, "grounds")).map(|ground| ground["ground"].as_str().expect("a key").to_owned()));
            }
        }
        private.extend(list(&object, "measured").iter().filter(|field| field["private"] == true).map(name));
    }
    assert!(private.len() > 80, "{private:?}");
    // What no worked county has was looked at nowhere, and is named so that it is not forgotten.
    let unmeasured: Vec<&String> = kinds.difference(&measured).collect();
    let families = ["county-exit-announcement", "county-exit-publicity", "household-acceptance-announcement", "household-acceptance-publicity", "key-persons-announcement", "township-exit-announcement", "township-exit-publicity"];
    assert_eq!(unmeasured, families.iter().flat_map(|family| [(*family).to_owned(), format!("{family}-web")]).collect::<Vec<_>>().iter().collect::<Vec<_>>());
    // Nothing is stated that is measured nowhere; the columns that a rule set names are in the next test.
    let table = include_str!("../src/report/message/table.yaml");
    let stated = table.lines().filter_map(|line| line.trim().strip_prefix("privacy.ground.")?.split(':').next());
    assert_eq!(stated.filter(|key| *key != "columns" && !grounds.contains(*key)).collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn a_list_shows_what_the_rule_set_names_and_the_web_only_what_it_posts_on_a_portal() {
    let workspace = Workspace::qingliu();
    let (_, object) = privacy(&workspace);
    let board = shown(&object, "household-exit-publicity");
    for field in ["户 户主", "户 村民小组"] {
        assert!(board.contains(&(field.to_owned(), vec!["usual-columns".to_owned()])), "{field}: {board:?}");
    }
    assert!(board.contains(&("村 监督渠道.电话".to_owned(), vec!["ways".to_owned()])), "{board:?}");
    let web = shown(&object, "household-exit-publicity-web");
    assert!(!web.iter().any(|(field, _)| field == "户 户主" || field == "户 村民小组"), "{web:?}");
    assert!(web.contains(&("户 家庭成员 #".to_owned(), vec!["totals".to_owned()])), "{web:?}");
    // A rule set that names the columns shows no other.
    let rules = workspace.text(RULES);
    let step = rules.find("性质: 公示").map(|at| rules[..at].rfind("\n      - ").expect("a step")).expect("a publicity");
    workspace.write(RULES, format!("{}\n      - 列示: [户主]\n        {}", &rules[..step], &rules[step + "\n      - ".len()..]));
    let (code, object) = privacy(&workspace);
    let board = shown(&object, "household-exit-publicity");
    assert_eq!(code, 0);
    assert!(board.contains(&("户 户主".to_owned(), vec!["columns".to_owned()])) && !board.iter().any(|(field, _)| field == "户 村民小组"), "{board:?}");
    let (_, portal) = privacy(&Workspace::beiling());
    let web = shown(&portal, "household-exit-publicity-web");
    assert!(web.contains(&("户 户主".to_owned(), vec!["portal".to_owned()])), "{web:?}");
}

#[test]
fn a_private_field_that_says_who_is_listed_is_told_and_not_shown() {
    let workspace = Workspace::qingliu();
    workspace.edit(&household("0301-005"), "\n退出:\n", "\n退出:\n  暂不退出: 材料不全\n");
    let (code, object) = privacy(&workspace);
    assert_eq!(code, 0);
    let of_kind = list(&object, "kinds").iter().find(|known| known["kind"] == "household-exit-publicity").expect("there is one");
    assert!(list(of_kind, "decide").iter().any(|field| name(field) == "户 退出.暂不退出" && field["private"] == true), "{of_kind}");
    assert!(!shown(&object, "household-exit-publicity").iter().any(|(field, _)| field == "户 退出.暂不退出"));
}

#[test]
fn what_is_listed_is_what_a_real_build_shows() {
    let workspace = Workspace::qingliu();
    let (_, object) = privacy(&workspace);
    let board = shown(&object, "household-exit-publicity");
    let before = workspace.build(&[]);
    let path = "board/03/0301/0301-2017-1-publicity.pdf";
    for (field, old, new) in [("户 户主", "户主: 例甲一", "户主: 例甲改"), ("户 脱贫责任人", "脱贫责任人: ", "脱贫责任人: 改"), ("户 村民小组", "村民小组: ", "村民小组: 改")] {
        let text = workspace.text(HOUSEHOLD);
        workspace.write(HOUSEHOLD, text.replacen(old, new, 1).replace("姓名: 例甲一", if old.contains("户主") { "姓名: 例甲改" } else { "姓名: 例甲一" }));
        let after = workspace.build(&[]);
        assert_eq!(before.tree[path] != after.tree[path], board.iter().any(|(known, _)| known == field), "{field}");
        workspace.write(HOUSEHOLD, text);
    }
}

#[test]
fn it_is_told_in_both_languages() {
    let workspace = Workspace::qingliu();
    for (lang, parts) in [("zh", ["户·户主", "张贴", "0 个没有依据"]), ("en", ["户·户主 (head)", "on boards", "0 are shown without a ground"])] {
        let ran = workspace.run(&["-q", "--lang", lang, "privacy", "--as-of", workspace.as_of]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        for part in parts {
            assert!(ran.out.contains(part), "{part}: {}", ran.out);
        }
    }
    assert_eq!(Workspace::empty().run(&["privacy"]).code, 2);
}

/// Every kind of private value, planted in every kind of public file: the build names the household's line and the file, tells no value,
/// and leaves the last output.
#[test]
fn a_private_value_is_found_in_whatever_public_file_it_stands() {
    const PLAN: &str = "content/plans/qingliu-2017-2019.yaml";
    const SITE: &str = "content/site.yaml";
    const BODY: &str = "content/documents/qingweiban-2017-25.md";
    let fields = [
        ("住址", "石下村一组样例1号", "石下村一组样例1号"),
        ("银行账号", "0000000000000000006", "0000 0000 0000 0000 006"),
        ("身份证号", "999999197306210028", "９９９９９９１９７３０６２１００２８"),
        ("联系电话", "0000-0000019", "00000000019"),
        ("依据", "城乡居民基本医疗保险参保记录在例乙处", "城乡居民基本医疗保险参保记录在例乙处"),
    ];
    let prepared = || {
        let workspace = Workspace::qingliu();
        workspace.edit(HOUSEHOLD, "联系电话: 0000-0000000", "联系电话: 0000-0000019");
        workspace.edit(HOUSEHOLD, "城乡居民基本医疗保险参保记录", "城乡居民基本医疗保险参保记录在例乙处");
        workspace
    };
    let told = |workspace: &Workspace, field: &str, value: &str, public: &str| {
        let ran = workspace.run(&["-q", "build", "--as-of", workspace.as_of]);
        let found: Vec<Found> = ran.findings().into_iter().filter(|found| found.rule == "private-value-in-public-file" && found.message.contains(&format!("“{field}”"))).collect();
        assert_eq!((ran.code, found.len()), (1, 1), "{field} {public}: {}", ran.err);
        assert_eq!(found[0].place(), format!("private-value-in-public-file {HOUSEHOLD}:{}", workspace.line_of(HOUSEHOLD, value)), "{field}");
        assert!(found[0].message.contains(public), "{public}: {}", found[0].message);
        assert!(!ran.err.contains(value), "the value is not told: {}", ran.err);
    };
    // Each field, in the foot of every page.
    for (field, value, written) in fields {
        let workspace = prepared();
        let before = workspace.build(&[]);
        workspace.edit(SITE, "机构代码: 样QL\n", &format!("机构代码: 样QL\n承办单位: 某处 {written} 某处\n"));
        told(&workspace, field, value, "web/");
        assert_eq!(workspace.output(), before.tree, "the last output stands");
    }
    // Each kind of file: what names it is in the message, the first three of them.
    let (field, value, _) = fields[0];
    for (file, old, new, public) in [
        (BODY, "县委、县政府已同意", format!("{value}县委、县政府已同意"), "web/site/documents/changwei-2017-54.pdf"),
        (PLAN, "脱贫人口2018: 26\n        备注:", format!("脱贫人口2018: 26\n        备注: {value}"), "web/site/plans/2017/qingliu-2017-2019-annex-1.xlsx"),
        ("content/townships/03/villages/0301/village.yaml", "地址: 林畲乡石下村村部（样例地址）", format!("地址: {value}"), "web/site/places/03/0301.html"),
    ] {
        let workspace = prepared();
        workspace.edit(file, old, &new);
        told(&workspace, field, value, public);
    }
}

/// The village's office, or the site's, is at somebody's telephone, and says so: no secret of that household.
#[test]
fn what_an_office_publishes_of_itself_is_no_secret() {
    for (number, page) in [("0000-0000301", "web/site/places/03/0301.html"), ("0000-0000019", "web/site/index.html")] {
        let workspace = Workspace::qingliu();
        workspace.edit(HOUSEHOLD, "联系电话: 0000-0000000", &format!("联系电话: {number}"));
        workspace.edit("content/site.yaml", "机构代码: 样QL\n", "机构代码: 样QL\n联系电话: 0000-0000019\n");
        let built = workspace.build(&[]);
        assert_eq!(built.ran.code, 0, "{}", built.ran.err);
        assert!(built.text(page).contains(number), "{page}");
    }
}

/// Packing and binding give no numbers to what is not put in place, and say that nothing was.
#[test]
fn where_the_last_output_stays_nothing_is_numbered() {
    for verb in ["pack", "bind"] {
        let workspace = Workspace::qingliu();
        workspace.edit("content/site.yaml", "机构代码: 样QL\n", "机构代码: 样QL\n承办单位: 石下村一组样例1号\n");
        let ran = workspace.run(&[verb, "--as-of", workspace.as_of]);
        assert!(ran.code == 1 && ran.err.contains("private-value-in-public-file") && ran.err.contains("没有放进输出文件夹"), "{verb}: {}", ran.err);
        assert!(!workspace.root.join("content/archive/numbers.yaml").exists() && !workspace.root.join("output/restricted").exists(), "{verb}");
        assert!(!ran.err.contains("用时"), "{verb}: {}", ran.err);
    }
}
