//! Views of the papers of control (D19): [`SpotCheck`], [`ProblemSheet`]. All of them stay within the office.

use serde::Serialize;

/// View of `spot-check-scheme` (抽查方案), `spot-check-sheet` (抽查表), `satisfaction-form` (满意度调查表) and `spot-check-result` (抽查结果报告). Part, which a
/// template may leave out: `名单`.
#[derive(Debug, Clone, Serialize)]
pub struct SpotCheck {
    /// Full name of the county.
    pub county: String,
    /// Code of the spot check.
    pub code: String,
    /// Year whose work is checked.
    pub year: String,
    /// Who checks.
    pub by: String,
    /// Day; empty where none is given.
    pub date: String,
    /// Digest of the closed roster; empty where it was not drawn from one.
    pub roster: String,
    /// Seed of the draw.
    pub seed: String,
    /// Households of the sample.
    pub households: usize,
    /// Sheets that say whether the household was identified rightly.
    pub judged: usize,
    /// Identified rightly.
    pub right: usize,
    /// In percent of those that say so, `98.5%`; empty where none does.
    pub right_share: String,
    /// Sheets that say whether the household is satisfied.
    pub asked: usize,
    /// Satisfied.
    pub satisfied: usize,
    /// In percent of those asked.
    pub satisfied_share: String,
    /// Sheets with something found besides.
    pub found: usize,
}

/// View of `problem-sheet` (问题核查表) and `rectification-notice` (整改通知书). Parts, each of which a template may leave out: `问题`, `签字`, `落款`.
#[derive(Debug, Clone, Serialize)]
pub struct ProblemSheet {
    /// Full name of the county.
    pub county: String,
    /// Code of the list.
    pub code: String,
    /// Year.
    pub year: String,
    /// Whom a notice goes to; empty for the whole list.
    pub village: String,
    /// Problems.
    pub problems: usize,
    /// Those not checked yet.
    pub unchecked: usize,
    /// Those that hold and are not put right.
    pub open: usize,
}
