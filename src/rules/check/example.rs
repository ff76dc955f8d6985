//! A failing and a passing example of a rule as it stands in its rule set: its own fields, names and bounds. Its entry point is [`of`].
//!
//! The two differ in what the rule looks at and nothing else. A figure (`@…`) is written as such: it cannot be put into a file.

use super::kind::matches;
use crate::records::case::{FieldDef, Shape};
use crate::records::values::{Date, Decimal};
use crate::rules::regulation::{Condition, RuleSet, Standard};

/// Values by path, in order.
type Values = Vec<(String, String)>;

/// A failing and a passing example, YAML; `None` where the kind has nothing to show of its own.
pub fn of(rule: &Standard, set: &RuleSet) -> Option<(String, String)> {
    let sketch = Sketch { rule, set, fields: super::rule_set::fields_of(&rule.subject.text())? };
    let (fail, pass) = sketch.values()?;
    let mut given: Values = Vec::new();
    rule.when.iter().for_each(|condition| given.extend(sketch.condition(condition, true)));
    let with = |own: Values| {
        let mut all = given.clone();
        for (path, value) in own {
            all.retain(|(known, _)| *known != path);
            all.push((path, value));
        }
        yaml(&all)
    };
    Some((with(fail), with(pass)))
}

struct Sketch<'a> {
    rule: &'a Standard,
    set: &'a RuleSet,
    fields: &'static [FieldDef],
}

impl Sketch<'_> {
    /// What makes it fail, and pass.
    fn values(&self) -> Option<(Values, Values)> {
        let rule = self.rule;
        let field = rule.field.text();
        let one = |value: &str| vec![(field.clone(), value.to_owned())];
        let named = |key: &str, value: &str| -> Values {
            let names = rule.list.value().and_then(|list| self.set.lists.get(list.as_str())).unwrap_or(&rule.names);
            names.iter().map(|name| (format!("{field}.{}.{key}", name.text()), value.to_owned())).collect()
        };
        let first_differs = |all: Values, value: &str| {
            let mut all = all;
            if let Some(first) = all.first_mut() {
                first.1 = value.to_owned();
            }
            all
        };
        Some(match rule.kind.text().as_str() {
            "more-than" | "at-least" | "less-than" | "at-most" => {
                let condition = Condition {
                    kind: rule.kind.clone(),
                    field: rule.field.clone(),
                    share_of: rule.share_of.clone(),
                    other: rule.other.clone(),
                    bound: match rule.value.value() {
                        Some(name) => self.set.values.get(name.as_str())?.last()?.value.clone(),
                        None => rule.bound.clone(),
                    },
                    names: Vec::new(),
                };
                (self.condition(&condition, false), self.condition(&condition, true))
            }
            "any-of" => {
                let fail = rule.any.iter().flat_map(|condition| self.condition(condition, false)).collect();
                let mut pass: Values = self.condition(rule.any.first()?, true);
                for (path, value) in rule.any.iter().skip(1).flat_map(|condition| self.condition(condition, false)) {
                    if !pass.iter().any(|(known, _)| *known == path) {
                        pass.push((path, value));
                    }
                }
                (fail, pass)
            }
            "guaranteed" => (first_differs(named("达标", "是"), "否"), named("达标", "是")),
            "gone-through" => (first_differs(named("符合", "否"), "是"), named("符合", "否")),
            "sum-equals" => {
                let values = |total: Decimal| {
                    let parts = rule.parts.iter().map(|path| (path.text(), "200".to_owned()));
                    let minus = rule.minus.iter().map(|path| (path.text(), "100".to_owned()));
                    parts.chain(minus).chain([(field.clone(), total.to_string())]).collect::<Values>()
                };
                let total = Decimal::from(200 * rule.parts.len()) - Decimal::from(100 * rule.minus.len());
                (values(total + Decimal::ONE), values(total))
            }
            "one-of" | "not-one-of" => {
                let condition = Condition { kind: rule.kind.clone(), field: rule.field.clone(), other: rule.other.clone(), names: rule.names.clone(), ..Condition::default() };
                (self.condition(&condition, false), self.condition(&condition, true))
            }
            "listed-in" => (one("表外的写法"), one(&self.set.lists.get(&rule.list.text())?.first()?.text())),
            "present" => (one(""), one(self.some(&field))),
            "absent" => (one(self.some(&field)), one("")),
            "before" => {
                let days = |first: &str, second: &str| vec![(field.clone(), first.to_owned()), (rule.other.text(), second.to_owned())];
                (days("2019-11-02", "2019-11-01"), days("2019-11-01", "2019-11-01"))
            }
            "days-between" => {
                let first = Date::new(2019, 1, 1)?;
                // Both ends count.
                let span = |days: i64| Some(vec![(field.clone(), first.to_string()), (rule.other.text(), first.plus(i32::try_from(days).ok()? - 1).to_string())]);
                let (least, most) = (rule.least_days.value().map(|days| i64::from(days.0)), rule.most_days.value().map(|days| i64::from(days.0)));
                (span(least.map_or_else(|| most.map(|most| most + 1), |least| Some(least - 1))?)?, span(least.or(most)?)?)
            }
            "signed-by" => {
                let step = |signed: &str| vec![("退出.步骤.[].步骤".to_owned(), rule.step.text()), ("退出.步骤.[].签字".to_owned(), signed.to_owned())];
                (step("[]"), step(&format!("[{{ 职务: {}, 姓名: 张某 }}]", rule.role.text())))
            }
            "matches" => {
                let pattern = matches::compile(&rule.pattern.text())?;
                (one("不合"), one(SAMPLES.iter().copied().find(|text| pattern.is_match(text))?))
            }
            "some-member" | "no-member" => {
                let members = Sketch { fields: super::rule_set::fields_of("成员")?, ..*self };
                let there = members.entry("家庭成员", &rule.member, true);
                let not = members.entry("家庭成员", &rule.member, false);
                if rule.kind.text() == "some-member" { (not, there) } else { (there, not) }
            }
            "each-of" => {
                let entries = Sketch { fields: super::rule_set::list_of(&field, self.fields)?, ..*self };
                (entries.entry(&field, &rule.each, false), entries.entry(&field, &rule.each, true))
            }
            _ => return None,
        })
    }

    /// An entry of a list of which all conditions hold, or the last does not.
    fn entry(&self, list: &str, conditions: &[Condition], hold: bool) -> Values {
        let last = conditions.len().saturating_sub(1);
        let values = conditions.iter().enumerate().flat_map(|(place, condition)| self.condition(condition, hold || place < last));
        values.map(|(path, value)| (format!("{list}.[].{path}"), value)).collect()
    }

    /// Values of which a condition holds, or does not.
    fn condition(&self, condition: &Condition, holds: bool) -> Values {
        let field = condition.field.text();
        let kind = condition.kind.text();
        let first = condition.names.first().map(|name| name.text()).unwrap_or_default();
        match kind.as_str() {
            "present" | "absent" => vec![(field.clone(), if holds == (kind == "present") { self.some(&field).to_owned() } else { String::new() })],
            "one-of" | "not-one-of" => {
                let among = holds == (kind == "one-of");
                let other = condition.other.text();
                if !other.is_empty() {
                    return vec![(other, "张某".to_owned()), (field, if among { "张某" } else { "李某" }.to_owned())];
                }
                vec![(field.clone(), if among { first } else { self.another(&field, &first).to_owned() })]
            }
            _ => self.comparison(condition, holds),
        }
    }

    /// At the bound and next to it.
    fn comparison(&self, condition: &Condition, holds: bool) -> Values {
        let field = condition.field.text();
        let other = condition.other.text();
        let bound = condition.bound.value().map_or(Decimal::from(1000), |bound| bound.0);
        let whole = condition.share_of.text();
        // A share is told of a hundred times a hundred, so that a step of it is a hundredth of a percent.
        let hundred = Decimal::ONE_HUNDRED;
        let (bound, step) = match (whole.is_empty(), self.expects(&field)) {
            (false, _) => (bound * hundred, Decimal::ONE),
            (true, Some("value.count") | None) => (bound, Decimal::ONE),
            (true, _) => (bound, Decimal::ONE / hundred),
        };
        let value = match (condition.kind.text().as_str(), holds) {
            ("more-than", true) | ("at-most", false) => bound + step,
            ("less-than", true) | ("at-least", false) => bound - step,
            _ => bound,
        };
        let mut values = Vec::new();
        if !whole.is_empty() {
            values.push((whole, (hundred * hundred).to_string()));
        }
        if !other.is_empty() {
            values.push((other, bound.to_string()));
        }
        values.push((field, value.normalize().to_string()));
        values
    }

    /// What may stand at a field: the message key of its type.
    fn expects(&self, path: &str) -> Option<&'static str> {
        let mut shape = Shape::Record(self.fields);
        for key in path.split('.') {
            shape = match shape {
                Shape::Record(fields) => (fields.iter().find(|def| def.key == key || def.alias == key)?.shape)(),
                Shape::Map(item) => item(),
                _ => return None,
            };
        }
        match shape {
            Shape::Scalar { expected, .. } => Some(expected),
            _ => None,
        }
    }

    /// Something that may stand at a field.
    fn some(&self, path: &str) -> &'static str {
        match self.expects(path) {
            Some("value.date") => "2019-11-01",
            Some("value.yes-no") => "是",
            Some("value.yuan" | "value.count") => "1",
            Some("value.percent") => "1%",
            Some("value.code") => "0101-001",
            Some("value.telephone") => "05980000000",
            Some("value.id-number") => "999999198001010014",
            _ => "有",
        }
    }

    /// Something else than a name that may stand at a field.
    fn another(&self, path: &str, name: &str) -> &'static str {
        match (self.expects(path), name) {
            (Some("value.yes-no"), "是") => "否",
            (Some("value.yes-no"), _) => "是",
            _ => "其他",
        }
    }
}

/// Texts among which a pattern finds one that it accepts.
const SAMPLES: &[&str] =
    &["2019-10-01", "2019-09-30", "13800000000", "乡镇内 3个月", "3个月", "12", "1", "999999198001010014", "一组", "是", "A级", "无", "有"];

/// Values by path as YAML; a step `[]` is the one entry of a list, and a figure a remark.
fn yaml(values: &Values) -> String {
    let mut text = String::new();
    let mut open: Vec<String> = Vec::new();
    // Paths that begin alike stand together.
    let mut order: Vec<&(String, String)> = Vec::new();
    for value in values {
        let root = |value: &&(String, String)| value.0.split('.').next().map(str::to_owned);
        let after = order.iter().rposition(|known| root(known) == root(&value)).map_or(order.len(), |place| place + 1);
        order.insert(after, value);
    }
    for (path, value) in order {
        if path.starts_with('@') {
            text.push_str(&format!("# {path}：{value}\n"));
            open.clear();
            continue;
        }
        let keys: Vec<String> = path.split('.').map(str::to_owned).collect();
        let (last, above) = keys.split_last().map_or((path.as_str(), &[][..]), |(last, above)| (last.as_str(), above));
        let same = open.iter().zip(above).take_while(|(known, key)| known == key).count();
        let mut dash = false;
        for (depth, key) in above.iter().enumerate().skip(same) {
            if key == "[]" {
                dash = true;
                continue;
            }
            text.push_str(&format!("{}{key}:\n", indent(depth, &mut dash)));
        }
        open = above.to_vec();
        let said = if value.is_empty() { String::new() } else { format!(" {}", quoted(value)) };
        text.push_str(&format!("{}{last}:{said}\n", indent(above.len(), &mut dash)));
    }
    text
}

/// Two spaces a level; an entry of a list begins with a dash in the last two.
fn indent(depth: usize, dash: &mut bool) -> String {
    if std::mem::take(dash) { format!("{}- ", "  ".repeat(depth - 1)) } else { "  ".repeat(depth) }
}

/// A text of digits stays a text.
fn quoted(value: &str) -> String {
    let number = value.len() > 15 && value.bytes().all(|byte| byte.is_ascii_digit());
    if number { format!("\"{value}\"") } else { value.to_owned() }
}
