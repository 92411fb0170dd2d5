//! The report for reading in a terminal.

use super::context::Contexts;
use super::layout::{Face, Page};
use super::words::{self, Chapters};
use super::{
    DefectFinding, ElementFinding, Evidence, Finding, InstrumentReport, JurisdictionReport, Outcome, Presence, Report,
    SanctionReport,
};
use crate::report::foreign::plain;
use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{Attribute, Cell, Color, ContentArrangement, LineStyle, Table};
use std::collections::BTreeSet;

/// How to lay the report out.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether colours and underlining may be used.
    pub colour: bool,
    /// Whether to show everything that stands behind a finding.
    pub explain: bool,
}

/// The whole report; `contexts` holds the surroundings of evidence per jurisdiction, in the order of the report.
#[must_use]
pub fn render(report: &Report, chapters: &Chapters, contexts: &[Contexts], style: Style) -> String {
    let none = Contexts::default();
    let mut pages = String::new();
    for (index, jurisdiction) in report.jurisdictions.iter().enumerate() {
        let contexts = contexts.get(index).unwrap_or(&none);
        let mut sheet = Sheet { page: Page::new(style.width, style.colour), contexts, style };
        sheet.jurisdiction(jurisdiction, chapters);
        pages.push_str(&sheet.page.text);
        pages.push('\n');
    }
    let mut end = Page::new(style.width, style.colour);
    end.line(0, Face::Faint, words::CAUTION);
    end.line(0, Face::Faint, &words::origin(report));
    pages + &end.text
}

struct Sheet<'a> {
    page: Page,
    contexts: &'a Contexts,
    style: Style,
}

impl Sheet<'_> {
    fn jurisdiction(&mut self, jurisdiction: &JurisdictionReport, chapters: &Chapters) {
        self.title(&format!("{} ({})", jurisdiction.name, jurisdiction.code), '═');
        self.page.line(0, Face::Strong, "Texts read");
        jurisdiction.instruments.iter().for_each(|instrument| self.instrument(instrument));
        if jurisdiction.findings.is_empty() {
            self.page.line(2, Face::Bad, "None could be read, so nothing is said about any obligation.");
        }
        self.page.blank();
        if !jurisdiction.findings.is_empty() {
            self.summary(&jurisdiction.findings, chapters);
            self.sanctions(jurisdiction);
            self.wanted(jurisdiction);
            self.rules();
            for (chapter, findings) in chapters.group(&jurisdiction.findings) {
                self.title(&chapter, '─');
                findings.into_iter().for_each(|finding| self.finding(finding));
            }
        }
        self.diagnostics(jurisdiction);
    }

    fn title(&mut self, words: &str, rule: char) {
        self.page.line(0, Face::Strong, words);
        let rule = rule.to_string().repeat(self.page.width.min(plain(words).chars().count().max(24)));
        self.page.line(0, Face::Faint, &rule);
    }

    fn instrument(&mut self, instrument: &InstrumentReport) {
        let title = if instrument.title.trim().is_empty() { &instrument.id } else { &instrument.title };
        self.page.line(2, Face::Plain, title);
        let mut facts = vec![words::text(instrument.text).to_owned(), words::laws(&instrument.kinds)];
        if !instrument.language.is_empty() {
            facts.insert(1, instrument.language.clone());
        }
        self.page.line(4, Face::Faint, &facts.join(" · "));
        self.page.line(4, Face::Faint, &instrument.file);
    }

    fn summary(&mut self, findings: &[Finding], chapters: &Chapters) {
        let counts: Vec<String> =
            words::counts(findings).iter().map(|(outcome, n)| format!("{n} {}", words::outcome(*outcome))).collect();
        self.page.line(0, Face::Strong, "Summary");
        let noun = if findings.len() == 1 { "obligation" } else { "obligations" };
        self.page.line(2, Face::Plain, &format!("{} {noun}: {}", findings.len(), counts.join(", ")));
        let mut table = Table::new();
        table
            .load_style(UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()))
            .set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(self.page.width).unwrap_or(u16::MAX));
        if self.style.colour {
            table.enforce_styling()
        } else {
            table.force_no_tty()
        };
        table.set_header(["Obligation", "Outcome", "Found in"]);
        for (chapter, findings) in chapters.group(findings) {
            table.add_row([Cell::new(plain(&chapter).to_uppercase()).add_attribute(Attribute::Bold)]);
            for finding in findings {
                let title = Cell::new(plain(&finding.title));
                let outcome = Cell::new(format!("{} {}", words::sign(finding.outcome), outcome(finding)))
                    .fg(colour(finding.outcome));
                table.add_row([title, outcome, Cell::new(plain(&citations(finding)))]);
            }
        }
        table.lines().for_each(|line| self.page.drawn(line.trim_end()));
        self.page.blank();
    }

    fn sanctions(&mut self, jurisdiction: &JurisdictionReport) {
        let both = [("adult", &jurisdiction.sanctions.adult), ("child", &jurisdiction.sanctions.child)];
        let known: Vec<(&str, &SanctionReport)> =
            both.into_iter().filter(|(_, sanction)| !sanction.citation.is_empty()).collect();
        if known.is_empty() {
            return;
        }
        self.page.line(0, Face::Strong, "Sanctions of the base offence");
        for (victim, sanction) in known {
            let said = format!("{victim} victim: {} ", words::sanction(sanction));
            self.page.paragraph(2, 4, &[(Face::Plain, &said), (Face::Faint, &place(&sanction.citation))]);
            if self.style.explain && !sanction.quote.is_empty() {
                self.page.line(4, Face::Quoted, &sanction.quote);
            }
        }
        self.page.blank();
    }

    fn wanted(&mut self, jurisdiction: &JurisdictionReport) {
        let wanted = words::to_supply(jurisdiction);
        if wanted.is_empty() {
            return;
        }
        self.page.line(0, Face::Strong, "Laws to add, to have the rest told");
        for (kinds, titles) in wanted {
            self.page.paragraph(2, 4, &[(Face::Open, &kinds), (Face::Plain, ": "), (Face::Plain, &titles.join("; "))]);
        }
        self.page.blank();
    }

    /// Which rules were taken for the offence, and from what that was concluded.
    fn rules(&mut self) {
        if self.contexts.rules.is_empty() {
            return;
        }
        self.title("How the offence was found", '─');
        for rule in &self.contexts.rules {
            let (citation, part) = (format!("{} ", rule.citation), format!(" {}: ", rule.part));
            let head = [(Face::Strong, citation.as_str()), (Face::Plain, &rule.heading), (Face::Half, &part)];
            let mentions = if rule.mentions.is_empty() { "no concept".to_owned() } else { rule.mentions.join(", ") };
            let rest = [(Face::Plain, mentions.as_str()), (Face::Faint, " in "), (Face::Faint, &rule.instrument)];
            self.page.paragraph(2, 4, &[&head[..], &rest[..]].concat());
        }
        self.page.blank();
    }

    fn finding(&mut self, finding: &Finding) {
        let face = face(finding.outcome);
        let (sign, id) = (format!("{} ", words::sign(finding.outcome)), format!(" [{}]", finding.obligation));
        let title = [(face, sign.as_str()), (Face::Strong, &finding.title), (Face::Plain, ": ")];
        self.page.paragraph(0, 2, &[&title[..], &[(face, &outcome(finding)), (Face::Faint, &id)]].concat());
        self.page.line(2, Face::Faint, &words::basis(finding));
        self.page.line(2, Face::Plain, &finding.reason);
        finding.elements.iter().for_each(|element| self.element(element));
        finding.defects.iter().for_each(|defect| self.defect(defect));
        self.leads(finding);
        self.searched(finding);
        let asides = [("Question: ", Face::Half, &finding.question), ("Advice: ", Face::Strong, &finding.advice)];
        for (label, face, words) in asides {
            if let Some(words) = words {
                self.page.paragraph(2, 4, &[(face, label), (Face::Plain, words)]);
            }
        }
        if let Some(decision) = &finding.decision {
            self.page.paragraph(2, 4, &[(Face::Strong, "Decided: "), (Face::Plain, &words::decision(decision))]);
        }
        self.page.blank();
    }

    fn element(&mut self, element: &ElementFinding) {
        let (sign, face) = match element.outcome {
            Presence::Present => ("+ ", Face::Good),
            Presence::Absent => ("- ", Face::Faint),
        };
        let not_found = if element.outcome == Presence::Absent { " (not found)" } else { "" };
        let id = if self.style.explain { format!(" [{}]", element.element) } else { String::new() };
        let title = [(face, sign), (Face::Plain, element.title.as_str()), (Face::Faint, not_found), (Face::Faint, &id)];
        self.page.paragraph(2, 4, &title);
        self.evidence(&element.evidence);
    }

    fn defect(&mut self, defect: &DefectFinding) {
        let id = format!(" [{}]", defect.defect);
        self.page.paragraph(2, 4, &[(Face::Bad, "! "), (Face::Plain, &defect.title), (Face::Faint, &id)]);
        self.evidence(&defect.evidence);
    }

    fn evidence(&mut self, evidence: &[Evidence]) {
        let shown = if self.style.explain { evidence.len() } else { SHOWN };
        evidence.iter().take(shown).for_each(|one| self.one_evidence(one));
        if let Some(more) = evidence.len().checked_sub(shown).filter(|more| *more > 0) {
            let noun = if more == 1 { "place" } else { "places" };
            self.page.line(6, Face::Faint, &format!("and {more} more {noun} (--explain shows all)"));
        }
    }

    fn one_evidence(&mut self, evidence: &Evidence) {
        let citation = format!("{} ", evidence.citation);
        if evidence.quote.chars().count() > LONG {
            let quote = format!("“{}”", plain(&evidence.quote));
            self.page.paragraph(6, 8, &[(Face::Strong, &citation), (Face::Plain, "│ "), (Face::Plain, &quote)]);
        } else {
            let around = self.contexts.of(evidence).cloned().unwrap_or_default();
            let mut pieces =
                vec![(Face::Strong, citation.as_str()), (Face::Plain, "│ "), (Face::Plain, &around.before)];
            pieces.extend([(Face::Quoted, evidence.quote.as_str()), (Face::Plain, &around.after)]);
            self.page.paragraph(6, 8, &pieces);
        }
        for via in &evidence.via {
            let citation = format!("{} ", via.citation);
            let quote =
                if via.quote.trim().is_empty() { String::new() } else { format!("“{}”", plain(&via.quote)) };
            self.page.paragraph(8, 10, &[(Face::Faint, "through "), (Face::Faint, &citation), (Face::Faint, &quote)]);
        }
        if self.style.explain {
            let place = format!("{} {} bytes {}–{}", evidence.instrument, evidence.eid, evidence.start, evidence.end);
            self.page.line(8, Face::Faint, &place);
        }
    }

    fn leads(&mut self, finding: &Finding) {
        for lead in &finding.leads {
            let words = format!("{} “{}”", lead.citation, plain(&lead.quote));
            self.page.paragraph(2, 4, &[(Face::Strong, "See also (not evidence): "), (Face::Plain, &words)]);
        }
        for one in &finding.comparators {
            let words = format!("{}, {}, {} “{}”", one.name, one.instrument, one.citation, plain(&one.quote));
            let covers = format!(" ({})", one.covers.join("; "));
            let shown: &[(Face, &str)] =
                &[(Face::Strong, "Elsewhere: "), (Face::Plain, &words), (Face::Faint, &covers)];
            self.page.paragraph(2, 4, shown);
        }
    }

    /// What was looked for matters where nothing was found; for everything else only where all is explained.
    fn searched(&mut self, finding: &Finding) {
        let Some(searched) = &finding.searched else { return };
        if !self.style.explain && !matches!(finding.outcome, Outcome::Missing | Outcome::NotSupplied) {
            return;
        }
        if self.style.explain {
            let concepts =
                if searched.concepts.is_empty() { "no concept".to_owned() } else { searched.concepts.join(", ") };
            let words = format!("{} in {}", concepts, searched.instruments.join(", "));
            self.page.paragraph(2, 4, &[(Face::Strong, "Looked for: "), (Face::Plain, &words)]);
        }
        if !searched.belongs_in.is_empty() {
            let words = words::laws(&searched.belongs_in);
            self.page.paragraph(2, 4, &[(Face::Strong, "Usually stands in: "), (Face::Plain, &words)]);
        }
    }

    fn diagnostics(&mut self, jurisdiction: &JurisdictionReport) {
        if jurisdiction.diagnostics.is_empty() {
            return;
        }
        self.title("Remarks on the files", '─');
        let shown = if self.style.explain { usize::MAX } else { REMARKS };
        for diagnostic in jurisdiction.diagnostics.iter().take(shown) {
            self.page.drawn(super::diagnostics::render(diagnostic, self.style.colour).trim_end());
        }
        if let Some(more) = jurisdiction.diagnostics.len().checked_sub(shown).filter(|more| *more > 0) {
            self.page.line(0, Face::Faint, &format!("and {more} more (--explain shows all)"));
        }
        self.page.blank();
    }
}

/// Remarks on files shown where not everything is explained.
const REMARKS: usize = 20;

/// Places of one element shown where not everything is explained.
const SHOWN: usize = 2;

/// A quotation of more characters is a whole rule: it needs no surroundings, and a line under all of it says nothing.
const LONG: usize = 120;

fn outcome(finding: &Finding) -> String {
    let review = if finding.review { ", to review" } else { "" };
    format!("{}{review}", words::outcome(finding.outcome))
}

/// The citations of the evidence, each once, as many as a table cell bears.
fn citations(finding: &Finding) -> String {
    let elements = finding.elements.iter().flat_map(|element| &element.evidence);
    let all = elements.chain(finding.defects.iter().flat_map(|defect| &defect.evidence));
    let mut seen = BTreeSet::new();
    let once: Vec<&str> = all.map(|one| one.citation.as_str()).filter(|citation| seen.insert(*citation)).collect();
    match once.len() {
        0..=4 => once.join(", "),
        more => format!("{} and {} more", once[..3].join(", "), more - 3),
    }
}

fn place(citation: &str) -> String {
    if citation.is_empty() { String::new() } else { format!("({citation})") }
}

pub(super) const fn face(outcome: Outcome) -> Face {
    match outcome {
        Outcome::Met => Face::Good,
        Outcome::Partial => Face::Half,
        Outcome::Missing | Outcome::Contrary => Face::Bad,
        Outcome::NotSupplied => Face::Open,
    }
}

pub(super) const fn colour(outcome: Outcome) -> Color {
    match outcome {
        Outcome::Met => Color::Green,
        Outcome::Partial => Color::Yellow,
        Outcome::Missing | Outcome::Contrary => Color::Red,
        Outcome::NotSupplied => Color::Cyan,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn rendered(colour: bool, explain: bool) -> String {
        let chapters = Chapters::new([("definition-acts", "Definition"), ("attempt", "Liability")]);
        render(&sample::report(), &chapters, &[], Style { width: 90, colour, explain })
    }

    #[test]
    fn the_report_reads_well() {
        insta::assert_snapshot!(rendered(false, false));
    }

    #[test]
    fn explained_it_names_every_id_and_what_was_looked_for() {
        let text = rendered(false, true);
        for words in ["[act.recruitment]", "Looked for: attempt in act", "sec_3__subsec_1 bytes 100–108"] {
            assert!(text.contains(words), "{words}");
        }
    }

    #[test]
    fn without_colour_there_is_no_escape_and_with_it_only_our_own() {
        assert!(!rendered(false, true).contains('\u{1b}'));
        let coloured = rendered(true, true);
        assert!(coloured.contains("\u{1b}[4m"));
        assert!(coloured.split('\u{1b}').skip(1).all(|rest| rest.starts_with('[') && !rest.starts_with("[2J")));
    }

    #[test]
    fn a_jurisdiction_of_which_nothing_could_be_read_gets_no_findings() {
        let mut report = sample::report();
        report.jurisdictions[0].instruments.clear();
        report.jurisdictions[0].findings.clear();
        let text = render(&report, &Chapters::default(), &[], Style { width: 90, colour: false, explain: false });
        assert!(text.contains("None could be read") && !text.contains("Summary"));
    }
}
