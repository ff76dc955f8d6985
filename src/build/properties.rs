//! The report on the four properties of a package, as JSON, HTML and PDF. Its entry point is [`Reporter`]; HTML and PDF are drawn
//! from one document of the kind `four-properties`.

use std::path::Path;

use serde_json::{Value, json};
use tera::{Context, Tera};

use super::BuildError;
use super::press::marks;
use crate::outlets::archive::numbering::Level;
use crate::outlets::archive::properties::{Judged, LINES, Outcome, Property, evidence, judge, verdict};
use crate::outlets::archive::roster::State;
use crate::outlets::archive::verify::Package;
use crate::papers::catalogue::{Kind, PACKAGE_REPORT, kind};
use crate::papers::document::{Align, Cell, Column, Content, Document, Identity, Parts, Row, Table, Templates};
use crate::papers::fonts::Fonts;
use crate::papers::layout::{Paper, paginate};
use crate::papers::render::html::article;
use crate::papers::render::pdf::{Core, pdf};
use crate::papers::view::FourProperties;
use crate::report::message::{Lang, line, ui};

/// The page around the report's article.
const PAGE: (&str, &str) = ("report.html", include_str!("../../templates/archive/report.html"));

/// Most defects that the paper lists: the data have all of them.
const LISTED: usize = 500;

/// Templates and fonts, ready to make reports.
pub struct Reporter {
    templates: Templates,
    fonts: Fonts,
    page: Tera,
    kind: &'static Kind,
}

/// A report in its three forms.
pub struct Report {
    /// As data.
    pub json: Vec<u8>,
    /// As a page that needs nothing else.
    pub html: Vec<u8>,
    /// As a paper; nothing where a character has no glyph.
    pub pdf: Option<Vec<u8>>,
}

impl Report {
    /// The files of the report: ending of the name, bytes.
    pub fn files(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
        let pdf = self.pdf.as_deref().map(|bytes| ("pdf", bytes));
        [("json", self.json.as_slice()), ("html", self.html.as_slice())].into_iter().chain(pdf)
    }
}

impl Reporter {
    /// With the templates and fonts of a workspace, or the program's own.
    ///
    /// # Errors
    /// A template or font that cannot be used.
    pub fn open(workspace: Option<&Path>) -> Result<Self, BuildError> {
        let folder = workspace.map(|root| root.join("fonts")).filter(|folder| folder.is_dir());
        let own = workspace.map(|root| root.join("templates/archive").join(PAGE.0)).filter(|path| path.is_file());
        let text = match own {
            Some(path) => std::fs::read_to_string(&path).map_err(|error| BuildError::Write(path.display().to_string(), error))?,
            None => PAGE.1.to_owned(),
        };
        let mut page = Tera::new();
        page.add_raw_template(PAGE.0, &text).map_err(page_fault)?;
        Ok(Self {
            templates: Templates::open(workspace).map_err(BuildError::Template)?,
            fonts: Fonts::open(folder.as_deref()).map_err(BuildError::Font)?,
            page,
            kind: kind(PACKAGE_REPORT).expect("the catalogue has the kind"),
        })
    }

    /// The report on a package.
    ///
    /// # Errors
    /// A template that the view does not fit, or a font that cannot be subset.
    pub fn report(&self, package: &Package, lang: Lang) -> Result<Report, BuildError> {
        let lines = judge(package);
        let document = self.document(package, &lines)?;
        let context = Context::from_serialize(&json!({ "title": document.title, "marks": document.marks, "article": article(&document) })).map_err(page_fault)?;
        let html = self.page.render(PAGE.0, &context).map_err(page_fault)?;
        let pdf = match paginate(&document, Paper::A4, &self.fonts) {
            Ok(pages) => Some(pdf(&pages, &document, &self.fonts, &Core::default()).map_err(BuildError::Font)?),
            Err(_) => None,
        };
        let mut json = serde_json::to_vec_pretty(&data(package, &lines, lang)).expect("a report is plain JSON");
        json.push(b'\n');
        Ok(Report { json, html: html.into_bytes(), pdf })
    }

    fn document(&self, package: &Package, lines: &[Judged]) -> Result<Document, BuildError> {
        let info = |key: &str| package.info.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone()).unwrap_or_default();
        let roster = package.own.as_ref().map(|own| &own.roster);
        let as_of = roster.map_or_else(|| info("Bagging-Date"), |roster| roster.as_of.clone());
        let name = if package.path.is_empty() { roster.map_or_else(|| "（所核验的路径）".to_owned(), |roster| format!("{}-{}", roster.level, roster.code)) } else { package.path.clone() };
        let open = open(package);
        let view = FourProperties {
            package: name.clone(),
            subject: info("External-Description"),
            as_of: Some(as_of.clone()).filter(|day| !day.is_empty()),
            passes: package.passes(),
            defects: package.defects.len(),
            by_hand: lines.iter().filter(|judged| judged.outcome == Outcome::ByHand).count(),
            open: open.body.len(),
        };
        let args = evidence(package);
        let arg = |name: &str| args.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone()).unwrap_or_default();
        let mut about = vec![
            ("档案包", name.clone()),
            ("内容", view.subject.clone()),
            ("来源机构", info("Source-Organization")),
            ("档号", info("External-Identifier")),
            ("截至", as_of.clone()),
            ("文件", format!("{}个，{}字节", package.files, package.bytes)),
            ("摘要算法", package.algorithms.join("、")),
            ("总摘要", grouped(&arg("root"))),
            ("清册摘要", grouped(&arg("roster"))),
        ];
        about.retain(|(_, value)| !value.is_empty());
        let of = |property: Property| lines.iter().filter(move |judged| judged.line.property == property);
        let mut parts = Parts::new()
            .with("概况", Content::Table(Table { columns: columns(&[(Align::Left, 0.0), (Align::Left, 1.0)]), body: about.into_iter().map(|(name, value)| headed([name.to_owned(), value])).collect(), ..Table::default() }))
            .with("结论", Content::Table(conclusion(lines)))
            .with("代码", Content::Table(codes()));
        for property in Property::ALL {
            parts = parts.with(&word("property", property.id()), Content::Table(table(of(property), &args)));
        }
        parts = parts.optional("缺陷", vec![Content::Table(defects(package)).into()]).optional("尚缺", vec![Content::Table(open).into()]);
        let composed = self.templates.compose(self.kind.template, &view, parts).map_err(BuildError::Template)?;
        let sample = roster.is_some_and(|roster| roster.sample);
        let mut document = composed.into_document(self.kind.id, &as_of, &info("Source-Organization"), marks(self.kind, sample));
        document.identity = Identity { id: format!("{}-{}", name.replace('/', "-"), self.kind.id), address: None };
        Ok(document)
    }
}

fn page_fault(error: impl std::fmt::Display) -> BuildError {
    BuildError::Write(PAGE.0.to_owned(), std::io::Error::new(std::io::ErrorKind::InvalidData, error.to_string()))
}

/// A word of the report in Chinese: papers are Chinese.
fn word(of: &str, id: &str) -> String {
    ui(&format!("{of}.{id}"), Lang::Zh, &[])
}

/// A digest in groups of eight, so that lines break between them and people can compare.
fn grouped(digest: &str) -> String {
    digest.as_bytes().chunks(8).map(|part| String::from_utf8_lossy(part).into_owned()).collect::<Vec<_>>().join(" ")
}

fn columns(widths: &[(Align, f32)]) -> Vec<Column> {
    widths.iter().map(|(align, stretch)| Column { stretch: *stretch, align: *align }).collect()
}

fn row<const N: usize>(cells: [String; N]) -> Row {
    Row { cells: cells.into_iter().map(Cell::new).collect() }
}

/// A row whose first cell names it.
fn headed<const N: usize>(cells: [String; N]) -> Row {
    let mut row = row(cells);
    row.cells[0].heads_row = true;
    row
}

fn head<const N: usize>(cells: [&str; N]) -> Vec<Row> {
    vec![row(cells.map(str::to_owned))]
}

fn conclusion(lines: &[Judged]) -> Table {
    let count = |property: Property, outcome: Outcome| lines.iter().filter(|judged| judged.line.property == property && judged.outcome == outcome).count().to_string();
    let body = Property::ALL.into_iter().map(|property| {
        let outcomes = [Outcome::Passes, Outcome::Warns, Outcome::Fails, Outcome::NotHeld, Outcome::ByHand].map(|outcome| count(property, outcome));
        let [passes, warns, fails, not_held, by_hand] = outcomes;
        headed([word("property", property.id()), word("outcome", verdict(property, lines).id()), passes, warns, fails, not_held, by_hand])
    });
    Table {
        columns: columns(&[(Align::Centre, 1.0); 7]),
        head: head(["性质", "程序检测结论", "合格", "提醒", "不合格", "未核对", "须人工检测"]),
        body: body.collect(),
        ..Table::default()
    }
}

/// The lines of a property: what is tested, what came of it, and on what evidence.
fn table<'a>(lines: impl Iterator<Item = &'a Judged>, args: &[(&'static str, String)]) -> Table {
    let body = lines.map(|judged| {
        let words = line(judged.line.id);
        let shown: Vec<(&'static str, String)> = args.iter().map(|(name, value)| (*name, if matches!(*name, "root" | "roster") { format!("{}…", value.chars().take(16).collect::<String>()) } else { value.clone() })).collect();
        let mut told = vec![words.evidence(Lang::Zh, &shown)];
        told.extend(judged.found.iter().map(|(code, count)| format!("{code} {count}处")));
        told.retain(|text| !text.is_empty());
        match judged.outcome {
            // Room for what people find.
            Outcome::ByHand => told.push("人工检测记录：____________".to_owned()),
            _ if told.is_empty() => told.push("没有发现缺陷".to_owned()),
            _ => {}
        }
        row([words.name(Lang::Zh).to_owned(), words.how(Lang::Zh).to_owned(), word("outcome", judged.outcome.id()), told.join("；")])
    });
    Table {
        columns: columns(&[(Align::Left, 1.1), (Align::Left, 1.8), (Align::Centre, 0.0), (Align::Left, 1.9)]),
        head: head(["检测项", "怎样检测", "结果", "证据和发现"]),
        body: body.collect(),
        ..Table::default()
    }
}

/// Which checks decide which line.
fn codes() -> Table {
    let body = LINES.iter().map(|known| {
        let codes = if known.codes.is_empty() { "须人工检测".to_owned() } else { known.codes.join("、") };
        row([word("property", known.property.id()), line(known.id).name(Lang::Zh).to_owned(), known.id.to_owned(), codes])
    });
    Table {
        columns: columns(&[(Align::Centre, 0.0), (Align::Left, 1.2), (Align::Left, 0.0), (Align::Left, 2.4)]),
        head: head(["性质", "检测项", "代号", "决定它的检查（缺陷代码）"]),
        body: body.collect(),
        ..Table::default()
    }
}

fn defects(package: &Package) -> Table {
    let body = package.defects.iter().take(LISTED).enumerate().map(|(place, defect)| {
        let whom = defect.household.clone().or_else(|| defect.village.clone()).unwrap_or_default();
        row([(place + 1).to_string(), defect.code.to_owned(), whom, defect.file.clone(), defect.message(Lang::Zh)])
    });
    let rest = package.defects.len().saturating_sub(LISTED);
    Table {
        columns: columns(&[(Align::Centre, 0.0), (Align::Left, 1.0), (Align::Left, 0.0), (Align::Left, 1.4), (Align::Left, 1.8)]),
        head: head(["序号", "缺陷代码", "户或村", "文件", "说明"]),
        body: body.collect(),
        notes: if rest > 0 { vec![format!("另有{rest}处，见同名的 JSON 文件。")] } else { Vec::new() },
        ..Table::default()
    }
}

/// What should be there and is not, with the reason.
fn open(package: &Package) -> Table {
    let volumes = package.own.iter().flat_map(|own| &own.roster.volumes);
    let body = volumes.flat_map(|volume| {
        let whose = if volume.level == Level::Household.name() { format!("{} {}", volume.code, volume.name) } else { volume.name.clone() };
        let items = volume.items.iter().filter(|item| matches!(item.state, State::Missing | State::Blocked));
        items.map(move |item| row([whose.clone(), item.title.clone(), item.state.word().to_owned(), item.reason.clone()]))
    });
    Table {
        columns: columns(&[(Align::Left, 0.8), (Align::Left, 1.4), (Align::Centre, 0.0), (Align::Left, 1.8)]),
        head: head(["卷", "题名", "状态", "原因"]),
        body: body.collect(),
        ..Table::default()
    }
}

/// The report as data.
fn data(package: &Package, lines: &[Judged], lang: Lang) -> Value {
    let args = evidence(package);
    let properties = Property::ALL.into_iter().map(|property| {
        let own = lines.iter().filter(|judged| judged.line.property == property).map(|judged| {
            let words = line(judged.line.id);
            json!({
                "id": judged.line.id,
                "name": words.name(lang),
                "outcome": judged.outcome.id(),
                "how": words.how(lang),
                "evidence": words.evidence(lang, &args),
                "checks": judged.line.codes,
                "found": judged.found,
            })
        });
        json!({
            "id": property.id(),
            "name": ui(&format!("property.{}", property.id()), lang, &[]),
            "outcome": verdict(property, lines).id(),
            "lines": own.collect::<Vec<_>>(),
        })
    });
    json!({
        "package": package.path,
        "passes": package.passes(),
        "level": package.own.as_ref().map(|own| own.roster.level.clone()),
        "code": package.own.as_ref().map(|own| own.roster.code.clone()),
        "as_of": package.own.as_ref().map(|own| own.roster.as_of.clone()),
        "evidence": args.iter().map(|(name, value)| ((*name).to_owned(), Value::from(value.as_str()))).collect::<serde_json::Map<_, _>>(),
        "properties": properties.collect::<Vec<_>>(),
        "defects": package.defects.iter().map(|defect| defect.json(lang)).collect::<Vec<_>>(),
    })
}
