//! What stands before an enumerator: the difference between "…; (a) recruits" and "under paragraph (a)".

use super::words;

/// How far back the words before an enumerator are read.
const REACH: usize = 120;

/// The words before a place, as far as they tell whether a provision may begin there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lead {
    /// It begins a line or paragraph.
    Line,
    /// It follows another enumerator or a section number directly.
    Label,
    /// A dash or colon opens what comes.
    Opening,
    /// A semicolon, full stop or note ends what went before.
    Stop,
    /// A comma.
    Comma,
    /// Only "and" or "or".
    Joint,
    /// An ordinary word.
    Plain,
    /// The words before make it a reference to another provision, or a number repeated in figures.
    Reference,
}

impl Lead {
    /// True where a provision may begin here without further proof.
    pub(crate) const fn is_strong(self) -> bool {
        matches!(self, Self::Line | Self::Label | Self::Opening | Self::Stop)
    }
}

/// An enumerator seen shortly before.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Earlier {
    pub(crate) end: usize,
    pub(crate) reference: bool,
}

/// Reads the lead of the place `at`; `floor` is where its block begins.
pub(crate) fn lead(text: &str, floor: usize, at: usize, earlier: Option<Earlier>) -> Lead {
    if let Some(chained) = earlier.and_then(|e| chain(text, e, at)) {
        return chained;
    }
    let before = strip_markup(&text[back(text, floor, at)..at]);
    let Some(last) = before.chars().next_back() else { return Lead::Line };
    match last {
        '—' | '–' | ':' | '―' | '：' => Lead::Opening,
        '-' if before.trim_end_matches('-').ends_with([' ', '.', ':']) => Lead::Opening,
        ';' | ']' | '；' | '。' => Lead::Stop,
        '.' => after_stop(before),
        ',' => after_comma(before),
        '”' | '"' | '’' | '»' | ')' => after_closing(before, last),
        _ => after_word(before),
    }
}

fn back(text: &str, floor: usize, at: usize) -> usize {
    let mut from = at.saturating_sub(REACH).max(floor);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    from
}

fn strip_markup(before: &str) -> &str {
    before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '\u{ad}' | '\u{200b}'))
}

/// "(1)(a)", "(a) and (b)", "(2) to (10)": an enumerator that hangs on an earlier one.
fn chain(text: &str, earlier: Earlier, at: usize) -> Option<Lead> {
    if at < earlier.end || at - earlier.end > 24 {
        return None;
    }
    let between = strip_markup(&text[earlier.end..at]).trim();
    if between.is_empty() {
        return Some(if earlier.reference { Lead::Reference } else { Lead::Label });
    }
    is_joined(between).then_some(Lead::Reference)
}

/// True where only conjunctions, commas and dashes stand between two enumerators.
pub(super) fn is_joined(between: &str) -> bool {
    between.split_whitespace().all(|word| {
        let word = word.trim_matches(|c: char| c == ',' || super::labels::is_markup(c));
        word.is_empty() || words::is_joint(word) || matches!(word, "-" | "–")
    })
}

/// "s. (1)", "No. (3)": the full stop of an abbreviation ends no sentence.
fn after_stop(before: &str) -> Lead {
    let word = last_word(before.trim_end_matches('.'));
    let abbreviated = before.ends_with(&format!("{word}.")) && words::is_abbreviation(word);
    if abbreviated { Lead::Reference } else { Lead::Stop }
}

/// "sections 3, (4)": a comma inside a run of references.
fn after_comma(before: &str) -> Lead {
    let stem = before.trim_end_matches(',');
    if ends_in_reference(stem) { Lead::Reference } else { Lead::Comma }
}

fn after_closing(before: &str, last: char) -> Lead {
    let inside = before.trim_end_matches(last).trim_end();
    match inside.chars().next_back() {
        Some(';' | '.' | ':') if last != ')' => Lead::Stop,
        _ => Lead::Plain,
    }
}

fn after_word(before: &str) -> Lead {
    let word = last_word(before);
    if word.is_empty() {
        return Lead::Plain;
    }
    if words::is_unit(word) || words::is_number_word(word) {
        return Lead::Reference;
    }
    if words::is_joint(word) {
        return after_joint(before[..before.len() - word.len()].trim_end());
    }
    if ends_in_reference(before) { Lead::Reference } else { Lead::Plain }
}

/// "…; or (b)" goes on with an enumeration; "section 3 and (4)" with a reference.
fn after_joint(before: &str) -> Lead {
    match strip_markup(before).chars().next_back() {
        Some(';' | '.' | ']' | '；') => Lead::Stop,
        Some(',') => Lead::Comma,
        Some(':' | '—' | '–') => Lead::Opening,
        None => Lead::Line,
        _ if ends_in_reference(before) => Lead::Reference,
        _ => Lead::Joint,
    }
}

/// True for "section 5", "sections 12, 13", "subsections 3A", "articles 3 and 4".
fn ends_in_reference(before: &str) -> bool {
    let mut rest = before.trim_end();
    for step in 0..16 {
        let word = last_word(rest);
        if word.is_empty() {
            return false;
        }
        if step > 0 && words::is_unit(word) {
            return true;
        }
        let label = word.chars().next().is_some_and(|c| c.is_ascii_digit()) || words::is_number_word(word);
        let joint = step > 0 && words::is_joint(word);
        if !label && !joint {
            return false;
        }
        rest = rest[..rest.len() - word.len()].trim_end_matches(|c: char| c == ',' || c.is_whitespace());
    }
    false
}

/// The last word of `text`, with the points and dashes inside it.
pub(super) fn last_word(text: &str) -> &str {
    let text = text.trim_end();
    let start = text
        .char_indices()
        .rev()
        .find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '-' | '.' | '/' | '&' | '§' | '\u{ad}')))
        .map_or(0, |(i, c)| i + c.len_utf8());
    text[start..].trim_start_matches(['-', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(before: &str) -> Lead {
        lead(before, 0, before.len(), None)
    }

    #[test]
    fn a_unit_before_it_makes_it_a_reference() {
        for before in [
            "an offence under section 3",
            "in subsection ",
            "as defined in sub-section ",
            "under paragraph ",
            "sections 12, 13 ",
            "articles 4 and ",
            "as said in s. ",
            "for twelve ",
            "section seven ",
        ] {
            assert_eq!(of(before), Lead::Reference, "{before}");
        }
    }

    #[test]
    fn punctuation_opens_or_continues() {
        assert_eq!(of("a person who— "), Lead::Opening);
        assert_eq!(of("as follows - "), Lead::Opening);
        assert_eq!(of("is hidden; or "), Lead::Stop);
        assert_eq!(of("as said in that Part. "), Lead::Stop);
        assert_eq!(of("under section 7 of this title . "), Lead::Stop);
        assert_eq!(of("is liable for ten years. "), Lead::Stop);
        assert_eq!(of("is hidden, or "), Lead::Comma);
        assert_eq!(of("refer the victim "), Lead::Plain);
        assert_eq!(of("by force or "), Lead::Joint);
        assert_eq!(of(" **"), Lead::Line);
    }

    #[test]
    fn enumerators_of_one_reference_hang_together() {
        let text = "subsections (2) to (10)";
        let earlier = Earlier { end: 15, reference: true };
        assert_eq!(lead(text, 0, 19, Some(earlier)), Lead::Reference);
        let text = "(1) (a) recruits";
        assert_eq!(lead(text, 0, 4, Some(Earlier { end: 3, reference: false })), Lead::Label);
    }
}
