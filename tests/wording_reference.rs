//! The reference of the wording language is true: its examples match, or do not, as they say.

use lacuna::language::matcher::Matcher;
use lacuna::language::token::tokens;
use lacuna::language::{Concept, wording};
use lacuna::span::Span;

const REFERENCE: &str = include_str!("../docs/wording.md");

/// The lines of all fenced blocks of one kind.
fn fenced(kind: &str) -> Vec<&'static str> {
    let (mut lines, mut inside) = (Vec::new(), false);
    for line in REFERENCE.lines() {
        match line.strip_prefix("```") {
            Some(info) => inside = info == kind,
            None if inside => lines.push(line),
            None => {}
        }
    }
    lines
}

fn found(wordings: &[String], unless: &[String], sentence: &str) -> bool {
    let mut matcher = Matcher::new(vec!["ten".to_owned()]);
    for (sources, cancels) in [(wordings, false), (unless, true)] {
        for source in sources {
            let parsed = wording::parse(source).unwrap_or_else(|why| panic!("{source}: {why}"));
            matcher.add(0, &parsed, cancels);
        }
    }
    !matcher.scan(&tokens(sentence, Span::new(0, sentence.len()))).is_empty()
}

#[test]
fn every_example_does_what_it_says() {
    let examples = fenced("wording");
    assert!(examples.len() > 20);
    let mut wrong = Vec::new();
    for line in examples {
        let yes = line.split_once(" => ").map(|(wording, sentence)| (wording, sentence, true));
        let no = line.split_once(" =/> ").map(|(wording, sentence)| (wording, sentence, false));
        let (wording, sentence, expected) = yes.or(no).unwrap_or_else(|| panic!("neither => nor =/>: {line}"));
        if found(&[wording.to_owned()], &[], sentence) != expected {
            wrong.push(line);
        }
    }
    assert!(wrong.is_empty(), "not so:\n{}", wrong.join("\n"));
}

#[test]
fn the_example_concept_matches_and_rejects_what_it_says() {
    let text = fenced("yaml").join("\n");
    let concepts: Vec<Concept> = lacuna::yaml::from_str("docs/wording.md", &text).expect("it is a list of concepts");
    for concept in concepts {
        for (sentences, expected) in [(&concept.matches, true), (&concept.rejects, false)] {
            for sentence in sentences {
                assert_eq!(found(&concept.wordings, &concept.unless, sentence), expected, "{sentence}");
            }
        }
    }
}

#[test]
fn a_gap_or_an_option_alone_is_a_mistake() {
    for wrong in ["..", ".. person", "person ..", "[the]", "re*cruit", "(child", "..31 child"] {
        assert!(wording::parse(wrong).is_err(), "{wrong}");
    }
}
