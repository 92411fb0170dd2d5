//! `lacuna new jurisdiction`: a folder with laws and what is known of them.

use super::{Colour, exit, output};
use anyhow::Context;
use clap::{Args, Subcommand};
use lacuna::instrument::Instrument;
use lacuna::instrument::read::read;
use lacuna::source::SourceFile;
use lacuna::workspace::{countries, scaffold};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Set up the folder of a jurisdiction from files with its laws
    #[command(
        after_help = "Example:\n  lacuna new jurisdiction laws/zmb downloads/act.json downloads/penal-code.html\n\n\
        The files are copied; jurisdiction.yaml is written from what they say of themselves. What they do not say stays \
        open in it, with a comment. Nothing that is there is overwritten."
    )]
    Jurisdiction {
        /// The folder to set up; its name is the code of the jurisdiction (ISO 3166, three letters)
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Files with laws
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

pub(crate) fn run(arguments: &Arguments, colour: Colour) -> anyhow::Result<u8> {
    let What::Jurisdiction { folder, files } = &arguments.what;
    jurisdiction(folder, files, colour)
}

fn jurisdiction(folder: &Path, files: &[PathBuf], colour: Colour) -> anyhow::Result<u8> {
    let record = folder.join("jurisdiction.yaml");
    anyhow::ensure!(!record.exists(), "{} is there already; it is not overwritten", record.display());
    let mut laws: Vec<(String, PathBuf, Instrument)> = Vec::new();
    let mut unread = false;
    for file in files {
        match law(file, colour)? {
            Some((name, _)) if laws.iter().any(|law| law.0 == name) => {
                anyhow::bail!("two files are called {name}; rename one of them")
            }
            Some((name, instrument)) => laws.push((name, file.clone(), instrument)),
            None => unread = true,
        }
    }
    if laws.is_empty() {
        output::failure(&anyhow::anyhow!("no law could be read, so no folder was set up"), colour);
        return Ok(exit::NOTHING);
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    for (name, from, _) in &laws {
        let to = folder.join(name);
        if fs::canonicalize(&to).ok() == fs::canonicalize(from).ok() {
            continue;
        }
        anyhow::ensure!(!to.exists(), "{} is there already; it is not overwritten", to.display());
        fs::copy(from, &to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    }
    laws.sort_by(|a, b| a.0.cmp(&b.0));
    let described: Vec<(&str, &Instrument)> = laws.iter().map(|(name, _, law)| (name.as_str(), law)).collect();
    let code = code(folder, &described);
    output::write(&record, scaffold::record(&code, &described).as_bytes())?;
    let noun = if laws.len() == 1 { "law" } else { "laws" };
    output::print(&format!(
        "{}: {} {noun}, code `{code}`\nNext: lacuna check {}\n",
        record.display(),
        laws.len(),
        folder.display()
    ))?;
    Ok(if unread { exit::UNREAD } else { exit::DONE })
}

/// A file that is read as law; said and left out where it is none.
fn law(file: &Path, colour: Colour) -> anyhow::Result<Option<(String, Instrument)>> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let name = file.file_name().and_then(|name| name.to_str()).context("the name of a file must be UTF-8")?;
    match read(&SourceFile::new(file.to_string_lossy(), bytes)) {
        Ok(instrument) => Ok(Some((name.to_owned(), instrument))),
        Err(mistakes) => {
            output::remark(&mistakes, colour);
            Ok(None)
        }
    }
}

/// The code: the folder's name where it is one, else what the files say, else the folder's name all the same.
fn code(folder: &Path, laws: &[(&str, &Instrument)]) -> String {
    let name = folder.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let said = laws.iter().map(|(_, law)| law.facts.jurisdiction.to_lowercase()).find(|code| !code.is_empty());
    if countries::is_code(&name) { name } else { said.unwrap_or(name) }
}
