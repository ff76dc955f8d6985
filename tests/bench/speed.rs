//! Speed, measured beside a floor in one run: `cargo bench`. Nothing here is asserted.
//!
//! - `notice`: 10,000 one-page notices that differ in names, lengths and faces, from parsed case to PDF bytes, on one core,
//!   with the share of each step;
//! - `table`: one table of 100 pages;
//! - `forms`: a household's full set of forms, bound in one file;
//! - `check`: 10,000 household files read and checked, beside reading and parsing them to plain YAML values;
//! - `look`: the private values of 100,000 households gathered, and public text looked at for all of them, beside only bringing the text
//!   into the form in which it is compared.
//!
//! With `GONGSHI_BENCH_PAGES=DIR` the HTML of what was made is left there for the peers (`tests/bench/peers.sh`).

#![allow(clippy::print_stdout, reason = "a benchmark speaks to the terminal")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use gongshi::build::floor;
use gongshi::build::progress::Silent;
use gongshi::outlets::privacy::{Secrets, squeezed};
use gongshi::papers::catalogue::{self, Make};
use gongshi::papers::document::{Align, Cell, Column, Content, Document, Identity, Inline, Layout, Row, Table, Templates};
use gongshi::papers::fonts::Fonts;
use gongshi::papers::layout::{Paper, bind, paginate};
use gongshi::papers::render::html::article;
use gongshi::papers::render::pdf::{Core, pdf};
use gongshi::papers::view::from_case::{Dossier, Dwelling, Listed, Notice, Setting};
use gongshi::records::case::{Case, Channel, County, Field, Household, Township, parse};
use gongshi::records::holdings::VillageCases;
use gongshi::records::source::SourceFile;
use gongshi::records::values::{Date, Value};
use gongshi::workspace::{Workspace, sample};

fn main() {
    let only = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let wanted = |name: &str| only.as_deref().is_none_or(|only| only == name);
    if wanted("notice") {
        notice(true);
        notice(false);
    }
    if wanted("table") {
        table();
    }
    if wanted("forms") {
        forms();
    }
    if wanted("check") {
        check();
    }
    if wanted("look") {
        look();
    }
}

/// Leaves HTML for the peers, with a name in it that they change from run to run.
fn leave(what: &str, html: &str, name: &str) {
    assert!(html.contains(name), "{name} stands in it");
    if let Some(folder) = std::env::var_os("GONGSHI_BENCH_PAGES") {
        std::fs::write(Path::new(&folder).join(format!("{what}.html")), html).expect("writable");
        std::fs::write(Path::new(&folder).join(format!("{what}.name")), name).expect("writable");
    }
}

/// Peak memory of the process, in MB.
fn peak() -> f64 {
    floor::peak_kb().unwrap_or_default() as f64 / 1024.0
}

fn read<R: gongshi::records::case::Record + serde::de::DeserializeOwned + Default>(path: &str, text: String) -> Case<R> {
    parse(&SourceFile { path: path.to_owned(), text }, path)
}

/// Deterministic numbers for names.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

const SURNAMES: &str = "样例测试甲乙丙丁";
const GIVEN: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅春燕建国志文斌波辉鹏飞鑫宇浩轩梓涵欣怡思雨佳琪晨曦博雅俊峰海雪莲翠凤彩云庆祥福寿荣昌德胜利民安康宁泰瑞麟骏驰𬭩㛃";

fn village(workspace: &Path, dice: &mut Dice, households: std::ops::Range<usize>) -> VillageCases {
    let folder = workspace.join("content/townships/03/villages/0301");
    let text = |path: PathBuf| std::fs::read_to_string(path).expect("the sample is written");
    let batch = text(folder.join("batches/0301-2017-1.yaml"));
    let household = text(folder.join("households/0301-001.yaml"));
    let mut own = text(folder.join("village.yaml"));
    if households.start == 1 {
        own = own.lines().filter(|line| !line.contains("地址:") && !line.contains("邮箱:")).map(|line| format!("{line}\n")).collect();
    }
    let given: Vec<char> = GIVEN.chars().collect();
    let surnames: Vec<char> = SURNAMES.chars().collect();
    let households = (0..households.start + dice.roll(households.len()))
        .map(|index| {
            let name: String = [surnames[dice.roll(surnames.len())], given[dice.roll(given.len())], given[dice.roll(given.len())]].iter().collect();
            let text = household.replace("0301-001", &format!("0301-{:03}", index + 1)).replacen("户主: 例甲一", &format!("户主: {name}"), 1);
            read("household.yaml", text)
        })
        .collect();
    VillageCases {
        village: read("village.yaml", own),
        batches: vec![read("batch.yaml", batch)],
        households,
        evidence: Vec::new(),
        findings: Vec::new(),
    }
}

/// The sample's own notice has two pages; `short` makes it one: a shorter basis and template, one contact, one to three households.
fn notice(short: bool) {
    let folder = scratch("notice");
    sample::write(&folder).expect("the sample is written");
    let workspace = Workspace::open(&folder).expect("the sample is a workspace");
    let mut rules = workspace.regime.as_ref().expect("the sample has a rule set").current().rules.clone();
    let mut county: County = workspace.holdings.county.record.clone();
    let mut township: Township = workspace.holdings.townships[0].record.clone();
    let name = "household-exit-publicity";
    let mut source = std::fs::read_to_string(folder.join(format!("templates/documents/{name}.md"))).expect("the sample is written");
    if short {
        county.channel = Channel::default();
        township.channel = Channel::default();
        rules.procedures.iter_mut().flat_map(|procedure| &mut procedure.steps).for_each(|step| step.words = Field::read("已完成"));
        rules.sources.values_mut().for_each(|source| source.title = Field::read("清委办〔2017〕25号文件"));
        let long = "，可以通过来信、来电、来访等方式向受理单位反映。反映问题应当实事求是，尽可能提供具体情况和线索，以便调查核实。受理单位对反映人的信息予以保密。";
        assert!(source.contains(long), "the template has changed");
        source = source.replace(long, "，请向受理单位反映。");
        std::fs::write(folder.join(format!("templates/documents/{name}.md")), source).expect("writable");
    }
    let as_of = Date::parse("2017-11-20").expect("a day");
    let templates = Templates::open(Some(&folder)).expect("own templates are right");
    let fonts = Fonts::open(Some(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts"))).expect("own fonts are right");
    let kind = name;
    let core = gongshi::build::core(catalogue::kind(name).expect("known"), true, &templates, &fonts).expect("known");
    let procedure = rules.procedures.iter().find(|procedure| procedure.papers.text() == "household-exit").expect("the sample's own");
    let order = procedure.steps.iter().position(|step| step.nature.text() == "公示").expect("it has a publicity");
    let mut dice = Dice(1);
    const NOTICES: usize = 10_000;
    let villages: Vec<VillageCases> = (0..NOTICES).map(|_| village(&folder, &mut dice, if short { 1..3 } else { 4..9 })).collect();
    let mut shares = [Duration::ZERO; 5];
    let (mut bytes, mut pages, before) = (0, 0, peak());
    let mut times = Vec::with_capacity(NOTICES);
    let mut single: Vec<Duration> = Vec::new();
    for cases in &villages {
        let begun = Instant::now();
        let mut last = begun;
        let mut lap = |share: &mut Duration| {
            let now = Instant::now();
            *share += now - last;
            last = now;
        };
        let calendar = &workspace.working_days;
        let setting = Setting { county: &county, township: Some(&township), village: Some(&cases.village.record), rules: &rules, calendar, as_of };
        let batch = &cases.batches[0];
        let notice = Notice::of_batch(&batch.record, Listed::Households(cases, batch), order, setting).expect("known procedure");
        let made = notice.publicity().expect("in publicity");
        lap(&mut shares[0]);
        // Filled twice, so that Tera's share can be told from Markdown's; the first filling is taken off the total.
        let filled = templates.fill(kind, &made.view).expect("fits");
        lap(&mut shares[1]);
        let composed = templates.compose(kind, &made.view, made.parts).expect("fits");
        let document = composed.into_document(kind, "2017-11-15", &made.issuer, vec!["样例·非正式文件".to_owned()]);
        lap(&mut shares[2]);
        let laid = paginate(&document, Paper::A4, &fonts).expect("all glyphs are there");
        lap(&mut shares[3]);
        let file = pdf(&laid, &document, &fonts, &core).expect("fonts are right");
        lap(&mut shares[4]);
        times.push(begun.elapsed());
        if laid.pages.len() == 1 {
            if short && single.is_empty() {
                leave("notice", &article(&document), &cases.households[0].record.head.text());
            }
            single.push(begun.elapsed());
        }
        bytes += file.len();
        pages += laid.pages.len();
        std::hint::black_box((filled, file));
    }
    shares[2] = shares[2].saturating_sub(shares[1]);
    times.sort();
    single.sort();
    let total: Duration = shares.iter().sum();
    let each = |share: Duration| share.as_secs_f64() * 1e3 / NOTICES as f64;
    println!("notice: {NOTICES} notices, {pages} pages, one core");
    println!("  {:.3} ms each (median with one filling more {:.3} ms), {:.1} KB each", each(total), times[NOTICES / 2].as_secs_f64() * 1e3, bytes as f64 / 1024.0 / NOTICES as f64);
    if let Some(median) = single.get(single.len() / 2) {
        let mean = single.iter().sum::<Duration>().as_secs_f64() * 1e3 / single.len() as f64;
        println!("  {} of one page: mean {mean:.3} ms, median {:.3} ms (one filling more included)", single.len(), median.as_secs_f64() * 1e3);
    }
    for (name, share) in ["view", "template", "Markdown", "layout", "PDF"].into_iter().zip(shares) {
        println!("  {name:10} {:.3} ms  {:4.1} %", each(share), share.as_secs_f64() * 100.0 / total.as_secs_f64());
    }
    println!("  peak memory {:.0} MB, of which {before:.0} MB before the first notice (all cases held for the benchmark)", peak());
    std::fs::remove_dir_all(folder).ok();
}

fn table() {
    let fonts = Fonts::open(None).expect("own fonts are right");
    let row = |index: usize| {
        let cells = [index.to_string(), format!("第{}组", index % 9 + 1), format!("样{}", ["甲", "乙", "丙", "丁"][index % 4]), (index % 7 + 1).to_string()];
        Row { cells: cells.into_iter().map(Cell::new).collect() }
    };
    let rows = 3_100;
    let table = Table {
        columns: vec![Column { stretch: 1.0, align: Align::Centre }; 4],
        head: vec![Row { cells: ["序号", "村民小组", "户主姓名", "家庭人口"].into_iter().map(Cell::new).collect() }],
        body: (1..=rows).map(row).collect(),
        ..Table::default()
    };
    let document = Document {
        kind: "bench".into(),
        title: "名单".into(),
        layout: Layout::Notice,
        blocks: vec![Content::Title(vec![Inline::Text("名单".into())]).into(), Content::Table(table).into()],
        marks: Vec::new(),
        date: "2017-11-15".into(),
        issuer: "样例".into(),
        identity: Identity::default(),
    };
    let core = Core::new(&fonts);
    let begun = Instant::now();
    let laid = paginate(&document, Paper::A4, &fonts).expect("all glyphs are there");
    let layout = begun.elapsed();
    let file = pdf(&laid, &document, &fonts, &core).expect("fonts are right");
    let all = begun.elapsed();
    leave("table", &article(&document), "样甲");
    println!(
        "table: {} pages, {:.0} pages/s (layout {:.1} ms, PDF {:.1} ms), {} KB",
        laid.pages.len(),
        laid.pages.len() as f64 / all.as_secs_f64(),
        layout.as_secs_f64() * 1e3,
        (all - layout).as_secs_f64() * 1e3,
        file.len() / 1024
    );
}

/// All forms of one household, from parsed case to one bound PDF.
fn forms() {
    let folder = scratch("forms");
    sample::write(&folder).expect("the sample is written");
    let workspace = Workspace::open(&folder).expect("the sample is a workspace");
    let holdings = &workspace.holdings;
    let (township, files) = holdings.inventory.villages().find(|(_, files)| files.code == "0301").expect("the sample has it");
    let cases = VillageCases::load(&folder, files);
    let household = &cases.households[0].record;
    let batch = cases.batch_of(&household.exit).map(|case| &case.record);
    let as_of = Date::parse("2017-11-20").expect("a day");
    let dwelling = Dwelling {
        household,
        batch,
        village: &cases.village.record,
        township: &holdings.townships[township].record,
        county: &holdings.county.record,
        rules: &workspace.regime.as_ref().expect("the sample has a rule set").of_household(&household.exit, batch).rules,
        as_of,
    };
    let templates = Templates::open(None).expect("own templates are right");
    let fonts = Fonts::open(Some(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts"))).expect("own fonts are right");
    let bound: Vec<_> = catalogue::kinds().filter(|kind| matches!(kind.make, Make::Form(form) if !form.stands_alone())).collect();
    let cores: Vec<Core> = bound.iter().map(|kind| gongshi::build::core(kind, true, &templates, &fonts).expect("known")).collect();
    let core = Core::joined(&cores);
    let make = || {
        let dossier = Dossier::new(&dwelling);
        let documents: Vec<Document> = bound
            .iter()
            .filter_map(|kind| {
                let Make::Form(form) = kind.make else { return None };
                let made = dossier.made(&form.signing);
                let composed = templates.compose(kind.template, &made.view, made.parts).expect("fits");
                Some(composed.into_document(kind.id, "2017-11-15", &made.issuer, Vec::new()))
            })
            .collect();
        let laid = bind(&documents, Paper::A4, &fonts).expect("all glyphs are there");
        let file = pdf(&laid, &Document { blocks: Vec::new(), ..documents[0].clone() }, &fonts, &core).expect("fonts are right");
        (documents, laid.pages.len(), file.len())
    };
    let mut times = Vec::new();
    let (documents, pages, bytes) = make();
    for _ in 0..50 {
        let begun = Instant::now();
        std::hint::black_box(make());
        times.push(begun.elapsed());
    }
    times.sort();
    leave("forms", &documents.iter().map(article).collect::<String>(), &household.head.text());
    println!(
        "forms: {} forms of one household, {pages} pages: median {:.2} ms, {} KB, peak {:.0} MB",
        documents.len(),
        times[times.len() / 2].as_secs_f64() * 1e3,
        bytes / 1024,
        peak()
    );
    std::fs::remove_dir_all(folder).ok();
}

fn check() {
    let folder = scratch("check");
    sample::write(&folder).expect("the sample is written");
    let village = folder.join("content/townships/03/villages/0301");
    let template = std::fs::read_to_string(village.join("households/0301-003.yaml")).expect("the sample is written");
    // Every household has the same members here: without their numbers they are no doubles.
    let template: String = template.lines().filter(|line| !line.contains("身份证号")).map(|line| format!("{line}\n")).collect();
    const HOUSEHOLDS: usize = 10_000;
    const VILLAGES: usize = 100;
    let own = std::fs::read_to_string(village.join("village.yaml")).expect("the sample is written");
    let batch = std::fs::read_to_string(village.join("batches/0301-2017-1.yaml")).expect("the sample is written");
    for number in 0..VILLAGES {
        let code = format!("9{number:03}");
        let target = folder.join(format!("content/townships/03/villages/{code}"));
        std::fs::create_dir_all(target.join("households")).expect("writable");
        std::fs::create_dir_all(target.join("batches")).expect("writable");
        std::fs::write(target.join("village.yaml"), own.replace("0301", &code)).expect("writable");
        std::fs::write(target.join(format!("batches/{code}-2017-1.yaml")), batch.replace("0301-", &format!("{code}-"))).expect("writable");
        for household in 0..HOUSEHOLDS / VILLAGES {
            let text = template.replace("0301-003", &format!("{code}-{household:03}")).replace("0301-2017-1", &format!("{code}-2017-1"));
            std::fs::write(target.join(format!("households/{code}-{household:03}.yaml")), text).expect("writable");
        }
    }
    let as_of = Date::parse("2017-11-20").expect("a day");
    // Read once, so that both find the files in the same cache.
    let _ = floor::measure(&folder);
    let mut floors = Vec::new();
    let mut checks = Vec::new();
    for _ in 0..5 {
        floors.push(Duration::from_secs_f64(floor::measure(&folder).seconds));
        let begun = Instant::now();
        let workspace = Workspace::open(&folder).expect("a workspace");
        let survey = gongshi::build::survey(&workspace, as_of, &Silent);
        checks.push(begun.elapsed());
        assert!(!survey.findings.iter().any(gongshi::report::finding::Finding::counts), "the benchmark's cases are sound");
    }
    floors.sort();
    checks.sort();
    let (floor, check) = (floors[2].as_secs_f64(), checks[2].as_secs_f64());
    println!(
        "check: {HOUSEHOLDS} households in {VILLAGES} villages: {:.0} ms, floor (read and parse to plain YAML values) {:.0} ms, ratio {:.2}; peak {:.0} MB",
        check * 1e3,
        floor * 1e3,
        check / floor,
        peak()
    );
    std::fs::remove_dir_all(folder).ok();
}

fn look() {
    let folder = scratch("look");
    sample::write(&folder).expect("the sample is written");
    let template = std::fs::read_to_string(folder.join("content/townships/03/villages/0301/households/0301-003.yaml")).expect("the sample is written");
    let numbers: Vec<&str> = template.lines().filter_map(|line| line.split("身份证号: ").nth(1)).map(|rest| rest.trim_matches(['"', '}', ' '])).collect();
    assert!(!numbers.is_empty(), "the sample's household has members");
    const HOUSEHOLDS: usize = 100_000;
    let of = |household: usize| {
        let mut text = template.replace("0301-003", &format!("0301-{household}"));
        for (member, number) in numbers.iter().enumerate() {
            text = text.replace(number, &format!("9999991973{:08}", household * 10 + member));
        }
        text.replace("0000-0000000", &format!("0000-{household:07}")).replace("石下村二组样例3号", &format!("某村{}组样例{household}号", household % 9))
    };
    let (mut secrets, mut gathering, before) = (Secrets::default(), Duration::ZERO, peak());
    for household in 0..HOUSEHOLDS {
        let case = read::<Household>(&format!("0301-{household}.yaml"), of(household));
        let begun = Instant::now();
        secrets.add(&case);
        gathering += begun.elapsed();
    }
    let begun = Instant::now();
    let sealed = secrets.seal();
    let sealing = begun.elapsed();
    // A public text of the sample's own words, with the values of some households planted.
    let rows: String = (0..20_000).map(|row| format!("<tr><td>{row}</td><td>例{row}</td><td>清流县某镇某村{}组</td><td>2017年11月{}日</td></tr>\n", row % 9, row % 30)).collect();
    let begun = Instant::now();
    let formed: usize = (0..20).map(|_| squeezed(&rows).chars().count()).sum();
    let floor = begun.elapsed();
    let begun = Instant::now();
    let none: usize = (0..20).map(|_| sealed.hits(&rows).len()).sum();
    let looking = begun.elapsed();
    assert!(formed > 0 && none == 0, "nothing is found where nothing stands");
    let planted: Vec<usize> = (0..HOUSEHOLDS).step_by(997).collect();
    let text: String = planted.iter().map(|household| format!("电话0000 {household:07}，住某村{}组样例{household}号。", household % 9)).collect();
    assert_eq!(sealed.hits(&text).len(), 2 * planted.len(), "all that was planted is found");
    let megabytes = 20.0 * rows.len() as f64 / 1e6;
    println!(
        "look: {} values of {HOUSEHOLDS} households gathered in {:.2} s, sealed in {:.2} s, {:.0} MB above {before:.0}; {megabytes:.0} MB of text {:.2} s ({:.0} MB/s), floor (its form alone) {:.2} s, ratio {:.2}",
        sealed.count(),
        gathering.as_secs_f64(),
        sealing.as_secs_f64(),
        peak() - before,
        looking.as_secs_f64(),
        megabytes / looking.as_secs_f64(),
        floor.as_secs_f64(),
        looking.as_secs_f64() / floor.as_secs_f64()
    );
    std::fs::remove_dir_all(folder).ok();
}

fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("gongshi-bench-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    folder
}
