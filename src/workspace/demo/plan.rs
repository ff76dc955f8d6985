//! The plan: tables that count what the villages and households say. Its entry point is [`Tally`], filled village by
//! village, from which [`Plan`] is made.

use super::County;
use super::layout::Place;
use super::outline::{Outline, YEARS};
use super::yaml::Yaml;

/// Code of the plan: its file's name.
pub(super) const CODE: &str = "demo-2017-2018";

/// What a village adds to its township's row.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    pub township: usize,
    pub name: String,
    pub poor: Option<u32>,
    pub hollow: Option<u32>,
    /// Households, persons and persons under the national standard, by year.
    pub counts: [[usize; 3]; 2],
}

impl Tally {
    /// Counts a village.
    pub fn of(county: &County, place: &Place, outline: &Outline) -> Self {
        let name = county.village(place).name;
        let mut tally = Self { township: place.township, name, poor: outline.poor, hollow: outline.hollow, ..Self::default() };
        for household in &outline.households {
            let counts = &mut tally.counts[usize::from(household.year() == YEARS[1])];
            counts[0] += 1;
            counts[1] += household.members;
            counts[2] += if household.national { household.members } else { 0 };
        }
        tally
    }
}

/// A table before it is written: cells as they will stand.
pub(super) struct Table {
    pub code: &'static str,
    pub title: &'static str,
    /// Key of the column that names the row.
    pub head: &'static str,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<(String, String)>>,
    /// Totals by column key; a table of lists by year has none.
    pub totals: Vec<(String, String)>,
}

/// A column: key, heading, heading above, kind, and what else is said of it.
pub(super) struct Column {
    key: String,
    title: &'static str,
    group: Option<String>,
    kind: &'static str,
    more: Vec<(&'static str, String)>,
}

/// The plan's tables.
pub(super) struct Plan {
    pub tables: Vec<Table>,
}

impl Plan {
    /// From the tallies of all villages.
    pub fn new(county: &County, tallies: &[Tally]) -> Self {
        Self { tables: vec![households(county, tallies), villages(county, tallies), key_townships(county)] }
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let mut yaml = Yaml::default();
        yaml.comment("样安县贫困退出计划（编造）：各行和合计都从户、村的材料数出来。");
        yaml.comment("2017年的户是退出已经开始的户，2018年的是还没有开始的户；一村可以既是贫困村又是空壳村，两列不能相加。");
        yaml.plain("计划编号", CODE);
        yaml.words("名称", "样安县贫困退出计划（2017—2018年）");
        yaml.plain("年度", format_args!("{YEARS:?}"));
        yaml.words("依据文件", "样委办〔2017〕1号（编造）");
        yaml.words("发文机关", "样安县精准扶贫领导小组");
        yaml.plain("日期", "2017-04-28");
        yaml.under("附表", |yaml| self.tables.iter().enumerate().for_each(|(place, table)| yaml.entry(|yaml| table.write(yaml, place + 1))));
        yaml.finish()
    }
}

impl Table {
    fn write(&self, yaml: &mut Yaml, number: usize) {
        yaml.plain("编号", self.code);
        yaml.words("附件", &format!("附件{number}"));
        yaml.words("标题", self.title);
        yaml.words("行首", self.head);
        yaml.under("列", |yaml| {
            for column in &self.columns {
                yaml.entry(|yaml| {
                    yaml.words("键", &column.key);
                    yaml.words("标题", column.title);
                    if let Some(group) = &column.group {
                        yaml.row("上级标题", [group.as_str()]);
                    }
                    yaml.words("类型", column.kind);
                    column.more.iter().for_each(|(key, value)| yaml.plain(key, value));
                });
            }
        });
        let cell = |yaml: &mut Yaml, (key, value): &(String, String)| match value.as_str() {
            "" => yaml.blank(key),
            number if number.bytes().all(|byte| byte.is_ascii_digit()) => yaml.plain(key, number),
            words => yaml.words(key, words),
        };
        yaml.under("行", |yaml| {
            for row in &self.rows {
                yaml.entry(|yaml| row.iter().for_each(|pair| cell(yaml, pair)));
            }
        });
        if !self.totals.is_empty() {
            yaml.under("合计", |yaml| self.totals.iter().for_each(|pair| cell(yaml, pair)));
        }
    }

    /// Adds up the columns of numbers and lists.
    pub fn add_up(&mut self) {
        let head = (self.head.to_owned(), "合计".to_owned());
        let total = |key: &str, kind: &str| -> usize {
            let cells = self.rows.iter().filter_map(|row| row.iter().find(|(name, _)| name == key)).map(|(_, cell)| cell);
            match kind {
                "名单" => cells.map(|cell| cell.split('、').filter(|name| !name.is_empty()).count()).sum(),
                _ => cells.filter_map(|cell| cell.parse::<usize>().ok()).sum(),
            }
        };
        let sums = self.columns.iter().filter(|column| column.kind != "文字").map(|column| (column.key.clone(), total(&column.key, column.kind).to_string()));
        self.totals = std::iter::once(head).chain(sums).collect();
    }
}

fn column(key: impl Into<String>, title: &'static str, kind: &'static str) -> Column {
    Column { key: key.into(), title, group: None, kind, more: Vec::new() }
}

fn of_year(year: u32, title: &'static str, kind: &'static str, more: &[(&'static str, String)]) -> Column {
    let more = std::iter::once(("年度", year.to_string())).chain(more.iter().cloned()).collect();
    Column { group: Some(format!("{year}年")), more, ..column(format!("{title}{year}"), title, kind) }
}

fn households(county: &County, tallies: &[Tally]) -> Table {
    let mut columns = vec![column("乡镇", "乡镇", "文字")];
    for year in YEARS {
        columns.push(of_year(year, "脱贫户数", "数字", &[]));
        columns.push(of_year(year, "脱贫人口", "数字", &[]));
        columns.push(of_year(year, "其中国定", "数字", &[("其中", format!("脱贫人口{year}"))]));
    }
    let mut sums = vec![[[0; 3]; 2]; county.layout.townships];
    for tally in tallies {
        for (sum, count) in sums[tally.township].iter_mut().flatten().zip(tally.counts.iter().flatten()) {
            *sum += count;
        }
    }
    let rows = sums.iter().enumerate().map(|(township, sums)| {
        let numbers = sums.iter().flatten().map(ToString::to_string);
        let cells = std::iter::once(super::names::township(township)).chain(numbers);
        columns.iter().map(|column| column.key.clone()).zip(cells).collect()
    });
    let rows = rows.collect();
    let mut table = Table { code: "annex-1", title: "贫困户脱贫计划表", head: "乡镇", columns, rows, totals: Vec::new() };
    table.add_up();
    table
}

fn villages(county: &County, tallies: &[Tally]) -> Table {
    let mut columns = vec![column("乡镇", "乡镇", "文字")];
    for year in YEARS {
        for kind in ["贫困村", "空壳村"] {
            columns.push(of_year(year, kind, "名单", &[("名单对象", "村".to_owned()), ("村类别", kind.to_owned())]));
        }
    }
    let mut rows = Vec::with_capacity(county.layout.townships);
    let mut rest = tallies;
    for township in 0..county.layout.townships {
        let (own, others) = rest.split_at(rest.iter().take_while(|tally| tally.township == township).count());
        rest = others;
        let list = |wanted: &dyn Fn(&Tally) -> bool| own.iter().filter(|tally| wanted(tally)).map(|tally| tally.name.as_str()).collect::<Vec<_>>().join("、");
        let mut cells = vec![super::names::township(township)];
        for year in YEARS {
            cells.push(list(&|tally| tally.poor == Some(year)));
            cells.push(list(&|tally| tally.hollow == Some(year)));
        }
        rows.push(columns.iter().map(|column| column.key.clone()).zip(cells).collect());
    }
    let mut table = Table { code: "annex-2", title: "贫困村、空壳村计划退出名单", head: "乡镇", columns, rows, totals: Vec::new() };
    table.add_up();
    table
}

fn key_townships(county: &County) -> Table {
    let mut names = column("重点乡", "重点乡", "名单");
    names.more = vec![("名单对象", "乡镇".to_owned())];
    let list = (0..county.layout.townships).filter(|number| county.is_key_township(*number)).map(|number| county.township_full_name(number));
    let row = vec![("年度".to_owned(), format!("{}年", YEARS[1])), ("重点乡".to_owned(), list.collect::<Vec<_>>().join("、"))];
    let columns = vec![column("年度", "年度", "年度"), names];
    Table { code: "annex-3", title: "重点乡退出计划名单", head: "年度", columns, rows: vec![row], totals: Vec::new() }
}
