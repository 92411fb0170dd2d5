//! Holds a reading against the catalogue: elements, outcome, reason, evidence. A pure function.

use crate::catalogue::{Catalogue, Profile};
use crate::jurisdiction::Jurisdiction;
use crate::report::{CatalogueStamp, Generator, JurisdictionReport, Report, SCHEMA, Sanctions};

/// Which obligations are asked for.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The profile.
    pub profile: Profile,
    /// Only these ids, where any are named.
    pub only: Vec<String>,
}

/// Answers every selected obligation for one jurisdiction.
#[must_use]
pub fn assess(_catalogue: &Catalogue, jurisdiction: &Jurisdiction, _selection: &Selection) -> JurisdictionReport {
    JurisdictionReport {
        code: jurisdiction.code.clone(),
        name: jurisdiction.name.clone(),
        instruments: Vec::new(),
        findings: Vec::new(),
        sanctions: Sanctions::default(),
        diagnostics: Vec::new(),
    }
}

/// A report over the answers for several jurisdictions.
#[must_use]
pub fn report(catalogue: &Catalogue, _selection: &Selection, jurisdictions: Vec<JurisdictionReport>) -> Report {
    Report {
        schema: SCHEMA.to_owned(),
        generator: Generator { name: "lacuna".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        catalogue: CatalogueStamp { profile: "core".to_owned(), sha256: catalogue.sha256.clone() },
        jurisdictions,
    }
}
