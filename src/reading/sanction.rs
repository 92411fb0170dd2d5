//! stub
use crate::report::{Fine, Years};
use crate::span::Span;
/// s
#[derive(Clone, Debug)]
pub struct SanctionWords;
/// p
pub struct Penalty {
    /// m
    pub min: Option<Years>,
    /// m
    pub max: Option<Years>,
    /// m
    pub fine: Fine,
    /// m
    pub span: Span,
    /// m
    pub condition: Option<Span>,
}
impl SanctionWords {
    /// p
    #[must_use]
    pub fn penalties(&self, _s: &str) -> Vec<Penalty> {
        Vec::new()
    }
}
