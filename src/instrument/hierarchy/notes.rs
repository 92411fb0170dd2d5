//! Words that stand among the law without being law, and named additions that are: amendment history in brackets,
//! notes and illustrations on one side, explanations and exceptions on the other.

use super::words;
use crate::span::Span;

/// The longest note in brackets, in bytes.
const LONGEST: usize = 500;

/// The note in square or round brackets that opens at `at`, if it is one.
pub(crate) fn bracketed(text: &str, at: usize, end: usize) -> Option<Span> {
    let square = text[at..].starts_with('[');
    let close = if square { ']' } else { ')' };
    let open = if square { '[' } else { '(' };
    let mut depth = 0_usize;
    for (i, c) in text[at..end].char_indices() {
        if i > LONGEST {
            return None;
        }
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                let inside = text[at + open.len_utf8()..at + i].trim();
                let note = if square { is_editorial(inside) } else { is_history(inside) };
                return note.then(|| Span::new(at, at + i + close.len_utf8()));
            }
        }
    }
    None
}

/// Square brackets hold a note where they tell of an amendment, cite another law, or address the reader; they hold
/// law where an annotated text shows what an amendment put in ("F1[(2) A person …]").
fn is_editorial(inside: &str) -> bool {
    const OPENINGS: [&str; 22] = [
        "please note",
        "note",
        "cap",
        "act no",
        "act",
        "editor",
        "ed",
        "first schedule",
        "second schedule",
        "schedule",
        "gn",
        "l.n",
        "si",
        "s.i",
        "section",
        "subsection",
        "sub-section",
        "definition",
        "paragraph",
        "am",
        "issue",
        "commencement",
    ];
    if inside.is_empty() {
        return true;
    }
    if inside.contains("Schedule") && inside.split_whitespace().count() <= 6 {
        return true;
    }
    let plain = inside.trim_start_matches(['*', '_', '(', ' ']);
    words::begins_with(plain, &OPENINGS) && !plain.starts_with("section (") && inside.len() < 300
        || tells_amendment(inside)
}

/// Round brackets hold history where they begin with it: "(Inserted by Act 5 of 2010)".
fn is_history(inside: &str) -> bool {
    const OPENINGS: [&str; 24] = [
        "inserted by",
        "inserted,",
        "as amended by",
        "amended by",
        "as inserted",
        "as substituted",
        "substituted by",
        "added by",
        "repealed by",
        "replaced by",
        "deleted by",
        "renumbered",
        "redação dada",
        "incluído",
        "incluída",
        "revogado",
        "revogada",
        "vide",
        "vigência",
        "renumerado",
        "modificado por",
        "reformado por",
        "adicionado por",
        "abrogé",
    ];
    words::begins_with(inside, &OPENINGS)
}

fn tells_amendment(inside: &str) -> bool {
    const STEMS: [&str; 12] = [
        "substitut",
        "subsitut",
        "insert",
        "amend",
        "repeal",
        "delet",
        "renumber",
        "omitted",
        "replaced",
        "added by",
        "as added",
        "revoked",
    ];
    let lower = inside.to_lowercase();
    let short = lower.len() < 260;
    short && STEMS.iter().any(|stem| lower.contains(stem)) && (lower.contains(" by ") || lower.contains("act"))
}

/// A heading such as "Explanation 1.—" that opens a part of the section with legal force: its label and its end.
pub(crate) fn named(text: &str, at: usize, end: usize) -> Option<(String, usize)> {
    const NAMES: [&str; 3] = ["Explanation", "Exception", "Proviso"];
    let from = at + markup(&text[at..end]);
    let name = NAMES.iter().find(|name| starts_any_case(&text[from..end], name))?;
    let mut after = from + name.len();
    after += markup(&text[after..end]);
    let number: String = label_after(&text[after..end]);
    let mut label = (*name).to_owned();
    if !number.is_empty() {
        after += text[after..end].find(&number)? + number.len();
        after += usize::from(text[after..end].starts_with(')'));
        label = format!("{name} {number}");
    }
    let rest = &text[after..end];
    let stop = rest.len() - rest.trim_start_matches(|c: char| c == ' ' || is_joiner(c)).len();
    rest[..stop].chars().any(is_joiner).then_some((label, after + stop))
}

fn is_joiner(c: char) -> bool {
    matches!(c, '.' | '—' | '–' | '-' | ':' | '*' | '_')
}

fn label_after(rest: &str) -> String {
    let rest = rest.trim_start().trim_start_matches('(');
    let label: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    if label.len() <= 3
        && (label.starts_with(|c: char| c.is_ascii_digit()) || matches!(&*label, "I" | "II" | "III" | "IV"))
    {
        return label;
    }
    String::new()
}

/// What a line announces as no law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aside {
    /// A note: the line, and no more.
    Line,
    /// Illustrations: all that follows, until the section goes on.
    Until,
}

/// Tells whether the line at `at` is a note or begins illustrations.
pub(crate) fn aside(text: &str, at: usize, end: usize) -> Option<Aside> {
    let line = &text[at + markup(&text[at..end])..end];
    if starts_any_case(line, "Illustration") || starts_any_case(line, "Example") {
        let rest = line.trim_start_matches(char::is_alphabetic);
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '*' | '_'));
        let announces = rest.is_empty() || rest.starts_with(['.', ':', '—', '–', '-', '\n']);
        return announces.then_some(Aside::Until);
    }
    if starts_any_case(line, "Note") {
        let rest =
            line.trim_start_matches(char::is_alphabetic).trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit());
        return rest.trim_start_matches(['*', '_']).starts_with([':', '.', '—', '–']).then_some(Aside::Line);
    }
    None
}

fn starts_any_case(text: &str, name: &str) -> bool {
    text.get(..name.len()).is_some_and(|head| head.starts_with(&name[..1]) && head.eq_ignore_ascii_case(name))
}

/// The number of bytes of markup and space at the start of `text`.
pub(crate) fn markup(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '#' | '>' | '`')).len()
}

/// The heading of the next division where it hangs on the end of a section: "… thirty years. Part III – Victims".
///
/// Returns where it begins. Nothing of a section follows it but brackets.
pub(crate) fn trailing_heading(text: &str, span: Span) -> Option<usize> {
    const RANKS: [&str; 10] =
        ["Part ", "PART ", "Chapter ", "CHAPTER ", "Division ", "Title ", "TITLE ", "Book ", "BOOK ", "Subdivision "];
    let from = floor(text, span.end.saturating_sub(300).max(span.start));
    let tail = without_note(&text[from..span.end]);
    let found = RANKS.iter().filter_map(|rank| tail.rfind(rank).map(|at| (at, rank.len()))).max()?;
    let (at, skip) = found;
    let before = tail[..at].trim_end();
    let ends = before.ends_with(['.', ']', ';', ')', '”', ','])
        || (from + at == span.start)
        || starts_capital_label(&tail[at + skip..]);
    let after = &tail[at + skip..];
    let label_end = after.find(|c: char| !c.is_ascii_alphanumeric())?;
    let label = &after[..label_end];
    let numbered = !label.is_empty()
        && (label.starts_with(|c: char| c.is_ascii_digit()) || label.bytes().all(|b| b.is_ascii_uppercase()));
    let dash = after[label_end..].trim_start();
    let titled = ["–", "—", "-", ":", "."].iter().any(|mark| dash.starts_with(mark));
    let heading = dash.trim_start_matches(['–', '—', '-', ':', '.', ' ']);
    let capital = heading.chars().next().is_some_and(char::is_uppercase);
    let plain = !heading.contains([';']) && !heading.trim_end().ends_with('.') && heading.len() < 200;
    (ends && numbered && titled && capital && plain).then_some(from + at)
}

/// The words without a note in brackets at their end.
fn without_note(tail: &str) -> &str {
    let words = tail.trim_end();
    let open = if words.ends_with(']') { words.rfind('[') } else { None };
    open.map_or(tail, |at| &words[..at])
}

fn starts_capital_label(after: &str) -> bool {
    after
        .split_once(['–', '—'])
        .is_some_and(|(label, _)| label.trim().bytes().all(|b| b.is_ascii_uppercase()) && label.len() < 8)
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(text: &str) -> Option<&str> {
        bracketed(text, 0, text.len()).map(|span| span.of(text))
    }

    #[test]
    fn amendment_history_is_a_note() {
        for text in [
            "[section 3 substituted by section 4 of Act 16 of 2022 ]",
            "[ Cap. 123 ]",
            "[subsection (1) subsituted by section 5 of Act 1 of 2021 ]",
            "[Please note: Numbering as in original.]",
            "(Inserted by Act 5 of 2010)",
            "[First Schedule; Second Schedule]",
        ] {
            assert_eq!(note(text), Some(text), "{text}");
        }
    }

    #[test]
    fn brackets_may_hold_law() {
        for text in
            ["[Whoever hides a person commits an offence.]", "[the first person]", "(the first person)", "[open"]
        {
            assert_eq!(note(text), None, "{text}");
        }
    }

    #[test]
    fn an_explanation_is_law_and_an_illustration_is_not() {
        let text = "Explanation 1.—The word covers threats";
        assert_eq!(
            named(text, 0, text.len()).map(|(label, at)| (label, &text[at..])),
            Some(("Explanation 1".into(), "The word covers threats"))
        );
        let text = "*Exception*.—Nothing here";
        assert_eq!(named(text, 0, text.len()).map(|(label, _)| label).as_deref(), Some("Exception"));
        let text = "Explanations of the minister";
        assert_eq!(named(text, 0, text.len()), None);
        for (text, wanted) in
            [("Illustrations.", Some(Aside::Until)), ("Note: see below", Some(Aside::Line)), ("Notes are kept", None)]
        {
            assert_eq!(aside(text, 0, text.len()), wanted, "{text}");
        }
    }

    #[test]
    fn the_next_heading_is_found_at_the_end() {
        let text = "is liable for ten years. Part II – Care of victims";
        let at = trailing_heading(text, Span::new(0, text.len()));
        assert_eq!(at.map(|at| &text[at..]), Some("Part II – Care of victims"));
        let text = "an offence under Part II of this Act";
        assert_eq!(trailing_heading(text, Span::new(0, text.len())), None);
    }
}
