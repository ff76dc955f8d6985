//! The kinds of documents. Its entry point is [`kinds`], the one table; everything else goes by it.
//!
//! A kind is added by its template (`templates/documents/`, named in the program's own list of templates), a function that makes
//! its view and parts (`view/from_case/`), and its row in [`OTHERS`]; a family of notices by its two templates and its line in
//! [`NOTICES`]. A kind with a new type of subject is also expected in
//! [`of_village`](super::of_village) or [`of_county`](super::of_county); of the types that are there, every row is.

use crate::papers::document::{Layout, Parts};
use super::form::{self, Form};
use super::{control, office, submission};
use crate::papers::view::from_case::control::{Found, Sampled};
use crate::papers::view::from_case::{self, EvidenceOf, Ledger, Made, Notice, Occasion, blank_form};
use crate::records::register::Moves;
use crate::rules::regulation::Procedure;

/// A kind of document.
#[derive(Debug)]
pub struct Kind {
    /// Id, in the build record and in the document's metadata.
    pub id: &'static str,
    /// Who it is for.
    pub audience: Audience,
    /// Template, without `.md`.
    pub template: &'static str,
    /// How its pages are laid out.
    pub layout: Layout,
    /// What it is about, and how its view and parts are made.
    pub make: Make,
    /// What all documents of the kind have in common, where there are many of them.
    pub common: Option<fn() -> Parts>,
    /// The labels of its published model, in their order: what a reader looks for, and finds with a value.
    pub labels: &'static [&'static str],
}

/// The folder that a document goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Posted.
    Board,
    /// On the web.
    Web,
    /// Within the office.
    Restricted,
}

/// What a step's notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// 公示.
    Publicity,
    /// 公告.
    Announcement,
}

impl Nature {
    /// Both, in the order of a procedure.
    pub const ALL: [Self; 2] = [Self::Publicity, Self::Announcement];

    /// The nature as rule sets write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Publicity => "公示",
            Self::Announcement => "公告",
        }
    }

    /// Its word in ids and paths.
    pub fn id(self) -> &'static str {
        match self {
            Self::Publicity => "publicity",
            Self::Announcement => "announcement",
        }
    }
}

/// The type of a kind's subjects, and how a document is made of one. `None` where the case lacks what the paper needs.
#[derive(Debug, Clone, Copy)]
pub enum Make {
    /// A step of a list or of an area's exit, in the family of papers that its procedure names (文书).
    Notice(&'static str, Nature, OfNotice),
    /// A publicity: what it leaves behind, to be made from the day on which it begins or ends.
    Publicity(From, fn(&Notice<'_>, EvidenceOf<'_>) -> Option<Made>),
    /// An objection to a publicity, by its place.
    Objection(fn(&Notice<'_>, usize) -> Option<Made>),
    /// A step of a list or of an area's exit, done or not: of which steps of a procedure, by their place, and how. Blank as long as nothing is
    /// recorded.
    Step(fn(&Procedure, usize) -> bool, fn(&Occasion<'_>) -> Option<Made>),
    /// A village, for a register of its households.
    Register(Ledger),
    /// A township, for a register of the households of its villages; of which villages, by what they move.
    TownshipRegister(Ledger, fn(&Moves) -> bool),
    /// A village, a township or the county, for what the year's adjustment moves.
    Summary,
    /// A form of a household; they are bound in one file.
    Form(Form),
    /// A paper from somebody's own hand: it is never printed, its scan is asked for.
    Handwritten,
    /// A spot check.
    SpotCheck(fn(&Sampled<'_>) -> Option<Made>),
    /// A list of problems, or what of it one village has to put right.
    Problems(fn(&Found<'_>) -> Option<Made>),
    /// A table of a plan, for a year.
    PlanSheet,
    /// How far a table of a plan has come, for a year.
    PlanProgress,
    /// An official document.
    Official,
    /// A list of a prefecture.
    Prefecture,
    /// The report on a package: made when packages are verified, expected of no case.
    PackageReport,
}

/// The day from which on a paper about a publicity is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// It was posted.
    Posted,
    /// It is over.
    Over,
}

/// How a notice is made of a step.
type OfNotice = fn(&Notice<'_>) -> Option<Made>;

/// A notice of a family.
const fn notice(
    id: &'static str,
    template: &'static str,
    family: &'static str,
    (audience, nature, make): (Audience, Nature, OfNotice),
    labels: &'static [&'static str],
) -> Kind {
    let common: Option<fn() -> Parts> = match audience {
        Audience::Board => Some(from_case::blank_notice),
        Audience::Web | Audience::Restricted => None,
    };
    Kind { id, audience, template, layout: Layout::Notice, make: Make::Notice(family, nature, make), common, labels }
}

/// A family of notices: 公示 and 公告, each posted and on the web, from one template each; and the columns of its list.
macro_rules! family {
    ($family:literal, [$($column:literal),*]) => {
        [
            notice(
                concat!($family, "-publicity"),
                concat!($family, "-publicity"),
                $family,
                (Audience::Board, Nature::Publicity, |notice| notice.publicity()),
                &["公示时间：", "受理单位：", "受理电话：", "监督电话：" $(, $column)*],
            ),
            notice(
                concat!($family, "-publicity-web"),
                concat!($family, "-publicity"),
                $family,
                (Audience::Web, Nature::Publicity, |notice| notice.publicity_web()),
                &["公示时间：", "受理单位：", "受理电话：", "监督电话："],
            ),
            notice(
                concat!($family, "-announcement"),
                concat!($family, "-announcement"),
                $family,
                (Audience::Board, Nature::Announcement, |notice| notice.announcement()),
                &["监督电话：" $(, $column)*],
            ),
            notice(
                concat!($family, "-announcement-web"),
                concat!($family, "-announcement"),
                $family,
                (Audience::Web, Nature::Announcement, |notice| notice.announcement_web()),
                &["监督电话："],
            ),
        ]
    };
}

/// The families of notices, by the name that procedures give them.
static NOTICES: &[[Kind; 4]] = &[
    family!("household-exit", ["序号", "户主姓名"]),
    family!("household-removal", ["序号", "户主姓名"]),
    family!("household-inclusion", ["序号", "户主姓名"]),
    family!("household-return", ["序号", "户主姓名"]),
    family!("key-persons", ["序号", "户主姓名"]),
    family!("household-acceptance", ["序号", "户主姓名"]),
    family!("village-exit", []),
    family!("township-exit", []),
    family!("county-exit", []),
];

/// Every other kind.
static OTHERS: &[Kind] = &[
    Kind {
        id: "publicity-report",
        audience: Audience::Restricted,
        template: "publicity-report",
        layout: Layout::Notice,
        make: Make::Publicity(From::Over, from_case::publicity_report),
        common: None,
        labels: &["公示时间：", "序号", "张贴地点", "张贴日期", "撤下日期"],
    },
    Kind {
        id: "objection-register",
        audience: Audience::Restricted,
        template: "objection-register",
        layout: Layout::Form,
        make: Make::Publicity(From::Posted, from_case::objection_register),
        common: None,
        labels: &["受理单位：", "公示时间："],
    },
    Kind {
        id: "objection-reply",
        audience: Audience::Restricted,
        template: "objection-reply",
        layout: Layout::Notice,
        make: Make::Objection(from_case::objection_reply),
        common: None,
        labels: &["反映的问题：", "调查核实情况：", "处理意见："],
    },
    office::REVIEW_SIGN_IN,
    office::REVIEW_MINUTES,
    office::SIGN_OFF_SHEET,
    submission::EXIT_APPLICATION,
    submission::EXIT_CHECK_SHEET,
    submission::CHECK_REPORT,
    submission::REVIEW_OPINION,
    submission::APPROVAL_REQUEST,
    submission::STUDY_MINUTES,
    submission::APPROVAL_REPLY,
    submission::FILING_REPORT,
    submission::ACCEPTANCE_SHEET,
    office::ADJUSTMENT_LIST,
    office::EXIT_REGISTER,
    office::REMOVAL_REGISTER,
    office::CHANGE_REGISTER,
    office::KEY_PERSON_REGISTER,
    office::MONITORING_REGISTER,
    office::MARKING_LIST,
    office::EXIT_PLAN,
    office::TOWNSHIP_ADJUSTMENT_LIST,
    office::TOWNSHIP_EXIT_PLAN,
    office::TOWNSHIP_MARKING_LIST,
    office::ADJUSTMENT_SUMMARY,
    control::SPOT_CHECK_SCHEME,
    control::SPOT_CHECK_SHEET,
    control::SATISFACTION_FORM,
    control::SPOT_CHECK_RESULT,
    control::PROBLEM_SHEET,
    control::RECTIFICATION_NOTICE,
    // 手写申请 (D5).
    Kind {
        id: "handwritten-application",
        audience: Audience::Restricted,
        template: "",
        layout: Layout::Form,
        make: Make::Handwritten,
        common: None,
        labels: &[],
    },
    // The order in which a household's forms stand in its file.
    form::SURVEY_RECORD,
    form::INFORMATION_COMPARISON,
    form::COLLECTION_FORM,
    form::NATURAL_INCREASE,
    form::NATURAL_DECREASE,
    form::INCOME_WORKSHEET,
    form::GUARANTEE_CHECK,
    form::EXIT_SITUATIONS,
    form::INCLUSION_SITUATIONS,
    form::CONSENT_SHEET,
    form::EXIT_NOTICE,
    form::REMOVAL_NOTICE,
    form::INCLUSION_NOTICE,
    form::RETURN_NOTICE,
    form::WITHHELD_NOTICE,
    form::HELP_PLAN,
    form::MONITORING_RECORD,
    form::VISIT_RECORD,
    Kind {
        id: "plan-sheet",
        audience: Audience::Web,
        template: "plan-sheet",
        layout: Layout::Sheet,
        make: Make::PlanSheet,
        common: None,
        labels: &[],
    },
    Kind {
        id: "plan-progress",
        audience: Audience::Restricted,
        template: "plan-progress",
        layout: Layout::Sheet,
        make: Make::PlanProgress,
        common: None,
        labels: &["计划", "已公告退出", "完成率", "合计"],
    },
    Kind {
        id: "official-document",
        audience: Audience::Web,
        template: "official-document",
        layout: Layout::Official,
        make: Make::Official,
        common: None,
        labels: &[],
    },
    // What goes up, is secret or is not open to all for another reason.
    Kind {
        id: "official-document-internal",
        audience: Audience::Restricted,
        template: "official-document",
        layout: Layout::Official,
        make: Make::Official,
        common: None,
        labels: &[],
    },
    Kind {
        id: "prefecture-announcement",
        audience: Audience::Board,
        template: "prefecture-announcement",
        layout: Layout::Notice,
        make: Make::Prefecture,
        common: None,
        labels: &["乡镇", "村数", "村名"],
    },
    Kind {
        id: "prefecture-announcement-web",
        audience: Audience::Web,
        template: "prefecture-announcement-web",
        layout: Layout::Notice,
        make: Make::Prefecture,
        common: None,
        labels: &["乡镇", "村数", "村名"],
    },
    Kind {
        id: PACKAGE_REPORT,
        audience: Audience::Restricted,
        template: "four-properties",
        layout: Layout::Form,
        make: Make::PackageReport,
        common: None,
        labels: &["检测项", "怎样检测", "结果", "证据和发现"],
    },
];

/// Id of the report on the four properties of a package.
pub const PACKAGE_REPORT: &str = "four-properties";

/// Every kind: [`NOTICES`] and [`OTHERS`], the one table.
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    NOTICES.iter().flatten().chain(OTHERS)
}

/// The kind with an id.
pub fn kind(id: &str) -> Option<&'static Kind> {
    kinds().find(|kind| kind.id == id)
}

impl Kind {
    /// The parts that all documents of the kind have in common, where there are many of them.
    pub fn blank(&self) -> Option<Parts> {
        match self.make {
            Make::Form(form) => Some(blank_form(&form.signing)),
            _ => self.common.map(|common| common()),
        }
    }

    /// Whether it is a notice of a family of papers and a nature.
    pub fn is_notice(&self, papers: &str, nature: Nature) -> bool {
        matches!(self.make, Make::Notice(family, own, _) if family == papers && own == nature)
    }
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}
