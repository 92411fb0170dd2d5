//! The habit of the draftsman: how the sections of this text are told, looked at as a whole before it is read.

use super::{Line, Role, Shape, division, furniture, heading, label};
use crate::instrument::block::Unit;
use std::collections::BTreeMap;

/// What a text does throughout.
#[derive(Clone, Debug, Default)]
pub(crate) struct Habit {
    /// Its units are articles: `Section 2` is a division.
    pub(crate) articles: bool,
    /// Sections are opened by a word (`Section 3`, `§ 3`), not by a bare number.
    pub(crate) keywords: bool,
    /// Sections are numbers in headings: numbers elsewhere are paragraphs.
    pub(crate) heading_numbers: bool,
    /// Sections are the items of a numbered list at this indentation.
    pub(crate) list: Option<usize>,
    /// Indentation of bullets shows the hierarchy.
    pub(crate) nested_bullets: bool,
    /// Nothing is numbered: headings alone tell sections.
    pub(crate) unnumbered: bool,
    /// Headings of sections stand on the line above their label.
    pub(crate) heading_above: bool,
    /// The width at which lines are wrapped.
    pub(crate) wrap: Option<usize>,
}

/// Surveys the lines of a text, noise already taken out.
pub(crate) fn survey(text: &str, lines: &[Line]) -> Habit {
    let words: Vec<&Line> = lines.iter().filter(|line| line.role == Role::Words).collect();
    let openings: Vec<(usize, label::Opening)> =
        words.iter().enumerate().filter_map(|(at, line)| label::opening(line.words(text)).map(|o| (at, o))).collect();
    let keyword = |unit: Unit| {
        let firm = |at: usize, o: &label::Opening| o.firm || words[at].is_heading() || words[at].shape == Shape::Strong;
        openings.iter().filter(|(at, o)| o.keyword && o.unit == unit && firm(*at, o)).count()
    };
    let (articles, sections) = (keyword(Unit::Article), keyword(Unit::Section));
    let others = keyword(Unit::Paragraph) + keyword(Unit::Clause) + keyword(Unit::Regulation);
    let in_headings = openings.iter().filter(|(at, o)| !o.keyword && words[*at].is_heading()).count();
    let heading_numbers = in_headings >= 2;
    let annexed = articles_are_annexed(text, &words, &openings);
    let articles_lead = articles >= 2 && !heading_numbers && articles * 2 > sections && !annexed;
    let keywords = articles_lead
        || (!heading_numbers
            && !annexed
            && (sections >= 2 || others >= 2 || articles + sections + others == openings.len()));
    let numbers = openings.iter().filter(|(_, o)| !o.keyword && o.firm).count();
    let list = if keywords || heading_numbers { None } else { list_indent(&words) };
    let headings = words.iter().filter(|line| line.is_heading()).count();
    Habit {
        articles: articles_lead || (!annexed && articles >= 1 && sections == 0 && in_headings == 0),
        keywords: keywords && articles + sections + others > 0,
        heading_numbers,
        list,
        nested_bullets: nested_bullets(&words) || nested_lists(text, &words),
        unnumbered: openings.iter().all(|(_, o)| !o.keyword || !o.firm)
            && numbers == 0
            && in_headings == 0
            && list.is_none()
            && headings >= 3,
        heading_above: heading_above(text, &words, &openings),
        wrap: furniture::wrap_width(text, lines),
    }
}

/// The act is numbered, and the articles are those of a treaty in its schedule.
fn articles_are_annexed(text: &str, words: &[&Line], openings: &[(usize, label::Opening)]) -> bool {
    let first = openings.iter().find(|(_, o)| o.keyword && o.unit == Unit::Article && o.firm).map(|(at, _)| *at);
    let Some(first) = first else { return false };
    let mut run = 0;
    for (_, opening) in openings.iter().filter(|(at, o)| *at < first && !o.keyword) {
        run += u32::from(opening.label.parse() == Ok(run + 1));
    }
    let schedule = |line: &&Line| {
        division::opening(line.words(text)).is_some_and(|o| o.level == crate::instrument::Level::Schedule)
    };
    run >= 5 || (run >= 2 && words[..first].iter().any(schedule))
}

/// The indentation at which a numbered list runs through the whole text, 1, 2, 3, …, without starting again.
fn list_indent(words: &[&Line]) -> Option<usize> {
    let mut runs: BTreeMap<usize, (u32, usize)> = BTreeMap::new();
    let mut restarts: BTreeMap<usize, usize> = BTreeMap::new();
    for line in words {
        let Shape::Numbered(label) = &line.shape else { continue };
        let Ok(number) = label.parse::<u32>() else { continue };
        let (last, length) = runs.entry(line.indent).or_default();
        if number == *last + 1 {
            (*last, *length) = (number, *length + 1);
        } else if number == 1 {
            *restarts.entry(line.indent).or_default() += 1;
        }
    }
    let best = runs.iter().filter(|(indent, _)| restarts.get(indent).copied().unwrap_or(0) == 0);
    best.max_by_key(|(indent, (_, length))| (*length, std::cmp::Reverse(**indent)))
        .filter(|(_, (_, length))| *length >= 3)
        .map(|(indent, _)| *indent)
}

/// Most words stand in bullets of several depths.
fn nested_bullets(words: &[&Line]) -> bool {
    let bullets: Vec<&&Line> = words.iter().filter(|line| line.shape == Shape::Bullet).collect();
    let first = bullets.first().map(|line| line.indent);
    let depths = bullets.iter().filter(|line| Some(line.indent) != first).count();
    let body = words.iter().filter(|line| !line.is_heading()).count();
    bullets.len() * 2 > body && depths > 0
}

/// Numbered items stand inside other items, and no paragraph outside lists carries an enumerator of its own.
fn nested_lists(text: &str, words: &[&Line]) -> bool {
    let is_item = |line: &&&Line| matches!(line.shape, Shape::Bullet | Shape::Numbered(_));
    let items: Vec<&&Line> = words.iter().filter(is_item).collect();
    let numbered = items.iter().any(|line| line.indent == 0 && matches!(line.shape, Shape::Numbered(_)));
    let inner = items.windows(2).filter(|pair| pair[1].indent >= pair[0].indent + 2).count();
    let outside =
        words.iter().any(|line| line.shape == Shape::Plain && super::lists::enumerator(line.words(text)).is_some());
    numbered && inner >= 2 && !outside
}

/// Where labels stand alone on their lines, tells whether headings stand above or below them.
fn heading_above(text: &str, words: &[&Line], openings: &[(usize, label::Opening)]) -> bool {
    let like = |at: Option<usize>| {
        at.and_then(|i| words.get(i)).is_some_and(|line| {
            let words = line.words(text);
            heading::is_like(words)
                && !words.ends_with('.')
                && label::opening(words).is_none()
                && division::opening(words).is_none()
        })
    };
    let (mut above, mut below) = (0, 0);
    for (at, opening) in openings.iter().filter(|(_, o)| o.keyword) {
        if opening.rest < words[*at].words(text).len() {
            continue;
        }
        above += usize::from(like(at.checked_sub(1)));
        below += usize::from(like(Some(at + 1)));
    }
    above > below
}
