//! The two ways words enter the index: as they stand, with their places; and as stems, without stop words.
//!
//! tantivy binds one tokenizer to a field. Ours reads the language from the front of the value ([`tagged`]), so that one
//! field holds the words of all languages, each stemmed by its own rules.

use super::words::{Analysis, Stems, Words, is_ideograph};
use crate::span::Span;
use std::collections::HashMap;
use tantivy::tokenizer::{
    Language, RawTokenizer, StopWordFilter, TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager,
};

/// The tokenizer of words as they stand.
pub(super) const EXACT: &str = "exact";
/// The tokenizer of stems.
pub(super) const STEMS: &str = "stems";

/// The tokenizers under the names by which the schema calls them.
pub(super) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(EXACT, TextAnalyzer::from(Exact::default()));
    manager.register(STEMS, TextAnalyzer::from(Stemming::default()));
    manager
}

/// A text with its language in front, for the tokenizer of stems.
pub(super) fn tagged(language: &str, text: &str) -> String {
    format!("\u{1}{language}\u{1}{text}")
}

/// A name that is indexed whole beside the stems, such as a concept, and can be no word.
pub(super) fn named(name: &str) -> String {
    format!("\u{2}{name}\u{2}")
}

/// Words as they stand, with their places.
#[derive(Clone, Default)]
pub(super) struct Exact {
    token: Token,
}

pub(super) struct ExactStream<'a> {
    words: Words<'a>,
    token: &'a mut Token,
}

impl Tokenizer for Exact {
    type TokenStream<'a> = ExactStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> ExactStream<'a> {
        self.token.reset();
        ExactStream { words: Words::of(text), token: &mut self.token }
    }
}

impl TokenStream for ExactStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(span) = self.words.next(&mut self.token.text) else { return false };
        place(self.token, span);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

fn place(token: &mut Token, span: Span) {
    token.position = token.position.wrapping_add(1);
    (token.offset_from, token.offset_to) = (span.start, span.end);
}

/// Stems by language, without stop words.
#[derive(Clone, Default)]
pub(super) struct Stemming {
    token: Token,
    languages: HashMap<String, Known>,
}

/// What is known of the words of one language: their stems, none for a stop word.
pub(super) struct Known {
    stems: Stems,
    stop: Option<TextAnalyzer>,
    seen: HashMap<Box<str>, Option<Box<str>>>,
}

/// Beyond this many words nothing more is remembered.
const MOST_SEEN: usize = 1 << 16;

impl Clone for Known {
    fn clone(&self) -> Self {
        Self { stems: self.stems, stop: self.stop.clone(), seen: HashMap::new() }
    }
}

impl Known {
    /// What is known of a language before any word of it was met.
    pub(super) fn of(language: &str) -> Self {
        let stop = stop_words(language).map(|stop| TextAnalyzer::builder(RawTokenizer::default()).filter(stop).build());
        Self { stems: Analysis::of(language).stemmer(), stop, seen: HashMap::new() }
    }

    /// The stem of a folded word; none for a stop word.
    pub(super) fn stem(&mut self, word: &str) -> Option<String> {
        let stops = self.stop.as_mut().is_some_and(|filter| !filter.token_stream(word).advance());
        (!stops).then(|| self.stems.stem(word))
    }

    /// Replaces a folded word by its stem; false for a stop word.
    fn replace(&mut self, word: &mut String) -> bool {
        if let Some(known) = self.seen.get(word.as_str()) {
            let Some(stem) = known else { return false };
            word.clear();
            word.push_str(stem);
            return true;
        }
        let stem = self.stem(word);
        if self.seen.len() < MOST_SEEN {
            self.seen.insert(word.as_str().into(), stem.as_deref().map(Into::into));
        }
        let Some(stem) = stem else { return false };
        *word = stem;
        true
    }
}

pub(super) struct StemStream<'a> {
    words: Words<'a>,
    text: &'a str,
    known: Option<&'a mut Known>,
    /// The ideograph just read, and the pair that it closes.
    last: Option<(char, usize)>,
    pair: Option<(String, Span)>,
    /// A name to hand over whole.
    whole: bool,
    token: &'a mut Token,
}

impl Tokenizer for Stemming {
    type TokenStream<'a> = StemStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> StemStream<'a> {
        self.token.reset();
        let whole = text.starts_with('\u{2}');
        let (language, body) = text
            .strip_prefix('\u{1}')
            .and_then(|rest| rest.split_once('\u{1}'))
            .unwrap_or(("", if whole { "" } else { text }));
        if !whole && !self.languages.contains_key(language) {
            self.languages.insert(language.to_owned(), Known::of(language));
        }
        let known = if whole { None } else { self.languages.get_mut(language) };
        StemStream { words: Words::of(body), text, known, last: None, pair: None, whole, token: &mut self.token }
    }
}

impl TokenStream for StemStream<'_> {
    fn advance(&mut self) -> bool {
        if std::mem::take(&mut self.whole) {
            self.token.text.clear();
            self.token.text.push_str(self.text);
            place(self.token, Span::new(0, self.text.len()));
            return true;
        }
        if let Some((pair, span)) = self.pair.take() {
            self.token.text = pair;
            place(self.token, span);
            return true;
        }
        let Some(known) = self.known.as_mut() else { return false };
        while let Some(span) = self.words.next(&mut self.token.text) {
            let c = self.token.text.chars().next().unwrap_or(' ');
            let before = self.last.take_if(|(_, end)| *end == span.start);
            self.last = is_ideograph(c).then_some((c, span.end));
            if let (Some((first, _)), Some(_)) = (before, self.last) {
                self.pair = Some((String::from_iter([first, c]), span));
            }
            if known.replace(&mut self.token.text) {
                place(self.token, span);
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// The stop words of a language, where tantivy has them. They are compared after folding, which only matters where the
/// list prints diacritics.
fn stop_words(language: &str) -> Option<StopWordFilter> {
    let language = match language.split(['-', '_']).next()? {
        "da" => Language::Danish,
        "de" => Language::German,
        "en" => Language::English,
        "es" => Language::Spanish,
        "fi" => Language::Finnish,
        "fr" => Language::French,
        "hu" => Language::Hungarian,
        "it" => Language::Italian,
        "nl" => Language::Dutch,
        "no" => Language::Norwegian,
        "pt" => Language::Portuguese,
        "ru" => Language::Russian,
        "sv" => Language::Swedish,
        _ => return None,
    };
    StopWordFilter::new(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Vec<String> {
        let mut tokenizer = Stemming::default();
        let (mut stream, mut all) = (tokenizer.token_stream(text), Vec::new());
        while stream.advance() {
            all.push(stream.token().text.clone());
        }
        all
    }

    #[test]
    fn stop_words_are_left_out_and_names_stay_whole() {
        assert_eq!(stems(&tagged("en", "The victims of trafficking")), ["victim", "traffick"]);
        assert_eq!(stems(&named("means.force")), ["\u{2}means.force\u{2}"]);
        assert_eq!(stems(&tagged("xx", "The victims")), ["the", "victims"]);
    }

    #[test]
    fn chinese_is_indexed_by_one_and_two_characters() {
        assert_eq!(stems(&tagged("zh", "拐卖，妇女")), ["拐", "卖", "拐卖", "妇", "女", "妇女"]);
    }
}
