//! A tantivy query for what tantivy has none: phrases with prefixes, and words or phrases near each other.
//!
//! For every segment the matching documents are worked out at once, led by the rarest operand; positions are read only
//! where all operands occur.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{ConstScorer, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// Operands within `distance` words of each other; a single operand stands for itself.
#[derive(Clone, Debug)]
pub(super) struct Near {
    pub(super) distance: u32,
    /// Each operand is a phrase: for each of its words, the terms that may stand there.
    pub(super) operands: Vec<Vec<Vec<Term>>>,
    /// The score of a match.
    pub(super) score: Score,
}

impl Query for Near {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(NearWeight(self.clone())))
    }
}

struct NearWeight(Near);

impl Weight for NearWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let docs = self.0.matching(reader)?;
        if docs.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        Ok(Box::new(ConstScorer::new(Docs { docs, at: 0 }, boost * self.0.score)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("Near", self.0.score))
    }
}

/// Documents that are known already.
struct Docs {
    docs: Vec<DocId>,
    at: usize,
}

impl DocSet for Docs {
    fn advance(&mut self) -> DocId {
        self.at = (self.at + 1).min(self.docs.len());
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.docs.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.docs.len()).unwrap_or(u32::MAX)
    }
}

impl Near {
    fn matching(&self, reader: &SegmentReader) -> tantivy::Result<Vec<DocId>> {
        let mut operands = Vec::new();
        for phrase in &self.operands {
            let slots = phrase.iter().map(|terms| Slot::open(reader, terms)).collect::<tantivy::Result<Vec<_>>>()?;
            operands.push(slots);
        }
        if operands.iter().flatten().any(|slot| slot.postings.is_empty()) || operands.is_empty() {
            return Ok(Vec::new());
        }
        let mut docs = Vec::new();
        let mut doc = 0;
        while let Some(found) = next_common(&mut operands, doc) {
            let spans: Vec<Vec<(u32, u32)>> = operands.iter_mut().map(|phrase| spans(phrase)).collect();
            if within(&spans, self.distance) {
                docs.push(found);
            }
            doc = found + 1;
        }
        Ok(docs)
    }
}

/// The documents and places of any of several terms.
struct Slot {
    postings: Vec<SegmentPostings>,
    rarity: u64,
}

impl Slot {
    fn open(reader: &SegmentReader, terms: &[Term]) -> tantivy::Result<Self> {
        let mut postings = Vec::new();
        for term in terms {
            let index = reader.inverted_index(term.field())?;
            postings.extend(index.read_postings(term, IndexRecordOption::WithFreqsAndPositions)?);
        }
        let rarity = postings.iter().map(|one| u64::from(one.size_hint())).sum();
        Ok(Self { postings, rarity })
    }

    /// The first document from `target` on.
    fn seek(&mut self, target: DocId) -> DocId {
        let step = |one: &mut SegmentPostings| if one.doc() < target { one.seek(target) } else { one.doc() };
        self.postings.iter_mut().map(step).min().unwrap_or(TERMINATED)
    }

    /// The places in the document at which it stands.
    fn places(&mut self, doc: DocId) -> Vec<u32> {
        let mut places = Vec::new();
        for one in self.postings.iter_mut().filter(|one| one.doc() == doc) {
            one.append_positions_with_offset(0, &mut places);
        }
        places.sort_unstable();
        places
    }

    fn doc(&self) -> DocId {
        self.postings.iter().map(DocSet::doc).min().unwrap_or(TERMINATED)
    }
}

/// The next document in which all slots occur.
fn next_common(operands: &mut [Vec<Slot>], from: DocId) -> Option<DocId> {
    let mut order: Vec<&mut Slot> = operands.iter_mut().flatten().collect();
    order.sort_by_key(|slot| slot.rarity);
    let mut target = from;
    'again: loop {
        for slot in &mut order {
            let doc = slot.seek(target);
            if doc == TERMINATED {
                return None;
            }
            if doc > target {
                target = doc;
                continue 'again;
            }
        }
        return Some(target);
    }
}

/// Where the phrase stands in the document that all its slots are at.
fn spans(phrase: &mut [Slot]) -> Vec<(u32, u32)> {
    let Some(doc) = phrase.iter().map(Slot::doc).min() else { return Vec::new() };
    let places: Vec<Vec<u32>> = phrase.iter_mut().map(|slot| slot.places(doc)).collect();
    let (first, rest) = places.split_first().expect("a phrase has a word");
    let length = u32::try_from(places.len()).unwrap_or(u32::MAX);
    let follows = |start: u32| rest.iter().zip(1..).all(|(next, step)| next.binary_search(&(start + step)).is_ok());
    first.iter().filter(|&&start| follows(start)).map(|&start| (start, start + length)).collect()
}

/// True where one span of each operand can be chosen so that all lie within `distance` words of their neighbour.
pub(super) fn within(spans: &[Vec<(u32, u32)>], distance: u32) -> bool {
    choose(spans, distance).is_some()
}

/// Such a choice; the first operand's place decides.
pub(super) fn choose(spans: &[Vec<(u32, u32)>], distance: u32) -> Option<Vec<(u32, u32)>> {
    let (first, rest) = spans.split_first()?;
    first.iter().find_map(|&start| grow(vec![start], rest, distance))
}

fn grow(chosen: Vec<(u32, u32)>, rest: &[Vec<(u32, u32)>], distance: u32) -> Option<Vec<(u32, u32)>> {
    let Some((next, rest)) = rest.split_first() else { return Some(chosen) };
    let last = *chosen.last()?;
    let from = next.partition_point(|span| span.1.saturating_add(distance) <= last.0);
    let near = next[from..].iter().take_while(|span| span.0 <= last.1.saturating_add(distance));
    let mut apart = near.filter(|span| gap(last, **span).is_some_and(|gap| gap < distance));
    apart.find_map(|&span| grow([chosen.as_slice(), &[span]].concat(), rest, distance))
}

/// The words between two spans; none where they overlap.
fn gap(a: (u32, u32), b: (u32, u32)) -> Option<u32> {
    if a.1 <= b.0 {
        Some(b.0 - a.1)
    } else if b.1 <= a.0 {
        Some(a.0 - b.1)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_counts_the_steps_between_words_in_either_order() {
        let at = |place: u32| vec![(place, place + 1)];
        assert!(within(&[at(3), at(4)], 1));
        assert!(within(&[at(9), at(4)], 5));
        assert!(!within(&[at(10), at(4)], 5));
        assert!(!within(&[at(4), at(4)], 5), "a word is not near itself");
        assert!(within(&[at(1), at(5), at(9)], 4));
    }
}
