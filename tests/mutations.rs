//! Changes real laws in ways whose consequence is known, and asks whether the right answer follows and the others stay.
//!
//! Each change is a law of the system: without its section a duty is not found; without its "not" a protection is none; a
//! limit put into the offence is seen; a fine put in the place of prison is seen.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod support;

use lacuna::report::JurisdictionReport;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::PathBuf;
use support::mutate::{Base, Edit};
use support::score::{Kind, answers, cited, kind, share};
use support::{law, sheet};

/// The laws of the corpus with their sheets, and the digests of this repository, which have none.
fn bases() -> Option<Vec<Base>> {
    let (corpus, sheets) = (support::shared("corpus/en")?, support::shared("gold")?);
    let read = |folder: &PathBuf| law::library(folder);
    let with_sheet = read(&corpus).into_par_iter().map(|one| Base::of(&one, sheet::sheet(&sheets, &one.code)));
    Some(with_sheet.collect())
}

fn digests() -> Vec<Base> {
    law::library(&support::repository("jurisdictions")).into_par_iter().map(|one| Base::of(&one, None)).collect()
}

/// One change and what became of the answer it was made for.
struct Trial {
    name: String,
    fell: bool,
    /// The changed words.
    shown: String,
    now: String,
    /// Other answers asked about, and those that moved.
    others: usize,
    moved: Vec<String>,
}

fn rank(answer: &str) -> u8 {
    match answer {
        "met" => 2,
        "partial" => 1,
        _ => 0,
    }
}

/// The duties a law answers with met or partial.
fn answered(base: &Base) -> Vec<String> {
    let all = base.answers.iter().filter(|(key, value)| kind(key) == Kind::Duty && rank(value) > 0);
    all.map(|(key, _)| key.clone()).filter(|key| !key.starts_with("definition-")).collect()
}

/// Shows what failed and holds the rate against what is asked.
fn judge(what: &str, trials: &[Trial], least: f64) {
    for trial in trials.iter().filter(|trial| !trial.fell) {
        println!("{what}: {} stays {}\n{}", trial.name, trial.now, trial.shown);
    }
    let rate = share(trials.iter().filter(|trial| trial.fell).count(), trials.len());
    println!("{what}: {} changes, {rate:.3} seen", trials.len());
    assert!(!trials.is_empty(), "{what}: nothing was tried");
    assert!(rate >= least, "{what}: {rate:.3} of the changes were seen, {least} are asked for");
}

#[test]
#[ignore = "reads every law dozens of times: cargo test --release --test mutations -- --ignored"]
fn without_its_sections_a_duty_is_not_found() {
    let Some(bases) = bases() else { return };
    let cases: Vec<(&Base, String)> =
        bases.iter().flat_map(|base| answered(base).into_iter().map(move |key| (base, key))).collect();
    let trials: Vec<Trial> = cases.par_iter().map(|(base, key)| removal(base, key)).collect();
    let (others, moved): (usize, usize) =
        trials.iter().fold((0, 0), |(others, moved), trial| (others + trial.others, moved + trial.moved.len()));
    for trial in trials.iter().filter(|trial| !trial.moved.is_empty()) {
        println!("removal: {} also moves {}", trial.name, trial.moved.join(", "));
    }
    println!("removal: {others} other answers, {:.4} moved", share(moved, others));
    judge("removal", &trials, 0.95);
    assert!(share(moved, others) <= 0.02, "{moved} of {others} other answers moved");
}

/// Takes out every section that the evidence or the sheet names for a duty.
fn removal(base: &Base, key: &str) -> Trial {
    let mut places = base.sections(key);
    if OF_THE_OFFENCE.contains(&key) {
        places.extend(base.offence_sections());
    }
    let mut report = base.with(&base.without(&places));
    // A report shows the first places only; where it was full, what it did not show goes too.
    for _ in 0..4 {
        let found = report.findings.iter().find(|finding| finding.obligation == key);
        let full = base.finding(key).is_some_and(|f| f.elements.iter().any(|e| e.evidence.len() >= MOST_SHOWN));
        if !full || found.is_none_or(|f| rank(support::score::outcome(f.outcome)) == 0) {
            break;
        }
        let more = cited(&report).get(key).cloned().unwrap_or_default();
        let before = places.len();
        places.extend(base.places_of(key, &more));
        if places.len() == before {
            break;
        }
        report = base.with(&base.without(&places));
    }
    let now = answers(&report);
    let gone = base.labels(&places);
    // Without the offence, whatever speaks of the offence has nothing to speak of.
    let creating = base.offence_sections();
    let offence = places.iter().any(|place| creating.contains(place));
    let others: Vec<&String> = base
        .answers
        .keys()
        .filter(|other| *other != key && !other.starts_with("definition-"))
        .filter(|other| base.cited.get(*other).is_none_or(|cited| cited.is_disjoint(&gone)))
        .filter(|other| !offence || base.stands_apart(other))
        .collect();
    let moved = others.iter().filter(|other| now.get(**other) != base.answers.get(**other));
    Trial {
        name: format!("{} {key} without {}", base.report.code, gone.iter().cloned().collect::<Vec<_>>().join(" ")),
        fell: rank(&now[key]) < rank(&base.answers[key]),
        shown: found_in(&report, key),
        now: now[key].clone(),
        others: others.len(),
        moved: moved.map(|other| format!("{other} ({} to {})", base.answers[*other], now[*other])).collect(),
    }
}

/// Duties that the offence answers by being as it is: all of it goes.
const OF_THE_OFFENCE: [&str; 6] =
    ["offence", "any-victim", "no-border-required", "penalty-gravity", "means-required-for-adults", "child-no-means"];

/// Where a report finds a duty, for a reader of a failure.
fn found_in(report: &JurisdictionReport, key: &str) -> String {
    let findings = report.findings.iter().filter(|finding| finding.obligation == key);
    let all = findings.flat_map(|f| &f.elements).flat_map(|e| e.evidence.iter().map(move |one| (&e.element, one)));
    let shown = all.map(|(element, one)| format!("      {element} {}: {}", one.citation, one.quote.replace('\n', " ")));
    shown.take(4).collect::<Vec<_>>().join("\n")
}

/// As many places as a report shows for one element.
const MOST_SHOWN: usize = 12;

/// A change to one law, the key it is made for, and what the key must no longer say.
fn trial(base: &Base, name: &str, key: &str, edits: &[Edit], holds: impl Fn(&str, &str) -> bool) -> Trial {
    let now = answers(&base.with(edits));
    Trial {
        name: format!("{} {name}", base.report.code),
        fell: holds(&base.answers[key], &now[key]),
        shown: base.show(edits),
        now: now[key].clone(),
        others: 0,
        moved: Vec::new(),
    }
}

fn falls(before: &str, now: &str) -> bool {
    rank(now) < rank(before)
}

/// Both collections of law, one trial for each law that a change fits.
fn on_all_laws(change: impl Fn(&Base) -> Vec<Trial> + Sync) -> Option<Vec<Trial>> {
    let mut bases = bases()?;
    bases.extend(digests());
    Some(bases.par_iter().flat_map_iter(&change).collect())
}

const CONSENT: &[(&str, &str)] = &[
    ("shall not be a defence", "shall be a defence"),
    ("shall not be used as a defence", "shall be a defence"),
    ("shall not constitute a defence", "shall be a defence"),
    ("may not be used as a defence", "may be used as a defence"),
    ("does not constitute a defence", "is a defence"),
    ("is not a defence", "is a defence"),
    ("cannot be a defence", "is a defence"),
    ("shall be no defence", "shall be a defence"),
    ("is no defence", "is a defence"),
    ("no defence", "a defence"),
    ("not a defence", "a defence"),
    ("immaterial", "material"),
    ("irrelevant", "relevant"),
    ("does not matter", "matters"),
    ("shall not be relevant", "shall be relevant"),
    ("is not relevant", "is relevant"),
    ("may not consider the consent", "shall consider the consent"),
    ("must not consider the consent", "must consider the consent"),
    ("may not treat the consent", "may treat the consent"),
    ("shall not be taken into account", "shall be taken into account"),
    ("whether with or without the consent", "without the consent"),
    ("with or without the consent", "without the consent"),
    ("whether or not", "only if not"),
    ("even if", "unless"),
    ("even with", "not with"),
    ("regardless of", "only without"),
];

const IMPUNITY: &[(&str, &str)] = &[
    ("shall neither be", "shall be"),
    ("are neither", "are"),
    ("nor penalized", "and penalized"),
    ("nor punished", "and punished"),
    (" nor ", " and "),
    ("does not apply to", "applies to"),
    (" not be ", " be "),
    ("is not ", "is "),
    ("are not ", "are "),
];

const CHILD: &[(&str, &str)] = &[
    ("even if the act does not involve", "only if the act involves"),
    ("even if none of the means", "only if one of the means"),
    ("even where none of the means", "only where one of the means"),
    ("even if no means", "only if means"),
    ("whether or not any of the means", "only where one of the means"),
    ("does not involve", "involves"),
    ("immaterial that none", "required that one"),
    ("immaterial whether", "required that"),
    ("without proof of", "on proof of"),
    ("may not prove", "shall prove"),
    ("does not have to prove", "shall prove"),
    ("no proof of", "proof of"),
    ("even if", "only if"),
    ("were not used", "were used"),
];

#[test]
#[ignore = "reads every law dozens of times: cargo test --release --test mutations -- --ignored"]
fn without_its_not_a_protection_is_none() {
    let turned = |base: &Base| {
        let mut trials = Vec::new();
        let families: [(&str, &[(&str, &str)]); 3] =
            [("consent-irrelevant", CONSENT), ("non-punishment", IMPUNITY), ("child-no-means", CHILD)];
        for (key, phrases) in families {
            let edits = base.swap(key, phrases);
            // An offence against children that needs no means anyway has no "not" to lose.
            let express = key != "child-no-means" || !base.has_child_offence();
            if rank(&base.answers[key]) > 0 && express && !edits.is_empty() {
                trials.push(trial(base, &format!("{key} turned round"), key, &edits, falls));
            }
        }
        trials
    };
    let Some(trials) = on_all_laws(turned) else { return };
    judge("negation", &trials, 0.95);
}

#[test]
#[ignore = "reads every law dozens of times: cargo test --release --test mutations -- --ignored"]
fn a_border_put_into_the_offence_is_seen() {
    let bordered = |base: &Base| {
        let key = "no-border-required";
        let limits = ["from one country to another", "across an international border", "into or out of the country"];
        if base.answers[key] != "met" {
            return Vec::new();
        }
        let try_limit = |limit: &&str| {
            let edits = [base.after_acts(limit), base.without_inclusion()].concat();
            trial(base, limit, key, &edits, falls)
        };
        limits.iter().map(try_limit).collect()
    };
    let Some(trials) = on_all_laws(bordered) else { return };
    judge("border", &trials, 0.95);
}

#[test]
#[ignore = "reads every law dozens of times: cargo test --release --test mutations -- --ignored"]
fn a_limit_on_victims_is_seen() {
    let limited = |base: &Base| {
        let key = "any-victim";
        if base.answers[key] != "met" {
            return Vec::new();
        }
        let words = ["a woman or child", "any woman or girl"];
        words.iter().map(|words| trial(base, words, key, &base.for_victims(words), falls)).collect()
    };
    let Some(trials) = on_all_laws(limited) else { return };
    judge("victim", &trials, 0.95);
}

const FINE_INSTEAD: &[(&str, &str)] = &[
    ("without the option of a fine", "with the option of a fine"),
    (", and shall also be liable to fine", ", or to fine"),
    (" and shall also be liable to fine", " or to fine"),
    (" and shall also be liable to a fine", " or to a fine"),
    (" and may also be punished with fine", " or with fine"),
    (" and may also be fined", " or to a fine"),
    (" and also to a fine", " or to a fine"),
    (" and a fine", " or a fine"),
    (" and to a fine", " or to a fine"),
    (" and to fine", " or to fine"),
    (" and with fine", " or with fine"),
    (" and with a fine", " or with a fine"),
    (" and fine", " or fine"),
    (", and at the discretion of the court", ", or at the discretion of the court"),
];

#[test]
#[ignore = "reads every law dozens of times: cargo test --release --test mutations -- --ignored"]
fn a_fine_in_the_place_of_prison_is_seen() {
    let priced = |base: &Base| {
        let (key, edits) = ("penalty-gravity", base.in_penalty(FINE_INSTEAD, " or to a fine of ten thousand"));
        if base.answers[key] != "met" || edits.is_empty() {
            return Vec::new();
        }
        let instead = |_: &str, now: &str| now == "alternative";
        vec![
            trial(base, "a fine instead", key, &edits, falls),
            trial(base, "a fine instead", "sanction.adult.fine", &edits, instead),
        ]
    };
    let Some(trials) = on_all_laws(priced) else { return };
    judge("fine", &trials, 0.95);
}

/// The keys whose sections a removal leaves alone are few enough to be told apart.
#[test]
#[ignore = "reads every law dozens of times: cargo test --release --test mutations -- --ignored"]
fn a_change_that_changes_nothing_moves_nothing() {
    for base in digests() {
        assert_eq!(answers(&base.with(&[])), base.answers, "{}", base.report.code);
        let sections: BTreeSet<_> = base.sections("offence");
        assert!(base.answers["offence"] != "met" || !sections.is_empty(), "{}", base.report.code);
    }
}
