//! The papers of a prefecture's lists. Entry points: [`Desk::prefecture`]; [`Study::list_of`] draws them.

use super::BuildError;
use super::compose::{Desk, Outcome};
use super::draw::{Drawn, Scene, Study};
use crate::outlets::privacy::Watch;
use crate::outlets::site::{Article, Column};
use crate::papers::catalogue::{self, Audience, Expected};
use crate::papers::render::html::article;
use crate::papers::view::from_case::prefecture_announcement;
use crate::records::case::{Batch, Case};
use crate::records::register::CountyBelow;

impl Desk<'_> {
    /// The announcement of each list that was announced; nothing for a county's workspace.
    pub(super) fn prefecture(&self) -> Result<Outcome, BuildError> {
        let holdings = &self.workspace.holdings;
        let mut outcome = Outcome::default();
        if holdings.prefecture.is_none() || self.part.is_some() {
            return Ok(outcome);
        }
        let counties = self.survey.counties(self.workspace);
        let watch = self.watch_above();
        let scene = Scene { counties: &counties, ..Scene::of(&watch) };
        for expected in self.asked(self.expect(|frame| catalogue::of_prefecture(holdings, &counties, frame))) {
            self.one(&expected, &mut outcome, &scene)?;
        }
        self.publish(&mut outcome, &watch)?;
        Ok(outcome)
    }
}

impl Study<'_> {
    /// The announcement of a list.
    pub(super) fn list_of(&self, expected: &Expected<'_>, list: &Case<Batch>, counties: &[CountyBelow<'_>]) -> Result<Option<Drawn>, BuildError> {
        let office = &self.workspace.holdings.county.record;
        let rules = &self.regime.of_batch(&list.record).rules;
        let made = prefecture_announcement(&list.record, office, counties, rules, &self.workspace.working_days, self.as_of);
        let Some(made) = made else { return Ok(None) };
        let document = self.press.compose(expected, &made.view, made.parts, made.date, &made.issuer)?;
        // No person stands in it; the scan for what looks like one holds all the same.
        let watch = Watch::new(std::iter::empty(), [&list.record.channel, &office.channel]);
        let article_html = article(&document);
        if let Some(leak) = watch.leak(&article_html) {
            return Ok(Some(Drawn::Leaks(leak)));
        }
        if expected.kind.audience == Audience::Board {
            return Ok(Some(Drawn::paper(document)));
        }
        let article = Article {
            owner: list.file.clone(),
            column: Column::Announcement,
            cases: vec![expected.subject.clone()],
            period: made.period.map(|period| (period.first.to_string(), period.last.to_string())),
            summary: document.title.clone(),
            ..Article::of(expected, &document, article_html)
        };
        Ok(Some(Drawn::on_web(document, article)))
    }
}
