//! How a clerk's slip changes the text of a file. Each function is one kind of slip; `None` where it does not fit.

use crate::records::values::{Date, Value};

/// A line without indentation and list mark.
fn bare(line: &str) -> &str {
    let line = line.trim_start();
    line.strip_prefix("- ").unwrap_or(line)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// What stands in front of the bare line.
fn lead(line: &str) -> &str {
    &line[..line.len() - bare(line).len()]
}

fn joined<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    lines.into_iter().flat_map(|line| [line, "\n"]).collect()
}

/// The first line that begins with `key`, behind the first that begins with `mark`.
fn find(lines: &[&str], mark: &str, key: &str) -> Option<usize> {
    let from = lines.iter().position(|line| bare(line).starts_with(mark))?;
    (from..lines.len()).find(|place| bare(lines[*place]).starts_with(key))
}

/// Writes something else in place of the line that begins with `key`, behind the line that begins with `mark`.
pub(super) fn behind(text: &str, mark: &str, key: &str, instead: &str) -> Option<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let place = find(&lines, mark, key)?;
    let line = format!("{}{instead}", lead(lines[place]));
    lines[place] = &line;
    Some(joined(lines))
}

/// Writes something else in place of the first line that begins with `key`.
pub(super) fn instead(text: &str, key: &str, instead: &str) -> Option<String> {
    behind(text, key, key, instead)
}

/// Writes `to` for the first `from`.
pub(super) fn swap(text: &str, from: &str, to: &str) -> Option<String> {
    text.contains(from).then(|| text.replacen(from, to, 1))
}

/// The first and the last line of the list entry that begins with `mark`.
fn entry(lines: &[&str], mark: &str) -> Option<(usize, usize)> {
    let from = lines.iter().position(|line| bare(line).starts_with(mark) && line.trim_start().starts_with("- "))?;
    let length = lines[from + 1..].iter().take_while(|line| indent(line) > indent(lines[from])).count();
    Some((from, from + length))
}

/// Leaves an entry of a list out.
pub(super) fn without(text: &str, mark: &str) -> Option<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let (first, last) = entry(&lines, mark)?;
    lines.drain(first..=last);
    Some(joined(lines))
}

/// Writes an entry of a list twice.
pub(super) fn twice(text: &str, mark: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let (first, last) = entry(&lines, mark)?;
    Some(joined(lines[..=last].iter().chain(&lines[first..]).copied()))
}

/// Writes lines in front of the one that begins with `key`, behind `mark`; indented like it.
pub(super) fn insert(text: &str, mark: &str, key: &str, new: &[&str]) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let place = find(&lines, mark, key)?;
    let new: Vec<String> = new.iter().map(|line| format!("{}{line}", lead(lines[place]))).collect();
    let (before, after) = lines.split_at(place);
    Some(joined(before.iter().copied().chain(new.iter().map(String::as_str)).chain(after.iter().copied())))
}

/// The day at `key` behind `mark`.
pub(super) fn day(text: &str, mark: &str, key: &str) -> Option<Date> {
    let lines: Vec<&str> = text.lines().collect();
    let line = bare(lines[find(&lines, mark, key)?]);
    Date::parse(line.split_once(": ")?.1)
}

/// The last ID number of the file with another last character.
pub(super) fn wrong_check_character(text: &str) -> Option<String> {
    let place = text.rfind("身份证号: \"")? + "身份证号: \"".len() + 17;
    let right = text.as_bytes()[place];
    let wrong = if right == b'0' { "1" } else { "0" };
    Some(format!("{}{wrong}{}", &text[..place], &text[place + 1..]))
}

/// The line, from 1, at which two texts begin to differ.
pub(super) fn first_difference(before: &str, after: &[u8]) -> usize {
    let same = before.bytes().zip(after).take_while(|(a, b)| a == *b).count();
    before.as_bytes()[..same].iter().filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "户主: 样甲\n步骤:\n  - 步骤: 入户调查\n    日期: 2017-09-01\n  - 步骤: 核实认可\n    日期: 2017-09-05\n    签字:\n      - 职务: 户主\n结果: 好\n";

    #[test]
    fn slips_change_what_they_say_and_nothing_else() {
        let text = behind(TEXT, "步骤: 核实认可", "日期", "日期: 2017-01-01").expect("fits");
        assert_eq!(text, TEXT.replace("2017-09-05", "2017-01-01"));
        assert_eq!(first_difference(TEXT, text.as_bytes()), 6);
        assert_eq!(without(TEXT, "步骤: 核实认可").expect("fits"), "户主: 样甲\n步骤:\n  - 步骤: 入户调查\n    日期: 2017-09-01\n结果: 好\n");
        assert!(twice(TEXT, "步骤: 入户调查").expect("fits").contains("09-01\n  - 步骤: 入户调查\n    日期: 2017-09-01\n  - 步骤: 核"));
        assert_eq!(day(TEXT, "步骤: 核实认可", "日期").map(|day| day.to_string()).as_deref(), Some("2017-09-05"));
        assert_eq!(instead(TEXT, "结论", "结论:"), None);
    }
}
