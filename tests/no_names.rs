//! A rule that fits one country is no rule: nothing in the engine, the catalogue or the tests names one.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod support;

use support::names;

#[test]
fn no_rule_wording_or_test_names_a_country_or_an_act() {
    let (known, titles) = (names::names(), names::titles());
    assert!(known.len() > 350 && titles.len() > 8, "{} names, {} titles", known.len(), titles.len());
    let all = known.into_iter().chain(titles).collect();
    let mut wrong = Vec::new();
    for file in names::files() {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let text = text.to_lowercase();
        for (at, name) in names::found(&text, &all) {
            wrong.push(format!("{}:{}: {name}", names::shown(&file), text[..at].matches('\n').count() + 1));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_name_inside_a_word_is_none() {
    let all = ["utopia".to_owned()].into();
    assert_eq!(names::found("the law of utopia says", &all), [(11, "utopia")]);
    assert!(names::found("no utopian law", &all).is_empty());
}
