//! What an index says of itself: which files it was made from, and what the duties found in them.

use crate::instrument::TextKind;
use crate::report::Outcome;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The table of contents of one state of an index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// Program, schema and catalogue by which it was made.
    pub(crate) version: String,
    /// Which state of the index this is.
    pub(crate) generation: u64,
    /// The number for the next file.
    pub(crate) next: u32,
    /// The jurisdictions, by code.
    pub(crate) supplies: Vec<Supplied>,
    /// The folders and records in which a change may mean another set of files.
    pub(crate) watched: Vec<(String, Stamp)>,
}

/// One jurisdiction of the library.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Supplied {
    /// Its code.
    pub(crate) code: String,
    /// Its name.
    pub(crate) name: String,
    /// Hash of what decides about its files beside the files themselves.
    pub(crate) record: String,
    /// Its files, by path.
    pub(crate) files: Vec<Filed>,
}

/// One file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Filed {
    /// Its number in the index; it changes with the file.
    pub(crate) number: u32,
    /// The path as first given.
    pub(crate) path: String,
    /// What the disk said of it.
    pub(crate) stamp: Stamp,
    /// SHA-256 of its bytes.
    pub(crate) sha256: String,
    /// What it holds; none for a file that could not be read as law.
    pub(crate) instrument: Option<Described>,
}

/// What is known of an instrument.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Described {
    /// Its id.
    pub(crate) id: String,
    /// Its title.
    pub(crate) title: String,
    /// Its language.
    pub(crate) language: String,
    /// Date of entry into force.
    pub(crate) in_force: String,
    /// Official text, digest or draft.
    pub(crate) text: TextKind,
    /// How many units it has.
    pub(crate) units: u32,
}

/// What the disk says of a file or folder: its length and the time of its last change, in nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp(pub(crate) u64, pub(crate) u64);

impl Stamp {
    /// The stamp of a path; all zero where there is nothing.
    pub(crate) fn of(path: &Path) -> Self {
        let Ok(data) = std::fs::metadata(path) else { return Self::default() };
        let changed = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let nanoseconds = changed.map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(u64::MAX));
        Self(if data.is_dir() { 0 } else { data.len() }, nanoseconds)
    }

    /// A change within the same tick of the clock would leave no mark, so what is that young is not known by its stamp.
    pub(crate) fn settled(self, now: u64) -> Self {
        if self.1.saturating_add(TICK) > now { Self(self.0, 0) } else { self }
    }

    /// True where nothing is known, or what is known has changed.
    pub(crate) fn differs(self, path: &Path) -> bool {
        self.1 == 0 || self != Self::of(path)
    }
}

/// Two seconds: the coarsest clock of the file systems in use.
const TICK: u64 = 2_000_000_000;

/// The time by the same clock as [`Stamp`].
pub(crate) fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(u64::MAX))
}

impl Manifest {
    /// The file of this number, with its jurisdiction.
    pub(crate) fn file(&self, number: u32) -> Option<(&Supplied, &Filed)> {
        self.supplies.iter().find_map(|supply| {
            let mut files = supply.files.iter();
            files.find(|file| file.number == number && file.instrument.is_some()).map(|file| (supply, file))
        })
    }

    /// All files that hold an instrument.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&Supplied, &Filed, &Described)> {
        let all = self.supplies.iter().flat_map(|supply| supply.files.iter().map(move |file| (supply, file)));
        all.filter_map(|(supply, file)| Some((supply, file, file.instrument.as_ref()?)))
    }

    /// True where the disk shows no sign of a change since the index was made.
    pub(crate) fn is_fresh(&self) -> bool {
        let files = self.supplies.iter().flat_map(|supply| &supply.files);
        let mut changed = files.map(|file| (&file.path, file.stamp)).chain(self.watched.iter().map(|(p, s)| (p, *s)));
        !changed.any(|(path, stamp)| stamp.differs(&PathBuf::from(path)))
    }
}

/// What the duties found in the library, for the filter by duty and for comparators.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Assessed {
    /// By jurisdiction, in the order of the manifest.
    pub(crate) jurisdictions: Vec<Answers>,
}

/// The answers for one jurisdiction.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Answers {
    /// Its code.
    pub(crate) code: String,
    /// Its name.
    pub(crate) name: String,
    /// One per obligation that found something.
    pub(crate) duties: Vec<Duty>,
}

/// What was found for one obligation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Duty {
    /// Id of the obligation.
    pub(crate) obligation: String,
    /// The outcome.
    pub(crate) outcome: Outcome,
    /// The elements found, with the places that show them.
    pub(crate) elements: Vec<Shown>,
}

/// An element that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Shown {
    /// Id of the element.
    pub(crate) element: String,
    /// What it is.
    pub(crate) title: String,
    /// Where.
    pub(crate) places: Vec<Shows>,
}

/// A place that shows an element.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Shows {
    /// The unit it stands in ([`key`]); none where its text was not indexed.
    pub(crate) unit: Option<u64>,
    /// Title of the instrument.
    pub(crate) title: String,
    /// Id of the instrument.
    pub(crate) instrument: String,
    /// Citation.
    pub(crate) citation: String,
    /// Its eid.
    pub(crate) eid: String,
    /// The words.
    pub(crate) quote: String,
}

/// Names a unit: its file, its place in it, and what kinds of provision it is.
pub(crate) const fn key(file: u32, place: u32, kinds: u8) -> u64 {
    (file as u64) << 32 | (place as u64 & 0x00ff_ffff) << 8 | kinds as u64
}

/// The file in a key.
pub(crate) const fn file_of(key: u64) -> u32 {
    (key >> 32) as u32
}

/// A key without its kinds.
pub(crate) const fn place_of(key: u64) -> u64 {
    key >> 8
}
