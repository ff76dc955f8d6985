//! The broad view that all restricted forms of a household share: [`HouseholdForms`].
//!
//! A template for a further form needs no other names and no Rust. The view is made by
//! [`Dossier`](super::from_case::Dossier) alone, which is handed leave to see private values.

use serde::Serialize;

use super::Contact;

/// View of every form of a household. An empty text leaves its box to be filled in by hand.
///
/// Parts, each of which a template may place or leave out: `家庭成员`, `收入`, `保障`, `缺项`; `信息对照`, `成员对照`; `采集成员`,
/// `采集成员续`, `采集收入`; `增加成员`, `减少成员`; `收入核算`; `保障核查`, `参保情况`; `不得退出清单`, `不得纳入清单`; `帮扶措施`, `走访记录`,
/// `定期评估`; `落款`; `签字`, whose signers follow from the form.
#[derive(Debug, Clone, Default, Serialize)]
pub struct HouseholdForms {
    /// `清流县长校镇留坑村`.
    pub(super) place: String,
    /// `清流县`.
    pub(super) county: String,
    /// `长校镇`.
    pub(super) township: String,
    /// `留坑村`.
    pub(super) village: String,
    /// 村民委员会, as it signs.
    pub(super) committee: String,
    /// 乡镇人民政府, as it signs.
    pub(super) government: String,
    /// 村民小组.
    pub(super) group: String,
    /// 自然村.
    pub(super) hamlet: String,
    /// 住址.
    pub(super) address: String,
    /// Year of the case.
    pub(super) year: i16,
    /// 户编码 of this workspace.
    pub(super) code: String,
    /// 户编号 of the national system.
    pub(super) system_number: String,
    /// Day of the export from the national system.
    pub(super) exported_on: String,
    /// 户主姓名.
    pub(super) head: String,
    /// 公民身份号码 of the head.
    pub(super) id_number: String,
    /// 联系电话.
    pub(super) telephone: String,
    /// 银行账号.
    pub(super) account: String,
    /// 国家标准 where the household is registered under it.
    pub(super) standard: String,
    /// 家庭人口, `3人`.
    pub(super) persons: String,
    /// 户属性.
    pub(super) household_kind: String,
    /// 主要致贫原因.
    pub(super) cause: String,
    /// 首次识别时间.
    pub(super) registered_on: String,
    /// 脱贫责任人.
    pub(super) responsible: String,
    /// Procedure of the rule set.
    pub(super) procedure: String,
    /// Document that the procedure rests on, where one may be printed.
    pub(super) basis: String,
    /// Ground of the case where the rule set names several.
    pub(super) ground: String,
    /// 清退原因.
    pub(super) removal_reason: String,
    /// 返贫原因.
    pub(super) return_cause: String,
    /// Why the household is not put up.
    pub(super) withheld: String,
    /// `2016年10月1日至2017年9月30日`.
    pub(super) income_period: String,
    /// The rule set's own term, `人均可支配收入`.
    pub(super) income_term: String,
    /// `每人每年3026元`.
    pub(super) line: String,
    /// Income per head as the office states it.
    pub(super) income_per_head: String,
    /// Income per head of the year before.
    pub(super) income_before: String,
    /// How the figure is computed, in words.
    pub(super) formula: String,
    /// How it came about, in this household's numbers; empty without income.
    pub(super) reckoned: String,
    /// The figure per head as computed; empty without income.
    pub(super) reckoned_per_head: String,
    /// Until when the policies stay (缓冲期), as the rule set says.
    pub(super) buffer: String,
    /// Who is put up (`拟退出贫困户`).
    pub(super) subjects: String,
    /// Day of the announcement, `2019年11月19日`; a blank to fill in.
    pub(super) announced_on: String,
    /// Day of the democratic review that looked at the household; a blank to fill in.
    pub(super) reviewed_on: String,
    /// Day on which the household was told; a blank to fill in.
    pub(super) told_on: String,
    /// `7日` where the rule set gives a time to object; empty where it gives none.
    pub(super) objection_time: String,
    /// Where to object: the nearest offices first.
    pub(super) contacts: Vec<Contact>,
    /// 监督电话.
    pub(super) supervision: Option<String>,
    /// 帮扶责任人.
    pub(super) helper: String,
    /// 制定日期 of the help plan.
    pub(super) plan_made: String,
    /// 帮扶期限.
    pub(super) plan_until: String,
    /// 监测对象类型.
    pub(super) monitored_as: String,
    /// 风险识别日期.
    pub(super) risk_found: String,
    /// What threatens the household.
    pub(super) risk: String,
    /// 风险消除日期.
    pub(super) risk_cleared: String,
    /// 风险消除方式.
    pub(super) risk_cleared_by: String,
    /// Visits, in the order of the record; one blank one to fill in behind them.
    pub(super) visits: Vec<VisitView>,
    /// How many collectors sign, at least two.
    pub(super) collectors: usize,
    /// How many items the part `缺项` lists.
    pub(super) missing: usize,
}

/// A visit.
#[derive(Debug, Clone, Default, Serialize)]
pub struct VisitView {
    /// Day.
    pub(super) date: String,
    /// Who came.
    pub(super) visitors: String,
    /// What was found.
    pub(super) found: String,
    /// What is to be done about it.
    pub(super) action: String,
}
