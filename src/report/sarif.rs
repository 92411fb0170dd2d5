//! The findings as SARIF 2.1.0, for editors and build servers: what asks for work, at its file, line and column.

use super::{Evidence, Finding, InstrumentReport, JurisdictionReport, Outcome, Report, words};
use crate::diagnostic::{Diagnostic, Severity};
use serde::Serialize;
use std::collections::BTreeMap;

/// The report; `bytes_of` gives the bytes of a file, so that places can be told by line and column.
///
/// A file it does not give is named without lines.
pub fn render(report: &Report, bytes_of: &dyn Fn(&InstrumentReport) -> Option<Vec<u8>>) -> String {
    let results = report.jurisdictions.iter().flat_map(|one| results(one, bytes_of)).collect();
    let instruments = || report.jurisdictions.iter().flat_map(|one| &one.instruments);
    let mut rules: Vec<Rule> = Vec::new();
    for finding in report.jurisdictions.iter().flat_map(|one| &one.findings) {
        if !rules.iter().any(|rule| rule.id == finding.obligation) {
            rules.push(Rule::of(finding));
        }
    }
    let diagnostics = || report.jurisdictions.iter().flat_map(|one| &one.diagnostics);
    let run = Run {
        tool: Tool { driver: Driver { name: "Lacuna", version: &report.generator.version, rules } },
        column_kind: "unicodeCodePoints",
        artifacts: instruments().map(Artifact::of).collect(),
        invocations: vec![Invocation {
            execution_successful: diagnostics().all(|one| one.severity != Severity::Error),
            tool_execution_notifications: diagnostics().map(Notification::of).collect(),
        }],
        results,
    };
    let log = Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: vec![run] };
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: Vec<Run<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'static str,
    artifacts: Vec<Artifact<'a>>,
    invocations: Vec<Invocation>,
    results: Vec<Outgoing<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'static str,
    version: &'a str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    short_description: Message,
    full_description: Message,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
struct Artifact<'a> {
    location: Uri,
    hashes: BTreeMap<&'static str, &'a str>,
}

#[derive(Clone, Serialize)]
struct Uri {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
    locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outgoing<'a> {
    rule_id: &'a str,
    kind: &'static str,
    level: &'static str,
    message: Message,
    locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Place,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    artifact_location: Uri,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical {
    name: String,
    fully_qualified_name: String,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    #[serde(skip_serializing_if = "Option::is_none")]
    start_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_offset: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Message>,
}

impl<'a> Rule<'a> {
    fn of(finding: &'a Finding) -> Self {
        let (short, full) = (finding.title.clone(), format!("{}: {}", finding.title, words::basis(finding)));
        Self {
            id: &finding.obligation,
            short_description: Message { text: short },
            full_description: Message { text: full },
        }
    }
}

impl<'a> Artifact<'a> {
    fn of(instrument: &'a InstrumentReport) -> Self {
        Self { location: Uri::of(&instrument.file), hashes: BTreeMap::from([("sha-256", instrument.sha256.as_str())]) }
    }
}

impl Uri {
    /// A path as a reference: everything that is not a letter, a figure or one of a few signs is a percent escape.
    fn of(path: &str) -> Self {
        let mut uri = String::new();
        for byte in path.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                    uri.push(char::from(byte))
                }
                byte => uri.push_str(&format!("%{byte:02X}")),
            }
        }
        Self { uri: if path.starts_with('/') { format!("file://{uri}") } else { uri } }
    }
}

impl Notification {
    fn of(diagnostic: &Diagnostic) -> Self {
        let level = if diagnostic.severity == Severity::Error { "error" } else { "warning" };
        let help = diagnostic.help.as_ref().map_or_else(String::new, |help| format!("; {help}"));
        let region = diagnostic.line.map(|line| Region {
            start_line: Some(line),
            start_column: diagnostic.column,
            ..Region::default()
        });
        let place = Place { artifact_location: Uri::of(&diagnostic.file), region };
        Self {
            level,
            message: Message { text: format!("{}{help}", diagnostic.message) },
            locations: vec![Location { physical_location: place, logical_locations: Vec::new() }],
        }
    }
}

fn results<'a>(
    jurisdiction: &'a JurisdictionReport,
    bytes_of: &dyn Fn(&InstrumentReport) -> Option<Vec<u8>>,
) -> Vec<Outgoing<'a>> {
    let files: BTreeMap<&str, Lines> =
        jurisdiction.instruments.iter().map(|one| (one.id.as_str(), Lines::of(one, bytes_of(one)))).collect();
    jurisdiction.findings.iter().map(|finding| result(finding, &files)).collect()
}

fn result<'a>(finding: &'a Finding, files: &BTreeMap<&str, Lines>) -> Outgoing<'a> {
    let (kind, level) = match finding.outcome {
        Outcome::Met => ("pass", "none"),
        Outcome::Partial => ("fail", "warning"),
        Outcome::Missing | Outcome::Contrary => ("fail", "error"),
        Outcome::NotSupplied => ("open", "none"),
    };
    let advice = finding.advice.as_ref().map_or_else(String::new, |advice| format!(" {advice}"));
    let text = format!("{}: {}. {}{advice}", finding.title, words::outcome(finding.outcome), finding.reason);
    let elements = finding.elements.iter().flat_map(|element| &element.evidence);
    let evidence = elements.chain(finding.defects.iter().flat_map(|defect| &defect.evidence));
    let mut locations: Vec<Location> =
        evidence.filter_map(|one| files.get(one.instrument.as_str()).map(|file| file.location(one))).collect();
    if locations.is_empty() {
        // What was not found has no place; the texts in which it was looked for do.
        let searched = finding.searched.iter().flat_map(|searched| &searched.instruments);
        locations.extend(searched.filter_map(|id| files.get(id.as_str()).map(Lines::whole)));
    }
    Outgoing { rule_id: &finding.obligation, kind, level, message: Message { text }, locations }
}

/// A file, and where its lines begin.
struct Lines {
    uri: Uri,
    text: Option<String>,
    starts: Vec<usize>,
}

impl Lines {
    fn of(instrument: &InstrumentReport, bytes: Option<Vec<u8>>) -> Self {
        let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        let ends = text.iter().flat_map(|text| text.match_indices('\n').map(|(at, _)| at + 1));
        let starts = std::iter::once(0).chain(ends).collect();
        Self { uri: Uri::of(&instrument.file), text, starts }
    }

    /// Line and column, both from 1, the column in characters.
    fn place(&self, at: usize) -> Option<(usize, usize)> {
        let text = self.text.as_ref()?;
        let line = self.starts.partition_point(|start| *start <= at);
        let before = text.get(*self.starts.get(line.checked_sub(1)?)?..at)?;
        Some((line, before.trim_start_matches('\u{feff}').chars().count() + 1))
    }

    fn location(&self, evidence: &Evidence) -> Location {
        let (start, end) = (self.place(evidence.start), self.place(evidence.end));
        let region = Region {
            start_line: start.map(|place| place.0),
            start_column: start.map(|place| place.1),
            end_line: end.map(|place| place.0),
            end_column: end.map(|place| place.1),
            byte_offset: Some(evidence.start),
            byte_length: Some(evidence.end.saturating_sub(evidence.start)),
            snippet: Some(Message { text: evidence.quote.clone() }),
        };
        let name = Logical { name: evidence.citation.clone(), fully_qualified_name: evidence.eid.clone() };
        let place = Place { artifact_location: self.uri.clone(), region: Some(region) };
        Location { physical_location: place, logical_locations: vec![name] }
    }

    fn whole(&self) -> Location {
        let place = Place { artifact_location: self.uri.clone(), region: None };
        Location { physical_location: place, logical_locations: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn evidence_stands_at_its_line_and_column() {
        let mut report = sample::report();
        let text = format!("{}é recruits", "x\n".repeat(48));
        let start = text.find("recruits").expect("there");
        let evidence = &mut report.jurisdictions[0].findings[0].elements[0].evidence[0];
        (evidence.start, evidence.end) = (start, start + 8);
        let log: serde_json::Value =
            serde_json::from_str(&render(&report, &|_| Some(text.clone().into_bytes()))).expect("JSON");
        let first = &log["runs"][0]["results"][0];
        let region = &first["locations"][0]["physicalLocation"]["region"];
        assert_eq!(
            (&region["startLine"], &region["startColumn"], &region["endColumn"]),
            (&49.into(), &3.into(), &11.into())
        );
        assert_eq!(first["kind"], "pass");
        let kinds: Vec<_> =
            log["runs"][0]["results"].as_array().expect("a list").iter().map(|one| one["level"].clone()).collect();
        assert_eq!(kinds, ["none", "warning", "none", "error", "error"]);
    }

    #[test]
    fn a_path_is_a_reference() {
        assert_eq!(Uri::of("laws/a b#c.md").uri, "laws/a%20b%23c.md");
        assert_eq!(Uri::of("/x/é").uri, "file:///x/%C3%A9");
    }
}
