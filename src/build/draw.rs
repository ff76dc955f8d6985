//! Papers as they are composed, before they are printed. Entry points: [`Study`], what they are drawn from; [`Study::draw`].

use super::registers::TownshipLines;
use super::{BuildError, Press, Survey};
use crate::outlets::archive::digest::sha256_of;
use crate::outlets::privacy::{Leak, Watch};
use crate::outlets::site::{Article, Column, Place};
use crate::papers::catalogue::{Audience, Expected, Frame, Make, Nature, Source, Whose};
use crate::papers::document::{Document, Figure};
use crate::papers::render::html::article;
use crate::papers::view::from_case::{Evidence, Made, Notice, progress_sheet};
use crate::records::case::{Case, Township};
use crate::records::holdings::VillageCases;
use crate::records::register::CountyBelow;
use crate::records::values::Date;
use crate::rules::regulation::Regime;
use crate::workspace::Workspace;

/// What papers are drawn from.
pub(super) struct Study<'a> {
    pub workspace: &'a Workspace,
    pub survey: &'a Survey,
    pub regime: &'a Regime,
    pub press: &'a Press,
    pub as_of: Date,
}

/// What is loaded around a paper.
pub(super) struct Scene<'a> {
    /// The village and its township.
    pub cases: Option<(&'a VillageCases, &'a Case<Township>)>,
    /// Whose private values no public paper may show.
    pub watch: &'a Watch,
    /// Of a prefecture, its counties.
    pub counties: &'a [CountyBelow<'a>],
    /// Of a township, what its registers list.
    pub registers: Option<&'a TownshipLines>,
}

impl<'a> Scene<'a> {
    /// Nothing is loaded yet.
    pub fn of(watch: &'a Watch) -> Self {
        Self { cases: None, watch, counties: &[], registers: None }
    }
}

/// A paper, not yet printed.
pub(super) struct Paper {
    /// What it says.
    pub document: Document,
    /// Its page on the web.
    pub article: Option<Article>,
    /// It has no date of its own and bears the day of the build.
    pub undated: bool,
}

/// What came of drawing.
pub(super) enum Drawn {
    /// A paper.
    Paper(Box<Paper>),
    /// A private value would become public.
    Leaks(Leak),
}

impl Drawn {
    /// A paper without a page.
    pub fn paper(document: Document) -> Self {
        Self::Paper(Box::new(Paper { document, article: None, undated: false }))
    }

    /// A paper with its page.
    pub fn on_web(document: Document, article: Article) -> Self {
        Self::Paper(Box::new(Paper { document, article: Some(article), undated: false }))
    }

    /// The same without a date of its own, where it has none.
    pub fn undated(self, undated: bool) -> Self {
        match self {
            Self::Paper(paper) => Self::Paper(Box::new(Paper { undated, ..*paper })),
            leaks => leaks,
        }
    }
}

impl Study<'_> {
    /// Asks the catalogue, as the survey's findings have it.
    pub fn expect<T>(&self, ask: impl FnOnce(&Frame<'_>) -> T) -> T {
        let against = |files: &[&str]| {
            let mut rules: Vec<String> = self.survey.against(files.iter().copied()).iter().map(|finding| finding.rule.clone()).collect();
            rules.sort();
            rules.dedup();
            rules
        };
        ask(&Frame {
            regime: self.regime,
            batches: &self.workspace.holdings.batches,
            register: &self.survey.register,
            calendar: &self.workspace.working_days,
            as_of: self.as_of,
            against: &against,
        })
    }

    /// Watches over the papers of a village.
    pub fn watch_over(&self, cases: &VillageCases, home: &Case<Township>) -> Watch {
        let channels = [&cases.village.record.channel, &home.record.channel, &self.workspace.holdings.county.record.channel];
        let channels = channels.into_iter().chain(cases.batches.iter().map(|case| &case.record.channel));
        Watch::new(cases.households.iter().map(|case| &case.record), channels)
    }

    /// Draws a paper that stands alone; nothing where the case lacks what it needs. Forms of households are bound, not drawn. Without
    /// `names` a list that the rule set posts on a portal is left out.
    pub fn draw(&self, expected: &Expected<'_>, scene: &Scene<'_>, names: bool) -> Result<Option<Drawn>, BuildError> {
        match expected.source {
            Source::Step(whose, _) | Source::Objection(whose, ..) => self.step(expected, whose, (scene, names)),
            Source::Table(plan, table, year) => self.sheet_of(expected, (plan, table, year)).map(Some),
            Source::Document(place) => self.official_of(expected, place).map(Some),
            Source::List(list) => self.list_of(expected, list, scene.counties),
            Source::Village | Source::Township(_) | Source::County | Source::Progress(..) | Source::SpotCheck(_) | Source::Problems(..) => {
                self.own(expected, scene).map(|made| self.within_office(expected, made)).transpose()
            }
            Source::Household(_) => Ok(None),
        }
    }

    /// What a register, a summary or a paper of control says.
    fn own(&self, expected: &Expected<'_>, scene: &Scene<'_>) -> Option<Made> {
        let holdings = &self.workspace.holdings;
        let county = &holdings.county.record;
        match (expected.source, expected.kind.make) {
            (Source::Village, Make::Register(ledger)) => scene.cases.and_then(|(cases, home)| ledger.of_village(cases, &home.record, county, self.regime)),
            (Source::Village, Make::Summary) => scene.cases.and_then(|(cases, home)| self.summary_of_village(cases, home)),
            (Source::Township(place), Make::TownshipRegister(ledger, _)) => {
                let villages = scene.registers?.get(expected.kind.id).cloned().unwrap_or_default();
                ledger.of_township(villages, &holdings.townships[place].record, county, self.regime)
            }
            (Source::Township(place), Make::Summary) => self.summary_of_township(place),
            (Source::County, _) => self.summary_of_county(),
            (Source::Progress(plan, table, year), _) => self.counted(true, |of| progress_sheet(&plan.record, table, year, of)),
            (Source::SpotCheck(_) | Source::Problems(..), _) => self.control(expected),
            _ => None,
        }
    }

    /// A paper of a step: of a list or of an area's exit.
    fn step(&self, expected: &Expected<'_>, whose: Whose<'_>, (&Scene { cases, watch, .. }, names): (&Scene<'_>, bool)) -> Result<Option<Drawn>, BuildError> {
        let order = match expected.source {
            Source::Step(_, order) | Source::Objection(_, order, _) => order,
            _ => return Ok(None),
        };
        let Some((on, setting, file)) = self.around(whose, cases) else { return Ok(None) };
        if let Make::Step(_, make) = expected.kind.make {
            let indicators = self.indicators(whose, cases);
            let Some(made) = on.occasion(order, setting).and_then(|occasion| make(&occasion.with_indicators(indicators))) else { return Ok(None) };
            return self.within_office(expected, made).map(Some);
        }
        let Some(notice) = on.notice(order, setting) else { return Ok(None) };
        let notice = if names { notice } else { notice.without_names() };
        let evidence = crate::records::holdings::evidence_folder(file);
        let evidence = |name: &str, text: String| {
            let path = self.workspace.root.join(&evidence).join(name);
            let digest = sha256_of(std::fs::File::open(&path).ok()?).ok()?;
            let figure = Figure::read(&path, text, digest.clone()).ok();
            Some(Evidence { digest, figure })
        };
        let (made, nature) = match (expected.kind.make, expected.source) {
            (Make::Notice(_, nature, make), _) => (make(&notice), Some(nature)),
            (Make::Publicity(_, make), _) => (make(&notice, &evidence), None),
            (Make::Objection(make), Source::Objection(_, _, index)) => (make(&notice, index), None),
            _ => (None, None),
        };
        let Some(made) = made else { return Ok(None) };
        match nature {
            Some(nature) => self.notice(expected, (&notice, nature), made, watch, (file, self.place_of(whose, cases))).map(Some),
            None => self.within_office(expected, made).map(Some),
        }
    }

    /// A paper that stays within the office.
    fn within_office(&self, expected: &Expected<'_>, made: Made) -> Result<Drawn, BuildError> {
        Ok(Drawn::paper(self.press.compose(expected, &made.view, made.parts, made.date, &made.issuer)?))
    }

    /// A board's notice is printed, a web notice becomes an article with its print beside it.
    fn notice(
        &self,
        expected: &Expected<'_>,
        (notice, nature): (&Notice<'_>, Nature),
        made: Made,
        watch: &Watch,
        (owner, place): (&str, Option<Place>),
    ) -> Result<Drawn, BuildError> {
        let document = self.press.compose(expected, &made.view, made.parts, made.date, &made.issuer)?;
        let article_html = article(&document);
        if let Some(leak) = watch.leak(&article_html) {
            return Ok(Drawn::Leaks(leak));
        }
        if expected.kind.audience != Audience::Web {
            return Ok(Drawn::paper(document));
        }
        let publicity = nature == Nature::Publicity;
        let period = made.period.map(|period| (period.first.to_string(), period.last.to_string()));
        let state = made.period.map(|period| format!("公示期：{}至{}", period.first.chinese(), period.last.chinese()));
        let article = Article {
            owner: owner.to_owned(),
            column: if publicity { Column::Publicity } else { Column::Announcement },
            cases: vec![expected.subject.split('/').next().unwrap_or_default().to_owned()],
            period,
            state: state.filter(|_| publicity),
            objection: Some(notice.objection_line()).filter(|line| !line.is_empty() && publicity),
            summary: notice.summary(),
            keywords: notice.keywords(nature.name()),
            noindex: notice.names_persons_on_web(),
            place,
            ..Article::of(expected, &document, article_html)
        };
        Ok(Drawn::on_web(document, article))
    }
}
