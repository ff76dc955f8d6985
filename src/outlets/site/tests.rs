use super::pages::{Area, ByPlace, Calendar, Home, PlacePage, Places};
use super::*;
use crate::rules::regulation::RuleSet;

fn site(sample: bool) -> Site {
    Site {
        name: "某县<公开>".into(),
        sample,
        organiser: Some("某县扶贫办".into()),
        domain: Some("www.example.invalid/mou".into()),
        id_code: Some("0000000000".into()),
        ..Site::default()
    }
}

fn article(path: &str, column: Column, township: (&str, &str), end: &str) -> Article {
    let (code, name) = township;
    Article {
        path: path.into(),
        owner: "content/county.yaml".into(),
        column,
        title: format!("{name}的\"公示\""),
        place: Some(Place { township: (code.into(), name.into()), village: None }),
        cases: vec![path.into()],
        date: "2017-11-15".into(),
        year: Some(2017),
        period: Some(("2017-11-15".into(), end.into())),
        state: Some(format!("公示期至{end}")),
        objection: Some("电话 0000-0000000".into()),
        source: "某村".into(),
        card: vec![("索引号".into(), "X-1".into())],
        summary: "概述".into(),
        keywords: vec!["甲".into(), "乙".into()],
        published_at: "2017-11-15".into(),
        article_html: "<article><h1>题</h1></article>".into(),
        progress: Vec::new(),
        noindex: false,
        notes: Vec::new(),
        downloads: vec![("PDF".into(), "notices/a.pdf".into())],
    }
}

fn area(code: &str, name: &str, villages: Vec<Area>) -> Area {
    Area { code: code.into(), name: name.into(), office: None, villages }
}

fn templates() -> SiteTemplates {
    SiteTemplates::open(None).expect("own templates are right")
}

fn text(artifact: Artifact) -> String {
    String::from_utf8(artifact.bytes).expect("pages are UTF-8")
}

#[test]
fn the_home_page_has_a_fixed_order() {
    let areas = [area("02", "乙镇", Vec::new()), area("01", "甲镇", Vec::new())];
    let mut articles = vec![
        article("notices/1.html", Column::Publicity, ("01", "甲镇"), "2017-11-22"),
        article("notices/2.html", Column::Publicity, ("02", "乙镇"), "2017-11-22"),
        article("notices/3.html", Column::Publicity, ("02", "乙镇"), "2017-11-24"),
        article("notices/4.html", Column::Announcement, ("03", "丙镇"), "2017-11-24"),
    ];
    let home = |articles: &[Article]| text(templates().page(&site(true), &Route::Home, &Home::of(articles, &areas)).expect("rendered"));
    let page = home(&articles);
    let places: Vec<_> = ["notices/3", "notices/2", "notices/1", "notices/4"].iter().map(|path| page.find(path).expect("listed")).collect();
    assert!(places.is_sorted(), "{page}");
    articles.reverse();
    assert_eq!(home(&articles), page);
}

#[test]
fn pages_are_escaped_relative_and_say_that_they_are_samples() {
    let own = article("a/b/1.html", Column::Publicity, ("01", "甲镇"), "2017-11-22");
    let page = text(templates().article(&site(true), &own, []).expect("rendered"));
    assert!(page.contains("<title>【样例】甲镇的&quot;公示&quot; - 某县&lt;公开&gt;</title>"), "{page}");
    assert!(page.contains("href=\"../../assets/style.css\"") && page.contains("href=\"../../notices/a.pdf\""), "{page}");
    assert!(page.contains("样例·非正式文件") && page.contains("<article><h1>题</h1></article>"));
    assert!(!text(templates().article(&site(false), &own, []).expect("rendered")).contains("样例"));
}

#[test]
fn a_title_with_a_script_stays_text_everywhere() {
    let mut own = article("notices/1.html", Column::Publicity, ("01", "甲镇"), "2017-11-22");
    own.title = "</title><script>alert(1)</script>".into();
    own.place = Some(Place { township: ("01".into(), "<b onclick=x>甲".into()), village: None });
    let areas = [area("01", "<b onclick=x>甲", Vec::new())];
    let (site, articles) = (site(true), [own]);
    let pages = [
        templates().article(&site, &articles[0], &articles),
        templates().page(&site, &Route::Home, &Home::of(&articles, &areas)),
        templates().page(&site, &Route::Places, &Places::of(&areas, &articles)),
        templates().page(&site, &Route::Township("01".into()), &PlacePage::township(&areas[0], &ByPlace::of(&articles), &[])),
    ];
    for page in pages {
        let page = text(page.expect("rendered"));
        assert!(!page.contains("<script>") && !page.contains("<b onclick"), "{page}");
        // The site's own, and no other.
        let own = ["site.js", "search.js"].map(|script| page.matches(&format!("assets/{script}\" defer></script>")).count());
        assert_eq!((page.matches("<script ").count(), own), (2, [1, 1]), "{page}");
    }
}

#[test]
fn a_period_is_printed_by_its_days_and_marked_only_by_the_reader() {
    let own = article("notices/1.html", Column::Publicity, ("01", "甲镇"), "2017-11-22");
    let page = text(templates().article(&site(true), &own, []).expect("rendered"));
    let mark = "<span class=\"running\" data-begins=\"2017-11-15\" data-ends=\"2017-11-22\" hidden></span>";
    assert!(page.contains("公示期至2017-11-22") && page.contains(mark) && !page.contains("进行中"), "{page}");
}

#[test]
fn a_village_without_anything_has_a_page_that_says_so() {
    let areas = [area("01", "甲镇", vec![area("0101", "子村", Vec::new())])];
    let (areas, office) = (&areas[0], [super::pages::Office { name: "某县扶贫办".into(), ways: vec![("电话", "0000-0000000".into())] }]);
    let page = PlacePage::village(areas, &areas.villages[0], &ByPlace::of(&[]), &office);
    let page = text(templates().page(&site(true), &Route::Village("01".into(), "0101".into()), &page).expect("rendered"));
    assert!(page.contains("子村目前没有公示、公告。") && page.contains("0000-0000000") && page.contains("href=\"../../places/01.html\""), "{page}");
}

#[test]
fn paths_stay_within_the_site() {
    for path in ["../x.html", "/x.html", "x.htm", "a//b.html", "c:/x.html"] {
        let own = article(path, Column::Plan, ("01", "甲镇"), "2017-11-22");
        assert_eq!(templates().article(&site(false), &own, []), Err(SiteError::Path(path.to_owned())));
    }
}

/// 401 publicities: the first page shows the latest 400, the months have all, each link leads to a page that is made.
#[test]
fn a_calendar_that_is_too_long_goes_on_by_month() {
    let of = |count: usize| -> Vec<Article> {
        (0..count).map(|number| article(&format!("notices/{number:04}.html"), Column::Publicity, ("01", "甲镇"), if number == 0 { "2017-10-31" } else { "2017-11-22" })).collect()
    };
    let pages = |articles: &[Article]| -> Vec<(String, String)> {
        let page = |(route, page): (Route, Calendar<'_>)| (route.path(), text(templates().page(&site(false), &route, &page).expect("composes")));
        Calendar::all(articles, &RuleSet::default()).into_iter().map(page).collect()
    };
    let entries = |html: &str| html.matches("class=\"entry-title\"").count();
    let short = pages(&of(400));
    assert_eq!((short.len(), entries(&short[0].1)), (1, 400));
    assert!(!short[0].1.contains("按到期的月份查看"));
    let long = pages(&of(401));
    let told: Vec<(&str, usize)> = long.iter().map(|(path, html)| (path.as_str(), entries(html))).collect();
    assert_eq!(told, [("calendar.html", 400), ("calendar/2017-11.html", 400), ("calendar/2017-10.html", 1)]);
    assert!(long[0].1.contains("<a href=\"calendar/2017-10.html\">2017年10月</a>") && !long[0].1.contains("notices/0000.html"));
    assert!(long[2].1.contains("<a href=\"../notices/0000.html\">") && long[2].1.contains("<a href=\"../calendar/2017-11.html\">2017年11月</a>"));
    assert!(long[2].1.contains("<span aria-current=\"page\">2017年10月</span>"));
    assert!(long.iter().all(|(_, html)| html.len() < 500_000));
}
