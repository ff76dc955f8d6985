//! The clauses that are measured: one table. The entry point is [`all`].
//!
//! Each requirement stands in the message table under `conform.requires.` and the id. Tolerances are the standard's own where it gives one
//! (5.2.1: 1 mm for the margins; 6: 1 mm for the type area, 2 mm for the trimmed sheet) and stand beside the measuring function.

mod attachment;
mod body;
mod format;
mod head;
mod number;
mod page;
mod record;
mod signature;
mod title;

use super::face::Kind;
use super::line::most_faces;
use super::read::Mark;
use super::said::{Row, Said, Verdict};
use super::view::View;

/// A clause with what measures it.
struct Clause {
    number: &'static str,
    id: &'static str,
    measure: fn(&View) -> Outcome,
}

const fn clause(number: &'static str, id: &'static str, measure: fn(&View) -> Outcome) -> Clause {
    Clause { number, id, measure }
}

/// In the order of the standard.
const CLAUSES: &[Clause] = &[
    clause("5.1", "paper", page::paper),
    clause("5.2.1", "head-margin", page::head_margin),
    clause("5.2.1", "binding-margin", page::binding_margin),
    clause("5.2.1", "type-area", page::type_area),
    clause("5.2.2", "text-size", body::size),
    clause("5.2.2", "text-face", body::face),
    clause("5.2.3", "lines", body::lines),
    clause("5.2.3", "characters", body::characters),
    clause("5.2.3", "pitch", body::pitch),
    clause("5.2.4", "black", body::black),
    clause("7.2.1", "copy-number", head::copy_number),
    clause("7.2.2", "secrecy", head::secrecy),
    clause("7.2.3", "urgency", head::urgency),
    clause("7.2.4", "mark-place", head::mark_place),
    clause("7.2.4", "mark-face", head::mark_face),
    clause("7.2.5", "document-number", head::document_number),
    clause("7.2.5", "document-number-place", head::document_number_place),
    clause("7.2.6", "signer", head::signer),
    clause("7.2.7", "red-rule", head::red_rule),
    clause("7.3.1", "title-size", title::size),
    clause("7.3.1", "title-face", title::face),
    clause("7.3.1", "title-place", title::place),
    clause("7.3.2", "recipients", title::recipients),
    clause("7.3.3", "level-1", body::level_1),
    clause("7.3.3", "level-2", body::level_2),
    clause("7.3.3", "level-3", body::level_3),
    clause("7.3.4", "attachment-note", attachment::note),
    clause("7.3.5", "date-place", signature::date_place),
    clause("7.3.5.4", "date", signature::date),
    clause("7.3.7", "attachment-label", attachment::label),
    clause("7.3.7", "attachment-title", attachment::title),
    clause("7.4.1", "record-rules", record::rules),
    clause("7.4.1", "record-bottom", record::bottom),
    clause("7.4.2", "record-text", record::text),
    clause("7.5", "page-number", number::present),
    clause("7.5", "page-number-size", number::size),
    clause("7.5", "page-number-face", number::face),
    clause("7.5", "page-number-dash", number::dash),
    clause("7.5", "page-number-side", number::side),
    clause("8", "landscape", number::landscape),
    clause("10.1", "letter-mark", format::letter_mark),
    clause("10.1", "letter-rules", format::letter_rules),
    clause("10.1", "letter-number", format::letter_number),
    clause("10.1", "letter-title", format::letter_title),
    clause("10.1", "letter-first-page", format::letter_first_page),
    clause("10.1", "letter-record", format::letter_record),
    clause("10.2", "order-mark", format::order_mark),
    clause("10.2", "order-number", format::order_number),
    clause("10.3", "minutes-mark", format::minutes_mark),
    clause("10.3", "attendance", format::attendance),
];

/// Measures every clause.
pub(super) fn all(view: &View) -> Vec<Row> {
    let row = |clause: &Clause| {
        let Outcome { verdict, found } = (clause.measure)(view);
        Row { clause: clause.number, id: clause.id, found, verdict }
    };
    CLAUSES.iter().map(row).collect()
}

/// What a measurement gave.
struct Outcome {
    verdict: Verdict,
    found: Vec<Said>,
}

impl Outcome {
    fn new(met: bool, found: Vec<Said>) -> Self {
        Self { verdict: if met { Verdict::Met } else { Verdict::NotMet }, found }
    }

    /// The file has nothing to measure: why.
    fn none(key: &'static str) -> Self {
        Self { verdict: Verdict::NotApplicable, found: vec![Said::new(key)] }
    }
}

/// Things measured one by one: met when each is. Tells what all have in common, or each fault.
struct Tally {
    good: Vec<Said>,
    bad: Vec<Said>,
}

/// How many different findings are told, and how many are kept.
const MOST_TOLD: usize = 4;
const MOST_KEPT: usize = 64;

impl Tally {
    fn new() -> Self {
        Self { good: Vec::new(), bad: Vec::new() }
    }

    fn add(&mut self, met: bool, said: Said) {
        let list = if met { &mut self.good } else { &mut self.bad };
        if list.len() < MOST_KEPT && !list.contains(&said) {
            list.push(said);
        }
    }

    /// The outcome; `none` tells why there was nothing.
    fn outcome(self, none: &'static str) -> Outcome {
        match (self.good.is_empty(), self.bad.is_empty()) {
            (true, true) => Outcome::none(none),
            (_, false) => Outcome::new(false, self.bad.into_iter().take(MOST_TOLD).collect()),
            (false, true) => Outcome::new(true, self.good.into_iter().take(MOST_TOLD).collect()),
        }
    }
}

/// A number with one decimal.
fn one(number: f64) -> String {
    // No minus before nothing.
    format!("{:.1}", (number * 10.0).round() / 10.0 + 0.0)
}

/// A number with two decimals.
fn two(number: f64) -> String {
    format!("{:.2}", (number * 100.0).round() / 100.0 + 0.0)
}

/// Page numbers in a row.
fn pages(numbers: &[usize]) -> String {
    let first: Vec<String> = numbers.iter().take(5).map(ToString::to_string).collect();
    first.join(", ") + if numbers.len() > 5 { " …" } else { "" }
}

/// The sizes of 2号, 3号, 4号 in points, as the old and the new measure have them.
const SECOND: std::ops::RangeInclusive<f64> = 20.9..=22.1;
const THIRD: std::ops::RangeInclusive<f64> = 15.65..=16.1;
const FOURTH: std::ops::RangeInclusive<f64> = 13.65..=14.1;

/// Judges the face of Hanzi against a kind: each face that most of a group has counts once, named as it is.
fn judge_face(view: &View, wanted: Kind, face: usize, tally: &mut Tally) {
    let name = view.name(face);
    if name.is_empty() {
        return tally.add(false, Said::new("face-unnamed").arg("kind", wanted.name()));
    }
    let (met, said) = match view.kind(face) {
        Some(kind) if kind == wanted => (true, Said::new("face").arg("face", name).arg("kind", kind.name())),
        Some(kind) => (false, Said::new("face-other").arg("face", name).arg("kind", kind.name())),
        None => (false, Said::new("face-substitute").arg("face", name).arg("kind", wanted.name())),
    };
    tally.add(met, said);
}

/// The face of most Hanzi among marks.
fn main_face<'a>(marks: impl Iterator<Item = &'a Mark>) -> Option<usize> {
    most_faces(marks).first().copied()
}
