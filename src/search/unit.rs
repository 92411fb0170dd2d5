//! Cuts an instrument into the units that are searched.
//!
//! A unit is what a lawyer would cite for a rule: a subsection with its paragraphs, a section that has no subsections,
//! the definition of one term. A sentence is never cut in two by its enumeration, so that words of a chapeau and of an
//! item are found together; what is cited of a hit is narrowed later to the provision in which the words stand. Only a
//! unit that is longer than anybody reads at once is cut at its items.

use crate::instrument::{Content, Instrument, Level, ProvisionId};
use crate::span::Span;

/// What is searched as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// The provision it is, or whose own words it holds.
    pub(crate) provision: ProvisionId,
    /// The provisions inside that belong to it, in document order, itself first.
    pub(crate) parts: Vec<ProvisionId>,
    /// Its words, one run of the text.
    pub(crate) span: Span,
}

/// Units longer than this are cut at their items.
const LONGEST: usize = 2_500;

/// The units of an instrument in document order; no word of a provision is left out, and none is in two of them.
pub(crate) fn cut(instrument: &Instrument) -> Vec<Unit> {
    let mut cutter = Cutter { instrument, ends: ends(instrument), units: Vec::new() };
    for (id, provision) in instrument.provisions.iter().enumerate() {
        if provision.parent.is_none() {
            cutter.provision(id);
        }
    }
    cutter.units
}

/// For each provision, the last provision inside it.
fn ends(instrument: &Instrument) -> Vec<ProvisionId> {
    let mut ends: Vec<ProvisionId> = (0..instrument.provisions.len()).collect();
    for id in (0..ends.len()).rev() {
        if let Some(parent) = instrument.provisions[id].parent {
            ends[parent] = ends[parent].max(ends[id]);
        }
    }
    ends
}

struct Cutter<'i> {
    instrument: &'i Instrument,
    ends: Vec<ProvisionId>,
    units: Vec<Unit>,
}

impl Cutter<'_> {
    fn provision(&mut self, id: ProvisionId) {
        if self.is_one(id) {
            if let Some(span) = self.words(id) {
                self.units.push(Unit { provision: id, parts: (id..=self.ends[id]).collect(), span });
            }
            return;
        }
        let content = &self.instrument.provisions[id].content;
        for run in content.chunk_by(|a, b| matches!((a, b), (Content::Text(_), Content::Text(_)))) {
            match run {
                [Content::Child(child)] => self.provision(*child),
                pieces => self.own_words(id, pieces),
            }
        }
    }

    fn own_words(&mut self, id: ProvisionId, pieces: &[Content]) {
        let spans = pieces.iter().filter_map(|piece| match piece {
            Content::Text(span) => Some(*span),
            Content::Child(_) => None,
        });
        let Some(span) = spans.reduce(Span::join) else { return };
        let span = span.trim(&self.instrument.text);
        if !span.is_empty() {
            self.units.push(Unit { provision: id, parts: vec![id], span });
        }
    }

    /// True where a provision is searched as a whole.
    fn is_one(&self, id: ProvisionId) -> bool {
        let provisions = &self.instrument.provisions;
        let provision = &provisions[id];
        if provision.level < Level::Section {
            return false;
        }
        let inside = &provisions[(id + 1).min(self.ends[id] + 1)..=self.ends[id].max(id)];
        let inside = if self.ends[id] == id { &[] } else { inside };
        let apart = |one: &crate::instrument::Provision| match one.level {
            Level::Definition => true,
            Level::Subsection => provision.level < Level::Subsection,
            level => level <= Level::Section,
        };
        provision.span.len() <= LONGEST && !inside.iter().any(apart)
    }

    /// The words of a provision with those inside it, without its heading.
    fn words(&self, id: ProvisionId) -> Option<Span> {
        let provision = &self.instrument.provisions[id];
        let first = provision.content.iter().map(|piece| match piece {
            Content::Text(span) => span.start,
            Content::Child(child) => self.instrument.provisions[*child].span.start,
        });
        let start = first.min()?;
        let labelled = provision.heading.is_none() && provision.level > Level::Section;
        let start = if labelled { provision.span.start.min(start) } else { start };
        let span = Span::new(start, provision.span.end.max(start)).trim(&self.instrument.text);
        (!span.is_empty()).then_some(span)
    }
}

/// The headings above a provision, widest first, its own last.
pub(crate) fn headings(instrument: &Instrument, id: ProvisionId) -> Vec<String> {
    let lineage = instrument.lineage(id).filter_map(|up| instrument.provisions[up].heading);
    let mut all: Vec<String> = lineage.map(|span| one_line(instrument.quote(span))).collect();
    all.reverse();
    all
}

/// Words on one line, with single spaces.
pub(crate) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
