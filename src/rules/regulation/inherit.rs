//! A rule set that extends another. Its entry point is [`effective`].

use super::{RuleSet, Standard};
use crate::records::case::{Case, Field};

/// Why a rule set cannot be made whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unwhole {
    /// It extends a rule set that does not exist.
    Unknown(String),
    /// It extends itself, by this way.
    Circle(Vec<String>),
}

/// A rule set with everything that it takes over: entries of the same name are its own, all others those of the set that it extends.
///
/// # Errors
/// [`Unwhole`] when a set is missing or the way leads back to itself.
pub fn effective(sets: &[Case<RuleSet>], id: &str) -> Result<RuleSet, Unwhole> {
    let mut way: Vec<String> = Vec::new();
    let mut own: Vec<&RuleSet> = Vec::new();
    let mut next = Some(id.to_owned());
    while let Some(id) = next {
        let found = sets.iter().find(|case| case.record.id.text() == id).ok_or_else(|| Unwhole::Unknown(id.clone()))?;
        way.push(id.clone());
        if way[..way.len() - 1].contains(&id) {
            return Err(Unwhole::Circle(way));
        }
        own.push(&found.record);
        next = found.record.extends.value().map(|id| id.as_str().to_owned());
    }
    let mut whole = RuleSet::default();
    for set in own.into_iter().rev() {
        whole.take(set);
    }
    Ok(whole)
}

impl RuleSet {
    /// Takes what a set says over what is there.
    fn take(&mut self, set: &Self) {
        self.id = set.id.clone();
        self.title = set.title.clone();
        self.from = set.from.clone();
        self.until = set.until.clone();
        self.extends = set.extends.clone();
        self.sources.extend(set.sources.clone());
        self.values.extend(set.values.clone());
        self.lists.extend(set.lists.clone());
        if !set.schedule.is_empty() {
            self.schedule = set.schedule.clone();
        }
        if !set.income_items.is_empty() {
            self.income_items = set.income_items.clone();
        }
        for contents in &set.archive {
            self.archive.retain(|known| known.subject != contents.subject);
            self.archive.push(contents.clone());
        }
        self.paragraphs.extend(set.paragraphs.clone());
        over(&mut self.terms.income, &set.terms.income);
        over(&mut self.terms.subjects, &set.terms.subjects);
        over(&mut self.terms.buffer, &set.terms.buffer);
        replace(&mut self.standards, &set.standards);
        replace(&mut self.checks, &set.checks);
        for procedure in &set.procedures {
            match self.procedures.iter_mut().find(|known| known.name == procedure.name) {
                Some(known) => *known = procedure.clone(),
                None => self.procedures.push(procedure.clone()),
            }
        }
    }
}

fn over<T: Clone>(field: &mut Field<T>, own: &Field<T>) {
    if !matches!(own, Field::Absent) {
        *field = own.clone();
    }
}

/// Rules of the same id stand in the place of the known ones.
fn replace(known: &mut Vec<Standard>, own: &[Standard]) {
    known.retain(|rule| !own.iter().any(|other| other.rule == rule.rule));
    known.extend(own.iter().cloned());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::case::parse;
    use crate::records::source::SourceFile;

    fn set(text: &str) -> Case<RuleSet> {
        parse(&SourceFile { path: "content/regulations/x.yaml".to_owned(), text: text.to_owned() }, "规则集 x")
    }

    #[test]
    fn own_entries_win_and_circles_are_seen() {
        let base = "规则集: base\n用语: { 收入: 人均纯收入, 对象: 户 }\n标准:\n  - { 规则: a, 要求: 旧 }\n  - { 规则: b, 要求: 旧 }\n";
        let own = "规则集: own\n继承: base\n用语: { 收入: 人均可支配收入 }\n标准:\n  - { 规则: a, 要求: 新 }\n";
        let sets = [set(base), set(own)];
        let whole = effective(&sets, "own").expect("whole");
        assert_eq!((whole.terms.income.text(), whole.terms.subjects.text()), ("人均可支配收入".to_owned(), "户".to_owned()));
        let asks: Vec<String> = whole.standards.iter().map(|rule| rule.rule.text() + &rule.asks.text()).collect();
        assert_eq!(asks, ["b旧", "a新"]);
        let sets = [set(&base.replace("规则集: base\n", "规则集: base\n继承: own\n")), set(own)];
        assert_eq!(effective(&sets, "own").err(), Some(Unwhole::Circle(["own", "base", "own"].map(str::to_owned).to_vec())));
        assert_eq!(effective(&sets[1..], "own").err(), Some(Unwhole::Unknown("base".to_owned())));
    }
}
