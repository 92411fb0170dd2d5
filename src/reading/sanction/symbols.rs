//! From the words of a language to the symbols of the sanction grammar.

use crate::diagnostic::Diagnostic;
use crate::reading::number::NumberWords;
use crate::reading::words::{Kind, Lexicon, Token, tokens};
use crate::span::Span;
use serde::Deserialize;

/// The words in which one language states penalties, ready to read with.
#[derive(Clone, Debug)]
pub struct SanctionWords {
    /// BCP 47 code of the language.
    pub language: String,
    /// Its number words.
    pub numbers: NumberWords,
    lexicon: Lexicon<Sense>,
}

/// What a phrase stands for: a symbol (or none, where it is passed over) and its value.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Sense {
    symbol: Option<char>,
    value: f64,
}

/// The symbols of a stretch of words, the place of each, and the values of those that are numbers.
#[derive(Debug, Default)]
pub(super) struct Symbols {
    pub(super) string: String,
    pub(super) places: Vec<Span>,
    pub(super) values: Vec<f64>,
}

impl Symbols {
    fn push(&mut self, symbol: char, place: Span, value: f64) {
        self.string.push(symbol);
        self.places.push(place);
        self.values.push(value);
    }

    /// False where no penalty can be: it is not worth asking the grammar.
    pub(super) fn may_hold_penalty(&self) -> bool {
        self.string.contains(['P', 'F', 'G', 'K', 'U', 'T'])
            || (self.string.contains(['l', 'M']) && self.string.contains('N'))
    }

    /// False where no increase can be.
    pub(super) fn may_hold_increase(&self) -> bool {
        self.string.contains(['I', 'D'])
    }
}

/// The file of words, as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    language: String,
    numbers: NumberWords,
    half: Vec<String>,
    fractions: Vec<Valued>,
    percent: Vec<String>,
    units: Units,
    age: Vec<String>,
    prison: Vec<String>,
    life: Vec<String>,
    life_sentence: Vec<String>,
    death: Vec<String>,
    lesser: Vec<String>,
    term_of_years: Vec<String>,
    other_time: Vec<String>,
    unrelated: Vec<String>,
    fixed: Vec<String>,
    minimum: Vec<String>,
    maximum: Vec<String>,
    or_more: Vec<String>,
    or_less: Vec<String>,
    from: Vec<String>,
    to: Vec<String>,
    fine: Vec<String>,
    fined: Vec<String>,
    fine_units: Vec<String>,
    without_option: Vec<String>,
    with_option: Vec<String>,
    and: Vec<String>,
    or: Vec<String>,
    both: Vec<String>,
    in_default: Vec<String>,
    not: Vec<String>,
    #[serde(rename = "for")]
    for_: Vec<String>,
    liable: Vec<String>,
    punished: Vec<String>,
    condition: Vec<String>,
    increased: Vec<String>,
    decreased: Vec<String>,
    by: Vec<String>,
    multiples: Vec<Valued>,
    passed_over: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Valued {
    value: f64,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Units {
    year: Vec<String>,
    month: Vec<String>,
    week: Vec<String>,
    day: Vec<String>,
}

impl File {
    fn lists(&self) -> [(char, &[String]); 40] {
        [
            ('h', &self.half),
            ('%', &self.percent),
            ('y', &self.units.year),
            ('m', &self.units.month),
            ('w', &self.units.week),
            ('d', &self.units.day),
            ('A', &self.age),
            ('P', &self.prison),
            ('L', &self.life),
            ('K', &self.life_sentence),
            ('j', &self.lesser),
            ('X', &self.fixed),
            ('<', &self.minimum),
            ('>', &self.maximum),
            ('+', &self.or_more),
            ('~', &self.or_less),
            ('f', &self.from),
            ('t', &self.to),
            ('F', &self.fine),
            ('G', &self.fined),
            ('U', &self.fine_units),
            ('W', &self.without_option),
            ('O', &self.with_option),
            ('a', &self.and),
            ('o', &self.or),
            ('E', &self.both),
            ('V', &self.in_default),
            ('!', &self.not),
            ('r', &self.for_),
            ('l', &self.liable),
            ('M', &self.punished),
            ('C', &self.condition),
            ('I', &self.increased),
            ('Z', &self.decreased),
            ('b', &self.by),
            (PASSED_OVER, &self.passed_over),
            ('T', &self.death),
            ('Y', &self.term_of_years),
            ('B', &self.other_time),
            ('x', &self.unrelated),
        ]
    }
}

/// Stands in the table for words that get no symbol.
const PASSED_OVER: char = ' ';

impl SanctionWords {
    /// Reads a language's words from YAML; `file` is the name used in the diagnostic.
    ///
    /// # Errors
    /// A diagnostic where the file does not parse, or where a wording stands in two lists.
    pub fn from_yaml(file: &str, yaml: &str) -> Result<Self, Box<Diagnostic>> {
        let refuse = |message: String| Box::new(Diagnostic::error("bad-sanction-words", file, message));
        let words: File = crate::yaml::from_str(file, yaml).map_err(|mut wrong| Box::new(wrong.remove(0)))?;
        let mut lexicon = Lexicon::new();
        let single = words.lists().into_iter().map(|(symbol, list)| (symbol, 0.0, list));
        let shares = words.fractions.iter().map(|share| ('R', share.value, share.words.as_slice()));
        let multiples = words.multiples.iter().map(|times| ('D', times.value, times.words.as_slice()));
        for (symbol, value, list) in single.chain(shares).chain(multiples) {
            let sense = Sense { symbol: (symbol != PASSED_OVER).then_some(symbol), value };
            for phrase in list {
                let help = "Keep each wording in the one list whose meaning it has.";
                lexicon.add(phrase, sense).map_err(|message| Box::new(refuse(message).help(help)))?;
            }
        }
        Ok(Self { language: words.language, numbers: words.numbers, lexicon })
    }

    /// The symbols of `words`, which begin `offset` bytes into the text.
    pub(super) fn encode(&self, words: &str, offset: usize) -> Symbols {
        let tokens = tokens(words);
        let mut symbols = Symbols::default();
        let mut at = 0;
        while at < tokens.len() {
            let (symbol, value, length) = self.symbol(&tokens, at);
            let span = tokens[at].span.join(tokens[at + length - 1].span);
            if let Some(symbol) = symbol {
                symbols.push(symbol, Span::new(span.start + offset, span.end + offset), value);
            }
            at += length;
        }
        symbols
    }

    fn symbol(&self, tokens: &[Token<'_>], at: usize) -> (Option<char>, f64, usize) {
        if let Kind::Mark(mark) = tokens[at].kind {
            return (Some(if mark == '—' { '-' } else { mark }), 0.0, 1);
        }
        let phrase = self.lexicon.read(tokens, at);
        let number = self.numbers.read(tokens, at);
        match (phrase, number) {
            (Some((sense, length)), Some((_, longer))) if length > longer => (sense.symbol, sense.value, length),
            (_, Some((value, length))) => (Some('N'), value, length),
            _ if self.is_one_unit(tokens, at) => (Some('N'), 1.0, 1),
            (Some((sense, length)), None) => (sense.symbol, sense.value, length),
            (None, None) => (Some('x'), 0.0, 1),
        }
    }

    /// "a year", "a month": the article counts as one.
    fn is_one_unit(&self, tokens: &[Token<'_>], at: usize) -> bool {
        let unit =
            |next| self.lexicon.read(tokens, next).is_some_and(|(s, _)| matches!(s.symbol, Some('y' | 'm' | 'w')));
        tokens[at].word().is_some_and(|word| self.numbers.is_one(word)) && at + 1 < tokens.len() && unit(at + 1)
    }
}
