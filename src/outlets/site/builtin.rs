//! The program's own site templates, used where a workspace has none of that name.

/// Name and text of each.
pub(super) const SITE: &[(&str, &str)] = &[
    ("base.html", include_str!("../../../templates/site/base.html")),
    ("entries.html", include_str!("../../../templates/site/entries.html")),
    ("article.html", include_str!("../../../templates/site/article.html")),
    ("home.html", include_str!("../../../templates/site/home.html")),
    ("places.html", include_str!("../../../templates/site/places.html")),
    ("place.html", include_str!("../../../templates/site/place.html")),
    ("list.html", include_str!("../../../templates/site/list.html")),
    ("guide.html", include_str!("../../../templates/site/guide.html")),
    ("calendar.html", include_str!("../../../templates/site/calendar.html")),
    ("rule-sets.html", include_str!("../../../templates/site/rule-sets.html")),
    ("rule-set.html", include_str!("../../../templates/site/rule-set.html")),
    ("search.html", include_str!("../../../templates/site/search.html")),
    ("log.html", include_str!("../../../templates/site/log.html")),
    ("log-rows.html", include_str!("../../../templates/site/log-rows.html")),
    ("notfound.html", include_str!("../../../templates/site/notfound.html")),
    ("moved.html", include_str!("../../../templates/site/moved.html")),
    ("restricted.html", include_str!("../../../templates/site/restricted.html")),
    ("restricted-area.html", include_str!("../../../templates/site/restricted-area.html")),
    ("restricted-documents.html", include_str!("../../../templates/site/restricted-documents.html")),
    ("restricted-facts.html", include_str!("../../../templates/site/restricted-facts.html")),
    ("restricted-findings.html", include_str!("../../../templates/site/restricted-findings.html")),
    ("restricted-grid.html", include_str!("../../../templates/site/restricted-grid.html")),
    ("restricted-household.html", include_str!("../../../templates/site/restricted-household.html")),
    ("restricted-households.html", include_str!("../../../templates/site/restricted-households.html")),
    ("restricted-search.html", include_str!("../../../templates/site/restricted-search.html")),
    ("restricted-rows.html", include_str!("../../../templates/site/restricted-rows.html")),
    ("restricted-timeline.html", include_str!("../../../templates/site/restricted-timeline.html")),
    ("restricted-volumes.html", include_str!("../../../templates/site/restricted-volumes.html")),
];

/// Name and text of each file of `assets/`.
pub(super) const ASSETS: &[(&str, &str)] = &[
    ("archive.css", include_str!("../../../templates/site/archive.css")),
    ("style.css", include_str!("../../../templates/site/style.css")),
    ("sample.css", include_str!("../../../templates/site/sample.css")),
    ("site.js", include_str!("../../../templates/site/site.js")),
    ("search.js", crate::outlets::search::SCRIPT),
];
