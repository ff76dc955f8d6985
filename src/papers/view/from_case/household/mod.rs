//! The forms of a household, all restricted. Its entry point is [`Dossier`]: one view and one set of parts, from which every form is made.
//!
//! What is known is filled in, what is not stays a box to be filled by hand.

mod comparison;
mod income;
mod lists;
mod members;
pub(super) mod signatures;

pub use signatures::{Signer, Signing};

use super::Made;
use crate::papers::document::{Align, Cell, Column, Content, Inline, Parts, Row, Seal, Shape, Signature, Table};
use crate::papers::view::{Contact, HouseholdForms, VisitView};
use crate::records::case::{Batch, Channel, Clearance, County, Field, Household, Private, Step, Township, Village};
use crate::records::values::{Date, Value};
use crate::rules::course::Course;
use crate::rules::facts::Facts;
use crate::rules::regulation::{Procedure, RuleSet};

pub(super) const OFFICE: Clearance = Clearance::for_restricted_paper();
/// A day to be filled in by hand.
const DAY: &str = "____年__月__日";

/// A household with what stands around it.
#[derive(Clone, Copy)]
pub struct Dwelling<'a> {
    /// The household.
    pub household: &'a Household,
    /// The list that it is put up in.
    pub batch: Option<&'a Batch>,
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

/// Everything that a household's forms are made of.
pub struct Dossier<'a> {
    course: Option<Course<'a>>,
    view: serde_json::Value,
    parts: Parts,
    date: Date,
    place: String,
    head: String,
    code: String,
}

impl<'a> Dossier<'a> {
    /// Of a household.
    pub fn new(dwelling: &Dwelling<'a>) -> Self {
        let Dwelling { household, batch, rules, as_of, .. } = *dwelling;
        // What stands in the record is printed, whatever the day of the build: the day decides which forms there are.
        let course = dwelling.procedure().map(|procedure| Course::of_household(procedure, &household.exit, batch, Date::LAST));
        let mut missing = Vec::new();
        let mut view = view(dwelling, course.as_ref(), &mut missing);
        let facts = Facts::of_household(household, rules, year_end(view.year, as_of));
        let blank = |name: &str, day: &Private<Date>| if day.is_absent() { vec![name.to_owned()] } else { Vec::new() };
        missing.extend(blank("收入计算期始", &household.income.from));
        missing.extend(blank("收入计算期止", &household.income.until));
        let members = members::survey(household, &mut missing);
        let income = income::survey(household, &view.income_term, &mut missing);
        let guarantees = lists::guarantees(&facts, &mut missing);
        let worksheet = income::worksheet(&facts, &mut view);
        view.missing = missing.len();
        let parts = Parts::new()
            .optional("落款", vec![Content::Signature(issued(&view)).into()])
            .table("家庭成员", members)
            .table("收入", income)
            .table("保障", guarantees)
            .optional("缺项", vec![sentence(missing.join("、") + "。")])
            .table("信息对照", comparison::of_household(dwelling, &facts))
            .table("成员对照", comparison::of_members(household))
            .table("采集成员", members::first_half(household))
            .table("采集成员续", members::second_half(household))
            .table("采集收入", income::collected(household))
            .table("增加成员", members::changes(household, rules, "增加"))
            .table("减少成员", members::changes(household, rules, "减少"))
            .table("收入核算", worksheet)
            .table("保障核查", lists::guarantees_checked(&facts))
            .table("参保情况", members::insured(household))
            .table("负面清单", lists::situations(&facts))
            .table("帮扶措施", lists::measures(household))
            .table("走访记录", lists::visits(household))
            .table("定期评估", lists::assessments(household, &view.income_term));
        Self {
            course,
            // A blank form bears no date of its own: the year's first day stands in its metadata.
            date: Date::new(view.year, 1, 1).unwrap_or(as_of),
            place: view.place.clone(),
            head: view.head.clone(),
            code: view.code.clone(),
            // A view is plain names and values: it has no other way to fail.
            view: serde_json::to_value(&view).unwrap_or_default(),
            parts,
        }
    }

    /// A form of this household.
    pub fn made(&self, signing: &Signing) -> Made {
        let done = self.course.as_ref().and_then(|course| course.of_nature(signing.nature));
        let rule = self.course.as_ref().and_then(|course| course.procedure.of_nature(signing.nature));
        let signed = signatures::table(signing, done.map(|done| done.step), rule);
        let parts = self.parts.clone().table("签字", signed);
        Made { view: self.view.clone(), parts, date: self.date, issuer: self.place.clone(), period: None }
    }

    /// Title of the file that holds all forms, its day and its issuer.
    pub fn file(&self) -> (String, Date, &str) {
        (format!("{}户表单（户编号{}）", self.head, self.code), self.date, &self.place)
    }
}

/// The parts of the forms of nobody: what all forms have in common.
pub fn blank_form(signing: &Signing) -> Parts {
    let Some(as_of) = Date::new(2000, 1, 1) else { return Parts::new() };
    let (household, village, township, county, rules) = Default::default();
    let nobody = Dwelling { household: &household, batch: None, village: &village, township: &township, county: &county, rules: &rules, as_of };
    Dossier::new(&nobody).made(signing).parts
}

impl<'a> Dwelling<'a> {
    /// The procedure that the household goes through.
    pub fn procedure(&self) -> Option<&'a Procedure> {
        self.rules.procedure(&self.household.exit.procedure.text())
    }

    /// The procedure that says how many come to the household: its own, or the first for households.
    fn surveyed_by(&self) -> Option<&'a Procedure> {
        self.procedure().or_else(|| self.rules.procedures.iter().find(|known| known.subject.text() == "户"))
    }
}

/// Dated values hold for the year of the case: its last day.
fn year_end(year: i16, otherwise: Date) -> Date {
    Date::new(year, 12, 31).unwrap_or(otherwise)
}

fn view(dwelling: &Dwelling<'_>, course: Option<&Course<'_>>, missing: &mut Vec<String>) -> HouseholdForms {
    let Dwelling { household, batch, village, township, county, rules, as_of } = *dwelling;
    let exit = &household.exit;
    let year = exit.year.value().and_then(|year| i16::try_from(year.0).ok()).unwrap_or_else(|| as_of.year());
    let procedure = dwelling.procedure();
    let survey = dwelling.surveyed_by().and_then(|procedure| procedure.of_nature("调查"));
    let head = household.members.iter().find(|member| matches!(show(&member.relation).as_str(), "本人" | "户主" | "本人或户主"));
    let mut need = |name: &str, text: String| {
        if text.is_empty() {
            missing.push(name.to_owned());
        }
        text
    };
    let standards = rules.standards.iter().filter(|standard| standard.subject.text() == "户");
    let line = standards.filter_map(|standard| rules.value_on(standard.value.value()?.as_str(), year_end(year, as_of))).map(|value| value.value.text());
    let line = line.filter(|line| !line.is_empty()).map(|line| format!("每人每年{line}元")).next();
    let step = |nature: &str| course.and_then(|course| course.of_nature(nature)).map(|done| done.step);
    let told = procedure.and_then(|procedure| procedure.of_nature("告知"));
    let channels: Vec<&Channel> =
        batch.map(|batch| &batch.channel).into_iter().chain([&village.channel, &township.channel, &county.channel]).collect();
    let plan = &household.help_plan;
    let monitoring = &household.monitoring;
    let (county_name, township_name, village_name) =
        (county.full_name.text(), or(township.full_name.text(), township.name.text()), or(village.full_name.text(), village.name.text()));
    HouseholdForms {
        place: format!("{county_name}{township_name}{village_name}"),
        committee: village.committee.text(),
        government: township.government.text(),
        group: need("村民小组", household.group.text()),
        hamlet: show(&household.hamlet),
        address: show(&household.address),
        year,
        code: household.code.text(),
        system_number: show(&household.system_number),
        exported_on: day(&household.exported_on),
        head: need("户主姓名", household.head.text()),
        id_number: need("公民身份号码", head.map(|member| show(&member.id_number)).unwrap_or_default()),
        telephone: need("联系电话", show(&household.telephone)),
        account: show(&household.account),
        standard: match household.national.text().as_str() {
            "是" => "☑ 国家标准　☐ 省定标准　☐ 市定标准".to_owned(),
            _ => "☐ 国家标准　☐ 省定标准　☐ 市定标准".to_owned(),
        },
        persons: if household.members.is_empty() { String::new() } else { format!("{}人", household.members.len()) },
        household_kind: need("户属性", show(&household.kind)),
        cause: need("主要致贫原因", show(&household.cause)),
        registered_on: day(&household.registered_on),
        responsible: household.responsible.text(),
        procedure: exit.procedure.text(),
        basis: procedure.and_then(|procedure| basis(rules, procedure)).unwrap_or_default(),
        ground: show(&exit.ground),
        removal_reason: show(&exit.removal_reason),
        return_cause: show(&exit.return_cause),
        withheld: show(&exit.withheld),
        income_period: format!("{}至{}", or(day(&household.income.from), DAY.to_owned()), or(day(&household.income.until), DAY.to_owned())),
        income_term: or(rules.terms.income.text(), "人均收入".to_owned()),
        line: line.unwrap_or_else(|| "__________".to_owned()),
        income_per_head: show(&household.income.per_head),
        income_before: show(&household.income.previous),
        buffer: rules.terms.buffer.text(),
        subjects: rules.terms.subjects.text(),
        announced_on: day_of(step("公告")),
        reviewed_on: day_of(course.and_then(|course| course.done.iter().rfind(|done| done.rule.nature.text() == "评议")).map(|done| done.step)),
        told_on: day_of(step("告知")),
        objection_time: told.and_then(|rule| rule.day_count()).map_or_else(String::new, |count| {
            format!("{}{}", count.least, if count.working { "个工作日" } else { "日" })
        }),
        contacts: contacts(&channels),
        supervision: channels.iter().find_map(|channel| channel.supervision.value().map(|number| number.as_str().to_owned())),
        helper: plan.responsible.text(),
        plan_made: day(&plan.made),
        plan_until: day(&plan.until),
        monitored_as: or(show(&monitoring.kind), show(&household.monitored_as)),
        risk_found: or(day(&monitoring.found), day(&household.risk_found_on)),
        risk: show(&monitoring.risk),
        risk_cleared: or(day(&monitoring.cleared), day(&household.risk_cleared_on)),
        risk_cleared_by: show(&monitoring.cleared_by),
        visits: visits(household),
        collectors: survey.and_then(|step| step.least_actors.value()).map_or(2, |least| least.0.max(2) as usize),
        county: county_name,
        township: township_name,
        village: village_name,
        ..HouseholdForms::default()
    }
}

/// The document that a procedure rests on, where a paper may print it.
fn basis(rules: &RuleSet, procedure: &Procedure) -> Option<String> {
    let source = rules.sources.get(procedure.law.document.value()?.as_str())?;
    source.may_be_printed().then(|| source.title.text())
}

/// The nearest two offices that take objections.
fn contacts(channels: &[&Channel]) -> Vec<Contact> {
    let text = |text: String| (!text.is_empty()).then_some(text);
    let reachable = channels.iter().filter(|channel| channel.is_reachable()).take(2);
    let contact = |channel: &&Channel| Contact {
        office: channel.office.text(),
        person: None,
        telephone: text(channel.telephone.text()),
        address: text(channel.address.text()),
        post_code: None,
        email: text(channel.email.text()),
    };
    reachable.map(contact).collect()
}

/// The village signs and seals its notices to the household; a day that is not known is written by hand.
fn issued(view: &HouseholdForms) -> Signature {
    let date = if view.told_on == DAY { "　　　　年　　月　　日".to_owned() } else { view.told_on.clone() };
    Signature { issuers: vec![view.committee.clone()], date, seal: Seal::Sealed }
}

/// The visits of the record and a blank one.
fn visits(household: &Household) -> Vec<VisitView> {
    let known = household.visits.iter().map(|visit| VisitView {
        date: day(&visit.date),
        visitors: visit.visitors.iter().map(show).collect::<Vec<_>>().join("、"),
        found: show(&visit.found),
        action: show(&visit.action),
    });
    known.chain([VisitView::default()]).collect()
}

/// A private value as text.
pub(super) fn show<T: Value>(field: &Private<T>) -> String {
    field.reveal(&OFFICE).text()
}

/// A private day in words; empty without one.
pub(super) fn day(field: &Private<Date>) -> String {
    field.reveal(&OFFICE).value().map_or_else(String::new, |day| day.chinese())
}

/// The day of a step in words; a blank to fill in without one.
fn day_of(step: Option<&Step>) -> String {
    step.and_then(|step| step.date.value()).map_or_else(|| DAY.to_owned(), |date| date.chinese())
}

fn or(text: String, otherwise: String) -> String {
    if text.is_empty() { otherwise } else { text }
}

/// A cell that names its row.
fn label(text: impl Into<String>) -> Cell {
    Cell { heads_row: true, ..Cell::new(text) }
}

/// ☑ and ☐ for yes, no, or not said.
fn tick(answer: &str, [yes, no]: [&str; 2]) -> String {
    let mark = |own: bool| if own { "☑" } else { "☐" };
    format!("{} {yes}　{} {no}", mark(answer == "是"), mark(answer == "否"))
}

/// A table of columns by title, stretch and how their cells stand; one without rows has some to be filled in by hand.
pub(super) fn form<const N: usize>(columns: [(&str, f32, Align); N], mut body: Vec<Row>) -> Table {
    if body.is_empty() {
        body.extend(blank_rows(3, N));
    }
    Table {
        head: vec![super::row(columns.map(|(title, ..)| title))],
        columns: columns.into_iter().map(|(_, stretch, align)| Column { stretch, align }).collect(),
        body,
        fill: true,
        ..Table::default()
    }
}

/// So many rows to be filled in by hand.
fn blank_rows(count: usize, columns: usize) -> impl Iterator<Item = Row> {
    (0..count).map(move |_| super::row(std::iter::repeat_n("", columns)))
}

fn sentence(text: String) -> crate::papers::document::Block {
    Content::Paragraph { text: vec![Inline::Text(text)], shape: Shape::Indented }.into()
}

impl Parts {
    /// Adds a table that the template may leave out.
    fn table(self, name: &str, table: Table) -> Self {
        self.optional(name, vec![Content::Table(table).into()])
    }
}

/// Names of a code list of the rule set.
fn list(rules: &RuleSet, name: &str) -> Vec<String> {
    rules.lists.get(name).into_iter().flatten().map(Field::text).collect()
}
