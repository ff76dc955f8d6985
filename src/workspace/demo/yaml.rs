//! YAML as a clerk would write it: two blanks a level, quotes only where they are needed. Its entry point is [`Yaml`].

use std::fmt::{Display, Write};

/// The text of a file, written from the top.
#[derive(Default)]
pub(super) struct Yaml {
    text: String,
    depth: usize,
    /// The next line opens an entry of a list.
    entry: bool,
}

impl Yaml {
    /// The finished text.
    pub fn finish(self) -> String {
        self.text
    }

    fn begin(&mut self) {
        let indent = if self.entry { self.depth.saturating_sub(1) } else { self.depth };
        self.text.extend(std::iter::repeat_n("  ", indent));
        if std::mem::take(&mut self.entry) {
            self.text.push_str("- ");
        }
    }

    /// A line of comment.
    pub fn comment(&mut self, text: &str) {
        self.begin();
        self.text.extend(["# ", text, "\n"]);
    }

    /// A key with a value that YAML reads as it stands: a number, a day, a code with letters.
    pub fn plain(&mut self, key: &str, value: impl Display) {
        self.begin();
        let _ = writeln!(self.text, "{key}: {value}");
    }

    /// A key with digits that are no number: in quotes, so that no zero and no digit is lost.
    pub fn digits(&mut self, key: &str, value: impl Display) {
        self.begin();
        let _ = writeln!(self.text, "{key}: \"{value}\"");
    }

    /// A key with words.
    pub fn words(&mut self, key: &str, value: &str) {
        self.begin();
        self.text.extend([key, ": "]);
        self.scalar(value);
        self.text.push('\n');
    }

    /// A key without a value.
    pub fn blank(&mut self, key: &str) {
        self.begin();
        self.text.extend([key, ":\n"]);
    }

    /// A key with a short list on the same line.
    pub fn row<'a>(&mut self, key: &str, values: impl IntoIterator<Item = &'a str>) {
        self.begin();
        self.text.extend([key, ": ["]);
        for (place, value) in values.into_iter().enumerate() {
            if place > 0 {
                self.text.push_str(", ");
            }
            self.scalar(value);
        }
        self.text.push_str("]\n");
    }

    /// A key with entries of the next level.
    pub fn under(&mut self, key: &str, write: impl FnOnce(&mut Self)) {
        self.blank(key);
        self.depth += 1;
        write(self);
        self.depth -= 1;
    }

    /// An entry of a list, itself a mapping.
    pub fn entry(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        self.entry = true;
        write(self);
        self.entry = false;
        self.depth -= 1;
    }

    /// An entry of a list that is only words.
    pub fn word(&mut self, value: &str) {
        self.depth += 1;
        self.entry = true;
        self.begin();
        self.scalar(value);
        self.text.push('\n');
        self.depth -= 1;
    }

    fn scalar(&mut self, value: &str) {
        if needs_quotes(value) {
            let _ = write!(self.text, "\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
        } else {
            self.text.push_str(value);
        }
    }
}

/// Whether YAML would read the text as something else than itself.
fn needs_quotes(value: &str) -> bool {
    let number = value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'+' | b'-' | b'e' | b'E' | b'_'));
    value.is_empty()
        || number
        || value.trim() != value
        || value.starts_with(|c: char| "-?:,[]{}#&*!|>'\"%@`~=<".contains(c))
        || value.ends_with(':')
        || [": ", " #", ", ", "]", "}", "\n"].iter().any(|part| value.contains(part))
        || matches!(value.to_ascii_lowercase().as_str(), "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_is_read() {
        let odd = ["样甲", "0901", "是: 否", "[列]", "a # b", "null", "", "“两委”", "引\"号", "- 横", "1e3", "户，主"];
        let mut yaml = Yaml::default();
        yaml.under("词", |yaml| odd.iter().for_each(|word| yaml.word(word)));
        yaml.row("列", odd);
        yaml.under("项", |yaml| {
            for word in odd {
                yaml.entry(|yaml| {
                    yaml.words("值", word);
                    yaml.digits("码", "007");
                });
            }
        });
        let read: serde_yaml::Value = serde_yaml::from_str(&yaml.finish()).expect("it is YAML");
        for (place, word) in odd.into_iter().enumerate() {
            assert_eq!(read["词"][place], *word);
            assert_eq!(read["列"][place], *word);
            assert_eq!(read["项"][place]["值"], *word);
            assert_eq!(read["项"][place]["码"], "007");
        }
    }
}
