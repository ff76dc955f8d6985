//! Workspaces to try things in: copied, edited, run. Entry points: [`Workspace`] and [`Twin`].

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

/// The repository's own county, and the invented one beside the tests.
const QINGLIU: (&str, &str) = ("content", "2017-11-20");
const BEILING: (&str, &str) = ("tests/counties/beiling/content", "2019-10-20");

/// The invented prefecture over two counties.
const LIZHOU: (&str, &str) = ("tests/counties/prefecture", "2020-11-20");

/// Files of the Qingliu county that cases are made of; the batches are named by how far they have come.
pub const COUNTY: &str = "content/county.yaml";
pub const RULES: &str = "content/regulations/qingliu-2017.yaml";
pub const PLAN: &str = "content/plans/qingliu-2017-2019.yaml";
pub const SCHEME: &str = "content/documents/qingliu-exit-scheme.md";
pub const FORWARDING: &str = "content/documents/changwei-2017-54.md";
pub const POSTED: &str = "content/townships/03/villages/0301/batches/0301-2017-1.yaml";
pub const ENDED: &str = "content/townships/08/villages/0801/batches/0801-2017-1.yaml";
pub const APPROVED: &str = "content/townships/07/villages/0701/batches/0701-2017-1.yaml";
pub const ANNOUNCED: &str = "content/townships/09/villages/0901/batches/0901-2017-1.yaml";
pub const POSTED_VILLAGE: &str = "content/townships/03/villages/0301/village.yaml";
pub const ANNOUNCED_VILLAGE: &str = "content/townships/09/villages/0901/village.yaml";
/// The households of the village whose list is posted; the first of them is `household("0301-001")`.
pub const HOUSEHOLD: &str = "content/townships/03/villages/0301/households/0301-001.yaml";

/// The file of a Qingliu household.
pub fn household(code: &str) -> String {
    format!("content/townships/{}/villages/{}/households/{code}.yaml", &code[..2], &code[..4])
}

/// A folder of its own, removed when dropped.
pub struct Workspace {
    pub root: PathBuf,
    pub as_of: &'static str,
    /// Files that were changed, as they were before; `None` where there was none.
    before: RefCell<BTreeMap<String, Option<Vec<u8>>>>,
}

impl Drop for Workspace {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.root);
    }
}

/// What a run of the program gave.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A finding as `check --format json` or the text of `build` tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub rule: String,
    pub file: String,
    pub line: usize,
    pub message: String,
    pub object: Value,
}

/// What a build left: every file below `board`, `web`, `restricted`, and the build record.
pub struct Built {
    pub ran: Ran,
    pub tree: Tree,
    pub record: Value,
}

/// Files by path.
pub type Tree = BTreeMap<String, Vec<u8>>;

impl Workspace {
    /// An empty folder.
    pub fn empty() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("gongshi-test-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let root = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&root).expect("the temporary folder is writable");
        Self { root, as_of: QINGLIU.1, before: RefCell::default() }
    }

    /// A copy of the Qingliu county.
    pub fn qingliu() -> Self {
        Self::copy(QINGLIU)
    }

    /// A copy of the second county.
    pub fn beiling() -> Self {
        Self::copy(BEILING)
    }

    /// A copy of the prefecture with its counties.
    pub fn prefecture() -> Self {
        let mut workspace = Self::empty();
        workspace.as_of = LIZHOU.1;
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(LIZHOU.0);
        for part in ["content", "counties"] {
            for (path, bytes) in read_tree(&from.join(part)).into_iter().filter(|(path, _)| !path.contains("output/")) {
                workspace.write(&format!("{part}/{path}"), bytes);
            }
        }
        workspace.before.borrow_mut().clear();
        workspace
    }

    /// A folder within this one that is a workspace itself.
    pub fn inside(&self, folder: &str) -> Self {
        Self { root: self.root.join(folder), as_of: self.as_of, before: RefCell::default() }
    }

    /// A copy of the workspace whose `content/` stands in this folder of the repository.
    pub fn copy((content, as_of): (&str, &'static str)) -> Self {
        let mut workspace = Self::empty();
        workspace.as_of = as_of;
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(content);
        for (path, bytes) in read_tree(&from) {
            workspace.write(&format!("content/{path}"), bytes);
        }
        workspace.before.borrow_mut().clear();
        workspace
    }

    /// Everything as it was when it was copied.
    pub fn reset(&self) {
        self.reset_cases();
        for folder in ["output", "content/ledger"] {
            let _ = std::fs::remove_dir_all(self.root.join(folder));
        }
    }

    /// The cases as they were when they were copied; what was made and published stays.
    pub fn reset_cases(&self) {
        for (file, bytes) in std::mem::take(&mut *self.before.borrow_mut()) {
            let path = self.root.join(file);
            let _ = std::fs::remove_file(&path);
            if let Some(bytes) = bytes {
                std::fs::write(path, bytes).expect("writable");
            }
        }
    }

    fn remember(&self, file: &str) {
        let bytes = || std::fs::read(self.root.join(file)).ok();
        self.before.borrow_mut().entry(file.to_owned()).or_insert_with(bytes);
    }

    /// The text of a file.
    pub fn text(&self, file: &str) -> String {
        std::fs::read_to_string(self.root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// Writes a file and the folders above it.
    pub fn write(&self, file: &str, bytes: impl AsRef<[u8]>) -> &Self {
        self.remember(file);
        let path = self.root.join(file);
        std::fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("writable");
        std::fs::write(path, bytes).expect("writable");
        self
    }

    /// Replaces text that stands in the file exactly once.
    pub fn edit(&self, file: &str, old: &str, new: &str) -> &Self {
        self.edit_all(file, 1, old, new)
    }

    /// Replaces text that stands in the file exactly so many times.
    pub fn edit_all(&self, file: &str, times: usize, old: &str, new: &str) -> &Self {
        let text = self.text(file);
        assert_eq!(text.matches(old).count(), times, "{file}: {old:?}");
        self.write(file, text.replace(old, new))
    }

    /// Adds text at the end of a file.
    pub fn append(&self, file: &str, more: &str) -> &Self {
        self.write(file, self.text(file) + more)
    }

    pub fn rename(&self, from: &str, to: &str) -> &Self {
        self.remember(from);
        self.remember(to);
        std::fs::rename(self.root.join(from), self.root.join(to)).expect("movable");
        self
    }

    pub fn remove(&self, file: &str) -> &Self {
        self.remember(file);
        std::fs::remove_file(self.root.join(file)).expect("removable");
        self
    }

    /// The files below `content/`.
    pub fn content(&self) -> Vec<String> {
        read_tree(&self.root.join("content")).into_keys().map(|path| format!("content/{path}")).collect()
    }

    /// Line (from 1) on which a text ends that stands in the file exactly once.
    pub fn line_of(&self, file: &str, text: &str) -> usize {
        let whole = String::from_utf8_lossy(&std::fs::read(self.root.join(file)).expect("readable")).into_owned();
        assert_eq!(whole.matches(text).count(), 1, "{file}: {text:?}");
        let end = whole.find(text).expect("it stands there") + text.len();
        whole[..end].matches('\n').count() + 1
    }

    /// The program, told of this workspace.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongshi"));
        command.arg("-C").arg(&self.root).args(args).stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args).output())
    }

    /// Exit code and findings of `check`.
    pub fn check(&self) -> (i32, Vec<Found>) {
        self.check_in("zh")
    }

    pub fn check_in(&self, lang: &str) -> (i32, Vec<Found>) {
        let ran = self.run(&["-q", "--lang", lang, "check", "--as-of", self.as_of, "--format", "json"]);
        let object: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err));
        let list = object["findings"].as_array().expect("a list of findings");
        (ran.code, list.iter().cloned().map(Found::of).collect())
    }

    /// The findings that nobody stands by.
    pub fn open_findings(&self) -> Vec<Found> {
        self.check().1.into_iter().filter(|found| found.object["acknowledged"].is_null()).collect()
    }

    /// Builds as of the county's day, or as the arguments say.
    pub fn build(&self, args: &[&str]) -> Built {
        let as_of = ["--as-of", self.as_of];
        let day: &[&str] = if args.contains(&"--as-of") { &[] } else { &as_of };
        let ran = self.run(&[&["-q", "build"], day, args].concat());
        let tree = self.output();
        let record = tree.get("restricted/build.json").map_or(Value::Null, |bytes| serde_json::from_slice(bytes).expect("JSON"));
        Built { ran, tree, record }
    }

    /// What stands in the output folder.
    pub fn output(&self) -> Tree {
        read_tree(&self.root.join("output")).into_iter().filter(|(path, _)| !path.starts_with('.')).collect()
    }
}

impl Ran {
    pub fn of(output: std::io::Result<Output>) -> Self {
        let output = output.expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }

    /// The findings that a build tells on standard error.
    pub fn findings(&self) -> Vec<Found> {
        let line = |line: &str| {
            let (place, message) = line.split_once("]: ")?;
            let (place, rule) = place.rsplit_once('[')?;
            let [file, line, ..] = place.split(':').collect::<Vec<_>>()[..] else { return None };
            let line = line.parse().ok()?;
            Some(Found { rule: rule.into(), file: file.into(), line, message: message.into(), object: Value::Null })
        };
        self.err.lines().filter_map(line).collect()
    }
}

impl Found {
    fn of(object: Value) -> Self {
        let text = |key: &str| object[key].as_str().unwrap_or_else(|| panic!("{key} of {object}")).to_owned();
        let line = object["line"].as_u64().expect("a line") as usize;
        Self { rule: text("rule"), file: text("file"), line, message: text("message"), object }
    }

    /// `rule file:line`.
    pub fn place(&self) -> String {
        format!("{} {}:{}", self.rule, self.file, self.line)
    }
}

impl Built {
    /// Entries of the build record: kind, subject, state, the entry.
    pub fn documents(&self) -> Vec<(&str, &str, &str, &Value)> {
        let list = self.record["documents"].as_array().expect("the record lists documents");
        list.iter().map(|entry| (text_of(entry, "kind"), text_of(entry, "subject"), text_of(entry, "state"), entry)).collect()
    }

    /// State and reason of one document.
    pub fn state(&self, kind: &str, subject: &str) -> (String, String) {
        let documents = self.documents();
        let entry = documents.iter().find(|entry| (entry.0, entry.1) == (kind, subject));
        let entry = entry.unwrap_or_else(|| panic!("no {kind} of {subject}"));
        (entry.2.to_owned(), entry.3["reason"].as_str().unwrap_or_default().to_owned())
    }

    /// Paths with this ending.
    pub fn paths(&self, ending: &str) -> Vec<&str> {
        self.tree.keys().map(String::as_str).filter(|path| path.ends_with(ending)).collect()
    }

    /// The text of a PDF, page after page, as an independent reader sees it; white space removed.
    pub fn pdf_pages(&self, path: &str) -> Vec<String> {
        self.read(path, &[])
    }

    /// The text of a PDF in the order in which it was drawn: a cell of two lines is one word.
    pub fn pdf_as_drawn(&self, path: &str) -> String {
        self.read(path, &["-raw"]).concat()
    }

    fn read(&self, path: &str, way: &[&str]) -> Vec<String> {
        let bytes = self.tree.get(path).unwrap_or_else(|| panic!("no {path} in {:?}", self.tree.keys()));
        let holder = Workspace::empty();
        holder.write("x.pdf", bytes);
        let output = Command::new("pdftotext").args(way).arg(holder.root.join("x.pdf")).arg("-").output().expect("pdftotext is installed");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        text.split_terminator('\u{c}').map(squeezed).collect()
    }

    pub fn pdf(&self, path: &str) -> String {
        self.pdf_pages(path).concat()
    }

    pub fn text(&self, path: &str) -> String {
        let bytes = self.tree.get(path).unwrap_or_else(|| panic!("no {path} in {:?}", self.tree.keys()));
        String::from_utf8(bytes.clone()).expect("UTF-8")
    }
}

fn text_of<'a>(entry: &'a Value, key: &str) -> &'a str {
    entry[key].as_str().unwrap_or_default()
}

/// Without white space.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// The paths at which two trees differ.
pub fn differing<'a>(one: &'a Tree, other: &'a Tree) -> Vec<&'a str> {
    let mut paths: Vec<&str> = one.keys().chain(other.keys()).map(String::as_str).collect();
    paths.sort_unstable();
    paths.dedup();
    paths.retain(|path| one.get(*path) != other.get(*path));
    paths
}

/// Every file below a folder, by path; none where there is no folder.
pub fn read_tree(folder: &Path) -> Tree {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let named = |path: &Path| {
        let parts = path.strip_prefix(folder).expect("it is below the folder").components();
        parts.map(|part| part.as_os_str().to_str().expect("UTF-8")).collect::<Vec<_>>().join("/")
    };
    files.map(|entry| (named(entry.path()), std::fs::read(entry.path()).expect("readable"))).collect()
}

/// What is done to a workspace.
enum Deed {
    /// A text of the twin's file becomes another.
    Becomes(&'static str),
    /// Anything else.
    Does(fn(&Workspace)),
}

/// Which workspace is copied.
#[derive(Clone, Copy)]
enum Place {
    Qingliu,
    Beiling,
    Lizhou,
}

/// Two workspaces that differ in one field: one breaks a rule, the other stands at the rule's boundary and does not.
pub struct Twin {
    /// Id in the message table.
    pub message: &'static str,
    rule: &'static str,
    place: Place,
    given: Vec<(&'static str, &'static str, String)>,
    file: String,
    old: &'static str,
    fail: Deed,
    pass: Deed,
    expected: Vec<(&'static str, String, &'static str)>,
    /// Verb that makes papers, where the finding comes up only then.
    making: Option<&'static str>,
}

/// In `file`, `old` becomes `fail` or `pass`; the finding stands on the line on which the text `at` ends.
pub fn twin(rule: &'static str, file: &str, old: &'static str, fail: &'static str, pass: &'static str, at: &'static str) -> Twin {
    let twin = deed(rule, |_| {}, |_| {}, file, at);
    Twin { old, fail: Deed::Becomes(fail), pass: Deed::Becomes(pass), ..twin }
}

/// A deed of any kind; an empty `at` means the first line.
pub fn deed(rule: &'static str, fail: fn(&Workspace), pass: fn(&Workspace), file: &str, at: &'static str) -> Twin {
    Twin {
        message: rule,
        rule,
        place: Place::Qingliu,
        given: Vec::new(),
        file: file.to_owned(),
        old: "",
        fail: Deed::Does(fail),
        pass: Deed::Does(pass),
        expected: vec![(rule, file.to_owned(), at)],
        making: None,
    }
}

impl Twin {
    /// The rule set's own id of a standard; the message is that of its kind.
    pub fn reported_as(mut self, rule: &'static str) -> Self {
        self.rule = rule;
        self.expected[0].0 = rule;
        self
    }

    pub fn in_beiling(mut self) -> Self {
        self.place = Place::Beiling;
        self
    }

    pub fn in_prefecture(mut self) -> Self {
        self.place = Place::Lizhou;
        self
    }

    /// Both twins are edited so first.
    pub fn given(mut self, file: &'static str, old: &'static str, new: impl Into<String>) -> Self {
        self.given.push((file, old, new.into()));
        self
    }

    /// The finding stands in another file than the edit.
    pub fn found_in(mut self, file: &str) -> Self {
        self.expected[0].1 = file.to_owned();
        self
    }

    /// The fault breaks this rule too, or the same rule once more.
    pub fn also(mut self, rule: &'static str, file: &str, at: &'static str) -> Self {
        self.expected.push((rule, file.to_owned(), at));
        self
    }

    /// The finding comes up only while the paper is made.
    pub fn while_building(mut self) -> Self {
        self.making = Some("build");
        self
    }

    /// The finding comes up only while volumes are bound.
    pub fn while_binding(mut self) -> Self {
        self.making = Some("bind");
        self
    }

    fn make<'a>(&self, deed: &Deed, bench: &'a Bench) -> &'a Workspace {
        let workspace = bench.workspace(self.place);
        for (file, old, new) in &self.given {
            workspace.edit(file, old, new);
        }
        match deed {
            Deed::Becomes(text) => drop(workspace.edit(&self.file, self.old, text)),
            Deed::Does(deed) => deed(workspace),
        }
        workspace
    }

    /// The workspace that breaks the rule.
    pub fn failing<'a>(&self, bench: &'a Bench) -> &'a Workspace {
        self.make(&self.fail, bench)
    }

    /// The findings of a workspace that nobody stands by, and the exit code.
    pub fn findings(&self, workspace: &Workspace, lang: &str) -> (i32, Vec<Found>) {
        if let Some(verb) = self.making {
            let ran = workspace.run(&["-q", "--lang", lang, verb, "--as-of", workspace.as_of]);
            let known = workspace.check().1;
            let known: Vec<String> = known.iter().filter(|found| !found.object["acknowledged"].is_null()).map(Found::place).collect();
            let findings = ran.findings().into_iter().filter(|found| !known.contains(&found.place())).collect();
            return (ran.code, findings);
        }
        let (code, findings) = workspace.check_in(lang);
        // The sources' texts are not verified: every county that goes by one is told so.
        let told = |found: &Found| found.rule != "basis-not-printable" || self.rule == found.rule;
        (code, findings.into_iter().filter(|found| found.object["acknowledged"].is_null() && told(found)).collect())
    }

    /// What is wrong with this twin; nothing when the rule holds on both sides.
    fn faults(&self, bench: &Bench) -> Vec<String> {
        let mut faults = Vec::new();
        let (code, findings) = self.findings(self.make(&self.pass, bench), "zh");
        if !findings.is_empty() || code != 0 {
            faults.push(format!("{}: the passing twin has {:?}, exit {code}", self.rule, findings.iter().map(Found::place).collect::<Vec<_>>()));
        }
        let failing = self.failing(bench);
        let (code, findings) = self.findings(failing, "zh");
        let line = |file: &str, at: &str| if at.is_empty() { 1 } else { failing.line_of(file, at) };
        let mut expected: Vec<String> = self.expected.iter().map(|(rule, file, at)| format!("{rule} {file}:{}", line(file, at))).collect();
        let mut found: Vec<String> = findings.iter().map(Found::place).collect();
        expected.sort();
        found.sort();
        if found != expected {
            faults.push(format!("{}: expected {expected:#?}, found {found:#?}", self.rule));
        }
        let counts = gongshi::report::message::level(self.message) == gongshi::report::finding::Level::Error
            || self.expected.iter().any(|(rule, ..)| gongshi::report::message::level(rule) == gongshi::report::finding::Level::Error);
        if code != i32::from(counts) {
            faults.push(format!("{}: exit code {code}", self.rule));
        }
        faults
    }
}

/// One copy of each county, put right again before each use: copying is what takes time.
#[derive(Default)]
pub struct Bench {
    qingliu: OnceCell<Workspace>,
    beiling: OnceCell<Workspace>,
    lizhou: OnceCell<Workspace>,
}

impl Bench {
    fn workspace(&self, place: Place) -> &Workspace {
        let workspace = match place {
            Place::Qingliu => self.qingliu.get_or_init(Workspace::qingliu),
            Place::Beiling => self.beiling.get_or_init(Workspace::beiling),
            Place::Lizhou => self.lizhou.get_or_init(Workspace::prefecture),
        };
        workspace.reset();
        workspace
    }
}

/// Tries every twin and tells of all that are wrong at once.
pub fn hold(twins: &[Twin]) {
    let bench = Bench::default();
    let faults: Vec<String> = twins.iter().flat_map(|twin| twin.faults(&bench)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
