//! `lacuna search`, `lacuna show`, `lacuna similar`: looking provisions up in a library of laws.

use super::{Colour, catalogue, exit, output};
use clap::{Args, ValueEnum};
use lacuna::catalogue::Catalogue;
use lacuna::report::hits;
use lacuna::search::{Answer, Found, Index, Kind, Library, Request, Sort};
use lacuna::suggest;
use std::path::PathBuf;

#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  \
    lacuna search debt bondage\n  \
    lacuna search '\"consent of the victim\" NOT organ*'\n  \
    lacuna search 'passport NEAR/8 (withhold OR confiscate)'\n  \
    lacuna search --concept means.vulnerability --all --format csv\n  \
    lacuna search --obligation recovery-period --jurisdiction zmb,mwi\n\n\
    Words side by side are searched together; provisions with all of them come first. \"Words in quotation marks\" are \
    a phrase, traffick* is the beginning of words, NEAR/5 is nearness in either order, and AND, OR, NOT and brackets \
    join them. A word also finds its other forms, and provisions that express the same concept in other words.\n\n\
    Exit status:\n  \
    0  the search was made, whether or not anything was found\n  \
    2  the command was misused, or the library or index cannot be used")]
pub(crate) struct SearchArguments {
    /// What to look for; may be left out where a filter is given
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    #[command(flatten)]
    filters: Filters,

    /// Only this kind of provision (several: repeat it, or put commas between)
    #[arg(long, value_enum, value_delimiter = ',')]
    kind: Vec<KindOf>,

    /// Only provisions that express this concept, by whatever words (several: each of them)
    #[arg(long, value_name = "CONCEPT", value_delimiter = ',')]
    concept: Vec<String>,

    /// Only provisions that show an element of this obligation (several: any of them)
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    obligation: Vec<String>,

    /// Words as they stand: no other forms, no concepts
    #[arg(long, conflicts_with = "fuzzy")]
    exact: bool,

    /// Also words in which a letter or two differ
    #[arg(long)]
    fuzzy: bool,

    /// The order of the hits
    #[arg(long, value_enum, default_value = "relevance")]
    sort: SortBy,

    #[command(flatten)]
    shown: Showing,
}

#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  lacuna show zmb s 33(1)\n  lacuna show 's 3(1)' --jurisdiction mwi")]
pub(crate) struct ShowArguments {
    /// Citation (`s 3(1)`, `art. 225-4-1`) or eid; a jurisdiction's code may stand before it
    #[arg(value_name = "CITATION", required = true)]
    citation: Vec<String>,

    #[command(flatten)]
    filters: Filters,

    /// How to write it
    #[arg(long, value_enum, default_value = "terminal")]
    format: ShowFormat,
}

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  lacuna similar zmb s 33(1) --limit 5")]
pub(crate) struct SimilarArguments {
    /// Citation (`s 3(1)`, `art. 225-4-1`) or eid; a jurisdiction's code may stand before it
    #[arg(value_name = "CITATION", required = true)]
    citation: Vec<String>,

    /// The instrument in which the citation stands, by id or by words of its title
    #[arg(long, value_name = "INSTRUMENT")]
    of: Vec<String>,

    #[command(flatten)]
    filters: Filters,

    #[command(flatten)]
    shown: Showing,
}

#[derive(Args, Debug)]
struct Filters {
    /// Only this jurisdiction, by code (several: repeat it, or put commas between)
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    jurisdiction: Vec<String>,

    /// Only this instrument, by id or by words of its title
    #[arg(long, value_name = "INSTRUMENT")]
    instrument: Vec<String>,

    /// Only texts in this language, by code
    #[arg(long, value_name = "LANGUAGE", value_delimiter = ',')]
    language: Vec<String>,

    /// The laws to search: files and folders as for `lacuna check`
    #[arg(long, value_name = "PATH", default_value = "jurisdictions")]
    library: Vec<PathBuf>,

    /// Where the index is kept [default: a folder for this library in the user's cache folder]
    #[arg(long, value_name = "DIR")]
    index: Option<PathBuf>,

    /// Use the catalogue in this folder instead of the one built in
    #[arg(long, value_name = "DIR")]
    catalogue: Option<PathBuf>,
}

#[derive(Args, Debug)]
struct Showing {
    /// At most this many hits
    #[arg(long, value_name = "NUMBER", default_value = "10", conflicts_with = "all")]
    limit: usize,

    /// All hits
    #[arg(long)]
    all: bool,

    /// How to write them
    #[arg(long, value_enum, default_value = "terminal")]
    format: HitFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum HitFormat {
    /// For reading in a terminal
    Terminal,
    /// For programs
    Json,
    /// For programs that read one hit a line
    Ndjson,
    /// For spreadsheets
    Csv,
    /// For passing on
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ShowFormat {
    /// For reading in a terminal
    Terminal,
    /// For programs
    Json,
    /// For passing on
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SortBy {
    /// The most relevant first
    Relevance,
    /// By jurisdiction, instrument and place
    Citation,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum KindOf {
    /// What a term means
    Definition,
    /// What is a crime
    Offence,
    /// A penalty
    Sanction,
    /// What somebody has to do
    Duty,
    /// Anything else
    Other,
}

impl From<KindOf> for Kind {
    fn from(kind: KindOf) -> Self {
        match kind {
            KindOf::Definition => Self::Definition,
            KindOf::Offence => Self::Offence,
            KindOf::Sanction => Self::Sanction,
            KindOf::Duty => Self::Duty,
            KindOf::Other => Self::Other,
        }
    }
}

pub(crate) fn search(arguments: &SearchArguments, colour: Colour) -> anyhow::Result<u8> {
    let catalogue = catalogue::load_or_say(arguments.filters.catalogue.as_deref(), colour)?;
    arguments.obligation.iter().try_for_each(|id| catalogue::find(&catalogue, id).map(drop))?;
    arguments.concept.iter().try_for_each(|name| known_concept(&catalogue, name))?;
    let index = open(&arguments.filters, &catalogue, colour)?;
    let request = Request {
        query: arguments.query.join(" "),
        kinds: arguments.kind.iter().map(|kind| (*kind).into()).collect(),
        concepts: arguments.concept.clone(),
        obligations: arguments.obligation.clone(),
        exact: arguments.exact,
        fuzzy: arguments.fuzzy,
        sort: match arguments.sort {
            SortBy::Relevance => Sort::Relevance,
            SortBy::Citation => Sort::Citation,
        },
        limit: (!arguments.shown.all).then_some(arguments.shown.limit),
        counts: true,
        ..arguments.filters.request()
    };
    let mut answer = index.search(&request, Some(&catalogue))?;
    arguments.filters.note_unknown(&index, &mut answer);
    write(&answer, arguments.shown.format, colour)
}

pub(crate) fn similar(arguments: &SimilarArguments, colour: Colour) -> anyhow::Result<u8> {
    let catalogue = catalogue::load_or_say(arguments.filters.catalogue.as_deref(), colour)?;
    let index = open(&arguments.filters, &catalogue, colour)?;
    let of = Request { instruments: arguments.of.clone(), ..Request::default() };
    let found = one(&index, &arguments.citation.join(" "), &of)?;
    let limit = (!arguments.shown.all).then_some(arguments.shown.limit);
    let request = Request { limit, ..arguments.filters.request() };
    let answer = index.similar(&found, &request, Some(&catalogue))?;
    write(&answer, arguments.shown.format, colour)
}

pub(crate) fn show(arguments: &ShowArguments, colour: Colour) -> anyhow::Result<u8> {
    let catalogue = catalogue::load_or_say(arguments.filters.catalogue.as_deref(), colour)?;
    let index = open(&arguments.filters, &catalogue, colour)?;
    let found = one(&index, &arguments.citation.join(" "), &arguments.filters.request())?;
    let shown = index.show(&found);
    let shown =
        shown.ok_or_else(|| anyhow::anyhow!("{} has changed while it was being read; try again", found.file))?;
    output::print(&match arguments.format {
        ShowFormat::Terminal => hits::shown(&shown, output::width(), output::coloured(colour)),
        ShowFormat::Markdown => hits::shown_markdown(&shown),
        ShowFormat::Json => serde_json::to_string_pretty(&shown)? + "\n",
    })?;
    Ok(exit::DONE)
}

/// The one instrument in which a citation leads somewhere.
fn one(index: &Index, citation: &str, request: &Request) -> anyhow::Result<Found> {
    let mut found = index.find(citation, request)?;
    match found.len() {
        0 => anyhow::bail!("no provision of the library is cited as `{citation}`; `lacuna search` finds citations"),
        1 => Ok(found.remove(0)),
        _ => {
            let all: Vec<String> = found
                .iter()
                .take(12)
                .map(|one| format!("\n  {} {}, {}", one.jurisdiction, one.citation, one.title))
                .collect();
            anyhow::bail!(
                "`{citation}` stands in {} instruments; put the code before it, or name the instrument:{}",
                found.len(),
                all.concat()
            )
        }
    }
}

/// Opens the index of the library, and says what it took.
pub(crate) fn open_library(
    paths: &[PathBuf],
    index: Option<&std::path::Path>,
    catalogue: &Catalogue,
    colour: Colour,
) -> anyhow::Result<Index> {
    let library = Library::new(paths, index)?;
    let opened = library.open(catalogue, &mut |said| output::note(said, colour))?;
    if let Some(built) = &opened.built {
        output::remark(
            built.diagnostics.iter().filter(|one| one.severity == lacuna::diagnostic::Severity::Error),
            colour,
        );
        let said = !built.indexed.is_empty();
        let note = |words: &str| {
            if said {
                output::note(words, colour)
            }
        };
        note(&format!(
            "the index holds {} provisions; {} files were read into it",
            opened.provisions(),
            built.indexed.len()
        ));
    }
    Ok(opened)
}

fn open(filters: &Filters, catalogue: &Catalogue, colour: Colour) -> anyhow::Result<Index> {
    open_library(&filters.library, filters.index.as_deref(), catalogue, colour)
}

fn write(answer: &Answer, format: HitFormat, colour: Colour) -> anyhow::Result<u8> {
    if !matches!(format, HitFormat::Terminal | HitFormat::Markdown) {
        answer.notes.iter().for_each(|note| output::note(note, colour));
    }
    output::print(&match format {
        HitFormat::Terminal => hits::terminal(answer, output::width(), output::coloured(colour)),
        HitFormat::Json => hits::json(answer),
        HitFormat::Ndjson => hits::lines(answer),
        HitFormat::Csv => hits::csv(answer),
        HitFormat::Markdown => hits::markdown(answer),
    })?;
    Ok(exit::DONE)
}

fn known_concept(catalogue: &Catalogue, name: &str) -> anyhow::Result<()> {
    if catalogue.packs.values().any(|pack| pack.concept(name).is_some()) {
        return Ok(());
    }
    let known = catalogue.packs.values().flat_map(|pack| &pack.concepts).map(|one| one.concept.as_str());
    match suggest::nearest(name, known) {
        Some(near) => anyhow::bail!("there is no concept `{name}`; did you mean `{near}`?"),
        None => anyhow::bail!("there is no concept `{name}`"),
    }
}

impl Filters {
    fn request(&self) -> Request {
        Request {
            jurisdictions: self.jurisdiction.clone(),
            instruments: self.instrument.clone(),
            languages: self.language.clone(),
            ..Request::default()
        }
    }

    /// A filter that names nothing in the library explains why nothing was found.
    fn note_unknown(&self, index: &Index, answer: &mut Answer) {
        let known = index.jurisdictions();
        for code in self.jurisdiction.iter().filter(|code| !known.contains(&code.to_lowercase())) {
            let near = suggest::nearest(code, known.iter().map(String::as_str));
            let near = near.map_or_else(|| known.join(", "), |near| format!("did you mean `{near}`?"));
            answer.notes.push(format!("the library has no jurisdiction `{code}`: {near}"));
        }
    }
}
