//! Names that nobody bears. Entry points: [`township`], [`village`], [`person`].

use super::dice::Dice;

/// Stand-ins for surnames: words for samples and trials.
const SURNAMES: [char; 10] = ['样', '例', '测', '试', '某', '虚', '拟', '仿', '演', '模'];
/// Characters of given names.
const GIVEN: [char; 64] = [
    '伟', '芳', '娜', '敏', '静', '丽', '强', '磊', '军', '洋', '勇', '艳', '杰', '娟', '涛', '明', '超', '秀', '霞', '平', '刚', '桂',
    '英', '华', '玉', '兰', '红', '梅', '春', '燕', '建', '国', '志', '文', '斌', '波', '辉', '鹏', '飞', '宇', '浩', '轩', '欣', '怡',
    '思', '雨', '佳', '晨', '博', '雅', '俊', '峰', '海', '雪', '莲', '翠', '凤', '云', '庆', '祥', '福', '寿', '荣', '昌',
];
const GROUND: [char; 20] = ['山', '河', '岭', '溪', '塘', '田', '坪', '湾', '桥', '坊', '林', '泉', '峰', '洋', '湖', '岗', '墩', '埔', '渡', '畲'];
const SIDES: [char; 16] = ['上', '下', '东', '西', '南', '北', '前', '后', '大', '小', '新', '老', '高', '长', '里', '外'];

/// Short name of a township, none twice: `样山`, later `样上山`.
pub(super) fn township(number: usize) -> String {
    let (ground, rest) = (number % GROUND.len(), number / GROUND.len());
    let (surname, mut rest) = (rest % SURNAMES.len(), rest / SURNAMES.len());
    let mut name = String::from(SURNAMES[surname]);
    while rest > 0 {
        name.push(SIDES[(rest - 1) % SIDES.len()]);
        rest = (rest - 1) / SIDES.len();
    }
    name.push(GROUND[ground]);
    name
}

/// Short name of a village, none twice in a township of up to 320: `上样山`.
pub(super) fn village(township: usize, position: usize) -> String {
    // 7 has no divisor in common with 320, so that neighbours sound different and none comes twice.
    let name = (township * 31 + position * 7) % (GROUND.len() * SIDES.len());
    [SIDES[name / GROUND.len()], SURNAMES[township % SURNAMES.len()], GROUND[name % GROUND.len()]].iter().collect()
}

/// A stand-in for a surname.
pub(super) fn surname(dice: &mut Dice) -> char {
    dice.pick(&SURNAMES)
}

/// A person of this surname.
pub(super) fn person(surname: char, dice: &mut Dice) -> String {
    let mut name = String::from(surname);
    for _ in 0..=usize::from(dice.percent(80)) {
        name.push(dice.pick(&GIVEN));
    }
    name
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_township_and_no_village_of_a_township_bears_a_name_twice() {
        let townships: BTreeSet<String> = (0..4_000).map(township).collect();
        assert_eq!(townships.len(), 4_000);
        for number in [0, 7, 311] {
            let villages: BTreeSet<String> = (0..320).map(|position| village(number, position)).collect();
            assert_eq!(villages.len(), 320);
        }
    }
}
