//! Documents for reading in a terminal: comparisons and matrices. The gap report has a renderer of its own.

use super::document::{Block, Document, Look, Run, Table as Cells};
use super::foreign::plain;
use super::layout::{Face, Page};
use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{Cell, ContentArrangement, LineStyle, Table};

/// The whole document.
#[must_use]
pub fn render(document: &Document, width: usize, colour: bool) -> String {
    let mut page = Page::new(width, colour);
    for block in document.parts.iter().flat_map(|part| &part.blocks) {
        match block {
            Block::Heading(rank, words) => heading(&mut page, *rank, words),
            Block::Paragraph(words) => words_at(&mut page, (0, 2), "", words),
            Block::Quotation(words) => words_at(&mut page, (4, 4), "", words),
            Block::Items(items) => items.iter().for_each(|item| words_at(&mut page, (0, 2), "• ", item)),
            Block::Table(cells) => table(&mut page, cells),
            Block::Overview(_) => continue,
        }
        if !matches!(block, Block::Heading(..)) {
            page.blank();
        }
    }
    page.text
}

fn heading(page: &mut Page, rank: u8, words: &[Run]) {
    let words: String = words.iter().map(|run| run.words.as_str()).collect();
    page.line(0, Face::Strong, &words);
    let rule = match rank {
        1 => "═",
        2 => "─",
        _ => return,
    };
    page.line(0, Face::Faint, &rule.repeat(plain(&words).chars().count().clamp(24, page.width)));
}

fn words_at(page: &mut Page, (first, rest): (usize, usize), lead: &str, words: &[Run]) {
    let words: Vec<(Face, String)> = words.iter().map(shown).collect();
    let lead = std::iter::once((Face::Plain, lead)).filter(|(_, lead)| !lead.is_empty());
    let pieces: Vec<(Face, &str)> = lead.chain(words.iter().map(|(face, words)| (*face, words.as_str()))).collect();
    page.paragraph(first, rest, &pieces);
}

/// Words as a terminal shows them; what was dropped and added stands in brackets, as colours may be missing.
fn shown(run: &Run) -> (Face, String) {
    match run.look {
        Look::Plain => (Face::Plain, run.words.clone()),
        Look::Code => (Face::Faint, run.words.clone()),
        Look::Strong => (Face::Strong, run.words.clone()),
        Look::Answer(outcome) => (super::terminal::face(outcome), run.words.clone()),
        Look::Marked => (Face::Quoted, run.words.clone()),
        Look::Inserted => (Face::Good, format!("{{+{}+}}", plain(&run.words))),
        Look::Deleted => (Face::Bad, format!("[-{}-]", plain(&run.words))),
    }
}

/// A table without what only a file has room for: hashes.
fn table(page: &mut Page, cells: &Cells) {
    let columns: Vec<usize> = (0..cells.head.len()).filter(|at| cells.head[*at] != "SHA-256").collect();
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()));
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(page.width).unwrap_or(u16::MAX));
    if page.colour {
        table.enforce_styling()
    } else {
        table.force_no_tty()
    };
    table.set_header(columns.iter().map(|at| cells.head[*at].as_str()));
    for row in &cells.rows {
        table.add_row(columns.iter().map(|at| row.get(*at).map_or_else(|| Cell::new(""), |words| cell(words))));
    }
    table.lines().for_each(|line| page.drawn(line.trim_end()));
}

fn cell(words: &[Run]) -> Cell {
    let cell = Cell::new(words.iter().map(|run| plain(&run.words)).collect::<Vec<_>>().join(" "));
    match words.first().map(|run| run.look) {
        Some(Look::Answer(outcome)) => cell.fg(super::terminal::colour(outcome)),
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::{self, Part, look, paragraph};

    #[test]
    fn changes_are_told_without_colour() {
        let mut cells = Cells::new("t", ["Change", "SHA-256"]);
        cells.row(["a\u{1b}[2J", "00"]);
        let words = vec![look(Look::Deleted, "five"), look(Look::Plain, " "), look(Look::Inserted, "ten")];
        let blocks = vec![
            Block::Heading(2, document::cell("Provisions")),
            Block::Quotation(words),
            Block::Table(cells),
            paragraph("End"),
        ];
        let document = Document { title: String::new(), parts: vec![Part::new(String::new(), blocks)] };
        let text = render(&document, 60, false);
        assert!(text.contains("    [-five-] {+ten+}\n") && text.contains("a␛[2J"), "{text}");
        assert!(!text.contains("00") && !text.contains('\u{1b}'));
    }
}
