//! Views of what a step leaves in the office, all restricted: [`ReviewMeeting`], [`SignOff`]; and of a village's registers: [`VillageRegister`].

use serde::Serialize;

/// View of `review-sign-in` (民主评议会议签到表) and `review-minutes` (民主评议会议记录). Parts, each of which a template may leave out: `签到`, `评议`,
/// `签字`, `缺项`. Before the meeting every text of it is empty.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewMeeting {
    /// `清流县长校镇留坑村`.
    pub place: String,
    /// Year of the list, `2019`.
    pub year: String,
    /// Name of the procedure.
    pub procedure: String,
    /// Name of the step, `第一次民主评议`.
    pub step: String,
    /// Who meets, `村民代表会议`.
    pub bodies: String,
    /// Who is reviewed, `3户9人`.
    pub listed: String,
    /// The meeting is recorded.
    pub held: bool,
    /// Day.
    pub date: String,
    /// Time of the day.
    pub time: String,
    /// Where it was held.
    pub site: String,
    /// Who led it.
    pub chair: String,
    /// Who took the minutes.
    pub recorder: String,
    /// 应到.
    pub entitled: String,
    /// 实到.
    pub present: String,
    /// 实到 in percent of 应到, `86.84%`.
    pub share: String,
    /// Votes for the list as a whole.
    pub votes_for: String,
    /// Votes against.
    pub votes_against: String,
    /// Abstentions.
    pub abstentions: String,
    /// What it came to.
    pub outcome: String,
    /// The signed sheet among the step's papers, `原件见材料第1件`.
    pub original: String,
    /// What the record of the meeting still lacks.
    pub missing: usize,
}

/// View of `sign-off-sheet` (审批签字表). Parts, each of which a template may leave out: `名单`, `签字`.
#[derive(Debug, Clone, Serialize)]
pub struct SignOff {
    /// As in [`ReviewMeeting`].
    pub place: String,
    /// As in [`ReviewMeeting`].
    pub year: String,
    /// Name of the procedure.
    pub procedure: String,
    /// Name of the step.
    pub step: String,
    /// Who acts.
    pub bodies: String,
    /// Who is decided about, `3户9人`.
    pub listed: String,
    /// What the rule set asks of the step.
    pub asks: String,
    /// What the step came to; empty as long as it is open.
    pub outcome: String,
    /// Day; empty as long as it is open.
    pub date: String,
}

/// View of a village's registers and lists (台账, 名单, 清单). Part: `表`.
#[derive(Debug, Clone, Serialize)]
pub struct VillageRegister {
    /// `清流县长校镇留坑村`.
    pub place: String,
    /// 村民委员会.
    pub committee: String,
    /// Households that stand in it.
    pub households: usize,
    /// Members of these.
    pub persons: usize,
}
