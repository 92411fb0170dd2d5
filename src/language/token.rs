//! Words as the matcher sees them: lower case, markup and punctuation gone, their place in the text kept.
//!
//! Statute text arrives with curly quotes, ligatures, soft hyphens, words broken over lines and emphasis marks in the
//! middle of a phrase. All of that disappears here; nothing of it disappears from quotations.

use crate::span::Span;
use unicode_normalization::UnicodeNormalization;

/// What stands between a word and the word before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// White space, markup or a hyphen.
    #[default]
    None,
    /// A comma, colon, dash or bracket: words on both sides still belong to one phrase.
    Soft,
    /// A semicolon, or the joint between two pieces of a provision: no phrase runs across it.
    Hard,
    /// The end of a sentence.
    Sentence,
}

/// A word and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The normalised word.
    pub word: String,
    /// Where it stands in the text.
    pub span: Span,
    /// What stands before it.
    pub before: Break,
    /// True where the word is printed inside quotation marks or emphasis that opens right before it.
    pub quoted: bool,
    /// True where it begins with a capital letter.
    pub capital: bool,
}

/// The words of `text[span]`.
#[must_use]
pub fn tokens(text: &str, span: Span) -> Vec<Token> {
    let mut found = Vec::with_capacity(span.len() / 6);
    Scanner { text, at: span.start, end: span.end, before: Break::Sentence, quoted: false }.run(&mut found);
    found
}

/// The words of a short text, without places: for terms, titles and wordings.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    tokens(text, Span::new(0, text.len())).into_iter().map(|token| token.word).collect()
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    before: Break,
    quoted: bool,
}

impl Scanner<'_> {
    fn run(mut self, found: &mut Vec<Token>) {
        while let Some(c) = self.peek() {
            if is_word(c) {
                self.word(found);
            } else {
                self.gap(c, found);
            }
        }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..self.end].chars().next()
    }

    /// Reads one word; a soft hyphen, or a hyphen at the end of a line, inside it is skipped.
    fn word(&mut self, found: &mut Vec<Token>) {
        let start = self.at;
        let mut word = String::new();
        let mut last = start;
        while let Some(c) = self.peek() {
            if is_word(c) {
                if is_ideograph(c) && !word.is_empty() {
                    break;
                }
                word.push(c);
                self.at += c.len_utf8();
                last = self.at;
                if is_ideograph(c) {
                    break;
                }
            } else if c == '\u{ad}' {
                self.at += c.len_utf8();
                self.skip_line_end();
            } else if c == '-' && self.breaks_line() {
                self.at += 1;
                self.skip_line_end();
            } else {
                break;
            }
        }
        let possessive = word.eq_ignore_ascii_case("s") && self.text[..start].ends_with(['\'', '’']);
        if possessive {
            return;
        }
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let token = Token {
            word: normal(&word),
            span: Span::new(start, last),
            before: self.before,
            quoted: self.quoted,
            capital,
        };
        self.before = Break::None;
        self.quoted = false;
        found.push(token);
    }

    fn gap(&mut self, c: char, found: &[Token]) {
        let width = c.len_utf8();
        let kind = match c {
            '.' | '?' | '!' | '。' | '؟' if self.ends_sentence(found) => Break::Sentence,
            ';' | '；' | '؛' => Break::Hard,
            ',' | ':' | '—' | '–' | '(' | ')' | '[' | ']' | '،' | '，' | '：' => Break::Soft,
            '\n' if self.text[self.at + width..self.end].starts_with('\n') => Break::Soft,
            _ => Break::None,
        };
        self.before = self.before.max(kind);
        self.quoted |= matches!(c, '"' | '“' | '‘' | '«' | '„' | '*' | '_') || (c == '\'' && self.opens_quote());
        self.at += width;
    }

    /// A full stop ends a sentence when a capital or nothing follows, and no abbreviation or lone letter precedes.
    fn ends_sentence(&self, found: &[Token]) -> bool {
        let rest =
            self.text[self.at..self.end].trim_start_matches(['.', '?', '!', '。', '"', '”', '’', ')', ']', '*', '_']);
        let follows = rest.trim_start();
        if follows.is_empty() || self.text[self.at..].starts_with(['。', '؟']) {
            return true;
        }
        if !rest.starts_with(char::is_whitespace) {
            return false;
        }
        let opener = follows.trim_start_matches(['"', '“', '‘', '(', '[', '*', '_', '-', ' ']);
        let starts = opener.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || !c.is_ascii());
        let abbreviation = found.last().is_some_and(|token| {
            token.span.end == self.at
                && (ABBREVIATIONS.contains(&token.word.as_str())
                    || (token.word.chars().count() == 1 && token.word.chars().all(char::is_alphabetic)))
        });
        starts && !abbreviation
    }

    fn opens_quote(&self) -> bool {
        let before = self.text[..self.at].chars().next_back();
        let after = self.text[self.at + 1..self.end].chars().next();
        before.is_none_or(|c| !c.is_alphanumeric()) && after.is_some_and(|c| c.is_alphanumeric() || c == ' ')
    }

    /// True where the hyphen at this place is followed by a line end and a small letter.
    fn breaks_line(&self) -> bool {
        let rest = &self.text[self.at + 1..self.end];
        let trimmed = rest.trim_start_matches([' ', '\r', '\n', '\t']);
        rest.len() != trimmed.len()
            && rest[..rest.len() - trimmed.len()].contains('\n')
            && trimmed.chars().next().is_some_and(char::is_lowercase)
    }

    fn skip_line_end(&mut self) {
        let rest = &self.text[self.at..self.end];
        let trimmed = rest.trim_start_matches([' ', '\r', '\n', '\t']);
        if rest[..rest.len() - trimmed.len()].contains('\n') {
            self.at = self.end - trimmed.len();
        }
    }
}

/// Abbreviations after which a full stop does not end a sentence.
const ABBREVIATIONS: [&str; 24] = [
    "art", "arts", "no", "nos", "sec", "secs", "ss", "cap", "cl", "para", "paras", "reg", "dr", "mr", "mrs", "vol",
    "al", "etc", "viz", "inc", "ltd", "núm", "nr", "abs",
];

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

fn is_ideograph(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c) || ('\u{20000}'..='\u{2ffff}').contains(&c)
}

fn normal(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_quotes_and_hyphens_do_not_reach_the_words() {
        let text = "“ex\u{ad}ploi-\ntation” of the **_victim_**’s sub-section";
        assert_eq!(words(text), ["exploitation", "of", "the", "victim", "sub", "section"]);
    }

    #[test]
    fn an_abbreviation_does_not_end_a_sentence() {
        let text = "See art. 5 of the Code. Whoever traffics is punished.";
        let ends: Vec<_> = tokens(text, Span::new(0, text.len()))
            .into_iter()
            .filter(|t| t.before == Break::Sentence)
            .map(|t| t.word)
            .collect();
        assert_eq!(ends, ["see", "whoever"]);
    }

    #[test]
    fn a_token_leads_back_to_its_words() {
        let text = "The ﬁne is — payable";
        let all = tokens(text, Span::new(0, text.len()));
        assert_eq!(all[1].word, "fine");
        assert_eq!(all[1].span.of(text), "ﬁne");
        assert_eq!(all[3].before, Break::Soft);
    }
}
