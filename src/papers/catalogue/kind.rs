//! The kinds of documents. Its entry point is [`KINDS`], the one table; everything else goes by it.
//!
//! A kind is added by its template (`templates/documents/`, named in the program's own list of templates), a function that makes
//! its view and parts (`view/from_case/`), and its row here. A kind with a new type of subject is also expected in
//! [`of_village`](super::of_village) or [`of_county`](super::of_county); of the types that are there, every row is.

use crate::papers::document::{Layout, Parts};
use super::form::{self, Form};
use crate::papers::view::from_case::{self, Made, Notice, blank_form};

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
    /// A village's list, in the family of papers that its procedure names (文书).
    Notice(&'static str, Nature, fn(&Notice<'_>) -> Option<Made>),
    /// A form of a household; they are bound in one file.
    Form(Form),
    /// A paper from somebody's own hand: it is never printed, its scan is asked for.
    Handwritten,
    /// A table of a plan, for a year.
    PlanSheet,
    /// An official document.
    Official,
}

/// The family of papers of households that leave the list.
const HOUSEHOLD_EXIT: &str = "household-exit";

/// What a publicity with a list says.
const PUBLICITY: &[&str] = &["公示时间：", "受理单位：", "受理电话：", "监督电话：", "序号", "户主姓名"];
const ANNOUNCEMENT: &[&str] = &["监督电话：", "序号", "户主姓名"];

/// Every kind.
pub static KINDS: &[Kind] = &[
    Kind {
        id: "household-exit-publicity",
        audience: Audience::Board,
        template: "household-exit-publicity",
        layout: Layout::Notice,
        make: Make::Notice(HOUSEHOLD_EXIT, Nature::Publicity, |notice| notice.publicity()),
        common: Some(from_case::blank_notice),
        labels: PUBLICITY,
    },
    Kind {
        id: "household-exit-publicity-web",
        audience: Audience::Web,
        template: "household-exit-publicity-web",
        layout: Layout::Notice,
        make: Make::Notice(HOUSEHOLD_EXIT, Nature::Publicity, |notice| notice.publicity_web()),
        common: None,
        labels: &["公示时间：", "受理单位：", "受理电话：", "监督电话："],
    },
    Kind {
        id: "household-exit-announcement",
        audience: Audience::Board,
        template: "household-exit-announcement",
        layout: Layout::Notice,
        make: Make::Notice(HOUSEHOLD_EXIT, Nature::Announcement, |notice| notice.announcement()),
        common: Some(from_case::blank_notice),
        labels: ANNOUNCEMENT,
    },
    Kind {
        id: "household-exit-announcement-web",
        audience: Audience::Web,
        template: "household-exit-announcement-web",
        layout: Layout::Notice,
        make: Make::Notice(HOUSEHOLD_EXIT, Nature::Announcement, |notice| notice.announcement_web()),
        common: None,
        labels: &["监督电话："],
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
        id: "official-document",
        audience: Audience::Web,
        template: "official-document",
        layout: Layout::Official,
        make: Make::Official,
        common: None,
        labels: &[],
    },
];

/// 手写申请 (D5).
pub(super) static HANDWRITTEN: &Kind = &Kind {
    id: "handwritten-application",
    audience: Audience::Restricted,
    template: "",
    layout: Layout::Form,
    make: Make::Handwritten,
    common: None,
    labels: &[],
};

/// The kind with an id.
pub fn kind(id: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.id == id)
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
