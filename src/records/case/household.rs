//! A household with its members. Its entry point is [`Household`].

use std::collections::BTreeMap;

use super::{Acknowledgement, Assessment, Field, HelpPlan, Income, Member, Monitoring, Private, Step, Visit, record};
use crate::records::values::{Code, Count, Date, Telephone, Text, YesNo, Yuan};

record! {
    /// 一户: what the village knows of one registered household.
    pub struct Household {
        /// Code, assigned once; part of paths.
        code: Field<Code> = "户编码",
        /// Number of the household in the national system: by it an import finds the household again.
        system_number: Private<Text> = "系统户编号",
        /// Villagers' group.
        group: Field<Text> = "村民小组",
        /// Natural village, a part of the address.
        hamlet: Private<Text> = "自然村",
        /// Head of the household.
        head: Field<Text> = "户主",
        /// Address.
        address: Private<Text> = "住址",
        /// Telephone.
        telephone: Private<Telephone> = "联系电话",
        /// Bank account.
        account: Private<Text> = "银行账号",
        /// Registered under the national standard (of which national).
        national: Field<YesNo> = "国定",
        /// Kind of household (一般贫困户, 低保贫困户, 特困供养).
        kind: Private<Text> = "贫困户属性",
        /// Main cause of poverty.
        cause: Private<Text> = "致贫原因",
        /// Kind of household as the system has it (脱贫户, 低保脱贫户 …).
        household_type: Private<Text> = "户类型",
        /// Kind of monitored household (脱贫不稳定户 …).
        monitored_as: Private<Text> = "监测对象类型",
        /// Whether the risk is cleared.
        risk_cleared: Private<Text> = "风险是否消除",
        /// When the risk was found.
        risk_found_on: Private<Date> = "风险识别时间",
        /// When the risk was cleared.
        risk_cleared_on: Private<Date> = "风险消除时间",
        /// Lives in a dangerous house.
        dangerous_house: Private<YesNo> = "危房户",
        /// Has safe drinking water.
        safe_water: Private<YesNo> = "是否解决安全饮用水",
        /// Net income per head as the system has it; what the office found stands under 收入.
        system_income: Private<Yuan> = "系统人均纯收入",
        /// When the household was first registered.
        registered_on: Private<Date> = "首次识别时间",
        /// Day of the export that last changed this file.
        exported_on: Private<Date> = "系统数据日期",
        /// Who answers for the household's exit.
        responsible: Field<Text> = "脱贫责任人",
        /// Members, the head among them.
        members: Vec<Member> = "家庭成员",
        /// Income of the year.
        income: Income = "收入",
        /// What the household spends, by name (教育, 医疗, 住房, 养老), in yuan.
        expenditure: BTreeMap<String, Private<Yuan>> = "家庭支出",
        /// Other factors that an assessment looks at, by name (家庭债务, 土地承包, 产业发展).
        factors: BTreeMap<String, Private<Text>> = "其他因素",
        /// Guarantees by the rule set's names.
        guarantees: BTreeMap<String, Guarantee> = "保障",
        /// Situations of the rule set's negative lists that were gone through, by their names.
        situations: BTreeMap<String, Situation> = "负面清单",
        /// The exit, once it has begun.
        exit: Exit = "退出",
        /// Assessments that come back from time to time.
        assessments: Vec<Assessment> = "定期评估",
        /// Help plan of this household (一户一策).
        help_plan: HelpPlan = "一户一策",
        /// Visits of those who help or watch.
        visits: Vec<Visit> = "走访记录",
        /// The watch over a household that may fall back.
        monitoring: Monitoring = "监测",
        /// Findings that the office stands by.
        acknowledged: Vec<Acknowledgement> = "已核",
    }
}

record! {
    /// One guarantee as attested.
    pub struct Guarantee {
        /// Met or not.
        met: Private<YesNo> = "达标",
        /// On what evidence.
        evidence: Private<Text> = "依据",
        /// The department that attests it.
        by: Private<Text> = "认定单位",
    }
}

record! {
    /// One situation of a negative list as it was gone through.
    pub struct Situation {
        /// Whether it is the case.
        applies: Private<YesNo> = "符合",
        /// On what evidence.
        evidence: Private<Text> = "依据",
    }
}

record! {
    /// The household's way through the exit; the steps that it shares with its list stand in the batch.
    pub struct Exit {
        /// Procedure of the rule set (`贫困户退出`).
        procedure: Field<Text> = "程序",
        /// Year of the exit.
        year: Field<Count> = "年度",
        /// Code of the batch in which the household is put up.
        batch: Field<Code> = "批次",
        /// Ground of the case where the rule set names several (不再享受政策的情形).
        ground: Private<Text> = "情形",
        /// Why a household is taken off the register (清退). Told to the household only.
        removal_reason: Private<Text> = "清退原因",
        /// Why a household fell back into poverty.
        return_cause: Private<Text> = "返贫原因",
        /// Members that came or went (natural increase and decrease).
        changes: Vec<MemberChange> = "成员变更",
        /// Rule set that the case goes by, where it is not the one in force when it began.
        rule_set: Field<Code> = "规则集",
        /// Does not meet the standard yet or was taken off the list: not put up, with the reason.
        withheld: Private<Text> = "暂不退出",
        /// Steps of this household alone (survey, its consent, cancelling the entry).
        steps: Vec<Step> = "步骤",
    }
}

record! {
    /// A member that came or went.
    pub struct MemberChange {
        /// Name of the member.
        member: Private<Text> = "姓名",
        /// 增加 or 减少.
        direction: Private<Text> = "增减",
        /// Why: 出生, 嫁入, 迁入; 死亡, 嫁出, 迁出, 判刑收监.
        reason: Private<Text> = "原因",
        /// When.
        date: Private<Date> = "日期",
    }
}
