//! Labels as they are set in the text: "(1A)", "( *a* )", "1.", "a)", "1°", "I.-", "§ 1º", "（一）".

use super::enumerator::{self, Form, Reading, Style};
use crate::span::Span;

/// A label found in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) text: String,
    pub(crate) readings: Vec<Reading>,
    pub(crate) form: Form,
    /// From the first to the last byte, brackets and markup included.
    pub(crate) span: Span,
}

/// The longest label, in bytes.
const LONGEST: usize = 12;

/// Reads a label in brackets that opens at `at`.
pub(crate) fn bracketed(text: &str, at: usize, end: usize) -> Option<Label> {
    let open = text[at..end].chars().next().filter(|c| matches!(c, '(' | '（'))?;
    let from = at + open.len_utf8();
    let window = floor(text, (from + LONGEST + 10).min(end));
    let close = from + text[from..window].find([')', '）'])?;
    let inside = text[from..close].trim_matches(|c: char| c == ' ' || c == '\u{a0}' || is_markup(c));
    let inside = if inside.contains(['*', '_']) { inside.replace(['*', '_'], "") } else { inside.to_owned() };
    let readings = enumerator::readings(&inside);
    if readings.is_empty() {
        return None;
    }
    let after = close + text[close..].chars().next().map_or(1, char::len_utf8);
    Some(Label {
        text: inside.replace(' ', ""),
        readings,
        form: Form::Bracket,
        span: with_markup(text, at, after, end),
    })
}

/// Takes in emphasis that encloses the brackets.
fn with_markup(text: &str, start: usize, after: usize, end: usize) -> Span {
    let before = text[..start].len() - text[..start].trim_end_matches(is_markup).len();
    let behind = text[after..end].len() - text[after..end].trim_start_matches(is_markup).len();
    let both = before.min(behind);
    Span::new(start - both, after + both)
}

pub(super) fn is_markup(c: char) -> bool {
    matches!(c, '*' | '_')
}

/// Reads a label without an opening bracket at `at`: a line that begins with it, or the next one of such a run.
pub(crate) fn unbracketed(text: &str, at: usize, end: usize) -> Option<Label> {
    let words = &text[at..floor(text, (at + LONGEST + 20).min(end))];
    if let Some(rest) = words.strip_prefix('§') {
        return sign(rest, at + '§'.len_utf8(), at);
    }
    let stem = words.trim_start_matches(is_markup);
    let from = words.len() - stem.len();
    let run = stem.find(|c: char| !(c.is_ascii_alphanumeric() || is_han(c))).unwrap_or(stem.len());
    if run == 0 || run > 8 {
        return None;
    }
    let label = &stem[..run];
    let behind = stem[run..].trim_start_matches(is_markup);
    let (form, used) = ending(label, behind)?;
    let readings = enumerator::readings(label);
    if readings.is_empty() || !is_usual(label, &readings) {
        return None;
    }
    let after = at + from + run + (stem.len() - run - behind.len()) + used;
    Some(Label { text: label.to_owned(), readings, form, span: Span::new(at, after) })
}

/// What ends the label, and how many bytes that takes.
fn ending(label: &str, behind: &str) -> Option<(Form, usize)> {
    let spaced = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\u{a0}', '\n', '\t', '(', '“', '"', '*', '_']);
    let first = behind.chars().next()?;
    let rest = &behind[first.len_utf8()..];
    match first {
        ')' | '）' => Some((Form::Half, first.len_utf8())),
        '/' if rest.starts_with(' ') => Some((Form::Half, 1)),
        '、' | '．' => Some((Form::Stop, first.len_utf8())),
        '°' | 'º' | 'ª' => {
            let tail = rest.len() - rest.trim_start_matches(['.', ')', '-', '–', ' ']).len();
            Some((Form::Degree, first.len_utf8() + tail))
        }
        '.' => {
            let dash = rest.len() - rest.trim_start_matches([' ', '-', '–', '—', '―']).len();
            let dashed = rest[..dash].contains(['-', '–', '—', '―']);
            if let Some(sign) = rest.chars().next().filter(|c| matches!(c, '°' | 'º')) {
                return Some((Form::Degree, 1 + sign.len_utf8()));
            }
            if dashed {
                return Some((Form::Dash, 1 + dash));
            }
            let emphasis = rest.trim_start_matches(is_markup);
            spaced(emphasis).then_some((Form::Stop, 1 + rest.len() - emphasis.len()))
        }
        ' ' => {
            let dash = rest.chars().next().filter(|c| matches!(c, '-' | '–' | '—'))?;
            let upper = label.bytes().all(|b| b.is_ascii_uppercase());
            let open = rest[dash.len_utf8()..].starts_with(' ');
            (upper && open).then_some((Form::Dash, 1 + dash.len_utf8()))
        }
        _ => None,
    }
}

/// `§ 1º - …`, a paragraph inside an article.
fn sign(rest: &str, from: usize, at: usize) -> Option<Label> {
    let digits = rest.trim_start();
    let run = digits.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(digits.len());
    // "§ 1o": the ordinal sign typed as a letter.
    let ordinal = digits[..run].strip_suffix('o').is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    let (run, sign) = if ordinal { (run - 1, 1) } else { (run, 0) };
    let readings = enumerator::readings(&digits[..run]);
    if readings.first().is_none_or(|r| r.style != Style::Number) {
        return None;
    }
    let behind = &digits[run + sign..];
    let tail = sign + behind.len() - behind.trim_start_matches(['º', '°', '.', ' ', '-', '–', '—']).len();
    let label = digits[..run].to_owned();
    Some(Label {
        text: label,
        readings,
        form: Form::Sign,
        span: Span::new(at, from + rest.len() - digits.len() + run + tail),
    })
}

/// Two different letters are a label in brackets only: "no." and "to)" are words.
fn is_usual(label: &str, readings: &[Reading]) -> bool {
    let letters = label.bytes().all(|b| b.is_ascii_alphabetic());
    !letters
        || label.len() == 1
        || readings.iter().any(|r| matches!(r.style, Style::Roman | Style::CapitalRoman | Style::Double))
}

fn is_han(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// The label of a section as an amendment inserts it: `3A.`, `286 B . (1)`, `Section 12A.`
pub(crate) fn section(text: &str, at: usize, end: usize, letter_needed: bool) -> Option<(String, usize)> {
    let words = &text[at..floor(text, (at + 60).min(end))];
    let stem = words.trim_start_matches(|c: char| c == ' ' || is_markup(c));
    let stem =
        ["Section ", "Article ", "Clause ", "Art. ", "§ "].iter().find_map(|w| stem.strip_prefix(w)).unwrap_or(stem);
    let named = stem.len() < words.trim_start_matches(|c: char| c == ' ' || is_markup(c)).len();
    let digits = stem.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 4 {
        return None;
    }
    let spaced = stem[digits..].trim_start_matches(' ');
    let letters = spaced.bytes().take_while(u8::is_ascii_uppercase).count();
    let word = spaced[letters..].starts_with(|c: char| c.is_alphanumeric());
    let (letters, behind) = if letters <= 2 && !word { (letters, &spaced[letters..]) } else { (0, &stem[digits..]) };
    if letters == 0 && letter_needed {
        return None;
    }
    let rest = behind.trim_start_matches(|c: char| c == ' ' || is_markup(c));
    let ended = rest.starts_with(['.', '—', '–', ':'])
        || (letters > 0 && rest.starts_with('('))
        || (named && rest.starts_with(['\n', '(']));
    if !ended {
        return None;
    }
    let tail = rest.trim_start_matches(|c: char| matches!(c, '.' | '—' | '–' | '-' | ':' | ' ') || is_markup(c));
    let label = format!("{}{}", &stem[..digits], &spaced[..letters]);
    Some((label, at + words.len() - tail.len()))
}

pub(super) fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_in_brackets() {
        for (text, label) in [
            ("(1) x", "1"),
            ("(1A) x", "1A"),
            ("(*a*) x", "a"),
            ("( a ) x", "a"),
            ("(2 bis) x", "2bis"),
            ("（三）罚金", "三"),
            ("(xiv) x", "xiv"),
        ] {
            assert_eq!(bracketed(text, 0, text.len()).map(|l| l.text).as_deref(), Some(label), "{text}");
        }
        for text in ["(2018) x", "(the first person)", "(", "(K500)", "()"] {
            assert_eq!(bracketed(text, 0, text.len()), None, "{text}");
        }
    }

    #[test]
    fn labels_without_an_opening_bracket() {
        for (text, label, rest) in [
            ("1. Text", "1", " Text"),
            ("1) Text", "1", " Text"),
            ("a) Text", "a", " Text"),
            ("1° Text", "1", "Text"),
            ("I.- Text", "I", "Text"),
            ("I - Text", "I", " Text"),
            ("§ 1º - Text", "1", "Text"),
            ("§ 2o Text", "2", "Text"),
            ("**1.** Text", "1", " Text"),
            ("iv. Text", "iv", " Text"),
        ] {
            let found = unbracketed(text, 0, text.len());
            assert_eq!(found.map(|l| (l.text, &text[l.span.end..])), Some((label.to_owned(), rest)), "{text}");
        }
        for text in ["1.5 million", "no. 3", "In 2018", "2018. x", "A person", "3 persons"] {
            assert_eq!(unbracketed(text, 0, text.len()), None, "{text}");
        }
    }

    #[test]
    fn labels_of_inserted_sections() {
        for (text, label) in
            [("3A. (1) x", "3A"), ("286 B . (1) x", "286B"), ("360C. (1)", "360C"), ("Section 4. x", "4")]
        {
            assert_eq!(section(text, 0, text.len(), false).map(|(l, _)| l).as_deref(), Some(label), "{text}");
        }
        assert_eq!(section("3 Acts", 0, 6, false), None);
        assert_eq!(section("3. Text", 0, 7, true), None);
    }
}
