//! Kind `any-of` (或者): one of several comparisons suffices.

use super::Verdict;
use super::compare::{comparison, figure};
use crate::records::case::Record;
use crate::rules::regulation::Alternative;

/// Met by the first alternative that holds; unknown when none holds and one cannot be judged.
pub(super) fn judge(alternatives: &[Alternative], record: &dyn Record) -> Vec<Verdict> {
    let mut unknown = None;
    for alternative in alternatives {
        let field = alternative.field.text();
        let value = figure(record, &field, alternative.share_of.value().map(|path| path.as_str()));
        match (comparison(&alternative.kind.text()), value, alternative.bound.value()) {
            (Some((holds, _)), Some(value), Some(bound)) if holds(&value, &bound.0) => return Vec::new(),
            (Some(_), Some(_), Some(_)) => {}
            _ => unknown = Some(field),
        }
    }
    let path = alternatives.first().map(|first| first.field.text()).unwrap_or_default();
    vec![match unknown {
        Some(path) => Verdict::Unknown { path },
        None => Verdict::Unmet { message: "none-of", path, args: Vec::new() },
    }]
}
