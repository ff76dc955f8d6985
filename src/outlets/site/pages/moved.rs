//! What stands where a page stood before. Its entry point is [`MovedPage`].

use serde::Serialize;

use crate::outlets::site::route::root;

/// A page that leads on to where the page is now.
#[derive(Serialize)]
pub struct MovedPage<'a> {
    /// Where the page is now, from the site's root.
    to: &'a str,
    /// The way there.
    link: String,
}

impl<'a> MovedPage<'a> {
    /// From one address of the site to another.
    pub fn of(from: &str, to: &'a str) -> Self {
        Self { to, link: format!("{}{to}", root(from)) }
    }
}
