//! Rule sets: every rule is of a known kind, has the keys of its kind and no others, and names fields, lists, values,
//! steps and arguments that exist (`rule-kind-unknown`, `rule-key-missing`, `rule-key-not-of-kind`, `rule-field-unknown`,
//! `rule-name-unknown`, `rule-argument-unknown`, `rule-pattern-faulty`, `value-dates-overlap`); its procedures and citations
//! stand in files of their own.

mod citation;
mod paragraph;
mod procedure;

use super::kind::{KINDS, condition, kind, matches};
use super::{CountyContext, stem};
use crate::rules::figure::{FIGURES, figure};
use crate::records::case::{Case, County, Evaluation, FieldDef, Household, Member, Problem, Shape, Township, Village, nearest};
use crate::records::values::{Date, Value};
use crate::report::finding::{Finding, Key};
use crate::rules::regulation::{Condition, IncomeItem, RuleSet, Standard, effective};

/// Keys that a rule of any kind may have.
const COMMON: &[&str] = &["规则", "对象", "种类", "级别", "当", "提示", "要求", "依据"];

/// Types of subjects that rules may be about.
const SUBJECTS: &[(&str, &[FieldDef])] = &[
    ("户", Household::FIELDS),
    ("成员", Member::FIELDS),
    ("村", Village::FIELDS),
    ("乡镇", Township::FIELDS),
    ("县", County::FIELDS),
    ("问题", Problem::FIELDS),
    ("抽查", Evaluation::FIELDS),
];

/// The field table of a type of subject.
pub(super) fn fields_of(subject: &str) -> Option<&'static [FieldDef]> {
    SUBJECTS.iter().find(|(name, _)| *name == subject).map(|(_, fields)| *fields)
}

/// Every rule set of the workspace.
pub(super) fn of_workspace(county: &CountyContext<'_>, findings: &mut Vec<Finding>) {
    for case in county.rule_sets {
        // What a rule names may stand in the set that this one extends; circles are found elsewhere.
        let whole = effective(county.rule_sets, &case.record.id.text()).unwrap_or_else(|_| case.record.clone());
        let in_use = county.context.is_some_and(|context| context.regime.named(&case.record.id.text()).is_some());
        let mut check = Check { case, whole: &whole, in_use, findings };
        for (list, rules) in [("标准", &case.record.standards), ("核查", &case.record.checks)] {
            for (index, rule) in rules.iter().enumerate() {
                check.rule(rule, &[list.into(), index.into()]);
            }
        }
        check.dated_values();
        check.income_items();
        check.citations();
        check.paragraphs();
        check.rows();
        for (index, procedure) in case.record.procedures.iter().enumerate() {
            check.procedure(procedure, &["程序".into(), index.into()]);
        }
    }
}

struct Check<'a> {
    case: &'a Case<RuleSet>,
    /// The set with all that it takes over.
    whole: &'a RuleSet,
    /// The county goes by it: notices are made under it.
    in_use: bool,
    findings: &'a mut Vec<Finding>,
}

impl Check<'_> {
    fn report(&mut self, rule: &'static str, way: &[Key], keys: &[Key], args: &[(&'static str, String)]) {
        let subject = format!("规则集 {}", stem(&self.case.file));
        let mut finding = Finding::new(rule, subject, &self.case.file).at(way.iter().chain(keys).cloned());
        finding.args = args.to_vec();
        self.findings.push(finding);
    }

    fn rule(&mut self, rule: &Standard, way: &[Key]) {
        let rules = self.whole;
        let id = rule.rule.text();
        let kind_of_subject = rule.subject.text();
        let Some(fields) = fields_of(&kind_of_subject) else {
            let known = SUBJECTS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join("、");
            self.report("rule-name-unknown", way, &["对象".into()], &[("key", "对象".into()), ("name", kind_of_subject), ("known", known)]);
            return;
        };
        if rule.rule.is_absent() {
            self.report("rule-key-missing", way, &[], &[("rule", id.clone()), ("key", "规则".into()), ("kind", rule.kind.text())]);
        }
        let Some(kind) = kind(&rule.kind.text()) else {
            let name = rule.kind.text();
            let known: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
            let near = nearest(&name, known.iter().copied()).map_or_else(|| known.join("、"), str::to_owned);
            self.report("rule-kind-unknown", way, &["种类".into()], &[("name", name), ("near", near)]);
            return;
        };
        let given: Vec<&str> = given(rule);
        for need in kind.needs {
            if !need.split('|').any(|key| given.contains(&key)) {
                let key = need.replace('|', " / ");
                self.report("rule-key-missing", way, &[], &[("rule", id.clone()), ("key", key), ("kind", kind.name.into())]);
            }
        }
        let allowed = |key: &str| COMMON.contains(&key) || kind.may.contains(&key) || kind.needs.iter().any(|need| need.split('|').any(|one| one == key));
        for key in given.iter().copied().filter(|key| !allowed(key)) {
            self.report("rule-key-not-of-kind", way, &[key.into()], &[("rule", id.clone()), ("key", key.into()), ("kind", kind.name.into())]);
        }
        let one = |key: &str, path: String| (vec![Key::from(key)], path);
        let mut paths = vec![one("字段", rule.field.text()), one("占", rule.share_of.text()), one("另一项", rule.other.text())];
        paths.extend(rule.parts.iter().enumerate().map(|(place, path)| (vec!["各项".into(), place.into()], path.text())));
        paths.extend(rule.minus.iter().enumerate().map(|(place, path)| (vec!["减项".into(), place.into()], path.text())));
        for (keys, path) in paths {
            self.field(&path, fields, &rule.subject.text(), way, &keys);
        }
        for (key, conditions, fields, subject) in
            [("当", &rule.when, fields, rule.subject.text()), ("任一", &rule.any, fields, rule.subject.text()), ("成员", &rule.member, Member::FIELDS, "成员".to_owned())]
        {
            for (place, condition) in conditions.iter().enumerate() {
                self.condition(condition, fields, &subject, way, &[key.into(), place.into()]);
            }
        }
        let entries = list_of(&rule.field.text(), fields).unwrap_or_default();
        for (place, condition) in rule.each.iter().enumerate() {
            self.condition(condition, entries, "", way, &["逐项".into(), place.into()]);
        }
        let unknown = |known: bool, field: String| (!known && !field.is_empty()).then_some(field);
        let lists = rules.lists.keys().cloned().collect::<Vec<_>>().join("、");
        if let Some(name) = unknown(rules.lists.contains_key(&rule.list.text()), rule.list.text()) {
            self.report("rule-name-unknown", way, &["代码表".into()], &[("key", "代码表".into()), ("name", name), ("known", lists)]);
        }
        let values = rules.values.keys().cloned().collect::<Vec<_>>().join("、");
        if let Some(name) = unknown(rules.values.contains_key(&rule.value.text()), rule.value.text()) {
            self.report("rule-name-unknown", way, &["数值".into()], &[("key", "数值".into()), ("name", name), ("known", values)]);
        }
        let steps: Vec<String> = rules.procedures.iter().flat_map(|procedure| &procedure.steps).map(|step| step.name.text()).collect();
        if let Some(name) = unknown(steps.contains(&rule.step.text()), rule.step.text()) {
            self.report("rule-name-unknown", way, &["步骤".into()], &[("key", "步骤".into()), ("name", name), ("known", steps.join("、"))]);
        }
        if rule.pattern.value().is_some_and(|pattern| matches::compile(pattern.as_str()).is_none()) {
            self.report("rule-pattern-faulty", way, &["式样".into()], &[("pattern", rule.pattern.text())]);
        }
        let says = rule.says.text();
        for name in says.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name) {
            if !kind.args.contains(&name) {
                let known = kind.args.join("、");
                self.report("rule-argument-unknown", way, &["提示".into()], &[("name", name.into()), ("known", known), ("kind", kind.name.into())]);
            }
        }
    }

    fn condition(&mut self, condition: &Condition, fields: &'static [FieldDef], subject: &str, way: &[Key], keys: &[Key]) {
        let name = condition.kind.text();
        if !condition::KINDS.contains(&name.as_str()) {
            let near = nearest(&name, condition::KINDS.iter().copied()).map_or_else(|| condition::KINDS.join("、"), str::to_owned);
            self.report("rule-kind-unknown", way, &[keys, &["种类".into()]].concat(), &[("name", name), ("near", near)]);
        }
        for (key, path) in [("字段", condition.field.text()), ("占", condition.share_of.text()), ("另一项", condition.other.text())] {
            self.field(&path, fields, subject, way, &[keys, &[key.into()]].concat());
        }
    }

    /// A path must lead to a field; names of the rule set's own choice (of a guarantee) are free.
    fn field(&mut self, path: &str, fields: &'static [FieldDef], subject: &str, way: &[Key], keys: &[Key]) {
        if path.is_empty() {
            return;
        }
        if path.starts_with('@') {
            if figure(path, subject).is_none() {
                let names = FIGURES.iter().map(|known| known.name);
                let mut known: Vec<&str> = names.filter(|name| figure(name, subject).is_some()).collect();
                known.dedup();
                let known = known.join("、");
                self.report("rule-field-unknown", way, keys, &[("path", path.into()), ("key", path.into()), ("near", known)]);
            }
            return;
        }
        let mut shape = Shape::Record(fields);
        for key in path.split('.') {
            shape = match shape {
                Shape::Record(fields) => match fields.iter().find(|def| def.key == key || def.alias == key) {
                    Some(def) => (def.shape)(),
                    None => {
                        let known = fields.iter().map(|def| def.key);
                        let near = nearest(key, known.clone()).map_or_else(|| known.collect::<Vec<_>>().join("、"), str::to_owned);
                        self.report("rule-field-unknown", way, keys, &[("path", path.into()), ("key", key.into()), ("near", near)]);
                        return;
                    }
                },
                Shape::Map(item) => item(),
                Shape::List(_) | Shape::Scalar { .. } => {
                    self.report("rule-field-unknown", way, keys, &[("path", path.into()), ("key", key.into()), ("near", String::new())]);
                    return;
                }
            };
        }
    }

    /// Of one name no two values hold on the same day.
    fn dated_values(&mut self) {
        for (name, values) in &self.case.record.values {
            let span = |value: &crate::rules::regulation::DatedValue| {
                let first = value.from.value().copied().or_else(|| Date::new(1900, 1, 1));
                (first, value.until.value().copied().or_else(|| Date::new(2999, 12, 31)))
            };
            for (place, value) in values.iter().enumerate() {
                let (first, last) = span(value);
                let clash = values[..place].iter().any(|other| {
                    let (other_first, other_last) = span(other);
                    first <= other_last && other_first <= last
                });
                if clash {
                    let from = first.map(|day| day.text()).unwrap_or_default();
                    self.report("value-dates-overlap", &["数值".into(), name.as_str().into(), place.into()], &[], &[("name", name.clone()), ("from", from)]);
                }
            }
        }
    }
}

impl Check<'_> {
    /// Items of income have a category that the program knows, and each name stands once.
    fn income_items(&mut self) {
        let items = &self.case.record.income_items;
        for (place, item) in items.iter().enumerate() {
            let category = item.category.text();
            if !IncomeItem::CATEGORIES.contains(&category.as_str()) {
                let args = [("key", "类别".into()), ("name", category), ("known", IncomeItem::CATEGORIES.join("、"))];
                self.report("rule-name-unknown", &["收入项目".into(), place.into()], &["类别".into()], &args);
            }
            if items[..place].iter().any(|other| other.name == item.name) {
                self.report("name-twice", &["收入项目".into(), place.into()], &["项目".into()], &[("name", item.name.text())]);
            }
        }
    }
}

/// The field table of the entries of the list at a path.
pub(super) fn list_of(path: &str, fields: &'static [FieldDef]) -> Option<&'static [FieldDef]> {
    let mut shape = Shape::Record(fields);
    for key in path.split('.') {
        let Shape::Record(fields) = shape else { return None };
        shape = (fields.iter().find(|def| def.key == key || def.alias == key)?.shape)();
    }
    match shape {
        Shape::List(item) => match item() {
            Shape::Record(fields) => Some(fields),
            _ => None,
        },
        _ => None,
    }
}

/// The keys that a rule has.
fn given(rule: &Standard) -> Vec<&'static str> {
    use crate::records::case::{Node, Record};
    let there = |def: &&FieldDef| match rule.get(def.key) {
        Some(Node::Scalar(scalar)) => !scalar.is_absent(),
        Some(Node::List(list)) => !list.is_empty(),
        Some(Node::Scalars(list)) => !list.is_empty(),
        Some(Node::Record(_)) => true,
        _ => false,
    };
    Standard::FIELDS.iter().filter(there).map(|def| def.key).collect()
}
