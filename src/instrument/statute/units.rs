//! The words that announce a unit, and what may be wrong with the line and the words under it.

use super::body::{Kind, Line};
use super::header;
use super::mistake::{Code, Mistakes};
use crate::instrument::Level;
use crate::instrument::block::{Block, Unit};
use crate::span::Span;

pub(super) fn rank(word: &str) -> Level {
    match word.to_ascii_lowercase().as_str() {
        "book" => Level::Book,
        "title" => Level::Title,
        "part" => Level::Part,
        "chapter" => Level::Chapter,
        "division" => Level::Division,
        "subdivision" => Level::Subdivision,
        _ => Level::Schedule,
    }
}

pub(super) fn unit_of(word: &str) -> Unit {
    match word.to_ascii_lowercase().as_str() {
        "section" => Unit::Section,
        "clause" => Unit::Clause,
        "regulation" | "rule" => Unit::Regulation,
        "§" => Unit::Paragraph,
        _ => Unit::Article,
    }
}

pub(super) fn refuse_stopless(
    text: &str,
    at: Span,
    word: &str,
    label: &str,
    heading: Option<Span>,
    mistakes: &mut Mistakes,
) {
    let heading = heading.map_or("", |span| span.of(text));
    let shown: String = heading.chars().take(40).collect();
    let help =
        format!("Write `{word} {label}. {shown}`; if the line is no heading but text, begin it with a backslash.");
    let message = format!("there is no full stop between `{word} {label}` and its heading");
    mistakes.add(Code::HeadingWithoutStop, at, message, help);
}

/// A heading is never read as law; one that holds a sentence probably should be.
pub(super) fn check_long(text: &str, at: Span, mistakes: &mut Mistakes) {
    let words = at.of(text);
    if words.len() <= 160 && !words.contains("(1)") && !words.contains("(a)") {
        return;
    }
    let message = "this heading looks like the text of the section; headings are never read as law";
    let help = "Keep the heading short and begin the text on a line of its own below it.";
    mistakes.add(Code::LongHeading, at, message, help);
}

pub(super) fn check_empty(text: &str, section: &Block, mistakes: &mut Mistakes) {
    let Block::Section { label, heading, span, .. } = section else { return };
    let few_words = |at: Span| at.of(text).split_whitespace().nth(2).is_none();
    if heading.is_some_and(few_words) {
        return;
    }
    let message = match heading {
        Some(_) => format!("section {label} has a heading but no text; headings are never read as law"),
        None => format!("section {label} has no text"),
    };
    let help = "If the line holds the text of the section, put the text on a line of its own below it.";
    mistakes.add(Code::EmptySection, *span, message, help);
}

/// Words between the header and the first unit.
pub(super) fn check_loose_text(text: &str, lines: &[Line], mistakes: &mut Mistakes) {
    let is_key = |line: &&Line| header::key_of(line.words.of(text)).is_some();
    for line in lines.iter().filter(is_key) {
        let message = "this line of the header stands after the blank line that ends the header";
        let help = "Move it up, and leave no blank line inside the header.";
        mistakes.add(Code::HeaderLineInBody, line.words, message, help);
    }
    let Some(first) = lines.iter().find(|line| !matches!(line.kind, Kind::Note) && !is_key(line)) else { return };
    let message = "these words stand before the first section; a preamble is never read as law";
    let help = "Begin the section that holds them (`Section 1. Heading`), or write `Preamble` on a line above them.";
    mistakes.add(Code::TextBeforeFirstSection, first.words, message, help);
}
