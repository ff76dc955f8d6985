//! A scalar of a case file. Its entry point is [`Field`]: a value, or its raw text with what was expected.

use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

use super::private::Clearance;
use crate::records::values::{Date, Decimal, Text, Value};

/// A scalar: absent, a value, or the raw text that is none. Reading never fails on it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Field<T> {
    /// The key is missing or stands without a value.
    #[default]
    Absent,
    /// A value.
    Value(T),
    /// Text that is no such value, as it stands in the file.
    Invalid(String),
}

impl<T: Value> Field<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            _ => None,
        }
    }

    /// Reads the text of a scalar; blank, `~` and `null` are absent.
    pub fn read(text: &str) -> Self {
        let trimmed = text.trim();
        if matches!(trimmed, "" | "~" | "null") {
            return Self::Absent;
        }
        match T::parse(trimmed) {
            Some(value) => Self::Value(value),
            None => Self::Invalid(trimmed.to_owned()),
        }
    }

    /// Whether nothing stands there.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The value as canonical text, empty without one.
    pub fn text(&self) -> String {
        self.value().map(Value::text).unwrap_or_default()
    }
}

impl Field<Text> {
    /// The text, empty without one; nothing is copied.
    pub fn as_str(&self) -> &str {
        self.value().map_or("", Text::as_str)
    }
}

impl<'de, T: Value> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Raw<T>(PhantomData<T>);
        impl<T: Value> Visitor<'_> for Raw<T> {
            type Value = Field<T>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(T::EXPECTED)
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Field<T>, E> {
                Ok(Field::read(text))
            }

            fn visit_unit<E: Error>(self) -> Result<Field<T>, E> {
                Ok(Field::Absent)
            }
        }
        // The hint makes the YAML reader hand over the text of the scalar before it guesses a type.
        deserializer.deserialize_str(Raw(PhantomData))
    }
}

/// What a rule may ask of a scalar that it reached by path.
pub trait Scalar: Send + Sync {
    /// Whether nothing stands there.
    fn is_absent(&self) -> bool;
    /// The text that stands there and is no value of the type.
    fn invalid_text(&self) -> Option<&str>;
    /// Whether the field is private.
    fn is_private(&self) -> bool;
    /// The value as canonical text.
    fn text(&self, clearance: &Clearance) -> Option<String>;
    /// The value as an exact number.
    fn decimal(&self, clearance: &Clearance) -> Option<Decimal>;
    /// The value as a day.
    fn day(&self, clearance: &Clearance) -> Option<Date>;
    /// The value as yes or no.
    fn truth(&self, clearance: &Clearance) -> Option<bool>;
}

impl<T: Value> Scalar for Field<T> {
    fn is_absent(&self) -> bool {
        Field::is_absent(self)
    }

    fn invalid_text(&self) -> Option<&str> {
        match self {
            Self::Invalid(text) => Some(text),
            _ => None,
        }
    }

    fn is_private(&self) -> bool {
        false
    }

    fn text(&self, _: &Clearance) -> Option<String> {
        self.value().map(Value::text)
    }

    fn decimal(&self, _: &Clearance) -> Option<Decimal> {
        self.value().and_then(Value::decimal)
    }

    fn day(&self, _: &Clearance) -> Option<Date> {
        self.value().and_then(Value::date)
    }

    fn truth(&self, _: &Clearance) -> Option<bool> {
        self.value().and_then(Value::truth)
    }
}
