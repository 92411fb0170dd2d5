//! A jurisdiction: the texts of one State that are assessed together.

use crate::instrument::{Instrument, LawKind};

/// What is assessed together: the texts supplied for one State, and what is said about them.
#[derive(Clone, Debug, Default)]
pub struct Jurisdiction {
    /// ISO 3166 alpha-3 code in lower case, or the folder's name.
    pub code: String,
    /// Its name for readers.
    pub name: String,
    /// The texts, in a stable order.
    pub instruments: Vec<Instrument>,
    /// Kinds of law said to be supplied whole, beside those recognised in the texts.
    pub supplied: Vec<LawKind>,
}
