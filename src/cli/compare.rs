//! `lacuna compare`: two versions of a law, or two saved reports.

use super::catalogue::{self, Profile};
use super::examine;
use super::format::{self, Format, Written};
use super::{Colour, exit, output};
use anyhow::Context;
use clap::{Args, ValueEnum};
use lacuna::assess::Selection;
use lacuna::catalogue::Catalogue;
use lacuna::compare::Comparison;
use lacuna::diagnostic::{Diagnostic, Severity};
use lacuna::instrument::Instrument;
use lacuna::report::{JurisdictionReport, comparison, docx, html, markdown, prose};
use lacuna::workspace;
use std::collections::BTreeMap;
use std::path::PathBuf;

#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  \
    lacuna compare act-2008.md act-2013.md\n  \
    lacuna compare act.md act.md amending-act.md        the act, and the act with the one that amends it\n  \
    lacuna compare act.md bill.md --output changes.docx   with changes that can be accepted or rejected\n  \
    lacuna compare before.json after.json --fail-on opened\n\n\
    OLD and NEW are files, folders, or reports saved with --format json.\n\n\
    Exit status:\n  0  they were compared\n  1  --fail-on was given, and there is such an effect\n  \
    2  the command was misused, or some input could not be read\n  3  nothing could be compared")]
pub(crate) struct Arguments {
    /// The older version: a file, a folder, or a saved report
    #[arg(value_name = "OLD")]
    old: PathBuf,

    /// The newer version; several files and folders are read together
    #[arg(required = true, value_name = "NEW")]
    new: Vec<PathBuf>,

    /// How to write it: terminal, markdown, html, docx or json [default: by the ending of --output, else terminal]
    #[arg(long, value_enum, value_delimiter = ',')]
    format: Vec<Format>,

    /// Which obligations to ask for
    #[arg(long, value_enum, default_value = "full")]
    profile: Profile,

    /// Write to this file instead of printing
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Exit with 1 where an obligation has this effect
    #[arg(long, value_enum, value_name = "EFFECT")]
    fail_on: Option<FailOn>,

    /// Use the catalogue in this folder instead of the one built in
    #[arg(long, value_name = "DIR")]
    catalogue: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// A gap opens, or widens
    Opened,
}

/// One version: what was answered, and the texts where they are at hand.
struct Version {
    report: JurisdictionReport,
    texts: Option<Vec<Instrument>>,
}

pub(crate) fn run(arguments: &Arguments, colour: Colour) -> anyhow::Result<u8> {
    let targets = format::targets(&arguments.format, arguments.output.as_deref())?;
    let catalogue = catalogue::load_or_say(arguments.catalogue.as_deref(), colour)?;
    let selection = Selection { profile: arguments.profile.into(), only: Vec::new() };
    let mut remarks = Vec::new();
    let old = versions(&catalogue, &selection, std::slice::from_ref(&arguments.old), &mut remarks)?;
    let new = versions(&catalogue, &selection, &arguments.new, &mut remarks)?;
    let pairs = pairs(old, new, &mut remarks);
    output::remark(remarks.iter().filter(|one| one.severity == Severity::Error), colour);
    if pairs.is_empty() {
        output::failure(
            &anyhow::anyhow!("there are no two versions that could be read, so nothing was compared"),
            colour,
        );
        return Ok(exit::NOTHING);
    }
    let comparisons: Vec<Comparison> = pairs.iter().map(|(old, new)| compare(old, new)).collect();
    for target in &targets {
        target.write(&render(&comparisons, target, colour)?)?;
    }
    let opened = arguments.fail_on == Some(FailOn::Opened) && comparisons.iter().any(Comparison::opens_gap);
    Ok(match remarks.iter().any(|one| one.severity == Severity::Error) {
        true => exit::UNREAD,
        false if opened => exit::FOUND,
        false => exit::DONE,
    })
}

fn compare(old: &Version, new: &Version) -> Comparison {
    match (&old.texts, &new.texts) {
        (Some(before), Some(after)) => Comparison::of_texts((&old.report, before), (&new.report, after)),
        _ => Comparison::of_reports(&old.report, &new.report),
    }
}

/// Everything behind the paths of one side.
fn versions(
    catalogue: &Catalogue,
    selection: &Selection,
    paths: &[PathBuf],
    remarks: &mut Vec<Diagnostic>,
) -> anyhow::Result<Vec<Version>> {
    let (mut versions, mut laws) = (Vec::new(), Vec::new());
    for path in paths {
        match workspace::saved_report(path) {
            Ok(Some(report)) => {
                versions.extend(report.jurisdictions.into_iter().map(|report| Version { report, texts: None }));
            }
            Ok(None) => laws.push(path.clone()),
            Err(mistake) => remarks.push(*mistake),
        }
    }
    anyhow::ensure!(versions.is_empty() || laws.is_empty(), "saved reports and laws cannot be one version together");
    let (mut read, elsewhere) = examine::jurisdictions(&laws);
    remarks.extend(elsewhere);
    if laws.len() > 1 {
        read = examine::joined(read).into_iter().collect();
    }
    for (jurisdiction, diagnostics) in read {
        let report = examine::assessed(catalogue, selection, &jurisdiction, diagnostics);
        remarks.extend(report.diagnostics.iter().cloned());
        if !report.instruments.is_empty() {
            versions.push(Version { report, texts: Some(jurisdiction.instruments) });
        }
    }
    Ok(versions)
}

/// Two single versions are a pair whatever they are called; of many, those with one code are.
fn pairs(old: Vec<Version>, new: Vec<Version>, remarks: &mut Vec<Diagnostic>) -> Vec<(Version, Version)> {
    let single = old.len() == 1 && new.len() == 1;
    if single || old.is_empty() || new.is_empty() {
        return old.into_iter().zip(new).collect();
    }
    let mut after: BTreeMap<String, Version> = new.into_iter().map(|one| (one.report.code.clone(), one)).collect();
    let mut pairs = Vec::new();
    for one in old {
        match after.remove(&one.report.code) {
            Some(other) => pairs.push((one, other)),
            None => remarks.push(alone(&one.report.code, "newer")),
        }
    }
    remarks.extend(after.keys().map(|code| alone(code, "older")));
    pairs
}

fn alone(code: &str, side: &str) -> Diagnostic {
    let said = format!("the {side} side has no jurisdiction `{code}`, so it was not compared");
    Diagnostic::error("nothing-to-compare", code, said).help("name the same jurisdictions on both sides")
}

/// Writes comparisons in one format.
pub(crate) fn render(all: &[Comparison], target: &format::Target, colour: Colour) -> anyhow::Result<Written> {
    let document = || comparison::document(all);
    Ok(match target.format {
        Format::Terminal => {
            let coloured = target.file.is_none() && output::coloured(colour);
            let width = if target.file.is_some() { output::WIDTH } else { output::width() };
            Written::Text(prose::render(&document(), width, coloured))
        }
        Format::Markdown => Written::Text(markdown::render(&document())),
        Format::Html => Written::Text(html::render(&document())),
        Format::Docx => Written::Bytes(docx::render(&document()).context("the comparison as DOCX")?),
        Format::Json => {
            let text = match all {
                [one] => serde_json::to_string_pretty(one),
                several => serde_json::to_string_pretty(several),
            };
            Written::Text(text.context("the comparison as JSON")? + "\n")
        }
        Format::Xlsx | Format::Csv | Format::Sarif | Format::Questionnaire => {
            anyhow::bail!("a comparison can be written as terminal, markdown, html, docx or json")
        }
    })
}
