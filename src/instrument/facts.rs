//! What a file says about its instrument: front matter, title, language.

use super::block::{Block, Draft};
use super::lines::Read;
use super::{Facts, TextKind};
use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;
use crate::span::{OffsetMap, Span};

/// What the front matter of a file says.
#[derive(Clone, Debug, Default)]
pub(super) struct Header {
    /// The facts it gives.
    pub(super) facts: Facts,
    /// The title of the instrument.
    pub(super) title: String,
    /// The one section that the file holds.
    pub(super) section: Option<(String, Span)>,
}

/// Makes a draft of what a reader found.
pub(super) fn draft(file: &SourceFile, header: Header, text: String, offsets: OffsetMap, read: Read) -> Draft {
    let mut facts = header.facts;
    let heading = read.title.map(|span| words(span.of(&text))).unwrap_or_default();
    let (named, other) = if names_a_law(&heading) { (heading, String::new()) } else { (String::new(), heading) };
    let candidates = [header.title, named, cited_as(&text).unwrap_or_default(), other];
    facts.title = candidates.into_iter().find(|title| !title.is_empty()).unwrap_or_default();
    if facts.title.is_empty() {
        facts.title = file.stem().to_owned();
    }
    if facts.id.is_empty() {
        facts.id = file.stem().to_owned();
    }
    if facts.year.is_none() {
        facts.year = year(&facts.title).or_else(|| year(&facts.number));
    }
    if facts.language.is_empty() {
        facts.language = language(&text).to_owned();
    }
    let mut diagnostics = Vec::new();
    if read.counted {
        diagnostics.push(counted(file));
    }
    Draft { facts, text, offsets, blocks: read.blocks, diagnostics }
}

/// Words that a title of a law contains, lower case.
const LAWS: &[&str] = &[
    "act",
    "law",
    "code",
    "bill",
    "ordinance",
    "decree",
    "proclamation",
    "order",
    "regulations",
    "constitution",
    "loi",
    "ley",
    "lei",
    "código",
    "gesetz",
    "gesetzbuch",
    "sanhita",
    "statute",
];

/// True where a word of `words` names a law.
pub(super) fn names_a_law(words: &str) -> bool {
    let word = |word: &str| LAWS.contains(&word.to_lowercase().as_str());
    words.split(|c: char| !c.is_alphabetic()).any(word) || words.contains(['法', '例'])
}

/// The title a law gives itself: "This Act may be cited as the … Act, 2001."
fn cited_as(text: &str) -> Option<String> {
    const CLAUSES: &[&str] =
        &["may be cited as the ", "may be called the ", "shall be known as the ", "may be cited as ", "may be called "];
    let (at, clause) = CLAUSES.iter().filter_map(|clause| text.find(clause).map(|at| (at, clause))).min()?;
    let rest = &text[at + clause.len()..];
    let rest = &rest[..rest.char_indices().nth(160).map_or(rest.len(), |(i, _)| i)];
    let end = rest.find(['.', ';']).unwrap_or(rest.len());
    let title = words(rest[..end].split(" and ").next().filter(|head| names_a_law(head)).unwrap_or(&rest[..end]));
    (names_a_law(&title) && title.split_whitespace().count() <= 25).then_some(title)
}

fn counted(file: &SourceFile) -> Diagnostic {
    let message = "the text carries no section numbers; sections were numbered by counting its headings";
    Diagnostic::warning("sections-counted", &file.path, message)
        .help("check a few numbers against the printed law before you cite them")
}

fn words(text: &str) -> String {
    text.replace(['*', '_', '`'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The front matter of a text, and where its body begins.
///
/// Front matter is one or more blocks of `key: value` lines between `---`; values may be quoted.
pub(super) fn front_matter(text: &str) -> (Header, usize) {
    let mut header = Header::default();
    let mut at = text.len() - text.trim_start().len();
    while let Some((start, end, after)) = fence(text, at) {
        let mut line_start = start;
        for line in text[start..end].split_inclusive('\n') {
            field(&mut header, text, line, line_start);
            line_start += line.len();
        }
        at = after;
    }
    (header, at)
}

/// A block between `---` lines at `at`: its first and last byte, and the byte after it.
fn fence(text: &str, at: usize) -> Option<(usize, usize, usize)> {
    let rest = &text[at..];
    let lead = rest.len() - rest.trim_start().len();
    let opened = rest[lead..].strip_prefix("---")?;
    let start = at + lead + 3 + opened.find('\n').filter(|&i| opened[..i].trim().is_empty())? + 1;
    let mut line_start = start;
    for line in text[start..].split_inclusive('\n').take(200) {
        let words = line.trim();
        if words == "---" {
            return Some((start, line_start, line_start + line.len()));
        }
        let listed = line.starts_with([' ', '\t', '-']);
        if !(words.is_empty()
            || listed
            || words.split_once(':').is_some_and(|(key, _)| key.len() <= 40)
            || !words.contains(' '))
        {
            return None;
        }
        line_start += line.len();
    }
    None
}

fn field(header: &mut Header, text: &str, line: &str, start: usize) {
    let Some((key, value)) = line.split_once(':') else { return };
    let value = value.trim().trim_matches(['"', '\'']).trim();
    if value.is_empty() {
        return;
    }
    let facts = &mut header.facts;
    let owned = words(value);
    match key.trim().to_lowercase().as_str() {
        "act" | "law" | "code" => header.title = owned,
        "title" if header.title.is_empty() => header.title = owned,
        "section" | "article" => {
            let at = start + line.find(value).unwrap_or(0);
            let number = value.chars().any(|c| c.is_ascii_digit()) && value.len() <= 20;
            header.section = number
                .then(|| (value.to_owned(), Span::new(at, at + value.len())))
                .filter(|(_, s)| s.end <= text.len());
        }
        "identifier" | "id" => facts.id = owned,
        "year" => facts.year = value.parse().ok(),
        "number" | "official_number" => facts.number = owned,
        "source" | "source_url" | "url" if value.contains("://") => facts.source = value.to_owned(),
        "status" => facts.status = value.replace('_', " "),
        "effective_date" | "in_force" | "in-force" => facts.in_force = owned,
        "consulted" | "last_updated" => facts.consulted = owned,
        "language" | "lang" => facts.language = value.to_lowercase(),
        "country" => facts.jurisdiction = jurisdiction(value),
        "bill" => (facts.text, facts.status) = (TextKind::Draft, "bill".to_owned()),
        _ => {}
    }
}

/// Three letters are a code; anything else is left to the workspace.
fn jurisdiction(value: &str) -> String {
    if value.len() == 3 && value.chars().all(|c| c.is_ascii_alphabetic()) {
        value.to_lowercase()
    } else {
        String::new()
    }
}

/// The last year named in a title.
fn year(text: &str) -> Option<u16> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|n| n.len() == 4);
    numbers.filter_map(|n| n.parse().ok()).rfind(|y| (1800..2100).contains(y))
}

/// Small words by which languages are told, each rare in the others.
const SMALL: &[(&str, &[&str])] = &[
    ("en", &["the", "of", "and", "shall", "any", "or", "by", "this"]),
    ("fr", &["les", "des", "est", "une", "dans", "par", "du", "au"]),
    ("es", &["los", "las", "del", "por", "una", "con", "el", "y"]),
    ("pt", &["dos", "das", "não", "ou", "pela", "uma", "em", "ao"]),
    ("de", &["der", "die", "und", "oder", "eine", "nicht", "des", "wird"]),
];

/// Guesses the language of a text by its script and its small words.
pub(super) fn language(text: &str) -> &'static str {
    let sample = &text[..text.char_indices().nth(40_000).map_or(text.len(), |(i, _)| i)];
    let (mut letters, mut arabic, mut chinese) = (0, 0, 0);
    for c in sample.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        arabic += usize::from(('\u{600}'..='\u{6FF}').contains(&c));
        chinese += usize::from(('\u{4E00}'..='\u{9FFF}').contains(&c));
    }
    if arabic * 3 > letters {
        return "ar";
    }
    if chinese * 3 > letters {
        return "zh";
    }
    let lower = sample.to_lowercase();
    let mut score = [0_usize; SMALL.len()];
    for word in lower.split(|c: char| !c.is_alphabetic()) {
        for (at, (_, words)) in SMALL.iter().enumerate() {
            score[at] += usize::from(words.contains(&word));
        }
    }
    let best = (0..SMALL.len()).max_by_key(|&at| (score[at], std::cmp::Reverse(at))).unwrap_or(0);
    SMALL[best].0
}

/// The words of law in each section of a draft, notes and headings apart.
pub(super) fn operative_words(text: &str, blocks: &[Block]) -> Vec<usize> {
    let (mut sections, mut open) = (Vec::new(), false);
    for block in blocks {
        match block {
            Block::Section { .. } => {
                sections.push(0);
                open = true;
            }
            Block::Division { .. } => open = false,
            Block::Text { span, .. } => {
                if let Some(count) = sections.last_mut().filter(|_| open) {
                    *count += count_words(span.of(text));
                }
            }
            Block::Note { .. } => {}
        }
    }
    sections
}

/// Words, with two characters of Chinese counted as one.
pub(super) fn count_words(text: &str) -> usize {
    let chinese = text.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).count();
    text.split_whitespace().count() + chinese / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_in_one_block_or_two() {
        let text = "---\nYear: 2007\nBill: D.R.07 - Bondage\nTitle: \"Bondage Bill\"\nURL: https://x.example/a\n---\n---\nReading:\nPassed At:\n---\n\nBody";
        let (header, body) = front_matter(text);
        assert_eq!(header.title, "Bondage Bill");
        assert_eq!((header.facts.year, header.facts.text), (Some(2007), TextKind::Draft));
        assert_eq!(text[body..].trim(), "Body");
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        let text = "-----\n\nSection 1. A rule stands above.";
        assert_eq!(front_matter(text).1, 0);
    }

    #[test]
    fn languages_are_guessed() {
        assert_eq!(language("The court shall hear any person of the State and the witness."), "en");
        assert_eq!(language("Le fait de recruter une personne est puni par les peines du code."), "fr");
        assert_eq!(language("El que por sí o por otros captare a una persona con los fines del artículo"), "es");
        assert_eq!(language("Wer eine Person und nicht die Sache der anderen wird bestraft"), "de");
        assert_eq!(language("第一条 为了惩罚犯罪"), "zh");
    }
}
