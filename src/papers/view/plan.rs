//! View of one plan table: [`PlanSheet`].

use serde::Serialize;

/// View of `plan-sheet`. Part: `表`.
#[derive(Debug, Clone, Serialize)]
pub struct PlanSheet {
    /// Title of the table, `贫困户脱贫计划表`.
    pub title: String,
    /// Paragraphs under the table, beside the table's own notes.
    pub notes: Vec<String>,
}
