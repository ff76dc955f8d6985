//! A step of a procedure as it was done. Its entry point is [`Step`].

use super::{Clearance, Field, Private, record};
use crate::records::values::{Code, Count, Date, Text};

record! {
    /// A step that was done: who, when, who signed, where it was posted.
    pub struct Step {
        /// Name of the step in the rule set.
        step: Field<Text> = "步骤",
        /// Day on which it was done (of a posting: when the first notice went up).
        date: Field<Date> = "日期",
        /// Who acted.
        actors: Vec<Field<Text>> = "办理",
        /// Who signed.
        signatures: Vec<Signature> = "签字",
        /// Where and when a notice hung.
        postings: Vec<Posting> = "张贴",
        /// Who should have come to a meeting.
        invited: Field<Count> = "应到",
        /// Who came.
        present: Field<Count> = "实到",
        /// Votes for. Never public.
        votes_for: Private<Count> = "同意",
        /// Votes against. Never public.
        votes_against: Private<Count> = "反对",
        /// Abstentions. Never public.
        abstentions: Private<Count> = "弃权",
        /// The meeting, of a review.
        meeting: Meeting = "会议",
        /// The outcome in words (`同意`, `属实`).
        outcome: Field<Text> = "结果",
        /// Objections that were raised.
        objections: Vec<Objection> = "异议",
        /// What the departments' data say.
        comparisons: Vec<Comparison> = "比对",
        /// Papers and scans that the step left.
        evidence: Vec<Evidence> = "材料",
    }
}

impl Step {
    /// The day on which the last of its notices went up.
    pub fn latest_posting(&self) -> Option<Date> {
        self.postings.iter().filter_map(|posting| posting.posted.value().copied()).max()
    }

    /// Every file beside the case that the step names: its papers, then the photographs of its postings.
    pub fn papers(&self, clearance: &Clearance) -> impl Iterator<Item = Paper> {
        let papers = self.evidence.iter().map(|evidence| Paper {
            title: evidence.name.text(),
            file: evidence.file.reveal(clearance).text(),
            date: evidence.date.reveal(clearance).value().copied(),
        });
        let photographs = self.postings.iter().flat_map(|posting| {
            posting.photographs.iter().map(|name| Paper {
                title: format!("张贴照片（{}）", posting.place.text()),
                file: name.reveal(clearance).text(),
                date: None,
            })
        });
        papers.chain(photographs).filter(|paper| !paper.file.is_empty()).collect::<Vec<_>>().into_iter()
    }

    /// The latest last day that its notices print.
    pub fn latest_end(&self) -> Option<Date> {
        self.postings.iter().filter_map(|posting| posting.until.value().copied()).max()
    }
}

/// A file that a step names. Never public.
pub struct Paper {
    /// What it is.
    pub title: String,
    /// Its name below the `evidence/` of the case.
    pub file: String,
    /// Day of the paper.
    pub date: Option<Date>,
}

record! {
    /// A meeting of review: who came, and what it said of each household. Never public.
    pub struct Meeting {
        /// Time of the day.
        time: Private<Text> = "时间",
        /// Where it was held.
        place: Private<Text> = "地点",
        /// Who led it.
        chair: Private<Text> = "主持人",
        /// Who took the minutes.
        recorder: Private<Text> = "记录人",
        /// Who came, by name.
        attendees: Vec<Private<Text>> = "到会人员",
        /// What it said of each household (一户一评).
        ballots: Vec<Ballot> = "逐户评议",
    }
}

record! {
    /// What a meeting said of one household.
    pub struct Ballot {
        /// Code of the household.
        household: Field<Code> = "户编码",
        /// What was said.
        opinion: Private<Text> = "评议意见",
        /// Votes for.
        votes_for: Private<Count> = "同意",
        /// Votes against.
        votes_against: Private<Count> = "反对",
        /// Abstentions.
        abstentions: Private<Count> = "弃权",
        /// What the meeting came to (`同意退出`).
        outcome: Private<Text> = "结论",
    }
}

record! {
    /// What one department's data say about a list. Never public.
    pub struct Comparison {
        /// Department.
        department: Field<Text> = "部门",
        /// Day of its answer.
        date: Private<Date> = "日期",
        /// Code of the household that a doubt is about; blank for the whole list.
        household: Private<Code> = "户编码",
        /// The answer: 无疑点, or what is in doubt.
        result: Private<Text> = "结果",
        /// What the check of the doubt found.
        verified: Private<Text> = "核实",
    }
}

record! {
    /// A paper or scan that a step left.
    pub struct Evidence {
        /// What it is (`手写申请`, `会议签到表`).
        name: Field<Text> = "名称",
        /// File beside the case, below `evidence/` of the village.
        file: Private<Text> = "文件",
        /// Day of the paper.
        date: Private<Date> = "日期",
    }
}

record! {
    /// Who signed, in which office, when. Signatures are never reproduced.
    pub struct Signature {
        /// Office or role (`乡镇党委书记`, `户主`).
        role: Field<Text> = "职务",
        /// Name. On no public paper.
        name: Private<Text> = "姓名",
        /// Day.
        date: Field<Date> = "日期",
        /// Who signed in their place because they cannot write.
        proxy: Private<Text> = "代签人",
    }
}

record! {
    /// A notice on a board or portal.
    pub struct Posting {
        /// Where: one of the places that the rule set names.
        place: Field<Text> = "地点",
        /// Day on which it went up.
        posted: Field<Date> = "张贴日期",
        /// Last day of the publicity as printed; computed from the rule set when absent.
        until: Field<Date> = "截止日期",
        /// Day on which it came down.
        removed: Field<Date> = "撤下日期",
        /// Who put it up.
        posted_by: Private<Text> = "张贴人",
        /// Who took it down.
        removed_by: Private<Text> = "撤下人",
        /// Photographs of it, below `evidence/` of the village.
        photographs: Vec<Private<Text>> = "照片",
    }
}

record! {
    /// An objection to a publicity. Never public.
    pub struct Objection {
        /// Day on which it came in.
        date: Private<Date> = "日期",
        /// Code of the household that it is about.
        household: Private<Code> = "户编码",
        /// Who raised it.
        objector: Private<Text> = "提出人",
        /// What it says.
        content: Private<Text> = "内容",
        /// What the check found.
        verified: Private<Text> = "核实",
        /// Outcome: 成立, 不成立; none while it is open.
        outcome: Private<Text> = "结论",
        /// Day of the reply.
        replied: Private<Date> = "答复日期",
    }
}
