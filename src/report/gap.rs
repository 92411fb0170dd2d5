//! The gap report as a document: cover, summary, the table to work with, every finding with its words, the method.

pub mod table;

use super::context::Contexts;
use super::document::{
    Block, Document, Look, Part, Run, Table, Text, cell, heading, id, link, look, paragraph, plain, strong,
};
use super::words::{self, Chapters};
use super::{
    DefectFinding, ElementFinding, Evidence, Finding, InstrumentReport, JurisdictionReport, Outcome, Presence, Report,
    SanctionReport, diagnostics,
};
use crate::diagnostic::Severity;
use crate::instrument::TextKind;

/// How the gap table is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// A column for each thing.
    Screen,
    /// Columns that fit a sheet of paper: what belongs together shares one.
    Paper,
}

/// The report as a document; `contexts` holds the words around evidence per jurisdiction, in the order of the report.
#[must_use]
pub fn document(report: &Report, chapters: &Chapters, contexts: &[Contexts], width: Width) -> Document {
    let none = Contexts::default();
    let names: Vec<&str> = report.jurisdictions.iter().map(|one| one.name.as_str()).collect();
    let mut document = Document { title: format!("Gap report: {}", names.join(", ")), parts: Vec::new() };
    for (at, jurisdiction) in report.jurisdictions.iter().enumerate() {
        let gap = Gap { report, jurisdiction, chapters, contexts: contexts.get(at).unwrap_or(&none), width };
        document.parts.extend(gap.parts());
    }
    document.parts.push(method(report));
    document.settle_ids();
    document
}

/// The id of the part about one finding.
#[must_use]
pub fn finding_id(jurisdiction: &str, obligation: &str) -> String {
    id(&[jurisdiction, obligation])
}

struct Gap<'a> {
    report: &'a Report,
    jurisdiction: &'a JurisdictionReport,
    chapters: &'a Chapters,
    contexts: &'a Contexts,
    width: Width,
}

impl Gap<'_> {
    fn parts(&self) -> Vec<Part> {
        let mut parts = vec![self.part("cover", self.cover())];
        if !self.jurisdiction.findings.is_empty() {
            parts.push(self.part("summary", self.summary()));
            parts.push(self.part("gap-table", self.gap_table()));
            for (chapter, findings) in self.chapters.group(&self.jurisdiction.findings) {
                parts.push(self.part(&format!("chapter-{chapter}"), vec![heading(2, &chapter)]));
                parts.extend(findings.into_iter().map(|finding| self.finding(finding)));
            }
        }
        if !self.jurisdiction.diagnostics.is_empty() {
            parts.push(self.part("remarks", self.remarks()));
        }
        parts
    }

    fn part(&self, name: &str, blocks: Vec<Block>) -> Part {
        Part::new(id(&[&self.jurisdiction.code, "part", name]), blocks)
    }

    fn cover(&self) -> Vec<Block> {
        let catalogue = &self.report.catalogue;
        let facts = [
            ("Profile", words::profile(&catalogue.profile)),
            ("Catalogue", format!("version {}", words::short_hash(&catalogue.sha256))),
            ("Made with", format!("{} {}", self.report.generator.name, self.report.generator.version)),
            ("Texts", words::texts(&self.jurisdiction.instruments)),
        ];
        let facts = facts.into_iter().map(|(label, words)| vec![strong(format!("{label}: ")), plain(words)]);
        let title = format!("{} ({})", self.jurisdiction.name, self.jurisdiction.code);
        let mut blocks = vec![heading(1, title), Block::Items(facts.collect()), heading(2, "Texts read")];
        if self.jurisdiction.instruments.iter().any(|one| one.text == TextKind::Digest) {
            blocks.push(paragraph(DIGEST));
        }
        if self.jurisdiction.findings.is_empty() {
            blocks.push(paragraph("None could be read, so nothing is said about any obligation."));
        }
        blocks.extend(self.instruments().block());
        blocks.extend(self.to_supply());
        blocks
    }

    fn instruments(&self) -> Table {
        let head = ["Id", "Title", "In force", "Status", "Text", "Kinds of law", "File", "SHA-256"];
        let mut table = Table::new("The texts that were read", head);
        table.rows = self.jurisdiction.instruments.iter().map(instrument).collect();
        table
    }

    /// What was not supplied, and what could not be told without it.
    fn to_supply(&self) -> Vec<Block> {
        let wanted = words::to_supply(self.jurisdiction);
        if wanted.is_empty() {
            return Vec::new();
        }
        let items =
            wanted.into_iter().map(|(kinds, titles)| vec![strong(kinds), plain(format!(": {}", titles.join("; ")))]);
        let said = paragraph("Without these laws the following could not be told:");
        vec![heading(2, "Not supplied"), said, Block::Items(items.collect())]
    }

    fn summary(&self) -> Vec<Block> {
        let groups = self.chapters.group(&self.jurisdiction.findings);
        let count = |findings: &[&Finding], outcome| findings.iter().filter(|one| one.outcome == outcome).count();
        let signed = words::OUTCOMES.map(|one| format!("{} {}", words::sign(one), words::outcome(one)));
        let head = std::iter::once("Chapter").chain(signed.iter().map(String::as_str));
        let mut table = Table::new("Outcomes by chapter", head);
        let mut drawn = Vec::new();
        for (chapter, findings) in &groups {
            let counts = words::OUTCOMES.map(|outcome| (outcome, count(findings, outcome)));
            let figures = counts.iter().map(|(_, n)| if *n == 0 { "–".to_owned() } else { n.to_string() });
            table.row(std::iter::once(chapter.clone()).chain(figures));
            drawn.push((chapter.clone(), counts.into_iter().filter(|(_, n)| *n > 0).collect()));
        }
        let legend = words::OUTCOMES.map(|one| {
            vec![
                look(Look::Answer(one), format!("{} {}", words::sign(one), words::outcome(one))),
                plain(format!(": {}", words::meaning(one))),
            ]
        });
        let mut blocks = vec![heading(2, "Summary"), Block::Overview(drawn)];
        blocks.extend(table.block());
        blocks.push(Block::Items(legend.to_vec()));
        blocks.extend(self.work());
        blocks.extend(self.sanctions());
        blocks
    }

    /// What asks for work, the most pressing first.
    fn work(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for outcome in [Outcome::Contrary, Outcome::Missing, Outcome::Partial] {
            let findings = self.jurisdiction.findings.iter().filter(|one| one.outcome == outcome);
            let mut items: Vec<Run> = Vec::new();
            for finding in findings {
                if !items.is_empty() {
                    items.push(plain("; "));
                }
                items.push(link(&finding.title, finding_id(&self.jurisdiction.code, &finding.obligation)));
            }
            if !items.is_empty() {
                items.insert(0, strong(format!("{} {}: ", words::sign(outcome), words::outcome(outcome))));
                blocks.push(Block::Paragraph(items));
            }
        }
        blocks
    }

    fn sanctions(&self) -> Vec<Block> {
        let both = [("adult", &self.jurisdiction.sanctions.adult), ("child", &self.jurisdiction.sanctions.child)];
        let mut table = Table::new("Sanctions of the base offence", ["Victim", "Sanction", "Where", "Words"]);
        for (victim, sanction) in both.into_iter().filter(|(_, sanction)| !sanction.citation.is_empty()) {
            let SanctionReport { citation, quote, .. } = sanction;
            table.row([victim, &words::sanction(sanction), citation, &words::quoted(quote)]);
        }
        let block = table.block();
        block.into_iter().flat_map(|block| [heading(3, "Sanctions of the base offence"), block]).collect()
    }

    fn gap_table(&self) -> Vec<Block> {
        let said = "One row for each element of each obligation. The last six columns are for those who work with the \
            table; only what reviewers decided is filled in.";
        let rows = table::rows(self.jurisdiction);
        let mut blocks = vec![heading(2, "Gap table"), paragraph(said)];
        blocks.extend(match self.width {
            Width::Screen => screen_table(&self.jurisdiction.code, rows).block(),
            Width::Paper => paper_table(&self.jurisdiction.code, rows).block(),
        });
        blocks
    }

    fn finding(&self, finding: &Finding) -> Part {
        let id = finding_id(&self.jurisdiction.code, &finding.obligation);
        let mut blocks = vec![heading(3, format!("{}: {}", finding.title, words::standing(finding)))];
        let basis = plain(format!(" · {}", words::basis(finding)));
        blocks.push(Block::Paragraph(vec![look(Look::Code, &finding.obligation), basis]));
        blocks.push(paragraph(&finding.reason));
        finding.elements.iter().for_each(|element| self.element(element, &mut blocks));
        finding.defects.iter().for_each(|defect| self.defect(defect, &mut blocks));
        blocks.extend(leads(finding));
        blocks.extend(comparators(finding));
        if let Some(searched) = finding.searched.as_ref().filter(|searched| !searched.belongs_in.is_empty()) {
            let laws = words::laws(&searched.belongs_in);
            blocks.push(Block::Paragraph(vec![strong("Usually stands in: "), plain(laws)]));
        }
        if let Some(question) = &finding.question {
            blocks.push(Block::Paragraph(vec![strong("Question to the reader: "), plain(question)]));
        }
        if let Some(advice) = &finding.advice {
            let verb = words::advice(finding.strength);
            blocks.push(Block::Paragraph(vec![strong(format!("Advice ({verb}): ")), plain(advice)]));
        }
        if let Some(decision) = &finding.decision {
            blocks.push(Block::Paragraph(vec![strong("Decided: "), plain(words::decision(decision))]));
        }
        Part { id, outcome: Some(finding.outcome), blocks }
    }

    fn element(&self, element: &ElementFinding, blocks: &mut Vec<Block>) {
        let found = if element.outcome == Presence::Present { "found" } else { "not found" };
        blocks.push(Block::Paragraph(vec![plain(format!("{}: ", element.title)), strong(found)]));
        blocks.extend(element.evidence.iter().map(|one| self.quotation(one)));
    }

    fn defect(&self, defect: &DefectFinding, blocks: &mut Vec<Block>) {
        let code = look(Look::Code, &defect.defect);
        blocks.push(Block::Paragraph(vec![strong("Defect: "), plain(format!("{} ", defect.title)), code]));
        blocks.extend(defect.evidence.iter().map(|one| self.quotation(one)));
    }

    /// The words that decide, marked, inside the words around them.
    fn quotation(&self, evidence: &Evidence) -> Block {
        let mut text = vec![strong(&evidence.citation), plain(" ")];
        let around = self.contexts.of(evidence).filter(|_| evidence.quote.chars().count() <= LONG);
        if let Some(around) = around.filter(|around| !around.before.is_empty()) {
            text.push(plain(&around.before));
        }
        text.push(look(Look::Marked, &evidence.quote));
        if let Some(around) = around.filter(|around| !around.after.is_empty()) {
            text.push(plain(&around.after));
        }
        for via in &evidence.via {
            let said = format!(" (through {} {})", via.citation, words::quoted(&shortened(&via.quote)));
            text.push(plain(said.replace(" )", ")")));
        }
        Block::Quotation(text)
    }

    fn remarks(&self) -> Vec<Block> {
        let mut table = Table::new("Remarks on the files", ["Weight", "Place", "Remark", "What to do"]);
        for one in &self.jurisdiction.diagnostics {
            let weight = if one.severity == Severity::Error { "error" } else { "warning" };
            table.row([weight, &diagnostics::place(one), &one.message, one.help.as_deref().unwrap_or_default()]);
        }
        std::iter::once(heading(2, "Remarks on the files")).chain(table.block()).collect()
    }
}

/// A longer quotation is a whole rule, and needs nothing around it.
const LONG: usize = 400;

const DIGEST: &str = "A digest restates the law in Lacuna's own words. Quotations from it are not the official text: \
    check them there before relying on them.";

/// As much of a link of the chain as it takes to recognise it.
fn shortened(words: &str) -> String {
    match words.char_indices().nth(LINK) {
        None => words.to_owned(),
        Some((end, _)) => format!("{} …", words[..end].trim_end()),
    }
}

const LINK: usize = 90;

fn instrument(one: &InstrumentReport) -> Vec<Text> {
    let facts = &one.provenance;
    let mut title = if one.title.trim().is_empty() { one.id.clone() } else { one.title.clone() };
    if !facts.number.is_empty() {
        title = format!("{title} (no. {})", facts.number);
    }
    let mut text = words::text(one.text).to_owned();
    if !facts.consulted.is_empty() {
        text = format!("{text}; consulted {}", facts.consulted);
    }
    let text = format!("{text} ({})", one.language);
    vec![
        vec![look(Look::Code, &one.id)],
        cell(title),
        cell(&facts.in_force),
        cell(&facts.status),
        cell(text),
        cell(words::laws(&one.kinds)),
        cell(&one.file),
        vec![look(Look::Code, &one.sha256)],
    ]
}

/// Place of the outcome among the columns.
const OUTCOME: usize = 7;

fn screen_table(code: &str, rows: Vec<table::Row>) -> Table {
    let mut table = Table::new("Gap table", table::COLUMNS);
    table.rows = rows
        .into_iter()
        .map(|row| {
            let to = finding_id(code, &row.obligation);
            let mut cells = row.cells.into_iter();
            let first = cells.next().map(|title| vec![link(title, to)]);
            let mut cells: Vec<Text> = first.into_iter().chain(cells.map(cell)).collect();
            cells[OUTCOME].iter_mut().for_each(|run| run.look = Look::Answer(row.outcome));
            cells
        })
        .collect();
    table
}

fn paper_table(code: &str, rows: Vec<table::Row>) -> Table {
    let joined = ["Obligation, Plan §, treaty article, strength", "Element", "National provision, quotation"];
    let head = joined.into_iter().chain(["Outcome, reason"]).chain(table::COLUMNS[9..].iter().copied());
    let mut table = Table::new("Gap table", head);
    for row in rows {
        let to = finding_id(code, &row.obligation);
        let [title, plan, treaty, strength, element, provision, quotation, outcome, reason, rest @ ..] = row.cells;
        let basis =
            [plan, treaty, strength].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ");
        let mut cells = vec![
            vec![link(title, to), plain(format!(" {basis}"))],
            cell(element),
            vec![strong(provision), plain(format!(" {quotation}"))],
            vec![look(Look::Answer(row.outcome), outcome), plain(format!(" {reason}"))],
        ];
        cells.extend(rest.map(cell));
        table.rows.push(cells);
    }
    table
}

fn leads(finding: &Finding) -> Option<Block> {
    let one = |lead: &super::Lead| vec![strong(&lead.citation), plain(format!(" {}", words::quoted(&lead.quote)))];
    let items: Vec<Text> = finding.leads.iter().map(one).collect();
    let label = || vec![strong("Worth reading, but no evidence: ")];
    (!items.is_empty()).then(|| Block::Items(items.into_iter().map(|item| [label(), item].concat()).collect()))
}

fn comparators(finding: &Finding) -> Option<Block> {
    let mut table = Table::new("How other States put it", ["Elsewhere", "Where", "Words", "Covers"]);
    for one in &finding.comparators {
        let place = format!("{}, {}", one.instrument, one.citation);
        table.row([&one.name, &place, &words::quoted(&one.quote), &one.covers.join("; ")]);
    }
    table.block()
}

/// What was done and what was not, in plain words.
pub(super) const METHOD: [&str; 5] = [
    "Lacuna reads the texts named under “Texts read”, and no others. It looks for what each obligation asks for in \
     rules, not in headings, preambles, notes or repealed provisions, and follows definitions and references \
     inside these texts.",
    "“Missing” is said only where the kind of law in which a rule belongs was supplied. Everything else that was \
     not found is “not supplied”, with the law to add.",
    "Each quotation stands in the file named, at the place cited; the words in bold or highlighted are those that \
     decided. What counts through a definition or reference says so.",
    "A program can miss an unusual turn of phrase, and can take a phrase for more than it is. Read the quotations, \
     and what is said to be missing, against the law before relying on them.",
    "The text of a law says nothing about whether it is applied. Case law, subordinate rules and practice were not \
     examined.",
];

fn method(report: &Report) -> Part {
    let mut blocks = vec![heading(2, "Method and limits")];
    blocks.push(Block::Items(METHOD.map(cell).to_vec()));
    blocks.push(paragraph(words::CAUTION));
    blocks.push(paragraph(words::origin(report)));
    Part::new("method".to_owned(), blocks)
}
