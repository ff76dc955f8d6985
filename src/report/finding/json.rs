//! Findings as JSON. Its entry point is [`json`].

use serde_json::{Map, Value, json as value};

use super::Finding;
use crate::report::message::{self, Lang};

/// One finding as an object: `rule, level, group, message, hint, subject, file, line, column, path, law, args, acknowledged`.
pub fn json(finding: &Finding, lang: Lang) -> Value {
    let args: Map<String, Value> =
        finding.args.iter().map(|(name, text)| ((*name).to_owned(), Value::String(text.clone()))).collect();
    value!({
        "rule": finding.rule,
        "level": finding.level,
        "group": message::group(finding.message),
        "message": finding.message(lang),
        "hint": finding.hint(lang),
        "subject": finding.subject,
        "file": finding.file,
        "line": finding.line.max(1),
        "column": finding.column.max(1),
        "path": finding.path_text(),
        "law": finding.law,
        "args": args,
        "acknowledged": finding.acknowledged,
    })
}
