//! Notices of a list or of an area: what a step may show. Its entry point is [`Notice`].
//!
//! Of a household it reads head, villagers' group and how many members there are, nothing else; of what departments' data say, of votes
//! and of reasons it reads nothing.

use serde::Serialize;

use super::setting::{Setting, or};
use super::{Made, column, row};
use crate::papers::document::Parts;
use crate::papers::document::{Align, Cell, Content, Inline, Row, Seal, Shape, Signature, Table};
use crate::papers::view::{Announcement, Approval, Areas, Contact, Households, Past, Publicity, Step};
use crate::records::case::{AreaExit, Batch, Case, Channel, Household};
use crate::records::holdings::VillageCases;
use crate::records::values::{Date, Period};
use crate::rules::course::{Course, Done};
use crate::rules::regulation::{Procedure, StepRule};

/// A step of a case that a paper is made of, with what stands around it.
pub struct Notice<'a> {
    pub(super) setting: Setting<'a>,
    listed: Listed<'a>,
    procedure: &'a Procedure,
    course: Course<'a>,
    pub(super) done: Done<'a>,
    channel: Option<&'a Channel>,
    year: Option<i16>,
    /// The names that the page of the web showed were taken off.
    names_off: bool,
}

/// Who is put up.
pub enum Listed<'a> {
    /// Households of a village's list.
    Households(&'a VillageCases, &'a Case<Batch>),
    /// A village, township or county by itself.
    Area,
    /// The villages or townships of a list: township and names, in the order of the inventory.
    Areas(Vec<(String, Vec<String>)>),
}

/// Steps that a notice does not tell: what data say is never public, and what comes after it is told by other papers.
const UNTOLD: [&str; 7] = ["比对", "反馈", "公示", "公告", "标注", "告知", "销号"];

/// Steps that decide, the strongest first.
const DECIDING: [(&str, &str); 3] = [("批准", "批准"), ("确定", "研究确定"), ("审核", "审核同意")];

impl<'a> Notice<'a> {
    /// Of a step of a list; `None` where it was not done or the rule set does not know the procedure.
    pub fn of_batch(batch: &'a Batch, listed: Listed<'a>, order: usize, setting: Setting<'a>) -> Option<Self> {
        let procedure = setting.rules.procedure(&batch.procedure.text())?;
        let course = Course::of_batch(procedure, batch, setting.as_of);
        let year = batch.year.value().and_then(|year| i16::try_from(year.0).ok());
        let done = course.at(order)?;
        Some(Self { setting, listed, procedure, course, done, channel: Some(&batch.channel), year, names_off: false })
    }

    /// Of a step of an area's exit.
    pub fn of_area(exit: &'a AreaExit, batch: Option<&'a Batch>, order: usize, setting: Setting<'a>) -> Option<Self> {
        let procedure = setting.rules.procedure(&exit.procedure.text())?;
        let course = Course::of_area(procedure, exit, batch, setting.as_of);
        let year = exit.year.value().and_then(|year| i16::try_from(year.0).ok());
        let done = course.at(order)?;
        Some(Self { setting, listed: Listed::Area, procedure, course, done, channel: None, year, names_off: false })
    }

    /// As it is on the web when the names were taken off.
    pub fn without_names(self) -> Self {
        Self { names_off: true, ..self }
    }

    /// What the notice says, in a sentence that names nobody.
    pub fn summary(&self) -> String {
        let of = match self.households() {
            Some(who) => format!("{}户{}人", who.households, who.persons),
            None => self.listed_words(),
        };
        format!("{}，{}：{of}", self.place(), self.procedure_name())
    }

    /// Words to look the notice up by: nature, procedure, township, village.
    pub fn keywords(&self, nature: &str) -> Vec<String> {
        let words = [self.procedure_name(), nature.to_owned(), self.setting.county_name(), self.setting.township_name(), self.setting.village_name()];
        words.into_iter().filter(|word| !word.is_empty()).collect()
    }

    /// Persons are named on the web: the rule set posts the list on a portal.
    pub fn names_persons_on_web(&self) -> bool {
        self.names_persons() && self.may_list_on_web()
    }

    /// The list names persons.
    fn names_persons(&self) -> bool {
        matches!(self.listed, Listed::Households(..))
    }

    /// The publicity for the board, with the list in full.
    pub fn publicity(&self) -> Option<Made> {
        self.publicity_for(true)
    }

    /// The publicity for the web: persons are named only where the rule set posts the list on a portal.
    pub fn publicity_web(&self) -> Option<Made> {
        self.publicity_for(self.may_list_on_web())
    }

    /// The announcement for the boards.
    pub fn announcement(&self) -> Option<Made> {
        self.announcement_for(true)
    }

    /// The announcement for the web.
    pub fn announcement_web(&self) -> Option<Made> {
        self.announcement_for(self.may_list_on_web())
    }

    /// Where and how to object, in a line of the index.
    pub fn objection_line(&self) -> String {
        let contacts = self.contacts();
        let Some(contact) = contacts.first() else { return String::new() };
        let ways = [&contact.telephone, &contact.address, &contact.email].into_iter().flatten().cloned().collect::<Vec<_>>();
        format!("有异议的，请向{}反映：{}", contact.office, ways.join("，"))
    }

    fn may_list_on_web(&self) -> bool {
        !self.names_persons() || !self.names_off && self.done.rule.places.iter().any(|place| place.text().contains("网站"))
    }

    fn publicity_for(&self, list_shown: bool) -> Option<Made> {
        let period = self.done.shown(self.setting.calendar)?;
        let year = self.year_or(period.first);
        match self.households() {
            Some(who) => self.made(&self.publicity_view(who, year, period, list_shown), period.first, Some(period), list_shown),
            None => self.made(&self.publicity_view(self.areas(), year, period, list_shown), period.first, Some(period), list_shown),
        }
    }

    fn announcement_for(&self, list_shown: bool) -> Option<Made> {
        let date = self.done.posted()?;
        let period = self.done.period(self.setting.calendar).and_then(Result::ok);
        let year = self.year_or(date);
        match self.households() {
            Some(who) => self.made(&self.announcement_view(who, year, period, list_shown), date, period, list_shown),
            None => self.made(&self.announcement_view(self.areas(), year, period, list_shown), date, period, list_shown),
        }
    }

    fn made(&self, view: &impl Serialize, date: Date, period: Option<Period>, list_shown: bool) -> Option<Made> {
        let issuer = self.issuer();
        let signature = Signature { issuers: vec![issuer.clone()], date: date.chinese(), seal: Seal::Sealed };
        let list = self.list().map(|table| Content::Table(table).into());
        let parts = Parts::new().with("落款", Content::Signature(signature));
        let parts = match list {
            Some(list) if list_shown => parts.with_blocks("名单", vec![list]),
            _ => parts,
        };
        Some(Made::new(view, parts, date, issuer, period))
    }

    fn publicity_view<Who>(&self, who: Who, year: i16, period: Period, list_shown: bool) -> Publicity<Who> {
        Publicity {
            who,
            year,
            ordinal: self.ordinal(),
            basis: self.setting.basis(self.procedure),
            steps: self.steps(0, None),
            begins: period.first.chinese(),
            ends: period.last.chinese(),
            counting: self.setting.counting(&self.done, period),
            contacts: self.contacts(),
            supervision: self.supervision(),
            list_shown,
            places: self.list_places(),
        }
    }

    fn announcement_view<Who>(&self, who: Who, year: i16, period: Option<Period>, list_shown: bool) -> Announcement<Who> {
        let publicities: Vec<Done<'_>> = self.publicities().filter(|done| done.order < self.done.order).collect();
        let mut places: Vec<String> = publicities.iter().flat_map(|done| self.setting.places(done, |_| true)).collect();
        places.dedup();
        let mut seen = Vec::new();
        places.retain(|place| !seen.contains(place) && { seen.push(place.clone()); true });
        let deciding = self.deciding();
        Announcement {
            who,
            year,
            basis: self.setting.basis(self.procedure),
            publicities: publicities
                .iter()
                .filter_map(|done| done.shown(self.setting.calendar))
                .map(|period| Past { begins: period.first.chinese(), ends: period.last.chinese() })
                .collect(),
            publicity_times: if publicities.len() > 1 { format!("{}次", COUNT.get(publicities.len()).unwrap_or(&"多")) } else { String::new() },
            publicity_places: places.join("、"),
            objections: publicities.iter().map(|done| done.step.objections.len()).sum(),
            steps: self.steps(publicities.first().map_or(0, |done| done.order + 1), deciding.map(|(done, _)| done.order)),
            approval: deciding.and_then(|(done, word)| {
                let by = self.actors(done.rule);
                Some(Approval { on: done.date()?.chinese(), by: (!by.is_empty()).then_some(by), word })
            }),
            cancels_register: self.procedure.of_nature("销号").is_some(),
            buffer: self.setting.rules.terms.buffer.value().map(|text| text.as_str().to_owned()),
            begins: period.map(|period| period.first.chinese()),
            ends: period.map(|period| period.last.chinese()),
            counting: period.and_then(|period| self.setting.counting(&self.done, period)),
            supervision: self.supervision(),
            email: self.channels().find_map(|channel| text(channel.email.text())),
            list_shown,
            places: self.list_places(),
        }
    }

    fn list_places(&self) -> String {
        self.setting.places(&self.done, |place| !place.contains("网站")).join("、")
    }

    fn households(&self) -> Option<Households> {
        let (households, persons) = self.cases()?.fold((0, 0), |(households, persons), case| (households + 1, persons + case.record.members.len()));
        Some(Households {
            township: self.setting.township_name(),
            village: self.setting.village_name(),
            out_of_poverty: self.setting.rules.terms.subjects.text().contains("脱贫"),
            households,
            persons,
        })
    }

    fn areas(&self) -> Areas {
        let (county, township, village) = (self.setting.county_name(), self.setting.township_name(), self.setting.village_name());
        let procedure = self.procedure.name.text();
        let kind = ["退出", "脱贫"].iter().find_map(|end| procedure.strip_suffix(end)).filter(|kind| !kind.is_empty());
        let kind = kind.map(str::to_owned).unwrap_or_else(|| match self.procedure.subject.text().as_str() {
            "村" => "贫困村".to_owned(),
            "乡镇" => "贫困乡镇".to_owned(),
            _ => "贫困县".to_owned(),
        });
        let (place, name, count) = match &self.listed {
            Listed::Areas(groups) => (or(township, county), None, groups.iter().map(|(_, names)| names.len()).sum()),
            _ if !village.is_empty() => (format!("{township}{village}"), Some(village), 1),
            _ if !township.is_empty() => (format!("{county}{township}"), Some(township), 1),
            _ => (county.clone(), Some(county), 1),
        };
        Areas { place, name, procedure, kind, count }
    }

    /// Where the notice is about.
    pub(super) fn place(&self) -> String {
        match self.households() {
            Some(who) => format!("{}{}", who.township, who.village),
            None => self.areas().place,
        }
    }

    /// The year of the case, else that of a day.
    pub(super) fn year_or(&self, day: Date) -> i16 {
        self.year.unwrap_or_else(|| day.year())
    }

    /// The rule set's name of the procedure.
    pub(super) fn procedure_name(&self) -> String {
        self.procedure.name.text()
    }

    /// Whom a paper about the step goes up to: the township above a village, the county above a township.
    pub(super) fn recipient(&self) -> Option<String> {
        let issuer = self.issuer();
        let above = ["乡镇人民政府", "县"].map(|name| self.setting.body(name));
        match above.iter().position(|body| *body == issuer) {
            Some(0) => Some(above[1].clone()),
            Some(_) => None,
            None => above.into_iter().find(|body| !body.is_empty() && body != "乡镇人民政府"),
        }
    }

    /// The office above the one that took the objection.
    pub(super) fn above(&self) -> Option<&'a Channel> {
        self.channels().filter(|channel| channel.is_reachable()).nth(1)
    }

    /// The households of the list.
    fn cases(&self) -> Option<impl Iterator<Item = &'a Case<Household>> + use<'a>> {
        match self.listed {
            Listed::Households(cases, batch) => Some(cases.put_up_in(batch)),
            Listed::Area | Listed::Areas(_) => None,
        }
    }

    /// Who is put up, in a few words, for papers about the publicity.
    pub(super) fn listed_words(&self) -> String {
        match self.households() {
            Some(who) => format!("{}户{}人", who.households, who.persons),
            None => {
                let areas = self.areas();
                areas.name.unwrap_or_else(|| format!("{}{}个", areas.kind, areas.count))
            }
        }
    }

    /// The publicities that were done, in order.
    fn publicities(&self) -> impl Iterator<Item = Done<'a>> {
        self.course.done.iter().copied().filter(|done| done.rule.nature.text() == "公示")
    }

    /// `第二次` where the procedure has several publicities.
    pub(super) fn ordinal(&self) -> String {
        let all: Vec<usize> = self.procedure.steps.iter().enumerate().filter(|(_, rule)| rule.nature.text() == "公示").map(|(order, _)| order).collect();
        let place = all.iter().position(|order| *order == self.done.order);
        match place.and_then(|place| ORDINAL.get(place)) {
            Some(ordinal) if all.len() > 1 => (*ordinal).to_owned(),
            _ => String::new(),
        }
    }

    /// The told steps from `first` to this one, without the one that decides, as sentences with their days.
    fn steps(&self, first: usize, deciding: Option<usize>) -> Vec<Step> {
        let rules = self.procedure.steps.iter().enumerate().take(self.done.order).skip(first);
        let told = rules.filter(|(order, rule)| Some(*order) != deciding && !UNTOLD.contains(&rule.nature.text().as_str()));
        let mut steps: Vec<(Date, usize, Step)> = told
            .filter_map(|(order, rule)| {
                let day = self.day_of(order)?;
                Some((day, order, Step { date: day.chinese(), text: self.words(rule) }))
            })
            .collect();
        // A publicity before this one is told by its days.
        if self.done.rule.nature.text() == "公示" {
            steps.extend(self.publicities().filter(|done| done.order < self.done.order).filter_map(|done| {
                let period = done.shown(self.setting.calendar)?;
                let outcome = match done.step.objections.len() {
                    0 => "未收到异议".to_owned(),
                    count => format!("收到异议{count}件，均已调查核实并答复反映人"),
                };
                let text = format!("在{}公示，公示期间{outcome}", self.setting.places(&done, |_| true).join("、"));
                Some((period.first, done.order, Step { date: format!("{}至{}", period.first.chinese(), period.last.chinese()), text }))
            }));
        }
        steps.sort_by_key(|(_, order, _)| *order);
        steps.into_iter().map(|(_, _, step)| step).collect()
    }

    /// The step before this one that decided, and its word.
    fn deciding(&self) -> Option<(Done<'a>, &'static str)> {
        DECIDING.iter().find_map(|(nature, word)| {
            let done = self.course.done.iter().rev().find(|done| done.order < self.done.order && done.rule.nature.text() == *nature)?;
            Some((*done, *word))
        })
    }

    fn actors(&self, rule: &StepRule) -> String {
        rule.actors.iter().map(|actor| self.setting.body(&actor.text())).collect::<Vec<_>>().join("、")
    }

    /// How a step is told: in the rule set's words, else by who did what.
    fn words(&self, rule: &StepRule) -> String {
        if let Some(words) = rule.words.value() {
            return words.as_str().to_owned();
        }
        let (actors, name) = (self.actors(rule), rule.name.text());
        match rule.nature.text().as_str() {
            "申请" if actors.is_empty() => "农户提出申请".to_owned(),
            "申请" => format!("{actors}提出申请"),
            _ if name.starts_with("提出") || name.starts_with("组织") || name.starts_with("报送") => format!("{actors}{name}"),
            _ => format!("{actors}完成{name}"),
        }
    }

    /// The day on which the list was through a step: of a step of each household, the last one's.
    fn day_of(&self, order: usize) -> Option<Date> {
        if let Some(done) = self.course.at(order) {
            return done.date();
        }
        let own = |case: &'a Case<Household>| Course::of_steps(self.procedure, &case.record.exit.steps, self.setting.as_of).at(order)?.date();
        self.cases()?.filter_map(own).max()
    }

    /// Who issues and seals the paper; where the rule set is silent, the nearest body of whoever is put up.
    pub(super) fn issuer(&self) -> String {
        let named = self.done.rule.issuer.text();
        let silent = match (&self.listed, self.setting.township) {
            (Listed::Households(..), _) => "村民委员会",
            (_, Some(_)) => "乡镇人民政府",
            (_, None) => "县",
        };
        self.setting.body(if named.is_empty() { silent } else { &named })
    }

    fn channels(&self) -> impl Iterator<Item = &'a Channel> {
        self.channel.into_iter().chain(self.setting.channels())
    }

    /// The nearest two offices that take objections, and whoever is needed for the ways that the rule set asks for.
    pub(super) fn contacts(&self) -> Vec<Contact> {
        let ways = self.done.rule.required_ways();
        let reachable: Vec<&Channel> = self.channels().filter(|channel| channel.is_reachable()).collect();
        let (nearest, above) = reachable.split_at(reachable.len().min(2));
        let needed = above.iter().filter(|channel| ways.iter().any(|way| channel.gives(way) && !nearest.iter().any(|known| known.gives(way))));
        nearest.iter().chain(needed).map(|channel| contact(channel)).collect()
    }

    fn supervision(&self) -> Option<String> {
        self.channels().find_map(|channel| channel.supervision.value().map(|number| number.as_str().to_owned()))
    }

    /// The list that goes with the notice; none where the text names the only one.
    fn list(&self) -> Option<Table> {
        match &self.listed {
            Listed::Households(cases, batch) => Some(self.households_listed(cases.put_up_in(batch))),
            Listed::Area => None,
            Listed::Areas(groups) => Some(areas_listed(groups, &self.areas().kind, self.procedure.subject.text() == "村")),
        }
    }

    /// What the rule set lets the notice show; number, group, head, persons where it names nothing.
    fn households_listed(&self, households: impl Iterator<Item = &'a Case<Household>>) -> Table {
        let named: Vec<String> = self.done.rule.lists.iter().map(|name| name.text()).collect();
        let shown = |name: &str| named.is_empty() || named.iter().any(|known| known == name);
        let columns: Vec<&ListColumn> = LIST.iter().filter(|column| shown(column.name)).collect();
        let body = households.enumerate().map(|(index, case)| {
            row([(index + 1).to_string()].into_iter().chain(columns.iter().map(|column| (column.show)(&case.record))))
        });
        Table { body: body.collect(), ..empty_list(&columns) }
    }
}

const ORDINAL: [&str; 4] = ["第一次", "第二次", "第三次", "第四次"];
const COUNT: [&str; 5] = ["", "一", "两", "三", "四"];

/// An office's public details.
pub(super) fn contact(channel: &Channel) -> Contact {
    Contact {
        office: channel.office.text(),
        person: None,
        telephone: text(channel.telephone.text()),
        address: text(channel.address.text()),
        post_code: None,
        email: text(channel.email.text()),
    }
}

fn text(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
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

fn empty_list(columns: &[&ListColumn]) -> Table {
    Table {
        columns: std::iter::once(column(Align::Centre, 0.0)).chain(columns.iter().map(|_| column(Align::Centre, 1.0))).collect(),
        head: vec![row(["序号"].into_iter().chain(columns.iter().map(|column| column.title)))],
        ..Table::default()
    }
}

/// Villages by township, or townships one by one.
fn areas_listed(groups: &[(String, Vec<String>)], kind: &str, by_township: bool) -> Table {
    if !by_township {
        let names = groups.iter().flat_map(|(_, names)| names);
        let body = names.enumerate().map(|(index, name)| row([(index + 1).to_string(), name.clone()])).collect();
        let columns = vec![column(Align::Centre, 0.0), column(Align::Centre, 1.0)];
        return Table { columns, head: vec![row(["序号".to_owned(), format!("{kind}名称")])], body, ..Table::default() };
    }
    let mut body: Vec<Row> = Vec::new();
    for (township, names) in groups {
        for (index, name) in names.iter().enumerate() {
            let mut cells = vec![Cell::new((body.len() + 1).to_string())];
            if index == 0 {
                cells.push(Cell { rows: names.len() as u16, heads_row: true, ..Cell::new(township) });
            }
            cells.push(Cell::new(name));
            body.push(Row { cells });
        }
    }
    let columns = vec![column(Align::Centre, 0.0), column(Align::Centre, 1.0), column(Align::Centre, 1.0)];
    Table { columns, head: vec![row(["序号".to_owned(), "乡镇".to_owned(), format!("{kind}名称")])], body, ..Table::default() }
}

/// The parts of a notice that shows nobody: what all notices of lists have in common.
pub fn blank_notice() -> Parts {
    let signed = Content::Paragraph { text: vec![Inline::Text("年月日".to_owned())], shape: Shape::Right };
    Parts::new().with("名单", Content::Table(empty_list(&LIST.each_ref()))).with("落款", signed)
}
