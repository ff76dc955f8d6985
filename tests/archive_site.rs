//! The restricted archive in the browser: what an inspector finds there.

use std::path::Path;

use crate::support::{Built, HOUSEHOLD, Workspace, differing, read_tree};

const PAGES: &str = "restricted/archive/";

/// The section of one household, and the page that it stands on.
fn section(built: &Built, village: &str, code: &str) -> (String, String) {
    let begin = format!("<section class=\"household\" id=\"h-{code}\"");
    let pages = built.paths(".html").into_iter().filter(|path| path.starts_with(&format!("{PAGES}villages/{village}/households-")));
    for path in pages {
        let text = built.text(path);
        if let Some(at) = text.find(&begin) {
            let rest = &text[at..];
            return (rest[..rest.find("</section>").expect("it ends")].to_owned(), path.to_owned());
        }
    }
    panic!("no section of {code}")
}

/// A link with its percent-encoded bytes as characters.
fn decoded(link: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = link.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|code| u8::from_str_radix(str::from_utf8(code).ok()?, 16).ok()).filter(|_| *first == b'%');
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).expect("a link is UTF-8")
}

/// Every `href` of a page, resolved against it; addresses of the same page left out.
fn links(path: &str, text: &str) -> Vec<String> {
    let mut links = Vec::new();
    for part in text.split("href=\"").skip(1) {
        let href = part.split(['"', '#']).next().unwrap_or_default();
        assert!(!href.contains("://") && !href.starts_with('/'), "{path}: {href} is not relative");
        if href.is_empty() {
            continue;
        }
        let mut way: Vec<&str> = Path::new(path).parent().and_then(Path::to_str).unwrap_or_default().split('/').collect();
        for step in href.split('/') {
            if step == ".." { way.pop(); } else { way.push(step); }
        }
        links.push(decoded(&way.join("/")));
    }
    links
}

#[test]
fn an_inspector_follows_a_household_from_survey_to_register_entry() {
    let workspace = Workspace::qingliu();
    let built = workspace.build(&[]);
    let (text, path) = section(&built, "0901", "0901-001");
    let mut from = 0;
    for (step, date) in [
        ("入户调查", "2017-09-04"),
        ("民主评议", "2017-09-12"),
        ("核实认可", "2017-09-14"),
        ("村内公示", "2017-09-18"),
        ("乡镇审核", "2017-09-28"),
        ("县级审查", "2017-10-19"),
        ("县级批准", "2017-10-27"),
        ("公告退出", "2017-11-06"),
        ("销号", "2017-11-13"),
    ] {
        let head = format!("<strong>{step}</strong> <span class=\"mark done\">已办</span> {date}");
        from += text[from..].find(&head).unwrap_or_else(|| panic!("{step} after the step before it: {text}"));
    }
    for said in ["样书记", "2017-09-26", "样干部甲", "支持力度不减", "各步都已办完", "实到", "7720"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(links(&path, &text).contains(&"restricted/forms/09/0901/0901-001.pdf".to_owned()), "{text}");
    // The survey's own number is there, the whole of an ID number is not.
    assert!(text.contains("**************0010") && !text.contains("999999196803120010"), "{text}");
}

#[test]
fn every_link_resolves_and_every_page_says_what_it_is() {
    for workspace in [Workspace::qingliu(), Workspace::beiling(), Workspace::prefecture(), Workspace::copy(("tests/counties/xinjiang/content", "2020-11-20"))] {
        let built = workspace.build(&[]);
        let pages: Vec<&str> = built.paths(".html").into_iter().filter(|path| path.starts_with(PAGES)).collect();
        assert!(pages.contains(&"restricted/archive/index.html"));
        for path in pages {
            let text = built.text(path);
            assert!(text.len() < 500_000, "{path}: {} bytes", text.len());
            assert!(text.contains("内部资料 不得上网") && text.contains("样例·非正式文件") && !text.contains("<script>") && text.contains("assets/archive.css"), "{path}");
            for link in links(path, &text) {
                assert!(built.tree.contains_key(&link), "{path} leads to {link}");
            }
        }
    }
}

#[test]
fn what_waits_is_named_and_what_is_held_up_is_marked() {
    let workspace = Workspace::qingliu();
    let built = workspace.build(&[]);
    // The list hangs: the step after the publicity waits, by its name.
    let (text, _) = section(&built, "0301", "0301-001");
    assert!(text.contains("<strong>乡镇审核</strong> <span class=\"mark next\">待办</span>"), "{text}");
    // Nobody came to the household: the finding stands there, the notice of the list is held up, and both say so.
    workspace.edit(HOUSEHOLD, "户主: ", "户主: # ");
    let built = workspace.build(&[]);
    let village = built.text("restricted/archive/villages/0301/index.html");
    assert_eq!(built.state("household-exit-publicity", "0301-2017-1").0, "Blocked");
    assert!(village.contains("<span class=\"mark blocked\">有错误未做</span>") && village.contains("先改这些错误："), "{village}");
    let (text, _) = section(&built, "0301", "0301-001");
    assert!(text.contains("<span class=\"mark error\">错误</span>") && text.contains("怎么改："), "{text}");
}

#[test]
fn a_scan_is_copied_with_its_digest_and_a_missing_one_is_named() {
    let workspace = Workspace::qingliu();
    let evidence = "content/townships/03/villages/0301/evidence/入户 1.jpg";
    workspace.write(evidence, b"picture").edit(HOUSEHOLD, "      结果: 已入户采集\n", "      结果: 已入户采集\n      材料:\n        - 名称: 入户照片\n          文件: 入户 1.jpg\n        - 名称: 采集表\n          文件: 没有.jpg\n        - 名称: 越界\n          文件: ../../../county.yaml\n");
    let built = workspace.build(&[]);
    let (text, _) = section(&built, "0301", "0301-001");
    let copy = "restricted/archive/files/townships/03/villages/0301/evidence/入户 1.jpg";
    assert_eq!(built.tree.get(copy).map(Vec::as_slice), Some(&b"picture"[..]));
    assert!(text.contains("files/townships/03/villages/0301/evidence/%E5%85%A5%E6%88%B7%201.jpg"), "{text}");
    assert!(text.contains("SHA-256 2cea274d0bedc39e"), "{text}");
    assert!(text.contains("采集表<span class=\"mark missing\">文件不在</span>") && text.contains("越界<span class=\"mark missing\">"), "{text}");
    assert!(!built.tree.keys().any(|path| path.starts_with("restricted/archive") && path.ends_with("county.yaml")));
    assert!(!built.tree.keys().any(|path| path.starts_with("web/") && path.contains("evidence")));
}

#[test]
fn the_archive_of_one_place_is_whole_in_itself_and_holds_nothing_of_another() {
    let workspace = Workspace::qingliu();
    let whole = workspace.build(&[]);
    let other = whole.text("restricted/archive/villages/0901/index.html");
    let other = other.split("<h1").nth(1).and_then(|rest| rest.split(['>', '<']).nth(1)).expect("a village's name").to_owned();
    for (code, township) in [("0301", false), ("03", true)] {
        let ran = workspace.run(&["archive", code, "--as-of", workspace.as_of]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let part = read_tree(&workspace.root.join("output/archive-of").join(code));
        let pages: Vec<&String> = part.keys().filter(|path| path.ends_with(".html")).collect();
        assert!(pages.iter().all(|path| path.starts_with(PAGES)), "nothing for the web: {pages:?}");
        for path in &pages {
            let text = std::str::from_utf8(&part[*path]).expect("UTF-8");
            for link in links(path, text) {
                assert!(part.contains_key(&link), "{path} leads to {link}");
            }
        }
        // The pages of the village are those of the whole archive; no other village has a page, a paper, or a word.
        let own: Vec<&&String> = pages.iter().filter(|path| path.contains("/villages/0301/")).collect();
        assert!(own.len() > 1 && own.iter().all(|path| part[**path] == whole.tree[**path]), "{own:?}");
        assert!(!part.keys().any(|path| path.contains("/0901")), "{:?}", part.keys());
        for (path, bytes) in part.iter().filter(|(path, _)| [".html", ".js"].iter().any(|ending| path.ends_with(ending))) {
            assert!(!String::from_utf8_lossy(bytes).contains(&other), "{path} names {other}");
        }
        // What is the township's own goes with the township.
        assert_eq!(part.contains_key("restricted/registers/03/03-township-adjustment-list.pdf"), township, "{:?}", part.keys());
        assert!(part.keys().any(|path| path.ends_with(".js") && path.contains("/search/")));
    }
    let mut after = workspace.output();
    after.retain(|path, _| !path.starts_with("archive-of/"));
    assert_eq!(differing(&whole.tree, &after), Vec::<&str>::new());
    let unknown = workspace.run(&["archive", "9999", "--as-of", workspace.as_of]);
    assert!(unknown.code == 2 && unknown.err.contains("没有编码是“9999”的乡镇或村"), "{}", unknown.err);
}
