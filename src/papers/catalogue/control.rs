//! Papers of control (D19): the rows, which stand among [`kinds`](super::kinds), and what of them is expected. Entry point: [`expect`].

use super::{Audience, Expected, Kind, Make, Source, State, kinds, stem};
use crate::papers::document::Layout;
use crate::papers::view::from_case::control::{self, Found, Sampled};
use crate::papers::view::from_case::Made;
use crate::records::case::Private;
use crate::records::holdings::Holdings;
use crate::rules::JUDGE;

const fn sampled(id: &'static str, layout: Layout, make: fn(&Sampled<'_>) -> Option<Made>, labels: &'static [&'static str]) -> Kind {
    Kind { id, audience: Audience::Restricted, template: id, layout, make: Make::SpotCheck(make), common: None, labels }
}

const fn found(id: &'static str, layout: Layout, make: fn(&Found<'_>) -> Option<Made>, labels: &'static [&'static str]) -> Kind {
    Kind { id, audience: Audience::Restricted, template: id, layout, make: Make::Problems(make), common: None, labels }
}

/// 抽查方案.
pub(super) const SPOT_CHECK_SCHEME: Kind = sampled("spot-check-scheme", Layout::Notice, control::scheme, &["乡镇、村", "户编码"]);
/// 抽查表.
pub(super) const SPOT_CHECK_SHEET: Kind = sampled("spot-check-sheet", Layout::Sheet, control::check_form, &["户编码", "识别准确", "是否满意", "发现问题", "户主签名、指印"]);
/// 满意度调查表.
pub(super) const SATISFACTION_FORM: Kind = sampled("satisfaction-form", Layout::Sheet, control::satisfaction, &["户编码", "意见和建议", "受访人签名"]);
/// 抽查结果报告.
pub(super) const SPOT_CHECK_RESULT: Kind = sampled("spot-check-result", Layout::Notice, control::result, &["户编码", "识别准确", "满意", "发现问题"]);
/// 问题核查表.
pub(super) const PROBLEM_SHEET: Kind = found("problem-sheet", Layout::Sheet, control::problem_sheet, &["来源", "问题", "核查日期和结论", "核查依据", "整改日期和措施", "答复人签名"]);
/// 整改通知书, one a village that has something open.
pub(super) const RECTIFICATION_NOTICE: Kind = found("rectification-notice", Layout::Notice, control::rectification, &["户编码", "问题", "来源", "发现日期"]);

/// What spot checks and lists of problems ask for.
pub(super) fn expect<'a>(holdings: &'a Holdings, expected: &mut Vec<Expected<'a>>) {
    for case in &holdings.evaluations {
        let code = stem(&case.file);
        let says = |field: &Private<_>| field.reveal(&JUDGE).value().is_some();
        let filled = case.record.sheets.iter().any(|sheet| says(&sheet.identified_rightly) || says(&sheet.satisfied));
        for kind in kinds().filter(|kind| matches!(kind.make, Make::SpotCheck(_))) {
            let state = if *kind != SPOT_CHECK_RESULT || filled { State::Ready } else { State::NotYet("reason.sheets-blank", Vec::new()) };
            let path = format!("restricted/control/{code}-{}", kind.id);
            expected.push(Expected { kind, subject: code.to_owned(), path, inputs: vec![case.file.clone()], state, source: Source::SpotCheck(case) });
        }
    }
    for case in &holdings.problems {
        let code = stem(&case.file);
        let mut villages: Vec<&str> = case.record.problems.iter().filter(|problem| control::is_open(problem)).filter_map(|problem| problem.village.value().map(|code| code.as_str())).collect();
        villages.sort_unstable();
        villages.dedup();
        let inputs = vec![case.file.clone()];
        for kind in kinds().filter(|kind| matches!(kind.make, Make::Problems(_))) {
            if *kind == RECTIFICATION_NOTICE {
                expected.extend(villages.iter().map(|village| Expected {
                    kind,
                    subject: format!("{code}/{village}"),
                    path: format!("restricted/control/{code}-{village}-{}", kind.id),
                    inputs: inputs.clone(),
                    state: State::Ready,
                    source: Source::Problems(case, Some(village)),
                }));
            } else if !case.record.problems.is_empty() {
                let path = format!("restricted/control/{code}-{}", kind.id);
                expected.push(Expected { kind, subject: code.to_owned(), path, inputs: inputs.clone(), state: State::Ready, source: Source::Problems(case, None) });
            }
        }
    }
}
