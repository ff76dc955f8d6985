//! The survey record of a household, a restricted form. Its entry point is [`survey_record`].

use super::{Made, column, row};
use crate::papers::document::Parts;
use crate::papers::document::{Align, Cell, Content, Inline, Row, Table};
use crate::papers::view::SurveyRecord;
use crate::records::case::{Clearance, County, Household, Private, Township, Village};
use crate::records::values::{Date, Value};
use crate::rules::regulation::RuleSet;

const OFFICE: Clearance = Clearance::for_restricted_paper();

fn show<T: Value>(field: &Private<T>) -> String {
    field.reveal(&OFFICE).text()
}

/// A household with what stands around it.
pub struct Dwelling<'a> {
    /// The household.
    pub household: &'a Household,
    /// Its village.
    pub village: &'a Village,
    /// Its township.
    pub township: &'a Township,
    /// Its county.
    pub county: &'a County,
    /// The rule set that it goes by.
    pub rules: &'a RuleSet,
    /// What lies later has not happened.
    pub as_of: Date,
}

/// What is known is filled in, what is not stays a box to be filled by hand and is listed as missing.
pub fn survey_record(dwelling: &Dwelling<'_>) -> Made {
    let (view, parts) = filled(dwelling);
    // A blank form bears no date of its own: the year's first day stands in its metadata.
    let date = Date::new(view.year, 1, 1).unwrap_or(dwelling.as_of);
    Made::new(&view, parts, date, view.place.clone(), None)
}

fn filled(dwelling: &Dwelling<'_>) -> (SurveyRecord, Parts) {
    let Dwelling { household, village, township, county, rules, as_of } = *dwelling;
    let county = county.full_name.text();
    let exit = &household.exit;
    let year = exit.year.value().and_then(|year| i16::try_from(year.0).ok()).unwrap_or_else(|| as_of.year());
    let procedure = rules.procedure(&exit.procedure.text()).or_else(|| rules.procedures.iter().find(|known| known.subject.text() == "户"));
    let survey = procedure.and_then(|procedure| procedure.of_nature("调查"));
    let head = household.members.iter().find(|member| matches!(show(&member.relation).as_str(), "本人" | "户主" | "本人或户主"));
    let mut missing = Vec::new();
    let mut need = |name: &str, text: String| {
        if text.is_empty() {
            missing.push(name.to_owned());
        }
        text
    };
    let day = |field: &Private<Date>| field.reveal(&OFFICE).value().map_or_else(|| "____年__月__日".to_owned(), |day| day.chinese());
    let day_of_line = Date::new(year, 12, 31).unwrap_or(as_of);
    let line = rules
        .standards
        .iter()
        .filter(|standard| standard.subject.text() == "户")
        .find_map(|standard| rules.value_on(standard.value.value()?.as_str(), day_of_line))
        .map(|value| value.value.text());
    let mut view = SurveyRecord {
        place: format!("{county}{}{}", name(&township.full_name.text(), &township.name.text()), name(&village.full_name.text(), &village.name.text())),
        group: need("村民小组", household.group.text()),
        year,
        code: household.code.text(),
        head: need("户主姓名", household.head.text()),
        id_number: need("公民身份号码", head.map(|member| show(&member.id_number)).unwrap_or_default()),
        telephone: need("联系电话", show(&household.telephone)),
        persons: if household.members.is_empty() { String::new() } else { format!("{}人", household.members.len()) },
        household_kind: need("户属性", show(&household.kind)),
        cause: need("主要致贫原因", show(&household.cause)),
        income_period: format!("{}至{}", day(&household.income.from), day(&household.income.until)),
        income_term: rules.terms.income.text(),
        line: line.filter(|line| !line.is_empty()).map_or_else(|| "__________".to_owned(), |line| format!("每人每年{line}元")),
        collectors: survey.and_then(|step| step.least_actors.value()).map_or(2, |least| least.0.max(2) as usize),
        missing: 0,
    };
    let members = members(household, &mut missing);
    let income = income(household, &rules.terms.income.text(), &mut missing);
    let guarantees = guarantees(household, rules, &mut missing);
    view.missing = missing.len();
    let list = vec![Inline::Text(format!("{}。", missing.join("、")))];
    let paragraph = Content::Paragraph { text: list, shape: crate::papers::document::Shape::Indented };
    let parts = Parts::new()
        .with("家庭成员", Content::Table(members))
        .with("收入", Content::Table(income))
        .with("保障", Content::Table(guarantees))
        .optional("缺项", vec![paragraph.into()]);
    (view, parts)
}

/// The parts of a survey record of nobody: what all records have in common.
pub fn blank_survey_record() -> Parts {
    let Some(as_of) = Date::new(2000, 1, 1) else { return Parts::new() };
    let (household, village, township, county, rules) = Default::default();
    filled(&Dwelling { household: &household, village: &village, township: &township, county: &county, rules: &rules, as_of }).1
}

fn name(full: &str, short: &str) -> String {
    if full.is_empty() { short.to_owned() } else { full.to_owned() }
}

/// Members, and two more lines for those that are found at the visit.
fn members(household: &Household, missing: &mut Vec<String>) -> Table {
    let titles = ["姓名", "性别", "与户主关系", "公民身份号码", "文化程度", "在校生状况", "健康状况", "劳动能力", "务工情况"];
    let mut body: Vec<Row> = Vec::new();
    for (index, member) in household.members.iter().enumerate() {
        let cells = [
            show(&member.name),
            show(&member.sex),
            show(&member.relation),
            show(&member.id_number),
            show(&member.schooling),
            show(&member.at_school),
            show(&member.health),
            show(&member.labour),
            show(&member.work),
        ];
        let blank: Vec<&str> = titles.iter().zip(&cells).filter(|(_, cell)| cell.is_empty()).map(|(title, _)| *title).collect();
        if !blank.is_empty() {
            missing.push(format!("第{}名成员的{}", index + 1, blank.join("和")));
        }
        body.push(row(cells));
    }
    for _ in 0..2 {
        body.push(row([""; 9]));
    }
    let columns = titles.iter().enumerate().map(|(index, _)| column(Align::Centre, if index == 0 { 1.0 } else { 0.5 })).collect();
    Table { columns, head: vec![row(titles)], body, fill: true, ..Table::default() }
}

/// Items of income in yuan, with a column for what the visit finds.
fn income(household: &Household, term: &str, missing: &mut Vec<String>) -> Table {
    let income = &household.income;
    let items = [
        ("工资性收入", show(&income.wages)),
        ("生产经营性收入", show(&income.business)),
        ("生产经营性支出", show(&income.business_cost)),
        ("财产性收入", show(&income.property)),
        ("转移性收入", show(&income.transfers)),
        (term, show(&income.per_head)),
    ];
    let body = items
        .into_iter()
        .map(|(title, amount)| {
            if amount.is_empty() {
                missing.push(title.to_owned());
            }
            let mut row = row([title.to_owned(), amount, String::new(), String::new()]);
            row.cells[0].heads_row = true;
            row
        })
        .collect();
    Table {
        unit: Some("单位：元".to_owned()),
        columns: vec![column(Align::Left, 1.0), column(Align::Right, 1.0), column(Align::Right, 1.0), column(Align::Left, 2.0)],
        head: vec![row(["项目", "已登记", "入户核实", "来源说明"])],
        body,
        fill: true,
        ..Table::default()
    }
}

/// The guarantees of the rule set, met or not, on what evidence.
fn guarantees(household: &Household, rules: &RuleSet, missing: &mut Vec<String>) -> Table {
    let standards = rules.standards.iter().filter(|standard| standard.subject.text() == "户" && standard.kind.text() == "guaranteed");
    let body = standards
        .flat_map(|standard| &standard.names)
        .map(|field| {
            let title = field.text();
            let known = household.guarantees.get(&title);
            let met = known.map(|guarantee| show(&guarantee.met)).unwrap_or_default();
            if met.is_empty() {
                missing.push(title.clone());
            }
            let tick = match met.as_str() {
                "是" => "☑ 是　☐ 否",
                "否" => "☐ 是　☑ 否",
                _ => "☐ 是　☐ 否",
            };
            let evidence = known.map(|guarantee| show(&guarantee.evidence)).unwrap_or_default();
            Row { cells: vec![Cell { heads_row: true, ..Cell::new(title) }, Cell::new(tick), Cell::new(evidence)] }
        })
        .collect();
    Table {
        columns: vec![column(Align::Left, 1.0), column(Align::Centre, 1.0), column(Align::Left, 3.0)],
        head: vec![row(["保障", "是否达标", "依据及核实情况"])],
        body,
        fill: true,
        ..Table::default()
    }
}
