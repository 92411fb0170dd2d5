//! `lacuna lint` and `lacuna source`: is the catalogue sound, and does it say of the resolution what the text says?

use super::{Colour, catalogue, exit, output};
use anyhow::Context;
use clap::Args;
use lacuna::instrument::read::read;
use lacuna::{catalogue as library, lint, resolution, workspace};
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  lacuna lint\n  lacuna lint my-catalogue --laws laws/zmb\n\n\
    Exit status:\n  0  nothing is wrong (wordings that match nothing may have been named)\n  \
    1  something is wrong\n  2  the catalogue, or some law, could not be read")]
pub(crate) struct Arguments {
    /// Folder of the catalogue; the one built in where left out
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,

    /// Laws in which wordings are looked for too, before they are called idle
    #[arg(long, value_name = "PATH", num_args = 1..)]
    laws: Vec<PathBuf>,
}

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  lacuna source A_RES_64_293.txt\n\n\
    Exit status:\n  0  every paragraph and every term of art is as the catalogue says\n  \
    1  some are not\n  2  the file could not be read")]
pub(crate) struct SourceArguments {
    /// The English text of resolution 64/293, saved as plain text
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Use the catalogue in this folder instead of the one built in
    #[arg(long, value_name = "DIR")]
    catalogue: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, colour: Colour) -> anyhow::Result<u8> {
    let files = match &arguments.folder {
        None => library::built_in_files(),
        Some(folder) => match workspace::catalogue_files(folder) {
            Ok(files) => files,
            Err(mistakes) => {
                output::remark(&mistakes, colour);
                anyhow::bail!("the catalogue cannot be read");
            }
        },
    };
    let (laws, unread) = laws(&arguments.laws, colour);
    let mut found = lint::lint(&files, &laws);
    let shown = arguments.folder.as_deref().unwrap_or(Path::new("obligations")).to_string_lossy();
    for one in &mut found {
        one.file = format!("{}/{}", shown.trim_end_matches('/'), one.file);
    }
    output::remark(&found, colour);
    let idle = found.iter().filter(|one| one.code == "idle-wording").count();
    let wrong = lint::is_wrong(&found);
    let mistakes = found.len() - idle;
    output::print(&format!("{mistakes} mistakes, {idle} idle wordings\n"))?;
    Ok(if unread {
        exit::UNREAD
    } else if wrong {
        exit::FOUND
    } else {
        exit::DONE
    })
}

/// The texts of the laws behind some paths, and whether any of them could not be read.
fn laws(paths: &[PathBuf], colour: Colour) -> (Vec<String>, bool) {
    let found = workspace::survey(paths);
    let mut unread = found.diagnostics;
    let mut texts = Vec::new();
    for supply in &found.supplies {
        for source in supply.sources() {
            match source.map_err(|one| vec![*one]).and_then(|source| read(&source)) {
                Ok(instrument) => texts.push(instrument.text),
                Err(mistakes) => unread.extend(mistakes),
            }
        }
    }
    output::remark(&unread, colour);
    (texts, unread.iter().any(|one| one.severity == lacuna::diagnostic::Severity::Error))
}

pub(crate) fn source(arguments: &SourceArguments, colour: Colour) -> anyhow::Result<u8> {
    let catalogue = catalogue::load_or_say(arguments.catalogue.as_deref(), colour)?;
    let plan = catalogue::plan_or_say(&catalogue, colour)?;
    let shown = arguments.file.to_string_lossy();
    let bytes = std::fs::read(&arguments.file).with_context(|| format!("cannot read {shown}"))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| anyhow::anyhow!("{shown} is not UTF-8; save it as plain text in UTF-8"))?;
    let found = resolution::verify(&plan, &shown, &text);
    output::remark(&found.differences, colour);
    let all = plan.paragraphs.len();
    let anchors: usize = plan.paragraphs.iter().flat_map(|one| one.obligations.values()).map(Vec::len).sum();
    output::print(&format!(
        "{} of {all} paragraphs are those of the official text; {} of {anchors} terms of art stand where they should\n",
        found.paragraphs, found.anchors
    ))?;
    Ok(if found.differences.is_empty() { exit::DONE } else { exit::FOUND })
}
