//! Every obligation carries provisions that satisfy it and that do not; they are the tests, found by discovery.
//!
//! An example about the offence itself stands alone; any other stands beside a plain trafficking offence.

use lacuna::assess::{Selection, assess};
use lacuna::catalogue::{Catalogue, Obligation, Profile, Test};
use lacuna::instrument::read::read;
use lacuna::jurisdiction::Jurisdiction;
use lacuna::report::Outcome;
use lacuna::source::SourceFile;

const OFFENCE: &str = "Section 2. Meaning of terms
\"trafficking in persons\" means the recruitment, transportation, transfer, harbouring or receipt of a person by force, \
coercion, abduction, fraud, deception or abuse of power, for the purpose of exploitation.
\"exploitation\" includes sexual exploitation, forced labour, slavery, servitude and the removal of organs.

Section 3. Trafficking in persons
A person who engages in trafficking in persons commits an offence and is liable to imprisonment for fifteen years.

";

/// An example about the offence itself stands alone where it makes an offence of its own, or must show none.
fn stands_alone(obligation: &Obligation, example: &str, expected: Option<Outcome>) -> bool {
    let mut tests = obligation.elements.iter().flat_map(|element| &element.shown_by);
    let own = example.contains("imprison") || expected.is_none();
    own && tests.any(|test| !matches!(test, Test::Clause(_)))
}

fn outcome(catalogue: &Catalogue, obligation: &Obligation, example: &str, expected: Option<Outcome>) -> Outcome {
    let before = if stands_alone(obligation, example, expected) { "" } else { OFFENCE };
    let starts_section = example.trim_start().starts_with("Section") || example.trim_start().starts_with("Article");
    let heading = if starts_section { "" } else { "Section 8. Rule\n" };
    let text = format!(
        "title: Example Act against Trafficking in Persons\ntext: draft\nkinds: special-act\n\n{before}{heading}{example}\n"
    );
    let file = SourceFile::new("example.statute", text.clone());
    let instrument = read(&file).unwrap_or_else(|wrong| panic!("{}: {wrong:#?}\n{text}", obligation.id));
    let jurisdiction = Jurisdiction { code: "xxx".into(), instruments: vec![instrument], ..Jurisdiction::default() };
    let selection = Selection { profile: Profile::Full, only: vec![obligation.id.clone()] };
    assess(catalogue, &jurisdiction, &selection).findings[0].outcome
}

#[test]
fn examples_have_the_outcome_they_claim() {
    let catalogue = Catalogue::built_in();
    let mut wrong = Vec::new();
    for obligation in &catalogue.obligations {
        let examples = &obligation.examples["en"];
        let claims = [
            (&examples.met, Some(Outcome::Met)),
            (&examples.partial, Some(Outcome::Partial)),
            (&examples.contrary, Some(Outcome::Contrary)),
            (&examples.not, None),
        ];
        for (list, expected) in claims {
            for example in list {
                let got = outcome(catalogue, obligation, example, expected);
                let right = expected.map_or(got != Outcome::Met, |expected| got == expected);
                if !right {
                    wrong.push(format!("{}: {got:?}, not {expected:?}: {example}", obligation.id));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_obligation_has_two_examples_of_each_kind() {
    for obligation in &Catalogue::built_in().obligations {
        let examples = &obligation.examples["en"];
        assert!(examples.met.len() >= 2 && examples.not.len() >= 2, "{}", obligation.id);
    }
}
