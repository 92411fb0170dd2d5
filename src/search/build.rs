//! Makes an index from a library, and brings one up to date: a file that did not change is not indexed again.

use super::SearchError;
use super::document::{Fields, Kind, Marks, document};
use super::manifest::{Answers, Assessed, Described, Filed, Manifest, Stamp, Supplied, key, now};
use super::unit::{Unit, cut};
use crate::assess::{Selection, assess_reading};
use crate::catalogue::{Catalogue, Profile};
use crate::diagnostic::Diagnostic;
use crate::instrument::read::read;
use crate::instrument::{Instrument, Level};
use crate::jurisdiction::Jurisdiction;
use crate::reading::Reading;
use crate::reading::offence::Part as RulePart;
use crate::reading::operative::Role;
use crate::reading::statement::Text;
use crate::report::{Evidence, JurisdictionReport};
use crate::source::{SourceFile, hex};
use crate::span::Span;
use crate::workspace::{self, Supply};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use tantivy::{IndexWriter, TantivyDocument, Term};

/// What a build came to.
#[derive(Debug, Default)]
pub(super) struct Built {
    pub(super) manifest: Manifest,
    pub(super) assessed: Assessed,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The files whose provisions were indexed.
    pub(super) indexed: Vec<String>,
    /// Files that are gone or were indexed anew: their old provisions are to be deleted.
    pub(super) dropped: usize,
}

/// Indexes the library behind `roots` with `writer`, which holds what `before` describes.
///
/// Laws nest deeper than the small stacks of worker threads allow for.
pub(super) fn build(
    fields: &Fields,
    writer: &mut IndexWriter,
    roots: &[PathBuf],
    catalogue: &Catalogue,
    before: Option<(&Manifest, &Assessed)>,
) -> Result<Built, SearchError> {
    match rayon::ThreadPoolBuilder::new().stack_size(STACK).build() {
        Ok(pool) => pool.install(|| build_here(fields, writer, roots, catalogue, before)),
        Err(_) => build_here(fields, writer, roots, catalogue, before),
    }
}

/// As much as a main thread has, twice.
const STACK: usize = 16 << 20;

fn build_here(
    fields: &Fields,
    writer: &mut IndexWriter,
    roots: &[PathBuf],
    catalogue: &Catalogue,
    before: Option<(&Manifest, &Assessed)>,
) -> Result<Built, SearchError> {
    let began = now();
    let mut built = Built::default();
    built.manifest.next = before.map_or(1, |(manifest, _)| manifest.next);
    let watched = workspace::watched(roots).into_iter().map(|path| {
        let stamp = Stamp::of(&path).settled(began);
        (path.to_string_lossy().into_owned(), stamp)
    });
    built.manifest.watched = watched.collect();
    let found = workspace::survey(roots);
    built.diagnostics.extend(found.diagnostics);
    let mut kept: BTreeSet<u32> = BTreeSet::new();
    for supply in found.supplies {
        let old = before.and_then(|(manifest, assessed)| known(manifest, assessed, &supply));
        let mut work = Work { fields, writer, catalogue, built: &mut built, began };
        work.supply(supply, old)?;
    }
    kept.extend(built.manifest.files().map(|(_, file, _)| file.number));
    for (_, file, _) in before.iter().flat_map(|(manifest, _)| manifest.files()) {
        if !kept.contains(&file.number) {
            writer.delete_term(Term::from_field_u64(fields.file, u64::from(file.number)));
            built.dropped += 1;
        }
    }
    Ok(built)
}

/// What an older index knows of a supply.
type Old<'o> = (&'o Supplied, &'o Answers);

fn known<'o>(manifest: &'o Manifest, assessed: &'o Assessed, supply: &Supply) -> Option<Old<'o>> {
    let first = supply.paths().next()?;
    let mut all = manifest.supplies.iter().zip(&assessed.jurisdictions);
    let same =
        |old: &Supplied| old.code == supply.code && old.files.iter().any(|file| parent(&file.path) == parent(first));
    all.find(|(old, _)| same(old))
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

struct Work<'w> {
    fields: &'w Fields,
    writer: &'w IndexWriter,
    catalogue: &'w Catalogue,
    built: &'w mut Built,
    began: u64,
}

impl Work<'_> {
    fn supply(&mut self, mut supply: Supply, old: Option<Old>) -> Result<(), SearchError> {
        let record = record_hash(&supply);
        let mut files: Vec<Filed> = supply.paths().map(|path| filed(path, old, self.began)).collect();
        if let Some((before, answers)) = old
            && before.record == record
            && same_files(&before.files, &files)
        {
            files.iter_mut().zip(&before.files).for_each(|(new, old)| {
                (new.number, new.instrument) = (old.number, old.instrument.clone());
            });
            self.built.manifest.supplies.push(Supplied { files, ..before.clone() });
            self.built.assessed.jurisdictions.push(answers.clone());
            return Ok(());
        }
        let (instruments, diagnostics) = instruments(&mut supply);
        self.built.diagnostics.extend(diagnostics);
        let jurisdiction =
            Jurisdiction { code: supply.code, name: supply.name, instruments, supplied: supply.record.supplied };
        let units: Vec<Vec<Unit>> = jurisdiction.instruments.par_iter().map(cut).collect();
        self.number(&mut files, old.filter(|(before, _)| before.record == record), &jurisdiction, &units);
        let answers = self.index(&files, &jurisdiction, &units)?;
        let (code, name) = (jurisdiction.code.clone(), jurisdiction.name.clone());
        self.built.manifest.supplies.push(Supplied { code, name, record, files });
        self.built.assessed.jurisdictions.push(answers);
        Ok(())
    }

    /// Describes every file, and numbers those anew that are not in the index as they are.
    fn number(&mut self, files: &mut [Filed], old: Option<Old>, jurisdiction: &Jurisdiction, units: &[Vec<Unit>]) {
        let known: BTreeMap<&str, &Filed> =
            old.iter().flat_map(|(before, _)| &before.files).map(|file| (file.path.as_str(), file)).collect();
        let by_path: BTreeMap<&str, usize> =
            jurisdiction.instruments.iter().enumerate().map(|(at, one)| (one.file.as_str(), at)).collect();
        for file in files {
            file.instrument =
                by_path.get(file.path.as_str()).map(|&at| describe(&jurisdiction.instruments[at], &units[at]));
            let same = known.get(file.path.as_str());
            let same = same.filter(|old| old.sha256 == file.sha256 && old.instrument == file.instrument);
            file.number = same.map_or(0, |old| old.number);
            if file.instrument.is_some() && file.number == 0 {
                file.number = self.built.manifest.next;
                self.built.manifest.next += 1;
                self.built.indexed.push(file.path.clone());
            }
        }
    }

    /// Indexes the files that are new, and assesses all together.
    fn index(&self, files: &[Filed], jurisdiction: &Jurisdiction, units: &[Vec<Unit>]) -> Result<Answers, SearchError> {
        let reading = Reading::of(jurisdiction, self.catalogue);
        let mut texts = (0..reading.texts.len()).peekable();
        let texts: Vec<Option<usize>> = (0..jurisdiction.instruments.len())
            .map(|at| if reading.unread.contains(&at) { None } else { texts.next() })
            .collect();
        let marks = Marker { reading: &reading, defined: defined(&reading) };
        let numbers: BTreeMap<&str, u32> = files.iter().map(|file| (file.path.as_str(), file.number)).collect();
        let new: BTreeSet<&str> = self.built.indexed.iter().map(String::as_str).collect();
        for (at, instrument) in jurisdiction.instruments.iter().enumerate() {
            let Some(&number) = numbers.get(instrument.file.as_str()) else { continue };
            if !new.contains(instrument.file.as_str()) {
                continue;
            }
            let marked: Vec<Marks> = units[at]
                .iter()
                .enumerate()
                .map(|(place, unit)| marks.marks(texts[at], unit, instrument, &jurisdiction.code, (number, place)))
                .collect();
            let make = |(unit, marks)| document(self.fields, instrument, unit, marks);
            let documents: Vec<TantivyDocument> = units[at].par_iter().zip(&marked).map(make).collect();
            for document in documents {
                self.writer.add_document(document)?;
            }
        }
        let selection = Selection { profile: Profile::Full, only: Vec::new() };
        let report = assess_reading(self.catalogue, jurisdiction, &selection, &reading);
        Ok(Evident::of(jurisdiction, units, &numbers).answers(&report))
    }
}

/// A file as the disk has it now; where the stamp is as before, so is the hash.
fn filed(path: &str, old: Option<Old>, began: u64) -> Filed {
    let place = Path::new(path);
    let before = old.and_then(|(supplied, _)| supplied.files.iter().find(|file| file.path == path));
    let stamp = Stamp::of(place).settled(began);
    let sha256 = match before {
        Some(file) if !file.stamp.differs(place) => file.sha256.clone(),
        _ => std::fs::read(place).map(|bytes| SourceFile::new(path, bytes).sha256()).unwrap_or_default(),
    };
    Filed { path: path.to_owned(), stamp, sha256, ..Filed::default() }
}

fn same_files(before: &[Filed], now: &[Filed]) -> bool {
    let names = |files: &[Filed]| -> Vec<(String, String)> {
        files.iter().map(|file| (file.path.clone(), file.sha256.clone())).collect()
    };
    names(before) == names(now)
}

fn record_hash(supply: &Supply) -> String {
    hex(&Sha256::digest(format!("{}\0{}\0{:?}", supply.code, supply.name, supply.record)))
}

fn describe(instrument: &Instrument, units: &[Unit]) -> Described {
    let facts = &instrument.facts;
    Described {
        id: facts.id.clone(),
        title: facts.title.clone(),
        language: facts.language.clone(),
        in_force: facts.in_force.clone(),
        text: facts.text,
        units: u32::try_from(units.len()).unwrap_or(u32::MAX),
    }
}

/// Reads every file of a supply; their ids are unique among them.
pub(super) fn instruments(supply: &mut Supply) -> (Vec<Instrument>, Vec<Diagnostic>) {
    let (mut instruments, mut diagnostics) = (Vec::new(), std::mem::take(&mut supply.diagnostics));
    let sources: Vec<_> = supply.sources().collect();
    let all: Vec<Result<Instrument, Vec<Diagnostic>>> =
        sources.into_par_iter().map(|source| read(&source.map_err(|one| vec![*one])?)).collect();
    for one in all {
        match one {
            Ok(instrument) => instruments.push(instrument),
            Err(mistakes) => diagnostics.extend(mistakes),
        }
    }
    let mut ids = BTreeSet::new();
    for instrument in &mut instruments {
        supply.settle(&instrument.file, &mut instrument.facts);
        let id = instrument.facts.id.clone();
        let mut names = std::iter::once(id.clone()).chain((2..).map(|number| format!("{id}-{number}")));
        instrument.facts.id = names.find(|name| ids.insert(name.clone())).unwrap_or(id);
    }
    (instruments, diagnostics)
}

/// The provisions of each text that define a term.
fn defined(reading: &Reading) -> BTreeSet<(usize, usize)> {
    reading.definitions.all.iter().map(|one| (one.text, one.provision)).collect()
}

/// Says what a unit is found by.
struct Marker<'m> {
    reading: &'m Reading<'m>,
    defined: BTreeSet<(usize, usize)>,
}

impl Marker<'_> {
    fn marks(
        &self,
        text: Option<usize>,
        unit: &Unit,
        instrument: &Instrument,
        jurisdiction: &str,
        (number, place): (u32, usize),
    ) -> Marks {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        let defines = instrument.provisions[unit.provision].level == Level::Definition
            || text.is_some_and(|text| self.defined.contains(&(text, unit.provision)));
        let (concepts, mut kinds) = match text {
            Some(text) => (concepts(&self.reading.texts[text], unit), self.kinds(text, unit)),
            None => (Vec::new(), 0),
        };
        if defines {
            kinds = Kind::Definition.bit();
        }
        if kinds == 0 {
            kinds = Kind::Other.bit();
        }
        let law = text.is_none_or(|text| self.reading.texts[text].roles[unit.provision].is_law());
        let beside = instrument.provisions[unit.provision].level == Level::Note || !law;
        kinds |= if beside { super::run::NO_LAW } else { 0 };
        Marks { key: key(number, place, kinds), jurisdiction: jurisdiction.to_owned(), concepts, kinds }
    }

    fn kinds(&self, index: usize, unit: &Unit) -> u8 {
        let text = &self.reading.texts[index];
        let law = text.roles[unit.provision] == Role::Operative;
        let mut kinds = 0;
        let mut says_duty = false;
        for id in text.statements_in(unit.provision) {
            let statement = &text.statements[id];
            if !unit.parts.contains(&statement.provision) {
                continue;
            }
            let says = |concept| text.says(statement, concept);
            let priced = (says("imprisonment") || says("fine")) && (says("liability") || says("offence.creates"));
            kinds |= if priced { Kind::Sanction.bit() } else { 0 };
            let creates = says("offence.new") || says("offence.creates") && !says("offence.denied");
            kinds |= if creates { Kind::Offence.bit() } else { 0 };
            says_duty |= says("shall");
        }
        let part = self.reading.rule_of(index, unit.provision).map_or(RulePart::None, |rule| rule.part);
        if part != RulePart::None {
            kinds |= Kind::Offence.bit();
        }
        match (law, kinds) {
            (false, _) => 0,
            (true, 0) if says_duty => Kind::Duty.bit(),
            (true, kinds) => kinds,
        }
    }
}

/// The names of the concepts that a unit mentions, in order.
pub(super) fn concepts(text: &Text, unit: &Unit) -> Vec<String> {
    let mut found = BTreeSet::new();
    for &part in &unit.parts {
        let from = text.passages.partition_point(|passage| passage.provision < part);
        let own = text.passages[from..].iter().take_while(|passage| passage.provision == part);
        for mention in own.flat_map(|passage| &passage.mentions) {
            if unit.span.overlaps(mention.span(&text.tokens)) {
                found.insert(text.pack.name(mention.concept).to_owned());
            }
        }
    }
    for id in text.statements_in(unit.provision).filter(|&id| unit.parts.contains(&text.statements[id].provision)) {
        for mention in &text.statements[id].joints {
            found.insert(text.pack.name(mention.concept).to_owned());
        }
    }
    found.into_iter().collect()
}

/// Leads from evidence to the unit it stands in.
struct Evident<'e> {
    instruments: BTreeMap<&'e str, (&'e Instrument, Option<u32>, &'e [Unit])>,
}

impl<'e> Evident<'e> {
    fn of(jurisdiction: &'e Jurisdiction, units: &'e [Vec<Unit>], numbers: &BTreeMap<&str, u32>) -> Self {
        let all = jurisdiction.instruments.iter().zip(units);
        let entry = |(one, units): (&'e Instrument, &'e Vec<Unit>)| {
            (one.facts.id.as_str(), (one, numbers.get(one.file.as_str()).copied(), units.as_slice()))
        };
        Self { instruments: all.map(entry).collect() }
    }

    fn answers(&self, report: &JurisdictionReport) -> Answers {
        Answers::of(report, &|evidence| {
            let (instrument, number, units) = self.instruments.get(evidence.instrument.as_str())?;
            unit_of(instrument, (*number)?, units, evidence)
        })
    }
}

fn unit_of(instrument: &Instrument, number: u32, units: &[Unit], evidence: &Evidence) -> Option<u64> {
    let inside = |span: Span| {
        let file = instrument.offsets.file_span(span);
        file.start <= evidence.start && evidence.start < file.end
    };
    let at = units.iter().position(|unit| {
        inside(unit.span) && unit.parts.iter().any(|&part| instrument.provisions[part].eid == evidence.eid)
    })?;
    Some(key(number, u32::try_from(at).ok()?, 0))
}
