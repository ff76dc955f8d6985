//! Views and parts made from cases, one file a family of papers. Entry points: [`Notice`], [`survey_record`], [`plan_sheet`], [`official`], [`prefecture_announcement`];
//! [`blank_notice`] and [`blank_survey_record`] have nothing of a case in them.

mod notice;
mod official;
mod plan;
mod prefecture;
mod survey;

pub use notice::{Notice, blank_notice};
pub use official::official;
pub use plan::{plan_sheet, plan_table};
pub use prefecture::prefecture_announcement;
pub use survey::{blank_survey_record, survey_record};

use crate::papers::document::{Align, Cell, Column, Row};

fn column(align: Align, stretch: f32) -> Column {
    Column { stretch, align }
}

fn row<T: Into<String>>(cells: impl IntoIterator<Item = T>) -> Row {
    Row { cells: cells.into_iter().map(Cell::new).collect() }
}
