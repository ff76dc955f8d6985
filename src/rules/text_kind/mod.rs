//! Kinds of official texts (文种) and what each needs, as data. The entry point is [`TextKind::of`].

use std::sync::LazyLock;

use serde::Deserialize;

use crate::records::case::{Document, Field};
use crate::records::values::{Disclosure, Format, Value, YesNo};
use crate::report::finding::Law;

/// A kind of official text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextKind {
    /// Its name (`请示`).
    #[serde(rename = "文种")]
    pub name: String,
    #[serde(rename = "又称", default)]
    short: String,
    #[serde(rename = "行文", default)]
    direction: String,
    #[serde(rename = "主送", default)]
    recipients: Field<YesNo>,
    #[serde(rename = "内部", default)]
    internal: Field<YesNo>,
    #[serde(rename = "来文", default)]
    request: Field<YesNo>,
    #[serde(rename = "格式", default)]
    format: Field<Format>,
    #[serde(rename = "出席", default)]
    attendance: Field<YesNo>,
}

static KINDS: LazyLock<Vec<TextKind>> = LazyLock::new(|| serde_yaml::from_str(include_str!("kinds.yaml")).expect("the program's own table"));

/// The articles of the regulation on official documents.
pub fn regulation(article: &str) -> Law {
    Law { document: "《党政机关公文处理工作条例》（中办发〔2012〕14号）".to_owned(), paragraph: article.to_owned() }
}

impl TextKind {
    /// Names of all kinds.
    pub fn names() -> impl Iterator<Item = &'static str> {
        KINDS.iter().map(|kind| kind.name.as_str())
    }

    /// The kind of a document: as it says, else by the end of its title. `None` where neither names one.
    pub fn of(document: &Document) -> Option<&'static Self> {
        let called = |kind: &&Self, name: &str| kind.name == name || !kind.short.is_empty() && kind.short == name;
        if let Some(name) = document.text_kind.value() {
            return KINDS.iter().find(|kind| called(kind, name.as_str()));
        }
        let title = document.title.text();
        KINDS.iter().find(|kind| title.trim_end().ends_with(&kind.name))
    }

    /// Goes to an organ above: it names who signed it, and one organ only is addressed.
    pub fn goes_up(&self) -> bool {
        self.direction == "上行"
    }

    /// It addresses somebody.
    pub fn is_addressed(&self) -> bool {
        yes(&self.recipients)
    }

    /// It answers a request.
    pub fn answers(&self) -> bool {
        yes(&self.request)
    }

    /// It says who was at the meeting.
    pub fn lists_attendance(&self) -> bool {
        yes(&self.attendance)
    }

    /// The format that is its own.
    pub fn own_format(&self) -> Option<Format> {
        self.format.value().copied()
    }
}

fn yes(field: &Field<YesNo>) -> bool {
    field.value().is_some_and(|yes| yes.0)
}

/// Whether the public may read a document without asking: as it says; where it says nothing, unless it is secret or its kind stays within.
pub fn is_public(document: &Document) -> bool {
    match document.disclosure.value() {
        Some(disclosure) => *disclosure == Disclosure::Public && document.secrecy.is_absent(),
        None => document.secrecy.is_absent() && document.disclosure.is_absent() && TextKind::of(document).is_none_or(|kind| !yes(&kind.internal)),
    }
}

/// The bodies that a document is addressed to, one by one.
pub fn recipients(document: &Document) -> Vec<String> {
    let named = document.recipients.value().map(Value::text).unwrap_or_default();
    named.split(['、', '，', ',', '；', ';']).map(|body| body.trim().to_owned()).filter(|body| !body.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::case::parse;
    use crate::records::source::SourceFile;

    fn document(text: &str) -> Document {
        parse::<Document>(&SourceFile { path: "x.md".to_owned(), text: text.to_owned() }, "x").record
    }

    #[test]
    fn the_title_tells_the_kind_where_nothing_else_does() {
        let kind = |text: &str| TextKind::of(&document(text)).map(|kind| kind.name.as_str());
        assert_eq!(TextKind::names().count(), 15);
        assert_eq!(kind("标题: \"关于审定名单的\\n请示\""), Some("请示"));
        assert_eq!(kind("标题: 关于印发方案的通知"), Some("通知"));
        assert_eq!(kind("标题: 实施方案"), None);
        assert_eq!(kind("标题: 关于印发方案的通知\n文种: 令"), Some("命令"));
        assert_eq!(kind("文种: 公示"), None);
    }

    #[test]
    fn what_goes_up_or_is_secret_stays_within() {
        for (text, public) in [
            ("标题: 关于计划的通知", true),
            ("标题: 关于计划的通知\n密级: 秘密★1年", false),
            ("标题: 关于计划的通知\n公开属性: 主动公开\n密级: 秘密★1年", false),
            ("标题: 关于计划的通知\n公开属性: 依申请公开", false),
            ("标题: 关于名单的请示", false),
            ("标题: 关于名单的请示\n公开属性: 主动公开", true),
            ("标题: 会议纪要", false),
        ] {
            assert_eq!(is_public(&document(text)), public, "{text}");
        }
        assert_eq!(recipients(&document("主送机关: 县委、县政府")), ["县委", "县政府"]);
    }
}
