//! Holds a reading against the catalogue: elements, outcome, reason, evidence. A pure function.

mod clause;
mod outcome;

use crate::catalogue::{Catalogue, Element, Obligation, Profile, Test};
use crate::instrument::LawKind;
use crate::jurisdiction::Jurisdiction;
use crate::reading::facts::{Facts, facts};
use crate::reading::place::Place;
use crate::reading::{Reading, penalty};
use crate::report::{
    CatalogueStamp, DefectFinding, ElementFinding, Finding, Generator, InstrumentReport, JurisdictionReport, Presence,
    Report, SCHEMA,
};
use std::collections::BTreeSet;

/// Which obligations are asked for.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The profile.
    pub profile: Profile,
    /// Only these ids, where any are named.
    pub only: Vec<String>,
}

/// The most places that are shown for one element.
const MOST_EVIDENCE: usize = 12;

/// Answers every selected obligation for one jurisdiction.
#[must_use]
pub fn assess(catalogue: &Catalogue, jurisdiction: &Jurisdiction, selection: &Selection) -> JurisdictionReport {
    assess_reading(catalogue, jurisdiction, selection, &Reading::of(jurisdiction, catalogue))
}

/// The same for a jurisdiction that was read already.
#[must_use]
pub fn assess_reading(
    catalogue: &Catalogue,
    jurisdiction: &Jurisdiction,
    selection: &Selection,
    reading: &Reading,
) -> JurisdictionReport {
    let facts = facts(reading);
    let supplied = supplied(reading, jurisdiction);
    let case = Case { reading, facts: &facts, supplied: &supplied };
    let asked = catalogue.profile(selection.profile);
    let asked = asked.filter(|o| selection.only.is_empty() || selection.only.contains(&o.id));
    JurisdictionReport {
        code: jurisdiction.code.clone(),
        name: jurisdiction.name.clone(),
        instruments: instruments(reading, jurisdiction),
        findings: asked.map(|obligation| case.finding(obligation)).collect(),
        sanctions: penalty::report(reading),
        diagnostics: jurisdiction.instruments.iter().flat_map(|i| i.diagnostics.clone()).collect(),
    }
}

/// A report over the answers for several jurisdictions.
#[must_use]
pub fn report(catalogue: &Catalogue, selection: &Selection, jurisdictions: Vec<JurisdictionReport>) -> Report {
    let profile = match selection.profile {
        Profile::Core => "core",
        Profile::Full => "full",
    };
    Report {
        schema: SCHEMA.to_owned(),
        generator: Generator { name: "lacuna".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        catalogue: CatalogueStamp { profile: profile.to_owned(), sha256: catalogue.sha256.clone() },
        jurisdictions,
    }
}

fn supplied(reading: &Reading, jurisdiction: &Jurisdiction) -> BTreeSet<LawKind> {
    reading.kinds.iter().flatten().copied().chain(jurisdiction.supplied.iter().copied()).collect()
}

fn instruments(reading: &Reading, jurisdiction: &Jurisdiction) -> Vec<InstrumentReport> {
    let mut read = reading.kinds.iter();
    let kinds = (0..jurisdiction.instruments.len())
        .map(|at| if reading.unread.contains(&at) { Vec::new() } else { read.next().cloned().unwrap_or_default() });
    let all = jurisdiction.instruments.iter().zip(kinds);
    all.map(|(instrument, kinds)| InstrumentReport {
        id: instrument.facts.id.clone(),
        title: instrument.facts.title.clone(),
        language: instrument.facts.language.clone(),
        text: instrument.facts.text,
        file: instrument.file.clone(),
        sha256: instrument.sha256.clone(),
        kinds,
        provenance: crate::report::Provenance::of(&instrument.facts),
    })
    .collect()
}

/// One jurisdiction's reading, ready to be asked.
struct Case<'c, 'r> {
    reading: &'c Reading<'r>,
    facts: &'c Facts,
    supplied: &'c BTreeSet<LawKind>,
}

impl Case<'_, '_> {
    fn finding(&self, obligation: &Obligation) -> Finding {
        let shown: Vec<Vec<Place>> = obligation.elements.iter().map(|element| self.places(&element.shown_by)).collect();
        let present: BTreeSet<&str> =
            obligation.elements.iter().zip(&shown).filter(|(_, p)| !p.is_empty()).map(|(e, _)| e.id.as_str()).collect();
        let answer = outcome::answer(self, obligation, &|id| present.contains(id));
        let places_of = |ids: Vec<&str>| -> Vec<Place> {
            let all = obligation.elements.iter().zip(&shown);
            let mut places: Vec<Place> =
                all.filter(|(e, _)| ids.contains(&e.id.as_str())).flat_map(|(_, p)| p.clone()).collect();
            places.truncate(MOST_EVIDENCE);
            places
        };
        let defects = obligation.defects.iter().filter(|defect| defect.when.holds(&|id| present.contains(id)));
        let defects = defects.filter_map(|defect| {
            let own = self.places(&defect.shown_by);
            let seen = defect.shown_by.is_empty() || !own.is_empty();
            seen.then(|| (defect, if own.is_empty() { places_of(defect.when.elements()) } else { own }))
        });
        Finding {
            obligation: obligation.id.clone(),
            title: obligation.title.clone(),
            plan: obligation.plan.clone(),
            treaty: obligation.treaty.iter().map(outcome::treaty).collect(),
            strength: obligation.strength,
            outcome: answer.outcome,
            review: answer.question.is_some(),
            question: answer.question,
            reason: answer.reason,
            elements: obligation.elements.iter().zip(&shown).map(|(e, places)| self.element(e, places)).collect(),
            defects: defects
                .map(|(defect, places)| DefectFinding {
                    defect: defect.id.clone(),
                    title: defect.title.clone(),
                    evidence: self.evidence(&places),
                })
                .collect(),
            leads: Vec::new(),
            comparators: Vec::new(),
            searched: answer.searched,
            advice: answer.advice,
            decision: None,
        }
    }

    fn element(&self, element: &Element, places: &[Place]) -> ElementFinding {
        ElementFinding {
            element: element.id.clone(),
            title: element.title.clone(),
            outcome: if places.is_empty() { Presence::Absent } else { Presence::Present },
            evidence: self.evidence(places),
        }
    }

    fn evidence(&self, places: &[Place]) -> Vec<crate::report::Evidence> {
        places.iter().map(|place| place.evidence(&self.reading.texts)).collect()
    }

    /// The words that satisfy any of some tests; none where what they look for is absent.
    fn places(&self, tests: &[Test]) -> Vec<Place> {
        let mut found: Vec<Place> = Vec::new();
        for test in tests {
            let more = match test {
                Test::Clause(clause) => clause::places(self.reading, clause),
                Test::Offence(concept) => self.named(concept),
                Test::Fact(fact) => self.facts.get(fact.as_str()).cloned().unwrap_or_default(),
            };
            for place in more {
                if !found.iter().any(|p| p.text == place.text && p.span == place.span) {
                    found.push(place);
                }
            }
        }
        found.truncate(MOST_EVIDENCE);
        found
    }

    /// Where the trafficking offence, or a definition that it uses, names a concept.
    fn named(&self, concept: &str) -> Vec<Place> {
        let mut found = Vec::new();
        for scoped in self.reading.scope.iter().filter(|s| s.source.gives(concept)) {
            let text = &self.reading.texts[scoped.text];
            let Some(id) = text.pack.concept(concept) else { continue };
            let statement = &text.statements[scoped.statement];
            let mentions = text.mentions(statement).filter(|m| m.concept == id);
            found.extend(mentions.map(|m| Place::of_mention(scoped.text, text, m, &scoped.via)));
        }
        found
    }
}
