//! Ranks, spans, ids and citations: what is known of a provision only once the whole tree stands.

use super::outline::{Kind, Node, Outline, Piece};
use crate::instrument::block::Unit;
use crate::instrument::hierarchy::enumerator;
use crate::instrument::{Content, Level, Provision};
use crate::span::Span;
use std::collections::{HashMap, HashSet};

/// Turns the finished outline into provisions.
pub(super) fn provisions(text: &str, outline: Outline) -> Vec<Provision> {
    let spans = spans(&outline);
    let mut ids = HashMap::new();
    let repeated = repeated_labels(&outline);
    let mut done: Vec<Provision> = Vec::with_capacity(outline.nodes.len());
    for (node, span) in outline.nodes.into_iter().zip(spans) {
        let parent = node.parent.map(|id| &done[id]);
        let level = level(&node, parent);
        let again = matches!(node.kind, Kind::Section(_)) && repeated.contains(node.label.as_str());
        let citation = citation(text, &node, level, parent, &done);
        let citation = if again { within_division(&citation, parent, &done) } else { citation };
        let eid = unique(&mut ids, eid(&node, level, parent, &done));
        let content = node.pieces.iter().map(content).collect();
        done.push(Provision {
            level,
            label: node.label,
            heading: node.heading,
            content,
            parent: node.parent,
            eid,
            citation,
            span,
        });
    }
    done
}

/// Labels that many sections of the body bear: a code that numbers its sections anew in every chapter.
fn repeated_labels(outline: &Outline) -> HashSet<String> {
    let sections = outline.nodes.iter().filter(|node| matches!(node.kind, Kind::Section(_)) && !node.label.is_empty());
    let mut count: HashMap<&str, usize> = HashMap::new();
    sections.clone().for_each(|node| *count.entry(node.label.as_str()).or_default() += 1);
    let anew = count.get("1").copied().unwrap_or(0) >= ANEW;
    count.into_iter().filter(|(_, n)| anew && *n > 1).map(|(label, _)| label.to_owned()).collect()
}

/// How often section 1 must come back before sections are cited with their chapter.
const ANEW: usize = 4;

/// `s 3` of chapter 25 as `ch 25 s 3`.
fn within_division(citation: &str, parent: Option<&Provision>, done: &[Provision]) -> String {
    let mut lineage = std::iter::successors(parent, |p| p.parent.map(|id| &done[id]));
    let chapter = lineage.find(|p| p.level < Level::Section && p.level > Level::Schedule && !p.label.is_empty());
    chapter.map_or_else(|| citation.to_owned(), |p| format!("{} {citation}", p.citation.replacen("Chapter", "ch", 1)))
}

fn content(piece: &Piece) -> Content {
    match piece {
        Piece::Words(span) => Content::Text(*span),
        Piece::Node(id) => Content::Child(*id),
    }
}

/// From the first to the last byte of each node and all inside it.
fn spans(outline: &Outline) -> Vec<Span> {
    let mut spans: Vec<Span> = outline.nodes.iter().map(own_span).collect();
    for id in (0..spans.len()).rev() {
        if let Some(parent) = outline.nodes[id].parent {
            spans[parent] = spans[parent].join(spans[id]);
        }
    }
    spans
}

fn own_span(node: &Node) -> Span {
    let words = node.pieces.iter().filter_map(|piece| match piece {
        Piece::Words(span) => Some(*span),
        Piece::Node(_) => None,
    });
    words.chain(node.heading).fold(node.mark, Span::join)
}

fn level(node: &Node, parent: Option<&Provision>) -> Level {
    match node.kind {
        Kind::Division(level) => level,
        Kind::Section(_) => Level::Section,
        Kind::Definition => Level::Definition,
        Kind::Note => Level::Note,
        Kind::Named => Level::Subsection,
        Kind::Item(form, style) => enumerator::natural_level(form, style).max(below(parent.map(|p| p.level))),
    }
}

/// The widest rank that may stand inside a provision of rank `above`.
const fn below(above: Option<Level>) -> Level {
    match above {
        Some(Level::Subsection | Level::Definition | Level::Note) => Level::Paragraph,
        Some(Level::Paragraph) => Level::Item,
        Some(Level::Item | Level::Subitem) => Level::Subitem,
        _ => Level::Subsection,
    }
}

fn citation(text: &str, node: &Node, level: Level, parent: Option<&Provision>, done: &[Provision]) -> String {
    let above = parent.map_or("", |p| p.citation.as_str());
    match node.kind {
        Kind::Division(_) => division_citation(text, node, level, parent),
        Kind::Section(unit) => section_citation(unit, node, parent, done),
        Kind::Definition => join(above, &format!("\"{}\"", node.label)),
        Kind::Named => join(above, &node.label),
        Kind::Note => above.to_owned(),
        Kind::Item(..) if node.label.is_empty() => above.to_owned(),
        Kind::Item(..) => item_citation(node, parent, above),
    }
}

fn item_citation(node: &Node, parent: Option<&Provision>, above: &str) -> String {
    match parent.map(|p| p.level) {
        Some(level) if level < Level::Section && node.label.starts_with(|c: char| c.is_ascii_digit()) => {
            join(above, &format!("para {}", node.label))
        }
        Some(level) if level < Level::Section || level == Level::Definition => {
            join(above, &format!("({})", node.label))
        }
        _ => format!("{above}({})", node.label),
    }
}

fn division_citation(text: &str, node: &Node, level: Level, parent: Option<&Provision>) -> String {
    let above = parent.map_or("", |p| p.citation.as_str());
    let name = match level {
        Level::Preamble => "preamble",
        Level::Schedule => "Sch",
        Level::Book => "Book",
        Level::Title => "Title",
        Level::Part => "Part",
        Level::Chapter => "Chapter",
        Level::Division => "Division",
        _ => "Subdivision",
    };
    if node.label.is_empty() && level == Level::Subdivision {
        return node
            .heading
            .map_or_else(|| above.to_owned(), |h| h.of(text).split_whitespace().collect::<Vec<_>>().join(" "));
    }
    join(above, &join(name, &node.label))
}

fn section_citation(unit: Unit, node: &Node, parent: Option<&Provision>, done: &[Provision]) -> String {
    let (unit, schedule) = surroundings(unit, parent, done);
    let word = match unit {
        Unit::Section if schedule => "para",
        Unit::Section => "s",
        Unit::Article => "art.",
        Unit::Paragraph => "§",
        Unit::Clause => "cl",
        Unit::Regulation => "r",
    };
    let label = if node.label.is_empty() { "(unnumbered)" } else { node.label.as_str() };
    let own = format!("{word} {label}");
    match parent {
        Some(above) if schedule => join(&above.citation, &own),
        _ => own,
    }
}

/// A section inserted into another law is called as its surroundings are; one in a schedule is cited through it.
fn surroundings(unit: Unit, parent: Option<&Provision>, done: &[Provision]) -> (Unit, bool) {
    let lineage = || std::iter::successors(parent, |p| p.parent.map(|id| &done[id]));
    let inserted_in = lineage().find(|p| p.level == Level::Section);
    let unit = match inserted_in {
        Some(section) if section.citation.starts_with("art.") => Unit::Article,
        _ => unit,
    };
    (unit, inserted_in.is_none() && lineage().any(|p| p.level == Level::Schedule))
}

fn join(above: &str, own: &str) -> String {
    match (above, own) {
        ("", own) => own.to_owned(),
        (above, "") => above.to_owned(),
        (above, own) => format!("{above} {own}"),
    }
}

fn eid(node: &Node, level: Level, parent: Option<&Provision>, done: &[Provision]) -> String {
    let prefix = prefix(node, parent, done);
    let name = match (node.kind, level) {
        (Kind::Section(Unit::Article), _) => "art",
        (Kind::Section(Unit::Clause), _) => "cl",
        (Kind::Section(Unit::Regulation), _) => "reg",
        (_, Level::Preamble) => "preamble",
        (_, Level::Schedule) => "sched",
        (_, Level::Book) => "book",
        (_, Level::Title) => "title",
        (_, Level::Part) => "part",
        (_, Level::Chapter) => "chp",
        (_, Level::Division) => "div",
        (_, Level::Subdivision) => "subdiv",
        (_, Level::Section) => "sec",
        (_, Level::Subsection) => "subsec",
        (_, Level::Paragraph) => "para",
        (_, Level::Item) => "subpara",
        (_, Level::Subitem) => "item",
        (_, Level::Definition) => "def",
        (_, Level::Note) => "note",
    };
    let label = slug(&node.label);
    let own = if label.is_empty() { name.to_owned() } else { format!("{name}_{label}") };
    if prefix.is_empty() { own } else { format!("{prefix}__{own}") }
}

/// Sections of the body need no division in their ids; those of a schedule need the schedule.
fn prefix(node: &Node, parent: Option<&Provision>, done: &[Provision]) -> String {
    let Some(above) = parent else { return String::new() };
    let body = |p: &Provision| p.level < Level::Section;
    if matches!(node.kind, Kind::Section(_)) && body(above) {
        let mut lineage = std::iter::successors(parent, |p| p.parent.map(|id| &done[id]));
        let schedule = lineage.any(|p| p.level == Level::Schedule);
        return if schedule { above.eid.clone() } else { String::new() };
    }
    above.eid.clone()
}

fn slug(label: &str) -> String {
    let parts = label.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

/// The id itself, or with `-2`, `-3` … where it is taken.
fn unique(ids: &mut HashMap<String, usize>, eid: String) -> String {
    let count = ids.entry(eid.clone()).or_insert(0);
    *count += 1;
    if *count == 1 {
        return eid;
    }
    let mut number = *count;
    loop {
        let candidate = format!("{eid}-{number}");
        if !ids.contains_key(&candidate) {
            ids.insert(eid, number);
            ids.insert(candidate.clone(), 1);
            return candidate;
        }
        number += 1;
    }
}
