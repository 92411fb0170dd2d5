//! The command line: the edge of the program, and the only part of it that prints.

mod catalogue;
mod check;
mod compare;
mod examine;
mod format;
mod lint;
mod matrix;
mod output;
mod scaffold;
mod search;
mod whatif;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use std::process::ExitCode;

/// Every command ends in one of these.
pub(crate) mod exit {
    /// What was asked for was done.
    pub(crate) const DONE: u8 = 0;
    /// `--fail-on` was asked for, and such a finding exists; or what was checked is not as it should be.
    pub(crate) const FOUND: u8 = 1;
    /// The command was misused, or part of what it was given could not be read.
    pub(crate) const UNREAD: u8 = 2;
    /// Nothing could be examined.
    pub(crate) const NOTHING: u8 = 3;
}

#[derive(Debug, Parser)]
#[command(
    name = "lacuna",
    version,
    about = "Reads a State's anti-trafficking law and says, duty by duty and in the law's own words, what is missing",
    long_about = "Reads a State's anti-trafficking law, holds it against the obligations that follow from the United \
        Nations Global Plan of Action to Combat Trafficking in Persons, and says, duty by duty and in the law's own \
        words, what is met, partly met, missing, contrary, or cannot be told from the texts supplied.\n\n\
        Lacuna works offline, changes none of your files, and gives the same answer for the same input.",
    after_help = "Start with:\n  lacuna check jurisdictions          every jurisdiction that ships with Lacuna\n  \
        lacuna check my-act.txt             one act\n  lacuna obligations                  what is asked\n  \
        lacuna explain consent-irrelevant   one obligation, whole",
    max_term_width = 100,
    arg_required_else_help = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// Colours: as the terminal has them, always, or never (NO_COLOR is respected)
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    color: Colour,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Hold laws against the obligations and report what is met and what is not
    Check(check::Arguments),
    /// Compare two versions of a law: what changed, and what that does to each obligation
    Compare(compare::Arguments),
    /// Show obligations by jurisdictions in one table
    Matrix(matrix::Arguments),
    /// Set up a folder to work with
    New(scaffold::Arguments),
    /// List the obligations laws are held against
    Obligations(catalogue::ListArguments),
    /// Show one obligation whole: what is owed, from which text, and what in a law shows it
    Explain(catalogue::ExplainArguments),
    /// Check that a catalogue holds together, and name wordings that match nothing
    Lint(lint::Arguments),
    /// Hold the official text of the Plan against what the catalogue says of its paragraphs
    Source(lint::SourceArguments),
    /// Find provisions in a library of laws by words, concepts or obligations
    Search(search::SearchArguments),
    /// Show a provision in its context
    Show(search::ShowArguments),
    /// Find the provisions of other jurisdictions that are closest to one
    Similar(search::SimilarArguments),
    /// Print the JSON Schema of reports
    Schema,
    /// Print completions for a shell
    #[command(after_help = "Example:\n  lacuna completions bash > ~/.local/share/bash-completion/completions/lacuna")]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print a manual page
    #[command(after_help = "Example:\n  lacuna man check > lacuna-check.1 && man ./lacuna-check.1")]
    Man {
        /// The command it is about; without it, the page about Lacuna as a whole
        command: Option<String>,
    },
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Colour {
    /// Where the terminal shows colours
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How to write a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading in a terminal
    Terminal,
    /// For passing on
    Markdown,
    /// For programs
    Json,
}

/// Runs the command that was typed.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    let colour = cli.color;
    let code = match &cli.command {
        Command::Check(arguments) => check::run(arguments, colour),
        Command::Compare(arguments) => compare::run(arguments, colour),
        Command::Matrix(arguments) => matrix::run(arguments, colour),
        Command::New(arguments) => scaffold::run(arguments, colour),
        Command::Obligations(arguments) => catalogue::list(arguments, colour),
        Command::Explain(arguments) => catalogue::explain(arguments, colour),
        Command::Lint(arguments) => lint::run(arguments, colour),
        Command::Source(arguments) => lint::source(arguments, colour),
        Command::Search(arguments) => search::search(arguments, colour),
        Command::Show(arguments) => search::show(arguments, colour),
        Command::Similar(arguments) => search::similar(arguments, colour),
        Command::Schema => output::print(&lacuna::report::json::schema()).map(|()| exit::DONE),
        Command::Completions { shell } => completions(*shell),
        Command::Man { command } => manual(command.as_deref()),
    };
    ExitCode::from(code.unwrap_or_else(|failure| {
        output::failure(&failure, colour);
        exit::UNREAD
    }))
}

fn completions(shell: clap_complete::Shell) -> anyhow::Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "lacuna", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(exit::DONE)
}

fn manual(name: Option<&str>) -> anyhow::Result<u8> {
    let mut command = Cli::command();
    command.build();
    if let Some(name) = name {
        let inner = command.find_subcommand(name).cloned();
        command = inner.ok_or_else(|| anyhow::anyhow!("there is no command `{name}`; `lacuna help` lists them"))?;
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    output::print(&String::from_utf8_lossy(&page))?;
    Ok(exit::DONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_are_consistent() {
        Cli::command().debug_assert();
    }
}
