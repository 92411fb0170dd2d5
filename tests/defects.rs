//! Named defects: each has one code in the whole catalogue, an explanation, and an example that has it.

use lacuna::catalogue::Catalogue;
use lacuna::lint::example::finding;
use lacuna::report::Outcome;
use std::collections::BTreeSet;

#[test]
fn codes_are_unique_and_explained() {
    let catalogue = Catalogue::built_in();
    let mut seen = BTreeSet::new();
    for defect in catalogue.obligations.iter().flat_map(|one| &one.defects) {
        assert!(seen.insert(&defect.id), "`{}` is defined twice", defect.id);
        assert!(!defect.explanation.trim().is_empty(), "`{}` is not explained", defect.id);
    }
    for code in [
        "child-means-required",
        "border-element",
        "sexual-exploitation-only",
        "fine-instead-of-prison",
        "closed-vulnerability-list",
        "means-omitted-payments",
        "exploitation-must-have-happened",
        "victim-limited",
        "consent-is-defence",
    ] {
        assert!(seen.contains(&code.to_owned()), "`{code}` is gone, and codes are permanent");
    }
}

/// Wherever officers are named, the rule on legal persons is read as one on the legal person too.
const NOT_YET: &str = "legal-officers-only";

#[test]
fn every_defect_is_seen_in_an_example_with_evidence_and_not_where_it_must_not_be() {
    let catalogue = Catalogue::built_in();
    let (mut produced, mut wrong) = (BTreeSet::new(), Vec::new());
    for obligation in &catalogue.obligations {
        let own = obligation.examples.get("en").into_iter();
        let texts = own.flat_map(|all| all.met.iter().chain(&all.partial).chain(&all.contrary));
        let claimed = obligation.defects.iter().filter_map(|defect| defect.examples.get("en").map(|all| (defect, all)));
        let seen = |text: &str, expected| {
            let finding = finding(catalogue, obligation, "en", text, expected).expect("an example is a provision");
            finding.defects.into_iter().map(|one| one.defect).collect::<BTreeSet<String>>()
        };
        for text in texts {
            produced.extend(seen(text, Some(Outcome::Met)));
        }
        for text in obligation.examples.get("en").into_iter().flat_map(|all| &all.not) {
            produced.extend(seen(text, None));
        }
        for (defect, all) in claimed {
            for text in &all.met {
                let codes = seen(text, Some(Outcome::Met));
                if !codes.contains(&defect.id) {
                    wrong.push(format!("`{}` is not seen in: {text}", defect.id));
                }
                produced.extend(codes);
            }
            for text in all.not.iter().filter(|text| seen(text, Some(Outcome::Met)).contains(&defect.id)) {
                wrong.push(format!("`{}` must not be seen in: {text}", defect.id));
            }
        }
    }
    let all = catalogue.obligations.iter().flat_map(|one| &one.defects).map(|one| one.id.clone());
    let all = all.filter(|code| code != NOT_YET);
    wrong.extend(all.filter(|code| !produced.contains(code)).map(|code| format!("no example has `{code}`")));
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
