//! Quotations are exact, and a report is the same whenever and in whatever order it is made.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod support;

use lacuna::assess::{self, Selection};
use lacuna::catalogue::{Catalogue, Profile};
use lacuna::jurisdiction::Jurisdiction;
use lacuna::report::json;
use rayon::prelude::*;
use std::path::PathBuf;
use support::score::answers;
use support::{law, quotes};

/// The library of this repository, and the English corpus where it is present.
fn folders() -> Vec<PathBuf> {
    let own = support::repository("jurisdictions");
    std::iter::once(own).chain(support::shared("corpus/en")).collect()
}

fn all_laws() -> Vec<Jurisdiction> {
    folders().iter().flat_map(|folder| law::library(folder)).collect()
}

#[test]
fn every_quotation_is_what_stands_in_the_file() {
    let checked: Vec<(usize, Vec<String>)> =
        all_laws().par_iter().map(|one| quotes::unfaithful(&law::report(one))).collect();
    let compared: usize = checked.iter().map(|(count, _)| count).sum();
    let wrong: Vec<&String> = checked.iter().flat_map(|(_, wrong)| wrong).collect();
    println!("{compared} quotations compared");
    assert!(compared > 500, "only {compared} quotations were compared");
    assert!(wrong.is_empty(), "{} of {compared} quotations differ:\n{wrong:#?}", wrong.len());
}

#[test]
fn the_same_laws_give_the_same_report_byte_for_byte() {
    let report = || {
        let folder = support::repository("jurisdictions");
        let reports = law::library(&folder).iter().map(law::report).collect();
        let selection = Selection { profile: Profile::Full, only: Vec::new() };
        json::render(&assess::report(Catalogue::built_in(), &selection, reports))
    };
    assert!(report() == report());
}

/// Evidence comes in the order of the files; what it adds up to must not.
#[test]
fn the_order_of_files_does_not_change_findings() {
    let laws = all_laws();
    let several = laws.par_iter().filter(|one| one.instruments.len() > 1);
    let wrong: Vec<String> = several.flat_map_iter(moved_by_order).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The answers that differ where the same files come in another order.
fn moved_by_order(one: &Jurisdiction) -> Vec<String> {
    let before = answers(&law::report(one));
    let mut orders = vec![one.clone(), one.clone()];
    orders[0].instruments.reverse();
    // A fixed shuffle: every second file first.
    let (even, odd): (Vec<_>, Vec<_>) = one.instruments.iter().cloned().enumerate().partition(|(at, _)| at % 2 == 1);
    orders[1].instruments = even.into_iter().chain(odd).map(|(_, instrument)| instrument).collect();
    let mut wrong = Vec::new();
    for order in &orders {
        let now = answers(&law::report(order));
        let differ = before.iter().filter(|(key, value)| now.get(*key) != Some(value));
        wrong.extend(differ.map(|(key, value)| format!("{} {key}: {value}, then {:?}", one.code, now.get(key))));
    }
    wrong
}
