//! A draft provision in a text: what a law would read like with it.
//!
//! The words go into the bytes of the file, as a person would type them, and the file is read again. Nothing is
//! assumed about what they do.

use crate::instrument::{Instrument, Level, ProvisionId};
use crate::language::token::words;
use crate::source::{Format, SourceFile};
use crate::span::Span;
use thiserror::Error;

/// Why words could not be put into a text.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Misplaced {
    /// No provision has this citation.
    #[error("no text supplied has a provision `{0}`")]
    Nowhere(String),
    /// More than one has.
    #[error("`{0}` stands in several texts ({1}); name one of them, as in `{2}: {0}`")]
    Several(String, String, String),
    /// The place cannot be reached in the file.
    #[error("{0} is not in UTF-8, so nothing can be put into it; save it as UTF-8 first")]
    Encoding(String),
}

/// A place to put words: an instrument and a provision of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the instrument.
    pub instrument: usize,
    /// The provision after whose words they go.
    pub provision: ProvisionId,
}

/// Finds the provision that a reader means by `at`: a citation (`s 3(1)`, `section 3`, `art. 12`), or the id of an
/// instrument, a colon and a citation.
///
/// # Errors
/// Where there is none, or where several texts have it.
pub fn find(instruments: &[Instrument], at: &str) -> Result<Place, Misplaced> {
    let (named, citation) = match at.split_once(':') {
        Some((id, rest)) if instruments.iter().any(|one| one.facts.id == id.trim()) => (Some(id.trim()), rest),
        _ => (None, at),
    };
    let wanted = labels(citation);
    let mut found: Vec<Place> = Vec::new();
    for (instrument, text) in instruments.iter().enumerate() {
        if named.is_some_and(|id| text.facts.id != id) {
            continue;
        }
        let places = text.provisions.iter().enumerate();
        let mut fits = places.filter(|(_, one)| one.level != Level::Note && labels(&one.citation) == wanted);
        found.extend(fits.next().map(|(provision, _)| Place { instrument, provision }));
    }
    match found.as_slice() {
        _ if wanted.is_empty() => Err(Misplaced::Nowhere(at.trim().to_owned())),
        [] => Err(Misplaced::Nowhere(at.trim().to_owned())),
        [one] => Ok(*one),
        several => {
            let ids: Vec<&str> = several.iter().map(|one| instruments[one.instrument].facts.id.as_str()).collect();
            Err(Misplaced::Several(citation.trim().to_owned(), ids.join(", "), ids[0].to_owned()))
        }
    }
}

/// A citation without the word for its unit, so that `section 3(1)` and `s 3(1)` are one.
fn labels(citation: &str) -> Vec<String> {
    let mut labels = words(citation);
    let unit = labels.first().is_some_and(|word| UNITS.contains(&word.as_str()));
    if unit {
        labels.remove(0);
    }
    labels
}

const UNITS: [&str; 20] = [
    "s",
    "sec",
    "section",
    "art",
    "article",
    "artículo",
    "artikel",
    "cl",
    "clause",
    "r",
    "reg",
    "rule",
    "regulation",
    "para",
    "paragraph",
    "subsection",
    "ss",
    "sections",
    "articles",
    "arts",
];

/// The file with the words put after those of the provision, as a line of their own.
///
/// # Errors
/// Where the file is not in UTF-8.
pub fn insert(
    file: &SourceFile,
    instrument: &Instrument,
    provision: ProvisionId,
    draft: &str,
) -> Result<SourceFile, Misplaced> {
    let text = std::str::from_utf8(&file.bytes).map_err(|_| Misplaced::Encoding(file.path.clone()))?;
    let span = instrument.provisions[provision].span.trim(&instrument.text);
    let last = instrument.text[span.start..span.end].chars().next_back().map_or(0, char::len_utf8);
    let at = instrument.offsets.file_span(Span::new(span.end - last, span.end)).end.min(text.len());
    let Some((before, after)) = text.split_at_checked(at) else { return Err(Misplaced::Encoding(file.path.clone())) };
    let words = typed(file.format(), draft.trim(), indent(before));
    Ok(SourceFile::new(file.path.clone(), format!("{before}{words}{after}").into_bytes()))
}

/// The words as the format wants them typed.
fn typed(format: Option<Format>, draft: &str, indent: &str) -> String {
    match format {
        Some(Format::Json) => {
            let quoted = serde_json::to_string(&format!("\n{draft}")).unwrap_or_default();
            quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default().to_owned()
        }
        Some(Format::Html) => {
            let lines = draft.lines().map(|line| line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
            lines.map(|line| format!("<br>\n{line}")).collect()
        }
        Some(Format::Markdown) => draft.lines().map(|line| format!("\n\n{line}")).collect(),
        Some(Format::Statute | Format::Text) | None => draft.lines().map(|line| format!("\n{indent}{line}")).collect(),
    }
}

/// The white space at the start of the last line.
fn indent(before: &str) -> &str {
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::read::read;

    fn law(path: &str, text: &str) -> (SourceFile, Instrument) {
        let file = SourceFile::new(path, text);
        let instrument = read(&file).unwrap_or_else(|wrong| panic!("{wrong:?}"));
        (file, instrument)
    }

    const STATUTE: &str = "title: Act\n\nSection 2. Words\nIn this Act the words mean what they say, as always.\n\n\
        Section 3. Trafficking\n(1) A person who recruits another by force for exploitation commits an offence.\n\
        (2) The penalty is imprisonment for five years.\n\nSection 4. End\nThis Act ends here, and nothing follows it.\n";
    const DRAFT: &str = "(3) The consent of the victim is no defence.";

    fn with(path: &str, text: &str, at: &str) -> Instrument {
        let (file, instrument) = law(path, text);
        let place = find(std::slice::from_ref(&instrument), at).unwrap_or_else(|wrong| panic!("{wrong}"));
        let file = insert(&file, &instrument, place.provision, DRAFT).unwrap_or_else(|wrong| panic!("{wrong}"));
        read(&file).unwrap_or_else(|wrong| panic!("{wrong:?}"))
    }

    fn has(instrument: &Instrument, citation: &str) -> bool {
        instrument.provisions.iter().any(|one| labels(&one.citation) == labels(citation))
    }

    #[test]
    fn a_new_subsection_stands_in_its_section_in_every_format() {
        let json = "{\"title\": \"Act\", \"provisions\": [{\"section\": \"3\", \"title\": \"Trafficking\", \"content\": \
            \"(1) A person who recruits \\\"another\\\" by force for exploitation commits an offence. (2) The penalty is \
            imprisonment for five years.\"}, {\"section\": \"4\", \"title\": \"End\", \"content\": \"This Act ends here, and nothing follows it.\"}]}";
        let markdown = "# Act\n\n## Section 3. Trafficking\n\n(1) A person who recruits another by force for exploitation \
            commits an offence.\n\n(2) The penalty is imprisonment for five years.\n\n## Section 4. End\n\nThis Act ends here, and nothing follows it.\n";
        for (path, text) in [("a.statute", STATUTE), ("a.json", json), ("a.md", markdown)] {
            for at in ["s 3", "section 3"] {
                let read = with(path, text, at);
                assert!(
                    has(&read, "s 3(3)") && has(&read, "s 4"),
                    "{path}: {:?}",
                    read.provisions.iter().map(|p| &p.citation).collect::<Vec<_>>()
                );
            }
        }
    }

    #[test]
    fn a_place_that_is_not_there_or_there_twice_is_said_to_be_so() {
        let (_, one) = law("a.statute", STATUTE);
        assert_eq!(find(std::slice::from_ref(&one), "s 9"), Err(Misplaced::Nowhere("s 9".to_owned())));
        let (_, mut other) = law("b.statute", STATUTE);
        other.facts.id = "b".to_owned();
        let both = [one, other];
        assert!(matches!(find(&both, "s 3"), Err(Misplaced::Several(..))));
        assert_eq!(find(&both, "b: s 3").map(|place| place.instrument), Ok(1));
    }
}
