//! Finds a provision by its citation, and shows it in its context.

use super::document::cite;
use super::manifest::{Described, Filed, Supplied, file_of};
use super::run::Match;
use super::{Index, Request, SearchError};
use crate::instrument::read::read;
use crate::instrument::{Content, Instrument, Level, ProvisionId};
use crate::search::unit::{headings, one_line};
use crate::source::SourceFile;
use serde::Serialize;
use std::collections::BTreeMap;

/// An instrument of the library in which a citation leads somewhere.
#[derive(Clone, Debug)]
pub struct Found {
    /// Code of the jurisdiction.
    pub jurisdiction: String,
    /// Id of the instrument.
    pub instrument: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
    /// The path of its file.
    pub file: String,
    /// The citation that was asked for.
    pub citation: String,
    sha256: String,
    pub(super) units: Vec<Match>,
}

/// A provision in its context.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Code of the jurisdiction.
    pub jurisdiction: String,
    /// Id of the instrument.
    pub instrument: String,
    /// Its title.
    pub title: String,
    /// The path of its file.
    pub file: String,
    /// Citation of the provision that was asked for.
    pub citation: String,
    /// Its eid.
    pub eid: String,
    /// First byte of it in the file.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The headings above it, widest first.
    pub headings: Vec<String>,
    /// The section it stands in, line by line.
    pub lines: Vec<Line>,
}

/// A line of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// How far it is set in.
    pub depth: usize,
    /// Its label, where it opens a provision.
    pub label: String,
    /// Its words.
    pub text: String,
    /// True where it is part of what was asked for.
    pub asked: bool,
}

impl Index {
    /// The instruments in which `citation` leads somewhere: `s 3(1)`, `art. 225-4-1`, an eid; with the code of a
    /// jurisdiction before it, only in that one. Of the request, the filters by jurisdiction and instrument count.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn find(&self, citation: &str, request: &Request) -> Result<Vec<Found>, SearchError> {
        let (code, citation) = self.split_code(citation.trim());
        let mut by_file: BTreeMap<u32, usize> = BTreeMap::new();
        let mut found: Vec<Found> = Vec::new();
        for unit in self.cited(citation)? {
            let number = file_of(unit.key);
            let Some((supply, file)) = self.manifest.file(number) else { continue };
            let Some(one) = file.instrument.as_ref() else { continue };
            if code.is_some_and(|code| supply.code != code) || !passes(request, supply, one) {
                continue;
            }
            let place = *by_file.entry(number).or_insert_with(|| {
                found.push(of_file(supply, file, one, citation));
                found.len() - 1
            });
            found[place].units.push(unit);
        }
        Ok(found)
    }

    /// The code of a jurisdiction in front of a citation.
    fn split_code<'s>(&'s self, citation: &'s str) -> (Option<&'s str>, &'s str) {
        let Some((first, rest)) = citation.split_once([' ', '/', ':']) else { return (None, citation) };
        let code = first.to_lowercase();
        let known = self.manifest.supplies.iter().find(|supply| supply.code == code);
        known.map_or((None, citation), |supply| (Some(supply.code.as_str()), rest.trim()))
    }

    /// The provision that `found` leads to, read from its file; none where the file no longer is what was indexed.
    #[must_use]
    pub fn show(&self, found: &Found) -> Option<Shown> {
        let bytes = std::fs::read(&found.file).ok()?;
        let source = SourceFile::new(found.file.as_str(), bytes);
        if source.sha256() != found.sha256 {
            return None;
        }
        let instrument = read(&source).ok()?;
        let wanted = cite(&found.citation);
        let named = |at: &ProvisionId| {
            let provision = &instrument.provisions[*at];
            cite(&provision.citation) == wanted || cite(&provision.eid) == wanted
        };
        let id = (0..instrument.provisions.len()).find(named)?;
        Some(shown(found, &instrument, id))
    }
}

fn passes(request: &Request, supply: &Supplied, one: &Described) -> bool {
    let in_jurisdiction = request.jurisdictions.is_empty()
        || request.jurisdictions.iter().any(|code| code.to_lowercase() == supply.code.to_lowercase());
    let title = one.title.to_lowercase();
    let in_instrument = request.instruments.is_empty()
        || request.instruments.iter().any(|name| {
            let name = name.to_lowercase();
            one.id.to_lowercase() == name || name.split_whitespace().all(|word| title.contains(word))
        });
    in_jurisdiction && in_instrument
}

fn of_file(supply: &Supplied, file: &Filed, one: &Described, citation: &str) -> Found {
    Found {
        jurisdiction: supply.code.clone(),
        instrument: one.id.clone(),
        title: one.title.clone(),
        language: one.language.clone(),
        file: file.path.clone(),
        citation: citation.to_owned(),
        sha256: file.sha256.clone(),
        units: Vec::new(),
    }
}

fn shown(found: &Found, instrument: &Instrument, id: ProvisionId) -> Shown {
    let provision = &instrument.provisions[id];
    let file = instrument.offsets.file_span(provision.span);
    let top = instrument.section_of(id);
    let mut lines = Vec::new();
    write(instrument, top, id, 0, top == id, &mut lines);
    Shown {
        jurisdiction: found.jurisdiction.clone(),
        instrument: found.instrument.clone(),
        title: found.title.clone(),
        file: found.file.clone(),
        citation: provision.citation.clone(),
        eid: provision.eid.clone(),
        start: file.start,
        end: file.end,
        headings: headings(instrument, top),
        lines,
    }
}

/// Writes a provision and what is inside it; of a part or chapter, only its own words and the names of its sections.
fn write(
    instrument: &Instrument,
    at: ProvisionId,
    asked: ProvisionId,
    depth: usize,
    inside: bool,
    lines: &mut Vec<Line>,
) {
    let provision = &instrument.provisions[at];
    let mut label = label(instrument, at);
    for piece in &provision.content {
        match piece {
            Content::Text(span) => {
                let text = one_line(instrument.quote(*span));
                lines.push(Line { depth, label: std::mem::take(&mut label), text, asked: inside });
            }
            Content::Child(child) if instrument.provisions[*child].level <= Level::Section => {
                let below = &instrument.provisions[*child];
                let heading = below.heading.map(|span| one_line(instrument.quote(span))).unwrap_or_default();
                lines.push(Line { depth: depth + 1, label: below.citation.clone(), text: heading, asked: inside });
            }
            Content::Child(child) => {
                if !label.is_empty() {
                    lines.push(Line { depth, label: std::mem::take(&mut label), text: String::new(), asked: inside });
                }
                write(instrument, *child, asked, depth + 1, inside || *child == asked, lines);
            }
        }
    }
}

/// What a provision's citation adds to that of the provision around it.
fn label(instrument: &Instrument, at: ProvisionId) -> String {
    let provision = &instrument.provisions[at];
    if provision.level == Level::Definition || provision.label.is_empty() {
        return String::new();
    }
    let around = provision.parent.map_or("", |parent| instrument.provisions[parent].citation.as_str());
    let own = match provision.level {
        Level::Section => provision.citation.as_str(),
        _ => provision.citation.strip_prefix(around).unwrap_or(&provision.label),
    };
    own.trim().to_owned()
}
