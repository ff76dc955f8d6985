//! The order of work. Entry points: [`survey::survey`] reads and checks the county village by village.

pub mod progress;
pub mod survey;

pub use progress::Progress;
pub use survey::{Survey, survey};
