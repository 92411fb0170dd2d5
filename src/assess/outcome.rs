//! From elements to an outcome, its reason, and what to do.

use super::Case;
use crate::catalogue::obligation::Treaty;
use crate::catalogue::{Obligation, Test};
use crate::instrument::LawKind;
use crate::report::{Outcome, Searched};
use std::collections::BTreeSet;

/// The answer to an obligation.
pub(super) struct Answer {
    pub(super) outcome: Outcome,
    pub(super) reason: String,
    pub(super) question: Option<String>,
    pub(super) searched: Option<Searched>,
    pub(super) advice: Option<String>,
}

/// What the elements add up to: contrary before met before partial; silence is judged by what was supplied.
pub(super) fn answer(case: &Case, obligation: &Obligation, present: &dyn Fn(&str) -> bool) -> Answer {
    let holds =
        |condition: &Option<_>| condition.as_ref().is_some_and(|c: &crate::catalogue::Condition| c.holds(present));
    let rules = &obligation.outcome;
    let outcome = if holds(&rules.contrary) {
        Outcome::Contrary
    } else if holds(&rules.met) {
        Outcome::Met
    } else if holds(&rules.partial) {
        Outcome::Partial
    } else {
        silence(case, obligation)
    };
    let question = obligation.review.iter().find(|r| r.when.holds(present)).map(|r| r.question.trim().to_owned());
    if case.reading.texts.is_empty() {
        return Answer { outcome, reason: UNREAD.to_owned(), question: None, searched: None, advice: None };
    }
    Answer {
        outcome,
        reason: reason(obligation, outcome),
        question,
        searched: (outcome != Outcome::Met).then(|| searched(case, obligation)),
        advice: (outcome != Outcome::Met).then(|| obligation.advice.trim().to_owned()),
    }
}

/// Not found: missing where the kind of law in which it belongs was supplied, not supplied otherwise.
fn silence(case: &Case, obligation: &Obligation) -> Outcome {
    if case.reading.texts.is_empty() {
        // No text is in a language that the catalogue has words for: nothing was looked for.
        return Outcome::NotSupplied;
    }
    let belongs = &obligation.belongs_in;
    let on_offence = belongs.iter().any(|k| matches!(k, LawKind::CriminalCode | LawKind::CriminalCodeGeneralPart));
    if on_offence && !case.reading.has_offence() && !case.supplied.contains(&LawKind::CriminalCodeGeneralPart) {
        // The texts only presuppose an offence that stands elsewhere.
        return Outcome::NotSupplied;
    }
    let supplied = belongs.iter().any(|kind| case.supplied.contains(kind));
    if supplied { Outcome::Missing } else { Outcome::NotSupplied }
}

/// Advice on texts that nobody looked at would be a false gap.
const UNREAD: &str = "No text supplied is in a language that the catalogue has words for, so nothing was looked for.";

fn reason(obligation: &Obligation, outcome: Outcome) -> String {
    let reasons = &obligation.reasons;
    let (given, otherwise) = match outcome {
        Outcome::Met => (&reasons.met, "The texts say what is owed."),
        Outcome::Partial => (&reasons.partial, "The texts say part of what is owed."),
        Outcome::Missing => (&reasons.missing, "The law in which this belongs was supplied, and it is not there."),
        Outcome::NotSupplied => {
            (&reasons.not_supplied, "Not found; the kind of law in which it usually stands was not supplied.")
        }
        Outcome::Contrary => (&reasons.contrary, "The text says the opposite."),
    };
    given.as_deref().unwrap_or(otherwise).trim().to_owned()
}

fn searched(case: &Case, obligation: &Obligation) -> Searched {
    let mut concepts = BTreeSet::new();
    for test in obligation.elements.iter().flat_map(|element| &element.shown_by) {
        match test {
            Test::Clause(clause) => concepts.extend(clause.all.iter().chain(&clause.any).cloned()),
            Test::Offence(concept) => drop(concepts.insert(concept.clone())),
            Test::Fact(_) => {}
        }
    }
    Searched {
        instruments: case.reading.texts.iter().map(|text| text.instrument.facts.id.clone()).collect(),
        concepts: concepts.into_iter().collect(),
        belongs_in: obligation.belongs_in.clone(),
    }
}

/// A treaty article as reports print it: an unchecked one says so.
pub(super) fn treaty(treaty: &Treaty) -> String {
    if treaty.checked { treaty.article.clone() } else { format!("{} (unchecked)", treaty.article) }
}
