//! The code lists of the export (domain facts, section 4). Their entry point is [`CodeList::label`].

/// Codes with their labels.
pub struct CodeList {
    /// Code and label; a label without a code has an empty one.
    pub labels: &'static [(&'static str, &'static str)],
    /// Other ways to write a label.
    pub synonyms: &'static [(&'static str, &'static str)],
    /// Whether a label that is not listed is refused; it is kept with a remark otherwise.
    pub closed: bool,
    /// Whether several labels may stand in one cell.
    pub several: bool,
}

impl CodeList {
    /// The label of a text that is a label, a synonym or a code; `None` if it is none of them.
    pub fn label(&self, text: &str) -> Option<String> {
        if self.several && text.contains([',', '，', '、', ';', '；']) {
            let each: Option<Vec<String>> = text.split([',', '，', '、', ';', '；']).map(|part| self.one(part.trim()).map(str::to_owned)).collect();
            return each.map(|_| text.to_owned());
        }
        self.one(text).map(str::to_owned)
    }

    fn one(&self, text: &str) -> Option<&'static str> {
        let listed = self.labels.iter().find(|(_, label)| *label == text).map(|(_, label)| *label);
        let synonym = || self.synonyms.iter().find(|(other, _)| *other == text).map(|(_, label)| *label);
        // Excel drops the zero that codes begin with.
        let coded = || {
            let two = format!("{text:0>2}");
            self.labels.iter().find(|(code, _)| !code.is_empty() && *code == two).map(|(_, label)| *label)
        };
        listed.or_else(synonym).or_else(coded)
    }
}

/// The label of the head of a household.
pub const HEAD: &str = "本人或户主";

/// 与户主关系.
pub static RELATIONS: CodeList = CodeList {
    labels: &[
        ("01", HEAD),
        ("02", "配偶"),
        ("03", "之子"),
        ("04", "之女"),
        ("05", "之儿媳"),
        ("06", "之女婿"),
        ("07", "之孙子"),
        ("08", "之孙女"),
        ("09", "之外孙子"),
        ("10", "之外孙女"),
        ("11", "之父"),
        ("12", "之母"),
        ("13", "之岳父"),
        ("14", "之岳母"),
        ("15", "之公公"),
        ("16", "之婆婆"),
        ("17", "之祖父"),
        ("18", "之祖母"),
        ("19", "之外祖父"),
        ("20", "之外祖母"),
        ("99", "其他"),
    ],
    synonyms: &[("户主", HEAD), ("本人", HEAD)],
    closed: true,
    several: false,
};

/// 文化程度.
pub static SCHOOLING: CodeList = CodeList {
    labels: &[("", "文盲或半文盲"), ("", "小学"), ("", "初中"), ("", "高中"), ("", "大专及以上"), ("", "学龄前儿童")],
    synonyms: &[],
    closed: false,
    several: false,
};

/// 在校生状况.
pub static AT_SCHOOL: CodeList = CodeList {
    labels: &[
        ("01", "非在校生"),
        ("02", "学前"),
        ("03", "小学"),
        ("04", "七年级"),
        ("05", "八年级"),
        ("06", "九年级"),
        ("07", "高中一年级"),
        ("08", "高中二年级"),
        ("09", "高中三年级"),
        ("10", "中职一年级"),
        ("11", "中职二年级"),
        ("12", "中职三年级"),
        ("13", "高职一年级"),
        ("14", "高职二年级"),
        ("15", "高职三年级"),
        ("16", "大专及以上"),
    ],
    synonyms: &[],
    closed: false,
    several: false,
};

/// 健康状况; several may stand in one cell.
pub static HEALTH: CodeList = CodeList {
    labels: &[("", "健康"), ("", "长期慢性病"), ("", "患有大病"), ("", "大病"), ("", "残疾")],
    synonyms: &[],
    closed: false,
    several: true,
};

/// 劳动技能.
pub static LABOUR: CodeList = CodeList {
    labels: &[("", "普通劳动力"), ("", "技能劳动力"), ("", "丧失劳动力"), ("", "无劳动力"), ("", "弱劳动力或半劳动力")],
    synonyms: &[],
    closed: false,
    several: false,
};

/// 致贫原因.
pub static CAUSES: CodeList = CodeList {
    labels: &[
        ("01", "因病"),
        ("02", "因残"),
        ("03", "因学"),
        ("04", "因灾"),
        ("05", "缺土地"),
        ("06", "缺水"),
        ("07", "缺技术"),
        ("08", "缺劳动力"),
        ("09", "缺资金"),
        ("10", "交通条件落后"),
        ("11", "自身发展动力不足"),
        ("", "因婚"),
        ("", "因丧"),
        ("", "其他"),
    ],
    synonyms: &[],
    closed: false,
    several: false,
};

/// 易返贫致贫户(监测对象)类型.
pub static MONITORED: CodeList =
    CodeList { labels: &[("", "脱贫不稳定户"), ("", "边缘易致贫户"), ("", "突发严重困难户")], synonyms: &[], closed: false, several: false };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_codes_and_nothing_else() {
        let label = |text| RELATIONS.label(text);
        assert_eq!(label("户主").as_deref(), Some(HEAD));
        assert_eq!(label("3").as_deref(), Some("之子"));
        assert_eq!(label("之外孙女").as_deref(), Some("之外孙女"));
        assert_eq!(label("21"), None);
        assert_eq!(label(""), None);
        assert_eq!(SCHOOLING.label("0"), None);
        assert_eq!(HEALTH.label("残疾,长期慢性病").as_deref(), Some("残疾,长期慢性病"));
        assert_eq!(HEALTH.label("残疾,健壮"), None);
    }
}
