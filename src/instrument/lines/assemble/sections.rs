//! Which lines open a section.

use super::{Assembler, Rest, same_words};
use crate::instrument::block::Unit;
use crate::instrument::lines::label::{self, Opening};
use crate::instrument::lines::{Line, Role, Shape, heading};
use crate::span::Span;

impl Assembler<'_> {
    pub(super) fn try_section(&mut self, at: usize) -> Option<usize> {
        if self.habit.unnumbered {
            return self.counted_section(at);
        }
        let opening = self.section_at(at)?;
        let line = &self.lines[at];
        let same = self.section.as_ref().is_some_and(|s| s.label == opening.label && s.unit == opening.unit);
        if same {
            return Some(self.repeated(at, &opening));
        }
        let (above, block_span) = (self.waiting.take(), line.span);
        let rest = match (self.rest(at, &opening), above) {
            // Where the heading stands above, what follows the label is law, however short.
            (Rest::Heading(span), Some(_)) => Rest::Text(Span::new(span.start, line.span.end)),
            (Rest::Both(heading, text), Some(_)) => Rest::Text(heading.join(text)),
            (rest, _) => rest,
        };
        let style = (opening.keyword, line.bold);
        let mut next = at + 1;
        let own = match &rest {
            Rest::Heading(span) | Rest::Both(span, _) => Some(*span),
            Rest::Nothing | Rest::Text(_) => above,
        };
        let below = match (&rest, own) {
            (Rest::Nothing, None) => self.heading_below(at + 1, opening.keyword),
            _ => None,
        };
        let heading = below.map(|(span, _)| span).or(own);
        if let Some((_, after)) = below {
            next = after;
        }
        self.open_section(opening.label, opening.unit, block_span, heading, style);
        if let Rest::Both(_, text) | Rest::Text(text) = rest {
            self.body.opening_words(at, text);
        }
        Some(next)
    }

    /// The label of the open section again: on the next page, or before its words after a heading.
    pub(super) fn repeated(&mut self, at: usize, opening: &Opening) -> usize {
        let line = &self.lines[at];
        let rest = Span::new(line.span.start + opening.rest, line.span.end);
        let heading = self.section.as_ref().and_then(|s| self.body.heading_of(s.block));
        let again = heading.is_some_and(|h| same_words(h.of(self.text), rest.of(self.text)));
        if !rest.is_empty() && !again {
            self.body.text(at, rest);
        }
        at + 1
    }

    /// The label of the section again before its first words: `##### 2 Title`, then `**2.**— (1) A person …`.
    pub(super) fn label_again(&mut self, at: usize) -> Option<usize> {
        let line = &self.lines[at];
        if self.body.since_section() > 0
            || line.is_heading()
            || self.habit.list.is_some()
            || self.given.section.is_some()
        {
            return None;
        }
        let opening = label::opening(line.words(self.text))?;
        let again = self.section.as_ref().is_some_and(|s| s.label == opening.label);
        again.then(|| self.repeated(at, &opening))
    }

    /// The section that the line at `at` opens, where it opens one.
    pub(super) fn section_at(&self, at: usize) -> Option<Opening> {
        let line = &self.lines[at];
        let words = line.words(self.text);
        if let Some(indent) = self.habit.list {
            return self.item_at(line, indent);
        }
        let opening = label::opening(words)?;
        if line.shape == Shape::Bullet || self.given.section.is_some() {
            return None;
        }
        let accepted = match (opening.keyword, line.is_heading()) {
            (true, _) => self.keyword_opens(at, &opening),
            (false, true) => self.number_opens_in_heading(words, &opening),
            (false, false) => self.number_opens(at, &opening),
        };
        accepted.then_some(opening)
    }

    pub(super) fn item_at(&self, line: &Line, indent: usize) -> Option<Opening> {
        let Shape::Numbered(label) = &line.shape else { return None };
        let number = label.parse::<u32>().ok()?;
        let last = self.section.as_ref().map_or(0, |s| order(&s.label).map_or(0, |(n, _)| n));
        let fits = line.indent == indent && (number > last || self.section.is_none());
        let opening =
            Opening { keyword: false, unit: Unit::Section, label: label.clone(), rest: line.marker, firm: true };
        fits.then_some(opening)
    }

    pub(super) fn keyword_opens(&self, at: usize, opening: &Opening) -> bool {
        let line = &self.lines[at];
        let words = line.words(self.text);
        // In codes of articles a section is a division, and `§ 1` a paragraph of an article.
        if matches!(opening.unit, Unit::Section | Unit::Paragraph) && self.habit.articles {
            return false;
        }
        let tail = words[opening.rest..].trim_start_matches(['(', '[', '“', '"', '*', '_']);
        let capital = tail.is_empty() || !tail.starts_with(char::is_lowercase);
        if line.is_heading() {
            return capital || opening.firm;
        }
        let apart = line.shape == Shape::Strong || line.bold || line.gap || self.ended_before(at);
        let title = capital && heading::is_like(tail) && !words.ends_with('.');
        if !apart || !(opening.firm || (title && words.chars().next().is_some_and(|c| !c.is_lowercase()))) {
            return false;
        }
        self.in_order(opening, line.shape == Shape::Strong || line.bold)
    }

    pub(super) fn number_opens_in_heading(&self, words: &str, opening: &Opening) -> bool {
        let tail = words[opening.rest..].trim_start_matches(['(', '[', '“', '"', '‘']);
        let year = opening.label.len() > 4 && opening.label.chars().all(|c| c.is_ascii_digit());
        let alone = !self.habit.heading_numbers && !opening.firm && opening.label != "1";
        !year && !alone && (tail.is_empty() || !tail.starts_with(char::is_lowercase) || opening.firm)
    }

    pub(super) fn number_opens(&self, at: usize, opening: &Opening) -> bool {
        let line = &self.lines[at];
        let taken = self.habit.heading_numbers || self.habit.keywords || self.habit.articles;
        if taken
            || self.section.as_ref().is_some_and(|s| s.keyword)
            || (self.habit.wrap.is_some() && !line.gap && !self.ended_before(at))
        {
            return false;
        }
        let Some((number, suffix)) = order(&opening.label) else { return false };
        let tail = &line.words(self.text)[opening.rest..];
        let sentence = tail.is_empty() || !tail.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        let bare_title = heading::is_like(tail) && !tail.ends_with('.');
        let Some(current) = &self.section else {
            return number == 1 && suffix.is_empty() && sentence && (opening.firm || bare_title)
                || (opening.firm && line.bold);
        };
        let Some((last, last_suffix)) = order(&current.label) else { return false };
        let under_heading = number == last + 1 && at > 0 && self.lines[at - 1].shape == Shape::Strong;
        if current.bold != line.bold && !self.quoted && !under_heading {
            return false;
        }
        let next = (number == last + 1 && suffix.is_empty())
            || (number == last && suffix > last_suffix)
            || (number == last + 1 && suffix == "A");
        let later = number > last + 1 && number <= last + 400 && line.bold && opening.firm && !self.quoted;
        if self.quoted && number != last + 1 {
            return false;
        }
        if self.nested == Some(number) && !line.bold {
            return false;
        }
        sentence && ((next && (opening.firm || bare_title)) || later)
    }

    /// A label that comes before the open one is a reference or a quotation, unless a division has begun since.
    pub(super) fn in_order(&self, opening: &Opening, apart: bool) -> bool {
        let Some(current) = self.section.as_ref().filter(|s| s.keyword) else { return !self.quoted || apart };
        let (Some(new), Some(old)) = (order(&opening.label), order(&current.label)) else { return !self.quoted };
        if self.quoted {
            return new.0 == old.0 + 1;
        }
        new > old || apart || self.body.is_fresh_division() || new.0 == 1
    }

    /// The words before this line came to an end.
    pub(super) fn ended_before(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|i| &self.lines[i]) else { return true };
        let words = before.words(self.text).trim_end_matches(label::is_markup);
        before.is_heading()
            || before.role != Role::Words
            || words.ends_with(['.', ';', ':', '”', '"', ')', ']', '—', '。'])
            || (heading::is_like(words) && self.habit.wrap.is_none_or(|w| words.chars().count() + 15 <= w))
    }
}

/// The number a label begins with, and what follows it.
pub(super) fn order(label: &str) -> Option<(u32, String)> {
    let end = label.find(|c: char| !c.is_ascii_digit()).unwrap_or(label.len());
    label[..end].parse().ok().map(|number| (number, label[end..].to_owned()))
}
