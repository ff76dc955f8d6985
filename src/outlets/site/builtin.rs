//! The program's own site templates, used where a workspace has none of that name.

/// Name and text of each.
pub(super) const SITE: &[(&str, &str)] = &[
    ("base.html", include_str!("../../../templates/site/base.html")),
    ("index.html", include_str!("../../../templates/site/index.html")),
    ("page.html", include_str!("../../../templates/site/page.html")),
];

/// The style sheet.
pub(super) const STYLE: &str = include_str!("../../../templates/site/style.css");
