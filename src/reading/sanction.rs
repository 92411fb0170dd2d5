//! Penalties: the terms of imprisonment, fines and increases that a sentence states.
//!
//! It knows nothing of offences; which penalty belongs to which offence is decided by the reader of offences.
//! Words become symbols here (`symbols`), `grammar/sanction.pest` finds the penalties among the symbols, and
//! `meaning` turns what it found into years.

mod condition;
mod meaning;
mod prison;
mod symbols;
#[cfg(test)]
pub(crate) mod tests;

pub use symbols::SanctionWords;

use crate::report::{Fine, Years};
use crate::span::Span;

/// One penalty as a sentence states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Penalty {
    /// Shortest imprisonment, where one is stated.
    pub min: Option<Years>,
    /// Longest imprisonment, where one is stated; a single term counts as the longest.
    pub max: Option<Years>,
    /// How a fine stands beside prison; `Alternative` too where no prison is stated.
    pub fine: Fine,
    /// The phrase.
    pub span: Span,
    /// True where one exact term is imposed rather than allowed ("shall be punished with ten years").
    ///
    /// `min` is filled from it only where the law calls the term fixed or mandatory.
    pub fixed: bool,
    /// The words that say when it applies ("where the victim is a child").
    pub condition: Option<Span>,
}

/// A penalty that rises by a share of itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Increase {
    /// The least share added: 0.5 for one half, 1 for doubled.
    pub low: f64,
    /// The greatest share added.
    pub high: f64,
    /// The phrase.
    pub span: Span,
}

impl SanctionWords {
    /// Every penalty that `sentence` states, in the order in which it states them.
    #[must_use]
    pub fn penalties(&self, sentence: &str) -> Vec<Penalty> {
        self.penalties_at(sentence, Span::new(0, sentence.len()))
    }

    /// The same for the words of `text` at `span`, with places in `text`.
    #[must_use]
    pub fn penalties_at(&self, text: &str, span: Span) -> Vec<Penalty> {
        self.read(text, span, symbols::Symbols::may_hold_penalty, meaning::penalties)
    }

    /// Every increase by a share that `sentence` states.
    #[must_use]
    pub fn increases(&self, sentence: &str) -> Vec<Increase> {
        self.increases_at(sentence, Span::new(0, sentence.len()))
    }

    /// The same for the words of `text` at `span`, with places in `text`.
    #[must_use]
    pub fn increases_at(&self, text: &str, span: Span) -> Vec<Increase> {
        self.read(text, span, symbols::Symbols::may_hold_increase, meaning::increases)
    }

    fn read<T>(
        &self,
        text: &str,
        span: Span,
        worth_reading: fn(&symbols::Symbols) -> bool,
        meaning: fn(&symbols::Symbols) -> Vec<T>,
    ) -> Vec<T> {
        let words = text.get(span.start..span.end).unwrap_or_default();
        super::words::stretches(words)
            .map(|stretch| self.encode(stretch.of(words), span.start + stretch.start))
            .filter(worth_reading)
            .flat_map(|symbols| meaning(&symbols))
            .collect()
    }
}
