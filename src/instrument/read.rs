//! From a file to an instrument: decodes it, lets the reader of its format read it, builds the tree, and refuses what
//! is no law.

use super::block::Draft;
use super::{Instrument, decode, facts, html, json, markdown, plain, refuse, statute, tree};
use crate::diagnostic::Diagnostic;
use crate::source::{Format, SourceFile};
use crate::span::{OffsetMap, Span};

/// Reads a file as an instrument.
///
/// A file that holds no law is an error, never an instrument without provisions: everything built on it would say
/// "missing" of duties that nobody looked for.
///
/// # Errors
/// Everything that keeps the file from being read, each with what was found and what to do.
pub fn read(file: &SourceFile) -> Result<Instrument, Vec<Diagnostic>> {
    let one = |diagnostic| vec![diagnostic];
    let format = file.format().ok_or_else(|| one(refuse::unknown_format(file)))?;
    if file.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(one(refuse::empty_file(file)));
    }
    let decode::Decoded { text, offsets, skipped, utf8, warnings } =
        decode::decode(file).map_err(|error| vec![*error])?;
    let mut draft = match format {
        Format::Statute if utf8 => statute::read(file, &text, skipped)?,
        Format::Json if utf8 => json::read(file, &text, skipped)?,
        Format::Statute => recoded(statute::read(file, &text, 0)?, &offsets),
        Format::Json => recoded(json::read(file, &text, 0)?, &offsets),
        Format::Markdown => markdown::read(file, text, offsets),
        Format::Text => plain::read(file, text, offsets),
        Format::Html => html::read(file, &text, &offsets)?,
    };
    draft.diagnostics.splice(0..0, warnings);
    refuse::check(file, format, &draft).map_err(|error| vec![*error])?;
    Ok(instrument(file, draft))
}

fn instrument(file: &SourceFile, draft: Draft) -> Instrument {
    let Draft { mut facts, text, offsets, blocks, diagnostics } = draft;
    if facts.id.is_empty() {
        facts.id = file.stem().to_owned();
    }
    if facts.language.is_empty() {
        facts.language = facts::language(&text).to_owned();
    }
    let provisions = tree::build(&text, &blocks);
    Instrument { facts, file: file.path.clone(), sha256: file.sha256(), text, offsets, provisions, diagnostics }
}

/// A draft of a file that is not UTF-8.
fn recoded(mut draft: Draft, decoded: &OffsetMap) -> Draft {
    draft.offsets = through(&draft, decoded);
    draft
}

/// The way from the text of a draft to the bytes of a file that is not UTF-8, through the text it was decoded to.
fn through(draft: &Draft, decoded: &OffsetMap) -> OffsetMap {
    let mut offsets = OffsetMap::default();
    for (at, character) in draft.text.char_indices() {
        let span = Span::new(at, at + character.len_utf8());
        offsets.push(span, decoded.file_span(draft.offsets.file_span(span)));
    }
    offsets
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAW: &str = "{\"title\": \"Bondage Act\", \"provisions\": [{\"section\": \"1\", \"title\": \"Bondage\", \"content\": \
        \"A person who keeps another in bondage for profit, whether or not that person consents, commits an offence and pays a fine of ten.\"}]}";

    #[test]
    fn json_in_utf16_leads_back_to_its_bytes() {
        let mut bytes = vec![0xFF, 0xFE];
        LAW.encode_utf16().for_each(|unit| bytes.extend(unit.to_le_bytes()));
        let instrument = read(&SourceFile::new("act.json", bytes.clone())).expect("it is a law");
        let start = instrument.text.find("bondage for").expect("it is there");
        let file = instrument.offsets.file_span(Span::new(start, start + 7));
        let units: Vec<u16> =
            bytes[file.start..file.end].chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        assert_eq!(String::from_utf16_lossy(&units), "bondage");
    }

    #[test]
    fn what_holds_no_law_is_an_error() {
        let code = |path: &str, text: &str| read(&SourceFile::new(path, text)).expect_err(path)[0].code.clone();
        assert_eq!(code("a.md", " \n"), "empty-file");
        assert_eq!(code("a.txt", "Bondage Act"), "empty-instrument");
        assert_eq!(code("a.docx", "x"), "unknown-format");
        assert_eq!(code("a.json", "{\"title\": \"Bondage Act\", \"provisions\": []}"), "empty-instrument");
    }

    #[test]
    fn a_section_is_a_provision() {
        let text = "# Bondage Act\n\n## Part I Offences\n\n### 3. Bondage\n\n(1) A person who keeps another in bondage commits an offence and is liable to a fine.\n";
        let instrument = read(&SourceFile::new("act.md", text)).expect("it is a law");
        let citations: Vec<&str> = instrument.provisions.iter().map(|provision| provision.citation.as_str()).collect();
        assert!(citations.contains(&"s 3(1)"), "{citations:?}");
    }
}
