//! Language packs: everything the reading of the law needs to know about one language, as data.
//!
//! A pack is a folder of YAML files under `obligations/languages/`. It lists *concepts* (an act, a means, a duty to
//! assist, the words that make an offence) with the wordings that express them. The code after that is language-free.

pub mod matcher;
pub mod token;
pub mod wording;

use crate::diagnostic::Diagnostic;
use crate::reading::reference::ReferenceWords;
use crate::reading::sanction::SanctionWords;
use matcher::{ConceptId, Matcher};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One language, ready to read with.
#[derive(Clone, Debug, Default)]
pub struct Pack {
    /// BCP 47 code.
    pub language: String,
    /// The concepts, by index.
    pub concepts: Vec<Concept>,
    /// Their wordings, compiled.
    pub matcher: Matcher,
    /// The words of penalties, where the pack has them.
    pub sanctions: Option<SanctionWords>,
    /// The words of references, where the pack has them.
    pub references: Option<ReferenceWords>,
    by_name: BTreeMap<String, ConceptId>,
}

/// Something the law can express, with the wordings that express it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// Its id (`means.deception`).
    pub concept: String,
    /// Its name for readers.
    pub title: String,
    /// What it covers, where the title does not say it.
    #[serde(default)]
    pub note: String,
    /// The wordings that express it.
    #[serde(default)]
    pub wordings: Vec<String>,
    /// Wordings that look like it and are not: they cancel the mentions they touch.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Sentences that must express it.
    #[serde(default)]
    pub matches: Vec<String>,
    /// Sentences that must not.
    #[serde(default)]
    pub rejects: Vec<String>,
}

/// One YAML file of a pack.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PackFile {
    language: String,
    #[serde(default)]
    numbers: Vec<String>,
    #[serde(default)]
    concepts: Vec<Concept>,
}

impl Pack {
    /// Builds a pack from its files (`path`, `text`), in the order given.
    ///
    /// # Errors
    /// Every mistake in them: YAML that does not parse, a concept defined twice, a wording that cannot be read.
    pub fn load(files: &[(&str, &str)]) -> Result<Self, Vec<Diagnostic>> {
        let (mut pack, mut numbers, mut wrong) = (Self::default(), Vec::new(), Vec::new());
        let mut sources = Vec::new();
        for &(path, text) in files {
            if is_word_list(path) {
                continue;
            }
            match crate::yaml::from_str::<PackFile>(path, text) {
                Ok(file) => {
                    pack.language = file.language;
                    numbers.extend(file.numbers);
                    sources.extend(file.concepts.into_iter().map(|concept| (path, text, concept)));
                }
                Err(more) => wrong.extend(more),
            }
        }
        pack.matcher = Matcher::new(numbers);
        pack.word_lists(files).unwrap_or_else(|more| wrong.push(*more));
        for (path, text, concept) in sources {
            pack.add(path, text, concept, &mut wrong);
        }
        if wrong.is_empty() { Ok(pack) } else { Err(wrong) }
    }

    /// Reads the words of penalties, and those of references, which count with the same numbers.
    fn word_lists(&mut self, files: &[(&str, &str)]) -> Result<(), Box<Diagnostic>> {
        let find = |name: &str| files.iter().find(|(path, _)| path.ends_with(name));
        let Some((path, text)) = find(SANCTIONS) else { return Ok(()) };
        let sanctions = SanctionWords::from_yaml(path, text)?;
        if let Some((path, text)) = find(REFERENCES) {
            self.references = Some(ReferenceWords::from_yaml(path, text, &sanctions.numbers)?);
        }
        self.sanctions = Some(sanctions);
        Ok(())
    }

    fn add(&mut self, path: &str, text: &str, concept: Concept, wrong: &mut Vec<Diagnostic>) {
        let id = ConceptId::try_from(self.concepts.len()).expect("a pack has fewer than 65,536 concepts");
        if self.by_name.insert(concept.concept.clone(), id).is_some() {
            let message = format!("the concept `{}` is defined twice", concept.concept);
            wrong.push(place(Diagnostic::error("duplicate-concept", path, message), text, &concept.concept));
        }
        let lists = [(&concept.wordings, false), (&concept.unless, true)];
        for (source, cancels) in lists.into_iter().flat_map(|(list, cancels)| list.iter().map(move |w| (w, cancels))) {
            match wording::parse(source) {
                Ok(parsed) => self.matcher.add(id, &parsed, cancels),
                Err(why) => {
                    let message = format!("the wording `{source}` cannot be read: {why}");
                    wrong.push(place(Diagnostic::error("bad-wording", path, message), text, source));
                }
            }
        }
        self.concepts.push(concept);
    }

    /// The concept of this name.
    #[must_use]
    pub fn concept(&self, name: &str) -> Option<ConceptId> {
        self.by_name.get(name).copied()
    }

    /// The name of a concept.
    #[must_use]
    pub fn name(&self, id: ConceptId) -> &str {
        &self.concepts[usize::from(id)].concept
    }
}

/// The files of a pack whose shape is that of a word list, not of concepts.
const SANCTIONS: &str = "/sanctions.yaml";
const REFERENCES: &str = "/references.yaml";

fn is_word_list(path: &str) -> bool {
    [SANCTIONS, REFERENCES].iter().any(|name| path.ends_with(name))
}

fn place(diagnostic: Diagnostic, text: &str, words: &str) -> Diagnostic {
    match text.find(words) {
        Some(at) => diagnostic.at(text, at, at + words.len()),
        None => diagnostic,
    }
}
