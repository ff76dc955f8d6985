//! What each kind of public paper shows, and what lets it. Its entry point is [`privacy`].
//!
//! It is measured, not stated: every field of the case files is given another value, field after field, and the public papers are composed
//! anew. A paper that says something else shows the field; one that is no longer made is decided by it. A private field must do neither
//! by its value, and a field that is shown must have a rule that lets it ([`Basis::ground`]).

mod alter;
mod ground;

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde_yaml::Value;

use super::draw::{Drawn, Scene, Study};
use super::{BuildError, Press, Progress, Survey, site, survey};
use crate::outlets::site::card;
use crate::papers::catalogue::{self, Audience, Expected, Kind, State, kinds};
use crate::records::case::{Case, Prefecture};
use crate::records::holdings::VillageCases;
use crate::records::register::Register;
use crate::records::values::Date;
use crate::workspace::Workspace;
use alter::{How, Source};
use ground::Basis;

pub use alter::{FieldId, Known, Of};
pub use ground::{Entry, Ground};

/// What is shown, kind by kind.
pub struct Openness {
    /// Every public kind, in the catalogue's order.
    pub kinds: Vec<OfKind>,
    /// The fields that were given other values.
    pub fields: BTreeMap<FieldId, Known>,
    /// Private fields whose value moves a public paper, with the kind: a fault.
    pub leaks: BTreeSet<(FieldId, &'static str)>,
    /// Fields that are shown, with the kind, and that no rule lets: a fault.
    pub groundless: BTreeSet<(FieldId, &'static str)>,
}

/// A public kind.
pub struct OfKind {
    /// The kind.
    pub kind: &'static Kind,
    /// What its template calls it.
    pub label: String,
    /// Papers of the workspace that it was measured on.
    pub papers: usize,
    /// Fields that it shows, and what lets it; measured on no paper, what the rule sets let it list.
    pub shown: BTreeMap<FieldId, BTreeSet<Ground>>,
    /// Fields that it does not show: they decide whether it is made, or who stands on it.
    pub decide: BTreeSet<FieldId>,
}

/// Where a file's record stands.
#[derive(Clone, Copy)]
enum Place {
    Office,
    Site,
    Township(usize),
    Plan(usize),
    Document(usize),
    Body(usize),
    Batch(usize),
    County(usize),
    Village(usize),
    VillageBatch(usize, usize),
    Household(usize, usize),
}

/// The workspace while it is measured, with the villages that stand for all.
struct Bench<'a> {
    press: &'a Press,
    as_of: Date,
    workspace: Workspace,
    survey: Survey,
    villages: Vec<(usize, VillageCases)>,
    sources: Vec<(Place, Source)>,
}

/// A public paper: its kind and all that it says.
type Papers = BTreeMap<String, (&'static Kind, String)>;

/// Measures a workspace as of a day; `None` without a rule set.
///
/// # Errors
/// A template or font that cannot be used.
pub fn privacy(workspace: Workspace, as_of: Date, progress: &dyn Progress) -> Result<Option<Openness>, BuildError> {
    let survey = survey(&workspace, as_of, progress);
    let press = Press::new(&workspace.root, site::frame(&workspace), workspace.is_sample(), false)?;
    if workspace.regime.is_none() {
        return Ok(None);
    }
    let mut bench = Bench { press: &press, as_of, workspace, survey, villages: Vec::new(), sources: Vec::new() };
    bench.read();
    bench.choose();
    let mut fields = BTreeMap::new();
    bench.sources.iter().for_each(|(_, source)| source.fields(&mut fields));
    let (first, mut open) = (bench.papers(), Openness { kinds: Vec::new(), fields: BTreeMap::new(), leaks: BTreeSet::new(), groundless: BTreeSet::new() });
    let mut of_kinds: BTreeMap<&'static str, OfKind> = BTreeMap::new();
    let public: Vec<&'static Kind> = kinds().filter(|kind| kind.audience != Audience::Restricted).collect();
    for kind in &public {
        let papers = first.values().filter(|(own, _)| own == kind).count();
        let regime = bench.workspace.regime.as_ref().filter(|_| papers == 0);
        let shown = regime.map(|regime| Basis::may_list(kind, regime)).unwrap_or_default();
        of_kinds.insert(kind.id, OfKind { kind, label: press.label(kind), papers, shown, decide: BTreeSet::new() });
    }
    progress.begin("progress.privacy", fields.len() as u64);
    for (id, known) in &fields {
        for how in [How::Changed, How::Removed] {
            let other = bench.with(id, how);
            for (path, (kind, says)) in &first {
                let Some(of_kind) = of_kinds.get_mut(kind.id) else { continue };
                match other.get(path) {
                    Some((_, same)) if same == says => {}
                    Some(_) if how == How::Changed && known.private => drop(open.leaks.insert((id.clone(), kind.id))),
                    Some(_) if how == How::Changed && !Basis::selects(id) => match bench.ground(path, id) {
                        Some(ground) => drop(of_kind.shown.entry(id.clone()).or_default().insert(ground)),
                        None => drop(open.groundless.insert((id.clone(), kind.id))),
                    },
                    _ => drop(of_kind.decide.insert(id.clone())),
                }
            }
        }
        progress.step();
    }
    progress.end();
    for of_kind in of_kinds.values_mut() {
        of_kind.decide.retain(|id| !of_kind.shown.contains_key(id));
    }
    open.kinds = public.iter().filter_map(|kind| of_kinds.remove(kind.id)).collect();
    open.fields = fields;
    Ok(Some(open))
}

impl Bench<'_> {
    /// Reads the files of the workspace that belong to no village.
    fn read(&mut self) {
        let (holdings, root) = (&self.workspace.holdings, &self.workspace.root);
        let office = if holdings.prefecture.is_some() { Of::Prefecture } else { Of::County };
        let mut files: Vec<(Place, &str, Of)> = vec![(Place::Office, &holdings.county.file, office), (Place::Site, &holdings.site.file, Of::Site)];
        files.extend(holdings.townships.iter().enumerate().map(|(place, case)| (Place::Township(place), case.file.as_str(), Of::Township)));
        files.extend(holdings.plans.iter().enumerate().map(|(place, case)| (Place::Plan(place), case.file.as_str(), Of::Plan)));
        files.extend(holdings.documents.iter().enumerate().map(|(place, (case, _))| (Place::Document(place), case.file.as_str(), Of::Document)));
        files.extend(holdings.batches.iter().enumerate().map(|(place, case)| (Place::Batch(place), case.file.as_str(), Of::Batch)));
        let mut sources: Vec<(Place, Source)> = files.into_iter().filter_map(|(place, file, of)| Some((place, Source::read(root, file, of)?))).collect();
        sources.extend(holdings.documents.iter().enumerate().map(|(place, (_, text))| (Place::Body(place), Source::body(text))));
        for (place, below) in self.workspace.counties.iter().enumerate() {
            let county = &below.workspace;
            sources.extend(Source::read(&county.root, &county.holdings.county.file, Of::County).map(|source| (Place::County(place), source)));
        }
        self.sources = sources;
    }

    /// Keeps the villages whose papers, or whose cases, have something that no village before has: they stand for the others.
    fn choose(&mut self) {
        let (mut kinds, mut fields) = (BTreeSet::new(), BTreeMap::new());
        for (township, files) in self.workspace.holdings.inventory.villages() {
            let root = &self.workspace.root;
            let cases = VillageCases::load(root, files);
            let study = self.study();
            let home = &self.workspace.holdings.townships[township];
            let watch = study.watch_over(&cases, home);
            let scene = Scene { cases: Some((&cases, home)), ..Scene::of(&watch) };
            let code = &self.workspace.holdings.inventory.townships[township].code;
            let expected = study.expect(|frame| catalogue::of_village(&cases, code, frame));
            let public: Vec<(&str, String)> = expected
                .iter()
                .filter(|expected| is_open(expected))
                .filter_map(|expected| Some((expected.kind.id, Basis::of(expected, &study, &scene)?.name())))
                .collect();
            let at = self.villages.len();
            let mut read: Vec<(Place, Option<Source>)> = vec![(Place::Village(at), Source::read(root, &cases.village.file, Of::Village))];
            read.extend(cases.batches.iter().enumerate().map(|(place, case)| (Place::VillageBatch(at, place), Source::read(root, &case.file, Of::Batch))));
            read.extend(cases.households.iter().enumerate().map(|(place, case)| (Place::Household(at, place), Source::read(root, &case.file, Of::Household))));
            let known = fields.len();
            read.iter().filter_map(|(_, source)| source.as_ref()).for_each(|source| source.fields(&mut fields));
            let known_kinds = kinds.len();
            kinds.extend(public);
            if kinds.len() > known_kinds || fields.len() > known {
                self.sources.extend(read.into_iter().filter_map(|(place, source)| Some((place, source?))));
                self.villages.push((township, cases));
            }
        }
    }

    fn study(&self) -> Study<'_> {
        let regime = self.workspace.regime.as_ref().expect("looked at before");
        Study { workspace: &self.workspace, survey: &self.survey, regime, press: self.press, as_of: self.as_of }
    }

    /// What the public papers say, by path.
    fn papers(&self) -> Papers {
        let mut papers = Papers::new();
        self.each(&mut |study, expected, scene| {
            if let Ok(Some(Drawn::Paper(paper))) = study.draw(expected, scene, true) {
                let holdings = &study.workspace.holdings;
                let page = paper.article.map(|mut article| {
                    article.card = card(&article, &holdings.site.record);
                    format!("{article:?} {:?}", site::frame(study.workspace))
                });
                papers.insert(expected.path.clone(), (expected.kind, format!("{} {}", paper.document.digest(), page.unwrap_or_default())));
            }
        });
        papers
    }

    /// What lets the paper of a path show a field.
    fn ground(&self, path: &str, id: &FieldId) -> Option<Ground> {
        let mut ground = None;
        self.each(&mut |study, expected, scene| {
            if expected.path == path {
                ground = Basis::of(expected, study, scene).and_then(|basis| basis.ground(id));
            }
        });
        ground
    }

    /// Every public paper that is ready.
    fn each(&self, look: &mut dyn FnMut(&Study<'_>, &Expected<'_>, &Scene<'_>)) {
        let study = self.study();
        let holdings = &self.workspace.holdings;
        for (township, cases) in &self.villages {
            let home = &holdings.townships[*township];
            let watch = study.watch_over(cases, home);
            let scene = Scene { cases: Some((cases, home)), ..Scene::of(&watch) };
            let code = &holdings.inventory.townships[*township].code;
            study.expect(|frame| catalogue::of_village(cases, code, frame)).iter().filter(|expected| is_open(expected)).for_each(|expected| look(&study, expected, &scene));
        }
        let watch = study.watch_above();
        let counties = self.survey.counties(&self.workspace);
        let scene = Scene { counties: &counties, ..Scene::of(&watch) };
        let mut above = study.expect(|frame| catalogue::of_county(holdings, frame));
        if holdings.prefecture.is_some() {
            above.extend(study.expect(|frame| catalogue::of_prefecture(holdings, &counties, frame)));
        }
        above.iter().filter(|expected| is_open(expected)).for_each(|expected| look(&study, expected, &scene));
    }

    /// The papers with a field altered.
    fn with(&mut self, id: &FieldId, how: How) -> Papers {
        let altered: Vec<(usize, Value)> =
            self.sources.iter().enumerate().filter_map(|(at, (_, source))| Some((at, source.altered(id, how)?))).collect();
        for (at, tree) in &altered {
            self.set(self.sources[*at].0, tree);
        }
        let renamed = (how == How::Changed).then(|| self.rename(id)).flatten();
        let papers = self.papers();
        if let Some(registers) = renamed {
            registers.into_iter().zip(self.survey.registers()).for_each(|(names, register)| names.into_register(register));
        }
        for (at, _) in &altered {
            let (place, tree) = (self.sources[*at].0, self.sources[*at].1.tree.clone());
            self.set(place, &tree);
        }
        papers
    }

    /// Names of areas reach papers above them by the register; it is renamed, too. What stood there is handed back.
    fn rename(&mut self, id: &FieldId) -> Option<Vec<Names>> {
        let (village, full) = match (id.of, id.path.as_str()) {
            (Of::Village, "名称") => (true, false),
            (Of::Village, "全称") => (true, true),
            (Of::Township, "名称") => (false, false),
            (Of::Township, "全称") => (false, true),
            _ => return None,
        };
        let other = |name: &mut String| *name = format!("改{name}");
        Some(self.survey.registers().map(|register| {
            let names = Names::of(register);
            match village {
                true => register.villages.iter_mut().for_each(|summary| other(if full { &mut summary.full_name } else { &mut summary.name })),
                false => register.townships.iter_mut().for_each(|(short, long)| other(if full { long } else { short })),
            }
            names
        }).collect())
    }

    /// Reads a record anew from a tree.
    fn set(&mut self, place: Place, tree: &Value) {
        let holdings = &mut self.workspace.holdings;
        match place {
            Place::Office if holdings.prefecture.is_some() => {
                let Ok(prefecture) = serde_yaml::from_value::<Prefecture>(tree.clone()) else { return };
                holdings.county.record = prefecture.office();
                holdings.prefecture = Some(prefecture);
            }
            Place::Office => put(&mut holdings.county, tree),
            Place::Site => put(&mut holdings.site, tree),
            Place::Township(at) => put(&mut holdings.townships[at], tree),
            Place::Plan(at) => put(&mut holdings.plans[at], tree),
            Place::Document(at) => put(&mut holdings.documents[at].0, tree),
            Place::Body(at) => holdings.documents[at].1 = tree["正文"].as_str().unwrap_or_default().to_owned(),
            Place::Batch(at) => put(&mut holdings.batches[at], tree),
            Place::County(at) => put(&mut self.workspace.counties[at].workspace.holdings.county, tree),
            Place::Village(at) => put(&mut self.villages[at].1.village, tree),
            Place::VillageBatch(at, batch) => put(&mut self.villages[at].1.batches[batch], tree),
            Place::Household(at, household) => put(&mut self.villages[at].1.households[household], tree),
        }
    }
}

/// The names of areas in a register: of villages and of townships, short and full.
struct Names {
    villages: Vec<(String, String)>,
    townships: Vec<(String, String)>,
}

impl Names {
    fn of(register: &Register) -> Self {
        let villages = register.villages.iter().map(|village| (village.name.clone(), village.full_name.clone())).collect();
        Self { villages, townships: register.townships.clone() }
    }

    /// Puts them back.
    fn into_register(self, register: &mut Register) {
        for (village, names) in register.villages.iter_mut().zip(self.villages) {
            (village.name, village.full_name) = names;
        }
        register.townships = self.townships;
    }
}

fn put<R: DeserializeOwned>(case: &mut Case<R>, tree: &Value) {
    // The tree was read from the case's own file: its scalars are text, and a record takes any text.
    if let Ok(record) = serde_yaml::from_value(tree.clone()) {
        case.record = record;
    }
}

fn is_open(expected: &Expected<'_>) -> bool {
    expected.kind.audience != Audience::Restricted && expected.state == State::Ready
}
