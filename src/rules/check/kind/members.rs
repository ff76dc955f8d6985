//! Kinds `some-member` and `no-member`: at least one (no) member of the household is as described.

use crate::rules::facts::Facts;
use super::condition::all;
use super::{Kind, Verdict, unmet};
use crate::rules::regulation::Standard;

pub(super) const SOME_MEMBER: Kind =
    Kind { name: "some-member", message: "no-such-member", needs: &["成员"], may: &[], args: &["asks"], judge };
pub(super) const NO_MEMBER: Kind = Kind { name: "no-member", message: "such-a-member", ..SOME_MEMBER };

fn judge(rule: &Standard, facts: &Facts<'_>) -> Vec<Verdict> {
    let Some(household) = facts.household else { return Vec::new() };
    let there = household.members.iter().any(|member| all(&rule.member, &facts.at_member(member)));
    let wanted = rule.kind.as_str() == "some-member";
    if there == wanted { Vec::new() } else { unmet("家庭成员", Vec::new()) }
}
