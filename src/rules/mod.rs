//! Rules: what is asked for, as data ([`regulation`]), how far a case has come ([`course`]), and
//! whether it meets what is asked ([`check`]).

pub mod check;
pub mod course;
pub mod regulation;
