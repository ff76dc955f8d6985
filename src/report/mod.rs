//! Reports: what is said to people. Entry points: [`finding::Finding`] and [`message::Messages`].

pub mod finding;
pub mod message;
