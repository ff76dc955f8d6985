//! Rules: what is asked for, as data ([`regulation`]), how far a case has come ([`course`]), whether it
//! meets what is asked ([`check`]), and how a sample is drawn ([`draw`]).

pub mod check;
pub mod course;
pub mod draw;
pub mod regulation;
