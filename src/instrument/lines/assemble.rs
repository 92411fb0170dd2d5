//! Puts the blocks together in one pass over the lines: divisions, sections and their headings.
//!
//! The words between them are [`super::body`]'s.

mod counted;
mod divisions;
mod headings;
mod sections;

use super::body::Body;
use super::survey::Habit;
use super::{Given, Line, Read, Role, heading, label, notes};
use crate::instrument::Level;
use crate::instrument::block::{Block, Unit};
use crate::instrument::facts;
use crate::span::Span;
use counted::number_between;
use sections::order;

/// Reads the lines of a text whose habit is known.
pub(crate) fn assemble(text: &str, lines: &[Line], habit: &Habit, given: &Given) -> Read {
    let mut assembler = Assembler::new(text, lines, habit, given);
    assembler.run();
    assembler.finish()
}

struct Assembler<'a> {
    text: &'a str,
    lines: &'a [Line],
    habit: &'a Habit,
    given: &'a Given,
    body: Body<'a>,
    /// Divisions open now, widest first, to pass over their repetition on the next page.
    open: Vec<(Level, String)>,
    /// The section open now.
    section: Option<Current>,
    /// The next label of a numbered list inside a section.
    nested: Option<u32>,
    /// Words of another law are being quoted.
    quoted: bool,
    title: Option<Span>,
    /// A heading that waits for its section, in lists with marginal notes.
    waiting: Option<Span>,
    counted: u32,
}

/// What matters of the section that is open.
struct Current {
    label: String,
    unit: Unit,
    keyword: bool,
    bold: bool,
    block: usize,
}

/// What stands after the label of a section, in its line.
enum Rest {
    Nothing,
    Heading(Span),
    Both(Span, Span),
    Text(Span),
}

impl<'a> Assembler<'a> {
    fn new(text: &'a str, lines: &'a [Line], habit: &'a Habit, given: &'a Given) -> Self {
        let body = Body::new(text, lines, habit);
        let (open, section, nested, quoted) = (Vec::new(), None, None, false);
        Self { text, lines, habit, given, body, open, section, nested, quoted, title: None, waiting: None, counted: 0 }
    }

    fn run(&mut self) {
        if let Some((label, span)) = self.given.section.clone() {
            self.open_section(label, Unit::Section, span, None, (false, false));
        }
        let mut at = 0;
        while at < self.lines.len() {
            at = self.step(at);
        }
    }

    /// Reads the line at `at`, and what belongs to it; gives the next line to read.
    fn step(&mut self, at: usize) -> usize {
        let line = &self.lines[at];
        let words = line.words(self.text);
        if line.role == Role::Note {
            self.body.note(line.span);
            return at + 1;
        }
        if line.role == Role::Margin {
            let opens = at + 1 < self.lines.len() && self.section_at(at + 1).is_some();
            if opens {
                self.waiting = Some(tidy(self.text, line.span));
            } else {
                self.body.note(line.span);
            }
            return at + 1;
        }
        if self.section.is_some() && notes::note(words) == Some(notes::Note::Rest) {
            self.lines[at..].iter().for_each(|line| self.body.note(line.span));
            return self.lines.len();
        }
        let next = self
            .label_again(at)
            .or_else(|| self.try_section(at))
            .or_else(|| self.try_division(at))
            .or_else(|| self.try_heading(at));
        let next = next.unwrap_or_else(|| {
            self.words(at);
            at + 1
        });
        for line in &self.lines[at..next] {
            self.follow_quotes(line.words(self.text));
        }
        next
    }

    fn finish(mut self) -> Read {
        let mut blocks = self.body.finish();
        if self.habit.heading_numbers {
            number_between(&mut blocks);
        }
        if self.title.is_none() {
            self.title = self.title_in_words(&blocks);
        }
        Read { blocks, title: self.title, contents: 0, counted: self.counted > 0 }
    }

    fn open_section(&mut self, label: String, unit: Unit, span: Span, heading: Option<Span>, style: (bool, bool)) {
        self.body.close();
        let block = self.body.push(Block::Section { label: label.clone(), unit, heading, span });
        self.section = Some(Current { label, unit, keyword: style.0, bold: style.1, block });
        self.nested = None;
        self.quoted = false;
    }

    fn words(&mut self, at: usize) {
        let line = &self.lines[at];
        if let Some(number) = label::opening(line.words(self.text)).filter(|o| !o.keyword).and_then(|o| order(&o.label))
        {
            self.nested = (number.0 == 1 || self.nested == Some(number.0)).then_some(number.0 + 1).or(self.nested);
        }
        self.body.line(at);
    }

    fn follow_quotes(&mut self, words: &str) {
        if let Some(at) = words.rfind(['“', '”', '„', '«', '»']) {
            self.quoted = words[at..].starts_with(['“', '„', '«']);
        }
    }

    /// A title among the words before the first section: a short line that names an act, a law or a code.
    fn title_in_words(&self, blocks: &[Block]) -> Option<Span> {
        let preamble = blocks.iter().take_while(|b| matches!(b, Block::Text { .. } | Block::Note { .. }));
        preamble.take(12).find_map(|block| match block {
            Block::Text { span, .. } => {
                let words = span.of(self.text);
                let names = facts::names_a_law(words);
                (names && heading::is_like(words) && !words.to_lowercase().starts_with("an act")).then_some(*span)
            }
            _ => None,
        })
    }
}

/// A heading without the stops, dashes and remains of markup at its end.
fn tidy(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let words = words.split_once("</").map_or(words, |(head, _)| head);
    let end = words
        .trim_end_matches(|c: char| {
            c.is_whitespace() || label::is_markup(c) || matches!(c, '.' | '-' | '–' | '—' | ':' | '#')
        })
        .len();
    if end == 0 { span } else { Span::new(span.start, span.start + end) }
}

fn same_words(a: &str, b: &str) -> bool {
    let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (a, b) = (letters(a), letters(b));
    !a.is_empty() && a == b
}
