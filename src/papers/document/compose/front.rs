//! The head of a template. Its entry point is [`Front`].

use serde::Deserialize;

use super::{Fault, TemplateError};
use crate::papers::document::Layout;

/// What stands between the two `---` lines of a template.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Front {
    /// What its documents are called in lists.
    #[serde(rename = "名称")]
    pub name: String,
    /// How pages are laid out.
    #[serde(rename = "版式")]
    pub layout: LayoutName,
    /// Tables and lines with blanks are to be filled in by hand.
    #[serde(rename = "填写", default, deserialize_with = "yes_or_no")]
    pub fill: bool,
}

/// The names of [`Layout`] in a template's head.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) enum LayoutName {
    #[serde(rename = "公示")]
    Notice,
    #[serde(rename = "公文")]
    Official,
    #[serde(rename = "表单")]
    Form,
    #[serde(rename = "附表")]
    Sheet,
    #[serde(rename = "封面")]
    Cover,
}

impl From<LayoutName> for Layout {
    fn from(name: LayoutName) -> Self {
        match name {
            LayoutName::Notice => Self::Notice,
            LayoutName::Official => Self::Official,
            LayoutName::Form => Self::Form,
            LayoutName::Sheet => Self::Sheet,
            LayoutName::Cover => Self::Cover,
        }
    }
}

impl Front {
    /// Reads the head; the body comes back with the head's lines empty, so that line numbers hold.
    pub fn read(template: &str, source: &str) -> Result<(Self, String), TemplateError> {
        let fault = |why: String| TemplateError {
            template: template.to_owned(),
            line: Some(1),
            column: None,
            fault: Fault::FrontMatter(why),
        };
        let (head, body) = split(source);
        let head = head.ok_or_else(|| fault("文件须以 --- 开头，写明 名称 与 版式".to_owned()))?;
        let front = serde_yaml::from_str(head).map_err(|error| TemplateError {
            line: error.location().map(|place| place.line() + 1),
            ..fault(error.to_string())
        })?;
        let lines = source[..source.len() - body.len()].matches('\n').count();
        Ok((front, "\n".repeat(lines) + body))
    }
}

/// Parts a Markdown file into the YAML between its `---` lines, if it has such, and its body.
pub fn split(source: &str) -> (Option<&str>, &str) {
    let first = source.split_inclusive('\n').next().unwrap_or_default();
    if first.trim_end() != "---" {
        return (None, source);
    }
    let rest = &source[first.len()..];
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return (Some(&rest[..at]), &rest[at + line.len()..]);
        }
        at += line.len();
    }
    (None, source)
}

fn yes_or_no<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "是" => Ok(true),
        "否" => Ok(false),
        other => Err(serde::de::Error::custom(format!("应为 是 或 否，不是 {other}"))),
    }
}
