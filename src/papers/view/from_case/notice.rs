//! Notices of a village: what a batch may show. Its entry point is [`Notice`].
//!
//! Of a household it reads head, villagers' group and how many members there are, nothing else.

use serde::Serialize;

use super::{Made, column, row};
use crate::papers::document::{Align, Content, Inline, Shape, Signature, Table};
use crate::papers::document::Parts;
use crate::papers::view::{Announcement, Contact, Publicity, Step, Web};
use crate::records::case::{Batch, Case, Channel, County, Household, Township};
use crate::records::holdings::VillageCases;
use crate::records::values::{Date, Period};
use crate::rules::course::{Course, Done};
use crate::rules::regulation::{Procedure, RuleSet, WorkingDays, days_in};

/// A batch with what stands around it.
pub struct Notice<'a> {
    cases: &'a VillageCases,
    batch: &'a Case<Batch>,
    county: &'a County,
    township: &'a Township,
    rules: &'a RuleSet,
    calendar: &'a WorkingDays,
    procedure: &'a Procedure,
    course: Course<'a>,
    as_of: Date,
}

impl<'a> Notice<'a> {
    /// Of a batch whose procedure the rule set knows.
    pub fn new(
        cases: &'a VillageCases,
        batch: &'a Case<Batch>,
        (county, township): (&'a County, &'a Township),
        rules: &'a RuleSet,
        calendar: &'a WorkingDays,
        as_of: Date,
    ) -> Option<Self> {
        let procedure = rules.procedure(&batch.record.procedure.text())?;
        let course = Course::of_batch(procedure, &batch.record, as_of);
        Some(Self { cases, batch, county, township, rules, calendar, procedure, course, as_of })
    }

    /// Full name of the township.
    pub fn township_name(&self) -> String {
        or(self.township.full_name.text(), self.township.name.text())
    }

    /// Full name of the village.
    pub fn village_name(&self) -> String {
        or(self.cases.village.record.full_name.text(), self.cases.village.record.name.text())
    }

    /// The publicity for the board: the list in full.
    pub fn publicity(&self) -> Option<Made> {
        let done = self.course.of_nature("公示")?;
        let period = done.period(self.calendar)?.ok()?;
        Some(self.for_board(&done, &self.publicity_view(&done, period)?, period.first, Some(period)))
    }

    /// The publicity for the web: names only where the rule set posts the list on a portal.
    pub fn publicity_web(&self) -> Option<Made> {
        let done = self.course.of_nature("公示")?;
        let period = done.period(self.calendar)?.ok()?;
        Some(self.for_web(&done, self.publicity_view(&done, period)?, period.first, Some(period)))
    }

    /// The announcement for the boards.
    pub fn announcement(&self) -> Option<Made> {
        let done = self.course.of_nature("公告")?;
        let period = done.period(self.calendar).and_then(Result::ok);
        Some(self.for_board(&done, &self.announcement_view(&done, period)?, done.posted()?, period))
    }

    /// The announcement for the web.
    pub fn announcement_web(&self) -> Option<Made> {
        let done = self.course.of_nature("公告")?;
        let period = done.period(self.calendar).and_then(Result::ok);
        Some(self.for_web(&done, self.announcement_view(&done, period)?, done.posted()?, period))
    }

    /// Where and how to object, in a line of the index.
    pub fn objection_line(&self) -> String {
        let contacts = self.contacts();
        let Some(contact) = contacts.first() else { return String::new() };
        let ways = [&contact.telephone, &contact.address, &contact.email].into_iter().flatten().cloned().collect::<Vec<_>>();
        format!("有异议的，请向{}反映：{}", contact.office, ways.join("，"))
    }

    fn for_board(&self, done: &Done<'_>, view: &impl Serialize, date: Date, period: Option<Period>) -> Made {
        let issuer = self.issuer(done);
        let parts = signed(&issuer, date).with("名单", Content::Table(self.list(done)));
        Made::new(view, parts, date, issuer, period)
    }

    fn for_web(&self, done: &Done<'_>, notice: impl Serialize, date: Date, period: Option<Period>) -> Made {
        let list_shown = done.rule.places.iter().any(|place| place.text().contains("网站"));
        let issuer = self.issuer(done);
        let mut parts = signed(&issuer, date);
        if list_shown {
            parts = parts.with("名单", Content::Table(self.list(done)));
        }
        let view = Web { notice, places: self.places(done, |place| !place.contains("网站")), list_shown };
        Made::new(&view, parts, date, issuer, period)
    }

    fn publicity_view(&self, done: &Done<'_>, period: Period) -> Option<Publicity> {
        let (households, persons) = self.count();
        Some(Publicity {
            township: self.township_name(),
            village: self.village_name(),
            year: self.year(period.first),
            basis: self.basis(),
            steps: self.steps(0, done.order),
            households,
            persons,
            begins: period.first.chinese(),
            ends: period.last.chinese(),
            counting: self.counting(done, period)?,
            contacts: self.contacts(),
            supervision: self.supervision(),
        })
    }

    fn announcement_view(&self, done: &Done<'_>, period: Option<Period>) -> Option<Announcement> {
        let publicity = self.course.of_nature("公示")?;
        let publicity_period = publicity.period(self.calendar)?.ok()?;
        let approval = self.course.of_nature("批准")?;
        let (households, persons) = self.count();
        Some(Announcement {
            township: self.township_name(),
            village: self.village_name(),
            year: self.year(done.posted()?),
            basis: self.basis(),
            publicity_begins: publicity_period.first.chinese(),
            publicity_ends: publicity_period.last.chinese(),
            publicity_places: self.places(&publicity, |_| true),
            objections: publicity.step.objections.len(),
            steps: self.steps(publicity.order + 1, approval.order),
            approved_on: approval.date()?.chinese(),
            approved_by: approval.rule.actors.iter().map(|actor| self.body(&actor.text())).collect::<Vec<_>>().join("、"),
            households,
            persons,
            cancels_register: self.procedure.of_nature("销号").is_some(),
            buffer: self.rules.terms.buffer.value().map(|text| text.as_str().to_owned()),
            begins: period.map(|period| period.first.chinese()),
            ends: period.map(|period| period.last.chinese()),
            counting: period.and_then(|period| self.counting(done, period)),
            supervision: self.supervision(),
        })
    }

    fn households(&self) -> impl Iterator<Item = &'a Case<Household>> {
        self.cases.put_up_in(self.batch)
    }

    fn count(&self) -> (usize, usize) {
        self.households().fold((0, 0), |(households, persons), case| (households + 1, persons + case.record.members.len()))
    }

    fn year(&self, otherwise: Date) -> i16 {
        self.batch.record.year.value().and_then(|year| i16::try_from(year.0).ok()).unwrap_or_else(|| otherwise.year())
    }

    /// Title of the document that the procedure rests on; checked to be printable.
    fn basis(&self) -> String {
        self.rules.cite(&self.procedure.law).map_or_else(String::new, |(document, _)| document)
    }

    /// The steps from `first` up to but not including `end`, as sentences with their days.
    fn steps(&self, first: usize, end: usize) -> Vec<Step> {
        let rules = self.procedure.steps.iter().enumerate().take(end).skip(first);
        rules.filter_map(|(order, rule)| Some(Step { date: self.day_of(order)?.chinese(), text: self.words(rule) })).collect()
    }

    fn words(&self, rule: &crate::rules::regulation::StepRule) -> String {
        rule.words.value().map_or_else(
            || format!("{}完成{}", rule.actors.iter().map(|actor| self.body(&actor.text())).collect::<Vec<_>>().join("、"), rule.name.text()),
            |words| words.as_str().to_owned(),
        )
    }

    /// The day on which the list was through a step: of a step of each household, the last one's.
    fn day_of(&self, order: usize) -> Option<Date> {
        if let Some(done) = self.course.done.iter().find(|done| done.order == order) {
            return done.date();
        }
        let own = |case: &'a Case<Household>| {
            let course = Course::of_steps(self.procedure, &case.record.exit.steps, self.as_of);
            course.done.iter().find(|done| done.order == order).and_then(Done::date)
        };
        self.households().filter_map(own).max()
    }

    fn counting(&self, done: &Done<'_>, period: Period) -> Option<String> {
        let count = done.rule.day_count()?;
        let days = days_in(period, count, self.calendar).ok()?;
        let unit = if count.working { "个工作日" } else { "天" };
        let first = if count.inclusive { "含张贴当日" } else { "张贴当日不计" };
        Some(format!("共{days}{unit}，{first}"))
    }

    /// The places of a step, named with the village or township that they stand in.
    fn places(&self, done: &Done<'_>, wanted: impl Fn(&str) -> bool) -> String {
        let name = |place: &str| match place {
            place if place.starts_with('村') => format!("{}{}", self.village_name(), place.trim_start_matches('村')),
            place if place.starts_with("乡镇") => format!("{}{}", self.township_name(), place.trim_start_matches("乡镇")),
            place if place.starts_with('县') => format!("{}{}", self.county.full_name.text(), place.trim_start_matches('县')),
            place => place.to_owned(),
        };
        done.rule.places.iter().map(|place| place.text()).filter(|place| wanted(place)).map(|place| name(&place)).collect::<Vec<_>>().join("、")
    }

    /// A body of the rule set by its own name: `县人民政府` of this county.
    fn body(&self, name: &str) -> String {
        match name {
            "村民委员会" => self.cases.village.record.committee.text(),
            "乡镇人民政府" => self.township.government.text(),
            name if name.starts_with("乡镇") => format!("{}{}", self.township_name(), name.trim_start_matches("乡镇")),
            name if name.starts_with('县') => format!("{}{}", self.county.full_name.text(), name.trim_start_matches('县')),
            name => name.to_owned(),
        }
    }

    fn issuer(&self, done: &Done<'_>) -> String {
        self.body(&done.rule.issuer.text())
    }

    fn channels(&self) -> [&'a Channel; 4] {
        [&self.batch.record.channel, &self.cases.village.record.channel, &self.township.channel, &self.county.channel]
    }

    /// The nearest two offices that take objections, and whoever is needed for the ways that the rule set asks for.
    fn contacts(&self) -> Vec<Contact> {
        let text = |text: String| (!text.is_empty()).then_some(text);
        let contact = |channel: &Channel| Contact {
            office: channel.office.text(),
            person: None,
            telephone: text(channel.telephone.text()),
            address: text(channel.address.text()),
            post_code: None,
            email: text(channel.email.text()),
        };
        let ways = self.procedure.of_nature("公示").map(|step| step.required_ways()).unwrap_or_default();
        let reachable: Vec<&Channel> = self.channels().into_iter().filter(|channel| channel.is_reachable()).collect();
        let (nearest, above) = reachable.split_at(reachable.len().min(2));
        let needed = above.iter().filter(|channel| ways.iter().any(|way| channel.gives(way) && !nearest.iter().any(|known| known.gives(way))));
        nearest.iter().chain(needed).map(|channel| contact(channel)).collect()
    }

    fn supervision(&self) -> Option<String> {
        self.channels().iter().find_map(|channel| channel.supervision.value().map(|number| number.as_str().to_owned()))
    }

    /// The list that the rule set lets a notice show; number, group, head, persons where it names nothing.
    fn list(&self, done: &Done<'_>) -> Table {
        let named: Vec<String> = done.rule.lists.iter().map(|name| name.text()).collect();
        let shown = |name: &str| named.is_empty() || named.iter().any(|known| known == name);
        let columns: Vec<&ListColumn> = LIST.iter().filter(|column| shown(column.name)).collect();
        let body = self.households().enumerate().map(|(index, case)| {
            row([(index + 1).to_string()].into_iter().chain(columns.iter().map(|column| (column.show)(&case.record))))
        });
        Table { body: body.collect(), ..empty_list(&columns) }
    }
}

/// A column of the list: the rule set's name for it, its title, what it shows.
struct ListColumn {
    name: &'static str,
    title: &'static str,
    show: fn(&Household) -> String,
}

const LIST: [ListColumn; 3] = [
    ListColumn { name: "村民小组", title: "村民小组", show: |household| household.group.text() },
    ListColumn { name: "户主", title: "户主姓名", show: |household| household.head.text() },
    ListColumn { name: "家庭人口", title: "家庭人口（人）", show: |household| household.members.len().to_string() },
];

fn signed(issuer: &str, date: Date) -> Parts {
    let signature = Signature { issuers: vec![issuer.to_owned()], date: date.chinese(), seal: true };
    Parts::new().with("落款", Content::Signature(signature))
}

fn empty_list(columns: &[&ListColumn]) -> Table {
    Table {
        columns: std::iter::once(column(Align::Centre, 0.0)).chain(columns.iter().map(|_| column(Align::Centre, 1.0))).collect(),
        head: vec![row(["序号"].into_iter().chain(columns.iter().map(|column| column.title)))],
        ..Table::default()
    }
}

/// The parts of a notice that shows nobody: what all notices have in common.
pub fn blank_notice() -> Parts {
    let signed = Content::Paragraph { text: vec![Inline::Text("年月日".to_owned())], shape: Shape::Right };
    Parts::new().with("名单", Content::Table(empty_list(&LIST.each_ref()))).with("落款", signed)
}

fn or(text: String, otherwise: String) -> String {
    if text.is_empty() { otherwise } else { text }
}
