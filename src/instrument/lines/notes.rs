//! Words printed with the law that are no law: notes, footnotes of amendment, illustrations, statements after a bill.

/// What a line says about the note it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Note {
    /// This line only.
    Line,
    /// This line and the illustrations that follow it.
    Illustrations,
    /// Everything from here to the end of the file.
    Rest,
}

/// Statements that follow a bill and end the law.
const AFTER: &[&str] = &[
    "explanatory statement",
    "explanatory memorandum",
    "explanatory note",
    "explanatory notes",
    "statement of objects and reasons",
    "memorandum of objects and reasons",
    "objects and reasons",
    "endnotes",
    "legislative history",
    "end notes",
];

/// Verbs with which footnotes of amendment begin.
const AMENDED: &[&str] = &[
    "substituted",
    "inserted",
    "omitted",
    "added",
    "subs.",
    "ins.",
    "om.",
    "rep.",
    "repealed",
    "amended",
    "deleted",
    "replaced",
    "renumbered",
    "this act",
    "the words",
    "the word",
];

/// Openings of bracketed remarks on amendments, in the languages in which consolidated texts print them.
const REMARKS: &[&str] = &[
    "(artículo",
    "(inciso",
    "(redação",
    "(incluíd",
    "(vide",
    "(revogad",
    "(vigência",
    "(texte",
    "(modifié",
    "[ver ",
    "(nota",
    "(expresión",
    "(párrafo",
    "(título",
    "(capítulo",
    "(denominación",
    "(as amended",
    "(amended by",
    "(inserted by",
    "[amended by",
    "[inserted by",
    "[as amended",
    "[substituted by",
    "(substituted by",
    "se añade",
    "se modifica",
    "se deroga",
    "redactado",
];

/// Tells whether `words` is a note, and how far it goes.
pub(crate) fn note(words: &str) -> Option<Note> {
    let lower = words.to_lowercase();
    let bare = lower.trim_end_matches(|c: char| !c.is_alphanumeric());
    if AFTER.contains(&bare) {
        return Some(Note::Rest);
    }
    if matches!(bare, "illustration" | "illustrations")
        || lower.starts_with("illustration.")
        || lower.starts_with("illustrations.")
    {
        return Some(Note::Illustrations);
    }
    let labelled = lower.strip_prefix("note").or_else(|| lower.strip_prefix("editor’s note"));
    let labelled = labelled.map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace()));
    if labelled
        .is_some_and(|rest| rest.starts_with([':', '—', '–']) || rest.starts_with(".-") || rest.starts_with(".—"))
    {
        return Some(Note::Line);
    }
    if is_bracketed_remark(&lower) {
        return Some(Note::Line);
    }
    let remark = REMARKS.iter().any(|opening| lower.starts_with(opening)) && words.chars().count() < 400;
    (remark || is_footnote(&lower)).then_some(Note::Line)
}

/// `[Subsection (2) repealed by Act 4 of 2010]`: wholly in brackets, and about an amendment.
fn is_bracketed_remark(lower: &str) -> bool {
    const STEMS: &[&str] =
        &["repealed by", "amended by", "inserted by", "substituted by", "added by", "deleted by", "as amended"];
    let bracketed = lower.starts_with(['[', '(']) && lower.trim_end_matches(['.', '*', '_']).ends_with([']', ')']);
    bracketed && lower.len() < 300 && STEMS.iter().any(|stem| lower.contains(stem))
}

/// `2Substituted for the word …`, `12 Inserted by …`
fn is_footnote(lower: &str) -> bool {
    let rest = lower.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | '*'));
    if rest.len() == lower.len() || lower.len() - rest.len() > 4 {
        return false;
    }
    AMENDED.iter().any(|verb| rest.trim_start().starts_with(verb)) && !rest.starts_with('.')
}

/// True where a line ends a run of illustrations.
pub(crate) fn ends_illustrations(words: &str) -> bool {
    let digit = words.strip_prefix('(').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    digit || ["Explanation", "Exception", "Provided"].iter().any(|word| words.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_told_from_law() {
        assert_eq!(note("Note: See section 4."), Some(Note::Line));
        assert_eq!(note("Note 2: See section 4."), Some(Note::Line));
        assert_eq!(note("2Substituted for the word “five” by Act 3"), Some(Note::Line));
        assert_eq!(note("[Subsection (2) repealed by Act 4 of 2010]"), Some(Note::Line));
        assert_eq!(note("EXPLANATORY STATEMENT"), Some(Note::Rest));
        assert_eq!(note("Illustrations."), Some(Note::Illustrations));
        assert_eq!(note("Notice of the order is given"), None);
        assert_eq!(note("2. Substituted services"), None);
        assert_eq!(note("(1) The words of the order"), None);
    }
}
