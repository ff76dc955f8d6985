//! Reading a case file. Its entry point is [`parse`], which never fails.
//!
//! The fast way reads straight into the record. Only when the file's structure does not fit (a list
//! where a scalar belongs, a key twice) is it read again with places; what does not fit is reported and
//! left out, all else is kept. Both ways end in the same record for a sound file (a test holds them equal).

use serde::de::DeserializeOwned;

use super::record::{FieldDef, Node, Record, Shape};
use crate::records::source::{Marked, Scalars, SourceFile, parse_marked};
use crate::report::finding::{Finding, Key};

/// A case with what is wrong about its form.
#[derive(Debug)]
pub struct Case<R> {
    /// File within the workspace.
    pub file: String,
    /// What was read.
    pub record: R,
    /// Findings of form; those of content come from the checks.
    pub findings: Vec<Finding>,
}

impl<R: Default> Case<R> {
    /// The case of a file that could not be read.
    pub fn empty(file: &str) -> Self {
        Self { file: file.to_owned(), record: R::default(), findings: Vec::new() }
    }
}

/// Reads a case; `subject` names it in findings.
pub fn parse<R: Record + DeserializeOwned + Default>(source: &SourceFile, subject: &str) -> Case<R> {
    let mut unknown = false;
    let read = serde_ignored::deserialize::<_, _, R>(serde_yaml::Deserializer::from_str(&source.text), |_| unknown = true);
    match read {
        Ok(record) if !unknown && !is_empty(&source.text) => {
            let mut findings = Vec::new();
            invalid_values(&record, &mut Vec::new(), &mut |path, expected, text| {
                findings.push(invalid(source, subject, expected, text).at(path.iter().cloned()));
            });
            Case { file: source.path.clone(), record, findings }
        }
        _ => parse_with_places(source, subject),
    }
}

/// Whether nothing stands there but comments; such a file would read as a record without values.
fn is_empty(text: &str) -> bool {
    text.lines().all(|line| matches!(line.trim(), "" | "---") || line.trim_start().starts_with('#'))
}

fn invalid(source: &SourceFile, subject: &str, expected: &'static str, text: Option<String>) -> Finding {
    Finding::new("invalid-value", subject, &source.path).arg("expected", expected).arg("text", text.unwrap_or_else(|| "…".to_owned()))
}

/// The slow way: every fault of form with its place, and the record of what is sound.
fn parse_with_places<R: Record + DeserializeOwned + Default>(source: &SourceFile, subject: &str) -> Case<R> {
    let mut case = Case { file: source.path.clone(), record: R::default(), findings: Vec::new() };
    let tree = match parse_marked(&source.text) {
        Ok(Some(tree)) => tree,
        Ok(None) => {
            case.findings.push(Finding::new("file-empty", subject, &source.path));
            return case;
        }
        Err(fault) => {
            let finding = Finding::new(fault.rule, subject, &source.path).placed(fault.line, fault.column).arg("detail", fault.detail);
            case.findings.push(finding);
            return case;
        }
    };
    let mut fit = Fit { source, subject, findings: &mut case.findings };
    let sound = fit.record(&tree, R::default().fields(), &mut Vec::new());
    // Scalars are all text now, so reading into the record cannot fail; if it did, nothing would be lost silently.
    match serde_yaml::from_value(sound) {
        Ok(record) => case.record = record,
        Err(error) => case.findings.push(Finding::new("yaml-syntax", subject, &source.path).arg("detail", error)),
    }
    let mut more = Vec::new();
    invalid_values(&case.record, &mut Vec::new(), &mut |path, expected, text| {
        let (line, column) = crate::records::source::place(&tree, path, super::alias_of);
        more.push(invalid(source, subject, expected, text).at(path.iter().cloned()).placed(line, column));
    });
    case.findings.extend(more);
    case
}

struct Fit<'a> {
    source: &'a SourceFile,
    subject: &'a str,
    findings: &'a mut Vec<Finding>,
}

impl Fit<'_> {
    fn report(&mut self, rule: &'static str, at: &Marked, path: &[Key], args: &[(&'static str, String)]) {
        let mut finding = Finding::new(rule, self.subject, &self.source.path).at(path.iter().cloned()).placed(at.line, at.column);
        finding.args = args.to_vec();
        self.findings.push(finding);
    }

    fn record(&mut self, tree: &Marked, fields: &'static [FieldDef], path: &mut Vec<Key>) -> serde_yaml::Value {
        let mut out = serde_yaml::Mapping::new();
        let Scalars::Map(entries) = &tree.node else {
            self.report("wrong-type", tree, path, &[("expected", "value.mapping".to_owned())]);
            return out.into();
        };
        let mut seen = Vec::new();
        for (key, value) in entries {
            let Scalars::Scalar(name) = &key.node else {
                self.report("wrong-type", key, path, &[("expected", "value.key".to_owned())]);
                continue;
            };
            let Some(def) = fields.iter().find(|def| def.key == name || def.alias == name) else {
                let near = nearest(name, fields.iter().flat_map(|def| [def.key, def.alias]));
                path.push(name.as_str().into());
                let all = fields.iter().map(|def| def.key).collect::<Vec<_>>().join("、");
                let near = near.map_or_else(|| all, str::to_owned);
                self.report("unknown-key", key, path, &[("key", name.clone()), ("near", near)]);
                path.pop();
                continue;
            };
            path.push(def.key.into());
            if seen.contains(&def.key) {
                self.report("duplicate-key", key, path, &[("key", name.clone())]);
            } else if let Some(sound) = self.value(value, (def.shape)(), path) {
                out.insert(def.alias.into(), sound);
            }
            seen.push(def.key);
            path.pop();
        }
        out.into()
    }

    fn value(&mut self, tree: &Marked, shape: Shape, path: &mut Vec<Key>) -> Option<serde_yaml::Value> {
        if let Scalars::Scalar(text) = &tree.node
            && matches!(text.trim(), "" | "~" | "null")
        {
            return None;
        }
        match (shape, &tree.node) {
            (Shape::Scalar { .. }, Scalars::Scalar(text)) => Some(text.clone().into()),
            (Shape::Record(fields), Scalars::Map(_)) => Some(self.record(tree, fields, path)),
            (Shape::List(item), Scalars::List(items)) => {
                let mut out = Vec::new();
                for (index, marked) in items.iter().enumerate() {
                    path.push(index.into());
                    out.extend(self.value(marked, item(), path));
                    path.pop();
                }
                Some(serde_yaml::Value::Sequence(out))
            }
            (Shape::Map(item), Scalars::Map(entries)) => {
                let mut out = serde_yaml::Mapping::new();
                let mut seen = Vec::new();
                for (key, value) in entries {
                    let Scalars::Scalar(name) = &key.node else {
                        self.report("wrong-type", key, path, &[("expected", "value.key".to_owned())]);
                        continue;
                    };
                    path.push(name.as_str().into());
                    if seen.contains(&name) {
                        self.report("duplicate-key", key, path, &[("key", name.clone())]);
                    } else if let Some(sound) = self.value(value, item(), path) {
                        out.insert(name.clone().into(), sound);
                    }
                    seen.push(name);
                    path.pop();
                }
                Some(out.into())
            }
            (shape, _) => {
                let expected = match shape {
                    Shape::Scalar { expected, .. } => expected,
                    Shape::Record(_) | Shape::Map(_) => "value.mapping",
                    Shape::List(_) => "value.list",
                };
                self.report("wrong-type", tree, path, &[("expected", expected.to_owned())]);
                None
            }
        }
    }
}

/// The known key nearest to a mistyped one, if any is near.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|candidate| (strsim::normalized_damerau_levenshtein(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

/// Calls `report` with path, what is expected and (where it is not private) the text of every scalar that is no value of its type.
fn invalid_values(record: &dyn Record, path: &mut Vec<Key>, report: &mut dyn FnMut(&[Key], &'static str, Option<String>)) {
    for def in record.fields() {
        path.push(def.key.into());
        if let Some(node) = record.get(def.key) {
            invalid_in(node, (def.shape)(), path, report);
        }
        path.pop();
    }
}

fn invalid_in(node: Node<'_>, shape: Shape, path: &mut Vec<Key>, report: &mut dyn FnMut(&[Key], &'static str, Option<String>)) {
    match (node, shape) {
        (Node::Scalar(scalar), Shape::Scalar { expected, private }) => {
            if let Some(text) = scalar.invalid_text() {
                report(path, expected, (!private).then(|| text.to_owned()));
            }
        }
        (Node::Record(record), _) => invalid_values(record, path, report),
        (Node::List(records), _) => {
            for (index, record) in records.into_iter().enumerate() {
                path.push(index.into());
                invalid_values(record, path, report);
                path.pop();
            }
        }
        (Node::Lists(lists), Shape::List(item)) => {
            for (index, list) in lists.into_iter().enumerate() {
                path.push(index.into());
                invalid_in(list, item(), path, report);
                path.pop();
            }
        }
        (Node::Scalars(scalars), Shape::List(item)) => {
            for (index, scalar) in scalars.into_iter().enumerate() {
                path.push(index.into());
                invalid_in(Node::Scalar(scalar), item(), path, report);
                path.pop();
            }
        }
        (Node::Map(entries), Shape::Map(item)) => {
            for (name, node) in entries {
                path.push(name.into());
                invalid_in(node, item(), path, report);
                path.pop();
            }
        }
        _ => {}
    }
}
