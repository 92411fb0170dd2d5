//! Stories through the binary: what a person types, and what they get for good and for bad input.

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A short act of a country that does not exist, written for these tests.
const ACT: &str = "\
jurisdiction: abc
title: Trafficking in Persons Act
year: 2015
language: en
text: draft
kinds: special-act

Section 1. Interpretation
\"child\" means a person under eighteen years.
\"exploitation\" includes forced labour, slavery and the exploitation of the prostitution of others.

Section 2. Trafficking in persons
(1) A person who recruits, transports, transfers, harbours or receives another person by threat, force or deception, \
for the purpose of exploitation, commits an offence and is liable to imprisonment for five to twenty years.
(2) The consent of the victim is no defence to a charge under subsection (1).

Section 3. Attempt
A person who attempts to commit an offence under section 2 is liable to the penalty for that offence.
";

fn lacuna() -> Command {
    let mut command = Command::cargo_bin("lacuna").expect("the binary is built with the tests");
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

fn check(path: impl AsRef<Path>) -> Command {
    let mut command = lacuna();
    command.arg("check").arg(path.as_ref());
    command
}

/// A folder of its own, with files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let root = TempDir::new().expect("a temporary folder");
    for (name, bytes) in files {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    root
}

fn one_file(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let root = folder(&[(name, bytes)]);
    let path = root.path().join(name);
    (root, path)
}

fn report(command: &mut Command) -> serde_json::Value {
    let output = command.args(["--format", "json"]).output().expect("it runs");
    serde_json::from_slice(&output.stdout).expect("a report in JSON")
}

#[test]
fn a_good_act_is_reported_and_its_words_are_those_of_the_file() {
    let (_root, path) = one_file("abc/act.statute", ACT.as_bytes());
    let report = report(check(&path).args(["--profile", "full"]));
    let findings = report["jurisdictions"][0]["findings"].as_array().expect("findings");
    let mut quotes = 0;
    for evidence in
        findings.iter().flat_map(|f| f["elements"].as_array().unwrap()).flat_map(|e| e["evidence"].as_array().unwrap())
    {
        let at = |key: &str| usize::try_from(evidence[key].as_u64().unwrap()).unwrap();
        assert_eq!(&ACT[at("start")..at("end")], evidence["quote"].as_str().unwrap());
        quotes += 1;
    }
    assert!(quotes > 5, "{quotes} quotations");
    assert_eq!(report["jurisdictions"][0]["code"], "abc");
    check(&path)
        .assert()
        .success()
        .stdout(contains("Trafficking in Persons Act").and(contains("✓ met")).and(contains("~~~~")));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let root = folder(&[
        ("abc/act.statute", ACT.as_bytes()),
        ("zmb/act.statute", ACT.as_bytes()),
        ("mwi/x.statute", ACT.as_bytes()),
    ]);
    for format in ["terminal", "markdown", "json"] {
        let run =
            || check(root.path()).args(["--format", format, "--profile", "full", "--explain"]).output().unwrap().stdout;
        assert!(!run().is_empty() && run() == run(), "{format}");
    }
}

#[test]
fn the_order_of_paths_changes_nothing() {
    let act = |code: &str| ACT.replace("jurisdiction: abc", &format!("jurisdiction: {code}"));
    let root = folder(&[
        ("a.statute", act("xyz").as_bytes()),
        ("b.statute", act("abc").as_bytes()),
        ("c.statute", b"title: C\njurisdiction: xyz\n\nSection 1. Pigs\nA pig may be kept in a sty.\n"),
    ]);
    let run = |names: [&str; 3]| {
        let paths = names.map(|name| root.path().join(name));
        lacuna().arg("check").args(paths).args(["--format", "json"]).output().unwrap().stdout
    };
    let one = run(["a.statute", "b.statute", "c.statute"]);
    assert!(!one.is_empty());
    assert_eq!(one, run(["c.statute", "b.statute", "a.statute"]));
}

#[test]
fn an_empty_folder_and_a_path_that_is_not_there_are_said_to_be_so() {
    let root = folder(&[]);
    check(root.path()).assert().code(3).stdout("").stderr(contains("error[empty-folder]").and(contains(".statute")));
    check(root.path().join("nowhere")).assert().code(3).stderr(contains("error[missing-path]"));
}

#[test]
fn what_can_be_read_is_reported_beside_what_cannot() {
    let (root, path) = one_file("abc/act.statute", ACT.as_bytes());
    check(&path)
        .arg(root.path().join("nowhere"))
        .assert()
        .code(2)
        .stdout(contains("abc"))
        .stderr(contains("missing-path"));
}

#[test]
fn a_folder_of_files_nobody_reads_names_the_formats_that_are_read() {
    let root = folder(&[("abc/act.pdf", b"%PDF-1.4"), ("abc/act.docx", b"PK")]);
    let said = contains("act.pdf").and(contains("act.docx")).and(contains(".statute, .json, .md, .txt and .html"));
    check(root.path()).assert().code(3).stderr(said);
}

#[test]
fn a_language_without_words_is_no_gap() {
    let act = ACT.replace("language: en", "language: xx");
    let root = folder(&[("abc/act.statute", act.as_bytes()), ("zmb/act.statute", ACT.as_bytes())]);
    fs::write(root.path().join("abc/jurisdiction.yaml"), "supplied: [criminal-code, criminal-code-general-part]\n")
        .unwrap();
    let said = contains("error[unread-language]");
    check(root.path().join("abc")).assert().code(3).stdout(contains("nothing was looked for")).stderr(said);
    let report = report(&mut check(root.path()));
    let findings = report["jurisdictions"][0]["findings"].as_array().unwrap();
    assert!(!findings.is_empty() && findings.iter().all(|finding| finding["outcome"] == "not-supplied"));
    check(root.path()).assert().code(2);
}

#[test]
fn garbage_is_refused_and_never_reported_as_missing() {
    let garbage: Vec<u8> = (0..20_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for name in ["a.statute", "a.json", "a.md", "a.txt", "a.html"] {
        for bytes in [&garbage[..], b"", b"\xff\xfe\xfa", b"{", b"\0\0\0\0"] {
            let (_root, path) = one_file(name, bytes);
            let assert = check(&path).assert();
            let output = assert.get_output();
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(3), "{name} {:?}: {said}", &bytes[..bytes.len().min(4)]);
            assert!(said.contains("error["), "{name}: {said}");
        }
    }
}

#[test]
fn deep_nesting_ends_in_words_and_not_in_a_crash() {
    let brackets = format!("{{\"provisions\": {}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let (_root, path) = one_file("a.json", brackets.as_bytes());
    check(&path).assert().code(3).stderr(contains("error["));
    let steps: String = (0..10_000).map(|depth| format!("{}(a) words\n", "  ".repeat(depth.min(2_000)))).collect();
    let (_root, path) = one_file("a.statute", format!("title: T\n\nSection 1. S\n{steps}").as_bytes());
    let code = check(&path).assert().get_output().status.code();
    assert!(code.is_some_and(|code| code <= 3), "{code:?}");
}

#[test]
fn one_very_long_line_is_read_in_time() {
    long_line(1 << 19);
}

#[test]
#[ignore = "takes 200 MB on disk and a release build: cargo test --release -- --ignored"]
fn a_line_of_200_megabytes_is_read_in_time() {
    long_line(200 << 20);
}

fn long_line(length: usize) {
    let sentence =
        "A person who sells a horse without a licence is liable to a fine, and (a) pays it; or (b) does not. ";
    let line = sentence.repeat(length / sentence.len());
    let (_root, path) = one_file("a.txt", format!("Horses Act\n\nSection 1. Horses\n{line}\n").as_bytes());
    let code = check(&path).timeout(std::time::Duration::from_secs(120)).assert().get_output().status.code();
    assert!(code.is_some_and(|code| code <= 3), "{code:?}");
}

#[test]
fn all_mistakes_of_an_extract_are_reported_at_their_lines() {
    let text = "titel: A\njurisdiction abc\nyear: MMXV\ntext: copy\nkinds: special-akt\n\nSection 1. One\nWords.\n";
    let (_root, path) = one_file("a.statute", text.as_bytes());
    let assert = check(&path).assert();
    let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    for line in 1..=5 {
        assert!(said.contains(&format!("a.statute:{line}:")), "line {line} in\n{said}");
    }
}

#[test]
fn mistakes_in_a_record_are_reported_and_the_law_is_read() {
    let root = folder(&[("abc/act.statute", ACT.as_bytes()), ("abc/jurisdiction.yaml", b"name: A\nsuplied: []\n")]);
    let said =
        contains("error[unknown-key]").and(contains("jurisdiction.yaml:2:1")).and(contains("did you mean `supplied`?"));
    check(root.path()).assert().code(2).stdout(contains("Abc").or(contains("(abc)"))).stderr(said);
}

#[test]
fn a_report_is_written_whole_or_not_at_all() {
    let (root, path) = one_file("abc/act.statute", ACT.as_bytes());
    let target = root.path().join("report.json");
    check(&path).arg("--output").arg(&target).assert().success().stdout("");
    let report = fs::read_to_string(&target).unwrap();
    assert!(report.starts_with("{\n") && report.ends_with("}\n"));

    let (_elsewhere, bad) = one_file("bad.txt", b"");
    check(&bad).arg("--output").arg(&target).assert().code(3);
    assert_eq!(fs::read_to_string(&target).unwrap(), report, "the old report stays");

    check(&path)
        .arg("--output")
        .arg(root.path().join("no/such/folder.md"))
        .assert()
        .code(2)
        .stderr(contains("no folder"));
    check(&path).arg("--output").arg(root.path()).assert().code(2).stderr(contains("it is a folder"));
    let names: Vec<_> = fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "nothing is left beside the report: {names:?}");
}

#[test]
fn the_status_follows_findings_only_where_asked() {
    let act = ACT.replace("(2) The consent of the victim is no defence to a charge under subsection (1).\n", "");
    let (_root, path) = one_file("abc/act.statute", act.as_bytes());
    let consent = ["--obligation", "consent-irrelevant"];
    check(&path).args(consent).assert().code(0).stdout(contains("✗ missing"));
    check(&path).args(consent).args(["--fail-on", "contrary"]).assert().code(0);
    check(&path).args(consent).args(["--fail-on", "contrary,missing"]).assert().code(1);
}

#[test]
fn an_obligation_nobody_knows_suggests_the_one_that_was_meant() {
    let (_root, path) = one_file("abc/act.statute", ACT.as_bytes());
    check(&path).args(["--obligation", "atempt"]).assert().code(2).stderr(contains("did you mean `attempt`?"));
    lacuna().args(["explain", "atempt"]).assert().code(2).stderr(contains("did you mean `attempt`?"));
    lacuna().args(["explain", "zzz"]).assert().code(2).stderr(contains("lacuna obligations"));
}

#[test]
fn the_catalogue_can_be_read_in_every_format() {
    lacuna().arg("obligations").assert().success().stdout(contains("consent-irrelevant"));
    lacuna().args(["obligations", "--format", "markdown"]).assert().success().stdout(contains("| Chapter |"));
    let json = lacuna().args(["obligations", "--format", "json"]).output().unwrap().stdout;
    let list: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert!(list.as_array().unwrap().iter().any(|one| one["id"] == "attempt"));
    lacuna().args(["explain", "attempt"]).assert().success().stdout(contains("What is tested").and(contains("Advice")));
}

#[test]
fn a_catalogue_with_mistakes_is_refused_with_their_lines() {
    let (root, path) = one_file("abc/act.statute", ACT.as_bytes());
    fs::create_dir(root.path().join("mine")).unwrap();
    check(&path).arg("--catalogue").arg(root.path().join("mine")).assert().code(2).stderr(contains("empty-folder"));
    fs::write(root.path().join("mine/x.yaml"), "id: x\ntitel: y\n").unwrap();
    let said = contains("mine/x.yaml:2:1").and(contains("did you mean `title`?"));
    check(&path).arg("--catalogue").arg(root.path().join("mine")).assert().code(2).stdout("").stderr(said);
}

#[test]
fn help_manual_completions_and_schema_are_there() {
    for command in ["check", "obligations", "explain", "completions", "man", "schema"] {
        lacuna().args([command, "--help"]).assert().success().stdout(contains("Usage: lacuna"));
        lacuna().args(["man", command]).assert().success().stdout(contains(".TH"));
    }
    lacuna().arg("man").assert().success().stdout(contains("lacuna\\-check(1)"));
    lacuna().args(["completions", "bash"]).assert().success().stdout(contains("complete -F _lacuna"));
    lacuna().arg("schema").assert().success().stdout(contains("\"$schema\""));
    lacuna().assert().code(2).stderr(contains("Usage: lacuna"));
    lacuna().args(["check", "--frmat", "json", "x"]).assert().code(2).stderr(contains("--format"));
}

#[test]
fn colour_comes_only_where_it_is_wanted() {
    let (_root, path) = one_file("abc/act.statute", ACT.as_bytes());
    let escapes = |command: &mut Command| command.output().unwrap().stdout.contains(&0x1b);
    assert!(!escapes(&mut check(&path)), "a pipe");
    assert!(escapes(check(&path).args(["--color", "always"])));
    assert!(!escapes(check(&path).args(["--color", "never"]).env("CLICOLOR_FORCE", "1")));
    assert!(!escapes(check(&path).env("NO_COLOR", "1").env("CLICOLOR_FORCE", "1")));
}

#[test]
fn words_of_a_law_cannot_move_the_cursor_or_add_markup() {
    let act = ACT.replace("Trafficking in Persons Act", "An Act \u{1b}[2J\u{202e} <script>alert(1)</script> | `x`");
    let (_root, path) = one_file("abc/act.statute", act.as_bytes());
    let shown = check(&path).output().unwrap().stdout;
    let shown = String::from_utf8(shown).unwrap();
    assert!(!shown.contains(['\u{1b}', '\u{202e}']) && shown.contains("An Act"));
    let markdown = check(&path).args(["--format", "markdown"]).output().unwrap().stdout;
    assert!(!String::from_utf8(markdown).unwrap().contains("<script>"));
}

#[cfg(unix)]
#[test]
fn a_reader_who_has_read_enough_is_no_failure() {
    use std::process::{Command, Stdio};
    let (_root, path) = one_file("abc/act.statute", ACT.as_bytes());
    let mut child = Command::new(env!("CARGO_BIN_EXE_lacuna"))
        .args(["check", "--profile", "full", "--explain"])
        .arg(&path)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[cfg(unix)]
#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn a_file_one_may_not_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let root = folder(&[("abc/act.statute", ACT.as_bytes()), ("abc/locked.txt", b"x")]);
    let locked = root.path().join("abc/locked.txt");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&locked).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    check(root.path()).assert().code(2).stdout(contains("(abc)")).stderr(contains("unreadable-file"));
}
