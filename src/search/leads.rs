//! Leads: provisions of the same State worth reading where a duty was not found to be met. They are never evidence.
//!
//! No rule found them, so they are found as a reader with a text search would: by the words in which the catalogue
//! states the duty, its elements and its examples, weighed by how rare they are in the texts, and by the concepts it is
//! tested by. All duties of a report are looked for in one pass over the words that the reading already has; no index
//! is needed.

use super::comparators::is_open;
use super::words::{Analysis, Stems, words};
use crate::catalogue::{Catalogue, Obligation, Test};
use crate::instrument::{Level, ProvisionId};
use crate::language::token::Token;
use crate::reading::Reading;
use crate::reading::statement::Text;
use crate::report::{Finding, JurisdictionReport, Lead};
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// So many are shown.
const MOST: usize = 3;

/// A quotation is not longer than this, in bytes.
const LONGEST: usize = 240;

/// A provision that shares fewer words with the duty is none worth reading.
const FEWEST: usize = 3;

/// Gives every duty that the report does not find met up to three leads.
pub fn fill(catalogue: &Catalogue, reading: &Reading, report: &mut JurisdictionReport) {
    let open: Vec<usize> = (0..report.findings.len()).filter(|&at| is_open(report.findings[at].outcome)).collect();
    if open.is_empty() || reading.texts.is_empty() {
        return;
    }
    let language = |text: &Text| text.pack.language.clone();
    let mut by_language: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, text) in reading.texts.iter().enumerate() {
        by_language.entry(language(text)).or_default().push(at);
    }
    for (language, texts) in by_language {
        let asked: Vec<Asked> = open
            .iter()
            .filter_map(|&at| Some((at, catalogue.obligation(&report.findings[at].obligation)?)))
            .map(|(at, obligation)| Asked::of(at, obligation, catalogue, &language))
            .collect();
        let units = Units::collect(reading, &texts, &asked, &language);
        for one in &asked {
            let finding = &mut report.findings[one.finding];
            let leads = units.leads(one, finding, reading);
            finding.leads.extend(leads);
            finding.leads.truncate(MOST);
        }
    }
}

/// What a duty is looked for by: stems with their weight, and concepts.
struct Asked {
    finding: usize,
    stems: BTreeMap<String, f32>,
    concepts: Vec<String>,
}

impl Asked {
    fn of(finding: usize, obligation: &Obligation, catalogue: &Catalogue, language: &str) -> Self {
        let mut asked = Self { finding, stems: BTreeMap::new(), concepts: concepts(obligation) };
        let stemmer = Analysis::of(language).stemmer();
        if language == "en" {
            asked.add(&obligation.title, 3.0, stemmer);
            asked.add(&obligation.statement, 1.5, stemmer);
            obligation.elements.iter().for_each(|element| asked.add(&element.title, 1.5, stemmer));
            asked.add(&obligation.advice, 0.5, stemmer);
        }
        if let Some(examples) = obligation.examples.get(language) {
            examples.met.iter().chain(&examples.partial).for_each(|example| asked.add(example, 1.0, stemmer));
        }
        if let Some(pack) = catalogue.pack(language) {
            let known = asked.concepts.iter().filter_map(|name| pack.concept(name));
            let known: Vec<_> = known.map(|id| &pack.concepts[usize::from(id)]).collect();
            for concept in known {
                asked.add(&concept.title, 1.0, stemmer);
                concept.matches.iter().for_each(|sentence| asked.add(sentence, 0.5, stemmer));
            }
        }
        asked
    }

    /// Adds the words of a text; a word counts by its best use, and a little more for every other.
    fn add(&mut self, text: &str, weight: f32, stemmer: Stems) {
        for (word, _) in words(text) {
            if word.len() < SHORTEST {
                continue;
            }
            let own = self.stems.entry(stemmer.stem(&word)).or_default();
            *own = own.max(weight) + 0.1 * own.min(weight);
        }
    }
}

/// Shorter words are articles and prepositions in most languages that have them.
const SHORTEST: usize = 3;

/// The concepts by which an obligation is tested.
fn concepts(obligation: &Obligation) -> Vec<String> {
    let mut found = BTreeSet::new();
    for test in obligation.elements.iter().flat_map(|element| &element.shown_by) {
        match test {
            Test::Clause(clause) => found.extend(clause.all.iter().chain(&clause.any).cloned()),
            Test::Offence(concept) => drop(found.insert(concept.clone())),
            Test::Fact(_) => {}
        }
    }
    found.into_iter().collect()
}

/// A rule of a text, as leads cite it.
struct Unit {
    text: usize,
    provision: ProvisionId,
    section: ProvisionId,
    length: f32,
}

/// The rules of the texts of one language, with the words of the duties in them.
struct Units {
    all: Vec<Unit>,
    /// For each stem asked for, the units that have it, and how often.
    places: Vec<Vec<(u32, f32)>>,
    stems: HashMap<String, u32>,
}

impl Units {
    fn collect(reading: &Reading, texts: &[usize], asked: &[Asked], language: &str) -> Self {
        let mut stems: HashMap<String, u32> = HashMap::new();
        for stem in asked.iter().flat_map(|one| one.stems.keys()) {
            let next = u32::try_from(stems.len()).unwrap_or(u32::MAX);
            stems.entry(stem.clone()).or_insert(next);
        }
        let mut units = Self { all: Vec::new(), places: vec![Vec::new(); stems.len()], stems: HashMap::new() };
        let mut known = KnownWords { stems: &stems, stemmer: Analysis::of(language).stemmer(), seen: HashMap::new() };
        for &text in texts {
            units.text(text, &reading.texts[text], &mut known);
        }
        units.stems = stems;
        units
    }

    fn text(&mut self, index: usize, text: &Text, known: &mut KnownWords) {
        let mut home: Option<(ProvisionId, u32)> = None;
        for passage in text.passages.iter().filter(|passage| text.roles[passage.provision].is_law()) {
            let rule = rule(text, passage.provision);
            let unit = match home {
                Some((last, unit)) if last == rule => unit,
                _ => self.open(index, text, rule, known),
            };
            home = Some((rule, unit));
            self.all[unit as usize].length += passage.tokens.len() as f32;
            for token in &text.tokens[passage.tokens.clone()] {
                if let Some(stem) = known.stem(token) {
                    self.count(stem, unit, 1.0);
                }
            }
        }
    }

    /// Opens a unit; the words of its heading count in it.
    fn open(&mut self, index: usize, text: &Text, rule: ProvisionId, known: &mut KnownWords) -> u32 {
        let unit = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let section = text.sections[rule];
        self.all.push(Unit { text: index, provision: rule, section, length: 0.0 });
        if let Some(heading) = text.instrument.provisions[section].heading {
            for token in crate::language::token::tokens(&text.instrument.text, heading) {
                if let Some(stem) = known.stem(&token) {
                    self.count(stem, unit, 2.0);
                }
            }
        }
        unit
    }

    fn count(&mut self, stem: u32, unit: u32, times: f32) {
        match self.places[stem as usize].last_mut() {
            Some((last, count)) if *last == unit => *count += times,
            _ => self.places[stem as usize].push((unit, times)),
        }
    }

    fn leads(&self, asked: &Asked, finding: &Finding, reading: &Reading) -> Vec<Lead> {
        let total = self.all.len() as f32;
        let average = self.all.iter().map(|unit| unit.length).sum::<f32>() / total.max(1.0);
        let mut scores: BTreeMap<u32, (f32, usize)> = BTreeMap::new();
        for (stem, weight) in &asked.stems {
            let places = &self.places[self.stems[stem] as usize];
            let documents = places.len() as f32;
            if documents > total * COMMON && total > 20.0 {
                continue;
            }
            let rare = (1.0 + (total - documents + 0.5) / (documents + 0.5)).ln();
            for &(unit, count) in places {
                let length = self.all[unit as usize].length / average.max(1.0);
                let own = weight * rare * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length));
                let score = scores.entry(unit).or_default();
                (score.0, score.1) = (score.0 + own, score.1 + 1);
            }
        }
        self.add_concepts(asked, reading, &mut scores);
        let evidence = cited(finding);
        let mut found: Vec<(u32, f32)> = scores
            .into_iter()
            .filter(|(_, (_, words))| *words >= FEWEST)
            .map(|(unit, (score, _))| (unit, score))
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut sections = BTreeSet::new();
        let mut leads = Vec::new();
        for (unit, _) in found {
            let unit = &self.all[unit as usize];
            let text = &reading.texts[unit.text];
            let shown = evidence.contains(&(
                text.instrument.facts.id.as_str(),
                text.instrument.provisions[unit.provision].eid.as_str(),
            ));
            if !shown && sections.insert((unit.text, unit.section)) {
                leads.push(self.lead(unit, asked, text));
            }
            if leads.len() == MOST {
                break;
            }
        }
        leads
    }

    /// A unit that mentions a concept of the duty is worth more, the rarer the concept is.
    fn add_concepts(&self, asked: &Asked, reading: &Reading, scores: &mut BTreeMap<u32, (f32, usize)>) {
        let total = self.all.len() as f32;
        for name in &asked.concepts {
            let mut having: Vec<u32> = Vec::new();
            for (at, unit) in self.all.iter().enumerate() {
                let text = &reading.texts[unit.text];
                let Some(id) = text.pack.concept(name) else { continue };
                let from = text.passages.partition_point(|passage| passage.provision < unit.provision);
                let mut own = text.passages[from..].iter().take_while(|p| rule(text, p.provision) == unit.provision);
                if own.any(|passage| passage.concepts.has(id)) {
                    having.push(u32::try_from(at).unwrap_or(u32::MAX));
                }
            }
            if having.len() as f32 > total * COMMON {
                continue;
            }
            let rare = (1.0 + total / (having.len() as f32 + 0.5)).ln();
            for unit in having {
                let score = scores.entry(unit).or_default();
                (score.0, score.1) = (score.0 + 2.0 * rare, score.1 + 1);
            }
        }
    }

    fn lead(&self, unit: &Unit, asked: &Asked, text: &Text) -> Lead {
        let instrument = text.instrument;
        let from = text.passages.partition_point(|passage| passage.provision < unit.provision);
        let own =
            (from..text.passages.len()).take_while(|&at| rule(text, text.passages[at].provision) == unit.provision);
        let stemmer = Analysis::of(&text.pack.language).stemmer();
        let worth = |at: usize| {
            let words = &text.tokens[text.passages[at].tokens.clone()];
            words.iter().filter_map(|token| asked.stems.get(&stemmer.stem(&token.word))).sum::<f32>()
        };
        let best = own.map(|at| (worth(at), at)).reduce(|best, one| if one.0 > best.0 { one } else { best });
        let span = best.map_or(Span::default(), |(_, at)| text.span(at));
        Lead {
            instrument: instrument.facts.id.clone(),
            citation: instrument.provisions[unit.provision].citation.clone(),
            quote: shortened(instrument.quote(span), LONGEST),
        }
    }
}

/// A word in more units than this says nothing about any of them.
const COMMON: f32 = 0.4;

/// The rule a provision belongs to: the subsection or definition, else the section.
fn rule(text: &Text, provision: ProvisionId) -> ProvisionId {
    let instrument = text.instrument;
    let section = text.sections[provision];
    let inside = instrument.lineage(provision).take_while(|&up| up != section);
    let mut widest = section;
    for up in inside {
        if matches!(instrument.provisions[up].level, Level::Subsection | Level::Definition) {
            widest = up;
        }
    }
    widest
}

/// The provisions that already show something of the duty.
fn cited(finding: &Finding) -> BTreeSet<(&str, &str)> {
    let evidence = finding.elements.iter().flat_map(|element| &element.evidence);
    evidence.map(|one| (one.instrument.as_str(), one.eid.as_str())).collect()
}

/// Words cut at a space, with dots where something was cut.
pub(super) fn shortened(words: &str, longest: usize) -> String {
    let words = words.trim();
    if words.len() <= longest {
        return words.to_owned();
    }
    let cut = (0..=longest).rev().find(|&at| words.is_char_boundary(at)).unwrap_or(0);
    let end = words[..cut].rfind(char::is_whitespace).filter(|&at| at > longest / 2).unwrap_or(cut);
    format!("{} …", words[..end].trim_end())
}

/// Brings the words of texts to the stems asked for; every word is looked at once.
struct KnownWords<'k> {
    stems: &'k HashMap<String, u32>,
    stemmer: Stems,
    seen: HashMap<String, Option<u32>>,
}

impl KnownWords<'_> {
    fn stem(&mut self, token: &Token) -> Option<u32> {
        if token.word.len() < SHORTEST {
            return None;
        }
        if let Some(known) = self.seen.get(&token.word) {
            return *known;
        }
        let mut folded = words(&token.word);
        let word = folded.pop().map_or_else(String::new, |(word, _)| word);
        let stem = self.stems.get(&self.stemmer.stem(&word)).copied();
        self.seen.insert(token.word.clone(), stem);
        stem
    }
}
