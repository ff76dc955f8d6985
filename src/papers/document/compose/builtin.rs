//! The program's own document templates, used where a workspace has none of that name.

/// Name and text of each.
pub(super) const DOCUMENTS: &[(&str, &str)] = &[
    ("household-exit-announcement", include_str!("../../../../templates/documents/household-exit-announcement.md")),
    (
        "household-exit-announcement-web",
        include_str!("../../../../templates/documents/household-exit-announcement-web.md"),
    ),
    ("household-exit-publicity", include_str!("../../../../templates/documents/household-exit-publicity.md")),
    ("household-exit-publicity-web", include_str!("../../../../templates/documents/household-exit-publicity-web.md")),
    ("official-document", include_str!("../../../../templates/documents/official-document.md")),
    ("plan-sheet", include_str!("../../../../templates/documents/plan-sheet.md")),
    ("prefecture-announcement", include_str!("../../../../templates/documents/prefecture-announcement.md")),
    ("prefecture-announcement-web", include_str!("../../../../templates/documents/prefecture-announcement-web.md")),
    ("survey-record", include_str!("../../../../templates/documents/survey-record.md")),
];
