//! What the trafficking offence takes in: its own statements, and the definitions they use, link by link.

use super::Reading;
use super::definition::Definition;
use super::offence::{Part, Rule};
use super::place::{Link, Place};
use super::statement::{Statement, StatementId, Text};
use std::collections::BTreeSet;

/// A statement that belongs to the offence, and through which chain.
#[derive(Clone, Debug)]
pub struct Scoped {
    /// Index of the text.
    pub text: usize,
    /// The statement.
    pub statement: StatementId,
    /// The chain from the offence to it.
    pub via: Vec<Link>,
    /// How it comes in.
    pub source: Source,
}

/// How a statement comes into the offence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// It is a statement of the offence.
    Offence,
    /// It explains the offence in the same section.
    Explanation,
    /// It makes the offence heavier.
    Aggravation,
    /// It defines the crime.
    Crime,
    /// It defines a purpose.
    Purpose,
    /// It is another offence that the offence takes in by reference as a purpose ("in violation of this Chapter").
    Taken,
    /// It defines another term.
    Term,
}

impl Source {
    /// True where concepts of this family count, coming in this way.
    #[must_use]
    pub fn gives(self, concept: &str) -> bool {
        match self {
            Self::Offence | Self::Crime | Self::Explanation => true,
            Self::Aggravation => !concept.starts_with("act."),
            Self::Purpose => concept.starts_with("purpose.") || concept.starts_with("means."),
            Self::Taken => concept.starts_with("purpose."),
            Self::Term => concept.starts_with("means."),
        }
    }
}

/// How many definitions deep a chain may go.
const DEEPEST: usize = 5;

/// Everything the trafficking offence takes in, the offence's own words first.
#[must_use]
pub fn scope(reading: &Reading) -> Vec<Scoped> {
    let mut scope = Scope { reading, found: Vec::new(), defined: BTreeSet::new(), taken: BTreeSet::new() };
    scope.add_rules(Source::Offence, &[Part::Offence, Part::LimitedOffence, Part::ChildOffence]);
    scope.add_explanations();
    let mut from = 0..scope.found.len();
    for _ in 0..DEEPEST {
        let first = scope.found.len();
        from.for_each(|at| scope.follow(at));
        from = first..scope.found.len();
    }
    scope.add_rules(Source::Aggravation, &[Part::Aggravation]);
    scope.found
}

struct Scope<'r, 'a> {
    reading: &'r Reading<'a>,
    found: Vec<Scoped>,
    /// Definitions that are in.
    defined: BTreeSet<usize>,
    /// Statements that are in by reference.
    taken: BTreeSet<(usize, StatementId)>,
}

impl Scope<'_, '_> {
    fn add_rules(&mut self, source: Source, parts: &[Part]) {
        for rule in self.reading.rules.iter().filter(|rule| parts.contains(&rule.part)) {
            let all = rule.statements.iter();
            self.found.extend(all.map(|&id| Scoped { text: rule.text, statement: id, via: Vec::new(), source }));
        }
    }

    /// Adds the rules of the offence's sections that make nothing punishable: they explain it.
    fn add_explanations(&mut self) {
        let rules = &self.reading.rules;
        let home = |rule: &&Rule| {
            let same = |other: &Rule| other.text == rule.text && other.section == rule.section;
            rule.part == Part::None && rules.iter().any(|other| other.part.is_trafficking() && same(other))
        };
        for rule in rules.iter().filter(home) {
            let all = rule.statements.iter();
            let source = Source::Explanation;
            self.found.extend(all.map(|&id| Scoped { text: rule.text, statement: id, via: Vec::new(), source }));
        }
    }

    /// Adds what one statement takes in.
    fn follow(&mut self, at: usize) {
        let from = self.found[at].clone();
        let text = &self.reading.texts[from.text];
        let statement = &text.statements[from.statement];
        let mut via = from.via.clone();
        via.push(link(text, from.text, statement));
        if matches!(from.source, Source::Offence | Source::Purpose) && text.says(statement, "takes-in") {
            self.take_in(&from, &via);
        }
        let definitions = &self.reading.definitions;
        for used in definitions.used(text, statement) {
            let definition = &definitions.all[used];
            let Some(source) = source(&self.reading.texts, definition).filter(|s| allowed(from.source, *s)) else {
                continue;
            };
            let own = definition.text == from.text && definition.statements.contains(&from.statement);
            if own || !near(&self.reading.texts, definition, from.text) || !self.defined.insert(used) {
                continue;
            }
            let (text, all) = (definition.text, definition.statements.iter());
            self.found.extend(all.map(|&statement| Scoped { text, statement, via: via.clone(), source }));
        }
    }

    /// Adds the offences of the same text that a statement makes its purpose by reference.
    fn take_in(&mut self, from: &Scoped, via: &[Link]) {
        let text = &self.reading.texts[from.text];
        let parts = text.statements[from.statement].parts.iter();
        let places = parts.filter_map(|&part| self.reading.referred(from.text, part)).flatten();
        for (_, provision) in places.filter(|&(other, _)| other == from.text) {
            for id in text.statements_in(provision).filter(|&id| names_purpose(text, &text.statements[id])) {
                if self.taken.insert((from.text, id)) {
                    let (text, via) = (from.text, via.to_vec());
                    self.found.push(Scoped { text, statement: id, via, source: Source::Taken });
                }
            }
        }
    }
}

fn names_purpose(text: &Text, statement: &Statement) -> bool {
    let mut names = text.mentions(statement).map(|m| text.pack.name(m.concept));
    names.any(|name| name.starts_with("purpose.") && name != "leads-to-purpose")
}

fn link(text: &Text, index: usize, statement: &Statement) -> Link {
    let place = Place::of_statement(index, text, statement);
    Link { text: index, span: place.span, provision: place.provision }
}

/// What a definition gives the offence; none where its term is no part of it (a child, an office, a document).
fn source(texts: &[Text], definition: &Definition) -> Option<Source> {
    let text = &texts[definition.text];
    match definition.concept.as_deref() {
        Some("trafficking") => Some(Source::Crime),
        Some(concept) if concept.starts_with("purpose.") => Some(Source::Purpose),
        Some(_) => Some(Source::Term),
        None => {
            let mut mentions = definition.statements.iter().flat_map(|&id| text.mentions(&text.statements[id]));
            let purpose = mentions.any(|m| text.pack.name(m.concept).starts_with("purpose."));
            Some(if purpose { Source::Purpose } else { Source::Term })
        }
    }
}

/// A purpose's definition may lead to further purposes and means, a term's only to further terms.
fn allowed(from: Source, to: Source) -> bool {
    match from {
        Source::Term => to == Source::Term,
        Source::Taken => false,
        Source::Purpose => matches!(to, Source::Purpose | Source::Term),
        _ => true,
    }
}

/// A definition of another instrument counts only where that instrument is about trafficking as well, or is the same work.
fn near(texts: &[Text], definition: &Definition, text: usize) -> bool {
    if definition.text == text {
        return true;
    }
    let (theirs, mine) = (&texts[definition.text], &texts[text]);
    theirs.instrument.facts.title == mine.instrument.facts.title
}
