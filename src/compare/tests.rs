use super::*;
use crate::instrument::read::read;
use crate::report::sample;
use crate::source::SourceFile;
use std::path::PathBuf;

fn act(text: &str) -> Instrument {
    let text = format!("jurisdiction: abc\ntitle: Act\n\n{text}");
    read(&SourceFile::new("act.statute", text)).unwrap_or_else(|wrong| panic!("{wrong:?}"))
}

/// What changed, as `kind old new`.
fn told(old: &[Instrument], new: &[Instrument]) -> Vec<String> {
    let stand = |stand: &Option<Stand>| stand.as_ref().map_or("–".to_owned(), |stand| stand.citation.clone());
    let changes = provisions(old, new).0.into_iter();
    changes.map(|one| format!("{:?} {} {}", one.change, stand(&one.old), stand(&one.new))).collect()
}

const OLD: &str = "\
Section 1. Horses
A person who keeps a horse in a stable without light commits an offence and pays a fine of ten.

Section 2. Trafficking
(1) A person who recruits another by force for exploitation commits an offence.
(2) The penalty is imprisonment for five years.

Section 3. Courts
The district court hears every case under this Act and may sit in a closed room.
";

#[test]
fn an_inserted_section_renumbers_the_others_and_changes_none() {
    let inserted =
        "Section 1. Names\nIn this Act the word minister stands for the minister who is in charge of horses.\n\n";
    let shifted =
        OLD.replace("Section 3.", "Section 4.").replace("Section 2.", "Section 3.").replace("Section 1.", "Section 2.");
    let new = act(&format!("{inserted}{shifted}"));
    let expected = ["Added – s 1", "Renumbered s 1 s 2", "Renumbered s 2 s 3", "Renumbered s 3 s 4"];
    assert_eq!(told(&[act(OLD)], &[new]), expected);
}

#[test]
fn changed_words_are_told_with_their_place() {
    let new = act(&OLD.replace("imprisonment for five years", "imprisonment for ten years"));
    let (changes, unchanged) = provisions(&[act(OLD)], &[new]);
    assert_eq!((changes.len(), unchanged), (1, 2));
    assert_eq!(changes[0].places, ["s 2(2)"]);
    let differing: Vec<_> = changes[0].words.iter().filter(|piece| piece.kind != PieceKind::Kept).collect();
    assert_eq!(differing.iter().map(|piece| piece.words.as_str()).collect::<Vec<_>>(), ["five", "ten"]);
}

#[test]
fn what_is_gone_stands_where_it_stood_and_a_new_text_under_an_old_number_is_a_change() {
    let without: String =
        OLD.split("\n\n").filter(|section| !section.contains("Trafficking")).collect::<Vec<_>>().join("\n\n");
    assert_eq!(told(&[act(OLD)], &[act(&without)]), ["Removed s 2 –"]);
    let rewritten = OLD.replace(
        "A person who keeps a horse in a stable without light commits an offence and pays a fine of ten.",
        "Nothing here.",
    );
    assert_eq!(told(&[act(OLD)], &[act(&rewritten)]), ["Changed s 1 s 1"]);
}

#[test]
fn an_amending_act_beside_the_act_only_adds() {
    let mut amending =
        act("Section 1. Change\nSection 2 of the Act is changed by the words that follow in this section.\n");
    amending.facts.title = "Amending Act".to_owned();
    assert_eq!(told(&[act(OLD)], &[act(OLD), amending]), ["Added – s 1"]);
}

#[test]
fn a_text_compared_with_itself_is_empty() {
    let report = sample::jurisdiction();
    let texts = [act(OLD)];
    assert!(Comparison::of_texts((&report, &texts), (&report, &texts)).is_empty());
}

#[test]
fn notes_and_punctuation_are_no_change() {
    let new = act(&format!("{}Note: changed before.\n", OLD.replace("light commits", "light, commits")));
    assert_eq!(told(&[act(OLD)], &[new]), Vec::<String>::new());
}

fn answered(outcome: crate::report::Outcome) -> JurisdictionReport {
    let mut report = sample::jurisdiction();
    report.findings.truncate(1);
    report.findings[0].outcome = outcome;
    report
}

#[test]
fn a_gap_opens_closes_or_is_only_supplied() {
    use crate::report::Outcome::{Contrary, Met, Missing, NotSupplied, Partial};
    let effect = |old, new| Comparison::of_reports(&answered(old), &answered(new)).effects[0].effect;
    assert_eq!(effect(Met, Partial), EffectKind::Opened);
    assert_eq!(effect(Missing, Contrary), EffectKind::Opened);
    assert_eq!(effect(Missing, Partial), EffectKind::Closed);
    assert_eq!(effect(NotSupplied, Missing), EffectKind::Supplied);
    assert_eq!(effect(Met, Met), EffectKind::Unchanged);
}

#[test]
fn moved_evidence_names_both_places() {
    let (old, mut new) = (sample::jurisdiction(), sample::jurisdiction());
    new.findings[0].elements[0].evidence[0].citation = "s 4(1)".to_owned();
    let comparison = Comparison::of_reports(&old, &new);
    let effect = &comparison.effects[0];
    assert_eq!(
        (effect.effect, effect.from.as_slice(), effect.to.as_slice()),
        (EffectKind::Moved, &["s 3(1)".to_owned()][..], &["s 4(1)".to_owned()][..])
    );
    let text = serde_json::to_string(&comparison).expect("JSON");
    assert_eq!(serde_json::from_str::<Comparison>(&text).expect("a comparison"), comparison);
}

fn corpus(path: &str) -> Option<Instrument> {
    let shared = std::env::var("LACUNA_SHARED")
        .map_or_else(|_| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")), PathBuf::from);
    let bytes = std::fs::read(shared.join("corpus").join(path)).ok()?;
    Some(read(&SourceFile::new(path, bytes)).unwrap_or_else(|wrong| panic!("{path}: {wrong:?}")))
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn every_pair_of_real_versions_can_be_compared() {
    const PAIRS: [&[&str]; 6] = [
        &["versions/chn/xingfa@2009-08-27.json", "zh/chn/xingfa.json"],
        &[
            "versions/fra/code-penal-traite@2004-03-10.md",
            "versions/fra/code-penal-traite@2007-11-21.md",
            "versions/fra/code-penal-traite@2011-05-19.md",
            "versions/fra/code-penal-traite@2013-08-07.md",
        ],
        &[
            "versions/esp/codigo-penal-excerpt@1995-11-24.md",
            "versions/esp/codigo-penal-excerpt@2010-06-23.md",
            "versions/esp/codigo-penal-excerpt@2015-03-31.md",
            "versions/esp/codigo-penal-excerpt@2021-06-05.md",
            "versions/esp/codigo-penal-excerpt@2022-12-21.md",
            "es/esp/codigo-penal-excerpt.md",
        ],
        &["versions/deu/stgb-excerpt@2013-01-11.md", "de/deu/stgb-excerpt.md"],
        &["versions/mys/atipsom-amendment-bill-2015.md", "versions/mys/atipsom-amendment-bill-2021.md"],
        &["en/mys/anti-trafficking-in-persons-bill-2007.md", "versions/mys/atipsom-amendment-bill-2015.md"],
    ];
    for versions in PAIRS {
        for pair in versions.windows(2) {
            let (Some(old), Some(new)) = (corpus(pair[0]), corpus(pair[1])) else {
                eprintln!("skipped: {} or {} is not there", pair[0], pair[1]);
                continue;
            };
            let (old, new) = ([old], [new]);
            let (changes, unchanged) = provisions(&old, &new);
            let (back, same) = provisions(&new, &old);
            assert!(!changes.is_empty(), "{pair:?}");
            assert_eq!((unchanged, changes.len()), (same, back.len()), "{pair:?}");
            assert_eq!(provisions(&old, &old).0, Vec::new());
        }
    }
}

/// Read against a line-by-line difference of the files: these provisions differ, and no others.
#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn three_pairs_of_real_versions_differ_where_a_reader_found_it() {
    let fra = |date: &str| format!("versions/fra/code-penal-traite@{date}.md");
    let esp = |date: &str| format!("versions/esp/codigo-penal-excerpt@{date}.md");
    let pairs: [(String, String, &[&str]); 3] = [
        (fra("2007-11-21"), fra("2011-05-19"), &["art. 225-4-2", "art. 225-4-6"]),
        (fra("2011-05-19"), fra("2013-08-07"), &["art. 225-4-1", "art. 225-4-2", "art. 225-4-8"]),
        (esp("2021-06-05"), esp("2022-12-21"), &["art. 173", "art. 177 bis", "Title VIII", "art. 189 ter", "art. 192"]),
    ];
    for (old, new, expected) in pairs {
        let (Some(before), Some(after)) = (corpus(&old), corpus(&new)) else {
            eprintln!("skipped: {old} or {new} is not there");
            continue;
        };
        let expected: Vec<String> = expected.iter().map(|label| format!("Changed {label} {label}")).collect();
        assert_eq!(told(&[before], &[after]), expected, "{new}");
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn a_real_amending_act_beside_its_act_adds_and_changes_nothing_else() {
    let paths = ["criminal-law-human-trafficking-act-2008.md", "criminal-law-human-trafficking-amendment-act-2013.md"];
    let [Some(act), Some(amending)] = paths.map(|path| corpus(&format!("en/irl/{path}"))) else {
        eprintln!("skipped: the acts are not there");
        return;
    };
    let both = [act.clone(), amending];
    let (changes, _) = provisions(&[act], &both);
    assert!(changes.len() == 5 && changes.iter().all(|one| one.change == Change::Added), "{}", changes.len());
}
