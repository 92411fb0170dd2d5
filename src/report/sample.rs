//! A report made by hand, for the tests of the renderers: every outcome, every optional part, hostile words.

use super::*;
use crate::instrument::{LawKind, TextKind};

/// Words that try to break out of every format.
pub(crate) const HOSTILE: &str = "a | b `c` <script>x</script> ](http://x.example) \n# not a heading\n\n- no list \u{1b}[2J \u{202e}rtl *bold* _it_ &amp; ~~~";

/// One jurisdiction with one finding per outcome.
pub(crate) fn report() -> Report {
    Report {
        schema: SCHEMA.to_owned(),
        generator: Generator { name: "lacuna".to_owned(), version: "0.0.0".to_owned() },
        catalogue: CatalogueStamp { profile: "core".to_owned(), sha256: "0123456789abcdef".to_owned() },
        jurisdictions: vec![jurisdiction()],
    }
}

/// The jurisdiction of [`report`].
pub(crate) fn jurisdiction() -> JurisdictionReport {
    JurisdictionReport {
        code: "abc".to_owned(),
        name: "Abecedaria".to_owned(),
        instruments: vec![InstrumentReport {
            id: "act".to_owned(),
            title: "Act on Trafficking, 2008".to_owned(),
            language: "en".to_owned(),
            text: TextKind::Digest,
            file: "abc/act.statute".to_owned(),
            sha256: "00".repeat(32),
            kinds: vec![LawKind::SpecialAct, LawKind::Immigration],
            provenance: Provenance {
                number: "11 of 2008".to_owned(),
                in_force: "2008-11-14".to_owned(),
                ..Provenance::default()
            },
        }],
        findings: findings(),
        sanctions: Sanctions { adult: sanction(5.0), ..Sanctions::default() },
        diagnostics: vec![
            Diagnostic::warning("odd-enumerator", "abc/act.statute", "the label (c) follows (a)")
                .at("one\n(c) two", 4, 7)
                .help("check whether (b) is missing"),
        ],
    }
}

fn findings() -> Vec<Finding> {
    let mut acts = finding("definition-acts", "Acts of the definition", Outcome::Met);
    acts.elements =
        vec![element("act.recruitment", "recruitment", &["recruits"]), element("act.receipt", "receipt", &[])];
    let mut consent = finding("consent-irrelevant", "Consent of the victim", Outcome::Partial);
    consent.review = true;
    consent.question = Some("Does section 9 speak of adults too?".to_owned());
    consent.advice = Some("Say that consent is no defence for any victim.".to_owned());
    consent.elements = vec![element("consent.clause", "a clause on consent", &[HOSTILE])];
    consent.defects = vec![DefectFinding {
        defect: "consent-child-only".to_owned(),
        title: "The clause speaks of children only".to_owned(),
        evidence: vec![evidence("a child consented")],
    }];
    let mut attempt = finding("attempt", "Attempt is punishable", Outcome::NotSupplied);
    attempt.searched = Some(searched(LawKind::CriminalCodeGeneralPart));
    let mut missing = finding("confiscation", "Confiscation of proceeds", Outcome::Missing);
    missing.searched = Some(searched(LawKind::SpecialAct));
    missing.leads =
        vec![Lead { instrument: "act".to_owned(), citation: "s 12".to_owned(), quote: "property found".to_owned() }];
    let contrary = finding("any-victim", "Every person can be a victim", Outcome::Contrary);
    vec![acts, consent, attempt, missing, contrary]
}

fn finding(id: &str, title: &str, outcome: Outcome) -> Finding {
    Finding {
        obligation: id.to_owned(),
        title: title.to_owned(),
        plan: vec!["§2".to_owned()],
        treaty: vec!["Protocol art. 3(a)".to_owned()],
        strength: Strength::Shall,
        outcome,
        review: false,
        question: None,
        reason: format!("The reason why it is {}.", super::words::outcome(outcome)),
        elements: Vec::new(),
        defects: Vec::new(),
        leads: Vec::new(),
        comparators: Vec::new(),
        searched: None,
        advice: None,
        decision: None,
    }
}

fn element(id: &str, title: &str, quotes: &[&str]) -> ElementFinding {
    let outcome = if quotes.is_empty() { Presence::Absent } else { Presence::Present };
    let evidence = quotes.iter().map(|quote| evidence(quote)).collect();
    ElementFinding { element: id.to_owned(), title: title.to_owned(), outcome, evidence }
}

fn evidence(quote: &str) -> Evidence {
    Evidence {
        instrument: "act".to_owned(),
        citation: "s 3(1)".to_owned(),
        eid: "sec_3__subsec_1".to_owned(),
        quote: quote.to_owned(),
        start: 100,
        end: 100 + quote.len(),
        via: vec![Via {
            instrument: "act".to_owned(),
            citation: "s 2".to_owned(),
            quote: "\"trafficking\" means".to_owned(),
        }],
    }
}

fn searched(kind: LawKind) -> Searched {
    Searched { instruments: vec!["act".to_owned()], concepts: vec!["attempt".to_owned()], belongs_in: vec![kind] }
}

fn sanction(min: f64) -> SanctionReport {
    SanctionReport {
        min: Some(Years::Number(min)),
        max: Some(Years::Life(Life::Life)),
        fine: Fine::None,
        citation: "s 3(2)".to_owned(),
        quote: "for five years to life".to_owned(),
    }
}

/// Texts that a hostile statute could hold.
pub(crate) const HOSTILE_PATTERN: &str =
    "[|`<>\\[\\]()!*_#~&\\\\\n\r\t\u{1b}\u{202e}\u{0}\u{ffff}\u{e000}-\u{e011}a-z0-9.:/=+@,;\"' -]{1,80}";

/// The report with the same words wherever a law, a file name or a catalogue could have put them.
pub(crate) fn hostile(words: &str) -> Report {
    let mut report = report();
    let jurisdiction = &mut report.jurisdictions[0];
    jurisdiction.name = format!("n{words}");
    let finding = &mut jurisdiction.findings[1];
    finding.title = format!("t{words}");
    finding.reason = format!("r{words}");
    finding.advice = Some(format!("a{words}"));
    finding.question = Some(format!("?{words}"));
    let evidence = &mut finding.elements[0].evidence[0];
    evidence.quote = format!("q{words}");
    evidence.citation = format!("c{words}");
    evidence.via[0].quote = format!("v{words}");
    finding.defects[0].title = format!("d{words}");
    jurisdiction.findings[3].leads[0].quote = format!("l{words}");
    let instrument = &mut jurisdiction.instruments[0];
    instrument.title = format!("i{words}");
    instrument.file = format!("f{words}");
    instrument.provenance.status = format!("s{words}");
    jurisdiction.diagnostics[0].message = format!("m{words}");
    report
}
