//! Two versions of a law side by side: what was added, removed, renumbered and changed, and what that does to each
//! obligation.
//!
//! Nothing here says which version is better law: a gap is closed or opened only where the answer to an obligation
//! changes.

pub mod effects;
mod matching;
mod units;
mod words;

use crate::instrument::Instrument;
use crate::report::{InstrumentReport, JurisdictionReport};
pub use effects::{Effect, EffectKind, SanctionChange};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
pub use words::{Piece, PieceKind};

/// The name of this version of the document.
pub const SCHEMA: &str = "lacuna-comparison/1";

/// What differs between two versions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// Always `lacuna-comparison/1`.
    pub schema: String,
    /// The older version.
    pub old: Side,
    /// The newer version.
    pub new: Side,
    /// The provisions that differ, in the order of the newer version; absent where only reports were compared.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub provisions: Option<Vec<ProvisionChange>>,
    /// How many provisions are the same in both.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unchanged: Option<usize>,
    /// What it does to each obligation, in the order of the catalogue.
    pub effects: Vec<Effect>,
    /// Sanctions of the base offence that differ.
    pub sanctions: Vec<SanctionChange>,
}

/// One of the two versions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Side {
    /// Code of the jurisdiction.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The texts.
    pub instruments: Vec<InstrumentReport>,
}

/// One provision that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProvisionChange {
    /// How it differs.
    pub change: Change,
    /// Where it stood; none for one that is new.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub old: Option<Stand>,
    /// Where it stands; none for one that is gone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub new: Option<Stand>,
    /// The provisions inside it whose words differ, by citation.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub places: Vec<String>,
    /// Its words, those that differ marked; long stretches that do not are left out.
    pub words: Vec<Piece>,
}

/// Where a provision stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stand {
    /// Id of the instrument.
    pub instrument: String,
    /// Citation.
    pub citation: String,
    /// Heading, if it has one.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub heading: String,
}

/// How a provision differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// The same words stand under another number.
    Renumbered,
    /// Its words differ; its number may, too.
    Changed,
}

impl Comparison {
    /// Compares two versions of which the texts are at hand.
    #[must_use]
    pub fn of_texts(old: (&JurisdictionReport, &[Instrument]), new: (&JurisdictionReport, &[Instrument])) -> Self {
        let (provisions, unchanged) = provisions(old.1, new.1);
        Self { provisions: Some(provisions), unchanged: Some(unchanged), ..Self::of_reports(old.0, new.0) }
    }

    /// Compares two reports; what was changed in the texts is not in them.
    #[must_use]
    pub fn of_reports(old: &JurisdictionReport, new: &JurisdictionReport) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            old: Side::of(old),
            new: Side::of(new),
            provisions: None,
            unchanged: None,
            effects: effects::effects(&old.findings, &new.findings),
            sanctions: effects::sanctions(&old.sanctions, &new.sanctions),
        }
    }

    /// True where nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let same = self.effects.iter().all(|effect| effect.effect == EffectKind::Unchanged);
        same && self.sanctions.is_empty() && self.provisions.as_ref().is_none_or(Vec::is_empty)
    }

    /// True where a gap opens that was not there before.
    #[must_use]
    pub fn opens_gap(&self) -> bool {
        self.effects.iter().any(|effect| effect.effect == EffectKind::Opened)
    }
}

impl Side {
    fn of(report: &JurisdictionReport) -> Self {
        Self { code: report.code.clone(), name: report.name.clone(), instruments: report.instruments.clone() }
    }
}

/// The provisions that differ between two sets of texts, and how many do not.
#[must_use]
pub fn provisions(old: &[Instrument], new: &[Instrument]) -> (Vec<ProvisionChange>, usize) {
    let mut numbers = units::Numbers::default();
    let (before, after) = (units::units(old, &mut numbers), units::units(new, &mut numbers));
    let pairs = matching::pairs(&before, &after);
    let mut unchanged = 0;
    let mut changes = Vec::new();
    for (from, to) in pairs {
        let (from, to) = (from.map(|at| &before[at]), to.map(|at| &after[at]));
        match change(from, to) {
            Some(kind) => {
                let difference = words::Difference::of(from, to);
                let places = if kind == Change::Changed { difference.places(old, new) } else { Vec::new() };
                let (stood, stands) = (from.map(|unit| unit.stand(old)), to.map(|unit| unit.stand(new)));
                let words = difference.pieces(old, new);
                changes.push(ProvisionChange { change: kind, old: stood, new: stands, places, words });
            }
            None => unchanged += 1,
        }
    }
    (changes, unchanged)
}

fn change(from: Option<&units::Unit>, to: Option<&units::Unit>) -> Option<Change> {
    match (from, to) {
        (None, _) => Some(Change::Added),
        (_, None) => Some(Change::Removed),
        (Some(from), Some(to)) if from.numbers != to.numbers => Some(Change::Changed),
        (Some(from), Some(to)) if from.citation != to.citation => Some(Change::Renumbered),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
