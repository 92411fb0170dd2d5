//! A draft as a few short lines, for tests to compare and people to read.

use super::block::{Block, Draft, Mark};
use crate::span::Span;

/// Blocks in one line each: `#Part II Heading`, `§3 Heading`, `¶ words`, `(a)1 words` (a label and its depth),
/// `|1 words` (closing words and their depth), `! note`.
pub(super) fn outline(draft: &Draft) -> Vec<String> {
    let of = |span: &Span| span.of(&draft.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let heading = |h: &Option<Span>| h.as_ref().map_or(String::new(), |h| format!(" {}", of(h)));
    let show = |block: &Block| match block {
        Block::Division { level, label, heading: h, .. } => format!("#{level:?} {label}{}", heading(h)),
        Block::Section { label, heading: h, .. } => format!("§{label}{}", heading(h)),
        Block::Text { span, mark: Mark::InText } => format!("¶ {}", of(span)),
        Block::Text { span, mark: Mark::Label { label, depth } } => format!("({label}){depth} {}", of(span)),
        Block::Text { span, mark: Mark::Closing { depth } } => format!("|{depth} {}", of(span)),
        Block::Note { span } => format!("! {}", of(span)),
    };
    draft.blocks.iter().map(show).collect()
}

/// The sections alone: label and heading.
pub(super) fn sections(draft: &Draft) -> Vec<String> {
    outline(draft).into_iter().filter(|line| line.starts_with('§')).collect()
}
