//! One folder, one file: what is law, what is not, and what can be said of it without reading it.

use super::countries;
use super::record::NAMES;
use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The extensions of the files Lacuna reads, for messages.
const EXTENSIONS: [&str; 5] = [".statute", ".json", ".md", ".txt", ".html"];

/// Extensions of files that are likely to hold a law nobody should believe was read.
const DOCUMENTS: [&str; 10] = ["pdf", "docx", "doc", "rtf", "odt", "xml", "epub", "xhtml", "mht", "pages"];

/// Nothing longer than this is a law.
const LONGEST_FILE: u64 = 1 << 30;

/// A file or folder: where it is, and what it is called in messages.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The path as the user gave it, with `/` between its parts.
    pub(super) shown: String,
    /// The path without links, by which it is known again.
    pub(super) real: PathBuf,
    path: PathBuf,
}

/// What stands directly in a folder, each kind sorted by name.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) laws: Vec<Place>,
    pub(super) folders: Vec<Place>,
    pub(super) record: Option<Place>,
    pub(super) diagnostics: Vec<Diagnostic>,
    documents: bool,
}

impl Place {
    pub(super) fn given(path: &Path) -> Self {
        let shown = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        Self { shown, real, path: path.to_owned() }
    }

    fn inside(&self, name: &OsStr) -> Self {
        let path = self.path.join(name);
        let real = path.canonicalize().unwrap_or_else(|_| path.clone());
        Self { shown: format!("{}{}", self.folder(), name.to_string_lossy()), real, path }
    }

    /// The name of the file or folder, also where it was given as `.` or `..`.
    pub(super) fn name(&self) -> &str {
        self.real.file_name().and_then(OsStr::to_str).unwrap_or(&self.shown)
    }

    /// The name of the file without its extension.
    pub(super) fn stem(&self) -> &str {
        self.name().rsplit_once('.').map_or(self.name(), |(stem, _)| stem)
    }

    /// The path of the folder with a `/` at its end.
    pub(super) fn folder(&self) -> String {
        if self.shown.ends_with('/') { self.shown.clone() } else { format!("{}/", self.shown) }
    }

    /// The folder a file stands in, by its real place.
    pub(super) fn parent(&self) -> Self {
        let real = self.real.parent().map(Path::to_owned).unwrap_or_default();
        Self { shown: real.to_string_lossy().into_owned(), path: real.clone(), real }
    }

    /// What precedes the file's own name in the path the user gave; empty where they gave the name alone.
    pub(super) fn before_name(&self) -> String {
        self.shown.rfind('/').map_or(String::new(), |slash| self.shown[..=slash].to_owned())
    }

    /// True for a file in a format Lacuna reads.
    pub(super) fn is_law(&self) -> bool {
        SourceFile::new(self.shown.as_str(), Vec::new()).format().is_some()
    }

    /// The jurisdiction in the header of a `.statute` file, which decides with which files it is read.
    pub(super) fn declared_jurisdiction(&self) -> Option<String> {
        if self.path.extension()? != "statute" {
            return None;
        }
        let mut head = Vec::new();
        fs::File::open(&self.path).ok()?.take(4096).read_to_end(&mut head).ok()?;
        let head = String::from_utf8_lossy(&head);
        let header = head.trim_start_matches('\u{feff}').lines().take_while(|line| !line.trim().is_empty());
        let mut values = header.filter_map(|line| line.split_once(':'));
        let (_, code) = values.find(|(key, _)| key.trim() == "jurisdiction")?;
        Some(code.trim().to_lowercase()).filter(|code| !code.is_empty())
    }

    /// Reads the file whole.
    pub(super) fn read(&self) -> Result<SourceFile, Box<Diagnostic>> {
        let error = |code, said: String| Box::new(Diagnostic::error(code, &self.shown, said));
        let data = fs::metadata(&self.path).map_err(|e| error("unreadable-file", format!("it cannot be read: {e}")))?;
        if !data.is_file() {
            return Err(error("not-a-file", "this is neither a file nor a folder".to_owned()));
        }
        if data.len() > LONGEST_FILE {
            let said = format!("{} MB are more than any law has", data.len() >> 20);
            return Err(Box::new(error("file-too-large", said).help("give the law itself, one file per act")));
        }
        let bytes = fs::read(&self.path).map_err(|e| error("unreadable-file", format!("it cannot be read: {e}")))?;
        Ok(SourceFile::new(self.shown.as_str(), bytes))
    }

    /// Reads a file that has to be UTF-8.
    pub(super) fn text(&self) -> Result<String, Box<Diagnostic>> {
        let source = self.read()?;
        String::from_utf8(source.bytes).map_err(|error| {
            let said = format!("this file is not UTF-8 text (byte {})", error.utf8_error().valid_up_to());
            Box::new(Diagnostic::error("not-utf8", &self.shown, said).help("save it as UTF-8"))
        })
    }
}

/// Hands over every YAML file in a folder and the folders in it.
pub(super) fn yaml_files(folder: &Place, depth: usize, take: &mut dyn FnMut(&Place)) -> Result<(), Box<Diagnostic>> {
    let names = names_in(&folder.path).map_err(|error| {
        let said = format!("this folder cannot be read: {error}");
        Box::new(Diagnostic::error("unreadable-folder", &folder.shown, said))
    })?;
    for place in names.iter().map(|name| folder.inside(name)) {
        if place.path.is_dir() && depth < super::DEEPEST {
            yaml_files(&place, depth + 1, take)?;
        } else if [".yaml", ".yml"].iter().any(|ending| place.shown.ends_with(ending)) {
            take(&place);
        }
    }
    Ok(())
}

impl Listing {
    pub(super) fn of(folder: &Place) -> Self {
        let mut listing = Self::default();
        let names = match names_in(&folder.path) {
            Ok(names) => names,
            Err(error) => {
                let said = format!("this folder cannot be read: {error}");
                listing.diagnostics.push(Diagnostic::error("unreadable-folder", &folder.shown, said));
                return listing;
            }
        };
        for name in names {
            listing.add(folder.inside(&name), &name.to_string_lossy());
        }
        listing
    }

    fn add(&mut self, place: Place, name: &str) {
        let plain_name = name.to_lowercase();
        if name.starts_with('.') || plain_name == "readme" || plain_name.starts_with("readme.") {
            return;
        }
        if NAMES.contains(&name) {
            self.record.get_or_insert(place);
        } else if place.path.is_dir() {
            self.folders.push(place);
        } else if place.is_law() {
            self.laws.push(place);
        } else {
            self.documents |= is_document(name);
            self.diagnostics.push(unsupported(&place, is_document(name)));
        }
    }

    /// True for a folder that holds the laws of one jurisdiction: it has a record, or laws, or a country's code for
    /// a name; or it holds nothing but documents Lacuna cannot read, which is worth saying of a jurisdiction.
    pub(super) fn is_jurisdiction(&self, folder: &Place) -> bool {
        self.record.is_some()
            || !self.laws.is_empty()
            || (countries::is_code(folder.name()) && !self.folders.is_empty())
            || (self.documents && self.folders.is_empty())
    }
}

/// The record that stands in a folder.
pub(super) fn record_in(folder: &Place) -> Option<Place> {
    NAMES.iter().map(|name| folder.inside(OsStr::new(name))).find(|place| place.path.is_file())
}

fn names_in(folder: &Path) -> io::Result<Vec<std::ffi::OsString>> {
    let mut names =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect::<Result<Vec<_>, _>>()?;
    names.sort();
    Ok(names)
}

fn is_document(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| DOCUMENTS.contains(&extension.to_lowercase().as_str()))
}

/// A file in a format that is not read: an error where a law may well be in it.
pub(super) fn unsupported(place: &Place, error: bool) -> Diagnostic {
    let said = match place.name().rsplit_once('.') {
        Some((_, extension)) => format!("files of the format `.{extension}` are not read, so nothing in it counted"),
        None => "this file has no extension that tells its format, so nothing in it counted".to_owned(),
    };
    let build = if error { Diagnostic::error } else { Diagnostic::warning };
    build("unsupported-format", &place.shown, said).help(formats_read())
}

/// Which formats are read, as a sentence of advice.
pub(super) fn formats_read() -> String {
    let [all @ .., last] = EXTENSIONS;
    format!("the formats read are {} and {last}", all.join(", "))
}

/// Tells files with the same bytes; only files of equal length are ever hashed.
pub(super) struct Copies {
    lengths: BTreeMap<u64, usize>,
    read: BTreeMap<String, String>,
}

impl Copies {
    pub(super) fn of(files: &[Place]) -> Self {
        let mut lengths = BTreeMap::new();
        for length in files.iter().filter_map(|file| fs::metadata(&file.path).ok()) {
            *lengths.entry(length.len()).or_default() += 1;
        }
        Self { lengths, read: BTreeMap::new() }
    }

    /// The file, unless one with the same bytes came before it.
    pub(super) fn first(&mut self, source: SourceFile) -> Result<SourceFile, Box<Diagnostic>> {
        if source.bytes.is_empty() || self.lengths.get(&(source.bytes.len() as u64)).is_none_or(|count| *count < 2) {
            return Ok(source);
        }
        let Some(other) = self.read.insert(source.sha256(), source.path.clone()) else { return Ok(source) };
        let said = format!("this file is the same as {other}, byte for byte; it was read once");
        Err(Box::new(Diagnostic::warning("duplicate-file", &source.path, said).help("remove one of the two")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_extension_named_in_messages_is_one_that_is_read() {
        for extension in EXTENSIONS {
            assert!(SourceFile::new(format!("act{extension}"), Vec::new()).format().is_some(), "{extension}");
        }
        assert_eq!(formats_read(), "the formats read are .statute, .json, .md, .txt and .html");
    }

    #[test]
    fn no_document_format_is_also_read() {
        for extension in DOCUMENTS {
            assert!(SourceFile::new(format!("act.{extension}"), Vec::new()).format().is_none(), "{extension}");
        }
    }
}
