//! Searching through the binary: formats, mistakes, and a process that dies while it builds.

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;

/// An act written for these tests.
const ACT: &str = "\
jurisdiction: abc
title: Trafficking in Persons Act
language: en
text: draft
kinds: special-act

Section 2. Trafficking in persons
(1) A person who recruits, transports or harbours another person by threat, force or deception, for the purpose of \
exploitation, commits an offence and is liable to imprisonment for five to twenty years.

Section 3. =Passports
An employer shall not keep the passport of a worker.
";

fn shelf() -> TempDir {
    let root = TempDir::new().expect("a folder");
    fs::create_dir_all(root.path().join("laws/abc")).expect("a folder");
    fs::write(root.path().join("laws/abc/act.statute"), ACT).expect("a file");
    root
}

fn lacuna(root: &Path, command: &str) -> Command {
    let mut lacuna = Command::cargo_bin("lacuna").expect("the binary is built with the tests");
    lacuna.env_remove("NO_COLOR").env("XDG_CACHE_HOME", root.join("cache"));
    lacuna.arg(command).arg("--library").arg(root.join("laws")).arg("--index").arg(root.join("index"));
    lacuna
}

#[test]
fn every_format_is_written() {
    let root = shelf();
    let said = |format: &str| {
        let done = lacuna(root.path(), "search").args(["passport", "--format", format]).assert().success();
        String::from_utf8(done.get_output().stdout.clone()).expect("text")
    };
    let json: serde_json::Value = serde_json::from_str(&said("json")).expect("JSON");
    assert_eq!((&json["query"], &json["hits"][0]["citation"]), (&"passport".into(), &"s 3".into()));
    let hit: serde_json::Value = serde_json::from_str(said("ndjson").trim()).expect("a line of JSON");
    let bytes = fs::read(root.path().join("laws/abc/act.statute")).expect("the file");
    let place = |key: &str| usize::try_from(hit[key].as_u64().expect("a number")).expect("it fits");
    assert_eq!(hit["quote"], *String::from_utf8_lossy(&bytes[place("start")..place("end")]));
    assert!(said("csv").contains(",\"'=Passports\","), "{}", said("csv"));
    assert!(said("markdown").contains("**passport**"));
    assert!(said("terminal").contains("1 shown of 1"));
}

#[test]
fn mistakes_are_explained() {
    let root = shelf();
    lacuna(root.path(), "search").arg("pasport").assert().success().stdout(contains("near it are `passport`"));
    lacuna(root.path(), "search").arg("(passport").assert().success().stdout(contains("a bracket is not closed"));
    lacuna(root.path(), "search")
        .args(["--concept", "means.decepton"])
        .assert()
        .code(2)
        .stderr(contains("means.deception"));
    lacuna(root.path(), "search").args(["passport", "--jurisdiction", "abd"]).assert().stdout(contains("`abc`"));
    lacuna(root.path(), "show").arg("s 99").assert().code(2).stderr(contains("no provision"));
    lacuna(root.path(), "show").arg("abc s 2(1)").assert().success().stdout(contains("recruits"));
    let nowhere = root.path().join("nowhere");
    let mut missing = Command::cargo_bin("lacuna").expect("the binary");
    missing.args(["search", "x", "--library"]).arg(&nowhere).assert().code(2).stderr(contains("no library"));
}

#[test]
fn leads_can_be_left_out() {
    let root = shelf();
    let check = |more: &[&str]| {
        let mut check = Command::cargo_bin("lacuna").expect("the binary");
        let done = check.arg("check").arg(root.path().join("laws")).args(["--profile", "full"]).args(more).assert();
        String::from_utf8(done.get_output().stdout.clone()).expect("text")
    };
    assert!(check(&["--format", "json"]).contains("\"citation\": \"s "));
    assert!(!check(&["--no-leads"]).contains("See also"));
}

/// A library that takes a while: the same act many times over, each with words of its own.
fn many(root: &Path, acts: usize) {
    for at in 0..acts {
        let sections: String = (0..60)
            .map(|n| {
                format!(
                    "\nSection {}. Heading {n}\nThe officer number{at}x{n} keeps the register of ships and cranes.\n",
                    n + 10
                )
            })
            .collect();
        let text = format!("{}{sections}", ACT.replace("Trafficking in Persons Act", &format!("Act {at}")));
        fs::write(root.join(format!("laws/abc/act-{at:03}.statute")), text).expect("a file");
    }
}

#[test]
fn a_build_that_is_killed_leaves_no_wrong_index() {
    let root = shelf();
    many(root.path(), 60);
    for (round, wait) in [5, 60, 150, 300, 500, 800].into_iter().enumerate() {
        let program = assert_cmd::cargo::cargo_bin("lacuna");
        let mut child = std::process::Command::new(program)
            .args(["search", "register", "--library"])
            .arg(root.path().join("laws"))
            .arg("--index")
            .arg(root.path().join("index"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        std::thread::sleep(Duration::from_millis(wait));
        let _ = child.kill();
        let _ = child.wait();
        lacuna(root.path(), "search")
            .args(["number7x3", "--format", "terminal"])
            .assert()
            .success()
            .stdout(contains("1 shown of 1"));
        let changed = ACT.replace("passport of a worker", &format!("passport of a worker in round{round}"));
        fs::write(root.path().join("laws/abc/act.statute"), changed).expect("a file");
        if round % 2 == 1 {
            fs::remove_dir_all(root.path().join("index")).expect("it is removed");
        }
    }
    lacuna(root.path(), "search").arg("round5").assert().success().stdout(contains("1 shown of 1"));
    lacuna(root.path(), "search")
        .arg("round4")
        .assert()
        .stdout(contains("No provision matches").or(contains("round5")));
}
