//! What machines read: the Atom feed, the site map, what robots are told, and a sample for the server. Entry points: [`atom`], [`sitemap`],
//! [`robots`], [`nginx`].
//!
//! A page that names persons is in none of them.

use std::io::Write;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::entry::latest_first;
use super::{Article, Column, Route, Site};

/// So many entries the feed has at most.
const MOST: usize = 50;

/// A sample for nginx: the headers that the pages ask for, what is shown where there is no page, and where pages have moved to.
pub fn nginx(site: &Site, moved: &[(&str, &str)]) -> String {
    let host = site.domain.as_deref().map_or("www.example.invalid", |domain| domain.split('/').next().unwrap_or(domain));
    let folder = site.folder().unwrap_or_else(|| "/".to_owned());
    let moved: String = moved.iter().map(|(from, to)| format!("    location = {folder}{from} {{ return 301 {folder}{to}; }}\n")).collect();
    format!(
        "# 样例：site 文件夹里的内容放到 /srv/www{folder}，证书换成自己的。
server {{
    listen 443 ssl;
    server_name {host};
    ssl_certificate /etc/nginx/site.crt;
    ssl_certificate_key /etc/nginx/site.key;
    root /srv/www;
    charset utf-8;
    error_page 404 {folder}404.html;
    add_header Content-Security-Policy \"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\" always;
    add_header X-Content-Type-Options nosniff always;
    add_header Referrer-Policy no-referrer always;
    add_header Strict-Transport-Security \"max-age=31536000\" always;
    types {{
        text/html html;
        text/css css;
        text/javascript js;
        text/plain txt;
        text/xml xml;
        text/calendar ics;
        application/pdf pdf;
        application/zip zip;
        application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx;
    }}
{moved}}}
"
    )
}

/// The feed of notices and announcements (RFC 4287), the latest first; none without a domain, for its entries need addresses.
pub fn atom(site: &Site, articles: &[Article]) -> Option<Vec<u8>> {
    let address = |path: &str| site.address(path);
    let home = address(&Route::Home.path())?;
    let mut told: Vec<&Article> = articles.iter().filter(|article| !article.noindex && article.column != Column::Plan).collect();
    told.sort_by(|one, other| other.date.cmp(&one.date).then_with(|| latest_first(one).cmp(&latest_first(other))));
    told.truncate(MOST);
    let day = |date: &str| format!("{date}T00:00:00+08:00");
    let updated = told.first().map_or_else(|| day("1970-01-01"), |article| day(&article.date));
    xml(|writer| {
        writer.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom")).with_attribute(("xml:lang", "zh-CN")).write_inner_content(|writer| {
            element(writer, "title", &site.name)?;
            element(writer, "id", &home)?;
            element(writer, "updated", &updated)?;
            writer.create_element("link").with_attribute(("rel", "self")).with_attribute(("href", address("feed.xml").unwrap_or_default().as_str())).write_empty()?;
            writer.create_element("link").with_attribute(("href", home.as_str())).write_empty()?;
            writer.create_element("author").write_inner_content(|writer| element(writer, "name", site.organiser.as_deref().unwrap_or(&site.name)))?;
            for article in told {
                let link = address(&article.path).unwrap_or_default();
                writer.create_element("entry").write_inner_content(|writer| {
                    element(writer, "title", &article.title)?;
                    element(writer, "id", &link)?;
                    element(writer, "updated", &day(&article.date))?;
                    writer.create_element("link").with_attribute(("href", link.as_str())).write_empty()?;
                    writer.create_element("category").with_attribute(("term", article.column.name())).write_empty()?;
                    element(writer, "summary", article.state.as_deref().unwrap_or(&article.summary))
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

/// The site map (sitemaps.org); none without a domain.
pub fn sitemap(site: &Site, articles: &[Article], routes: &[Route]) -> Option<Vec<u8>> {
    site.domain.as_ref()?;
    let pages = routes.iter().map(|route| (route.path(), None));
    let articles = articles.iter().filter(|article| !article.noindex).map(|article| (article.path.clone(), Some(article.date.as_str())));
    let listed: Vec<(String, Option<&str>)> = pages.chain(articles).collect();
    xml(|writer| {
        writer.create_element("urlset").with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")).write_inner_content(|writer| {
            for (path, date) in listed {
                writer.create_element("url").write_inner_content(|writer| {
                    element(writer, "loc", &site.address(&path).unwrap_or_default())?;
                    date.map_or(Ok(()), |date| element(writer, "lastmod", date))
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })
}

/// What robots are told: everything may be read, and where the site map is.
pub fn robots(site: &Site) -> String {
    let map = site.address("sitemap.xml").map(|address| format!("Sitemap: {address}\n")).unwrap_or_default();
    format!("User-agent: *\nDisallow:\n{map}")
}

fn element<W: Write>(writer: &mut Writer<W>, name: &str, text: &str) -> std::io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(text))?;
    Ok(())
}

fn xml(write: impl FnOnce(&mut Writer<Vec<u8>>) -> std::io::Result<()>) -> Option<Vec<u8>> {
    let mut writer = Writer::new(Vec::new());
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).ok()?;
    // Memory takes all that is written.
    write(&mut writer).ok()?;
    Some(writer.into_inner())
}
