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
