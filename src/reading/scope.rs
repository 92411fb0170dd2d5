//! What the trafficking offence takes in: its own statements, and the definitions they use, link by link.

use super::definition::{Definition, Definitions};
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
    /// It makes the offence heavier.
    Aggravation,
    /// It defines the crime.
    Crime,
    /// It defines a purpose.
    Purpose,
    /// It defines another term.
    Term,
}

impl Source {
    /// True where concepts of this family count, coming in this way.
    #[must_use]
    pub fn gives(self, concept: &str) -> bool {
        match self {
            Self::Offence | Self::Crime => true,
            Self::Aggravation => !concept.starts_with("act."),
            Self::Purpose => concept.starts_with("purpose.") || concept.starts_with("means."),
            Self::Term => concept.starts_with("means."),
        }
    }
}

/// How many definitions deep a chain may go.
const DEEPEST: usize = 5;

/// Everything the trafficking offence takes in, the offence's own words first.
#[must_use]
pub fn scope(texts: &[Text], definitions: &Definitions, rules: &[Rule]) -> Vec<Scoped> {
    let mut found = Vec::new();
    let parts = [
        (Source::Offence, &[Part::Offence, Part::LimitedOffence, Part::ChildOffence][..]),
        (Source::Aggravation, &[Part::Aggravation][..]),
    ];
    for (source, wanted) in parts {
        for rule in rules.iter().filter(|rule| wanted.contains(&rule.part)) {
            for &statement in &rule.statements {
                found.push(Scoped { text: rule.text, statement, via: Vec::new(), source });
            }
        }
    }
    let mut seen = BTreeSet::new();
    let mut next: Vec<usize> = (0..found.len()).filter(|&at| found[at].source == Source::Offence).collect();
    for _ in 0..DEEPEST {
        let from: Vec<usize> = std::mem::take(&mut next);
        for at in from {
            let (text, statement) = (found[at].text, found[at].statement);
            let via = found[at].via.clone();
            let here = &texts[text].statements[statement];
            for used in definitions.used(&texts[text], here) {
                let definition = &definitions.all[used];
                let source = source(texts, definition);
                let Some(source) = source.filter(|s| allowed(found[at].source, *s)) else { continue };
                let own = definition.text == text && definition.statements.contains(&statement);
                if own || !near(texts, definition, text, here) || !seen.insert(used) {
                    continue;
                }
                let mut chain = via.clone();
                chain.push(link(texts, text, here));
                for &inside in &definition.statements {
                    next.push(found.len());
                    found.push(Scoped { text: definition.text, statement: inside, via: chain.clone(), source });
                }
            }
        }
    }
    found
}

fn link(texts: &[Text], text: usize, statement: &Statement) -> Link {
    let place = Place::of_statement(text, &texts[text], statement);
    Link { text, span: place.span, provision: place.provision }
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
        Source::Purpose => matches!(to, Source::Purpose | Source::Term),
        _ => true,
    }
}

/// A definition of another instrument counts only where that instrument is about trafficking as well, or is the same work.
fn near(texts: &[Text], definition: &Definition, text: usize, _statement: &Statement) -> bool {
    if definition.text == text {
        return true;
    }
    let (theirs, mine) = (&texts[definition.text], &texts[text]);
    theirs.instrument.facts.title == mine.instrument.facts.title
}
