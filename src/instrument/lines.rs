//! From lines to blocks: what the Markdown, plain-text and HTML readers have in common.
//!
//! A reader takes its format apart into [`Line`]s; here the lines become divisions, sections, words and notes. Running
//! heads, page numbers and tables of contents are taken out first, then the habit of the draftsman is surveyed (are
//! sections numbered, in headings, in lists, or not at all?), then the blocks are put together in one pass.

pub(super) mod assemble;
pub(super) mod body;
pub(super) mod contents;
pub(super) mod division;
pub(super) mod furniture;
pub(super) mod heading;
pub(super) mod label;
pub(super) mod lists;
pub(super) mod notes;
pub(super) mod survey;

use super::block::Block;
use crate::span::Span;

/// One line, or one paragraph, as its format shows it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The words, without markup at either end.
    pub(super) span: Span,
    /// What the format says about it.
    pub(super) shape: Shape,
    /// A blank line, or the end of a block, stands before it.
    pub(super) gap: bool,
    /// Columns before its first character.
    pub(super) indent: usize,
    /// Its first words are in bold.
    pub(super) bold: bool,
    /// Bytes of its words that are the label of a list item (`1. `); 0 where the label stands outside the text.
    pub(super) marker: usize,
    /// What it turned out to be.
    pub(super) role: Role,
}

/// The shape of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A heading of this depth.
    Heading(u8),
    /// A line wholly in bold or italics, or centred.
    Strong,
    /// Running words.
    Plain,
    /// A list item without label.
    Bullet,
    /// A list item whose label stands outside its words.
    Numbered(String),
    /// A rule or page break.
    Break,
}

/// What a line turned out to be before blocks are made of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Law, until shown otherwise.
    #[default]
    Words,
    /// Words of the file that are no law, worth keeping as a note.
    Note,
    /// A marginal note printed in a column beside the law.
    Margin,
    /// A running head, a page number, an entry of a table of contents: dropped.
    Noise,
}

/// What the front matter of a file settles before its lines are read.
#[derive(Clone, Debug, Default)]
pub(super) struct Given {
    /// The title of the instrument.
    pub(super) title: String,
    /// The file holds this one section; its label stands there.
    pub(super) section: Option<(String, Span)>,
}

/// The lines of a file as blocks.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// The blocks, in document order.
    pub(super) blocks: Vec<Block>,
    /// The first heading that is no part of the law: the title, where nothing else gives one.
    pub(super) title: Option<Span>,
    /// How many entries of a table of contents were passed over.
    pub(super) contents: usize,
    /// Labels were counted, because the text carries none.
    pub(super) counted: bool,
}

/// Makes blocks of the lines of `text`.
pub(super) fn read(text: &str, mut lines: Vec<Line>, given: &Given) -> Read {
    lines.retain(|line| line.shape == Shape::Break || !line.span.is_empty());
    furniture::strip(text, &mut lines);
    let contents = contents::strip(text, &mut lines);
    lines.retain(|line| line.role != Role::Noise && line.shape != Shape::Break);
    let habit = survey::survey(text, &lines);
    let mut read = assemble::assemble(text, &lines, &habit, given);
    read.contents = contents;
    read
}

impl Line {
    /// The words of the line.
    pub(super) fn words<'a>(&self, text: &'a str) -> &'a str {
        self.span.of(text)
    }

    /// True for a line that the format sets apart from running words.
    pub(super) fn is_heading(&self) -> bool {
        matches!(self.shape, Shape::Heading(_))
    }
}
