//! How an office keeps its archive. Entry points: [`Archive`], asked for in the county's file, and [`Numbers`], the
//! register of numbers that were given (`content/archive/numbers.yaml`).

use std::collections::BTreeMap;

use super::{Field, record};
use crate::records::values::{Count, Text};

record! {
    /// 档案: fonds, classes, retention and numbering. Nothing of it is assumed.
    pub struct Archive {
        /// Number of the fonds.
        fonds_number: Field<Text> = "全宗号",
        /// Name of the fonds.
        fonds_name: Field<Text> = "全宗名称",
        /// Body that forms the fonds.
        creator: Field<Text> = "立档单位",
        /// Archive that it belongs to, where there is one.
        repository: Field<Text> = "档案馆名称",
        /// Template of a volume's number, `{全宗号}-{类目}·{年度}-{保管期限}-{机构}-{件号}`.
        number_template: Field<Text> = "档号格式",
        /// Class by level: 户, 村, 乡镇, 县.
        classes: BTreeMap<String, Field<Text>> = "类目",
        /// Retention by level: 户, 村, 乡镇, 县.
        retention: BTreeMap<String, Field<Text>> = "保管期限",
        /// How volumes on paper are formed: 案卷 (GB/T 9705) or 件 (DA/T 22).
        arrangement: Field<Text> = "整理方式",
        /// Corner that page numbers are stamped in: 右上 (where it is blank) or 左上.
        page_corner: Field<Text> = "编页位置",
    }
}

record! {
    /// The register of numbers; lines are only ever added.
    pub struct Numbers {
        /// What was numbered, in the order of numbering.
        given: Vec<Given> = "登记",
    }
}

record! {
    /// A number that was given: of a volume, or of an item within one.
    pub struct Given {
        /// The volume's subject, `户 0301-001`.
        subject: Field<Text> = "对象",
        /// Number of the supplement; the volume itself has none.
        supplement: Field<Count> = "补充",
        /// The item within the volume; the volume itself has none.
        item: Field<Text> = "文书",
        /// Place of the item within the volume, from 1.
        place: Field<Count> = "顺序号",
        /// Year of the volume.
        year: Field<Count> = "年度",
        /// Running number of the volume within its series.
        serial: Field<Count> = "件号",
        /// The volume's number.
        number: Field<Text> = "档号",
        /// 已归档 or 已移交: the volume is closed and never made again.
        standing: Field<Text> = "状态",
    }
}
