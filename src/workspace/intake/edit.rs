//! Editing a file by place. Its entry point is [`apply`].
//!
//! Only the value itself is replaced, in its own line; comments, order and everything else that people wrote stay.
//! The edited text is read again: where it does not say exactly what was meant, nothing is changed at all.

use std::collections::BTreeMap;

use super::tree::{entry, times};
use crate::records::case::{FieldDef, Household, Member, Shape};
use crate::records::source::{Marked, Scalars, parse_marked};

/// A value with the way it is written.
#[derive(Debug, Clone)]
pub struct Written {
    /// Key.
    pub key: &'static str,
    /// The text.
    pub text: String,
    /// The text as YAML.
    pub yaml: String,
}

/// One edit of a household's file.
#[derive(Debug)]
pub enum Edit {
    /// A value of the household, or of the member at a place in the list.
    Set(Option<usize>, Written),
    /// A further member.
    Append(Vec<Written>),
}

/// The text with the edits; `None` where they cannot be made safely.
pub fn apply(text: &str, tree: &Marked, edits: &[Edit]) -> Option<String> {
    let mut sheet = Lines::new(text);
    let mut wanted = Plain::of(tree);
    for edit in edits {
        match edit {
            Edit::Set(member, written) => {
                let (node, fields) = match member {
                    None => (tree, Household::FIELDS),
                    Some(place) => (super::known::members(tree).get(*place)?, Member::FIELDS),
                };
                sheet.set(node, fields, written)?;
                let place = match member {
                    None => &mut wanted,
                    Some(place) => wanted.get_mut("家庭成员")?.item(*place)?,
                };
                place.set(written)?;
            }
            Edit::Append(values) => {
                sheet.append(tree, values)?;
                let mut member = Plain::Map(Vec::new());
                for written in values {
                    member.set(written)?;
                }
                wanted.get_mut("家庭成员")?.push(member)?;
            }
        }
    }
    let text = sheet.text();
    let read = parse_marked(&text).ok()??;
    (Plain::of(&read).sorted() == wanted.sorted()).then_some(text)
}

/// The lines of a file with what becomes of them.
struct Lines<'a> {
    lines: Vec<&'a str>,
    replaced: BTreeMap<usize, String>,
    /// Behind which line, with the rank of the key, so that new keys come in the order of the field table.
    added: BTreeMap<(usize, usize), String>,
    end: &'static str,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Self { lines: text.split_inclusive('\n').collect(), replaced: BTreeMap::new(), added: BTreeMap::new(), end }
    }

    /// Puts a value behind its key, or the key behind the nearest one before it in the field table.
    fn set(&mut self, node: &Marked, fields: &'static [FieldDef], written: &Written) -> Option<()> {
        match times(node, written.key) {
            0 => self.insert(node, fields, written),
            1 => {
                let (key, value) = entry(node, written.key)?;
                self.replace(key, value, &written.yaml)
            }
            _ => None,
        }
    }

    fn replace(&mut self, key: &Marked, value: &Marked, yaml: &str) -> Option<()> {
        let Scalars::Scalar(_) = value.node else { return None };
        let line = *self.lines.get(key.line - 1)?;
        let begin = offset(line, key.column)?;
        let colon = begin + after_token(&line[begin..], true)?;
        let rest = line[colon..].strip_prefix(':')?;
        let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let token = &rest[blank..];
        let bare = token.trim_end_matches(['\r', '\n']);
        let new = if bare.is_empty() || bare.starts_with('#') {
            if super::tree::scalar(value).is_some() {
                return None;
            }
            format!("{}: {yaml}{}{token}", &line[..colon], if bare.is_empty() { "" } else { " " })
        } else {
            let end = after_token(token, false)?;
            format!("{}:{}{yaml}{}", &line[..colon], &rest[..blank], &token[end..])
        };
        self.replaced.insert(key.line, new).is_none().then_some(())
    }

    fn insert(&mut self, node: &Marked, fields: &'static [FieldDef], written: &Written) -> Option<()> {
        let rank = fields.iter().position(|field| field.key == written.key)?;
        let scalars = fields[..rank].iter().rev().filter(|field| matches!((field.shape)(), Shape::Scalar { .. }));
        let (anchor, _) = scalars
            .filter_map(|field| entry(node, field.key))
            // A value in several lines is no place to write behind.
            .find(|(key, value)| value.line == key.line || super::tree::scalar(value).is_none())?;
        let indent = " ".repeat(anchor.column - 1);
        let line = format!("{indent}{}: {}{}", written.key, written.yaml, self.end);
        self.added.insert((anchor.line, rank), line).is_none().then_some(())
    }

    fn append(&mut self, tree: &Marked, values: &[Written]) -> Option<()> {
        let last = super::known::members(tree).last()?;
        let first_line = self.lines.get(last.line - 1)?;
        let lead = &first_line[..offset(first_line, last.column)?];
        let dash = lead.trim_end_matches(' ');
        if !dash.ends_with('-') || !dash[..dash.len() - 1].chars().all(|c| c == ' ') {
            return None;
        }
        let mut text = String::new();
        for (place, written) in values.iter().enumerate() {
            let lead = if place == 0 { lead.to_owned() } else { " ".repeat(lead.len()) };
            text.push_str(&format!("{lead}{}: {}{}", written.key, written.yaml, self.end));
        }
        // Members that are appended together keep their order.
        let rank = self.added.keys().filter(|(line, _)| *line == last_line(last)).count() + 1_000;
        self.added.insert((last_line(last), rank), text);
        Some(())
    }

    fn text(self) -> String {
        let mut out = String::new();
        for (index, line) in self.lines.iter().enumerate() {
            let number = index + 1;
            out.push_str(self.replaced.get(&number).map_or(line, String::as_str));
            for text in self.added.range((number, 0)..=(number, usize::MAX)).map(|(_, text)| text) {
                if !out.ends_with('\n') {
                    out.push_str(self.end);
                }
                out.push_str(text);
            }
        }
        out
    }
}

/// The byte at which a column (from 1, in characters) begins.
fn offset(line: &str, column: usize) -> Option<usize> {
    line.char_indices().map(|(at, _)| at).chain([line.len()]).nth(column - 1)
}

/// Where the scalar ends that a text begins with: quotes are followed to their end, a plain one ends at a remark or
/// the end of the line, a key at its colon.
fn after_token(text: &str, key: bool) -> Option<usize> {
    let bare = text.trim_end_matches(['\r', '\n']);
    match bare.chars().next()? {
        '"' => {
            let mut escaped = false;
            bare.char_indices().skip(1).find_map(|(at, c)| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends.then_some(at + 1)
            })
        }
        '\'' => {
            let mut at = 1;
            loop {
                at += bare[at..].find('\'')? + 1;
                if !bare[at..].starts_with('\'') {
                    return Some(at);
                }
                at += 1;
            }
        }
        // Anchors, tags, aliases, blocks and flows are left to people.
        '&' | '!' | '*' | '|' | '>' | '{' | '[' => None,
        _ if key => bare.find(':'),
        _ => Some(bare.find(" #").map_or(bare, |end| &bare[..end]).trim_end().len()),
    }
}

/// The last line that a node begins a part on.
fn last_line(node: &Marked) -> usize {
    match &node.node {
        Scalars::Scalar(_) => node.line,
        Scalars::List(items) => items.iter().map(last_line).max().unwrap_or(node.line),
        // A blank value has no line of its own: its key's is meant.
        Scalars::Map(entries) => entries
            .iter()
            .map(|(key, value)| if super::tree::scalar(value).is_none() && matches!(value.node, Scalars::Scalar(_)) { key.line } else { last_line(value) })
            .max()
            .unwrap_or(node.line),
    }
}

/// A tree without places.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Plain {
    Scalar(String),
    List(Vec<Plain>),
    Map(Vec<(Plain, Plain)>),
}

impl Plain {
    fn of(tree: &Marked) -> Self {
        match &tree.node {
            Scalars::Scalar(text) => Self::Scalar(text.clone()),
            Scalars::List(items) => Self::List(items.iter().map(Self::of).collect()),
            Scalars::Map(entries) => Self::Map(entries.iter().map(|(key, value)| (Self::of(key), Self::of(value))).collect()),
        }
    }

    fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        let Self::Map(entries) = self else { return None };
        entries
            .iter_mut()
            .find(|(known, _)| matches!(known, Self::Scalar(text) if super::tree::names(text, key)))
            .map(|(_, value)| value)
    }

    fn item(&mut self, place: usize) -> Option<&mut Self> {
        let Self::List(items) = self else { return None };
        items.get_mut(place)
    }

    fn push(&mut self, item: Self) -> Option<()> {
        let Self::List(items) = self else { return None };
        items.push(item);
        Some(())
    }

    fn set(&mut self, written: &Written) -> Option<()> {
        if let Some(value) = self.get_mut(written.key) {
            *value = Self::Scalar(written.text.clone());
            return Some(());
        }
        let Self::Map(entries) = self else { return None };
        entries.push((Self::Scalar(written.key.to_owned()), Self::Scalar(written.text.clone())));
        Some(())
    }

    /// Keys in one order, so that only what is said counts.
    fn sorted(&self) -> Self {
        match self {
            Self::Scalar(text) => Self::Scalar(text.clone()),
            Self::List(items) => Self::List(items.iter().map(Self::sorted).collect()),
            Self::Map(entries) => {
                let mut entries: Vec<_> = entries.iter().map(|(key, value)| (key.clone(), value.sorted())).collect();
                entries.sort();
                Self::Map(entries)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(member: Option<usize>, key: &'static str, text: &str) -> Edit {
        Edit::Set(member, Written { key, text: text.to_owned(), yaml: text.to_owned() })
    }

    fn edited(text: &str, edits: &[Edit]) -> Option<String> {
        apply(text, &parse_marked(text).expect("YAML").expect("a mapping"), edits)
    }

    const FILE: &str = "# 头\n户编码: 0301-001\n户主: \"例甲一\"   # 已核\n致贫原因: # 待查\n\n家庭成员:\n  # 户主\n  - 姓名: '例甲''一'\n    文化程度:\n    健康状况: 健康 # 见病历\n  - 姓名: 例甲二\n    性别: 女\n# 尾\n收入:\n  人均收入: 1\n";

    #[test]
    fn only_the_value_changes() {
        let edits = [set(None, "户主", "例乙"), set(None, "致贫原因", "因病"), set(Some(0), "姓名", "例丙"), set(Some(0), "文化程度", "小学"), set(Some(0), "健康状况", "残疾")];
        let new = edited(FILE, &edits).expect("can be edited");
        let expected = FILE
            .replace("\"例甲一\"", "例乙")
            .replace("致贫原因: # 待查", "致贫原因: 因病 # 待查")
            .replace("'例甲''一'", "例丙")
            .replace("文化程度:", "文化程度: 小学")
            .replace("健康 # 见", "残疾 # 见");
        assert_eq!(new, expected);
        let windows = FILE.replace('\n', "\r\n");
        assert_eq!(edited(&windows, &edits), Some(expected.replace('\n', "\r\n")));
    }

    #[test]
    fn new_keys_and_members_come_in_order() {
        let member = |name: &str| Edit::Append(vec![Written { key: "姓名", text: name.to_owned(), yaml: name.to_owned() }, Written { key: "性别", text: "男".to_owned(), yaml: "男".to_owned() }]);
        let edits = [set(Some(1), "民族", "汉族"), set(Some(1), "系统人编号", "一"), set(None, "系统户编号", "二"), member("例丁"), member("例戊")];
        let new = edited(FILE, &edits).expect("can be edited");
        let expected = FILE
            .replace("0301-001\n", "0301-001\n系统户编号: 二\n")
            .replace("例甲二\n    性别: 女\n", "例甲二\n    系统人编号: 一\n    性别: 女\n    民族: 汉族\n  - 姓名: 例丁\n    性别: 男\n  - 姓名: 例戊\n    性别: 男\n");
        assert_eq!(new, expected);
    }

    #[test]
    fn what_is_not_sure_is_left_alone() {
        for text in [
            "户主: |\n  例甲\n  一\n",
            "户主: 例甲\n  一\n",
            "{户主: 例甲一, 国定: 是}\n",
            "户主: 例甲\n户主: 例乙\n",
            "户主: &a 例甲\n致贫原因: *a\n",
            "户主:\n  例甲\n",
            "户主: [例甲]\n",
        ] {
            assert_eq!(edited(text, &[set(None, "户主", "例丙")]), None, "{text}");
        }
        assert_eq!(edited("家庭成员: [{姓名: 例甲}]\n", &[set(Some(0), "姓名", "例丙")]), None);
    }
}
