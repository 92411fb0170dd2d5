//! References: where running text points to a provision ("subsections (2) to (10)", "section 7 of the Penal Code").
//!
//! It finds and takes apart; what a reference leads to is decided by [`super::resolve`]. Words become symbols here,
//! and `grammar/reference.pest` finds the references among the symbols.

mod parts;
mod symbols;
#[cfg(test)]
pub(crate) mod tests;

pub use symbols::ReferenceWords;

use crate::instrument::Level;
use crate::span::Span;
use serde::Deserialize;

/// One reference in running text.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The words of the reference, the name of another instrument included.
    pub span: Span,
    /// What it points to.
    pub target: Target,
    /// The words that name another instrument.
    pub instrument: Option<Span>,
    /// Those words as printed, markup and line breaks included; empty where there are none.
    pub name: String,
}

/// What a reference points to.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// Provisions by their labels.
    Units {
        /// The word that was used first: the narrowest unit of "paragraph (a) of section 3".
        unit: UnitWord,
        /// Every provision or range that is named.
        labels: Vec<Path>,
    },
    /// "this Part", "this Act".
    This(UnitWord),
    /// "the preceding section", "the foregoing provisions".
    Before(UnitWord),
    /// "the following section".
    After(UnitWord),
    /// A whole instrument by its name.
    Whole,
}

/// One provision, or a range between two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The steps that lead to it, widest first: section 3, then 1, then a.
    pub from: Vec<Step>,
    /// The steps to the last provision of the range, where a range is named.
    pub to: Option<Vec<Step>>,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The unit word; `Provision` for a label in brackets that follows another.
    pub unit: UnitWord,
    /// The label as printed, without brackets; number words as figures.
    pub label: String,
}

/// A word for a unit of law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitWord {
    /// The whole act, code or law.
    Instrument,
    /// Schedule, annex, appendix.
    Schedule,
    /// Book.
    Book,
    /// Title.
    Title,
    /// Part.
    Part,
    /// Chapter.
    Chapter,
    /// Division, subchapter.
    Division,
    /// Subdivision.
    Subdivision,
    /// Section, article, clause, regulation, rule.
    Section,
    /// Subsection.
    Subsection,
    /// Paragraph.
    Paragraph,
    /// Subparagraph.
    Subparagraph,
    /// Item, point.
    Item,
    /// Any provision.
    Provision,
}

impl UnitWord {
    /// The rank of a unit that can be found by its label alone; none for one inside a section.
    #[must_use]
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Schedule => Some(Level::Schedule),
            Self::Book => Some(Level::Book),
            Self::Title => Some(Level::Title),
            Self::Part => Some(Level::Part),
            Self::Chapter => Some(Level::Chapter),
            Self::Division => Some(Level::Division),
            Self::Subdivision => Some(Level::Subdivision),
            Self::Section => Some(Level::Section),
            _ => None,
        }
    }
}

impl ReferenceWords {
    /// Every reference in `text`, in order.
    #[must_use]
    pub fn references(&self, text: &str) -> Vec<Reference> {
        self.references_at(text, Span::new(0, text.len()))
    }

    /// The same for the words of `text` at `span`, with places in `text`.
    #[must_use]
    pub fn references_at(&self, text: &str, span: Span) -> Vec<Reference> {
        let words = text.get(span.start..span.end).unwrap_or_default();
        super::words::stretches(words)
            .map(|stretch| self.encode(stretch.of(words), span.start + stretch.start))
            .filter(symbols::Symbols::may_hold_reference)
            .flat_map(|symbols| parts::references(&symbols, text))
            .collect()
    }
}
