//! The papers of a prefecture's lists. Its entry point is [`Desk::prefecture`].

use super::BuildError;
use super::compose::{Desk, Outcome};
use super::press::Printed;
use crate::outlets::privacy::Watch;
use crate::outlets::site::{Article, Column};
use crate::papers::catalogue::{self, Audience, Source};
use crate::papers::render::html::article;
use crate::papers::view::from_case::prefecture_announcement;

impl Desk<'_> {
    /// The announcement of each list that was announced; nothing for a county's workspace.
    pub(super) fn prefecture(&self) -> Result<Outcome, BuildError> {
        let holdings = &self.workspace.holdings;
        let mut outcome = Outcome::default();
        if holdings.prefecture.is_none() {
            return Ok(outcome);
        }
        let counties = self.survey.counties(self.workspace);
        let office = &holdings.county.record;
        // No person stands in them; the scan for what looks like one holds all the same.
        let watch = Watch::new(std::iter::empty(), holdings.batches.iter().map(|list| &list.record.channel).chain([&office.channel]));
        for expected in self.asked(self.expect(|frame| catalogue::of_prefecture(holdings, &counties, frame))) {
            self.one(&expected, &mut outcome, || {
                let Source::List(list) = expected.source else { return Ok(None) };
                let rules = &self.regime.of_batch(&list.record).rules;
                let made = prefecture_announcement(&list.record, office, &counties, rules, &self.workspace.working_days, self.as_of);
                let Some(made) = made else { return Ok(None) };
                let document = self.press.compose(&expected, &made.view, made.parts, made.date, &made.issuer)?;
                let article_html = article(&document);
                if let Some(leak) = watch.leak(&article_html) {
                    return Ok(Some(Printed::Leaks(leak)));
                }
                if expected.kind.audience == Audience::Board {
                    return self.press.print(&document, expected.kind, self.paper).map(Some);
                }
                let article = Article {
                    owner: list.file.clone(),
                    column: Column::Announcement,
                    cases: vec![expected.subject.clone()],
                    period: made.period.map(|period| (period.first.to_string(), period.last.to_string())),
                    summary: document.title.clone(),
                    ..Article::of(&expected, &document, article_html)
                };
                self.press.with_print(article, &document, expected.kind).map(Some)
            })?;
        }
        self.publish(&mut outcome, &watch)?;
        Ok(outcome)
    }
}
