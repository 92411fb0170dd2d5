//! Reads acts that have nothing to do with trafficking, and counts how often the program finds a trafficking offence.
//!
//! Every tenth act is read by default; `LACUNA_ALL_ACTS=1` reads all of them, which wants a release build:
//! `LACUNA_ALL_ACTS=1 cargo test --release --test false_alarms -- --nocapture`.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod support;

use lacuna::assess::{Selection, assess};
use lacuna::catalogue::{Catalogue, Profile};
use lacuna::instrument::read::read;
use lacuna::jurisdiction::Jurisdiction;
use lacuna::report::{Outcome, Presence};
use lacuna::source::SourceFile;
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use support::score::share;

/// Words in the title of an act that is, among other things, about trafficking.
const ABOUT: [&str; 4] = ["human trafficking", "child trafficking", "trafficking in persons", "slave"];

/// What came of one file.
enum Read {
    /// It is about trafficking, or no law could be read in it.
    LeftOut,
    /// Nothing was found, as is right.
    Quiet,
    /// Something was found.
    Alarm(String),
}

fn examine(file: &Path) -> Read {
    let Ok(bytes) = std::fs::read(file) else { return Read::LeftOut };
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Ok(instrument) = read(&SourceFile::new(name.as_str(), bytes)) else { return Read::LeftOut };
    let title = instrument.facts.title.to_lowercase();
    if ABOUT.iter().any(|words| title.contains(words)) {
        return Read::LeftOut;
    }
    let jurisdiction = Jurisdiction { code: "xxx".into(), instruments: vec![instrument], ..Jurisdiction::default() };
    let only = ["definition-acts", "definition-means", "definition-purposes", "offence"].map(str::to_owned).to_vec();
    let report = assess(Catalogue::built_in(), &jurisdiction, &Selection { profile: Profile::Full, only });
    let found = |one: &&lacuna::report::Finding| {
        matches!(one.outcome, Outcome::Met | Outcome::Partial)
            || one.elements.iter().any(|element| element.outcome == Presence::Present)
    };
    let elements = report.findings.iter().filter(found).flat_map(|finding| &finding.elements);
    let shown = elements.filter_map(|element| element.evidence.first().map(|one| (element, one)));
    let lines: Vec<String> = shown
        .map(|(element, one)| format!("  {} {}: {}", element.element, one.citation, one.quote.replace('\n', " ")))
        .collect();
    if lines.is_empty() { Read::Quiet } else { Read::Alarm(format!("{name} ({title})\n{}", lines.join("\n"))) }
}

fn acts() -> Option<Vec<PathBuf>> {
    let folder = support::shared("corpus/large/irl")?;
    let mut files: Vec<PathBuf> = folder.read_dir().ok()?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let step = if std::env::var_os("LACUNA_ALL_ACTS").is_some() { 1 } else { 10 };
    Some(files.into_iter().step_by(step).collect())
}

#[test]
fn acts_about_other_things_are_given_no_trafficking_offence() {
    let Some(files) = acts() else { return };
    let read: Vec<Read> = files.par_iter().map(|file| examine(file)).collect();
    let alarms: Vec<&String> =
        read.iter().filter_map(|one| if let Read::Alarm(what) = one { Some(what) } else { None }).collect();
    let examined = read.iter().filter(|one| !matches!(one, Read::LeftOut)).count();
    for alarm in &alarms {
        println!("false alarm: {alarm}");
    }
    println!("{} false alarms in {examined} acts of {}", alarms.len(), files.len());
    assert!(examined * 10 >= files.len() * 9, "only {examined} of {} files could be used", files.len());
    assert!(share(alarms.len(), examined) <= 1.0 / 500.0, "{} of {examined} acts raise a false alarm", alarms.len());
}
