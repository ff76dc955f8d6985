//! The table of defects. Its entry point is [`KINDS`]: where each can stand, how the text comes to have it, and which
//! findings it must give.

use super::spoil::{behind, day, insert, instead, swap, twice, without, wrong_check_character};
use super::{Around, Subject};
use crate::workspace::demo::household::family;
use crate::workspace::demo::outline::{Outline, Standing};
use crate::workspace::demo::timeline::Stage;

/// A kind of defect.
pub(super) struct Kind {
    /// Rules whose findings it gives, as often as they stand here.
    pub rules: &'static [&'static str],
    /// Where it can stand.
    pub seat: Seat,
    /// How the text changes.
    pub spoil: Spoil,
}

/// Where a defect can stand.
pub(super) enum Seat {
    /// In a household's file.
    Household(fn(&Outline, usize) -> bool),
    /// In a household's file, about a person of the household before it, which stays sound.
    SecondHousehold,
    /// In a batch's file.
    Batch(fn(&Outline, usize) -> bool),
    /// In a village's file.
    Village(fn(&Outline) -> bool),
    /// In a village's file, with findings of these rules in the file of each of its batches.
    EachBatch(&'static [&'static str], fn(&Outline) -> bool),
    /// A batch of the village before, filed once more.
    Stray,
}

impl Seat {
    /// How easily a place is found: what has few places goes first.
    pub fn places(&self) -> usize {
        match self {
            Self::EachBatch(..) => 0,
            Self::Village(_) => 1,
            Self::Stray => 2,
            Self::Batch(_) => 3,
            Self::SecondHousehold => 4,
            Self::Household(_) => 5,
        }
    }
}

/// What becomes of the text.
pub(super) enum Spoil {
    /// Another text.
    Text(fn(&str, &Around<'_>) -> Option<String>),
    /// Bytes that are no text.
    Bytes(fn(&str) -> Vec<u8>),
    /// The file is not written.
    Missing,
}

const fn household(rules: &'static [&'static str], fits: fn(&Outline, usize) -> bool, spoil: fn(&str, &Around<'_>) -> Option<String>) -> Kind {
    Kind { rules, seat: Seat::Household(fits), spoil: Spoil::Text(spoil) }
}

const fn batch(rules: &'static [&'static str], fits: fn(&Outline, usize) -> bool, spoil: fn(&str, &Around<'_>) -> Option<String>) -> Kind {
    Kind { rules, seat: Seat::Batch(fits), spoil: Spoil::Text(spoil) }
}

const fn village(rules: &'static [&'static str], spoil: fn(&str, &Around<'_>) -> Option<String>) -> Kind {
    Kind { rules, seat: Seat::Village(|outline| outline.exit.is_some()), spoil: Spoil::Text(spoil) }
}

fn any(_: &Outline, _: usize) -> bool {
    true
}

fn put_up(outline: &Outline, number: usize) -> bool {
    matches!(outline.households[number].standing, Standing::PutUp(_))
}

fn visited_once(outline: &Outline, number: usize) -> bool {
    matches!(outline.households[number].standing, Standing::Surveyed | Standing::Withheld)
}

fn agreed_and_posted(outline: &Outline, number: usize) -> bool {
    put_up(outline, number) && outline.households[number].batch().is_some_and(|batch| outline.batches[batch].stage >= Stage::Posted)
}

fn from(stage: Stage, outline: &Outline, number: usize) -> bool {
    outline.batches[number].stage >= stage
}

/// Aliases that expand some hundred thousand times.
const BOMB: &str = "甲: &a [例, 例, 例, 例, 例, 例, 例, 例, 例, 例]\n乙: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n丙: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n丁: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n戊: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\n己: [*e, *e, *e]\n";

/// All kinds. Of a file that cannot be read as YAML nothing else is said.
pub(super) const KINDS: &[Kind] = &[
    // Files and their form.
    household(&["yaml-syntax"], any, |text, _| swap(text, "户主: ", "户主：")),
    household(&["yaml-tab-indentation"], any, |text, _| swap(text, "  吃穿:", "\t吃穿:")),
    household(&["yaml-too-many-aliases"], any, |text, _| Some(format!("{text}{BOMB}"))),
    household(&["file-empty"], any, |_, _| Some(String::new())),
    Kind {
        rules: &["bytes-unreadable"],
        seat: Seat::Household(any),
        spoil: Spoil::Bytes(|text| text.bytes().chain([0xFF, 0xFE, b'\n']).collect()),
    },
    household(&["file-too-large"], any, |text, _| Some(format!("{text}# {}\n", "样".repeat(350_000)))),
    household(&["unknown-key"], any, |text, _| swap(text, "联系电话: ", "电话号码: ")),
    household(&["duplicate-key"], any, |text, _| swap(text, "户主: ", "村民小组: 九组\n户主: ")),
    household(&["wrong-type"], any, |text, _| instead(text, "脱贫责任人", "脱贫责任人: [样干部甲, 样干部乙]")),
    household(&["invalid-value"], any, |text, _| instead(text, "国定", "国定: 省定")),
    household(&["value-missing"], any, |text, _| instead(text, "户主", "户主:")),
    household(&["code-path-mismatch"], any, |text, around| instead(text, "户编码", &format!("户编码: {}9", around.code()))),
    household(&["procedure-unknown"], visited_once, |text, _| instead(text, "程序", "程序: 贫困户脱贫")),
    household(&["batch-unknown"], put_up, |text, around| behind(text, "退出", "批次", &format!("批次: {}9", around.code()))),
    household(&["acknowledgement-incomplete"], any, |text, _| {
        Some(format!("{text}已核:\n  - 规则: guarantee-unmet\n    理由: 已经说明\n"))
    }),
    household(&["acknowledgement-matches-nothing"], any, |text, _| {
        Some(format!("{text}已核:\n  - 规则: id-number-check-digit\n    理由: 原件如此\n    确认人: 样核对员（虚构）\n    日期: 2017-11-01\n"))
    }),
    // Steps of a household.
    household(&["step-unknown"], visited_once, |text, _| instead(text, "步骤: 入户调查", "步骤: 上门走访")),
    household(&["step-merged"], visited_once, |text, _| instead(text, "步骤: 入户调查", "步骤: 入户调查、核实认可")),
    household(&["step-undated"], put_up, |text, _| behind(text, "步骤: 入户调查", "日期", "日期:")),
    household(&["step-in-future"], visited_once, |text, around| {
        behind(text, "步骤: 入户调查", "日期", &format!("日期: {}", around.county.as_of.plus(1)))
    }),
    household(&["step-unsigned"], put_up, |text, _| behind(text, "职务: 脱贫责任人", "姓名", "姓名:")),
    household(&["step-too-few-actors"], put_up, |text, _| behind(text, "步骤: 入户调查", "办理", "办理: [样调查员甲]")),
    household(&["step-missing"], agreed_and_posted, |text, _| without(text, "步骤: 核实认可")),
    household(&["step-twice"], put_up, |text, _| twice(text, "步骤: 入户调查")),
    household(&["step-out-of-order"], agreed_and_posted, |text, _| behind(text, "步骤: 核实认可", "日期", "日期: 2017-08-15")),
    // Standards.
    household(&["income-not-over-line"], put_up, |text, _| instead(text, "人均收入", "人均收入: 2952")),
    household(&["income-not-over-line"], put_up, |text, _| instead(text, "人均收入", "人均收入:")),
    household(&["guarantee-unmet"], put_up, |text, _| swap(text, "达标: 是", "达标: 否")),
    // Persons.
    household(&["id-number-check-digit"], any, |text, _| wrong_check_character(text)),
    Kind {
        rules: &["person-in-two-households"],
        seat: Seat::SecondHousehold,
        spoil: Spoil::Text(|text, around| {
            let Subject::Household(number) = around.subject else { return None };
            let (neighbours, _) = family(around.county, around.place, around.outline, number.checked_sub(1)?);
            instead(text, "身份证号", &format!("身份证号: \"{}\"", neighbours.members[0].number))
        }),
    },
    // Steps and notices of a batch.
    batch(&["value-missing"], |_, _| true, |text, _| instead(text, "程序", "程序:")),
    batch(&["step-missing"], |outline, number| from(Stage::Approved, outline, number), |text, _| without(text, "步骤: 县级审查")),
    batch(&["step-out-of-order"], |outline, number| from(Stage::County, outline, number), |text, _| {
        let before = day(text, "步骤: 乡镇审核", "日期")?.plus(-1);
        behind(text, "步骤: 县级审查", "日期", &format!("日期: {before}"))
    }),
    batch(&["step-unsigned"], |outline, number| from(Stage::Township, outline, number), |text, _| behind(text, "职务: 乡镇长", "姓名", "姓名:")),
    batch(&["publicity-too-short"], |outline, number| from(Stage::PublicityOver, outline, number), |text, _| {
        let early = day(text, "步骤: 村内公示", "张贴日期")?.plus(6);
        behind(text, "步骤: 村内公示", "撤下日期", &format!("撤下日期: {early}"))
    }),
    batch(&["posting-place-missing"], |outline, number| from(Stage::Announced, outline, number), |text, _| without(text, "地点: 乡镇政务公开栏")),
    batch(&["objection-open"], |outline, number| from(Stage::Township, outline, number) && outline.batches[number].objection.is_none(), |text, around| {
        let date = format!("  - 日期: {}", day(text, "步骤: 村内公示", "日期")?.plus(1));
        let about = format!("    户编码: {}-001", around.county.layout.village_code(around.place));
        insert(text, "步骤: 村内公示", "结果", &["异议:", &date, &about, "    提出人: 样反映人乙", "    内容: 反映该户有小型货车。"])
    }),
    batch(&["step-before-publicity-ended"], |outline, number| from(Stage::Township, outline, number), |text, _| {
        let last = day(text, "步骤: 村内公示", "截止日期")?;
        behind(text, "步骤: 乡镇审核", "日期", &format!("日期: {last}"))
    }),
    batch(
        &["announcement-before-publicity-ended", "step-out-of-order"],
        |outline, number| from(Stage::Announced, outline, number),
        |text, _| {
            let last = day(text, "步骤: 村内公示", "截止日期")?;
            behind(text, "步骤: 公告退出", "日期", &format!("日期: {last}"))
        },
    ),
    Kind { rules: &["duplicate-code"], seat: Seat::Stray, spoil: Spoil::Missing },
    // Villages.
    village(&["village-incidence-too-high"], |text, _| {
        let population: usize = text.lines().find_map(|line| line.trim().strip_prefix("乡村人口: "))?.parse().ok()?;
        instead(text, "贫困人口", &format!("贫困人口: {}", population / 50))
    }),
    village(&["village-income-below-means"], |text, _| instead(text, "农民人均收入", "农民人均收入: 8600")),
    village(&["village-collective-income-too-low"], |text, _| instead(text, "村级收入", "村级收入: 99999.99")),
    village(&["village-factor-unattested"], |text, _| swap(text, "达标: 是", "达标: 否")),
    Kind {
        rules: &[],
        // The exit of a village itself would be found too.
        seat: Seat::EachBatch(&["notice-without-channel"], |outline| outline.exit.is_none()),
        spoil: Spoil::Text(|text, _| behind(text, "监督渠道", "电话", "# 电话还没有装")),
    },
    Kind {
        rules: &["file-unreadable"],
        // No list of the plan names it; nobody else gives its notices a telephone.
        seat: Seat::EachBatch(&["notice-without-channel"], |outline| outline.poor.is_none() && outline.hollow.is_none()),
        spoil: Spoil::Missing,
    },
];
