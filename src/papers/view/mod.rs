//! What each template sees: one narrow struct a template. A view holds only what its paper may show.
//!
//! Template names are ASCII because Tera accepts no others; each template begins with a comment that
//! says in Chinese what its names mean. An `Option` that is `None` is an empty value, not a missing name.

mod archive;
pub mod browse;
mod control;
pub mod from_case;
mod household;
mod notice;
mod objection;
mod official;
mod plan;
mod prefecture;
mod review;
mod submission;

pub use archive::FourProperties;
pub use control::{ProblemSheet, SpotCheck};
pub use household::{HouseholdForms, VisitView};
pub use notice::{Announcement, Approval, Areas, Contact, Households, Past, Publicity, Step};
pub use objection::{ObjectionRegister, ObjectionReply, PublicityReport};
pub use official::OfficialView;
pub use plan::PlanSheet;
pub use prefecture::{PrefectureAnnouncement, Review};
pub use review::{ReviewMeeting, SignOff, VillageRegister};
pub use submission::Submission;
