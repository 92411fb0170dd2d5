//! Quotation marks at the beginning of a line: a term that is defined, or law that is inserted elsewhere.

use super::mistake::{Code, Mistakes};
use crate::instrument::block::Block;
use crate::span::Span;

/// The marks with which a quotation may open, each with those that close it.
const QUOTES: [(char, &[char]); 5] =
    [('"', &['"', '”']), ('“', &['”', '"']), ('«', &['»']), ('„', &['“', '”', '"']), ('‘', &['’'])];

/// True for words that begin with a quotation.
pub(in crate::instrument) fn opens(words: &str) -> bool {
    words.starts_with(QUOTES.map(|(open, _)| open))
}

/// Notes quotations of a term that are not closed: the definition would not be found.
///
/// Inserted law (`“4A. (1) A person …`) opens a quotation that ends lines later, so only a quoted word counts, and
/// only where no later line closes it.
pub(super) fn check(text: &str, blocks: &[Block], mistakes: &mut Mistakes) {
    for (index, block) in blocks.iter().enumerate() {
        let Block::Text { span, .. } = block else { continue };
        let words = span.of(text);
        let Some((open, close)) = QUOTES.into_iter().find(|(open, _)| words.starts_with(*open)) else { continue };
        let inside = &words[open.len_utf8()..];
        if !inside.starts_with(char::is_alphabetic)
            || inside.contains(close)
            || closes_later(text, &blocks[index + 1..], open)
        {
            continue;
        }
        let help = "Close the quotation after the term that is defined, so that the definition can be found.";
        let at = Span::new(span.start, span.start + open.len_utf8());
        mistakes.add(Code::UnclosedQuoteInDefinition, at, "this quotation mark is not closed", help);
    }
}

/// True where the next quotation mark of this kind closes a quotation instead of opening another.
fn closes_later(text: &str, later: &[Block], open: char) -> bool {
    let close = QUOTES.into_iter().find(|(known, _)| *known == open).map_or(&[][..], |(_, close)| close);
    let words = later.iter().filter_map(|block| match block {
        Block::Text { span, .. } => Some(span.of(text)),
        _ => None,
    });
    let mut marks = words.filter_map(|words| words.find(|c| c == open || close.contains(&c)).map(|at| &words[at..]));
    marks.next().is_some_and(|rest| !rest.starts_with(open))
}
