//! 信息公开卡 and its index number. Its entry point is [`card`].

use super::Article;
use crate::records::case::SiteSettings;

/// The rows of an article's card: what it brings itself, else what is known of every article (domain facts, D10).
pub fn card(article: &Article, settings: &SiteSettings) -> Vec<(String, String)> {
    if !article.card.is_empty() {
        return article.card.clone();
    }
    let rows = [
        ("索引号", index_number(article, settings).unwrap_or_default()),
        ("发布机构", article.source.clone()),
        ("生成日期", article.date.clone()),
        ("标题", article.title.clone()),
        ("内容概述", article.summary.clone()),
        ("有效性", "有效".to_owned()),
        ("发布时间", article.published_at.clone()),
    ];
    rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The number by the site's format; none without one. It is made of codes, assigned once, never of a position.
fn index_number(article: &Article, settings: &SiteSettings) -> Option<String> {
    let format = settings.index_number.value()?.as_str();
    let mut date = article.date.split('-');
    let (year, month) = (date.next().unwrap_or_default(), date.next().unwrap_or_default());
    let values = [settings.body_code.text(), article.column.name().to_owned(), year.to_owned(), month.to_owned(), article.id()];
    Some(SiteSettings::INDEX_FIELDS.iter().zip(values).fold(format.to_owned(), |number, (name, value)| number.replace(&format!("{{{name}}}"), &value)))
}
