//! What a procedure for households is about, by the field's own words in its name. Its entry point is [`Matter::of`].

use super::Procedure;

/// What a household's case is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// 脱贫、退出.
    Exit,
    /// 清退.
    Removal,
    /// 新纳入.
    Inclusion,
    /// 返贫.
    Return,
    /// 自然增加.
    Increase,
    /// 自然减少.
    Decrease,
    /// 已脱贫（不再享受政策）.
    Ended,
    /// Any other procedure: key persons, say.
    Other,
}

impl Matter {
    /// The field's own words in the name of a procedure, the more special ones first.
    const WORDS: [(&'static str, Self); 8] = [
        ("不再享受政策", Self::Ended),
        ("清退", Self::Removal),
        ("返贫", Self::Return),
        ("纳入", Self::Inclusion),
        ("自然增加", Self::Increase),
        ("自然减少", Self::Decrease),
        ("退出", Self::Exit),
        ("脱贫", Self::Exit),
    ];

    /// Of a procedure, by its name.
    pub fn of(procedure: &Procedure) -> Self {
        let name = procedure.name.text();
        Self::WORDS.iter().find(|(word, _)| name.contains(word)).map_or(Self::Other, |(_, matter)| *matter)
    }
}
