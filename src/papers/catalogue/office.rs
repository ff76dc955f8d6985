//! Papers of a step that stay within the office, and registers of a village: the rows, which stand among [`kinds`](super::kinds).

use super::{Audience, Kind, Make};
use crate::papers::document::Layout;
use crate::papers::view::from_case::{Ledger, Made, Occasion, ledger, minutes, sign_in, sign_off};
use crate::records::register::Moves;
use crate::rules::regulation::{Procedure, StepRule};

pub(super) const fn step(id: &'static str, due: fn(&Procedure, usize) -> bool, make: fn(&Occasion<'_>) -> Option<Made>, labels: &'static [&'static str]) -> Kind {
    Kind { id, audience: Audience::Restricted, template: id, layout: Layout::Form, make: Make::Step(due, make), common: None, labels }
}

const fn register(id: &'static str, ledger: Ledger, labels: &'static [&'static str]) -> Kind {
    Kind { id, audience: Audience::Restricted, template: id, layout: Layout::Sheet, make: Make::Register(ledger), common: None, labels }
}

/// Who acts above the county, by the beginning of the name.
pub(super) const ABOVE: [&str; 6] = ["市", "地区", "省", "自治区", "国务院", "国家"];

/// A body above the county acts in the step: its papers are made there.
pub(super) fn is_above(rule: &StepRule) -> bool {
    rule.actors.iter().any(|actor| ABOVE.iter().any(|above| actor.as_str().starts_with(above)))
}

/// The step's own papers are made in this county.
pub(super) fn acts_here(procedure: &Procedure, order: usize) -> bool {
    procedure.steps.get(order).is_some_and(|rule| !is_above(rule))
}

/// Done once for a list or an area; what is done with each household is among its own forms.
pub(super) fn is_shared(procedure: &Procedure, order: usize) -> bool {
    acts_here(procedure, order) && procedure.steps[order].level.as_str() != "户"
}

fn is_review(procedure: &Procedure, order: usize) -> bool {
    is_shared(procedure, order) && procedure.steps[order].nature.as_str() == "评议"
}

/// A step that decides, or that the rule set wants signed.
fn is_signed_off(procedure: &Procedure, order: usize) -> bool {
    let decides = |rule: &StepRule| matches!(rule.nature.as_str(), "审核" | "批准") || !rule.signers.is_empty();
    is_shared(procedure, order) && decides(&procedure.steps[order])
}

/// 民主评议会议签到表 (D6).
pub(super) const REVIEW_SIGN_IN: Kind = step("review-sign-in", is_review, sign_in, &["会议名称", "会议时间", "会议地点", "应到人数", "实到人数", "姓名", "签名、指印"]);

/// 民主评议会议记录 (D6): 一户一评.
pub(super) const REVIEW_MINUTES: Kind = step(
    "review-minutes",
    is_review,
    minutes,
    &["会议时间", "会议地点", "主持人", "记录人", "应到人数", "实到人数", "到会比例", "户主", "评议意见", "同意", "反对", "弃权", "结论", "评议结果"],
);

/// 审批签字表 (D6, D18).
pub(super) const SIGN_OFF_SHEET: Kind = step("sign-off-sheet", is_signed_off, sign_off, &["办理事项", "办理环节", "办理机关", "办理对象", "审批意见", "日期"]);

/// 动态调整名单 (D18), in four groups.
pub(super) const ADJUSTMENT_LIST: Kind = register("adjustment-list", ledger::ADJUSTMENT, &["类别", "年度", "村民小组", "户编码", "户主", "家庭人口", "户属性", "公示", "公告"]);
/// 退出台账 (D7).
pub(super) const EXIT_REGISTER: Kind = register("exit-register", ledger::EXITS, &["年度", "户编码", "户主", "家庭人口", "批次", "民主评议", "公示", "审核批准", "公告", "标注销号"]);
/// 清退台账 (D7).
pub(super) const REMOVAL_REGISTER: Kind = register("removal-register", ledger::REMOVALS, &["年度", "户编码", "户主", "家庭人口", "清退原因", "公示", "公告", "告知", "系统处理"]);
/// 人口自然变更台账 (D7).
pub(super) const CHANGE_REGISTER: Kind = register("change-register", ledger::CHANGES, &["户编码", "户主", "成员姓名", "增减", "变更原因", "变更日期", "标注日期"]);
/// 重点人员台账 (D7, D11).
pub(super) const KEY_PERSON_REGISTER: Kind = register("key-person-register", ledger::KEY_PERSONS, &["户编码", "户主", "姓名", "公民身份号码", "致困原因", "健康状况", "基本医疗保险", "医疗救助"]);
/// 监测对象台账 (D7).
pub(super) const MONITORING_REGISTER: Kind = register("monitoring-register", ledger::MONITORED, &["户编码", "户主", "家庭人口", "监测类型", "识别日期", "风险情况", "消除日期", "消除方式"]);
/// 系统标注清单 (D18).
pub(super) const MARKING_LIST: Kind = register("marking-list", ledger::MARKS, &["户编码", "系统户编号", "户主", "事项", "标注内容", "依据", "公告日期", "标注日期"]);
/// 村脱贫退出计划 (D18).
pub(super) const EXIT_PLAN: Kind = register("exit-plan", ledger::EXIT_PLAN, &["年度", "户编码", "户主", "家庭人口", "帮扶责任人", "已办到", "下一步", "下一步期限"]);

const fn of_township(id: &'static str, village: Kind, ledger: Ledger, due: fn(&Moves) -> bool) -> Kind {
    Kind { id, make: Make::TownshipRegister(ledger, due), ..village }
}

/// 乡镇动态调整名单 (D18).
pub(super) const TOWNSHIP_ADJUSTMENT_LIST: Kind = of_township("township-adjustment-list", ADJUSTMENT_LIST, ledger::ADJUSTMENT, Moves::lists);
/// 乡镇脱贫退出计划 (D18).
pub(super) const TOWNSHIP_EXIT_PLAN: Kind = of_township("township-exit-plan", EXIT_PLAN, ledger::EXIT_PLAN, |moves| moves.planned > 0);
/// 乡镇系统标注清单 (D18).
pub(super) const TOWNSHIP_MARKING_LIST: Kind = of_township("township-marking-list", MARKING_LIST, ledger::MARKS, |moves| moves.marked > 0);

/// 动态调整汇总表 (D18), from villagers' group to county.
pub(super) const ADJUSTMENT_SUMMARY: Kind =
    Kind { make: Make::Summary, ..register("adjustment-summary", ledger::ADJUSTMENT, &["年度", "退出", "清退", "新纳入", "返贫", "自然增加（人）", "自然减少（人）", "合计"]) };
