//! An official document in Markdown. Its entry point is [`Document`]: what its front matter holds.

use super::{Acknowledgement, Field, record};
use crate::records::values::{Code, CopyNumber, Count, Date, Disclosure, DocumentNumber, Format, Seal, Secrecy, Text, Urgency};

record! {
    /// Front matter of `documents/*.md`; the body follows it.
    pub struct Document {
        /// Code, assigned once; part of paths.
        code: Field<Code> = "编号",
        /// Title; `\n` where the author breaks it.
        title: Field<Text> = "标题",
        /// 文种 (`请示`); what the title ends with where it is not given.
        text_kind: Field<Text> = "文种",
        /// 格式: the form of section 7, or one of section 10.
        format: Field<Format> = "格式",
        /// 公开属性.
        disclosure: Field<Disclosure> = "公开属性",
        /// 份号.
        copy_number: Field<CopyNumber> = "份号",
        /// 密级和保密期限.
        secrecy: Field<Secrecy> = "密级",
        /// 紧急程度.
        urgency: Field<Urgency> = "紧急程度",
        /// 发文机关标志.
        mark: Vec<Field<Text>> = "发文机关标志",
        /// `文件`, set behind the mark.
        suffix: Field<Text> = "标志后缀",
        /// 发文字号.
        number: Field<DocumentNumber> = "发文字号",
        /// 令号, numbered on from year to year.
        order_number: Field<Count> = "令号",
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
        /// How it is sealed; with seals where nothing is said.
        seal: Field<Seal> = "用印",
        /// Office of each who puts a name stamp to it (`县长`).
        offices: Vec<Field<Text>> = "签发人职务",
        /// 附注, without its brackets.
        note: Field<Text> = "附注",
        /// The request that a reply answers.
        request: Request = "来文",
        /// Who was at the meeting: bodies and names.
        present: Vec<Field<Text>> = "出席",
        /// Who was excused.
        excused: Vec<Field<Text>> = "请假",
        /// Who sat in.
        observers: Vec<Field<Text>> = "列席",
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

impl Document {
    /// The format that it is set in.
    pub fn format(&self) -> Format {
        self.format.value().copied().unwrap_or_default()
    }

    /// Whether it is issued by itself; a text without a number goes with another.
    pub fn is_numbered(&self) -> bool {
        !self.number.is_absent() || !self.order_number.is_absent()
    }
}

record! {
    /// The request that a reply answers.
    pub struct Request {
        /// Title of it.
        title: Field<Text> = "标题",
        /// Number of it.
        number: Field<DocumentNumber> = "发文字号",
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
