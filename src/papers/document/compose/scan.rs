//! Reads a template's body without running it. Its entry point is [`Scan`].

use std::collections::BTreeMap;

/// What a template's body holds.
#[derive(Debug, Clone, Default)]
pub(super) struct Scan {
    /// Its text without tags: all branches, nothing filled in.
    pub blank: String,
    /// Names used within tags, with the line and column of their first use.
    pub names: BTreeMap<String, (usize, usize)>,
    /// Templates that it includes, without `.md`.
    pub includes: Vec<String>,
    /// Where the filter `safe` is used.
    pub safe: Option<(usize, usize)>,
}

impl Scan {
    /// Reads a body.
    pub fn of(body: &str) -> Self {
        let mut scan = Self::default();
        let mut rest = body;
        while let Some(open) = next_tag(rest) {
            let text = &rest[..open];
            scan.blank.push_str(if rest[open + 2..].starts_with('-') { text.trim_end() } else { text });
            let close = match &rest[open..open + 2] {
                "{{" => "}}",
                "{%" => "%}",
                _ => "#}",
            };
            let end = rest[open..].find(close).map_or(rest.len(), |i| open + i + 2);
            if close != "#}" {
                scan.tag(&rest[open..end], body.len() - rest.len() + open, body);
            }
            let trims = rest[..end - close.len()].ends_with('-');
            rest = if trims { rest[end..].trim_start() } else { &rest[end..] };
        }
        scan.blank.push_str(rest);
        scan
    }

    fn tag(&mut self, tag: &str, offset: usize, body: &str) {
        let mut before = ' ';
        let mut at = 0;
        while let Some(c) = tag[at..].chars().next() {
            let rest = &tag[at..];
            let length = match c {
                '"' | '\'' | '`' => {
                    let literal = rest[1..].split(c).next().unwrap_or_default();
                    if tag[..at].trim_start_matches(['{', '%', '-', ' ']).starts_with("include") {
                        self.includes.push(literal.trim_end_matches(".md").to_owned());
                    }
                    literal.len() + 2
                }
                'a'..='z' | 'A'..='Z' | '_' => {
                    let word: &str =
                        rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default();
                    let place = place(body, offset + at);
                    if before == '|' && word == "safe" {
                        self.safe.get_or_insert(place);
                    } else if before != '.' {
                        self.names.entry(word.to_owned()).or_insert(place);
                    }
                    word.len()
                }
                _ => c.len_utf8(),
            };
            if c != ' ' {
                before = c;
            }
            at = (at + length).min(tag.len());
        }
    }
}

/// Where the next Tera tag begins.
fn next_tag(text: &str) -> Option<usize> {
    text.match_indices('{').map(|(i, _)| i).find(|i| matches!(text.as_bytes().get(i + 1), Some(b'{' | b'%' | b'#')))
}

/// Line and column of an offset, both from 1.
fn place(body: &str, offset: usize) -> (usize, usize) {
    let before = &body[..offset];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}
