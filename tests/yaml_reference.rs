//! The references of the YAML that people write are complete: every key and every value has a row, and nothing else has.

use lacuna::catalogue::obligation::{
    AtLeast, Chapter, Clause, Defect, Element, Examples, Group, Obligation, Outcomes, Profile, Reach, Reasons, Review,
    Scope, Test, Treaty, Within,
};
use lacuna::catalogue::{Catalogue, built_in_files};
use lacuna::instrument::LawKind;
use lacuna::reading::facts;
use lacuna::report::Strength;
use lacuna::workspace::record::{Decision, Entry, Record, Treaty as Standing};
use serde::de::DeserializeOwned;
use serde_json::json;

const OBLIGATION: &str = include_str!("../docs/obligation-format.md");
const JURISDICTION: &str = include_str!("../docs/jurisdiction-format.md");

/// The first cells of the table whose first column has this head.
fn rows(reference: &'static str, head: &str) -> Vec<&'static str> {
    let lines: Vec<&'static str> = reference.lines().collect();
    let first = |line: &'static str| line.strip_prefix("| ").and_then(|rest| rest.split(" |").next());
    let head = lines.windows(2).position(|pair| first(pair[0]) == Some(head) && pair[1].starts_with("|-"));
    let after = lines.into_iter().skip(head.expect("there is such a table") + 2);
    after.map_while(first).map(|cell| cell.trim_matches('`')).collect()
}

/// The names that a type knows, told by its own complaint about one that it does not.
fn known<T: DeserializeOwned>(unknown: serde_json::Value) -> Vec<String> {
    let complaint = serde_json::from_value::<T>(unknown).err().expect("nothing is called so").to_string();
    let (_, list) = complaint.split_once("expected").unwrap_or_else(|| panic!("no list: {complaint}"));
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn values<T: DeserializeOwned>() -> Vec<String> {
    known::<T>(json!("?"))
}

fn keys<T: DeserializeOwned>() -> Vec<String> {
    known::<T>(json!({ "?": 1 }))
}

#[test]
fn every_key_and_every_value_of_an_obligation_has_a_row() {
    let tables = [
        ("key", keys::<Obligation>()),
        ("`chapter`", values::<Chapter>()),
        ("`profile`", values::<Profile>()),
        ("`treaty`", keys::<Treaty>()),
        ("`strength`", values::<Strength>()),
        ("`belongs-in`", values::<LawKind>()),
        ("`elements`", keys::<Element>()),
        ("`shown-by`", keys::<Test>()),
        ("`clause`", keys::<Clause>()),
        ("`within`", values::<Within>()),
        ("`scope`", values::<Scope>()),
        ("`reach`", values::<Reach>()),
        ("`outcome`", keys::<Outcomes>()),
        ("group", keys::<Group>()),
        ("`at-least`", keys::<AtLeast>()),
        ("`reasons`", keys::<Reasons>()),
        ("`defects`", keys::<Defect>()),
        ("`review`", keys::<Review>()),
        ("`examples`", keys::<Examples>()),
        ("`fact`", facts::NAMES.map(str::to_owned).to_vec()),
    ];
    compare(OBLIGATION, tables);
}

#[test]
fn every_key_of_a_jurisdiction_has_a_row() {
    let tables = [
        ("key", keys::<Record>()),
        ("`instruments`", keys::<Entry>()),
        ("`treaties`", keys::<Standing>()),
        ("`decisions`", keys::<Decision>()),
    ];
    compare(JURISDICTION, tables);
}

fn compare<const N: usize>(reference: &'static str, tables: [(&str, Vec<String>); N]) {
    for (head, mut expected) in tables {
        let mut described = rows(reference, head);
        described.sort_unstable();
        expected.sort_unstable();
        assert_eq!(described, expected, "the table {head}");
    }
}

#[test]
fn the_chapters_are_called_as_in_reports() {
    for name in values::<Chapter>() {
        let chapter: Chapter = serde_json::from_value(json!(name)).expect("it is a chapter");
        assert!(OBLIGATION.contains(&format!("| `{name}` | {} |", chapter.title())), "{name}");
    }
}

#[test]
fn the_example_is_an_obligation_of_a_catalogue() {
    let mut files: Vec<(String, String)> =
        built_in_files().into_iter().filter(|(path, _)| path.starts_with("languages/")).collect();
    files.push(("example-consent.yaml".to_owned(), example(OBLIGATION, "obligation").to_owned()));
    let catalogue = Catalogue::load(&files).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    assert_eq!(catalogue.obligations.len(), 1);
}

#[test]
fn the_example_of_a_jurisdiction_is_read() {
    let record = Record::read("jurisdiction.yaml", example(JURISDICTION, "jurisdiction"));
    assert_eq!(record.unwrap_or_else(|wrong| panic!("{wrong:#?}")).code, "zmb");
}

/// The YAML in the fence of this kind.
fn example(reference: &'static str, kind: &str) -> &'static str {
    let fence = format!("```yaml {kind}\n");
    reference.split(&fence).nth(1).and_then(|rest| rest.split("```").next()).expect("there is an example")
}
