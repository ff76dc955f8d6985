//! The first pass: read and check every village, keep its summary, then check across. Its entry point is [`survey`].

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Progress;
use crate::outlets::privacy::Secrets;
use crate::records::case::{Acknowledgement, Aliases};
use crate::records::holdings::{VillageCases, VillageFiles};
use crate::records::register::{CountyBelow, ExitSummary, Households, Register, Totals, VillageSummary, add_moves};
use crate::rules::adjustment;
use crate::records::source;
use crate::records::values::Date;
use crate::report::finding::Finding;
use crate::rules::regulation::RuleSet;
use crate::rules::JUDGE;
use crate::rules::check::{self, Books, Context, CountyContext, PrefectureContext};
use crate::workspace::{Below, Workspace};

/// What the first pass found.
pub struct Survey {
    /// What remains of the villages.
    pub register: Register,
    /// The registers of a prefecture's counties, in the order of [`Workspace::counties`].
    counties: Vec<Register>,
    /// Every finding with its place, sorted by file, line, column, rule.
    pub findings: Vec<Finding>,
    /// Files with findings that count, and those findings' places in the list.
    blocked: BTreeMap<String, Vec<usize>>,
    /// The private values of the households.
    pub(super) secrets: Secrets,
}

impl Survey {
    /// The findings that count against any of these files.
    pub fn against<'a>(&'a self, files: impl IntoIterator<Item = &'a str>) -> Vec<&'a Finding> {
        files.into_iter().filter_map(|file| self.blocked.get(file)).flatten().map(|index| &self.findings[*index]).collect()
    }

    /// Every finding about one file, in the order of its lines.
    pub fn of_file(&self, file: &str) -> &[Finding] {
        let begin = self.findings.partition_point(|finding| finding.file.as_str() < file);
        let length = self.findings[begin..].partition_point(|finding| finding.file == file);
        &self.findings[begin..begin + length]
    }

    /// Every register: the workspace's own, then those of a prefecture's counties.
    pub(super) fn registers(&mut self) -> impl Iterator<Item = &mut Register> {
        std::iter::once(&mut self.register).chain(&mut self.counties)
    }

    /// The counties of a prefecture with what remains of their villages.
    pub fn counties<'a>(&'a self, workspace: &'a Workspace) -> Vec<CountyBelow<'a>> {
        below(workspace, &self.counties)
    }
}

struct VillageOutcome {
    summary: VillageSummary,
    findings: Vec<Finding>,
    acknowledged: Vec<(String, Vec<Acknowledgement>)>,
    secrets: Secrets,
}

fn below<'a>(workspace: &'a Workspace, registers: &'a [Register]) -> Vec<CountyBelow<'a>> {
    let counties = workspace.counties.iter().zip(registers);
    counties.map(|(below, register)| CountyBelow { folder: &below.folder, county: &below.workspace.holdings.county, register }).collect()
}

/// Reads and checks the whole county as of a day; of a prefecture one county after the other, and then across them.
pub fn survey(workspace: &Workspace, as_of: Date, progress: &dyn Progress) -> Survey {
    let villages: Vec<(usize, &VillageFiles)> = workspace.holdings.inventory.villages().collect();
    progress.begin("progress.check", villages.len() as u64);
    let outcomes: Vec<VillageOutcome> = villages
        .par_iter()
        .map(|(township, files)| {
            let outcome = village(workspace, *township, files, as_of);
            progress.step();
            outcome
        })
        .collect();
    progress.end();
    let mut findings = Vec::new();
    let mut books = Books::default();
    let townships = workspace.holdings.townships.iter().map(|case| (case.record.name.text(), case.record.full_name.text())).collect();
    let exit = ExitSummary::of(&workspace.holdings.county.record.exit, None, &JUDGE);
    let mut register = Register { villages: Vec::with_capacity(outcomes.len()), townships, exit };
    let mut secrets = Secrets::default();
    for outcome in outcomes {
        findings.extend(outcome.findings);
        secrets.extend(outcome.secrets);
        for (file, list) in &outcome.acknowledged {
            books.add(file, list, &mut findings);
        }
        register.villages.push(outcome.summary);
    }
    let holdings = &workspace.holdings;
    let offices = holdings.townships.iter().map(|case| &case.record.channel).chain(holdings.batches.iter().map(|case| &case.record.channel));
    offices.chain([&holdings.county.record.channel]).for_each(|channel| secrets.official(channel));
    secrets.official_number(&holdings.site.record.telephone.text());
    let mut add = |file: &str, list: &[Acknowledgement]| books.add(file, list, &mut findings);
    add(&holdings.county.file, &holdings.county.record.acknowledged);
    add(&holdings.site.file, &holdings.site.record.acknowledged);
    holdings.townships.iter().for_each(|case| add(&case.file, &case.record.acknowledged));
    holdings.plans.iter().for_each(|case| add(&case.file, &case.record.acknowledged));
    holdings.documents.iter().for_each(|(case, _)| add(&case.file, &case.record.acknowledged));
    holdings.batches.iter().for_each(|case| add(&case.file, &case.record.acknowledged));
    holdings.problems.iter().for_each(|case| add(&case.file, &case.record.acknowledged));
    holdings.evaluations.iter().for_each(|case| add(&case.file, &case.record.acknowledged));
    workspace.rule_sets.iter().for_each(|case| add(&case.file, &case.record.acknowledged));
    let context = context(workspace, None, as_of);
    findings.extend(check::across(&CountyContext { holdings, rule_sets: &workspace.rule_sets, register: &register, context }));
    let mut counties = Vec::with_capacity(workspace.counties.len());
    let mut of_counties = Vec::new();
    for Below { folder, workspace } in &workspace.counties {
        let county = survey(workspace, as_of, progress);
        counties.push(county.register);
        secrets.extend(county.secrets.below(folder));
        of_counties.extend(county.findings.into_iter().map(|finding| Finding { file: format!("{folder}/{}", finding.file), ..finding }));
    }
    if holdings.prefecture.is_some() {
        findings.extend(check::across_counties(&PrefectureContext { holdings, counties: &below(workspace, &counties), context }));
    }
    findings.extend(crate::workspace::ledger::read(&workspace.root).err().into_iter().flatten());
    check::acknowledge(&mut findings, &books);
    resolve_places(workspace, &mut findings);
    // What a county found it has marked and placed itself.
    findings.extend(of_counties);
    findings.sort_by(|a, b| (&a.file, a.line, a.column, &a.rule, &a.args).cmp(&(&b.file, b.line, b.column, &b.rule, &b.args)));
    let mut blocked: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate().filter(|(_, finding)| finding.counts()) {
        blocked.entry(finding.file.clone()).or_default().push(index);
    }
    Survey { register, counties, findings, blocked, secrets }
}

/// What cases are held against; `None` without a rule set.
pub(super) fn context(workspace: &Workspace, township: Option<usize>, as_of: Date) -> Option<Context<'_>> {
    let holdings = &workspace.holdings;
    let regime = workspace.regime.as_ref()?;
    Some(Context {
        county: &holdings.county,
        township: township.map(|place| &holdings.townships[place]),
        regime,
        rules: &regime.current().rules,
        batches: &holdings.batches,
        calendar: &workspace.working_days,
        as_of,
    })
}

fn village(workspace: &Workspace, township: usize, files: &VillageFiles, as_of: Date) -> VillageOutcome {
    let cases = VillageCases::load(&workspace.root, files);
    let holdings = &workspace.holdings;
    // Without a rule set nothing can be judged but form; that it is missing is said once.
    let findings = match context(workspace, Some(township), as_of) {
        Some(context) => check::village(&cases, &context),
        None => check::form(&cases),
    };
    let mut summary = VillageSummary::of(&cases.village, township);
    let key = holdings.county.record.code.text();
    let exit = &cases.village.record.exit;
    let list = exit.batch.value().and_then(|code| holdings.batches.iter().map(|case| &case.record).find(|batch| batch.code.value() == Some(code)));
    summary.exit = ExitSummary::of(exit, list, &JUDGE);
    summary.batches = cases.batches.iter().map(|case| (case.record.code.text(), case.file.clone())).collect();
    summary.households = Households::of(&cases.households, &key, &JUDGE);
    if let Some(regime) = &workspace.regime {
        adjustment::moves_within(&cases, regime, as_of).iter().for_each(|(_, moves)| add_moves(&mut summary.moves, moves));
    }
    summary.totals = Totals::of(&cases.households, as_of, &JUDGE);
    let mut secrets = Secrets::default();
    cases.households.iter().for_each(|case| secrets.add(case));
    cases.batches.iter().map(|case| &case.record.channel).chain([&cases.village.record.channel]).for_each(|channel| secrets.official(channel));
    let mut acknowledged = Vec::new();
    let VillageCases { village, batches, households, .. } = cases;
    acknowledged.push((village.file, village.record.acknowledged));
    acknowledged.extend(batches.into_iter().map(|case| (case.file, case.record.acknowledged)));
    acknowledged.extend(households.into_iter().map(|case| (case.file, case.record.acknowledged)));
    acknowledged.retain(|(_, list)| !list.is_empty());
    VillageOutcome { summary, findings, acknowledged, secrets }
}

/// Reads the files with findings once more, with places.
pub(super) fn resolve_places(workspace: &Workspace, findings: &mut [Finding]) {
    let files: BTreeSet<String> = findings.iter().filter(|finding| finding.line == 0).map(|finding| finding.file.clone()).collect();
    let aliases = Aliases::of_cases().and(RuleSet::FIELDS);
    for file in files {
        let Ok(source) = source::read(&workspace.root, &file) else { continue };
        let text = match file.ends_with(".md") {
            true => crate::records::holdings::front_matter(&source.text).map(|(front, _)| front).unwrap_or_default(),
            false => source.text,
        };
        let Ok(Some(tree)) = source::parse_marked(&text) else { continue };
        for finding in findings.iter_mut().filter(|finding| finding.line == 0 && finding.file == file) {
            (finding.line, finding.column) = source::place(&tree, &finding.path, |key, text| aliases.stands_for(key, text));
        }
    }
}
