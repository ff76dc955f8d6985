//! Who lives in a household. Its entry point is [`Family`].
//!
//! What is said of a person hangs together: schooling and age, work and health, relation and sex.

use super::dice::Dice;
use super::id_number::Series;
use super::names;

/// The members of a household, the head first.
pub(super) struct Family {
    /// Members.
    pub members: Vec<Person>,
}

/// A member.
pub(super) struct Person {
    pub name: String,
    pub man: bool,
    pub number: String,
    pub relation: &'static str,
    pub schooling: &'static str,
    pub at_school: &'static str,
    pub health: &'static str,
    pub labour: &'static str,
    /// Where they work away from the farm, and for how many months.
    pub work: Option<(&'static str, i32)>,
}

impl Person {
    /// Whether they can earn.
    pub fn works(&self) -> bool {
        matches!(self.labour, "普通劳动力" | "技能劳动力" | "弱劳动力或半劳动力")
    }

    /// Whether they go to school.
    pub fn learns(&self) -> bool {
        !matches!(self.at_school, "非在校生" | "学前")
    }
}

impl Family {
    /// A family of so many.
    pub fn new(members: usize, mut series: Series, dice: &mut Dice) -> Self {
        let surname = names::surname(dice);
        let man = members > 1 && dice.percent(80) || dice.percent(50);
        let age = if members == 1 { dice.between(45, 78) } else { dice.between(34, 58) };
        let mut family = Self { members: Vec::with_capacity(members) };
        let mut add = |relation, man: bool, (youngest, eldest): (i32, i32), surname: char, dice: &mut Dice| {
            let born = series.birth(youngest, eldest, dice);
            let name = names::person(surname, dice);
            family.members.push(person(relation, man, series.number(born, man), name, -born * 4 / 1461, dice));
        };
        add("本人或户主", man, (age, age + 1), surname, dice);
        let mut left = members - 1;
        if left > 0 && dice.percent(85) {
            add("配偶", !man, (age - 4, age + 2), names::surname(dice), dice);
            left -= 1;
        }
        let (mut father, mut mother) = (left > 1 && dice.percent(45), left > 0 && dice.percent(55));
        while left > 0 {
            if std::mem::take(&mut father) {
                add("之父", true, (age + 22, age + 30), surname, dice);
            } else if std::mem::take(&mut mother) {
                add("之母", false, (age + 20, age + 28), names::surname(dice), dice);
            } else {
                let son = dice.percent(52);
                add(if son { "之子" } else { "之女" }, son, ((age - 34).max(0), age - 22), surname, dice);
            }
            left -= 1;
        }
        family
    }

    /// The main cause of poverty: one that the family's facts bear out.
    pub fn cause(&self, dice: &mut Dice) -> &'static str {
        let mut causes = vec!["缺技术", "缺资金", "缺土地", "因灾", "交通条件落后", "自身发展动力不足"];
        let has = |fact: fn(&Person) -> bool| self.members.iter().any(fact);
        if has(|person| person.health == "残疾") {
            causes = vec!["因残"];
        } else if has(|person| person.health == "大病") {
            causes = vec!["因病"];
        } else if !has(Person::works) {
            causes = vec!["缺劳动力"];
        } else if has(Person::learns) {
            causes.extend(["因学", "因学"]);
        } else if has(|person| person.health == "长期慢性病") {
            causes.push("因病");
        }
        dice.pick(&causes)
    }
}

fn person(relation: &'static str, man: bool, number: String, name: String, age: i32, dice: &mut Dice) -> Person {
    const GRADES: [&str; 6] = ["七年级", "八年级", "九年级", "高中一年级", "高中二年级", "高中三年级"];
    let (schooling, at_school) = match age {
        ..3 => ("学龄前儿童", "非在校生"),
        3..7 => ("学龄前儿童", "学前"),
        7..13 => ("小学", "小学"),
        13..16 => ("初中", GRADES[age as usize - 13]),
        16..19 if dice.percent(80) => ("高中", GRADES[age as usize - 13]),
        19..22 if dice.percent(30) => ("大专及以上", "大专及以上"),
        16..35 => (dice.pick(&["初中", "初中", "高中"]), "非在校生"),
        35..60 => (dice.pick(&["小学", "初中", "初中", "高中"]), "非在校生"),
        _ => (dice.pick(&["文盲或半文盲", "小学", "小学"]), "非在校生"),
    };
    let health = match dice.below(100) {
        0..3 => "残疾",
        3..5 if age >= 16 => "大病",
        5..30 if age >= 60 => "长期慢性病",
        5..9 if age >= 35 => "长期慢性病",
        _ => "健康",
    };
    let learns = at_school != "非在校生";
    let labour = match (age, health) {
        (..16, _) | (70.., _) => "无劳动力",
        _ if learns => "无劳动力",
        (_, "大病") => "丧失劳动力",
        (_, "残疾") => dice.pick(&["丧失劳动力", "弱劳动力或半劳动力"]),
        (60.., _) | (_, "长期慢性病") => "弱劳动力或半劳动力",
        _ => dice.pick(&["普通劳动力", "普通劳动力", "普通劳动力", "技能劳动力"]),
    };
    let away = matches!(labour, "普通劳动力" | "技能劳动力") && dice.percent(55);
    let work = away.then(|| (dice.pick(&["乡镇内", "乡外县内", "县外省内", "省外"]), dice.between(3, 12)));
    Person { name, man, number, relation, schooling, at_school, health, labour, work }
}
