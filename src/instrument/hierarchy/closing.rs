//! Closing words: what follows the last item of an enumeration but finishes the sentence of its chapeau.
//!
//! "A person who— (a) hides a child; or (b) sells a child, commits an offence." In flattened text the words after
//! item (b) are not set apart; five drafting habits give them away, and each is a rule below.

use super::clause::{Lack, is_whole, lack, main_clause};
use super::enumerator::Style;
use super::words;
use crate::instrument::tree::outline::{Kind, Node, Outline, Piece};
use crate::span::Span;

/// The most runs of items that are looked at in one provision; a text with more is no statute.
const RUNS: usize = 64;

/// Gives closing words to the provision whose sentence they close, from the innermost enumeration outwards.
pub(super) fn settle(text: &str, outline: &mut Outline, root: usize) {
    for id in (root..outline.nodes.len()).rev() {
        if outline.nodes[id].kind != Kind::Note && outline.nodes[id].last_item.is_some() {
            settle_one(text, outline, id);
        }
    }
}

fn settle_one(text: &str, outline: &mut Outline, id: usize) {
    for at in ends_of_runs(outline, id) {
        let Piece::Node(last) = outline.nodes[id].pieces[at] else { continue };
        if is_sentence(text, &outline.nodes[last]) {
            continue;
        }
        let habits = Habits::of(text, outline, id, last);
        let Some((piece, split)) = habits.and_then(|habits| find(text, &outline.nodes[last], &habits)) else {
            continue;
        };
        move_up(text, outline, id, at, last, piece, split);
    }
}

/// True for a numbered item that is a sentence of its own, as subsections are: nothing in it closes another sentence.
fn is_sentence(text: &str, item: &Node) -> bool {
    let number = item.style().is_some_and(|(_, style)| style == Style::Number);
    number && item.chapeau().next().is_some_and(|words| words.of(text).starts_with(char::is_uppercase))
}

/// The pieces at which a run of items ends, last one first.
fn ends_of_runs(outline: &Outline, id: usize) -> Vec<usize> {
    let node = &outline.nodes[id];
    let mut ends = Vec::new();
    let mut later: Option<Style> = None;
    for (at, piece) in node.pieces.iter().enumerate().rev() {
        let Piece::Node(child) = piece else { continue };
        let Some((_, style)) = outline.nodes[*child].style() else { continue };
        if later != Some(style) {
            ends.push(at);
        }
        later = Some(style);
    }
    ends.truncate(RUNS);
    ends
}

/// Splits piece `piece` of `last` at `split`; that and all after it go to `id`, behind `last`.
fn move_up(text: &str, outline: &mut Outline, id: usize, at: usize, last: usize, piece: usize, split: usize) {
    let mut moved = outline.nodes[last].pieces.split_off(piece);
    if let Some(Piece::Words(span)) = moved.first().copied() {
        moved.remove(0);
        let kept = Span::new(span.start, split).trim(text);
        if kept.of(text).contains(char::is_alphanumeric) {
            outline.nodes[last].pieces.push(Piece::Words(kept));
        }
        moved.insert(0, Piece::Words(Span::new(split, span.end).trim(text)));
    }
    for piece in &moved {
        if let Piece::Node(child) = piece {
            outline.nodes[*child].parent = Some(id);
        }
    }
    outline.nodes[id].pieces.splice(at + 1..at + 1, moved);
}

/// What the items before the last one show of the way this enumeration is written.
struct Habits {
    /// What the sentence of the chapeau still lacks.
    lack: Lack,
    /// Items end in semicolons, and none has one inside.
    semicolons: bool,
    /// Items hold no full sentences.
    unfinished: bool,
    /// The item before leaves a preposition without its object.
    stranded: bool,
    /// Another item has an adverbial of its own of the kind that closing words have.
    adverbials: bool,
}

impl Habits {
    /// None where the enumeration has no chapeau whose sentence could be closed.
    fn of(text: &str, outline: &Outline, id: usize, last: usize) -> Option<Self> {
        let node = &outline.nodes[id];
        node.chapeau().next()?;
        let style = outline.nodes[last].style();
        let items = node.pieces.iter().filter_map(|piece| match piece {
            Piece::Node(child) if *child < last && outline.nodes[*child].style() == style => {
                Some(&outline.nodes[*child])
            }
            _ => None,
        });
        let items: Vec<&Node> = items.collect();
        let words: Vec<&str> = items.iter().flat_map(|item| item.chapeau()).map(|span| span.of(text)).collect();
        let ended = items.iter().filter_map(|item| item.last_words()).map(|span| span.of(text));
        let ends: Vec<&str> = ended.map(|w| w.trim_end_matches(" or").trim_end_matches(" and").trim_end()).collect();
        let lower = outline.nodes[last].chapeau().next().is_none_or(|s| !s.of(text).starts_with(char::is_uppercase));
        Some(Self {
            lack: lack_of(text, outline, id),
            semicolons: !words.is_empty()
                && ends.iter().any(|end| end.ends_with(';'))
                && words.iter().all(|w| inner_semicolon(w).is_none()),
            unfinished: lower && words.iter().all(|w| sentence_end(w).is_none()),
            stranded: ends.last().is_some_and(|end| is_stranded(end)),
            adverbials: words.iter().any(|w| words::SHARED.iter().any(|phrase| w.contains(phrase))),
        })
    }
}

/// What the sentence lacks that `id` stands in: its own, or the one of which it is the last item.
fn lack_of(text: &str, outline: &Outline, id: usize) -> Lack {
    let mut at = id;
    loop {
        let node = &outline.nodes[at];
        let own = lack(text, node);
        if own != Lack::Nothing || !node.is_item() || is_whole(text, node) {
            return own;
        }
        let Some(above) = node.parent.filter(|above| outline.nodes[*above].last_item == Some(at)) else { return own };
        at = above;
    }
}

/// The first of the item's own pieces that holds closing words, and where they begin.
fn find(text: &str, item: &Node, habits: &Habits) -> Option<(usize, usize)> {
    let mut inside = false;
    for (at, piece) in item.pieces.iter().enumerate() {
        match piece {
            Piece::Node(_) => inside = true,
            Piece::Words(span) => {
                let words = span.of(text);
                let split = if inside && habits.lack.is_met_by(words) { Some(0) } else { split(words, habits) };
                if let Some(split) = split {
                    return Some((at, span.start + split));
                }
            }
        }
    }
    None
}

fn split(item: &str, habits: &Habits) -> Option<usize> {
    let by_semicolon = || habits.semicolons.then(|| inner_semicolon(item)).flatten();
    let by_verb = || main_clause(item, habits.lack);
    let by_object = || habits.stranded.then(|| after_stranded(item)).flatten();
    let by_clause = || by_verb().into_iter().chain(by_object()).min();
    let by_adverbial = || (!habits.adverbials).then(|| shared_adverbial(item)).flatten();
    let by_sentence = || habits.unfinished.then(|| sentence_end(item)).flatten();
    by_semicolon().or_else(by_clause).or_else(by_adverbial).or_else(by_sentence)
}

/// Where the words after a semicolon inside an item begin.
fn inner_semicolon(item: &str) -> Option<usize> {
    let mut depth = 0_i32;
    for (at, c) in item.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ';' if depth <= 0 => {
                let rest = item[at + 1..].trim_start();
                let bare = matches!(rest.trim_end_matches([',', ' ']), "" | "or" | "and" | "and/or" | "but");
                if !bare && rest.contains(char::is_alphanumeric) {
                    return Some(item.len() - rest.len());
                }
            }
            _ => {}
        }
    }
    None
}

/// True for "… transfers the person to,": a preposition at the end of an item.
fn is_stranded(item: &str) -> bool {
    words::is_preposition(super::lead::last_word(item.trim_end_matches([',', ';', ' ', '—'])))
}

/// Where the object begins that the last item and those before it share.
fn after_stranded(item: &str) -> Option<usize> {
    let breaks = item.match_indices([',', ';', '—']);
    let shared = breaks.filter(|(at, _)| words::is_preposition(super::lead::last_word(&item[..*at])));
    let ends = shared.map(|(at, mark)| at + mark.len());
    ends.into_iter().find(|at| item[*at..].contains(char::is_alphanumeric))
}

/// ", for the purpose of exploitation": an adverbial at the end of a list of acts or means.
fn shared_adverbial(item: &str) -> Option<usize> {
    const OWN: [&str; 8] = ["achiev", "obtain", "secur", "getting", "enabl", "facilitat", "gaining", "procur"];
    let breaks = item.match_indices(", ").map(|(at, mark)| at + mark.len());
    breaks.into_iter().take(1).find(|at| {
        let rest = &item[*at..];
        let phrase = words::SHARED.iter().take(4).find(|phrase| words::starts_with_phrase(rest, phrase));
        phrase.is_some_and(|phrase| !OWN.iter().any(|own| rest[phrase.len()..].trim_start().starts_with(own)))
    })
}

/// Where a new sentence begins inside an item.
fn sentence_end(item: &str) -> Option<usize> {
    item.match_indices(". ").map(|(at, _)| at).find_map(|at| {
        let word = super::lead::last_word(&item[..at]);
        let rest = item[at + 1..].trim_start();
        let whole = word.chars().count() >= 4 && word.chars().all(char::is_alphabetic) && !words::is_unit(word);
        let sentence = rest.starts_with(char::is_uppercase) && rest.split_whitespace().nth(2).is_some();
        (whole && sentence).then(|| item.len() - rest.len())
    })
}
