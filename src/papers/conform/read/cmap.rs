//! Which characters a font's codes mean, by its ToUnicode table. The entry point is [`CMap::parse`].

use std::collections::BTreeMap;

/// Most entries that are kept.
const MOST: usize = 70_000;

/// Codes and their characters: single ones, and ranges that count upwards.
#[derive(Debug, Default)]
pub(super) struct CMap {
    single: BTreeMap<u32, char>,
    /// First code -> last code, first character.
    ranges: BTreeMap<u32, (u32, u32)>,
}

enum Token {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(Vec<u8>),
}

impl CMap {
    /// Reads the table; what it does not understand it leaves out.
    pub fn parse(data: &[u8]) -> Self {
        let mut map = Self::default();
        let mut tokens = Tokens { data, at: 0 };
        while let Some(token) = tokens.next() {
            match token {
                Token::Word(word) if word == b"beginbfchar" => map.characters(&mut tokens),
                Token::Word(word) if word == b"beginbfrange" => map.read_ranges(&mut tokens),
                _ => {}
            }
        }
        map
    }

    /// The character of a code.
    pub fn get(&self, code: u32) -> Option<char> {
        if let Some(character) = self.single.get(&code) {
            return Some(*character);
        }
        let (first, (last, character)) = self.ranges.range(..=code).next_back()?;
        (code <= *last).then(|| char::from_u32(character.wrapping_add(code - first))).flatten()
    }

    fn full(&self) -> bool {
        self.single.len() + self.ranges.len() >= MOST
    }

    fn characters(&mut self, tokens: &mut Tokens<'_>) {
        while let Some(Token::Hex(code)) = tokens.next() {
            let Some(Token::Hex(text)) = tokens.next() else { return };
            if let (Some(code), Some(character), false) = (number(&code), first(&text), self.full()) {
                self.single.insert(code, character);
            }
        }
    }

    fn read_ranges(&mut self, tokens: &mut Tokens<'_>) {
        while let Some(Token::Hex(from)) = tokens.next() {
            let Some(Token::Hex(to)) = tokens.next() else { return };
            let (from, to) = (number(&from), number(&to));
            match tokens.next() {
                Some(Token::Hex(text)) => {
                    if let (Some(from), Some(to), Some(character), false) = (from, to, first(&text), self.full()) {
                        self.ranges.insert(from, (to, u32::from(character)));
                    }
                }
                Some(Token::Open) => {
                    let mut code = from;
                    while let Some(Token::Hex(text)) = tokens.next() {
                        if let (Some(code), Some(character), false) = (code, first(&text), self.full()) {
                            self.single.insert(code, character);
                        }
                        code = code.and_then(|code| code.checked_add(1));
                    }
                }
                _ => return,
            }
        }
    }
}

/// A code of up to four bytes.
fn number(bytes: &[u8]) -> Option<u32> {
    (1..=4).contains(&bytes.len()).then(|| bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte)))
}

/// The first character of a text in UTF-16.
fn first(bytes: &[u8]) -> Option<char> {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).next()?.ok()
}

struct Tokens<'a> {
    data: &'a [u8],
    at: usize,
}

impl Tokens<'_> {
    fn next(&mut self) -> Option<Token> {
        loop {
            let byte = *self.data.get(self.at)?;
            self.at += 1;
            match byte {
                b'[' => return Some(Token::Open),
                b']' => return Some(Token::Close),
                b'%' => self.skip(|byte| byte != b'\n' && byte != b'\r'),
                b'<' if self.data.get(self.at) != Some(&b'<') => {
                    let start = self.at;
                    self.skip(|byte| byte != b'>');
                    let digits = self.data[start..self.at].iter().filter_map(|byte| char::from(*byte).to_digit(16));
                    let digits: Vec<u8> = digits.map(|digit| digit as u8).collect();
                    self.at += 1;
                    return Some(Token::Hex(digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect()));
                }
                byte if byte.is_ascii_alphabetic() => {
                    let start = self.at - 1;
                    self.skip(|byte| byte.is_ascii_alphanumeric());
                    return Some(Token::Word(self.data[start..self.at].to_vec()));
                }
                _ => {}
            }
        }
    }

    fn skip(&mut self, goes_on: impl Fn(u8) -> bool) {
        while self.data.get(self.at).is_some_and(|byte| goes_on(*byte)) {
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_from_lists_ranges_and_arrays() {
        let map = CMap::parse(b"2 beginbfchar <0001> <4E00> <0002> <D842DFB7> endbfchar\n1 beginbfrange <0010> <0012> <0030> <20><21>[<0041><0042>] endbfrange");
        assert_eq!([1, 2, 0x10, 0x12, 0x13, 0x21].map(|code| map.get(code)), [Some('一'), Some('𠮷'), Some('0'), Some('2'), None, Some('B')]);
    }

    #[test]
    fn a_range_over_all_codes_costs_nothing() {
        let map = CMap::parse(b"beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange beginbfchar <");
        assert_eq!(map.get(1), Some('B'));
        assert_eq!(map.get(u32::MAX), Some('@'));
    }
}
