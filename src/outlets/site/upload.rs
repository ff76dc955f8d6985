//! What a portal's own system takes: a folder for each article. Its entry point is [`kit`].

use super::{Article, Artifact, Site};

/// The files of an article's folder: the fragment to paste, the card's fields as text and CSV. The papers themselves are put beside them.
///
/// # Errors
/// When a field cannot be written as CSV.
pub fn kit(site: &Site, article: &Article) -> Result<Vec<Artifact>, csv::Error> {
    let file = |name: &str, bytes: Vec<u8>| Artifact { path: format!("upload/{}/{name}", article.id()), bytes };
    let fields = fields(site, article);
    let text: String = fields.iter().map(|(name, value)| format!("{name}：{value}\r\n")).collect();
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    table.write_record(["名称", "内容"])?;
    for (name, value) in &fields {
        table.write_record([*name, value.as_str()])?;
    }
    // With a mark at the beginning, so that office programs read it as UTF-8.
    let marked = |bytes: Vec<u8>| [b"\xEF\xBB\xBF".to_vec(), bytes].concat();
    let table = table.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(vec![
        file("正文.html", format!("{}{}", if site.sample { "<p>样例·非正式文件</p>\n" } else { "" }, article.article_html).into_bytes()),
        file("信息公开卡.txt", marked(text.into_bytes())),
        file("信息公开卡.csv", marked(table)),
    ])
}

/// The rows of the card and what page heads ask for.
fn fields<'a>(site: &'a Site, article: &'a Article) -> Vec<(&'a str, String)> {
    let mut fields: Vec<(&str, String)> = article.card.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    fields.extend([
        ("栏目", article.column.name().to_owned()),
        ("ArticleTitle", article.title.clone()),
        ("PubDate", article.published_at.clone()),
        ("ContentSource", article.source.clone()),
        ("Keywords", article.keywords.join(",")),
        ("Author", article.source.clone()),
        ("Description", article.summary.clone()),
    ]);
    if site.sample {
        fields.push(("样例", "样例·非正式文件".to_owned()));
    }
    fields.extend(site.address(&article.path).map(|address| ("Url", address)));
    fields.retain(|(_, value)| !value.is_empty());
    fields
}
