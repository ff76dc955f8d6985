//! Papers with which a case goes up and comes back (D17, D18): the rows, which stand among [`kinds`](super::kinds).

use super::office::{acts_here, is_above, is_shared, step};
use super::{Kind, Make};
use crate::papers::document::Layout;
use crate::papers::view::from_case::{Made, Occasion, acceptance, application, check_sheet, filing, opinion, reply, request, study};
use crate::rules::regulation::Procedure;

/// A paper in words, signed by those who act.
const fn letter(id: &'static str, due: fn(&Procedure, usize) -> bool, make: fn(&Occasion<'_>) -> Option<Made>, labels: &'static [&'static str]) -> Kind {
    Kind { layout: Layout::Notice, ..step(id, due, make, labels) }
}

/// A draft in the form of GB/T 9704: it waits for its number, its day and whoever signs it out.
const fn draft(id: &'static str, due: fn(&Procedure, usize) -> bool, make: fn(&Occasion<'_>) -> Option<Made>, labels: &'static [&'static str]) -> Kind {
    Kind { layout: Layout::Official, ..step(id, due, make, labels) }
}

fn is_of(procedure: &Procedure, order: usize, natures: &[&str]) -> bool {
    acts_here(procedure, order) && procedure.steps.get(order).is_some_and(|rule| natures.contains(&rule.nature.as_str()))
}

fn is_of_area(procedure: &Procedure, order: usize) -> bool {
    procedure.steps.get(order).is_some_and(|rule| matches!(rule.level.as_str(), "村" | "乡镇" | "县"))
}

/// 退出申请.
pub(super) const EXIT_APPLICATION: Kind =
    letter("exit-application", |procedure, order| is_of_area(procedure, order) && is_of(procedure, order, &["申请"]), application, &["退出标准", "现状", "核查结论", "依据"]);

/// 退出核查表.
pub(super) const EXIT_CHECK_SHEET: Kind = step(
    "exit-check-sheet",
    |procedure, order| is_of_area(procedure, order) && is_of(procedure, order, &["调查", "核实", "审核"]),
    check_sheet,
    &["核查对象", "核查机关", "退出标准", "现状", "核查结论", "依据"],
);

/// 审核意见: 初审意见 of the first.
pub(super) const REVIEW_OPINION: Kind =
    letter("review-opinion", |procedure, order| is_shared(procedure, order) && is_of(procedure, order, &["审核"]), opinion, &["办理经过", "审核意见"]);

/// 核查报告.
pub(super) const CHECK_REPORT: Kind =
    letter("check-report", |procedure, order| is_shared(procedure, order) && is_of(procedure, order, &["调查", "核实", "评估"]), opinion, &[]);

/// 验收表 (D19): also where every household is gone through by itself.
pub(super) const ACCEPTANCE_SHEET: Kind = step(
    "acceptance-sheet",
    |procedure, order| is_of(procedure, order, &["验收"]),
    acceptance,
    &["验收对象", "验收机关", "户主", "验收结论", "存在问题", "户主签名、指印"],
);

/// 请示, of those who acted before, to those who approve; also where these are above the county.
pub(super) const APPROVAL_REQUEST: Kind = draft(
    "approval-request",
    |procedure, order| {
        let approves = procedure.steps.get(order).is_some_and(|rule| rule.nature.as_str() == "批准" && rule.level.as_str() != "户");
        let before = procedure.steps.iter().take(order).rev().find(|rule| !rule.actors.is_empty());
        approves && before.is_some_and(|rule| !is_above(rule))
    },
    request,
    &["签发人："],
);

/// 批复.
pub(super) const APPROVAL_REPLY: Kind = draft("approval-reply", |procedure, order| is_shared(procedure, order) && is_of(procedure, order, &["批准"]), reply, &[]);

/// 备案报告.
pub(super) const FILING_REPORT: Kind =
    draft("filing-report", |procedure, order| is_shared(procedure, order) && is_of(procedure, order, &["备案", "上报"]), filing, &["签发人："]);

/// 集体研究纪要.
pub(super) const STUDY_MINUTES: Kind =
    draft("study-minutes", |procedure, order| is_shared(procedure, order) && is_of(procedure, order, &["批准", "确定"]), study, &["出席：", "请假：", "列席："]);

impl Kind {
    /// It is written for an office that has still to number, date and sign it.
    pub fn is_draft(&self) -> bool {
        matches!(self.make, Make::Step(..)) && self.layout == Layout::Official
    }
}
