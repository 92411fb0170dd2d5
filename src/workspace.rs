//! Finds the files of law behind the paths a user names, and groups them by jurisdiction.
//!
//! The only module that walks the disk. It knows names, folders and `jurisdiction.yaml`, and nothing of what the
//! files say; it reads them one at a time, when asked. Everything is in the order of file names.

mod again;
pub mod countries;
mod listing;
pub mod record;
pub mod scaffold;

pub use again::{read_again, saved_report};

use crate::diagnostic::Diagnostic;
use crate::instrument::Facts;
use crate::source::SourceFile;
use listing::{Listing, Place};
use record::Record;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What lies behind the paths of one call.
#[derive(Debug, Default)]
pub struct Workspace {
    /// The jurisdictions, in the order of the paths and, below a path, of folder names.
    pub supplies: Vec<Supply>,
    /// What belongs to none of them: paths that are not there, folders without law.
    pub diagnostics: Vec<Diagnostic>,
}

/// The files of one jurisdiction, found but not yet read.
#[derive(Debug, Default)]
pub struct Supply {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What `jurisdiction.yaml` says; empty where there is none.
    pub record: Record,
    /// What was noticed in finding the files.
    pub diagnostics: Vec<Diagnostic>,
    /// True where the code is only the name of a file, and what the file says of itself goes before it.
    guessed: bool,
    /// The folder, with a `/` at its end, from which the record names files.
    folder: String,
    files: Vec<Place>,
}

/// Finds the jurisdictions behind `paths`: files, folders of one jurisdiction, or folders of such folders.
#[must_use]
pub fn survey(paths: &[PathBuf]) -> Workspace {
    let mut survey = Survey::default();
    for path in paths {
        survey.path(path);
    }
    survey.workspace.supplies.iter_mut().for_each(Supply::sort);
    survey.workspace.note_equal_codes();
    survey.workspace
}

/// The folders behind `paths` and the records in them: where a change may mean another set of files.
#[must_use]
pub fn watched(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    paths.iter().for_each(|path| watch(path, 0, &mut found));
    found
}

fn watch(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    if depth > DEEPEST || !folder.is_dir() {
        return;
    }
    found.push(folder.to_owned());
    found.extend(record::NAMES.iter().map(|name| folder.join(name)).filter(|path| path.is_file()));
    let inside = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> =
        inside.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())).map(|entry| entry.path()).collect();
    folders.sort();
    folders.iter().for_each(|inner| watch(inner, depth + 1, found));
}

/// The YAML files of a catalogue: their paths from its folder, with `/` between the parts, and their text.
///
/// # Errors
/// Where the folder, or a file in it, cannot be read.
pub fn catalogue_files(folder: &Path) -> Result<Vec<(String, String)>, Vec<Diagnostic>> {
    let place = Place::given(folder);
    let (mut files, mut mistakes) = (Vec::new(), Vec::new());
    listing::yaml_files(&place, 0, &mut |file| match file.text() {
        Ok(text) => files.push((file.shown.strip_prefix(&place.folder()).unwrap_or(&file.shown).to_owned(), text)),
        Err(mistake) => mistakes.push(*mistake),
    })
    .unwrap_or_else(|mistake| mistakes.push(*mistake));
    if files.is_empty() && mistakes.is_empty() {
        let said = Diagnostic::error("empty-folder", &place.shown, "no obligation stands in this folder");
        mistakes.push(said.help("name a folder like `obligations`, with one YAML file per obligation"));
    }
    if mistakes.is_empty() { Ok(files) } else { Err(mistakes) }
}

#[derive(Default)]
struct Survey {
    workspace: Workspace,
    /// Real paths already taken, so that neither a loop of links nor a path given twice is followed again.
    seen: BTreeSet<PathBuf>,
}

/// Folders nested deeper than this hold no laws anybody filed there on purpose.
const DEEPEST: usize = 32;

impl Survey {
    fn path(&mut self, path: &Path) {
        let place = Place::given(path);
        match fs::metadata(path) {
            Ok(data) if data.is_dir() => self.top_folder(&place),
            Ok(_) => self.single_file(place),
            Err(error) => self.workspace.diagnostics.push(unreachable_path(&place, &error)),
        }
    }

    fn top_folder(&mut self, place: &Place) {
        let found = |workspace: &Workspace| workspace.supplies.len() + workspace.diagnostics.len();
        let (before, known) = (found(&self.workspace), self.seen.contains(&place.real));
        self.folder(place, 0);
        if found(&self.workspace) == before && !known {
            let said = Diagnostic::error("empty-folder", &place.shown, "no file of law stands in this folder");
            self.workspace.diagnostics.push(said.help(listing::formats_read()));
        }
    }

    /// A folder that is a jurisdiction, or else every folder in it.
    fn folder(&mut self, place: &Place, depth: usize) {
        if depth > DEEPEST || !self.seen.insert(place.real.clone()) {
            return;
        }
        let mut listing = Listing::of(place);
        if listing.is_jurisdiction(place) {
            let apart = self.jurisdiction(place, listing);
            apart.iter().for_each(|inner| self.folder(inner, depth + 1));
            return;
        }
        self.workspace.diagnostics.append(&mut listing.diagnostics);
        listing.folders.iter().for_each(|inner| self.folder(inner, depth + 1));
    }

    /// Takes a folder as one jurisdiction; hands back the folders in it that are jurisdictions of their own.
    fn jurisdiction(&mut self, place: &Place, listing: Listing) -> Vec<Place> {
        let mut supply = Supply { folder: place.folder(), ..Supply::default() };
        supply.take_record(listing.record.as_ref());
        supply.call(place.name());
        let mut apart = Vec::new();
        self.take_files(&mut supply, listing, &mut apart, 0);
        supply.note_absent_files();
        self.workspace.supplies.push(supply);
        apart
    }

    fn take_files(&mut self, into: &mut Supply, listing: Listing, apart: &mut Vec<Place>, depth: usize) {
        into.diagnostics.extend(listing.diagnostics);
        into.files.extend(listing.laws.into_iter().filter(|file| self.seen.insert(file.real.clone())));
        for inner in listing.folders {
            let inside = Listing::of(&inner);
            if inside.record.is_some() || countries::is_code(inner.name()) {
                apart.push(inner);
            } else if depth < DEEPEST && self.seen.insert(inner.real.clone()) {
                self.take_files(into, inside, apart, depth + 1);
            }
        }
    }

    /// A file named by itself; files that name the same jurisdiction are read together.
    fn single_file(&mut self, file: Place) {
        if !file.is_law() {
            self.workspace.diagnostics.push(listing::unsupported(&file, true));
            return;
        }
        if !self.seen.insert(file.real.clone()) {
            return;
        }
        let mut supply = Supply::of_file(&file);
        let known = self.workspace.supplies.iter_mut();
        match known.rev().find(|known| known.takes_files_like(&supply)) {
            Some(known) => known.files.push(file),
            None => {
                supply.files.push(file);
                self.workspace.supplies.push(supply);
            }
        }
    }
}

impl Workspace {
    /// Two folders with one code may be two versions of one law, so they are not read together.
    fn note_equal_codes(&mut self) {
        let mut codes = BTreeSet::new();
        for supply in &mut self.supplies {
            if !codes.insert(supply.code.clone()) {
                let said =
                    format!("another folder is the jurisdiction `{}` too; each is reported by itself", supply.code);
                let help = "put all files of one supply into one folder to have them read together";
                supply.diagnostics.push(Diagnostic::warning("same-code", &supply.folder, said).help(help));
            }
        }
    }
}

impl Supply {
    /// Reads the files one after the other; a file that cannot be read, or was read already, is a diagnostic.
    pub fn sources(&self) -> impl Iterator<Item = Result<SourceFile, Box<Diagnostic>>> + '_ {
        let mut read = listing::Copies::of(&self.files);
        self.files.iter().map(move |file| file.read().and_then(|source| read.first(source)))
    }

    /// The paths of its files, as the user would write them, in the order in which they are read.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.shown.as_str())
    }

    /// The path of its `jurisdiction.yaml`, for messages.
    #[must_use]
    pub fn record_file(&self) -> String {
        format!("{}{}", self.folder, record::NAMES[0])
    }

    /// Puts what `jurisdiction.yaml` says into the facts of an instrument, and what an instrument says of its
    /// jurisdiction in the place of a guess.
    pub fn settle(&mut self, file: &str, facts: &mut Facts) {
        self.record.amend(file.strip_prefix(&self.folder).unwrap_or(file), facts);
        if self.guessed && !facts.jurisdiction.is_empty() {
            self.guessed = false;
            self.call(&facts.jurisdiction.to_lowercase());
        }
    }

    /// The order in which paths were typed changes nothing.
    fn sort(&mut self) {
        self.files.sort_by(|a, b| a.shown.cmp(&b.shown));
    }

    fn of_file(file: &Place) -> Self {
        let parent = file.parent();
        let mut supply = Self { folder: file.before_name(), ..Self::default() };
        supply.take_record(listing::record_in(&parent).as_ref());
        if let Some(code) = file.declared_jurisdiction() {
            supply.call(&code);
        } else if !supply.record.code.is_empty() || countries::is_code(parent.name()) {
            supply.call(parent.name());
        } else {
            supply.guessed = true;
            supply.call(file.stem());
        }
        supply
    }

    fn takes_files_like(&self, other: &Self) -> bool {
        self.code == other.code && self.folder == other.folder
    }

    fn take_record(&mut self, file: Option<&Place>) {
        let Some(file) = file else { return };
        match file.text().map_err(|error| vec![*error]).and_then(|text| Record::read(&file.shown, &text)) {
            Ok(record) => self.record = record,
            Err(mistakes) => self.diagnostics.extend(mistakes),
        }
    }

    /// Settles code and name: what the record says, else this code and the country's name.
    fn call(&mut self, code: &str) {
        let (record, code) = (&self.record, code.to_lowercase());
        self.code = if record.code.is_empty() { code } else { record.code.clone() };
        self.name = match (record.name.is_empty(), countries::name(&self.code)) {
            (false, _) => record.name.clone(),
            (true, Some(name)) => name.to_owned(),
            (true, None) => self.code.clone(),
        };
    }

    fn note_absent_files(&mut self) {
        for entry in &self.record.instruments {
            if !self
                .files
                .iter()
                .any(|file| file.shown.strip_prefix(&self.folder).is_some_and(|path| entry.names(path)))
            {
                let said = format!("`{}`, which {} names, is not among the files read", entry.file, record::NAMES[0]);
                let help = format!("add the file or take it off the list; {}", listing::formats_read());
                self.diagnostics.push(Diagnostic::error("absent-file", &self.folder, said).help(help));
            }
        }
    }
}

fn unreachable_path(place: &Place, error: &std::io::Error) -> Diagnostic {
    match error.kind() {
        std::io::ErrorKind::NotFound => {
            Diagnostic::error("missing-path", &place.shown, "there is no such file or folder")
        }
        _ => Diagnostic::error("unreadable-file", &place.shown, format!("it cannot be read: {error}")),
    }
}

#[cfg(test)]
mod tests;
