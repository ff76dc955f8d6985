//! The kinds of standards, one file each. Its entry point is [`judge`].

mod any_of;
mod compare;
mod guaranteed;

use crate::records::case::Record;
use crate::records::values::Decimal;
use crate::rules::regulation::Standard;

/// A standard that is not met, or that cannot be judged.
pub(super) enum Verdict {
    /// Not met.
    Unmet {
        /// Message of the table.
        message: &'static str,
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

/// What a standard has to say against a record: nothing when it is met.
pub(super) fn judge(standard: &Standard, bound: Option<Decimal>, record: &dyn Record) -> Vec<Verdict> {
    let field = standard.field.text();
    let share_of = standard.share_of.value().map(|path| path.as_str());
    match standard.kind.text().as_str() {
        "any-of" => any_of::judge(&standard.any, record),
        "guaranteed" => guaranteed::judge(&standard.names, &field, record),
        kind => compare::judge(kind, &field, share_of, bound, record).into_iter().collect(),
    }
}
