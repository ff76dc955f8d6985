//! A step as a form shows it, done or not: a meeting of review with its sign-in sheet and minutes, and the sheet on which a step is signed
//! off. Entry points: [`Occasion`], [`sign_in`], [`minutes`], [`sign_off`]. All of it stays within the office.
//!
//! What is recorded is printed, whatever the day of the build; before that every box stands open.

use super::household::signatures::{of_roles, scan};
use super::household::{form, show};
use super::notice::Listed;
use super::setting::Setting;
use super::submission::Indicator;
use super::{Made, column, row};
use crate::papers::document::{Align, Content, Inline, Parts, Row, Shape, Table};
use crate::papers::view::{ReviewMeeting, SignOff};
use crate::records::case::{AreaExit, Ballot, Batch, Case, Field, Household, Private, Step};
use crate::records::values::{Count, Date, Decimal};
use crate::rules::course::Course;
use crate::rules::regulation::{Procedure, StepRule};

/// Places of a sign-in sheet as long as nobody is known to have come.
const SEATS: usize = 40;

/// A step with what stands around it.
pub struct Occasion<'a> {
    pub(super) setting: Setting<'a>,
    pub(super) procedure: &'a Procedure,
    /// Place of the step in the procedure.
    pub(super) order: usize,
    pub(super) rule: &'a StepRule,
    /// All that was done.
    pub(super) course: Course<'a>,
    pub(super) step: Option<&'a Step>,
    pub(super) listed: Listed<'a>,
    /// How the standards of an area stand.
    pub(super) indicators: Vec<Indicator>,
    year: Option<i16>,
}

/// Who is put up, as a form lists them: group, name, members, code.
pub(super) struct Subject {
    pub(super) group: String,
    pub(super) name: String,
    pub(super) persons: String,
    code: String,
}

impl<'a> Occasion<'a> {
    /// A step of a list; `None` where the rule set does not know it.
    pub fn of_batch(batch: &'a Batch, listed: Listed<'a>, order: usize, setting: Setting<'a>) -> Option<Self> {
        let procedure = setting.rules.procedure(&batch.procedure.text())?;
        Self::new(procedure, Course::of_batch(procedure, batch, Date::LAST), listed, order, setting, &batch.year)
    }

    /// A step of an area's exit.
    pub fn of_area(exit: &'a AreaExit, batch: Option<&'a Batch>, order: usize, setting: Setting<'a>) -> Option<Self> {
        let procedure = setting.rules.procedure(&exit.procedure.text())?;
        Self::new(procedure, Course::of_area(procedure, exit, batch, Date::LAST), Listed::Area, order, setting, &exit.year)
    }

    fn new(procedure: &'a Procedure, course: Course<'a>, listed: Listed<'a>, order: usize, setting: Setting<'a>, year: &Field<Count>) -> Option<Self> {
        let (rule, step) = (procedure.steps.get(order)?, course.at(order).map(|done| done.step));
        let year = year.value().and_then(|year| i16::try_from(year.0).ok());
        Some(Self { setting, procedure, order, rule, course, step, listed, indicators: Vec::new(), year })
    }

    /// With how the standards of its area stand.
    #[must_use]
    pub fn with_indicators(self, indicators: Vec<Indicator>) -> Self {
        Self { indicators, ..self }
    }

    pub(super) fn place(&self) -> String {
        format!("{}{}{}", self.setting.county_name(), self.setting.township_name(), self.setting.village_name())
    }

    pub(super) fn year(&self) -> String {
        self.year.map_or_else(|| "____".to_owned(), |year| year.to_string())
    }

    /// Those who act, by their own names.
    pub(super) fn bodies(&self) -> Vec<String> {
        self.bodies_of(self.rule)
    }

    /// Those who act in a step of the procedure, or whose paper it is.
    pub(super) fn bodies_of(&self, rule: &StepRule) -> Vec<String> {
        let mut bodies: Vec<String> = rule.actors.iter().map(|actor| self.setting.body(&actor.text())).collect();
        if bodies.is_empty() && !rule.issuer.is_absent() {
            bodies.push(self.setting.body(&rule.issuer.text()));
        }
        bodies
    }

    /// The other bodies that act nearest after this step, or before it.
    pub(super) fn neighbour(&self, after: bool) -> Option<Vec<String>> {
        let own = self.bodies();
        let (before, behind) = self.procedure.steps.split_at(self.order);
        let other = |rule: &StepRule| Some(self.bodies_of(rule)).filter(|bodies| !bodies.is_empty() && *bodies != own);
        if after { behind.iter().skip(1).find_map(other) } else { before.iter().rev().find_map(other) }
    }

    /// How many of those put up are through a step that each household takes by itself, of how many, and the last day of it.
    pub(super) fn done_by_households(&self, order: usize) -> (usize, usize, Option<Date>) {
        let households = self.households();
        let of = |case: &&'a Case<Household>| Course::of_steps(self.procedure, &case.record.exit.steps, Date::LAST).at(order).map(|done| done.date());
        let done: Vec<Option<Date>> = households.iter().filter_map(of).collect();
        (done.len(), households.len(), done.into_iter().flatten().max())
    }

    /// Those who are put up, and those who were when the meeting voted on them.
    fn households(&self) -> Vec<&'a Case<Household>> {
        let Listed::Households(cases, batch) = &self.listed else { return Vec::new() };
        let put_up: Vec<&str> = cases.put_up_in(batch).map(|case| case.file.as_str()).collect();
        cases.households.iter().filter(|case| put_up.contains(&case.file.as_str()) || self.ballot(&case.record.code.text()).is_some()).collect()
    }

    fn ballot(&self, code: &str) -> Option<&'a Ballot> {
        self.step?.meeting.ballots.iter().find(|ballot| ballot.household.value().is_some_and(|own| own.as_str() == code))
    }

    pub(super) fn subjects(&self) -> Vec<Subject> {
        let area = |group: String, name: String| Subject { group, name, persons: String::new(), code: String::new() };
        match &self.listed {
            Listed::Households(..) => self.households().iter().map(|case| Subject {
                group: case.record.group.text(),
                name: case.record.head.text(),
                persons: case.record.members.len().to_string(),
                code: case.record.code.text(),
            }).collect(),
            Listed::Area => vec![area(String::new(), [self.setting.village_name(), self.setting.township_name(), self.setting.county_name()].into_iter().find(|name| !name.is_empty()).unwrap_or_default())],
            Listed::Areas(groups) => groups.iter().flat_map(|(group, names)| names.iter().map(|name| area(group.clone(), name.clone()))).collect(),
        }
    }

    pub(super) fn listed_words(&self) -> String {
        match &self.listed {
            Listed::Households(..) => {
                let households = self.households();
                format!("{}户{}人", households.len(), households.iter().map(|case| case.record.members.len()).sum::<usize>())
            }
            Listed::Area => self.subjects().pop().map(|subject| subject.name).unwrap_or_default(),
            Listed::Areas(_) => format!("{}个", self.subjects().len()),
        }
    }

    /// Who is put up, as a table.
    pub(super) fn listed_table(&self) -> Table {
        let (group, name) = match self.listed {
            Listed::Households(..) => ("村民小组", "户主"),
            _ => ("乡镇", "名称"),
        };
        let body = self.subjects().into_iter().enumerate().map(|(at, subject)| row([(at + 1).to_string(), subject.group, subject.name, subject.persons]));
        let columns = vec![column(Align::Centre, 0.0), column(Align::Centre, 1.0), column(Align::Centre, 1.0), column(Align::Centre, 0.5)];
        Table { columns, head: vec![row(["序号", group, name, "人口"])], body: body.collect(), ..Table::default() }
    }

    /// Who signs: those whom the rule set names, else whoever is in charge.
    pub(super) fn roles(&self) -> Vec<String> {
        let named: Vec<String> = self.rule.signers.iter().map(Field::text).collect();
        if named.is_empty() { vec!["负责人".to_owned()] } else { named }
    }

    pub(super) fn made(&self, view: &impl serde::Serialize, parts: Parts) -> Option<Made> {
        // A form bears no date of its own: the year's first day stands in its metadata.
        let date = Date::new(self.year.unwrap_or(2000), 1, 1)?;
        Some(Made::new(view, parts, date, self.place(), None))
    }

    fn meeting(&self) -> ReviewMeeting {
        let step = self.step;
        let count = |field: fn(&Step) -> &Field<Count>| step.map(|step| field(step).text()).unwrap_or_default();
        let votes = |field: fn(&Step) -> &Private<Count>| step.map(|step| show(field(step))).unwrap_or_default();
        let number = |field: &Field<Count>| field.value().map(|count| Decimal::from(count.0));
        let share = step.and_then(|step| (number(&step.present)? * Decimal::ONE_HUNDRED).checked_div(number(&step.invited)?));
        let meeting = step.map(|step| &step.meeting);
        ReviewMeeting {
            place: self.place(),
            year: self.year(),
            procedure: self.procedure.name.text(),
            step: self.rule.name.text(),
            bodies: self.bodies().join("、"),
            listed: self.listed_words(),
            held: step.is_some(),
            date: step.and_then(|step| step.date.value()).map(|date| date.chinese()).unwrap_or_default(),
            time: meeting.map(|meeting| show(&meeting.time)).unwrap_or_default(),
            site: meeting.map(|meeting| show(&meeting.place)).unwrap_or_default(),
            chair: meeting.map(|meeting| show(&meeting.chair)).unwrap_or_default(),
            recorder: meeting.map(|meeting| show(&meeting.recorder)).unwrap_or_default(),
            entitled: count(|step| &step.invited),
            present: count(|step| &step.present),
            share: share.map(|share| format!("{}%", share.round_dp(2).normalize())).unwrap_or_default(),
            votes_for: votes(|step| &step.votes_for),
            votes_against: votes(|step| &step.votes_against),
            abstentions: votes(|step| &step.abstentions),
            outcome: step.map(|step| step.outcome.text()).unwrap_or_default(),
            original: step.and_then(|step| scan(step, "签到")).map(|number| format!("原件见材料第{number}件")).unwrap_or_default(),
            missing: 0,
        }
    }

    /// What the record of a meeting that was held still lacks.
    fn lacking(&self, view: &ReviewMeeting) -> Vec<String> {
        if !view.held {
            return Vec::new();
        }
        let texts = [
            ("会议时间", &view.time),
            ("会议地点", &view.site),
            ("主持人", &view.chair),
            ("记录人", &view.recorder),
            ("应到人数", &view.entitled),
            ("实到人数", &view.present),
            ("同意票数", &view.votes_for),
            ("反对票数", &view.votes_against),
            ("弃权票数", &view.abstentions),
            ("评议结果", &view.outcome),
            ("签到表原件", &view.original),
        ];
        let mut lacking: Vec<String> = texts.iter().filter(|(_, text)| text.is_empty()).map(|(name, _)| (*name).to_owned()).collect();
        lacking.extend(self.subjects().iter().filter(|subject| !subject.code.is_empty() && self.ballot(&subject.code).is_none()).map(|subject| format!("{}户的评议", subject.name.replace(char::is_control, " "))));
        lacking
    }

    /// 一户一评: who is reviewed, and what the meeting said of each.
    fn reviewed(&self) -> Table {
        let mut body: Vec<Row> = self.subjects().into_iter().enumerate().map(|(at, subject)| {
            let ballot = self.ballot(&subject.code);
            let text = |field: fn(&Ballot) -> &Private<crate::records::values::Text>| ballot.map(|ballot| show(field(ballot))).unwrap_or_default();
            let votes = |field: fn(&Ballot) -> &Private<Count>| ballot.map(|ballot| show(field(ballot))).unwrap_or_default();
            row([
                (at + 1).to_string(),
                subject.group,
                subject.name,
                subject.persons,
                text(|ballot| &ballot.opinion),
                votes(|ballot| &ballot.votes_for),
                votes(|ballot| &ballot.votes_against),
                votes(|ballot| &ballot.abstentions),
                text(|ballot| &ballot.outcome),
            ])
        }).collect();
        if body.is_empty() {
            body.extend((0..5).map(|_| row([""; 9])));
        }
        let columns = [
            ("序号", 0.0, Align::Centre),
            ("村民小组", 0.3, Align::Centre),
            ("户主", 0.5, Align::Centre),
            ("人口", 0.0, Align::Centre),
            ("评议意见", 3.0, Align::Left),
            ("同意", 0.2, Align::Centre),
            ("反对", 0.2, Align::Centre),
            ("弃权", 0.2, Align::Centre),
            ("结论", 1.0, Align::Centre),
        ];
        form(columns, body)
    }

    /// Two persons a line: by name where the record names them, else as many lines as came, else blank ones.
    fn seats(&self) -> Table {
        let names: Vec<String> = self.step.map(|step| step.meeting.attendees.iter().map(show).collect()).unwrap_or_default();
        let present = self.step.and_then(|step| step.present.value()).map(|count| count.0 as usize);
        let seats = if self.step.is_some() { present.unwrap_or_default().max(names.len()).max(1) } else { SEATS };
        let half = seats.div_ceil(2);
        let cells = |at: usize| {
            let number = if at < seats { (at + 1).to_string() } else { String::new() };
            [number, names.get(at).cloned().unwrap_or_default(), String::new()]
        };
        let body = (0..half).map(|at| row(cells(at).into_iter().chain(cells(at + half)))).collect();
        let side = [("序号", 0.0, Align::Centre), ("姓名", 1.0, Align::Centre), ("签名、指印", 1.5, Align::Centre)];
        form([side[0], side[1], side[2], side[0], side[1], side[2]], body)
    }
}

/// 民主评议会议签到表.
pub fn sign_in(occasion: &Occasion<'_>) -> Option<Made> {
    let parts = Parts::new().optional("签到", vec![Content::Table(occasion.seats()).into()]);
    occasion.made(&occasion.meeting(), parts)
}

/// 民主评议会议记录.
pub fn minutes(occasion: &Occasion<'_>) -> Option<Made> {
    let mut view = occasion.meeting();
    let lacking = occasion.lacking(&view);
    view.missing = lacking.len();
    let roles: Vec<String> = ["主持人", "记录人"].into_iter().map(str::to_owned).chain(occasion.rule.signers.iter().map(Field::text)).collect();
    let signed = of_roles(&roles, &[occasion.setting.body("村民委员会")], "会议记录", occasion.step);
    let lacks = vec![Inline::Text(format!("{}。", lacking.join("、")))];
    let parts = Parts::new()
        .optional("评议", vec![Content::Table(occasion.reviewed()).into()])
        .optional("签字", vec![Content::Table(signed).into()])
        .optional("缺项", vec![Content::Paragraph { text: lacks, shape: Shape::Indented }.into()]);
    occasion.made(&view, parts)
}

/// 审批签字表: the signatures that the rule set demands of the step, and room for the seals of those who act.
pub fn sign_off(occasion: &Occasion<'_>) -> Option<Made> {
    let bodies = occasion.bodies();
    let view = SignOff {
        place: occasion.place(),
        year: occasion.year(),
        procedure: occasion.procedure.name.text(),
        step: occasion.rule.name.text(),
        bodies: bodies.join("、"),
        listed: occasion.listed_words(),
        asks: occasion.rule.asks.text(),
        outcome: occasion.step.map(|step| step.outcome.text()).unwrap_or_default(),
        date: occasion.step.and_then(|step| step.date.value()).map(|date| date.chinese()).unwrap_or_default(),
    };
    let listed = Table { fill: true, ..occasion.listed_table() };
    let signed = of_roles(&occasion.roles(), &bodies, "签字", occasion.step);
    let parts = Parts::new().optional("名单", vec![Content::Table(listed).into()]).optional("签字", vec![Content::Table(signed).into()]);
    occasion.made(&view, parts)
}
