//! A section that says its own number and heading again before its words: "12. Attempt. (1) A person who …".

use super::labels::is_markup;
use crate::span::Span;

/// Words for the unit that may stand before the number.
const UNITS: &[&str] = &[
    "Section",
    "SECTION",
    "Sec.",
    "SEC.",
    "Article",
    "ARTICLE",
    "Art.",
    "ART.",
    "Clause",
    "Regulation",
    "Rule",
    "§",
    "S.",
    "s.",
    "Artículo",
    "Articulo",
    "Artigo",
    "Artikel",
    "المادة",
    "Article.",
];

/// Where the words of a section begin after its own label and heading, if it repeats them.
pub(crate) fn after_repeated_heading(text: &str, words: Span, label: &str, heading: Option<Span>) -> usize {
    let after = after_label(text, words, label).unwrap_or(words.start);
    let Some(heading) = heading else { return after };
    after_heading(text, Span::new(after, words.end), heading.of(text)).unwrap_or(after)
}

fn after_label(text: &str, words: Span, label: &str) -> Option<usize> {
    if label.is_empty() {
        return None;
    }
    let all = words.of(text);
    let stem = all.trim_start_matches(noise);
    let unit = UNITS.iter().find_map(|unit| stem.strip_prefix(unit)).map(str::trim_start);
    let rest = unit.unwrap_or(stem).trim_start_matches(is_markup);
    let rest = rest.get(..label.len()).filter(|head| head.eq_ignore_ascii_case(label)).map(|_| &rest[label.len()..])?;
    if rest.starts_with(|c: char| c.is_alphanumeric() && !matches!(c, 'º' | 'ª')) {
        return None;
    }
    let tail =
        rest.trim_start_matches(|c: char| noise(c) || matches!(c, '.' | '—' | '–' | '-' | ':' | 'º' | '°' | ')'));
    let marked = rest[..rest.len() - tail.len()].contains(['.', '—', '–', '-', ':', 'º', '°', ')', '*', '\n']);
    (unit.is_some() || marked || tail.starts_with('(')).then(|| words.end - tail.len())
}

fn noise(c: char) -> bool {
    c.is_whitespace() || is_markup(c)
}

/// The heading again, letter for letter, followed by a stop, a dash or a new line.
fn after_heading(text: &str, words: Span, heading: &str) -> Option<usize> {
    let mut said = words.of(text).char_indices().filter(|(_, c)| c.is_alphanumeric());
    let mut end = 0;
    let mut wanted = heading.chars().filter(|c| c.is_alphanumeric()).peekable();
    wanted.peek()?;
    for c in wanted {
        let (at, found) = said.next()?;
        if found != c && !found.to_lowercase().eq(c.to_lowercase()) {
            return None;
        }
        end = at + found.len_utf8();
    }
    let rest = &words.of(text)[end..];
    let tail = rest.trim_start_matches(|c: char| noise(c) || matches!(c, '.' | '—' | '–' | '-' | ':' | ')'));
    let ended = rest[..rest.len() - tail.len()].contains(['.', '—', '–', '-', ':', '\n']);
    (ended && !tail.is_empty()).then(|| words.end - tail.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest<'a>(text: &'a str, label: &str, heading: &str) -> &'a str {
        let whole = format!("{text}{heading}");
        let heading = Some(Span::new(text.len(), whole.len())).filter(|span| !span.is_empty());
        &text[after_repeated_heading(&whole, Span::new(0, text.len()), label, heading)..]
    }

    #[test]
    fn the_label_and_heading_are_not_words_of_the_section() {
        for (text, label, heading, wanted) in [
            ("**2.** In this Act", "2", "", "In this Act"),
            ("**1**.— (1) A person", "1", "Trafficking", "(1) A person"),
            ("Article 2. Attempt. -Whoever tries", "2", "Attempt", "Whoever tries"),
            ("1. Short title\nThis Act", "1", "Short title", "This Act"),
            ("Art. 13 - O resultado", "13", "", "O resultado"),
            ("Art. 5º - Aplica-se", "5", "", "Aplica-se"),
            ("3 or more persons", "3", "", "3 or more persons"),
            ("Attempt to hide a person is punishable", "4", "Attempt", "Attempt to hide a person is punishable"),
        ] {
            assert_eq!(rest(text, label, heading), wanted);
        }
    }
}
