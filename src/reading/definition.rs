//! What a term means: the definitions of all texts, and which of them a statement uses.
//!
//! An offence that says "trafficking in persons" takes in the definition of it, that one takes in "exploitation", and
//! that one "sexual exploitation". A term is used where its words stand, or where a statement mentions the concept that
//! the term itself expresses ("trafficks", "will be exploited").

use super::operative::Role;
use super::statement::{PassageId, Statement, StatementId, Text};
use crate::instrument::{Level, ProvisionId};
use crate::language::matcher::{ConceptId, Matcher};
use crate::language::token::{Token, words};
use crate::language::wording::Wording;
use std::collections::BTreeSet;

/// The meaning given to a term.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Index of the text it stands in.
    pub text: usize,
    /// The provision that gives it.
    pub provision: ProvisionId,
    /// The term in normalised words.
    pub term: Vec<String>,
    /// The concept that the term itself expresses, by name.
    pub concept: Option<String>,
    /// The statements that give the meaning.
    pub statements: Vec<StatementId>,
    /// The only section for which it is given ("In this section, …"), where there is one.
    pub only_in: Option<ProvisionId>,
}

/// All definitions of a jurisdiction's texts, with a matcher for their terms.
#[derive(Debug, Default)]
pub struct Definitions {
    /// In the order of texts and provisions.
    pub all: Vec<Definition>,
    terms: Matcher,
}

/// Beyond this, further definitions are not read: a dictionary is no statute.
const MOST: usize = u16::MAX as usize;

impl Definitions {
    /// Collects the definitions of all texts.
    #[must_use]
    pub fn collect(texts: &[Text]) -> Self {
        let mut found = Self { all: Vec::new(), terms: Matcher::new(Vec::new()) };
        for (index, text) in texts.iter().enumerate() {
            for (id, provision) in text.instrument.provisions.iter().enumerate() {
                match provision.level {
                    Level::Definition => {
                        for term in provision.label.split(';') {
                            found.add(index, text, id, None, words(term));
                        }
                    }
                    Level::Section => found.add_by_heading(index, text, id),
                    _ => {}
                }
            }
            found.add_by_sentence(index, text);
            found.add_by_colon(index, text);
        }
        found
    }

    /// Adds the definition that a provision, or one passage of it, gives.
    fn add(
        &mut self,
        index: usize,
        text: &Text,
        provision: ProvisionId,
        passage: Option<PassageId>,
        term: Vec<String>,
    ) {
        if term.is_empty() || term.len() > 8 || self.all.len() >= MOST || !text.roles[provision].is_law() {
            return;
        }
        if self.all.iter().rev().take_while(|d| d.text == index).any(|d| d.provision == provision && d.term == term) {
            return;
        }
        let id = ConceptId::try_from(self.all.len()).expect("fewer than MOST");
        self.terms.add(id, &wording(&term), false);
        let concept = expressed(text, &term);
        let all = text.statements_in(provision);
        let statements = all.filter(|&id| passage.is_none_or(|p| text.statements[id].parts.contains(&p))).collect();
        let statements: Vec<StatementId> = statements;
        let narrow = statements.iter().any(|&id| text.says(&text.statements[id], "scope.section"));
        let only_in = narrow.then(|| text.sections[provision]);
        self.all.push(Definition { text: index, provision, term, concept, statements, only_in });
    }

    /// "Definition of exploitation" over a section defines the words after it.
    fn add_by_heading(&mut self, index: usize, text: &Text, id: ProvisionId) {
        let Some(heading) = text.instrument.provisions[id].heading else { return };
        let Some(concept) = text.pack.concept("definition.heading").filter(|c| text.headings[id].has(*c)) else {
            return;
        };
        let all = crate::language::token::tokens(&text.instrument.text, heading);
        let Some(opening) = text.pack.matcher.scan(&all).into_iter().find(|m| m.concept == concept) else { return };
        self.add(index, text, id, None, all[opening.end..].iter().map(|t| t.word.clone()).collect());
    }

    /// In a list of definitions, "Servitude: the state of …" defines the words before the colon.
    fn add_by_colon(&mut self, index: usize, text: &Text) {
        for (id, passage) in text.passages.iter().enumerate() {
            if text.roles[passage.provision] != Role::Definition
                || text.instrument.provisions[passage.provision].level == Level::Definition
            {
                continue;
            }
            let words = &text.tokens[passage.tokens.clone()];
            let colon = words
                .windows(2)
                .take(TERM)
                .position(|pair| text.instrument.text[pair[0].span.end..pair[1].span.start].contains([':', '–', '—']));
            if let Some(colon) = colon {
                let skip = usize::from(words[0].word == "the" && colon > 0);
                let term = words[skip..=colon].iter().map(|t| t.word.clone()).collect();
                self.add(index, text, passage.provision, Some(id), term);
            }
        }
    }

    /// A sentence defines the term it opens with: `The expression "exploitation" shall include …`.
    fn add_by_sentence(&mut self, index: usize, text: &Text) {
        let verbs = ["definition.means", "definition.includes"].map(|name| text.pack.concept(name));
        for (id, passage) in text.passages.iter().enumerate() {
            if text.instrument.provisions[passage.provision].level == Level::Definition {
                continue;
            }
            let verb = passage.mentions.iter().find(|m| verbs.contains(&Some(m.concept)));
            let Some(verb) = verb.filter(|m| m.start - passage.tokens.start <= OPENING) else { continue };
            let opening = &text.tokens[passage.tokens.start..verb.start];
            let term = quoted(opening).or_else(|| {
                let named = passage.mentions.iter().filter(|m| m.end <= verb.start && verb.start - m.end <= 1);
                let term = named.filter(|m| defines(text.pack.name(m.concept))).max_by_key(|m| m.end - m.start)?;
                Some(text.tokens[term.start..term.end].iter().map(|t| t.word.clone()).collect())
            });
            if let Some(term) = term {
                self.add(index, text, passage.provision, Some(id), term);
            }
        }
    }

    /// The definitions that a statement uses, in the order of definitions.
    #[must_use]
    pub fn used(&self, text: &Text, statement: &Statement) -> Vec<usize> {
        let mut used = BTreeSet::new();
        for &part in &statement.parts {
            let words = &text.tokens[text.passages[part].tokens.clone()];
            used.extend(self.terms.scan(words).into_iter().map(|m| usize::from(m.concept)));
        }
        for (index, definition) in self.all.iter().enumerate() {
            let by_concept = definition.concept.as_deref().is_some_and(|concept| text.says(statement, concept));
            if by_concept {
                used.insert(index);
            }
        }
        // A term found by its words stands for every definition of the same term.
        let terms: BTreeSet<&[String]> = used.iter().map(|&at| self.all[at].term.as_slice()).collect();
        let same = self.all.iter().enumerate().filter(|(_, d)| terms.contains(d.term.as_slice())).map(|(at, _)| at);
        let mut all: Vec<usize> = same.chain(used.iter().copied()).collect();
        let section = text.sections[statement.provision];
        all.retain(|&at| self.all[at].only_in.is_none_or(|only| only == section));
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// How many words a term before a colon may have.
const TERM: usize = 7;

/// How many words may stand before the defining verb.
const OPENING: usize = 14;

/// Concepts whose name, standing right before a defining verb, is the term defined.
fn defines(concept: &str) -> bool {
    concept == "trafficking" || concept.starts_with("purpose.") || concept.starts_with("means.")
}

/// The last words in quotation marks or emphasis.
fn quoted(opening: &[Token]) -> Option<Vec<String>> {
    let start = opening.iter().rposition(|t| t.quoted)?;
    let term = &opening[start..];
    let end =
        term.iter().skip(1).position(|t| t.before != crate::language::token::Break::None).map_or(term.len(), |i| i + 1);
    Some(term[..end].iter().map(|t| t.word.clone()).collect())
}

/// The concept that covers all words of a term.
fn expressed(text: &Text, term: &[String]) -> Option<String> {
    let joined = term.join(" ");
    let all = crate::language::token::tokens(&joined, crate::span::Span::new(0, joined.len()));
    let whole = text.pack.matcher.scan(&all).into_iter().filter(|m| m.start == 0 && m.end == all.len());
    let names = whole.map(|m| text.pack.name(m.concept)).filter(|name| defines(name));
    names.map(str::to_owned).next()
}

/// A term in its own words, the last one also in the plural.
fn wording(term: &[String]) -> Wording {
    let (last, before) = term.split_last().expect("a term has words");
    let plural = Wording::Either(vec![Wording::Word(last.clone()), Wording::Word(format!("{last}s"))]);
    let mut parts: Vec<Wording> = before.iter().cloned().map(Wording::Word).collect();
    parts.push(plural);
    Wording::Sequence(parts)
}
