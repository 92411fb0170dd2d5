//! Looks for a clause: an operative statement that mentions certain concepts and governs what it must.

use crate::catalogue::{Clause, Scope, Within};
use crate::language::matcher::ConceptId;
use crate::reading::Reading;
use crate::reading::concepts::ConceptSet;
use crate::reading::offence::{Part, opens_with_condition};
use crate::reading::operative::Role;
use crate::reading::place::Place;
use crate::reading::statement::{Statement, StatementId, Text};

/// The statements that satisfy a clause, as places.
pub(super) fn places(reading: &Reading, clause: &Clause) -> Vec<Place> {
    let mut found = Vec::new();
    for (index, text) in reading.texts.iter().enumerate() {
        let Some(asked) = Asked::of(clause, text) else { continue };
        let counts = |s: &Statement| s.role == Role::Operative || (clause.definitions && s.role == Role::Definition);
        let statements: Vec<StatementId> = match clause.within {
            Within::Sentence => sentences(text, &asked, counts),
            Within::Section => sections(text, &asked, counts),
        };
        for id in statements {
            let statement = &text.statements[id];
            if in_scope(reading, index, text, id, clause.scope) && reading.governs(index, id).satisfies(clause.reach) {
                found.push(Place::of_statement(index, text, statement));
            }
        }
    }
    found
}

/// A clause with its concepts looked up in one language pack.
struct Asked {
    all: Vec<ConceptId>,
    any: Vec<ConceptId>,
    none: Vec<ConceptId>,
}

impl Asked {
    /// None where the pack has no wording for something that must be there.
    fn of(clause: &Clause, text: &Text) -> Option<Self> {
        let look =
            |names: &[String]| -> Vec<Option<ConceptId>> { names.iter().map(|n| text.pack.concept(n)).collect() };
        let all = look(&clause.all).into_iter().collect::<Option<Vec<_>>>()?;
        let any: Vec<ConceptId> = look(&clause.any).into_iter().flatten().collect();
        if any.is_empty() && !clause.any.is_empty() {
            return None;
        }
        Some(Self { all, any, none: look(&clause.none).into_iter().flatten().collect() })
    }

    fn holds(&self, concepts: &ConceptSet) -> bool {
        self.all.iter().all(|c| concepts.has(*c))
            && (self.any.is_empty() || self.any.iter().any(|c| concepts.has(*c)))
            && !self.none.iter().any(|c| concepts.has(*c))
    }

    /// A heading is no evidence, but it tells of whom its section speaks: "Rights of victims. (a) To be told …".
    fn holds_under(&self, text: &Text, statement: &Statement) -> bool {
        if self.holds(&statement.concepts) {
            return true;
        }
        let heading = &text.headings[text.sections[statement.provision]];
        if ["consent", "defence"].iter().any(|name| text.pack.concept(name).is_some_and(|c| heading.has(c))) {
            return false;
        }
        let subject = |c: &ConceptId| SUBJECTS.contains(&text.pack.name(*c)) && heading.has(*c);
        let asked = self.all.iter().chain(&self.any);
        if !asked.clone().any(&subject) || !asked.clone().any(|c| !subject(c) && statement.concepts.has(*c)) {
            return false;
        }
        let mut concepts = statement.concepts.clone();
        asked.filter(|c| subject(c)).for_each(|c| concepts.insert(*c));
        self.holds(&concepts)
    }

    fn touches(&self, concepts: &ConceptSet) -> bool {
        self.all.iter().chain(&self.any).any(|c| concepts.has(*c))
    }
}

/// Concepts of persons that a heading can name for its whole section.
const SUBJECTS: [&str; 4] = ["victim", "victim.of-crime", "child", "legal-person.subject"];

fn sentences(text: &Text, asked: &Asked, counts: impl Fn(&Statement) -> bool) -> Vec<StatementId> {
    let all = text.statements.iter().enumerate();
    all.filter(|(_, s)| counts(s) && asked.holds_under(text, s)).map(|(id, _)| id).collect()
}

fn sections(text: &Text, asked: &Asked, counts: impl Fn(&Statement) -> bool) -> Vec<StatementId> {
    let mut by_section: std::collections::BTreeMap<usize, Vec<StatementId>> = std::collections::BTreeMap::new();
    for (id, statement) in text.statements.iter().enumerate().filter(|(_, s)| counts(s)) {
        by_section.entry(text.sections[statement.provision]).or_default().push(id);
    }
    let mut found = Vec::new();
    for statements in by_section.into_values() {
        let mut together = ConceptSet::default();
        statements.iter().for_each(|&id| together.merge(&text.statements[id].concepts));
        if asked.holds(&together) {
            found.extend(statements.into_iter().filter(|&id| asked.touches(&text.statements[id].concepts)));
        }
    }
    found
}

fn in_scope(reading: &Reading, index: usize, text: &Text, id: StatementId, scope: Scope) -> bool {
    let statement = &text.statements[id];
    let rule = || reading.rule_of(index, statement.provision);
    match scope {
        Scope::Any => true,
        Scope::Offence => rule().is_some_and(|rule| rule.part.is_trafficking()),
        // The title of an amended act is no circumstance, and conspiracy is an offence of its own.
        Scope::Aggravation if ["amends", "conspiracy"].iter().any(|concept| text.says(statement, concept)) => false,
        Scope::Aggravation => rule().is_some_and(|rule| match rule.part {
            Part::Aggravation => true,
            Part::ChildOffence => reading.costs_more_for_child(),
            Part::Offence | Part::LimitedOffence => {
                opens_with_condition(text, statement)
                    || text.says(statement, "imprisonment") && text.says(statement, "condition.opens")
            }
            Part::Penalty => ["condition.opens", "heavier"].iter().any(|concept| text.says(statement, concept)),
            _ => false,
        }),
    }
}
