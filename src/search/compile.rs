//! From a query as understood to one that tantivy runs.

use super::document::Fields;
use super::marker::{Comparison, letters_apart};
use super::near::Near;
use super::query::{Query, Slot};
use super::tokens::{Known, named};
use super::words::Analysis;
use crate::catalogue::Catalogue;
use crate::language::token::tokens;
use crate::span::Span;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, FuzzyTermQuery, Occur, Query as Run, TermQuery,
    TermSetQuery,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};

/// Whether a provision must have all words that stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Demand {
    /// All of them.
    All,
    /// One of them is enough; more are better.
    Some,
}

/// Turns queries into what runs on one index.
pub(super) struct Compiler<'c> {
    fields: &'c Fields,
    searcher: &'c Searcher,
    comparison: Comparison,
    demand: Demand,
    languages: RefCell<Vec<Known>>,
    codes: Vec<String>,
    catalogue: Option<&'c Catalogue>,
}

/// How much a concept counts against the words that express it.
const CONCEPT: f32 = 0.7;

/// Concepts that nearly every provision mentions.
const COMMON: [&str; 12] = [
    "any-offence",
    "condition.opens",
    "court",
    "definition.includes",
    "definition.means",
    "list.and",
    "may",
    "negation",
    "penalty.label",
    "person",
    "shall",
    "this-act",
];

type Runs = Box<dyn Run>;

impl<'c> Compiler<'c> {
    /// A compiler for an index that holds texts in these languages; concepts are looked for where a catalogue is given.
    pub(super) fn new(
        fields: &'c Fields,
        searcher: &'c Searcher,
        languages: &BTreeSet<String>,
        comparison: Comparison,
        catalogue: Option<&'c Catalogue>,
    ) -> Self {
        let codes: Vec<String> = languages.iter().cloned().collect();
        let known = RefCell::new(codes.iter().map(|code| Known::of(code)).collect());
        Self { fields, searcher, comparison, demand: Demand::All, languages: known, codes, catalogue }
    }

    /// The same, asking for all words or some.
    pub(super) fn demanding(mut self, demand: Demand) -> Self {
        self.demand = demand;
        self
    }

    /// What runs for `query`.
    pub(super) fn run(&self, query: &Query) -> tantivy::Result<Runs> {
        Ok(self.compile(query)?.unwrap_or_else(|| Box::new(EmptyQuery)))
    }

    /// None where nothing but stop words is left.
    fn compile(&self, query: &Query) -> tantivy::Result<Option<Runs>> {
        match query {
            Query::Word(_) => self.words(std::slice::from_ref(query)),
            Query::Phrase(slots) => self.phrase(slots).map(Some),
            Query::Joined(_) => self.words(std::slice::from_ref(query)),
            Query::Near(distance, operands) => self.near(*distance, operands).map(Some),
            Query::Words(all) => self.words(all),
            Query::And(all) => self.join(all, Occur::Must),
            Query::Or(all) => self.join(all, Occur::Should),
            Query::Not(inside) => Ok(self.compile(inside)?.map(|inside| without(Vec::new(), vec![inside]))),
        }
    }

    fn join(&self, all: &[Query], occur: Occur) -> tantivy::Result<Option<Runs>> {
        let (mut inside, mut outside) = (Vec::new(), Vec::new());
        for query in all {
            match (query, occur) {
                (Query::Not(not), Occur::Must) => outside.extend(self.compile(not)?),
                _ => inside.extend(self.compile(query)?.map(|one| (occur, one))),
            }
        }
        Ok(match (inside.len(), outside.is_empty()) {
            (0, true) => None,
            _ => Some(without(inside, outside)),
        })
    }

    /// Words side by side, each also by the concepts that it, or several of them together, express.
    fn words(&self, all: &[Query]) -> tantivy::Result<Option<Runs>> {
        let mut concepts = self.concepts(all);
        let (mut inside, mut outside) = (Vec::new(), Vec::new());
        for (at, query) in all.iter().enumerate() {
            if let Query::Not(not) = query {
                outside.extend(self.compile(not)?);
                continue;
            }
            let own = match query {
                Query::Word(slot) => self.word(slot)?,
                Query::Joined(slots) => self.joined(slots)?,
                other => self.compile(other)?,
            };
            let Some(own) = own else { continue };
            let names = concepts.remove(&at).unwrap_or_default();
            inside.push((own, names));
        }
        if inside.is_empty() && outside.is_empty() {
            // Stop words alone are searched as they stand.
            return Ok(self.idle(all));
        }
        if self.demand == Demand::Some && outside.is_empty() {
            return Ok(Some(some(inside, self)));
        }
        let occur = if self.demand == Demand::All { Occur::Must } else { Occur::Should };
        let clauses = inside.into_iter().map(|(own, names)| (occur, self.or_concepts(own, &names))).collect();
        Ok(Some(without(clauses, outside)))
    }

    /// Words that are all stop words: as they stand.
    fn idle(&self, all: &[Query]) -> Option<Runs> {
        let slots = all.iter().filter_map(|query| match query {
            Query::Word(slot) => Some((Occur::Must, self.term(self.fields.exact, &slot.word))),
            _ => None,
        });
        let clauses: Vec<(Occur, Runs)> = slots.collect();
        (!clauses.is_empty()).then(|| Box::new(BooleanQuery::new(clauses)) as Runs)
    }

    fn or_concepts(&self, own: Runs, names: &[(String, f32)]) -> Runs {
        if names.is_empty() {
            return own;
        }
        let mut clauses = vec![(Occur::Should, own)];
        clauses.extend(names.iter().map(|(name, weight)| (Occur::Should, self.concept(name, *weight))));
        Box::new(BooleanQuery::new(clauses))
    }

    /// Provisions that mention a concept.
    pub(super) fn concept(&self, name: &str, weight: f32) -> Runs {
        Box::new(BoostQuery::new(self.term(self.fields.stems, &named(name)), weight))
    }

    /// For each word, the concepts that it helps to express, with their weight.
    fn concepts(&self, all: &[Query]) -> BTreeMap<usize, Vec<(String, f32)>> {
        let mut found: BTreeMap<usize, Vec<(String, f32)>> = BTreeMap::new();
        let plain = !self.comparison.exact && !self.comparison.fuzzy;
        let Some(catalogue) = self.catalogue.filter(|_| plain) else { return found };
        for run in runs_of_words(all) {
            let text = run.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(" ");
            let tokens = tokens(&text, Span::new(0, text.len()));
            if tokens.len() != run.len() {
                continue;
            }
            let packs = self.codes.iter().filter_map(|code| catalogue.pack(code));
            let mut seen = BTreeSet::new();
            for pack in packs {
                for mention in pack.matcher.scan(&tokens) {
                    let name = pack.name(mention.concept);
                    if COMMON.contains(&name) || !seen.insert((mention.start, mention.end, name)) {
                        continue;
                    }
                    let items: BTreeSet<usize> =
                        run[mention.start..mention.end].iter().map(|(item, _)| *item).collect();
                    let weight = CONCEPT / items.len() as f32;
                    items.into_iter().for_each(|at| found.entry(at).or_default().push((name.to_owned(), weight)));
                }
            }
        }
        found
    }

    /// One word by its stems; none for a stop word.
    fn word(&self, slot: &Slot) -> tantivy::Result<Option<Runs>> {
        if slot.prefix {
            return self.any_of(self.beginning(&slot.word)?).map(Some);
        }
        if self.comparison.exact {
            return Ok(Some(self.term(self.fields.exact, &slot.word)));
        }
        let stems = self.stems(&slot.word);
        let mut terms: Vec<Runs> = stems.iter().map(|stem| self.term(self.fields.stems, stem)).collect();
        if self.comparison.fuzzy && !stems.is_empty() {
            let apart = letters_apart(slot.word.chars().count());
            let term = Term::from_field_text(self.fields.exact, &slot.word);
            terms.push(Box::new(FuzzyTermQuery::new(term, apart, true)));
        }
        Ok(match terms.len() {
            0 | 1 => terms.pop(),
            _ => Some(Box::new(BooleanQuery::union(terms))),
        })
    }

    /// Words typed as one: the phrase counts most, all of the words together count too.
    fn joined(&self, slots: &[Slot]) -> tantivy::Result<Option<Runs>> {
        let phrase = self.phrase(slots)?;
        if self.comparison.exact {
            return Ok(Some(phrase));
        }
        let words = slots.iter().map(|slot| self.word(slot)).collect::<tantivy::Result<Vec<_>>>()?;
        let words: Vec<Runs> = words.into_iter().flatten().collect();
        if words.is_empty() {
            return Ok(Some(phrase));
        }
        Ok(Some(Box::new(BooleanQuery::union(vec![phrase, Box::new(BooleanQuery::intersection(words))]))))
    }

    /// The stems of a word in the languages of the index; none where it is a stop word in all of them.
    fn stems(&self, word: &str) -> BTreeSet<String> {
        self.languages.borrow_mut().iter_mut().filter_map(|known| known.stem(word)).collect()
    }

    /// True for a word that counts for nothing.
    pub(super) fn is_idle(&self, word: &str) -> bool {
        !self.comparison.exact && self.stems(word).is_empty()
    }

    fn term(&self, field: tantivy::schema::Field, word: &str) -> Runs {
        Box::new(TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::WithFreqs))
    }

    fn any_of(&self, terms: Vec<Term>) -> tantivy::Result<Runs> {
        if terms.len() > MOST_SCORED {
            return Ok(Box::new(TermSetQuery::new(terms)));
        }
        let one = |term| Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as Runs;
        Ok(Box::new(BooleanQuery::union(terms.into_iter().map(one).collect())))
    }

    /// The words of the index that begin so.
    fn beginning(&self, prefix: &str) -> tantivy::Result<Vec<Term>> {
        self.dictionary(prefix, &|_| true)
    }

    /// The words of the index that begin so and are wanted.
    fn dictionary(&self, prefix: &str, wanted: &dyn Fn(&str) -> bool) -> tantivy::Result<Vec<Term>> {
        let mut found = BTreeSet::new();
        for reader in self.searcher.segment_readers() {
            let index = reader.inverted_index(self.fields.exact)?;
            let mut stream = index.terms().range().ge(prefix.as_bytes()).into_stream()?;
            while stream.advance() {
                if !stream.key().starts_with(prefix.as_bytes()) {
                    break;
                }
                if let Ok(word) = std::str::from_utf8(stream.key())
                    && wanted(word)
                {
                    found.insert(word.to_owned());
                }
            }
        }
        Ok(found.iter().map(|word| Term::from_field_text(self.fields.exact, word)).collect())
    }

    fn phrase(&self, slots: &[Slot]) -> tantivy::Result<Runs> {
        let plain = slots.iter().all(|slot| !slot.prefix);
        let term = |slot: &Slot| Term::from_field_text(self.fields.exact, &slot.word);
        match slots {
            [slot] if plain => Ok(self.term(self.fields.exact, &slot.word)),
            _ if plain => Ok(Box::new(tantivy::query::PhraseQuery::new(slots.iter().map(term).collect()))),
            _ => Ok(Box::new(Near { distance: 1, operands: vec![self.places(slots, true)?], score: PLACED })),
        }
    }

    fn near(&self, distance: u32, operands: &[Query]) -> tantivy::Result<Runs> {
        let operands = operands.iter().map(|operand| match operand {
            Query::Word(slot) => self.places(std::slice::from_ref(slot), self.comparison.exact),
            Query::Phrase(slots) | Query::Joined(slots) => self.places(slots, true),
            _ => Ok(Vec::new()),
        });
        let operands = operands.collect::<tantivy::Result<Vec<_>>>()?;
        Ok(Box::new(Near { distance, operands, score: PLACED }))
    }

    /// For each word, the terms that may stand in its place.
    fn places(&self, slots: &[Slot], as_printed: bool) -> tantivy::Result<Vec<Vec<Term>>> {
        let place = |slot: &Slot| match (slot.prefix, as_printed) {
            (true, _) => self.beginning(&slot.word),
            (false, true) => Ok(vec![Term::from_field_text(self.fields.exact, &slot.word)]),
            (false, false) => self.variants(&slot.word),
        };
        slots.iter().map(place).collect()
    }

    /// The words of the index with the same stem, and those a letter or two apart where that was asked for.
    fn variants(&self, word: &str) -> tantivy::Result<Vec<Term>> {
        let stemmers: Vec<_> = self.codes.iter().map(|code| Analysis::of(code).stemmer()).collect();
        let stems: Vec<String> = stemmers.iter().map(|one| one.stem(word)).collect();
        let prefix: String = word.chars().take(if self.comparison.fuzzy { 1 } else { 3 }).collect();
        self.dictionary(&prefix, &|other| {
            let same = stemmers.iter().zip(&stems).any(|(one, stem)| one.stem(other) == *stem);
            other == word || same || self.comparison.fuzzy && super::marker::is_near(other, word)
        })
    }
}

/// More terms than this are not weighed one by one.
const MOST_SCORED: usize = 64;

/// The score of a proximity or of a phrase with a prefix.
const PLACED: f32 = 8.0;

/// Side by side, some are enough: one flat union, which tantivy can cut short.
fn some(inside: Vec<(Runs, Vec<(String, f32)>)>, compiler: &Compiler) -> Runs {
    let mut clauses = Vec::new();
    for (own, names) in inside {
        clauses.push((Occur::Should, own));
        clauses.extend(names.iter().map(|(name, weight)| (Occur::Should, compiler.concept(name, *weight))));
    }
    match clauses.len() {
        1 => clauses.pop().expect("it has one").1,
        _ => Box::new(BooleanQuery::new(clauses)),
    }
}

/// All of `inside` and nothing of `outside`.
fn without(mut inside: Vec<(Occur, Runs)>, outside: Vec<Runs>) -> Runs {
    if inside.is_empty() {
        inside.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0))));
    }
    if inside.len() == 1 && outside.is_empty() {
        return inside.pop().expect("it has one").1;
    }
    inside.extend(outside.into_iter().map(|one| (Occur::MustNot, one)));
    Box::new(BooleanQuery::new(inside))
}

/// The plain words that stand side by side, each with the place of its item.
fn runs_of_words(all: &[Query]) -> Vec<Vec<(usize, &str)>> {
    let mut runs: Vec<Vec<(usize, &str)>> = vec![Vec::new()];
    for (at, query) in all.iter().enumerate() {
        let slots = match query {
            Query::Word(slot) => std::slice::from_ref(slot),
            Query::Joined(slots) => slots.as_slice(),
            _ => &[],
        };
        if slots.is_empty() || slots.iter().any(|slot| slot.prefix) {
            runs.push(Vec::new());
            continue;
        }
        let run = runs.last_mut().expect("there is always a run");
        run.extend(slots.iter().map(|slot| (at, slot.word.as_str())));
    }
    runs.retain(|run| !run.is_empty());
    runs
}

impl Compiler<'_> {
    /// The names of the concepts that the query is about: those that several of its words express together, or all of
    /// them.
    pub(super) fn meant(&self, query: &Query) -> Vec<String> {
        let all = match query {
            Query::Words(all) => all.as_slice(),
            Query::Word(_) | Query::Joined(_) => std::slice::from_ref(query),
            _ => return Vec::new(),
        };
        let counts = |one: &&Query| !matches!(one, Query::Word(slot) if self.is_idle(&slot.word));
        let whole = CONCEPT / all.iter().filter(counts).count().max(1) as f32;
        let found = self.concepts(all).into_values().flatten();
        found.filter(|(_, weight)| *weight <= whole.max(CONCEPT / 2.0)).map(|(name, _)| name).collect()
    }

    /// The names of the concepts that the words of a query express.
    pub(super) fn expressed(&self, query: &Query) -> Vec<String> {
        let found = match query {
            Query::Words(all) => self.concepts(all),
            Query::Word(_) | Query::Joined(_) => self.concepts(std::slice::from_ref(query)),
            Query::And(all) | Query::Or(all) => return all.iter().flat_map(|one| self.expressed(one)).collect(),
            _ => return Vec::new(),
        };
        found.into_values().flatten().map(|(name, _)| name).collect()
    }

    /// The words of the index that begin so, with the number of provisions that have them.
    pub(super) fn known(&self, prefix: &str) -> tantivy::Result<Vec<(String, u64)>> {
        let terms = self.beginning(prefix)?.into_iter();
        let counted = terms.map(|term| {
            let count = self.searcher.doc_freq(&term)?;
            Ok((term.value().as_str().unwrap_or_default().to_owned(), count))
        });
        counted.collect()
    }
}
