//! Builds the tree of provisions from the flat run of blocks that a reader hands over.
//!
//! Divisions nest by rank, sections stand in the innermost division, and the words of each section go to
//! `hierarchy`, which finds the provisions inside it. Nothing here knows a file format.

mod naming;
pub(crate) mod outline;

use super::block::{Block, Mark, Unit};
use super::hierarchy::{self, Paragraph};
use super::{Level, Provision};
use crate::span::Span;
use outline::{Kind, Node, Outline};

/// Builds the provisions of an instrument, in document order, parents before children.
///
/// Every provision gets an id that is unique in the instrument and the citation a lawyer would use. Words before the
/// first division or section become the preamble.
#[must_use]
pub fn build(text: &str, blocks: &[Block]) -> Vec<Provision> {
    let mut builder =
        Builder { text, outline: Outline::default(), divisions: Vec::new(), section: None, run: Vec::new() };
    for block in blocks {
        builder.block(block);
    }
    builder.finish_run();
    naming::provisions(text, builder.outline)
}

struct Builder<'a> {
    text: &'a str,
    outline: Outline,
    /// The open divisions, widest first.
    divisions: Vec<usize>,
    /// The open section.
    section: Option<usize>,
    /// The paragraphs of what is open, until it is complete.
    run: Vec<Paragraph>,
}

impl Builder<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Division { level, label, heading, span } => {
                self.finish_run();
                self.division(*level, label, *heading, *span);
            }
            Block::Section { label, unit, heading, span } => {
                self.finish_run();
                self.open_section(*unit, label, *heading, *span);
            }
            Block::Text { span, mark } => self.paragraph(*span, Some(mark.clone())),
            Block::Note { span } => self.paragraph(*span, None),
        }
    }

    fn division(&mut self, level: Level, label: &str, heading: Option<Span>, span: Span) {
        self.section = None;
        while self.divisions.last().is_some_and(|open| self.rank(*open) >= level || self.rank(*open) == Level::Preamble)
        {
            self.divisions.pop();
        }
        let mut node = Node::new(Kind::Division(level), label, span);
        node.heading = heading;
        let id = self.outline.add(self.divisions.last().copied(), node);
        self.divisions.push(id);
    }

    fn rank(&self, id: usize) -> Level {
        match self.outline.nodes[id].kind {
            Kind::Division(level) => level,
            _ => Level::Section,
        }
    }

    fn open_section(&mut self, unit: Unit, label: &str, heading: Option<Span>, span: Span) {
        self.divisions.retain(|open| !matches!(self.outline.nodes[*open].kind, Kind::Division(Level::Preamble)));
        let mut node = Node::new(Kind::Section(unit), label, span);
        node.heading = heading;
        self.section = Some(self.outline.add(self.divisions.last().copied(), node));
    }

    fn paragraph(&mut self, span: Span, mark: Option<Mark>) {
        let words = span.trim(self.text);
        // A label may stand alone above its list, and a place may be closed without a word.
        if words.is_empty() && matches!(mark, None | Some(Mark::InText)) {
            return;
        }
        if self.section.is_none() && self.divisions.is_empty() && mark.is_none() {
            let id = self.outline.add(None, Node::new(Kind::Note, "", Span::new(words.start, words.start)));
            return self.outline.say(id, words);
        }
        if self.section.is_none() && self.divisions.is_empty() {
            self.division(Level::Preamble, "", None, Span::new(words.start, words.start));
        }
        self.run.push(Paragraph { span: words, mark });
    }

    /// Finds the provisions in the paragraphs of what was open.
    fn finish_run(&mut self) {
        let mut run = std::mem::take(&mut self.run);
        let Some(container) = self.section.or(self.divisions.last().copied()) else { return };
        if run.is_empty() {
            return;
        }
        self.cut_next_heading(&mut run);
        let node = &self.outline.nodes[container];
        if node.kind == Kind::Division(Level::Preamble) {
            run.into_iter().for_each(|paragraph| self.outline.say(container, paragraph.span));
            return;
        }
        if let Some(first) = run.iter_mut().find(|paragraph| paragraph.mark.is_some()) {
            first.span.start = hierarchy::after_repeated_heading(self.text, first.span, &node.label, node.heading);
        }
        let defining = node.heading.is_some_and(|heading| is_about_terms(heading.of(self.text)));
        hierarchy::nest(self.text, &mut self.outline, container, &run, defining);
    }

    /// The heading of the next division at the end of a section is no word of the section.
    fn cut_next_heading(&self, run: &mut Vec<Paragraph>) {
        let Some(last) = run.last_mut().filter(|paragraph| paragraph.mark == Some(Mark::InText)) else { return };
        let Some(at) = hierarchy::trailing_heading(self.text, last.span) else { return };
        let heading = Span::new(at, last.span.end);
        last.span = Span::new(last.span.start, at).trim(self.text);
        if last.span.is_empty() {
            run.pop();
        }
        run.push(Paragraph { span: heading, mark: None });
    }
}

/// True for the heading of a section that says what terms mean.
fn is_about_terms(heading: &str) -> bool {
    const STEMS: [&str; 12] = [
        "definition",
        "interpretation",
        "meaning",
        "glossary",
        "terms",
        "terminology",
        "définition",
        "definicion",
        "begriff",
        "definiç",
        "concepts",
        "expressions",
    ];
    let lower = heading.to_lowercase();
    STEMS.iter().any(|stem| lower.contains(stem))
}
