//! Stories through the binary: reports in every format, comparisons, drafts, matrices and new folders.
//!
//! What needs a browser or an office program is checked where one is installed, and said to be skipped elsewhere.

use assert_cmd::Command;
use lacuna::workspace::countries;
use predicates::prelude::*;
use predicates::str::contains;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use tempfile::TempDir;

const ACT: &str = "\
jurisdiction: abc
title: Trafficking in Persons Act
language: en
text: draft
kinds: special-act

Section 1. Interpretation
\"child\" means a person under eighteen years.
\"exploitation\" includes forced labour, slavery and the exploitation of the prostitution of others.

Section 2. Trafficking in persons
(1) A person who recruits, transports, transfers, harbours or receives another person by threat, force or deception, \
for the purpose of exploitation, commits an offence and is liable to imprisonment for five to twenty years.

Section 3. Attempt
A person who attempts to commit an offence under section 2 is liable to the penalty for that offence.
";
const CONSENT: &str = "(2) The consent of the victim is no defence to a charge under subsection (1).";

fn lacuna() -> Command {
    let mut command = Command::cargo_bin("lacuna").expect("the binary is built with the tests");
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

/// A folder with the act, and the act with a clause on consent.
fn two_versions() -> (TempDir, PathBuf, PathBuf) {
    let root = TempDir::new().expect("a temporary folder");
    let (old, new) = (root.path().join("old.statute"), root.path().join("new.statute"));
    fs::write(&old, ACT).expect("a file");
    fs::write(&new, ACT.replace("twenty years.\n", &format!("twenty years.\n{CONSENT}\n"))).expect("a file");
    (root, old, new)
}

fn library(code: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("jurisdictions").join(code)
}

#[test]
fn each_format_is_made_in_one_run() {
    let root = TempDir::new().expect("a temporary folder");
    let base = root.path().join("report");
    let formats = "markdown,html,docx,xlsx,csv,json,sarif,terminal";
    lacuna()
        .arg("check")
        .args(["zmb", "ind", "irl"].map(library))
        .args(["--format", formats, "--quiet", "--output"])
        .arg(&base)
        .assert()
        .code(0);
    for ending in ["md", "html", "docx", "xlsx", "csv", "json", "sarif", "txt"] {
        let bytes = fs::read(base.with_extension(ending)).unwrap_or_else(|wrong| panic!("{ending}: {wrong}"));
        let starts = match ending {
            "docx" | "xlsx" => "PK",
            "html" => "<!DOCTYPE html>",
            "md" => "# ",
            "csv" => "Jurisdiction,",
            "json" | "sarif" => "{",
            _ => "",
        };
        assert!(bytes.len() > 10_000 && bytes.starts_with(starts.as_bytes()), "{ending}");
    }
    let html = fs::read_to_string(base.with_extension("html")).expect("text");
    for code in ["zmb", "ind", "irl"] {
        let title = format!("<h1>{} ({code})</h1>", countries::name(code).expect("a country"));
        assert!(html.contains(&title), "{title}");
    }
}

#[test]
fn what_no_terminal_shows_needs_a_file() {
    let (_root, old, _) = two_versions();
    for format in ["docx", "xlsx"] {
        let said = contains(format!("--output report.{format}"));
        lacuna().arg("check").arg(&old).args(["--format", format]).assert().code(2).stdout("").stderr(said);
    }
    lacuna().arg("check").arg(&old).args(["--format", "html,csv"]).assert().code(2).stderr(contains("--output report"));
}

#[test]
fn a_clause_added_closes_a_gap_and_taken_away_opens_it() {
    let (_root, old, new) = two_versions();
    let compare = |from: &Path, to: &Path, more: &[&str]| lacuna().arg("compare").args([from, to]).args(more).assert();
    let told = contains("▲ gap closed")
        .and(contains("1 changed"))
        .and(contains("The consent of the victim is no defence to a charge under subsection (1)+}"));
    compare(&old, &new, &["--fail-on", "opened"]).code(0).stdout(told);
    compare(&new, &old, &["--fail-on", "opened"]).code(1).stdout(contains("▼ gap opened"));
    compare(&new, &old, &[]).code(0);
    compare(&old, &old, &[]).code(0).stdout(contains("Nothing differs."));
    compare(&old, &new, &["--format", "html"]).code(0).stdout(contains("<ins>").and(contains("</ins>")));
    compare(&old, &new, &["--format", "markdown"])
        .code(0)
        .stdout(contains("**The consent").or(contains("**(2) The consent")));
    compare(&old, &new, &["--format", "json"]).code(0).stdout(contains("\"lacuna-comparison/1\""));
    compare(&old, &new, &["--format", "csv"]).code(2).stderr(contains("docx"));
    compare(&old, &old.with_file_name("nowhere"), &[]).code(3).stderr(contains("missing-path"));
}

#[test]
fn changes_in_a_document_can_be_accepted_or_rejected() {
    let (root, old, new) = two_versions();
    let file = root.path().join("changes.docx");
    lacuna().arg("compare").args([&old, &new]).arg("--output").arg(&file).assert().success();
    let mut archive = zip::ZipArchive::new(fs::File::open(&file).expect("a file")).expect("an archive");
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("word/document.xml").expect("the document"), &mut text)
        .expect("text");
    assert!(text.contains("<w:ins ") && text.contains("The consent of the victim"));
}

#[test]
fn saved_reports_are_compared_without_their_texts() {
    let (root, old, new) = two_versions();
    let save = |from: &Path, name: &str| {
        let file = root.path().join(name);
        lacuna()
            .arg("check")
            .arg(from)
            .args(["--profile", "full", "--quiet", "--output"])
            .arg(&file)
            .assert()
            .success();
        file
    };
    let (before, after) = (save(&old, "before.json"), save(&new, "after.json"));
    let told = contains("▲ gap closed").and(contains("Provisions that differ").not());
    lacuna().arg("compare").args([&before, &after]).assert().success().stdout(told);
    lacuna().arg("compare").args([&before, &before]).assert().success().stdout(contains("Nothing differs."));
    fs::write(&after, "{\n  \"schema\": \"lacuna-report/1\"\n}").expect("a file");
    lacuna().arg("compare").args([&before, &after]).assert().code(3).stderr(contains("unreadable-report"));
}

#[test]
fn an_act_is_compared_with_itself_and_its_amending_act() {
    let (root, old, _) = two_versions();
    let amending = root.path().join("amending.statute");
    fs::write(&amending, "jurisdiction: abc\ntitle: Second Act\n\nSection 1. Consent\nThe consent of the victim of trafficking in persons is no defence.\n")
        .expect("a file");
    let told = contains("1 added, 0 removed, 0 renumbered, 0 changed, 3 unchanged");
    lacuna().arg("compare").args([&old, &old, &amending]).assert().success().stdout(told);
}

#[test]
fn a_draft_shows_which_findings_would_change() {
    let (root, old, _) = two_versions();
    let with = |more: &[&str]| lacuna().arg("check").arg(&old).args(["--profile", "full"]).args(more).assert();
    with(&["--with", CONSENT, "--at", "section 2"]).code(0).stdout(contains("▲ gap closed").and(contains("Consent")));
    let file = root.path().join("draft.txt");
    fs::write(&file, CONSENT).expect("a file");
    let path = file.to_string_lossy().into_owned();
    with(&["--with-file", &path, "--at", "s 2(1)", "--format", "json"]).code(0).stdout(contains("\"closed\""));
    with(&["--with", CONSENT]).code(2).stderr(contains("--at"));
    with(&["--with", CONSENT, "--at", "s 9"]).code(2).stderr(contains("no text supplied has a provision `s 9`"));
    assert_eq!(fs::read_to_string(&old).expect("the act"), ACT, "no file of the user is changed");
}

#[test]
fn a_matrix_has_a_column_for_each_jurisdiction_and_no_total() {
    let root = TempDir::new().expect("a temporary folder");
    let base = root.path().join("matrix");
    let jurisdictions = library("");
    let matrix = || {
        let mut command = lacuna();
        command.arg("matrix").arg(&jurisdictions);
        command
    };
    matrix().assert().success().stdout(contains("zmb").and(contains("M ✓")).and(contains("Total").not()));
    matrix().args(["--format", "csv,html,xlsx", "--output"]).arg(&base).assert().success();
    let csv = fs::read_to_string(base.with_extension("csv")).expect("CSV");
    assert!(csv.lines().next().is_some_and(|head| head.starts_with("Chapter,Id,Obligation,aus,ind,irl")));
    matrix().args(["--format", "sarif"]).assert().code(2).stderr(contains("html"));
}

#[test]
fn a_new_jurisdiction_can_be_checked_at_once() {
    let (root, old, new) = two_versions();
    let folder = root.path().join("zmb");
    let set_up = || {
        let mut command = lacuna();
        command.args(["new", "jurisdiction"]).arg(&folder).args([&old, &new]);
        command
    };
    set_up().assert().success().stdout(contains("code `zmb`"));
    let name = countries::name("zmb").expect("a country");
    let record = fs::read_to_string(folder.join("jurisdiction.yaml")).expect("a record");
    assert!(
        record.contains(&format!("name: {name}")) && record.contains("title: Trafficking in Persons Act"),
        "{record}"
    );
    lacuna().arg("check").arg(&folder).assert().success().stdout(contains(format!("{name} (zmb)")));
    set_up().assert().code(2).stderr(contains("not overwritten"));
    let empty = root.path().join("empty.txt");
    fs::write(&empty, "").expect("a file");
    lacuna().args(["new", "jurisdiction"]).arg(root.path().join("none")).arg(&empty).assert().code(3);
    assert!(!root.path().join("none").exists());
}

/// Whether a program is there; said where it is not.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn has(program: &str) -> bool {
    let there = process::Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    if !there {
        eprintln!("skipped: {program} is not installed");
    }
    there
}

#[test]
#[ignore = "needs LibreOffice and takes its time: cargo test --test reports -- --ignored"]
fn an_office_program_reads_what_was_written() {
    if !has("soffice") {
        return;
    }
    let root = TempDir::new().expect("a temporary folder");
    let base = root.path().join("report");
    lacuna()
        .arg("check")
        .arg(library("irl"))
        .args(["--format", "docx,xlsx", "--quiet", "--output"])
        .arg(&base)
        .assert()
        .success();
    let profile = format!("-env:UserInstallation=file://{}/profile", root.path().display());
    let convert = |to: &str, file: PathBuf| {
        let mut office = process::Command::new("soffice");
        office.arg(&profile).args(["--headless", "--convert-to", to, "--outdir"]).arg(root.path()).arg(file);
        assert!(office.output().expect("it runs").status.success());
    };
    convert("html", base.with_extension("docx"));
    let html = fs::read_to_string(base.with_extension("html")).expect("it was read");
    for words in ["<h1", "<h2", "<h3", "<table", "Responsible body"] {
        assert!(html.contains(words), "{words}");
    }
    convert("csv:Text - txt - csv (StarCalc):44,34,76", base.with_extension("xlsx"));
    let csv = fs::read_to_string(base.with_extension("csv")).expect("it was read");
    assert!(csv.starts_with("Jurisdiction,Id,Obligation,") && csv.lines().count() > 20);
}

#[test]
#[ignore = "needs Chromium: cargo test --test reports -- --ignored"]
fn a_browser_shows_the_page_and_its_filter() {
    if !has("chromium") {
        return;
    }
    let root = TempDir::new().expect("a temporary folder");
    let page = root.path().join("report.html");
    lacuna().arg("check").arg(library("irl")).args(["--quiet", "--output"]).arg(&page).assert().success();
    let mut browser = process::Command::new("chromium");
    browser
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"])
        .arg(format!("file://{}", page.display()));
    let shown = String::from_utf8_lossy(&browser.output().expect("it runs").stdout).into_owned();
    // The script has shown the filter and counted the findings.
    assert!(shown.contains(" findings</span>") && !shown.contains("role=\"search\" hidden"), "{}", shown.len());
}
