//! Kind `signed-by`: the step bears the signature of a role, or of one who signed in their place. A step not yet done is no matter of its.

use crate::rules::JUDGE;
use crate::rules::facts::Facts;
use super::{Kind, Verdict, unmet};
use crate::rules::regulation::Standard;

pub(super) const KIND: Kind =
    Kind { name: "signed-by", message: "not-signed-by", needs: &["步骤", "职务"], may: &[], args: &["step", "role", "asks"], judge };

fn judge(rule: &Standard, facts: &Facts<'_>) -> Vec<Verdict> {
    let (step, role) = (rule.step.as_str(), rule.role.as_str());
    let Some(done) = facts.steps().iter().find(|done| done.step.as_str() == step) else { return Vec::new() };
    let signed = done.signatures.iter().any(|signature| signature.role.as_str() == role && signature.name.reveal(&JUDGE).value().is_some());
    if signed { Vec::new() } else { unmet("退出.步骤", vec![("step", step.to_owned()), ("role", role.to_owned())]) }
}
