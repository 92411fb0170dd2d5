//! A small set of concepts, for quick questions about what a passage mentions.

use crate::language::matcher::ConceptId;

/// A set of concepts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConceptSet {
    bits: Vec<u64>,
}

impl ConceptSet {
    /// Adds a concept.
    pub fn insert(&mut self, concept: ConceptId) {
        let (word, bit) = place(concept);
        if self.bits.len() <= word {
            self.bits.resize(word + 1, 0);
        }
        self.bits[word] |= bit;
    }

    /// True where it holds `concept`.
    #[must_use]
    pub fn has(&self, concept: ConceptId) -> bool {
        let (word, bit) = place(concept);
        self.bits.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Adds everything that `other` holds.
    pub fn merge(&mut self, other: &Self) {
        if self.bits.len() < other.bits.len() {
            self.bits.resize(other.bits.len(), 0);
        }
        for (mine, theirs) in self.bits.iter_mut().zip(&other.bits) {
            *mine |= theirs;
        }
    }
}

fn place(concept: ConceptId) -> (usize, u64) {
    (usize::from(concept) / 64, 1 << (concept % 64))
}

impl FromIterator<ConceptId> for ConceptSet {
    fn from_iter<I: IntoIterator<Item = ConceptId>>(concepts: I) -> Self {
        let mut set = Self::default();
        concepts.into_iter().for_each(|concept| set.insert(concept));
        set
    }
}
