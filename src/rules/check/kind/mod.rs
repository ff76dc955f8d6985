//! The kinds of rules, one file each. Its entry points are [`KINDS`], the one visible table, and [`Kind`].
//!
//! A rule of a rule set names its kind; the kind says which keys the rule must and may have, and judges.

mod any_of;
mod attested;
mod before;
mod compare;
pub(super) mod condition;
mod days_between;
mod each_of;
mod gone_through;
mod guaranteed;
mod listed_in;
pub(super) mod matches;
mod members;
mod one_of;
mod present;
mod signed_by;
mod sum_equals;

use crate::rules::facts::Facts;
use crate::rules::regulation::Standard;

/// A kind of rule.
pub(super) struct Kind {
    /// Name, as rule sets write it.
    pub name: &'static str,
    /// Message of the table.
    pub message: &'static str,
    /// Keys that a rule of this kind must have; `a|b` asks for exactly one of them.
    pub needs: &'static [&'static str],
    /// Keys that it may have besides.
    pub may: &'static [&'static str],
    /// Arguments that its message and a rule's own words may take.
    pub args: &'static [&'static str],
    /// What the rule has to say against a subject.
    pub judge: fn(&Standard, &Facts<'_>) -> Vec<Verdict>,
}

/// Every kind.
pub(super) const KINDS: &[Kind] = &[
    compare::MORE_THAN,
    compare::AT_LEAST,
    compare::LESS_THAN,
    compare::AT_MOST,
    any_of::KIND,
    guaranteed::KIND,
    attested::KIND,
    gone_through::KIND,
    sum_equals::KIND,
    one_of::ONE_OF,
    one_of::NOT_ONE_OF,
    listed_in::KIND,
    present::PRESENT,
    present::ABSENT,
    before::KIND,
    days_between::KIND,
    signed_by::KIND,
    matches::KIND,
    members::SOME_MEMBER,
    members::NO_MEMBER,
    each_of::KIND,
];

/// The kind with a name.
pub(super) fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// A rule that is not met, or that cannot be judged.
pub(super) enum Verdict {
    /// Not met.
    Unmet {
        /// Way to the field.
        path: String,
        /// Arguments of the message; no private value.
        args: Vec<(&'static str, String)>,
    },
    /// A value that it needs is missing.
    Unknown {
        /// Way to the field.
        path: String,
    },
}

/// Not met, at a field.
fn unmet(path: &str, args: Vec<(&'static str, String)>) -> Vec<Verdict> {
    vec![Verdict::Unmet { path: path.to_owned(), args }]
}

/// Cannot be judged, for want of a field.
fn unknown(path: &str) -> Vec<Verdict> {
    vec![Verdict::Unknown { path: path.to_owned() }]
}

/// The last key of a path: how a message calls the field.
fn name(path: &str) -> String {
    path.rsplit('.').next().unwrap_or(path).trim_start_matches('@').to_owned()
}
