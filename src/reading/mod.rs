//! The reading of a jurisdiction's texts.

pub mod facts;
