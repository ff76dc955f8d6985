//! A procedure can be gone through from its first step to its last: no step leads back to itself, each can be reached
//! (`procedure-circle`, `step-unreachable`, `name-twice`, `rule-name-unknown`).

use super::Check;
use crate::report::finding::Key;
use crate::rules::regulation::Procedure;

/// Types of subjects that a procedure may be for.
const SUBJECTS: [&str; 4] = ["户", "村", "乡镇", "县"];

impl Check<'_> {
    /// One procedure.
    pub(super) fn procedure(&mut self, procedure: &Procedure, way: &[Key]) {
        let unknown = |key: &'static str, name: String, known: String| [("key", key.to_owned()), ("name", name), ("known", known)];
        if !SUBJECTS.contains(&procedure.subject.text().as_str()) {
            self.report("rule-name-unknown", way, &["对象".into()], &unknown("对象", procedure.subject.text(), SUBJECTS.join("、")));
        }
        let names = procedure.steps.iter().map(|step| step.name.text()).collect::<Vec<_>>().join("、");
        for (order, step) in procedure.steps.iter().enumerate() {
            let at: Vec<Key> = [way, &["步骤".into(), order.into()]].concat();
            let name = step.name.text();
            if procedure.step(&name).is_some_and(|(first, _)| first != order) {
                self.report("name-twice", &at, &["名称".into()], &[("name", name.clone())]);
            }
            for (place, after) in step.after.iter().enumerate().filter(|(_, after)| procedure.step(&after.text()).is_none()) {
                // What waits for a step that is not there can never be come to.
                let args = [("step", name.clone()), ("after", after.text()), ("known", names.clone())];
                self.report("step-unreachable", &at, &["前置".into(), place.into()], &args);
            }
            let list = step.departments.text();
            if !list.is_empty() && !self.whole.lists.contains_key(&list) {
                let known = self.whole.lists.keys().cloned().collect::<Vec<_>>().join("、");
                self.report("rule-name-unknown", &at, &["比对部门".into()], &unknown("比对部门", list, known));
            }
            if procedure.precedes(order, order) {
                self.report("procedure-circle", &at, &["前置".into()], &[("step", name)]);
            }
        }
    }
}
