//! Text within a block, gathered piece by piece. Its entry point is [`Run`].

use super::{EMPHASIS, STRONG};
use crate::papers::document::Inline;

/// The text of one block while it is read.
#[derive(Default)]
pub(super) struct Run {
    done: Vec<Inline>,
    strong: bool,
    emphasis: bool,
    soft_break: bool,
}

impl Run {
    /// Adds text, in which marks switch 黑体 and 楷体 on and off.
    pub fn text(&mut self, text: &str) {
        if std::mem::take(&mut self.soft_break) {
            let before = self.done.last().and_then(|inline| inline.text().chars().next_back());
            let after = text.chars().find(|c| !matches!(*c, STRONG | EMPHASIS));
            if let (Some(before), Some(after)) = (before, after)
                && !is_chinese(before)
                && !is_chinese(after)
            {
                self.push(" ");
            }
        }
        let mut rest = text;
        while let Some(at) = rest.find([STRONG, EMPHASIS]) {
            self.push(&rest[..at]);
            if rest[at..].starts_with(STRONG) {
                self.strong = !self.strong;
            } else {
                self.emphasis = !self.emphasis;
            }
            rest = &rest[at + STRONG.len_utf8()..];
        }
        self.push(rest);
    }

    /// A line break of the source: a blank between Latin words, nothing beside a Chinese character.
    pub fn soft_break(&mut self) {
        self.soft_break = true;
    }

    /// A line break that the author set.
    pub fn hard_break(&mut self) {
        self.done.push(Inline::Break);
    }

    /// Is nothing gathered yet?
    pub fn is_empty(&self) -> bool {
        self.done.is_empty()
    }

    /// The gathered pieces, or nothing if 黑体 or 楷体 was not switched off again.
    pub fn finish(self) -> Option<Vec<Inline>> {
        (!self.strong && !self.emphasis).then_some(self.done)
    }

    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match (self.done.last_mut(), self.strong, self.emphasis) {
            (Some(Inline::Strong(last)), true, _)
            | (Some(Inline::Emphasis(last)), false, true)
            | (Some(Inline::Text(last)), false, false) => last.push_str(text),
            (_, true, _) => self.done.push(Inline::Strong(text.to_owned())),
            (_, false, true) => self.done.push(Inline::Emphasis(text.to_owned())),
            (_, false, false) => self.done.push(Inline::Text(text.to_owned())),
        }
    }
}

/// Han characters, full-width forms and the punctuation that Chinese shares with Latin text.
fn is_chinese(c: char) -> bool {
    c >= '\u{2E80}' || matches!(c, '\u{2014}' | '\u{2018}'..='\u{201D}' | '\u{2026}' | '\u{00B7}')
}
