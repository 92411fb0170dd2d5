//! A sheet: what a person found by reading the same laws, key by key.

use super::cited::sections;
use std::collections::BTreeSet;
use std::path::Path;

/// One line of a sheet.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// The key of the codebook.
    pub(crate) key: String,
    /// Its value.
    pub(crate) value: String,
    /// The sections and articles named as its place.
    pub(crate) sections: BTreeSet<String>,
}

/// One jurisdiction's sheet.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    /// The jurisdiction's code.
    pub(crate) code: String,
    /// Its lines.
    pub(crate) lines: Vec<Line>,
}

impl Sheet {
    /// The sections named for a key.
    pub(crate) fn sections(&self, key: &str) -> BTreeSet<String> {
        let line = self.lines.iter().find(|line| line.key == key);
        line.map(|line| line.sections.clone()).unwrap_or_default()
    }
}

/// The sheet of a jurisdiction, where there is one.
pub(crate) fn sheet(folder: &Path, code: &str) -> Option<Sheet> {
    let text = std::fs::read_to_string(folder.join(format!("{code}.tsv"))).ok()?;
    let lines = text.lines().skip(1).filter_map(line).collect();
    Some(Sheet { code: code.to_owned(), lines })
}

fn line(text: &str) -> Option<Line> {
    let mut fields = text.split('\t');
    let (key, value) = (fields.next()?.trim(), fields.next()?.trim());
    if key.is_empty() {
        return None;
    }
    let sections = sections(fields.next().unwrap_or_default());
    Some(Line { key: key.to_owned(), value: value.to_lowercase(), sections })
}
