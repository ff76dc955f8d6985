//! The tag files of a bag. Entry points: [`declaration`], [`manifest`], [`bag_info`], [`decode`].

use super::digest::Algorithm;

/// `bagit.txt`: version and encoding of the other tag files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// `BagIt-Version`, major and minor.
    pub version: (u32, u32),
    /// `Tag-File-Character-Encoding`.
    pub encoding: String,
}

/// A line of a manifest: the digest in lower case and the name as it stands there, without a leading `*` or `./`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Number of the line, from 1.
    pub number: usize,
    /// Digest.
    pub digest: String,
    /// Name.
    pub name: String,
}

/// Reads `bagit.txt`; `None` if it is none.
pub fn declaration(text: &str) -> Option<Declaration> {
    let mut version = None;
    let mut encoding = None;
    for line in lines(text).map(str::trim).filter(|line| !line.is_empty()) {
        let (key, value) = line.split_once(':')?;
        match key.trim_end() {
            "BagIt-Version" => {
                let (major, minor) = value.trim().split_once('.')?;
                version = Some((major.parse().ok()?, minor.parse().ok()?));
            }
            "Tag-File-Character-Encoding" => encoding = Some(value.trim().to_owned()),
            _ => return None,
        }
    }
    Some(Declaration { version: version?, encoding: encoding? })
}

/// The text of a tag file in its encoding, whether it began with a byte order mark; `None` where it is no such text.
pub fn decode(bytes: &[u8], encoding: &str) -> Option<(String, bool)> {
    let encoding = encoding_rs::Encoding::for_label(encoding.as_bytes())?;
    let (text, bom) = match encoding_rs::Encoding::for_bom(bytes) {
        Some((found, length)) => (found.decode_without_bom_handling_and_without_replacement(&bytes[length..])?, true),
        None => (encoding.decode_without_bom_handling_and_without_replacement(bytes)?, false),
    };
    Some((text.into_owned(), bom))
}

/// Whether an encoding is known by this name.
pub fn is_encoding(name: &str) -> bool {
    encoding_rs::Encoding::for_label(name.as_bytes()).is_some()
}

/// Lines that end in LF, CR or both.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

/// The lines of a manifest of an algorithm, and the numbers of those that are none.
pub fn manifest(text: &str, algorithm: Option<Algorithm>) -> (Vec<Line>, Vec<usize>) {
    let (mut read, mut bad) = (Vec::new(), Vec::new());
    for (index, line) in lines(text).enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let parsed = line.split_once([' ', '\t']).and_then(|(digest, rest)| {
            let rest = rest.trim_start_matches([' ', '\t']);
            let name = rest.strip_prefix('*').unwrap_or(rest);
            let name = name.strip_prefix("./").unwrap_or(name);
            let hex = digest.bytes().all(|byte| byte.is_ascii_hexdigit()) && algorithm.is_none_or(|known| digest.len() == known.digits());
            (hex && !digest.is_empty() && !name.is_empty()).then(|| Line { number: index + 1, digest: digest.to_lowercase(), name: name.to_owned() })
        });
        match parsed {
            Some(line) => read.push(line),
            None => bad.push(index + 1),
        }
    }
    (read, bad)
}

/// The names that a name of a manifest may mean: with `%0A`, `%0D` and `%25` decoded (RFC 8493, 2.1.3), as it stands
/// (bags before 1.0), and with every percent sign decoded (as some packers write).
pub fn readings(name: &str) -> Vec<String> {
    if !name.contains('%') {
        return vec![name.to_owned()];
    }
    let mut found: Vec<String> = Vec::new();
    for reading in [percent(name, |byte| matches!(byte, b'\n' | b'\r' | b'%')), Some(name.to_owned()), percent(name, |_| true)].into_iter().flatten() {
        if !found.contains(&reading) {
            found.push(reading);
        }
    }
    found
}

/// A name as it is written in a manifest.
pub fn encoded(name: &str) -> String {
    name.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D")
}

fn percent(name: &str, wanted: impl Fn(u8) -> bool) -> Option<String> {
    let bytes = name.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%').then(|| bytes.get(at + 1..at + 3)).flatten();
        let byte = code.and_then(|code| std::str::from_utf8(code).ok()).and_then(|code| u8::from_str_radix(code, 16).ok());
        match byte.filter(|byte| wanted(*byte)) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).ok()
}

/// The entries of `bag-info.txt` in their order, and the numbers of lines that are none.
pub fn bag_info(text: &str) -> (Vec<(String, String)>, Vec<usize>) {
    let (mut entries, mut bad): (Vec<(String, String)>, Vec<usize>) = (Vec::new(), Vec::new());
    for (index, line) in lines(text).enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match (line.starts_with([' ', '\t']), entries.last_mut(), line.split_once(':')) {
            (true, Some((_, value)), _) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (false, _, Some((key, value))) if !key.trim().is_empty() => entries.push((key.trim().to_owned(), value.trim().to_owned())),
            _ => bad.push(index + 1),
        }
    }
    (entries, bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_other_systems_and_packers_are_read() {
        let (lines, bad) = manifest("900150983cd24fb0d6963f7d28e17f72  data/a\r\n900150983CD24FB0D6963F7D28E17F72 *./data/b c\rxyz data/d\n\n", Some(Algorithm::Md5));
        assert_eq!(lines.iter().map(|line| (line.number, line.name.as_str())).collect::<Vec<_>>(), [(1, "data/a"), (2, "data/b c")]);
        assert_eq!(lines[0].digest, lines[1].digest);
        assert_eq!(bad, [3]);
    }

    #[test]
    fn percent_signs_are_read_in_every_way_they_are_written() {
        assert_eq!(readings("data/a%0Ab"), ["data/a\nb", "data/a%0Ab"]);
        assert_eq!(readings("data/50%25"), ["data/50%", "data/50%25"]);
        assert_eq!(readings("data/%E6%88%B7"), ["data/%E6%88%B7", "data/户"]);
        assert_eq!(readings(&encoded("data/50%\n"))[0], "data/50%\n");
    }

    #[test]
    fn the_declaration_needs_both_entries() {
        let read = declaration("BagIt-Version: 0.97\r\nTag-File-Character-Encoding: UTF-8\r\n");
        assert_eq!(read, Some(Declaration { version: (0, 97), encoding: "UTF-8".to_owned() }));
        assert_eq!(declaration("BagIt-Version: 1.0\n"), None);
        assert_eq!(declaration("BagIt-Version: one\nTag-File-Character-Encoding: UTF-8\n"), None);
    }

    #[test]
    fn long_values_go_on_in_the_next_line() {
        let (entries, bad) = bag_info("External-Description: one\n  two\nnothing\nBag-Size: 1 KB\n");
        assert_eq!(entries, [("External-Description".to_owned(), "one two".to_owned()), ("Bag-Size".to_owned(), "1 KB".to_owned())]);
        assert_eq!(bad, [3]);
    }
}
