//! Obligations by jurisdictions: what is met where, without a total for any State.

use super::document::{
    Block, Document, Look, Part, Run, Table, Text, cell, heading, id, look, paragraph, plain, strong,
};
use super::gap::finding_id;
use super::words::{self, Chapters};
use super::xlsx::{cell_format, colour, new_book, sheet};
use super::{Finding, JurisdictionReport, Outcome, Report, csv};
use rust_xlsxwriter::{Url, XlsxError};

/// The letter of an outcome; its sign stands beside it.
#[must_use]
pub const fn letter(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "M",
        Outcome::Partial => "P",
        Outcome::Missing => "X",
        Outcome::Contrary => "C",
        Outcome::NotSupplied => "N",
    }
}

/// One obligation and its findings, one per jurisdiction in the order of the report.
struct Line<'r> {
    chapter: String,
    obligation: &'r str,
    title: &'r str,
    findings: Vec<Option<&'r Finding>>,
}

fn lines<'r>(report: &'r Report, chapters: &Chapters) -> Vec<Line<'r>> {
    let mut lines: Vec<Line> = Vec::new();
    for (at, jurisdiction) in report.jurisdictions.iter().enumerate() {
        for (chapter, findings) in chapters.group(&jurisdiction.findings) {
            for finding in findings {
                let known = lines.iter_mut().find(|line| line.obligation == finding.obligation);
                match known {
                    Some(line) => line.findings[at] = Some(finding),
                    None => {
                        let mut line = Line {
                            chapter: chapter.clone(),
                            obligation: &finding.obligation,
                            title: &finding.title,
                            findings: vec![None; report.jurisdictions.len()],
                        };
                        line.findings[at] = Some(finding);
                        lines.push(line);
                    }
                }
            }
        }
    }
    lines
}

fn answer(finding: Option<&Finding>) -> String {
    finding.map_or_else(String::new, |one| format!("{} {}", letter(one.outcome), words::sign(one.outcome)))
}

/// The matrix and, below it, what its cells lead to.
#[must_use]
pub fn document(report: &Report, chapters: &Chapters) -> Document {
    let mut parts = vec![matrix_part(report, chapters)];
    parts.extend(report.jurisdictions.iter().flat_map(findings));
    let mut document = Document { title: "Obligations by jurisdiction".to_owned(), parts };
    document.settle_ids();
    document
}

/// The matrix alone, for a terminal.
#[must_use]
pub fn overview(report: &Report, chapters: &Chapters) -> Document {
    Document { title: String::new(), parts: vec![matrix_part(report, chapters)] }
}

fn matrix_part(report: &Report, chapters: &Chapters) -> Part {
    let codes = report.jurisdictions.iter().map(|one| one.code.as_str());
    let mut table = Table::new("Outcomes", ["Chapter", "Obligation"].into_iter().chain(codes));
    for line in lines(report, chapters) {
        let cells = line.findings.iter().zip(&report.jurisdictions).map(|(finding, jurisdiction)| match finding {
            Some(finding) => {
                let to = Some(finding_id(&jurisdiction.code, &finding.obligation));
                vec![Run { look: Look::Answer(finding.outcome), words: answer(Some(*finding)), to }]
            }
            None => cell(""),
        });
        table.rows.push([cell(line.chapter), cell(line.title)].into_iter().chain(cells).collect());
    }
    let legend = words::OUTCOMES.map(|one| {
        let sign = format!("{} {} {}", letter(one), words::sign(one), words::outcome(one));
        vec![look(Look::Answer(one), sign), plain(format!(": {}", words::meaning(one)))]
    });
    let names = report
        .jurisdictions
        .iter()
        .map(|one| vec![strong(&one.code), plain(format!(": {}, {}", one.name, words::texts(&one.instruments)))]);
    let mut blocks = vec![heading(1, "Obligations by jurisdiction"), paragraph(NO_RANK)];
    blocks.extend([Block::Items(legend.to_vec()), paragraph("The columns:"), Block::Items(names.collect())]);
    blocks.extend(table.block());
    blocks.extend([paragraph(words::CAUTION), paragraph(words::origin(report))]);
    Part::new("matrix".to_owned(), blocks)
}

const NO_RANK: &str = "Each cell is an answer about the texts supplied, and no more. Different laws were supplied for \
    different States, so columns are not to be counted or compared as wholes.";

/// What stands behind the cells of one column.
fn findings(jurisdiction: &JurisdictionReport) -> Vec<Part> {
    let title = heading(2, format!("{} ({})", jurisdiction.name, jurisdiction.code));
    let mut parts = vec![Part::new(id(&[&jurisdiction.code, "part", "findings"]), vec![title])];
    parts.extend(jurisdiction.findings.iter().map(|finding| {
        let mut blocks =
            vec![heading(3, format!("{}: {}", finding.title, words::standing(finding))), paragraph(&finding.reason)];
        blocks.extend(evidence(finding));
        Part { id: finding_id(&jurisdiction.code, &finding.obligation), outcome: Some(finding.outcome), blocks }
    }));
    parts
}

fn evidence(finding: &Finding) -> Option<Block> {
    let present = finding.elements.iter().filter(|element| !element.evidence.is_empty());
    let items: Vec<Text> = present
        .map(|element| {
            let first = &element.evidence[0];
            vec![
                plain(format!("{}: ", element.title)),
                strong(&first.citation),
                plain(format!(" {}", words::quoted(&first.quote))),
            ]
        })
        .collect();
    (!items.is_empty()).then_some(Block::Items(items))
}

/// The matrix as CSV, one letter in each cell.
#[must_use]
pub fn render_csv(report: &Report, chapters: &Chapters) -> String {
    let head = ["Chapter", "Id", "Obligation"].map(str::to_owned).into_iter();
    let head = head.chain(report.jurisdictions.iter().map(|one| one.code.clone())).collect();
    let rows = lines(report, chapters).into_iter().map(|line| {
        let cells = [line.chapter, line.obligation.to_owned(), line.title.to_owned()].into_iter();
        cells.chain(line.findings.iter().map(|one| one.map_or("", |one| letter(one.outcome)).to_owned())).collect()
    });
    csv::write(std::iter::once(head).chain(rows))
}

/// The matrix as a workbook; its cells lead to the sheet of findings.
///
/// # Errors
/// Where a table is larger than a sheet can be.
pub fn render_xlsx(report: &Report, chapters: &Chapters) -> Result<Vec<u8>, XlsxError> {
    let lines = lines(report, chapters);
    let mut book = new_book("Obligations by jurisdiction")?;
    let page = book.add_worksheet().set_name("Matrix")?;
    let head = [("Chapter", 24), ("Obligation", 40)].into_iter();
    let head = head.chain(report.jurisdictions.iter().map(|one| (one.code.as_str(), 9)));
    let rows: Vec<Vec<String>> = lines.iter().map(|line| vec![line.chapter.clone(), line.title.to_owned()]).collect();
    sheet(page, head, &rows)?;
    let mut behind: Vec<Vec<String>> = Vec::new();
    for (column, jurisdiction) in (2_u16..).zip(&report.jurisdictions) {
        for (row, line) in (1_u32..).zip(&lines) {
            let Some(finding) = line.findings[usize::from(column) - 2] else { continue };
            behind.push(vec![
                jurisdiction.code.clone(),
                finding.obligation.clone(),
                finding.title.clone(),
                words::standing(finding),
                finding.reason.clone(),
                finding
                    .elements
                    .iter()
                    .flat_map(|one| &one.evidence)
                    .map(|one| one.citation.as_str())
                    .collect::<Vec<_>>()
                    .join("; "),
            ]);
            let url = Url::new(format!("internal:'Findings'!A{}", behind.len() + 1)).set_text(answer(Some(finding)));
            page.write_url_with_format(row, column, url, &cell_format().set_background_color(colour(finding.outcome)))?;
        }
    }
    page.set_freeze_panes(1, 2)?;
    let head = [("Jurisdiction", 11), ("Id", 24), ("Obligation", 36), ("Outcome", 16), ("Reason", 60), ("Where", 50)];
    sheet(book.add_worksheet().set_name("Findings")?, head.into_iter(), &behind)?;
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{html, prose, sample};

    fn two() -> (Report, Chapters) {
        let mut report = sample::report();
        let mut other = sample::jurisdiction();
        other.code = "xyz".to_owned();
        other.findings.remove(1);
        report.jurisdictions.push(other);
        (report, Chapters::new([("definition-acts", "Definition")]))
    }

    #[test]
    fn an_outcome_is_a_letter_and_a_sign_and_nothing_is_added_up() {
        let (report, chapters) = two();
        let text = prose::render(&overview(&report, &chapters), 90, false);
        assert!(text.contains("M ✓") && text.contains("C !"), "{text}");
        assert!(!text.to_lowercase().contains("total"));
        assert_eq!(
            render_csv(&report, &chapters).lines().nth(2),
            Some("Obligations,consent-irrelevant,Consent of the victim,P,")
        );
    }

    #[test]
    fn cells_lead_to_findings() {
        let (report, chapters) = two();
        let page = html::render(&document(&report, &chapters));
        assert!(page.contains("href=\"#xyz-attempt\"") && page.contains("id=\"xyz-attempt\""));
        assert!(render_xlsx(&report, &chapters).is_ok_and(|bytes| bytes.starts_with(b"PK")));
    }
}
