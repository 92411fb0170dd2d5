//! stub
use super::Reading;
use crate::instrument::ProvisionId;
use crate::language::Pack;
/// r
pub struct Reference;
/// r
pub enum Resolution {
    /// i
    Inside(Vec<(usize, ProvisionId)>),
    /// o
    Outside,
    /// d
    Dangling,
}
/// r
#[must_use]
pub fn references(_p: &Pack, _t: &str) -> Vec<Reference> {
    Vec::new()
}
/// r
#[must_use]
pub fn resolve(_r: &Reference, _from: ProvisionId, _t: usize, _reading: &Reading) -> Resolution {
    Resolution::Dangling
}
