//! Shared by the tests that hold the program against real laws: where those are, how they are read and scored.
//!
//! The laws and the sheets coded by reading them are not part of this repository. They stand in a folder `shared` beside
//! it, or where `LACUNA_SHARED` says; tests that need them skip aloud where there are none.

// Each test is a program of its own and uses its own part of this.
#![allow(dead_code)]

pub(crate) mod case;
pub(crate) mod cited;
pub(crate) mod keywords;
pub(crate) mod law;
pub(crate) mod mutate;
pub(crate) mod names;
pub(crate) mod quotes;
pub(crate) mod score;
pub(crate) mod sheet;

use std::path::{Path, PathBuf};

/// A path inside the shared folder; none, aloud, where it is not there.
pub(crate) fn shared(inside: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let path = std::env::var_os("LACUNA_SHARED").map_or_else(beside, PathBuf::from).join(inside);
    if path.exists() {
        return Some(path);
    }
    eprintln!("SKIPPED: there is no {}; name the folder with LACUNA_SHARED", path.display());
    None
}

/// A path inside the repository.
pub(crate) fn repository(inside: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(inside)
}
