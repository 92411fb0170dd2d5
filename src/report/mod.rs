//! The report as data: what `--format json` writes and every other format renders.
//!
//! Years are numbers (months as fractions of a year), `"life"`, or null. Offsets are bytes in the file named.

pub mod comparison;
pub mod context;
pub mod csv;
pub mod decision;
pub mod diagnostics;
pub mod document;
pub mod docx;
pub mod duties;
pub mod foreign;
pub mod gap;
pub mod handbook;
pub mod hits;
pub mod html;
pub mod json;
mod layout;
pub mod markdown;
pub mod matrix;
pub mod plan;
pub mod prose;
pub mod questionnaire;
#[cfg(test)]
pub(crate) mod sample;
pub mod sarif;
pub mod terminal;
pub mod words;
pub mod xlsx;

use crate::diagnostic::Diagnostic;
use crate::instrument::{LawKind, TextKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of this version of the document.
pub const SCHEMA: &str = "lacuna-report/1";

/// A report on one or more jurisdictions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// Always `lacuna-report/1`.
    pub schema: String,
    /// The program that made it.
    pub generator: Generator,
    /// The catalogue it was made with.
    pub catalogue: CatalogueStamp,
    /// One entry per jurisdiction, by code.
    pub jurisdictions: Vec<JurisdictionReport>,
}

/// The program that made a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Generator {
    /// `lacuna`.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// Which catalogue of obligations was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CatalogueStamp {
    /// `core` or `full`.
    pub profile: String,
    /// SHA-256 over all catalogue and language files.
    pub sha256: String,
}

/// What was found in one jurisdiction's texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct JurisdictionReport {
    /// Its code (ISO 3166 alpha-3, lower case, or the folder's name).
    pub code: String,
    /// Its name.
    pub name: String,
    /// The texts that were read.
    pub instruments: Vec<InstrumentReport>,
    /// One finding per obligation, in catalogue order.
    pub findings: Vec<Finding>,
    /// The sanctions of the base offence.
    pub sanctions: Sanctions,
    /// What was noticed about the files.
    pub diagnostics: Vec<Diagnostic>,
}

/// One text that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InstrumentReport {
    /// Its id in this report.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its language (BCP 47).
    pub language: String,
    /// Official text, digest or draft.
    pub text: TextKind,
    /// The path as given.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The kinds of law it is, declared or recognised.
    pub kinds: Vec<LawKind>,
    /// Where it comes from and how it stands, as far as the file says.
    #[serde(skip_serializing_if = "Provenance::is_empty", default)]
    pub provenance: Provenance,
}

/// Where a text comes from and how it stands. What is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Provenance {
    /// Number of the instrument, as printed.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// Year in its title or number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// Date of entry into force (`YYYY-MM-DD`).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub in_force: String,
    /// Status as the source puts it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub status: String,
    /// Address of the official text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Date on which the source was consulted.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub consulted: String,
}

impl Provenance {
    /// What an instrument says of itself.
    #[must_use]
    pub fn of(facts: &crate::instrument::Facts) -> Self {
        Self {
            number: facts.number.clone(),
            year: facts.year,
            in_force: facts.in_force.clone(),
            status: facts.status.clone(),
            source: facts.source.clone(),
            consulted: facts.consulted.clone(),
        }
    }

    /// True where nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The answer to one obligation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// Id of the obligation.
    pub obligation: String,
    /// Its title.
    pub title: String,
    /// Paragraphs of the Plan.
    pub plan: Vec<String>,
    /// Articles of the Protocol and the Convention.
    pub treaty: Vec<String>,
    /// How binding it is.
    pub strength: Strength,
    /// The answer.
    pub outcome: Outcome,
    /// True where the engine saw something that it cannot settle.
    pub review: bool,
    /// The question put to the reader, where `review` is true.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub question: Option<String>,
    /// One sentence.
    pub reason: String,
    /// The smallest things tested.
    pub elements: Vec<ElementFinding>,
    /// Named defects, with their evidence.
    pub defects: Vec<DefectFinding>,
    /// Provisions worth reading; never evidence.
    pub leads: Vec<Lead>,
    /// How other States put the same duty into law; never a measure of either.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub comparators: Vec<Comparator>,
    /// What was searched, for what was not found.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub searched: Option<Searched>,
    /// Drafting advice in our own words, where something is left to do.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub advice: Option<String>,
    /// What a reviewer decided; it stands beside the engine's answer and never in its place.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub decision: Option<DecisionReport>,
}

/// A reviewer's decision on a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DecisionReport {
    /// The outcome decided on.
    pub outcome: Outcome,
    /// The provision that decides it.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub provision: String,
    /// Why.
    pub reason: String,
    /// Who decided.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub by: String,
    /// When.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub date: String,
    /// Why it has to be looked at again, where it has.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stale: Option<String>,
}

/// How binding an obligation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Shall.
    Shall,
    /// Shall, subject to basic concepts, means, or possibility.
    ShallQualified,
    /// Shall consider.
    ShallConsider,
    /// Shall endeavour.
    Endeavour,
    /// May.
    May,
    /// A political commitment of the Plan alone.
    Political,
}

/// The answer to an obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The texts say what is owed.
    Met,
    /// They say part of it.
    Partial,
    /// The kind of law in which it belongs was supplied, and it is not there.
    Missing,
    /// Not found, and the kind of law in which it usually stands was not supplied.
    NotSupplied,
    /// The text says the opposite.
    Contrary,
}

/// Whether one element was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// Found, with evidence.
    Present,
    /// Not found.
    Absent,
}

/// One element and its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ElementFinding {
    /// Id of the element.
    pub element: String,
    /// What it is.
    pub title: String,
    /// Found or not.
    pub outcome: Presence,
    /// The words that show it.
    pub evidence: Vec<Evidence>,
}

/// Words of the law that carry a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Id of the instrument.
    pub instrument: String,
    /// Citation (`s 3(1)`).
    pub citation: String,
    /// Akoma Ntoso style id of the provision.
    pub eid: String,
    /// The words, exactly as in the file (escapes undone).
    pub quote: String,
    /// First byte in the file.
    pub start: usize,
    /// One past the last byte in the file.
    pub end: usize,
    /// The chain through which it counts: offence, term, definition, reference.
    pub via: Vec<Via>,
}

/// One link of the chain through which evidence counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Via {
    /// Id of the instrument.
    pub instrument: String,
    /// Citation.
    pub citation: String,
    /// The words of the link.
    pub quote: String,
}

/// A named defect that was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DefectFinding {
    /// Its code.
    pub defect: String,
    /// What it means.
    pub title: String,
    /// The words that show it.
    pub evidence: Vec<Evidence>,
}

/// A provision worth reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Lead {
    /// Id of the instrument.
    pub instrument: String,
    /// Citation.
    pub citation: String,
    /// Some of its words.
    pub quote: String,
}

/// A provision of another State that meets the same duty, or part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Comparator {
    /// Code of the jurisdiction.
    pub jurisdiction: String,
    /// Its name.
    pub name: String,
    /// Title of the instrument.
    pub instrument: String,
    /// Citation.
    pub citation: String,
    /// Some of its words, with dots where words are left out.
    pub quote: String,
    /// The elements of the duty that it shows, by title.
    pub covers: Vec<String>,
}

/// What was searched for something that was not found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Searched {
    /// Ids of the instruments.
    pub instruments: Vec<String>,
    /// Concepts of the language pack.
    pub concepts: Vec<String>,
    /// The kinds of law in which the rule usually stands.
    pub belongs_in: Vec<LawKind>,
}

/// Sanctions of the base offence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sanctions {
    /// For an adult victim.
    pub adult: SanctionReport,
    /// For a child victim.
    pub child: SanctionReport,
}

/// The sanction of one offence; empty where the texts state none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SanctionReport {
    /// Shortest imprisonment.
    pub min: Option<Years>,
    /// Longest imprisonment.
    pub max: Option<Years>,
    /// How a fine stands beside prison.
    pub fine: Fine,
    /// Where it stands.
    pub citation: String,
    /// The words.
    pub quote: String,
}

/// A term of imprisonment.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Years {
    /// A number of years; months are fractions.
    Number(#[serde(serialize_with = "years")] f64),
    /// For life (death is coded so too).
    Life(Life),
}

/// Writes whole years as whole numbers.
fn years<S: serde::Serializer>(years: &f64, to: S) -> Result<S::Ok, S::Error> {
    match *years {
        whole if whole.fract() == 0.0 && whole.abs() < 1e9 => to.serialize_i64(whole as i64),
        fraction => to.serialize_f64(fraction),
    }
}

/// The word `life`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Life {
    /// For life.
    Life,
}

/// How a fine stands beside prison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fine {
    /// No fine.
    #[default]
    None,
    /// Prison and a fine.
    Additional,
    /// A fine instead of prison is possible.
    Alternative,
}
