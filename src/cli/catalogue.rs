//! `lacuna obligations` and `lacuna explain`: the catalogue, and the way to it.

use super::{Colour, Format, exit, output};
use clap::{Args, ValueEnum};
use lacuna::catalogue::{self, Catalogue, Obligation, Plan};
use lacuna::diagnostic::Diagnostic;
use lacuna::report::{duties, handbook, plan};
use lacuna::{suggest, workspace};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  lacuna obligations\n  lacuna obligations --profile core --format markdown\n  lacuna obligations --plan"
)]
pub(crate) struct ListArguments {
    /// How to write the list
    #[arg(long, value_enum, default_value = "terminal")]
    format: Format,

    /// Which obligations to list
    #[arg(long, value_enum, default_value = "full")]
    profile: Profile,

    /// Show the Plan instead, paragraph by paragraph: its obligations, or why it has none
    #[arg(long, conflicts_with = "profile")]
    plan: bool,

    /// Write everything about each of them: the handbook that stands in docs/obligations.md
    #[arg(long, conflicts_with = "plan")]
    full: bool,

    /// Use the catalogue in this folder instead of the one built in
    #[arg(long, value_name = "DIR")]
    catalogue: Option<PathBuf>,
}

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  lacuna explain consent-irrelevant\n\n`lacuna obligations` lists the ids.")]
pub(crate) struct ExplainArguments {
    /// Id of the obligation
    #[arg(value_name = "OBLIGATION")]
    obligation: String,

    /// How to write it
    #[arg(long, value_enum, default_value = "terminal")]
    format: Format,

    /// Use the catalogue in this folder instead of the one built in
    #[arg(long, value_name = "DIR")]
    catalogue: Option<PathBuf>,
}

/// Which obligations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Profile {
    /// Definition, offence, liability, sanctions: §2 and §§43–45 of the Plan
    Core,
    /// Everything that the text of a statute can show
    Full,
}

impl From<Profile> for catalogue::Profile {
    fn from(profile: Profile) -> Self {
        match profile {
            Profile::Core => Self::Core,
            Profile::Full => Self::Full,
        }
    }
}

pub(crate) fn list(arguments: &ListArguments, colour: Colour) -> anyhow::Result<u8> {
    let catalogue = load_or_say(arguments.catalogue.as_deref(), colour)?;
    if arguments.plan {
        let table = plan_or_say(&catalogue, colour)?;
        output::print(&match arguments.format {
            Format::Terminal => plan::terminal(&table, output::width(), output::coloured(colour)),
            Format::Markdown => plan::markdown(&table),
            Format::Json => plan::json(&table),
        })?;
        return Ok(exit::DONE);
    }
    let obligations: Vec<&Obligation> = catalogue.profile(arguments.profile.into()).collect();
    if arguments.full && arguments.format != Format::Json {
        output::print(&handbook::markdown(&obligations, &catalogue.plan().unwrap_or_default()))?;
        return Ok(exit::DONE);
    }
    output::print(&match arguments.format {
        Format::Terminal => duties::list(&obligations, output::width(), output::coloured(colour)),
        Format::Markdown => duties::list_markdown(&obligations),
        Format::Json => duties::json(&obligations),
    })?;
    Ok(exit::DONE)
}

pub(crate) fn explain(arguments: &ExplainArguments, colour: Colour) -> anyhow::Result<u8> {
    let catalogue = load_or_say(arguments.catalogue.as_deref(), colour)?;
    let obligation = find(&catalogue, &arguments.obligation)?;
    output::print(&match arguments.format {
        Format::Terminal => duties::explain(obligation, output::width(), output::coloured(colour)),
        Format::Markdown => duties::explain_markdown(obligation),
        Format::Json => duties::json(&[obligation]),
    })?;
    Ok(exit::DONE)
}

/// The catalogue in a folder, or the one built in.
pub(crate) fn load(folder: Option<&Path>) -> Result<Cow<'static, Catalogue>, Vec<Diagnostic>> {
    let Some(folder) = folder else { return Ok(Cow::Borrowed(Catalogue::built_in())) };
    let files = workspace::catalogue_files(folder)?;
    Catalogue::load(&files).map(Cow::Owned).map_err(|mut mistakes| {
        let shown = folder.to_string_lossy();
        for mistake in &mut mistakes {
            mistake.file = format!("{}/{}", shown.trim_end_matches('/'), mistake.file);
        }
        mistakes
    })
}

/// The same for a command that can do nothing without it.
pub(crate) fn load_or_say(folder: Option<&Path>, colour: Colour) -> anyhow::Result<Cow<'static, Catalogue>> {
    load(folder).map_err(|mistakes| {
        output::remark(&mistakes, colour);
        anyhow::anyhow!("the catalogue cannot be used")
    })
}

/// The table of the Plan's paragraphs, for a command that can do nothing without it.
pub(crate) fn plan_or_say(catalogue: &Catalogue, colour: Colour) -> anyhow::Result<Plan> {
    let plan = catalogue.plan().map_err(|mistakes| {
        output::remark(&mistakes, colour);
        anyhow::anyhow!("the table of the Plan's paragraphs has mistakes")
    })?;
    anyhow::ensure!(!plan.paragraphs.is_empty(), "this catalogue has no table of the Plan's paragraphs (plan/*.yaml)");
    Ok(plan)
}

/// The obligation with this id.
pub(crate) fn find<'c>(catalogue: &'c Catalogue, id: &str) -> anyhow::Result<&'c Obligation> {
    catalogue.obligation(id).ok_or_else(|| {
        let known = catalogue.obligations.iter().map(|one| one.id.as_str());
        match suggest::nearest(id, known) {
            Some(near) => anyhow::anyhow!("there is no obligation `{id}`; did you mean `{near}`?"),
            None => anyhow::anyhow!("there is no obligation `{id}`; `lacuna obligations` lists them all"),
        }
    })
}
