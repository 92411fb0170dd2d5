//! Enumerators: what "(iv)", "2bis", "aa", "1°" may stand for, and what may follow what.

use super::super::Level;

/// The family of labels an enumeration uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// `1`, `1A`, `2bis`
    Number,
    /// `a`, `b`, `aa` after `a` or `z`
    Letter,
    /// `i`, `ii`
    Roman,
    /// `A`
    Capital,
    /// `I`, `II`
    CapitalRoman,
    /// `aa`, `bb` as a rank of their own
    Double,
    /// `一`, `二`
    Han,
    /// A dash or dot without a label.
    Bullet,
}

/// How a label is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `(1)`
    Bracket,
    /// `1.`
    Stop,
    /// `1)`
    Half,
    /// `1°`
    Degree,
    /// `I.-`, `I -`
    Dash,
    /// `§ 1`
    Sign,
    /// `-`
    Bullet,
    /// The number of a list entry, given by the format.
    List,
}

/// The place of a label in its sequence: `2` is (2, 0), `2A` and `2bis` come between it and `3`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ordinal {
    pub(crate) major: u32,
    pub(crate) minor: u32,
}

/// One way to read a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) style: Style,
    pub(crate) ordinal: Ordinal,
}

impl Reading {
    const fn new(style: Style, major: u32, minor: u32) -> Self {
        Self { style, ordinal: Ordinal { major, minor } }
    }

    /// True where an enumeration may begin with it.
    pub(crate) const fn is_first(self) -> bool {
        self.ordinal.major == 1 && self.ordinal.minor == 0
    }
}

impl Ordinal {
    /// True where `next` may come right after this label in an enumeration.
    pub(crate) const fn leads_to(self, next: Self) -> bool {
        let onward = next.major == self.major + 1 && next.minor <= 1;
        let inserted = next.major == self.major && next.minor > self.minor && next.minor <= self.minor + 3;
        onward || inserted || (self.minor > 0 && self.major == 1 && next.major == 1 && next.minor == 0)
    }
}

/// All ways to read `label`, likeliest first; none where it is no enumerator.
pub(crate) fn readings(label: &str) -> Vec<Reading> {
    let Some(first) = label.chars().next() else { return Vec::new() };
    if label.len() > 12 {
        return Vec::new();
    }
    if first.is_ascii_digit() {
        return number(label).into_iter().collect();
    }
    if first.is_ascii_lowercase() {
        return letters(label, false);
    }
    if first.is_ascii_uppercase() {
        return letters(label, true);
    }
    han(label).map(|value| Reading::new(Style::Han, value, 0)).into_iter().collect()
}

fn number(label: &str) -> Option<Reading> {
    let digits = label.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 3 {
        return None;
    }
    let major = label[..digits].parse().ok()?;
    let minor = suffix(label[digits..].trim_start_matches([' ', '-']))?;
    (major > 0).then_some(Reading::new(Style::Number, major, minor))
}

/// What stands after a number: nothing, one or two letters, or a Latin adverb.
fn suffix(text: &str) -> Option<u32> {
    const ADVERBS: [&str; 9] = ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies", "decies"];
    let lower = text.to_ascii_lowercase();
    if let Some(at) = ADVERBS.iter().position(|adverb| *adverb == lower) {
        return u32::try_from(at + 1).ok();
    }
    let bytes = lower.as_bytes();
    match bytes {
        [] => Some(0),
        [a] if a.is_ascii_alphabetic() => Some(alphabetic(*a)),
        [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => Some(alphabetic(*a) + alphabetic(*b)),
        _ => None,
    }
}

const fn alphabetic(letter: u8) -> u32 {
    (letter.to_ascii_lowercase() - b'a' + 1) as u32
}

fn letters(label: &str, capital: bool) -> Vec<Reading> {
    let bytes = label.as_bytes();
    let (letter, roman) = if capital { (Style::Capital, Style::CapitalRoman) } else { (Style::Letter, Style::Roman) };
    let same_case = bytes.iter().all(|b| if capital { b.is_ascii_uppercase() } else { b.is_ascii_lowercase() });
    let mut found = Vec::with_capacity(3);
    if let (true, Some(value)) = (same_case, numeral(&label.to_ascii_lowercase())) {
        // A lone c, d, l or m is a letter: no enumeration reaches fifty in roman numerals.
        if bytes.len() > 1 || value < 50 {
            found.push(Reading::new(roman, value, 0));
        }
    }
    match bytes {
        [a] => found.push(Reading::new(letter, alphabetic(*a), 0)),
        [a, b] if same_case => {
            if a == b {
                found.push(Reading::new(Style::Double, alphabetic(*a), 0));
                found.push(Reading::new(letter, 26 + alphabetic(*a), 0));
            }
            found.push(Reading::new(letter, alphabetic(*a), alphabetic(*b)));
        }
        [a, b] if b.is_ascii_alphabetic() => found.push(Reading::new(letter, alphabetic(*a), alphabetic(*b))),
        _ => {}
    }
    if found.is_empty() {
        found.extend(roman_with_letter(label, roman));
    }
    found
}

/// `iia`, `ivA`: an item inserted between two roman ones.
fn roman_with_letter(label: &str, roman: Style) -> Option<Reading> {
    let last = *label.as_bytes().last().filter(|b| b.is_ascii_alphabetic() && !b"ivxIVX".contains(b))?;
    let stem = &label[..label.len() - 1];
    let value = numeral(&stem.to_ascii_lowercase()).filter(|_| stem.len() > 1)?;
    Some(Reading::new(roman, value, alphabetic(last)))
}

/// The value of a lower-case roman numeral that is written as it should be.
fn numeral(text: &str) -> Option<u32> {
    const PARTS: [(&str, u32); 9] =
        [("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)];
    let (mut rest, mut value) = (text, 0);
    for (part, worth) in PARTS {
        let most = if matches!(worth, 1 | 10 | 100) { 3 } else { 1 };
        for _ in 0..most {
            let Some(after) = rest.strip_prefix(part) else { break };
            rest = after;
            value += worth;
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

/// The value of a Chinese numeral below one hundred.
fn han(text: &str) -> Option<u32> {
    let digit = |c: char| "一二三四五六七八九".chars().position(|d| d == c).and_then(|i| u32::try_from(i + 1).ok());
    let signs: Vec<char> = text.chars().collect();
    match signs[..] {
        ['十'] => Some(10),
        [one] => digit(one),
        ['十', one] => Some(10 + digit(one)?),
        [ten, '十'] => Some(10 * digit(ten)?),
        [ten, '十', one] => Some(10 * digit(ten)? + digit(one)?),
        _ => None,
    }
}

/// The rank such a label has where nothing narrower surrounds it.
pub(crate) const fn natural_level(form: Form, style: Style) -> Level {
    match (form, style) {
        (Form::Degree, _) => Level::Paragraph,
        (_, Style::Number) | (Form::Dash | Form::Stop, Style::CapitalRoman) => Level::Subsection,
        (_, Style::Roman | Style::Double) => Level::Item,
        _ => Level::Paragraph,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn follows(style: Style, before: &str, after: &str) -> bool {
        let of = |label| readings(label).into_iter().filter(move |r| r.style == style).map(|r| r.ordinal);
        of(before).any(|a| of(after).any(|b| a.leads_to(b)))
    }

    #[test]
    fn inserted_labels_stand_between_their_neighbours() {
        assert!(follows(Style::Number, "1", "1A"));
        assert!(follows(Style::Number, "1A", "2"));
        assert!(follows(Style::Number, "2", "2bis"));
        assert!(follows(Style::Number, "2 bis", "3"));
        assert!(follows(Style::Letter, "c", "ca"));
        assert!(follows(Style::Letter, "ca", "d"));
        assert!(follows(Style::Letter, "aa", "a"));
        assert!(!follows(Style::Number, "2", "1"));
        assert!(!follows(Style::Letter, "a", "d"));
    }

    #[test]
    fn letters_run_on_after_z() {
        assert!(readings("aa").contains(&Reading::new(Style::Letter, 27, 0)));
        assert!(readings("aa").contains(&Reading::new(Style::Double, 1, 0)));
    }

    #[test]
    fn a_roman_one_may_be_a_letter() {
        let styles: Vec<Style> = readings("i").into_iter().map(|r| r.style).collect();
        assert_eq!(styles, [Style::Roman, Style::Letter]);
        assert_eq!(readings("c").len(), 1);
    }

    #[test]
    fn words_and_years_are_no_enumerators() {
        for label in ["2018", "the", "iiii", "word", "1000", "0", ""] {
            assert!(readings(label).is_empty(), "{label}");
        }
    }

    #[test]
    fn chinese_numerals_count() {
        assert_eq!(readings("二十一").first().map(|r| r.ordinal.major), Some(21));
    }
}
