//! Entries of a list of definitions: `"child" means a person under eighteen years`.

use super::words;

/// Quotation marks by which a term may open, and those that close it.
const QUOTES: &[(&str, &[&str])] = &[
    ("“", &["”", "\"", "“"]),
    ("\"", &["\"", "”"]),
    ("‘", &["’", "'"]),
    ("'", &["'", "’"]),
    ("«", &["»"]),
    ("„", &["“", "”"]),
];
/// Markup by which a term may be set off instead.
const MARKUP: &[&str] = &["***", "**_", "**", "__", "*", "_"];
/// The longest term, in bytes and in words.
const TERM: (usize, usize) = (140, 14);

/// A definition that begins at some place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The term without quotation marks and markup; several terms of one entry are joined by "; ".
    pub(crate) term: String,
    /// One past the last byte of the quoted term.
    pub(crate) after: usize,
}

/// Reads an entry whose term opens at `at`; `listed` where a list of definitions is open already.
pub(crate) fn entry(text: &str, at: usize, end: usize, listed: bool) -> Option<Entry> {
    let (first, mut after) = term(&text[..end], at)?;
    let mut terms = vec![first];
    while let Some((next, stop)) = second_term(&text[..end], after) {
        terms.push(next);
        after = stop;
    }
    let rest = text[after..end].trim_start_matches(['*', '_', ' ', '\u{a0}', '\n']);
    let meant = defines(rest) || (listed && (sets_off(rest) || is_struck(rest)));
    (meant || is_struck(rest)).then(|| Entry { term: terms.join("; "), after })
}

/// Reads an entry without quotation marks: `debt bondage means …`, as lists in a section of definitions have it.
pub(crate) fn bare_entry(text: &str, at: usize, end: usize) -> Option<Entry> {
    const VERBS: [&str; 7] =
        [" means ", " includes ", " has the meaning", " has the same meaning", " shall mean ", " means—", " means:"];
    let line = &text[at..floor(text, end.min(at + TERM.0))];
    let verb = VERBS.iter().filter_map(|verb| line.find(verb)).min()?;
    let term = line[..verb].trim();
    if line[verb..].starts_with(" means of ") || term.ends_with(" by") {
        return None;
    }
    let plain = term.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\u{a0}'));
    let first = term.split_whitespace().next()?;
    const NO_TERM: [&str; 8] = ["a", "an", "the", "this", "that", "it", "which", "and"];
    let fits = plain && term.split_whitespace().count() <= 6 && !NO_TERM.contains(&first.to_lowercase().as_str());
    fits.then(|| Entry { term: spaced(term), after: at + verb })
}

/// Reads `trafficking in persons – recruitment …`, as translated laws set out terms in an article about them.
pub(crate) fn set_off_entry(text: &str, at: usize, end: usize) -> Option<Entry> {
    let line = &text[at..floor(text, end.min(at + TERM.0))];
    let dash = [" – ", " — ", " - ", "– "].iter().filter_map(|dash| line.find(dash)).min()?;
    let term = line[..dash].trim();
    let plain = term.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '(' | ')'));
    let fits = plain && !term.is_empty() && term.split_whitespace().count() <= 8;
    fits.then(|| Entry { term: spaced(term), after: at + dash })
}

/// The lead of a sentence that defines: "In this section,", "For the purposes of this Part —".
pub(crate) fn introduces(words_before: &str) -> bool {
    const LEADS: [&str; 10] = [
        "as used in",
        "in this",
        "in these",
        "in the",
        "for the purpose of",
        "for the purposes of",
        "for purposes of",
        "in subsection",
        "in sub-section",
        "in paragraph",
    ];
    words_before.len() < 160 && words::begins_with(words_before.trim_start(), &LEADS)
}

/// The length of "The term" or "the expression" at the end of the words before a quoted term.
pub(crate) fn announced(before: &str) -> usize {
    const NOUNS: [&str; 7] = ["term", "terms", "expression", "expressions", "word", "words", "phrase"];
    let stem = before.trim_end();
    let noun = super::lead::last_word(stem);
    if !NOUNS.contains(&noun.to_lowercase().as_str()) {
        return 0;
    }
    let rest = stem[..stem.len() - noun.len()].trim_end();
    let article = super::lead::last_word(rest);
    let whole = article.eq_ignore_ascii_case("the");
    before.len() - rest.len() + if whole { article.len() } else { 0 }
}

/// The quoted or marked term at `at`, and where it ends.
fn term(text: &str, at: usize) -> Option<(String, usize)> {
    let mut from = at + opening_noise(&text[at..]);
    let mut markup = "";
    if let Some(mark) = MARKUP.iter().find(|mark| text[from..].starts_with(**mark)) {
        markup = mark;
        from += mark.len();
    }
    let window = floor(text, (from + TERM.0).min(text.len()));
    if let Some((open, closers)) = QUOTES.iter().find(|(open, _)| text[from..].starts_with(open)) {
        let inside = from + open.len();
        let inner = inside + leading_quotes(&text[inside..window]);
        let nested = QUOTES.iter().find(|(open, _)| text[inside..inner].trim_end().ends_with(open));
        let closers = nested.map_or(closers, |(_, closers)| closers);
        let (stop, closer) = first_of(&text[..window], inner, closers)?;
        let after = stop + closer.len();
        let after = after + text[after..].len() - text[after..].trim_start_matches(['"', '”', '’', '*', '_']).len();
        return Some((clean(&text[inner..stop])?, after));
    }
    if markup.is_empty() {
        return None;
    }
    let closing: String = markup.chars().rev().collect();
    let stop = from + text[from..window].find(&closing)?;
    Some((clean(&text[from..stop])?, stop + closing.len()))
}

/// "F1[", "[", "1[": the opening of an annotated amendment.
fn opening_noise(text: &str) -> usize {
    let head = text.trim_start_matches(|c: char| c == 'F' || c.is_ascii_digit());
    match head.strip_prefix('[') {
        Some(rest) if text.len() - head.len() <= 4 => text.len() - rest.trim_start().len(),
        _ => 0,
    }
}

fn leading_quotes(text: &str) -> usize {
    text.len() - text.trim_start_matches(['"', '‘', '\'', '“', ' ', '*', '_']).len()
}

fn first_of<'a>(text: &str, from: usize, closers: &[&'a str]) -> Option<(usize, &'a str)> {
    let found = closers.iter().filter_map(|c| text[from..].find(c).map(|i| (from + i, *c)));
    found.min_by_key(|(at, _)| *at)
}

/// The term as it is defined: single spaces, no markup; none where it cannot be a term.
fn clean(raw: &str) -> Option<String> {
    let term = spaced(&raw.replace(['*', '_', '\u{ad}'], ""));
    let term = term.trim_matches([',', '.', ' ', ';', ':']).to_owned();
    let fits = term.chars().any(char::is_alphanumeric)
        && term.split(' ').count() <= TERM.1
        && !term.contains([';', '“', '”'])
        && !raw.contains("\n\n");
    fits.then_some(term)
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `"brother" and "sister" include`: the next term of the same entry.
fn second_term(text: &str, after: usize) -> Option<(String, usize)> {
    let rest = text[after..].trim_start();
    let rest = rest.strip_prefix(',').map_or(rest, str::trim_start);
    let rest = ["and ", "or ", "y ", "et "].iter().find_map(|joint| rest.strip_prefix(joint)).unwrap_or(rest);
    let rest = rest.trim_start();
    let skipped = text.len() - after - rest.len();
    let quoted = QUOTES.iter().any(|(open, _)| rest.starts_with(open));
    if !quoted || skipped > 8 {
        return None;
    }
    term(text, after + skipped)
}

/// True where the words after a term give its meaning, with or without "in relation to …," before the verb.
fn defines(rest: &str) -> bool {
    const RELATIONS: [&str; 17] = [
        "in relation",
        "in respect",
        "in connection",
        "with respect",
        "for the purpose",
        "for the purposes",
        "when used",
        "where used",
        "as used",
        "used in",
        "in sections",
        "in section",
        "as regards",
        "in the context",
        "in this",
        "in the case",
        "or a",
    ];
    let rest = rest.trim_start_matches([',', ' ', ':']);
    if words::begins_with(rest, words::DEFINING) {
        return true;
    }
    if !words::begins_with(rest, &RELATIONS) {
        return false;
    }
    let window = &rest[..floor(rest, rest.len().min(220))];
    let window = &window[..window.find([';', '.']).unwrap_or(window.len())];
    let starts = window.match_indices([' ', ',']).map(|(i, _)| window[i + 1..].trim_start());
    starts.take(40).any(|tail| words::begins_with(tail, words::DEFINING))
}

/// `"victim" – a person who …`, `"victim": a person who …`
fn sets_off(rest: &str) -> bool {
    ["– ", "— ", "- ", ": "].iter().any(|mark| rest.starts_with(mark))
}

/// `"traffic" [definition … deleted …]`: an entry of which only the note is left.
fn is_struck(rest: &str) -> bool {
    rest.strip_prefix('[').is_some_and(|note| words::begins_with(note.trim_start(), &["definition"]))
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term_of(text: &str) -> Option<String> {
        entry(text, 0, text.len(), false).map(|e| e.term)
    }

    #[test]
    fn a_term_may_be_set_off_in_many_ways() {
        for text in [
            "\"debt bondage\" means the status",
            "\" debt bondage \" means the status",
            "“debt bondage” includes",
            "‘debt bondage’means—",
            "**_debt bondage_** includes any of the following:",
            "*debt bondage* means",
            "“ ‘debt bondage’ means—",
            "'\"debt bondage\" refers to any",
            "F1[‘debt bondage’means—",
            "\"debt bondage\" in relation to a worker, means",
            "\"debt bondage\" shall have the same meaning as",
        ] {
            assert_eq!(term_of(text).as_deref(), Some("debt bondage"), "{text}");
        }
    }

    #[test]
    fn a_quoted_word_is_not_yet_a_definition() {
        assert_eq!(term_of("\"the Code\") and shall come into operation"), None);
        assert_eq!(term_of("“section 2(2)” for “sections 2(2) and 8”"), None);
        assert_eq!(term_of("word means"), None);
    }

    #[test]
    fn two_terms_may_share_an_entry() {
        assert_eq!(term_of("\"sister\" and \"brother\" include").as_deref(), Some("sister; brother"));
    }

    #[test]
    fn a_list_of_definitions_may_do_without_quotation_marks() {
        let text = "forced labour means work exacted by threats";
        assert_eq!(bare_entry(text, 0, text.len()).map(|e| e.term).as_deref(), Some("forced labour"));
        let text = "Felonies are committed by means of deceit";
        assert_eq!(bare_entry(text, 0, text.len()), None);
        let text = "The court means what it says";
        assert_eq!(bare_entry(text, 0, text.len()), None);
    }
}
