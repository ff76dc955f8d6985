//! Bringing households in: from the national system's export, and by hand. Entry points: [`Plan::make`] reads an
//! export and says what would be done, [`carry_out`] does it; [`fresh`] makes single villages and households.
//!
//! [`column`] lists the columns, [`table`] reads XLSX and CSV into rows, [`roll`] gathers rows to households,
//! [`known`] tells what the workspace has, [`compare`] finds what changed and [`edit`] changes it by place,
//! [`compose`] writes new files. A household is found again by 系统户编号, a person by 系统人编号.

mod cell;
pub mod column;
mod codes;
mod compare;
mod compose;
mod edit;
pub mod fresh;
mod header;
mod known;
mod mask;
mod plan;
mod roll;
mod table;
mod tree;
pub(crate) mod write;
mod yaml;

use std::io;

use rayon::prelude::*;

pub use compare::{Change, Compared};
pub use compose::NewVillage;
pub use plan::{Impossible, Outcome, Plan, Tally};
pub use roll::{Incoming, Refusal, Sheet, Unlisted};
pub use table::Broken;

use crate::workspace::Workspace;

/// A file that could not be written.
#[derive(Debug)]
pub struct Unwritten {
    /// File.
    pub file: String,
    /// Why.
    pub error: io::Error,
}

/// Writes what a plan says. Files that were written stay; importing again does the rest.
///
/// # Errors
/// The first file, in the order of the export, that could not be written.
pub fn carry_out(workspace: &Workspace, plan: &Plan) -> Result<(), Unwritten> {
    let writer = write::Writer::begin(&workspace.root).map_err(|error| Unwritten { file: "content".to_owned(), error })?;
    let failures: Vec<Unwritten> = plan
        .households
        .par_iter()
        .filter_map(|(incoming, outcome)| {
            let (file, done) = match outcome {
                Outcome::New { code, file } => (file, writer.create(file, &plan::text_of(workspace, code, incoming))),
                Outcome::Changed { file, compared } => {
                    (file, writer.replace(file, &compared.before, compared.text.as_deref().unwrap_or(&compared.before)))
                }
                Outcome::Unchanged { .. } | Outcome::Refused => return None,
            };
            done.err().map(|error| Unwritten { file: file.clone(), error })
        })
        .collect();
    failures.into_iter().next().map_or(Ok(()), Err)
}
