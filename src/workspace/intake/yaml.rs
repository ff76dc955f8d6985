//! Values as YAML. Its entry point is [`scalar`].

use super::column::Form;

/// A value as it is written behind `键: `: plain where that is sure to be read as the same text, in quotes otherwise.
pub fn scalar(form: Form, text: &str) -> String {
    match form {
        Form::Count | Form::Yuan | Form::Date | Form::YesNo => text.to_owned(),
        Form::Number | Form::IdNumber => quoted(text),
        Form::Text | Form::Telephone | Form::Listed(_) if is_plain(text) => text.to_owned(),
        Form::Text | Form::Telephone | Form::Listed(_) => quoted(text),
    }
}

/// Letters and harmless marks, and nothing that could be a number, a day or a word of YAML.
fn is_plain(text: &str) -> bool {
    let harmless = |c: char| c.is_alphanumeric() || matches!(c, '·' | '（' | '）' | '、' | '，' | '。' | '；' | '“' | '”' | '《' | '》' | '〔' | '〕' | '-' | '/');
    let begins = text.chars().next().is_some_and(char::is_alphanumeric);
    let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    begins && text.chars().all(harmless) && !text.is_ascii() && !words.contains(&text.to_ascii_lowercase().as_str())
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::source::{Scalars, parse_marked};

    #[test]
    fn whatever_is_written_is_read_as_the_same_text() {
        let hostile = [
            "=1+1", "*<b>", "例\n甲", "- 甲", "甲: 乙", "甲 #乙", "null", "0301", "1e3", "2017-01-01", "是", "\"", "'", "\\n", "甲\u{2028}乙", "甲\u{0007}", "~",
            "{甲}", "[甲]", "&a", "!b", "|", ">", "%", "@", "`", "甲:", "𠮷", "甲\u{85}乙", "例·买买提", "甲-乙", "12-34", "？",
        ];
        for text in hostile {
            for form in [Form::Text, Form::Number, Form::Telephone] {
                let tree = parse_marked(&format!("键: {}\n", scalar(form, text))).expect("YAML").expect("a mapping");
                let Scalars::Map(entries) = tree.node else { panic!("a mapping") };
                assert!(matches!(&entries[0].1.node, Scalars::Scalar(read) if read == text), "{text:?}: {}", scalar(form, text));
            }
        }
    }
}
