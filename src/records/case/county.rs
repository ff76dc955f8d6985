//! The county and its townships. Entry points: [`County`], [`Township`].

use super::{Acknowledgement, Archive, AreaExit, Field, record};
use crate::records::values::{Code, Telephone, Text, YesNo};

record! {
    /// The county: the workspace's configuration stands in the same file.
    pub struct County {
        /// Code, assigned once.
        code: Field<Code> = "县编码",
        /// Short name (`清流`).
        name: Field<Text> = "名称",
        /// Full name (`清流县`).
        full_name: Field<Text> = "全称",
        /// The workspace is an invented sample: every page and PDF says so.
        sample: Field<YesNo> = "样例",
        /// Rule set in force.
        rule_set: Field<Code> = "规则集",
        /// Rule sets that held in earlier years: a case goes by the one that was in force when it began.
        former: Vec<Field<Code>> = "历年规则集",
        /// Further rule sets whose rules about data are switched on.
        also: Vec<Field<Code>> = "附加规则集",
        /// Where to object, above the village.
        channel: Channel = "监督渠道",
        /// The exit of the county itself.
        exit: AreaExit = "退出",
        /// How the archive is kept.
        archive: Archive = "档案",
        /// Findings that the office stands by.
        acknowledged: Vec<Acknowledgement> = "已核",
    }
}

record! {
    /// A township.
    pub struct Township {
        /// Code, assigned once; part of paths.
        code: Field<Code> = "乡镇编码",
        /// Short name as the plans print it (`李家`).
        name: Field<Text> = "名称",
        /// Full name (`李家乡`).
        full_name: Field<Text> = "全称",
        /// Party committee and government, as they sign.
        government: Field<Text> = "人民政府",
        /// Kinds: 重点乡.
        kinds: Vec<Field<Text>> = "类别",
        /// Where to object.
        channel: Channel = "监督渠道",
        /// The exit of the township itself.
        exit: AreaExit = "退出",
        /// Findings that the office stands by.
        acknowledged: Vec<Acknowledgement> = "已核",
    }
}

record! {
    /// Where a villager can object or report. Official contacts, public by their nature.
    pub struct Channel {
        /// Office or person that takes objections.
        office: Field<Text> = "受理单位",
        /// Telephone.
        telephone: Field<Telephone> = "电话",
        /// Supervision telephone.
        supervision: Field<Telephone> = "监督电话",
        /// Address.
        address: Field<Text> = "地址",
        /// E-mail.
        email: Field<Text> = "邮箱",
    }
}

impl Channel {
    /// Whether it names an office that can be reached: by telephone, letter or e-mail.
    pub fn is_reachable(&self) -> bool {
        !self.office.is_absent() && ["电话", "地址", "邮箱"].iter().any(|way| self.gives(way))
    }

    /// Whether it gives this way to object (电话, 地址, 邮箱, 监督电话).
    pub fn gives(&self, way: &str) -> bool {
        match way {
            "电话" => self.telephone.value().is_some(),
            "地址" => self.address.value().is_some(),
            "邮箱" => self.email.value().is_some(),
            "监督电话" => self.supervision.value().is_some(),
            _ => false,
        }
    }
}
