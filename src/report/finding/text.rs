//! Findings as lines for a terminal. Its entry point is [`text`].

use super::{Finding, Level};
use crate::report::message::{Lang, ui};

/// One finding: place and message, then subject, article and what to do, each on a line of its own.
pub fn text(finding: &Finding, lang: Lang) -> String {
    let level = ui(
        match finding.level {
            Level::Error => "level.error",
            Level::Warning => "level.warning",
            Level::Note => "level.note",
        },
        lang,
        &[],
    );
    let mut out = format!(
        "{}:{}:{}: {level}[{}]: {}\n",
        finding.file,
        finding.line.max(1),
        finding.column.max(1),
        finding.rule,
        finding.message(lang)
    );
    let mut line = |key: &str, value: &str| {
        if !value.is_empty() {
            out.push_str(&format!("    {}{value}\n", ui(key, lang, &[])));
        }
    };
    line("label.subject", &finding.subject);
    if let Some(law) = &finding.law {
        line("label.law", &format!("{} {}", law.document, law.paragraph));
    }
    line("label.hint", &finding.hint(lang));
    if let Some(known) = &finding.acknowledged {
        line("label.acknowledged", &format!("{}（{}，{}）", known.reason, known.by, known.date));
    }
    out
}
