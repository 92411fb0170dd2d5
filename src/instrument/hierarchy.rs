//! Recovers the enumerations of a section from its words.
//!
//! Statutes reach us flattened: "(1) A person who— (a) …; (i) …; or (b) …, commits an offence. (2) …" in one line, or
//! line by line without indentation. What is nested in what follows from the *run* of the enumerators: each one either
//! continues an enumeration that is open, or begins a new one inside the innermost provision, or is no provision at all
//! but a reference ("under paragraph (a)") or a figure ("twelve (12) months"). Nothing here depends on what the words
//! are about.

mod clause;
mod closing;
mod definition;
pub(crate) mod enumerator;
mod inserted;
mod labels;
mod lead;
mod line;
mod list;
mod notes;
mod place;
mod repeat;
mod scan;
mod words;

pub(crate) use notes::{named, trailing_heading};
pub(crate) use repeat::after_repeated_heading;
pub(crate) use scan::Paragraph;

use super::block::{Mark, Unit};
use super::tree::outline::{DEEPEST, Kind, Node, Outline, Piece};
use crate::span::Span;
use enumerator::{Ordinal, Style};
use lead::Lead;
use scan::{Token, TokenKind};

/// Builds the provisions inside `root` from the paragraphs that belong to it.
pub(crate) fn nest(text: &str, outline: &mut Outline, root: usize, paragraphs: &[Paragraph], defining: bool) {
    let tokens = scan::scan(text, paragraphs, defining);
    let mut nest = Nest {
        text,
        outline,
        tokens,
        open: vec![root],
        barriers: Vec::new(),
        aside: None,
        placed: None,
        cursor: 0,
        last: None,
    };
    nest.run(paragraphs);
    closing::settle(text, outline, root);
}

/// The state of the walk through one section.
struct Nest<'a> {
    text: &'a str,
    outline: &'a mut Outline,
    tokens: Vec<Token>,
    /// The provisions that are open, outermost first.
    open: Vec<usize>,
    /// How many provisions were open where each open quotation of new law began.
    barriers: Vec<usize>,
    /// The open run of illustrations.
    aside: Option<usize>,
    /// The depth at which the format says that the words at hand begin an entry.
    placed: Option<usize>,
    /// Where the words not yet given to a provision begin.
    cursor: usize,
    /// The last words given to a provision.
    last: Option<Span>,
}

impl Nest<'_> {
    fn run(&mut self, paragraphs: &[Paragraph]) {
        let mut next = 0;
        for (index, paragraph) in paragraphs.iter().enumerate() {
            let Some(mark) = &paragraph.mark else {
                self.note(paragraph.span);
                continue;
            };
            self.cursor = paragraph.span.start;
            let after = paragraphs.get(index + 1).and_then(|p| p.mark.as_ref());
            let beside = matches!(mark, Mark::Closing { .. }) && self.introduces(next, index);
            let mut unplaced = beside || self.begin(mark, paragraph.span, after);
            while self.tokens.get(next).is_some_and(|token| token.paragraph == index) {
                if self.takes(next) {
                    self.flush(self.tokens[next].span.start, unplaced, next);
                    unplaced = false;
                    self.take(next);
                }
                next += 1;
            }
            self.flush(paragraph.span.end, unplaced, next);
            self.placed = None;
        }
    }

    /// True where the open provision has just said "In this section:" and the paragraph begins with a definition: the
    /// format sets both at the same depth, but the one introduces the other.
    fn introduces(&self, next: usize, index: usize) -> bool {
        let defines = self
            .tokens
            .get(next)
            .is_some_and(|t| t.paragraph == index && matches!(&t.kind, TokenKind::Definition { lead: Lead::Line, .. }));
        let words = self.cursor_words(self.text.len()).unwrap_or_default();
        defines && self.open.len() > 1 && ends_open(words) && definition::introduces(words)
    }

    /// Follows what the format says of the paragraph; true where its place is still to be found.
    fn begin(&mut self, mark: &Mark, span: Span, after: Option<&Mark>) -> bool {
        match mark {
            Mark::Label { label, depth } if label == "\"" => {
                self.aside = None;
                self.close_entries(*depth);
                self.placed = Some(*depth);
                false
            }
            Mark::Label { label, depth } if label.is_empty() || label.chars().any(char::is_alphanumeric) => {
                self.aside = None;
                self.list_entry(label, *depth, span, after);
                false
            }
            Mark::Closing { depth } => {
                // The list that is closed, where the format has told its depth; otherwise the innermost at most.
                let told = |id: &usize| self.node(*id).list_depth.is_some_and(|d| d >= *depth);
                let list = self.open.iter().position(told);
                let innermost = depth.saturating_add(1).min(self.open.len().saturating_sub(1)).max(1);
                self.close_to(list.unwrap_or(innermost));
                self.aside = None;
                false
            }
            Mark::Label { .. } | Mark::InText => true,
        }
    }

    /// Closes the entries of lists that the format has told to stand at `depth` or deeper.
    fn close_entries(&mut self, depth: usize) {
        let told = |id: &usize| self.node(*id).list_depth.is_some_and(|d| d >= depth);
        let first = self.open.iter().position(told);
        self.close_to(first.unwrap_or(self.open.len()));
    }

    /// Leaves `keep` provisions open, and forgets the quotations that began inside the others.
    fn close_to(&mut self, keep: usize) {
        self.open.truncate(keep);
        let open = self.open.len();
        self.barriers.retain(|len| *len <= open);
    }

    /// True for an item below the rank of a subsection.
    ///
    /// Where a section begins with "(a)" and has no words before it, its letters are what others call subsections.
    fn is_fine(&self, depth: usize) -> bool {
        let node = self.node(self.open[depth]);
        let Some((form, style)) = node.style() else { return false };
        let above = node.parent.map(|id| self.node(id));
        let leads = above.is_some_and(|p| matches!(p.kind, Kind::Section(_)) && p.chapeau().next().is_none());
        enumerator::natural_level(form, style) > super::Level::Subsection && !leads
    }

    fn top(&self) -> usize {
        *self.open.last().expect("the root stays open")
    }

    fn node(&self, id: usize) -> &Node {
        &self.outline.nodes[id]
    }

    /// The outermost open provision that the words at hand may close: the root, or the one that quotes new law.
    fn base(&self) -> usize {
        self.barriers.last().map_or(0, |len| len - 1)
    }

    /// Gives the words up to `end` to the innermost provision.
    fn flush(&mut self, end: usize, unplaced: bool, next: usize) {
        if end <= self.cursor {
            return;
        }
        let said = Span::new(self.cursor, end).of(self.text);
        let stop =
            said.len() - said.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '.')).len();
        let words = Span::new(self.cursor + stop, end).trim(self.text);
        self.cursor = end;
        if !words.of(self.text).contains(char::is_alphanumeric) {
            return;
        }
        if let Some(aside) = self.aside {
            self.outline.say(aside, words);
            return;
        }
        if unplaced {
            self.place_line(words, next);
        }
        let top = self.top();
        self.outline.say(top, words);
        self.last = Some(words);
    }

    fn add(&mut self, parent: usize, node: Node) -> usize {
        self.outline.add(Some(parent), node)
    }

    /// Opens a provision inside the open one at `depth`.
    fn open_in(&mut self, depth: usize, node: Node) {
        self.close_to(depth.min(DEEPEST) + 1);
        let id = self.add(self.top(), node);
        self.open.push(id);
    }

    fn note(&mut self, span: Span) {
        let words = span.trim(self.text);
        if let Some(aside) = self.aside {
            self.outline.say(aside, words);
            return;
        }
        let id = self.add(self.top(), Node::new(Kind::Note, "", Span::new(words.start, words.start)));
        self.outline.say(id, words);
    }

    /// True where the token is what it looks like at this place.
    fn takes(&self, index: usize) -> bool {
        let token = &self.tokens[index];
        if token.span.start < self.cursor {
            return false;
        }
        match (&token.kind, self.aside) {
            (TokenKind::Label { .. }, Some(_)) => self.resumes(index),
            (TokenKind::Label { .. }, None) => self.place(index).is_some(),
            (TokenKind::Bullet, None) => self.bullet_opens(),
            (TokenKind::Named(_) | TokenKind::Section(_) | TokenKind::Aside { .. }, _) => true,
            (_, aside) => aside.is_none(),
        }
    }

    /// Illustrations have their own enumerations; only the next subsection ends them.
    fn resumes(&self, index: usize) -> bool {
        let TokenKind::Label { label, lead, .. } = &self.tokens[index].kind else { return false };
        let number = label.readings.iter().any(|r| r.style == Style::Number);
        number && lead.is_strong() && self.place(index).is_some_and(|place| !place.fresh)
    }

    fn take(&mut self, index: usize) {
        let token = self.tokens[index].clone();
        let placed = self.placed.take();
        self.cursor = token.span.end;
        match token.kind {
            TokenKind::Label { label, .. } => self.take_label(index, label),
            TokenKind::Definition { term, lead } => self.define(term, lead, token.span, placed),
            TokenKind::Note => self.note(token.span),
            TokenKind::Bullet => self.take_bullet(token.span),
            TokenKind::Named(label) => self.take_named(label, token.span),
            TokenKind::Aside { until } => self.take_aside(until, token.span),
            TokenKind::Open { section } => self.take_quotation(section, token.span),
            TokenKind::Section(label) => self.take_section(label, token.span),
            TokenKind::Close => self.take_close(),
        }
    }

    fn take_label(&mut self, index: usize, label: labels::Label) {
        let Some(place) = self.place(index) else { return };
        self.aside = None;
        let mut node = Node::new(Kind::Item(label.form, place.reading.style), label.text, label.span);
        node.ordinal = place.reading.ordinal;
        self.open_in(place.depth, node);
    }

    /// Opens a definition beside the ones before it, or inside the provision that introduces it.
    fn define(&mut self, term: String, lead: Lead, span: Span, told: Option<usize>) {
        let depth = if told.is_some() { self.open.len() - 1 } else { self.holder(lead, span.start) };
        let mut node = Node::new(Kind::Definition, term, span);
        node.list_depth = told;
        self.open_in(depth, node);
    }

    fn holder(&self, lead: Lead, at: usize) -> usize {
        let (base, top) = (self.base(), self.open.len() - 1);
        let introduced = self.cursor_words(at).is_some_and(ends_open) && self.node(self.top()).kind != Kind::Definition;
        if matches!(lead, Lead::Label | Lead::Comma | Lead::Plain | Lead::Joint) || introduced {
            return top;
        }
        let within = (base..=top).rev();
        if let Some(depth) = within.clone().find(|d| self.node(self.open[*d]).defines) {
            return depth;
        }
        within.into_iter().find(|d| !self.is_fine(*d)).unwrap_or(base)
    }

    /// The words right before `at` that belong to the innermost provision.
    fn cursor_words(&self, at: usize) -> Option<&str> {
        let top = self.node(self.top());
        let words = top.pieces.last().and_then(|piece| match piece {
            Piece::Words(span) if span.end <= at => Some(*span),
            _ => None,
        });
        words.map(|span| span.of(self.text))
    }

    fn take_named(&mut self, label: String, span: Span) {
        self.aside = None;
        let base = self.base();
        self.open_in(base, Node::new(Kind::Named, label, span));
    }

    fn take_aside(&mut self, until: bool, span: Span) {
        let base = self.base();
        while until && self.open.len() > base + 1 && self.is_fine(self.open.len() - 1) {
            self.open.pop();
        }
        let id = self.add(self.top(), Node::new(Kind::Note, "", Span::new(span.start, span.start)));
        self.outline.say(id, span.trim(self.text));
        self.aside = until.then_some(id);
    }

    fn take_quotation(&mut self, section: Option<String>, span: Span) {
        self.barriers.push(self.open.len());
        if let Some(label) = section {
            let node = Node::new(Kind::Section(Unit::Section), label, span);
            self.open_in(self.open.len() - 1, node);
        }
    }

    fn take_close(&mut self) {
        let Some(len) = self.barriers.pop() else { return };
        self.open.truncate(len);
    }

    /// A new section of another law; it stands beside the one before it.
    fn take_section(&mut self, label: String, span: Span) {
        let base = self.base();
        let is_section = |id: &usize| matches!(self.node(*id).kind, Kind::Section(_));
        let beside = self.open[base + 1..].iter().position(is_section);
        let depth = beside.map_or(self.open.len() - 1, |at| base + at);
        self.open_in(depth, Node::new(Kind::Section(Unit::Section), label, span));
    }
}

/// True for words that open what follows.
fn ends_open(words: &str) -> bool {
    words
        .trim_end_matches(|c: char| c.is_whitespace() || labels::is_markup(c))
        .ends_with(['—', '–', ':', '-', '：', '―'])
}

#[cfg(test)]
mod tests;
