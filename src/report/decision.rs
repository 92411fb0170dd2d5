//! Puts reviewers' decisions beside the findings they settle.

use super::{DecisionReport, JurisdictionReport};
use crate::diagnostic::Diagnostic;
use crate::workspace::record::Decision;

/// Adds each decision of `file` to the finding it is about, and says which of them no finding uses.
///
/// `today` (`YYYY-MM-DD`) decides what has expired. A decision never changes the engine's own answer.
pub fn attach(report: &mut JurisdictionReport, decisions: &[Decision], file: &str, today: &str) {
    for decision in decisions {
        let stale = stale(report, decision, today);
        let Some(finding) = report.findings.iter_mut().find(|finding| finding.obligation == decision.obligation) else {
            let said = format!("no finding of this report uses the decision on `{}`", decision.obligation);
            let help = "ask for the whole catalogue (`--profile full`), mend the id, or take the decision out";
            report.diagnostics.push(Diagnostic::warning("unused-decision", file, said).help(help));
            continue;
        };
        if let Some(why) = &stale {
            let said = format!("the decision on `{}` has to be looked at again: {why}", decision.obligation);
            report.diagnostics.push(Diagnostic::warning("stale-decision", file, said));
        }
        finding.decision = Some(DecisionReport {
            outcome: decision.outcome,
            provision: decision.provision.clone(),
            reason: decision.reason.clone(),
            by: decision.by.clone(),
            date: decision.date.clone(),
            stale,
        });
    }
}

/// Why a decision can no longer be relied on.
fn stale(report: &JurisdictionReport, decision: &Decision, today: &str) -> Option<String> {
    let made_on = decision.sha256.trim();
    if !made_on.is_empty() && !report.instruments.iter().any(|one| one.sha256.eq_ignore_ascii_case(made_on)) {
        return Some("the text it was made on has changed".to_owned());
    }
    // Dates written year first compare as they stand.
    let expires = decision.expires.trim();
    (!expires.is_empty() && expires < today).then(|| format!("it expired on {expires}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Outcome, sample};

    fn decision(change: impl Fn(&mut Decision)) -> Decision {
        let mut one = Decision {
            obligation: sample::jurisdiction().findings[0].obligation.clone(),
            outcome: Outcome::Contrary,
            provision: "s 9".to_owned(),
            reason: "Section 9 was read with the Constitution.".to_owned(),
            by: "A. Reader".to_owned(),
            date: "2026-01-02".to_owned(),
            expires: String::new(),
            sha256: String::new(),
        };
        change(&mut one);
        one
    }

    fn attached(decision: &Decision) -> JurisdictionReport {
        let mut report = sample::jurisdiction();
        attach(&mut report, std::slice::from_ref(decision), "abc/jurisdiction.yaml", "2026-06-30");
        report
    }

    #[test]
    fn a_decision_stands_beside_the_answer_and_changes_nothing_else() {
        let mut report = attached(&decision(|_| ()));
        let found = report.findings[0].decision.take().unwrap();
        assert_eq!((found.outcome, found.provision.as_str(), found.stale), (Outcome::Contrary, "s 9", None));
        assert_eq!(report, sample::jurisdiction());
    }

    #[test]
    fn it_is_stale_once_the_text_has_changed_or_its_time_is_over() {
        let stale = |change: fn(&mut Decision)| attached(&decision(change)).findings[0].decision.clone().unwrap().stale;
        assert_eq!(stale(|one| one.sha256 = "00".repeat(32)), None);
        assert_eq!(stale(|one| one.sha256 = "11".repeat(32)).as_deref(), Some("the text it was made on has changed"));
        assert_eq!(stale(|one| one.expires = "2026-06-30".to_owned()), None);
        assert_eq!(stale(|one| one.expires = "2026-06-29".to_owned()).as_deref(), Some("it expired on 2026-06-29"));
    }

    #[test]
    fn a_decision_that_no_finding_uses_is_said_to_be_so() {
        let report = attached(&decision(|one| one.obligation = "attemt".to_owned()));
        assert!(report.findings.iter().all(|finding| finding.decision.is_none()));
        assert_eq!(report.diagnostics.last().unwrap().code, "unused-decision");
    }
}
