//! The website of the workspace: its frame, the articles once their case is whole, and the pages around them. Entry points: [`frame`],
//! [`Desk::publish`], [`Desk::pages`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{MutexGuard, PoisonError};

use rayon::prelude::*;
use serde::Serialize;

use super::BuildError;
use super::compose::{Desk, Outcome};
use super::draw::Study;
use crate::outlets::privacy::Watch;
use crate::outlets::search::{self, Record};
use crate::outlets::site::pages::{Area, ByPlace, Calendar, Guide, Home, List, LogPage, MovedPage, Office, PlacePage, Places, RuleSetPage, RuleSets, SearchPage, ics};
use crate::outlets::site::{Article, Artifact, Broken, Column, Emblem, Links, Place, Route, Site, card, feed, of_article, of_page, of_place, upload};
use crate::papers::catalogue::Whose;
use crate::papers::fonts::web::{blocks_of, style_sheet};
use crate::papers::scan::Fault;
use crate::records::case::{Case, Channel, Township, Village};
use crate::records::holdings::VillageCases;
use crate::report::finding::Finding;
use crate::rules::regulation::RuleSet;
use crate::workspace::Workspace;

/// What all pages of the site say. Without a file of its own the site goes by the office's name.
pub(super) fn frame(workspace: &Workspace) -> Site {
    let holdings = &workspace.holdings;
    let (county, site) = (&holdings.county.record, &holdings.site.record);
    let text = |text: String| (!text.is_empty()).then_some(text);
    let own_name = || text(county.full_name.text()).unwrap_or_else(|| county.name.text());
    Site {
        name: text(site.name.text()).unwrap_or_else(|| format!("{}公示公告", own_name())),
        sample: workspace.is_sample(),
        log: workspace.root.join(crate::workspace::ledger::FILE).is_file(),
        organiser: text(site.organiser.text()),
        undertaker: text(site.undertaker.text()),
        contact: text(site.telephone.text()).or_else(|| text(county.channel.telephone.text())),
        domain: text(site.domain.text()),
        id_code: text(site.id_code.text()),
        icp: text(site.icp.text()),
        police: text(site.police.text()),
        emblem: emblem(workspace).and_then(Result::ok).map(|emblem| emblem.path),
    }
}

/// The picture that the site's configuration names; it lies in `site/` beside it.
fn emblem(workspace: &Workspace) -> Option<Result<Emblem, Fault>> {
    let site = &workspace.holdings.site;
    let name = site.record.emblem.value()?;
    let folder = site.file.rsplit_once('/').map_or("", |(folder, _)| folder);
    Some(Emblem::read(&workspace.root.join(folder).join("site"), name.as_str()))
}

/// A paper that becomes an article, until all of its case are there.
pub(super) struct Draft {
    pub article: Article,
}

impl Desk<'_> {
    /// Writes the articles that wait, each with those of its case beside it; what remains of them is their heads.
    pub(super) fn publish(&self, outcome: &mut Outcome, watch: &Watch) -> Result<(), BuildError> {
        let mut drafts = std::mem::take(&mut outcome.drafts);
        if self.part.is_some() {
            return Ok(());
        }
        for Draft { article } in &mut drafts {
            article.card = card(article, &self.workspace.holdings.site.record);
            let document = format!("web/site/{}", article.path.strip_suffix(".html").unwrap_or(&article.path));
            article.notes = self.frozen.notes(&document, self.as_of);
        }
        for draft in &drafts {
            let related = drafts.iter().map(|other| &other.article).filter(|other| draft.article.is_related_to(other));
            self.put_on_site(&self.press.site_templates().article(self.press.site(), &draft.article, related).map_err(BuildError::Site)?, &draft.article.owner)?;
            self.upload(&draft.article)?;
            self.find(&draft.article, watch, outcome);
        }
        outcome.articles.extend(drafts.into_iter().map(|draft| draft.article.head()));
        Ok(())
    }

    /// Lets a search find an article, unless it says what must not be public.
    fn find(&self, article: &Article, watch: &Watch, outcome: &mut Outcome) {
        let record = of_article(article);
        // The index number is the site's own, however many digits it has.
        let texts = record.texts().filter(|text| Some(*text) != article.index_number());
        // A sign between two texts: what stands in one and goes on in the next is no number.
        match watch.leak(&texts.collect::<Vec<_>>().join("|")) {
            Some(leak) => outcome.findings.push(Finding::new("private-value-in-public", format!("网页 {}", record.page), &article.owner).arg("what", leak.name())),
            None => outcome.records.push(record),
        }
    }

    /// The index of the site and the page that shows what is found: its articles, its places, and these pages by their titles.
    fn search(&self, outcome: &Outcome, areas: &[Area], pages: Vec<(Artifact, String)>) -> Result<(), BuildError> {
        let mut records = outcome.records.clone();
        for area in areas {
            records.push(of_place(area, None));
            records.extend(area.villages.iter().map(|village| of_place(area, Some(village))));
        }
        records.extend(pages.iter().map(|(page, title)| of_page(page, title, "网页")));
        // What is found may hold rare characters.
        let rare = records.iter().flat_map(Record::texts).flat_map(blocks_of).collect();
        self.page(Route::Search, &SearchPage::of(&rare))?;
        search::write_all(records, |shard| self.put(&format!("web/site/{}", shard.path), shard.text.as_bytes()))
    }

    /// The folder of an article for the portal's own system: fragment, card, and the papers beside it.
    fn upload(&self, article: &Article) -> Result<(), BuildError> {
        for file in upload::kit(self.press.site(), article).map_err(BuildError::Csv)? {
            self.put(&format!("web/{}", file.path), &file.bytes)?;
        }
        for (_, path) in article.downloads.iter().filter(|(_, path)| path.ends_with(".pdf") || path.ends_with(".xlsx")) {
            let name = path.rsplit('/').next().unwrap_or(path);
            let again = format!("web/upload/{}/{name}", article.id());
            self.staging.again(&format!("web/site/{path}"), &again).map_err(|error| BuildError::Write(again, error))?;
        }
        Ok(())
    }

    /// The pages around the articles, and what they are shown with.
    pub(super) fn pages(&self, outcome: &Outcome) -> Result<Vec<Finding>, BuildError> {
        let (templates, articles) = (self.press.site_templates(), outcome.articles.as_slice());
        let areas = self.areas(outcome);
        let county: Vec<Office> = office(&self.workspace.holdings.county.record.channel).into_iter().collect();
        templates.assets().iter().try_for_each(|asset| self.put_on_site(asset, ""))?;
        self.page(Route::Home, &Home::of(articles, &areas))?;
        self.page(Route::Places, &Places::of(&areas, articles))?;
        let (site, rules) = (self.press.site(), &self.regime.current().rules);
        let mut routes = vec![Route::Home, Route::Places, Route::Guide, Route::RuleSets];
        // A column that has no article has no list.
        for (route, column) in [(Route::Plans, Column::Plan), (Route::Documents, Column::OfficialDocument)] {
            if articles.iter().any(|article| article.column == column) {
                self.page(route.clone(), &List::of(articles, column))?;
                routes.push(route);
            }
        }
        let mut searched = vec![(self.page(Route::Guide, &Guide::of(rules, &county, &areas))?, "怎样提出异议".to_owned())];
        for (route, page) in Calendar::all(articles, rules) {
            let written = self.page(route.clone(), &page)?;
            // The entries themselves are found as articles.
            searched.extend((route == Route::Calendar).then(|| (written, "期限日历".to_owned())));
            routes.push(route);
        }
        self.put("web/site/calendar.ics", ics(site, articles, rules).as_bytes())?;
        self.page(Route::RuleSets, &RuleSets::of(self.rule_sets()))?;
        for rules in self.rule_sets() {
            routes.push(Route::RuleSet(rules.id.text()));
            searched.push((self.page(Route::RuleSet(rules.id.text()), &RuleSetPage::of(rules))?, rules.title.text()));
        }
        self.page(Route::NotFound, &())?;
        if site.log {
            for (route, page) in LogPage::all(&self.frozen.happened(self.as_of)) {
                self.page(route.clone(), &page)?;
                routes.push(route);
            }
        }
        self.search(outcome, &areas, searched)?;
        for area in &areas {
            routes.push(Route::Township(area.code.clone()));
            routes.extend(area.villages.iter().map(|village| Route::Village(area.code.clone(), village.code.clone())));
        }
        self.put("web/site/robots.txt", feed::robots(site).as_bytes())?;
        for (path, text) in [("feed.xml", feed::atom(site, articles)), ("sitemap.xml", feed::sitemap(site, articles, &routes))] {
            text.map_or(Ok(()), |text| self.put(&format!("web/site/{path}"), &text))?;
        }
        let moved = &self.workspace.holdings.site.record.moved;
        let moved: Vec<(&str, &str)> = moved.iter().filter_map(|moved| Some((moved.from.value()?.as_str(), moved.to.value()?.as_str()))).collect();
        self.put("web/nginx-sample.conf", feed::nginx(site, &moved).as_bytes())?;
        let picture = self.picture()?;
        let findings = self.addresses(articles, &routes)?;
        let by_place = ByPlace::of(articles);
        areas.par_iter().try_for_each(|area| {
            self.page(Route::Township(area.code.clone()), &PlacePage::township(area, &by_place, &county))?;
            let route = |village: &Area| Route::Village(area.code.clone(), village.code.clone());
            area.villages.par_iter().try_for_each(|village| self.page(route(village), &PlacePage::village(area, village, &by_place, &county)).map(drop))
        })?;
        let rare = self.links().rare();
        self.rare_characters(rare, "web/site/assets")?;
        Ok(findings.into_iter().chain(picture).chain(self.broken_links()).collect())
    }

    /// Writes the site's picture; one that cannot be used is told.
    fn picture(&self) -> Result<Option<Finding>, BuildError> {
        match emblem(self.workspace) {
            Some(Ok(emblem)) => self.put(&format!("web/site/{}", emblem.path), &emblem.bytes).map(|()| None),
            Some(Err(fault)) => Ok(Some(Finding::new("site-picture-unusable", "网站", &self.workspace.holdings.site.file).at(["标志图片".into()]).arg("reason", fault.key()))),
            None => Ok(None),
        }
    }

    /// The rule sets of the county, whole, the one in force first.
    fn rule_sets(&self) -> impl Iterator<Item = &RuleSet> {
        self.regime.all().iter().map(|set| &set.rules).chain(&self.regime.also)
    }

    /// Writes what stands at old addresses; what two pages would share is told.
    fn addresses(&self, articles: &[Article], routes: &[Route]) -> Result<Vec<Finding>, BuildError> {
        let site = &self.workspace.holdings.site;
        let mut findings = Vec::new();
        let mut taken: BTreeMap<String, &str> = routes.iter().chain([&Route::NotFound, &Route::Search]).map(|route| (route.path(), route.template())).collect();
        let mut numbers: BTreeMap<&str, &str> = BTreeMap::new();
        for article in articles {
            if let Some(first) = taken.insert(article.path.to_ascii_lowercase(), &article.owner) {
                findings.push(Finding::new("page-address-taken", format!("网页 {}", article.path), &article.owner).arg("page", &article.path).arg("first", first));
            }
            let Some(number) = article.index_number() else { continue };
            if let Some(first) = numbers.insert(number, &article.owner) {
                findings.push(Finding::new("duplicate-index-number", format!("网页 {}", article.path), &article.owner).arg("number", number).arg("first", first));
            }
        }
        for (index, moved) in site.record.moved.iter().enumerate() {
            let (Some(from), Some(to)) = (moved.from.value(), moved.to.value()) else { continue };
            if let Some(first) = taken.insert(from.as_str().to_ascii_lowercase(), &site.file) {
                let finding = Finding::new("page-address-taken", format!("网页 {}", from.as_str()), &site.file);
                findings.push(finding.at(["旧网址".into(), index.into(), "原址".into()]).arg("page", from.as_str()).arg("first", first));
                continue;
            }
            let route = Route::Moved(from.as_str().to_owned());
            let page = self.press.site_templates().page(self.press.site(), &route, &MovedPage::of(from.as_str(), to.as_str())).map_err(BuildError::Site)?;
            self.put_on_site(&page, &site.file)?;
        }
        Ok(findings)
    }

    /// The fonts of the blocks of rare characters that pages show, and no others.
    pub(super) fn rare_characters(&self, blocks: BTreeSet<u32>, folder: &str) -> Result<(), BuildError> {
        blocks.into_par_iter().try_for_each(|block| {
            let made = self.press.fonts().web(block).map_err(BuildError::Font)?;
            self.put(&format!("{folder}/{}", style_sheet(block)), made.css.as_bytes())?;
            made.files.iter().try_for_each(|(name, bytes)| self.put(&format!("{folder}/{name}"), bytes))
        })
    }

    /// Links within the site that lead nowhere.
    fn broken_links(&self) -> Vec<Finding> {
        let finding = |Broken { page, owner, reference }| Finding::new("link-broken", format!("网页 {page}"), owner).arg("page", page).arg("link", reference);
        self.links().broken().into_iter().map(finding).collect()
    }

    /// What the site refers to so far.
    pub(super) fn links(&self) -> MutexGuard<'_, Links> {
        // A thread that broke while it held the lock has left whole lists behind: they are added to, never changed.
        self.links.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn page(&self, route: Route, view: &impl Serialize) -> Result<Artifact, BuildError> {
        let page = self.press.site_templates().page(self.press.site(), &route, view).map_err(BuildError::Site)?;
        self.put_on_site(&page, &format!("templates/site/{}", route.template()))?;
        Ok(page)
    }

    fn put_on_site(&self, file: &Artifact, owner: &str) -> Result<(), BuildError> {
        if file.path.ends_with(".html") {
            self.links().page(file, owner);
        }
        self.put(&format!("web/site/{}", file.path), &file.bytes)
    }

    /// The townships with their villages, in official order.
    fn areas(&self, outcome: &Outcome) -> Vec<Area> {
        let holdings = &self.workspace.holdings;
        let townships = holdings.townships.iter().zip(&holdings.inventory.townships).enumerate();
        let area = |(index, (case, files)): (usize, (&Case<Township>, &crate::records::holdings::TownshipFiles))| Area {
            code: files.code.clone(),
            name: township_name(case),
            office: office(&case.record.channel),
            villages: outcome.villages.iter().filter(|(township, _)| *township == index).map(|(_, village)| village.clone()).collect(),
        };
        townships.map(area).collect()
    }
}

impl Study<'_> {
    /// Where a case is at home.
    pub(super) fn place_of(&self, whose: Whose<'_>, cases: Option<(&VillageCases, &Case<Township>)>) -> Option<Place> {
        let holdings = &self.workspace.holdings;
        let township = |index: usize| (holdings.inventory.townships[index].code.clone(), township_name(&holdings.townships[index]));
        match whose {
            Whose::Batch(_) | Whose::Village(_) => {
                let (cases, home) = cases?;
                let index = holdings.townships.iter().position(|case| case.file == home.file)?;
                Some(Place { township: township(index), village: Some(village_of(&cases.village)) })
            }
            Whose::Areas(_, place) => place.map(|index| Place { township: township(index), village: None }),
            Whose::Township(index) => Some(Place { township: township(index), village: None }),
            Whose::County => None,
        }
    }
}

/// A village for its page.
pub(super) fn area_of(village: &Case<Village>) -> Area {
    let (code, name) = village_of(village);
    Area { code, name, office: office(&village.record.channel), villages: Vec::new() }
}

/// Code, as its folder has it, and full name.
fn village_of(village: &Case<Village>) -> (String, String) {
    let code = village.file.rsplit('/').nth(1).unwrap_or_default().to_owned();
    let names = [village.record.full_name.text(), village.record.name.text()];
    let name = names.into_iter().find(|name| !name.is_empty()).unwrap_or_else(|| code.clone());
    (code, name)
}

fn township_name(case: &Case<Township>) -> String {
    let names = [case.record.full_name.text(), case.record.name.text()];
    let code = || case.file.rsplit('/').nth(1).unwrap_or_default().to_owned();
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_else(code)
}

/// What a channel tells the public; none where it names no office.
fn office(channel: &Channel) -> Option<Office> {
    let ways = [
        ("电话", channel.telephone.text()),
        ("监督电话", channel.supervision.text()),
        ("地址", channel.address.text()),
        ("邮箱", channel.email.text()),
    ];
    let ways = ways.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    channel.office.value().map(|name| Office { name: name.as_str().to_owned(), ways })
}
