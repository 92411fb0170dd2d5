//! Words with their places, and the lists that say what a word or phrase stands for.
//!
//! The joint between a language's word lists and the grammars: nothing here knows law or a language.

use crate::span::Span;
use std::borrow::Cow;
use std::collections::HashMap;

/// One word, figure or mark of a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token<'a> {
    /// Where it stands.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) kind: Kind<'a>,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind<'a> {
    /// Letters, or letters and digits (`1A`), in lower case; also `/`, `%` and `§`.
    Word(Cow<'a, str>),
    /// Digits, with the points and commas inside them.
    Figure(&'a str),
    /// A mark that may matter. A full stop is kept only where it can end a sentence.
    Mark(char),
}

impl Token<'_> {
    /// The word, unless the token is a figure or a mark.
    pub(crate) fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }
}

/// Cuts a text into tokens: markup, quotation marks and the hyphen inside a word leave no token.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::with_capacity(text.len() / 6);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let end = match c {
            _ if c.is_ascii_digit() => figure_end(text, at),
            _ if c.is_alphanumeric() => word_end(text, at),
            _ => at + c.len_utf8(),
        };
        let span = Span::new(at, end);
        if let Some(kind) = kind(text, span, c) {
            found.push(Token { span, kind });
        }
        at = end;
    }
    found
}

fn kind(text: &str, span: Span, first: char) -> Option<Kind<'_>> {
    if first.is_alphanumeric() {
        let words = span.of(text);
        let figure = words.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
        return Some(if figure { Kind::Figure(words) } else { Kind::Word(fold(words)) });
    }
    match first {
        '/' | '%' | '§' => Some(Kind::Word(Cow::Borrowed(span.of(text)))),
        ',' | ';' | ':' | '(' | ')' => Some(Kind::Mark(first)),
        '—' => Some(Kind::Mark('—')),
        '–' | '−' => Some(Kind::Mark('-')),
        '-' if between_digits(text, span) => Some(Kind::Mark('-')),
        '.' if ends_sentence(text, span.end) => Some(Kind::Mark('.')),
        _ => None,
    }
}

fn between_digits(text: &str, span: Span) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    digit(text[..span.start].chars().next_back()) && digit(text[span.end..].chars().next())
}

/// A stop before a capital, a gap or the end; the one in an abbreviation before a figure is none.
fn ends_sentence(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let next = rest.trim_start_matches(|c: char| c.is_whitespace() || "*_\"'”’)".contains(c));
    match next.chars().next() {
        None => true,
        Some(_) if rest.starts_with(['\n', '\r']) || rest.starts_with("  ") => true,
        Some(c) => next.len() < rest.len() && (c.is_uppercase() || c == '('),
    }
}

/// Digits with grouping inside them, and letters glued to them (`1A`, `14th`).
fn figure_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut end = at;
    while digit(end) || matches!(bytes.get(end), Some(b'.' | b',')) && digit(end + 1) {
        end += 1;
    }
    if text[end..].starts_with(char::is_alphabetic) { word_end(text, end) } else { end }
}

/// Letters and digits, apostrophes and soft hyphens between them, and a hyphen at the end of a line.
fn word_end(text: &str, at: usize) -> usize {
    let mut end = at;
    loop {
        let rest = &text[end..];
        end += rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let Some(join) = join_length(&text[end..]) else { return end };
        end += join;
    }
}

fn join_length(rest: &str) -> Option<usize> {
    let mark = rest.chars().next()?;
    let after = &rest[mark.len_utf8()..];
    match mark {
        '\'' | '’' | '\u{ad}' if after.starts_with(char::is_alphabetic) => Some(mark.len_utf8()),
        '-' | '\u{ad}' if after.starts_with(['\n', '\r']) => {
            let next = after.trim_start();
            next.starts_with(char::is_lowercase).then(|| rest.len() - next.len())
        }
        _ => None,
    }
}

fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    let kept = word.chars().filter(|c| c.is_alphanumeric() || matches!(c, '\'' | '’'));
    Cow::Owned(kept.flat_map(|c| if c == '’' { '\''.to_lowercase() } else { c.to_lowercase() }).collect())
}

/// Words and phrases and what each stands for; the longest phrase at a place wins.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon<S> {
    nodes: Vec<Node<S>>,
}

#[derive(Clone, Debug)]
struct Node<S> {
    next: HashMap<Box<str>, usize>,
    sense: Option<S>,
}

impl<S: Copy + PartialEq> Lexicon<S> {
    /// A lexicon without words.
    pub(crate) fn new() -> Self {
        Self { nodes: vec![Node { next: HashMap::new(), sense: None }] }
    }

    /// Adds a phrase; refuses one that is empty or already stands for something else.
    pub(crate) fn add(&mut self, phrase: &str, sense: S) -> Result<(), String> {
        let mut at = 0;
        for token in tokens(phrase) {
            let Some(word) = token.word() else { return Err(format!("`{phrase}` holds more than words")) };
            at = self.step(at, word);
        }
        if at == 0 {
            return Err("an empty wording".to_owned());
        }
        match self.nodes[at].sense.replace(sense) {
            Some(other) if other != sense => Err(format!("`{phrase}` stands in two lists")),
            _ => Ok(()),
        }
    }

    /// Adds a phrase unless it stands for something already.
    pub(crate) fn add_weak(&mut self, phrase: &str, sense: S) {
        let words = tokens(phrase);
        let known = self.read(&words, 0).is_some_and(|(_, length)| length == words.len());
        if !known {
            let _ = self.add(phrase, sense);
        }
    }

    fn step(&mut self, at: usize, word: &str) -> usize {
        let fresh = self.nodes.len();
        let next = *self.nodes[at].next.entry(word.into()).or_insert(fresh);
        if next == fresh {
            self.nodes.push(Node { next: HashMap::new(), sense: None });
        }
        next
    }

    /// What the longest phrase that begins at `at` stands for, and the number of its words.
    pub(crate) fn read(&self, tokens: &[Token<'_>], at: usize) -> Option<(S, usize)> {
        let (mut node, mut best) = (0, None);
        for (length, token) in tokens[at..].iter().enumerate() {
            let Some(&next) = token.word().and_then(|word| self.nodes[node].next.get(word)) else { break };
            node = next;
            best = self.nodes[node].sense.map(|sense| (sense, length + 1)).or(best);
        }
        best
    }
}

/// The longest stretch that is read at once.
const STRETCH: usize = 1 << 18;

/// Cuts a text that is too long to be one sentence, so that memory stays bounded on any input.
pub(crate) fn stretches(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let span = Span::new(start, start + stretch_length(rest));
        start = span.end;
        Some(span)
    })
}

fn stretch_length(rest: &str) -> usize {
    if rest.len() <= STRETCH {
        return rest.len();
    }
    let limit = (STRETCH..).find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
    let window = &rest[..limit];
    let cut = window.rfind(". ").or_else(|| window.rfind(char::is_whitespace));
    cut.filter(|&at| at > 0).map_or(limit, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let show = |token: &Token<'_>| match &token.kind {
            Kind::Word(word) => word.to_string(),
            Kind::Figure(figure) => format!("#{figure}"),
            Kind::Mark(mark) => format!("{mark}"),
        };
        tokens(text).iter().map(show).collect()
    }

    #[test]
    fn words_are_folded_and_keep_their_place() {
        let text = "*Im\u{ad}prison-\n  ment* of Ten (10) years’ — 1,500.50 twenty-five";
        assert_eq!(
            shown(text),
            ["imprisonment", "of", "ten", "(", "#10", ")", "years", "—", "#1,500.50", "twenty", "five"]
        );
        assert_eq!(tokens(text)[0].span.of(text), "Im\u{ad}prison-\n  ment");
    }

    #[test]
    fn a_stop_in_an_abbreviation_is_no_mark() {
        assert_eq!(shown("Rs. 500. Then s. 3A."), ["rs", "#500", ".", "then", "s", "3a", "."]);
    }

    #[test]
    fn the_longest_phrase_wins_and_clashes_are_refused() {
        let mut lexicon = Lexicon::new();
        lexicon.add("not less than", 'm').expect("first");
        lexicon.add("not", 'n').expect("second");
        let words = tokens("not less ripe, not less than");
        assert_eq!(lexicon.read(&words, 0), Some(('n', 1)));
        assert_eq!(lexicon.read(&words, 4), Some(('m', 3)));
        assert!(lexicon.add("not", 'x').is_err());
        assert!(lexicon.add("", 'x').is_err());
    }

    #[test]
    fn stretches_cover_the_text_once() {
        let text = "é ".repeat(STRETCH) + &"é".repeat(STRETCH);
        let spans: Vec<Span> = stretches(&text).collect();
        assert_eq!(spans.first().map(|s| s.start), Some(0));
        assert!(spans.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert_eq!(spans.last().map(|s| s.end), Some(text.len()));
    }
}
