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
    ("notfound.html", include_str!("../../../templates/site/notfound.html")),
    ("moved.html", include_str!("../../../templates/site/moved.html")),
];

/// Name and text of each file of `assets/`.
pub(super) const ASSETS: &[(&str, &str)] = &[
    ("style.css", include_str!("../../../templates/site/style.css")),
    ("sample.css", include_str!("../../../templates/site/sample.css")),
    ("site.js", include_str!("../../../templates/site/site.js")),
];
