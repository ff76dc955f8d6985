//! Views of notices: [`Publicity`] and [`Announcement`], of [`Households`] or of [`Areas`].
//!
//! None names a household: the list is a typed part, handed in by whoever may post it. The posted paper and the page of the web are
//! made with one template; what may be shown where is decided before it (`list_shown`).

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

/// Households that one village puts up.
#[derive(Debug, Clone, Serialize)]
pub struct Households {
    /// `长校镇`.
    pub township: String,
    /// `留坑村`.
    pub village: String,
    /// The rule set calls the exit 脱贫, not 退出.
    pub out_of_poverty: bool,
    /// Households on the list.
    pub households: usize,
    /// Persons in them.
    pub persons: usize,
}

/// A village, township or county that exits, or a list of villages or townships.
#[derive(Debug, Clone, Serialize)]
pub struct Areas {
    /// Where the notice is about, for its title: `新样乡下新村`, or `新例县` for a list.
    pub place: String,
    /// Name of the area; nothing for a list.
    pub name: Option<String>,
    /// The rule set's name of the procedure, `贫困村退出`.
    pub procedure: String,
    /// What the areas are, `贫困村`.
    pub kind: String,
    /// How many.
    pub count: usize,
}

/// Both ends of a publicity that is over.
#[derive(Debug, Clone, Serialize)]
pub struct Past {
    /// First day, `2017年11月15日`.
    pub begins: String,
    /// Last day.
    pub ends: String,
}

/// The step that decided: of approval, or the last review or decision where the procedure has none.
#[derive(Debug, Clone, Serialize)]
pub struct Approval {
    /// Its day.
    pub on: String,
    /// Who approved.
    pub by: Option<String>,
    /// `批准`, `审核同意` or `研究确定`.
    pub word: &'static str,
}

/// View of `…-publicity`. Parts: `落款`, and `名单` where `list_shown`.
#[derive(Debug, Clone, Serialize)]
pub struct Publicity<Who> {
    /// Who is put up; in the template its fields stand beside the others.
    #[serde(flatten)]
    pub who: Who,
    /// Year of the exit.
    pub year: i16,
    /// `第二次` where the procedure has several publicities, else empty.
    pub ordinal: String,
    /// Full title of the document that the procedure rests on; nothing where none may be printed.
    pub basis: Option<String>,
    /// Steps done before the publicity, in order.
    pub steps: Vec<Step>,
    /// First day, `2017年11月15日`.
    pub begins: String,
    /// Last day.
    pub ends: String,
    /// `共7天，张贴当日不计`; nothing where the rule set counts no days.
    pub counting: Option<String>,
    /// Where to object; at least one.
    pub contacts: Vec<Contact>,
    /// 监督电话.
    pub supervision: Option<String>,
    /// The list stands on this paper.
    pub list_shown: bool,
    /// Where the list is posted, `留坑村公示栏`.
    pub places: String,
}

/// View of `…-announcement`. Parts: `落款`, and `名单` where `list_shown`.
#[derive(Debug, Clone, Serialize)]
pub struct Announcement<Who> {
    /// Who was put up; in the template its fields stand beside the others.
    #[serde(flatten)]
    pub who: Who,
    /// Year of the exit.
    pub year: i16,
    /// Full title of the document that the procedure rests on; nothing where none may be printed.
    pub basis: Option<String>,
    /// The publicities before it, in order; may be empty.
    pub publicities: Vec<Past>,
    /// `两次` where there were several, else empty.
    pub publicity_times: String,
    /// Where they were posted, `留坑村公示栏`.
    pub publicity_places: String,
    /// Objections received in the publicities; all of them settled, or there is no announcement.
    pub objections: usize,
    /// Other steps done since the first publicity, in order; may be empty.
    pub steps: Vec<Step>,
    /// The step that decided; nothing where the procedure has none.
    pub approval: Option<Approval>,
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
    /// 举报邮箱.
    pub email: Option<String>,
    /// The list stands on this paper.
    pub list_shown: bool,
    /// Where the list is posted.
    pub places: String,
}
