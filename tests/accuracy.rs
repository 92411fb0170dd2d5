//! Holds reports on real laws against sheets coded by reading those laws, and against a search for words alone.
//!
//! The floors are what a user may rely on; the table that is printed says where the program stands.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod support;

use lacuna::report::JurisdictionReport;
use std::sync::OnceLock;
use support::score::{Answers, Kind, Pair, Scores, answers, pairs, share};
use support::{keywords, law, sheet};

/// One jurisdiction, examined and held against its sheet.
struct Examined {
    report: JurisdictionReport,
    pairs: Vec<Pair>,
    by_words: Vec<Pair>,
}

/// Every jurisdiction of the English corpus that has a sheet; examined once for all tests.
fn examined() -> &'static [Examined] {
    static ALL: OnceLock<Vec<Examined>> = OnceLock::new();
    ALL.get_or_init(|| {
        let (Some(corpus), Some(sheets)) = (support::shared("corpus/en"), support::shared("gold")) else {
            return Vec::new();
        };
        use rayon::prelude::*;
        let examine = |jurisdiction: &lacuna::jurisdiction::Jurisdiction| {
            let sheet = sheet::sheet(&sheets, &jurisdiction.code)?;
            let report = law::report(jurisdiction);
            let of = |answers: &Answers| pairs(&sheet, &report, answers);
            let (own, words) = (of(&answers(&report)), of(&keywords::answers(jurisdiction, &report)));
            Some(Examined { report, pairs: own, by_words: words })
        };
        law::library(&corpus).par_iter().filter_map(examine).collect()
    })
}

fn all(of: impl Fn(&Examined) -> &Vec<Pair>) -> Vec<Pair> {
    examined().iter().flat_map(|one| of(one).clone()).collect()
}

#[test]
fn real_laws_are_read_as_a_lawyer_reads_them() {
    if examined().is_empty() {
        return;
    }
    let pairs = all(|one| &one.pairs);
    for one in examined() {
        println!("{}  {}", one.report.code, line(&one.pairs));
    }
    let scores = Scores::of(&pairs);
    println!("{scores}");
    for pair in pairs.iter().filter(|pair| !pair.right()) {
        println!("{}\t{}\treport: {}\tsheet: {}", pair.code, pair.key, pair.have, pair.want);
    }
    for pair in pairs.iter().filter(|pair| pair.cites == Some(false)) {
        println!("{}\t{}\tcites another section than the sheet", pair.code, pair.key);
    }
    let floors = [
        ("precision of elements", scores.precision, 0.98),
        ("recall of elements", scores.recall, 0.97),
        ("agreement on duties", scores.agreement, 0.93),
        ("kappa on duties", scores.kappa, 0.85),
        ("agreement on sanctions", scores.sanctions_right, 0.93),
        ("agreement on citations", scores.citations_right, 0.95),
        ("duties not falsely called met", 1.0 - scores.false_met, 0.99),
        ("duties not called missing where the law was not supplied", 1.0 - scores.false_missing, 0.98),
    ];
    let below: Vec<_> = floors.iter().filter(|(_, have, floor)| have < floor).collect();
    assert!(below.is_empty(), "below the floor: {below:?}");
}

/// Right answers of each kind.
fn line(pairs: &[Pair]) -> String {
    let of = |kind: Kind| {
        let all = pairs.iter().filter(|pair| pair.kind == kind);
        format!("{}/{}", all.clone().filter(|pair| pair.right()).count(), all.count())
    };
    format!("elements {}  duties {}  sanctions {}", of(Kind::Element), of(Kind::Duty), of(Kind::Sanction))
}

#[test]
fn looking_for_words_alone_reads_worse() {
    if examined().is_empty() {
        return;
    }
    let (own, words) = (Scores::of(&all(|one| &one.pairs)), Scores::of(&all(|one| &one.by_words)));
    println!("words alone\n{words}\nthe reading\n{own}");
    assert!(own.precision > words.precision + 0.05, "{} against {}", own.precision, words.precision);
    assert!(own.agreement > words.agreement + 0.15, "{} against {}", own.agreement, words.agreement);
    assert!(own.kappa > words.kappa + 0.2, "{} against {}", own.kappa, words.kappa);
    assert!(own.false_met < words.false_met, "{} against {}", own.false_met, words.false_met);
}

#[test]
fn few_questions_are_put_to_the_reader() {
    if examined().is_empty() {
        return;
    }
    let findings: Vec<_> = examined().iter().flat_map(|one| &one.report.findings).collect();
    let asked = findings.iter().filter(|finding| finding.review).count();
    let pairs = all(|one| &one.pairs);
    let wrong: Vec<&Pair> = pairs.iter().filter(|pair| pair.kind == Kind::Duty && !pair.right()).collect();
    let flagged = wrong.iter().filter(|pair| pair.review).count();
    println!("review is asked for {asked} of {} findings ({:.3})", findings.len(), share(asked, findings.len()));
    println!("of {} wrong duties {flagged} carry a question", wrong.len());
    assert!(share(asked, findings.len()) <= 0.10);
}

#[test]
fn every_section_of_a_citation_is_named_and_no_subsection() {
    let named = |citation: &str| support::cited::sections(citation).into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(named("s 3(1)(a); ss 4, 5 and 6"), "3 4 5 6");
    assert_eq!(named("art. 225-4-1; Penal Code s 360C(3)"), "225-4-1 360c");
    assert_eq!(named("Old Act s 2(1)(ii); s 36(b) (New Act s 5A)"), "2 36 5a");
    assert_eq!(named("s 2(1) \"child\""), "2");
    assert_eq!(named("Act 11 of 2008"), "");
    assert_eq!(named("§ 232a"), "232a");
}
