//! View of the papers with which a case goes up and comes back: [`Submission`]. All of them stay within the office.

use serde::Serialize;

/// View of `exit-application` (退出申请), `exit-check-sheet` (退出核查表), `review-opinion` (审核意见), `check-report` (核查报告), `acceptance-sheet`
/// (验收表) and of the drafts `approval-request` (请示), `approval-reply` (批复), `filing-report` (备案报告), `study-minutes` (集体研究纪要). Parts, each of
/// which a template may leave out: `经过`, `指标`, `名单`, `签字`, `落款`; of drafts also `红头`, `出席`.
#[derive(Debug, Clone, Serialize)]
pub struct Submission {
    /// Where the case stands: `清流县长校镇留坑村`.
    pub place: String,
    /// Whose case it is: `清流县长校镇留坑村2019年度贫困村退出`.
    pub matter: String,
    /// Year of the case.
    pub year: String,
    /// Name of the procedure.
    pub procedure: String,
    /// Name of the step.
    pub step: String,
    /// Who acts in this step.
    pub bodies: String,
    /// Who acted before it, where it is another body: whose paper comes up to this step.
    pub before: String,
    /// Who acts after it, where it is another body: whom its paper goes up to.
    pub after: String,
    /// Title of the document that the procedure rests on, where it may be printed.
    pub basis: Option<String>,
    /// The case is about households, by name; else about an area or several.
    pub households: bool,
    /// Who is put up, `3户9人`, `留坑村`.
    pub listed: String,
    /// What the rule set asks of the step.
    pub asks: String,
    /// The step is recorded.
    pub held: bool,
    /// What it came to; empty as long as it is open.
    pub outcome: String,
    /// Day; empty as long as it is open.
    pub date: String,
    /// Steps before this one that were done.
    pub past: usize,
    /// Steps before this one that are open.
    pub open: usize,
    /// Standards that the area meets.
    pub met: usize,
    /// Standards that it does not meet, or for which a value is missing.
    pub unmet: usize,
}
