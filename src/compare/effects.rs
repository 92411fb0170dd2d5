//! What a new version does to each obligation.

use crate::report::foreign::plain;
use crate::report::{ElementFinding, Evidence, Finding, Outcome, Presence, SanctionReport, Sanctions};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What happens to one obligation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Effect {
    /// Id of the obligation.
    pub obligation: String,
    /// Its title.
    pub title: String,
    /// What happens to it.
    pub effect: EffectKind,
    /// The answer before; none where it was not asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub old: Option<Outcome>,
    /// The answer now; none where it is not asked for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub new: Option<Outcome>,
    /// Why the answer is what it is now.
    pub reason: String,
    /// Titles of the elements that are found now and were not.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub gained: Vec<String>,
    /// Titles of the elements that were found and are not.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub lost: Vec<String>,
    /// Where the evidence stood, where that differs.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub from: Vec<String>,
    /// Where it stands.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub to: Vec<String>,
}

/// What happens to an obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EffectKind {
    /// A gap is there that was not, or is wider than it was.
    Opened,
    /// A gap is gone, or is narrower than it was.
    Closed,
    /// Missing became not supplied or the other way round: more or less law was supplied, and the gap is what it was.
    Supplied,
    /// The answer is the same; the elements or words that carry it are not.
    Moved,
    /// Nothing differs.
    Unchanged,
}

/// A sanction of the base offence that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SanctionChange {
    /// `adult` or `child`.
    pub victim: String,
    /// Before.
    pub old: SanctionReport,
    /// Now.
    pub new: SanctionReport,
}

/// The effect on each obligation of either report, in the order of the newer one.
#[must_use]
pub fn effects(old: &[Finding], new: &[Finding]) -> Vec<Effect> {
    let before: BTreeMap<&str, &Finding> = old.iter().map(|one| (one.obligation.as_str(), one)).collect();
    let after: BTreeSet<&str> = new.iter().map(|one| one.obligation.as_str()).collect();
    let kept = new.iter().map(|one| effect(before.get(one.obligation.as_str()).copied(), Some(one)));
    let gone = old.iter().filter(|one| !after.contains(one.obligation.as_str())).map(|one| effect(Some(one), None));
    kept.chain(gone).flatten().collect()
}

fn effect(old: Option<&Finding>, new: Option<&Finding>) -> Option<Effect> {
    let shown = new.or(old)?;
    let (before, after) = (old.map(|one| one.outcome), new.map(|one| one.outcome));
    let (was, is) = (old.map(present).unwrap_or_default(), new.map(present).unwrap_or_default());
    let title = |found: &BTreeMap<&str, &ElementFinding>, other: &BTreeMap<&str, &ElementFinding>| -> Vec<String> {
        found.iter().filter(|(id, _)| !other.contains_key(*id)).map(|(_, element)| element.title.clone()).collect()
    };
    let both = old.is_some() && new.is_some();
    let (gained, lost) = if both { (title(&is, &was), title(&was, &is)) } else { (Vec::new(), Vec::new()) };
    let (from, to) = (old.map(words).unwrap_or_default(), new.map(words).unwrap_or_default());
    let moved = from != to || !gained.is_empty() || !lost.is_empty();
    let (from, to) = if both && moved { (places(&from), places(&to)) } else { (Vec::new(), Vec::new()) };
    Some(Effect {
        obligation: shown.obligation.clone(),
        title: shown.title.clone(),
        effect: kind(before, after, moved),
        old: before,
        new: after,
        reason: shown.reason.clone(),
        gained,
        lost,
        from,
        to,
    })
}

fn kind(before: Option<Outcome>, after: Option<Outcome>, moved: bool) -> EffectKind {
    let (Some(before), Some(after)) = (before, after) else { return EffectKind::Unchanged };
    match width(after).cmp(&width(before)) {
        std::cmp::Ordering::Greater => EffectKind::Opened,
        std::cmp::Ordering::Less => EffectKind::Closed,
        std::cmp::Ordering::Equal if before != after => EffectKind::Supplied,
        std::cmp::Ordering::Equal if moved => EffectKind::Moved,
        std::cmp::Ordering::Equal => EffectKind::Unchanged,
    }
}

/// How wide the gap is that an outcome stands for. What was not found is the same gap whether or not the law in which
/// it belongs was supplied.
const fn width(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Met => 0,
        Outcome::Partial => 1,
        Outcome::Missing | Outcome::NotSupplied => 2,
        Outcome::Contrary => 3,
    }
}

fn present(finding: &Finding) -> BTreeMap<&str, &ElementFinding> {
    let present = finding.elements.iter().filter(|one| one.outcome == Presence::Present);
    present.map(|one| (one.element.as_str(), one)).collect()
}

/// The words that carry a finding with their places, whatever the file is called.
fn words(finding: &Finding) -> BTreeSet<(String, String)> {
    let elements = finding.elements.iter().flat_map(|element| &element.evidence);
    let all = elements.chain(finding.defects.iter().flat_map(|defect| &defect.evidence));
    all.map(|one: &Evidence| (one.citation.clone(), plain(&one.quote))).collect()
}

fn places(words: &BTreeSet<(String, String)>) -> Vec<String> {
    words.iter().map(|(citation, _)| citation.clone()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The sanctions that differ, whatever their words.
#[must_use]
pub fn sanctions(old: &Sanctions, new: &Sanctions) -> Vec<SanctionChange> {
    let pairs = [("adult", &old.adult, &new.adult), ("child", &old.child, &new.child)];
    let differs =
        |old: &SanctionReport, new: &SanctionReport| (old.min, old.max, old.fine) != (new.min, new.max, new.fine);
    let changed = pairs.into_iter().filter(|(_, old, new)| differs(old, new));
    changed
        .map(|(victim, old, new)| SanctionChange { victim: victim.to_owned(), old: old.clone(), new: new.clone() })
        .collect()
}
