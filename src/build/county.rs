//! The papers of the county's own files: plan tables, official documents, steps of townships and the county. Entry points:
//! [`Desk::county`]; [`Study::sheet_of`] and [`Study::official_of`] draw them.

use super::BuildError;
use super::compose::{Desk, Outcome};
use super::draw::{Drawn, Scene, Study};
use super::registers::TownshipLines;
use crate::outlets::privacy::Watch;
use crate::outlets::site::Article;
use crate::papers::catalogue::{self, Audience, Expected, Make, Source};
use crate::papers::render::html::article;
use crate::papers::view::from_case::{official, plan_sheet, progress};
use crate::records::case::{Case, Plan, PlanTable};

impl Desk<'_> {
    /// Plan tables, official documents, what steps above the villages leave, and the office's own registers and summaries.
    pub(super) fn county(&self) -> Result<Outcome, BuildError> {
        let mut outcome = Outcome::default();
        let watch = self.watch_above();
        let mut expected = self.asked(self.expect(|frame| catalogue::of_county(&self.workspace.holdings, frame)));
        if let Some(part) = self.part {
            expected.retain(|expected| part.is_township() && self.township_of(&expected.subject) == Some(part.township));
        }
        // Registers of one township follow one another, so that its villages are read once and its lines dropped.
        expected.sort_by_key(|expected| match expected.source {
            Source::Township(place) => Some(place),
            _ => None,
        });
        let mut read: Option<(usize, TownshipLines)> = None;
        for expected in expected {
            if let (Source::Township(place), Make::TownshipRegister(..)) = (expected.source, expected.kind.make) {
                read = read.filter(|(of, _)| *of == place).or_else(|| Some((place, self.lines_of_township(place))));
            }
            let registers = read.as_ref().map(|(_, lines)| lines);
            self.one(&expected, &mut outcome, &Scene { registers, ..Scene::of(&watch) })?;
        }
        self.publish(&mut outcome, &watch)?;
        Ok(outcome)
    }
}

impl Study<'_> {
    /// Watches over the papers of offices: no household is near.
    pub(super) fn watch_above(&self) -> Watch {
        let holdings = &self.workspace.holdings;
        let channels = holdings.townships.iter().map(|case| &case.record.channel).chain(holdings.batches.iter().map(|case| &case.record.channel));
        Watch::new(std::iter::empty(), channels.chain([&holdings.county.record.channel]))
    }

    /// A table of a plan, for a year.
    pub(super) fn sheet_of(&self, expected: &Expected<'_>, (plan, table, year): (&Case<Plan>, &PlanTable, u32)) -> Result<Drawn, BuildError> {
        let (view, parts) = plan_sheet(table, &self.notes(&plan.file, &table.code.text()));
        let date = plan.record.date.value().copied().unwrap_or(self.as_of);
        let document = self.press.compose(expected, &view, parts, date, &plan.record.issuer.text())?;
        let label = format!("{year}年全部附表（ZIP）");
        let article = Article {
            path: format!("plans/{year}/{}-{}.html", plan.record.code.text(), table.code.text()),
            owner: plan.file.clone(),
            cases: vec![plan.record.document.text()],
            year: i16::try_from(year).ok(),
            downloads: vec![(label, format!("plans/{year}.zip"))],
            summary: format!("{}：{}（{year}年）", plan.record.title.text(), table.title.text()),
            progress: self.counted(false, |of| progress(table, year, of)),
            keywords: vec![plan.record.title.text(), table.title.text(), format!("{year}年")],
            ..Article::of(expected, &document, article(&document))
        };
        Ok(Drawn::on_web(document, article).undated(plan.record.date.value().is_none()))
    }

    /// An official document, by its place.
    pub(super) fn official_of(&self, expected: &Expected<'_>, place: usize) -> Result<Drawn, BuildError> {
        let holdings = &self.workspace.holdings;
        let source = &holdings.documents[place];
        let record = &source.0.record;
        let (view, parts) = official(holdings, source, &|file, table| self.notes(file, table)).map_err(BuildError::Template)?;
        let issuer = record.issuers.iter().map(|issuer| issuer.text()).collect::<Vec<_>>().join("、");
        let date = record.date.value().copied().unwrap_or(self.as_of);
        let document = self.press.compose(expected, &view, parts, date, &issuer)?;
        if expected.kind.audience != Audience::Web {
            return Ok(Drawn::paper(document));
        }
        let forwarded = record.enclosure.value().and_then(|code| holdings.document(code.as_str()));
        let published = record.card.published.value().map(|text| text.as_str().to_owned());
        let article = Article {
            owner: source.0.file.clone(),
            cases: std::iter::once(record.number.text()).chain(forwarded.map(|(case, _)| case.record.number.text())).collect(),
            card: card(record),
            summary: record.card.summary.text(),
            keywords: vec![record.number.text()],
            published_at: published.unwrap_or_else(|| date.to_string()),
            ..Article::of(expected, &document, article(&document))
        };
        Ok(Drawn::on_web(document, article).undated(record.date.value().is_none()))
    }

    /// What the office stands by about a table: printed under it.
    fn notes(&self, file: &str, table: &str) -> Vec<String> {
        let place = self.workspace.holdings.plans.iter().find(|case| case.file == file);
        let index = place.and_then(|case| case.record.tables.iter().position(|candidate: &PlanTable| candidate.code.text() == table));
        let Some(index) = index else { return Vec::new() };
        let prefix = format!("附表[{}]", index + 1);
        let findings = self.survey.findings.iter().filter(|finding| finding.file == file && finding.path_text().starts_with(&prefix));
        findings.filter_map(|finding| finding.acknowledged.as_ref().map(|known| known.reason.clone())).collect()
    }
}

/// 信息公开卡: the rows that the document gives.
fn card(record: &crate::records::case::Document) -> Vec<(String, String)> {
    let card = &record.card;
    if card.index_number.is_absent() {
        return Vec::new();
    }
    let rows = [
        ("索引号", card.index_number.text()),
        ("文号", record.number.text()),
        ("发布机构", card.issuer.text()),
        ("生成日期", card.made.text()),
        ("标题", card.title.text()),
        ("内容概述", card.summary.text()),
        ("有效性", card.validity.text()),
        ("发布时间", card.published.text()),
    ];
    rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name.to_owned(), value)).collect()
}
