//! The four figures of an assessment (KP2 十一): rightly identified and satisfied, of the households of the spot check;
//! measures done and growth of income, of the whole county. All in percent, not rounded.

use super::{Figure, Term, percent};
use crate::records::case::{Private, Sheet};
use crate::records::values::{Decimal, YesNo};
use crate::rules::JUDGE;
use crate::rules::facts::Facts;

pub(super) const IDENTIFIED_RIGHTLY: Figure = Figure { name: "@识别准确率", subject: "抽查", formula: "figure.identified-rightly", compute: identified_rightly };
pub(super) const MEASURES_DONE: Figure = Figure { name: "@措施落实率", subject: "抽查", formula: "figure.measures-done", compute: measures_done };
pub(super) const INCOME_GROWTH: Figure = Figure { name: "@收入增长率", subject: "抽查", formula: "figure.income-growth", compute: income_growth };
pub(super) const SATISFIED: Figure = Figure { name: "@满意度", subject: "抽查", formula: "figure.satisfied", compute: satisfied };

fn identified_rightly(facts: &Facts<'_>, tell: &mut dyn FnMut(Term<'_>)) -> Option<Decimal> {
    yes_of_sheets(facts, "识别准确的户", |sheet| &sheet.identified_rightly, tell)
}

fn satisfied(facts: &Facts<'_>, tell: &mut dyn FnMut(Term<'_>)) -> Option<Decimal> {
    yes_of_sheets(facts, "满意的户", |sheet| &sheet.satisfied, tell)
}

/// Sheets with a yes among those that say yes or no; a sheet without an answer makes the figure unknown.
fn yes_of_sheets(facts: &Facts<'_>, name: &str, answer: fn(&Sheet) -> &Private<YesNo>, tell: &mut dyn FnMut(Term<'_>)) -> Option<Decimal> {
    let (evaluation, _) = facts.evaluation?;
    let answers = evaluation.sheets.iter().map(|sheet| Some(answer(sheet).reveal(&JUDGE).value()?.0)).collect::<Option<Vec<bool>>>()?;
    let yes = Decimal::from(answers.iter().filter(|yes| **yes).count());
    let all = Decimal::from(answers.len());
    tell(Term { way: "抽查表.", field: name, amount: yes, share: None });
    tell(Term { way: "抽查表.", field: "抽查的户", amount: all, share: None });
    percent(yes, all)
}

fn measures_done(facts: &Facts<'_>, tell: &mut dyn FnMut(Term<'_>)) -> Option<Decimal> {
    let (_, totals) = facts.evaluation?;
    let (done, all) = (Decimal::from(totals.measures_done), Decimal::from(totals.measures));
    tell(Term { way: "全县.", field: "已落实的措施", amount: done, share: None });
    tell(Term { way: "全县.", field: "一户一策列出的措施", amount: all, share: None });
    percent(done, all)
}

/// Of the households that have both years: what all their members have now, over what they had.
fn income_growth(facts: &Facts<'_>, tell: &mut dyn FnMut(Term<'_>)) -> Option<Decimal> {
    let (_, totals) = facts.evaluation?;
    tell(Term { way: "全县.", field: "本年收入合计", amount: totals.income, share: None });
    tell(Term { way: "全县.", field: "上年收入合计", amount: totals.income_before, share: None });
    percent(totals.income - totals.income_before, totals.income_before)
}
