//! What is shown of a hit: the provision to cite, a quotation around the words found, and the words in it.

use super::document::{Part, Stored};
use crate::span::{OffsetMap, Span};

/// A quotation from a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Snippet {
    /// The narrowest provision in which all words found stand.
    pub(super) part: Part,
    /// The words quoted, exactly as in the file.
    pub(super) quote: String,
    /// Where the quotation stands in the file.
    pub(super) file: Span,
    /// The words found, as places in the quotation.
    pub(super) marks: Vec<Span>,
}

/// Quotations are not longer than this, in bytes.
const LONGEST: usize = 420;

/// Quotes the part of a unit in which the marks stand most densely; without marks, its beginning.
pub(super) fn snippet(stored: &Stored, marks: &[Span]) -> Snippet {
    let text = &stored.text;
    let all = marks.iter().copied().reduce(Span::join);
    let part = all.map_or(&stored.parts[0], |all| stored.narrowest(all)).clone();
    let home = Span::new(part.0, part.1.min(text.len()));
    let dense = densest(marks);
    let around = dense.map_or(home, |dense| widened(dense, home));
    let window = in_one_run(&stored.map(), whole_words(text, around), dense, text);
    let inside = marks.iter().filter(|mark| window.contains(**mark));
    let marks = inside.map(|mark| Span::new(mark.start - window.start, mark.end - window.start)).collect();
    Snippet { part, quote: window.of(text).to_owned(), file: stored.file_span(window), marks }
}

/// The stretch, no longer than a quotation, that holds most marks.
fn densest(marks: &[Span]) -> Option<Span> {
    let stretch = |first: usize| {
        let near = marks[first..].iter().take_while(|mark| mark.end.saturating_sub(marks[first].start) <= LONGEST);
        let (count, last) = near.fold((0, marks[first]), |(count, _), mark| (count + 1, *mark));
        (count, marks[first].join(last))
    };
    let all = (0..marks.len()).map(stretch);
    all.reduce(|best, one| if one.0 > best.0 { one } else { best }).map(|(_, span)| span)
}

/// As much of `home` around `dense` as a quotation takes.
fn widened(dense: Span, home: Span) -> Span {
    let home = home.join(dense);
    if home.len() <= LONGEST {
        return home;
    }
    let room = LONGEST.saturating_sub(dense.len());
    let start = dense.start.saturating_sub(room / 3).max(home.start);
    let end = (start + LONGEST.max(dense.len())).max(dense.end).min(home.end);
    Span::new(end.saturating_sub(LONGEST).min(start).max(home.start), end)
}

/// Cut at words, not inside them.
fn whole_words(text: &str, span: Span) -> Span {
    let (mut start, mut end) = (span.start.min(text.len()), span.end.min(text.len()));
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let limit = end.min(start + LONGEST);
    let limit = (start..=limit).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(end);
    let end = if end > limit && span.len() > LONGEST * 2 { limit } else { end };
    let joined = |at: usize| {
        let (before, after) = (text[..at].chars().next_back(), text[at..].chars().next());
        before.zip(after).is_some_and(|(a, b)| a.is_alphanumeric() && b.is_alphanumeric())
    };
    let at_word = |at: usize| text.is_char_boundary(at) && !joined(at);
    let first = (start.saturating_sub(WORD)..=start).rev().find(|at| at_word(*at)).unwrap_or(start);
    let last = (end..=(end + WORD).min(text.len())).find(|at| at_word(*at)).unwrap_or(end);
    Span::new(first, last).trim(text)
}

/// Longer words are cut.
const WORD: usize = 40;

/// The part of a window that stands in the file in one run, so that the quotation is exact; the one with the words.
fn in_one_run(map: &OffsetMap, window: Span, dense: Option<Span>, text: &str) -> Span {
    if map.is_contiguous(window) {
        return window;
    }
    let anchor = dense.map_or(window.start, |dense| dense.start.clamp(window.start, window.end));
    let mut run = Span::new(window.start, window.start);
    for (piece, _) in map.pieces(window) {
        let longer = Span::new(run.start, piece.end);
        run = if map.is_contiguous(longer) { longer } else { piece };
        if run.start > anchor {
            break;
        }
        if run.end > anchor && !map.is_contiguous(Span::new(run.start, window.end)) {
            let rest = map.pieces(Span::new(run.end, window.end)).into_iter();
            let grown =
                rest.map(|(next, _)| Span::new(run.start, next.end)).take_while(|next| map.is_contiguous(*next));
            run = grown.last().unwrap_or(run);
            break;
        }
    }
    run.trim(text)
}
