//! Plans: totals, parts, names (`plan-total-mismatch`, `plan-part-exceeds-whole`, `plan-cell-not-a-number`,
//! `plan-village-unknown`, `plan-township-unknown`, `plan-village-kind`, `plan-column-unknown`).

use super::{CountyContext, stem};
use crate::records::case::{Case, ColumnKind, Plan, PlanColumn, PlanTable, plan_names};
use crate::records::register::Register;
use crate::report::finding::{Finding, Key};

/// Every table of every plan.
pub(super) fn tables(county: &CountyContext<'_>, findings: &mut Vec<Finding>) {
    for case in &county.holdings.plans {
        for (index, table) in case.record.tables.iter().enumerate() {
            let mut check = Check { case, index, table, findings };
            check.columns();
            for (place, column) in table.columns.iter().enumerate() {
                check.total(place, column);
                check.cells(column, county.register);
            }
        }
    }
}

struct Check<'a> {
    case: &'a Case<Plan>,
    index: usize,
    table: &'a PlanTable,
    findings: &'a mut Vec<Finding>,
}

impl Check<'_> {
    fn report(&self, rule: &'static str, keys: impl IntoIterator<Item = Key>) -> Finding {
        let subject = format!("计划 {} {}", stem(&self.case.file), self.table.title.text());
        let path = [Key::from("附表"), self.index.into()].into_iter().chain(keys);
        Finding::new(rule, subject, &self.case.file).at(path)
    }

    /// Columns that other columns, rows and totals name must exist.
    fn columns(&mut self) {
        let known = self.table.columns.iter().map(|column| column.key.text()).collect::<Vec<_>>();
        let mut unknown = Vec::new();
        for (place, column) in self.table.columns.iter().enumerate() {
            for (key, field) in [("其中", &column.part_of), ("占比", &column.share_of), ("占比分子", &column.share)] {
                if field.value().is_some_and(|name| !known.contains(&name.as_str().to_owned())) {
                    unknown.push((vec!["列".into(), place.into(), key.into()], field.text()));
                }
            }
        }
        for (place, row) in self.table.rows.iter().enumerate() {
            unknown.extend(row.keys().filter(|key| !known.contains(key)).map(|key| (vec!["行".into(), place.into(), key.as_str().into()], key.clone())));
        }
        let totals = self.table.declared.keys().filter(|key| !known.contains(key));
        unknown.extend(totals.map(|key| (vec!["合计".into(), key.as_str().into()], key.clone())));
        for (path, name) in unknown {
            let finding = self.report("plan-column-unknown", path).arg("name", name).arg("known", known.join("、"));
            self.findings.push(finding);
        }
    }

    fn total(&mut self, _: usize, column: &PlanColumn) {
        let key = column.key.text();
        let declared = self.table.declared.get(&key).map(|field| field.text()).unwrap_or_default();
        if declared.is_empty() || column.column_kind() == ColumnKind::Text {
            return;
        }
        let Some(computed) = self.table.computed(column) else { return };
        if number(&declared) != Some(computed) {
            let finding = self.report("plan-total-mismatch", ["合计".into(), key.as_str().into()]).arg("column", title(column));
            self.findings.push(finding.arg("declared", declared).arg("computed", computed.normalize()));
        }
    }

    fn cells(&mut self, column: &PlanColumn, register: &Register) {
        let key = column.key.text();
        for row in 0..self.table.rows.len() {
            let cell = self.table.cell(row, &key);
            if cell.is_empty() {
                continue;
            }
            let path = || [Key::from("行"), row.into(), key.as_str().into()];
            if column.column_kind() == ColumnKind::Number && column.counts(&cell).is_none() {
                let finding = self.report("plan-cell-not-a-number", path()).arg("column", title(column)).arg("cell", &cell);
                self.findings.push(finding);
            }
            if let Some(whole) = column.part_of.value().and_then(|key| self.table.column(key.as_str())) {
                let of = self.table.cell(row, &whole.key.text());
                if column.counts(&cell) > whole.counts(&of) {
                    let finding = self.report("plan-part-exceeds-whole", path()).arg("column", title(column)).arg("part", &cell);
                    self.findings.push(finding.arg("whole_column", title(whole)).arg("whole", if of.is_empty() { "0" } else { &of }));
                }
            }
            match column.names.text().as_str() {
                "村" => self.villages(column, row, &cell, register),
                "乡镇" => {
                    for name in plan_names(&cell).filter(|name| register.township(name).is_none()) {
                        let finding = self.report("plan-township-unknown", path()).arg("name", name);
                        self.findings.push(finding);
                    }
                }
                _ => {}
            }
        }
    }

    /// The villages of a cell belong to the township that heads the row.
    fn villages(&mut self, column: &PlanColumn, row: usize, cell: &str, register: &Register) {
        let township = self.table.cell(row, &self.table.row_key.text());
        let kind = column.village_kind.value().map(|kind| kind.as_str());
        for name in plan_names(cell) {
            let path = [Key::from("行"), row.into(), column.key.text().as_str().into()];
            match register.village(&township, name) {
                None => {
                    let finding = self.report("plan-village-unknown", path).arg("name", name).arg("township", &township);
                    self.findings.push(finding);
                }
                Some(village) if kind.is_some_and(|kind| !village.kinds.iter().any(|known| known == kind)) => {
                    let finding = self.report("plan-village-kind", path).arg("name", name).arg("kind", kind.unwrap_or_default());
                    self.findings.push(finding.arg("file", &village.file));
                }
                Some(_) => {}
            }
        }
    }
}

/// Heading of a column with the headings above it: `2018年 脱贫人口`.
fn title(column: &PlanColumn) -> String {
    column.groups.iter().map(|group| group.text()).chain([column.title.text()]).collect::<Vec<_>>().join(" ")
}

fn number(text: &str) -> Option<crate::records::values::Decimal> {
    use crate::records::values::{Percent, Value, Yuan};
    let number = Yuan::parse(text).and_then(|yuan| yuan.decimal());
    number.or_else(|| Percent::parse(text).and_then(|percent| percent.decimal()))
}
