//! Runs a query: finds, counts, sorts, and shows.

use super::compile::{Compiler, Demand};
use super::document::{Fields, Kind, Stored, cite};
use super::manifest::{Described, Filed, Supplied, file_of, place_of};
use super::marker::{Comparison, Marker};
use super::query::{Query, Understood, parse};
use super::snippet::{Snippet, snippet};
use super::tokens::named;
use super::{Index, SearchError};
use crate::catalogue::{Catalogue, Test};
use crate::language::token::tokens;
use crate::span::Span;
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};
use tantivy::collector::{Collector, SegmentCollector, TopDocs};
use tantivy::columnar::Column;
use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, Occur, Query as Run, TermQuery, TermSetQuery};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader, TantivyDocument, Term};

/// What is asked of an index.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// What a person typed; empty where only the filters count.
    pub query: String,
    /// Only these jurisdictions, by code.
    pub jurisdictions: Vec<String>,
    /// Only instruments with one of these ids, or with these words in the title.
    pub instruments: Vec<String>,
    /// Only these kinds of provision.
    pub kinds: Vec<Kind>,
    /// Only provisions that express these concepts, each of them.
    pub concepts: Vec<String>,
    /// Only provisions that show an element of these obligations.
    pub obligations: Vec<String>,
    /// Only texts in these languages.
    pub languages: Vec<String>,
    /// Words as they stand, without stems.
    pub exact: bool,
    /// Also words in which a letter or two differ.
    pub fuzzy: bool,
    /// The order of the hits.
    pub sort: Sort,
    /// At most this many hits; none for all of them.
    pub limit: Option<usize>,
    /// Whether all that match are counted, also those that are not shown.
    pub counts: bool,
}

/// The order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The most relevant first.
    #[default]
    Relevance,
    /// By jurisdiction, instrument and place.
    Citation,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Answer {
    /// What was typed.
    pub query: String,
    /// The hits, in the order asked for.
    pub hits: Vec<Hit>,
    /// How many provisions match; where they were not counted, how many are shown.
    pub total: usize,
    /// How many match in each jurisdiction.
    pub jurisdictions: BTreeMap<String, usize>,
    /// How many of them show an element of each obligation.
    pub obligations: BTreeMap<String, usize>,
    /// How the query was understood.
    pub understood: String,
    /// What was left out of it or read otherwise than it may have been meant.
    pub notes: Vec<String>,
    /// The first hits have all the words; those from this one on, only some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub some_words_from: Option<usize>,
}

/// A provision that was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Hit {
    /// Code of the jurisdiction.
    pub jurisdiction: String,
    /// Id of the instrument.
    pub instrument: String,
    /// Citation.
    pub citation: String,
    /// Akoma Ntoso style id.
    pub eid: String,
    /// The nearest heading above it.
    pub heading: String,
    /// Words of it, exactly as in the file (escapes undone).
    pub quote: String,
    /// How well it matches; only good for comparison within one answer.
    pub score: f32,
    /// First byte of the quotation in the file.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Title of the instrument.
    #[serde(skip)]
    pub title: String,
    /// Path of the file.
    #[serde(skip)]
    pub file: String,
    /// All headings above it, widest first.
    #[serde(skip)]
    pub headings: Vec<String>,
    /// The words of the quotation that were found.
    #[serde(skip)]
    pub marks: Vec<Span>,
    /// Its kinds.
    #[serde(skip)]
    pub kinds: Vec<&'static str>,
}

/// A unit that matches.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    pub(super) score: Score,
    pub(super) key: u64,
    pub(super) address: DocAddress,
}

impl Index {
    /// Answers a request. Concepts that the words of the query express are searched too, where a catalogue is given.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn search(&self, request: &Request, catalogue: Option<&Catalogue>) -> Result<Answer, SearchError> {
        let Understood { query, mut notes } = parse(&request.query);
        let filters = self.filters(request);
        let mut answer = Answer { query: request.query.clone(), ..Answer::default() };
        if query.is_none() && (filters.is_empty() && request.obligations.is_empty()) {
            notes.push("no word to search for was left of the query".to_owned());
            answer.notes = notes;
            return Ok(answer);
        }
        answer.understood = query.as_ref().map_or_else(String::new, Query::to_string);
        let comparison = Comparison { exact: request.exact, fuzzy: request.fuzzy };
        let languages = self.languages();
        let compiler =
            |demand| Compiler::new(&self.fields, &self.searcher, &languages, comparison, catalogue).demanding(demand);
        let all = compiler(Demand::All);
        let allowed = self.allowed(&request.obligations);
        let favoured = self.favoured(query.as_ref(), &all, catalogue);
        let run = |compiler: &Compiler| -> Result<Vec<Match>, SearchError> {
            let words = query.as_ref().map(|query| compiler.run(query)).transpose()?;
            self.matches(&filtered(words, &filters), request, allowed.as_ref(), &favoured)
        };
        let mut matches = run(&all)?;
        let wanted = request.limit.unwrap_or(FEW);
        if let Some(query) = query.as_ref().filter(|query| matches.len() < wanted && has_loose_words(query)) {
            let seen: HashSet<u64> = matches.iter().map(|one| one.key).collect();
            let more = run(&compiler(Demand::Some))?;
            let more: Vec<Match> = more.into_iter().filter(|one| !seen.contains(&one.key)).collect();
            let _ = query;
            if !more.is_empty() {
                answer.some_words_from = Some(matches.len());
                let room = wanted.saturating_sub(matches.len());
                answer.total = matches.len();
                self.count(&matches, &mut answer);
                matches.extend(more.into_iter().take(room));
            }
        }
        if answer.some_words_from.is_none() {
            answer.total = matches.len();
            self.count(&matches, &mut answer);
        }
        let shown = matches.iter().take(request.limit.unwrap_or(usize::MAX));
        let context = Showing { index: self, request, comparison, query: query.as_ref(), compiler: &all, catalogue };
        answer.hits = shown.map(|one| context.hit(*one)).collect::<Result<_, _>>()?;
        if answer.hits.is_empty() {
            notes.extend(self.near_words(query.as_ref(), &all)?);
        }
        answer.notes = notes;
        Ok(answer)
    }

    /// What every hit must be, beside matching the words.
    pub(super) fn filters(&self, request: &Request) -> Vec<Box<dyn Run>> {
        let any = |field, values: Vec<String>| {
            let terms = values.iter().map(|value| Fields::term(field, value));
            (!values.is_empty()).then(|| Box::new(TermSetQuery::new(terms)) as Box<dyn Run>)
        };
        let lower = |values: &[String]| values.iter().map(|value| value.to_lowercase()).collect::<Vec<_>>();
        let kinds = request.kinds.iter().map(|kind| kind.name().to_owned()).collect();
        let mut filters: Vec<Box<dyn Run>> = Vec::new();
        filters.extend(any(self.fields.jurisdiction, lower(&request.jurisdictions)));
        filters.extend(any(self.fields.language, lower(&request.languages)));
        filters.extend(any(self.fields.kind, kinds));
        if !request.instruments.is_empty() {
            let numbers = self.instruments(&request.instruments).into_iter();
            let terms = numbers.map(|number| Term::from_field_u64(self.fields.file, u64::from(number)));
            filters.push(Box::new(TermSetQuery::new(terms)));
        }
        for concept in &request.concepts {
            let term = Fields::term(self.fields.stems, &named(concept));
            filters.push(Box::new(TermQuery::new(term, IndexRecordOption::Basic)));
        }
        filters
    }

    /// The files of the instruments that bear an id or have the words in their title.
    fn instruments(&self, wanted: &[String]) -> Vec<u32> {
        let named = |one: &Described| {
            wanted.iter().any(|name| {
                let (name, title) = (name.to_lowercase(), one.title.to_lowercase());
                one.id.to_lowercase() == name || name.split_whitespace().all(|word| title.contains(word))
            })
        };
        self.manifest.files().filter(|(_, _, one)| named(one)).map(|(_, file, _)| file.number).collect()
    }

    /// The units that show an element of one of the obligations; none where none is asked for.
    fn allowed(&self, obligations: &[String]) -> Option<HashSet<u64>> {
        if obligations.is_empty() {
            return None;
        }
        let duties = self.assessed().jurisdictions.iter().flat_map(|one| &one.duties);
        let asked = duties.filter(|duty| obligations.contains(&duty.obligation));
        let places = asked.flat_map(|duty| &duty.elements).flat_map(|element| &element.places);
        Some(places.filter_map(|place| place.unit).map(place_of).collect())
    }

    /// What matches, in the order asked for; as many as are wanted, or all where they are to be counted.
    fn matches(
        &self,
        run: &dyn Run,
        request: &Request,
        allowed: Option<&HashSet<u64>>,
        favoured: &HashSet<u64>,
    ) -> Result<Vec<Match>, SearchError> {
        let wanted = request.limit.filter(|_| !request.counts && allowed.is_none() && request.sort == Sort::Relevance);
        let mut found = match wanted {
            Some(limit) => self.best(run, limit + RUNNERS_UP)?,
            None => self.searcher.search(run, &Everything { allowed })?,
        };
        for one in &mut found {
            one.score *= if one.key as u8 & NO_LAW != 0 { BESIDE_LAW } else { 1.0 };
            one.score *= if favoured.contains(&place_of(one.key)) { EVIDENCE } else { 1.0 };
        }
        match request.sort {
            Sort::Relevance => found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.key.cmp(&b.key))),
            Sort::Citation => {
                let order = self.order();
                found.sort_by_cached_key(|one| (order.get(&file_of(one.key)).copied(), place_of(one.key)));
            }
        }
        Ok(found)
    }

    /// The units that are evidence for a duty which is tested by a concept that the query expresses: of all provisions
    /// that mention the concept, they are the ones that lay it down.
    fn favoured(&self, query: Option<&Query>, compiler: &Compiler, catalogue: Option<&Catalogue>) -> HashSet<u64> {
        let Some((query, catalogue)) = query.zip(catalogue) else { return HashSet::new() };
        let concepts = compiler.meant(query);
        let elements =
            catalogue.obligations.iter().flat_map(|one| one.elements.iter().map(move |element| (one, element)));
        let tested: HashSet<(&str, &str)> = elements
            .filter(|(_, element)| element.shown_by.iter().any(|test| tests(test, &concepts)))
            .map(|(one, element)| (one.id.as_str(), element.id.as_str()))
            .collect();
        let duties = self.assessed().jurisdictions.iter().flat_map(|one| &one.duties);
        let shown = duties.flat_map(|duty| duty.elements.iter().map(move |element| (duty, element)));
        let shown =
            shown.filter(|(duty, element)| tested.contains(&(duty.obligation.as_str(), element.element.as_str())));
        let places = shown.flat_map(|(_, element)| &element.places);
        places.filter_map(|place| place.unit).map(place_of).collect()
    }

    /// The best matches, without looking at the others.
    pub(super) fn best(&self, run: &dyn Run, limit: usize) -> Result<Vec<Match>, SearchError> {
        let top = self.searcher.search(run, &TopDocs::with_limit(limit).order_by_score())?;
        let keys = self.searcher.segment_readers().iter().map(|reader| reader.fast_fields().u64("key"));
        let keys: Vec<Column<u64>> = keys.collect::<tantivy::Result<_>>()?;
        let one = |(score, address): (Score, DocAddress)| {
            let key = keys[address.segment_ord as usize].first(address.doc_id).unwrap_or_default();
            Match { score, key, address }
        };
        Ok(top.into_iter().map(one).collect())
    }

    /// The place of every file in the order of jurisdictions and titles.
    fn order(&self) -> BTreeMap<u32, usize> {
        let mut files: Vec<(&Supplied, &Filed, &Described)> = self.manifest.files().collect();
        files.sort_by_key(|(supply, file, one)| (&supply.code, &one.title, &file.path));
        files.iter().enumerate().map(|(at, (_, file, _))| (file.number, at)).collect()
    }

    fn count(&self, matches: &[Match], answer: &mut Answer) {
        let mut by_file: BTreeMap<u32, usize> = BTreeMap::new();
        matches.iter().for_each(|one| *by_file.entry(file_of(one.key)).or_default() += 1);
        let codes: BTreeMap<u32, &str> =
            self.manifest.files().map(|(supply, file, _)| (file.number, supply.code.as_str())).collect();
        for (file, count) in by_file {
            let code = codes.get(&file).copied().unwrap_or_default();
            *answer.jurisdictions.entry(code.to_owned()).or_default() += count;
        }
        let found: HashSet<u64> = matches.iter().map(|one| place_of(one.key)).collect();
        for duty in self.assessed().jurisdictions.iter().flat_map(|one| &one.duties) {
            let units = duty.elements.iter().flat_map(|element| &element.places).filter_map(|place| place.unit);
            let shown: HashSet<u64> = units.map(place_of).filter(|unit| found.contains(unit)).collect();
            if !shown.is_empty() {
                *answer.obligations.entry(duty.obligation.clone()).or_default() += shown.len();
            }
        }
    }

    /// What is kept of a unit.
    pub(super) fn stored(&self, address: DocAddress) -> Result<Option<Stored>, SearchError> {
        let document: TantivyDocument = self.searcher.doc(address)?;
        let bytes = document.get_first(self.fields.stored).and_then(|value| value.as_bytes());
        Ok(bytes.and_then(Stored::read))
    }

    /// Words of the library that look like those of a query which found nothing.
    fn near_words(&self, query: Option<&Query>, compiler: &Compiler) -> Result<Vec<String>, SearchError> {
        let mut notes = Vec::new();
        let mut words = Vec::new();
        query.into_iter().for_each(|query| leaves(query, &mut words));
        for word in words.into_iter().filter(|word| !compiler.is_idle(word)) {
            let first: String = word.chars().take(1).collect();
            let known = compiler.known(&first)?;
            if known.iter().any(|(other, _)| *other == word) {
                continue;
            }
            let mut near: Vec<_> = known.iter().filter(|(other, _)| super::marker::is_near(other, &word)).collect();
            near.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
            let near: Vec<String> = near.iter().take(3).map(|(other, _)| format!("`{other}`")).collect();
            notes.push(match near.is_empty() {
                true => format!("no text of the library has `{word}`"),
                false => format!("no text of the library has `{word}`; near it are {}", near.join(", ")),
            });
        }
        Ok(notes)
    }
}

/// So many more than are shown are weighed by what tantivy does not know.
const RUNNERS_UP: usize = 20;

/// What evidence for a duty is worth against other provisions that mention its concept.
const EVIDENCE: f32 = 1.3;

/// What preambles, notes, repeals and reproduced treaties are worth against law.
const BESIDE_LAW: f32 = 0.75;

/// The bit of a key that says so.
pub(super) const NO_LAW: u8 = 1 << 7;

/// True where a test looks for one of the concepts.
fn tests(test: &Test, concepts: &[String]) -> bool {
    match test {
        Test::Clause(clause) => clause.all.iter().chain(&clause.any).any(|name| concepts.contains(name)),
        Test::Offence(name) => concepts.contains(name),
        Test::Fact(_) => false,
    }
}

/// How many hits are enough not to look for provisions with only some of the words, where all are shown.
const FEW: usize = 10;

fn leaves(query: &Query, words: &mut Vec<String>) {
    match query {
        Query::Word(slot) if !slot.prefix => words.push(slot.word.clone()),
        Query::Phrase(slots) | Query::Joined(slots) => {
            words.extend(slots.iter().filter(|slot| !slot.prefix).map(|slot| slot.word.clone()))
        }
        Query::Near(_, all) | Query::Words(all) | Query::And(all) | Query::Or(all) => {
            all.iter().for_each(|one| leaves(one, words));
        }
        Query::Word(_) | Query::Not(_) => {}
    }
}

/// True where words stand side by side, so that some of them may do.
fn has_loose_words(query: &Query) -> bool {
    match query {
        Query::Words(all) => all.iter().filter(|one| !matches!(one, Query::Not(_))).count() > 1,
        Query::Or(all) => all.iter().any(has_loose_words),
        _ => false,
    }
}

fn filtered(words: Option<Box<dyn Run>>, filters: &[Box<dyn Run>]) -> BooleanQueryOr {
    let still = |one: &dyn Run| (Occur::Must, Box::new(ConstScoreQuery::new(one.box_clone(), 0.0)) as Box<dyn Run>);
    let mut clauses: Vec<(Occur, Box<dyn Run>)> = filters.iter().map(|one| still(one.as_ref())).collect();
    let words = words.unwrap_or_else(|| Box::new(ConstScoreQuery::new(Box::new(AllQuery), 1.0)));
    if clauses.is_empty() {
        return words;
    }
    clauses.push((Occur::Must, words));
    Box::new(BooleanQuery::new(clauses))
}

type BooleanQueryOr = Box<dyn Run>;

/// Collects every match with its score and key.
struct Everything<'e> {
    allowed: Option<&'e HashSet<u64>>,
}

struct EverythingHere {
    segment: SegmentOrdinal,
    keys: Column<u64>,
    found: Vec<Match>,
}

impl Collector for Everything<'_> {
    type Fruit = Vec<Match>;
    type Child = EverythingHere;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<EverythingHere> {
        Ok(EverythingHere { segment, keys: reader.fast_fields().u64("key")?, found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Vec<Match>>) -> tantivy::Result<Vec<Match>> {
        let all = fruits.into_iter().flatten();
        Ok(match self.allowed {
            Some(allowed) => all.filter(|one| allowed.contains(&place_of(one.key))).collect(),
            None => all.collect(),
        })
    }
}

impl SegmentCollector for EverythingHere {
    type Fruit = Vec<Match>;

    fn collect(&mut self, doc: DocId, score: Score) {
        let key = self.keys.first(doc).unwrap_or_default();
        self.found.push(Match { score, key, address: DocAddress::new(self.segment, doc) });
    }

    fn harvest(self) -> Vec<Match> {
        self.found
    }
}

/// Shows matches.
struct Showing<'s> {
    index: &'s Index,
    request: &'s Request,
    comparison: Comparison,
    query: Option<&'s Query>,
    compiler: &'s Compiler<'s>,
    catalogue: Option<&'s Catalogue>,
}

impl Showing<'_> {
    fn hit(&self, found: Match) -> Result<Hit, SearchError> {
        let Some((stored, file)) = self.index.stored(found.address)?.zip(self.index.manifest.file(file_of(found.key)))
        else {
            return Ok(Hit::default());
        };
        let language = file.1.instrument.as_ref().map_or("", |one| one.language.as_str());
        let mut marks = match self.query {
            Some(query) => {
                let marker = Marker::new(&stored.text, language, self.comparison);
                marker.marks(query, &|word| self.compiler.is_idle(word))
            }
            None => Vec::new(),
        };
        if marks.is_empty() || self.query.is_none() {
            marks = self.mentions(&stored, language);
        }
        Ok(hit(found, &stored, file, &snippet(&stored, &marks)))
    }

    /// The words that express the concepts asked for.
    fn mentions(&self, stored: &Stored, language: &str) -> Vec<Span> {
        let Some(pack) = self.catalogue.and_then(|catalogue| catalogue.pack(language)) else { return Vec::new() };
        let words = tokens(&stored.text, Span::new(0, stored.text.len()));
        let mut asked: Vec<String> = self.request.concepts.clone();
        asked.extend(self.query.iter().flat_map(|query| self.compiler.expressed(query)));
        let found = pack.matcher.scan(&words).into_iter();
        let mut marks: Vec<Span> = Vec::new();
        for mention in found.filter(|one| asked.iter().any(|name| name == pack.name(one.concept))) {
            let span = mention.span(&words);
            match marks.last_mut() {
                Some(last) if last.overlaps(span) => *last = last.join(span),
                _ => marks.push(span),
            }
        }
        marks
    }
}

/// A hit as it is handed over.
pub(super) fn hit(found: Match, stored: &Stored, (supply, file): (&Supplied, &Filed), shown: &Snippet) -> Hit {
    let instrument = file.instrument.clone().unwrap_or_default();
    let kinds = found.key as u8;
    Hit {
        jurisdiction: supply.code.clone(),
        instrument: instrument.id,
        citation: shown.part.2.clone(),
        eid: shown.part.3.clone(),
        heading: stored.headings.last().cloned().unwrap_or_default(),
        quote: shown.quote.clone(),
        score: found.score,
        start: shown.file.start,
        end: shown.file.end,
        title: instrument.title,
        file: file.path.clone(),
        headings: stored.headings.clone(),
        marks: shown.marks.clone(),
        kinds: Kind::ALL.into_iter().filter(|kind| kinds & kind.bit() != 0).map(Kind::name).collect(),
    }
}

impl Index {
    /// The units that bear a citation or eid, or stand in the provision that does.
    pub(super) fn cited(&self, citation: &str) -> Result<Vec<Match>, SearchError> {
        let term = Fields::term(self.fields.cite, &cite(citation));
        let run = TermQuery::new(term, IndexRecordOption::Basic);
        let mut found = self.searcher.search(&run, &Everything { allowed: None })?;
        let order = self.order();
        found.sort_by_cached_key(|one| (order.get(&file_of(one.key)).copied(), place_of(one.key)));
        Ok(found)
    }
}

#[cfg(test)]
impl Index {
    /// Plain BM25 over the words of the provisions themselves, by which the ranking is measured.
    pub(super) fn plain(&self, query: &str, limit: usize) -> Result<Vec<Hit>, SearchError> {
        let words = super::words::words(query).into_iter();
        let terms = words.map(|(word, _)| Term::from_field_text(self.fields.exact, &word)).collect();
        let matches = self.best(&BooleanQuery::new_multiterms_query(terms), limit)?;
        let shown = matches.into_iter().map(|one| {
            let stored = self.stored(one.address)?.zip(self.manifest.file(file_of(one.key)));
            Ok(stored.map(|(stored, file)| hit(one, &stored, file, &snippet(&stored, &[]))))
        });
        Ok(shown.collect::<Result<Vec<_>, SearchError>>()?.into_iter().flatten().collect())
    }
}
