//! The website: what stands on it, that everything leads somewhere, and bad input.

use crate::support::*;

const SITE: &str = "content/site.yaml";

const EMBLEM: &[u8] = include_bytes!("counties/xinjiang/content/townships/01/villages/0101/evidence/公示-20200727.png");
const PHOTOGRAPH: &[u8] = include_bytes!("counties/xinjiang/content/townships/01/villages/0101/evidence/公示-20200803.jpg");

fn picture(workspace: &Workspace, bytes: &[u8]) {
    workspace.write("content/site/emblem.png", bytes).append(SITE, "标志图片: emblem.png\n");
}

pub fn twins() -> Vec<Twin> {
    let old = "原址: gongshi/0301.html";
    let number = "索引号: SM05909-0100-2017-00286";
    vec![
        twin("site-domain-missing", SITE, "网站域名: www.example.invalid/qingliu\n", "", "网站域名: www.example.invalid\n", ""),
        twin("index-number-format", SITE, "-{编号}\"", "\"", "{编号}\"", "索引号格式"),
        twin("duplicate-index-number", FORWARDING, number, "索引号: 样QL/2017-0301-2017-1-publicity", "索引号: 样QL/2017-0301", "批次: 0301-2017-1")
            .found_in(POSTED)
            .while_building(),
        deed("site-picture-unusable", |workspace| picture(workspace, b"no picture"), |workspace| picture(workspace, EMBLEM), SITE, "标志图片: emblem.png").while_building(),
        twin("page-address-taken", SITE, old, "原址: Index.html", "原址: old.html", "原址: Index.html").while_building(),
        twin("link-broken", SITE, "现址: places/03/0301.html", "现址: notices/0901.html", "现址: guide.html", "").while_building(),
    ]
}

/// The addresses that a page refers to.
fn references(html: &str) -> Vec<&str> {
    ["href=\"", "src=\""].iter().flat_map(|attribute| html.split(attribute).skip(1)).filter_map(|rest| rest.split('"').next()).collect()
}

/// Where a reference leads, below the output folder.
fn target(page: &str, reference: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in reference.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What leads nowhere on the site of a county.
fn lost(built: &Built) -> Vec<String> {
    let mut lost = Vec::new();
    for page in built.paths(".html").into_iter().filter(|path| path.starts_with("web/site/")) {
        let html = built.text(page);
        for reference in references(&html) {
            if page == "web/site/404.html" || reference.starts_with("https://") {
                continue;
            }
            let (path, id) = reference.split_once('#').unwrap_or((reference, ""));
            let file = if path.is_empty() { page.to_owned() } else { target(page, path) };
            if !built.tree.contains_key(&file) || (!id.is_empty() && !built.text(&file).contains(&format!("id=\"{id}\""))) {
                lost.push(format!("{page}: {reference}"));
            }
        }
    }
    lost
}

#[test]
fn every_link_of_every_county_leads_to_a_file_of_the_site() {
    for workspace in [Workspace::qingliu(), Workspace::beiling(), Workspace::prefecture()] {
        let built = workspace.build(&[]);
        assert_eq!(lost(&built), Vec::<String>::new());
        let pages = built.paths(".html").into_iter().filter(|path| path.starts_with("web/site/")).count();
        assert!(pages > 3, "{pages}");
    }
}

#[test]
fn no_page_has_a_script_or_style_within_it() {
    let built = Workspace::qingliu().build(&[]);
    for page in built.paths(".html").into_iter().filter(|path| path.starts_with("web/site/")) {
        let html = built.text(page);
        assert!(html.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"), "{page}");
        assert_eq!(html.matches("<script").count(), html.matches("<script src=\"").count(), "{page}");
        assert!(!html.contains("<style") && !html.contains(" style=") && !html.contains(" onclick="), "{page}");
    }
}

#[test]
fn a_publicity_and_its_announcement_refer_to_each_other() {
    let built = Workspace::qingliu().build(&[]);
    let publicity = built.text("web/site/notices/0901-2017-1-publicity.html");
    let announcement = built.text("web/site/notices/0901-2017-1-announcement.html");
    assert!(publicity.contains("href=\"../notices/0901-2017-1-announcement.html\""), "{publicity}");
    assert!(announcement.contains("href=\"../notices/0901-2017-1-publicity.html\""), "{announcement}");
    assert!(built.text("web/site/plans/2017/qingliu-2017-2019-annex-1.html").contains("href=\"../../documents/qingweiban-2017-25.html\""));
}

#[test]
fn every_place_has_a_page_also_without_anything_to_show() {
    let workspace = Workspace::qingliu();
    let built = workspace.build(&[]);
    let village = built.text("web/site/places/03/0301.html");
    assert!(village.contains("href=\"../../notices/0301-2017-1-publicity.html\""), "{village}");
    // A village without households, and a county of one village.
    workspace.edit(SITE, "places/03/0301.html", "places/03/0301.html");
    for file in workspace.content() {
        let other = file.starts_with("content/townships/") && !file.starts_with("content/townships/03/villages/0301") && file != "content/townships/03/township.yaml";
        if other || file.contains("/households/") || file.contains("/batches/") || file.contains("/evidence/") || file.contains("/plans/") || file.contains("/documents/") {
            workspace.remove(&file);
        }
    }
    let built = workspace.build(&[]);
    assert!(built.text("web/site/places/03/0301.html").contains("目前没有公示、公告。"));
    assert!(built.text("web/site/index.html").contains("还没有发布公示。"));
    assert_eq!(lost(&built), Vec::<String>::new());
}

#[test]
fn a_county_without_a_site_file_goes_by_its_name() {
    let workspace = Workspace::qingliu();
    workspace.remove("content/site.yaml");
    let built = workspace.build(&[]);
    assert_eq!(built.ran.code, 0, "{}", built.ran.err);
    let home = built.text("web/site/index.html");
    assert!(home.contains("<meta name=\"SiteName\" content=\"清流县公示公告\">") && !home.contains("SiteDomain"), "{home}");
}

#[test]
fn a_domain_with_a_protocol_and_a_page_that_windows_refuses_are_told_where_they_stand() {
    let workspace = Workspace::qingliu();
    workspace.edit("content/site.yaml", "网站域名: www.example.invalid/qingliu", "网站域名: https://www.example.invalid");
    workspace.append("content/site.yaml", "  - 原址: con.html\n    现址: index.html\n");
    let found: Vec<String> = workspace.open_findings().iter().map(Found::place).collect();
    let line = |text| workspace.line_of("content/site.yaml", text);
    let at = |text| format!("invalid-value content/site.yaml:{}", line(text));
    assert_eq!(found, [at("https://www.example.invalid"), at("con.html")]);
    workspace.reset();
    workspace.edit(SCHEME, "编号: qingliu-exit-scheme", "编号: con");
    assert!(workspace.open_findings().iter().any(|found| found.rule == "invalid-value" && found.file == SCHEME), "a document named con");
}

#[test]
fn an_article_has_its_card_its_tags_and_its_code() {
    let built = Workspace::qingliu().build(&[]);
    let page = built.text("web/site/notices/0301-2017-1-publicity.html");
    for part in [
        "<dt>索引号</dt><dd>样QL/2017-0301-2017-1-publicity</dd>",
        "<meta name=\"SiteDomain\" content=\"www.example.invalid/qingliu\">",
        "<meta name=\"ColumnName\" content=\"公示\">",
        "<meta name=\"PubDate\" content=\"2017-11-15\">",
        "<svg ",
        "href=\"../notices/0301-2017-1-publicity.pdf\"",
        "href=\"../guide.html\"",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn machines_are_told_of_every_article_but_those_that_name_persons() {
    let built = Workspace::qingliu().build(&[]);
    let (feed, map) = (built.text("web/site/feed.xml"), built.text("web/site/sitemap.xml"));
    let document = "https://www.example.invalid/qingliu/documents/qingweiban-2017-25.html";
    assert!(feed.contains(document) && map.contains(document), "{feed}");
    assert!(map.contains("https://www.example.invalid/qingliu/places/03/0301.html"), "{map}");
    assert!(feed.contains("0301-2017-1-publicity") && map.contains("0301-2017-1-publicity"));
    // A rule set that posts its list on a portal has the list on the page; machines are not told of it.
    let listed = Workspace::beiling().build(&[]);
    assert!(listed.text("web/site/notices/0101-2019-1-publicity.html").contains("content=\"noindex\""));
    assert!(!listed.text("web/site/feed.xml").contains("0101-2019-1") && !listed.text("web/site/sitemap.xml").contains("0101-2019-1"));
    let calendar = built.text("web/site/calendar.ics");
    assert!(calendar.contains("DTSTART;VALUE=DATE:20171122\r\n") && calendar.ends_with("END:VCALENDAR\r\n"), "{calendar}");
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75));
}

#[test]
fn a_portal_gets_a_fragment_without_a_script_its_card_and_its_papers() {
    let built = Workspace::qingliu().build(&[]);
    let folder = "web/upload/0301-2017-1-publicity";
    let fragment = built.text(&format!("{folder}/正文.html"));
    assert!(fragment.starts_with("<p>样例·非正式文件</p>\n<article") && !fragment.contains("<script") && !fragment.contains("<html"), "{fragment}");
    let card = built.text(&format!("{folder}/信息公开卡.csv"));
    assert!(card.contains("\r\n索引号,样QL/2017-0301-2017-1-publicity\r\n") && card.contains("ContentSource,"), "{card}");
    assert!(built.text(&format!("{folder}/信息公开卡.txt")).contains("发布机构："));
    assert_eq!(built.tree[&format!("{folder}/0301-2017-1-publicity.pdf")], built.tree["web/site/notices/0301-2017-1-publicity.pdf"]);
}

#[test]
fn rules_can_be_read_with_their_sources_and_how_to_object() {
    let built = Workspace::qingliu().build(&[]);
    let rules = built.text("web/site/rules/qingliu-2017.html");
    assert!(rules.contains("规范性文件") && rules.contains("示例") && rules.contains("程序：贫困户退出"), "{rules}");
    let guide = built.text("web/site/guide.html");
    assert!(guide.contains("贫困户退出") && guide.contains("0000-0000100"), "{guide}");
    assert!(built.text("web/site/gongshi/0301.html").contains("href=\"../places/03/0301.html\""));
    assert!(built.text("web/site/404.html").contains("href=\"/qingliu/assets/style.css\""));
}

#[test]
fn a_link_of_an_own_template_that_leads_nowhere_is_told_with_the_template() {
    let workspace = Workspace::qingliu();
    workspace.write("templates/site/notfound.html", "{% extends \"base.html\" %}{% block body %}<main id=\"main\"><a href=\"nowhere.html\">甲</a></main>{% endblock %}");
    let built = workspace.build(&[]);
    assert_eq!(built.ran.code, 1);
    assert!(built.ran.findings().iter().any(|found| found.rule == "link-broken" && found.file == "templates/site/notfound.html"), "{}", built.ran.err);
}

#[test]
fn every_twin_of_the_site_breaks_its_rule_and_no_other() {
    hold(&twins());
}

#[test]
fn a_rare_character_of_a_name_comes_with_its_font_and_changes_no_other_page() {
    let workspace = Workspace::beiling();
    let built = workspace.build(&[]);
    // The portal's notice names a head of household with 𠮷 in the name.
    let shown: Vec<&str> = built.paths(".html").into_iter().filter(|path| path.starts_with("web/site/") && built.text(path).contains('𠮷')).collect();
    assert!(!shown.is_empty());
    for path in &shown {
        assert!(built.text(path).contains("assets/rare-20b.css\""), "{path}");
    }
    let sheet = built.text("web/site/assets/rare-20b.css");
    let file = sheet.split("url(\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a font");
    assert!(sheet.contains("U+20BB7") && built.tree[&format!("web/site/assets/{file}")].starts_with(b"wOF2"), "{sheet}");
    let plain = built.paths(".html").into_iter().filter(|path| path.starts_with("web/site/") && !shown.contains(path));
    assert!(plain.clone().count() > 0 && plain.into_iter().all(|path| !built.text(path).contains("rare-")));
    // Another rare name brings its own font; the one that was there stays byte for byte.
    let file_of_village = "content/townships/01/villages/0102/village.yaml";
    workspace.write(file_of_village, workspace.text(file_of_village).replace("下样", "下𬭊"));
    let more = workspace.build(&[]);
    assert!(more.tree.contains_key("web/site/assets/rare-2cb.css"), "{:?}", more.paths(".css"));
    assert_eq!(more.tree[&format!("web/site/assets/{file}")], built.tree[&format!("web/site/assets/{file}")]);
    assert_eq!(more.text("web/site/assets/rare-20b.css"), sheet);
}

#[test]
fn the_site_shows_its_picture_and_nothing_that_was_written_beside_it() {
    // A camera's note, a comment, and bytes behind the end; in a PNG a text.
    let note = |mark: u8, text: &[u8]| [&[0xFF, mark][..], &u16::try_from(text.len() + 2).expect("short").to_be_bytes(), text].concat();
    let jpeg = [&PHOTOGRAPH[..2], &note(0xE1, b"http://ns.adobe.com/xap/1.0/\0SECRET"), &note(0xFE, b"SECRET"), &PHOTOGRAPH[2..], b"SECRET"].concat();
    let mut text = b"tEXtAuthor\0SECRET".to_vec();
    text.extend(crc(&text).to_be_bytes());
    let chunk = [&u32::try_from(text.len() - 8).expect("short").to_be_bytes()[..], &text].concat();
    let png = [&EMBLEM[..33], &chunk, &EMBLEM[33..]].concat();
    for (bytes, path, plain) in [(jpeg, "web/site/assets/emblem.jpg", PHOTOGRAPH), (png, "web/site/assets/emblem.png", EMBLEM)] {
        let workspace = Workspace::qingliu();
        picture(&workspace, &bytes);
        let built = workspace.build(&[]);
        assert_eq!(built.ran.code, 0, "{}", built.ran.err);
        let public = &built.tree[path];
        assert!(!public.windows(6).any(|part| part == b"SECRET") && public.len() <= plain.len(), "{path}");
        let name = path.trim_start_matches("web/site/");
        let page = built.text("web/site/notices/0301-2017-1-publicity.html");
        assert!(page.contains(&format!("<meta name=\"Image\" content=\"https://www.example.invalid/qingliu/{name}\">")), "{page}");
        assert!(page.contains(&format!("<img class=\"emblem\" src=\"../{name}\" alt=\"\">")), "{page}");
        assert!(lost(&built).is_empty());
    }
}

/// CRC of a PNG's chunk (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 }))
}
