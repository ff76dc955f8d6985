//! A member of a household. Its entry point is [`Member`].

use super::{Private, record};
use crate::records::values::{Count, Date, IdNumber, Telephone, Text, YesNo};

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
        /// Why there is no ID number (无户籍人口, 新生儿未落户).
        no_id_reason: Private<Text> = "无证件原因",
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
        /// In the basic medical insurance.
        basic_insurance: Private<YesNo> = "是否参加基本医疗保险",
        /// Covered by medical aid.
        medical_aid: Private<YesNo> = "是否纳入医疗救助",
        /// Why the person is a key person (因病, 因残 …); blank for all others.
        key_person_cause: Private<Text> = "重点人员致困原因",
        /// Telephone of the person.
        telephone: Private<Telephone> = "联系电话",
        /// When the person was registered.
        registered_on: Private<Date> = "人员识别时间",
    }
}
