//! Kind `signed-by`: the step bears the signature of a role, or of one who signed in their place. A step not yet done is no matter of its.

use super::super::JUDGE;
use super::super::facts::Facts;
use super::{Kind, Verdict, unmet};
use crate::records::case::Step;
use crate::rules::regulation::Standard;

pub(super) const KIND: Kind =
    Kind { name: "signed-by", message: "not-signed-by", needs: &["步骤", "职务"], may: &[], args: &["step", "role", "asks"], judge };

fn judge(rule: &Standard, facts: &Facts<'_>) -> Vec<Verdict> {
    let (step, role) = (rule.step.text(), rule.role.text());
    let steps: &[Step] = facts.household.map_or(&[], |household| &household.exit.steps);
    let Some(done) = steps.iter().find(|done| done.step.text() == step) else { return Vec::new() };
    let signed = done.signatures.iter().any(|signature| signature.role.text() == role && signature.name.reveal(&JUDGE).value().is_some());
    if signed { Vec::new() } else { unmet("退出.步骤", vec![("step", step), ("role", role)]) }
}
