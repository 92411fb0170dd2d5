//! The words and signs in which every rendering of a report says the same thing.

use super::{DecisionReport, Finding, Fine, JurisdictionReport, Outcome, Report, SanctionReport, Strength, Years};
use crate::instrument::{LawKind, TextKind};

/// The outcomes in the order of a legend: what asks for work last to first is left to the renderer.
pub const OUTCOMES: [Outcome; 5] =
    [Outcome::Met, Outcome::Partial, Outcome::Missing, Outcome::Contrary, Outcome::NotSupplied];

/// An outcome for a reader.
#[must_use]
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "met",
        Outcome::Partial => "partly met",
        Outcome::Missing => "missing",
        Outcome::NotSupplied => "not supplied",
        Outcome::Contrary => "contrary",
    }
}

/// The sign that stands beside the word, for those who cannot tell colours apart.
#[must_use]
pub const fn sign(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "✓",
        Outcome::Partial => "◐",
        Outcome::Missing => "✗",
        Outcome::NotSupplied => "?",
        Outcome::Contrary => "!",
    }
}

/// What an outcome means, in one line.
#[must_use]
pub const fn meaning(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "the texts say what is owed",
        Outcome::Partial => "they say part of it",
        Outcome::Missing => "it belongs in a kind of law that was supplied, and is not there",
        Outcome::NotSupplied => "not found, and the kind of law in which it usually stands was not supplied",
        Outcome::Contrary => "the text says the opposite",
    }
}

/// How binding an obligation is, in the treaty's verb.
#[must_use]
pub const fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Shall => "shall",
        Strength::ShallQualified => "shall, subject to its basic concepts or means",
        Strength::ShallConsider => "shall consider",
        Strength::Endeavour => "shall endeavour",
        Strength::May => "may",
        Strength::Political => "commitment of the Plan",
    }
}

/// A reviewer's decision in a sentence.
#[must_use]
pub fn decision(decision: &DecisionReport) -> String {
    let mut said = outcome(decision.outcome).to_owned();
    for (before, words) in [(", ", &decision.provision), (", by ", &decision.by), (", on ", &decision.date)] {
        if !words.is_empty() {
            said.push_str(before);
            said.push_str(words);
        }
    }
    said.push_str(": ");
    said.push_str(decision.reason.trim());
    if let Some(stale) = &decision.stale {
        said.push_str(" — to be looked at again: ");
        said.push_str(stale);
    }
    said
}

/// The same in as few words as a table bears.
#[must_use]
pub const fn verb(strength: Strength) -> &'static str {
    match strength {
        Strength::Shall => "shall",
        Strength::ShallQualified => "shall, qualified",
        Strength::ShallConsider => "shall consider",
        Strength::Endeavour => "endeavour",
        Strength::May => "may",
        Strength::Political => "Plan only",
    }
}

/// The verb of the advice, which follows how binding the obligation is.
#[must_use]
pub const fn advice(strength: Strength) -> &'static str {
    match strength {
        Strength::Shall | Strength::ShallQualified => "must",
        Strength::ShallConsider => "should consider",
        Strength::Endeavour => "should endeavour",
        Strength::May => "may wish to",
        Strength::Political => "is invited to",
    }
}

/// The answer with its sign, and whether a reader must look at it.
#[must_use]
pub fn standing(finding: &Finding) -> String {
    let review = if finding.review { ", to review" } else { "" };
    format!("{} {}{review}", sign(finding.outcome), outcome(finding.outcome))
}

/// Foreign words in quotation marks, or nothing.
#[must_use]
pub fn quoted(words: &str) -> String {
    if words.trim().is_empty() { String::new() } else { format!("“{}”", super::foreign::plain(words)) }
}

/// A profile of the catalogue for a reader.
#[must_use]
pub fn profile(profile: &str) -> String {
    match profile {
        "core" => "core: definition, offence, liability and sanctions (§2 and §§43–45 of the Plan)".to_owned(),
        "full" => "full: everything that the text of a statute can show".to_owned(),
        other => other.to_owned(),
    }
}

/// As much of a hash as a reader compares.
#[must_use]
pub fn short_hash(hash: &str) -> String {
    hash.chars().take(12).collect()
}

/// How many texts of which kind were read.
#[must_use]
pub fn texts(instruments: &[super::InstrumentReport]) -> String {
    let kinds = [(TextKind::Official, "official"), (TextKind::Digest, "digest"), (TextKind::Draft, "draft")];
    let count = |kind| instruments.iter().filter(|one| one.text == kind).count();
    let counted = kinds.map(|(kind, word)| (count(kind), word));
    let said: Vec<String> = counted.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    if said.is_empty() { "none".to_owned() } else { said.join(", ") }
}

/// What kind of text was read.
#[must_use]
pub const fn text(text: TextKind) -> &'static str {
    match text {
        TextKind::Official => "official text",
        TextKind::Digest => "digest in Lacuna's own words, not the official text",
        TextKind::Draft => "draft",
    }
}

/// A kind of law as one would ask for it in a library.
#[must_use]
pub const fn law(kind: LawKind) -> &'static str {
    match kind {
        LawKind::SpecialAct => "act against trafficking in persons",
        LawKind::CriminalCode => "criminal code, special part",
        LawKind::CriminalCodeGeneralPart => "criminal code, general part",
        LawKind::Procedure => "criminal procedure",
        LawKind::ProceedsOfCrime => "proceeds of crime and money-laundering",
        LawKind::Extradition => "extradition",
        LawKind::MutualAssistance => "mutual legal assistance",
        LawKind::Immigration => "immigration and asylum",
        LawKind::WitnessProtection => "witness protection",
        LawKind::VictimProtection => "protection of victims of crime",
        LawKind::Labour => "labour and recruitment",
        LawKind::ChildProtection => "protection of children",
    }
}

/// Several kinds of law, or that none was recognised.
#[must_use]
pub fn laws(kinds: &[LawKind]) -> String {
    match kinds {
        [] => "kind of law not recognised".to_owned(),
        _ => kinds.iter().map(|kind| law(*kind)).collect::<Vec<_>>().join("; "),
    }
}

/// Paragraphs of the Plan and treaty articles of an obligation, and its strength.
#[must_use]
pub fn basis(finding: &Finding) -> String {
    let mut parts = Vec::new();
    if !finding.plan.is_empty() {
        parts.push(format!("Plan {}", finding.plan.join(", ")));
    }
    parts.extend(finding.treaty.iter().cloned());
    parts.push(strength(finding.strength).to_owned());
    parts.join(" · ")
}

/// A sanction as a sentence without its place: `5 years to life, and a fine`.
#[must_use]
pub fn sanction(sanction: &SanctionReport) -> String {
    let prison = match (sanction.min, sanction.max) {
        (None, None) => "no term of imprisonment stated".to_owned(),
        (None, Some(max)) => format!("imprisonment up to {}", term(max)),
        (Some(min), None) => format!("imprisonment from {}", term(min)),
        (Some(min), Some(max)) if min == max => format!("imprisonment for {}", term(min)),
        (Some(min), Some(max)) => format!("imprisonment from {} to {}", term(min), term(max)),
    };
    match sanction.fine {
        Fine::None => prison,
        Fine::Additional => format!("{prison}, and a fine"),
        Fine::Alternative => format!("{prison}, or a fine alone"),
    }
}

fn term(years: Years) -> String {
    match years {
        Years::Life(_) => "life".to_owned(),
        Years::Number(1.0) => "1 year".to_owned(),
        Years::Number(years) if years < 1.0 => match (years * 12.0).round() {
            1.0 => "1 month".to_owned(),
            months => format!("{months} months"),
        },
        Years::Number(years) => format!("{} years", (years * 100.0).round() / 100.0),
    }
}

/// The chapters of the catalogue, so that findings can be read in groups.
///
/// A report says which obligation a finding answers; in which chapter that obligation stands, the catalogue knows.
#[derive(Clone, Debug, Default)]
pub struct Chapters {
    of: std::collections::BTreeMap<String, String>,
}

impl Chapters {
    /// From pairs of obligation id and title of its chapter.
    pub fn new<S: Into<String>>(pairs: impl IntoIterator<Item = (S, S)>) -> Self {
        Self { of: pairs.into_iter().map(|(id, chapter)| (id.into(), chapter.into())).collect() }
    }

    /// Findings in runs of one chapter, in the order of the report.
    #[must_use]
    pub fn group<'f>(&self, findings: &'f [Finding]) -> Vec<(String, Vec<&'f Finding>)> {
        let mut groups: Vec<(String, Vec<&Finding>)> = Vec::new();
        for finding in findings {
            let chapter = self.of.get(&finding.obligation).map_or("Obligations", String::as_str);
            match groups.iter_mut().find(|(title, _)| title == chapter) {
                Some((_, group)) => group.push(finding),
                None => groups.push((chapter.to_owned(), vec![finding])),
            }
        }
        groups
    }
}

/// The kinds of law to add, with the titles of what could not be told without them, in the order first asked for.
///
/// A kind of which an instrument was supplied is not asked for again: it was read, and creates no offence to judge.
#[must_use]
pub fn to_supply(jurisdiction: &JurisdictionReport) -> Vec<(String, Vec<&str>)> {
    let supplied = |kind: &LawKind| jurisdiction.instruments.iter().any(|one| one.kinds.contains(kind));
    let mut wanted: Vec<(String, Vec<&str>)> = Vec::new();
    for finding in jurisdiction.findings.iter().filter(|finding| finding.outcome == Outcome::NotSupplied) {
        let usual = finding.searched.as_ref().map_or(&[][..], |searched| &searched.belongs_in);
        let kinds: Vec<&str> = usual.iter().filter(|kind| !supplied(kind)).map(|kind| law(*kind)).collect();
        let kinds = if kinds.is_empty() { "the law that creates the offence".to_owned() } else { kinds.join(" or ") };
        match wanted.iter_mut().find(|(known, _)| *known == kinds) {
            Some((_, titles)) => titles.push(&finding.title),
            None => wanted.push((kinds, vec![&finding.title])),
        }
    }
    wanted
}

/// How often each outcome stands in a list of findings, without those that do not occur.
#[must_use]
pub fn counts(findings: &[Finding]) -> Vec<(Outcome, usize)> {
    let count = |outcome| findings.iter().filter(|finding| finding.outcome == outcome).count();
    OUTCOMES.into_iter().map(|outcome| (outcome, count(outcome))).filter(|(_, count)| *count > 0).collect()
}

/// What made the report, in one line.
#[must_use]
pub fn origin(report: &Report) -> String {
    let hash = short_hash(&report.catalogue.sha256);
    format!("{} {} · catalogue {} {hash}", report.generator.name, report.generator.version, report.catalogue.profile)
}

/// What a report is not, said in every rendering.
pub const CAUTION: &str = "Made from the texts named above and nothing else. It is a reading aid for people who know \
    the law, not legal advice; it gives no score and no rank.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Life;

    #[test]
    fn a_kind_of_law_that_was_supplied_is_not_asked_for_again() {
        let mut jurisdiction = crate::report::sample::jurisdiction();
        let wanted = |one: &JurisdictionReport| to_supply(one).into_iter().map(|(kinds, _)| kinds).collect::<Vec<_>>();
        assert_eq!(wanted(&jurisdiction), ["criminal code, general part"]);
        jurisdiction.instruments[0].kinds.push(LawKind::CriminalCodeGeneralPart);
        assert_eq!(wanted(&jurisdiction), ["the law that creates the offence"]);
    }

    fn said(min: Option<f64>, max: Option<Years>, fine: Fine) -> String {
        let (citation, quote) = (String::new(), String::new());
        sanction(&SanctionReport { min: min.map(Years::Number), max, fine, citation, quote })
    }

    #[test]
    fn sanctions_are_said_as_a_lawyer_would() {
        assert_eq!(said(Some(5.0), Some(Years::Life(Life::Life)), Fine::None), "imprisonment from 5 years to life");
        assert_eq!(
            said(None, Some(Years::Number(1.0)), Fine::Alternative),
            "imprisonment up to 1 year, or a fine alone"
        );
        assert_eq!(said(Some(0.5), None, Fine::Additional), "imprisonment from 6 months, and a fine");
        assert_eq!(said(Some(7.0), Some(Years::Number(7.0)), Fine::None), "imprisonment for 7 years");
        assert_eq!(said(None, None, Fine::None), "no term of imprisonment stated");
    }
}
