//! Which lines open a division, and where its heading stands.

use super::{Assembler, Rest, tidy};
use crate::instrument::Level;
use crate::instrument::block::Block;
use crate::instrument::lines::{Role, Shape, division, heading, label};
use crate::span::Span;

impl Assembler<'_> {
    pub(super) fn division_at(&self, at: usize) -> Option<division::Opening> {
        let line = &self.lines[at];
        let words = line.words(self.text);
        let opening = division::opening(words)?;
        if opening.section_word
            && !(self.habit.articles
                && (line.is_heading()
                    || opening.label.chars().any(|c| !c.is_ascii_digit())
                    || heading::is_like(&words[opening.rest..])
                    || opening.rest == words.len()))
        {
            return None;
        }
        let apart = line.is_heading() || line.shape == Shape::Strong;
        let capitals = words.chars().take_while(|c| c.is_alphabetic()).all(char::is_uppercase);
        let list = matches!(line.shape, Shape::Bullet | Shape::Numbered(_));
        let short = words.split_whitespace().count() <= 24 && !words.ends_with([';', ',']);
        let alone = line.gap || capitals || self.ended_before(at);
        let sentence = words.ends_with('.') && heading::has_verb(words);
        let fits = apart || (short && alone && !sentence && (!list || capitals));
        (fits && (!self.quoted || apart)).then_some(opening)
    }

    pub(super) fn try_division(&mut self, at: usize) -> Option<usize> {
        if let Some(next) = self.list_division(at) {
            return Some(next);
        }
        let opening = self.division_at(at)?;
        let line = &self.lines[at];
        let key = (opening.level, opening.label.clone());
        if line.is_heading() && !opening.label.is_empty() && self.open.contains(&key) {
            return Some(at + 1);
        }
        let own = Span::new(line.span.start + opening.rest, line.span.end).trim(self.text);
        let calling =
            (opening.level == Level::Schedule && self.calls_schedule(at + 1)).then(|| self.lines[at + 1].span);
        let below = at + 1 + usize::from(calling.is_some());
        let (heading, next) = match own.is_empty() || own.of(self.text).starts_with('(') {
            false => (Some(tidy(self.text, own)), below),
            true => self.division_heading(below),
        };
        self.open.retain(|(level, _)| *level < opening.level);
        self.open.push(key);
        self.body.close();
        if opening.level == Level::Schedule {
            self.section = None;
        }
        (self.nested, self.quoted) = (None, false);
        self.body.push(Block::Division { level: opening.level, label: opening.label, heading, span: line.span });
        if let Some(calling) = calling {
            self.body.note(calling);
        }
        Some(next)
    }

    /// `Section 14`, `(Sections 3 and 5)`, `[s. 8]` below `SCHEDULE 1`: the section that calls for the schedule.
    pub(super) fn calls_schedule(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at).filter(|line| line.role == Role::Words && !line.is_heading()) else {
            return false;
        };
        let words = line.words(self.text);
        let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = bare.to_lowercase();
        let named = ["section", "sections", "s.", "ss.", "article", "articles", "art.", "regulation", "clause"].iter();
        let rest = named.filter_map(|name| lower.strip_prefix(name)).min_by_key(|rest| rest.len());
        let number = rest.is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
        number
            && words.split_whitespace().count() <= 6
            && (words.starts_with(['(', '[']) || !words.ends_with(['.', ';']))
    }

    /// The heading of a division on the lines below it.
    pub(super) fn division_heading(&self, at: usize) -> (Option<Span>, usize) {
        let mut end = at;
        while end < at + 3 {
            let Some(line) = self.lines.get(end) else { break };
            let words = line.words(self.text);
            let like = heading::is_like(words) && !(words.ends_with('.') && heading::has_verb(words));
            let list = matches!(line.shape, Shape::Bullet | Shape::Numbered(_));
            let opens = self.section_at(end).is_some() || division::opening(words).is_some() || list;
            let goes_on = end == at
                || (!line.gap
                    && line.shape == self.lines[at].shape
                    && is_capitals(words) == is_capitals(self.lines[at].words(self.text)));
            // The last line before a section may be the heading of that section.
            let of_section = self.takes_heading(end + 1, end > at, !is_capitals(words));
            if !like || opens || !goes_on || of_section || line.role != Role::Words {
                break;
            }
            end += 1;
        }
        if end == at {
            return (None, at);
        }
        (Some(tidy(self.text, self.lines[at].span.join(self.lines[end - 1].span))), end)
    }

    /// The section at `at` takes the line above it for its heading, rather than the division.
    pub(super) fn takes_heading(&self, at: usize, second: bool, small: bool) -> bool {
        let Some(opening) = self.lines.get(at).and_then(|_| self.section_at(at)) else { return false };
        match self.rest(at, &opening) {
            Rest::Text(_) => second,
            Rest::Nothing => self.habit.heading_above && (second || small),
            _ => false,
        }
    }

    /// In texts whose sections are list items, an outer item in roman numerals is a part.
    pub(super) fn list_division(&mut self, at: usize) -> Option<usize> {
        let (indent, line) = (self.habit.list?, &self.lines[at]);
        let Shape::Numbered(label) = &line.shape else { return None };
        if line.indent >= indent {
            return None;
        }
        if !label::is_roman(label) || label.starts_with(char::is_lowercase) || line.span.len() > line.marker + 1 {
            return (line.span.len() <= line.marker + 1).then_some(at + 1);
        }
        let heading = self
            .lines
            .get(at + 1)
            .filter(|next| next.shape == Shape::Bullet && heading::is_like(next.words(self.text)));
        self.body.close();
        let (span, heading) = (line.span, heading.map(|next| next.span));
        let label = label.clone();
        self.body.push(Block::Division { level: Level::Part, label, heading, span });
        Some(at + 1 + usize::from(heading.is_some()))
    }
}

pub(super) fn is_capitals(words: &str) -> bool {
    !words.chars().any(char::is_lowercase)
}
