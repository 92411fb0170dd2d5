//! From a folder of laws to a report, by the same steps as `lacuna check`.

use lacuna::assess::{Selection, assess};
use lacuna::catalogue::{Catalogue, Profile};
use lacuna::instrument::Instrument;
use lacuna::instrument::read::read;
use lacuna::jurisdiction::Jurisdiction;
use lacuna::report::JurisdictionReport;
use lacuna::source::SourceFile;
use lacuna::workspace::{self, Supply};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Every jurisdiction behind the paths, read.
pub(crate) fn jurisdictions(paths: &[PathBuf]) -> Vec<Jurisdiction> {
    let found = workspace::survey(paths);
    found.supplies.into_par_iter().map(jurisdiction).collect()
}

fn jurisdiction(mut supply: Supply) -> Jurisdiction {
    let mut instruments: Vec<Instrument> = supply.sources().filter_map(|source| read(&source.ok()?).ok()).collect();
    let mut taken = BTreeSet::new();
    for instrument in &mut instruments {
        supply.settle(&instrument.file, &mut instrument.facts);
        while !taken.insert(instrument.facts.id.clone()) {
            instrument.facts.id.push('+');
        }
    }
    Jurisdiction { code: supply.code, name: supply.name, instruments, supplied: supply.record.supplied }
}

/// The jurisdictions of the folders directly inside `folder`.
pub(crate) fn library(folder: &Path) -> Vec<Jurisdiction> {
    jurisdictions(&[folder.to_owned()])
}

/// Every obligation answered.
pub(crate) fn report(jurisdiction: &Jurisdiction) -> JurisdictionReport {
    assess(Catalogue::built_in(), jurisdiction, &Selection { profile: Profile::Full, only: Vec::new() })
}

/// A jurisdiction of one text.
pub(crate) fn of_text(name: &str, text: &str) -> Result<Jurisdiction, String> {
    let instrument = read(&SourceFile::new(name, text)).map_err(|wrong| format!("{name}: {wrong:#?}"))?;
    Ok(Jurisdiction { code: "xxx".to_owned(), instruments: vec![instrument], ..Jurisdiction::default() })
}

/// The same laws as extracts that were printed and read again: one plain form, whatever the files were.
pub(crate) fn extracts(jurisdiction: &Jurisdiction) -> Vec<Extract> {
    let print = |instrument: &Instrument| Extract {
        id: instrument.facts.id.clone(),
        name: instrument.file.clone(),
        text: lacuna::instrument::print::print(instrument),
    };
    jurisdiction.instruments.iter().map(print).collect()
}

/// One law as the text of a `.statute` file.
#[derive(Clone, Debug)]
pub(crate) struct Extract {
    /// The id under which evidence names it.
    pub(crate) id: String,
    /// The file it was made from.
    pub(crate) name: String,
    /// The extract.
    pub(crate) text: String,
}

/// What is said of a file without law.
const EMPTY: [&str; 2] = ["empty-instrument", "no-provisions"];

/// Reads extracts again, as the laws of the jurisdiction they were printed from; one that holds no law any more is left
/// out.
pub(crate) fn reread(from: &Jurisdiction, extracts: &[Extract]) -> Result<Jurisdiction, String> {
    let mut instruments = Vec::new();
    for extract in extracts {
        let file = SourceFile::new(format!("{}.statute", extract.name), extract.text.as_str());
        match read(&file) {
            Ok(mut instrument) => {
                instrument.facts.id.clone_from(&extract.id);
                instruments.push(instrument);
            }
            Err(wrong) if wrong.iter().all(|one| EMPTY.contains(&one.code.as_str())) => {}
            Err(wrong) => return Err(format!("{}: {wrong:#?}", extract.name)),
        }
    }
    Ok(Jurisdiction { instruments, ..from.clone() })
}
