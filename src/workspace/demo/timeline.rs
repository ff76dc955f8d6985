//! How far a batch or a village has come by the as-of day, and the days of its steps. Entry points: [`Stage`],
//! [`Timeline`], [`VillageStage`].

use super::dice::Dice;
use crate::records::values::Date;

/// How far a batch has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// Reviewed by the village; the households are being visited once more.
    Reviewed,
    /// Every household agreed.
    Verified,
    /// The notice hangs.
    Posted,
    /// The publicity is over.
    PublicityOver,
    /// The township has passed it on.
    Township,
    /// The county's office has passed it on.
    County,
    /// Approved.
    Approved,
    /// Announced.
    Announced,
    /// Every household's entry is cancelled.
    Cancelled,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 9] = [
        Self::Reviewed,
        Self::Verified,
        Self::Posted,
        Self::PublicityOver,
        Self::Township,
        Self::County,
        Self::Approved,
        Self::Announced,
        Self::Cancelled,
    ];

    /// In words, for the comment at the top of a batch.
    pub fn words(self) -> &'static str {
        match self {
            Self::Reviewed => "已评议，正在逐户核实",
            Self::Verified => "已逐户核实认可，还没有张贴公示",
            Self::Posted => "公示中",
            Self::PublicityOver => "公示期满，等乡镇审核",
            Self::Township => "乡镇已审核上报",
            Self::County => "县里已审查",
            Self::Approved => "县里已批准，还没有公告",
            Self::Announced => "已公告，还没有销号",
            Self::Cancelled => "步骤已走完，逐户销号",
        }
    }
}

/// The days of a batch's steps. Those behind its stage have not come.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timeline {
    /// The first visit to a household.
    pub begun: Date,
    pub reviewed: Date,
    /// The last household agreed.
    pub verified: Date,
    pub posted: Date,
    /// Last day of the publicity.
    pub until: Date,
    pub removed: Date,
    pub township: Date,
    pub county: Date,
    pub approved: Date,
    pub announced: Date,
    /// The announcement hangs in the village too.
    pub announced_in_village: Date,
    pub cancelled: Date,
}

impl Timeline {
    /// Days such that the batch stands at `stage` on the as-of day.
    pub fn new(stage: Stage, as_of: Date, dice: &mut Dice) -> Self {
        let mut day = 0;
        let mut after = |least, most| {
            day += dice.between(least, most);
            day
        };
        // The steps need 69 days at the most: 11 more, and nothing lies before September.
        let reviewed = after(8, 11);
        let verified = after(2, 4);
        let posted = after(1, 4);
        // The posting day does not count; some villages leave the notice up for longer.
        let until = after(7, 9);
        let township = after(2, 4);
        let county = after(8, 14);
        let approved = after(4, 7);
        let announced = after(5, 8);
        let announced_in_village = after(0, 1);
        let cancelled = after(5, 7);
        let last = match stage {
            Stage::Reviewed => reviewed + dice.between(0, 3),
            Stage::Verified => verified + dice.between(0, 3),
            Stage::Posted => posted + dice.between(0, 6),
            Stage::PublicityOver => until + 1 + dice.between(0, 5),
            Stage::Township => township + dice.between(0, 8),
            Stage::County => county + dice.between(0, 6),
            Stage::Approved => approved + dice.between(0, 6),
            Stage::Announced => announced_in_village + dice.between(0, 6),
            Stage::Cancelled => cancelled + dice.between(0, 7),
        };
        let on = |offset: i32| as_of.plus(offset - last);
        Self {
            begun: on(0),
            reviewed: on(reviewed),
            verified: on(verified),
            posted: on(posted),
            until: on(until),
            removed: on(until + 1),
            township: on(township),
            county: on(county),
            approved: on(approved),
            announced: on(announced),
            announced_in_village: on(announced_in_village),
            cancelled: on(cancelled),
        }
    }
}

/// How far a village's own exit has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum VillageStage {
    /// Surveyed by the township.
    Surveyed,
    /// The notice hangs.
    Posted,
    /// The county's office has passed it on.
    County,
    /// Approved.
    Approved,
    /// Announced.
    Announced,
    /// Reported to the prefecture.
    Filed,
}

impl VillageStage {
    /// All of them, in order.
    pub const ALL: [Self; 6] = [Self::Surveyed, Self::Posted, Self::County, Self::Approved, Self::Announced, Self::Filed];
}
