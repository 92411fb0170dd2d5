//! A quotation is the law's own words: the bytes of the file at the place given, with the file's escapes undone.

use lacuna::report::{Evidence, JurisdictionReport};
use std::collections::BTreeMap;

/// Every piece of evidence of a report.
pub(crate) fn evidence(report: &JurisdictionReport) -> Vec<&Evidence> {
    let findings = report.findings.iter();
    let elements = findings.clone().flat_map(|finding| &finding.elements).flat_map(|element| &element.evidence);
    elements.chain(findings.flat_map(|finding| &finding.defects).flat_map(|defect| &defect.evidence)).collect()
}

/// The quotations of a report that are not the words in their file; and how many were compared.
pub(crate) fn unfaithful(report: &JurisdictionReport) -> (usize, Vec<String>) {
    let mut files: BTreeMap<&str, (String, Vec<u8>)> = BTreeMap::new();
    for instrument in &report.instruments {
        let bytes = std::fs::read(&instrument.file).unwrap_or_default();
        files.insert(&instrument.id, (instrument.file.clone(), bytes));
    }
    let all = evidence(report);
    let wrong = all.iter().filter_map(|one| {
        let (file, bytes) = &files[one.instrument.as_str()];
        let there = bytes.get(one.start..one.end).and_then(|bytes| decoded(file, bytes));
        let same = there.as_deref() == Some(one.quote.as_str()) && !one.quote.is_empty();
        (!same).then(|| format!("{file} {}..{} {}: {:?} is {there:?}", one.start, one.end, one.citation, one.quote))
    });
    (all.len(), wrong.collect())
}

/// Bytes of a file with the escapes of its format undone.
fn decoded(file: &str, bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    match file.rsplit_once('.').map(|(_, extension)| extension) {
        Some("json") => serde_json::from_str(&format!("\"{text}\"")).ok(),
        Some("html") => Some(scraper::Html::parse_fragment(text).root_element().text().collect()),
        _ => Some(text.to_owned()),
    }
}
