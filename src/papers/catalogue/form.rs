//! The forms of a household: when each is due and who signs it. Entry points: the rows, which stand among [`kinds`](super::kinds), and [`Seen`].

use std::path::{Component, Path};

use super::{Audience, Kind, Make, State};
use crate::papers::document::Layout;
use crate::papers::view::from_case::{Signer, Signing};
use crate::records::case::{Batch, Household};
use crate::records::values::Date;
use crate::rules::JUDGE;
use crate::rules::check::holds_for;
use crate::rules::course::Course;
use crate::rules::facts::Facts;
use crate::rules::regulation::{Matter, Procedure, RuleSet, Standard};

/// A form of a household; all forms of one household stand in one file, what is told to it in files of their own.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// Whether a household gets it; `None` where it does not.
    pub due: fn(&Seen<'_>) -> Option<State>,
    /// How it is signed.
    pub signing: Signing,
}

impl Form {
    /// Whether it stands in a file of its own: what is told to the household.
    pub fn stands_alone(&self) -> bool {
        self.signing.nature == "告知"
    }
}

/// What decides which forms a household gets.
pub struct Seen<'a> {
    /// The household.
    pub household: &'a Household,
    /// What its case is about; `None` without a procedure that the rule set knows.
    pub matter: Option<Matter>,
    procedure: Option<&'a Procedure>,
    course: Option<Course<'a>>,
    facts: Facts<'a>,
}

impl<'a> Seen<'a> {
    /// A household with its list, on a day.
    pub fn new(household: &'a Household, batch: Option<&'a Batch>, rules: &'a RuleSet, as_of: Date) -> Self {
        let procedure = rules.procedure(&household.exit.procedure.text());
        let course = procedure.map(|procedure| Course::of_household(procedure, &household.exit, batch, as_of));
        // Conditions are judged on the last day of the case's year, like its figures: the day of the build changes no set of forms.
        let year = household.exit.year.value().and_then(|year| Date::new(i16::try_from(year.0).ok()?, 12, 31));
        let facts = Facts::of_household(household, rules, year.unwrap_or(as_of));
        Self { household, matter: procedure.map(Matter::of), procedure, course, facts }
    }

    /// The papers that the procedure wants from the household's own hand, each with the file name of its scan below the evidence.
    pub fn handwritten(&self) -> Vec<(String, Option<String>)> {
        let steps = self.procedure.iter().flat_map(|procedure| &procedure.steps).filter(|rule| rule.nature.text() == "申请");
        let mut papers = Vec::new();
        for rule in steps {
            let step = self.household.exit.steps.iter().find(|step| step.step.value() == rule.name.value());
            let mut names: Vec<String> = rule.evidence.iter().map(|name| name.text()).collect();
            if names.is_empty() {
                names.push(rule.name.text());
            }
            papers.extend(names.into_iter().map(|name| {
                let scan = step.and_then(|step| {
                    let mut files = step.evidence.iter().filter(|paper| paper.name.text() == name).map(|paper| paper.file.reveal(&JUDGE).text());
                    files.find(|file| is_below(file))
                });
                (name, scan)
            }));
        }
        papers
    }

    fn is(&self, matters: &[Matter]) -> bool {
        self.matter.is_some_and(|matter| matters.contains(&matter))
    }

    /// The procedure has a step of this nature that is done with each household.
    fn each(&self, nature: &str) -> bool {
        let own = |rule: &crate::rules::regulation::StepRule| rule.nature.text() == nature && rule.level.text() == "户";
        self.procedure.is_some_and(|procedure| procedure.steps.iter().any(own))
    }

    fn standards(&self, kind: &'static str) -> impl Iterator<Item = &'a Standard> {
        let rules = self.facts.rules;
        rules.standards.iter().filter(move |standard| standard.subject.text() == "户" && standard.kind.text() == kind)
    }

    fn gone_through(&self, matters: &[Matter]) -> Option<State> {
        (self.is(matters) && self.standards("gone-through").any(|standard| holds_for(standard, &self.facts))).then_some(State::Ready)
    }

    fn changed(&self, direction: &str) -> bool {
        self.facts.list("退出.成员变更").iter().any(|change| change.text("增减").as_deref() == Some(direction))
    }

    fn watched(&self) -> bool {
        let monitoring = &self.household.monitoring;
        !(monitoring.kind.is_absent() && monitoring.found.is_absent() && monitoring.risk.is_absent() && self.household.monitored_as.is_absent())
    }

    fn helped(&self) -> bool {
        let plan = &self.household.help_plan;
        !(plan.responsible.is_absent() && plan.made.is_absent() && plan.measures.is_empty())
    }

    /// A notice to the household is due when the announcement is out; what is found about the household holds it up.
    fn told(&self, matter: Matter) -> Option<State> {
        if !self.is(&[matter]) || !self.household.exit.withheld.is_absent() {
            return None;
        }
        let rule = self.procedure?.of_nature("公告").or_else(|| self.procedure?.of_nature("告知"))?;
        let done = self.course.as_ref().is_some_and(|course| course.done.iter().any(|done| std::ptr::eq(done.rule, rule)));
        Some(if done { State::Ready } else { State::NotYet("reason.no-step", vec![("step", rule.name.text())]) })
    }
}

/// Whether a file name stays within the folder that it is looked up in.
fn is_below(file: &str) -> bool {
    !file.is_empty() && Path::new(file).components().all(|part| matches!(part, Component::Normal(_)))
}

const fn row(id: &'static str, due: fn(&Seen<'_>) -> Option<State>, signing: Signing, labels: &'static [&'static str]) -> Kind {
    Kind {
        id,
        audience: Audience::Restricted,
        template: id,
        layout: Layout::Form,
        make: Make::Form(Form { due, signing }),
        common: None,
        labels,
    }
}

const fn signed(nature: &'static str, scan: &'static str, signers: &'static [Signer]) -> Signing {
    Signing { nature, scan, signers }
}

/// Who signs what a visit finds.
const VISITED: &[Signer] = &[Signer::Collectors, Signer::Household, Signer::Role("脱贫责任人")];
/// Who signs for a notice to the household.
const RECEIVED: &[Signer] = &[Signer::Household, Signer::Role("送达人")];
/// The labels of a notice to the household.
const TOLD: &[&str] = &["户主", "户编号", "反映渠道", "受理单位", "监督电话", "送达回执"];

const fn notice(id: &'static str, due: fn(&Seen<'_>) -> Option<State>) -> Kind {
    row(id, due, signed("告知", "送达回执", RECEIVED), TOLD)
}

/// 入户调查记录 (D3).
pub(super) const SURVEY_RECORD: Kind = row(
    "survey-record",
    |_| Some(State::Ready),
    signed("调查", "调查记录", VISITED),
    &["户编号：", "户主姓名", "村民小组", "公民身份号码", "联系电话", "家庭人口", "户属性", "主要致贫原因", "计算期间：", "采集人1（签名）"],
);

/// 信息对照表 (D4): for those whom the register knows; a household that is newly included is collected instead.
pub(super) const INFORMATION_COMPARISON: Kind = row(
    "information-comparison",
    |seen| {
        let known = !seen.household.exported_on.is_absent() || !seen.household.system_number.is_absent();
        let visited = seen.each("调查") && seen.is(&[Matter::Exit, Matter::Removal, Matter::Return]);
        (!seen.is(&[Matter::Inclusion]) && (known || visited)).then_some(State::Ready)
    },
    signed("调查", "信息对照表", VISITED),
    &["户主姓名", "户编号", "系统数据日期", "指标", "系统登记", "入户核实", "有无变化", "核实变化"],
);

/// 附件1 贫困户信息采集表 (D4).
pub(super) const COLLECTION_FORM: Kind = row(
    "collection-form",
    |seen| seen.is(&[Matter::Inclusion]).then_some(State::Ready),
    signed("调查", "信息采集表", VISITED),
    &["户主姓名", "联系电话", "开户银行", "银行账号", "A1 识别标准", "A2 贫困户属性", "A3a 主要致贫原因", "A4 姓名", "A11 健康状况", "A17 家庭总收入", "A21 住房面积", "A37 饮水"],
);

/// 附件2 自然增加情况表 (D4).
pub(super) const NATURAL_INCREASE: Kind = row(
    "natural-increase",
    |seen| (seen.is(&[Matter::Increase]) || seen.changed("增加")).then_some(State::Ready),
    signed("调查", "自然增加情况表", VISITED),
    &["户主姓名", "户编号", "增加原因", "增加日期", "证明材料"],
);

/// 附件3 自然减少情况表 (D4).
pub(super) const NATURAL_DECREASE: Kind = row(
    "natural-decrease",
    |seen| (seen.is(&[Matter::Decrease]) || seen.changed("减少")).then_some(State::Ready),
    signed("调查", "自然减少情况表", VISITED),
    &["户主姓名", "户编号", "减少原因", "减少日期", "证明材料"],
);

/// 收入核算表 (D6).
pub(super) const INCOME_WORKSHEET: Kind = row(
    "income-worksheet",
    |seen| (seen.matter.is_some() && !seen.is(&[Matter::Increase, Matter::Decrease])).then_some(State::Ready),
    signed("调查", "收入核算表", VISITED),
    &["户主姓名", "家庭人口", "计算期间", "标准", "类别", "项目", "金额", "计入比例", "计入金额", "核算公式"],
);

/// 两不愁三保障核查表 (D6), by the rule set's names.
pub(super) const GUARANTEE_CHECK: Kind = row(
    "guarantee-check",
    |seen| seen.standards("guaranteed").any(|standard| holds_for(standard, &seen.facts)).then_some(State::Ready).filter(|_| seen.matter.is_some()),
    signed("核实", "核查表", &[Signer::Role("核查人"), Signer::Household, Signer::Role("脱贫责任人")]),
    &["户主姓名", "核查项目", "是否达标", "依据", "核查结果", "参加基本医疗保险"],
);

/// The situations that bar an exit, gone through one by one (T5).
pub(super) const EXIT_SITUATIONS: Kind = row(
    "exit-situations",
    |seen| seen.gone_through(&[Matter::Exit]),
    signed("核实", "不得退出情形核查表", &[Signer::Role("核查人"), Signer::Household, Signer::Role("脱贫责任人")]),
    &["户主姓名", "情形", "是否属于该情形", "依据及核实情况"],
);

/// The situations that bar an inclusion, gone through one by one (T5).
pub(super) const INCLUSION_SITUATIONS: Kind = row(
    "inclusion-situations",
    |seen| seen.gone_through(&[Matter::Inclusion, Matter::Return]),
    signed("核实", "不得纳入情形核查表", &[Signer::Role("核查人"), Signer::Household, Signer::Role("脱贫责任人")]),
    &["户主姓名", "情形", "是否属于该情形", "依据及核实情况"],
);

/// 核实认可表 (P7: verification and consent by the household).
pub(super) const CONSENT_SHEET: Kind = row(
    "consent-sheet",
    |seen| seen.each("核实").then_some(State::Ready),
    signed("核实", "认可", &[Signer::Role("核实人"), Signer::Household, Signer::Role("脱贫责任人"), Signer::Seal("村民委员会")]),
    &["户主姓名", "户编号", "办理事项", "核实意见", "本户意见"],
);

/// 告知书 of an exit.
pub(super) const EXIT_NOTICE: Kind = notice("exit-notice", |seen| seen.told(Matter::Exit));
/// 告知书 of a removal: the reason is told to the household only.
pub(super) const REMOVAL_NOTICE: Kind = notice("removal-notice", |seen| seen.told(Matter::Removal));
/// 告知书 of an inclusion.
pub(super) const INCLUSION_NOTICE: Kind = notice("inclusion-notice", |seen| seen.told(Matter::Inclusion));
/// 告知书 of a return to poverty.
pub(super) const RETURN_NOTICE: Kind = notice("return-notice", |seen| seen.told(Matter::Return));
/// 告知书 of a household that is not put up: the reason.
pub(super) const WITHHELD_NOTICE: Kind =
    notice("withheld-notice", |seen| (seen.matter.is_some() && !seen.household.exit.withheld.is_absent()).then_some(State::Ready));

/// 一户一策 (S4).
pub(super) const HELP_PLAN: Kind = row(
    "help-plan",
    |seen| (seen.helped() || seen.watched() || seen.is(&[Matter::Inclusion, Matter::Return])).then_some(State::Ready),
    signed("帮扶", "一户一策", &[Signer::Household, Signer::Role("帮扶责任人")]),
    &["户主姓名", "帮扶责任人", "制定日期", "帮扶期限", "帮扶措施", "落实单位", "完成期限", "走访日期"],
);

/// 监测记录 (S4).
pub(super) const MONITORING_RECORD: Kind = row(
    "monitoring-record",
    |seen| seen.watched().then_some(State::Ready),
    signed("监测", "监测记录", &[Signer::Household, Signer::Role("帮扶责任人"), Signer::Seal("村民委员会")]),
    &["户主姓名", "监测对象类型", "识别日期", "风险情况", "走访日期", "评估日期", "消除日期", "消除方式"],
);

/// 走访记录 (D19).
pub(super) const VISIT_RECORD: Kind = row(
    "visit-record",
    |seen| (!seen.household.visits.is_empty() || seen.watched() || seen.helped()).then_some(State::Ready),
    signed("走访", "走访记录", &[Signer::Role("走访人"), Signer::Household]),
    &["户主姓名", "走访日期", "走访人", "走访情况", "处理意见"],
);
