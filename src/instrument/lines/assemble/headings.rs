//! Headings: beside, below and above the label of a section, and headings without any label.

use super::{Assembler, Rest, same_words, tidy};
use crate::instrument::Level;
use crate::instrument::block::Block;
use crate::instrument::lines::label::{self, Opening};
use crate::instrument::lines::{Role, Shape, heading, lists};
use crate::span::Span;

impl Assembler<'_> {
    pub(super) fn rest(&self, at: usize, opening: &Opening) -> Rest {
        let line = &self.lines[at];
        let span = Span::new(line.span.start + opening.rest, line.span.end).trim(self.text);
        let words = span.of(self.text);
        if words.trim_matches(|c: char| !c.is_alphanumeric()).is_empty() {
            return Rest::Nothing;
        }
        if lists::enumerator(words).is_some() || words.starts_with(|c: char| c.is_lowercase()) {
            return Rest::Text(span);
        }
        if self.habit.list.is_some() {
            return Rest::Text(span);
        }
        let next = self.lines.get(at + 1).filter(|next| next.role == Role::Words);
        let runs_on = next.is_some_and(|next| next.words(self.text).starts_with(char::is_lowercase));
        if let Some((end, start)) = heading::split(words) {
            let whole = span.start;
            return Rest::Both(Span::new(whole, whole + end), Span::new(whole + start, span.end));
        }
        if line.is_heading() {
            return if runs_on && !words.ends_with('.') {
                Rest::Text(span)
            } else {
                Rest::Heading(tidy(self.text, span))
            };
        }
        let alone = next.is_some_and(|_| self.is_text(at + 1, opening.keyword)) && !runs_on;
        if alone && heading::is_like(words) && (!words.ends_with('.') || words.split_whitespace().count() <= 12) {
            return Rest::Heading(tidy(self.text, span));
        }
        Rest::Text(span)
    }

    /// True for a line that opens neither a section nor a division; below an article, a number is a paragraph.
    pub(super) fn is_text(&self, at: usize, keyword: bool) -> bool {
        let line = &self.lines[at];
        let words = line.words(self.text);
        let counts = |o: &Opening| o.keyword || !(keyword || self.habit.keywords);
        let opens = label::opening(words).is_some_and(|o| counts(&o) && (o.firm || line.is_heading()));
        !opens && self.division_at(at).is_none() && !self.section_at(at).is_some_and(|o| counts(&o))
    }

    /// The heading that stands below a label that stands alone.
    pub(super) fn heading_below(&self, at: usize, keyword: bool) -> Option<(Span, usize)> {
        let line = self.lines.get(at)?;
        let words = line.words(self.text);
        let list = matches!(line.shape, Shape::Bullet | Shape::Numbered(_));
        if list || line.role != Role::Words || !heading::is_like(words) || !self.is_text(at, keyword) {
            return None;
        }
        let mut end = at + 1;
        while let Some(next) = self.lines.get(end).filter(|next| !next.gap && end < at + 3) {
            let more = next.words(self.text);
            if !more.starts_with(char::is_lowercase) || words.ends_with('.') || !heading::is_like(&capital(more)) {
                break;
            }
            end += 1;
        }
        let follows = self.lines.get(end).is_some_and(|_| self.is_text(end, keyword));
        let set_apart = line.shape == Shape::Strong || line.is_heading();
        let span = line.span.join(self.lines[end - 1].span);
        (follows || set_apart).then(|| (tidy(self.text, span), end))
    }

    /// Headings above their section: a short run of lines after which a section without heading opens.
    pub(super) fn heading_above(&mut self, at: usize) -> Option<usize> {
        if self.habit.list.is_some() || self.habit.unnumbered || self.given.section.is_some() {
            return None;
        }
        let mut end = at;
        while end < at + 4 {
            let line = self.lines.get(end)?;
            let words = line.words(self.text);
            if end > at
                && let Some(opening) = self.section_at(end)
            {
                let set_apart = self.lines[at].shape == Shape::Strong && self.lines[end].shape == Shape::Plain;
                let takes = match self.rest(end, &opening) {
                    Rest::Text(_) => true,
                    Rest::Heading(_) | Rest::Both(..) if set_apart => true,
                    Rest::Nothing => self.habit.heading_above || self.heading_below(end + 1, opening.keyword).is_none(),
                    _ => false,
                };
                let again = self.section.as_ref().is_some_and(|s| s.label == opening.label);
                let span = self.lines[at].span.join(self.lines[end - 1].span);
                return (takes && !again).then(|| {
                    self.waiting = Some(tidy(self.text, span));
                    end
                });
            }
            let list = matches!(line.shape, Shape::Bullet | Shape::Numbered(_));
            let joined = end == at || self.adjoin(end - 1, end);
            let like = line.role == Role::Words && !list && joined && self.division_at(end).is_none();
            let apart = line.shape == Shape::Strong || line.is_heading();
            let fits = match (end > at, apart) {
                // A heading set apart may break its line after a comma, and may have a verb.
                (_, true) => heading::is_apart(words, end > at),
                (true, false) => !words.ends_with('.') && !line.gap && heading::is_like(&capital(words)),
                (false, false) => !words.ends_with('.') && heading::is_like(words) && self.ended_before(at),
            };
            if !like || !fits {
                return None;
            }
            end += 1;
        }
        None
    }

    /// Nothing but white space and emphasis stands between two lines.
    pub(super) fn adjoin(&self, before: usize, after: usize) -> bool {
        let (start, end) = (self.lines[before].span.end, self.lines[after].span.start);
        self.text[start..end.max(start)].chars().all(|c| c.is_whitespace() || label::is_markup(c) || c == '#')
    }

    /// A heading without label: the title, the heading of the section below, a cross-heading.
    pub(super) fn try_heading(&mut self, at: usize) -> Option<usize> {
        let line = &self.lines[at];
        let words = line.words(self.text);
        if line.shape == Shape::Heading(1) && self.body.is_empty() && self.title.is_none() && self.section.is_none() {
            self.title = Some(line.span);
            return Some(at + 1);
        }
        if let Some(next) = self.heading_above(at) {
            return Some(next);
        }
        if let (Some(_), Shape::Bullet) = (self.habit.list, &line.shape) {
            return self.marginal(at);
        }
        let lead_in = self.section.is_some() && (is_lead_in(words) || words.starts_with(char::is_lowercase));
        if !line.is_heading() || lists::enumerator(words).is_some() || lead_in {
            return None;
        }
        if self.habit.unnumbered && self.counted == 0 && self.title.is_some() {
            self.body.note(line.span);
            return Some(at + 1);
        }
        if self.title.is_none() && self.section.is_none() && self.open.is_empty() && self.body.is_empty() {
            self.title = Some(line.span);
            return Some(at + 1);
        }
        if self.section.is_none() && self.open.is_empty() {
            // Headings before the law begins (its date, its number, "Preamble") are no divisions of it.
            self.body.note(line.span);
            return Some(at + 1);
        }
        if same_words(words, &self.given.title) || self.title.is_some_and(|t| same_words(t.of(self.text), words)) {
            return Some(at + 1);
        }
        let next = self.lines.get(at + 1);
        let runs_on = next.is_some_and(|n| !n.is_heading() && n.words(self.text).starts_with(char::is_lowercase));
        let sentence = heading::has_verb(words) && words.split_whitespace().count() > 14;
        if (runs_on || sentence) && self.section.is_some() {
            return None;
        }
        self.body.close();
        let (heading, span) = (Some(tidy(self.text, line.span)), line.span);
        self.body.push(Block::Division { level: Level::Subdivision, label: String::new(), heading, span });
        Some(at + 1)
    }

    /// A marginal note in a list: the heading of its section, or of the next one.
    pub(super) fn marginal(&mut self, at: usize) -> Option<usize> {
        let line = &self.lines[at];
        let words = line.words(self.text);
        let capital = words.starts_with(char::is_uppercase) && words.split_whitespace().count() <= 30;
        if !capital || lists::enumerator(words).is_some() || words.ends_with([';', ':', ',', '—', '-']) {
            return None;
        }
        let verb = ["shall", "may", "is", "are", "means", "has", "includes", "include", ":"]
            .iter()
            .any(|v| words.split_whitespace().any(|w| w == *v));
        if verb {
            return None;
        }
        let last =
            self.lines.get(at + 1).is_some_and(|next| self.item_at(next, self.habit.list.unwrap_or(0)).is_some());
        let block = self.section.as_ref().map(|s| s.block);
        let missing = block.is_some_and(|b| self.body.heading_of(b).is_none());
        if let (Some(block), true) = (block, missing && (self.body.since_section() <= 2 || !last)) {
            self.body.set_heading(block, line.span);
            return Some(at + 1);
        }
        if last && self.body.sentence_ended() {
            self.waiting = Some(line.span);
            return Some(at + 1);
        }
        None
    }
}

/// `In this section:` is no heading, however it is printed.
pub(super) fn is_lead_in(words: &str) -> bool {
    let lower = words.to_lowercase();
    let leads = ["in this", "for the purpose", "for purposes"].iter().any(|lead| lower.starts_with(lead));
    leads && words.ends_with([':', '—', '–'])
}

pub(super) fn capital(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}
