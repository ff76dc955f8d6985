//! Rules: what is asked for, as data ([`regulation`]), what a rule can see of a subject ([`facts`]) and what the program
//! computes of it ([`figure`]), how far a case has come ([`course`]), whether it meets what is asked ([`check`]), how a
//! sample is drawn ([`draw`]), whom a year's adjustment moves ([`adjustment`]), what each kind of official text needs ([`text_kind`]), and how every paragraph of the sources is met ([`coverage`]).

pub mod adjustment;
pub mod check;
pub mod course;
pub mod coverage;
pub mod draw;
pub mod facts;
pub mod figure;
pub mod regulation;
pub mod text_kind;

use crate::records::case::Clearance;

/// Leave for rules to look at private values; no message may carry one.
pub(crate) const JUDGE: Clearance = Clearance::to_judge();
