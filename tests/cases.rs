//! Runs the literate cases in `tests/cases`: prose, the smallest extract of law, and what must be found in it.
//!
//! A case in `tests/cases/pending` says what the program should find and does not yet; it must still be well formed, and
//! one that has come to hold belongs among the others.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod support;

use support::case::cases;

#[test]
fn every_case_is_found_as_it_says() {
    let all = cases(&support::repository("tests/cases"));
    assert!(all.len() >= 25, "only {} cases", all.len());
    let wrong: Vec<String> = all.iter().flat_map(failures).collect();
    assert!(wrong.is_empty(), "{} expectations fail\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_pending_case_still_waits() {
    let held: Vec<String> = cases(&support::repository("tests/cases/pending"))
        .into_iter()
        .filter(|case| case.wrong().is_empty())
        .map(|case| case.name)
        .collect();
    assert!(held.is_empty(), "these hold now, so move them to tests/cases: {held:?}");
}

fn failures(case: &support::case::Case) -> Vec<String> {
    case.wrong().into_iter().map(|wrong| format!("{}: {wrong}", case.name)).collect()
}
