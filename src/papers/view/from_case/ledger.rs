//! Registers and lists of a village, a line a household or person. Entry points: [`Ledger`] and its rows below; each is a table that is printed
//! and handed out as a workbook. All of it stays within the office.

use super::household::{OFFICE, show};
use super::setting::or;
use super::{Made, column, row};
use crate::papers::document::{Align, Cell, Content, Parts, Row, Table};
use crate::papers::view::VillageRegister;
use crate::records::case::{Case, County, Household, Private, Township};
use crate::records::holdings::VillageCases;
use crate::records::values::Date;
use crate::rules::adjustment::{GROUPS, is_put_up};
use crate::rules::course::Course;
use crate::rules::regulation::{Matter, Regime, RuleSet};

/// A register: its columns behind the serial number, and its lines.
#[derive(Debug, Clone, Copy)]
pub struct Ledger {
    /// Title, stretch and how the cells stand.
    pub columns: &'static [(&'static str, f32, Align)],
    /// The lines of a village; none where the village has no such register.
    pub lines: fn(&VillageCases, &Regime) -> Vec<Line>,
}

/// A line of a register.
#[derive(Debug, Clone)]
pub struct Line {
    /// File of the household.
    pub file: String,
    /// Its members.
    persons: usize,
    /// Year of its case.
    year: Option<i16>,
    cells: Vec<String>,
}

/// The column whose lines are added up.
const PERSONS: &str = "家庭人口";
impl Ledger {
    /// The register of a village.
    pub fn of_village(&self, cases: &VillageCases, township: &Township, county: &County, regime: &Regime) -> Option<Made> {
        self.made(place_of_village(cases, township, county), cases.village.record.committee.text(), (self.lines)(cases, regime), regime, None)
    }

    /// The register of a township, village by village: each name with its lines.
    pub fn of_township(&self, villages: Vec<(String, Vec<Line>)>, township: &Township, county: &County, regime: &Regime) -> Option<Made> {
        let place = place_of_township(township, county);
        let names = villages.iter().flat_map(|(name, lines)| lines.iter().map(|_| name.clone())).collect();
        let lines = villages.into_iter().flat_map(|(_, lines)| lines).collect();
        self.made(place, township.government.text(), lines, regime, Some(names))
    }

    /// The table; `villages` names the village of each line.
    fn made(&self, place: String, issuer: String, lines: Vec<Line>, regime: &Regime, villages: Option<Vec<String>>) -> Option<Made> {
        // One household may stand in several lines, one after the other.
        let mut households: Vec<(&str, usize)> = lines.iter().map(|line| (line.file.as_str(), line.persons)).collect();
        households.sort_unstable();
        households.dedup();
        let persons = households.iter().map(|(_, persons)| persons).sum();
        let view = VillageRegister { place, committee: issuer.clone(), households: households.len(), persons };
        // A line of persons or marks counts itself.
        let count = if self.counts_persons() { format!("共{}户{}人。", view.households, view.persons) } else { format!("共{}条，涉及{}户。", lines.len(), view.households) };
        let of_village = villages.is_some().then_some(("村", 0.5, Align::Centre));
        let columns: Vec<(&str, f32, Align)> = [("序号", 0.0, Align::Centre)].into_iter().chain(of_village).chain(self.columns.iter().copied()).collect();
        let table = Table {
            columns: columns.iter().map(|(_, stretch, align)| column(*align, *stretch)).collect(),
            head: vec![row(columns.iter().map(|(title, ..)| *title))],
            body: lines.iter().enumerate().map(|(at, line)| {
                let village = villages.as_ref().map(|names| names[at].clone());
                row([(at + 1).to_string()].into_iter().chain(village).chain(line.cells.iter().cloned()))
            }).collect(),
            foot: self.foot(&lines, &columns),
            notes: vec![count, "制表人（签名）：　　　　　　审核人（签名）：　　　　　　日期：　　　年　　月　　日".to_owned()],
            ..Table::default()
        };
        let year = lines.iter().filter_map(|line| line.year).max().or_else(|| regime.current().rules.from.value().map(|day| day.year()));
        let date = Date::new(year.unwrap_or(2000), 1, 1)?;
        Some(Made::new(&view, Parts::new().with("表", Content::Table(table)), date, issuer, None))
    }

    fn counts_persons(&self) -> bool {
        self.columns.iter().any(|(title, ..)| *title == PERSONS)
    }

    /// Added up where every line has members of its own.
    fn foot(&self, lines: &[Line], columns: &[(&str, f32, Align)]) -> Vec<Row> {
        if !self.counts_persons() {
            return Vec::new();
        }
        let sum: usize = lines.iter().map(|line| line.persons).sum();
        let cells = columns.iter().skip(1).map(|(title, ..)| if *title == PERSONS { sum.to_string() } else { String::new() });
        let total = Cell { heads_row: true, ..Cell::new("合计") };
        vec![Row { cells: [total].into_iter().chain(cells.map(Cell::new)).collect() }]
    }
}

/// `清流县长校镇留坑村`.
pub fn place_of_village(cases: &VillageCases, township: &Township, county: &County) -> String {
    let village = &cases.village.record;
    format!("{}{}", place_of_township(township, county), or(village.full_name.text(), village.name.text()))
}

/// `清流县长校镇`.
pub fn place_of_township(township: &Township, county: &County) -> String {
    format!("{}{}", or(county.full_name.text(), county.name.text()), or(township.full_name.text(), township.name.text()))
}

/// A household with its course.
struct Seen<'a> {
    case: &'a Case<Household>,
    course: Option<Course<'a>>,
    matter: Option<Matter>,
    rules: &'a RuleSet,
}

impl<'a> Seen<'a> {
    fn all(cases: &'a VillageCases, regime: &'a Regime) -> impl Iterator<Item = Self> {
        cases.households.iter().map(move |case| {
            let exit = &case.record.exit;
            let batch = cases.batch_of(exit).map(|case| &case.record);
            let rules = &regime.of_household(exit, batch).rules;
            let procedure = rules.procedure(&exit.procedure.text());
            let course = procedure.map(|procedure| Course::of_household(procedure, exit, batch, Date::LAST));
            Self { case, course, matter: procedure.map(Matter::of), rules }
        })
    }

    fn is_put_up(&self) -> bool {
        is_put_up(&self.case.record.exit, self.course.as_ref().map(|course| course.procedure))
    }

    /// The day of the last step of one of these natures.
    fn on(&self, natures: &[&str]) -> String {
        let last = self.course.iter().flat_map(|course| &course.done).rfind(|done| natures.contains(&done.rule.nature.as_str()));
        last.and_then(|done| done.date()).map(|date| date.to_string()).unwrap_or_default()
    }

    /// The last step that was done, the next one, and until when the schedule of the year of the case wants it.
    fn stands(&self) -> [String; 3] {
        let Some(course) = &self.course else { return Default::default() };
        let last = course.last().map(|done| done.rule.name.text()).unwrap_or_else(|| "尚未开始".to_owned());
        let next = course.procedure.steps.iter().enumerate().find(|(order, _)| course.at(*order).is_none()).map(|(_, rule)| rule.name.text());
        let year = self.case.record.exit.year.value().and_then(|year| i16::try_from(year.0).ok());
        let until = next.as_ref().zip(year).and_then(|(next, year)| {
            let phase = self.rules.schedule.iter().find(|phase| phase.steps.iter().any(|step| step.text() == *next))?;
            phase.deadline.value()?.in_year(year)
        });
        [last, next.unwrap_or_else(|| "已办完".to_owned()), until.map(|day| day.to_string()).unwrap_or_default()]
    }

    /// Group, code, head.
    fn who(&self) -> [String; 3] {
        let household = &self.case.record;
        [household.group.text(), household.code.text(), household.head.text()]
    }

    fn persons(&self) -> String {
        self.case.record.members.len().to_string()
    }

    fn year(&self) -> String {
        self.case.record.exit.year.text()
    }

    fn line(&self, cells: Vec<String>) -> Line {
        let household = &self.case.record;
        let year = household.exit.year.value().and_then(|year| i16::try_from(year.0).ok());
        Line { file: self.case.file.clone(), persons: household.members.len(), year, cells }
    }
}

fn day(field: &Private<Date>) -> String {
    field.reveal(&OFFICE).value().map(|day| day.to_string()).unwrap_or_default()
}

fn first(one: String, other: impl FnOnce() -> String) -> String {
    if one.is_empty() { other() } else { one }
}

/// 动态调整名单: exit, removal, inclusion, return.
pub const ADJUSTMENT: Ledger = Ledger {
    columns: &[
        ("类别", 0.4, Align::Centre),
        ("年度", 0.0, Align::Centre),
        ("村民小组", 0.5, Align::Centre),
        ("户编码", 0.8, Align::Centre),
        ("户主", 0.6, Align::Centre),
        (PERSONS, 0.0, Align::Centre),
        ("户属性", 1.0, Align::Centre),
        ("民主评议", 0.6, Align::Centre),
        ("公示", 0.6, Align::Centre),
        ("公告", 0.6, Align::Centre),
    ],
    lines: |cases, regime| {
        let seen: Vec<Seen<'_>> = Seen::all(cases, regime).filter(|seen| seen.is_put_up()).collect();
        let of = |(matter, name): (Matter, &'static str)| {
            let own = seen.iter().filter(move |seen| seen.matter == Some(matter));
            own.map(move |seen| {
                let [group, code, head] = seen.who();
                let cells = vec![name.to_owned(), seen.year(), group, code, head, seen.persons(), show(&seen.case.record.kind), seen.on(&["评议"]), seen.on(&["公示"]), seen.on(&["公告"])];
                seen.line(cells)
            })
        };
        GROUPS.into_iter().flat_map(of).collect()
    },
};

/// 退出台账.
pub const EXITS: Ledger = Ledger {
    columns: &[
        ("年度", 0.0, Align::Centre),
        ("村民小组", 0.5, Align::Centre),
        ("户编码", 0.8, Align::Centre),
        ("户主", 0.6, Align::Centre),
        (PERSONS, 0.0, Align::Centre),
        ("人均收入（元）", 0.6, Align::Right),
        ("批次", 1.0, Align::Centre),
        ("民主评议", 0.6, Align::Centre),
        ("公示", 0.6, Align::Centre),
        ("审核批准", 0.6, Align::Centre),
        ("公告", 0.6, Align::Centre),
        ("标注销号", 0.6, Align::Centre),
    ],
    lines: |cases, regime| {
        let own = Seen::all(cases, regime).filter(|seen| seen.is_put_up() && seen.matter == Some(Matter::Exit));
        own.map(|seen| {
            let household = &seen.case.record;
            let [group, code, head] = seen.who();
            let about = vec![seen.year(), group, code, head, seen.persons(), show(&household.income.per_head), household.exit.batch.text()];
            let days = [&["评议"][..], &["公示"], &["审核", "批准"], &["公告"], &["标注", "销号"]].map(|natures| seen.on(natures));
            seen.line(about.into_iter().chain(days).collect())
        }).collect()
    },
};

/// 清退台账.
pub const REMOVALS: Ledger = Ledger {
    columns: &[
        ("年度", 0.0, Align::Centre),
        ("村民小组", 0.5, Align::Centre),
        ("户编码", 0.8, Align::Centre),
        ("户主", 0.6, Align::Centre),
        (PERSONS, 0.0, Align::Centre),
        ("识别日期", 0.6, Align::Centre),
        ("清退原因", 2.0, Align::Left),
        ("民主评议", 0.6, Align::Centre),
        ("公示", 0.6, Align::Centre),
        ("公告", 0.6, Align::Centre),
        ("告知", 0.6, Align::Centre),
        ("系统处理", 0.6, Align::Centre),
    ],
    lines: |cases, regime| {
        let own = Seen::all(cases, regime).filter(|seen| seen.is_put_up() && seen.matter == Some(Matter::Removal));
        own.map(|seen| {
            let household = &seen.case.record;
            let [group, code, head] = seen.who();
            let about = vec![seen.year(), group, code, head, seen.persons(), day(&household.registered_on), show(&household.exit.removal_reason)];
            let days = [&["评议"][..], &["公示"], &["公告"], &["告知"], &["标注", "销号"]].map(|natures| seen.on(natures));
            seen.line(about.into_iter().chain(days).collect())
        }).collect()
    },
};

/// 人口自然变更台账: a line a member that came or went.
pub const CHANGES: Ledger = Ledger {
    columns: &[
        ("年度", 0.0, Align::Centre),
        ("村民小组", 0.6, Align::Centre),
        ("户编码", 0.9, Align::Centre),
        ("户主", 0.8, Align::Centre),
        ("成员姓名", 0.8, Align::Centre),
        ("增减", 0.4, Align::Centre),
        ("变更原因", 1.0, Align::Centre),
        ("变更日期", 0.7, Align::Centre),
        ("标注日期", 0.7, Align::Centre),
    ],
    lines: |cases, regime| {
        let of = |seen: Seen<'_>| -> Vec<Line> {
            let changes = seen.case.record.exit.changes.iter();
            changes.map(|change| {
                let [group, code, head] = seen.who();
                let cells = vec![seen.year(), group, code, head, show(&change.member), show(&change.direction), show(&change.reason), day(&change.date), seen.on(&["标注"])];
                seen.line(cells)
            }).collect()
        };
        Seen::all(cases, regime).flat_map(of).collect()
    },
};

/// 重点人员台账: a line a person.
pub const KEY_PERSONS: Ledger = Ledger {
    columns: &[
        ("村民小组", 0.5, Align::Centre),
        ("户编码", 0.8, Align::Centre),
        ("户主", 1.2, Align::Centre),
        ("姓名", 1.2, Align::Centre),
        ("与户主关系", 0.6, Align::Centre),
        ("公民身份号码", 0.4, Align::Centre),
        ("致困原因", 0.6, Align::Centre),
        ("健康状况", 0.6, Align::Centre),
        ("基本医疗保险", 0.4, Align::Centre),
        ("医疗救助", 0.4, Align::Centre),
        ("帮扶责任人", 0.6, Align::Centre),
    ],
    lines: |cases, regime| {
        let of = |seen: Seen<'_>| -> Vec<Line> {
            let persons = seen.case.record.members.iter().filter(|member| !member.key_person_cause.is_absent());
            persons.map(|member| {
                let [group, code, head] = seen.who();
                let about = [show(&member.name), show(&member.relation), show(&member.id_number), show(&member.key_person_cause), show(&member.health)];
                let covered = [show(&member.basic_insurance), show(&member.medical_aid), seen.case.record.help_plan.responsible.text()];
                seen.line([group, code, head].into_iter().chain(about).chain(covered).collect())
            }).collect()
        };
        Seen::all(cases, regime).flat_map(of).collect()
    },
};

/// 监测对象台账.
pub const MONITORED: Ledger = Ledger {
    columns: &[
        ("村民小组", 0.5, Align::Centre),
        ("户编码", 0.8, Align::Centre),
        ("户主", 0.6, Align::Centre),
        (PERSONS, 0.0, Align::Centre),
        ("监测类型", 0.8, Align::Centre),
        ("识别日期", 0.6, Align::Centre),
        ("风险情况", 1.6, Align::Left),
        ("帮扶责任人", 0.6, Align::Centre),
        ("帮扶措施项数", 0.3, Align::Centre),
        ("已落实项数", 0.3, Align::Centre),
        ("消除日期", 0.6, Align::Centre),
        ("消除方式", 0.8, Align::Centre),
    ],
    lines: |cases, regime| {
        let watched = |seen: &Seen<'_>| {
            let household = &seen.case.record;
            !(household.monitoring.kind.is_absent() && household.monitoring.found.is_absent() && household.monitored_as.is_absent())
        };
        Seen::all(cases, regime).filter(watched).map(|seen| {
            let household = &seen.case.record;
            let (monitoring, measures) = (&household.monitoring, &household.help_plan.measures);
            let [group, code, head] = seen.who();
            seen.line(vec![
                group,
                code,
                head,
                seen.persons(),
                first(show(&monitoring.kind), || show(&household.monitored_as)),
                first(day(&monitoring.found), || day(&household.risk_found_on)),
                show(&monitoring.risk),
                household.help_plan.responsible.text(),
                measures.len().to_string(),
                measures.iter().filter(|measure| !measure.done.is_absent()).count().to_string(),
                first(day(&monitoring.cleared), || day(&household.risk_cleared_on)),
                show(&monitoring.cleared_by),
            ])
        }).collect()
    },
};

/// 系统标注清单: what is to be marked in the national system, a line a mark.
pub const MARKS: Ledger = Ledger {
    columns: &[
        ("户编码", 0.8, Align::Centre),
        ("系统户编号", 0.8, Align::Centre),
        ("户主", 1.4, Align::Centre),
        ("事项", 0.8, Align::Centre),
        ("标注内容", 2.4, Align::Left),
        ("依据", 1.0, Align::Left),
        ("公告日期", 0.6, Align::Centre),
        ("标注日期", 0.6, Align::Centre),
    ],
    lines: |cases, regime| {
        let of = |seen: Seen<'_>| -> Vec<Line> {
            let Some(course) = &seen.course else { return Vec::new() };
            let steps = course.procedure.steps.iter().enumerate().filter(|(_, rule)| matches!(rule.nature.as_str(), "标注" | "销号"));
            steps.map(|(order, rule)| {
                let household = &seen.case.record;
                let law = if rule.law.document.is_absent() { &course.procedure.law } else { &rule.law };
                let basis = seen.rules.sources.contains_key(&law.document.text());
                let done = course.at(order).and_then(|done| done.date()).map(|date| date.to_string()).unwrap_or_default();
                seen.line(vec![
                    household.code.text(),
                    show(&household.system_number),
                    household.head.text(),
                    format!("{}（{}年）", course.procedure.name.text(), seen.year()),
                    format!("{}：{}", rule.name.text(), rule.asks.text()),
                    if basis { format!("{}{}", law.document.text(), law.paragraph.text()) } else { String::new() },
                    seen.on(&["公告"]),
                    done,
                ])
            }).collect()
        };
        Seen::all(cases, regime).filter(|seen| seen.is_put_up()).flat_map(of).collect()
    },
};

/// 脱贫退出计划 (清流 四2): who is to exit, how far each has come, and by when the next step is due.
pub const EXIT_PLAN: Ledger = Ledger {
    columns: &[
        ("年度", 0.0, Align::Centre),
        ("村民小组", 0.5, Align::Centre),
        ("户编码", 0.8, Align::Centre),
        ("户主", 0.6, Align::Centre),
        (PERSONS, 0.0, Align::Centre),
        ("致贫原因", 0.6, Align::Centre),
        ("帮扶责任人", 0.6, Align::Centre),
        ("已办到", 0.8, Align::Centre),
        ("下一步", 0.8, Align::Centre),
        ("下一步期限", 0.8, Align::Centre),
    ],
    lines: |cases, regime| {
        let own = Seen::all(cases, regime).filter(|seen| seen.case.record.exit.withheld.is_absent() && seen.matter == Some(Matter::Exit));
        own.map(|seen| {
            let household = &seen.case.record;
            let [group, code, head] = seen.who();
            let [last, next, until] = seen.stands();
            seen.line(vec![seen.year(), group, code, head, seen.persons(), show(&household.cause), household.help_plan.responsible.text(), last, next, until])
        }).collect()
    },
};
