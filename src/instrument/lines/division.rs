//! Where a line opens a division wider than a section: part, chapter, title, book, schedule.

use super::label::{is_markup, is_ordinal, is_roman};
use crate::instrument::Level;

/// The opening of a division, as far as one line shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Opening {
    /// Its rank.
    pub(crate) level: Level,
    /// Its label, or empty.
    pub(crate) label: String,
    /// Where in the line the heading begins; the end of the line where there is none.
    pub(crate) rest: usize,
    /// The word is `Section`, `Sección`, …: a division only in codes whose units are articles.
    pub(crate) section_word: bool,
}

use Level::{Book, Chapter, Division, Part, Schedule, Subdivision, Title};

/// Words for divisions, lower case; the second column tells the rank they have in codes.
const WORDS: &[(&str, Level)] = &[
    ("book", Book),
    ("title", Title),
    ("subtitle", Title),
    ("part", Part),
    ("subpart", Part),
    ("sub-part", Part),
    ("chapter", Chapter),
    ("subchapter", Division),
    ("sub-chapter", Division),
    ("division", Division),
    ("subdivision", Subdivision),
    ("subsection", Subdivision),
    ("sub-section", Subdivision),
    ("schedule", Schedule),
    ("annex", Schedule),
    ("annexure", Schedule),
    ("appendix", Schedule),
    ("attachment", Schedule),
    ("livre", Book),
    ("titre", Title),
    ("partie", Part),
    ("chapitre", Chapter),
    ("sous-section", Subdivision),
    ("paragraphe", Subdivision),
    ("annexe", Schedule),
    ("libro", Book),
    ("título", Title),
    ("titulo", Title),
    ("parte", Part),
    ("capítulo", Chapter),
    ("capitulo", Chapter),
    ("subsección", Subdivision),
    ("anexo", Schedule),
    ("livro", Book),
    ("buch", Book),
    ("teil", Part),
    ("kapitel", Chapter),
    ("abschnitt", Chapter),
    ("titel", Title),
    ("unterabschnitt", Subdivision),
    ("anlage", Schedule),
    ("anhang", Schedule),
    ("الكتاب", Book),
    ("الباب", Title),
    ("القسم", Part),
    ("الفصل", Chapter),
    ("الفرع", Subdivision),
    ("раздел", Title),
    ("глава", Chapter),
];

/// `Section` as the word for a division.
const SECTION_WORDS: &[&str] = &["section", "sección", "seccion", "seção", "sezione"];

/// Reads `text` as the opening of a division.
pub(crate) fn opening(text: &str) -> Option<Opening> {
    chinese(text).or_else(|| word_first(text)).or_else(|| ordinal_first(text))
}

fn word_first(text: &str) -> Option<Opening> {
    let start = text.find(|c: char| !(is_markup(c) || c == '[' || c == '“' || c == '"')).unwrap_or(text.len());
    let (word, end) = word_at(text, start);
    let (spaced, spaced_end) = spaced_word(text, start, end);
    let (word, end) = if spaced.is_empty() { (word, end) } else { (spaced.as_str(), spaced_end) };
    let (level, section_word, glued) = rank(word)?;
    let end = if glued > 0 { start + glued } else { end };
    let at = blank(text, end);
    let (label, after) = label_at(text, at);
    if label.is_empty() {
        return unlabelled(text, level, section_word, word, end);
    }
    let stop = signs(text, after);
    let upper = word.chars().all(char::is_uppercase) || word.chars().next().is_some_and(|c| !c.is_lowercase());
    if !upper || !heading_follows(text, after, stop) {
        return None;
    }
    Some(Opening { level, label, rest: stop, section_word })
}

/// `SCHEDULE`, `Annex — Forms`: schedules often stand without a label; other divisions never do.
fn unlabelled(text: &str, level: Level, section_word: bool, word: &str, end: usize) -> Option<Opening> {
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    if level != Level::Schedule || !capital || text.chars().count() > 90 {
        return None;
    }
    let rest = signs(text, end);
    let next = text[rest..].chars().next();
    let closed = rest > blank(text, end) || next.is_none_or(|c| c == '(' || c == '[');
    closed.then(|| Opening { level, label: String::new(), rest, section_word })
}

/// `FIRST SCHEDULE`, `Erster Abschnitt`, `Part One` the other way round.
fn ordinal_first(text: &str) -> Option<Opening> {
    let start = text.find(|c: char| !(is_markup(c) || c == '[')).unwrap_or(text.len());
    let (first, end) = word_at(text, start);
    let the = first.eq_ignore_ascii_case("the");
    let (first, end) = if the { word_at(text, blank(text, end)) } else { (first, end) };
    // Small capitals leave their first letter apart: `F IRST  S CHEDULE`.
    let (joined, joined_end) = spaced_ordinal(text, first, end);
    let (first, end) = if joined.is_empty() { (first, end) } else { (joined.as_str(), joined_end) };
    if !is_ordinal(first) && !is_roman(first) || !first.chars().next().is_some_and(char::is_uppercase) {
        return None;
    }
    let at = blank(text, end);
    let (word, after) = word_at(text, at);
    let (spaced, spaced_end) = spaced_word(text, at, after);
    let (word, after) = if spaced.is_empty() { (word, after) } else { (spaced.as_str(), spaced_end) };
    let (level, section_word, glued) = rank(word)?;
    if glued > 0 || text.chars().count() > 160 || (!the && word.chars().next().is_some_and(char::is_lowercase)) {
        return None;
    }
    let stop = signs(text, after);
    heading_follows(text, after, stop).then(|| Opening { level, label: first.to_owned(), rest: stop, section_word })
}

/// `第一编 总则`, `第二章 犯罪`
fn chinese(text: &str) -> Option<Opening> {
    let start = text.find(|c: char| !(is_markup(c) || c.is_whitespace())).unwrap_or(text.len());
    let inner = text[start..].strip_prefix('第')?;
    let end = inner.find(|c| !"〇零一二三四五六七八九十百0123456789".contains(c)).filter(|&i| i > 0)?;
    let sign = inner[end..].chars().next()?;
    let level = match sign {
        '编' | '編' => Book,
        '章' => Chapter,
        '节' | '節' => Division,
        _ => return None,
    };
    let after = start + '第'.len_utf8() + end + sign.len_utf8();
    let rest = blank(text, after);
    (text.chars().count() <= 60).then(|| Opening { level, label: inner[..end].to_owned(), rest, section_word: false })
}

/// The rank of a word, whether it is `Section`, and how many bytes of it are the word where the label is glued to it.
fn rank(word: &str) -> Option<(Level, bool, usize)> {
    let lower = word.to_lowercase();
    if SECTION_WORDS.contains(&lower.as_str()) {
        return Some((Division, true, 0));
    }
    if let Some((_, level)) = WORDS.iter().find(|(name, _)| *name == lower) {
        return Some((*level, false, 0));
    }
    // A lost space: `CHAPTERII`, `PART11`.
    if !word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit()) {
        return None;
    }
    ["PART", "CHAPTER", "TITLE", "BOOK"].iter().find_map(|name| {
        let tail = word.strip_prefix(name)?;
        let label = is_roman(tail) || tail.chars().all(|c| c.is_ascii_digit());
        let level = WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?.1;
        label.then_some((level, false, name.len()))
    })
}

fn word_at(text: &str, at: usize) -> (&str, usize) {
    let end = text[at..].find(|c: char| !c.is_alphanumeric() && c != '-').map_or(text.len(), |i| at + i);
    let word = text[at..end].split("--").next().unwrap_or_default().trim_end_matches('-');
    (word, at + word.len())
}

/// `P ART V`: small capitals come out of PDF with a space after the first letter.
fn spaced_word(text: &str, start: usize, end: usize) -> (String, usize) {
    let first = &text[start..end];
    let (second, second_end) = word_at(text, blank(text, end));
    let capitals = first.len() == 1 && second.len() >= 3 && second.chars().all(char::is_uppercase);
    let joined = format!("{first}{second}");
    if capitals && rank(&joined).is_some() { (joined, second_end) } else { (String::new(), end) }
}

fn spaced_ordinal(text: &str, first: &str, end: usize) -> (String, usize) {
    let (second, second_end) = word_at(text, blank(text, end));
    let capitals = first.len() == 1 && second.len() >= 3 && second.chars().all(char::is_uppercase);
    let joined = format!("{first}{second}");
    if capitals && is_ordinal(&joined) { (joined, second_end) } else { (String::new(), end) }
}

fn label_at(text: &str, at: usize) -> (String, usize) {
    let part = |c: char| (c.is_alphanumeric() && !matches!(c, 'º' | 'ª')) || matches!(c, '-' | '.');
    let end = text[at..].find(|c: char| !part(c)).map_or(text.len(), |i| at + i);
    let word = text[at..end].trim_end_matches(['.', '-']);
    // `Part I-Preliminary`, `CHAPTER 77— …`: the dash may be a hyphen.
    let word = word.split_once("--").map_or(word, |(first, _)| first);
    let head = word.split_once('-').map_or(word, |(first, _)| first);
    let head = if is_roman(head) && !is_label(word) { head } else { word };
    if is_label(head) { (head.to_owned(), at + head.len()) } else { (String::new(), at) }
}

/// `IV`, `2A`, `12-bis`, `2.4`, `A`, `One`.
fn is_label(word: &str) -> bool {
    let mut signs = word.chars();
    let Some(first) = signs.next() else { return false };
    if word.chars().count() > 12 {
        return false;
    }
    let number = first.is_ascii_digit()
        && word.chars().filter(|c| c.is_alphabetic()).count() <= 3
        && !["st", "nd", "rd", "th"].iter().any(|tail| word.ends_with(tail));
    let letter = first.is_ascii_uppercase() && signs.as_str().chars().all(|c| c.is_ascii_digit()) && word.len() <= 3;
    let roman = is_roman(word.trim_end_matches(|c: char| c.is_ascii_uppercase() && !"IVXLCDM".contains(c)));
    let mixed =
        word.len() >= 2 && is_roman(&word[..word.len() - last_width(word)]) && word.ends_with(char::is_alphabetic);
    number || letter || roman || (mixed && word.chars().count() <= 6) || is_ordinal(word)
}

fn last_width(word: &str) -> usize {
    word.chars().next_back().map_or(0, char::len_utf8)
}

fn blank(text: &str, at: usize) -> usize {
    text[at..].find(|c: char| !(c.is_whitespace() || is_markup(c))).map_or(text.len(), |i| at + i)
}

fn signs(text: &str, at: usize) -> usize {
    let sign = |c: char| matches!(c, '.' | ':' | '—' | '–' | '-' | '―' | 'ª' | 'º' | '°' | ']' | ')');
    text[at..].find(|c: char| !(c.is_whitespace() || is_markup(c) || sign(c))).map_or(text.len(), |i| at + i)
}

/// A heading is nothing, or begins with a capital; "Part II of this Act applies" is a sentence.
fn heading_follows(text: &str, after: usize, rest: usize) -> bool {
    let Some(first) = text[rest..].chars().next() else { return true };
    let sign = text[after..rest].contains(|c: char| !(c.is_whitespace() || is_markup(c)));
    let words = text[rest..].split_whitespace().count();
    let sentence = text[rest..].trim_end().ends_with([';', ',']);
    // `Section IX (New, 2002)` has a remark; `Part II (1) applies` is a sentence.
    let remark = first == '(' && text.trim_end().ends_with([')', '*', '_']);
    let reference = matches!(first, ',' | ';' | '/' | '”') || (first == '(' && !sign && !remark);
    if reference || sentence || words > 40 {
        return false;
    }
    sign || !first.is_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisions_in_all_their_habits() {
        for (line, level, label, heading) in [
            ("PART I", Part, "I", ""),
            ("PART 1** **Preliminary", Part, "1", "Preliminary"),
            ("CHAPTER 77— PEONAGE", Chapter, "77", "PEONAGE"),
            ("CHAPTER ONE", Chapter, "ONE", ""),
            ("Chapter 1 *Definition (Part 2)*", Chapter, "1", "Definition (Part 2)*"),
            ("TITLE II", Title, "II", ""),
            ("Title 18— CRIMES", Title, "18", "CRIMES"),
            ("Division 270--Slavery", Division, "270", "Slavery"),
            ("Part 2.4--Extensions", Part, "2.4", "Extensions"),
            ("FIRST SCHEDULE", Schedule, "FIRST", ""),
            ("Schedule--The Code", Schedule, "", "The Code"),
            ("SCHEDULE (Sections 7 and 9)", Schedule, "", "(Sections 7 and 9)"),
            ("Erster Abschnitt - Das Gesetz", Chapter, "Erster", "Das Gesetz"),
            ("Chapitre Ier : Des principes", Chapter, "Ier", "Des principes"),
            ("Sección 1.ª De las penas", Division, "1", "De las penas"),
            ("CHAPTERII", Chapter, "II", ""),
            ("P ART V", Part, "V", ""),
            ("第一编 总则", Book, "一", "总则"),
            ("Subdivision A--Preliminary", Subdivision, "A", "Preliminary"),
            ("CHAPTER VA", Chapter, "VA", ""),
            ("Part III Offences", Part, "III", "Offences"),
        ] {
            let found = opening(line).unwrap_or_else(|| panic!("no division in {line:?}"));
            assert_eq!((found.level, found.label.as_str(), &line[found.rest..]), (level, label, heading), "{line}");
        }
    }

    #[test]
    fn sentences_open_no_division() {
        for line in [
            "Part II of this Act applies to",
            "part II",
            "Schedule to this Act",
            "Title to land passes",
            "Chapter 2, section 3",
            "First offenders are",
            "Part of the building",
        ] {
            assert_eq!(opening(line), None, "{line}");
        }
    }
}
