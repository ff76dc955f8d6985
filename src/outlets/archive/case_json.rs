//! A case file as JSON. Its entry point is [`case_json`].

use serde_json::{Map, Value};

use crate::records::source::{Marked, Scalars, parse_marked};

/// The same content as JSON, every scalar as the text that stands in the file, so that no digit of a number is lost.
/// `None` where the text is no YAML.
pub fn case_json(text: &str) -> Option<Vec<u8>> {
    let tree = parse_marked(text).ok()??;
    let mut bytes = serde_json::to_vec_pretty(&value(&tree)).ok()?;
    bytes.push(b'\n');
    Some(bytes)
}

fn value(tree: &Marked) -> Value {
    match &tree.node {
        Scalars::Scalar(text) => Value::String(text.clone()),
        Scalars::List(items) => Value::Array(items.iter().map(value).collect()),
        Scalars::Map(entries) => {
            let entries = entries.iter().filter_map(|(key, entry)| match &key.node {
                Scalars::Scalar(name) => Some((name.clone(), value(entry))),
                _ => None,
            });
            Value::Object(entries.collect::<Map<_, _>>())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_digit_is_lost() {
        let json = case_json("编码: 0301\n身份证号: 999999198001010010\n家庭成员:\n- 姓名: 例甲一\n").expect("YAML");
        let read: Value = serde_json::from_slice(&json).expect("JSON");
        assert_eq!((read["编码"].as_str(), read["身份证号"].as_str()), (Some("0301"), Some("999999198001010010")));
        assert_eq!(read["家庭成员"][0]["姓名"], "例甲一");
        assert_eq!(case_json("a: [\n"), None);
    }
}
