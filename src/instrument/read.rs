//! From a file to an instrument: decodes it, lets the reader of its format read it, builds the tree, and refuses what
//! is no law.

use super::block::Draft;
use super::{Instrument, decode, facts, html, markdown, plain, refuse};
use crate::diagnostic::Diagnostic;
use crate::source::{Format, SourceFile};

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
    let decode::Decoded { text, offsets, skipped, warnings } = decode::decode(file).map_err(|error| vec![*error])?;
    let mut draft = match format {
        Format::Statute => super::statute::read(file, &text, skipped)?,
        Format::Json => others::json(file, &text, skipped)?,
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
    let provisions = others::tree(&text, &blocks);
    Instrument { facts, file: file.path.clone(), sha256: file.sha256(), text, offsets, provisions, diagnostics }
}

/// STAND-INS for the tree and the readers of `.statute` and JSON, until their branches are merged.
mod others {
    use crate::diagnostic::Diagnostic;
    use crate::instrument::Provision;
    use crate::instrument::block::{Block, Draft};
    use crate::source::SourceFile;

    pub(super) fn tree(_: &str, _: &[Block]) -> Vec<Provision> {
        Vec::new()
    }

    pub(super) fn json(file: &SourceFile, _: &str, _: usize) -> Result<Draft, Vec<Diagnostic>> {
        Err(vec![Diagnostic::error("not-yet", &file.path, "JSON is read on another branch")])
    }
}
