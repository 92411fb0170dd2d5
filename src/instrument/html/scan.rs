//! HTML taken apart into tags and words that know their bytes.
//!
//! A tree builder would repair the markup but forgets where the words stood; a quotation must lead back to the bytes
//! of the file. So this is a tolerant scanner in one pass: it never fails, and an unclosed tag costs nothing but itself.

use std::collections::{BTreeMap, BTreeSet};

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// An opening tag: its name in lower case, and what stands after the name.
    Open(String, &'a str),
    /// A closing tag.
    Close(String),
    /// Words as they stand, and where they begin.
    Words(&'a str, usize),
    /// An escape: the characters it stands for, its first byte and its length.
    Escape(String, usize, usize),
}

/// The longest tag; a `<` without a `>` this far is a sign of comparison.
const TAG: usize = 1 << 16;

/// Elements whose content is not words.
const RAW: &[&str] = &["script", "style", "template", "svg", "textarea", "iframe", "object"];
/// Elements that are never the law: menus, controls, the furniture of a site.
const ASIDE: &[&str] =
    &["nav", "header", "footer", "aside", "select", "button", "noscript", "dialog", "datalist", "label"];

/// Takes a page apart, in order.
pub(super) struct Scanner<'a> {
    source: &'a str,
    at: usize,
    /// Where the next `>` stands, looked up once.
    next_end: Option<usize>,
    /// Names of elements that are not closed from here on.
    unclosed: BTreeSet<String>,
    escapes: BTreeMap<String, String>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, at: 0, next_end: Some(0), unclosed: BTreeSet::new(), escapes: BTreeMap::new() }
    }

    fn tag(&mut self) -> Option<Piece<'a>> {
        let rest = &self.source[self.at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            let end = comment.find("-->").map_or(rest.len(), |i| 4 + i + 3);
            self.at += end;
            return self.next();
        }
        let closing = rest.starts_with("</");
        let name_at = if closing { 2 } else { 1 };
        let declared = rest[1..].starts_with(['!', '?']);
        if !declared && !rest[name_at..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            return self.words(1);
        }
        let Some(end) = self.end_of_tag() else { return self.words(1) };
        let name_end = rest[name_at..end].find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != ':');
        let name_end = name_end.map_or(end, |i| name_at + i);
        let name = rest[name_at..name_end].to_ascii_lowercase();
        self.at += end + 1;
        if declared {
            return self.next();
        }
        if closing {
            return Some(Piece::Close(name));
        }
        let attributes = &rest[name_end..end];
        if !attributes.ends_with('/') && (RAW.contains(&name.as_str()) || ASIDE.contains(&name.as_str())) {
            self.skip_element(&name);
            return Some(Piece::Close(name));
        }
        Some(Piece::Open(name, attributes))
    }

    /// The byte of the `>` that ends the tag here, counted from its `<`.
    fn end_of_tag(&mut self) -> Option<usize> {
        if self.next_end.is_some_and(|end| end <= self.at) {
            self.next_end = self.source[self.at..].find('>').map(|i| self.at + i);
        }
        let next = self.next_end? - self.at;
        let rest = &self.source[self.at..];
        if next <= TAG {
            return tag_end(rest).or(Some(next));
        }
        // Pictures may be written into their tag.
        (!rest[1..next].contains('<')).then_some(next)
    }

    /// Goes past the end of an element, where it has one.
    fn skip_element(&mut self, name: &str) {
        if self.unclosed.contains(name) {
            return;
        }
        let raw = RAW.contains(&name);
        let (mut depth, mut at) = (1, self.at);
        while let Some(found) = self.source[at..].find('<').map(|i| at + i) {
            let rest = &self.source[found + 1..];
            let closes = rest.strip_prefix('/').is_some_and(|rest| is_named(rest, name));
            if closes {
                depth -= 1;
            } else if !raw && is_named(rest, name) {
                depth += 1;
            }
            at = found + 1;
            if depth == 0 {
                self.at = self.source[found..].find('>').map_or(self.source.len(), |i| found + i + 1);
                return;
            }
        }
        self.unclosed.insert(name.to_owned());
    }

    /// Words up to the next tag or escape; at least `least` bytes.
    fn words(&mut self, least: usize) -> Option<Piece<'a>> {
        let start = self.at;
        let end = self.source[start + least..].find(['<', '&']).map_or(self.source.len(), |i| start + least + i);
        self.at = end;
        Some(Piece::Words(&self.source[start..end], start))
    }

    fn escape(&mut self) -> Option<Piece<'a>> {
        let start = self.at;
        let rest = &self.source[start..];
        let name =
            rest[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '#').map_or(rest.len(), |i| i + 1).min(33);
        let end = if rest[name..].starts_with(';') { name + 1 } else { name };
        if name < 3 {
            return self.words(1);
        }
        let decoded = self.decoded(&rest[..end])?;
        if decoded.starts_with('&') && decoded.len() == end {
            return self.words(1);
        }
        self.at = start + end;
        Some(Piece::Escape(decoded, start, end))
    }

    /// What an escape stands for; HTML knows two thousand of them.
    fn decoded(&mut self, escape: &str) -> Option<String> {
        if let Some(known) = self.escapes.get(escape) {
            return Some(known.clone());
        }
        let fragment = scraper::Html::parse_fragment(escape);
        let decoded: String = fragment.root_element().text().collect();
        let decoded = if decoded.is_empty() { "\u{FFFD}".to_owned() } else { decoded };
        self.escapes.insert(escape.to_owned(), decoded.clone());
        Some(decoded)
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        match self.source.as_bytes().get(self.at)? {
            b'<' => self.tag(),
            b'&' => self.escape(),
            _ => self.words(0),
        }
    }
}

/// The byte of the `>` that ends the tag, quotation marks respected.
fn tag_end(tag: &str) -> Option<usize> {
    let bytes = &tag.as_bytes()[..tag.len().min(TAG)];
    let mut quote = None;
    for (at, &byte) in bytes.iter().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') if bytes[at - 1] == b'=' || bytes[at - 1] == b' ' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    bytes.iter().position(|&byte| byte == b'>')
}

fn is_named(rest: &str, name: &str) -> bool {
    let bytes = rest.as_bytes();
    let after = bytes.get(name.len()).copied().unwrap_or(b'>');
    bytes.len() >= name.len()
        && bytes[..name.len()].eq_ignore_ascii_case(name.as_bytes())
        && !after.is_ascii_alphanumeric()
        && after != b'-'
}

/// The value of an attribute.
pub(super) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    while let Some(at) = find_ignoring_case(rest, name) {
        let before = rest[..at].chars().next_back();
        let after = rest[at + name.len()..].trim_start();
        rest = &rest[at + name.len()..];
        let Some(value) = after.strip_prefix('=').filter(|_| before.is_none_or(|c| c.is_whitespace() || c == '"'))
        else {
            continue;
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let value = quote.map_or(value, |_| &value[1..]);
        let end = value.find(|c: char| quote.map_or(c.is_whitespace(), |q| c == q)).unwrap_or(value.len());
        return Some(&value[..end]);
    }
    None
}

fn find_ignoring_case(text: &str, name: &str) -> Option<usize> {
    text.as_bytes().windows(name.len()).position(|window| window.eq_ignore_ascii_case(name.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> String {
        Scanner::new(source)
            .map(|piece| match piece {
                Piece::Words(words, _) => words.to_owned(),
                Piece::Escape(words, _, _) => words,
                Piece::Open(name, _) => format!("<{name}>"),
                Piece::Close(name) => format!("</{name}>"),
            })
            .collect()
    }

    #[test]
    fn tags_words_and_escapes() {
        assert_eq!(words("<P class='a>b'>A &amp; B &sect;&nbsp;3 &#146;x</p>"), "<p>A & B §\u{a0}3 ’x</p>");
    }

    #[test]
    fn what_is_no_tag_is_words() {
        assert_eq!(words("a < b & c <3 &unknown; x"), "a < b & c <3 &unknown; x");
    }

    #[test]
    fn scripts_and_menus_are_passed_over() {
        let page = "<script>if (a<b) {}</script><nav>Home<nav>x</nav></nav>Law<!-- no -->s";
        assert_eq!(words(page), "</script></nav>Laws");
        assert_eq!(words("<nav>never closed, yet the law"), "</nav>never closed, yet the law");
    }

    #[test]
    fn attributes_are_found() {
        assert_eq!(attribute(" type=\"a\" start=3", "type"), Some("a"));
        assert_eq!(attribute(" data-type='x' type=i", "type"), Some("i"));
        assert_eq!(attribute(" type=\"a\" start=3", "start"), Some("3"));
    }
}
