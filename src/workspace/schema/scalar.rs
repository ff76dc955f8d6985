//! What a scalar may be in a file, as JSON Schema. Its entry point is [`schema`].

use serde_json::{Value, json};

/// A type of scalar: what its text looks like (white space at the ends does not count), and the types that YAML gives it without quotes.
struct Type {
    expected: &'static str,
    pattern: &'static str,
    unquoted: &'static [&'static str],
}

/// Every type of `records/values`, by what a clerk is told to write. A test holds them to what those types read.
const TYPES: [Type; 21] = [
    Type { expected: "value.text", pattern: r"[\s\S]*", unquoted: &["number", "boolean"] },
    Type { expected: "value.code", pattern: "[A-Za-z0-9][A-Za-z0-9-]{0,39}", unquoted: &["integer"] },
    Type { expected: "value.count", pattern: "[0-9]{1,9}[人户天个名票]*", unquoted: &["integer"] },
    Type { expected: "value.date", pattern: "(19|2[0-9])[0-9]{2}(-(0[1-9]|1[0-2])-[0-3][0-9]|年0{0,3}(0?[1-9]|1[0-2])月[0-9]{1,4}日)", unquoted: &[] },
    Type { expected: "value.month-day", pattern: "(0?[1-9]|1[0-2])(-(0?[1-9]|[12][0-9]|3[01])|月(0?[1-9]|[12][0-9]|3[01])日)", unquoted: &[] },
    Type { expected: "value.yuan", pattern: r"-?[0-9][0-9,，]*(\.[0-9]{1,2})?\s*元*", unquoted: &["number"] },
    Type { expected: "value.percent", pattern: r"-?[0-9]+(\.[0-9]+)?\s*[%％]*", unquoted: &["number"] },
    Type { expected: "value.telephone", pattern: "([-+ ]*[0-9]){3,20}[-+ ]*", unquoted: &["integer"] },
    Type { expected: "value.id-number", pattern: "([0-9]{15}|[0-9]{17}[0-9Xx]([0-9]{2}([0-9]{2})?)?)", unquoted: &[] },
    Type { expected: "value.document-number", pattern: r"[^〔]*[^〔\s][^〔]*〔[0-9]{4}〕[1-9][0-9]*号", unquoted: &[] },
    Type { expected: "value.yes-no", pattern: "(是|否|yes|no|true|false)", unquoted: &["boolean"] },
    Type { expected: "value.copy-number", pattern: "[0-9]{6}", unquoted: &["integer"] },
    Type { expected: "value.secrecy", pattern: "(绝密|机密|秘密)(★(长期|[1-9][0-9]*(年|个月)))?", unquoted: &[] },
    Type { expected: "value.format", pattern: "(文件|document|信函|letter|命令|令|order|纪要|minutes)", unquoted: &[] },
    Type { expected: "value.seal", pattern: "(盖章|sealed|不盖章|unsealed|签名章|name-stamp)", unquoted: &[] },
    Type { expected: "value.urgency", pattern: "(特急|most-urgent|加急|urgent)", unquoted: &[] },
    Type { expected: "value.disclosure", pattern: "(主动公开|public|依申请公开|on-request|不予公开|internal)", unquoted: &[] },
    Type {
        expected: "value.domain",
        pattern: r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+(/[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?)*",
        unquoted: &[],
    },
    Type { expected: "value.site-code", pattern: "[0-9]{10}", unquoted: &["integer"] },
    Type {
        expected: "value.site-path",
        pattern: r"([A-Za-z0-9_-]([A-Za-z0-9._-]*[A-Za-z0-9_-])?/)*[A-Za-z0-9_-][A-Za-z0-9._-]*\.html",
        unquoted: &[],
    },
    Type { expected: "value.key", pattern: r"[\s\S]*", unquoted: &["number", "boolean"] },
];

/// A name that Windows refuses, in a type that becomes the name of a file.
const REFUSED: &str = r"(^\s*|/)([cC][oO][nN]|[pP][rR][nN]|[aA][uU][xX]|[nN][uU][lL]|([cC][oO][mM]|[lL][pP][tT])[1-9])(\.|/|\s*$)";

/// The schema of a scalar; a key without a value, and blank text, are always right.
pub(super) fn schema(expected: &str) -> Value {
    let found = TYPES.iter().find(|known| known.expected == expected);
    let mut types = vec!["string", "null"];
    types.extend(found.map_or(&[][..], |known| known.unquoted));
    let mut schema = json!({ "type": types });
    if let Some(Type { pattern, .. }) = found {
        schema["pattern"] = format!(r"^\s*({pattern}|~|null)?\s*$").into();
    }
    if matches!(expected, "value.code" | "value.site-path") {
        schema["not"] = json!({ "type": "string", "pattern": REFUSED });
    }
    if expected == "value.text" {
        schema["maxLength"] = 2_000.into();
    }
    if matches!(expected, "value.count" | "value.code" | "value.telephone") {
        schema["minimum"] = 0.into();
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::values::{
        Code, CopyNumber, Count, Date, Disclosure, DocumentNumber, Domain, Format, IdNumber, MonthDay, Percent, Seal, Secrecy, SiteCode, SitePath, Telephone, Text,
        Urgency, Value as Scalar, YesNo, Yuan,
    };

    /// Texts of all types, and texts that are nearly so.
    const TEXTS: [&str; 84] = [
        "0301-001", "-1", "a_b", "38", "38人", "人", "1000000000", "2017-11-15", "2017年1月5日", "2017年11月", "2017-13-01", "1899-01-01", "3000-01-01",
        "2017/11/15", "11-17", "11月17日", "13-01", "2-30日", "4090.50", "4090.505", "12,345.60元", "1e3", ".5", "5.", "1.8%", "1.8％", "-3", "%",
        "0000-0000000", "12317", "12", "123456789012345678901", "99999919900101001X", "99999919900101001x", "1101051949123100", "110105491231002",
        "99999919900101001X42", "清委办〔2017〕25号", "〔2017〕25号", "清委办〔17〕25号", "是", "否", "true", "长灌村", "l0", "村〔2017〕05号",
        "000012", "00012", "秘密", "机密★1年", "绝密★长期", "秘密★6个月", "机密★01年", "机密1年", "文件", "令", "minutes", "盖章", "name-stamp", "特急", "urgent",
        "主动公开", "internal", "1234567890", "www.example.invalid", "www.example.invalid/qingliu", "xn--fiqs8s.gov.cn/a-b/c_d", "https://www.example.invalid",
        "example", "www..cn", "a.cn/../b", "-a.cn", "a.cn/", "a.html", "old/2017/tzgg_1.html", "../a.html", "a/.b.html", "a.htm", "con.html", "a/LPT1.html",
        "nul/b.html", "console.html", "CON", "com1",
    ];

    fn agrees<T: Scalar>() {
        let schema = schema(T::EXPECTED);
        let regex = |pattern: &Value| regex_lite::Regex::new(pattern.as_str().expect("every type has a pattern")).expect("a pattern");
        let (pattern, refused) = (regex(&schema["pattern"]), schema.get("not").map(|not| regex(&not["pattern"])));
        for text in TEXTS {
            let right = pattern.is_match(text) && refused.as_ref().is_none_or(|refused| !refused.is_match(text));
            assert_eq!(right, T::parse(text).is_some(), "{} and {text}", T::EXPECTED);
        }
    }

    #[test]
    fn patterns_are_right_where_reading_is() {
        agrees::<Text>();
        agrees::<Code>();
        agrees::<Count>();
        agrees::<Date>();
        agrees::<MonthDay>();
        agrees::<Yuan>();
        agrees::<Percent>();
        agrees::<Telephone>();
        agrees::<IdNumber>();
        agrees::<DocumentNumber>();
        agrees::<YesNo>();
        agrees::<CopyNumber>();
        agrees::<Secrecy>();
        agrees::<Format>();
        agrees::<Seal>();
        agrees::<Urgency>();
        agrees::<Disclosure>();
        agrees::<Domain>();
        agrees::<SiteCode>();
        agrees::<SitePath>();
    }

    #[test]
    fn a_field_of_a_type_without_a_pattern_is_found() {
        for kind in super::super::KINDS {
            for (name, definition) in kind.schema(crate::report::message::Lang::Zh)["$defs"].as_object().expect("definitions") {
                let scalar = definition["properties"].is_null();
                assert!(!scalar || definition["pattern"].is_string(), "{}: {name}", kind.name);
            }
        }
    }
}
