//! From the words of a language to the symbols of the reference grammar.

use super::UnitWord;
use crate::diagnostic::Diagnostic;
use crate::reading::number::NumberWords;
use crate::reading::words::{Kind, Lexicon, Token, tokens};
use crate::span::Span;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The words with which one language points to provisions, ready to read with.
#[derive(Clone, Debug)]
pub struct ReferenceWords {
    /// BCP 47 code of the language.
    pub language: String,
    pub(in crate::reading) numbers: NumberWords,
    pub(in crate::reading) amending: BTreeSet<String>,
    pub(in crate::reading) small: BTreeSet<String>,
    pub(in crate::reading) kinds: BTreeSet<String>,
    lexicon: Lexicon<Sense>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Sense {
    symbol: char,
    unit: UnitWord,
    ordinal: usize,
}

impl Sense {
    fn plain(symbol: char) -> Self {
        Self { symbol, unit: UnitWord::Provision, ordinal: 0 }
    }
}

/// The symbols of a stretch of words, the place of each, and what the grammar cannot see.
#[derive(Debug, Default)]
pub(super) struct Symbols {
    pub(super) string: String,
    pub(super) places: Vec<Span>,
    pub(super) units: Vec<UnitWord>,
    pub(super) labels: Vec<String>,
}

impl Symbols {
    fn push(&mut self, symbol: char, place: Span, unit: UnitWord, label: String) {
        self.string.push(symbol);
        self.places.push(place);
        self.units.push(unit);
        self.labels.push(label);
    }

    /// False where no reference can be: it is not worth asking the grammar.
    pub(super) fn may_hold_reference(&self) -> bool {
        self.string.contains(['U', 'u', 'T', 'I'])
    }
}

/// The file of words, as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    language: String,
    units: BTreeMap<UnitWord, Vec<String>>,
    instrument: Vec<String>,
    lower_case: Vec<String>,
    single: Vec<String>,
    said: Vec<String>,
    amending: Vec<String>,
    title_words: Vec<String>,
    no_title: Vec<String>,
    number: Vec<String>,
    this: Vec<String>,
    before: Vec<String>,
    after: Vec<String>,
    ordinals: Vec<Vec<String>>,
    suffixes: Vec<String>,
    of: Vec<String>,
    within: Vec<String>,
    the: Vec<String>,
    and: Vec<String>,
    or: Vec<String>,
    to: Vec<String>,
}

impl File {
    fn wordings(&self) -> Vec<(Sense, &String)> {
        let lists = [
            ('m', &self.said),
            ('n', &self.number),
            ('T', &self.this),
            ('B', &self.before),
            ('F', &self.after),
            ('q', &self.suffixes),
            ('o', &self.of),
            ('w', &self.within),
            ('t', &self.the),
            ('&', &self.and),
            ('|', &self.or),
            ('-', &self.to),
        ];
        let mut wordings = Vec::new();
        for (symbol, list) in lists {
            wordings.extend(list.iter().map(|phrase| (Sense::plain(symbol), phrase)));
        }
        for (&unit, list) in &self.units {
            let symbol = if unit.level().is_some() { 'U' } else { 'u' };
            wordings.extend(list.iter().map(|phrase| (Sense { unit, ..Sense::plain(symbol) }, phrase)));
        }
        for (index, list) in self.ordinals.iter().enumerate() {
            let sense = Sense { ordinal: index + 1, ..Sense::plain('O') };
            wordings.extend(list.iter().map(|phrase| (sense, phrase)));
        }
        wordings
    }

    /// Words that matter only where no other list has them: words of titles, and words that begin none.
    fn weak(&self) -> impl Iterator<Item = (Sense, &String)> {
        let inside = self.title_words.iter().map(|phrase| (Sense::plain('s'), phrase));
        inside.chain(self.no_title.iter().map(|phrase| (Sense::plain('x'), phrase)))
    }

    fn kind(&self, phrase: &String) -> Sense {
        let symbol = if self.lower_case.contains(phrase) { 'i' } else { 'I' };
        Sense { unit: UnitWord::Instrument, ..Sense::plain(symbol) }
    }
}

impl ReferenceWords {
    /// Reads a language's words from YAML; `file` is the name used in the diagnostic.
    ///
    /// # Errors
    /// A diagnostic where the file does not parse, or where a wording stands in two lists.
    pub fn from_yaml(file: &str, yaml: &str, numbers: &NumberWords) -> Result<Self, Box<Diagnostic>> {
        let refuse = |message: String| Box::new(Diagnostic::error("bad-reference-words", file, message));
        let words: File = crate::yaml::from_str(file, yaml).map_err(|mut wrong| Box::new(wrong.remove(0)))?;
        let mut lexicon = Lexicon::new();
        let kinds = words.instrument.iter().map(|phrase| (words.kind(phrase), phrase));
        for (sense, phrase) in words.wordings().into_iter().chain(kinds) {
            let help = "Keep each wording in the one list whose meaning it has.";
            lexicon.add(phrase, sense).map_err(|message| Box::new(refuse(message).help(help)))?;
        }
        for (sense, phrase) in words.weak() {
            lexicon.add_weak(phrase, sense);
        }
        let set = |lists: &[&[String]]| -> BTreeSet<String> { lists.concat().into_iter().collect() };
        Ok(Self {
            amending: set(&[&words.amending]),
            small: set(&[&words.title_words, &words.of, &words.the, &words.and, &words.or, &words.to, &words.number]),
            kinds: set(&[&words.instrument, &words.said])
                .into_iter()
                .filter(|kind| !words.single.contains(kind))
                .collect(),
            language: words.language,
            numbers: numbers.clone(),
            lexicon,
        })
    }

    /// The symbols of `words`, which begin `offset` bytes into the text.
    pub(super) fn encode(&self, words: &str, offset: usize) -> Symbols {
        let tokens = tokens(words);
        let mut symbols = Symbols::default();
        let mut at = 0;
        while at < tokens.len() {
            let Read { symbol, unit, label, length } = self.read(words, &tokens, at);
            let span = tokens[at].span.join(tokens[at + length - 1].span);
            symbols.push(symbol, Span::new(span.start + offset, span.end + offset), unit, label);
            at += length;
        }
        symbols
    }

    fn read(&self, text: &str, tokens: &[Token<'_>], at: usize) -> Read {
        let token = &tokens[at];
        match &token.kind {
            Kind::Mark('(') => bracketed(text, tokens, at).unwrap_or_else(|| Read::mark('(')),
            Kind::Mark('—') => Read::mark(':'),
            Kind::Mark(mark) => Read::mark(*mark),
            Kind::Figure(_) => figure(text, tokens, at),
            Kind::Word(_) if is_numeral(text, tokens, at) => Read::label('V', token.span.of(text), 1),
            Kind::Word(word) => self.word(text, tokens, at, word),
        }
    }

    fn word(&self, text: &str, tokens: &[Token<'_>], at: usize, word: &str) -> Read {
        let printed = tokens[at].span.of(text);
        let capital = printed.starts_with(char::is_uppercase);
        if let Some((sense, length)) = self.lexicon.read(tokens, at) {
            let symbol = match sense.symbol {
                'I' | 'i' if capital => 'I',
                'I' => 'x',
                symbol => symbol,
            };
            let label = match symbol {
                'O' => sense.ordinal.to_string(),
                'q' => word.to_owned(),
                _ => String::new(),
            };
            return Read { symbol, unit: sense.unit, label, length };
        }
        if printed.starts_with(|c: char| c.is_ascii_digit()) {
            return Read::label('#', printed, 1);
        }
        match self.numbers.read(tokens, at) {
            Some((value, length)) => Read::label('W', &value.to_string(), length),
            None if capital && word.len() > 1 => Read::mark('c'),
            None => Read::mark('x'),
        }
    }
}

/// What was read at a place.
struct Read {
    symbol: char,
    unit: UnitWord,
    label: String,
    length: usize,
}

impl Read {
    fn mark(symbol: char) -> Self {
        Self::label(symbol, "", 1)
    }

    fn label(symbol: char, label: &str, length: usize) -> Self {
        Self { symbol, unit: UnitWord::Provision, label: label.to_owned(), length }
    }
}

/// A figure and the figures joined to it without a space: 225-4-1.
fn figure(text: &str, tokens: &[Token<'_>], at: usize) -> Read {
    let mut last = at;
    while let [mark, next, ..] = &tokens[last + 1..] {
        let joined = mark.span.of(text) == "-" && mark.span.end == next.span.start;
        if !joined || !next.span.of(text).starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        last += 2;
    }
    let span = tokens[at].span.join(tokens[last].span);
    let label = span.of(text);
    let year = label.len() == 4 && ("1800".."2100").contains(&label);
    Read::label(if year { 'D' } else { '#' }, label, last - at + 1)
}

/// A label in brackets: (1), (1A), (a), (aa), (iv).
fn bracketed(text: &str, tokens: &[Token<'_>], at: usize) -> Option<Read> {
    let [_, inside, close, ..] = &tokens[at..] else { return None };
    let label = inside.span.of(text);
    let starts_with_digit = label.starts_with(|c: char| c.is_ascii_digit());
    let fits = label.len() <= 6 && (starts_with_digit || is_letter_label(label));
    (fits && close.kind == Kind::Mark(')')).then(|| Read::label('p', label, 3))
}

fn is_letter_label(label: &str) -> bool {
    let first = label.bytes().next();
    let same = label.bytes().all(|b| b.is_ascii_alphabetic() && Some(b) == first);
    same && label.len() <= 3 || is_roman(label)
}

fn is_roman(label: &str) -> bool {
    !label.is_empty() && label.bytes().all(|b| b"ivxlcIVXLC".contains(&b))
}

/// A roman numeral or capital letter that can be a label: not the article or pronoun of a sentence.
fn is_numeral(text: &str, tokens: &[Token<'_>], at: usize) -> bool {
    let printed = tokens[at].span.of(text);
    let upper = printed.bytes().all(|b| b.is_ascii_uppercase());
    let label = upper && (printed.len() == 1 || printed.len() <= 6 && is_roman(printed));
    if !label || !matches!(printed, "A" | "I") {
        return label;
    }
    !tokens.get(at + 1).is_some_and(|next| next.span.of(text).starts_with(char::is_lowercase) && printed == "A")
}
