//! A plan with its tables, exactly as printed. Its entry point is [`Plan`].

use std::collections::BTreeMap;

use super::{Acknowledgement, Field, record};
use crate::records::values::{Code, Count, Text};

record! {
    /// A plan: several tables (attachments) over one or more years.
    pub struct Plan {
        /// Code, assigned once; part of paths.
        code: Field<Code> = "计划编号",
        /// Title.
        title: Field<Text> = "名称",
        /// Years that the plan covers.
        years: Vec<Field<Count>> = "年度",
        /// Document that carries it.
        document: Field<Text> = "依据文件",
        /// Issuer.
        issuer: Field<Text> = "发文机关",
        /// Day of issue.
        date: Field<crate::records::values::Date> = "日期",
        /// The tables.
        tables: Vec<PlanTable> = "附表",
        /// Findings that the office stands by.
        acknowledged: Vec<Acknowledgement> = "已核",
    }
}

record! {
    /// One table of the plan.
    pub struct PlanTable {
        /// Code, part of paths.
        code: Field<Code> = "编号",
        /// Label as attachment (`附件1`).
        label: Field<Text> = "附件",
        /// Title.
        title: Field<Text> = "标题",
        /// Unit (`人`), printed above the table.
        unit: Field<Text> = "单位",
        /// Key of the column that names the row.
        row_key: Field<Text> = "行首",
        /// Columns.
        columns: Vec<PlanColumn> = "列",
        /// Rows: cells by column key, as printed; a missing key or empty value is a blank.
        rows: Vec<BTreeMap<String, Field<Text>>> = "行",
        /// Totals as declared, by column key; the row's name under the first column's key.
        declared: BTreeMap<String, Field<Text>> = "合计",
        /// Notes printed under the table.
        notes: Vec<Field<Text>> = "注",
    }
}

record! {
    /// A column of a plan table.
    pub struct PlanColumn {
        /// Key used in rows.
        key: Field<Text> = "键",
        /// Heading.
        title: Field<Text> = "标题",
        /// Headings above it, outermost first: neighbours with the same are merged.
        groups: Vec<Field<Text>> = "上级标题",
        /// 文字, 数字, 名单 (names separated by 、, counted).
        kind: Field<Text> = "类型",
        /// Year that the column is about.
        year: Field<Count> = "年度",
        /// Key of the column of which this one is a part (其中): never greater.
        part_of: Field<Text> = "其中",
        /// Key of the column of which this one is the share, in percent: computed.
        share_of: Field<Text> = "占比",
        /// Key of the column of the numerator for a share.
        share: Field<Text> = "占比分子",
        /// What names in a list stand for: 村, 乡镇; they are looked up.
        names: Field<Text> = "名单对象",
        /// What of the cases is counted beside a number: 脱贫人口, 脱贫户数.
        counted: Field<Text> = "实绩",
        /// Kind that the named villages must have (贫困村, 空壳村).
        village_kind: Field<Text> = "村类别",
    }
}
