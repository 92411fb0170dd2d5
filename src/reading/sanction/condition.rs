//! The words that say when a penalty applies.

use super::meaning::place;
use super::symbols::Symbols;
use crate::span::Span;
use std::ops::Range;

/// The condition of each penalty: the words right after it, or those that lead to it.
pub(super) fn conditions(found: &[Range<usize>], symbols: &Symbols) -> Vec<Option<Span>> {
    let mut taken = 0;
    let mut conditions = Vec::with_capacity(found.len());
    for (index, penalty) in found.iter().enumerate() {
        let next = found.get(index + 1).map_or(symbols.string.len(), |next| next.start);
        let before = condition_before(symbols, taken, penalty.start);
        let after = condition_after(symbols, penalty.end, next, index + 1 < found.len());
        taken = match (before, after) {
            (None, Some((_, end))) => end,
            _ => penalty.end,
        };
        conditions.push(before.or(after.map(|(span, _)| span)));
    }
    conditions
}

/// From the first word that opens a condition to the comma, or the word of liability, before the penalty.
fn condition_before(symbols: &Symbols, after: usize, start: usize) -> Option<Span> {
    let before = &symbols.string[after..start];
    let sentence = before.rfind(['.', ';']).map_or(0, |stop| stop + 1);
    let from = after + sentence + before[sentence..].find('C')?;
    let lead = symbols.string[from..start].rfind(['l', 'M']).map_or(start, |lead| from + lead);
    let comma = symbols.string[from..lead].rfind(',').map(|comma| from + comma);
    if let Some(comma) = comma.filter(|&comma| comma > from) {
        return Some(place(symbols, from, comma));
    }
    let last = symbols.string[from..lead].rfind(|c| !matches!(c, 't' | 'r' | 'a' | 'o' | '(' | '-')).unwrap_or(0);
    Some(place(symbols, from, from + last + 1))
}

/// A condition that directly follows a penalty, and the symbol at which it ends.
///
/// After a comma it belongs to the next penalty, if there is one.
fn condition_after(symbols: &Symbols, end: usize, next: usize, has_next: bool) -> Option<(Span, usize)> {
    let after = &symbols.string[end..next];
    let comma = usize::from(after.starts_with(',') && !has_next);
    if !after[comma..].starts_with('C') {
        return None;
    }
    let start = end + comma;
    let stop = symbols.string[start..next].find([',', ';', '.']).map_or(next, |stop| start + stop);
    let last = symbols.string[start..stop].rfind(|c| !matches!(c, 't' | 'r' | 'a' | 'o')).unwrap_or(0);
    Some((place(symbols, start, start + last + 1), stop))
}
