//! The file of a household. Its entry point is [`text`].

use super::County;
use super::dice::Dice;
use super::income::{Income, yuan};
use super::layout::Place;
use super::outline::{Outline, Standing, YEARS};
use super::people::{Family, Person};
use super::timeline::{Stage, Timeline};
use super::yaml::Yaml;
use crate::records::values::Date;

/// What attests each guarantee of the rule set.
const GUARANTEES: [(&str, &str, &str); 4] = [
    ("吃穿", "入户查看口粮和四季衣被", "入户查看，过冬衣被不足"),
    ("义务教育", "学校在读证明或无适龄儿童", "一名适龄儿童失学，正在劝返"),
    ("基本医疗", "城乡居民基本医疗保险参保记录", "一名成员还没有参保"),
    ("住房安全", "住房安全等级认定为A级或B级", "住房认定为C级，正在改造"),
];
const GROUPS: [&str; 8] = ["一组", "二组", "三组", "四组", "五组", "六组", "七组", "八组"];

/// The members of a household: the same whenever they are asked for.
pub(super) fn family(county: &County, place: &Place, outline: &Outline, number: usize) -> (Family, Dice) {
    let mut dice = Dice::of(county.seed, 3, (place.first + number) as u64);
    let series = county.numbers.series(place.first + number);
    (Family::new(outline.households[number].members, series, &mut dice), dice)
}

/// The days of a household's own steps, and how they ended.
struct Course {
    surveyed: Date,
    agreed: Option<Date>,
    cancelled: Option<Date>,
}

/// The text of the file.
pub(super) fn text(county: &County, place: &Place, outline: &Outline, number: usize) -> String {
    let (family, mut dice) = family(county, place, outline, number);
    let household = &outline.households[number];
    let head = &family.members[0];
    let group = GROUPS[number * GROUPS.len() / place.households];
    let village = county.village(place);
    let official = format!("{}干部{}", village.surname, ["甲", "乙", "丙", "丁"][number % 4]);
    // Half of those that are not put up fall short of the line, half of a guarantee.
    let unmet = matches!(household.standing, Standing::Withheld | Standing::TakenOff(_)) || household.standing == Standing::NotBegun && dice.percent(70);
    let (poor, unguarded) = (unmet && dice.percent(50), dice.below(GUARANTEES.len()));
    let income = Income::new(&family, !poor, &mut dice);
    let mut yaml = Yaml::default();
    yaml.comment("样例户：姓名、号码、金额都是编造的（证件号码用未启用的区划999999）。");
    yaml.plain("户编码", county.household_code(place, number));
    yaml.words("村民小组", group);
    yaml.words("户主", &head.name);
    yaml.words("住址", &format!("{}{group}样例{}号", village.full_name, number + 1));
    yaml.plain("联系电话", format_args!("0000-{:07}", 5_000_000 + place.first + number));
    yaml.digits("银行账号", format_args!("{:019}", place.first + number + 1));
    yaml.plain("国定", if household.national { "是" } else { "否" });
    let kind = if family.members.iter().any(Person::works) { ["一般贫困户", "低保贫困户"][dice.below(5) / 4] } else { "低保贫困户" };
    yaml.words("贫困户属性", kind);
    yaml.words("致贫原因", family.cause(&mut dice));
    yaml.words("脱贫责任人", &official);
    yaml.under("家庭成员", |yaml| family.members.iter().for_each(|person| yaml.entry(|yaml| member(yaml, person))));
    yaml.under("收入", |yaml| {
        yaml.plain("计算期始", "2016-09-01");
        yaml.plain("计算期止", "2017-08-31");
        let items = [
            ("工资性收入", income.wages),
            ("生产经营性收入", income.business),
            ("生产经营性支出", income.business_cost),
            ("财产性收入", income.property),
            ("转移性收入", income.transfers),
            ("人均收入", income.per_head),
        ];
        items.iter().for_each(|(key, fen)| yaml.plain(key, yuan(*fen)));
    });
    yaml.under("保障", |yaml| {
        for (place, (name, met, not_met)) in GUARANTEES.iter().enumerate() {
            let fails = unmet && !poor && place == unguarded;
            yaml.under(name, |yaml| {
                yaml.plain("达标", if fails { "否" } else { "是" });
                yaml.words("依据", if fails { not_met } else { met });
            });
        }
    });
    if household.standing == Standing::NotBegun {
        return yaml.finish();
    }
    yaml.under("退出", |yaml| {
        yaml.words("程序", "贫困户退出");
        yaml.plain("年度", YEARS[0]);
        if let Some(batch) = household.batch() {
            yaml.plain("批次", county.batch_code(place, batch));
        }
        match household.standing {
            Standing::Withheld if poor => yaml.words("暂不退出", "人均收入没有超过标准，继续帮扶"),
            Standing::Withheld => yaml.words("暂不退出", &format!("{}还没有保障，继续帮扶", GUARANTEES[unguarded].0)),
            Standing::TakenOff(_) => yaml.words("暂不退出", "公示期内有人反映，经核实成立，取消本年退出"),
            _ => {}
        }
        let course = match household.batch().map(|batch| outline.batches[batch]) {
            Some(batch) => course(batch.stage, &batch.days, household.standing, county.as_of, &mut dice),
            None => Course { surveyed: county.as_of.plus(-dice.between(2, 70)), agreed: None, cancelled: None },
        };
        steps(yaml, &course, (&head.name, &official, village.surname), dice.percent(6));
    });
    yaml.finish()
}

fn member(yaml: &mut Yaml, person: &Person) {
    yaml.words("姓名", &person.name);
    yaml.plain("性别", if person.man { "男" } else { "女" });
    yaml.digits("身份证号", &person.number);
    yaml.words("与户主关系", person.relation);
    yaml.words("文化程度", person.schooling);
    yaml.words("在校生状况", person.at_school);
    yaml.words("健康状况", person.health);
    yaml.words("劳动能力", person.labour);
    if let Some((place, months)) = person.work {
        yaml.words("务工情况", &format!("{place}，{months}个月"));
    }
}

/// The days of the household's own steps, between those of its batch.
fn course(stage: Stage, days: &Timeline, standing: Standing, as_of: Date, dice: &mut Dice) -> Course {
    let within = |first: Date, last: Date, dice: &mut Dice| first.plus(dice.between(0, last.days_since(first)));
    let surveyed = within(days.begun, days.reviewed.plus(-1), dice);
    let agreed = match stage {
        // Not every household has been visited again.
        Stage::Reviewed if days.reviewed.plus(1) > as_of || dice.percent(50) => None,
        Stage::Reviewed => Some(within(days.reviewed.plus(1), as_of, dice)),
        _ => Some(within(days.reviewed.plus(1), days.verified, dice)),
    };
    let cancelled = stage == Stage::Cancelled && matches!(standing, Standing::PutUp(_));
    Course { surveyed, agreed, cancelled: cancelled.then_some(days.cancelled) }
}

fn steps(yaml: &mut Yaml, course: &Course, (head, official, surname): (&str, &str, char), proxy: bool) {
    let signed = |yaml: &mut Yaml, role: &str, name: &str, date: Date, proxy: bool| {
        yaml.entry(|yaml| {
            yaml.words("职务", role);
            yaml.words("姓名", name);
            yaml.plain("日期", date);
            if proxy {
                yaml.words("代签人", &format!("{surname}代签甲"));
            }
        });
    };
    yaml.under("步骤", |yaml| {
        yaml.entry(|yaml| {
            yaml.words("步骤", "入户调查");
            yaml.plain("日期", course.surveyed);
            yaml.row("办理", [&*format!("{surname}调查员甲"), &*format!("{surname}调查员乙")]);
            yaml.under("签字", |yaml| {
                signed(yaml, "户主", head, course.surveyed, proxy);
                signed(yaml, "脱贫责任人", official, course.surveyed, false);
            });
            yaml.words("结果", "已入户采集");
        });
        if let Some(date) = course.agreed {
            yaml.entry(|yaml| {
                yaml.words("步骤", "核实认可");
                yaml.plain("日期", date);
                yaml.row("办理", ["村“两委”", "驻村工作组"]);
                yaml.under("签字", |yaml| signed(yaml, "户主", head, date, proxy));
                yaml.words("结果", "属实，本户认可退出");
            });
        }
        if let Some(date) = course.cancelled {
            yaml.entry(|yaml| {
                yaml.words("步骤", "销号");
                yaml.plain("日期", date);
                yaml.words("结果", "已销号");
            });
        }
    });
}
