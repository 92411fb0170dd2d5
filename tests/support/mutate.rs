//! Changes to a law whose consequence is known: a section less, a "not" less, a limit more, an "or" for an "and".
//!
//! Laws are changed as text and read again, never in the tree: what is tested is the reading.

use super::cited::sections;
use super::law::{self, Extract};
use super::score::{Answers, answers, cited};
use super::sheet::Sheet;
use lacuna::catalogue::Catalogue;
use lacuna::catalogue::obligation::Chapter;
use lacuna::instrument::{Instrument, Level, ProvisionId};
use lacuna::jurisdiction::Jurisdiction;
use lacuna::language::token::{Token, tokens};
use lacuna::reading::Reading;
use lacuna::reading::means::{Need, variants};
use lacuna::reading::offence::{Part, Rule};
use lacuna::reading::scope::Source;
use lacuna::reading::statement::Text;
use lacuna::report::{Evidence, Finding, JurisdictionReport};
use lacuna::span::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A jurisdiction before any change, as extracts.
pub(crate) struct Base {
    pub(crate) jurisdiction: Jurisdiction,
    pub(crate) report: JurisdictionReport,
    pub(crate) answers: Answers,
    /// For each key, the sections its evidence and its sheet name.
    pub(crate) cited: BTreeMap<String, BTreeSet<String>>,
    extracts: Vec<Extract>,
    sheet: Option<Sheet>,
}

/// Words to be replaced: an extract, a place in it, and what stands there afterwards.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edit {
    extract: usize,
    start: usize,
    end: usize,
    with: String,
}

impl Base {
    pub(crate) fn of(original: &Jurisdiction, sheet: Option<Sheet>) -> Self {
        let extracts = law::extracts(original);
        let jurisdiction = law::reread(original, &extracts).expect("an extract that was printed can be read");
        let report = law::report(&jurisdiction);
        let (answers, mut cited) = (answers(&report), cited(&report));
        for line in sheet.iter().flat_map(|sheet| &sheet.lines) {
            cited.entry(line.key.clone()).or_default().extend(line.sections.clone());
        }
        Self { jurisdiction, report, answers, cited, extracts, sheet }
    }

    /// The report on the law with these changes.
    pub(crate) fn with(&self, edits: &[Edit]) -> JurisdictionReport {
        let mut extracts = self.extracts.clone();
        let mut edits = edits.to_vec();
        edits.sort();
        edits.dedup();
        let mut last = None;
        for edit in edits.iter().rev() {
            if last.is_some_and(|(extract, start)| extract == edit.extract && edit.end > start) {
                continue;
            }
            extracts[edit.extract].text.replace_range(edit.start..edit.end, &edit.with);
            last = Some((edit.extract, edit.start));
        }
        let changed = law::reread(&self.jurisdiction, &extracts);
        law::report(&changed.unwrap_or_else(|wrong| panic!("a changed extract can still be read: {wrong}")))
    }

    /// The changed words with a few around them, for a reader of a failure.
    pub(crate) fn show(&self, edits: &[Edit]) -> String {
        let around = |edit: &Edit| {
            let text = &self.extracts[edit.extract].text;
            let tail: String = text[..edit.start].chars().rev().take(60).collect();
            let (before, old) = (tail.chars().rev().collect::<String>(), &text[edit.start..edit.end]);
            let after: String = text[edit.end..].chars().take(60).collect();
            format!("      {before}[-{old}-][+{}+]{after}", edit.with).replace('\n', " ")
        };
        edits.iter().map(around).collect::<Vec<_>>().join("\n")
    }

    pub(crate) fn finding(&self, key: &str) -> Option<&Finding> {
        self.report.findings.iter().find(|finding| finding.obligation == key)
    }

    /// The evidence for a key.
    fn evidence(&self, key: &str) -> Vec<&Evidence> {
        let elements = self.finding(key).into_iter().flat_map(|finding| &finding.elements);
        elements.flat_map(|element| &element.evidence).collect()
    }

    fn extract_of(&self, evidence: &Evidence) -> Option<usize> {
        self.extracts.iter().position(|extract| extract.id == evidence.instrument)
    }

    /// The sections in which the evidence for a key stands, and those its sheet names in the same laws.
    pub(crate) fn sections(&self, key: &str) -> BTreeSet<(usize, ProvisionId)> {
        let mut found = BTreeSet::new();
        for evidence in self.evidence(key) {
            let Some(at) = self.extract_of(evidence) else { continue };
            let instrument = &self.jurisdiction.instruments[at];
            let place = instrument.provisions.iter().position(|provision| provision.eid == evidence.eid);
            found.extend(place.map(|id| (at, instrument.section_of(id))));
        }
        let named = self.sheet.as_ref().map(|sheet| sheet.sections(key)).unwrap_or_default();
        let laws = found.iter().map(|(at, _)| *at).collect();
        found.extend(self.numbered(&laws, &named));
        found
    }

    /// Every section that makes trafficking an offence or makes it heavier.
    pub(crate) fn offence_sections(&self) -> BTreeSet<(usize, ProvisionId)> {
        let reading = Reading::of(&self.jurisdiction, Catalogue::built_in());
        let rules = reading.rules.iter().filter(|rule| rule.part.is_trafficking() || rule.part == Part::Aggravation);
        let place = |rule: &Rule| {
            let instrument = reading.texts[rule.text].instrument;
            let extract = self.extracts.iter().position(|extract| extract.id == instrument.facts.id)?;
            Some((extract, rule.section))
        };
        rules.filter_map(place).collect()
    }

    /// The sections of these numbers in the laws that speak of a key.
    pub(crate) fn places_of(&self, key: &str, labels: &BTreeSet<String>) -> BTreeSet<(usize, ProvisionId)> {
        let laws = self.sections(key).iter().map(|(at, _)| *at).collect();
        self.numbered(&laws, labels)
    }

    /// The sections of these numbers in some of the laws.
    fn numbered(&self, laws: &BTreeSet<usize>, labels: &BTreeSet<String>) -> BTreeSet<(usize, ProvisionId)> {
        let mut found = BTreeSet::new();
        for &at in laws {
            let all = self.jurisdiction.instruments[at].provisions.iter().enumerate();
            let by_number = all.filter(|(_, p)| p.level == Level::Section && labels.contains(&p.label.to_lowercase()));
            found.extend(by_number.map(|(id, _)| (at, id)));
        }
        found
    }

    /// True for a key that does not depend on where the offence stands: what victims are owed, and institutions.
    pub(crate) fn stands_apart(&self, key: &str) -> bool {
        let obligation = Catalogue::built_in().obligation(key);
        obligation.is_some_and(|one| matches!(one.chapter, Chapter::Victims | Chapter::Prevention))
    }

    /// The numbers of sections, as citations name them.
    pub(crate) fn labels(&self, places: &BTreeSet<(usize, ProvisionId)>) -> BTreeSet<String> {
        let citation = |&(at, id): &(usize, ProvisionId)| &self.jurisdiction.instruments[at].provisions[id].citation;
        places.iter().flat_map(|place| sections(citation(place))).collect()
    }

    /// Takes sections out, with the lines that open them.
    pub(crate) fn without(&self, places: &BTreeSet<(usize, ProvisionId)>) -> Vec<Edit> {
        let cut = |&(extract, id): &(usize, ProvisionId)| {
            let (start, end) = self.lines(extract, id);
            Edit { extract, start, end, with: String::new() }
        };
        places.iter().map(cut).collect()
    }

    /// Where a provision stands, whole lines.
    fn lines(&self, extract: usize, id: ProvisionId) -> (usize, usize) {
        let (text, span) = (&self.extracts[extract].text, self.file_span(extract, id));
        let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        (start, text[span.end..].find('\n').map_or(text.len(), |at| span.end + at))
    }

    fn file_span(&self, extract: usize, id: ProvisionId) -> Span {
        let instrument: &Instrument = &self.jurisdiction.instruments[extract];
        instrument.offsets.file_span(instrument.provisions[id].span)
    }

    /// Replaces phrases wherever they stand in the sections of a key; the first phrase that fits a place wins.
    pub(crate) fn swap(&self, key: &str, phrases: &[(&str, &str)]) -> Vec<Edit> {
        let mut edits: Vec<Edit> = Vec::new();
        for (extract, id) in self.sections(key) {
            let (from, to) = self.lines(extract, id);
            let lower = self.extracts[extract].text[from..to].to_ascii_lowercase();
            for (phrase, with) in phrases {
                for (at, _) in lower.match_indices(phrase) {
                    let (start, end) = (from + at, from + at + phrase.len());
                    let taken = edits.iter().any(|e| e.extract == extract && e.start < end && start < e.end);
                    if !taken {
                        edits.push(Edit { extract, start, end, with: (*with).to_owned() });
                    }
                }
            }
        }
        edits
    }

    /// Adds a limit after each list of acts of the offence, behind the person they are done to: `recruits a person` +
    /// `from one land to another`.
    pub(crate) fn after_acts(&self, words: &str) -> Vec<Edit> {
        let mut ends = BTreeSet::new();
        for passage in self.passages() {
            let last = passage.acts.last().map(|&at| at + 1);
            let Some(last) = last else { continue };
            let victim = passage.persons.iter().find(|person| person.start >= last && person.start <= last + NEAR);
            let word = victim.map_or(last, |person| person.end) - 1;
            ends.insert((passage.extract, passage.words[word].span.end));
        }
        let add = |(extract, at)| Edit { extract, start: at, end: at, with: format!(" {words}") };
        ends.into_iter().map(add).collect()
    }

    /// Puts other words for whoever the acts of the offence are done to.
    pub(crate) fn for_victims(&self, words: &str) -> Vec<Edit> {
        let mut edits = Vec::new();
        for passage in self.passages() {
            for person in &passage.persons {
                let (first, last) = (&passage.words[person.start].span, &passage.words[person.end - 1].span);
                let (extract, with) = (passage.extract, words.to_owned());
                edits.push(Edit { extract, start: first.start, end: last.end, with });
            }
        }
        edits
    }

    /// The pieces of the rules and definitions that make trafficking an offence.
    fn passages(&self) -> Vec<Passage> {
        let reading = Reading::of(&self.jurisdiction, Catalogue::built_in());
        let mut parts = BTreeSet::new();
        for scoped in reading.scope.iter().filter(|s| matches!(s.source, Source::Offence | Source::Crime)) {
            let statement = &reading.texts[scoped.text].statements[scoped.statement];
            parts.extend(statement.parts.iter().map(|&part| (scoped.text, part)));
        }
        parts.into_iter().filter_map(|(text, part)| self.passage(&reading.texts[text], part)).collect()
    }

    fn passage(&self, text: &Text, part: usize) -> Option<Passage> {
        let extract = self.extracts.iter().position(|extract| extract.id == text.instrument.facts.id)?;
        let passage = &text.passages[part];
        let words = text.tokens[passage.tokens.clone()].to_vec();
        let is_act = |name: &str| name.starts_with("act.");
        let acts = passage.mentions.iter().filter(|mention| is_act(text.pack.name(mention.concept)));
        let mut acts: Vec<usize> = acts.map(|mention| mention.end - 1 - passage.tokens.start).collect();
        acts.sort_unstable();
        let place = |token: &Token| {
            let file = text.instrument.offsets.file_span(token.span);
            Token { span: file, ..token.clone() }
        };
        let words: Vec<Token> = words.iter().map(place).collect();
        let persons = persons(&words);
        Some(Passage { extract, words, acts, persons })
    }

    /// True where an offence against children of its own needs no means, whatever a clause on means says.
    pub(crate) fn has_child_offence(&self) -> bool {
        let reading = Reading::of(&self.jurisdiction, Catalogue::built_in());
        variants(&reading).iter().any(|variant| variant.child && variant.need == Need::NotNeeded)
    }

    /// Takes out what says that borders do not matter, in the sections of a key.
    pub(crate) fn without_inclusion(&self) -> Vec<Edit> {
        let pack = Catalogue::built_in().pack("en").expect("there is an English pack");
        let concept = pack.concept("border.inclusive");
        let mut places = self.sections("definition-acts");
        places.extend(self.sections("no-border-required"));
        let mut edits = Vec::new();
        for (extract, id) in places {
            let (from, to) = self.lines(extract, id);
            let all = tokens(&self.extracts[extract].text, Span::new(from, to));
            for mention in pack.matcher.scan(&all).into_iter().filter(|m| Some(m.concept) == concept) {
                let words: Vec<&str> = all[mention.start..mention.end].iter().map(|t| t.word.as_str()).collect();
                let kept = words.iter().find(|word| ["across", "outside", "overseas", "abroad"].contains(word));
                let span = mention.span(&all);
                let with = kept.copied().unwrap_or("across borders").to_owned();
                edits.push(Edit { extract, start: span.start, end: span.end, with });
            }
        }
        edits
    }

    /// Replaces phrases in the words that carry the prison term, or adds words after them.
    pub(crate) fn in_penalty(&self, phrases: &[(&str, &str)], otherwise: &str) -> Vec<Edit> {
        let mut edits = Vec::new();
        let priced = self.evidence("penalty-gravity");
        for (extract, one) in priced.iter().filter_map(|one| Some((self.extract_of(one)?, one))) {
            let text = &self.extracts[extract].text;
            // A fine may stand after the words that were quoted, in the same sentence.
            let end = text[one.end..].find(['.', '\n']).map_or(text.len(), |at| one.end + at);
            let lower = text[one.start..end].to_ascii_lowercase();
            let found = phrases.iter().find_map(|(phrase, with)| Some((lower.find(phrase)?, phrase, with)));
            edits.push(match found {
                Some((at, phrase, with)) => {
                    let start = one.start + at;
                    Edit { extract, start, end: start + phrase.len(), with: (*with).to_owned() }
                }
                None if otherwise.is_empty() => continue,
                None => Edit { extract, start: one.end, end: one.end, with: otherwise.to_owned() },
            });
        }
        edits
    }
}

/// A piece of the offence: its words by their place in the extract, the last word of each act, and the persons acted upon.
struct Passage {
    extract: usize,
    words: Vec<Token>,
    acts: Vec<usize>,
    persons: Vec<Range<usize>>,
}

const PERSONS: [&str; 6] = ["person", "persons", "individual", "individuals", "people", "somebody"];
const BEFORE_PERSON: [&str; 10] = ["a", "an", "any", "another", "the", "that", "such", "other", "first", "each"];

/// Words after which a person is whoever acts, or has a say over the victim, and not the victim.
const ACTING: [&str; 14] = [
    "who",
    "commits",
    "guilty",
    "convicted",
    "having",
    "has",
    "shall",
    "is",
    "organises",
    "organizes",
    "acting",
    "in",
    "holding",
    "with",
];

/// The words for persons acted upon: not the crime's name, and not whoever acts.
fn persons(words: &[Token]) -> Vec<Range<usize>> {
    let is = |at: usize, list: &[&str]| words.get(at).is_some_and(|token| list.contains(&token.word.as_str()));
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in (0..words.len()).filter(|&at| is(at, &PERSONS)) {
        let mut start = at;
        while start > 0 && is(start - 1, &BEFORE_PERSON) {
            start -= 1;
        }
        let first = (start..at).any(|word| words[word].word == "first");
        let name = start > 1 && is(start - 1, &["in", "of"]) && words[start - 2].word.starts_with("traffic");
        let opens = start == 0 && (start..at).any(|word| ["a", "any"].contains(&words[word].word.as_str()));
        if !is(at + 1, &ACTING) && !first && !name && !opens {
            found.push(start..at + 1);
        }
    }
    found
}

/// How many words may stand between the last act and the person.
const NEAR: usize = 8;
