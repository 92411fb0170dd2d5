//! The gap table ministries work with: one row for each element of each obligation, and columns left to fill in.

use crate::report::foreign::plain;
use crate::report::{ElementFinding, Evidence, Finding, JurisdictionReport, Outcome, Presence, words};

/// The columns; the last six are for those who work with the table.
pub const COLUMNS: [&str; 16] = [
    "Obligation",
    "Plan §",
    "Treaty article",
    "Strength",
    "Element",
    "National provision",
    "Quotation",
    "Outcome",
    "Reason",
    "Recommendation",
    "Priority",
    "Responsible body",
    "Deadline",
    "Reviewer",
    "Decision",
    "Comment",
];

/// Place of the reviewer among them; the decision and the comment follow.
const REVIEWER: usize = 13;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Code of the jurisdiction.
    pub jurisdiction: String,
    /// Id of the obligation.
    pub obligation: String,
    /// The outcome of the obligation.
    pub outcome: Outcome,
    /// The words under [`COLUMNS`].
    pub cells: [String; 16],
}

/// The rows of one jurisdiction, in the order of its findings.
#[must_use]
pub fn rows(jurisdiction: &JurisdictionReport) -> Vec<Row> {
    jurisdiction.findings.iter().flat_map(|finding| finding_rows(&jurisdiction.code, finding)).collect()
}

fn finding_rows(code: &str, finding: &Finding) -> Vec<Row> {
    let row = |element: Option<&ElementFinding>| Row {
        jurisdiction: code.to_owned(),
        obligation: finding.obligation.clone(),
        outcome: finding.outcome,
        cells: cells(finding, element),
    };
    if finding.elements.is_empty() {
        vec![row(None)]
    } else {
        finding.elements.iter().map(|one| row(Some(one))).collect()
    }
}

fn cells(finding: &Finding, element: Option<&ElementFinding>) -> [String; 16] {
    let evidence = element.map_or(&[][..], |element| &element.evidence);
    let mut cells: [String; 16] = Default::default();
    let filled = [
        plain(&finding.title),
        finding.plan.join(", "),
        finding.treaty.join(", "),
        words::verb(finding.strength).to_owned(),
        element.map_or_else(String::new, named),
        citations(evidence),
        quotations(evidence),
        words::standing(finding),
        plain(&finding.reason),
        finding.advice.as_deref().map(plain).unwrap_or_default(),
    ];
    cells.iter_mut().zip(filled).for_each(|(cell, words)| *cell = words);
    if let Some(decision) = &finding.decision {
        let who = [&decision.by, &decision.date].map(|words| plain(words));
        cells[REVIEWER] = who.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ");
        cells[REVIEWER + 1] = words::outcome(decision.outcome).to_owned();
        let stale = decision.stale.as_ref().map_or_else(String::new, |why| format!(" (to be looked at again: {why})"));
        cells[REVIEWER + 2] = plain(&format!("{} {}{stale}", decision.provision, decision.reason));
    }
    cells
}

fn named(element: &ElementFinding) -> String {
    let found = if element.outcome == Presence::Present { "found" } else { "not found" };
    format!("{} ({found})", plain(&element.title))
}

/// Quotations shown of one element; the findings show all.
const SHOWN: usize = 3;

fn citations(evidence: &[Evidence]) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for one in evidence {
        if !seen.contains(&one.citation.as_str()) {
            seen.push(&one.citation);
        }
    }
    seen.join("; ")
}

fn quotations(evidence: &[Evidence]) -> String {
    let mut shown: Vec<String> = Vec::new();
    for quote in evidence.iter().map(|one| format!("“{}”", plain(&one.quote))) {
        if !shown.contains(&quote) {
            shown.push(quote);
        }
    }
    let all = shown.len();
    shown.truncate(SHOWN);
    if let Some(more) = all.checked_sub(SHOWN).filter(|more| *more > 0) {
        shown.push(format!("and {more} more"));
    }
    shown.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{DecisionReport, sample};

    #[test]
    fn only_what_a_reviewer_decided_is_filled_in() {
        let mut jurisdiction = sample::jurisdiction();
        assert!(rows(&jurisdiction).iter().all(|row| row.cells[10..].iter().all(String::is_empty)));
        jurisdiction.findings[0].decision = Some(DecisionReport {
            outcome: Outcome::Contrary,
            provision: "s 9".to_owned(),
            reason: "Read with section 9.".to_owned(),
            by: "A. Reader".to_owned(),
            date: "2026-01-02".to_owned(),
            stale: None,
        });
        let row = rows(&jurisdiction).swap_remove(0);
        assert_eq!(row.cells[13..], ["A. Reader, 2026-01-02", "contrary", "s 9 Read with section 9."]);
        assert_eq!(row.outcome, Outcome::Met, "the engine's answer stands");
    }
}
