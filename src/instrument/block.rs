//! The joint between readers and the tree: a file as a flat run of blocks.
//!
//! A reader only tells where divisions and sections begin and which runs of words belong to them. The enumerators
//! inside those words ("(1) … (a) …; (i) …; or (b) …", definitions in quotation marks, closing words) are found by
//! `hierarchy`, once for all formats.

use super::Level;
use crate::span::Span;

/// One step through a file, in document order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A division wider than a section begins (part, chapter, schedule, …), or an unnumbered cross-heading
    /// (`Level::Subdivision` with an empty label).
    Division {
        /// Its rank: any level before [`Level::Section`].
        level: Level,
        /// Its label (`II`, `1A`), or empty.
        label: String,
        /// Its heading.
        heading: Option<Span>,
        /// From the first byte of the line to the last.
        span: Span,
    },
    /// A section, article, clause or regulation begins.
    Section {
        /// Its label (`3`, `225-4-1`, `360C`), or empty where the text carries none.
        label: String,
        /// The word for the unit as it should be cited (`s`, `art.`, `§`, `r`).
        unit: Unit,
        /// Its heading.
        heading: Option<Span>,
        /// The line, or the words, that announce it.
        span: Span,
    },
    /// Words of the open section (or of the preamble, schedule or division where no section is open).
    Text {
        /// The words: one paragraph or line, without markup around it.
        span: Span,
        /// What the format itself says about the enumerator of this paragraph.
        mark: Mark,
    },
    /// Words that stand in the file but are no law: notes, amendment history, marginal notes, illustrations.
    Note {
        /// The words.
        span: Span,
    },
}

/// How the unit of law is called in citations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// `s 3`
    #[default]
    Section,
    /// `art. 3`
    Article,
    /// `§ 3`
    Paragraph,
    /// `cl 3`
    Clause,
    /// `r 3`
    Regulation,
}

/// What the format says about the enumerator of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// Nothing: enumerators, if any, are in the words themselves.
    #[default]
    InText,
    /// The format carries the label outside the words (a list number), at this depth of nesting (0 = outermost).
    Label {
        /// The label without brackets or stop; empty for a bullet, a quotation mark alone (`"`) where the words
        /// themselves open what stands here: a definition, or law that is quoted.
        label: String,
        /// Nesting depth of the list.
        depth: usize,
    },
    /// The paragraph closes the enumeration at this depth: it is the closing words of the provision there.
    Closing {
        /// Nesting depth of the provision that it closes (0 = the section itself).
        depth: usize,
    },
}

/// What a reader hands over: everything of an instrument but its tree.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Facts about the instrument, as far as the file gives them.
    pub facts: super::Facts,
    /// The text that was read.
    pub text: String,
    /// The way from `text` to the bytes of the file.
    pub offsets: crate::span::OffsetMap,
    /// The run of blocks, in document order, with spans into `text`.
    pub blocks: Vec<Block>,
    /// What was noticed while reading.
    pub diagnostics: Vec<crate::diagnostic::Diagnostic>,
}
