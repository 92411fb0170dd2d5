//! The provisions that are compared: sections and articles, and whatever stands outside of them.

use super::Stand;
use crate::instrument::{Instrument, Level, ProvisionId};
use crate::language::token::tokens;
use crate::span::Span;
use std::collections::{BTreeSet, HashMap};

/// A provision with its words as numbers, so that equal words are equal numbers in both versions.
pub(super) struct Unit {
    /// Index of its instrument.
    pub(super) instrument: usize,
    /// The provision.
    pub(super) provision: ProvisionId,
    /// Its citation.
    pub(super) citation: String,
    /// Its instrument as a reader tells it from others: title, or id.
    pub(super) work: String,
    /// Its words: heading first, then everything inside it but notes.
    pub(super) numbers: Vec<u32>,
    /// Where each word stands.
    pub(super) places: Vec<(Span, ProvisionId)>,
    /// Which words are the first of a provision.
    pub(super) firsts: BTreeSet<usize>,
}

/// Gives every word a number.
#[derive(Default)]
pub(super) struct Numbers {
    known: HashMap<String, u32>,
}

impl Numbers {
    fn of(&mut self, word: String) -> u32 {
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        *self.known.entry(word).or_insert(next)
    }
}

/// The units of all instruments, in document order.
pub(super) fn units(instruments: &[Instrument], numbers: &mut Numbers) -> Vec<Unit> {
    let mut found = Vec::new();
    for (at, instrument) in instruments.iter().enumerate() {
        let mut next = 0;
        while next < instrument.provisions.len() {
            let whole = instrument.provisions[next].level == Level::Section;
            let end = if whole { end_of(instrument, next) } else { next + 1 };
            let unit = unit(instrument, at, next..end, numbers);
            if whole || !unit.numbers.is_empty() {
                found.push(unit);
            }
            next = end;
        }
    }
    found
}

/// One past the last provision inside this one: all of them follow it.
fn end_of(instrument: &Instrument, id: ProvisionId) -> ProvisionId {
    let provisions = &instrument.provisions;
    let mut end = id + 1;
    // Whatever stands inside has its parent at or after this one.
    while provisions.get(end).is_some_and(|one| one.parent.is_some_and(|parent| parent >= id)) {
        end += 1;
    }
    end
}

fn unit(instrument: &Instrument, at: usize, ids: std::ops::Range<ProvisionId>, numbers: &mut Numbers) -> Unit {
    let first = ids.start;
    let mut spans: Vec<(Span, ProvisionId)> = Vec::new();
    for id in ids {
        let provision = &instrument.provisions[id];
        if provision.level == Level::Note {
            continue;
        }
        spans.extend(provision.heading.map(|span| (span, id)));
        spans.extend(provision.own_text().map(|span| (span, id)));
    }
    spans.sort_by_key(|(span, _)| span.start);
    let mut unit = Unit {
        instrument: at,
        provision: first,
        citation: instrument.provisions[first].citation.clone(),
        work: work(instrument),
        numbers: Vec::new(),
        places: Vec::new(),
        firsts: BTreeSet::new(),
    };
    let mut begun = BTreeSet::new();
    for (span, id) in spans {
        for token in tokens(&instrument.text, span) {
            if begun.insert(id) {
                unit.firsts.insert(unit.numbers.len());
            }
            unit.numbers.push(numbers.of(token.word));
            unit.places.push((token.span, id));
        }
    }
    unit
}

fn work(instrument: &Instrument) -> String {
    let title = instrument.facts.title.trim();
    if title.is_empty() { instrument.facts.id.clone() } else { title.to_lowercase() }
}

impl Unit {
    pub(super) fn stand(&self, instruments: &[Instrument]) -> Stand {
        let instrument = &instruments[self.instrument];
        let heading = instrument.provisions[self.provision].heading;
        Stand {
            instrument: instrument.facts.id.clone(),
            citation: self.citation.clone(),
            heading: heading.map_or_else(String::new, |span| instrument.quote(span).trim().to_owned()),
        }
    }
}
