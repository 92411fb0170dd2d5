//! `lacuna matrix`: obligations by jurisdictions.

use super::catalogue::{self, Profile};
use super::examine::{Depth, Wanted, examine};
use super::format::{self, Format, Written};
use super::{Colour, exit, output};
use anyhow::Context;
use clap::Args;
use lacuna::assess::{self, Selection};
use lacuna::diagnostic::Severity;
use lacuna::report::words::Chapters;
use lacuna::report::{Report, html, json, markdown, matrix, prose};
use std::path::PathBuf;

#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  lacuna matrix jurisdictions\n  \
    lacuna matrix jurisdictions --profile full --output matrix.html\n\n\
    A cell says what the texts supplied show, by letter and sign: M met, P partly met, X missing, C contrary, \
    N not supplied. Nothing is added up.")]
pub(crate) struct Arguments {
    /// Files and folders with laws
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// How to write it: terminal, markdown, html, xlsx, csv or json [default: by the ending of --output, else terminal]
    #[arg(long, value_enum, value_delimiter = ',')]
    format: Vec<Format>,

    /// Which obligations to ask for
    #[arg(long, value_enum, default_value = "core")]
    profile: Profile,

    /// Write to this file instead of printing
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Use the catalogue in this folder instead of the one built in
    #[arg(long, value_name = "DIR")]
    catalogue: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, colour: Colour) -> anyhow::Result<u8> {
    let targets = format::targets(&arguments.format, arguments.output.as_deref())?;
    let catalogue = catalogue::load_or_say(arguments.catalogue.as_deref(), colour)?;
    let selection = Selection { profile: arguments.profile.into(), only: Vec::new() };
    let examined =
        examine(&catalogue, &selection, &arguments.paths, Wanted { depth: Depth::Report, leads: false, today: "" });
    let report = assess::report(&catalogue, &selection, examined.jurisdictions);
    let remarks = || examined.elsewhere.iter().chain(report.jurisdictions.iter().flat_map(|one| &one.diagnostics));
    let errors = || remarks().filter(|one| one.severity == Severity::Error);
    output::remark(errors(), colour);
    if report.jurisdictions.iter().all(|one| one.instruments.is_empty()) {
        output::failure(&anyhow::anyhow!("no law could be read, so there is nothing to show"), colour);
        return Ok(exit::NOTHING);
    }
    let chapters = Chapters::new(catalogue.obligations.iter().map(|one| (one.id.as_str(), one.chapter.title())));
    for target in &targets {
        target.write(&render(&report, &chapters, target, colour)?)?;
    }
    Ok(if errors().next().is_some() { exit::UNREAD } else { exit::DONE })
}

fn render(report: &Report, chapters: &Chapters, target: &format::Target, colour: Colour) -> anyhow::Result<Written> {
    Ok(match target.format {
        Format::Terminal => {
            let coloured = target.file.is_none() && output::coloured(colour);
            let width = if target.file.is_some() { output::WIDTH } else { output::width() };
            Written::Text(prose::render(&matrix::overview(report, chapters), width, coloured))
        }
        Format::Markdown => Written::Text(markdown::render(&matrix::document(report, chapters))),
        Format::Html => Written::Text(html::render(&matrix::document(report, chapters))),
        Format::Csv => Written::Text(matrix::render_csv(report, chapters)),
        Format::Xlsx => Written::Bytes(matrix::render_xlsx(report, chapters).context("the matrix as XLSX")?),
        Format::Json => Written::Text(json::render(report)),
        Format::Docx | Format::Sarif | Format::Questionnaire => {
            anyhow::bail!("a matrix can be written as terminal, markdown, html, xlsx, csv or json")
        }
    })
}
