//! What the steps of a case leave: notices, and what a publicity leaves behind. Its entry point is [`Steps::expect`].

use super::office::ABOVE;
use super::{Audience, Expected, Frame, From, Make, Nature, Source, State, Whose, kinds};
use crate::records::case::{AreaExit, Batch};
use crate::rules::JUDGE;
use crate::rules::course::{Course, Done};
use crate::rules::regulation::{InForce, Procedure};

/// A case with steps, and where its papers go.
pub(super) struct Steps<'a, 'f> {
    pub whose: Whose<'a>,
    /// Code of the list or area.
    pub code: &'a str,
    /// Begin of file names.
    pub stem: String,
    /// Folder on the board.
    pub board: String,
    pub inputs: Vec<String>,
    /// The rule set that it goes by.
    pub by: &'f InForce,
    /// `None` where the rule set does not know it.
    pub procedure: Option<&'f Procedure>,
    pub course: Option<Course<'f>>,
    /// Family that what is missing is told in, where the procedure names none that is known.
    pub family: &'static str,
}

impl<'a, 'f> Steps<'a, 'f>
where
    'a: 'f,
{
    /// Of an area's exit; steps that its list shares belong to the list.
    #[expect(clippy::too_many_arguments, reason = "each is another side of one area")]
    pub fn of_exit(
        whose: Whose<'a>,
        code: &'a str,
        board: String,
        (exit, batch): (&'f AreaExit, Option<&'f Batch>),
        inputs: Vec<String>,
        by: &'f InForce,
        family: &'static str,
        as_of: crate::records::values::Date,
    ) -> Self {
        let procedure = by.rules.procedure(&exit.procedure.text());
        let course = procedure.map(|procedure| Course::of_area(procedure, exit, batch, as_of));
        Self { whose, code, stem: format!("{code}-exit"), board, inputs, by, procedure, course, family }
    }

    /// Every paper of every step that has one.
    pub fn expect(&self, frame: &Frame<'_>, expected: &mut Vec<Expected<'a>>) {
        for nature in Nature::ALL {
            let Some(procedure) = self.procedure else {
                // An unknown procedure is a finding of its own: it holds the papers up.
                self.notices(frame, (nature, 0, 0, nature.name().to_owned()), expected);
                continue;
            };
            let steps = procedure.steps.iter().enumerate().filter(|(_, rule)| rule.nature.text() == nature.name());
            for (rank, (order, rule)) in steps.enumerate() {
                // What stands in the list of an area is the list's.
                if self.done(order).is_some_and(|done| done.own.is_none()) {
                    continue;
                }
                self.notices(frame, (nature, order, rank, rule.name.text()), expected);
                if nature == Nature::Publicity {
                    self.left_behind(frame, (order, rank, rule.name.text()), expected);
                }
            }
        }
        self.in_office(expected);
    }

    /// The forms of each step: made whatever is found, and blank as long as nothing is recorded.
    fn in_office(&self, expected: &mut Vec<Expected<'a>>) {
        let Some(procedure) = self.procedure else { return };
        let folder = self.board.replacen("board", "restricted/steps", 1);
        for kind in kinds() {
            let Make::Step(due, _) = kind.make else { continue };
            let own = procedure.steps.iter().enumerate().filter(|(order, _)| due(procedure, *order));
            for (rank, (order, rule)) in own.enumerate() {
                // A step is the area's own or its list's, by where it is recorded.
                let elsewhere = match (self.whose, self.done(order)) {
                    (Whose::Areas(..), done) => done.is_none(),
                    (_, done) => done.is_some_and(|done| done.own.is_none()),
                };
                if elsewhere {
                    continue;
                }
                let (subject, suffix) = self.named(rank, &rule.name.text());
                let path = format!("{folder}/{}-{}{suffix}", self.stem, kind.id);
                expected.push(Expected { kind, subject, path, inputs: self.inputs.clone(), state: State::Ready, source: Source::Step(self.whose, order) });
            }
        }
    }

    fn done(&self, order: usize) -> Option<Done<'f>> {
        self.course.as_ref()?.at(order)
    }

    fn notices(&self, frame: &Frame<'_>, (nature, order, rank, step): (Nature, usize, usize, String), expected: &mut Vec<Expected<'a>>) {
        let papers = self.procedure.map(|procedure| procedure.papers.text());
        let known = |family: &str| kinds().any(|kind| kind.is_notice(family, nature));
        let issuer = self.procedure.and_then(|procedure| procedure.steps.get(order)).map(|rule| rule.issuer.text()).unwrap_or_default();
        let state = if papers.as_ref().is_some_and(|papers| !known(papers)) {
            // A notice in the words of another procedure would be false: it is missing, by name, until there is a template.
            State::Missing("reason.no-paper".to_owned())
        } else if ABOVE.iter().any(|above| issuer.starts_with(above)) {
            State::Missing("reason.issued-above".to_owned())
        } else {
            let done = self.done(order).is_some();
            let state = if done { State::Ready } else { State::NotYet("reason.no-step", vec![("step", step.clone())]) };
            frame.judge(&self.inputs, &self.by.file, state)
        };
        let family = papers.filter(|papers| known(papers)).unwrap_or_else(|| self.family.to_owned());
        let (subject, suffix) = self.named(rank, &step);
        for kind in kinds().filter(|kind| kind.is_notice(&family, nature)) {
            let folder = if kind.audience == Audience::Web { "web/site/notices" } else { &self.board };
            expected.push(Expected {
                kind,
                subject: subject.clone(),
                path: format!("{folder}/{}-{}{suffix}", self.stem, nature.id()),
                inputs: self.inputs.clone(),
                state: state.clone(),
                source: Source::Step(self.whose, order),
            });
        }
    }

    /// The first step of its nature is named by the case, a later one by its own name too.
    fn named(&self, rank: usize, step: &str) -> (String, String) {
        if rank == 0 { (self.code.to_owned(), String::new()) } else { (format!("{}/{step}", self.code), format!("-{}", rank + 1)) }
    }

    /// What a publicity leaves behind; made whatever is found, and printing what is missing.
    fn left_behind(&self, frame: &Frame<'_>, (order, rank, step): (usize, usize, String), expected: &mut Vec<Expected<'a>>) {
        let done = self.done(order);
        let period = done.and_then(|done| done.shown(frame.calendar));
        let (subject, suffix) = self.named(rank, &step);
        let folder = self.board.replacen("board", "restricted/publicity", 1);
        for kind in kinds() {
            let mut add = |subject: String, path: String, state: State, source: Source<'a>| {
                expected.push(Expected { kind, subject, path, inputs: self.inputs.clone(), state, source });
            };
            match kind.make {
                Make::Publicity(from, _) => {
                    let state = match (done, period) {
                        (None, _) => State::NotYet("reason.no-step", vec![("step", step.clone())]),
                        (Some(_), Some(period)) if from == From::Over && frame.as_of <= period.last => {
                            State::NotYet("reason.publicity-runs", vec![("step", step.clone()), ("date", period.last.to_string())])
                        }
                        _ => State::Ready,
                    };
                    add(subject.clone(), format!("{folder}/{}-{}{suffix}", self.stem, kind.id), state, Source::Step(self.whose, order));
                }
                Make::Objection(_) => {
                    let objections = done.map(|done| done.step.objections.as_slice()).unwrap_or_default();
                    for (index, objection) in objections.iter().enumerate() {
                        let settled = objection.outcome.reveal(&JUDGE).value().is_some();
                        let state = if settled { State::Ready } else { State::NotYet("reason.objection-open", Vec::new()) };
                        let number = index + 1;
                        let source = Source::Objection(self.whose, order, index);
                        add(format!("{subject}/异议{number}"), format!("{folder}/{}-{}{suffix}-{number}", self.stem, kind.id), state, source);
                    }
                }
                _ => {}
            }
        }
    }
}
