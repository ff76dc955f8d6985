//! What a rule can see of a subject: fields by path, and figures that the program computes. Its entry point is [`Facts`].

use super::JUDGE;
use crate::records::case::{Household, Member, Node, Record, Scalar, at};
use crate::records::values::{Date, Decimal};
use crate::rules::regulation::RuleSet;

/// A subject with what stands around it.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    /// The subject's record.
    pub record: &'a dyn Record,
    /// The household, where the subject is one.
    pub household: Option<&'a Household>,
    /// The member, where the subject is one.
    pub member: Option<&'a Member>,
    /// The rule set.
    pub rules: &'a RuleSet,
    /// The day on which dated values and ages are taken.
    pub day: Date,
}

/// Figures that the program computes, with the type of subject that has them.
pub(super) const FIGURES: &[(&str, &str)] = &[("@人口", "户"), ("@人均收入", "户"), ("@年龄", "成员"), ("@证件性别", "成员")];

impl<'a> Facts<'a> {
    fn scalar(&self, path: &str) -> Option<&'a dyn Scalar> {
        match at(self.record, path)? {
            Node::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The number at a path, or a computed figure.
    pub fn number(&self, path: &str) -> Option<Decimal> {
        match path {
            "@人口" => self.household.map(|household| household.members.len().into()),
            "@人均收入" => self.household.and_then(|household| household.income.per_head_of(household.members.len(), &JUDGE)),
            "@年龄" => self.member?.id_number.reveal(&JUDGE).value()?.age_on(self.day).map(Decimal::from),
            _ => self.scalar(path)?.decimal(&JUDGE),
        }
    }

    /// The number at a path, or its share in percent of another.
    pub fn figure(&self, path: &str, share_of: Option<&str>) -> Option<Decimal> {
        let value = self.number(path)?;
        match share_of {
            None => Some(value),
            Some(whole) => value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(self.number(whole)?),
        }
    }

    /// The text at a path.
    pub fn text(&self, path: &str) -> Option<String> {
        match path {
            "@证件性别" => self.member?.id_number.reveal(&JUDGE).value()?.sex().map(str::to_owned),
            _ => self.scalar(path)?.text(&JUDGE),
        }
    }

    /// The day at a path.
    pub fn date(&self, path: &str) -> Option<Date> {
        self.scalar(path)?.day(&JUDGE)
    }

    /// Yes or no at a path.
    pub fn truth(&self, path: &str) -> Option<bool> {
        self.scalar(path)?.truth(&JUDGE)
    }

    /// Whether anything stands at a path: a value, or text that is none.
    pub fn is_present(&self, path: &str) -> bool {
        match path.strip_prefix('@') {
            Some(_) => self.number(path).is_some() || self.text(path).is_some(),
            None => match at(self.record, path) {
                Some(Node::Scalar(scalar)) => !scalar.is_absent(),
                Some(Node::List(list)) => !list.is_empty(),
                Some(Node::Scalars(list)) => !list.is_empty(),
                Some(Node::Lists(list)) => !list.is_empty(),
                Some(Node::Map(entries)) => !entries.is_empty(),
                Some(Node::Record(_)) => true,
                None => false,
            },
        }
    }

    /// The same household seen at one of its members.
    pub fn at_member(&self, member: &'a Member) -> Self {
        Self { record: member, member: Some(member), ..*self }
    }
}
