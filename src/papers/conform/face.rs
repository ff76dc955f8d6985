//! What a face is, by its PostScript name. The entry point is [`Kind::of`].

/// The faces that the standard speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// 小标宋.
    BiaoSong,
    /// 仿宋.
    FangSong,
    /// 黑体.
    Hei,
    /// 楷体.
    Kai,
    /// 宋体.
    Song,
}

/// Beginnings of names, small letters without marks. The standard names kinds of faces and no maker, so open faces that are 黑体, 楷体 or 宋体
/// count; a face that only stands in for one, as a bold 宋体 for 小标宋, does not.
const NAMES: &[(Kind, &[&str])] = &[
    (Kind::BiaoSong, &["fzxiaobiaosong", "fzxbs", "cesixbs", "xiaobiaosong", "方正小标宋", "小标宋"]),
    (Kind::FangSong, &["fangsong", "stfangsong", "simfang", "fzfangsong", "fzfs", "hyfangsong", "cesifs", "fandolfang", "仿宋", "方正仿宋", "华文仿宋"]),
    (Kind::Kai, &["kaiti", "stkaiti", "simkai", "fzkai", "fzktk", "cesikt", "fandolkai", "gbzenkai", "arplkaiti", "楷体", "方正楷体", "华文楷体"]),
    (
        Kind::Hei,
        &["simhei", "heiti", "stheiti", "stxihei", "fzhei", "fzhtk", "fzht", "cesiht", "fandolhei", "notosanssc", "notosanscjksc", "sourcehansans", "黑体", "方正黑体", "华文黑体"],
    ),
    (Kind::Song, &["simsun", "nsimsun", "stsong", "fzshusong", "fzssk", "cesisong", "cesisz", "fandolsong", "notoserifsc", "notoserifcjksc", "sourcehanserif", "宋体", "新宋体", "方正书宋", "华文宋体"]),
];

impl Kind {
    /// The kind of a face by its name; `None` where the name is none of these.
    pub fn of(name: &str) -> Option<Self> {
        let plain: String = name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let known = NAMES.iter().find(|(_, names)| names.iter().any(|known| plain.starts_with(known)));
        // A bold 宋体 is neither 宋体 nor 小标宋.
        known.map(|(kind, _)| *kind).filter(|kind| *kind != Self::Song || !plain.contains("bold") && !plain.contains("heavy") && !plain.contains("black"))
    }

    /// Key of its name in the message table.
    pub fn name(self) -> &'static str {
        match self {
            Self::BiaoSong => "value.face-biao-song",
            Self::FangSong => "value.face-fang-song",
            Self::Hei => "value.face-hei",
            Self::Kai => "value.face-kai",
            Self::Song => "value.face-song",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn names_of_office_faces_are_known_and_substitutes_are_not() {
        let cases = [
            ("FZXBSJW--GB1-0", Some(Kind::BiaoSong)),
            ("FZXiaoBiaoSong-B05S", Some(Kind::BiaoSong)),
            ("方正小标宋_GBK", Some(Kind::BiaoSong)),
            ("FangSong_GB2312", Some(Kind::FangSong)),
            ("仿宋_GB2312", Some(Kind::FangSong)),
            ("STFangsong", Some(Kind::FangSong)),
            ("KaiTi_GB2312", Some(Kind::Kai)),
            ("SimHei", Some(Kind::Hei)),
            ("SimSun", Some(Kind::Song)),
            ("NotoSerifSC-Regular", Some(Kind::Song)),
            ("NotoSerifSC-Bold", None),
            ("GongshiFang-Light", None),
            ("LiberationSerif", None),
            ("TimesNewRomanPSMT", None),
        ];
        for (name, kind) in cases {
            assert_eq!(Kind::of(name), kind, "{name}");
        }
    }
}
