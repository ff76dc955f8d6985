//! A household with its members. Its entry point is [`Household`].

use std::collections::BTreeMap;

use super::{Acknowledgement, Field, Private, Step, record};
use crate::records::values::{Code, Count, Date, Decimal, IdNumber, Telephone, Text, YesNo, Yuan};

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
        /// Guarantees by the rule set's names.
        guarantees: BTreeMap<String, Guarantee> = "保障",
        /// Situations of the rule set's negative lists that were gone through, by their names.
        situations: BTreeMap<String, Situation> = "负面清单",
        /// The exit, once it has begun.
        exit: Exit = "退出",
        /// Findings that the office stands by.
        acknowledged: Vec<Acknowledgement> = "已核",
    }
}

record! {
    /// A member of the household.
    pub struct Member {
        /// Name. Public only of the head.
        name: Private<Text> = "姓名",
        /// Number of the person in the national system: by it an import finds the person again.
        system_number: Private<Text> = "系统人编号",
        /// Sex.
        sex: Private<Text> = "性别",
        /// Citizen ID number.
        id_number: Private<IdNumber> = "身份证号",
        /// Relation to the head.
        relation: Private<Text> = "与户主关系",
        /// Ethnic group.
        ethnicity: Private<Text> = "民族",
        /// Schooling.
        schooling: Private<Text> = "文化程度",
        /// At school.
        at_school: Private<Text> = "在校生状况",
        /// Health.
        health: Private<Text> = "健康状况",
        /// Ability to work.
        labour: Private<Text> = "劳动能力",
        /// Work away from home.
        work: Private<Text> = "务工情况",
        /// Months of work away from home in the year.
        months_worked: Private<Count> = "务工月数",
        /// Insured against major illness.
        insured: Private<YesNo> = "是否参加大病保险",
        /// Telephone of the person.
        telephone: Private<Telephone> = "联系电话",
        /// When the person was registered.
        registered_on: Private<Date> = "人员识别时间",
    }
}

record! {
    /// Income of the household, in yuan. Never public.
    pub struct Income {
        /// First day of the period that it is computed for.
        from: Private<Date> = "计算期始",
        /// Last day.
        until: Private<Date> = "计算期止",
        /// 工资性收入.
        wages: Private<Yuan> = "工资性收入",
        /// 生产经营性收入.
        business: Private<Yuan> = "生产经营性收入",
        /// 生产经营性支出.
        business_cost: Private<Yuan> = "生产经营性支出",
        /// 财产性收入.
        property: Private<Yuan> = "财产性收入",
        /// 转移性收入.
        transfers: Private<Yuan> = "转移性收入",
        /// Income per head as the office states it.
        per_head: Private<Yuan> = "人均收入",
    }
}

record! {
    /// One guarantee as attested.
    pub struct Guarantee {
        /// Met or not.
        met: Private<YesNo> = "达标",
        /// On what evidence.
        evidence: Private<Text> = "依据",
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
        /// Does not meet the standard yet or was taken off the list: not put up, with the reason.
        withheld: Private<Text> = "暂不退出",
        /// Steps of this household alone (survey, its consent, cancelling the entry).
        steps: Vec<Step> = "步骤",
    }
}

impl Income {
    /// Income per head from the items: earned, less the cost of business, shared among the members and rounded to the fen.
    /// `None` when no item is given or there is nobody.
    pub fn per_head_of(&self, members: usize, clearance: &super::Clearance) -> Option<Decimal> {
        let amount = |field: &Private<Yuan>| field.reveal(clearance).value().map(|yuan| yuan.0);
        let earned = [&self.wages, &self.business, &self.property, &self.transfers];
        if earned.iter().all(|field| amount(field).is_none()) {
            return None;
        }
        let total: Decimal = earned.into_iter().filter_map(amount).sum();
        let net = total - amount(&self.business_cost).unwrap_or_default();
        let share = net.checked_div(Decimal::from(members))?;
        Some(share.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero))
    }
}
