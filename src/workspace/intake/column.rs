//! The columns of the national system's export. Its entry point is [`COLUMNS`].
//!
//! One layout and no other: 序号 is a running number and may be missing, everything else must be there.

use super::codes::{self, CodeList};

/// One column: its name in the export, and where its value goes.
pub struct Column {
    /// Name in the header.
    pub name: &'static str,
    /// Whose value it is.
    pub whose: Whose,
    /// Key in the household's file; empty where the value is not kept under a key of its own.
    pub key: &'static str,
    /// What may stand in it.
    pub form: Form,
}

/// Whose value a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Of the row or the place; not private.
    Row,
    /// Of the household: the same in all of its rows.
    Household,
    /// Of the person.
    Person,
}

/// What may stand in a column.
#[derive(Clone, Copy)]
pub enum Form {
    /// Any text.
    Text,
    /// An identifying number of the system: text whose digits all count.
    Number,
    /// A citizen ID number or disability certificate number.
    IdNumber,
    /// A telephone number.
    Telephone,
    /// A whole number.
    Count,
    /// An amount in yuan.
    Yuan,
    /// A day.
    Date,
    /// 是 or 否.
    YesNo,
    /// A label or code of a list.
    Listed(&'static CodeList),
}

impl Column {
    /// Whether the value must not be printed whole.
    pub fn is_private(&self) -> bool {
        self.whose != Whose::Row || self.name.ends_with("编号")
    }
}

const fn row(name: &'static str, form: Form) -> Column {
    Column { name, whose: Whose::Row, key: "", form }
}

const fn household(name: &'static str, key: &'static str, form: Form) -> Column {
    Column { name, whose: Whose::Household, key, form }
}

const fn person(name: &'static str, key: &'static str, form: Form) -> Column {
    Column { name, whose: Whose::Person, key, form }
}

/// How many columns there are.
pub const COUNT: usize = 32;

/// The columns, in the order of the export.
pub static COLUMNS: [Column; COUNT] = [
    row("序号", Form::Text),
    household("数据日期", "系统数据日期", Form::Date),
    row("县", Form::Text),
    row("乡", Form::Text),
    row("行政村", Form::Text),
    household("自然村", "自然村", Form::Text),
    household("户编号", "系统户编号", Form::Number),
    person("人编号", "系统人编号", Form::Number),
    person("姓名", "姓名", Form::Text),
    person("证件号码", "身份证号", Form::IdNumber),
    row("人数", Form::Count),
    person("与户主关系", "与户主关系", Form::Listed(&codes::RELATIONS)),
    person("民族", "民族", Form::Text),
    person("文化程度", "文化程度", Form::Listed(&codes::SCHOOLING)),
    person("在校生状况", "在校生状况", Form::Listed(&codes::AT_SCHOOL)),
    person("健康状况", "健康状况", Form::Listed(&codes::HEALTH)),
    person("劳动技能", "劳动能力", Form::Listed(&codes::LABOUR)),
    person("务工时间（月）", "务工月数", Form::Count),
    person("是否参加大病保险", "是否参加大病保险", Form::YesNo),
    household("致贫原因1", "致贫原因", Form::Listed(&codes::CAUSES)),
    household("危房户", "危房户", Form::YesNo),
    household("是否解决安全饮用水", "是否解决安全饮用水", Form::YesNo),
    household("人均纯收入", "系统人均纯收入", Form::Yuan),
    household("户联系电话", "联系电话", Form::Telephone),
    person("人联系电话", "联系电话", Form::Telephone),
    household("首次识别时间", "首次识别时间", Form::Date),
    person("人员识别时间", "人员识别时间", Form::Date),
    household("户类型", "户类型", Form::Text),
    household("易返贫致贫户(监测对象)类型", "监测对象类型", Form::Listed(&codes::MONITORED)),
    household("风险是否消除", "风险是否消除", Form::Text),
    household("风险识别时间", "风险识别时间", Form::Date),
    household("风险消除时间", "风险消除时间", Form::Date),
];

/// Places of columns that the program speaks of by name.
pub const SERIAL: usize = 0;
/// 数据日期.
pub const DATA_DATE: usize = 1;
/// 县.
pub const COUNTY: usize = 2;
/// 乡.
pub const TOWNSHIP: usize = 3;
/// 行政村.
pub const VILLAGE: usize = 4;
/// 户编号.
pub const HOUSEHOLD: usize = 6;
/// 人编号.
pub const PERSON: usize = 7;
/// 姓名.
pub const NAME: usize = 8;
/// 证件号码.
pub const ID_NUMBER: usize = 9;
/// 人数.
pub const PERSONS: usize = 10;
/// 与户主关系.
pub const RELATION: usize = 11;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::case::{Household, Member};

    #[test]
    fn places_and_keys_are_right() {
        let named = [(SERIAL, "序号"), (DATA_DATE, "数据日期"), (COUNTY, "县"), (TOWNSHIP, "乡"), (VILLAGE, "行政村"), (HOUSEHOLD, "户编号")];
        let more = [(PERSON, "人编号"), (NAME, "姓名"), (ID_NUMBER, "证件号码"), (PERSONS, "人数"), (RELATION, "与户主关系")];
        for (place, name) in named.into_iter().chain(more) {
            assert_eq!(COLUMNS[place].name, name);
        }
        for column in COLUMNS.iter().filter(|column| !column.key.is_empty()) {
            let fields = if column.whose == Whose::Person { Member::FIELDS } else { Household::FIELDS };
            assert!(fields.iter().any(|field| field.key == column.key), "{}", column.key);
        }
    }
}
