//! Says which rules of the texts the engine took for the trafficking offence, and from what it concluded that.
//!
//! Nothing here decides anything: it retells a reading for those who ask `--explain`.

use super::Reading;
use super::offence::{Part, Rule};
use super::scope::{Scoped, Source};
use crate::instrument::Level;
use crate::report::context::RuleInPlay;
use std::collections::BTreeSet;

/// The rules that play a part for the trafficking offence, and the definitions it takes in, in the order of the texts.
#[must_use]
pub fn rules_in_play(reading: &Reading) -> Vec<RuleInPlay> {
    let rules = reading.rules.iter().filter_map(|rule| Some(of_rule(reading, rule, part(rule.part)?)));
    let mut seen = BTreeSet::new();
    let scoped = reading.scope.iter().filter_map(|scoped| Some((scoped, definition(scoped.source)?)));
    let definitions = scoped.filter_map(|(scoped, part)| of_definition(reading, scoped, part, &mut seen));
    rules.chain(definitions).collect()
}

/// The concepts from which the part of a rule is concluded.
fn decides(concept: &str) -> bool {
    const FAMILIES: [&str; 3] = ["act.", "means.", "purpose."];
    const WORDS: [&str; 13] = [
        "trafficking",
        "trafficking.commits",
        "offence.creates",
        "liability",
        "imprisonment",
        "penalty.label",
        "heavier",
        "condition.opens",
        "neighbour",
        "person",
        "child",
        "person.vulnerable",
        "victim.limiter",
    ];
    FAMILIES.iter().any(|family| concept.starts_with(family)) || WORDS.contains(&concept)
}

const fn part(part: Part) -> Option<&'static str> {
    match part {
        Part::Offence => Some("the offence, for any victim"),
        Part::ChildOffence => Some("the offence, for children only"),
        Part::LimitedOffence => Some("the offence, for a limited group of victims"),
        Part::Aggravation => Some("makes the offence heavier"),
        Part::Penalty => Some("says what the offence costs"),
        Part::OtherOffence => Some("another offence"),
        Part::None => None,
    }
}

const fn definition(source: Source) -> Option<&'static str> {
    match source {
        Source::Crime => Some("defines the crime"),
        Source::Purpose => Some("defines a purpose of it"),
        Source::Taken => Some("is a purpose of it by reference"),
        Source::Term => Some("defines a term it uses"),
        Source::Offence | Source::Explanation | Source::Aggravation => None,
    }
}

fn of_rule(reading: &Reading, rule: &Rule, part: &str) -> RuleInPlay {
    let text = &reading.texts[rule.text];
    let provisions = &text.instrument.provisions;
    let heading = [rule.provision, rule.section].iter().find_map(|&at| provisions[at].heading);
    let concepts = text.pack.concepts.iter().enumerate();
    RuleInPlay {
        instrument: text.instrument.facts.id.clone(),
        citation: provisions[rule.provision].citation.clone(),
        part: part.to_owned(),
        heading: heading.map(|span| text.instrument.quote(span).to_owned()).unwrap_or_default(),
        mentions: concepts
            .filter(|(id, _)| u16::try_from(*id).is_ok_and(|id| rule.concepts.has(id)))
            .map(|(_, concept)| concept.concept.clone())
            .filter(|concept| decides(concept))
            .collect(),
    }
}

fn of_definition(
    reading: &Reading,
    scoped: &Scoped,
    part: &str,
    seen: &mut BTreeSet<(usize, usize)>,
) -> Option<RuleInPlay> {
    let text = &reading.texts[scoped.text];
    let statement = &text.statements[scoped.statement];
    let provisions = &text.instrument.provisions;
    let home = text.instrument.lineage(statement.provision).find(|&at| provisions[at].level == Level::Definition);
    let home = home.unwrap_or(statement.provision);
    if !seen.insert((scoped.text, home)) {
        return None;
    }
    let mentioned: BTreeSet<&str> = text.mentions(statement).map(|mention| text.pack.name(mention.concept)).collect();
    Some(RuleInPlay {
        instrument: text.instrument.facts.id.clone(),
        citation: provisions[home].citation.clone(),
        part: part.to_owned(),
        heading: if provisions[home].level == Level::Definition {
            provisions[home].label.clone()
        } else {
            String::new()
        },
        mentions: mentioned.into_iter().filter(|concept| decides(concept)).map(str::to_owned).collect(),
    })
}
