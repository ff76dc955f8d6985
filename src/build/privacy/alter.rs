//! The fields of case files as they stand in a workspace, and other values for them. Entry points: [`Source::read`], [`fields`],
//! [`altered`].

use std::collections::BTreeMap;

use serde_yaml::Value;

use crate::records::case::{Batch, County, Document, Field, FieldDef, Household, Plan, Prefecture, Shape, Shaped, SiteSettings, Township, Village};
use crate::records::holdings::front_matter;
use crate::records::source::{self, Marked, Scalars, parse_marked};
use crate::records::values::Text;

/// What a case file is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// 户.
    Household,
    /// 批次.
    Batch,
    /// 村.
    Village,
    /// 乡镇.
    Township,
    /// 县.
    County,
    /// 市.
    Prefecture,
    /// 网站.
    Site,
    /// 计划.
    Plan,
    /// 公文.
    Document,
    /// What stands below a document's front matter.
    Body,
}

/// The one field of a body.
static BODY: [FieldDef; 1] = [FieldDef { key: "正文", alias: "body", doc: "The text of an official document.", shape: <Field<Text> as Shaped>::shape }];

impl Of {
    /// As the messages name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Household => "户",
            Self::Batch => "批次",
            Self::Village => "村",
            Self::Township => "乡镇",
            Self::County => "县",
            Self::Prefecture => "市",
            Self::Site => "网站",
            Self::Plan => "计划",
            Self::Document | Self::Body => "公文",
        }
    }

    fn table(self) -> &'static [FieldDef] {
        match self {
            Self::Household => Household::FIELDS,
            Self::Batch => Batch::FIELDS,
            Self::Village => Village::FIELDS,
            Self::Township => Township::FIELDS,
            Self::County => County::FIELDS,
            Self::Prefecture => Prefecture::FIELDS,
            Self::Site => SiteSettings::FIELDS,
            Self::Plan => Plan::FIELDS,
            Self::Document => Document::FIELDS,
            Self::Body => &BODY,
        }
    }
}

/// A field, wherever it stands in files of one type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldId {
    /// In files of what.
    pub of: Of,
    /// Keys from the file's root, `家庭成员.姓名`; keys of a user's choice are left out.
    pub path: String,
    /// Not a value, but how many there are.
    pub count: bool,
}

/// What the field table says of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The same way in English aliases.
    pub alias: String,
    /// It is private.
    pub private: bool,
    /// Message key of what may stand there.
    expected: &'static str,
}

/// A case file: every scalar as the text that stands there.
pub(super) struct Source {
    /// What it is of.
    pub of: Of,
    /// The tree.
    pub tree: Value,
}

/// How a field is altered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// Another value, one element less.
    Changed,
    /// No value.
    Removed,
}

enum Spot<'v> {
    Scalar(&'v mut String, bool, &'static str),
    List(&'v mut Vec<Value>),
}

/// Where a walk has come to: keys, and the same in English.
#[derive(Clone, Default)]
struct Way {
    path: String,
    alias: String,
}

impl Way {
    fn to(&self, def: &FieldDef) -> Self {
        let join = |before: &str, key: &str| if before.is_empty() { key.to_owned() } else { format!("{before}.{key}") };
        Self { path: join(&self.path, def.key), alias: join(&self.alias, def.alias) }
    }
}

impl Source {
    /// Reads a file; `None` where it cannot be made out.
    pub fn read(root: &std::path::Path, file: &str, of: Of) -> Option<Self> {
        let source = source::read(root, file).ok()?;
        let text = if of == Of::Document { front_matter(&source.text)?.0 } else { source.text };
        Some(Self { of, tree: value(&parse_marked(&text).ok()??) })
    }

    /// The text of an official document.
    pub fn body(text: &str) -> Self {
        Self { of: Of::Body, tree: Value::Mapping([(BODY[0].key.into(), text.into())].into_iter().collect()) }
    }

    /// Adds its fields.
    pub fn fields(&self, found: &mut BTreeMap<FieldId, Known>) {
        let mut tree = self.tree.clone();
        walk(&mut tree, Shape::Record(self.of.table()), &Way::default(), &mut |way, spot| {
            let (count, private, expected) = match spot {
                Spot::Scalar(text, private, expected) if !text.trim().is_empty() => (false, private, expected),
                Spot::List(list) if !list.is_empty() => (true, false, ""),
                _ => return,
            };
            let id = FieldId { of: self.of, path: way.path.clone(), count };
            found.entry(id).or_insert_with(|| Known { alias: way.alias.clone(), private, expected });
        });
    }

    /// The tree with a field altered wherever it stands; `None` where it does not stand.
    pub fn altered(&self, id: &FieldId, how: How) -> Option<Value> {
        if self.of != id.of {
            return None;
        }
        let (mut tree, mut hit) = (self.tree.clone(), false);
        walk(&mut tree, Shape::Record(self.of.table()), &Way::default(), &mut |way, spot| {
            if way.path != id.path {
                return;
            }
            match spot {
                Spot::Scalar(text, _, expected) if !id.count && !text.trim().is_empty() => {
                    *text = if how == How::Removed { String::new() } else { another(text, expected) };
                    hit = true;
                }
                Spot::List(list) if id.count => {
                    hit |= if how == How::Removed { !std::mem::take(list).is_empty() } else { list.pop().is_some() };
                }
                _ => {}
            }
        });
        hit.then_some(tree)
    }
}

fn value(marked: &Marked) -> Value {
    match &marked.node {
        Scalars::Scalar(text) => Value::String(text.clone()),
        Scalars::List(items) => Value::Sequence(items.iter().map(value).collect()),
        Scalars::Map(entries) => Value::Mapping(entries.iter().map(|(key, entry)| (value(key), value(entry))).collect()),
    }
}

fn walk(tree: &mut Value, shape: Shape, way: &Way, visit: &mut dyn FnMut(&Way, Spot<'_>)) {
    match (shape, tree) {
        (Shape::Scalar { expected, private }, Value::String(text)) => visit(way, Spot::Scalar(text, private, expected)),
        (Shape::Record(fields), Value::Mapping(entries)) => {
            for (key, entry) in entries.iter_mut() {
                let Some(def) = key.as_str().and_then(|key| fields.iter().find(|def| def.key == key || def.alias == key)) else { continue };
                walk(entry, (def.shape)(), &way.to(def), visit);
            }
        }
        (Shape::List(inner), Value::Sequence(items)) => {
            items.iter_mut().for_each(|item| walk(item, inner(), way, visit));
            visit(way, Spot::List(items));
        }
        (Shape::Map(inner), Value::Mapping(entries)) => entries.iter_mut().for_each(|(_, entry)| walk(entry, inner(), way, visit)),
        _ => {}
    }
}

/// Another value of the same type, as far as one can be made of the text alone.
fn another(text: &str, expected: &str) -> String {
    match expected {
        "value.yes-no" => if matches!(text.trim(), "是" | "yes") { "否" } else { "是" }.to_owned(),
        "value.text" => format!("改{text}"),
        "value.date" => match text.trim().rsplit_once('-') {
            Some((month, "01")) => format!("{month}-02"),
            Some((month, day)) => format!("{month}-{:02}", day.parse::<u8>().unwrap_or(2).saturating_sub(1).max(1)),
            None => text.to_owned(),
        },
        _ => match text.rfind(|c: char| c.is_ascii_digit()) {
            Some(at) => format!("{}{}{}", &text[..at], (text.as_bytes()[at] - b'0' + 1) % 10, &text[at + 1..]),
            None => format!("x{text}"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source { of: Of::Household, tree: value(&parse_marked(text).expect("YAML").expect("a tree")) }
    }

    #[test]
    fn a_field_is_altered_wherever_it_stands_under_either_name_and_nothing_else_is() {
        let text = "户编码: 0901-001\n户主: 例甲\nmembers:\n  - { 姓名: 例甲, sex: 男 }\n  - { name: 例乙 }\n保障:\n  住房: { 达标: 是 }\n";
        let source = source(text);
        let mut found = BTreeMap::new();
        source.fields(&mut found);
        let names: Vec<(&str, bool, bool)> = found.iter().map(|(id, known)| (id.path.as_str(), id.count, known.private)).collect();
        let expected = [("保障.达标", false, true), ("家庭成员", true, false), ("家庭成员.姓名", false, true), ("家庭成员.性别", false, true), ("户主", false, false), ("户编码", false, false)];
        assert_eq!(names, expected);
        let altered = |path: &str, count, how| {
            let id = FieldId { of: Of::Household, path: path.into(), count };
            serde_yaml::to_string(&source.altered(&id, how).expect("it stands there")).expect("YAML")
        };
        let plain = serde_yaml::to_string(&source.tree).expect("YAML");
        assert_eq!(altered("家庭成员.姓名", false, How::Changed), plain.replace("姓名: 例甲", "姓名: 改例甲").replace("例乙", "改例乙"));
        assert_eq!(altered("保障.达标", false, How::Changed), plain.replace("达标: 是", "达标: 否"));
        assert_eq!(altered("户编码", false, How::Changed), plain.replace("0901-001", "0901-002"));
        assert!(!altered("家庭成员", true, How::Changed).contains("例乙"));
        assert_eq!(altered("户主", false, How::Removed), plain.replace("户主: 例甲", "户主: ''"));
    }
}
