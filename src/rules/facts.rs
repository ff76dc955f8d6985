//! What a rule can see of a subject: fields by path, and the figures of [`figure`](super::figure). Its entry point is [`Facts`].

use super::{JUDGE, figure};
use super::regulation::RuleSet;
use crate::records::case::{AreaExit, Evaluation, Household, Member, Node, Record, Scalar, Step, at};
use crate::records::register::Totals;
use crate::records::values::{Date, Decimal};

/// A subject with what stands around it.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The subject's record.
    pub record: &'a dyn Record,
    /// The household, where the subject is one or belongs to one.
    pub household: Option<&'a Household>,
    /// The member, where the subject is one.
    pub member: Option<&'a Member>,
    /// The exit of the village, township or county, where the subject is one.
    pub area: Option<&'a AreaExit>,
    /// The spot check with the county's totals, where the subject is one.
    pub evaluation: Option<(&'a Evaluation, &'a Totals)>,
    /// The rule set.
    pub rules: &'a RuleSet,
    /// The day on which dated values and ages are taken.
    pub day: Date,
}

impl<'a> Facts<'a> {
    /// Of a household.
    pub fn of_household(household: &'a Household, rules: &'a RuleSet, day: Date) -> Self {
        Self { record: household, household: Some(household), member: None, area: None, evaluation: None, rules, day }
    }

    /// Of a village, township or county.
    pub fn of_area(record: &'a dyn Record, exit: &'a AreaExit, rules: &'a RuleSet, day: Date) -> Self {
        Self { record, household: None, member: None, area: Some(exit), evaluation: None, rules, day }
    }

    /// Of a record with nothing around it.
    pub fn of_record(record: &'a dyn Record, rules: &'a RuleSet, day: Date) -> Self {
        Self { record, household: None, member: None, area: None, evaluation: None, rules, day }
    }

    /// Of a spot check, with what the county's households come to.
    pub fn of_evaluation(evaluation: &'a Evaluation, totals: &'a Totals, rules: &'a RuleSet, day: Date) -> Self {
        Self { evaluation: Some((evaluation, totals)), ..Self::of_record(evaluation, rules, day) }
    }

    /// The steps that were done, where the subject has such.
    pub fn steps(&self) -> &'a [Step] {
        self.household.map(|household| &household.exit.steps).or_else(|| self.area.map(|area| &area.steps)).map_or(&[], Vec::as_slice)
    }

    /// The records of a list.
    pub fn list(&self, path: &str) -> Vec<Self> {
        match at(self.record, path) {
            Some(Node::List(records)) => records.into_iter().map(|record| Self { record, ..*self }).collect(),
            _ => Vec::new(),
        }
    }

    fn scalar(&self, path: &str) -> Option<&'a dyn Scalar> {
        match at(self.record, path)? {
            Node::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The number at a path, or a computed figure.
    pub fn number(&self, path: &str) -> Option<Decimal> {
        if path.starts_with('@') {
            return figure::value(path, self);
        }
        self.scalar(path)?.decimal(&JUDGE)
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

    /// The texts at a path: those of a list, or the one that stands there. `None` where there is none.
    pub fn texts(&self, path: &str) -> Option<Vec<String>> {
        let texts: Vec<String> = match at(self.record, path) {
            Some(Node::Scalars(list)) => list.into_iter().filter_map(|scalar| scalar.text(&JUDGE)).collect(),
            _ => self.text(path).into_iter().collect(),
        };
        (!texts.is_empty()).then_some(texts)
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
