//! The program's own document templates, used where a workspace has none of that name.

/// The texts of templates by their names, one line each.
macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../templates/documents/", $name, ".md")))),*]
    };
}

/// Name and text of each.
pub const DOCUMENTS: &[(&str, &str)] = templates![
    "collection-form",
    "consent-sheet",
    "county-exit-announcement",
    "county-exit-publicity",
    "exit-notice",
    "exit-situations",
    "guarantee-check",
    "help-plan",
    "household-acceptance-announcement",
    "household-acceptance-publicity",
    "household-exit-announcement",
    "household-exit-publicity",
    "household-inclusion-announcement",
    "household-inclusion-publicity",
    "household-removal-announcement",
    "household-removal-publicity",
    "household-return-announcement",
    "household-return-publicity",
    "inclusion-notice",
    "inclusion-situations",
    "income-worksheet",
    "information-comparison",
    "key-persons-announcement",
    "key-persons-publicity",
    "monitoring-record",
    "natural-decrease",
    "natural-increase",
    "notice-after-publicity",
    "notice-announced",
    "notice-approval",
    "notice-basis",
    "notice-contacts",
    "notice-made-known",
    "notice-period",
    "notice-put-up",
    "notice-signed",
    "notice-steps",
    "objection-register",
    "objection-reply",
    "official-document",
    "plan-sheet",
    "publicity-report",
    "removal-notice",
    "return-notice",
    "survey-record",
    "township-exit-announcement",
    "township-exit-publicity",
    "village-exit-announcement",
    "village-exit-publicity",
    "visit-record",
    "withheld-notice",
];
