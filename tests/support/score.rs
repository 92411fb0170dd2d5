//! Holds the answers of a report against a sheet, key by key.

use super::cited::sections;
use super::sheet::{Line, Sheet};
use lacuna::report::{Evidence, Fine, JurisdictionReport, Life, Outcome, Presence, Years};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The answer to every key that a report has one for.
pub(crate) type Answers = BTreeMap<String, String>;

/// What kind of question a key asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Element,
    Duty,
    Sanction,
}

pub(crate) fn kind(key: &str) -> Kind {
    match key.split('.').next() {
        Some("sanction") => Kind::Sanction,
        Some("act" | "means" | "purpose") if key.contains('.') => Kind::Element,
        _ => Kind::Duty,
    }
}

/// The report's answers.
pub(crate) fn answers(report: &JurisdictionReport) -> Answers {
    let mut answers = Answers::new();
    for finding in &report.findings {
        answers.insert(finding.obligation.clone(), outcome(finding.outcome).to_owned());
        let defines = finding.obligation.starts_with("definition-");
        for element in finding.elements.iter().filter(|_| defines) {
            let present =
                element.outcome == Presence::Present || answers.get(&element.element) == Some(&PRESENT.into());
            answers.insert(element.element.clone(), if present { PRESENT } else { "absent" }.to_owned());
        }
    }
    let (adult, child) = (&report.sanctions.adult, &report.sanctions.child);
    for (who, sanction) in [("adult", adult), ("child", child)] {
        answers.insert(format!("sanction.{who}.min"), years(sanction.min));
        answers.insert(format!("sanction.{who}.max"), years(sanction.max));
    }
    let fine = match adult.fine {
        Fine::None => "none",
        Fine::Additional => "additional",
        Fine::Alternative => "alternative",
    };
    answers.insert("sanction.adult.fine".to_owned(), fine.to_owned());
    answers
}

const PRESENT: &str = "present";

pub(crate) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "met",
        Outcome::Partial => "partial",
        Outcome::Missing => "missing",
        Outcome::NotSupplied => "not-supplied",
        Outcome::Contrary => "contrary",
    }
}

fn years(term: Option<Years>) -> String {
    match term {
        None => "none".to_owned(),
        Some(Years::Life(Life::Life)) => "life".to_owned(),
        Some(Years::Number(years)) => rounded(years),
    }
}

fn rounded(years: f64) -> String {
    format!("{}", (years * 100.0).round() / 100.0)
}

/// The sections and articles that a report's evidence names, for every key.
pub(crate) fn cited(report: &JurisdictionReport) -> BTreeMap<String, BTreeSet<String>> {
    let mut cited: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for finding in &report.findings {
        for element in &finding.elements {
            let places = places(&element.evidence);
            cited.entry(element.element.clone()).or_default().extend(places.clone());
            cited.entry(finding.obligation.clone()).or_default().extend(places);
        }
        let defects = finding.defects.iter().flat_map(|defect| places(&defect.evidence));
        cited.entry(finding.obligation.clone()).or_default().extend(defects);
    }
    for (who, sanction) in [("adult", &report.sanctions.adult), ("child", &report.sanctions.child)] {
        for what in ["min", "max", "fine"] {
            cited.insert(format!("sanction.{who}.{what}"), sections(&sanction.citation));
        }
    }
    cited
}

fn places(evidence: &[Evidence]) -> BTreeSet<String> {
    let all = evidence.iter().flat_map(|one| std::iter::once(&one.citation).chain(one.via.iter().map(|v| &v.citation)));
    all.flat_map(|citation| sections(citation)).collect()
}

/// One answer beside the sheet's.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    pub(crate) code: String,
    pub(crate) key: String,
    pub(crate) kind: Kind,
    pub(crate) have: String,
    pub(crate) want: String,
    /// Whether the evidence names a section that the sheet names; none where the sheet names none or both find nothing.
    pub(crate) cites: Option<bool>,
    /// Whether the report puts a question to the reader.
    pub(crate) review: bool,
}

impl Pair {
    pub(crate) fn right(&self) -> bool {
        self.have == self.want
    }
}

/// All answers of one jurisdiction beside its sheet's.
pub(crate) fn pairs(sheet: &Sheet, report: &JurisdictionReport, answers: &Answers) -> Vec<Pair> {
    let cited = cited(report);
    let review = |key: &str| report.findings.iter().any(|f| f.review && f.obligation == key);
    let pair = |line: &Line| {
        let have = answers.get(&line.key).cloned().unwrap_or_else(|| "(no answer)".to_owned());
        let want = wanted(line);
        let found = have == want && ["present", "met", "partial"].contains(&want.as_str());
        let at = cited.get(&line.key);
        let cites = (found && !line.sections.is_empty()).then(|| at.is_some_and(|at| !at.is_disjoint(&line.sections)));
        let (code, key) = (sheet.code.clone(), line.key.clone());
        Pair { code, kind: kind(&key), review: review(&key), key, have, want, cites }
    };
    sheet.lines.iter().map(pair).collect()
}

/// The sheet's value in the form in which answers are given.
fn wanted(line: &Line) -> String {
    if kind(&line.key) != Kind::Sanction || line.key.ends_with("fine") {
        return line.value.clone();
    }
    match line.value.as_str() {
        "" | "none" | "null" => "none".to_owned(),
        value => value.parse().map_or_else(|_| value.to_owned(), rounded),
    }
}

/// The scores of `gold/score.py`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Scores {
    pub(crate) elements: usize,
    pub(crate) precision: f64,
    pub(crate) recall: f64,
    pub(crate) duties: usize,
    pub(crate) agreement: f64,
    pub(crate) kappa: f64,
    pub(crate) false_met: f64,
    pub(crate) false_missing: f64,
    pub(crate) sanctions: usize,
    pub(crate) sanctions_right: f64,
    pub(crate) citations: usize,
    pub(crate) citations_right: f64,
}

impl Scores {
    pub(crate) fn of(pairs: &[Pair]) -> Self {
        let of = |kind: Kind| pairs.iter().filter(move |pair| pair.kind == kind);
        let both = |have: bool, want: bool| {
            of(Kind::Element).filter(|p| (p.have == PRESENT) == have && (p.want == PRESENT) == want).count()
        };
        let (true_, false_, lost) = (both(true, true), both(true, false), both(false, true));
        let duties: Vec<&Pair> = of(Kind::Duty).collect();
        let falsely = |have: &str, want: &[&str]| {
            duties.iter().filter(|p| p.have == have && want.contains(&p.want.as_str())).count()
        };
        let cites: Vec<bool> = pairs.iter().filter_map(|pair| pair.cites).collect();
        Self {
            elements: of(Kind::Element).count(),
            precision: share(true_, true_ + false_),
            recall: share(true_, true_ + lost),
            duties: duties.len(),
            agreement: share(duties.iter().filter(|p| p.right()).count(), duties.len()),
            kappa: kappa(&duties),
            false_met: share(falsely("met", &["partial", "missing", "contrary"]), duties.len()),
            false_missing: share(falsely("missing", &["not-supplied"]), duties.len()),
            sanctions: of(Kind::Sanction).count(),
            sanctions_right: share(of(Kind::Sanction).filter(|p| p.right()).count(), of(Kind::Sanction).count()),
            citations: cites.len(),
            citations_right: share(cites.iter().filter(|right| **right).count(), cites.len()),
        }
    }
}

pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Cohen's kappa: agreement beyond what two readers would reach by chance.
fn kappa(pairs: &[&Pair]) -> f64 {
    let n = pairs.len();
    let observed = share(pairs.iter().filter(|pair| pair.right()).count(), n);
    let values: BTreeSet<&str> = pairs.iter().flat_map(|pair| [pair.have.as_str(), pair.want.as_str()]).collect();
    let expected: f64 = values
        .iter()
        .map(|value| {
            let have = pairs.iter().filter(|pair| pair.have == *value).count();
            let want = pairs.iter().filter(|pair| pair.want == *value).count();
            share(have, n) * share(want, n)
        })
        .sum();
    if expected >= 1.0 { 1.0 } else { (observed - expected) / (1.0 - expected) }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "elements   precision {:.3}  recall {:.3}  (n={})", self.precision, self.recall, self.elements)?;
        let (met, missing) = (self.false_met, self.false_missing);
        writeln!(
            f,
            "duties     agreement {:.3}  kappa {:.3}  false met {met:.3}  missing for not-supplied {missing:.3}  (n={})",
            self.agreement, self.kappa, self.duties
        )?;
        writeln!(f, "sanctions  agreement {:.3}  (n={})", self.sanctions_right, self.sanctions)?;
        write!(f, "citations  agreement {:.3}  (n={})", self.citations_right, self.citations)
    }
}
