//! Records: what people wrote, read and typed. Nothing here judges or prints.
//!
//! [`source`] is the only reader; [`values`] has one type per file; [`case`] declares what a case
//! file holds; [`holdings`] are the files of a workspace; [`register`] keeps the little that outlives its village.

pub mod case;
pub mod holdings;
pub mod register;
pub mod source;
pub mod values;
