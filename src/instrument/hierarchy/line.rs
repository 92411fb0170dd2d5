//! Where a line without an enumerator belongs: to the item above it, or to the sentence that item is part of.

use super::Nest;
use super::clause::{awaits, opens_main_clause};
use crate::instrument::tree::outline::Kind;
use crate::span::Span;

/// A line this long was probably broken by the page and not by the drafter.
const PAGE_WIDTH: usize = 60;

impl Nest<'_> {
    /// Closes what the unmarked line `words` closes; `next` is the first token of it or after it.
    pub(super) fn place_line(&mut self, words: Span, next: usize) {
        let Some(last) = self.last else { return };
        let (top, base) = (self.open.len() - 1, self.base());
        if top <= base || self.node(self.open[top]).is_empty() || self.is_broken_line(last, words) {
            return;
        }
        let line = words.of(self.text);
        let sentence = line.starts_with(char::is_uppercase) && ends_sentence(last.of(self.text));
        let node = self.node(self.open[top]);
        if node.kind == Kind::Definition {
            if sentence {
                self.open.truncate(top);
            }
            return;
        }
        if !self.is_fine(top) && node.kind != Kind::Named {
            return;
        }
        let floor = self.continued(words, next).map_or(base, |depth| depth + 1);
        if floor >= top {
            return;
        }
        let keep = self.line_depth(line, sentence, floor, top);
        self.open.truncate(keep + 1);
    }

    fn line_depth(&self, line: &str, sentence: bool, floor: usize, top: usize) -> usize {
        if sentence {
            let whole = (floor..top).rev().find(|d| !self.is_fine(*d));
            return whole.unwrap_or(floor);
        }
        if opens_main_clause(line) {
            let awaiting = |d: &usize| awaits(self.text, self.node(self.open[*d]));
            let whole = (floor..top).rev().find(|d| !self.is_fine(*d)).unwrap_or(floor);
            return (whole..top).find(awaiting).unwrap_or(top - 1);
        }
        if line.starts_with(char::is_uppercase) { top } else { top - 1 }
    }

    /// The depth at which the next enumerator goes on with an open enumeration.
    fn continued(&self, words: Span, next: usize) -> Option<usize> {
        let after = (next..self.tokens.len().min(next + 6)).find(|i| self.tokens[*i].span.start >= words.end)?;
        self.place(after).filter(|place| !place.fresh).map(|place| place.depth)
    }

    /// True where the line only goes on with a sentence that the page broke.
    fn is_broken_line(&self, last: Span, words: Span) -> bool {
        let (before, line) = (last.of(self.text), words.of(self.text));
        let open_end = !before.trim_end().ends_with([';', '.', ',', ':', '—', '–', ')', ']', '”', '"', '；', '。']);
        let joint = [" or", " and"].iter().any(|joint| before.ends_with(joint));
        if line.starts_with(char::is_lowercase) && open_end && !joint {
            return !opens_main_clause(line);
        }
        let between = &self.text[last.end.min(words.start)..words.start];
        let single = between.matches('\n').count() == 1;
        let width = before.rsplit('\n').next().map_or(0, str::len);
        single
            && width > PAGE_WIDTH
            && line.starts_with(char::is_lowercase)
            && !opens_main_clause(line)
            && before.ends_with(',')
    }
}

fn ends_sentence(words: &str) -> bool {
    words.trim_end().trim_end_matches(['”', '"', '’', ')', '*', '_', ']']).ends_with(['.', ';', '。', '；', ':'])
}
