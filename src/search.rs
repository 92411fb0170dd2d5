//! Search over the provisions of a library of laws: by words, by concept, by duty, by likeness.
//!
//! The only module that knows tantivy. An index is a cache that is made from the library whenever they differ
//! ([`Library::open`]); it is never evidence. What it finds leads to provisions in the files, with the place of every
//! quotation in them.

mod build;
mod comparators;
mod compile;
mod document;
pub mod leads;
mod manifest;
mod marker;
mod near;
mod query;
mod run;
mod show;
mod similar;
mod snippet;
mod store;
#[cfg(test)]
mod tests;
mod tokens;
mod unit;
mod words;

pub use comparators::Pool;
pub use document::Kind;
pub use run::{Answer, Hit, Request, Sort};
pub use show::{Found, Shown};
pub use store::Library;

use crate::diagnostic::Diagnostic;
use document::Fields;
use manifest::{Assessed, Manifest};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// An index, open for reading as it was when it was opened.
#[derive(Debug)]
pub struct Index {
    fields: Fields,
    searcher: tantivy::Searcher,
    manifest: Manifest,
    assessed: OnceCell<Assessed>,
    /// What was done to bring it up to date; none where nothing had to be.
    pub built: Option<Built>,
}

/// What bringing an index up to date came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// The files whose provisions were indexed, by path.
    pub indexed: Vec<String>,
    /// How many files left the index, or were replaced in it.
    pub dropped: usize,
    /// What was noticed about the files of the library.
    pub diagnostics: Vec<Diagnostic>,
}

impl Index {
    /// How many provisions can be found.
    #[must_use]
    pub fn provisions(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// The words of all provisions, as they are searched; for measuring other engines on the same input.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn texts(&self) -> Result<Vec<String>, SearchError> {
        let mut texts = Vec::new();
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            for id in reader.doc_ids_alive() {
                let segment = u32::try_from(segment).unwrap_or(u32::MAX);
                texts.extend(self.stored(tantivy::DocAddress::new(segment, id))?.map(|stored| stored.text));
            }
        }
        Ok(texts)
    }

    /// The codes of its jurisdictions.
    #[must_use]
    pub fn jurisdictions(&self) -> Vec<String> {
        self.manifest.supplies.iter().map(|supply| supply.code.clone()).collect()
    }

    fn assessed(&self) -> &Assessed {
        self.assessed.get_or_init(Assessed::default)
    }

    /// The languages of its texts, by code.
    fn languages(&self) -> BTreeSet<String> {
        self.manifest.files().map(|(_, _, one)| document::language_code(&one.language)).collect()
    }
}

/// Why a search could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The library is not there.
    #[error("there is no library at {}; name one with --library", .0.display())]
    NoLibrary(PathBuf),
    /// No place for the index is known.
    #[error("no cache folder is known here; name a folder for the index with --index")]
    NoCache,
    /// The folder of the index cannot be used.
    #[error("the index at {}: {}", .0.display(), .1)]
    Folder(PathBuf, std::io::Error),
    /// An index that was just made cannot be read.
    #[error("the index that was just built cannot be opened; remove its folder or name another with --index")]
    Broken,
    /// The search engine failed.
    #[error("the search engine: {0}")]
    Engine(#[from] tantivy::TantivyError),
}
