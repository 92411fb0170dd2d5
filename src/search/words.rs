//! Words as the index knows them: lower case, without diacritics, stemmed by the rules of their language.
//!
//! The index, the query and the marking of hits all read words through this file, so that what one finds the others
//! find too. A label in brackets, such as `(a)`, is no word: a phrase runs across it.

use crate::span::Span;
use frostem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

/// Reads the words of a text one by one.
pub(crate) struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Words<'t> {
    /// The words of `text`.
    pub(crate) const fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// Puts the next word into `word`, folded, and says where it stands.
    pub(crate) fn next(&mut self, word: &mut String) -> Option<Span> {
        loop {
            let start = self.start()?;
            word.clear();
            let end = self.read(start, word);
            let span = Span::new(start, end);
            if !(word.is_empty() || self.is_label(span) || self.is_possessive(span, word)) {
                return Some(span);
            }
        }
    }

    /// Skips to the next character of a word.
    fn start(&mut self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if byte.is_ascii_alphanumeric() {
                return Some(self.at);
            }
            if byte.is_ascii() {
                self.at += 1;
                continue;
            }
            let c = self.text[self.at..].chars().next()?;
            if c.is_alphanumeric() {
                return Some(self.at);
            }
            self.at += c.len_utf8();
        }
        None
    }

    fn read(&mut self, start: usize, word: &mut String) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = start;
        while let Some(&byte) = bytes.get(self.at) {
            if byte.is_ascii_alphanumeric() {
                word.push(char::from(byte.to_ascii_lowercase()));
                self.at += 1;
            } else if byte.is_ascii() {
                if byte == b'-' && self.breaks_line(self.at + 1) {
                    continue;
                }
                break;
            } else {
                let c = self.text[self.at..].chars().next().unwrap_or(' ');
                if is_ideograph(c) {
                    if word.is_empty() {
                        word.push(c);
                        self.at += c.len_utf8();
                        end = self.at;
                    }
                    break;
                }
                if c == '\u{ad}' {
                    let _ = self.breaks_line(self.at + 2) || self.step(2);
                    continue;
                }
                if !(c.is_alphanumeric() || is_mark(c)) {
                    break;
                }
                fold(c, word);
                self.at += c.len_utf8();
            }
            end = self.at;
        }
        end
    }

    fn step(&mut self, width: usize) -> bool {
        self.at += width;
        true
    }

    /// Steps over the end of a line at `after` where a small letter goes on behind it.
    fn breaks_line(&mut self, after: usize) -> bool {
        let rest = &self.text[after..];
        let next = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let gap = &rest[..rest.len() - next.len()];
        let goes_on = gap.contains('\n') && next.starts_with(char::is_lowercase);
        if goes_on {
            self.at = self.text.len() - next.len();
        }
        goes_on
    }

    /// True for a letter, number or roman numeral alone in round brackets.
    fn is_label(&self, span: Span) -> bool {
        let bytes = self.text.as_bytes();
        span.len() <= LONGEST_LABEL
            && span.start.checked_sub(1).is_some_and(|before| bytes[before] == b'(')
            && bytes.get(span.end) == Some(&b')')
            && names_an_item(&bytes[span.start..span.end])
    }

    fn is_possessive(&self, span: Span, word: &str) -> bool {
        word == "s" && self.text[..span.start].ends_with(['\'', '’'])
    }
}

const LONGEST_LABEL: usize = 5;

/// `1`, `1A`, `a`, `aa`, `iv`: what items are numbered by.
fn names_an_item(label: &[u8]) -> bool {
    let roman = |byte: &u8| b"ivxlcIVXLC".contains(byte);
    label.len() == 1
        || label[0].is_ascii_digit()
        || label.iter().all(roman)
        || label.iter().all(|byte| *byte == label[0])
}

/// All words of a text, folded, with their places.
pub(crate) fn words(text: &str) -> Vec<(String, Span)> {
    let (mut all, mut reader, mut word) = (Vec::new(), Words::of(text), String::new());
    while let Some(span) = reader.next(&mut word) {
        all.push((word.clone(), span));
    }
    all
}

/// True for a character that is a word by itself.
pub(crate) fn is_ideograph(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c) || ('\u{20000}'..='\u{2ffff}').contains(&c)
}

/// Vowel signs belong to the word they stand in.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// Adds a character in lower case and without diacritics.
fn fold(c: char, word: &mut String) {
    let plain = match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' => "d",
        'ı' => "i",
        _ => {
            let parts = std::iter::once(c).nfkd().filter(|part| !is_accent(*part));
            return word.extend(parts.flat_map(char::to_lowercase).filter(|part| !is_accent(*part)));
        }
    };
    word.push_str(plain);
}

/// Accents of Latin, Greek and Cyrillic letters, and the short vowels of Arabic; other signs tell words apart.
fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c) || ('\u{64b}'..='\u{652}').contains(&c)
}

/// How the words of one language are brought to their stems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Analysis {
    algorithm: Option<Algorithm>,
}

impl Analysis {
    /// The analysis of a language by its code; words of a language without a stemmer stay as they are.
    pub(crate) fn of(language: &str) -> Self {
        let code = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Self { algorithm: LANGUAGES.iter().find(|(known, _)| *known == code).map(|(_, algorithm)| *algorithm) }
    }

    /// Brings words to their stems, many of them in a row.
    pub(crate) fn stemmer(self) -> Stems {
        Stems { stemmer: self.algorithm.map(Stemmer::new) }
    }
}

/// Brings words to their stems.
#[derive(Clone, Copy)]
pub(crate) struct Stems {
    stemmer: Option<Stemmer>,
}

impl Stems {
    /// The stem of a folded word.
    pub(crate) fn stem(&self, word: &str) -> String {
        match &self.stemmer {
            Some(stemmer) => stemmer.stem(word).into_owned(),
            None => word.to_owned(),
        }
    }
}

/// The languages with a stemmer, by code.
const LANGUAGES: [(&str, Algorithm); 18] = [
    ("ar", Algorithm::Arabic),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("en", Algorithm::English),
    ("es", Algorithm::Spanish),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("hu", Algorithm::Hungarian),
    ("it", Algorithm::Italian),
    ("nl", Algorithm::Dutch),
    ("no", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
    ("ta", Algorithm::Tamil),
    ("tr", Algorithm::Turkish),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|(word, _)| word).collect()
    }

    #[test]
    fn diacritics_labels_and_line_ends_do_not_reach_the_words() {
        assert_eq!(
            folded("Ésta (a) explotación, traf-\nficker’s stra\u{ad}ße"),
            ["esta", "explotacion", "trafficker", "strasse"]
        );
        assert_eq!(folded("人口 A1"), ["人", "口", "a1"]);
        assert_eq!(folded("(i) means; non-punish-\n (Ment) x"), ["means", "non", "punish", "ment", "x"]);
    }

    #[test]
    fn a_word_leads_back_to_its_place() {
        let text = "The “Victims”: traf\u{ad}ficked";
        let spans: Vec<&str> = words(text).into_iter().map(|(_, span)| span.of(text)).collect();
        assert_eq!(spans, ["The", "Victims", "traf\u{ad}ficked"]);
    }

    #[test]
    fn each_language_has_its_own_stems() {
        let stem = |language: &str, word: &str| Analysis::of(language).stemmer().stem(word);
        assert_eq!(stem("en-GB", "victims"), stem("en", "victim"));
        assert_eq!(stem("es", "explotaciones"), stem("es", "explotacion"));
        assert_eq!(stem("zh", "victims"), "victims");
    }
}
