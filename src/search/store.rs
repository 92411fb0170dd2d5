//! The index on disk: where it lives, who may write, and when it is believed.
//!
//! ```text
//! DIR/lock                 held by the one who writes
//! DIR/current              the name of the folder that is the index
//! DIR/v-…/                 tantivy's files, manifest-N.json, assessed-N.json
//! ```
//!
//! A new index is built in a folder beside and becomes the index by renaming one small file. Changes to an index are
//! made by tantivy's own commit, whose payload names the manifest that belongs to it; a process that dies before that
//! leaves the old state. Readers keep the files they opened. What cannot be opened whole, or was made by another
//! program, schema, catalogue or library, is built anew: an index is a cache and is never repaired.

use super::build::{self, Built};
use super::document::{Fields, SCHEMA};
use super::manifest::{Assessed, Manifest};
use super::tokens::tokenizers;
use super::{Built as BuildNote, Index, SearchError};
use crate::catalogue::Catalogue;
use crate::source::hex;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::cell::OnceCell;
use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use tantivy::directory::MmapDirectory;
use tantivy::indexer::IndexWriterOptions;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy};

/// The library an index is made from, and where the index lives.
#[derive(Clone, Debug)]
pub struct Library {
    roots: Vec<PathBuf>,
    folder: PathBuf,
}

impl Library {
    /// The library behind `paths`; its index lives in `index`, or else in the user's cache folder.
    ///
    /// # Errors
    /// Where a path does not exist, or no cache folder is known.
    pub fn new(paths: &[PathBuf], index: Option<&Path>) -> Result<Self, SearchError> {
        let real = |path: &PathBuf| path.canonicalize().map_err(|_| SearchError::NoLibrary(path.clone()));
        let roots = paths.iter().map(real).collect::<Result<Vec<_>, _>>()?;
        let folder = match index {
            Some(folder) => folder.to_owned(),
            None => cache_folder().ok_or(SearchError::NoCache)?.join("index").join(name(&roots)),
        };
        Ok(Self { roots, folder })
    }

    /// Where its index lives.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Opens the index; builds it, or brings it up to date, where the library has changed.
    ///
    /// `say` is told what takes time. While another process builds, the last complete state is opened; where there is
    /// none, the other is waited for.
    ///
    /// # Errors
    /// Where the library cannot be read or the index cannot be written.
    pub fn open(&self, catalogue: &Catalogue, say: &mut dyn FnMut(&str)) -> Result<Index, SearchError> {
        let version = self.version(catalogue);
        let opened = self.opened(&version);
        if let Some(index) = opened.as_ref()
            && index.manifest.is_fresh()
        {
            return opened.ok_or(SearchError::Broken);
        }
        fs::create_dir_all(&self.folder).map_err(|error| SearchError::Folder(self.folder.clone(), error))?;
        let lock = self.lock_file()?;
        match (lock.try_lock(), opened) {
            (Ok(()), _) => {}
            (Err(TryLockError::WouldBlock), Some(old)) => {
                say("the index is being brought up to date by another process; these answers are from before");
                return Ok(old);
            }
            (Err(TryLockError::WouldBlock), None) => {
                say("another process is building the index; waiting for it");
                lock.lock().map_err(|error| SearchError::Folder(self.folder.clone(), error))?;
            }
            (Err(TryLockError::Error(error)), _) => return Err(SearchError::Folder(self.folder.clone(), error)),
        }
        self.update(&version, catalogue, say)
    }

    /// Builds the index anew, whatever is there.
    ///
    /// # Errors
    /// As for [`Self::open`].
    pub fn rebuild(&self, catalogue: &Catalogue, say: &mut dyn FnMut(&str)) -> Result<Index, SearchError> {
        fs::create_dir_all(&self.folder).map_err(|error| SearchError::Folder(self.folder.clone(), error))?;
        let lock = self.lock_file()?;
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            say("another process is building the index; waiting for it");
            lock.lock().map_err(|error| SearchError::Folder(self.folder.clone(), error))?;
        }
        self.build_anew(&self.version(catalogue), catalogue)
    }

    fn lock_file(&self) -> Result<File, SearchError> {
        let path = self.folder.join("lock");
        File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
            .map_err(|error| SearchError::Folder(self.folder.clone(), error))
    }

    /// Everything that decides what an index holds, but the library's files.
    fn version(&self, catalogue: &Catalogue) -> String {
        let program = if cfg!(debug_assertions) { program_stamp() } else { String::new() };
        let parts = (SCHEMA, env!("CARGO_PKG_VERSION"), program, &catalogue.sha256, &self.roots);
        hex(&Sha256::digest(format!("{parts:?}")))
    }

    /// Does the work of the one who holds the lock.
    fn update(&self, version: &str, catalogue: &Catalogue, say: &mut dyn FnMut(&str)) -> Result<Index, SearchError> {
        // Somebody else may have done it while we waited.
        let Some(old) = self.opened(version) else {
            say("building the index of the library");
            return self.build_anew(version, catalogue);
        };
        if old.manifest.is_fresh() {
            return Ok(old);
        }
        match self.change(&old, catalogue) {
            Ok(index) => Ok(index),
            Err(_) => self.build_anew(version, catalogue),
        }
    }

    /// Changes the index in place: only what changed in the library is indexed.
    fn change(&self, old: &Index, catalogue: &Catalogue) -> Result<Index, SearchError> {
        let folder = self.current().ok_or(SearchError::Broken)?;
        let mut writer = writer(old.searcher.index())?;
        let before = Some((&old.manifest, old.assessed()));
        let mut built = build::build(&old.fields, &mut writer, &self.roots, catalogue, before)?;
        let (changed, generation) = (!built.indexed.is_empty() || built.dropped > 0, old.manifest.generation);
        built.manifest.version.clone_from(&old.manifest.version);
        built.manifest.generation = generation + u64::from(changed);
        write_notes(&folder, &built)?;
        if changed {
            commit(writer, &built)?;
            for name in ["manifest", "assessed"] {
                let _ = fs::remove_file(folder.join(note(name, generation)));
            }
        }
        self.reopened(built)
    }

    fn build_anew(&self, version: &str, catalogue: &Catalogue) -> Result<Index, SearchError> {
        let nonce = super::manifest::now();
        let name = format!("v-{nonce:x}-{:x}", std::process::id());
        let folder = self.folder.join(&name);
        self.clear_all_but(self.current().as_deref());
        fs::create_dir_all(&folder).map_err(|error| SearchError::Folder(folder.clone(), error))?;
        let fields = Fields::new();
        let settings = tantivy::IndexSettings { docstore_blocksize: BLOCK, ..tantivy::IndexSettings::default() };
        let index = tantivy::Index::builder()
            .schema(fields.schema.clone())
            .settings(settings)
            .tokenizers(tokenizers())
            .open_or_create(MmapDirectory::open(&folder).map_err(tantivy::TantivyError::from)?)?;
        let mut writer = writer(&index)?;
        let mut built = build::build(&fields, &mut writer, &self.roots, catalogue, None)?;
        version.clone_into(&mut built.manifest.version);
        write_notes(&folder, &built)?;
        commit(writer, &built)?;
        write_whole(&self.folder.join("current"), name.as_bytes())?;
        self.clear_all_but(Some(&folder));
        self.reopened(built)
    }

    fn reopened(&self, built: Built) -> Result<Index, SearchError> {
        let Built { manifest, diagnostics, indexed, dropped, .. } = built;
        let mut index = self.opened(&manifest.version).ok_or(SearchError::Broken)?;
        index.built = Some(BuildNote { indexed, dropped, diagnostics });
        Ok(index)
    }

    /// The folder that is the index.
    fn current(&self) -> Option<PathBuf> {
        let name = fs::read_to_string(self.folder.join("current")).ok()?;
        let plain = name.starts_with("v-") && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        plain.then(|| self.folder.join(name))
    }

    /// Removes what earlier builds left behind; only the holder of the lock may.
    fn clear_all_but(&self, kept: Option<&Path>) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let ours = entry.file_name().to_string_lossy().starts_with("v-");
            if ours && Some(entry.path().as_path()) != kept {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }

    /// The index as it is, where it can be believed.
    fn opened(&self, version: &str) -> Option<Index> {
        // A state may be replaced between the reading of two of its files: then the next one is complete.
        (0..TRIES).find_map(|_| self.open_once(version))
    }

    fn open_once(&self, version: &str) -> Option<Index> {
        let folder = self.current()?;
        let mut index = tantivy::Index::open_in_dir(&folder).ok()?;
        index.set_tokenizers(tokenizers());
        let generation: u64 = index.load_metas().ok()?.payload?.parse().ok()?;
        let manifest: Manifest = read_note(&folder.join(note("manifest", generation)))?;
        if manifest.version != version || manifest.generation != generation {
            return None;
        }
        let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().ok()?;
        let (fields, searcher) = (Fields::new(), reader.searcher());
        if searcher.schema() != &fields.schema {
            return None;
        }
        is_whole(&searcher, &fields).ok()?;
        let assessed = (folder.join(note("assessed", generation)), OnceCell::new());
        if let Some(read) = read_note::<Assessed>(&assessed.0) {
            let _ = assessed.1.set(read);
        } else {
            return None;
        }
        Some(Index { fields, searcher, manifest, assessed: assessed.1, built: None })
    }
}

/// Opens everything that a search will read, so that damage shows before a search is answered from half an index.
fn is_whole(searcher: &tantivy::Searcher, fields: &Fields) -> tantivy::Result<()> {
    for segment in searcher.segment_readers() {
        for (field, _) in fields.schema.fields().filter(|(_, entry)| entry.is_indexed()) {
            segment.inverted_index(field)?;
        }
        segment.fast_fields().u64("key")?;
        segment.get_store_reader(1)?;
    }
    Ok(())
}

/// How often a state that is being replaced is tried.
const TRIES: usize = 3;

/// Larger blocks take less room; one is unpacked for every hit that is shown.
const BLOCK: usize = 1 << 15;

/// The folder for what can be made again at any time.
fn cache_folder() -> Option<PathBuf> {
    let from = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || from("HOME");
    let folder = if cfg!(windows) {
        from("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        from("XDG_CACHE_HOME").or_else(|| home().map(|home| home.join("Library/Caches")))
    } else {
        from("XDG_CACHE_HOME").or_else(|| home().map(|home| home.join(".cache")))
    };
    folder.map(|folder| folder.join("lacuna"))
}

fn name(roots: &[PathBuf]) -> String {
    hex(&Sha256::digest(format!("{roots:?}")))[..16].to_owned()
}

/// While the program itself changes from one build to the next, so does what it reads in a law.
fn program_stamp() -> String {
    let path = std::env::current_exe().unwrap_or_default();
    format!("{:?}", super::manifest::Stamp::of(&path))
}

fn writer(index: &tantivy::Index) -> Result<IndexWriter, SearchError> {
    let options = IndexWriterOptions::builder().num_worker_threads(1).memory_budget_per_thread(ARENA).build();
    Ok(index.writer_with_options(options)?)
}

/// Memory for what is not yet on disk: a national library fits into a few segments.
const ARENA: usize = 128 << 20;

fn commit(mut writer: IndexWriter, built: &Built) -> Result<(), SearchError> {
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&built.manifest.generation.to_string());
    prepared.commit()?;
    Ok(writer.wait_merging_threads()?)
}

fn note(name: &str, generation: u64) -> String {
    format!("{name}-{generation}.json")
}

fn write_notes(folder: &Path, built: &Built) -> Result<(), SearchError> {
    let generation = built.manifest.generation;
    let text = |error: serde_json::Error| SearchError::Folder(folder.to_owned(), error.into());
    write_whole(&folder.join(note("assessed", generation)), &serde_json::to_vec(&built.assessed).map_err(text)?)?;
    write_whole(&folder.join(note("manifest", generation)), &serde_json::to_vec(&built.manifest).map_err(text)?)
}

fn read_note<T: DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// Writes a file beside its place and renames it, so that nobody ever reads half of it.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), SearchError> {
    let beside = path.with_extension("part");
    let written = File::create(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| SearchError::Folder(path.to_owned(), error))
}
