//! Events of the Markdown parser to blocks. Its entry point is [`read`].

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, OffsetIter, Options, Parser, Tag, TagEnd};

use super::inline::Run;
use super::pipe::{Draft, DraftCell};
use super::prepare::part_name;
use super::{Misuse, Piece};
use crate::papers::document::{Block, Content, Inline, Shape};

/// Reads a prepared Markdown text.
pub(super) fn read(text: &str, fill: bool) -> Result<Vec<Piece>, Misuse> {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter();
    let mut reader = Reader { text, fill, events, pieces: Vec::new() };
    while let Some((event, range)) = reader.events.next() {
        reader.block(event, range, Shape::Indented)?;
    }
    Ok(reader.pieces)
}

struct Reader<'a> {
    text: &'a str,
    fill: bool,
    events: OffsetIter<'a>,
    pieces: Vec<Piece>,
}

impl<'a> Reader<'a> {
    fn block(&mut self, event: Event<'a>, range: Range<usize>, shape: Shape) -> Result<(), Misuse> {
        match event {
            Event::Start(Tag::Paragraph) => self.paragraph(range, shape),
            Event::Start(Tag::BlockQuote(_)) if shape == Shape::Indented => {
                while let Some((event, range)) = self.events.next() {
                    if matches!(event, Event::End(TagEnd::BlockQuote(_))) {
                        break;
                    }
                    self.block(event, range, Shape::Flush)?;
                }
                Ok(())
            }
            Event::Start(Tag::Heading { level, .. }) => self.heading(level, range),
            Event::Start(Tag::List(start)) => self.list(start.is_some(), range),
            Event::Start(Tag::Table(alignments)) => {
                let draft = Draft::new(&self.text[range.clone()], &alignments);
                self.table(draft, range)
            }
            Event::Start(Tag::CodeBlock(_)) => {
                Err(self.misuse(&range, "行首空了四格或更多，会被当作代码：请删去行首空格"))
            }
            Event::Rule => Err(self.misuse(&range, "单独一行的横线或星号没有意义：请删去")),
            _ => Err(self.misuse(&range, "这里的写法本程序不认识")),
        }
    }

    fn paragraph(&mut self, range: Range<usize>, shape: Shape) -> Result<(), Misuse> {
        let mut run = Run::default();
        let mut part = None;
        while let Some((event, inner)) = self.events.next() {
            match event {
                Event::End(TagEnd::Paragraph) => break,
                Event::Start(Tag::Image { .. }) => {
                    part = part_name(&self.text[inner.start..inner.end]).map(str::to_owned);
                    if part.is_none() || self.text[range.clone()].trim().len() != inner.len() {
                        return Err(self.misuse(&inner, "部件须独占一段：请在它前后各空一行"));
                    }
                }
                Event::End(TagEnd::Image) => {}
                event => self.inline(&mut run, event, &inner)?,
            }
        }
        if let Some(name) = part {
            let line = self.line(range.start);
            self.pieces.push(Piece::Part { name, line });
            return Ok(());
        }
        let text = self.finish(run, &range)?;
        let blank = self.fill && text.iter().any(|inline| inline.text().contains("__"));
        let shape = if blank { Shape::Fill } else { shape };
        self.push(Content::Paragraph { text, shape });
        Ok(())
    }

    fn heading(&mut self, level: HeadingLevel, range: Range<usize>) -> Result<(), Misuse> {
        let source = &self.text[range.clone()];
        if !source.starts_with('#') && source.trim_end().ends_with('-') {
            return Err(self.misuse(&range, "一段文字下面的横线会把它变成标题：请删去横线"));
        }
        let mut run = Run::default();
        while let Some((event, inner)) = self.events.next() {
            match event {
                Event::End(TagEnd::Heading(_)) => break,
                event => self.inline(&mut run, event, &inner)?,
            }
        }
        let text = self.finish(run, &range)?;
        let content = match level {
            HeadingLevel::H1 => Content::Title(text),
            HeadingLevel::H6 => return Err(self.misuse(&range, "标题最多五级：# 至 #####")),
            level => Content::Heading { level: level as u8 - 1, text },
        };
        self.push(content);
        Ok(())
    }

    fn list(&mut self, ordered: bool, range: Range<usize>) -> Result<(), Misuse> {
        let mut items = Vec::new();
        let mut labels = Vec::new();
        while let Some((event, inner)) = self.events.next() {
            match event {
                Event::End(TagEnd::List(_)) => break,
                Event::Start(Tag::Item) => {
                    labels.push(label(&self.text[inner.clone()]));
                    items.push(self.item(&inner)?);
                }
                _ => return Err(self.misuse(&inner, "这里的写法本程序不认识")),
            }
        }
        let counted = labels.iter().enumerate().all(|(i, label)| *label == format!("{}.", i + 1));
        if ordered && !counted {
            // The author's own numbers are text: they must not be counted anew.
            for (label, mut text) in labels.into_iter().zip(items) {
                text.insert(0, Inline::Text(format!("{label} ")));
                self.push(Content::Paragraph { text, shape: Shape::Indented });
            }
        } else if items.is_empty() {
            return Err(self.misuse(&range, "列表是空的"));
        } else {
            self.push(Content::List { ordered, items });
        }
        Ok(())
    }

    fn item(&mut self, range: &Range<usize>) -> Result<Vec<Inline>, Misuse> {
        let mut run = Run::default();
        while let Some((event, inner)) = self.events.next() {
            match event {
                Event::End(TagEnd::Item) => break,
                Event::Start(Tag::Paragraph) => {
                    if !run.is_empty() {
                        run.hard_break();
                    }
                }
                Event::End(TagEnd::Paragraph) => {}
                event => self.inline(&mut run, event, &inner)?,
            }
        }
        self.finish(run, range)
    }

    fn table(&mut self, mut draft: Draft, range: Range<usize>) -> Result<(), Misuse> {
        let mut cells: Vec<DraftCell> = Vec::new();
        while let Some((event, inner)) = self.events.next() {
            match event {
                Event::End(TagEnd::Table) => break,
                Event::Start(Tag::TableHead | Tag::TableRow) => {
                    let row = &self.text[inner.clone()];
                    draft.width(row).map_err(|message| self.misuse(&inner, &message))?;
                }
                Event::End(TagEnd::TableHead) => draft.head(std::mem::take(&mut cells)),
                Event::End(TagEnd::TableRow) => draft.row(std::mem::take(&mut cells)),
                Event::Start(Tag::TableCell) => {
                    let mut run = Run::default();
                    while let Some((event, within)) = self.events.next() {
                        match event {
                            Event::End(TagEnd::TableCell) => break,
                            event => self.inline(&mut run, event, &within)?,
                        }
                    }
                    let text = self.finish(run, &inner)?;
                    cells.push(DraftCell::new(text, &self.text[inner]));
                }
                _ => return Err(self.misuse(&inner, "这里的写法本程序不认识")),
            }
        }
        let table = draft.finish(self.fill).map_err(|message| self.misuse(&range, &message))?;
        self.push(Content::Table(table));
        Ok(())
    }

    fn inline(&self, run: &mut Run, event: Event<'a>, range: &Range<usize>) -> Result<(), Misuse> {
        match event {
            Event::Text(text) => run.text(&text),
            Event::SoftBreak => run.soft_break(),
            Event::HardBreak => run.hard_break(),
            Event::Start(Tag::List(_)) => return Err(self.misuse(range, "列表里不能再套列表")),
            _ => return Err(self.misuse(range, "这里的写法本程序不认识")),
        }
        Ok(())
    }

    fn finish(&self, run: Run, range: &Range<usize>) -> Result<Vec<Inline>, Misuse> {
        run.finish()
            .ok_or_else(|| self.misuse(range, "星号没有配对：*楷体*、**黑体**须在同一段内首尾成对，星号本身写作 \\*"))
    }

    fn push(&mut self, content: Content) {
        self.pieces.push(Piece::Block(Block::from(content)));
    }

    fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }

    fn misuse(&self, range: &Range<usize>, message: &str) -> Misuse {
        let start = self.text[..range.start].rfind('\n').map_or(0, |i| i + 1);
        let excerpt = self.text[start..].lines().next().unwrap_or_default();
        let excerpt = excerpt.replace(super::STRONG, "**").replace(super::EMPHASIS, "*").replace('\\', "");
        Misuse { line: self.line(range.start), excerpt, message: message.to_owned() }
    }
}

/// `3.` or `3)` at the start of a list item.
fn label(item: &str) -> &str {
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    item.get(..digits + 1).unwrap_or_default()
}
