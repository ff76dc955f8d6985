//! Views of what a publicity leaves behind, all restricted: [`PublicityReport`], [`ObjectionRegister`], [`ObjectionReply`].

use serde::Serialize;

use super::Contact;

/// View of `publicity-report` (公示情况报告). Parts: `张贴`, `落款`; `照片`, `异议`, `缺项` (each may be missing).
#[derive(Debug, Clone, Serialize)]
pub struct PublicityReport {
    /// Title of the notice that was posted, without 关于 and 的公示: `例桥街道桥东社区2019年度拟脱贫户名单第二次`.
    pub subject: String,
    /// Whom it goes up to; nothing where it is not known.
    pub recipient: Option<String>,
    /// `拟脱贫户12户41人`, `下新村`.
    pub listed: String,
    /// First day.
    pub begins: String,
    /// Last day.
    pub ends: String,
    /// `共7天，含张贴当日`.
    pub counting: Option<String>,
    /// Where it was posted.
    pub places: String,
    /// Objections received.
    pub objections: usize,
    /// Those that were upheld.
    pub upheld: usize,
    /// Those without an outcome.
    pub open: usize,
    /// Photographs named.
    pub photographs: usize,
    /// What the record of the posting still lacks.
    pub missing: usize,
}

/// View of `objection-register` (异议登记表). Part: `异议`.
#[derive(Debug, Clone, Serialize)]
pub struct ObjectionRegister {
    /// As in [`PublicityReport`].
    pub subject: String,
    /// Who received them: the issuer of the notice.
    pub office: String,
    /// First day.
    pub begins: String,
    /// Last day.
    pub ends: String,
}

/// View of `objection-reply` (异议答复). Part: `落款`.
#[derive(Debug, Clone, Serialize)]
pub struct ObjectionReply {
    /// Who raised it; nothing where no name was given.
    pub objector: Option<String>,
    /// Day on which it came in.
    pub received: String,
    /// As in [`PublicityReport`].
    pub subject: String,
    /// What it says.
    pub content: String,
    /// What the check found.
    pub verified: String,
    /// It was upheld.
    pub upheld: bool,
    /// Where to go from here: the office above.
    pub contact: Option<Contact>,
}
