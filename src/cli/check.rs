//! `lacuna check`: from paths to a report.

use super::catalogue::{self, Profile};
use super::examine::{Depth, Wanted, examine};
use super::format::{self, Format, Written};
use super::search::open_library;
use super::whatif::{self, Draft};
use super::{Colour, exit, output};
use anyhow::Context;
use clap::{Args, ValueEnum};
use lacuna::assess::{self, Selection};
use lacuna::catalogue::questionnaire::Question;
use lacuna::catalogue::{self as library, Catalogue};
use lacuna::diagnostic::{Diagnostic, Severity};
use lacuna::report::context::Contexts;
use lacuna::report::gap::{self, Width};
use lacuna::report::words::Chapters;
use lacuna::report::{
    Finding, JurisdictionReport, Outcome, Report, csv, docx, html, json, markdown, questionnaire, sarif, terminal, xlsx,
};
use lacuna::search::Pool;
use lacuna::workspace;
use std::path::PathBuf;

#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  \
    lacuna check jurisdictions\n  \
    lacuna check laws/zmb --output zambia.html\n  \
    lacuna check laws/zmb --format html,docx,xlsx --output zambia\n  \
    lacuna check act.json penal-code.json --obligation attempt,accomplice --explain\n  \
    lacuna check draft.txt --fail-on missing,contrary\n  \
    lacuna check act.md --with \"(3) Consent of the victim is no defence.\" --at \"s 3\"\n\n\
    A PATH is a file, a folder with the laws of one jurisdiction, or a folder of such folders. A folder is named by \
    the code or by the jurisdiction.yaml in it. Files read: .statute, .json, .md, .txt, .html.\n\n\
    Exit status:\n  \
    0  the report was made\n  \
    1  --fail-on was given and such a finding exists\n  \
    2  the command was misused, or some input could not be read (the rest is reported)\n  \
    3  nothing could be examined")]
pub(crate) struct Arguments {
    /// Files and folders with laws
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// How to write the report [default: by the ending of --output, else terminal]. Several, with commas between,
    /// are written side by side: --output is then their name without ending
    #[arg(long, value_enum, value_delimiter = ',')]
    format: Vec<Format>,

    /// Which obligations to ask for
    #[arg(long, value_enum, default_value = "core")]
    profile: Profile,

    /// Only these obligations, of whichever profile (several: repeat it, or put commas between)
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    obligation: Vec<String>,

    /// Write the report to this file instead of printing it
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Show everything behind each finding: all places, ids, what was looked for, and how the offence was found
    #[arg(long)]
    explain: bool,

    /// Exit with 1 where a finding has this outcome (several: repeat it, or put commas between)
    #[arg(long, value_enum, value_name = "OUTCOME", value_delimiter = ',')]
    fail_on: Vec<FailOn>,

    /// Show what would change with this provision in the law; it goes after the words of the one named by --at
    #[arg(long, value_name = "TEXT", requires = "at", conflicts_with = "with_file")]
    with: Option<String>,

    /// The same with a provision that stands in a file
    #[arg(long, value_name = "FILE", requires = "at")]
    with_file: Option<PathBuf>,

    /// The provision after which a draft goes, as in "s 3", "art. 12(1)" or "ID: s 3" with the id of a text
    #[arg(long, value_name = "CITATION")]
    at: Option<String>,

    /// Do not look for provisions worth reading and for those of other States where a duty is not met
    #[arg(long)]
    no_leads: bool,

    /// Compare also with the laws behind this path, where a duty is not met
    #[arg(long, value_name = "PATH", conflicts_with = "no_leads")]
    library: Vec<PathBuf>,

    /// Where the index of --library is kept [default: a folder in the user's cache folder]
    #[arg(long, value_name = "DIR", requires = "library")]
    index: Option<PathBuf>,

    /// Use the catalogue in this folder instead of the one built in
    #[arg(long, value_name = "DIR")]
    catalogue: Option<PathBuf>,

    /// The date on which decisions of reviewers are judged (YYYY-MM-DD) [default: today]
    #[arg(long, value_name = "DATE")]
    today: Option<String>,

    /// Say nothing about files that were read with reservations, only about those that were not
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Partial,
    Missing,
    NotSupplied,
    Contrary,
    /// A question was put to the reader
    Review,
}

pub(crate) fn run(arguments: &Arguments, colour: Colour) -> anyhow::Result<u8> {
    let targets = format::targets(&arguments.format, arguments.output.as_deref())?;
    let catalogue = match catalogue::load(arguments.catalogue.as_deref()) {
        Ok(catalogue) => catalogue,
        Err(mistakes) => {
            output::remark(&mistakes, colour);
            anyhow::bail!("the catalogue has mistakes, so nothing was examined");
        }
    };
    let questions = arguments.questions(&catalogue, &targets, colour)?;
    let selection = arguments.selection(&catalogue, &questions)?;
    if let Some(words) = arguments.draft()? {
        let at = arguments.at.as_deref().unwrap_or_default();
        let draft = Draft { words: &words, at };
        let after = whatif::run(&catalogue, &selection, &arguments.paths, &draft, &targets, colour)?;
        return Ok(after.map_or(exit::NOTHING, |after| status([&after], false, &arguments.fail_on)));
    }
    let leads = !arguments.no_leads && targets.iter().any(|target| target.format != Format::Questionnaire);
    let today = arguments.today();
    let wanted = Wanted { depth: arguments.depth(&targets), leads, today: &today };
    let mut examined = examine(&catalogue, &selection, &arguments.paths, wanted);
    if wanted.leads {
        compare(arguments, &catalogue, &mut examined.jurisdictions, colour)?;
    }
    let report = assess::report(&catalogue, &selection, examined.jurisdictions);
    let remarks = || examined.elsewhere.iter().chain(report.jurisdictions.iter().flat_map(|one| &one.diagnostics));
    let shown = targets.iter().any(|target| target.format == Format::Terminal && target.file.is_none());
    output::remark(remarks().filter(|one| arguments.remarks_on(one, shown)), colour);
    let mut instruments = report.jurisdictions.iter().flat_map(|one| &one.instruments).peekable();
    if instruments.peek().is_none() {
        output::failure(&anyhow::anyhow!("no law could be read, so there is nothing to report"), colour);
        return Ok(exit::NOTHING);
    }
    let chapters = Chapters::new(catalogue.obligations.iter().map(|one| (one.id.as_str(), one.chapter.title())));
    let writer = Writer {
        arguments,
        report: &report,
        chapters: &chapters,
        contexts: &examined.contexts,
        questions: &questions,
        colour,
    };
    for target in &targets {
        target.write(&writer.render(target)?)?;
    }
    if instruments.all(|one| catalogue.pack(&one.language).is_none()) {
        return Ok(exit::NOTHING);
    }
    Ok(status(&report.jurisdictions, remarks().any(|one| one.severity == Severity::Error), &arguments.fail_on))
}

/// Sets provisions of other States beside duties that are not met: of those examined together, and of the library.
fn compare(
    arguments: &Arguments,
    catalogue: &Catalogue,
    reports: &mut [JurisdictionReport],
    colour: Colour,
) -> anyhow::Result<()> {
    let mut pool = Pool::of_reports(reports);
    if !arguments.library.is_empty() {
        pool.add(&open_library(&arguments.library, arguments.index.as_deref(), catalogue, colour)?);
    }
    reports.iter_mut().for_each(|report| pool.fill(report));
    Ok(())
}

impl Arguments {
    /// The questions to fill in, where that is what was asked for.
    fn questions(
        &self,
        catalogue: &Catalogue,
        targets: &[format::Target],
        colour: Colour,
    ) -> anyhow::Result<Vec<Question>> {
        if targets.iter().all(|target| target.format != Format::Questionnaire) {
            return Ok(Vec::new());
        }
        let questions = library::questionnaire::load(catalogue).map_err(|mistakes| {
            output::remark(&mistakes, colour);
            anyhow::anyhow!("the questionnaire has mistakes")
        })?;
        anyhow::ensure!(!questions.is_empty(), "this catalogue has no questionnaire (questionnaire/*.yaml)");
        Ok(questions)
    }

    fn selection(&self, catalogue: &Catalogue, questions: &[Question]) -> anyhow::Result<Selection> {
        for id in &self.obligation {
            catalogue::find(catalogue, id)?;
        }
        if self.obligation.is_empty() && !questions.is_empty() {
            let only = questions.iter().flat_map(|question| question.asks.clone()).collect();
            return Ok(Selection { profile: library::Profile::Full, only });
        }
        let profile = if self.obligation.is_empty() { self.profile } else { Profile::Full };
        Ok(Selection { profile: profile.into(), only: self.obligation.clone() })
    }

    fn today(&self) -> String {
        self.today.clone().unwrap_or_else(|| {
            let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
            date(since.map_or(0, |since| since.as_secs() / 86_400))
        })
    }

    /// The words of a draft, where one is given.
    fn draft(&self) -> anyhow::Result<Option<String>> {
        match (&self.with, &self.with_file) {
            (Some(words), _) => Ok(Some(words.clone())),
            (None, Some(file)) => {
                Ok(Some(std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?))
            }
            (None, None) => Ok(None),
        }
    }

    /// Words around evidence are for readers; how the offence was found, only for those who ask.
    fn depth(&self, targets: &[format::Target]) -> Depth {
        match targets.iter().any(|target| target.format.shows_context()) {
            true if self.explain => Depth::Everything,
            true => Depth::Words,
            false => Depth::Report,
        }
    }

    /// A report printed in a terminal shows reservations itself; what could not be read is always said apart.
    fn remarks_on(&self, diagnostic: &Diagnostic, shown: bool) -> bool {
        diagnostic.severity == Severity::Error || !(self.quiet || shown)
    }
}

struct Writer<'a> {
    arguments: &'a Arguments,
    report: &'a Report,
    chapters: &'a Chapters,
    contexts: &'a [Contexts],
    colour: Colour,
    questions: &'a [Question],
}

impl Writer<'_> {
    fn render(&self, target: &format::Target) -> anyhow::Result<Written> {
        let gap = |width| gap::document(self.report, self.chapters, self.contexts, width);
        Ok(match target.format {
            Format::Terminal => {
                let to_file = target.file.is_some();
                let colour = if to_file { self.colour == Colour::Always } else { output::coloured(self.colour) };
                let width = if to_file { output::WIDTH } else { output::width() };
                let style = terminal::Style { width, colour, explain: self.arguments.explain };
                Written::Text(terminal::render(self.report, self.chapters, self.contexts, style))
            }
            Format::Markdown => Written::Text(markdown::render(&gap(Width::Screen))),
            Format::Html => Written::Text(html::render(&gap(Width::Screen))),
            Format::Docx => Written::Bytes(docx::render(&gap(Width::Paper)).context("the report as DOCX")?),
            Format::Xlsx => Written::Bytes(xlsx::render(self.report).context("the report as XLSX")?),
            Format::Csv => Written::Text(csv::render(self.report)),
            Format::Json => Written::Text(json::render(self.report)),
            Format::Questionnaire => Written::Text(questionnaire::render(self.report, self.questions)),
            Format::Sarif => {
                Written::Text(sarif::render(self.report, &|one| workspace::read_again(&one.file, &one.sha256)))
            }
        })
    }
}

/// An answer made from part of the input is worth less than a finding, so unread input goes first.
fn status<'r>(reports: impl IntoIterator<Item = &'r JurisdictionReport>, unread: bool, fail_on: &[FailOn]) -> u8 {
    let mut findings = reports.into_iter().flat_map(|one| &one.findings);
    match unread {
        true => exit::UNREAD,
        false if findings.any(|finding| fail_on.iter().any(|kind| kind.matches(finding))) => exit::FOUND,
        false => exit::DONE,
    }
}

/// The date so many days after the first of January 1970.
fn date(days: u64) -> String {
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let (mut left, mut year) = (days, 1970);
    while left >= 365 + u64::from(leap(year)) {
        left -= 365 + u64::from(leap(year));
        year += 1;
    }
    let february = 28 + u64::from(leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if left < length {
            break;
        }
        left -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", left + 1)
}

impl FailOn {
    fn matches(self, finding: &Finding) -> bool {
        match self {
            Self::Partial => finding.outcome == Outcome::Partial,
            Self::Missing => finding.outcome == Outcome::Missing,
            Self::NotSupplied => finding.outcome == Outcome::NotSupplied,
            Self::Contrary => finding.outcome == Outcome::Contrary,
            Self::Review => finding.review,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        let dates = [0, 58, 59, 11_016, 11_017, 20_454, 20_818].map(date);
        let expected =
            ["1970-01-01", "1970-02-28", "1970-03-01", "2000-02-29", "2000-03-01", "2026-01-01", "2026-12-31"];
        assert_eq!(dates, expected);
    }
}
