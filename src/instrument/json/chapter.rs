//! Divisions as JSON names them: "Part II", "PART I Preliminary", "TÍTULO I", "第二章 犯罪 > 第一节 …".

use crate::instrument::Level;
use crate::span::Span;

/// The words for ranks.
const RANKS: &[(&str, Level)] = &[
    ("part", Level::Part),
    ("partie", Level::Part),
    ("parte", Level::Part),
    ("teil", Level::Part),
    ("chapter", Level::Chapter),
    ("chapitre", Level::Chapter),
    ("capítulo", Level::Chapter),
    ("capitulo", Level::Chapter),
    ("kapitel", Level::Chapter),
    ("title", Level::Title),
    ("titre", Level::Title),
    ("título", Level::Title),
    ("titulo", Level::Title),
    ("titel", Level::Title),
    ("book", Level::Book),
    ("livre", Level::Book),
    ("libro", Level::Book),
    ("livro", Level::Book),
    ("buch", Level::Book),
    ("division", Level::Division),
    ("section", Level::Division),
    ("sección", Level::Division),
    ("seção", Level::Division),
    ("abschnitt", Level::Division),
    ("subdivision", Level::Subdivision),
    ("schedule", Level::Schedule),
    ("annex", Level::Schedule),
    ("appendix", Level::Schedule),
    ("annexe", Level::Schedule),
    ("anexo", Level::Schedule),
];
const HAN: &[(char, Level)] = &[
    ('编', Level::Book),
    ('章', Level::Chapter),
    ('节', Level::Division),
    ('編', Level::Book),
    ('節', Level::Division),
];
/// Ordinals before "Schedule".
const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
];

/// A division as read from its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chapter {
    pub(super) level: Level,
    pub(super) label: String,
    /// Where the heading stands in the name.
    pub(super) heading: Option<Span>,
}

/// Reads the name of a division; one without a rank word is a cross-heading.
pub(super) fn chapter(name: &str) -> Chapter {
    ranked(name).or_else(|| han(name)).or_else(|| ordinal(name)).unwrap_or_else(|| Chapter {
        level: Level::Subdivision,
        label: String::new(),
        heading: Some(Span::new(0, name.len()).trim(name)),
    })
}

fn ranked(name: &str) -> Option<Chapter> {
    let stem = name.trim_start();
    let word_end = stem.find(|c: char| !c.is_alphabetic()).unwrap_or(stem.len());
    let word = stem[..word_end].to_lowercase();
    let level = RANKS.iter().find(|(rank, _)| *rank == word).map(|(_, level)| *level)?;
    let rest = stem[word_end..].trim_start();
    let label_end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(rest.len());
    let label = rest[..label_end].trim_end_matches(['.', '-']);
    let number = in_words(label);
    if number.is_none() && !is_label(label) {
        let heading = Span::new(0, name.len()).trim(name);
        return Some(Chapter { level, label: String::new(), heading: Some(heading) });
    }
    let tail =
        rest[label.len()..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '–' | '—' | '-' | ':' | '.'));
    let heading = Span::new(name.len() - tail.len(), name.len()).trim(name);
    let label = number.map_or_else(|| label.to_owned(), |number| number.to_string());
    Some(Chapter { level, label, heading: Some(heading).filter(|h| !h.is_empty()) })
}

/// "TITLE TWO", "Chapter Third": the number that a word stands for.
fn in_words(label: &str) -> Option<usize> {
    const NUMBERS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let lower = label.to_lowercase();
    let at = NUMBERS.iter().chain(&ORDINALS).position(|word| *word == lower)?;
    Some(at % NUMBERS.len() + 1)
}

fn is_label(label: &str) -> bool {
    let roman = !label.is_empty() && label.bytes().all(|b| b"IVXLCDM".contains(&b.to_ascii_uppercase()));
    let lettered = label.len() == 1 && label.bytes().all(|b| b.is_ascii_uppercase());
    let inserted =
        label.len() <= 6 && label.bytes().all(|b| b.is_ascii_uppercase()) && label.starts_with(['I', 'V', 'X']);
    label.starts_with(|c: char| c.is_ascii_digit()) || roman || lettered || inserted
}

/// 第二章 …
fn han(name: &str) -> Option<Chapter> {
    let stem = name.trim_start().strip_prefix('第')?;
    let (at, level) =
        stem.char_indices().find_map(|(i, c)| HAN.iter().find(|(sign, _)| *sign == c).map(|(_, l)| (i, *l)))?;
    let label = stem[..at].to_owned();
    let tail = stem[at..].trim_start_matches(|c: char| HAN.iter().any(|(sign, _)| *sign == c) || c.is_whitespace());
    let heading = Span::new(name.len() - tail.len(), name.len()).trim(name);
    Some(Chapter { level, label, heading: Some(heading).filter(|h| !h.is_empty()) })
}

/// "Second Schedule"
fn ordinal(name: &str) -> Option<Chapter> {
    let (first, rest) = name.trim_start().split_once(' ')?;
    let number = ORDINALS.iter().position(|word| first.eq_ignore_ascii_case(word))? + 1;
    let word = rest.trim_start().get(..8).filter(|w| w.eq_ignore_ascii_case("schedule"))?;
    let tail = rest.trim_start()[word.len()..].trim_start_matches(|c: char| !c.is_alphanumeric());
    let heading = Span::new(name.len() - tail.len(), name.len()).trim(name);
    Some(Chapter {
        level: Level::Schedule,
        label: number.to_string(),
        heading: Some(heading).filter(|h| !h.is_empty()),
    })
}

/// The level of a container by the name of the list it stands in.
pub(super) fn level_of_list(list: &str) -> Option<Level> {
    let singular = list.to_lowercase();
    let singular = singular.trim_end_matches("_list");
    let stem = singular.trim_end_matches('s').trim_end_matches("oe");
    let stem = if stem == "sec" { "section" } else { stem };
    RANKS.iter().find(|(rank, _)| *rank == stem).map(|(_, level)| *level)
}

/// Where a schedule begins inside the words of the last section: "… of this Act. First Schedule (Sections 8 and 27) …".
pub(super) fn schedule_in(words: &str) -> Option<(usize, usize, String)> {
    let mut from = 0;
    while let Some(found) = words[from..].find("chedule").or_else(|| words[from..].find("CHEDULE")) {
        let at = from + found;
        from = at + 7;
        if let Some(schedule) = schedule_at(words, at.saturating_sub(1)) {
            return Some(schedule);
        }
    }
    None
}

/// `at` is the S of "Schedule".
fn schedule_at(words: &str, at: usize) -> Option<(usize, usize, String)> {
    if !words.get(at..)?.starts_with('S') {
        return None;
    }
    let before = words[..at].trim_end();
    let word_at = before
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    let ordinal = ORDINALS.iter().position(|word| before[word_at..].eq_ignore_ascii_case(word));
    let start = if ordinal.is_some() { word_at } else { at };
    let behind = &words[at + "Schedule".len()..];
    let rest = behind.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let rest = rest[digits..].trim_start();
    const UNITS: [&str; 8] = ["(Section", "(section", "(SECTION", "(s.", "(ss.", "(Regulation", "(Article", "[Section"];
    let linked = UNITS.iter().any(|unit| rest.starts_with(unit));
    let preceding = words[..start].trim_end();
    let ended = preceding.is_empty() || preceding.ends_with(['.', ']', ')', '_', '*', ';']);
    if !linked || !ended {
        return None;
    }
    let close = rest.find([')', ']']).map_or(0, |i| i + 1);
    let end = words.len() - rest.len() + close;
    let label = ordinal.map_or_else(|| behind.trim_start()[..digits].to_owned(), |n| (n + 1).to_string());
    Some((start, end, label))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> (Level, String, String) {
        let chapter = chapter(name);
        (chapter.level, chapter.label, chapter.heading.map_or("", |h| h.of(name)).to_owned())
    }

    #[test]
    fn names_of_divisions() {
        for (name, level, label, heading) in [
            ("Part IA", Level::Part, "IA", ""),
            ("PART I Preliminary", Level::Part, "I", "Preliminary"),
            ("Chapter 2: Victims", Level::Chapter, "2", "Victims"),
            ("PARTE GERAL", Level::Part, "", "PARTE GERAL"),
            ("TÍTULO IV", Level::Title, "IV", ""),
            ("第二章 犯 罪", Level::Chapter, "二", "犯 罪"),
            ("Second Schedule", Level::Schedule, "2", ""),
            ("Care of victims", Level::Subdivision, "", "Care of victims"),
        ] {
            assert_eq!(read(name), (level, label.to_owned(), heading.to_owned()), "{name}");
        }
    }

    #[test]
    fn a_schedule_hangs_on_the_last_section() {
        let words = "The Minister may amend the Second Schedule (Form A). First Schedule (Sections 8 and 9) Forms";
        assert_eq!(
            schedule_in(words).map(|(s, e, l)| (&words[s..e], l)),
            Some(("First Schedule (Sections 8 and 9)", "1".to_owned()))
        );
    }

    #[test]
    fn lists_name_levels() {
        assert_eq!(level_of_list("capitulos"), Some(Level::Chapter));
        assert_eq!(level_of_list("parts"), Some(Level::Part));
        assert_eq!(level_of_list("provisions"), None);
    }
}
