//! 动态调整汇总表: households and persons that a year's adjustment moves, from villagers' group to county. Entry point: [`summary`].

use super::{Made, column, row};
use crate::papers::document::{Align, Cell, Content, Parts, Row, Table};
use crate::papers::view::VillageRegister;
use crate::records::register::{ByYear, Moves};
use crate::records::values::Date;
use crate::rules::adjustment::GROUPS;

/// Columns of a line behind its name and year.
fn numbers(moves: &Moves) -> impl Iterator<Item = u64> {
    let groups = moves.groups.into_iter().flat_map(|(households, persons)| [households, persons]);
    groups.chain([moves.increase, moves.decrease])
}

/// A line a subject and year, added up. `unit` is what the lines are (`村民小组`, `村`, `乡镇`), `below` the tables that this one adds up.
pub fn summary(place: String, issuer: String, (unit, below): (&str, Option<&str>), lines: &[(String, ByYear)]) -> Option<Made> {
    let year = lines.iter().flat_map(|(_, by_year)| by_year.iter().filter(|(_, moves)| moves.adjusts()).map(|(year, _)| *year)).max()?;
    let date = Date::new(year, 1, 1)?;
    let mut total = Moves::default();
    let mut body: Vec<Row> = Vec::new();
    for (name, by_year) in lines {
        for (year, moves) in by_year.iter().filter(|(_, moves)| moves.adjusts()) {
            total.add(moves);
            body.push(row([name.clone(), year.to_string()].into_iter().chain(numbers(moves).map(|number| number.to_string()))));
        }
    }
    let tall = |text: &str| Cell { rows: 2, ..Cell::new(text) };
    let wide = |text: &str| Cell { columns: 2, ..Cell::new(text) };
    let groups = GROUPS.iter().map(|(_, name)| wide(name));
    let first = [tall(unit), tall("年度")].into_iter().chain(groups).chain([tall("自然增加（人）"), tall("自然减少（人）")]);
    let head = vec![Row { cells: first.collect() }, row(["户", "人"].repeat(GROUPS.len()))];
    let foot = [Cell { heads_row: true, columns: 2, ..Cell::new("合计") }].into_iter().chain(numbers(&total).map(|number| Cell::new(number.to_string())));
    let mut notes = Vec::new();
    if let Some(below) = below {
        notes.push(format!("核对：各行应与{below}的合计一致，不一致的退回核实，不得在本表上改数。"));
    }
    notes.push("制表人：　　　　　审核人：　　　　　负责人（签名、盖章）：　　　　　日期：　　年　月　日".to_owned());
    let table = Table {
        columns: [column(Align::Centre, 1.5), column(Align::Centre, 0.3)].into_iter().chain((0..2 * GROUPS.len() + 2).map(|_| column(Align::Centre, 0.4))).collect(),
        head,
        body,
        foot: vec![Row { cells: foot.collect() }],
        notes,
        ..Table::default()
    };
    let (households, persons) = total.groups.iter().fold((0, 0), |(households, persons), group| (households + group.0, persons + group.1));
    let view = VillageRegister { place, committee: issuer.clone(), households: households as usize, persons: persons as usize };
    Some(Made::new(&view, Parts::new().with("表", Content::Table(table)), date, issuer, None))
}
