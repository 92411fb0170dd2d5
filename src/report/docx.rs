//! Documents as DOCX: real headings, lists and tables, and changes that Word and LibreOffice can accept or reject.

use super::Outcome;
use super::document::{Block, Document, Look, Part, Run as Words, Table as Cells, Text};
use super::foreign::plain;
use docx_rs::{
    AbstractNumbering, Delete, Docx, Footer, Hyperlink, HyperlinkType, IndentLevel, Insert, Level, LevelJc, LevelText,
    LineSpacing, NumberFormat, Numbering, NumberingId, PageMargin, PageNum, PageOrientationType, Paragraph, Run,
    RunFonts, Shading, SpecialIndentType, Start, Style, StyleType, Table, TableCell, TableLayoutType, TableRow,
    WidthType,
};
use std::collections::BTreeMap;
use std::io::Cursor;

/// The document as the bytes of a file.
///
/// # Errors
/// Where it is larger than an archive can hold.
pub fn render(document: &Document) -> std::io::Result<Vec<u8>> {
    let names: BTreeMap<&str, String> = (1..)
        .zip(document.parts.iter().filter(|part| !part.id.is_empty()))
        .map(|(number, part)| (part.id.as_str(), format!("part_{number}")))
        .collect();
    let mut writer = Writer { pieces: Vec::new(), names, bookmarks: 0 };
    document.parts.iter().for_each(|part| writer.part(part));
    let docx = writer.pieces.into_iter().fold(blank(), |docx, piece| match piece {
        Piece::Words(paragraph) => docx.add_paragraph(*paragraph),
        Piece::Cells(table) => docx.add_table(*table).add_paragraph(Paragraph::new()),
    });
    let mut bytes = Cursor::new(Vec::new());
    docx.pack(&mut bytes).map_err(std::io::Error::other)?;
    Ok(bytes.into_inner())
}

/// Width of the paper between its margins, in twentieths of a point: A4, landscape.
const WIDTH: usize = 16_838 - 2 * MARGIN;
const MARGIN: usize = 850;
const BULLETS: usize = 2;

/// When changes are said to be made: reports are the same whenever they are made.
const DATE: &str = "2000-01-01T00:00:00Z";

fn blank() -> Docx {
    let margin = i32::try_from(MARGIN).unwrap_or_default();
    let margins = PageMargin::new().top(margin).bottom(margin).left(margin).right(margin);
    let bullet = Level::new(0, Start::new(1), NumberFormat::new("bullet"), LevelText::new("•"), LevelJc::new("left"));
    let bullet = bullet.indent(Some(360), Some(SpecialIndentType::Hanging(240)), None, None);
    let docx = Docx::new()
        .page_size(16_838, 11_906)
        .page_orient(PageOrientationType::Landscape)
        .page_margin(margins)
        .created_at(DATE)
        .updated_at(DATE)
        .default_fonts(RunFonts::new().ascii("Liberation Serif").hi_ansi("Liberation Serif"))
        .default_size(21)
        .add_abstract_numbering(AbstractNumbering::new(BULLETS).add_level(bullet))
        .add_numbering(Numbering::new(BULLETS, BULLETS))
        .footer(Footer::new().add_paragraph(Paragraph::new().add_page_num(PageNum::new())));
    let quotation = Style::new("Quote", StyleType::Paragraph).name("Quote").based_on("Normal");
    let docx = docx.add_style(quotation.indent(Some(400), None, None, None).line_spacing(spacing(40, 80)));
    [(1, 36), (2, 28), (3, 23), (4, 21)].into_iter().fold(docx, |docx, (rank, size)| {
        let style = Style::new(format!("Heading{rank}"), StyleType::Paragraph).name(format!("heading {rank}"));
        let style = style.based_on("Normal").next("Normal").q_format(true).size(size).bold().outline_lvl(rank - 1);
        docx.add_style(style.line_spacing(spacing(240, 80)))
    })
}

fn spacing(before: u32, after: u32) -> LineSpacing {
    LineSpacing::new().before(before).after(after)
}

/// What stands in a document one below the other.
enum Piece {
    Words(Box<Paragraph>),
    Cells(Box<Table>),
}

struct Writer<'a> {
    pieces: Vec<Piece>,
    /// A bookmark may be 40 characters long, so parts are numbered.
    names: BTreeMap<&'a str, String>,
    bookmarks: usize,
}

impl Writer<'_> {
    fn part(&mut self, part: &Part) {
        for (at, block) in part.blocks.iter().enumerate() {
            let name = if at == 0 { self.names.get(part.id.as_str()).cloned() } else { None };
            self.block(block, name);
        }
    }

    fn block(&mut self, block: &Block, bookmark: Option<String>) {
        match block {
            Block::Heading(rank, words) => {
                let heading = Paragraph::new().style(&format!("Heading{rank}")).keep_next(true);
                self.paragraph(heading, words, bookmark);
            }
            Block::Paragraph(words) => self.paragraph(Paragraph::new().line_spacing(spacing(0, 100)), words, bookmark),
            Block::Quotation(words) => self.paragraph(Paragraph::new().style("Quote"), words, bookmark),
            Block::Items(items) => {
                let bullet = || Paragraph::new().numbering(NumberingId::new(BULLETS), IndentLevel::new(0));
                items.iter().for_each(|item| self.paragraph(bullet(), item, None));
            }
            Block::Table(table) => {
                let table = self.table(table);
                self.pieces.push(Piece::Cells(Box::new(table)));
            }
            Block::Overview(_) => {}
        }
    }

    fn paragraph(&mut self, start: Paragraph, words: &[Words], bookmark: Option<String>) {
        let mut paragraph = start;
        if let Some(name) = bookmark {
            self.bookmarks += 1;
            paragraph = paragraph.add_bookmark_start(self.bookmarks, name).add_bookmark_end(self.bookmarks);
        }
        let paragraph = self.words(paragraph, words, None);
        self.pieces.push(Piece::Words(Box::new(paragraph)));
    }

    fn words(&self, paragraph: Paragraph, words: &[Words], size: Option<usize>) -> Paragraph {
        let sized = |run: Run| match size {
            Some(size) => run.size(size),
            None => run,
        };
        words.iter().fold(paragraph, |paragraph, one| {
            let words = spaced(one);
            let run = || sized(Run::new().add_text(&words));
            match (one.look, one.to.as_deref().and_then(|to| self.names.get(to))) {
                (_, Some(name)) => {
                    let link =
                        Hyperlink::new(name, HyperlinkType::Anchor).add_run(run().color("0B4A8F").underline("single"));
                    paragraph.add_hyperlink(link)
                }
                (Look::Plain, None) => paragraph.add_run(run()),
                (Look::Strong, None) => paragraph.add_run(run().bold()),
                (Look::Answer(outcome), None) => {
                    paragraph.add_run(run().bold().shading(Shading::new().fill(colour(outcome))))
                }
                (Look::Marked, None) => paragraph.add_run(run().bold().highlight("yellow")),
                (Look::Code, None) => {
                    let mono = RunFonts::new().ascii("Liberation Mono").hi_ansi("Liberation Mono");
                    paragraph.add_run(run().fonts(mono))
                }
                (Look::Inserted, None) => paragraph.add_insert(Insert::new(run()).author("Lacuna").date(DATE)),
                (Look::Deleted, None) => {
                    let run = sized(Run::new().add_delete_text(&words));
                    paragraph.add_delete(Delete::new().add_run(run).author("Lacuna").date(DATE))
                }
            }
        })
    }

    fn table(&self, cells: &Cells) -> Table {
        let size = if cells.head.len() > 6 { 14 } else { 18 };
        let widths = widths(cells);
        let cell = |words: &[Words], width: usize| {
            TableCell::new().width(width, WidthType::Dxa).add_paragraph(self.words(Paragraph::new(), words, Some(size)))
        };
        let shade = || Shading::new().fill("E8E8E4");
        let head = cells.head.iter().zip(&widths).map(|(words, width)| {
            let words = Words { look: Look::Strong, words: words.clone(), to: None };
            cell(&[words], *width).shading(shade())
        });
        let head = TableRow::new(head.collect()).cant_split();
        let rows = cells
            .rows
            .iter()
            .map(|row| TableRow::new(row.iter().zip(&widths).map(|(words, width)| cell(words, *width)).collect()));
        Table::new(std::iter::once(head).chain(rows).collect())
            .set_grid(widths.clone())
            .width(WIDTH, WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
    }
}

/// The colour behind an answer; its sign says the same.
const fn colour(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "CFE9D5",
        Outcome::Partial => "FBE9AE",
        Outcome::Missing => "F7CFCA",
        Outcome::Contrary => "E7C9E7",
        Outcome::NotSupplied => "E8EEF7",
    }
}

/// The words of a run, with one space at an end where there was any.
fn spaced(run: &Words) -> String {
    let words = plain(&run.words);
    let space = |there: bool| if there { " " } else { "" };
    if words.is_empty() {
        return space(!run.words.is_empty()).to_owned();
    }
    let (before, after) = (run.words.starts_with(char::is_whitespace), run.words.ends_with(char::is_whitespace));
    format!("{}{words}{}", space(before), space(after))
}

/// Columns by how much they hold, the emptiest still wide enough for a word.
fn widths(cells: &Cells) -> Vec<usize> {
    let length = |text: &Text| text.iter().map(|run| run.words.chars().count()).sum::<usize>();
    let weights: Vec<usize> = (0..cells.head.len())
        .map(|column| {
            let longest = cells.rows.iter().filter_map(|row| row.get(column)).map(length).max().unwrap_or(0);
            let words =
                cells.rows.iter().filter_map(|row| row.get(column)).flatten().flat_map(|run| run.words.split(' '));
            let word = words.chain(cells.head[column].split(' ')).map(|word| word.chars().count()).max().unwrap_or(0);
            (word.min(20) + 2).max(longest.min(60)).max(8)
        })
        .collect();
    let whole: usize = weights.iter().sum::<usize>().max(1);
    weights.iter().map(|weight| WIDTH * weight / whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::context::Contexts;
    use crate::report::gap::{self, Width};
    use crate::report::sample;
    use crate::report::words::Chapters;

    fn rendered(words: &str) -> Vec<u8> {
        let chapters = Chapters::new([("definition-acts", "Definition"), ("attempt", "Liability")]);
        let document = gap::document(&sample::hostile(words), &chapters, &[Contexts::default()], Width::Paper);
        render(&document).expect("a document")
    }

    /// The structure of a file as read back: paragraphs by style, tables by size.
    fn structure(bytes: &[u8]) -> Vec<String> {
        let docx = docx_rs::read_docx(bytes).expect("it can be read back");
        let children = docx.document.children.iter();
        children
            .map(|child| match child {
                docx_rs::DocumentChild::Paragraph(one) => format!("{:?}", one.property.style.as_ref().map(|s| &s.val)),
                docx_rs::DocumentChild::Table(table) => format!("table of {}", table.rows.len()),
                _ => "other".to_owned(),
            })
            .collect()
    }

    #[test]
    fn headings_and_tables_are_real() {
        let structure = structure(&rendered("words"));
        assert!(structure.contains(&"Some(\"Heading1\")".to_owned()), "{structure:?}");
        assert!(structure.contains(&"table of 7".to_owned()), "{structure:?}");
    }

    #[test]
    fn the_same_report_gives_the_same_bytes() {
        assert_eq!(rendered("words"), rendered("words"));
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(32))]
        #[test]
        fn no_words_of_a_law_change_the_structure(hostile in sample::HOSTILE_PATTERN) {
            proptest::prop_assert_eq!(structure(&rendered(&hostile)), structure(&rendered("words")));
        }
    }
}
