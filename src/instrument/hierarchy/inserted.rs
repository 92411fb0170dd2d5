//! New law in quotation marks: the sections, subsections and definitions that an amending act puts into another act.

use super::labels;
use super::lead::{self, Earlier, Lead};
use super::scan::{Scanner, TokenKind};
use crate::span::Span;

/// An open quotation of new law.
pub(super) struct Quote {
    mark: char,
    depth: usize,
}

impl Scanner<'_> {
    /// Reads what a quotation mark or a mark of emphasis begins or ends. Returns where the rest begins.
    pub(super) fn quotation(&mut self, index: usize, at: usize, span: Span, first: usize) -> Option<usize> {
        let mark = self.text[at..].chars().next()?;
        if mark == '§' {
            return self.inline(index, at, span, first);
        }
        if self.closes(mark, at, span.end) {
            let end = at + mark.len_utf8();
            self.quote = None;
            return self.push(index, Span::new(at, end), TokenKind::Close);
        }
        if let Some(after) = self.opens(index, mark, at, span, first) {
            return Some(after);
        }
        if matches!(mark, '“' | '"' | '‘' | '\'' | '«' | '„') || (labels::is_markup(mark) && self.at_edge(at, first))
        {
            return self.definition(index, at, span, first).or(Some(at + mark.len_utf8()));
        }
        Some(at + mark.len_utf8())
    }

    fn at_edge(&self, at: usize, first: usize) -> bool {
        at == first || self.text[..at].ends_with(char::is_whitespace)
    }

    /// Counts quotation marks inside an open quotation; true where this one ends it.
    fn closes(&mut self, mark: char, at: usize, end: usize) -> bool {
        let text = self.text;
        let Some(quote) = &mut self.quote else { return false };
        let behind = text[at + mark.len_utf8()..end].chars().next();
        let opens = match (quote.mark, mark) {
            ('“', '“') => true,
            ('“', '”') | ('"', '"') if quote.mark == '“' => false,
            ('"', '"') => {
                text[..at].ends_with(|c: char| c.is_whitespace() || c == '(')
                    && behind.is_some_and(char::is_alphanumeric)
            }
            _ => return false,
        };
        quote.depth = if opens { quote.depth + 1 } else { quote.depth - 1 };
        quote.depth == 0
    }

    /// A quotation opens that holds law: a label, a section number or a quoted term follows at once.
    fn opens(&mut self, index: usize, mark: char, at: usize, span: Span, first: usize) -> Option<usize> {
        if self.quote.is_some() || !matches!(mark, '“' | '"') {
            return None;
        }
        let lead = lead::lead(self.text, first.min(at), at, self.earlier);
        if !matches!(lead, Lead::Line | Lead::Opening | Lead::Label) {
            return None;
        }
        let inside = at + mark.len_utf8();
        let words = &self.text[inside..span.end];
        let from = inside + words.len() - words.trim_start_matches(|c: char| c == ' ' || labels::is_markup(c)).len();
        let section = labels::section(self.text, from, span.end, false);
        let quoted = self.text[from..span.end].starts_with(['‘', '\'', '“']);
        if section.is_none() && !quoted && labels::bracketed(self.text, from, span.end).is_none() {
            return None;
        }
        self.quote = Some(Quote { mark, depth: 1 });
        let (label, after) = section.map_or((None, from), |(label, after)| (Some(label), after));
        self.earlier = Some(Earlier { end: after, reference: false });
        self.push(index, Span::new(at, after), TokenKind::Open { section: label })
    }
}

/// True for words that announce new sections, subsections or definitions of another law.
pub(super) fn announces(words: &str) -> bool {
    let lower = words.to_lowercase();
    let changes = ["insert", "substitut", "add", "replac"].iter().any(|stem| lower.contains(stem));
    changes && (lower.contains("following") || lower.contains("new section"))
}
