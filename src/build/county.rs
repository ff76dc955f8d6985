//! The papers of the county's own files: plan tables, official documents, steps of townships and the county. Its entry point is [`Desk::county`].

use std::collections::BTreeMap;

use super::BuildError;
use super::compose::{Desk, Outcome};
use crate::outlets::privacy::Watch;
use crate::outlets::site::Article;
use crate::papers::catalogue::{self, Audience, Make, Source};
use crate::papers::layout::Paper;
use crate::papers::render::html::article;
use crate::papers::view::from_case::{official, plan_sheet, progress, progress_sheet};
use crate::records::case::PlanTable;

impl Desk<'_> {
    /// Plan tables, official documents, and what steps above the villages leave.
    pub(super) fn county(&self) -> Result<Outcome, BuildError> {
        let holdings = &self.workspace.holdings;
        let mut outcome = Outcome::default();
        let channels = holdings.townships.iter().map(|case| &case.record.channel).chain(holdings.batches.iter().map(|case| &case.record.channel));
        let watch = Watch::new(std::iter::empty(), channels.chain([&holdings.county.record.channel]));
        let mut registers = BTreeMap::new();
        let mut expected = self.asked(self.expect(|frame| catalogue::of_county(holdings, frame)));
        // Registers of one township follow one another, so that its villages are read once and its lines dropped.
        expected.sort_by_key(|expected| match expected.source {
            Source::Township(place) => Some(place),
            _ => None,
        });
        for expected in expected {
            self.one(&expected, &mut outcome, || match expected.source {
                Source::Table(plan, table, year) => {
                    let (view, parts) = plan_sheet(table, &self.notes(&plan.file, &table.code.text()));
                    let date = plan.record.date.value().copied().unwrap_or(self.as_of);
                    let document = self.press.compose(&expected, &view, parts, date, &plan.record.issuer.text())?;
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
                        ..Article::of(&expected, &document, article(&document))
                    };
                    self.press.with_print(article, &document, expected.kind).map(Some)
                }
                Source::Document(place) => {
                    let source = &holdings.documents[place];
                    let record = &source.0.record;
                    let (view, parts) = official(holdings, source, &|file, table| self.notes(file, table)).map_err(BuildError::Template)?;
                    let issuer = record.issuers.iter().map(|issuer| issuer.text()).collect::<Vec<_>>().join("、");
                    let date = record.date.value().copied().unwrap_or(self.as_of);
                    let document = self.press.compose(&expected, &view, parts, date, &issuer)?;
                    if expected.kind.audience != Audience::Web {
                        return self.press.print(&document, expected.kind, Paper::A4).map(Some);
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
                        ..Article::of(&expected, &document, article(&document))
                    };
                    self.press.with_print(article, &document, expected.kind).map(Some)
                }
                Source::Step(whose, _) | Source::Objection(whose, ..) => self.step(&expected, (whose, None), &watch),
                Source::Township(place) => {
                    let made = match expected.kind.make {
                        Make::TownshipRegister(ledger, _) => {
                            registers.retain(|of, _| *of == place);
                            let lines = registers.entry(place).or_insert_with(|| self.lines_of_township(place));
                            let villages = lines.remove(expected.kind.id).unwrap_or_default();
                            ledger.of_township(villages, &holdings.townships[place].record, &holdings.county.record, self.regime)
                        }
                        Make::Summary => self.summary_of_township(place),
                        _ => None,
                    };
                    made.map(|made| self.within_office(&expected, made)).transpose()
                }
                Source::County => self.summary_of_county().map(|made| self.within_office(&expected, made)).transpose(),
                Source::Progress(plan, table, year) => {
                    let made = self.counted(true, |of| progress_sheet(&plan.record, table, year, of));
                    made.map(|made| self.within_office(&expected, made)).transpose()
                }
                Source::SpotCheck(_) | Source::Problems(..) => self.control(&expected).map(|made| self.within_office(&expected, made)).transpose(),
                Source::Household(_) | Source::List(_) | Source::Village => Ok(None),
            })?;
        }
        self.publish(&mut outcome, &watch)?;
        Ok(outcome)
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
