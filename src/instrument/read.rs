//! Reads a source file into an instrument.
use super::Instrument;
use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;
/// Reads a file.
///
/// # Errors
/// Where it holds no law.
pub fn read(source: &SourceFile) -> Result<Instrument, Vec<Diagnostic>> {
    let mut i = Instrument { file: source.path.clone(), sha256: source.sha256(), ..Instrument::default() };
    i.facts.id = source.stem().to_owned();
    Ok(i)
}
