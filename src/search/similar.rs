//! Provisions of other jurisdictions that are closest in content to one provision.
//!
//! The words that set the provision apart, weighed by how rare they are in the library, and the concepts it expresses
//! make up the query; nothing is compared in pairs.

use super::compile::Compiler;
use super::document::{Fields, language_code};
use super::manifest::file_of;
use super::marker::Comparison;
use super::query::{Query, Slot};
use super::run::{Request, hit};
use super::show::Found;
use super::snippet::snippet;
use super::tokens::{Known, named};
use super::words::words;
use super::{Answer, Index, SearchError};
use crate::catalogue::Catalogue;
use crate::language::token::tokens;
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query as Run, TermQuery};
use tantivy::schema::IndexRecordOption;

/// So many words say what a provision is about.
const WORDS: usize = 30;

/// So many concepts do.
const CONCEPTS: usize = 12;

impl Index {
    /// The provisions elsewhere that are closest to `found`; of the request, filters and limit count.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn similar(
        &self,
        found: &Found,
        request: &Request,
        catalogue: Option<&Catalogue>,
    ) -> Result<Answer, SearchError> {
        let mut answer = Answer { query: found.citation.clone(), ..Answer::default() };
        let mut text = String::new();
        for unit in &found.units {
            text.extend(self.stored(unit.address)?.map(|stored| stored.text + "\n"));
        }
        let terms = self.telling_terms(&text, &found.language, catalogue)?;
        if terms.is_empty() {
            answer.notes.push("the provision has no words by which others could be found".to_owned());
            return Ok(answer);
        }
        let other = Fields::term(self.fields.jurisdiction, &found.jurisdiction);
        let mut clauses: Vec<(Occur, Box<dyn Run>)> =
            vec![(Occur::MustNot, Box::new(TermQuery::new(other, IndexRecordOption::Basic)))];
        let still = |one: Box<dyn Run>| (Occur::Must, Box::new(ConstScoreQuery::new(one, 0.0)) as Box<dyn Run>);
        clauses.extend(self.filters(request).into_iter().map(still));
        let weigh = |(term, weight): &(Term, f32)| {
            let one = Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs));
            (Occur::Should, Box::new(BoostQuery::new(one, *weight)) as Box<dyn Run>)
        };
        let about = BooleanQuery::new(terms.iter().map(weigh).collect());
        clauses.push((Occur::Must, Box::new(about)));
        let matches = self.best(&BooleanQuery::new(clauses), request.limit.unwrap_or(WORDS).max(1))?;
        let shared = Query::Or(shared_words(&text));
        answer.total = matches.len();
        for one in matches {
            let Some((stored, file)) = self.stored(one.address)?.zip(self.manifest.file(file_of(one.key))) else {
                continue;
            };
            let language = file.1.instrument.as_ref().map_or("", |one| one.language.as_str());
            let marks = super::marker::Marker::new(&stored.text, language, Comparison::default());
            let languages = self.languages();
            let compiler = Compiler::new(&self.fields, &self.searcher, &languages, Comparison::default(), None);
            let marks = marks.marks(&shared, &|word| compiler.is_idle(word));
            *answer.jurisdictions.entry(file.0.code.clone()).or_default() += 1;
            answer.hits.push(hit(one, &stored, file, &snippet(&stored, &marks)));
        }
        Ok(answer)
    }

    /// The stems and concepts that set a text apart, with their weight.
    fn telling_terms(
        &self,
        text: &str,
        language: &str,
        catalogue: Option<&Catalogue>,
    ) -> Result<Vec<(Term, f32)>, SearchError> {
        let mut known = Known::of(&language_code(language));
        let mut counts: BTreeMap<String, f32> = BTreeMap::new();
        for stem in words(text).iter().filter_map(|(word, _)| known.stem(word)) {
            *counts.entry(stem).or_default() += 1.0;
        }
        let mut terms = self.weighed(counts.into_iter(), WORDS, 1.0)?;
        if let Some(pack) = catalogue.and_then(|catalogue| catalogue.pack(language)) {
            let mentions = pack.matcher.scan(&tokens(text, Span::new(0, text.len())));
            let names: BTreeSet<&str> = mentions.iter().map(|one| pack.name(one.concept)).collect();
            terms.extend(self.weighed(names.into_iter().map(|name| (named(name), 1.0)), CONCEPTS, 1.5)?);
        }
        Ok(terms)
    }

    /// The rarest terms, with a weight that grows with how often they stand in the text and how rare they are.
    fn weighed(
        &self,
        counts: impl Iterator<Item = (String, f32)>,
        most: usize,
        boost: f32,
    ) -> Result<Vec<(Term, f32)>, SearchError> {
        let all = self.searcher.num_docs() as f32;
        let mut terms = Vec::new();
        for (word, count) in counts {
            let term = Term::from_field_text(self.fields.stems, &word);
            let documents = self.searcher.doc_freq(&term)? as f32;
            if documents > 0.0 && (documents > 1.0 || count > 1.0) {
                terms.push((term, boost * count.sqrt() * (1.0 + all / documents).ln()));
            }
        }
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        terms.truncate(most);
        let highest = terms.first().map_or(1.0, |term| term.1);
        Ok(terms.into_iter().map(|(term, weight)| (term, boost * weight / highest)).collect())
    }
}

/// The words of a text, each once, as a query of which anything may be marked.
fn shared_words(text: &str) -> Vec<Query> {
    let all: BTreeSet<String> = words(text).into_iter().map(|(word, _)| word).filter(|word| word.len() > 3).collect();
    all.into_iter().map(|word| Query::Word(Slot { word, prefix: false })).collect()
}
