//! Views of the restricted archive. Entry points: [`household_entry`], [`numbers_of`], [`timeline`], [`grid`], [`pairs`].
//!
//! Records are shown by the field table, every field under its own key, so that a new field is seen here without more ado.

use crate::papers::view::browse::{FileEntry, Grid, HouseholdEntry, Pair, StepEntry, Timeline};
use crate::records::case::{Batch, Clearance, Household, Node, Record, Scalar, Step};
use crate::records::holdings::evidence_folder;
use crate::records::values::Date;
use crate::rules::course::Course;
use crate::rules::regulation::{Procedure, RuleSet, WorkingDays};

/// Leave to show private values on a page that stays in the office.
const OFFICE: Clearance = Clearance::for_restricted_paper();

/// Fields that are shown in part only.
const MASKED: [&str; 3] = ["身份证号", "联系电话", "银行账号"];

/// Most columns of a table.
const COLUMNS: usize = 7;

/// Where a file of the workspace is linked to, and the digest of its bytes; `None` where it is not there.
pub type FileOf<'a> = &'a dyn Fn(&str) -> Option<(String, String)>;

/// What the steps of a case are seen with.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// Rule set that the case goes by.
    pub rules: &'a RuleSet,
    /// Working days.
    pub calendar: &'a WorkingDays,
    /// What lies later has not happened.
    pub as_of: Date,
    /// Papers.
    pub files: FileOf<'a>,
}

/// A household, with the steps of its list and the files that both stand in.
pub fn household_entry(household: &Household, file: &str, batch: Option<(&Batch, &str)>, seen: &Seen<'_>) -> HouseholdEntry {
    let exit = &household.exit;
    let procedure = seen.rules.procedure(&exit.procedure.text());
    let shared = batch.map(|(batch, file)| (batch.steps.as_slice(), file));
    let code = household.code.text();
    let timeline = timeline(procedure, (&exit.steps, file), shared, Some(&code), seen);
    let left = timeline.steps.iter().any(|step| step.class == "done" && procedure.and_then(|known| known.step(&step.name)).is_some_and(|(_, rule)| matches!(rule.nature.as_str(), "公告" | "销号")));
    let withheld = said(&exit.withheld);
    let standing = if withheld.is_empty() { timeline.standing.clone() } else { format!("暂不退出：{withheld}") };
    let mut watch = labelled("监测", &household.monitoring);
    watch.extend(labelled("一户一策", &household.help_plan));
    let grids = [
        grid("家庭成员", &records(&household.members), &[]),
        map("保障", household, "保障"),
        map("负面清单", household, "负面清单"),
        map("家庭支出", household, "家庭支出"),
        map("其他因素", household, "其他因素"),
        grid("成员变更", &records(&exit.changes), &[]),
    ];
    let mut income = pairs(&household.income, &[]);
    income.extend(household.income.items.iter().map(|(name, amount)| (name.clone(), said(amount))));
    HouseholdEntry {
        head: household.head.text(),
        standing,
        rule_set: seen.rules.id.text(),
        facts: pairs(household, &["户编码", "户主"]),
        exit: pairs(exit, &[]),
        income,
        grids: grids.into_iter().flatten().collect(),
        buffer: if left { seen.rules.terms.buffer.text() } else { String::new() },
        timeline,
        watch,
        help: [grid("帮扶措施", &records(&household.help_plan.measures), &[]), grid("走访记录", &records(&household.visits), &[]), grid("定期评估", &records(&household.assessments), &[])]
            .into_iter()
            .flatten()
            .collect(),
        code,
    }
}

/// Telephone of a household and ID numbers of its members, whole: to be searched for, never for a page.
pub fn numbers_of(household: &Household) -> Vec<Pair> {
    let members = household.members.iter().map(|member| ("身份证号", said(&member.id_number)));
    let numbers = std::iter::once(("联系电话", said(&household.telephone))).chain(members);
    numbers.filter(|(_, number)| !number.is_empty()).map(|(key, number)| (key.to_owned(), number)).collect()
}

/// The way of a case: its own steps, those of its list, and the file of each; of a list's objections and comparisons only those
/// that are about `household`, where one is named.
pub fn timeline(
    procedure: Option<&Procedure>,
    (own, own_file): (&[Step], &str),
    shared: Option<(&[Step], &str)>,
    household: Option<&str>,
    seen: &Seen<'_>,
) -> Timeline {
    let all: Vec<(&Step, &str)> = own.iter().map(|step| (step, own_file)).chain(shared.into_iter().flat_map(|(steps, file)| steps.iter().map(move |step| (step, file)))).collect();
    let happened = |step: &Step| step.date.value().is_none_or(|day| *day <= seen.as_of);
    let mut steps = Vec::new();
    let mut standing = "还没有开始".to_owned();
    let rules = procedure.map(|procedure| procedure.steps.as_slice()).unwrap_or_default();
    let last = rules.iter().rposition(|rule| all.iter().any(|(step, _)| step.step.text() == rule.name.text() && happened(step)));
    let next = last.map_or(0, |last| last + 1);
    for (order, rule) in rules.iter().enumerate() {
        let name = rule.name.text();
        let done: Vec<&(&Step, &str)> = all.iter().filter(|(step, _)| step.step.text() == name && happened(step)).collect();
        let law = seen.rules.cite(&rule.law).map(|(document, paragraph)| format!("{document}{paragraph}")).unwrap_or_default();
        let blank = StepEntry { name: name.clone(), level: rule.level.text(), asks: rule.asks.text(), law, ..StepEntry::default() };
        if done.is_empty() {
            let (state, class) = match order {
                _ if order == next => ("待办", "next"),
                _ if order < next => ("没有记载", "skipped"),
                _ => ("未办", "open"),
            };
            steps.push(StepEntry { state, class, ..blank });
            continue;
        }
        for (step, file) in done {
            let course = procedure.map(|procedure| Course::of_steps(procedure, std::slice::from_ref(*step), seen.as_of));
            let period = course.as_ref().and_then(|course| course.last()).and_then(|done| done.shown(seen.calendar));
            let period = period.filter(|_| matches!(rule.nature.as_str(), "公示" | "公告")).map(|period| format!("{}至{}", period.first, period.last)).unwrap_or_default();
            let mut lacks = Vec::new();
            let lack = |what: &str, asked: Vec<String>, there: Vec<String>| {
                asked.into_iter().filter(move |one| !there.contains(one)).map(|one| format!("{what}：{one}")).collect::<Vec<_>>()
            };
            let texts = |fields: &[crate::records::case::Field<crate::records::values::Text>]| fields.iter().map(|field| field.text()).collect::<Vec<_>>();
            lacks.extend(lack("未见签字", texts(&rule.signers), step.signatures.iter().map(|signature| signature.role.text()).collect()));
            lacks.extend(lack("未见张贴", texts(&rule.places), step.postings.iter().map(|posting| posting.place.text()).collect()));
            lacks.extend(lack("缺材料", texts(&rule.evidence), step.evidence.iter().map(|paper| paper.name.text()).collect()));
            standing = format!("已办到“{name}”");
            steps.push(StepEntry { state: "已办", class: "done", period, lacks, ..told(step, file, household, seen, blank.clone()) });
        }
    }
    if let Some(rule) = rules.get(next) {
        standing = format!("{standing}，待办“{}”", rule.name.text());
    } else if !rules.is_empty() {
        standing += "，各步都已办完";
    }
    let unknown = all.iter().filter(|(step, _)| happened(step) && !rules.iter().any(|rule| rule.name.text() == step.step.text()));
    steps.extend(unknown.map(|(step, file)| {
        let blank = StepEntry { name: step.step.text(), state: "规则集没有这一步", class: "unknown", ..StepEntry::default() };
        told(step, file, household, seen, blank)
    }));
    Timeline { procedure: procedure.map(|procedure| procedure.name.text()).unwrap_or_default(), steps, standing }
}

/// What was recorded of a step.
fn told(step: &Step, file: &str, household: Option<&str>, seen: &Seen<'_>, entry: StepEntry) -> StepEntry {
    let about = |code: &crate::records::case::Private<crate::records::values::Code>| {
        household.is_none_or(|own| code.is_absent() || said(code) == own)
    };
    let objections: Vec<&dyn Record> = step.objections.iter().filter(|one| about(&one.household)).map(|one| one as &dyn Record).collect();
    let comparisons: Vec<&dyn Record> = step.comparisons.iter().filter(|one| about(&one.household)).map(|one| one as &dyn Record).collect();
    let folder = evidence_folder(file);
    let paper = |name: String, date: String, file: String| {
        let there = if file.is_empty() { None } else { (seen.files)(&format!("{folder}{file}")) };
        let (href, digest) = there.unzip();
        FileEntry { name, date, file, href, digest: digest.unwrap_or_default() }
    };
    let papers = step.evidence.iter().map(|one| paper(one.name.text(), said(&one.date), said(&one.file)));
    let photographs = step.postings.iter().flat_map(|posting| posting.photographs.iter().map(move |one| (posting, one)));
    let photographs = photographs.map(|(posting, one)| paper(format!("{}张贴照片", posting.place.text()), posting.posted.text(), said(one)));
    let grids = [
        grid("签字", &records(&step.signatures), &[]),
        grid("张贴", &records(&step.postings), &["照片"]),
        grid("异议", &objections, &[]),
        grid("比对", &comparisons, &[]),
    ];
    StepEntry {
        date: step.date.text(),
        facts: pairs(step, &["步骤", "日期"]),
        grids: grids.into_iter().flatten().collect(),
        files: papers.chain(photographs).collect(),
        ..entry
    }
}

/// Records as rows; `None` of none.
pub fn grid(name: &str, rows: &[&dyn Record], without: &[&str]) -> Option<Grid> {
    let fields = rows.first()?.fields();
    let cells = |row: &dyn Record| fields.iter().map(|field| row.get(field.key).map(|node| cell(field.key, &node)).unwrap_or_default()).collect::<Vec<_>>();
    let whole: Vec<Vec<String>> = rows.iter().map(|row| cells(*row)).collect();
    let filled = |column: &usize| !without.contains(&fields[*column].key) && whole.iter().any(|row| !row[*column].is_empty());
    let columns: Vec<usize> = (0..fields.len()).filter(filled).collect();
    let head: Vec<String> = columns.iter().map(|column| fields[*column].key.to_owned()).collect();
    let rows = whole.into_iter().map(|row| columns.iter().map(|column| row[*column].clone()).collect()).collect();
    Some(Grid { name: name.to_owned(), wide: head.len() > COLUMNS, head, rows })
}

/// A mapping of names to values or records, name by name.
fn map(name: &str, record: &dyn Record, key: &str) -> Option<Grid> {
    let Some(Node::Map(entries)) = record.get(key) else { return None };
    let rows: Vec<Vec<String>> = entries.iter().map(|(name, node)| vec![(*name).to_owned(), cell(name, node)]).collect();
    (!rows.is_empty()).then(|| Grid { name: name.to_owned(), head: vec!["项目".to_owned(), "记载".to_owned()], rows, wide: false })
}

/// The single values of a record that stand in it, under their keys.
pub fn pairs(record: &dyn Record, without: &[&str]) -> Vec<Pair> {
    let fields = record.fields().iter().filter(|field| !without.contains(&field.key));
    fields.filter_map(|field| match record.get(field.key)? {
        node @ (Node::Scalar(_) | Node::Scalars(_)) => Some((field.key.to_owned(), cell(field.key, &node))),
        _ => None,
    })
    .filter(|(_, text)| !text.is_empty())
    .collect()
}

/// The same with what they are about before each key.
fn labelled(name: &str, record: &dyn Record) -> Vec<Pair> {
    pairs(record, &[]).into_iter().map(|(key, text)| (format!("{name}·{key}"), text)).collect()
}

/// What stands at a key in one cell.
fn cell(key: &str, node: &Node<'_>) -> String {
    match node {
        Node::Scalar(scalar) => masked(key, said(*scalar)),
        Node::Scalars(scalars) => scalars.iter().map(|scalar| masked(key, said(*scalar))).collect::<Vec<_>>().join("、"),
        Node::Record(record) => pairs(*record, &[]).into_iter().map(|(key, text)| format!("{key}：{text}")).collect::<Vec<_>>().join("；"),
        Node::List(_) | Node::Lists(_) | Node::Map(_) => String::new(),
    }
}

/// A value as text; what could not be read as it was written, and saying so.
fn said(scalar: &dyn Scalar) -> String {
    let unread = || scalar.invalid_text().map(|text| format!("{text}（写法不对）"));
    scalar.text(&OFFICE).or_else(unread).unwrap_or_default()
}

/// Numbers of persons: the last four characters.
fn masked(key: &str, text: String) -> String {
    if !MASKED.contains(&key) || text.is_empty() {
        return text;
    }
    let length = text.chars().count();
    let shown = length.saturating_sub(4).max(length / 2);
    text.chars().enumerate().map(|(place, character)| if place < shown { '*' } else { character }).collect()
}

fn records<R: Record>(rows: &[R]) -> Vec<&dyn Record> {
    rows.iter().map(|row| row as &dyn Record).collect()
}
