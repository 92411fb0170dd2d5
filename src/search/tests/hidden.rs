//! Leads: the provision that meets a duty is found again when the words by which the engine knows it are taken away.

#![allow(clippy::print_stderr)]

use super::corpus::shared;
use super::*;
use crate::assess::{Selection, assess_reading};
use crate::catalogue::{Profile, Test, built_in_files};
use crate::jurisdiction::Jurisdiction;
use crate::reading::Reading;
use crate::report::{JurisdictionReport, Outcome};
use crate::workspace;

/// Duties that stand in provisions of their own, with a jurisdiction and the sections that meet them (gold sheets).
const DUTIES: [(&str, &str, &[&str]); 20] = [
    ("attempt", "zmb", &["s 12"]),
    ("accomplice", "zmb", &["s 11", "s 7", "s 18"]),
    ("consent-irrelevant", "zmb", &["s 21"]),
    ("legal-persons", "zmb", &["s 3", "s 13"]),
    ("asset-freezing", "zmb", &["s 49", "s 51"]),
    ("confiscation", "zmb", &["s 52"]),
    ("money-laundering", "zmb", &["s 19"]),
    ("extraterritorial", "zmb", &["s 99"]),
    ("extradition", "zmb", &["s 95"]),
    ("mutual-assistance", "zmb", &["s 91", "s 92", "s 93", "s 94A"]),
    ("non-punishment", "zmb", &["s 24"]),
    ("privacy", "zmb", &["s 109"]),
    ("recovery-period", "zmb", &["s 33"]),
    ("residence", "zmb", &["s 33", "s 31", "s 34", "s 35"]),
    ("safe-return", "zmb", &["s 36", "s 38"]),
    ("compensation", "zmb", &["s 58"]),
    ("child-victims", "zmb", &["s 31", "s 36", "s 39", "s 42", "s 97"]),
    ("witness-protection", "zmb", &["s 27", "s 42", "s 43"]),
    ("coordination", "zmb", &["s 100", "s 101", "s 2A"]),
    ("assistance", "zmb", &["s 28", "s 40", "s 42", "s 43", "s 46", "s 47"]),
];

/// The catalogue without the wordings by which a duty is recognised.
fn hiding(obligation: &str) -> Catalogue {
    let known = Catalogue::built_in().obligation(obligation).expect("an obligation");
    let concepts: Vec<&str> = known
        .elements
        .iter()
        .flat_map(|element| &element.shown_by)
        .flat_map(|test| match test {
            Test::Clause(clause) => clause.all.iter().chain(&clause.any).map(String::as_str).collect::<Vec<_>>(),
            Test::Offence(name) => vec![name.as_str()],
            Test::Fact(_) => Vec::new(),
        })
        .filter(|name| !STRUCTURE.contains(name))
        .collect();
    let files: Vec<(String, String)> =
        built_in_files().into_iter().map(|(path, text)| (path, without_wordings(&text, &concepts))).collect();
    Catalogue::load(&files).unwrap_or_else(|wrong| panic!("{obligation}: {wrong:?}"))
}

/// Concepts of structure serve many duties and stay.
const STRUCTURE: [&str; 9] =
    ["trafficking", "victim", "child", "offence.creates", "shall", "may", "court", "negation", "imprisonment"];

/// Takes the wordings of concepts out of a file of a language pack.
fn without_wordings(text: &str, concepts: &[&str]) -> String {
    let (mut kept, mut hidden, mut list) = (String::new(), false, false);
    for line in text.lines() {
        if let Some(name) = line.trim_start().strip_prefix("- concept:") {
            hidden = concepts.contains(&name.trim());
            list = false;
        } else if hidden && !line.starts_with("      ") {
            list =
                ["wordings:", "unless:", "matches:", "rejects:"].iter().any(|key| line.trim_start().starts_with(key));
        }
        if !(hidden && list) {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

fn jurisdiction(folder: &Path) -> Jurisdiction {
    let mut supply = workspace::survey(&[folder.to_owned()]).supplies.remove(0);
    let (instruments, _) = build::instruments(&mut supply);
    Jurisdiction { code: supply.code, name: supply.name, instruments, supplied: supply.record.supplied }
}

fn report(catalogue: &Catalogue, jurisdiction: &Jurisdiction, obligation: &str) -> JurisdictionReport {
    let reading = Reading::of(jurisdiction, catalogue);
    let selection = Selection { profile: Profile::Full, only: vec![obligation.to_owned()] };
    let mut report = assess_reading(catalogue, jurisdiction, &selection, &reading);
    leads::fill(catalogue, &reading, &mut report);
    report
}

#[test]
fn a_hidden_provision_is_among_the_leads() {
    let Some(corpus) = shared("corpus/en") else { return };
    let (mut found, mut asked) = (0, 0);
    for (obligation, code, sections) in DUTIES {
        let law = jurisdiction(&corpus.join(code));
        let report = report(&hiding(obligation), &law, obligation);
        let finding = &report.findings[0];
        if finding.outcome == Outcome::Met {
            eprintln!("  {obligation}: still met without its words");
            continue;
        }
        asked += 1;
        let leads: Vec<&str> = finding.leads.iter().map(|lead| lead.citation.as_str()).collect();
        let hit = leads.iter().any(|lead| {
            sections.iter().any(|section| {
                lead.strip_prefix(section).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
            })
        });
        found += usize::from(hit);
        if !hit {
            eprintln!("  {obligation}: {leads:?}, not {sections:?}");
        }
    }
    eprintln!("hidden provisions among three leads: {found} of {asked}");
    assert!(asked >= 15, "{asked}");
    assert!(found * 4 >= asked * 3, "{found} of {asked}");
}

#[test]
fn leads_are_the_same_every_time_and_never_evidence() {
    let shelf = Shelf::two();
    let law = jurisdiction(&shelf.root.path().join("laws/abc"));
    let reports: Vec<JurisdictionReport> = (0..3).map(|_| report(Catalogue::built_in(), &law, "residence")).collect();
    assert!(reports.windows(2).all(|pair| pair[0].findings == pair[1].findings));
    for finding in reports.iter().flat_map(|report| &report.findings) {
        let evidence: Vec<&str> =
            finding.elements.iter().flat_map(|one| &one.evidence).map(|one| one.citation.as_str()).collect();
        assert!(finding.leads.len() <= 3);
        assert!(finding.leads.iter().all(|lead| !evidence.contains(&lead.citation.as_str())), "{finding:?}");
    }
}

#[test]
fn comparators_come_from_other_jurisdictions_and_show_what_they_cover() {
    let without = ACT.replace("jurisdiction: abc", "jurisdiction: xyz");
    let start = without.find("(2) The consent").expect("it is there");
    let end = without.find("Section 3").expect("it is there");
    let without = format!("{}\n{}", &without[..start], &without[end..]);
    let shelf = Shelf::new(&[("abc/act.statute", ACT), ("xyz/act.statute", &without)]);
    let laws = shelf.root.path().join("laws");
    let mut reports: Vec<JurisdictionReport> = ["abc", "xyz"]
        .iter()
        .map(|code| report(Catalogue::built_in(), &jurisdiction(&laws.join(code)), "consent-irrelevant"))
        .collect();
    let pool = Pool::of_reports(&reports);
    reports.iter_mut().for_each(|report| pool.fill(report));
    let [with, without] = &reports[..] else { panic!("two reports") };
    assert!(with.findings[0].comparators.iter().all(|one| one.jurisdiction == "xyz"));
    let comparators = &without.findings[0].comparators;
    assert_eq!(comparators.len(), 1, "{:?}", without.findings[0]);
    assert_eq!((comparators[0].jurisdiction.as_str(), comparators[0].citation.as_str()), ("abc", "s 2(2)"));
    assert!(comparators[0].quote.contains("consent") && !comparators[0].covers.is_empty());
    let mut library = Pool::default();
    library.add(&shelf.open());
    let mut again = report(Catalogue::built_in(), &jurisdiction(&laws.join("xyz")), "consent-irrelevant");
    library.fill(&mut again);
    assert_eq!(&again.findings[0].comparators, comparators, "a library and a run give the same");
}
