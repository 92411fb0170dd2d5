//! Tables of contents: found by their caption, or as a run of sections without words whose labels come again.

use super::{Line, Role, Shape, division, heading, label};

/// Captions of tables of contents, lower case.
const CAPTIONS: &[&str] = &[
    "contents",
    "table of contents",
    "table of provisions",
    "table of sections",
    "table of articles",
    "list of sections",
    "arrangement of sections",
    "arrangement of clauses",
    "arrangement of articles",
    "arrangement of provisions",
    "arrangement of regulations",
    "arrangement of parts",
    "arrangement of act",
    "index of sections",
    "sommaire",
    "table des matières",
    "índice",
    "indice",
    "sumario",
    "sumário",
    "inhaltsübersicht",
    "inhaltsverzeichnis",
    "目录",
    "目 录",
    "المحتويات",
    "الفهرس",
];

/// Words with which the act itself begins after its table of contents.
const BEGINNINGS: &[&str] = &[
    "an act ",
    "act to ",
    "a bill",
    "a law",
    "be it enacted",
    "enacted by",
    "enacted ",
    "whereas",
    "it is hereby",
    "now therefore",
    "the parliament",
    "the national assembly",
    "pursuant to",
    "in exercise of",
    "on the basis of",
    "in the name of",
];

/// The most tables of contents in one file.
const CAPTIONED: usize = 6;

/// The most words of one entry.
const ENTRY: usize = 30;

/// Marks tables of contents as noise; gives the number of entries passed over.
pub(crate) fn strip(text: &str, lines: &mut [Line]) -> usize {
    let (mut entries, mut captions) = (0, 0);
    let mut at = 0;
    while at < lines.len() && captions < CAPTIONED {
        captions += usize::from(is_caption(lines[at].words(text)));
        if lines[at].role == Role::Words && is_caption(lines[at].words(text)) {
            let (end, found) = region(text, lines, at);
            if found > 0 {
                lines[at..end].iter_mut().for_each(|line| line.role = Role::Noise);
                entries += found;
                at = end;
                continue;
            }
        }
        at += 1;
    }
    entries + uncaptioned(text, lines)
}

fn is_caption(words: &str) -> bool {
    if words.len() > 60 {
        return false;
    }
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    CAPTIONS.contains(&bare.split_whitespace().collect::<Vec<_>>().join(" ").as_str())
}

/// The end of the table that begins at `caption`, and how many entries it has.
fn region(text: &str, lines: &[Line], caption: usize) -> (usize, usize) {
    let mut first: Option<String> = None;
    let mut entries = 0;
    for at in caption + 1..lines.len() {
        let line = &lines[at];
        if line.role != Role::Words || line.shape == Shape::Break {
            continue;
        }
        let words = line.words(text);
        if begins_act(words) || (entries > 0 && is_sentence(words)) {
            return (at, entries);
        }
        let Some(label) = entry_label(line, words) else { continue };
        if entries >= 2 && first.as_ref() == Some(&label) && opens_body(text, lines, at) {
            return (back_over_headings(text, lines, at), entries);
        }
        first.get_or_insert(label);
        entries += 1;
    }
    (lines.len(), entries)
}

fn begins_act(words: &str) -> bool {
    let lower: String = words.chars().take(40).flat_map(char::to_lowercase).collect();
    BEGINNINGS.iter().any(|beginning| lower.starts_with(beginning) || lower == beginning.trim_end())
}

fn is_sentence(words: &str) -> bool {
    let count = words.split_whitespace().count();
    count > ENTRY || (count > 14 && words.ends_with(['.', ':', '—']) && heading::has_verb(words))
}

/// The label of an entry: `3. Title`, `Article 4 — Title … 12`, `3A Title 1`.
fn entry_label(line: &Line, words: &str) -> Option<String> {
    if let Shape::Numbered(label) = &line.shape {
        return Some(label.clone());
    }
    let opening = label::opening(words)?;
    (words.split_whitespace().count() <= ENTRY).then_some(opening.label)
}

/// After this section comes text, not the next entry.
fn opens_body(text: &str, lines: &[Line], at: usize) -> bool {
    let words = lines[at].words(text);
    if is_sentence(words) || words.contains("(1)") {
        return true;
    }
    let next = lines[at + 1..].iter().find(|line| line.role == Role::Words && line.shape != Shape::Break);
    let Some(next) = next else { return false };
    let words = next.words(text);
    entry_label(next, words).is_none()
        && division::opening(words).is_none()
        && !(heading::is_like(words) && next.shape == lines[at].shape)
}

/// The divisions and headings that stand right before the section at `at` belong to it.
fn back_over_headings(text: &str, lines: &[Line], mut at: usize) -> usize {
    for _ in 0..6 {
        let Some(before) = at.checked_sub(1).map(|i| &lines[i]) else { break };
        let words = before.words(text);
        let heading = before.shape == Shape::Break
            || before.role == Role::Noise
            || division::opening(words).is_some()
            || heading::is_like(words);
        if !heading || entry_label(before, words).is_some() || begins_act(words) {
            break;
        }
        at -= 1;
    }
    at
}

/// A run of at least five sections without words, whose first label comes again with words.
fn uncaptioned(text: &str, lines: &mut [Line]) -> usize {
    let live: Vec<usize> =
        (0..lines.len()).filter(|&i| lines[i].role == Role::Words && lines[i].shape != Shape::Break).collect();
    let Some(start) = live.iter().position(|&i| entry_label(&lines[i], lines[i].words(text)).is_some()) else {
        return 0;
    };
    let first = entry_label(&lines[live[start]], lines[live[start]].words(text));
    let mut entries = 0;
    for &at in &live[start..] {
        let words = lines[at].words(text);
        let label = entry_label(&lines[at], words);
        if entries >= 5 && label == first && opens_body(text, lines, at) {
            let end = back_over_headings(text, lines, at);
            lines[live[start]..end].iter_mut().for_each(|line| line.role = Role::Noise);
            return entries;
        }
        let short = words.split_whitespace().count() <= ENTRY && !is_sentence(words);
        if !short || words.starts_with('(') || begins_act(words) && entries < 5 {
            return 0;
        }
        entries += usize::from(label.is_some());
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::plain;

    fn left(text: &str) -> Vec<String> {
        let mut lines = plain::lines(text);
        strip(text, &mut lines);
        lines.iter().filter(|l| l.role == Role::Words).map(|l| l.words(text).to_owned()).collect()
    }

    #[test]
    fn a_captioned_table_is_passed_over() {
        let text = "ARRANGEMENT OF SECTIONS\nPART I\nPRELIMINARY\n1. Short title\n2. Bondage\n3. Schedule\n\nPART I\nPRELIMINARY\n\n1. Short title\n(1) This Act is the Bondage Act.\n2. Bondage\n(1) Bondage is an offence.";
        let left = left(text);
        assert_eq!(left[0], "PART I");
        assert_eq!(left.len(), 6);
    }

    #[test]
    fn a_table_without_caption_is_passed_over() {
        let text = "1. Title\n2. Terms\n3. Bondage\n4. Attempt\n5. Courts\n6. Rules\n\n1. Title\n(1) This Act is the Bondage Act.\n2. Terms\n(1) A term.";
        assert_eq!(left(text).len(), 4);
    }

    #[test]
    fn an_act_of_short_sections_is_no_table() {
        let text = "1. Bondage is abolished.\n2. Courts decide.\n3. Fines go to the State.\n4. Rules follow.\n5. Other laws are repealed.\n6. It is in force.";
        assert_eq!(left(text).len(), 6);
    }
}
