//! The baseline: a reader that only looks for words.
//!
//! Same catalogue, same wordings, same answers to silence, but a concept counts wherever its words stand: in a heading,
//! a preamble, a neighbouring offence. What it scores below the engine is what reading the law is worth.

use super::score::{Answers, Kind, kind, outcome};
use lacuna::catalogue::{Catalogue, Clause, Condition, Obligation, Profile, Test};
use lacuna::jurisdiction::Jurisdiction;
use lacuna::language::token::tokens;
use lacuna::report::{JurisdictionReport, Outcome};
use lacuna::span::Span;
use std::collections::BTreeSet;

/// For each fact of the engine, the concepts from whose words a keyword search would conclude it.
const FACTS: [(&str, &[&str]); 17] = [
    ("offence.found", &["trafficking", "imprisonment"]),
    ("offence.one-purpose-family", &[]),
    ("means.required-always", &["trafficking", "means.force"]),
    ("means.required-sometimes", &[]),
    ("child.no-means", &["child.no-means"]),
    ("child.no-means-partly", &[]),
    ("child.means-required", &[]),
    ("child.under-18", &["age.under-18"]),
    ("child.lower-age", &["age.lower"]),
    ("border.not-required", &["trafficking"]),
    ("border.required-sometimes", &[]),
    ("border.required", &["border.crossing"]),
    ("victim.any", &["trafficking", "person"]),
    ("victim.limited", &["victim.limiter"]),
    ("sanction.at-least-four-years", &["imprisonment"]),
    ("sanction.under-four-years", &[]),
    ("sanction.fine-alone", &["fine"]),
];

/// The answers a keyword search gives; none on sanctions, which need reading.
pub(crate) fn answers(jurisdiction: &Jurisdiction, report: &JurisdictionReport) -> Answers {
    let words = Words::of(jurisdiction);
    let supplied: BTreeSet<_> = report.instruments.iter().flat_map(|one| one.kinds.clone()).collect();
    let mut answers = Answers::new();
    for obligation in Catalogue::built_in().profile(Profile::Full) {
        let found = words.outcome(obligation);
        let silence = if obligation.belongs_in.iter().any(|kind| supplied.contains(kind)) {
            Outcome::Missing
        } else {
            Outcome::NotSupplied
        };
        answers.insert(obligation.id.clone(), outcome(found.unwrap_or(silence)).to_owned());
        for element in obligation.elements.iter().filter(|element| kind(&element.id) == Kind::Element) {
            let present = element.shown_by.iter().any(|test| words.show(test));
            answers.insert(element.id.clone(), if present { "present" } else { "absent" }.to_owned());
        }
    }
    answers
}

/// The concepts whose words stand anywhere in the texts.
struct Words(BTreeSet<String>);

impl Words {
    fn of(jurisdiction: &Jurisdiction) -> Self {
        let mut found = BTreeSet::new();
        for instrument in &jurisdiction.instruments {
            let Some(pack) = Catalogue::built_in().pack(&instrument.facts.language) else { continue };
            let all = tokens(&instrument.text, Span::new(0, instrument.text.len()));
            found.extend(pack.matcher.scan(&all).into_iter().map(|mention| pack.name(mention.concept).to_owned()));
        }
        Self(found)
    }

    fn has(&self, concept: &str) -> bool {
        self.0.contains(concept)
    }

    fn outcome(&self, obligation: &Obligation) -> Option<Outcome> {
        let present = |id: &str| {
            let element = obligation.elements.iter().find(|element| element.id == id);
            element.is_some_and(|element| element.shown_by.iter().any(|test| self.show(test)))
        };
        let holds = |condition: &Option<Condition>| condition.as_ref().is_some_and(|c| c.holds(&present));
        match &obligation.outcome {
            rules if holds(&rules.met) => Some(Outcome::Met),
            rules if holds(&rules.contrary) => Some(Outcome::Contrary),
            rules if holds(&rules.partial) => Some(Outcome::Partial),
            _ => None,
        }
    }

    fn show(&self, test: &Test) -> bool {
        match test {
            Test::Offence(concept) => self.has(concept),
            Test::Clause(Clause { all, any, .. }) => {
                all.iter().all(|c| self.has(c)) && (any.is_empty() || any.iter().any(|c| self.has(c)))
            }
            Test::Fact(fact) => {
                let known = FACTS.iter().find(|(name, _)| name == fact);
                known.is_some_and(|(_, concepts)| !concepts.is_empty() && concepts.iter().all(|c| self.has(c)))
            }
        }
    }
}
