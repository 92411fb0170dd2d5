//! Which provisions make trafficking a crime, and which only stand beside it.
//!
//! The unit is the *rule*: a subsection, or a section that has none. A rule is a trafficking offence because it says
//! that somebody does trafficking by its name or defined term, or because it joins Protocol acts to an exploitative
//! purpose and makes that punishable. Conditional rules ("where the victim dies, …") make it heavier; rules on attempt
//! and participation extend it; smuggling, procuring, slave dealing and the use of services stand beside it.

use super::Reading;
use super::concepts::ConceptSet;
use super::definition::Definitions;
use super::statement::{Statement, StatementId, Text};
use crate::instrument::{Level, ProvisionId};
use crate::language::matcher::{ConceptId, Mention};
use std::collections::{BTreeMap, BTreeSet};

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
    /// It only says what the offence costs.
    Penalty,
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
    let penal: Vec<bool> = rules.iter().map(|rule| is_penal(&texts[rule.text], rule)).collect();
    let sections: BTreeSet<(usize, ProvisionId)> =
        rules.iter().zip(&penal).filter(|(_, penal)| **penal).map(|(r, _)| (r.text, r.section)).collect();
    let claims: Vec<Claim> = rules
        .iter()
        .zip(&penal)
        .map(|(rule, penal)| claim(&texts[rule.text], rule, *penal, sections.contains(&(rule.text, rule.section))))
        .collect();
    // A description and the name of the crime may stand in two rules of one section.
    let named_sections: BTreeSet<(usize, ProvisionId)> =
        rules.iter().zip(&claims).filter(|(_, c)| **c == Claim::Named).map(|(r, _)| (r.text, r.section)).collect();
    // A rule that only describes trafficking is the offence where no rule names it.
    let named = claims.contains(&Claim::Named);
    for ((rule, claim), penal) in rules.iter_mut().zip(&claims).zip(&penal) {
        let other = if *penal { Part::OtherOffence } else { Part::None };
        rule.part = match claim {
            Claim::Named => victim(&texts[rule.text], rule),
            Claim::Described if !named || named_sections.contains(&(rule.text, rule.section)) => {
                victim(&texts[rule.text], rule)
            }
            _ => other,
        };
    }
    by_definition(texts, definitions, &mut rules);
    rules
}

/// What a rule says for itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Claim {
    /// It punishes trafficking by its name.
    Named,
    /// It punishes acts upon a person for an exploitative purpose.
    Described,
    /// Neither.
    Nothing,
}

/// Cuts a text into rules.
fn split(index: usize, text: &Text) -> Vec<Rule> {
    let provisions = &text.instrument.provisions;
    let mut rules: Vec<Rule> = Vec::new();
    let mut at: BTreeMap<ProvisionId, usize> = BTreeMap::new();
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

/// True where the rule makes something punishable.
fn is_penal(text: &Text, rule: &Rule) -> bool {
    rule.statements.iter().any(|&id| {
        let says = |concept| text.says(&text.statements[id], concept);
        let priced = says("imprisonment") || says("fine");
        says("offence.new") || (priced && (says("offence.creates") || says("liability") || says("penalty.label")))
    })
}

fn claim(text: &Text, rule: &Rule, penal: bool, in_penal_section: bool) -> Claim {
    let described = describes(text, rule);
    let says = |concept| rule.statements.iter().any(|&id| text.says(&text.statements[id], concept));
    // What is only forbidden, or called the crime, is punished by another section.
    let forbidden = described && (says("prohibits") || says("trafficking.commits"));
    if !(in_penal_section || forbidden) || beside(text, rule) || heading(text, rule, "heavier.heading") {
        return Claim::Nothing;
    }
    let amends = heading(text, rule, "amends.heading");
    let named = heading(text, rule, "trafficking") && !amends;
    let acts = count(text, &rule.concepts, "act.") > 0;
    let does = (penal || (in_penal_section && acts))
        && !amends
        && rule.statements.iter().any(|&id| does_trafficking(text, &text.statements[id]));
    let joined = ["act.", "purpose."].iter().all(|family| count(text, &rule.concepts, family) > 0);
    let extends = ["attempt", "accomplice"].iter().any(|concept| has(text, &rule.concepts, concept)) && !described;
    if does || (described && says("trafficking.commits")) || (named && (described || (joined && penal && !extends))) {
        return Claim::Named;
    }
    if described { Claim::Described } else { Claim::Nothing }
}

/// True where the heading of the rule's section, or of the rule, mentions the concept.
fn heading(text: &Text, rule: &Rule, concept: &str) -> bool {
    let id = text.pack.concept(concept);
    id.is_some_and(|id| [rule.provision, rule.section].iter().any(|&at| text.headings[at].has(id)))
}

/// Protocol acts upon a person, joined to an exploitative purpose, in one statement.
fn describes(text: &Text, rule: &Rule) -> bool {
    let purpose = |set: &ConceptSet| count(text, set, "purpose.") >= 1;
    let acts = |id: StatementId| acts_upon_person(text, &text.statements[id]);
    rule.statements.iter().any(|&id| acts(id) >= 2 && purpose(&text.statements[id].concepts))
        || ((heading(text, rule, "trafficking") || has(text, &rule.concepts, "trafficking.commits"))
            && purpose(&rule.concepts)
            && rule.statements.iter().any(|&id| acts(id) >= 2))
}

/// How many Protocol acts a statement names that have a person for their object.
///
/// Acts in a row share the object after the last of them: "recruits, transports or receives *a person*".
fn acts_upon_person(text: &Text, statement: &Statement) -> usize {
    let is_act = |concept| text.pack.name(concept).starts_with("act.");
    let mut acts: Vec<_> = text.mentions(statement).filter(|m| is_act(m.concept)).collect();
    acts.sort_unstable();
    let people: Vec<&Mention> =
        text.mentions(statement).filter(|m| PEOPLE.contains(&text.pack.name(m.concept))).collect();
    let mut counted = BTreeSet::new();
    let mut run: Vec<ConceptId> = Vec::new();
    let (mut first, mut end) = (0, 0);
    for act in acts {
        if run.is_empty() || act.start > end + ROW {
            run.clear();
            first = act.start;
        }
        run.push(act.concept);
        end = end.max(act.end);
        let after = |p: &Mention| p.start + 1 >= act.end && p.start <= act.end + OBJECT;
        let before = |p: &Mention| p.end <= first && first - p.end <= OBJECT;
        if people.iter().any(|p| after(p) || before(p)) {
            counted.extend(run.iter().copied());
        }
    }
    counted.len()
}

/// Concepts of whoever is acted upon.
const PEOPLE: [&str; 4] = ["person", "child", "woman", "victim"];

/// How many words may stand between two acts in a row.
const ROW: usize = 6;

/// How many words may stand between an act and its object.
const OBJECT: usize = 8;

/// True where a statement says that somebody does trafficking, and not that he attempts it or helps with it.
fn does_trafficking(text: &Text, statement: &Statement) -> bool {
    let Some(does) = text.pack.concept("trafficking.commits") else { return false };
    if opens_with_condition(text, statement) && !text.says(statement, "offence.new") {
        return false;
    }
    let extends =
        ["attempt", "accomplice", "organizing", "conspiracy", "attempt.presupposed"].map(|n| text.pack.concept(n));
    text.mentions(statement).filter(|m| m.concept == does).any(|named| {
        !text.mentions(statement).any(|m| {
            extends.contains(&Some(m.concept)) && m.end <= named.start + 2 && named.start.saturating_sub(m.end) <= 10
        })
    })
}

/// True where a statement, or its item, opens with a condition ("where the victim dies, …").
pub(crate) fn opens_with_condition(text: &Text, statement: &Statement) -> bool {
    let Some(condition) = text.pack.concept("condition.opens") else { return false };
    let starts = [statement.parts[0], statement.own].map(|part| text.passages[part].tokens.start);
    text.mentions(statement).any(|m| m.concept == condition && starts.contains(&m.start))
}

/// True where the rule, or its heading, is about an offence that only stands beside trafficking.
fn beside(text: &Text, rule: &Rule) -> bool {
    let named = heading(text, rule, "trafficking");
    if heading(text, rule, "neighbour.heading") && !named {
        return true;
    }
    (heading(text, rule, "neighbour") && !named)
        || (has(text, &rule.concepts, "neighbour") && !named && !has(text, &rule.concepts, "trafficking"))
}

/// Whom the rule protects.
fn victim(text: &Text, rule: &Rule) -> Part {
    let says = |concept: &str| has(text, &rule.concepts, concept);
    let anyone = says("person");
    let titled =
        ["child"].iter().all(|c| heading(text, rule, c)) && !heading(text, rule, "person") && !names_means(text, rule);
    // "Whoever is guilty of trafficking is liable …, and where the victim is a child …" is no offence against children.
    let priced_apart = count(text, &rule.concepts, "act.") == 0 && says("condition.opens");
    if says("child") && !priced_apart && (titled || !anyone) {
        return Part::ChildOffence;
    }
    let limited = says("person.vulnerable") || says("victim.limiter");
    if limited && !anyone { Part::LimitedOffence } else { Part::Offence }
}

/// True where the heading of the rule's section names a means.
fn names_means(text: &Text, rule: &Rule) -> bool {
    count(text, &text.headings[rule.section], "means.") > 0
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
            let says = |concept| text.says(&text.statements[id], concept);
            names_crime(text, &text.statements[id]) && says("imprisonment")
        });
        if named && !has(text, &rule.concepts, "attempt") && !has(text, &rule.concepts, "accomplice") {
            rule.part = victim(text, rule);
        }
    }
}

/// True where a statement names the crime, and not only its victims ("a trafficked person").
pub(super) fn names_crime(text: &Text, statement: &Statement) -> bool {
    let (crime, victim) = (text.pack.concept("trafficking"), text.pack.concept("victim"));
    let victims: Vec<&Mention> = text.mentions(statement).filter(|m| Some(m.concept) == victim).collect();
    let mut crimes = text.mentions(statement).filter(|m| Some(m.concept) == crime);
    crimes.any(|m| !victims.iter().any(|v| v.start <= m.start && m.end <= v.end))
}

/// Finds the rules that only price the offence, and those that make it heavier.
///
/// A rule prices it where it puts a penalty on it by name or by reference. It makes it heavier where it speaks of
/// aggravation and of trafficking, or where, in a section about the offence or by its name, it puts a penalty under a
/// condition without making a new offence.
#[must_use]
pub(super) fn other_parts(reading: &Reading) -> Vec<Part> {
    let mut parts: Vec<Part> = reading.rules.iter().map(|rule| rule.part).collect();
    if !reading.has_offence() {
        return parts;
    }
    let mut homes: BTreeSet<(usize, ProvisionId)> = BTreeSet::new();
    for (rule, part) in reading.rules.iter().zip(&mut parts) {
        if rule.part == Part::OtherOffence && rule.statements.iter().any(|&id| prices(reading, rule, id)) {
            // Beside an offence that has its penalty already, a second one is that of a heavier form.
            *part = if priced_in_section(reading, rule) { Part::Aggravation } else { Part::Penalty };
        }
        if part.is_trafficking() || *part == Part::Penalty {
            homes.insert((rule.text, rule.section));
        }
    }
    let mut titled = BTreeSet::new();
    for (rule, part) in reading.rules.iter().zip(&mut parts) {
        let at_home = homes.contains(&(rule.text, rule.section));
        if !part.is_trafficking() && *part != Part::Penalty && weighs(reading, rule, at_home) {
            *part = Part::Aggravation;
            if heading(&reading.texts[rule.text], rule, "heavier.heading") {
                titled.insert((rule.text, rule.section));
            }
        }
    }
    // Under a heading about aggravation every rule belongs to it: circumstances here, their penalty there.
    for (rule, part) in reading.rules.iter().zip(&mut parts) {
        if !part.is_trafficking() && titled.contains(&(rule.text, rule.section)) {
            *part = Part::Aggravation;
        }
    }
    parts
}

/// True where a trafficking rule of the same section states its own penalty.
fn priced_in_section(reading: &Reading, rule: &Rule) -> bool {
    let text = &reading.texts[rule.text];
    let same = |other: &&Rule| other.text == rule.text && other.section == rule.section;
    let mut beside = reading.rules.iter().filter(same).filter(|other| other.part.is_trafficking());
    beside.any(|other| has(text, &other.concepts, "imprisonment") && count(text, &other.concepts, "act.") > 0)
}

/// True where a statement puts a penalty on the offence, by name or by reference, and does nothing else.
pub(super) fn prices(reading: &Reading, rule: &Rule, id: StatementId) -> bool {
    let text = &reading.texts[rule.text];
    let statement = &text.statements[id];
    let says = |concept| text.says(statement, concept);
    let priced = says("imprisonment") && ["offence.creates", "liability", "penalty.label"].into_iter().any(says);
    let extends = ["attempt", "accomplice", "organizing", "conspiracy", "heavier"].into_iter().any(says);
    let listed = says("imprisonment") && heading(text, rule, "penalty.label");
    if heading(text, rule, "heavier.heading") {
        return false;
    }
    let another = says("offence.new") && !says("offence.refers") && !does_trafficking(text, statement);
    let committed = says("offence.refers") || does_trafficking(text, statement) || listed;
    if !(priced || listed)
        || !committed
        || extends
        || another
        || says("penalty.general")
        || says("aggravation.repeat")
        || opens_with_condition(text, statement)
    {
        return false;
    }
    let by_name = reading.creates_offence(rule.text) && does_trafficking(text, statement);
    by_name || (acts_upon_person(text, statement) < 2 && reading.refers_to_offence(rule.text, statement))
}

/// True where a rule makes the offence heavier.
fn weighs(reading: &Reading, rule: &Rule, at_home: bool) -> bool {
    let text = &reading.texts[rule.text];
    let own = reading.creates_offence(rule.text);
    let says = |id: StatementId, concept| text.says(&text.statements[id], concept);
    let general = |id| own && (says(id, "this-act") || says(id, "any-offence"));
    let of_offence = |id: StatementId| {
        let statement = &text.statements[id];
        at_home || says(id, "trafficking") || general(id) || reading.refers_to_offence(rule.text, statement)
    };
    let titled = heading(text, rule, "heavier.heading");
    rule.statements.iter().any(|&id| {
        let priced = says(id, "imprisonment") && !says(id, "offence.new");
        let conditional = priced && opens_with_condition(text, &text.statements[id]);
        (says(id, "heavier") || conditional || (titled && own)) && of_offence(id)
    })
}
