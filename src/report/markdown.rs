//! The report as Markdown: a gap report to pass on.
//!
//! Every word of a law and of a file name is escaped, so that nothing a law prints can add structure, links or HTML.

use super::foreign::plain;
use super::words::{self, Chapters};
use super::{Evidence, Finding, JurisdictionReport, Presence, Report, SanctionReport, diagnostics};
use crate::diagnostic::Severity;
use std::fmt::Write;

/// The whole report.
#[must_use]
pub fn render(report: &Report, chapters: &Chapters) -> String {
    let mut text = String::new();
    for jurisdiction in &report.jurisdictions {
        jurisdiction_report(&mut text, jurisdiction, chapters);
    }
    let _ = writeln!(text, "---\n\n{}\n\n{}", words::CAUTION, escape(&words::origin(report)));
    text
}

/// Foreign words as one line of Markdown that says just these words.
#[must_use]
pub fn escape(words: &str) -> String {
    let words = plain(words);
    let mut text = String::with_capacity(words.len() + 16);
    for (at, c) in words.char_indices() {
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '|' | '~' | '#' | '$' | '@' | '^' => {
                text.push('\\');
                text.push(c);
            }
            // An address would turn into a link by itself.
            ':' | '.' if makes_address(&words[..at], &words[at..]) => {
                text.push('\\');
                text.push(c);
            }
            // At the start of a line these make lists and headings.
            '-' | '+' | '=' if text.is_empty() => {
                text.push('\\');
                text.push(c);
            }
            '.' | ')' if text.bytes().all(|b| b.is_ascii_digit()) => {
                text.push('\\');
                text.push(c);
            }
            c => text.push(c),
        }
    }
    text
}

fn makes_address(before: &str, after: &str) -> bool {
    after.starts_with("://") || (after.starts_with('.') && before.to_ascii_lowercase().ends_with("www"))
}

fn jurisdiction_report(text: &mut String, jurisdiction: &JurisdictionReport, chapters: &Chapters) {
    let _ = writeln!(text, "# {} ({})\n", escape(&jurisdiction.name), escape(&jurisdiction.code));
    instruments(text, jurisdiction);
    if !jurisdiction.findings.is_empty() {
        summary(text, &jurisdiction.findings, chapters);
        sanctions(text, jurisdiction);
        to_supply(text, jurisdiction);
        for (chapter, findings) in chapters.group(&jurisdiction.findings) {
            let _ = writeln!(text, "## {}\n", escape(&chapter));
            findings.into_iter().for_each(|finding| full_finding(text, finding));
        }
    }
    remarks(text, jurisdiction);
}

fn instruments(text: &mut String, jurisdiction: &JurisdictionReport) {
    text.push_str("## Texts read\n\n");
    if jurisdiction.findings.is_empty() {
        text.push_str("None could be read, so nothing is said about any obligation.\n\n");
    }
    text.push_str("| Id | Title | Text | Language | Kinds of law | File |\n|---|---|---|---|---|---|\n");
    for one in &jurisdiction.instruments {
        let cells = [&one.id, &one.title, words::text(one.text), &one.language, &words::laws(&one.kinds), &one.file];
        row(text, &cells);
    }
    text.push('\n');
}

fn summary(text: &mut String, findings: &[Finding], chapters: &Chapters) {
    text.push_str("## Summary\n\n");
    for (outcome, count) in words::counts(findings) {
        let _ = writeln!(
            text,
            "- {} {}: **{count}** ({})",
            words::sign(outcome),
            words::outcome(outcome),
            words::meaning(outcome)
        );
    }
    text.push_str("\n| Chapter | Obligation | Outcome | Reason |\n|---|---|---|---|\n");
    for (chapter, findings) in chapters.group(findings) {
        for finding in findings {
            row(text, &[&chapter, &finding.title, &standing(finding), &finding.reason]);
        }
    }
    text.push('\n');
}

fn sanctions(text: &mut String, jurisdiction: &JurisdictionReport) {
    let both = [("adult", &jurisdiction.sanctions.adult), ("child", &jurisdiction.sanctions.child)];
    let known: Vec<(&str, &SanctionReport)> =
        both.into_iter().filter(|(_, sanction)| !sanction.citation.is_empty()).collect();
    if known.is_empty() {
        return;
    }
    text.push_str("## Sanctions of the base offence\n\n| Victim | Sanction | Where | Words |\n|---|---|---|---|\n");
    for (victim, sanction) in known {
        row(text, &[victim, &words::sanction(sanction), &sanction.citation, &quoted(&sanction.quote)]);
    }
    text.push('\n');
}

fn to_supply(text: &mut String, jurisdiction: &JurisdictionReport) {
    let wanted = words::to_supply(jurisdiction);
    if wanted.is_empty() {
        return;
    }
    text.push_str("## Laws to add\n\nWithout them this could not be told:\n\n");
    for (kinds, titles) in wanted {
        let _ = writeln!(text, "- **{}**: {}", escape(&kinds), escape(&titles.join("; ")));
    }
    text.push('\n');
}

fn full_finding(text: &mut String, finding: &Finding) {
    let _ = writeln!(text, "### {}: {}\n", escape(&finding.title), escape(&standing(finding)));
    let _ = writeln!(text, "`{}` · {}\n", code(&finding.obligation), escape(&words::basis(finding)));
    let _ = writeln!(text, "{}\n", escape(&finding.reason));
    if !finding.elements.is_empty() {
        text.push_str("| Element | Found | Where | Words |\n|---|---|---|---|\n");
        for element in &finding.elements {
            let found = if element.outcome == Presence::Present { "yes" } else { "no" };
            evidence_rows(text, [&element.title, found], &element.evidence);
        }
        text.push('\n');
    }
    if !finding.defects.is_empty() {
        text.push_str("| Defect | Code | Where | Words |\n|---|---|---|---|\n");
        finding.defects.iter().for_each(|one| evidence_rows(text, [&one.title, &one.defect], &one.evidence));
        text.push('\n');
    }
    for lead in &finding.leads {
        let _ =
            writeln!(text, "See also (not evidence): {} {}\n", escape(&lead.citation), escape(&quoted(&lead.quote)));
    }
    if !finding.comparators.is_empty() {
        text.push_str("| Elsewhere | Where | Words | Covers |\n|---|---|---|---|\n");
        for one in &finding.comparators {
            let place = format!("{}, {}", one.instrument, one.citation);
            row(text, &[&one.name, &place, &quoted(&one.quote), &one.covers.join("; ")]);
        }
        text.push('\n');
    }
    if let Some(searched) = finding.searched.as_ref().filter(|searched| !searched.belongs_in.is_empty()) {
        let _ = writeln!(text, "Usually stands in: {}\n", escape(&words::laws(&searched.belongs_in)));
    }
    for (label, said) in [("Question", &finding.question), ("Advice", &finding.advice)] {
        if let Some(said) = said {
            let _ = writeln!(text, "**{label}:** {}\n", escape(said));
        }
    }
    if let Some(decision) = &finding.decision {
        let _ = writeln!(text, "**Decided:** {}\n", escape(&words::decision(decision)));
    }
}

/// One row per place; what is shown stands in the first row only.
fn evidence_rows(text: &mut String, shown: [&str; 2], evidence: &[Evidence]) {
    if evidence.is_empty() {
        row(text, &[shown[0], shown[1], "", ""]);
    }
    for (index, one) in evidence.iter().enumerate() {
        let [title, found] = if index == 0 { shown } else { ["", ""] };
        let via = one.via.iter().map(|via| format!(", through {}", via.citation)).collect::<String>();
        row(text, &[title, found, &format!("{}{via}", one.citation), &quoted(&one.quote)]);
    }
}

fn remarks(text: &mut String, jurisdiction: &JurisdictionReport) {
    if jurisdiction.diagnostics.is_empty() {
        return;
    }
    text.push_str("## Remarks on the files\n\n| | Place | Remark | What to do |\n|---|---|---|---|\n");
    for one in &jurisdiction.diagnostics {
        let weight = if one.severity == Severity::Error { "error" } else { "warning" };
        row(text, &[weight, &diagnostics::place(one), &one.message, one.help.as_deref().unwrap_or_default()]);
    }
    text.push('\n');
}

/// A row of a table, every cell escaped.
fn row(text: &mut String, cells: &[&str]) {
    text.push('|');
    for cell in cells {
        let _ = write!(text, " {} |", escape(cell));
    }
    text.push('\n');
}

fn standing(finding: &Finding) -> String {
    let review = if finding.review { ", to review" } else { "" };
    format!("{} {}{review}", words::sign(finding.outcome), words::outcome(finding.outcome))
}

fn quoted(words: &str) -> String {
    if words.trim().is_empty() { String::new() } else { format!("“{}”", plain(words)) }
}

/// An id inside backticks.
fn code(id: &str) -> String {
    plain(id).replace(['`', '|'], "'")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn rendered() -> String {
        render(&sample::report(), &Chapters::new([("definition-acts", "Definition"), ("attempt", "Liability")]))
    }

    #[test]
    fn the_report_reads_well() {
        insta::assert_snapshot!(rendered());
    }

    #[test]
    fn addresses_do_not_become_links_and_numbers_no_lists() {
        assert_eq!(escape("https://x.example www.y.example"), "https\\://x.example www\\.y.example");
        assert_eq!(escape("1. one"), "1\\. one");
        assert_eq!(escape("- one"), "\\- one");
        assert_eq!(escape("s 3(1)(a)"), "s 3(1)(a)");
    }

    /// The structure of the document: what a reader of Markdown sees apart from words.
    fn structure(markdown: &str) -> Vec<(usize, String)> {
        let heading = |line: &str| line.chars().take_while(|c| *c == '#').collect::<String>();
        let bars = |line: &str| line.replace("\\|", "").matches('|').count();
        markdown.lines().map(|line| (bars(line), heading(line))).collect()
    }

    /// True where a character that Markdown or HTML obeys stands without an escape.
    fn obeyed(words: &str) -> bool {
        let mut escaped = false;
        words.chars().any(|c| {
            let bare = !escaped && "`*_[]{}|~#<>$".contains(c);
            escaped = c == '\\' && !escaped;
            bare || c.is_control()
        })
    }

    proptest::proptest! {
        #[test]
        fn no_words_of_a_law_change_the_structure(hostile in "[|`<>\\[\\]()!*_#~&\\\\\n\r\t\u{1b}\u{202e}a-z0-9.:/ -]{1,80}") {
            proptest::prop_assert!(!obeyed(&escape(&hostile)), "{}", escape(&hostile));
            let mut report = sample::report();
            let finding = &mut report.jurisdictions[0].findings[1];
            finding.title = format!("t{hostile}");
            finding.elements[0].evidence[0].quote = format!("q{hostile}");
            finding.elements[0].evidence[0].citation.clone_from(&hostile);
            finding.defects[0].title.clone_from(&hostile);
            report.jurisdictions[0].instruments[0].title.clone_from(&hostile);
            report.jurisdictions[0].diagnostics[0].message.clone_from(&hostile);
            let chapters = Chapters::new([("definition-acts", "Definition"), ("attempt", "Liability")]);
            proptest::prop_assert_eq!(structure(&render(&report, &chapters)), structure(&rendered()));
        }
    }
}
