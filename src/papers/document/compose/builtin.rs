//! The program's own document templates, used where a workspace has none of that name.

/// Name and text of each.
pub const DOCUMENTS: &[(&str, &str)] = &[
    ("household-exit-announcement", include_str!("../../../../templates/documents/household-exit-announcement.md")),
    (
        "household-exit-announcement-web",
        include_str!("../../../../templates/documents/household-exit-announcement-web.md"),
    ),
    ("household-exit-publicity", include_str!("../../../../templates/documents/household-exit-publicity.md")),
    ("household-exit-publicity-web", include_str!("../../../../templates/documents/household-exit-publicity-web.md")),
    ("official-document", include_str!("../../../../templates/documents/official-document.md")),
    ("plan-sheet", include_str!("../../../../templates/documents/plan-sheet.md")),
    ("collection-form", include_str!("../../../../templates/documents/collection-form.md")),
    ("consent-sheet", include_str!("../../../../templates/documents/consent-sheet.md")),
    ("exit-notice", include_str!("../../../../templates/documents/exit-notice.md")),
    ("exit-situations", include_str!("../../../../templates/documents/exit-situations.md")),
    ("guarantee-check", include_str!("../../../../templates/documents/guarantee-check.md")),
    ("help-plan", include_str!("../../../../templates/documents/help-plan.md")),
    ("inclusion-notice", include_str!("../../../../templates/documents/inclusion-notice.md")),
    ("inclusion-situations", include_str!("../../../../templates/documents/inclusion-situations.md")),
    ("income-worksheet", include_str!("../../../../templates/documents/income-worksheet.md")),
    ("information-comparison", include_str!("../../../../templates/documents/information-comparison.md")),
    ("monitoring-record", include_str!("../../../../templates/documents/monitoring-record.md")),
    ("natural-decrease", include_str!("../../../../templates/documents/natural-decrease.md")),
    ("natural-increase", include_str!("../../../../templates/documents/natural-increase.md")),
    ("removal-notice", include_str!("../../../../templates/documents/removal-notice.md")),
    ("return-notice", include_str!("../../../../templates/documents/return-notice.md")),
    ("visit-record", include_str!("../../../../templates/documents/visit-record.md")),
    ("withheld-notice", include_str!("../../../../templates/documents/withheld-notice.md")),
    ("survey-record", include_str!("../../../../templates/documents/survey-record.md")),
];
