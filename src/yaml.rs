//! YAML files people write (catalogue, language packs, `jurisdiction.yaml`), read strictly.
//!
//! The only file that knows `serde_yaml`. It lets the last of two equal keys win in silence, so a file is first read
//! as a bare value, which refuses them. What is wrong comes back as diagnostics with the line itself, and unknown
//! keys are reported all at once: a key that was reported is blanked out and the file is read again.

use crate::diagnostic::Diagnostic;
use crate::suggest;
use serde::de::DeserializeOwned;
use serde_yaml::{Error, Value};

/// Reads one YAML file.
///
/// # Errors
/// Everything found wrong with it, in the order of the file where possible.
pub fn from_str<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Vec<Diagnostic>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match read(text) {
        Ok(value) => Ok(value),
        Err(error) => Err(all_mistakes::<T>(file, text, &error)),
    }
}

/// Reads a bare value first (duplicate keys), then the type from it; the text is read a second time only where the
/// value will not do, because only that reading knows the lines.
fn read<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    let value: Value = serde_yaml::from_str(text)?;
    serde_yaml::from_value(value).or_else(|_| serde_yaml::from_str(text))
}

/// No file is read more often than this for the sake of one more mistake.
const MOST_MISTAKES: usize = 20;

fn all_mistakes<T: DeserializeOwned>(file: &str, text: &str, first: &Error) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut left = text.to_owned();
    let mut mistake = Mistake::of(first, &left);
    while found.len() < MOST_MISTAKES {
        if found.is_empty() || !mistake.follows_from(&found) {
            found.push(mistake.diagnostic(file, text));
        }
        let Some(rest) = mistake.entry().and_then(|at| without_entry(&left, at)) else { break };
        left = rest;
        match read::<T>(&left) {
            Ok(_) => break,
            Err(next) => mistake = Mistake::of(&next, &left),
        }
    }
    found.sort_by_key(|diagnostic| diagnostic.line);
    found
}

/// One mistake, and the bytes of the text to point at.
struct Mistake {
    place: Option<(usize, usize)>,
    what: What,
}

enum What {
    UnknownKey { key: String, known: Vec<String> },
    DuplicateKey(String),
    MissingKey(String),
    UnknownWord { word: String, known: Vec<String> },
    Value { path: String, message: String },
    Syntax(String),
}

impl Mistake {
    fn of(error: &Error, text: &str) -> Self {
        let what = What::of(error, text);
        let place = error.location().map(|at| {
            let start = offset(text, at.line(), at.column());
            let start = match &what {
                What::DuplicateKey(key) => second_entry(text, start, key).unwrap_or(start),
                _ => start,
            };
            (start, start + word_length(&text[start..]))
        });
        Self { place, what }
    }

    /// Where the entry starts that can be left out in order to find the next mistake.
    fn entry(&self) -> Option<usize> {
        match self.what {
            What::UnknownKey { .. } | What::DuplicateKey(_) => self.place.map(|(start, _)| start),
            _ => None,
        }
    }

    /// True for what a reader sees only because of a mistake already reported.
    fn follows_from(&self, found: &[Diagnostic]) -> bool {
        match &self.what {
            What::MissingKey(key) => {
                let suggestion = did_you_mean(key);
                found.iter().any(|diagnostic| diagnostic.help.as_deref() == Some(suggestion.as_str()))
            }
            What::Value { message, .. } => message.contains("found nothing"),
            _ => false,
        }
    }

    fn diagnostic(&self, file: &str, text: &str) -> Diagnostic {
        let mut diagnostic = self.what.diagnostic(file);
        if let Some((start, end)) = self.place {
            diagnostic = diagnostic.at(text, start, end);
        }
        diagnostic
    }
}

impl What {
    /// `serde_yaml` has one error type; what kind it is stands in its message alone.
    fn of(error: &Error, text: &str) -> Self {
        let message = error.to_string();
        let message = message.rfind(" at line ").map_or(message.as_str(), |at| match message.contains("while ") {
            true => message.as_str(),
            false => &message[..at],
        });
        let (path, said) = split_path(message);
        let named = || ticked(said).into_iter();
        if said.starts_with("unknown field") {
            return Self::UnknownKey { key: named().next().unwrap_or_default(), known: named().skip(1).collect() };
        }
        if said.starts_with("unknown variant") {
            return Self::UnknownWord { word: named().next().unwrap_or_default(), known: named().skip(1).collect() };
        }
        if said.starts_with("missing field") {
            return Self::MissingKey(named().next().unwrap_or_default());
        }
        if said.starts_with("duplicate field") {
            return Self::DuplicateKey(named().next().unwrap_or_default());
        }
        if let Some(key) = said.strip_prefix("duplicate entry with key ") {
            return Self::DuplicateKey(key.trim_matches('"').to_owned());
        }
        if serde_yaml::from_str::<Value>(text).is_ok() {
            return Self::Value { path: path.to_owned(), message: in_plain_words(said) };
        }
        Self::Syntax(said.to_owned())
    }

    fn diagnostic(&self, file: &str) -> Diagnostic {
        let error = |code, message: String| Diagnostic::error(code, file, message);
        match self {
            Self::UnknownKey { key, known } => {
                error("unknown-key", format!("`{key}` is not a key that belongs here")).help(choose(key, known, "keys"))
            }
            Self::DuplicateKey(key) => {
                error("duplicate-key", format!("the key `{key}` stands here twice")).help("keep one of the two")
            }
            Self::MissingKey(key) => {
                error("missing-key", format!("the key `{key}` is missing")).help(format!("add `{key}: …`"))
            }
            Self::UnknownWord { word, known } => {
                error("unknown-word", format!("`{word}` is not a word known here")).help(choose(word, known, "words"))
            }
            Self::Value { path, message } if path.is_empty() => error("wrong-value", message.clone()),
            Self::Value { path, message } => error("wrong-value", format!("`{path}`: {message}")),
            Self::Syntax(message) => error("yaml-syntax", format!("this is not YAML: {message}"))
                .help("check the indentation and put quotation marks around text that holds `: ` or `#`"),
        }
    }
}

fn choose(word: &str, known: &[String], noun: &str) -> String {
    if let Some(near) = suggest::nearest(word, known.iter().map(String::as_str)) {
        return did_you_mean(near);
    }
    match known {
        [] => "leave it out".to_owned(),
        _ => format!("the {noun} known here are {}", known.join(", ")),
    }
}

fn did_you_mean(word: &str) -> String {
    format!("did you mean `{word}`?")
}

/// `items[0].n: invalid type …` into the path and the rest.
fn split_path(message: &str) -> (&str, &str) {
    match message.split_once(": ") {
        Some((path, rest)) if !path.contains(' ') => (path, rest),
        _ => ("", message),
    }
}

/// The words between backticks.
fn ticked(message: &str) -> Vec<String> {
    message.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Types as a lawyer would name them.
fn in_plain_words(message: &str) -> String {
    if message.starts_with("data did not match any variant") {
        return "this is none of the forms that may stand here".to_owned();
    }
    let Some((found, expected)) = message.split_once(", expected ") else { return message.to_owned() };
    let found = found.split_once(": ").map_or(found, |(_, found)| found);
    let found = match found {
        "unit value" => "nothing",
        "map" => "keys with values",
        "sequence" => "a list",
        other => other,
    };
    let expected = match expected {
        "a sequence" => "a list (lines that begin with `- `)",
        "u8" | "u16" | "u32" | "u64" | "usize" | "i64" => "a whole number",
        "f64" => "a number",
        "a boolean" => "`true` or `false`",
        "a string" => "text",
        "map" | "a map" => "keys with values (`key: value`)",
        other if other.starts_with("struct ") => "keys with values (`key: value`)",
        other => other,
    };
    format!("found {found}, expected {expected}")
}

/// The byte at a line and column, both from 1, the column in characters.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start..];
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
}

/// How much to underline: up to the end of a key or value.
fn word_length(text: &str) -> usize {
    let line = text.lines().next().unwrap_or_default();
    let end = line.find(": ").or_else(|| line.find([',', '}', ']'])).unwrap_or(line.len());
    line[..end].trim_end_matches([':', ' ']).len().max(1).min(text.len())
}

/// Where the key stands for the second time in the block mapping that starts at `start`.
fn second_entry(text: &str, start: usize, key: &str) -> Option<usize> {
    let indent = column(text, start);
    let mut at = start;
    let mut seen = 0;
    for line in text[start..].split_inclusive('\n') {
        let here = if at == start { at } else { at + line.len() - line.trim_start_matches([' ', '-']).len() };
        let entry = text[here..at + line.len()].trim_start_matches(['"', '\'']);
        let named =
            entry.strip_prefix(key).is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with(':'));
        if named && column(text, here) == indent {
            seen += 1;
            if seen == 2 {
                return Some(here);
            }
        }
        at += line.len();
    }
    None
}

fn column(text: &str, at: usize) -> usize {
    at - text[..at].rfind('\n').map_or(0, |line| line + 1)
}

/// The text with a block entry blanked out, so that the places of all others stay what they are.
fn without_entry(text: &str, start: usize) -> Option<String> {
    let indent = column(text, start);
    if !text[start - indent..start].chars().all(|c| c == ' ' || c == '-') {
        return None;
    }
    let mut end = start;
    for line in text[start..].split_inclusive('\n') {
        let depth = line.len() - line.trim_start().len();
        let inside =
            depth > indent || line.trim().is_empty() || (depth == indent && line.trim_start().starts_with("- "));
        if end > start && !inside {
            break;
        }
        end += line.len();
    }
    let blank: String = text[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
    Some(format!("{}{blank}{}", &text[..start], &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Shelf {
        name: String,
        #[serde(default)]
        books: Vec<Book>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Book {
        file: String,
        #[serde(default)]
        year: Option<u16>,
        #[serde(default)]
        kind: Option<Kind>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        SpecialAct,
        Labour,
    }

    fn mistakes(text: &str) -> Vec<(String, usize, usize, String)> {
        let found = from_str::<Shelf>("shelf.yaml", text).expect_err("a mistake");
        found
            .into_iter()
            .map(|d| (d.code, d.line.unwrap_or(0), d.column.unwrap_or(0), d.help.unwrap_or(d.message)))
            .collect()
    }

    fn one(text: &str) -> (String, usize, usize, String) {
        let mut all = mistakes(text);
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    fn at(code: &str, line: usize, column: usize, said: &str) -> (String, usize, usize, String) {
        (code.to_owned(), line, column, said.to_owned())
    }

    #[test]
    fn a_good_file_is_read_also_where_a_number_stands_for_text() {
        let shelf: Shelf =
            from_str("shelf.yaml", "\u{feff}name: 2008\nbooks: [{file: a, year: 1999, kind: labour}]\n").unwrap();
        let book = Book { file: "a".to_owned(), year: Some(1999), kind: Some(Kind::Labour) };
        assert_eq!(shelf, Shelf { name: "2008".to_owned(), books: vec![book] });
    }

    #[test]
    fn every_unknown_key_is_reported_at_its_place() {
        let text = "naem: x\nname: y\nbooks:\n  - file: a\n    colour:\n      - red\n    year: 1999\n  - file: b\n    yaer: 3\n";
        let expected = [
            at("unknown-key", 1, 1, "did you mean `name`?"),
            at("unknown-key", 5, 5, "the keys known here are file, year, kind"),
            at("unknown-key", 9, 5, "did you mean `year`?"),
        ];
        assert_eq!(mistakes(text), expected);
        // What is missing because it was misspelt is not reported twice.
        assert_eq!(one("naem: x\n"), at("unknown-key", 1, 1, "did you mean `name`?"));
    }

    #[test]
    fn the_second_of_two_equal_keys_is_refused() {
        assert_eq!(one("name: x\nbooks: []\nname: y\n"), at("duplicate-key", 3, 1, "keep one of the two"));
        let nested = "name: x\nbooks:\n  - file: a\n    year: 1\n    \"file\": b\n";
        assert_eq!(one(nested), at("duplicate-key", 5, 5, "keep one of the two"));
    }

    #[test]
    fn a_wrong_value_is_named_in_plain_words() {
        let said = "`books[0].year`: found string \"many\", expected a whole number";
        assert_eq!(one("name: x\nbooks:\n  - file: a\n    year: many\n"), at("wrong-value", 4, 11, said));
        let said = "`books`: found string \"few\", expected a list (lines that begin with `- `)";
        assert_eq!(one("name: x\nbooks: few\n"), at("wrong-value", 2, 8, said));
    }

    #[test]
    fn a_list_in_the_place_of_keys_is_a_wrong_value_and_no_trouble_with_yaml() {
        assert_eq!(one("- a\n").0, "wrong-value");
    }

    #[test]
    fn an_unknown_word_suggests_the_known_one() {
        let text = "name: x\nbooks:\n  - file: a\n    kind: special-akt\n";
        assert_eq!(one(text), at("unknown-word", 4, 11, "did you mean `special-act`?"));
    }

    #[test]
    fn what_is_missing_is_named_also_in_an_empty_file() {
        assert_eq!(one("books: []\n").0, "missing-key");
        assert_eq!(one("").0, "missing-key");
    }

    #[test]
    fn what_is_not_yaml_is_said_to_be_so() {
        let text = "name: x: y\n";
        let found = from_str::<Shelf>("shelf.yaml", text).expect_err("not YAML");
        assert_eq!((found[0].code.as_str(), found[0].line, found[0].column), ("yaml-syntax", Some(1), Some(8)));
        assert!(from_str::<Shelf>("shelf.yaml", "\u{0}\u{1}").is_err());
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[a-c:\\-\\[\\]{}\n\t \"'é&*#|>]{0,60}") {
            let _ = from_str::<Shelf>("shelf.yaml", &text);
            let _ = from_str::<Shelf>("shelf.yaml", &format!("name: x\nbooks:\n  - {text}"));
            let _ = from_str::<Shelf>("shelf.yaml", &format!("name: x\n{text}"));
        }
    }
}
