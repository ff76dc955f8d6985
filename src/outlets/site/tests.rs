use super::*;

fn site(sample: bool) -> Site {
    Site {
        name: "某县<公开>".into(),
        sample,
        organiser: "某县扶贫办".into(),
        undertaker: None,
        contact: None,
        domain: None,
        id_code: Some("0000000000".into()),
        icp: None,
        townships: vec!["乙镇".into(), "甲镇".into()],
    }
}

fn page(path: &str, kind: PageKind, township: &str, end: &str) -> Page {
    Page {
        path: path.into(),
        kind,
        title: format!("{township}的\"公示\""),
        township: Some(township.into()),
        village: None,
        date: "2017-11-15".into(),
        year: Some(2017),
        period: Some(("2017-11-15".into(), end.into())),
        state: Some(format!("公示期至{end}")),
        objection: Some("电话 0000-0000000".into()),
        source: "某村".into(),
        card: vec![("索引号".into(), "X-1".into())],
        published_at: "2017-11-15".into(),
        article_html: "<article><h1>题</h1></article>".into(),
        noindex: false,
        downloads: vec![("PDF".into(), "notices/a.pdf".into())],
    }
}

fn text(artifacts: &[Artifact], path: &str) -> String {
    let artifact = artifacts.iter().find(|artifact| artifact.path == path).expect("the page is there");
    String::from_utf8(artifact.bytes.clone()).expect("pages are UTF-8")
}

#[test]
fn the_index_has_a_fixed_order() {
    let templates = SiteTemplates::open(None).expect("own templates are right");
    let mut pages = vec![
        page("notices/1.html", PageKind::Publicity, "甲镇", "2017-11-22"),
        page("notices/2.html", PageKind::Publicity, "乙镇", "2017-11-22"),
        page("notices/3.html", PageKind::Publicity, "乙镇", "2017-11-24"),
        page("notices/4.html", PageKind::Announcement, "丙镇", "2017-11-24"),
    ];
    let artifacts = templates.render(&site(true), &pages).expect("rendered");
    let index = text(&artifacts, "index.html");
    let places: Vec<_> =
        ["notices/3", "notices/2", "notices/1", "notices/4"].iter().map(|p| index.find(p).expect("listed")).collect();
    assert!(places.is_sorted(), "{index}");
    pages.reverse();
    assert_eq!(templates.render(&site(true), &pages).expect("rendered"), artifacts);
}

#[test]
fn pages_are_escaped_relative_and_say_that_they_are_samples() {
    let templates = SiteTemplates::open(None).expect("own templates are right");
    let pages = [page("a/b/1.html", PageKind::Publicity, "甲镇", "2017-11-22")];
    let artifacts = templates.render(&site(true), &pages).expect("rendered");
    let page = text(&artifacts, "a/b/1.html");
    assert!(page.contains("<title>【样例】甲镇的&quot;公示&quot; - 某县&lt;公开&gt;</title>"), "{page}");
    assert!(page.contains("href=\"../../assets/style.css\"") && page.contains("href=\"../../notices/a.pdf\""));
    assert!(page.contains("样例·非正式文件") && page.contains("<article><h1>题</h1></article>"));
    let artifacts = templates.render(&site(false), &pages).expect("rendered");
    assert!(artifacts.iter().all(|artifact| !String::from_utf8_lossy(&artifact.bytes).contains("样例")));
}

#[test]
fn paths_stay_within_the_site_and_are_unique() {
    let templates = SiteTemplates::open(None).expect("own templates are right");
    for path in ["../x.html", "/x.html", "x.htm", "index.html", "a//b.html", "c:/x.html"] {
        let pages = [page(path, PageKind::Plan, "甲镇", "2017-11-22")];
        assert_eq!(templates.render(&site(false), &pages), Err(SiteError::Path(path.to_owned())));
    }
}
