//! The catalogue's table of the Plan against the official text, where the text is at hand.

// A test that did not run must say so, and differences are there to be read.
#![allow(clippy::print_stderr)]

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use std::path::PathBuf;

fn official() -> Option<String> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let shared = std::env::var_os("LACUNA_SHARED").map_or(beside, PathBuf::from);
    let text = std::fs::read_to_string(shared.join("seed/A_RES_64_293.txt")).ok();
    if text.is_none() {
        eprintln!("SKIPPED: the text of the resolution is not at hand in {}", shared.display());
    }
    text
}

fn source(text: &str) -> assert_cmd::assert::Assert {
    let root = tempfile::TempDir::new().expect("a temporary folder");
    let file = root.path().join("resolution.txt");
    std::fs::write(&file, text).expect("a file");
    Command::cargo_bin("lacuna").expect("the binary is built with the tests").arg("source").arg(file).assert()
}

#[test]
fn every_paragraph_and_anchor_is_that_of_the_official_text() {
    let Some(text) = official() else { return };
    source(&text).success().stderr("");
    source(&text.replace('\n', "\r\n")).success().stderr("");
}

#[test]
fn one_word_changed_in_a_paragraph_names_it_and_its_obligations() {
    let Some(text) = official() else { return };
    let anchored = text.replace("(b)\tAdopting legislation", "(b)\tDropping legislation");
    source(&anchored).code(1).stderr(contains("§43(b)").and(contains("`attempt`")).and(contains("§43(a)").not()));
    let anchor = text.replace("participating as an accomplice", "participating as an onlooker");
    source(&anchor).code(1).stderr(contains("§43(b) does not say `as an accomplice`, on which `accomplice` rests"));
}

#[test]
fn no_run_of_words_of_the_official_text_stands_in_the_table() {
    let Some(text) = official() else { return };
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    let official = words(&text);
    let known: std::collections::BTreeSet<&[String]> = official.windows(9).collect();
    let table = lacuna::catalogue::built_in_files().into_iter().filter(|(path, _)| path.starts_with("plan/"));
    for (path, file) in table {
        let ours = words(&file);
        let copied = ours.windows(9).find(|run| known.contains(run));
        assert!(copied.is_none(), "{path}: {copied:?}");
    }
}

#[test]
fn another_text_is_refused() {
    source("Section 1. Pigs\nA pig may be kept.\n").code(1).stderr(contains("no paragraph of the Plan"));
}
