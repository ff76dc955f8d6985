//! Members in the forms: [`survey`], the two halves of the collection form, [`changes`], [`insured`].

use super::{blank_rows, day, form, label, list, show, tick};
use crate::papers::document::{Align, Row, Table};
use crate::papers::view::from_case::row;
use crate::records::case::{Household, Member};
use crate::rules::regulation::RuleSet;

/// Members, and two more lines for those that are found at the visit.
pub(super) fn survey(household: &Household, missing: &mut Vec<String>) -> Table {
    let columns = [
        ("姓名", 1.0, Align::Centre),
        ("性别", 0.5, Align::Centre),
        ("与户主关系", 0.5, Align::Centre),
        ("公民身份号码", 0.5, Align::Centre),
        ("文化程度", 0.5, Align::Centre),
        ("在校生状况", 0.5, Align::Centre),
        ("健康状况", 0.5, Align::Centre),
        ("劳动能力", 0.5, Align::Centre),
        ("务工情况", 0.5, Align::Centre),
    ];
    let cells = |member: &Member| {
        [
            show(&member.name),
            show(&member.sex),
            show(&member.relation),
            show(&member.id_number),
            show(&member.schooling),
            show(&member.at_school),
            show(&member.health),
            show(&member.labour),
            show(&member.work),
        ]
    };
    for (index, member) in household.members.iter().enumerate() {
        let cells = cells(member);
        let blank: Vec<&str> = columns.iter().zip(&cells).filter(|(_, cell)| cell.is_empty()).map(|((title, ..), _)| *title).collect();
        if !blank.is_empty() {
            missing.push(format!("第{}名成员的{}", index + 1, blank.join("和")));
        }
    }
    form(columns, household.members.iter().map(|member| row(cells(member))).chain(blank_rows(2, 9)).collect())
}

/// A4 to A10 of the collection form.
pub(super) fn first_half(household: &Household) -> Table {
    let columns = [
        ("A4 姓名", 1.0, Align::Centre),
        ("A5 性别", 0.3, Align::Centre),
        ("A6 公民身份号码或残疾证号", 0.5, Align::Centre),
        ("A7 与户主关系", 0.5, Align::Centre),
        ("A8 民族", 0.5, Align::Centre),
        ("A9 文化程度", 0.5, Align::Centre),
        ("A10 在校生", 0.5, Align::Centre),
    ];
    let cells = |member: &Member| {
        [
            show(&member.name),
            show(&member.sex),
            show(&member.id_number),
            show(&member.relation),
            show(&member.ethnicity),
            show(&member.schooling),
            show(&member.at_school),
        ]
    };
    form(columns, household.members.iter().map(|member| row(cells(member))).chain(blank_rows(2, 7)).collect())
}

/// A11 to A16 of the collection form, by name.
pub(super) fn second_half(household: &Household) -> Table {
    let columns = [
        ("姓名", 1.0, Align::Centre),
        ("A11 健康状况", 0.5, Align::Centre),
        ("A12 劳动能力", 0.5, Align::Centre),
        ("A13 务工状况", 0.5, Align::Centre),
        ("A14 低保", 0.3, Align::Centre),
        ("A15 新农合", 0.3, Align::Centre),
        ("A16 养老保险", 0.3, Align::Centre),
    ];
    let cells = |member: &Member| {
        let work = match (show(&member.work), show(&member.months_worked)) {
            (work, months) if months.is_empty() => work,
            (work, months) => format!("{work}，{months}个月"),
        };
        [
            show(&member.name),
            show(&member.health),
            show(&member.labour),
            work,
            String::new(),
            tick(&show(&member.basic_insurance), ["是", "否"]),
            String::new(),
        ]
    };
    form(columns, household.members.iter().map(|member| row(cells(member))).chain(blank_rows(2, 7)).collect())
}

/// Members that came (增加) or went (减少), with the rule set's reasons to tick; two more lines.
pub(super) fn changes(household: &Household, rules: &RuleSet, direction: &str) -> Table {
    let date = if direction == "增加" { "增加日期" } else { "减少日期" };
    let columns = [
        ("姓名", 1.0, Align::Centre),
        ("性别", 0.3, Align::Centre),
        ("公民身份号码", 1.0, Align::Centre),
        ("与户主关系", 0.5, Align::Centre),
        (if direction == "增加" { "增加原因" } else { "减少原因" }, 0.5, Align::Left),
        (date, 0.5, Align::Centre),
        ("证明材料", 1.0, Align::Left),
    ];
    let reasons = list(rules, &format!("自然{direction}的原因"));
    let ticked = |reason: &str| {
        let known = reasons.iter().map(|name| format!("{} {name}", if name == reason { "☑" } else { "☐" }));
        let other = (!reason.is_empty() && !reasons.iter().any(|name| name == reason)).then(|| reason.to_owned());
        known.chain(other).collect::<Vec<_>>().join("\n")
    };
    let changed = household.exit.changes.iter().filter(|change| show(&change.direction) == direction);
    let rows = changed.map(|change| {
        let name = show(&change.member);
        let member = household.members.iter().find(|member| show(&member.name) == name);
        let own = |get: fn(&Member) -> String| member.map(get).unwrap_or_default();
        let cells = [
            name.clone(),
            own(|member| show(&member.sex)),
            own(|member| show(&member.id_number)),
            own(|member| show(&member.relation)),
            ticked(&show(&change.reason)),
            day(&change.date),
            String::new(),
        ];
        row(cells)
    });
    let blank = (0..2).map(|_| row(["", "", "", "", &ticked(""), "", ""]));
    form(columns, rows.chain(blank).collect())
}

/// Which medical schemes each member is in.
pub(super) fn insured(household: &Household) -> Table {
    let columns = [
        ("姓名", 1.0, Align::Left),
        ("参加基本医疗保险", 1.0, Align::Centre),
        ("参加大病保险", 1.0, Align::Centre),
        ("纳入医疗救助", 1.0, Align::Centre),
    ];
    let rows = household.members.iter().map(|member| {
        let answers = [&member.basic_insurance, &member.insured, &member.medical_aid].map(|field| tick(&show(field), ["是", "否"]));
        let mut row = row(std::iter::once(String::new()).chain(answers));
        row.cells[0] = label(show(&member.name));
        row
    });
    let blank: Vec<Row> = blank_rows(usize::from(household.members.is_empty()), 4).collect();
    form(columns, rows.chain(blank).collect())
}
