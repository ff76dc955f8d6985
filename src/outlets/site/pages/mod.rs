//! The pages around the articles, one file a kind: each a small value that is made of what is public, and that its template sees.
//! Entry points: [`Home`], [`Places`], [`PlacePage`], [`List`], [`Guide`], [`Calendar`], [`RuleSets`], [`RuleSetPage`], [`MovedPage`], [`SearchPage`], [`LogPage`].

mod calendar;
mod guide;
mod home;
mod list;
mod log;
mod months;
mod moved;
mod place;
mod rule_set;
mod search;

pub use calendar::{Calendar, ics};
pub use guide::Guide;
pub use home::Home;
pub use list::List;
pub use log::LogPage;
pub use moved::MovedPage;
pub use place::{Area, ByPlace, Office, PlacePage, Places};
pub use rule_set::{RuleSetPage, RuleSets};
pub use search::SearchPage;
