//! The text of new files, in the order and style of `content/`. Entry points: [`household`] and [`village`].

use super::column::{COLUMNS, Form, NAME};
use super::edit::Written;
use super::roll::{Incoming, Person};
use super::yaml::scalar;
use crate::records::case::{FieldDef, Household, Income, Member, Shape};
use crate::rules::regulation::RuleSet;

/// Keys of a household that are written even while nothing is known, to be filled in.
const HOUSEHOLD_BLANKS: &[&str] = &["村民小组", "户主", "住址", "联系电话", "银行账号", "国定", "贫困户属性", "致贫原因", "脱贫责任人"];
/// Keys of a member that are written even while nothing is known.
const MEMBER_BLANKS: &[&str] = &["姓名", "性别", "身份证号", "与户主关系", "文化程度", "在校生状况", "健康状况", "劳动能力", "务工情况"];

/// A value to be written.
pub fn written(key: &'static str, form: Form, text: &str) -> Written {
    Written { key, text: text.to_owned(), yaml: scalar(form, text) }
}

/// What an export says of a household, by key.
pub fn of_household(incoming: &Incoming) -> Vec<Written> {
    let head = written("户主", COLUMNS[NAME].form, incoming.head_name());
    std::iter::once(head).chain(incoming.values.iter().map(|(column, text)| written(COLUMNS[column].key, COLUMNS[column].form, text))).collect()
}

/// What an export says of a person, by key, in the order of the field table.
pub fn of_person(person: &Person) -> Vec<Written> {
    let mut values: Vec<Written> = person.values.iter().map(|(column, text)| written(COLUMNS[column].key, COLUMNS[column].form, text)).collect();
    values.sort_by_key(|written| Member::FIELDS.iter().position(|field| field.key == written.key));
    values
}

/// A household's file.
pub fn household(remarks: &[&str], code: &str, values: &[Written], members: &[Vec<Written>], rules: Option<&RuleSet>) -> String {
    let mut out = String::with_capacity(2_048);
    for remark in remarks {
        out.push_str(&format!("# {remark}\n"));
    }
    for field in Household::FIELDS {
        match field.key {
            "户编码" => out.push_str(&format!("户编码: {code}\n")),
            "家庭成员" => {
                out.push_str("家庭成员:\n");
                for member in members {
                    for (place, line) in lines(Member::FIELDS, member, MEMBER_BLANKS).into_iter().enumerate() {
                        out.push_str(if place == 0 { "  - " } else { "    " });
                        out.push_str(&line);
                    }
                }
            }
            "收入" => {
                out.push_str("收入:\n");
                for field in Income::FIELDS {
                    out.push_str(&format!("  {}:\n", field.key));
                }
            }
            "保障" => out.push_str(&guarantees(rules)),
            _ if matches!((field.shape)(), Shape::Scalar { .. }) => {
                lines(std::slice::from_ref(field), values, HOUSEHOLD_BLANKS).iter().for_each(|line| out.push_str(line));
            }
            _ => {}
        }
    }
    out.push_str("# 进入退出程序以后，在这里写“退出”：程序、年度、批次、步骤。\n");
    out
}

/// `键: 值` for what is known, `键:` for what is to be filled in; in the order of the field table.
fn lines(fields: &[FieldDef], values: &[Written], blanks: &[&str]) -> Vec<String> {
    fields
        .iter()
        .filter_map(|field| match values.iter().find(|written| written.key == field.key) {
            Some(written) => Some(format!("{}: {}\n", written.key, written.yaml)),
            None => blanks.contains(&field.key).then(|| format!("{}:\n", field.key)),
        })
        .collect()
}

/// The guarantees that the rule set asks of a household, to be attested.
fn guarantees(rules: Option<&RuleSet>) -> String {
    let standards = rules.iter().flat_map(|rules| &rules.standards).filter(|standard| standard.subject.text() == "户" && standard.kind.text() == "guaranteed");
    let names: Vec<String> = standards.flat_map(|standard| &standard.names).map(crate::records::case::Field::text).filter(|name| !name.is_empty()).collect();
    let mut out = String::new();
    for name in &names {
        out.push_str(&format!("  {}:\n    达标:\n    依据:\n", scalar(Form::Text, name)));
    }
    if out.is_empty() { out } else { format!("保障:\n{out}") }
}

/// What is known of a new village.
#[derive(Debug, Default)]
pub struct NewVillage {
    /// Code.
    pub code: String,
    /// Short name.
    pub name: String,
    /// Name as a body.
    pub full_name: String,
    /// Issuer of its notices.
    pub committee: String,
    /// Office that takes objections.
    pub office: String,
    /// Its telephone.
    pub telephone: String,
}

/// A village's file.
pub fn village(village: &NewVillage) -> String {
    let line = |key: &str, text: &str| if text.is_empty() { format!("{key}:\n") } else { format!("{key}: {}\n", scalar(Form::Text, text)) };
    [
        "# 全称、村民委员会的写法就是公示上的写法，请核对。\n".to_owned(),
        format!("村编码: {}\n", scalar(Form::Number, &village.code)),
        line("名称", &village.name),
        line("全称", &village.full_name),
        line("村民委员会", &village.committee),
        "# 类别：贫困村、空壳村，可以都是，也可以都不是；写成 - 贫困村，一行一个。\n类别:\n".to_owned(),
        "# 群众往哪里反映；这里空着的，用乡镇的、县的。\n监督渠道:\n".to_owned(),
        "  ".to_owned() + &line("受理单位", &village.office),
        "  ".to_owned() + &line("电话", &village.telephone),
        "  监督电话:\n  地址:\n  邮箱:\n".to_owned(),
    ]
    .concat()
}
