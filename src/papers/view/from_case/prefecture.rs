//! A prefecture's announcement of the villages that exit. Its entry point is [`prefecture_announcement`].
//!
//! It shows names of counties, townships and villages, and days; the register that it reads holds nothing else of a village.

use super::{Made, column, row};
use crate::papers::document::{Align, Block, Content, Inline, Parts, Seal, Signature, Table};
use crate::papers::view::{PrefectureAnnouncement, Review};
use crate::records::case::{Batch, County};
use crate::records::register::{CountyBelow, Named};
use crate::records::values::{Date, Period};
use crate::rules::course::{Course, Done, period};
use crate::rules::regulation::{RuleSet, WorkingDays};

/// The announcement of a list; `None` where the list is not announced or names what is not there.
pub fn prefecture_announcement(
    list: &Batch,
    prefecture: &County,
    counties: &[CountyBelow<'_>],
    rules: &RuleSet,
    calendar: &WorkingDays,
    as_of: Date,
) -> Option<Made> {
    let procedure = rules.procedure(&list.procedure.text())?;
    let course = Course::of_batch(procedure, list, as_of);
    let announced = course.of_nature("公告")?;
    let date = announced.posted()?;
    let named: Option<Vec<Named<'_>>> = list.listed.iter().map(|listed| Named::by(listed, counties)).collect();
    let named = in_official_order(named?, counties);
    let full_name = text(prefecture.full_name.text()).unwrap_or_else(|| prefecture.name.text());
    let (publicity, places, least) = publicity(&named, &course, calendar, as_of);
    let own = |done: &&Done<'_>| done.rule.is_of_prefecture() && course.procedure.precedes(done.order, announced.order);
    let reviews = course.done.iter().filter(own).filter_map(|done| {
        let by = done.rule.actors.iter().map(|actor| body(&actor.text(), &full_name)).collect::<Vec<_>>().join("、");
        Some(Review { date: done.date()?.chinese(), by, act: done.rule.nature.text() })
    });
    let before = |order: usize| course.procedure.precedes(order, announced.order);
    let steps = procedure.steps.iter().enumerate().filter(|(order, rule)| before(*order) && !rule.is_of_prefecture());
    let printable = rules.sources.get(&procedure.law.document.text()).is_some_and(|source| source.may_be_printed());
    let hangs = announced.period(calendar).and_then(Result::ok);
    let channels = [&list.channel, &prefecture.channel];
    let channel = channels.into_iter().find(|channel| channel.is_reachable()).unwrap_or(&prefecture.channel);
    let view = PrefectureAnnouncement {
        year: list.year.value().and_then(|year| i16::try_from(year.0).ok()).unwrap_or_else(|| date.year()),
        procedure: procedure.name.text(),
        basis: rules.cite(&procedure.law).map(|(document, _)| document).filter(|_| printable),
        steps: steps.map(|(_, rule)| rule.name.text()).collect(),
        publicity_begins: publicity.map(|period| period.first.chinese()),
        publicity_ends: publicity.map(|period| period.last.chinese()),
        publicity_places: places,
        publicity_least: least,
        objections: named.iter().flat_map(|named| &named.exit().steps).map(|step| step.objections).sum(),
        reviews: reviews.collect(),
        counties: groups(&named, |named| named.county.folder.to_owned()).len(),
        townships: groups(&named, |named| format!("{} {}", named.county.folder, named.township())).len(),
        villages: named.len(),
        begins: hangs.map(|period| period.first.chinese()),
        ends: hangs.map(|period| period.last.chinese()),
        buffer: text(rules.terms.buffer.text()),
        office: text(channel.office.text()),
        telephone: text(channel.telephone.text()),
        address: text(channel.address.text()),
        email: text(channel.email.text()),
        supervision: channels.iter().find_map(|channel| text(channel.supervision.text())),
        prefecture: full_name.clone(),
    };
    let issuer = body(&announced.rule.issuer.text(), &full_name);
    let signature = Signature { issuers: vec![issuer.clone()], date: date.chinese(), seal: Seal::Sealed };
    let parts = Parts::new().with_blocks("名单", listed(&named)).with("落款", Content::Signature(signature));
    Some(Made::new(&view, parts, date, issuer, hangs))
}

/// From the first day of the earliest publicity in a county to the last of the latest; where, and for how long at the least.
fn publicity(named: &[Named<'_>], course: &Course<'_>, calendar: &WorkingDays, as_of: Date) -> (Option<Period>, String, Option<String>) {
    let Some(rule) = course.procedure.of_nature("公示") else { return (None, String::new(), None) };
    let name = rule.name.text();
    let periods = named.iter().filter_map(|named| {
        let step = named.exit().step(&name, as_of)?;
        period(rule, step.posted.or(step.date)?, step.until, calendar)?.ok()
    });
    let whole = periods.reduce(|one, other| Period { first: one.first.min(other.first), last: one.last.max(other.last) });
    let places = rule.places.iter().map(|place| place.text()).collect::<Vec<_>>().join("和");
    let least = rule.day_count().map(|count| format!("每村不少于{}{}", count.least, if count.working { "个工作日" } else { "天" }));
    (whole, places, least)
}

/// By the prefecture's order of its counties, the county's of its townships, then the village's code.
fn in_official_order<'a>(mut named: Vec<Named<'a>>, counties: &[CountyBelow<'_>]) -> Vec<Named<'a>> {
    let place = |named: &Named<'_>| counties.iter().position(|below| below.folder == named.county.folder);
    named.sort_by_key(|named| (place(named), named.village.map(|village| (village.township, village.code.clone()))));
    named
}

/// A heading with the number of villages for each county, and under it a row for each township.
fn listed(named: &[Named<'_>]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for county in groups(named, |named| named.county.folder.to_owned()) {
        let own: Vec<Named<'_>> = named.iter().copied().filter(|named| named.county.folder == county).collect();
        let townships = groups(&own, |named| named.township());
        let heading = format!("{}（{}个乡镇，{}个村）", own[0].county.name(), townships.len(), own.len());
        blocks.push(Content::Heading { level: 1, text: vec![Inline::Text(heading)] }.into());
        let body = townships.iter().map(|township| {
            let villages: Vec<String> = own.iter().filter(|named| named.township() == *township).map(Named::own_name).collect();
            row([township.clone(), villages.len().to_string(), villages.join("、")])
        });
        let table = Table {
            columns: vec![column(Align::Centre, 1.0), column(Align::Centre, 0.0), column(Align::Left, 3.0)],
            head: vec![row(["乡镇", "村数", "村名"])],
            body: body.collect(),
            ..Table::default()
        };
        blocks.push(Content::Table(table).into());
    }
    blocks
}

/// The different names, each where it first comes.
fn groups(named: &[Named<'_>], name: impl Fn(&Named<'_>) -> String) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in named.iter().map(name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// A body of the rule set by its own name: `市（地）级人民政府` of this prefecture.
fn body(name: &str, prefecture: &str) -> String {
    let own = ["市（地）级", "市级", "市"].iter().find_map(|prefix| name.strip_prefix(prefix));
    own.map_or_else(|| name.to_owned(), |rest| format!("{prefecture}{rest}"))
}

fn text(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
