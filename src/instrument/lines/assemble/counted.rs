//! Sections without numbers: told by their headings alone, or left without number between two that have one.

use super::headings::is_lead_in;
use super::{Assembler, tidy};
use crate::instrument::Level;
use crate::instrument::block::{Block, Unit};
use crate::instrument::lines::{division, heading};
use crate::span::Span;

impl Assembler<'_> {
    pub(super) fn counted_section(&mut self, at: usize) -> Option<usize> {
        let line = &self.lines[at];
        let words = line.words(self.text);
        let begun = self.counted > 0;
        if line.is_heading() {
            let short_title = words.to_lowercase().starts_with("short title");
            let starts = begun || short_title || self.body.enacted();
            if !starts
                || is_lead_in(words)
                || division::opening(words).is_some()
                || (!begun && !short_title && self.title.is_none())
            {
                return None;
            }
            self.count(line.span, Some(tidy(self.text, line.span)));
            return Some(at + 1);
        }
        let (start, end, from) = heading::glued(words).filter(|_| begun)?;
        let base = line.span.start;
        if start > 0 {
            self.body.text(at, Span::new(base, base + start).trim(self.text));
        }
        let heading = Span::new(base + start, base + end);
        self.count(heading, Some(heading));
        self.body.text(at, Span::new(base + from, line.span.end));
        Some(at + 1)
    }

    pub(super) fn count(&mut self, span: Span, heading: Option<Span>) {
        self.counted += 1;
        self.open_section(self.counted.to_string(), Unit::Section, span, heading, (false, false));
    }
}

/// Labels headings that lost their number: as many of them as numbers are missing between two sections.
pub(super) fn number_between(blocks: &mut [Block]) {
    let mut last: Option<u32> = None;
    let mut lost: Vec<usize> = Vec::new();
    for at in 0..blocks.len() {
        match &blocks[at] {
            Block::Section { label, .. } => {
                let number = label.parse::<u32>().ok();
                if let (Some(a), Some(b)) = (last, number)
                    && b > a
                    && (b - a - 1) as usize == lost.len()
                {
                    lost.iter().zip(a + 1..).for_each(|(&at, number)| relabel(&mut blocks[at], number));
                }
                last = number;
                lost.clear();
            }
            Block::Division { level: Level::Subdivision, label, .. } if label.is_empty() => {
                if matches!(blocks.get(at + 1), Some(Block::Text { .. })) {
                    lost.push(at);
                }
            }
            _ => {}
        }
    }
}

pub(super) fn relabel(block: &mut Block, number: u32) {
    if let Block::Division { heading, span, .. } = block {
        *block = Block::Section { label: number.to_string(), unit: Unit::Section, heading: *heading, span: *span };
    }
}
