//! What a file may use up before it is put aside. The entry point is [`Budget`].

use lopdf::{DecompressError, Error, Stream};

use super::Unreadable;

/// Most content in all, after inflating.
const MOST_CONTENT: usize = 256 << 20;
/// Most characters and rules in all.
const MOST_DRAWN: usize = 4_000_000;

/// What is left to a file.
pub(super) struct Budget {
    stream: usize,
    content: usize,
    drawn: usize,
}

impl Budget {
    /// With so many bytes for one stream.
    pub fn new(stream: usize) -> Self {
        Self { stream, content: MOST_CONTENT, drawn: MOST_DRAWN }
    }

    /// The plain content of a stream; `None` where it cannot be inflated. What stands deeper in forms may be the smaller, for all of it is held
    /// at once.
    pub fn inflate(&mut self, stream: &Stream, depth: usize) -> Result<Option<Vec<u8>>, Unreadable> {
        let room = (self.stream >> depth.min(31)).min(self.content);
        match stream.get_plain_content_with_limit(room) {
            Ok(content) => {
                // Each stream costs something, so that many empty ones come to an end too.
                self.content = self.content.checked_sub(content.len() + 64).ok_or(Unreadable::TooMuch)?;
                Ok(Some(content))
            }
            Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => Err(Unreadable::TooMuch),
            Err(_) => Ok(None),
        }
    }

    /// Whether so much fits into one page.
    pub fn fits(&self, content: usize) -> Result<(), Unreadable> {
        if content <= self.stream { Ok(()) } else { Err(Unreadable::TooMuch) }
    }

    /// Draws so many things.
    pub fn draw(&mut self, count: usize) -> Result<(), Unreadable> {
        self.drawn = self.drawn.checked_sub(count).ok_or(Unreadable::TooMuch)?;
        Ok(())
    }
}
