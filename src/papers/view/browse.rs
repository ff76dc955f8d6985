//! What the pages of the restricted archive show. Entry points: [`HouseholdEntry`], [`Timeline`], [`Grid`].
//!
//! An inspector reads here what the case files hold; numbers of papers, telephones and accounts are masked.

use serde::Serialize;

/// A label and what stands beside it.
pub type Pair = (String, String);

/// Records of one kind as rows; columns that no row fills are left out.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Grid {
    /// What the rows are.
    pub name: String,
    /// Titles of the columns.
    pub head: Vec<String>,
    /// Cells, row by row.
    pub rows: Vec<Vec<String>>,
    /// Too many columns for a table: each row is a list of labels and values.
    pub wide: bool,
}

/// The way of one case through its procedure.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Timeline {
    /// Procedure; empty where there is none.
    pub procedure: String,
    /// Its steps in order, those that wait among them, then steps that the procedure does not know.
    pub steps: Vec<StepEntry>,
    /// Where the case stands, in words.
    pub standing: String,
}

/// A step, done or waiting.
#[derive(Debug, Clone, Default, Serialize)]
pub struct StepEntry {
    /// Name.
    pub name: String,
    /// 户, 批, 村, 乡镇 or 县: whose step it is.
    pub level: String,
    /// 已办, 待办 (the next one), 未办, or 规则集没有这一步.
    pub state: &'static str,
    /// Word for the style sheet: done, next, open, unknown.
    pub class: &'static str,
    /// ISO day; empty where none is recorded.
    pub date: String,
    /// First and last day of a publicity.
    pub period: String,
    /// Everything else that was recorded in single values.
    pub facts: Vec<Pair>,
    /// 签字, 张贴, 异议, 比对.
    pub grids: Vec<Grid>,
    /// What the procedure asks for and the record does not have, each by its name.
    pub lacks: Vec<String>,
    /// Papers and photographs.
    pub files: Vec<FileEntry>,
    /// What the rule set asks.
    pub asks: String,
    /// Document and paragraph.
    pub law: String,
}

/// A paper that lies in the workspace.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FileEntry {
    /// What it is.
    pub name: String,
    /// ISO day.
    pub date: String,
    /// Name of the file.
    pub file: String,
    /// Link to it; none where the file is not there.
    pub href: Option<String>,
    /// SHA-256 of its bytes.
    pub digest: String,
}

/// What a household's file holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct HouseholdEntry {
    /// Code.
    pub code: String,
    /// Name of the head.
    pub head: String,
    /// Where it stands, in words.
    pub standing: String,
    /// Id of the rule set that it goes by.
    pub rule_set: String,
    /// Single values of the household.
    pub facts: Vec<Pair>,
    /// Single values of its exit.
    pub exit: Vec<Pair>,
    /// Income.
    pub income: Vec<Pair>,
    /// Members, guarantees, situations, expenditure, changes of members.
    pub grids: Vec<Grid>,
    /// Its case from survey to register entry.
    pub timeline: Timeline,
    /// What holds on after the exit, in the words of the rule set.
    pub buffer: String,
    /// 监测 and 一户一策 in single values.
    pub watch: Vec<Pair>,
    /// Measures, visits, assessments.
    pub help: Vec<Grid>,
}
