//! A questionnaire filled in from the findings: yes, in part, no, or cannot tell, with the provision and its words.

use super::markdown::escape;
use super::{Evidence, Finding, JurisdictionReport, Outcome, Presence, Report, words};
use crate::catalogue::questionnaire::Question;
use std::collections::BTreeSet;
use std::fmt::Write;

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Yes,
    InPart,
    No,
    CannotTell,
}

impl Answer {
    const fn title(self) -> &'static str {
        match self {
            Self::Yes => "Yes",
            Self::InPart => "In part",
            Self::No => "No",
            Self::CannotTell => "Cannot tell",
        }
    }

    /// Several findings make one answer: yes only where every one of them is met; what was not supplied leaves a
    /// question open, unless another finding already says that something is missing.
    fn of(outcomes: &[Outcome]) -> Self {
        let has = |asked: &[Outcome]| outcomes.iter().any(|one| asked.contains(one));
        let found = has(&[Outcome::Met, Outcome::Partial]);
        if outcomes.is_empty() || !found && !has(&[Outcome::Missing, Outcome::Contrary]) {
            return Self::CannotTell;
        }
        match (found, has(&[Outcome::Partial, Outcome::Missing, Outcome::Contrary, Outcome::NotSupplied])) {
            (true, false) => Self::Yes,
            (true, true) => Self::InPart,
            (false, _) => Self::No,
        }
    }
}

/// The filled-in questionnaire in Markdown, one part per jurisdiction.
#[must_use]
pub fn render(report: &Report, questions: &[Question]) -> String {
    let mut text = String::new();
    for one in &report.jurisdictions {
        let _ = write!(text, "# Self-assessment: {}\n\n", escape(&one.name));
        text.push_str(
            "Filled in by Lacuna from the texts below; every answer is a proposal to be checked by the office that answers. \
             *Cannot tell* means that the law in which the rule usually stands was not among the texts.\n\n",
        );
        for instrument in &one.instruments {
            let kind = words::text(instrument.text);
            let _ = writeln!(text, "- {} ({kind}, `{}`)", escape(&instrument.title), instrument.file.replace('`', ""));
        }
        answers(one, questions, &mut text);
        text.push('\n');
    }
    let _ = writeln!(text, "{}", escape(&words::origin(report)));
    text
}

fn answers(report: &JurisdictionReport, questions: &[Question], text: &mut String) {
    for topic in questions.chunk_by(|a, b| a.topic == b.topic) {
        let _ = write!(text, "\n## {}\n", escape(&topic[0].topic));
        for question in topic {
            let asked = |finding: &&Finding| question.asks.contains(&finding.obligation);
            let findings: Vec<&Finding> = report.findings.iter().filter(asked).collect();
            let outcomes: Vec<Outcome> = findings.iter().map(|finding| finding.outcome).collect();
            let treaty = if question.treaty.is_empty() { String::new() } else { format!("({})", question.treaty) };
            let title = format!("{} {treaty}", question.question);
            let _ = write!(text, "\n### {}\n\n", escape(title.trim_end()));
            let _ = writeln!(text, "**{}**", Answer::of(&outcomes).title());
            for finding in findings {
                answer(report, finding, text);
            }
            if question.sanctions {
                sanctions(report, text);
            }
        }
    }
}

fn answer(report: &JurisdictionReport, finding: &Finding, text: &mut String) {
    let _ = write!(text, "\n- {}: {}", escape(&finding.title), escape(&finding.reason));
    let absent = finding.elements.iter().filter(|element| element.outcome == Presence::Absent);
    let absent: Vec<String> = absent.map(|element| escape(&element.title)).collect();
    if finding.outcome == Outcome::Partial && !absent.is_empty() {
        let _ = write!(text, " Not found: {}.", absent.join("; "));
    }
    text.push('\n');
    for evidence in shown(finding) {
        let title = report.instruments.iter().find(|one| one.id == evidence.instrument).map_or("", |one| &one.title);
        let _ = writeln!(
            text,
            "  - {}, {}: “{}”",
            escape(title),
            escape(&evidence.citation),
            escape(&short(&evidence.quote))
        );
    }
    for defect in &finding.defects {
        let _ = writeln!(text, "  - Defect `{}`: {}", defect.defect, escape(&defect.title));
    }
    if let Some(decision) = &finding.decision {
        let _ = writeln!(text, "  - Decided: {}", escape(&words::decision(decision)));
    }
    if let Some(question) = &finding.question {
        let _ = writeln!(text, "  - To be settled by a reader: {}", escape(question));
    }
}

/// The first words that show each element, each provision once.
fn shown(finding: &Finding) -> Vec<&Evidence> {
    let mut seen = BTreeSet::new();
    let first = finding.elements.iter().filter_map(|element| element.evidence.first());
    first.filter(|one| seen.insert((&one.instrument, &one.citation, &one.quote))).take(MOST).collect()
}

/// More quotations than this are a report, not an answer.
const MOST: usize = 8;

fn short(quote: &str) -> String {
    let words: Vec<&str> = quote.split_whitespace().collect();
    match words.len() > LONGEST {
        true => format!("{} …", words[..LONGEST].join(" ")),
        false => words.join(" "),
    }
}

/// Words of a quotation.
const LONGEST: usize = 60;

fn sanctions(report: &JurisdictionReport, text: &mut String) {
    for (label, sanction) in [("adult", &report.sanctions.adult), ("child", &report.sanctions.child)] {
        let place = if sanction.citation.is_empty() { String::new() } else { format!("({})", sanction.citation) };
        let said = format!("Penalty, {label} victim: {} {place}", words::sanction(sanction));
        let _ = writeln!(text, "- {}", escape(said.trim_end()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn several_findings_make_one_answer() {
        use Outcome::{Contrary, Met, Missing, NotSupplied, Partial};
        let cases: [(&[Outcome], Answer); 9] = [
            (&[], Answer::CannotTell),
            (&[NotSupplied], Answer::CannotTell),
            (&[Met], Answer::Yes),
            (&[Met, Met], Answer::Yes),
            (&[Met, NotSupplied], Answer::InPart),
            (&[Partial], Answer::InPart),
            (&[Met, Missing], Answer::InPart),
            (&[Missing, NotSupplied], Answer::No),
            (&[Contrary], Answer::No),
        ];
        for (outcomes, expected) in cases {
            assert_eq!(Answer::of(outcomes), expected, "{outcomes:?}");
        }
    }

    #[test]
    fn every_finding_asked_for_is_answered_with_its_words() {
        let report = sample::report();
        let questions: Vec<Question> = report.jurisdictions[0]
            .findings
            .iter()
            .map(|finding| Question {
                topic: "Topic".to_owned(),
                question: format!("What of {}?", finding.obligation),
                treaty: String::new(),
                asks: vec![finding.obligation.clone()],
                sanctions: false,
            })
            .collect();
        let text = render(&report, &questions);
        assert_eq!(text.matches("\n### ").count(), questions.len());
        assert_eq!(text.matches("\n## ").count(), 1, "hostile words stay inside their line\n{text}");
    }
}
