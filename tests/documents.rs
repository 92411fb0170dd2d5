//! The documents say what is so: links lead somewhere, files are where they are said to be, the report is a real one.

use assert_cmd::Command;
use lacuna::catalogue::{Catalogue, Profile};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const README: &str = include_str!("../README.md");
const ARCHITECTURE: &str = include_str!("../docs/architecture.md");
const DEPENDENCIES: &str = include_str!("../docs/decisions/0009-dependencies.md");
const MANIFEST: &str = include_str!("../Cargo.toml");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn lacuna(arguments: &[&str]) -> String {
    let mut command = Command::cargo_bin("lacuna").expect("the binary is built with the tests");
    let done = command.current_dir(root()).args(arguments).assert().success();
    String::from_utf8(done.get_output().stdout.clone()).expect("a report is UTF-8")
}

/// The Markdown files of a folder and those inside it.
fn documents(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        match entry.extension().and_then(|ending| ending.to_str()) {
            Some("md") => found.push(entry),
            _ if entry.is_dir() => documents(&entry, found),
            _ => {}
        }
    }
}

#[test]
fn every_link_inside_the_repository_leads_to_a_file() {
    let mut all = vec![root().join("README.md")];
    documents(&root().join("docs"), &mut all);
    let mut broken = Vec::new();
    for document in &all {
        let text = fs::read_to_string(document).expect("a text");
        let folder = document.parent().expect("a folder");
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let files = targets.filter(|target| !target.contains("://")).filter_map(|target| target.split('#').next());
        broken.extend(
            files.filter(|file| !folder.join(file).exists()).map(|file| format!("{}: {file}", document.display())),
        );
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_file_the_architecture_names_is_there() {
    let quoted = ARCHITECTURE.split('`').skip(1).step_by(2);
    let folders = ["src/", "grammar/", "tests/", "docs/", "obligations/", "jurisdictions/"];
    let paths = quoted.filter(|words| folders.iter().any(|f| words.starts_with(f)) && !words.contains(['<', '*', ' ']));
    let absent: Vec<&str> = paths.filter(|path| !root().join(path).exists()).collect();
    assert!(absent.is_empty(), "{absent:?}");
}

#[test]
fn every_dependency_stands_with_the_sentence_that_justifies_it() {
    let is_list = |line: &&str| line.ends_with("dependencies]");
    let mut taken = BTreeSet::new();
    let mut inside = false;
    for line in MANIFEST.lines() {
        if line.starts_with('[') {
            inside = is_list(&line);
        } else if let (true, Some((name, _))) = (inside, line.split_once(" = ")) {
            taken.insert(name);
        }
    }
    let justified: BTreeSet<&str> =
        DEPENDENCIES.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let differ: Vec<&&str> = taken.symmetric_difference(&justified).collect();
    assert!(differ.is_empty(), "in Cargo.toml or in docs/decisions/0009-dependencies.md, and not in both: {differ:?}");
}

#[test]
fn the_report_of_the_readme_is_a_real_one() {
    let shown = README.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("there is a report");
    let printed = lacuna(&["check", "jurisdictions/zmb"]);
    let mut rest = printed.lines();
    for line in shown.lines().filter(|line| line.trim() != "…" && !line.trim().is_empty()) {
        assert!(rest.any(|one| one == line), "`lacuna check jurisdictions/zmb` no longer prints, at its place: {line}");
    }
}

#[test]
fn the_numbers_of_the_readme_are_so() {
    let catalogue = Catalogue::built_in();
    let (core, full) = (catalogue.profile(Profile::Core).count(), catalogue.profile(Profile::Full).count());
    assert!(
        README.contains(&format!("all {full} obligations; without it, for the {core} of the core")),
        "{full}, {core}"
    );
    let folders = fs::read_dir(root().join("jurisdictions")).expect("there are jurisdictions");
    let states: Vec<PathBuf> =
        folders.map(|entry| entry.expect("a folder").path()).filter(|path| path.is_dir()).collect();
    let names = states.iter().flat_map(|state| fs::read_dir(state).expect("a folder"));
    let texts = names.filter(|file| file.as_ref().is_ok_and(|f| f.path().extension().is_some_and(|e| e == "statute")));
    let said = format!("{} texts of {} States", texts.count(), states.len());
    assert!(README.contains(&said), "{said}");
}

#[test]
fn every_command_the_readme_names_exists() {
    let commands: BTreeSet<&str> = README
        .split("lacuna ")
        .skip(1)
        .filter_map(|rest| rest.split(|c: char| !c.is_ascii_lowercase()).next())
        .filter(|word| !word.is_empty())
        .collect();
    assert!(commands.contains("check"));
    let help = lacuna(&["--help"]);
    for command in commands {
        assert!(help.contains(&format!("\n  {command} ")), "there is no `lacuna {command}`");
    }
}
