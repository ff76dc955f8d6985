//! What must not become public. Its entry point is [`Private`].
//!
//! A private field has no `Serialize`, no `Display` and a `Debug` that shows nothing; its value is
//! reached only with a [`Clearance`], which rules and restricted papers are handed and public views are not.
//! A test holds the list of places that make one.

use serde::de::{Deserialize, Deserializer};

use super::field::{Field, Scalar};
use crate::records::values::{Date, Decimal, Value};

/// A private scalar of a case file.
#[derive(Clone, PartialEq, Eq)]
pub struct Private<T>(Field<T>);

impl<T> Default for Private<T> {
    fn default() -> Self {
        Self(Field::Absent)
    }
}

/// Leave to look at private values. Only rules (to judge), restricted papers and the office's own terminal (to show) make one.
pub struct Clearance(());

impl Clearance {
    /// For a rule that judges a case and tells no value of it.
    pub(crate) const fn to_judge() -> Self {
        Self(())
    }

    /// For the office's own terminal, where someone asks about one subject.
    pub(crate) const fn for_own_terminal() -> Self {
        Self(())
    }

    /// For a paper that stays within the office.
    pub(crate) const fn for_restricted_paper() -> Self {
        Self(())
    }
}

impl<T: Value> Private<T> {
    /// The field, to someone with leave to see it.
    pub fn reveal(&self, _: &Clearance) -> &Field<T> {
        &self.0
    }

    /// Whether nothing stands there: no secret.
    pub fn is_absent(&self) -> bool {
        self.0.is_absent()
    }
}

impl<T> std::fmt::Debug for Private<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Private")
    }
}

impl<'de, T: Value> Deserialize<'de> for Private<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Field::deserialize(deserializer).map(Self)
    }
}

impl<T: Value> Scalar for Private<T> {
    fn is_absent(&self) -> bool {
        self.0.is_absent()
    }

    fn invalid_text(&self) -> Option<&str> {
        self.0.invalid_text()
    }

    fn is_private(&self) -> bool {
        true
    }

    fn text(&self, _: &Clearance) -> Option<String> {
        self.0.value().map(Value::text)
    }

    fn decimal(&self, _: &Clearance) -> Option<Decimal> {
        self.0.value().and_then(Value::decimal)
    }

    fn day(&self, _: &Clearance) -> Option<Date> {
        self.0.value().and_then(Value::date)
    }

    fn truth(&self, _: &Clearance) -> Option<bool> {
        self.0.value().and_then(Value::truth)
    }
}
