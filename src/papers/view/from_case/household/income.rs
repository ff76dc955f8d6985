//! Income in the forms: [`survey`], [`collected`] (A17 to A20), and the [`worksheet`], whose figures are the ones that the rules judge by.

use super::{OFFICE, form, label, show};
use crate::papers::document::{Align, Cell, Row, Table};
use crate::papers::view::HouseholdForms;
use crate::papers::view::from_case::row;
use crate::records::case::Household;
use crate::records::values::Decimal;
use crate::report::message::{Lang, ui};
use crate::rules::facts::Facts;
use crate::rules::figure::{Reckoning, figure, reckon};

/// Way to the items of a household.
const ITEM: &str = "收入.明细.";

/// Sums in yuan, with a column for what the visit finds.
pub(super) fn survey(household: &Household, term: &str, missing: &mut Vec<String>) -> Table {
    let income = &household.income;
    let items = [
        ("工资性收入", show(&income.wages)),
        ("生产经营性收入", show(&income.business)),
        ("生产经营性支出", show(&income.business_cost)),
        ("财产性收入", show(&income.property)),
        ("转移性收入", show(&income.transfers)),
        (term, show(&income.per_head)),
    ];
    let rows = items.into_iter().map(|(title, amount)| {
        if amount.is_empty() {
            missing.push(title.to_owned());
        }
        Row { cells: vec![label(title), Cell::new(amount), Cell::new(""), Cell::new("")] }
    });
    let columns = [("项目", 1.0, Align::Left), ("已登记", 1.0, Align::Right), ("入户核实", 1.0, Align::Right), ("来源说明", 2.0, Align::Left)];
    Table { unit: Some("单位：元".to_owned()), ..form(columns, rows.collect()) }
}

/// A17 to A20 of the collection form.
pub(super) fn collected(household: &Household) -> Table {
    let income = &household.income;
    let items = [
        ("A17 家庭总收入", String::new()),
        ("A17a 工资性收入", show(&income.wages)),
        ("A17b 家庭经营性收入", show(&income.business)),
        ("A17c 转移性收入", show(&income.transfers)),
        ("A17d 财产性收入", show(&income.property)),
        ("A18 生产经营费用总支出", show(&income.business_cost)),
        ("A19 家庭纯收入", String::new()),
        ("A20 家庭人均纯收入", show(&income.per_head)),
    ];
    let rows = items.into_iter().map(|(title, amount)| Row { cells: vec![label(title), Cell::new(amount), Cell::new("")] });
    let columns = [("项目", 1.5, Align::Left), ("金额", 1.0, Align::Right), ("说明", 2.0, Align::Left)];
    Table { unit: Some("单位：元".to_owned()), ..form(columns, rows.collect()) }
}

/// The worksheet: every item of the rule set with what of it counts; what it comes to goes into the view as well.
pub(super) fn worksheet(facts: &Facts<'_>, view: &mut HouseholdForms) -> Table {
    let of = |name: &str| figure(name, "户").and_then(|figure| reckon(figure, facts, &OFFICE));
    let (net, per_head) = (of("@总收入"), of("@人均收入"));
    view.formula = ui("figure.income-per-head", Lang::Zh, &[]);
    if let (Some(net), Some(per_head)) = (&net, &per_head) {
        view.reckoned = format!("（{}）÷{}＝{}", sum_of(net), persons(facts), plain(per_head.value));
        view.reckoned_per_head = plain(per_head.value);
    }
    let rows = if facts.rules.income_items.is_empty() { sums(net.as_ref()) } else { items(facts, net.as_ref()) };
    let total = |title: &str, amount: String| Row {
        cells: vec![Cell { columns: 4, ..label(title) }, Cell::new(amount), Cell::new("")],
    };
    let term = &view.income_term;
    let foot = vec![
        total("合计（各项计入金额相加，支出减去）", net.map(|net| plain(net.value)).unwrap_or_default()),
        total("家庭人口（人）", view.persons.trim_end_matches('人').to_owned()),
        total(&format!("{term}（合计÷家庭人口）"), view.reckoned_per_head.clone()),
        total(&format!("已登记的{term}"), view.income_per_head.clone()),
    ];
    let columns = [
        ("类别", 1.0, Align::Left),
        ("项目", 1.5, Align::Left),
        ("金额", 1.0, Align::Right),
        ("计入比例", 0.5, Align::Right),
        ("计入金额", 1.0, Align::Right),
        ("来源及核实说明", 1.5, Align::Left),
    ];
    Table { unit: Some("单位：元".to_owned()), foot, ..form(columns, rows) }
}

/// Every item of the rule set, categories merged; an item that the household does not have stays blank.
fn items(facts: &Facts<'_>, net: Option<&Reckoning>) -> Vec<Row> {
    let items = &facts.rules.income_items;
    let mut rows = Vec::with_capacity(items.len());
    let mut at = 0;
    while at < items.len() {
        let category = items[at].category.text();
        let count = items[at..].iter().take_while(|item| item.category.text() == category).count();
        for (place, item) in items[at..at + count].iter().enumerate() {
            let name = item.name.text();
            let term = net.and_then(|net| net.terms.iter().find(|(way, ..)| way.strip_prefix(ITEM) == Some(name.as_str())));
            let share = item.counted(COST);
            let counted = term.map(|(_, amount, share)| plain(counted(*amount, *share))).unwrap_or_default();
            let mut cells = Vec::with_capacity(6);
            if place == 0 {
                cells.push(Cell { rows: u16::try_from(count).unwrap_or(u16::MAX), ..label(category.clone()) });
            }
            cells.push(label(name));
            cells.push(Cell::new(term.map(|(_, amount, _)| plain(*amount)).unwrap_or_default()));
            cells.push(Cell::new(if share.is_zero() { "不计入".to_owned() } else { percent(share) }));
            cells.push(Cell::new(counted));
            cells.push(Cell::new(item.asks.text()));
            rows.push(Row { cells });
        }
        at += count;
    }
    rows
}

/// The five sums, where the rule set has no items.
fn sums(net: Option<&Reckoning>) -> Vec<Row> {
    let names = ["工资性收入", "生产经营性收入", COST, "财产性收入", "转移性收入"];
    let row_of = |name: &&str| {
        let term = net.and_then(|net| net.terms.iter().find(|(way, ..)| way.strip_prefix("收入.") == Some(*name)));
        let share = if *name == COST { -Decimal::ONE_HUNDRED } else { Decimal::ONE_HUNDRED };
        let [amount, counted] = term.map_or_else(Default::default, |(_, amount, share)| [plain(*amount), plain(counted(*amount, *share))]);
        let mut row = row([String::new(), String::new(), amount, percent(share), counted, String::new()]);
        row.cells.remove(0);
        row.cells[0] = Cell { columns: 2, ..label(*name) };
        row
    };
    names.iter().map(row_of).collect()
}

/// The category that is taken off.
const COST: &str = "生产经营性支出";

fn counted(amount: Decimal, share: Option<Decimal>) -> Decimal {
    amount * share.unwrap_or(Decimal::ONE_HUNDRED) / Decimal::ONE_HUNDRED
}

/// `12600＋2000×40%－700`.
fn sum_of(net: &Reckoning) -> String {
    let mut text = String::new();
    for (_, amount, share) in &net.terms {
        let share = share.unwrap_or(Decimal::ONE_HUNDRED);
        if share.is_zero() {
            continue;
        }
        match (share.is_sign_negative(), text.is_empty()) {
            (true, _) => text.push('－'),
            (false, false) => text.push('＋'),
            (false, true) => {}
        }
        text.push_str(&plain(*amount));
        if share.abs() != Decimal::ONE_HUNDRED {
            text.push('×');
            text.push_str(&percent(share.abs()));
        }
    }
    text
}

fn persons(facts: &Facts<'_>) -> String {
    facts.number("@人口").map(plain).unwrap_or_default()
}

fn percent(share: Decimal) -> String {
    format!("{}%", plain(share))
}

fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}
