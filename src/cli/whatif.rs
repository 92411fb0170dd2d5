//! `lacuna check --with`: what a draft provision would change.

use super::examine;
use super::format::Target;
use super::{Colour, compare, output};
use anyhow::Context;
use lacuna::assess::Selection;
use lacuna::catalogue::Catalogue;
use lacuna::compare::Comparison;
use lacuna::diagnostic::Severity;
use lacuna::draft;
use lacuna::instrument::Instrument;
use lacuna::instrument::read::read;
use lacuna::report::JurisdictionReport;
use lacuna::source::SourceFile;
use lacuna::workspace;
use std::path::PathBuf;

/// A draft and where it would stand.
pub(crate) struct Draft<'a> {
    /// Its words.
    pub(crate) words: &'a str,
    /// The provision after whose words they go.
    pub(crate) at: &'a str,
}

/// Compares the law with and without the draft; hands back the answers with it, or nothing where no law was read.
pub(crate) fn run(
    catalogue: &Catalogue,
    selection: &Selection,
    paths: &[PathBuf],
    draft: &Draft,
    targets: &[Target],
    colour: Colour,
) -> anyhow::Result<Option<JurisdictionReport>> {
    let (mut read, elsewhere) = examine::jurisdictions(paths);
    output::remark(&elsewhere, colour);
    if paths.len() > 1 {
        read = examine::joined(read).into_iter().collect();
    }
    anyhow::ensure!(
        read.len() < 2,
        "a draft stands in the law of one jurisdiction: name its files or its folder alone"
    );
    let Some((jurisdiction, diagnostics)) = read.pop() else { return Ok(None) };
    let before = examine::assessed(catalogue, selection, &jurisdiction, diagnostics);
    output::remark(before.diagnostics.iter().filter(|one| one.severity == Severity::Error), colour);
    if before.instruments.is_empty() {
        return Ok(None);
    }
    let place = draft::find(&jurisdiction.instruments, draft.at)?;
    let mut with = jurisdiction.clone();
    with.instruments[place.instrument] = inserted(&jurisdiction.instruments[place.instrument], place, draft, colour)?;
    let after = examine::assessed(catalogue, selection, &with, Vec::new());
    let comparison = Comparison::of_texts((&before, &jurisdiction.instruments), (&after, &with.instruments));
    for target in targets {
        target.write(&compare::render(std::slice::from_ref(&comparison), target, colour)?)?;
    }
    Ok(Some(after))
}

/// The instrument read again with the draft in it; what was known of it stays known.
fn inserted(instrument: &Instrument, place: draft::Place, draft: &Draft, colour: Colour) -> anyhow::Result<Instrument> {
    let bytes = workspace::read_again(&instrument.file, &instrument.sha256);
    let file =
        SourceFile::new(&instrument.file, bytes.with_context(|| format!("{} has changed meanwhile", instrument.file))?);
    let file = draft::insert(&file, instrument, place.provision, draft.words)?;
    let mut read = read(&file).map_err(|mistakes| {
        output::remark(&mistakes, colour);
        anyhow::anyhow!("with the draft in it the text cannot be read")
    })?;
    read.facts = instrument.facts.clone();
    Ok(read)
}
