//! A long list, cut into pages by month and, of a full month, by number. Its entry point is [`Months`].

use std::collections::BTreeMap;

/// So many rows a page has at most: with all that a row says it stays well below 500 KB.
pub(super) const MOST: usize = 400;

/// A page of the list.
pub(super) struct Part<T> {
    /// `2017-11`, of further pages of the month `2017-11-2`.
    pub id: String,
    /// `2017年11月`, `2017年11月，第2页`.
    pub name: String,
    /// Its rows, the latest first.
    pub rows: Vec<T>,
}

/// The pages of a list, the latest first.
pub(super) struct Months<T>(Vec<Part<T>>);

impl<T> Months<T> {
    /// Of rows with their days (`2017-11-20`), the earliest first. Pages fill up from a month's first row on, so that a row stays on its
    /// page when later ones come.
    pub fn of<'a>(rows: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut months: BTreeMap<&str, Vec<Vec<T>>> = BTreeMap::new();
        for (day, row) in rows {
            let pages = months.entry(day.get(..7).unwrap_or_default()).or_default();
            match pages.last_mut().filter(|page| page.len() < MOST) {
                Some(page) => page.push(row),
                None => pages.push(vec![row]),
            }
        }
        let mut parts = Vec::new();
        for (month, pages) in months {
            for (place, mut rows) in pages.into_iter().enumerate() {
                rows.reverse();
                let (id, name) = match place {
                    0 => (month.to_owned(), named(month)),
                    _ => (format!("{month}-{}", place + 1), format!("{}，第{}页", named(month), place + 1)),
                };
                parts.push(Part { id, name, rows });
            }
        }
        parts.reverse();
        Self(parts)
    }

    /// Name and way of each page; `way` makes it of the page's id.
    pub fn ways(&self, way: impl Fn(&str) -> String) -> Vec<(String, String)> {
        self.0.iter().map(|part| (part.name.clone(), way(&part.id))).collect()
    }

    /// The pages.
    pub fn parts(self) -> impl Iterator<Item = Part<T>> {
        self.0.into_iter()
    }
}

/// `2017年11月`.
fn named(month: &str) -> String {
    let (year, number) = month.split_once('-').unwrap_or((month, ""));
    format!("{year}年{}月", number.trim_start_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_month_goes_on_on_a_second_page_and_what_stands_stays() {
        let pages = |count: usize| {
            let rows = (0..count).map(|row| ("2017-10-03", row)).chain([("2017-11-20", 9999)]);
            Months::of(rows).parts().map(|part| (part.id, part.name, part.rows.len(), part.rows.last().copied())).collect::<Vec<_>>()
        };
        let page = |id: &str, name: &str, count, first| (id.to_owned(), name.to_owned(), count, Some(first));
        assert_eq!(pages(MOST), [page("2017-11", "2017年11月", 1, 9999), page("2017-10", "2017年10月", MOST, 0)]);
        assert_eq!(pages(MOST + 1), [page("2017-11", "2017年11月", 1, 9999), page("2017-10-2", "2017年10月，第2页", 1, MOST), page("2017-10", "2017年10月", MOST, 0)]);
        assert_eq!(Months::of([("2017-10-03", 1)]).ways(|id| format!("log/{id}.html")), [("2017年10月".to_owned(), "log/2017-10.html".to_owned())]);
    }
}
