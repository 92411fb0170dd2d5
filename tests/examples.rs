//! Every obligation carries provisions that satisfy it and that do not; they are the tests, found by discovery.
//!
//! An example about the offence itself stands alone; any other stands beside a plain trafficking offence.

use lacuna::catalogue::Catalogue;
use lacuna::lint::example::outcome;
use lacuna::report::Outcome;

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
                let got = outcome(catalogue, obligation, "en", example, expected).expect("an example is a provision");
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
