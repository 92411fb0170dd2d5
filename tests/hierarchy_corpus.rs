//! The trees of real acts that reach us flattened: labels and lengths of words, never the words.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use lacuna::instrument::{Content, Instrument, Level, ProvisionId, read};
use lacuna::source::SourceFile;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

/// The acts whose sections stand in one line each, and the names of their snapshots.
const ACTS: [(&str, &str); 5] = [
    ("lso", "anti-trafficking-in-persons-act-2011"),
    ("lso", "penal-code-act-2012"),
    ("mwi", "trafficking-in-persons-act-2015"),
    ("tza", "anti-trafficking-in-persons-act-2008"),
    ("zmb", "anti-human-trafficking-act-2008"),
];

fn corpus() -> PathBuf {
    let shared = std::env::var_os("LACUNA_SHARED").map(PathBuf::from);
    shared.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared")).join("corpus/en")
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn flattened_acts_keep_their_trees() {
    for (country, name) in ACTS {
        let path = corpus().join(country).join(format!("{name}.json"));
        let Ok(bytes) = std::fs::read(&path) else {
            eprintln!("skipped: {} is not there", path.display());
            continue;
        };
        let instrument = read::read(&SourceFile::new(format!("{name}.json"), bytes)).expect("a law");
        insta::assert_snapshot!(format!("{country}-{name}"), drawn(&instrument));
    }
}

/// How many sections there are, and the trees of those that tell most.
fn drawn(instrument: &Instrument) -> String {
    let is_section = |id: &ProvisionId| instrument.provisions[*id].level == Level::Section;
    let sections: Vec<ProvisionId> = (0..instrument.provisions.len()).filter(is_section).collect();
    let notes = instrument.provisions.iter().filter(|provision| provision.level == Level::Note).count();
    let mut drawing =
        format!("{} provisions, {} sections, {notes} notes\n", instrument.provisions.len(), sections.len());
    for id in telling(instrument, &sections) {
        draw(instrument, id, 0, &mut drawing);
    }
    drawing
}

/// The three longest sections, the definitions, and the first offence.
fn telling(instrument: &Instrument, sections: &[ProvisionId]) -> BTreeSet<ProvisionId> {
    let mut longest = sections.to_vec();
    longest.sort_by_key(|id| std::cmp::Reverse(instrument.provisions[*id].span.len()));
    let mut chosen: BTreeSet<ProvisionId> = longest.into_iter().take(3).collect();
    let defines =
        |id: &&ProvisionId| instrument.subtree(**id).any(|at| instrument.provisions[at].level == Level::Definition);
    let offence = |id: &&ProvisionId| instrument.quote(instrument.provisions[**id].span).contains("commits an offence");
    chosen.extend(sections.iter().find(defines));
    chosen.extend(sections.iter().find(offence));
    chosen
}

fn draw(instrument: &Instrument, id: ProvisionId, depth: usize, drawing: &mut String) {
    let provision = &instrument.provisions[id];
    let _ = write!(drawing, "{}{:?} {}:", "  ".repeat(depth), provision.level, provision.label);
    for piece in &provision.content {
        let _ = match piece {
            Content::Text(span) => write!(drawing, " {}", span.len()),
            Content::Child(_) => write!(drawing, " +"),
        };
    }
    drawing.push('\n');
    provision.children().for_each(|child| draw(instrument, child, depth + 1, drawing));
}
