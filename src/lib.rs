//! Lacuna reads a State's anti-trafficking law, holds it against the obligations that follow from the
//! United Nations Global Plan of Action to Combat Trafficking in Persons, and says, duty by duty and in
//! the law's own words, what is met, partial, missing, contrary, or cannot be told.
//!
//! The path of the data, one noun at every joint:
//!
//! ```text
//! SourceFile ─read─▶ Instrument ─understand─▶ Reading ─assess─▶ Finding ─▶ Report ─render─▶ text
//! obligations/*.yaml ─load─▶ Catalogue ──────────────────┘
//! ```
//!
//! The engine returns values; only the command line (`cli`) prints and only `workspace` walks the disk.

pub mod assess;
pub mod catalogue;
pub mod compare;
pub mod diagnostic;
pub mod draft;
pub mod instrument;
pub mod jurisdiction;
pub mod language;
pub mod lint;
pub mod reading;
pub mod report;
pub mod resolution;
pub mod search;
pub mod source;
pub mod span;
pub mod suggest;
pub mod workspace;
pub mod yaml;
