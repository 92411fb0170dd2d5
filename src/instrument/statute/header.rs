//! The header of an extract: its keys, what their values must look like, and the facts they give.

use super::mistake::{Code, Mistakes};
use crate::instrument::{Facts, LawKind, TextKind};
use crate::span::Span;

/// The keys of a header, in the order in which they are printed.
pub(crate) const KEYS: [&str; 13] = [
    "id",
    "jurisdiction",
    "title",
    "number",
    "year",
    "language",
    "in-force",
    "status",
    "source",
    "consulted",
    "text",
    "kinds",
    "note",
];

/// What people write for a key that has another name here.
const OTHER_NAMES: [(&str, &str); 12] = [
    ("name", "title"),
    ("short-title", "title"),
    ("country", "jurisdiction"),
    ("state", "jurisdiction"),
    ("lang", "language"),
    ("date", "in-force"),
    ("commencement", "in-force"),
    ("url", "source"),
    ("link", "source"),
    ("accessed", "consulted"),
    ("type", "text"),
    ("kind", "kinds"),
];

/// A line `key: value` of the header.
pub(super) struct Entry {
    pub(super) key: Span,
    pub(super) value: Span,
}

/// The facts that the lines of a header state, and the notes among them.
pub(super) fn facts(text: &str, stem: &str, entries: &[Entry], mistakes: &mut Mistakes) -> (Facts, Vec<Span>) {
    let mut header = Header { text, mistakes, seen: Vec::new(), notes: Vec::new(), facts: Facts::default() };
    header.facts.id = stem.to_owned();
    header.facts.language = "en".to_owned();
    entries.iter().for_each(|entry| header.take(entry));
    if header.facts.title.is_empty() {
        let help = "Add a line `title: …` at the top of the file, with the title by which the act is cited.";
        header.mistakes.add(Code::MissingTitle, Span::new(0, 0), "the header has no title", help);
    }
    (header.facts, header.notes)
}

struct Header<'t, 'm> {
    text: &'t str,
    mistakes: &'m mut Mistakes,
    seen: Vec<&'static str>,
    notes: Vec<Span>,
    facts: Facts,
}

impl Header<'_, '_> {
    fn take(&mut self, entry: &Entry) {
        let written = entry.key.of(self.text);
        let Some(key) = KEYS.into_iter().find(|key| *key == written) else {
            return self.refuse_key(entry);
        };
        if key != "note" && self.seen.contains(&key) {
            let message = format!("`{key}` is given twice");
            return self.mistakes.add(Code::DuplicateHeaderKey, entry.key, message, "Keep one of the two lines.");
        }
        self.seen.push(key);
        if entry.value.is_empty() {
            let help = "Write a value after the colon, or remove the line.";
            return self.mistakes.add(Code::EmptyHeaderValue, entry.key, format!("`{key}` has no value"), help);
        }
        self.set(key, entry.value);
    }

    fn refuse_key(&mut self, entry: &Entry) {
        let written = entry.key.of(self.text);
        if written.chars().count() > 24 || written.split_whitespace().count() > 2 {
            return malformed(entry.key.join(entry.value), self.mistakes);
        }
        let help = match nearest_key(written) {
            Some(key) => format!("Did you mean `{key}`?"),
            None => format!("The keys are: {}.", KEYS.join(", ")),
        };
        let message = format!("`{written}` is not a key of the header");
        self.mistakes.add(Code::UnknownHeaderKey, entry.key, message, help);
    }

    fn set(&mut self, key: &str, at: Span) {
        let value = at.of(self.text);
        match key {
            "id" => self.facts.id = self.checked(Code::BadId, at, is_id(value), |v| v.to_owned()),
            "jurisdiction" => {
                let fits = is_jurisdiction(&value.to_ascii_lowercase());
                self.facts.jurisdiction = self.checked(Code::BadJurisdiction, at, fits, str::to_ascii_lowercase);
            }
            "title" => value.clone_into(&mut self.facts.title),
            "number" => value.clone_into(&mut self.facts.number),
            "year" => self.facts.year = self.checked(Code::BadYear, at, year(value).is_some(), year),
            "language" => self.facts.language = self.checked(Code::BadLanguage, at, is_language(value), str::to_owned),
            "in-force" => self.facts.in_force = self.checked(Code::BadDate, at, is_date(value), str::to_owned),
            "status" => value.clone_into(&mut self.facts.status),
            "source" => value.clone_into(&mut self.facts.source),
            "consulted" => self.facts.consulted = self.checked(Code::BadDate, at, is_date(value), str::to_owned),
            "text" => {
                let known = TextKind::parse(value);
                self.facts.text =
                    self.checked(Code::UnknownTextKind, at, known.is_some(), |_| known.unwrap_or_default());
            }
            "kinds" => self.set_kinds(at),
            _ => self.notes.push(at),
        }
    }

    /// The value read by `read` where it fits, otherwise a mistake.
    fn checked<T: Default>(&mut self, code: Code, at: Span, fits: bool, read: impl Fn(&str) -> T) -> T {
        let value = at.of(self.text);
        if fits {
            return read(value);
        }
        let (what, help) = advice(code);
        self.mistakes.add(code, at, format!("`{value}` is not {what}"), help);
        T::default()
    }

    fn set_kinds(&mut self, at: Span) {
        let mut start = at.start;
        for part in at.of(self.text).split(',') {
            let place = Span::new(start, start + part.len()).trim(self.text);
            start += part.len() + 1;
            let name = place.of(self.text);
            match LawKind::parse(name) {
                Some(kind) if self.facts.kinds.contains(&kind) => {}
                Some(kind) => self.facts.kinds.push(kind),
                None if name.is_empty() => {}
                None => self.refuse_kind(place),
            }
        }
    }

    fn refuse_kind(&mut self, at: Span) {
        let written = at.of(self.text);
        let help = match nearest(written, LawKind::ALL.iter().map(|kind| kind.name())) {
            Some(name) => format!("Did you mean `{name}`?"),
            None => format!("The kinds of law are: {}.", LawKind::ALL.map(LawKind::name).join(", ")),
        };
        self.mistakes.add(Code::UnknownLawKind, at, format!("`{written}` is not a kind of law"), help);
    }
}

/// Notes a line of the header that is no `key: value`.
pub(super) fn malformed(at: Span, mistakes: &mut Mistakes) {
    let help =
        "A line of the header is written `key: value`. One blank line ends the header; the law follows below it.";
    mistakes.add(Code::MalformedHeaderLine, at, "this line of the header is not `key: value`", help);
}

/// The key of the header with which a line `key: …` begins, if it does.
pub(super) fn key_of(line: &str) -> Option<&'static str> {
    let (key, _) = line.split_once(':')?;
    KEYS.into_iter().find(|known| *known == key)
}

const fn advice(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::BadId => ("a name", "Use small letters, figures and hyphens, for example `anti-trafficking-act-2008`."),
        Code::BadJurisdiction => {
            ("a code of a jurisdiction", "Use the three-letter ISO code in small letters, for example `zmb` or `fra`.")
        }
        Code::BadLanguage => ("a language code", "Use the code of the language, for example `en`, `fr` or `pt-BR`."),
        Code::BadYear => ("a year", "Write the year in four figures, for example `year: 2008`."),
        Code::UnknownTextKind => ("a kind of text", "The kinds of text are: official, digest, draft."),
        _ => ("a date", "Write year, month and day in figures, for example `2008-11-14`."),
    }
}

/// True for a value that `id` may have.
pub(crate) fn is_id(value: &str) -> bool {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.');
    !value.is_empty() && value.bytes().all(fits)
}

/// True for a three-letter code, with a subdivision or without.
pub(crate) fn is_jurisdiction(value: &str) -> bool {
    let mut parts = value.split('-');
    parts.next().is_some_and(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_lowercase()))
        && parts.all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// True for a BCP 47 language code, as far as its shape tells.
pub(crate) fn is_language(value: &str) -> bool {
    let mut parts = value.split('-');
    parts.next().is_some_and(|code| matches!(code.len(), 2 | 3) && code.bytes().all(|b| b.is_ascii_lowercase()))
        && parts.all(|part| matches!(part.len(), 1..=8) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn year(value: &str) -> Option<u16> {
    let figures = value.len() == 4 && value.bytes().all(|b| b.is_ascii_digit());
    value.parse().ok().filter(|year| figures && (1000..=2999).contains(year))
}

/// True for a day of the calendar written `YYYY-MM-DD`.
pub(crate) fn is_date(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let [y, m, d] = parts[..] else { return false };
    let (Some(year), Some(month), Some(day)) = (year(y), two_figures(m), two_figures(d)) else { return false };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day)
}

fn two_figures(value: &str) -> Option<u8> {
    let figures = value.len() == 2 && value.bytes().all(|b| b.is_ascii_digit());
    value.parse().ok().filter(|_| figures)
}

fn nearest_key(written: &str) -> Option<&'static str> {
    let folded = written.trim().to_lowercase().replace([' ', '_'], "-");
    let renamed = OTHER_NAMES.into_iter().find(|(other, _)| *other == folded).map(|(_, key)| key);
    renamed.or_else(|| nearest(&folded, KEYS.into_iter()))
}

/// The known name that differs least from what was written, if it is near enough to be meant.
fn nearest<'n>(written: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let folded = written.to_lowercase().replace([' ', '_'], "-");
    if folded.len() > 40 {
        return None;
    }
    let allowed = 1 + folded.chars().count() / 5;
    let by_distance = known.map(|name| (distance(&folded, name), name));
    by_distance.filter(|(edits, _)| *edits <= allowed).min_by_key(|(edits, _)| *edits).map(|(_, name)| name)
}

/// The number of letters to add, drop or change to get from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, &b) in to.iter().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_day_of_the_calendar() {
        assert!(is_date("2008-02-29"));
        for wrong in ["2007-02-29", "2008-13-01", "2008-1-1", "14.11.2008", "2008-11", "20008-11-14", "2008-00-10", ""]
        {
            assert!(!is_date(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_mistyped_key_finds_its_neighbour() {
        assert_eq!(nearest_key("titel"), Some("title"));
        assert_eq!(nearest_key("In force"), Some("in-force"));
        assert_eq!(nearest_key("Jurisdiction"), Some("jurisdiction"));
        assert_eq!(nearest_key("URL"), Some("source"));
        assert_eq!(nearest_key("minister"), None);
    }

    #[test]
    fn a_language_code_has_the_right_shape() {
        assert!(is_language("pt-BR") && is_language("zh-Hant-TW"));
        assert!(!is_language("English") && !is_language("e") && !is_language("EN") && !is_language("en-"));
    }
}
