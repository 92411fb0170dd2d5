//! A page as lines of words: blocks end lines, headings and bold lines are seen, lists are counted.

use super::scan::{Piece, Scanner, attribute};
use crate::instrument::lines::{Line, Role, Shape};
use crate::span::{OffsetMap, Span};

/// The words of a page, in lines.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) text: String,
    pub(super) offsets: OffsetMap,
    pub(super) lines: Vec<Line>,
    /// For each line: all its words are links.
    pub(super) linked: Vec<bool>,
    /// What stands in `<title>`.
    pub(super) title: String,
}

/// Elements that begin and end lines.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "blockquote",
    "center",
    "table",
    "tbody",
    "thead",
    "tr",
    "ul",
    "ol",
    "dir",
    "menu",
    "dl",
    "dt",
    "dd",
    "li",
    "pre",
    "body",
    "html",
    "head",
    "title",
    "form",
    "fieldset",
    "address",
    "figure",
    "figcaption",
    "caption",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "details",
    "summary",
    "option",
];
/// Elements after which a line begins without a gap.
const CELLS: &[&str] = &["td", "th", "br"];

/// Reads a page; `way` leads from `source` to the bytes of the file.
pub(super) fn read(source: &str, way: &OffsetMap) -> Page {
    let mut reader = Reader::new(way);
    for piece in Scanner::new(source) {
        match piece {
            Piece::Open(name, attributes) => reader.open(&name, attributes),
            Piece::Close(name) => reader.close(&name),
            Piece::Words(words, at) => reader.words(words, at),
            Piece::Escape(words, at, length) => reader.push(&words, Span::new(at, at + length)),
        }
    }
    reader.end_line(true);
    reader.page
}

struct Reader<'a> {
    way: &'a OffsetMap,
    page: Page,
    line: Open,
    gap: bool,
    bold: usize,
    link: usize,
    heading: Option<u8>,
    centred: bool,
    title: bool,
    preformatted: usize,
    lists: Vec<List>,
    item: Option<Shape>,
}

/// The line that is being read.
#[derive(Default)]
struct Open {
    start: usize,
    signs: usize,
    bold: usize,
    linked: usize,
    first_bold: bool,
}

/// A list that is open.
struct List {
    style: Option<char>,
    next: usize,
}

impl<'a> Reader<'a> {
    fn new(way: &'a OffsetMap) -> Self {
        let (page, line, lists) = (Page::default(), Open::default(), Vec::new());
        Self {
            way,
            page,
            line,
            gap: true,
            bold: 0,
            link: 0,
            heading: None,
            centred: false,
            title: false,
            preformatted: 0,
            lists,
            item: None,
        }
    }

    fn open(&mut self, name: &str, attributes: &str) {
        self.boundary(name);
        match name {
            "b" | "strong" | "th" => self.bold += 1,
            "a" if attribute(attributes, "href").is_some_and(|href| !href.is_empty()) => self.link += 1,
            "title" => self.title = true,
            "pre" => self.preformatted += 1,
            "ul" | "dir" | "menu" => self.lists.push(List { style: None, next: 0 }),
            "ol" => self.lists.push(list(attributes)),
            "li" => self.item(attributes),
            "p" | "div" => self.centred = is_centred(attributes),
            "hr" => self.page.lines.push(crate::instrument::plain::rule(self.page.text.len())),
            _ => {}
        }
        if name == "hr" {
            self.page.linked.push(false);
        }
        if let Some(depth) = heading_depth(name) {
            self.heading = Some(depth);
        }
    }

    fn close(&mut self, name: &str) {
        self.boundary(name);
        match name {
            "b" | "strong" | "th" => self.bold = self.bold.saturating_sub(1),
            "a" => self.link = 0,
            "title" => self.title = false,
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            "ul" | "ol" | "dir" | "menu" => drop(self.lists.pop()),
            "li" => self.item = None,
            "p" | "div" => self.centred = false,
            _ => {}
        }
        if heading_depth(name).is_some() {
            self.heading = None;
        }
    }

    fn boundary(&mut self, name: &str) {
        if BLOCKS.contains(&name) {
            self.end_line(true);
        } else if CELLS.contains(&name) {
            let again = name == "br" && self.line.signs == 0;
            self.end_line(again);
        }
    }

    /// Begins a list item. A bullet is set before its words, as the browser does; no byte of the file stands for it.
    fn item(&mut self, attributes: &str) {
        self.item = self.next_item(attributes);
        if self.item == Some(Shape::Bullet) {
            self.page.text.push_str("• ");
            self.line.start = self.page.text.len();
        }
    }

    fn next_item(&mut self, attributes: &str) -> Option<Shape> {
        let Some(list) = self.lists.last_mut() else { return Some(Shape::Bullet) };
        let Some(style) = list.style else { return Some(Shape::Bullet) };
        if let Some(value) = attribute(attributes, "value").and_then(|v| v.trim().parse().ok()) {
            list.next = value;
        }
        let label = numeral(style, list.next);
        list.next += 1;
        Some(Shape::Numbered(label))
    }

    fn words(&mut self, words: &str, at: usize) {
        if self.preformatted == 0 {
            return self.push_plain(words, at);
        }
        let mut start = at;
        for line in words.split_inclusive('\n') {
            self.push_plain(line, start);
            start += line.len();
            if line.ends_with('\n') {
                let blank = line.trim().is_empty();
                self.end_line(blank && self.line.signs == 0);
            }
        }
    }

    /// Words that stand in the file as they are: runs of ASCII and single characters keep their bytes apart.
    fn push_plain(&mut self, words: &str, at: usize) {
        let mut start = 0;
        while start < words.len() {
            let plain = words.as_bytes()[start..].iter().take_while(|byte| byte.is_ascii()).count();
            let width = if plain > 0 { plain } else { words[start..].chars().next().map_or(1, char::len_utf8) };
            self.push(&words[start..start + width], Span::new(at + start, at + start + width));
            start += width;
        }
    }

    fn push(&mut self, words: &str, source: Span) {
        if self.title {
            self.page.title.push_str(words);
            return;
        }
        let start = self.page.text.len();
        self.page.text.push_str(words);
        self.page.offsets.push(Span::new(start, self.page.text.len()), self.way.file_span(source));
        let signs = words.chars().filter(|c| !c.is_whitespace()).count();
        if self.line.signs == 0 && signs > 0 {
            self.line.first_bold = self.bold > 0;
        }
        self.line.signs += signs;
        self.line.bold += if self.bold > 0 { signs } else { 0 };
        self.line.linked += if self.link > 0 { signs } else { 0 };
    }

    fn end_line(&mut self, gap: bool) {
        let line = std::mem::take(&mut self.line);
        let span = Span::new(line.start, self.page.text.len()).trim(&self.page.text);
        self.page.text.push('\n');
        self.line.start = self.page.text.len();
        if line.signs == 0 {
            self.gap |= gap;
            return;
        }
        let indent = 4 * self.lists.len();
        let bold = line.first_bold && line.bold < line.signs || line.bold == line.signs;
        let shape = self.shape(&line, span);
        self.page.linked.push(line.linked * 10 >= line.signs * 9);
        self.page.lines.push(Line { span, shape, gap: self.gap, indent, bold, marker: 0, role: Role::Words });
        self.gap = gap;
    }

    fn shape(&mut self, line: &Open, span: Span) -> Shape {
        if let Some(depth) = self.heading {
            return Shape::Heading(depth);
        }
        if let Some(item) = self.item.take() {
            return item;
        }
        let words = span.of(&self.page.text);
        let short = words.split_whitespace().count() <= 40;
        if short && (line.bold == line.signs || self.centred) { Shape::Strong } else { Shape::Plain }
    }
}

fn heading_depth(name: &str) -> Option<u8> {
    let depth = name.strip_prefix('h')?;
    depth.parse().ok().filter(|depth| (1..=6).contains(depth))
}

fn is_centred(attributes: &str) -> bool {
    let aligned = attribute(attributes, "align").is_some_and(|value| value.eq_ignore_ascii_case("center"));
    let styled = attribute(attributes, "style").is_some_and(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        style.contains("text-align:center")
    });
    aligned || styled
}

fn list(attributes: &str) -> List {
    let style = attribute(attributes, "type").and_then(|value| value.chars().next()).unwrap_or('1');
    let start = attribute(attributes, "start").and_then(|value| value.trim().parse().ok()).unwrap_or(1);
    List { style: Some(style), next: start }
}

/// The label of the item `number` in a list of this style.
fn numeral(style: char, number: usize) -> String {
    match style {
        'a' | 'A' => letters(style, number),
        'i' => roman(number).to_lowercase(),
        'I' => roman(number),
        _ => number.to_string(),
    }
}

fn letters(style: char, mut number: usize) -> String {
    let mut label = Vec::new();
    while number > 0 && label.len() < 4 {
        number -= 1;
        label.push((style as u8 + (number % 26) as u8) as char);
        number /= 26;
    }
    label.iter().rev().collect()
}

fn roman(mut number: usize) -> String {
    const SIGNS: [(usize, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut label = String::new();
    for (value, sign) in SIGNS {
        while number >= value && label.len() < 16 {
            label.push_str(sign);
            number -= value;
        }
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_labels_are_counted() {
        assert_eq!([numeral('a', 2), numeral('A', 27), numeral('i', 4), numeral('1', 12)], ["b", "AA", "iv", "12"]);
    }

    #[test]
    fn blocks_are_lines() {
        let page = "<h2>Part&nbsp;I</h2><p><b>Article 1.</b> Law<br>goes on</p><ol type=a><li>one<li>two</ol>";
        let page = read(page, &OffsetMap::identity(page.len(), 0));
        let shown: Vec<(&str, &Shape)> = page.lines.iter().map(|line| (line.words(&page.text), &line.shape)).collect();
        assert_eq!(shown[0], ("Part\u{a0}I", &Shape::Heading(2)));
        assert_eq!(shown[1], ("Article 1. Law", &Shape::Plain));
        assert_eq!(shown[2], ("goes on", &Shape::Plain));
        assert_eq!(shown[4], ("two", &Shape::Numbered("b".to_owned())));
        assert!(page.lines[1].bold && !page.lines[2].gap);
    }
}
