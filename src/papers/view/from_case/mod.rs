//! Views and parts made from cases, one file a family of papers. Entry points: [`Notice`], [`publicity_report`], [`Dossier`],
//! [`Occasion`], [`Indicator`], [`Ledger`], [`summary`], [`plan_sheet`], [`official`], [`prefecture_announcement`]; [`household_entry`] and [`timeline`] of the restricted archive;
//! [`blank_notice`] and [`blank_form`] have nothing of a case in them.

mod browse;
pub mod control;
mod household;
pub mod ledger;
mod notice;
mod occasion;
mod official;
mod plan;
mod plan_progress;
mod prefecture;
mod publicity;
mod setting;
mod submission;
mod summary;

use serde::Serialize;

pub use browse::{FileOf, Seen, grid, household_entry, numbers_of, pairs, timeline};
pub use household::{Dossier, Dwelling, Signer, Signing, blank_form};
pub use ledger::Ledger;
pub use notice::{Listed, Notice, blank_notice};
pub use occasion::{Occasion, minutes, sign_in, sign_off};
pub use official::official;
pub use plan::{plan_sheet, plan_table};
pub use plan_progress::{Counts, Progress, is_counted, progress, progress_sheet};
pub use prefecture::prefecture_announcement;
pub use publicity::{Evidence, EvidenceOf, objection_register, objection_reply, publicity_report};
pub use setting::Setting;
pub use summary::summary;
pub use submission::{Indicator, acceptance, application, check_sheet, filing, opinion, reply, request, study};

use crate::papers::document::{Align, Cell, Column, Parts, Row};
use crate::records::values::{Date, Period};

/// A view with its parts, and what the document is filed under.
pub struct Made {
    /// The view, as its template sees it.
    pub view: serde_json::Value,
    /// Typed parts.
    pub parts: Parts,
    /// Day of the document.
    pub date: Date,
    /// Issuer.
    pub issuer: String,
    /// Both ends of the publicity.
    pub period: Option<Period>,
}

impl Made {
    /// Of a view of the catalogue.
    fn new(view: &impl Serialize, parts: Parts, date: Date, issuer: String, period: Option<Period>) -> Self {
        // A view is plain names and values: it has no other way to fail.
        Self { view: serde_json::to_value(view).unwrap_or_default(), parts, date, issuer, period }
    }
}

/// A day that is filled in by hand.
const OPEN_DAY: &str = "　　　　年　　月　　日";

fn column(align: Align, stretch: f32) -> Column {
    Column { stretch, align }
}

fn row<T: Into<String>>(cells: impl IntoIterator<Item = T>) -> Row {
    Row { cells: cells.into_iter().map(Cell::new).collect() }
}
