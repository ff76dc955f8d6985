//! The prefecture, which reviews what its counties send up. Its entry point is [`Prefecture`].

use super::{Acknowledgement, Channel, County, Field, record};
use crate::records::values::{Code, Text, YesNo};

record! {
    /// The prefecture: it stands in `prefecture.yaml`, in the place of a county's `county.yaml`.
    pub struct Prefecture {
        /// Code, assigned once.
        code: Field<Code> = "市编码",
        /// Short name (`例州`).
        name: Field<Text> = "名称",
        /// Full name (`例州市`).
        full_name: Field<Text> = "全称",
        /// The workspace is an invented sample: every page and PDF says so.
        sample: Field<YesNo> = "样例",
        /// Rule set in force.
        rule_set: Field<Code> = "规则集",
        /// Rule sets that held in earlier years.
        former: Vec<Field<Code>> = "历年规则集",
        /// Further rule sets whose rules about data are switched on.
        also: Vec<Field<Code>> = "附加规则集",
        /// Where to report.
        channel: Channel = "监督渠道",
        /// Folders of the counties' workspaces, from the folder of this one (`counties/nanli`).
        counties: Vec<Field<Text>> = "县",
        /// Findings that the office stands by.
        acknowledged: Vec<Acknowledgement> = "已核",
    }
}

impl Prefecture {
    /// What every workspace says of its own office, as a county says it: name, rule sets, channel.
    pub fn office(&self) -> County {
        County {
            code: self.code.clone(),
            name: self.name.clone(),
            full_name: self.full_name.clone(),
            sample: self.sample.clone(),
            rule_set: self.rule_set.clone(),
            former: self.former.clone(),
            also: self.also.clone(),
            channel: self.channel.clone(),
            acknowledged: self.acknowledged.clone(),
            ..County::default()
        }
    }
}
