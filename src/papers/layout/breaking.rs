//! Where a line may end. The entry point is [`mark`].
//!
//! UAX #14 first; Chinese rules over it where it does not know whether a quotation mark opens or
//! closes, or where Chinese typesetting is stricter.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::text::Atom;

/// Marks that stand at the right of their square's empty half: they open something.
pub(super) fn opens(c: char) -> bool {
    matches!(c, '“' | '‘' | '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '［' | '｛' | '〖')
}

/// Marks whose right half is empty.
pub(super) fn closes(c: char) -> bool {
    matches!(
        c,
        '，' | '。' | '、' | '；' | '：' | '？' | '！' | '”' | '’' | '）' | '》' | '〉' | '」' | '』' | '】' | '〕'
            | '］' | '｝' | '〗' | '．'
    )
}

/// No line begins with it.
fn never_first(c: char) -> bool {
    closes(c)
        || matches!(
            c,
            '…' | '·' | '％' | '‰' | '℃' | '°' | '～' | '–' | ',' | '.' | ';' | ':' | '!' | '?' | '%' | ')' | ']' | '}'
        )
}

/// No line ends with it.
fn never_last(c: char) -> bool {
    opens(c) || matches!(c, '(' | '[' | '{' | '￥' | '¥' | '＄' | '$' | '№' | '#')
}

fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’')
}

/// Words that a title is not broken within, beside the general rules.
const WHOLE: [&str; 46] = [
    "脱贫", "退出", "公示", "公告", "通知", "名单", "方案", "计划", "贫困", "攻坚", "人民", "政府", "委员", "员会", "办公",
    "公室", "村民", "工作", "实施", "印发", "关于", "年度", "建档", "立卡", "对象", "监测", "扶贫", "情况", "农村", "乡村",
    "振兴", "领导", "小组", "意见", "机制", "建立", "转发", "批复", "报告", "标准", "程序", "调整", "动态", "管理", "汇总",
    "困户",
];

/// Marks the atoms before which a line may end.
pub(super) fn mark(atoms: &mut [Atom]) {
    let text: String = atoms.iter().map(|atom| atom.character).collect();
    let mut places = linebreaks(&text).filter(|(_, kind)| *kind == BreakOpportunity::Allowed).peekable();
    let mut at = 0;
    let mut before = None;
    for atom in atoms.iter_mut() {
        while places.peek().is_some_and(|(place, _)| *place < at) {
            places.next();
        }
        let uax = places.peek().is_some_and(|(place, _)| *place == at);
        at += atom.character.len_utf8();
        if let Some(before) = before {
            atom.may_break = may_break(before, atom.character, uax);
        }
        before = Some(atom.character);
    }
}

fn may_break(before: char, after: char, uax: bool) -> bool {
    if never_first(after) || never_last(before) {
        return false;
    }
    match (before, after) {
        ('—', '—') | ('…', '…') | ('─', '─') => false,
        // A document number breaks before its year at most: 清委办|〔2017〕25号.
        ('〕', after) if after.is_ascii_digit() => false,
        (before, '年' | '月' | '日' | '号' | '时' | '天' | '元' | '户' | '人' | '个' | '件') if before.is_ascii_digit() => false,
        (before, after) if is_quote(before) || is_quote(after) => true,
        _ => uax,
    }
}

/// Takes away breaks within words that a title should not be broken in.
pub(super) fn keep_words(atoms: &mut [Atom]) {
    for at in 1..atoms.len() {
        let (before, after) = (atoms[at - 1].character, atoms[at].character);
        let within = WHOLE.iter().any(|word| {
            let mut characters = word.chars();
            characters.next() == Some(before) && characters.next() == Some(after)
        });
        // 的 and 、 end a line, they do not begin one.
        if within || matches!(after, '的' | '和' | '与' | '等') {
            atoms[at].may_break = false;
        }
    }
}

/// Longest name that is kept whole, in characters.
const NAME: usize = 6;

/// A list of names: `东山、赖武`.
pub(super) fn lists_names(text: &str) -> bool {
    text.contains('、') && text.split('、').all(|name| (1..=NAME).contains(&name.chars().count()))
}

/// In a list of names, or a single one, leaves only the breaks after `、`.
pub(super) fn keep_names(atoms: &mut [Atom]) {
    if atoms.split(|atom| atom.character == '、').any(|name| name.len() > NAME) {
        return;
    }
    for at in 1..atoms.len() {
        atoms[at].may_break = atoms[at - 1].character == '、';
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::papers::fonts::FaceId;
    use crate::papers::layout::text::Kind;

    fn broken(text: &str) -> String {
        shown(&marked(text))
    }

    fn marked(text: &str) -> Vec<Atom> {
        let mut atoms: Vec<Atom> = text
            .chars()
            .map(|character| Atom {
                character,
                glyph: 1,
                advance: 1000,
                face: FaceId::default(),
                kind: Kind::Full,
                may_break: false,
                must_break: false,
                firm: false,
            })
            .collect();
        mark(&mut atoms);
        atoms
    }

    fn shown(atoms: &[Atom]) -> String {
        let mut out = String::new();
        for atom in atoms {
            if atom.may_break {
                out.push('|');
            }
            out.push(atom.character);
        }
        out
    }

    #[test]
    fn marks_stay_with_their_words() {
        assert_eq!(broken("他说：“好。”走了"), "他|说：|“好。”|走|了");
        assert_eq!(broken("（一）《通知》、等"), "（一）|《通|知》、|等");
        assert_eq!(broken("甲——乙……丙"), "甲|——|乙……|丙");
    }

    #[test]
    fn names_stay_whole() {
        let kept = |text: &str| {
            let mut atoms = marked(text);
            keep_names(&mut atoms);
            shown(&atoms)
        };
        assert_eq!(kept("古洋、尤坊甲、灵地"), "古洋、|尤坊甲、|灵地");
        assert_eq!(kept("尤坊甲"), "尤坊甲");
        assert_eq!(kept("这一句话比一个名字长、当然要断"), broken("这一句话比一个名字长、当然要断"));
        assert!(lists_names("东山、赖武") && !lists_names("东山") && !lists_names("甲、") && !lists_names("甲，乙"));
    }

    #[test]
    fn numbers_stay_whole() {
        assert_eq!(broken("共1,234.5元"), "共|1,234.5元");
        assert_eq!(broken("占85%以上"), "占|85%|以|上");
        assert_eq!(broken("占85％以上"), "占|85％|以|上");
        assert_eq!(broken("办〔2017〕25号文"), "办|〔2017〕25号|文");
        assert_eq!(broken("于2017年4月"), "于|2017年|4月");
        assert_eq!(broken("用Word处理"), "用|Word|处|理");
    }
}
