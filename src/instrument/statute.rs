//! Reads structured statute extracts (`.statute`): plain text that a lawyer can type or correct.
//!
//! The grammar takes any text apart, one unit with its lines at a time; what is wrong with it is gathered on the
//! way, so that one run shows every mistake of a file. The tree is built elsewhere.

mod body;
mod checks;
pub(super) mod header;
mod mistake;
mod order;
mod quotes;
#[cfg(test)]
mod tests;
mod units;

pub use mistake::Code;
pub(super) use quotes::opens as opens_quotation;

use super::Level;
use super::block::{Block, Draft, Unit};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::SourceFile;
use crate::span::{OffsetMap, Span};
use body::{Kind, Line};
use grammar::{Grammar, Rule};
use header::Entry;
use mistake::Mistakes;
use order::Order;
use pest::Parser;
use pest::iterators::Pair;

/// A module of its own, because the derived names are public.
mod grammar {
    #![allow(missing_docs, unreachable_pub)]

    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/statute.pest"]
    pub(super) struct Grammar;
}

/// Reads an extract into the blocks it declares, or says all that keeps it from being read.
///
/// `text` is the file decoded, `skipped` the number of bytes before it (a byte order mark). Where there are
/// errors, the warnings come with them, in the order of the file.
///
/// # Errors
///
/// The diagnostics of the file, at least one of them an error.
pub fn read(file: &SourceFile, text: &str, skipped: usize) -> Result<Draft, Vec<Diagnostic>> {
    let mut reader = Reader { text, blocks: Vec::new(), mistakes: Mistakes::default(), order: Order::default() };
    let (entries, header_end) = reader.header();
    let (facts, notes) = header::facts(text, file.stem(), &entries, &mut reader.mistakes);
    reader.blocks.extend(notes.into_iter().map(|span| Block::Note { span }));
    reader.body(header_end);
    let diagnostics = reader.mistakes.into_diagnostics(&file.path, text);
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        return Err(diagnostics);
    }
    let offsets = OffsetMap::identity(text.len(), skipped);
    Ok(Draft { facts, text: text.to_owned(), offsets, blocks: reader.blocks, diagnostics })
}

/// How a label is written where it stands: in brackets of its own where it could not be told from the words.
pub(super) fn written_label(rule: LabelKind, label: &str) -> String {
    let alone = match rule {
        LabelKind::Section => Rule::label_alone,
        LabelKind::Division => Rule::worded_alone,
        LabelKind::Item => Rule::mark_alone,
    };
    let plain = !label.starts_with('[') && Grammar::parse(alone, label).is_ok();
    if plain { label.to_owned() } else { format!("[{}]", label.replace(']', ")")) }
}

/// True for a label that stands before the word for its unit: "First Schedule".
pub(super) fn is_ordinal(label: &str) -> bool {
    Grammar::parse(Rule::ordinal_alone, label).is_ok()
}

/// Where a label stands.
#[derive(Clone, Copy)]
pub(super) enum LabelKind {
    Section,
    Division,
    Item,
}

/// True where a line of words would be taken for something else if it stood at the beginning of a line.
pub(super) fn reads_as_more(words: &str) -> bool {
    let lines = |pair: Pair<Rule>| pair.into_inner().all(|inner| inner.as_rule() == Rule::plain);
    words.starts_with('\\')
        || !Grammar::parse(Rule::group, words).is_ok_and(|mut pairs| pairs.next().is_some_and(lines))
}

struct Reader<'t> {
    text: &'t str,
    blocks: Vec<Block>,
    mistakes: Mistakes,
    order: Order,
}

impl<'t> Reader<'t> {
    /// The lines of the header, and where the body begins.
    fn header(&mut self) -> (Vec<Entry>, usize) {
        let root = self.root(Rule::header, 0);
        let end = root.as_span().end();
        let mut entries = Vec::new();
        for line in root.into_inner() {
            let at = self.span(&line, 0);
            match line.as_rule() {
                Rule::entry => entries.push(self.entry(line)),
                Rule::malformed if !at.is_empty() => header::malformed(at, &mut self.mistakes),
                _ => {}
            }
        }
        let rest = &self.text[end..];
        if !rest.trim().is_empty() && !rest.starts_with(['\n', '\r', ' ', '\t']) {
            let line = rest.find('\n').map_or(self.text.len(), |length| end + length);
            let help = "Leave one blank line between the header and the law.";
            let message = "the header is not ended by a blank line before this line";
            self.mistakes.add(Code::MissingBlankLine, Span::new(end, line), message, help);
        }
        (entries, end)
    }

    fn entry(&self, line: Pair<Rule>) -> Entry {
        let spans: Vec<Span> = line.into_inner().map(|part| self.span(&part, 0)).collect();
        Entry { key: spans[0], value: spans[1] }
    }

    fn body(&mut self, mut at: usize) {
        let (header_end, notes) = (at, self.blocks.len());
        while !self.text[at..].trim_start().is_empty() {
            let group = self.root(Rule::group, at);
            let length = group.as_span().end();
            self.group(group, at, at == header_end);
            at += length.max(1);
        }
        if self.blocks.len() == notes {
            let message = "there is no law in this file, only a header";
            let help = "Add the provisions after one blank line, for example `Section 1. Trafficking in persons`.";
            self.mistakes.add(Code::NoProvisions, Span::new(self.text.len(), self.text.len()), message, help);
        }
    }

    /// Parses what begins at `at`. Each call looks at the text once, up to where the rule ends.
    fn root(&self, rule: Rule, at: usize) -> Pair<'t, Rule> {
        let pairs = Grammar::parse(rule, &self.text[at..]);
        pairs.expect("the grammar takes any text").next().expect("a root yields one pair")
    }

    /// Where a pair stands in the whole text, without white space around it.
    fn span(&self, pair: &Pair<Rule>, offset: usize) -> Span {
        let span = pair.as_span();
        Span::new(offset + span.start(), offset + span.end()).trim(self.text)
    }

    fn group(&mut self, group: Pair<'t, Rule>, offset: usize, is_first: bool) {
        let (mut unit, mut lines) = (None, Vec::new());
        for part in group.into_inner() {
            match part.as_rule() {
                Rule::plain | Rule::item | Rule::note | Rule::closing | Rule::literal => {
                    lines.extend(self.line(part, offset));
                }
                Rule::comment => {}
                _ => unit = Some(self.unit(part, offset)),
            }
        }
        if unit.is_none() && is_first {
            units::check_loose_text(self.text, &lines, &mut self.mistakes);
        }
        let has_words = body::read(self.text, &lines, &mut self.blocks, &mut self.mistakes);
        if let Some(Some(section)) = unit
            && !has_words
        {
            units::check_empty(self.text, &self.blocks[section], &mut self.mistakes);
        }
    }

    /// A line of the body; none where it holds nothing but white space.
    fn line(&self, pair: Pair<'t, Rule>, offset: usize) -> Option<Line> {
        let start = offset + pair.as_span().start();
        let whole = self.span(&pair, offset);
        let rule = pair.as_rule();
        let mut parts = pair.into_inner().map(|part| self.span(&part, offset));
        let kind = match rule {
            Rule::item => Kind::Item(parts.next().expect("an item has an enumerator")),
            Rule::closing => Kind::Closing,
            Rule::note => Kind::Note,
            Rule::literal => Kind::Literal,
            _ if whole.is_empty() => return None,
            _ => Kind::Plain,
        };
        Some(Line::new(self.text, kind, start, parts.next().unwrap_or(whole)))
    }

    /// Adds the block of a unit; the index of the block where the unit is a section.
    fn unit(&mut self, pair: Pair<'t, Rule>, offset: usize) -> Option<usize> {
        let rule = pair.as_rule();
        let span = self.span(&pair, offset);
        let (mut word, mut label, mut heading) = ("", String::new(), None);
        for part in pair.into_inner() {
            let at = self.span(&part, offset);
            match part.as_rule() {
                Rule::section_word | Rule::rank_word | Rule::schedule_word => word = at.of(self.text),
                Rule::label | Rule::worded_label | Rule::ordinal => label = body::bare(at.of(self.text)).to_owned(),
                _ => heading = (!at.is_empty()).then_some(at),
            }
        }
        if matches!(rule, Rule::stopless_section | Rule::stopless_division) {
            units::refuse_stopless(self.text, span, word, &label, heading, &mut self.mistakes);
        }
        match rule {
            Rule::preamble => self.divide(Level::Preamble, String::new(), None, span),
            Rule::cross_heading => {
                let heading = self.cross_heading(span);
                self.divide(Level::Subdivision, String::new(), heading, span);
            }
            Rule::division | Rule::ordinal_division | Rule::bare_division | Rule::stopless_division => {
                self.divide(units::rank(word), label, heading, span)
            }
            _ => return Some(self.section(units::unit_of(word), label, heading, span)),
        }
        None
    }

    fn divide(&mut self, level: Level, label: String, heading: Option<Span>, span: Span) {
        if level != Level::Subdivision || !label.is_empty() {
            self.order.divide(level == Level::Schedule);
        }
        self.blocks.push(Block::Division { level, label, heading, span });
    }

    fn section(&mut self, unit: Unit, label: String, heading: Option<Span>, span: Span) -> usize {
        if label.is_empty() {
            let help = "Write its number after the word, for example `Section 3. Heading`.";
            self.mistakes.add(Code::SectionWithoutLabel, span, "this section has no number", help);
        } else {
            self.order.take(&label, span, &mut self.mistakes);
        }
        if let Some(at) = heading {
            units::check_long(self.text, at, &mut self.mistakes);
        }
        self.blocks.push(Block::Section { label, unit, heading, span });
        self.blocks.len() - 1
    }

    /// The words between `==` and `==`.
    fn cross_heading(&mut self, line: Span) -> Option<Span> {
        let inner = line.of(self.text).strip_prefix("==").and_then(|rest| rest.strip_suffix("=="));
        let Some(inner) = inner else {
            let help = "A heading without a rank is written between two pairs of signs: `== Heading ==`.";
            self.mistakes.add(Code::UnclosedCrossHeading, line, "this heading is not closed by `==`", help);
            return None;
        };
        let at = Span::new(line.start + 2, line.start + 2 + inner.len()).trim(self.text);
        (!at.is_empty()).then_some(at)
    }
}
