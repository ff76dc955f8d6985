//! Views of a village's household exits: [`Publicity`] and [`Announcement`], each also for the [`Web`].
//!
//! None names a household: the list is a typed part, handed in by whoever may post it.

use serde::Serialize;

/// A step of the procedure that was done.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// `2017年11月3日`.
    pub date: String,
    /// What was done and by whom, in the rule set's words, without a full stop.
    pub text: String,
}

/// Where and how to object: an office's public details, never a person's own.
#[derive(Debug, Clone, Serialize)]
pub struct Contact {
    /// 受理单位.
    pub office: String,
    /// 联系人.
    pub person: Option<String>,
    /// 受理电话.
    pub telephone: Option<String>,
    /// 通信地址.
    pub address: Option<String>,
    /// 邮编, shown beside the address.
    pub post_code: Option<String>,
    /// 电子邮箱.
    pub email: Option<String>,
}

/// View of `household-exit-publicity`. Parts: `名单`, `落款`.
#[derive(Debug, Clone, Serialize)]
pub struct Publicity {
    /// `长校镇`.
    pub township: String,
    /// `留坑村`.
    pub village: String,
    /// Year of the exit.
    pub year: i16,
    /// `《关于建立贫困退出机制的实施方案》（清委办〔2017〕25号）`.
    pub basis: String,
    /// Steps done before the publicity, in order; at least one.
    pub steps: Vec<Step>,
    /// Households on the list.
    pub households: usize,
    /// Persons in them.
    pub persons: usize,
    /// First day, `2017年11月15日`.
    pub begins: String,
    /// Last day.
    pub ends: String,
    /// `共7天，张贴当日不计`.
    pub counting: String,
    /// Where to object; at least one.
    pub contacts: Vec<Contact>,
    /// 监督电话.
    pub supervision: Option<String>,
}

/// View of `household-exit-announcement`. Parts: `名单`, `落款`.
#[derive(Debug, Clone, Serialize)]
pub struct Announcement {
    /// `长校镇`.
    pub township: String,
    /// `留坑村`.
    pub village: String,
    /// Year of the exit.
    pub year: i16,
    /// Document name and number.
    pub basis: String,
    /// First day of the publicity before it.
    pub publicity_begins: String,
    /// Its last day.
    pub publicity_ends: String,
    /// Where it was posted, `留坑村村务公开栏`.
    pub publicity_places: String,
    /// Objections received in the publicity; all of them settled, or there is no announcement.
    pub objections: usize,
    /// Steps done between the publicity and the approval, in order; may be empty.
    pub steps: Vec<Step>,
    /// Day of approval.
    pub approved_on: String,
    /// Who approved.
    pub approved_by: String,
    /// Households on the list.
    pub households: usize,
    /// Persons in them.
    pub persons: usize,
    /// The rule set cancels the register entry (销号) with the announcement.
    pub cancels_register: bool,
    /// `在脱贫攻坚期内（至2020年）`; nothing where the rule set is silent.
    pub buffer: Option<String>,
    /// First day of the announcement, where the rule set gives it a period.
    pub begins: Option<String>,
    /// Its last day; given with `begins`.
    pub ends: Option<String>,
    /// `共5天，张贴当日不计`; given with `begins`.
    pub counting: Option<String>,
    /// 监督电话.
    pub supervision: Option<String>,
}

/// View of the same notice for the web (`…-web`). Parts: `落款`, and `名单` where `list_shown`.
#[derive(Debug, Clone, Serialize)]
pub struct Web<Notice> {
    /// What it shares with the posted notice; in the template its fields stand beside the others.
    #[serde(flatten)]
    pub notice: Notice,
    /// Where the list is posted, `留坑村村务公开栏`.
    pub places: String,
    /// The rule set lists a portal among the places of the list.
    pub list_shown: bool,
}
