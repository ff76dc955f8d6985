//! Papers of a step that stay within the office, and registers of a village: the rows, which stand among [`kinds`](super::kinds).

use super::{Audience, Kind, Make};
use crate::papers::document::Layout;
use crate::papers::view::from_case::{Ledger, Made, Occasion, ledger, minutes, sign_in, sign_off};
use crate::rules::regulation::StepRule;

const fn step(id: &'static str, due: fn(&StepRule) -> bool, make: fn(&Occasion<'_>) -> Option<Made>, labels: &'static [&'static str]) -> Kind {
    Kind { id, audience: Audience::Restricted, template: id, layout: Layout::Form, make: Make::Step(due, make), common: None, labels }
}

const fn register(id: &'static str, ledger: Ledger, labels: &'static [&'static str]) -> Kind {
    Kind { id, audience: Audience::Restricted, template: id, layout: Layout::Sheet, make: Make::Register(ledger), common: None, labels }
}

fn is_review(rule: &StepRule) -> bool {
    rule.nature.as_str() == "评议"
}

/// A step that decides, or that the rule set wants signed.
fn is_signed_off(rule: &StepRule) -> bool {
    matches!(rule.nature.as_str(), "审核" | "批准") || !rule.signers.is_empty()
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
