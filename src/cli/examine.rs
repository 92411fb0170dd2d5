//! Reads and assesses what the workspace found: several jurisdictions at once, of each only what the report needs.

use lacuna::assess::{Selection, assess, assess_reading};
use lacuna::catalogue::Catalogue;
use lacuna::diagnostic::Diagnostic;
use lacuna::instrument::Instrument;
use lacuna::instrument::read::read;
use lacuna::jurisdiction::Jurisdiction;
use lacuna::reading::{Reading, trace};
use lacuna::report::context::Contexts;
use lacuna::report::decision;
use lacuna::report::{JurisdictionReport, Sanctions};
use lacuna::search::leads;
use lacuna::workspace::{self, Supply};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What came of all paths.
pub(crate) struct Examined {
    /// One per jurisdiction, by code; without findings where nothing could be read.
    pub(crate) jurisdictions: Vec<JurisdictionReport>,
    /// The words around the evidence of each, where they were asked for.
    pub(crate) contexts: Vec<Contexts>,
    /// What belongs to no jurisdiction.
    pub(crate) elsewhere: Vec<Diagnostic>,
}

/// How much to keep beside the report, and whether to look for leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wanted<'w> {
    /// What to keep.
    pub(crate) depth: Depth,
    /// Whether to look for provisions worth reading where a duty is not met.
    pub(crate) leads: bool,
    /// The date (`YYYY-MM-DD`) that decides which decisions of reviewers have expired.
    pub(crate) today: &'w str,
}

/// How much to keep beside the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Nothing.
    Report,
    /// The words around evidence.
    Words,
    /// Those, and how the offence was found.
    Everything,
}

/// Examines everything behind `paths`.
pub(crate) fn examine(catalogue: &Catalogue, selection: &Selection, paths: &[PathBuf], wanted: Wanted) -> Examined {
    let found = workspace::survey(paths);
    let work = |supply: Supply| examine_one(catalogue, selection, supply, wanted);
    let mut all: Vec<_> = with_deep_stacks(|| found.supplies.into_par_iter().map(work).collect());
    all.sort_by(|(a, _), (b, _)| a.code.cmp(&b.code));
    let (mut jurisdictions, contexts): (Vec<JurisdictionReport>, Vec<Contexts>) = all.into_iter().unzip();
    jurisdictions.iter_mut().for_each(|one| one.diagnostics.dedup());
    Examined { jurisdictions, contexts, elsewhere: found.diagnostics }
}

/// Laws nest deeper than the small stacks of worker threads allow for.
fn with_deep_stacks<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    match rayon::ThreadPoolBuilder::new().stack_size(STACK).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

/// As much as a main thread has, twice.
const STACK: usize = 16 << 20;

fn examine_one(
    catalogue: &Catalogue,
    selection: &Selection,
    supply: Supply,
    wanted: Wanted,
) -> (JurisdictionReport, Contexts) {
    let record_file = supply.record_file();
    let decisions = supply.record.decisions.clone();
    let (jurisdiction, diagnostics) = read_all(supply);
    if jurisdiction.instruments.is_empty() {
        return (unread(&jurisdiction, diagnostics), Contexts::default());
    }
    let reading = Reading::of(&jurisdiction, catalogue);
    let mut report = assess_reading(catalogue, &jurisdiction, selection, &reading);
    if wanted.leads {
        leads::fill(catalogue, &reading, &mut report);
    }
    add_remarks(catalogue, &jurisdiction, diagnostics, &mut report);
    decision::attach(&mut report, &decisions, &record_file, wanted.today);
    let background = background(&jurisdiction, &report, &reading, wanted.depth);
    (report, background)
}

/// The jurisdiction behind a supply, with what was noticed on the way.
fn read_all(mut supply: Supply) -> (Jurisdiction, Vec<Diagnostic>) {
    let (instruments, diagnostics) = instruments(&mut supply);
    let Supply { code, name, record, .. } = supply;
    (Jurisdiction { code, name, instruments, supplied: record.supplied }, diagnostics)
}

/// The report on a jurisdiction; without findings where nothing could be read.
pub(crate) fn assessed(
    catalogue: &Catalogue,
    selection: &Selection,
    jurisdiction: &Jurisdiction,
    diagnostics: Vec<Diagnostic>,
) -> JurisdictionReport {
    if jurisdiction.instruments.is_empty() {
        return unread(jurisdiction, diagnostics);
    }
    let mut report = with_deep_stacks(|| assess(catalogue, jurisdiction, selection));
    add_remarks(catalogue, jurisdiction, diagnostics, &mut report);
    report
}

/// Puts what was noticed in finding and reading the files before what the report says of them.
fn add_remarks(
    catalogue: &Catalogue,
    jurisdiction: &Jurisdiction,
    mut diagnostics: Vec<Diagnostic>,
    report: &mut JurisdictionReport,
) {
    let foreign = jurisdiction.instruments.iter().filter_map(|instrument| foreign_language(catalogue, instrument));
    diagnostics.extend(foreign);
    diagnostics.append(&mut report.diagnostics);
    report.diagnostics = diagnostics;
}

/// Reads everything behind `paths`, without assessing it.
pub(crate) fn jurisdictions(paths: &[PathBuf]) -> (Vec<(Jurisdiction, Vec<Diagnostic>)>, Vec<Diagnostic>) {
    let found = workspace::survey(paths);
    let mut all: Vec<_> = with_deep_stacks(|| found.supplies.into_par_iter().map(read_all).collect());
    all.sort_by(|(a, _), (b, _)| a.code.cmp(&b.code));
    (all, found.diagnostics)
}

/// Several supplies as one: an act and the acts that change it, wherever their files lie.
pub(crate) fn joined(all: Vec<(Jurisdiction, Vec<Diagnostic>)>) -> Option<(Jurisdiction, Vec<Diagnostic>)> {
    let mut all = all.into_iter();
    let (mut whole, mut diagnostics) = all.next()?;
    for (mut one, mut more) in all {
        whole.instruments.append(&mut one.instruments);
        whole.supplied.append(&mut one.supplied);
        diagnostics.append(&mut more);
    }
    let mut ids = BTreeSet::new();
    for instrument in &mut whole.instruments {
        instrument.facts.id = unique(&instrument.facts.id, &mut ids);
    }
    Some((whole, diagnostics))
}

/// What is said of a text in a language for which the catalogue has no words: it was supplied, and not examined.
fn foreign_language(catalogue: &Catalogue, instrument: &Instrument) -> Option<Diagnostic> {
    let language = &instrument.facts.language;
    if catalogue.pack(language).is_some() {
        return None;
    }
    let known: Vec<&str> = catalogue.packs.keys().map(String::as_str).collect();
    let said =
        format!("this text is in the language `{language}`, for which there are no words yet; nothing in it counted");
    let help = format!("supply a translation into one of: {}", known.join(", "));
    Some(Diagnostic::error("unread-language", &instrument.file, said).help(help))
}

fn background(jurisdiction: &Jurisdiction, report: &JurisdictionReport, reading: &Reading, depth: Depth) -> Contexts {
    if depth == Depth::Report {
        return Contexts::default();
    }
    let mut contexts = Contexts::collect(report, &jurisdiction.instruments);
    if depth == Depth::Everything {
        contexts.rules = trace::rules_in_play(reading);
    }
    contexts
}

/// Reads every file; the bytes of one are gone before the next is read.
fn instruments(supply: &mut Supply) -> (Vec<Instrument>, Vec<Diagnostic>) {
    let (mut instruments, mut diagnostics) = (Vec::new(), std::mem::take(&mut supply.diagnostics));
    let read_all = supply.sources().map(|source| read(&source.map_err(|one| vec![*one])?));
    for result in read_all {
        match result {
            Ok(instrument) => instruments.push(instrument),
            Err(mistakes) => diagnostics.extend(mistakes),
        }
    }
    let mut ids = BTreeSet::new();
    for instrument in &mut instruments {
        supply.settle(&instrument.file, &mut instrument.facts);
        instrument.facts.id = unique(&instrument.facts.id, &mut ids);
    }
    (instruments, diagnostics)
}

/// Evidence names its instrument by id, so no two may share one.
fn unique(id: &str, taken: &mut BTreeSet<String>) -> String {
    let names = std::iter::once(id.to_owned()).chain((2..).map(|number| format!("{id}-{number}")));
    let free = names.into_iter().find(|name| !taken.contains(name)).unwrap_or_default();
    taken.insert(free.clone());
    free
}

fn unread(jurisdiction: &Jurisdiction, diagnostics: Vec<Diagnostic>) -> JurisdictionReport {
    let (code, name) = (jurisdiction.code.clone(), jurisdiction.name.clone());
    let (instruments, findings) = (Vec::new(), Vec::new());
    JurisdictionReport { code, name, instruments, findings, sanctions: Sanctions::default(), diagnostics }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_instruments_of_one_name_get_two_ids() {
        let mut taken = BTreeSet::new();
        let ids: Vec<String> = ["act", "act", "act-2", "act"].iter().map(|id| unique(id, &mut taken)).collect();
        assert_eq!(ids, ["act", "act-2", "act-2-2", "act-3"]);
    }
}
