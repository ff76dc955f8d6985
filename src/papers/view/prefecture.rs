//! View of a prefecture's announcement of the villages that exit: [`PrefectureAnnouncement`].

use serde::Serialize;

/// View of `prefecture-announcement` and `prefecture-announcement-web`. Parts: `名单`, `落款`.
#[derive(Debug, Clone, Serialize)]
pub struct PrefectureAnnouncement {
    /// `例州市`.
    pub prefecture: String,
    /// Year of the exit.
    pub year: i16,
    /// Name of the procedure, `贫困村脱贫`.
    pub procedure: String,
    /// Document name and number; nothing where it may not be printed.
    pub basis: Option<String>,
    /// Names of the steps that were done in the counties, in order.
    pub steps: Vec<String>,
    /// First day of the earliest publicity in a county; nothing where the procedure has none.
    pub publicity_begins: Option<String>,
    /// Last day of the latest.
    pub publicity_ends: Option<String>,
    /// Where the counties posted it, `县政府门户网站、乡镇政务公开栏`.
    pub publicity_places: String,
    /// `每村不少于7天`.
    pub publicity_least: Option<String>,
    /// Objections received; all of them settled, or there is no announcement.
    pub objections: usize,
    /// What the prefecture did before it announced, in order.
    pub reviews: Vec<Review>,
    /// Counties with villages on the list.
    pub counties: usize,
    /// Their townships.
    pub townships: usize,
    /// Villages on the list.
    pub villages: usize,
    /// First day of the announcement, where the rule set gives it a period.
    pub begins: Option<String>,
    /// Its last day; given with `begins`.
    pub ends: Option<String>,
    /// Until when the policies stay, where the rule set says so.
    pub buffer: Option<String>,
    /// Office that takes reports.
    pub office: Option<String>,
    /// Its telephone.
    pub telephone: Option<String>,
    /// Its address.
    pub address: Option<String>,
    /// Its e-mail.
    pub email: Option<String>,
    /// 监督电话.
    pub supervision: Option<String>,
}

/// A step of the prefecture's that was done.
#[derive(Debug, Clone, Serialize)]
pub struct Review {
    /// `2020年9月15日`.
    pub date: String,
    /// Who did it, `例州市人民政府`.
    pub by: String,
    /// Its nature, `审核`.
    pub act: String,
}
