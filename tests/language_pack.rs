//! Every concept of every language pack carries sentences that it must and must not match; they are the tests.

use lacuna::catalogue::built_in_files;
use lacuna::language::{Pack, token::tokens};
use lacuna::span::Span;
use std::collections::BTreeMap;

fn packs() -> BTreeMap<String, Pack> {
    let files = built_in_files();
    let mut by_language: BTreeMap<String, Vec<(&str, &str)>> = BTreeMap::new();
    for (path, text) in &files {
        let Some((language, _)) = path.strip_prefix("languages/").and_then(|rest| rest.split_once('/')) else {
            continue;
        };
        by_language.entry(language.to_owned()).or_default().push((path, text));
    }
    let load = |(language, files): (String, Vec<_>)| match Pack::load(&files) {
        Ok(pack) => (language, pack),
        Err(wrong) => panic!("{wrong:#?}"),
    };
    by_language.into_iter().map(load).collect()
}

fn expresses(pack: &Pack, concept: &str, sentence: &str) -> bool {
    let id = pack.concept(concept).expect("the concept is in its pack");
    let words = tokens(sentence, Span::new(0, sentence.len()));
    pack.matcher.scan(&words).iter().any(|mention| mention.concept == id)
}

#[test]
fn concepts_match_what_they_must_and_reject_what_they_must_not() {
    let mut wrong = Vec::new();
    for (language, pack) in packs() {
        for concept in &pack.concepts {
            let name = &concept.concept;
            for sentence in concept.matches.iter().filter(|s| !expresses(&pack, name, s)) {
                wrong.push(format!("{language} {name} does not match: {sentence}"));
            }
            for sentence in concept.rejects.iter().filter(|s| expresses(&pack, name, s)) {
                wrong.push(format!("{language} {name} must not match: {sentence}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_concept_has_two_sentences_of_each_kind() {
    for (language, pack) in packs() {
        for concept in &pack.concepts {
            let (yes, no) = (concept.matches.len(), concept.rejects.len());
            assert!(yes >= 2 && no >= 2, "{language} {}: {yes} matches, {no} rejects", concept.concept);
        }
    }
}
