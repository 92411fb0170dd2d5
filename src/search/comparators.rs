//! How other States meet a duty: provisions to compare with, never a ranking of States.

use super::Index;
use super::manifest::{Answers, Duty, Shown, Shows};
use crate::report::{Comparator, Evidence, Finding, JurisdictionReport, Outcome, Presence};
use std::collections::BTreeSet;

/// The answers of several jurisdictions from which comparators are taken.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    answers: Vec<Answers>,
}

/// So many are shown.
const MOST: usize = 3;

/// A quotation is not longer than this, in bytes.
const LONGEST: usize = 320;

impl Answers {
    /// What the report found, each place with the unit it stands in.
    pub(super) fn of(report: &JurisdictionReport, unit: &dyn Fn(&Evidence) -> Option<u64>) -> Self {
        let title = |id: &str| {
            let mut instruments = report.instruments.iter();
            instruments.find(|one| one.id == id).map_or_else(String::new, |one| one.title.clone())
        };
        let place = |one: &Evidence| Shows {
            unit: unit(one),
            title: title(&one.instrument),
            instrument: one.instrument.clone(),
            citation: one.citation.clone(),
            eid: one.eid.clone(),
            quote: one.quote.clone(),
        };
        let duty = |finding: &Finding| {
            let present = finding.elements.iter().filter(|element| element.outcome == Presence::Present);
            let elements: Vec<Shown> = present
                .map(|element| Shown {
                    element: element.element.clone(),
                    title: element.title.clone(),
                    places: element.evidence.iter().map(place).collect(),
                })
                .collect();
            (!elements.is_empty()).then(|| Duty {
                obligation: finding.obligation.clone(),
                outcome: finding.outcome,
                elements,
            })
        };
        let duties = report.findings.iter().filter_map(duty).collect();
        Self { code: report.code.clone(), name: report.name.clone(), duties }
    }
}

impl Pool {
    /// The jurisdictions that were assessed together.
    #[must_use]
    pub fn of_reports(reports: &[JurisdictionReport]) -> Self {
        Self { answers: reports.iter().map(|report| Answers::of(report, &|_| None)).collect() }
    }

    /// Adds the jurisdictions of a library that are not in it yet.
    pub fn add(&mut self, index: &Index) {
        let known: BTreeSet<String> = self.answers.iter().map(|one| one.code.clone()).collect();
        let more = index.assessed().jurisdictions.iter().filter(|one| !known.contains(&one.code));
        self.answers.extend(more.cloned());
    }

    /// Gives every duty that a report does not find met up to three comparators from other jurisdictions.
    pub fn fill(&self, report: &mut JurisdictionReport) {
        let open = |finding: &&mut Finding| is_open(finding.outcome);
        for finding in report.findings.iter_mut().filter(open) {
            finding.comparators = self.comparators(&report.code, finding);
        }
    }

    fn comparators(&self, code: &str, finding: &Finding) -> Vec<Comparator> {
        let absent = finding.elements.iter().filter(|element| element.outcome == Presence::Absent);
        let absent: BTreeSet<&str> = absent.map(|element| element.element.as_str()).collect();
        let others = self.answers.iter().filter(|answers| answers.code != code);
        let mut found: Vec<_> = others.filter_map(|answers| compare(answers, finding, &absent)).collect();
        found.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.jurisdiction.cmp(&other.jurisdiction)));
        found.into_iter().take(MOST).map(|(_, comparator)| comparator).collect()
    }
}

/// True for an answer that leaves something to do which other laws may help with.
pub(super) fn is_open(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Missing | Outcome::Partial | Outcome::NotSupplied)
}

/// What comes first: laws that meet the duty, and of them those that have most of what is absent here.
type Worth = (bool, usize);

fn compare(answers: &Answers, finding: &Finding, absent: &BTreeSet<&str>) -> Option<(Worth, Comparator)> {
    let duty = answers.duties.iter().find(|duty| duty.obligation == finding.obligation)?;
    if !matches!(duty.outcome, Outcome::Met | Outcome::Partial) {
        return None;
    }
    let helps = |element: &&Shown| absent.contains(element.element.as_str());
    let covered = duty.elements.iter().filter(helps).count();
    if covered == 0 && duty.outcome != Outcome::Met {
        return None;
    }
    let mut places: Vec<(&str, &str)> = Vec::new();
    for place in duty.elements.iter().flat_map(|element| &element.places) {
        if !places.contains(&(&place.instrument, &place.eid)) {
            places.push((&place.instrument, &place.eid));
        }
    }
    let shown = |(instrument, eid): (&str, &str)| -> Vec<&Shown> {
        let here = |place: &Shows| place.instrument == instrument && place.eid == eid;
        duty.elements.iter().filter(|element| element.places.iter().any(here)).collect()
    };
    let worth = |place: &(&str, &str)| {
        let elements = shown(*place);
        (elements.iter().filter(|one| absent.contains(one.element.as_str())).count(), elements.len())
    };
    let best = places.iter().rev().max_by_key(|place| worth(place))?;
    let elements = shown(*best);
    let here = |place: &&Shows| (place.instrument.as_str(), place.eid.as_str()) == *best;
    let all: Vec<&Shows> = elements.iter().flat_map(|element| element.places.iter().filter(here)).collect();
    let first = all.first()?;
    let comparator = Comparator {
        jurisdiction: answers.code.clone(),
        name: answers.name.clone(),
        instrument: first.title.clone(),
        citation: first.citation.clone(),
        quote: quote(&all),
        covers: elements.iter().map(|element| element.title.clone()).collect(),
    };
    Some(((duty.outcome != Outcome::Met, usize::MAX - covered), comparator))
}

/// The words at these places, with dots where something between them is left out.
fn quote(places: &[&Shows]) -> String {
    let mut quotes: Vec<&str> = Vec::new();
    for quote in places.iter().map(|place| place.quote.trim()) {
        let length: usize = quotes.iter().map(|one| one.len() + 3).sum();
        let told = quotes.iter().any(|one| one.contains(quote) || quote.contains(one));
        if !told && (quotes.is_empty() || length + quote.len() <= LONGEST) {
            quotes.push(quote);
        }
    }
    super::leads::shortened(&quotes.join(" … "), LONGEST)
}
