//! Deadlines: the last days of publicities, and those of the rule set's schedule. Entry points: [`Calendar`], [`ics`].

use serde::Serialize;

use super::months::{MOST, Months};
use crate::outlets::site::entry::{entry, latest_first};
use crate::outlets::site::route::root;
use crate::outlets::site::{Article, Column, Entry, Route, Site};
use crate::records::values::{Date, MonthDay, Value};
use crate::rules::regulation::RuleSet;

/// The first page of the calendar, or, where publicities are too many for it, one of those that end in a month; as their template sees it.
#[derive(Serialize)]
pub struct Calendar<'a> {
    /// `2017年11月`; nothing for the first page.
    month: Option<String>,
    /// Name and way of each month's page, the latest first; none where the first page holds all.
    months: Vec<(String, String)>,
    publicities: Vec<Entry<'a>>,
    /// Phase, deadline of every year, what it asks; on the first page.
    phases: Vec<(String, String, String)>,
}

impl<'a> Calendar<'a> {
    /// Every page: the publicities, the latest end first, and on the first page the phases in their order.
    pub fn all(articles: &'a [Article], rules: &RuleSet) -> Vec<(Route, Self)> {
        let mut publicities: Vec<&Article> = with_end(articles).map(|(article, _)| article).collect();
        publicities.sort_by(|one, other| latest_first(one).cmp(&latest_first(other)));
        let phases = phases(rules).map(|(name, day, asks)| (name, format!("每年{}", chinese(day)), asks)).collect();
        let entries = |articles: &[&'a Article], from: &Route| articles.iter().map(|article| entry(article, &root(&from.path()))).collect();
        let mut first = Self { month: None, months: Vec::new(), publicities: entries(&publicities[..publicities.len().min(MOST)], &Route::Calendar), phases };
        if publicities.len() <= MOST {
            return vec![(Route::Calendar, first)];
        }
        let end = |article: &'a Article| article.period.as_ref().map_or("", |(_, end)| end.as_str());
        let months = Months::of(publicities.iter().rev().map(|article| (end(article), *article)));
        let ways = |from: &Route| months.ways(|id| format!("{}{}", root(&from.path()), Route::CalendarMonth(id.to_owned()).path()));
        first.months = ways(&Route::Calendar);
        let ways = ways(&Route::CalendarMonth(String::new()));
        let of_month = months.parts().map(|part| {
            let route = Route::CalendarMonth(part.id);
            let page = Self { month: Some(part.name), months: ways.clone(), publicities: entries(&part.rows, &route), phases: Vec::new() };
            (route, page)
        });
        std::iter::once((Route::Calendar, first)).chain(of_month).collect()
    }
}

fn with_end(articles: &[Article]) -> impl Iterator<Item = (&Article, Date)> {
    let ends = |article: &Article| article.period.as_ref().and_then(|(_, end)| Date::parse(end));
    articles.iter().filter(|article| article.column == Column::Publicity).filter_map(move |article| Some((article, ends(article)?)))
}

fn phases(rules: &RuleSet) -> impl Iterator<Item = (String, MonthDay, String)> {
    rules.schedule.iter().filter_map(|phase| Some((phase.name.text(), *phase.deadline.value()?, phase.asks.text())))
}

fn chinese(day: MonthDay) -> String {
    // A leap year knows every day.
    day.in_year(2020).map(|day| format!("{}月{}日", day.month(), day.day())).unwrap_or_default()
}

/// The same as iCalendar (RFC 5545): whole days; the phases come every year from the rule set's first on.
pub fn ics(site: &Site, articles: &[Article], rules: &RuleSet) -> String {
    let host = site.domain.as_deref().map_or("invalid", |domain| domain.split('/').next().unwrap_or(domain));
    let mut out = Lines::default();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//gongshi//site//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"] {
        out.line(line);
    }
    out.line(&format!("X-WR-CALNAME:{}", escaped(&site.name)));
    for (article, end) in with_end(articles) {
        let posted = Date::parse(&article.published_at).unwrap_or(end);
        out.event(&format!("{}@{host}", article.id()), (posted, end), &format!("公示截止：{}", article.title), None);
        out.text("DESCRIPTION", article.objection.as_deref().unwrap_or_default());
        if let Some(address) = site.address(&article.path) {
            out.line(&format!("URL:{address}"));
        }
        out.line("END:VEVENT");
    }
    let since = rules.from.value().copied();
    for (index, (name, day, asks)) in phases(rules).enumerate() {
        // Without a first day in force there is no first year.
        let Some((since, first)) = since.and_then(|since| Some((since, [since.year(), since.year() + 1].into_iter().filter_map(|year| day.in_year(year)).find(|day| *day >= since)?))) else {
            continue;
        };
        let until = rules.until.value().map(|until| format!(";UNTIL={}", compact(*until))).unwrap_or_default();
        let rule = format!("RRULE:FREQ=YEARLY{until}");
        out.event(&format!("{}-phase-{}@{host}", rules.id.text(), index + 1), (since, first), &format!("{name}截止"), Some(&rule));
        out.text("DESCRIPTION", &asks);
        out.line("END:VEVENT");
    }
    out.line("END:VCALENDAR");
    out.0
}

/// Content lines: ended by CRLF, folded after at most 75 bytes.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn line(&mut self, text: &str) {
        let mut width = 0;
        for character in text.chars() {
            if width + character.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(character);
            width += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    fn text(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.line(&format!("{key}:{}", escaped(text)));
        }
    }

    fn event(&mut self, uid: &str, (stamp, day): (Date, Date), summary: &str, rule: Option<&str>) {
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{uid}"));
        self.line(&format!("DTSTAMP:{}T000000Z", compact(stamp)));
        self.line(&format!("DTSTART;VALUE=DATE:{}", compact(day)));
        self.line(&format!("DTEND;VALUE=DATE:{}", compact(day.plus(1))));
        self.text("SUMMARY", summary);
        if let Some(rule) = rule {
            self.line(rule);
        }
        self.line("TRANSP:TRANSPARENT");
    }
}

fn compact(day: Date) -> String {
    day.to_string().replace('-', "")
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ',' | ';' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            character if character.is_control() => {}
            character => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_within_characters_and_text_is_escaped() {
        let mut out = Lines::default();
        out.text("SUMMARY", &format!("甲,乙;丙\\丁\n{}", "长".repeat(60)));
        assert!(out.0.starts_with("SUMMARY:甲\\,乙\\;丙\\\\丁\\n长"), "{}", out.0);
        assert!(out.0.split("\r\n").all(|line| line.len() <= 75), "{}", out.0);
        assert_eq!(out.0.replace("\r\n ", "").matches('长').count(), 60);
    }
}
