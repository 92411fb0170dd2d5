//! stub
/// Names
pub const NAMES: [&str; 0] = [];
