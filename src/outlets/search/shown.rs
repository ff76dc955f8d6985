//! What a page shows, text by text. Its entry point is [`of_html`]: what is found is read off the page itself, so that nothing that stands
//! there is forgotten and nothing else is found.

use std::collections::HashSet;

/// Elements that break no line.
const INLINE: [&str; 16] = ["a", "abbr", "b", "code", "del", "em", "i", "ins", "mark", "s", "small", "span", "strong", "sub", "sup", "u"];

/// Elements without content.
const VOID: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "col", "wbr"];

/// Elements that show no text of the page's own: ways to other pages, pictures, scripts.
const ASIDE: [&str; 7] = ["nav", "script", "style", "svg", "form", "noscript", "template"];

/// Label and text of each piece that a page of the program's own shows, in order, each once: of a list of terms the term labels what stands
/// beside it, of a cell its `data-label`. What is `hidden` or marked `data-unsearched` is left out.
pub fn of_html(html: &str) -> Vec<(String, String)> {
    let mut page = Page::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        page.text(&rest[..at]);
        rest = &rest[at..];
        let end = if rest.starts_with("<!--") { rest.find("-->").map(|at| at + 2) } else { rest.find('>') };
        let Some(end) = end else { return page.pieces };
        page.tag(&rest[1..end]);
        rest = &rest[end + 1..];
    }
    page.text(rest);
    page.ends();
    page.pieces
}

#[derive(Default)]
struct Page {
    pieces: Vec<(String, String)>,
    known: HashSet<(String, String)>,
    line: String,
    label: String,
    /// The element that is left out, and how deep within others of its name.
    without: Option<(String, usize)>,
}

impl Page {
    fn text(&mut self, text: &str) {
        if self.without.is_none() {
            unescape(text, &mut self.line);
        }
    }

    fn tag(&mut self, tag: &str) {
        let (closes, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let (name, attributes) = tag.split_at(tag.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(tag.len()));
        let is_hidden = || attributes.ends_with(" hidden") || attributes.contains(" hidden ");
        if let Some((left_out, depth)) = &mut self.without {
            if left_out == name {
                *depth = if closes { *depth - 1 } else { *depth + 1 };
                if *depth == 0 {
                    self.without = None;
                }
            }
            return;
        }
        if name.starts_with('!') || INLINE.contains(&name) && !is_hidden() {
            return;
        }
        if closes && name == "dt" {
            self.label = std::mem::take(&mut self.line).split_whitespace().collect::<Vec<_>>().join(" ");
            return;
        }
        self.ends();
        if closes {
            if matches!(name, "dd" | "td") {
                self.label.clear();
            }
        } else if !VOID.contains(&name) && (ASIDE.contains(&name) || is_hidden() || attributes.contains(" data-unsearched")) {
            self.without = Some((name.to_owned(), 1));
        } else if let Some(label) = attributes.split(" data-label=\"").nth(1).and_then(|rest| rest.split('"').next()) {
            self.label.clear();
            unescape(label, &mut self.label);
        }
    }

    /// A line ends.
    fn ends(&mut self) {
        let text = std::mem::take(&mut self.line).split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return;
        }
        let piece = (self.label.clone(), text);
        if self.known.insert(piece.clone()) {
            self.pieces.push(piece);
        }
    }
}

/// The characters that templates write in other words.
const ENTITIES: [(&str, char); 7] = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#x27;", '\''), ("&#39;", '\''), ("&#x2F;", '/')];

fn unescape(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        into.push_str(&rest[..at]);
        rest = &rest[at..];
        let (length, c) = ENTITIES.iter().find(|(entity, _)| rest.starts_with(entity)).map_or((1, '&'), |(entity, c)| (entity.len(), *c));
        into.push(c);
        rest = &rest[length..];
    }
    into.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_with_their_labels_and_what_is_left_out_is() {
        let html = "<h1>甲<span>乙</span></h1><!-- <p>丙</p> --><nav><ul><li>丁</li></ul></nav><p hidden>戊<b>己</b></p>\
            <div data-unsearched><div>庚</div>辛</div><dl><dt>户 主</dt><dd>张三 &amp; 李四&lt;</dd></dl>\
            <table><tr><td data-label=\"文&#x2F;书\">采集表</td><td>2017-09-04</td></tr><tr><td>2017-09-04</td></tr></table>壬<br>癸";
        let piece = |label: &str, text: &str| (label.to_owned(), text.to_owned());
        assert_eq!(of_html(html), [piece("", "甲乙"), piece("户 主", "张三 & 李四<"), piece("文/书", "采集表"), piece("", "2017-09-04"), piece("", "壬"), piece("", "癸")]);
    }
}
