//! Names that no rule, wording or test input may contain: countries, nationalities, acts by their title.

use super::repository;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Where the engine, its data and its tests stand.
const LOOKED_AT: [&str; 4] = ["src", "obligations", "tests", "grammar"];

/// The tables of names themselves, what is about them, tests that name files of the corpus, and what shows a user which
/// words to type.
const EXEMPT: [&str; 6] = [
    "src/workspace/countries.tsv",
    "src/workspace/countries.rs",
    "src/workspace/tests.rs",
    "src/instrument/corpus.rs",
    "src/cli/",
    "tests/data/",
];

/// Sub-folders and files that hold rules, wordings, code or tests.
pub(crate) fn files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    LOOKED_AT.iter().for_each(|folder| collect(&repository(folder), &mut found));
    found.retain(|file| !EXEMPT.iter().any(|exempt| shown(file).starts_with(exempt)));
    found.sort();
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { collect(&path, found) } else { found.push(path) }
    }
}

/// The path from the repository.
pub(crate) fn shown(file: &Path) -> String {
    file.strip_prefix(repository("")).unwrap_or(file).to_string_lossy().replace('\\', "/")
}

/// Countries and nationalities, in lower case.
pub(crate) fn names() -> BTreeSet<String> {
    let read = |file: &str| std::fs::read_to_string(repository(file)).expect("a table of this repository");
    let (countries, others) = (read("src/workspace/countries.tsv"), read("tests/data/nationalities.txt"));
    let short = |name: &str| name.split(" (").next().unwrap_or(name).trim().to_lowercase();
    let countries = countries.lines().filter_map(|line| Some(short(line.split_once('\t')?.1)));
    let others = others.lines().filter(|line| !line.starts_with('#')).map(str::to_lowercase);
    countries.chain(others).filter(|name| !name.is_empty()).collect()
}

/// Titles of the acts in the library that are long enough to be one act's own, in lower case.
pub(crate) fn titles() -> BTreeSet<String> {
    let mut records = Vec::new();
    collect(&repository("jurisdictions"), &mut records);
    let records = records.iter().filter(|file| file.ends_with("jurisdiction.yaml"));
    let text = records.filter_map(|file| std::fs::read_to_string(file).ok()).collect::<Vec<_>>().join("\n");
    let titles =
        text.lines().filter_map(|line| line.trim().strip_prefix("title:")).map(|title| title.trim().to_lowercase());
    titles.filter(|title| title.split_whitespace().count() >= 5).collect()
}

/// The names that stand in `text`, in lower case, as whole words, and where.
pub(crate) fn found<'n>(text: &str, names: &'n BTreeSet<String>) -> Vec<(usize, &'n str)> {
    let mut by_first: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for name in names {
        by_first.entry(first_word(name)).or_default().push(name);
    }
    let begins = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
    let starts = text.char_indices().filter(|(at, c)| c.is_alphanumeric() && begins(*at));
    let mut found = Vec::new();
    for (at, _) in starts {
        let rest = &text[at..];
        let known = by_first.get(first_word(rest)).into_iter().flatten();
        let whole = |name: &str| rest.strip_prefix(name).is_some_and(|after| !after.starts_with(char::is_alphanumeric));
        found.extend(known.filter(|name| whole(name)).map(|name| (at, *name)));
    }
    found
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()
}
