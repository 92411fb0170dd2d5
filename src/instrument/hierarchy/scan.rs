//! One pass over the words of a section for every place at which a provision may begin.
//!
//! The scanner only reports what it sees and what stands before it; `hierarchy` decides what it is.

use super::enumerator::Form;
use super::lead::{self, Earlier, Lead};
use super::{definition, inserted, labels, notes};
use crate::instrument::block::Mark;
use crate::span::Span;

/// A paragraph of a section.
#[derive(Clone, Debug)]
pub(crate) struct Paragraph {
    /// Its words.
    pub(crate) span: Span,
    /// What the format says of it; a note where there is none.
    pub(crate) mark: Option<Mark>,
}

/// A place of interest.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// The paragraph it stands in.
    pub(crate) paragraph: usize,
    /// Its bytes; empty for a definition, whose term belongs to its words.
    pub(crate) span: Span,
    pub(crate) kind: TokenKind,
}

#[derive(Clone, Debug)]
pub(crate) enum TokenKind {
    /// An enumerator, or what looks like one.
    Label { label: labels::Label, lead: Lead, capital: bool },
    /// An entry of a list of definitions.
    Definition { term: String, lead: Lead },
    /// A note in brackets.
    Note,
    /// A dash or dot at the start of a line.
    Bullet,
    /// "Explanation 1.—"
    Named(String),
    /// A line that is no law, to its end (`false`) or until the section goes on (`true`).
    Aside { until: bool },
    /// A quotation that holds new law begins, with the label of the section it inserts.
    Open { section: Option<String> },
    /// An inserted section without quotation marks.
    Section(String),
    /// The quotation ends.
    Close,
}

/// Finds all tokens of the paragraphs; `defining` where the section is one of definitions.
pub(crate) fn scan(text: &str, paragraphs: &[Paragraph], defining: bool) -> Vec<Token> {
    let mut scanner = Scanner {
        text,
        tokens: Vec::new(),
        earlier: None,
        listed: defining,
        terms: defining,
        quote: None,
        before: None,
        amends: false,
    };
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if paragraph.mark.is_some() {
            scanner.paragraph(index, paragraph.span);
            scanner.before = Some(paragraph.span);
        }
    }
    scanner.tokens
}

pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    pub(super) earlier: Option<Earlier>,
    listed: bool,
    /// True in a section whose heading says that it is about terms.
    terms: bool,
    pub(super) quote: Option<inserted::Quote>,
    /// The paragraph before the one at hand.
    before: Option<Span>,
    /// True once words of this section have announced new sections or definitions.
    amends: bool,
}

impl Scanner<'_> {
    fn paragraph(&mut self, index: usize, span: Span) {
        self.earlier = None;
        let start = self.line(index, span);
        let Some(mut at) = start else { return };
        let bytes = self.text.as_bytes();
        let first = at;
        while at < span.end {
            let next = match bytes[at] {
                b'(' | 0xEF => self.bracket(index, at, span, first),
                b'[' => self.square(index, at, span, first),
                b'"' | b'\'' | b'*' | b'_' | 0xE2 | 0xC2 => self.quotation(index, at, span, first),
                b'E' | b'P' => self.named(index, at, span, first),
                b'0'..=b'9' | b'a'..=b'z' | b'I' | b'V' | b'X' => self.inline(index, at, span, first),
                _ => None,
            };
            at = next.unwrap_or(at + 1);
        }
        let words = span.of(self.text);
        if !self.amends && words.len() < 4000 {
            self.amends = inserted::announces(words);
        }
        let from = self.last_opening().clamp(first, span.end);
        let tail = self.text[from..span.end].trim();
        self.listed |= tail.len() < 60 && definition::introduces(tail);
    }

    pub(super) fn push(&mut self, paragraph: usize, span: Span, kind: TokenKind) -> Option<usize> {
        self.tokens.push(Token { paragraph, span, kind });
        Some(span.end)
    }

    /// What only the start of a line can hold. Returns where the rest begins, or none where all is said.
    fn line(&mut self, index: usize, span: Span) -> Option<usize> {
        let text = self.text;
        let mut start = span.start;
        if let Some(aside) = notes::aside(text, start, span.end) {
            self.push(index, span, TokenKind::Aside { until: aside == notes::Aside::Until });
            return None;
        }
        if let Some(after) = bullet(text, span.start, span.end) {
            if !self.opens_by_itself(after, span) {
                self.push(index, Span::new(span.start, after), TokenKind::Bullet);
            }
            start = after;
        }
        let at = start + notes::markup(&text[start..span.end]);
        let inserted = if self.amends { labels::section(text, at, span.end, true) } else { None };
        if let Some((label, after)) = inserted {
            return self.push(index, Span::new(at, after), TokenKind::Section(label));
        }
        if let Some(entry) = self.bare(at, span) {
            self.listed = true;
            self.push(index, Span::new(at, at), TokenKind::Definition { term: entry.term, lead: Lead::Line });
            return Some(entry.after);
        }
        let Some(label) = labels::unbracketed(text, at, span.end) else {
            return Some(self.introduced_bare(index, start, span).unwrap_or(start));
        };
        Some(self.label(index, label, self.line_lead(), span))
    }

    /// The lead of a place; a note right before it ends what went before.
    pub(super) fn lead(&self, floor: usize, at: usize) -> Lead {
        let lead = lead::lead(self.text, floor, at, self.earlier);
        let noted = self.tokens.last().is_some_and(|token| {
            matches!(token.kind, TokenKind::Note)
                && token.span.end <= at
                && self.text[token.span.end..at].trim().is_empty()
        });
        if noted && lead == Lead::Plain { Lead::Stop } else { lead }
    }

    /// A line begins here, unless the page broke it off: "under section 3 and" – "(4) of this Act".
    fn line_lead(&self) -> Lead {
        let hangs = self.before.is_some_and(|b| lead::lead(self.text, b.start, b.end, None) == Lead::Reference);
        if hangs { Lead::Reference } else { Lead::Line }
    }

    /// True where a bullet is only the outer shell of an enumerator or a definition.
    fn opens_by_itself(&self, at: usize, span: Span) -> bool {
        let (text, end) = (self.text, span.end);
        labels::bracketed(text, at, end).is_some()
            || labels::unbracketed(text, at, end).is_some()
            || definition::entry(text, at, end, self.listed).is_some()
            || notes::named(text, at, end).is_some()
    }

    fn bare(&self, at: usize, span: Span) -> Option<definition::Entry> {
        if !self.listed {
            return None;
        }
        definition::bare_entry(self.text, at, span.end)
    }

    fn label(&mut self, index: usize, label: labels::Label, lead: Lead, span: Span) -> usize {
        let end = label.span.end;
        let behind = self.text[end..span.end].trim_start_matches(|c: char| c.is_whitespace() || labels::is_markup(c));
        let capital = behind
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '“' | '‘' | '[' | '('));
        let reference = lead == Lead::Reference || (!lead.is_strong() && points_elsewhere(behind));
        let lead = if reference { Lead::Reference } else { lead };
        if reference {
            self.revoke(label.span.start);
        }
        self.earlier = Some(Earlier { end, reference });
        self.push(index, label.span, TokenKind::Label { label, lead, capital });
        self.set_off(index, end, span).or_else(|| self.introduced_bare(index, end, span)).unwrap_or(end)
    }

    /// "1) child – a person under eighteen": a term and its meaning in an article about terms.
    fn set_off(&mut self, index: usize, at: usize, span: Span) -> Option<usize> {
        let from = at + self.text[at..span.end].len() - self.text[at..span.end].trim_start().len();
        let entry = definition::set_off_entry(self.text, from, span.end).filter(|_| self.terms)?;
        self.push(index, Span::new(from, from), TokenKind::Definition { term: entry.term, lead: Lead::Label });
        Some(entry.after)
    }

    /// "(4) In this section, child means …": a term without quotation marks right after the words that introduce it.
    fn introduced_bare(&mut self, index: usize, at: usize, span: Span) -> Option<usize> {
        let window = &self.text[at..labels::floor(self.text, span.end.min(at + 90))];
        let comma = window.find(',').filter(|comma| definition::introduces(&window[..*comma]))?;
        let after = at + comma + 1;
        let from = after + self.text[after..span.end].len() - self.text[after..span.end].trim_start().len();
        let entry = definition::bare_entry(self.text, from, span.end)?;
        self.listed = true;
        self.push(index, Span::new(from, from), TokenKind::Definition { term: entry.term, lead: Lead::Comma });
        Some(entry.after)
    }

    /// "(a) and (b)": once the second proves to be a reference, so is the first, unless it opens a line.
    fn revoke(&mut self, at: usize) {
        let Some(earlier) = self.earlier.filter(|e| !e.reference) else { return };
        let between = &self.text[earlier.end.min(at)..at];
        if between.trim().is_empty() || !lead::is_joined(between) {
            return;
        }
        let Some(Token { kind: TokenKind::Label { lead, .. }, span, .. }) = self.tokens.last_mut() else { return };
        if span.end == earlier.end && !matches!(lead, Lead::Line | Lead::Label | Lead::Opening) {
            *lead = Lead::Reference;
        }
    }

    fn bracket(&mut self, index: usize, at: usize, span: Span, first: usize) -> Option<usize> {
        if let Some(label) = labels::bracketed(self.text, at, span.end) {
            let floor = first.min(label.span.start);
            let lead = self.lead(floor, label.span.start);
            let lead = if lead == Lead::Line { self.line_lead() } else { lead };
            return Some(self.label(index, label, lead, span));
        }
        if self.text.as_bytes()[at] != b'(' {
            return None;
        }
        let note = notes::bracketed(self.text, at, span.end)?;
        self.push(index, note, TokenKind::Note)
    }

    fn square(&mut self, index: usize, at: usize, span: Span, first: usize) -> Option<usize> {
        if let Some(note) = notes::bracketed(self.text, at, span.end) {
            return self.push(index, note, TokenKind::Note);
        }
        // "F1[‘exploitation’ means": the number of the amendment belongs to the bracket.
        let before = &self.text[first.min(at)..at];
        let number = before.len() - before.trim_end_matches(|c: char| c == 'F' || c.is_ascii_digit()).len();
        self.definition(index, at - number.min(4), span, first)
    }

    pub(super) fn definition(&mut self, index: usize, at: usize, span: Span, first: usize) -> Option<usize> {
        let from = at - definition::announced(&self.text[first.min(at)..at]);
        let lead = self.lead(first.min(from), from);
        if !lead.is_strong() && !self.introduced(from, first) {
            return None;
        }
        let entry = definition::entry(self.text, at, span.end, self.listed)?;
        self.listed = true;
        self.push(index, Span::new(from, from), TokenKind::Definition { term: entry.term, lead });
        Some(entry.after)
    }

    /// "In this section, “group” means …": the words since the last token introduce a definition.
    fn introduced(&self, at: usize, first: usize) -> bool {
        let from = self.last_opening().max(first);
        from <= at && definition::introduces(&self.text[from..at])
    }

    /// Where the last token ended that is no reference.
    fn last_opening(&self) -> usize {
        let opens = |kind: &TokenKind| !matches!(kind, TokenKind::Label { lead: Lead::Reference, .. });
        self.tokens.iter().rev().take(8).find(|token| opens(&token.kind)).map_or(0, |token| token.span.end)
    }

    fn named(&mut self, index: usize, at: usize, span: Span, first: usize) -> Option<usize> {
        if self.text[..at].ends_with(char::is_alphanumeric) && at > first {
            return None;
        }
        let (label, after) = notes::named(self.text, at, span.end)?;
        let lead = lead::lead(self.text, first.min(at), at, None);
        if !matches!(lead, Lead::Line | Lead::Stop) || (lead == Lead::Stop && label == "Proviso") {
            return None;
        }
        self.push(index, Span::new(at, after), TokenKind::Named(label))
    }

    /// "1. … 2. …", "I - …; II - …" inside a paragraph.
    pub(super) fn inline(&mut self, index: usize, at: usize, span: Span, first: usize) -> Option<usize> {
        if at == first || !self.text[..at].ends_with(char::is_whitespace) {
            return None;
        }
        let label = labels::unbracketed(self.text, at, span.end)?;
        let lead = self.lead(first, at);
        // "2. Tenure of office (1) A member …": paragraphs of a schedule, in one line with their headings.
        let titled = lead != Lead::Reference && is_titled(&label, &self.text[label.span.end..span.end]);
        let lead = if titled { Lead::Line } else { lead };
        matches!(lead, Lead::Stop | Lead::Opening | Lead::Line).then(|| self.label(index, label, lead, span))
    }
}

/// True where a number is followed by a heading and "(1)".
fn is_titled(label: &labels::Label, behind: &str) -> bool {
    let number = label.form == Form::Stop && label.text.bytes().all(|b| b.is_ascii_digit());
    let window = &behind[..labels::floor(behind, behind.len().min(90))];
    let Some(open) = window.find("(1) ").filter(|_| number) else { return false };
    let title = window[..open].trim();
    title.starts_with(char::is_uppercase) && !title.contains(['.', ';', ':', '(', '—'])
}

/// The end of a bullet at the start of a line.
fn bullet(text: &str, at: usize, end: usize) -> Option<usize> {
    let words = &text[at..end];
    let stem = words.trim_start();
    let mark = ["- ", "– ", "— ", "• ", "* ", "· ", "▪ ", "‒ ", "●"].iter().find(|mark| stem.starts_with(**mark))?;
    let rest = stem[mark.len()..].trim_start();
    Some(end - rest.len())
}

/// "(a) of subsection (2)", "(b) above": what follows shows that the label names a provision elsewhere.
fn points_elsewhere(behind: &str) -> bool {
    const SIGNS: [&str; 12] = [
        "of subsection",
        "of sub-section",
        "of section",
        "of paragraph",
        "of this",
        "of that",
        "of article",
        "of the definition",
        "above",
        "below",
        "hereof",
        "or of",
    ];
    super::words::begins_with(behind, &SIGNS) || behind.is_empty()
}
