//! Examines a catalogue as its readers would: does everything in it hold together, and is everything in it of use?
//!
//! What a catalogue must have in order to be used at all is checked when it is loaded. This looks further: the table of
//! the Plan, the examples of every obligation, the sentences of every concept, and wordings that match nothing.

pub mod example;
mod idle;

use crate::catalogue::{Catalogue, Obligation, questionnaire};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::{Pack, token::tokens};
use crate::report::{Outcome, Strength};
use crate::span::Span;
use std::collections::BTreeSet;

/// Everything there is to say of a catalogue: mistakes, then wordings that none of its sentences and none of `laws`
/// ever matches.
#[must_use]
pub fn lint(files: &[(String, String)], laws: &[String]) -> Vec<Diagnostic> {
    let catalogue = match Catalogue::load(files) {
        Ok(catalogue) => catalogue,
        Err(mistakes) => return mistakes,
    };
    let mut found = catalogue.plan().err().unwrap_or_default();
    found.extend(questionnaire::load(&catalogue).err().unwrap_or_default());
    let place = Places { files };
    for obligation in &catalogue.obligations {
        examples(&catalogue, obligation, &place, &mut found);
        advice(obligation, &place, &mut found);
    }
    defects(&catalogue, &place, &mut found);
    for pack in catalogue.packs.values() {
        sentences(pack, &place, &mut found);
        idle::wordings(&catalogue, pack, laws, &place, &mut found);
    }
    found
}

/// True where something has to be mended before the catalogue can be trusted.
#[must_use]
pub fn is_wrong(found: &[Diagnostic]) -> bool {
    found.iter().any(|one| one.severity == Severity::Error)
}

/// Finds the line of a file that a remark is about.
struct Places<'f> {
    files: &'f [(String, String)],
}

impl Places<'_> {
    /// A remark at the first `words` after `heading`, in the file that has such a heading.
    fn remark(&self, mut one: Diagnostic, heading: &str, words: &str) -> Diagnostic {
        let line = |text: &str| text.find(&format!("{heading}\n")).or_else(|| text.find(heading));
        let exact = self.files.iter().find(|(_, text)| text.contains(&format!("{heading}\n")));
        if let Some((path, text)) = exact {
            one.file.clone_from(path);
            let from = line(text).unwrap_or(0);
            let at = text[from..]
                .find(words)
                .map_or((from, from + heading.len()), |at| (from + at, from + at + words.len()));
            one = one.at(text, at.0, at.1);
        }
        one
    }

    fn obligation(&self, code: &str, obligation: &Obligation, words: &str, said: String) -> Diagnostic {
        let one = Diagnostic::error(code, &format!("{}.yaml", obligation.id), said);
        self.remark(one, &format!("id: {}", obligation.id), words)
    }
}

fn examples(catalogue: &Catalogue, obligation: &Obligation, place: &Places, found: &mut Vec<Diagnostic>) {
    let id = &obligation.id;
    for (language, all) in &obligation.examples {
        let claims = [
            (&all.met, Some(Outcome::Met)),
            (&all.partial, Some(Outcome::Partial)),
            (&all.contrary, Some(Outcome::Contrary)),
            (&all.not, None),
        ];
        for (text, expected) in claims.into_iter().flat_map(|(list, expected)| list.iter().map(move |e| (e, expected)))
        {
            let said = match example::outcome(catalogue, obligation, language, text, expected) {
                Ok(got) if expected.map_or(got != Outcome::Met, |expected| got == expected) => continue,
                Ok(got) => format!("an example of `{id}` gives {got:?}, not {}: {text}", claim(expected)),
                Err(mistakes) => {
                    let why = mistakes.first().map_or("it cannot be read", |one| one.message.as_str());
                    format!("an example of `{id}` is no provision: {why}: {text}")
                }
            };
            found.push(place.obligation("wrong-example", obligation, text, said));
        }
        if all.met.len() < ENOUGH || all.not.len() < ENOUGH {
            let said = format!("`{id}` has fewer than {ENOUGH} examples that meet it, or that do not, in `{language}`");
            found.push(place.obligation("few-examples", obligation, "examples", said));
        }
    }
}

/// Fewer than two examples of a kind show no rule.
const ENOUGH: usize = 2;

fn claim(expected: Option<Outcome>) -> String {
    expected.map_or("something short of Met".to_owned(), |expected| format!("{expected:?}"))
}

/// The verb of the advice is that of the duty: a political commitment is never put as a command, nor the other way.
fn advice(obligation: &Obligation, place: &Places, found: &mut Vec<Diagnostic>) {
    let (verbs, named): (&[&str], _) = match obligation.strength {
        Strength::Shall => (&[" must "], "must"),
        Strength::ShallQualified => (&["is required", "are required"], "is required, subject to …"),
        Strength::ShallConsider => (&["is required to consider", "should consider"], "should consider"),
        Strength::Endeavour => (&["should endeavour"], "should endeavour to"),
        Strength::May | Strength::Political => (&["may wish to"], "may wish to"),
    };
    if !verbs.iter().any(|verb| obligation.advice.contains(verb)) {
        let said = format!("the advice of `{}` does not say `{named}`, as its strength asks", obligation.id);
        found.push(place.obligation("advice-verb", obligation, "advice:", said));
    }
}

/// Codes of defects are permanent names: one for each defect of the whole catalogue.
fn defects(catalogue: &Catalogue, place: &Places, found: &mut Vec<Diagnostic>) {
    let mut seen = BTreeSet::new();
    for (obligation, defect) in catalogue.obligations.iter().flat_map(|o| o.defects.iter().map(move |d| (o, d))) {
        if !seen.insert(defect.id.as_str()) {
            let said = format!("the defect `{}` is defined twice in the catalogue", defect.id);
            found.push(place.obligation("duplicate-defect", obligation, &defect.id, said));
        }
    }
}

fn sentences(pack: &Pack, place: &Places, found: &mut Vec<Diagnostic>) {
    for concept in &pack.concepts {
        let name = &concept.concept;
        let mut say = |code: &str, words: &str, said: String| {
            found.push(place.remark(Diagnostic::error(code, name, said), &format!("concept: {name}"), words));
        };
        for sentence in concept.matches.iter().filter(|sentence| !expresses(pack, name, sentence)) {
            say("unmatched-sentence", sentence, format!("`{name}` does not match: {sentence}"));
        }
        for sentence in concept.rejects.iter().filter(|sentence| expresses(pack, name, sentence)) {
            say("matched-sentence", sentence, format!("`{name}` must not match: {sentence}"));
        }
        if concept.matches.len() < ENOUGH || concept.rejects.len() < ENOUGH {
            say(
                "few-sentences",
                "wordings",
                format!("`{name}` needs {ENOUGH} sentences it matches and {ENOUGH} it rejects"),
            );
        }
    }
}

/// True where `sentence` expresses the concept.
#[must_use]
pub fn expresses(pack: &Pack, concept: &str, sentence: &str) -> bool {
    let words = tokens(sentence, Span::new(0, sentence.len()));
    pack.concept(concept).is_some_and(|id| pack.matcher.scan(&words).iter().any(|mention| mention.concept == id))
}
