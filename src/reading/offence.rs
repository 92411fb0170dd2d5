//! Which provisions make trafficking a crime, and which only stand beside it.
//!
//! The unit is the *rule*: a subsection, or a section that has none. A rule is a trafficking offence because it says
//! that somebody does trafficking by its name or defined term, or because it joins Protocol acts to an exploitative
//! purpose and makes that punishable. Conditional rules ("where the victim dies, …") make it heavier; rules on attempt
//! and participation extend it; smuggling, procuring, slave dealing and the use of services stand beside it.

use super::concepts::ConceptSet;
use super::definition::Definitions;
use super::statement::{Statement, StatementId, Text};
use crate::instrument::{Level, ProvisionId};

/// A rule of law: a subsection, or a section without subsections.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Index of its text.
    pub text: usize,
    /// The provision that states it.
    pub provision: ProvisionId,
    /// The section it stands in.
    pub section: ProvisionId,
    /// Its operative statements.
    pub statements: Vec<StatementId>,
    /// Everything they mention.
    pub concepts: ConceptSet,
    /// What part it plays.
    pub part: Part,
}

/// The part a rule plays for the trafficking offence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It creates the offence, or a variant of it, for any victim.
    Offence,
    /// It creates the offence for children only.
    ChildOffence,
    /// It creates the offence for another limited group of victims only (persons with a disability, women).
    LimitedOffence,
    /// It makes the offence heavier.
    Aggravation,
    /// It creates another offence.
    OtherOffence,
    /// It does none of these.
    None,
}

impl Part {
    /// True where the rule creates the trafficking offence or a variant.
    #[must_use]
    pub const fn is_trafficking(self) -> bool {
        matches!(self, Self::Offence | Self::ChildOffence | Self::LimitedOffence)
    }
}

/// All rules of all texts, in order, with the part each plays.
#[must_use]
pub fn rules(texts: &[Text], definitions: &Definitions) -> Vec<Rule> {
    let mut rules: Vec<Rule> = texts.iter().enumerate().flat_map(|(index, text)| split(index, text)).collect();
    let penal: Vec<bool> = rules.iter().map(|rule| creates(&texts[rule.text], rule)).collect();
    let sections: std::collections::BTreeSet<(usize, ProvisionId)> =
        rules.iter().zip(&penal).filter(|(_, penal)| **penal).map(|(r, _)| (r.text, r.section)).collect();
    for (rule, penal) in rules.iter_mut().zip(penal) {
        let in_penal_section = sections.contains(&(rule.text, rule.section));
        rule.part = part(&texts[rule.text], rule, penal, in_penal_section);
    }
    by_definition(texts, definitions, &mut rules);
    heavier_elsewhere(texts, &mut rules);
    rules
}

/// Cuts a text into rules.
fn split(index: usize, text: &Text) -> Vec<Rule> {
    let provisions = &text.instrument.provisions;
    let mut rules: Vec<Rule> = Vec::new();
    let mut at: std::collections::BTreeMap<ProvisionId, usize> = std::collections::BTreeMap::new();
    for (id, statement) in text.statements.iter().enumerate() {
        let lineage = || text.instrument.lineage(statement.provision);
        let section = text.sections[statement.provision];
        let home = lineage()
            .take_while(|&up| up != section)
            .filter(|&up| provisions[up].level == Level::Subsection)
            .last()
            .unwrap_or(section);
        let place = *at.entry(home).or_insert_with(|| {
            let (statements, concepts) = (Vec::new(), ConceptSet::default());
            rules.push(Rule { text: index, provision: home, section, statements, concepts, part: Part::None });
            rules.len() - 1
        });
        if statement.role == super::operative::Role::Operative {
            rules[place].statements.push(id);
            rules[place].concepts.merge(&statement.concepts);
        }
    }
    rules.sort_by_key(|rule| rule.provision);
    rules
}

fn has(text: &Text, set: &ConceptSet, concept: &str) -> bool {
    text.pack.concept(concept).is_some_and(|id| set.has(id))
}

/// How many concepts of a family (`act.`) a set holds.
pub(super) fn count(text: &Text, set: &ConceptSet, family: &str) -> usize {
    let concepts = text.pack.concepts.iter().enumerate();
    concepts.filter(|(id, c)| c.concept.starts_with(family) && set.has(*id as u16)).count()
}

fn creates(text: &Text, rule: &Rule) -> bool {
    rule.statements.iter().any(|&id| {
        let concepts = &text.statements[id].concepts;
        has(text, concepts, "offence.creates")
            || (has(text, concepts, "imprisonment")
                && (has(text, concepts, "liability") || has(text, concepts, "penalty.label")))
    })
}

fn part(text: &Text, rule: &Rule, penal: bool, in_penal_section: bool) -> Part {
    if !penal && !in_penal_section {
        return Part::None;
    }
    let named = heading(text, rule, "trafficking");
    let described = describes(text, rule);
    let does = rule.statements.iter().any(|&id| does_trafficking(text, &text.statements[id]));
    let conditional = rule.statements.first().is_some_and(|&id| opens_with_condition(text, &text.statements[id]));
    let heavier = heading(text, rule, "heavier") || has(text, &rule.concepts, "heavier");
    let mentions = has(text, &rule.concepts, "trafficking") || named;
    if heavier || (conditional && !described) {
        return if mentions || trafficking_section(text, rule) { Part::Aggravation } else { other(penal) };
    }
    if beside(text, rule) && !does {
        return other(penal);
    }
    let acts = count(text, &rule.concepts, "act.") > 0;
    let purpose = count(text, &rule.concepts, "purpose.") > 0;
    if (penal && does) || described || (named && acts && purpose && penal) {
        return victim(text, rule);
    }
    other(penal)
}

fn other(penal: bool) -> Part {
    if penal { Part::OtherOffence } else { Part::None }
}

/// True where the heading of the rule's section, or of the rule, mentions the concept.
fn heading(text: &Text, rule: &Rule, concept: &str) -> bool {
    let id = text.pack.concept(concept);
    id.is_some_and(|id| [rule.provision, rule.section].iter().any(|&at| text.headings[at].has(id)))
}

fn trafficking_section(text: &Text, rule: &Rule) -> bool {
    heading(text, rule, "trafficking")
        || text.statements_in(rule.section).any(|id| text.says(&text.statements[id], "trafficking"))
}

/// Protocol acts upon a person, joined to an exploitative purpose, in one statement.
fn describes(text: &Text, rule: &Rule) -> bool {
    let together = |set: &ConceptSet| {
        count(text, set, "act.") >= 2
            && (count(text, set, "purpose.") >= 1)
            && (has(text, set, "person") || has(text, set, "child") || has(text, set, "victim"))
    };
    rule.statements.iter().any(|&id| together(&text.statements[id].concepts))
        || (heading(text, rule, "trafficking") && together(&rule.concepts))
}

/// True where a statement says that somebody does trafficking, and not that he attempts it or helps with it.
fn does_trafficking(text: &Text, statement: &Statement) -> bool {
    let Some(does) = text.pack.concept("trafficking.commits") else { return false };
    let extends =
        ["attempt", "accomplice", "organizing", "conspiracy", "attempt.presupposed"].map(|n| text.pack.concept(n));
    text.mentions(statement).filter(|m| m.concept == does).any(|named| {
        !text.mentions(statement).any(|m| {
            extends.contains(&Some(m.concept)) && m.end <= named.start + 2 && named.start.saturating_sub(m.end) <= 10
        })
    })
}

fn opens_with_condition(text: &Text, statement: &Statement) -> bool {
    let Some(condition) = text.pack.concept("condition.opens") else { return false };
    let first = text.passages[statement.parts[0]].tokens.start;
    text.mentions(statement).any(|m| m.concept == condition && m.start == first)
}

/// True where the rule, or its heading, is about an offence that only stands beside trafficking.
fn beside(text: &Text, rule: &Rule) -> bool {
    let named = heading(text, rule, "trafficking");
    (heading(text, rule, "neighbour") && !named)
        || (has(text, &rule.concepts, "neighbour") && !named && !has(text, &rule.concepts, "trafficking"))
}

/// Whom the rule protects.
fn victim(text: &Text, rule: &Rule) -> Part {
    let anyone = has(text, &rule.concepts, "person");
    let child = has(text, &rule.concepts, "child");
    if child && (heading(text, rule, "child") || !anyone) {
        return Part::ChildOffence;
    }
    let limited = has(text, &rule.concepts, "person.vulnerable") || has(text, &rule.concepts, "victim.limiter");
    if limited && !anyone { Part::LimitedOffence } else { Part::Offence }
}

/// Where no rule both describes and punishes: a definition of trafficking and a penalty that names it.
fn by_definition(texts: &[Text], definitions: &Definitions, rules: &mut [Rule]) {
    if rules.iter().any(|rule| rule.part.is_trafficking()) {
        return;
    }
    let defined = definitions.all.iter().any(|d| d.concept.as_deref() == Some("trafficking"));
    let described = rules.iter().any(|rule| describes(&texts[rule.text], rule));
    if !defined && !described {
        return;
    }
    for rule in rules.iter_mut().filter(|rule| rule.part == Part::OtherOffence) {
        let text = &texts[rule.text];
        let named = rule.statements.iter().any(|&id| {
            text.says(&text.statements[id], "trafficking") && text.says(&text.statements[id], "imprisonment")
        });
        if named && !has(text, &rule.concepts, "attempt") && !has(text, &rule.concepts, "accomplice") {
            rule.part = victim(text, rule);
        }
    }
}

/// A conditional penalty in the section of the offence makes it heavier, also without its name.
fn heavier_elsewhere(texts: &[Text], rules: &mut [Rule]) {
    let homes: std::collections::BTreeSet<(usize, ProvisionId)> =
        rules.iter().filter(|r| r.part.is_trafficking()).map(|r| (r.text, r.section)).collect();
    for rule in rules.iter_mut().filter(|r| r.part == Part::OtherOffence && homes.contains(&(r.text, r.section))) {
        let text = &texts[rule.text];
        if rule.statements.first().is_some_and(|&id| opens_with_condition(text, &text.statements[id])) {
            rule.part = Part::Aggravation;
        }
    }
}
