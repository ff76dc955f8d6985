//! An official document in Markdown. Its entry point is [`Document`]: what its front matter holds.

use super::{Acknowledgement, Field, record};
use crate::records::values::{Code, Date, DocumentNumber, Text};

record! {
    /// Front matter of `documents/*.md`; the body follows it.
    pub struct Document {
        /// Code, assigned once; part of paths.
        code: Field<Code> = "编号",
        /// Title; `\n` where the author breaks it.
        title: Field<Text> = "标题",
        /// 发文机关标志.
        mark: Vec<Field<Text>> = "发文机关标志",
        /// `文件`, set behind the mark.
        suffix: Field<Text> = "标志后缀",
        /// 发文字号.
        number: Field<DocumentNumber> = "发文字号",
        /// 签发人.
        signers: Vec<Field<Text>> = "签发人",
        /// 主送机关.
        recipients: Field<Text> = "主送机关",
        /// 附件说明.
        attachments: Vec<Field<Text>> = "附件说明",
        /// Issuers as they sign.
        issuers: Vec<Field<Text>> = "发文机关署名",
        /// 成文日期.
        date: Field<Date> = "成文日期",
        /// Room for a seal.
        seal: Field<crate::records::values::YesNo> = "加盖印章",
        /// 抄送.
        copies_to: Vec<Field<Text>> = "抄送",
        /// 印发机关.
        printed_by: Field<Text> = "印发机关",
        /// 印发日期.
        printed_on: Field<Date> = "印发日期",
        /// The text is ours along the source's outline: printed as a note.
        rewritten: Field<Text> = "改写说明",
        /// Plan tables printed as attachments: `计划编号/编号`.
        plan_tables: Vec<Field<Text>> = "附表",
        /// A document that is forwarded or issued with this one, by code.
        enclosure: Field<Code> = "转发文件",
        /// 信息公开卡.
        card: Card = "信息公开卡",
        /// Findings that the office stands by.
        acknowledged: Vec<Acknowledgement> = "已核",
    }
}

record! {
    /// The government information card.
    pub struct Card {
        /// 索引号.
        index_number: Field<Text> = "索引号",
        /// 发布机构.
        issuer: Field<Text> = "发布机构",
        /// 生成日期.
        made: Field<Date> = "生成日期",
        /// 标题.
        title: Field<Text> = "标题",
        /// 内容概述.
        summary: Field<Text> = "内容概述",
        /// 有效性: 有效, 失效, 废止.
        validity: Field<Text> = "有效性",
        /// 发布时间.
        published: Field<Text> = "发布时间",
    }
}
