//! Files read a second time, or read for what they already are: reports saved as JSON.

use crate::diagnostic::Diagnostic;
use crate::report::{Report, SCHEMA, json};
use crate::source::SourceFile;
use std::fs;
use std::io::Read;
use std::path::Path;

/// The bytes of a file, where they are still those with this hash.
#[must_use]
pub fn read_again(path: &str, sha256: &str) -> Option<Vec<u8>> {
    let file = SourceFile::new(path, fs::read(path).ok()?);
    (file.sha256() == sha256).then_some(file.bytes)
}

/// The report saved in a file, or none where the file is no report.
///
/// # Errors
/// Where it says that it is a report and cannot be read as one.
pub fn saved_report(path: &Path) -> Result<Option<Report>, Box<Diagnostic>> {
    if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) || !says_report(path) {
        return Ok(None);
    }
    let shown = path.to_string_lossy();
    let refuse = |why: String| {
        let said = Diagnostic::error("unreadable-report", &shown, format!("this saved report cannot be read: {why}"));
        Box::new(said.help("make it again with `lacuna check … --format json`"))
    };
    let text = fs::read_to_string(path).map_err(|error| refuse(error.to_string()))?;
    let report = json::parse(&text).map_err(|error| refuse(error.to_string()))?;
    if report.schema == SCHEMA {
        Ok(Some(report))
    } else {
        Err(refuse(format!("it is of the kind `{}`", report.schema)))
    }
}

/// A report says in its first line what it is; laws in JSON do not.
fn says_report(path: &Path) -> bool {
    let mut start = Vec::new();
    let Ok(file) = fs::File::open(path) else { return false };
    let read = file.take(512).read_to_end(&mut start);
    let start = String::from_utf8_lossy(&start);
    read.is_ok() && start.contains("\"schema\"") && start.contains("lacuna-report/")
}
