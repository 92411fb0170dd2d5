//! A rule that fits one country is no rule: nothing in the engine, the catalogue or the tests names one.

mod support;

use support::names;

#[test]
fn no_rule_wording_or_test_names_a_country_or_an_act() {
    let (known, titles) = (names::names(), names::titles());
    assert!(known.len() > 350 && titles.len() > 8, "{} names, {} titles", known.len(), titles.len());
    let mut wrong = Vec::new();
    for file in names::files() {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        for (number, line) in text.lines().enumerate() {
            let line = line.to_lowercase();
            let mut named = known.iter().chain(&titles).filter(|name| names::holds(&line, name));
            wrong.extend(named.next().map(|name| format!("{}:{}: {name}", names::shown(&file), number + 1)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_name_inside_a_word_is_none() {
    assert!(names::holds("the law of oman says", "oman"));
    assert!(!names::holds("a woman", "oman"));
}
