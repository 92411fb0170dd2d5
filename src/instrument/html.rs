//! HTML.

use super::block::Draft;
use crate::diagnostic::Diagnostic;
use crate::source::SourceFile;
use crate::span::OffsetMap;

pub(super) fn read(file: &SourceFile, _text: &str, _offsets: &OffsetMap) -> Result<Draft, Vec<Diagnostic>> {
    Err(vec![Diagnostic::error("not-yet", &file.path, "HTML comes next")])
}
